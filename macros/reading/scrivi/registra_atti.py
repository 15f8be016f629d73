"""Prepares the files of an act: a new one, one put right, one that approves variations or corrects a document.

Gives bytes by path and writes nothing, as `registra`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.model.archivio import ATTI, ERRATA, OBIETTIVI, file_anno
from macros.model.atti import CHIAVI, tipi_oiv
from macros.model.citazioni import sigla
from macros.model.problems import Documento
from macros.model.registro import rettificabili
from macros.model.valori import TipoAtto
from macros.model.variazioni import Variazione
from macros.reading.blocco.annulla import forma
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import alberi_del_piano, alberi_rilevati
from macros.reading.blocco.percorsi import Passi, contenuto, passi, per_esteso, scendi, trova
from macros.reading.scrivi.modifica import ModificaImpossibileError, con_chiave, con_valore, in_riga
from macros.reading.scrivi.modifica_csv import con_cella
from macros.reading.testo.deposito import esiste, leggi
from macros.reading.testo.files import leggi_byte
from macros.reading.testo.lettura import Located
from macros.reading.testo.nodi import leggi_yaml

FileNuovi = dict[Path, bytes]
LUNGO = 40


@dataclass(frozen=True, slots=True)
class Correzione:
    """One value that an errata puts right."""

    dove: str
    campo: str
    valore: str


def nuovo_atto(
    approvati: Approvati, valori: Mapping[str, str], elenchi: Mapping[str, Sequence[str]] | None = None
) -> tuple[str, FileNuovi]:
    """Return the name and the file of a new act; its name is its day, its body and its subject.

    `elenchi`: the names of the acts that it accepts, or puts on line, by the key that holds them.

    Raises: ModificaImpossibileError: the same act is there already.
    """
    for altro in approvati.atti.values():
        if (altro.organo.casefold(), altro.numero.casefold(), altro.data.isoformat(), altro.oggetto) == (
            valori["organo"].casefold(), valori["numero"].casefold(), valori["data"], valori["oggetto"],
        ):  # fmt: skip
            msg = f"l'atto c'è già: {altro.source.path}"
            raise ModificaImpossibileError(msg)
    base = f"{valori['data']}-{semplice(valori['organo'])}-{semplice(valori['oggetto'])}"
    nome = next(
        nome for n in range(1, 100) if not esiste(nome_file(approvati, nome := base if n == 1 else f"{base}-{n}"))
    )
    return nome, {nome_file(approvati, nome): in_yaml({**valori, **(elenchi or {})})}


def nome_file(approvati: Approvati, nome: str) -> Path:
    """Return the file of an act."""
    return approvati.cartella / ATTI.nome(nome)


def in_yaml(valori: Mapping[str, str | Sequence[str]]) -> bytes:
    """Return the file of an act, keys in their order."""
    return "".join(in_riga({k: valori[k]})[1:-1] + "\n" for k in CHIAVI if valori.get(k)).encode()


def semplice(testo: str) -> str:
    """Return a text as the name of a file has it.

    >>> semplice("Conservatore del Registro"), semplice("Validità: n. 3")
    ('conservatore-del-registro', 'validita-n-3')
    """
    ascii_ = unicodedata.normalize("NFD", testo.lower()).encode("ascii", "ignore").decode()
    tagliato = re.sub(r"[^a-z0-9]+", "-", ascii_).strip("-")
    return (tagliato if len(tagliato) <= LUNGO else tagliato[:LUNGO].rpartition("-")[0]) or "atto"


def rettificato(approvati: Approvati, nome: str, valori: Mapping[str, str]) -> FileNuovi:
    """Return an act with some keys put right.

    Raises: ModificaImpossibileError: it is not there, or a key is not one of those.
    """
    atto = approvati.atti.get(nome)
    if atto is None:
        msg = f"non c'è l'atto «{nome}» fra quelli del {approvati.anno}"
        raise ModificaImpossibileError(msg)
    vietate = [k for k in valori if k not in rettificabili(atto.tipo)]
    if vietate:
        msg = (
            f"«{vietate[0]}» non si rettifica: dice che cosa l'atto ha deciso. Se la registrazione non è ancora stata "
            "accolta, si rimettono i file com'erano (git restore data) e si rifà; se lo è già, resta, e ciò che è "
            "sbagliato si corregge con un atto nuovo"
        )
        raise ModificaImpossibileError(msg)
    file = nome_file(approvati, nome)
    grezzo = leggi_byte(approvati.lettura, file) or b""
    nodo = leggi_yaml(approvati.lettura, file)
    scritti = {k: contenuto(scendi(nodo, (k,))) for k in valori} if nodo else {}
    if all(scritti.get(k) == v for k, v in valori.items()):
        msg = f"l'atto «{nome}» dice già così: non c'è niente da rettificare"
        raise ModificaImpossibileError(msg)
    for chiave, valore in valori.items():
        scritta = nodo is not None and scendi(nodo, (chiave,)) is not None
        grezzo = con_valore(grezzo, (chiave,), valore) if scritta else con_chiave(grezzo, (), chiave, valore)
    return {file: grezzo}


def approvate(approvati: Approvati, numeri: Sequence[int], tipo: TipoAtto, atto: str) -> FileNuovi:
    """Return the variations with the act that validates or approves them, and the plan with their changes made.

    Raises: ModificaImpossibileError.
    """
    approva = tipo is TipoAtto.APPROVAZIONE_GIUNTA
    file: FileNuovi = {}
    for numero in numeri:
        v = next((v for v in approvati.variazioni if v.numero == numero), None)
        if v is None:
            msg = f"non c'è la variazione {numero} del {approvati.anno}: prima si registra la proposta con ciclo varia"
            raise ModificaImpossibileError(msg)
        if not approva and tipo not in tipi_oiv(v):
            servono = " o ".join((*tipi_oiv(v), TipoAtto.APPROVAZIONE_GIUNTA))
            msg = f"un atto di tipo {tipo} non valida e non approva {v.nome}: serve {servono}"
            raise ModificaImpossibileError(msg)
        if v.esito is not None:
            msg = f"{v.nome} è chiusa, {v.esito.stato}: ciò che cambia si propone di nuovo, con un altro file"
            raise ModificaImpossibileError(msg)
        gia = v.atto_giunta if approva else v.atto_oiv
        if gia not in {None, atto}:
            msg = f"{v.nome} ha già il suo atto: {gia}"
            raise ModificaImpossibileError(msg)
        if approva and v.atto_oiv is None:
            msg = f"{v.nome} aspetta la validazione dell'OIV: prima ciclo atto con quella"
            raise ModificaImpossibileError(msg)
        percorso = approvati.lettura.radice / v.source.path
        if gia is None:
            chiave = "atto_giunta" if approva else "atto_oiv"
            file[percorso] = con_chiave(_letto(approvati, percorso), (), chiave, atto, dopo=_ultima(v))
        if approva:
            file |= applicata(approvati, v, file)
    return file


def _ultima(v: Variazione) -> str:
    return "atto_oiv" if v.atto_oiv else "motivo"


def applicata(approvati: Approvati, v: Variazione, gia: Mapping[Path, bytes]) -> FileNuovi:
    """Return the plan with the values of a variation, where it still has those from which she starts.

    What is added or taken away whole is written by hand: who reads the plan then says what is missing.
    """
    alberi = alberi_del_piano(approvati.lettura, approvati.cartella)
    cartella = approvati.lettura.nome(approvati.cartella)
    file: FileNuovi = {}
    for c in v.cambi:
        scelti = passi(c.campo)
        trovato = trova(alberi, cartella, per_esteso(c.dove, alberi, cartella))
        if trovato is None or not scelti or not isinstance(c.da, str) or not isinstance(c.a, str):
            continue
        luogo = (trovato[0], trovato[1] + scelti)
        presente = contenuto(scendi(alberi.get(luogo[0]), luogo[1]))
        if forma(presente, luogo) == forma(c.da, luogo):
            percorso = approvati.lettura.radice / luogo[0]
            grezzo = file.get(percorso) or gia.get(percorso) or _letto(approvati, percorso)
            file[percorso] = con_valore(grezzo, luogo[1], c.a)
    return file


def registra_errata(approvati: Approvati, correzioni: Sequence[Correzione], motivo: str, atto: str) -> FileNuovi:
    """Return the record of a correction and the values corrected.

    Raises: ModificaImpossibileError, in Italian.
    """
    documenti = {_documento(c) for c in correzioni}
    for documento in documenti:
        if approvati.atto(documento) is None:
            msg = f"{sigla(documento)} {approvati.anno} non è ancora approvato: il valore si corregge nel file"
            raise ModificaImpossibileError(msg)
    alberi = alberi_del_piano(approvati.lettura, approvati.cartella) | alberi_rilevati(
        approvati.lettura, approvati.cartella, Documento.RELAZIONE
    )
    cartella = approvati.lettura.nome(approvati.cartella)
    differenze = approvati.confronta_rilevato(())
    file: FileNuovi = {}
    cambi = []
    for c in correzioni:
        trovato, scelti = trova(alberi, cartella, c.dove), passi(c.campo)
        nodo = scendi(alberi.get(trovato[0]), trovato[1]) if trovato else None
        if trovato is None or nodo is None or not scelti or file_anno(trovato[0]) is OBIETTIVI:
            msg = (
                f"non c'è «{c.dove}»: si scrive «consuntivo CODICE», «monitoraggio CODICE», «scheda CODICE», "
                "«misura NOME», «fase CODICE FASE» o «evidenza CODICE DOCUMENTO»"
            )
            raise ModificaImpossibileError(msg)
        luogo = (trovato[0], trovato[1] + scelti)
        scritto = contenuto(scendi(alberi[luogo[0]], luogo[1]))
        if not (scritto is None or isinstance(scritto, str)):
            msg = f"«{c.campo}» in «{c.dove}» è un elenco o un gruppo di chiavi: scegliere un valore"
            raise ModificaImpossibileError(msg)
        nuovo = c.valore or None
        da = next((d.approvato for d in differenze if (d.dove, d.campo) == (c.dove, c.campo)), scritto)
        if forma(da, luogo) == forma(nuovo, luogo):
            msg = f"«{c.valore}» è già il valore approvato in {c.dove}: {c.campo}"
            raise ModificaImpossibileError(msg)
        if forma(scritto, luogo) != forma(nuovo, luogo):
            percorso = approvati.lettura.radice / luogo[0]
            file[percorso] = _corretto(
                file.get(percorso) or _letto(approvati, percorso), luogo, alberi[luogo[0]], c.valore
            )
        cambi.append({"dove": c.dove, "campo": c.campo, "da": da, "a": nuovo})
    numero = max((e.numero for e in approvati.errata), default=0) + 1
    righe = [in_riga({"motivo": motivo})[1:-1], f"atto: {atto}", "cambi:"]
    righe += ["  - " + _in_riga(c) for c in cambi]
    file[approvati.cartella / ERRATA.nome(str(numero))] = ("\n".join(righe) + "\n").encode()
    return file


def _letto(approvati: Approvati, file: Path) -> bytes:
    return leggi(approvati.lettura.radice, file)


def documento_corretto(correzioni: Sequence[Correzione]) -> Documento:
    """Return the document that some corrections are of: the half-year's where all are of June."""
    return (
        Documento.MONITORAGGIO
        if all(_documento(c) is Documento.MONITORAGGIO for c in correzioni)
        else Documento.RELAZIONE
    )


def _documento(c: Correzione) -> Documento:
    return Documento.MONITORAGGIO if c.dove.startswith(f"{Documento.MONITORAGGIO} ") else Documento.RELAZIONE


def _in_riga(cambio: Mapping[str, object]) -> str:
    pieni = {k: v for k, v in cambio.items() if isinstance(v, str)}
    riga = in_riga(pieni)
    for chiave, valore in cambio.items():
        if valore is None:
            riga = f"{riga[:-1]}, {chiave}: null}}"
    return riga


def _corretto(grezzo: bytes, luogo: tuple[str, Passi], file: Located, valore: str) -> bytes:
    """Return a file with one value corrected."""
    nome, scelti = luogo
    if not nome.endswith(".csv"):
        return con_valore(grezzo, scelti, valore)
    riga = file.valore[scelti[0]].valore if isinstance(file.valore, dict) else None
    assert isinstance(riga, dict)  # noqa: S101 - the rows of a CSV
    tipo = file_anno(nome)
    assert tipo is not None  # noqa: S101 - what is corrected stands in a file of the registry
    return con_cella(grezzo, {c: str(riga[c].valore or "") for c in tipo.chiave}, scelti[-1], valore)
