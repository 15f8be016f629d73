"""Prepares the files that record a decision: a variation with its change of the plan, an act with its snapshot.

Gives bytes by path and writes nothing: who asked checks them first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from macros.model.archivio import ATTI, VARIAZIONI
from macros.model.atti import COPRE, Atto, stato_variazione
from macros.model.problems import Documento
from macros.model.variazioni import StatoVariazione, Variazione, percorso
from macros.reading.blocco.annulla import forma
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import alberi_del_piano, in_byte, sha256_di
from macros.reading.blocco.percorsi import Passi, nomi_elementi, passi, per_esteso, scendi, trova
from macros.reading.blocco.percorsi import scritto as campo_scritto
from macros.reading.scrivi.modifica import ModificaImpossibileError, con_chiave, con_elemento, con_valore, in_riga
from macros.reading.scrivi.registra_atti import FileNuovi, applicata, in_yaml
from macros.reading.testo.deposito import esiste, leggi
from macros.reading.testo.files import leggi_byte
from macros.reading.testo.lettura import Located

NOME_SEMPLICE = re.compile(r"[\w.-]+")
"""A name of an act that YAML reads as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Richiesta:
    """A change that an office asks for."""

    cambio: tuple[str, str, str] | None
    """Where, field, value; None: nothing more changes, the variation only gets its acts."""
    motivo: str
    numero: int | None
    atto_oiv: str | None
    atto_giunta: str | None
    solo_proposta: bool
    """Record it and leave the plan as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrata:
    """What a request becomes."""

    numero: int
    percorso: str
    da: str
    a: str
    file: Mapping[Path, bytes]


def registra_variazione(approvati: Approvati, chiesta: Richiesta, gia: Mapping[Path, bytes]) -> Registrata:
    """Return the variation and the plan with its change.

    `gia`: files of the plan that the same command changes already.

    Raises: ModificaImpossibileError, in Italian.
    """
    approvato = approvati.atto(Documento.PIANO)
    if approvato is None or (approvato.impronta is None and approvato.nome == chiesta.atto_giunta):
        msg = f"il Piano {approvati.anno} non è ancora approvato: si modifica direttamente, senza variazione"
        raise ModificaImpossibileError(msg)
    presente = next((v for v in approvati.variazioni if v.numero == chiesta.numero), None)
    numero = chiesta.numero or max((v.numero for v in approvati.variazioni), default=0) + 1
    record = approvati.cartella / VARIAZIONI.nome(str(numero))
    file: FileNuovi = {}
    cambio = None
    if chiesta.cambio is not None:
        _si_puo_aggiungere(approvati, presente)
        cambio, file = _cambio(approvati, *chiesta.cambio, solo_proposta=chiesta.solo_proposta)
    elif presente is None:
        msg = f"non c'è la variazione {numero} del {approvati.anno}: prima si registra che cosa cambia"
        raise ModificaImpossibileError(msg)
    file[record] = _variazione(approvati, chiesta, record, numero, cambio)
    if presente is not None and chiesta.atto_giunta and not chiesta.solo_proposta:
        file |= applicata(approvati, presente, {**gia, **file})
    if cambio is None:
        return Registrata(numero=numero, percorso="", da="", a="", file=file)
    dove = percorso(cambio["dove"], cambio["campo"])
    return Registrata(numero=numero, percorso=dove, da=cambio["da"], a=cambio["a"], file=file)


def _si_puo_aggiungere(approvati: Approvati, presente: Variazione | None) -> None:
    """Refuse a change more of a variation that an act seals."""
    if presente is not None and stato_variazione(presente, approvati.atti) is not StatoVariazione.PROPOSTA:
        msg = (
            f"{presente.nome} ha già il suo atto ({', '.join(presente.nomi_atti)}): ciò che cambia ancora è una "
            "variazione nuova, con il suo"
        )
        raise ModificaImpossibileError(msg)


def _cambio(
    approvati: Approvati, chiesto: str, campo: str, valore: str, *, solo_proposta: bool
) -> tuple[dict[str, str], FileNuovi]:
    """Return a change as a variation records it, and the plan with it."""
    alberi = alberi_del_piano(approvati.lettura, approvati.cartella)
    cartella = approvati.lettura.nome(approvati.cartella)
    dove = per_esteso(chiesto, alberi, cartella)
    trovato, scelti = trova(alberi, cartella, dove), passi(campo)
    if trovato is None or trovato[0] not in alberi:
        msg = f"nel Piano {approvati.anno} non c'è «{chiesto}»"
        raise ModificaImpossibileError(msg)
    luogo = (trovato[0], trovato[1] + (scelti or ()))
    nodo = scendi(alberi[luogo[0]], luogo[1]) if scelti else None
    if nodo is None or not isinstance(nodo.valore, str):
        raise ModificaImpossibileError(_non_un_valore(alberi[luogo[0]], trovato[1], dove, campo, nodo))
    if luogo[1][-1] == "codice":
        msg = "un codice non si varia: l'obiettivo o l'indicatore si toglie e si aggiunge, con i suoi pesi"
        raise ModificaImpossibileError(msg)
    in_vigore = {(d.dove, d.campo): d.approvato for d in approvati.confronta_piano() if isinstance(d.approvato, str)}
    da = in_vigore.get((dove, campo), nodo.valore)
    if forma(da, luogo) == forma(valore, luogo):
        msg = f"«{da}» è già il valore approvato in {percorso(dove, campo)}"
        raise ModificaImpossibileError(msg)
    file: FileNuovi = {}
    if not solo_proposta and forma(nodo.valore, luogo) != forma(valore, luogo):
        del_piano = approvati.lettura.radice / luogo[0]
        file[del_piano] = con_valore(leggi(approvati.lettura.radice, del_piano), luogo[1], valore)
    return {"dove": dove, "campo": campo, "da": da, "a": valore}, file


def _non_un_valore(file: Located, record: Passi, dove: str, scritto: str, nodo: Located | None) -> str:
    """Say why there is nothing to change at a path: a group, or no such path, and then the nearest one."""
    a_mano = "si cambia nel file: ciclo verifica dice poi le righe da registrare nella variazione"
    if nodo is not None and nodo.valore is None:
        return f"«{scritto}» in «{dove}» è vuoto: {a_mano}"
    if nodo is not None:
        return f"«{scritto}» in «{dove}» è un elenco o un gruppo di chiavi: {a_mano}"
    foglie = [campo_scritto(file, (*record, *resto), len(resto)) for resto in _foglie(scendi(file, record))]
    vicini = get_close_matches(scritto, foglie, n=1, cutoff=0.6)
    forse = f": forse si intendeva «{vicini[0]}»" if vicini else f"; se va aggiunto, {a_mano}"
    return f"in «{dove}» non c'è un valore «{scritto}»{forse}"


def _foglie(nodo: Located | None) -> Iterator[Passi]:
    """Yield the steps to each value below a node."""
    if nodo is None or nodo.valore is None:
        return
    if isinstance(nodo.valore, str):
        yield ()
        return
    nomi = list(nodo.valore) if isinstance(nodo.valore, dict) else nomi_elementi(nodo.valore)
    for nome in nomi:
        yield from ((nome, *resto) for resto in _foglie(scendi(nodo, (nome,))))


def _variazione(
    approvati: Approvati, chiesta: Richiesta, record: Path, numero: int, cambio: dict[str, str] | None
) -> bytes:
    atti = {"atto_oiv": chiesta.atto_oiv, "atto_giunta": chiesta.atto_giunta}
    scritti = {chiave: nome for chiave, nome in atti.items() if nome}
    grezzo = leggi_byte(approvati.lettura, record)
    if grezzo is None and cambio is not None:
        righe = [in_riga({"motivo": chiesta.motivo})[1:-1]]
        righe += [
            f"{chiave}: {nome}" if NOME_SEMPLICE.fullmatch(nome) else in_riga({chiave: nome})[1:-1]
            for chiave, nome in scritti.items()
        ]
        return "\n".join([*righe, "cambi:", f"  - {in_riga(cambio)}", ""]).encode()
    presente = next((v for v in approvati.variazioni if v.numero == numero), None)
    if presente is None or grezzo is None:
        msg = f"{approvati.lettura.nome(record)} non si legge: correggerlo prima"
        raise ModificaImpossibileError(msg)
    if cambio is not None and not _gia_scritto(presente, cambio):
        grezzo = con_elemento(grezzo, ("cambi",), cambio)
    for chiave, nome in scritti.items():
        scritto = presente.atto_oiv if chiave == "atto_oiv" else presente.atto_giunta
        if scritto is None:
            grezzo = con_chiave(grezzo, (), chiave, nome, dopo="motivo")
        elif scritto != nome:
            msg = f"{presente.nome} ha già il suo atto: {scritto}"
            raise ModificaImpossibileError(msg)
    return grezzo


def _gia_scritto(variazione: Variazione, cambio: Mapping[str, str]) -> bool:
    """True when a variation has that change already; refused when it changes the same place otherwise."""
    for c in variazione.cambi:
        if (c.dove, c.campo) == (cambio["dove"], cambio["campo"]):
            luogo = ("", (c.campo.rpartition(".")[2],))
            if (forma(c.da, luogo), forma(c.a, luogo)) == (forma(cambio["da"], luogo), forma(cambio["a"], luogo)):
                return True
            msg = f"{variazione.nome} porta già {c.percorso} da «{c.da}» a «{c.a}»"
            raise ModificaImpossibileError(msg)
    return False


def registra_approvazione(
    approvati: Approvati, documento: Documento, *, organo: str, numero: str, giorno: dt.date, oggetto: str
) -> FileNuovi:
    """Return the snapshot of a document and the act that approves it.

    An act of that body, number and day that is there already, without impronta, gets the impronta.
    """
    grezzo = in_byte(approvati.parti(documento, giorno))
    impronta = sha256_di(grezzo)
    esistente = atto_registrato(approvati, documento, organo=organo, numero=numero, giorno=giorno)
    if esistente is not None:
        file = approvati.lettura.radice / esistente.source.path
        return {
            file: con_chiave(leggi(approvati.lettura.radice, file), (), "impronta", impronta),
            approvati.istantanea(documento): grezzo,
        }
    nome = re.sub(r"[^a-z0-9]+", "-", organo.lower()).strip("-") or "organo"
    cosa = "comunicazione" if documento is Documento.MONITORAGGIO else "approvazione"
    valori = {
        "tipo": COPRE[documento][-1].value,
        "organo": organo,
        "numero": numero,
        "data": giorno.isoformat(),
        "oggetto": oggetto,
        "documento": documento.value,
        "impronta": impronta,
    }
    file = approvati.cartella / ATTI.nome(f"{giorno.isoformat()}-{nome}-{cosa}-{documento}")
    if esiste(file):
        msg = f"{approvati.lettura.nome(file)} c'è già, con altri dati"
        raise ModificaImpossibileError(msg)
    return {file: in_yaml(valori), approvati.istantanea(documento): grezzo}


def atto_registrato(
    approvati: Approvati, documento: Documento, *, organo: str, numero: str, giorno: dt.date
) -> Atto | None:
    """Return the act already recorded that approves a document, still without impronta."""
    atto = approvati.atto(documento)
    if atto is None or atto.impronta is not None:
        return None
    uguale = (atto.organo.casefold(), atto.numero.casefold(), atto.data) == (
        organo.casefold(),
        numero.casefold(),
        giorno,
    )
    return atto if uguale else None
