"""What a delivery says: the covering letter, the act to record, the manifest. Nothing is reckoned here.

What the office alone knows (a protocol number, a day) is left to it; a datum that no file has is said to be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.scadenze import ScadenzaValutata, valutate
from macros.model.archivio import SCADENZE
from macros.model.citazioni import con_preposizione
from macros.model.comando import argomento, comando
from macros.model.problems import Documento
from macros.model.stampe import STAMPE, Stampa
from macros.model.valori import TipoAtto
from macros.publish.documenti import fascicoli
from macros.publish.iter.versioni import atti_iter, variazioni_iter
from macros.publish.parole.firmati import conformita, quale
from macros.reading.blocco.impronta import sha256_di
from macros.vista.copie import CopiaArchivio, copia_archivio, corretto
from macros.vista.firmati import DocumentoFirmato, documento_firmato

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.model.ente import Destinatario, Ente
    from macros.publish.carta.fascicolo import Fascicolo
    from macros.publish.dati.risultati import Json
    from macros.vista.vista import Vista

LETTERA, INDICE, MANIFESTO = "lettera.pdf", "INDICE.txt", "manifesto.json"
"""Of the files of a package: the covering letter; what it holds, for a reader and for a program."""
PEC, LEGGIMI = "pec.txt", "LEGGIMI.txt"
"""For the office, beside the package: the text of the message, and what to do now."""
DATI, ATTI = "dati", "atti"
"""Folders of a package: the open data of the year, the documents of the acts."""
FORMATO = 1
"""Of the manifest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pacco:
    """A document that is delivered, as a public build shows it."""

    ente: Ente
    anno: Anno
    stampa: Stampa
    fascicoli: tuple[Fascicolo, ...]
    """What is printed of it: itself first, then what goes with it."""
    atti: tuple[Atto, ...]
    """Those that its page *Iter e versioni* lists, by day."""
    copia: CopiaArchivio | None
    firmato: DocumentoFirmato | None
    """The archive copy as it came back signed; None: it did not."""
    approvata: str
    """The impronta that the act quotes; «»: it quotes none."""
    corretto: bool
    """True when an act corrected it after its approval."""
    testa: str
    righe: int
    """The head of the register, and how many rows it has; «» and 0: there is none."""

    @property
    def nome(self) -> str:
        """Its name, and that of its folder: `relazione-2021`."""
        return f"{self.stampa.nome}-{self.anno.anno}"

    @property
    def fascicolo(self) -> Fascicolo:
        """What is printed of the document itself."""
        return self.fascicoli[0]

    @property
    def destinatari(self) -> tuple[Destinatario, ...]:
        """To whom it goes, as `ente.yml` says; none: it does not say."""
        return tuple(d for d in self.ente.destinatari if d.documento == self.stampa.documento)

    @property
    def scadenza(self) -> ScadenzaValutata | None:
        """The deadline by which it is sent; None: the year asks for none."""
        dovuta = TipoAtto.TRASMISSIONE, self.stampa.documento.value
        tutte = (v for v in valutate(self.anno) if (a := v.scadenza.adempie) and (a.tipo, a.documento) == dovuta)
        return next(tutte, None)

    @property
    def pdf(self) -> Mapping[str, str]:
        """Name of each PDF → what it is."""
        detti = {f.nome_file: f.titolo for f in self.fascicoli}
        if self.copia is not None and self.copia.corretta:
            detti[self.fascicolo.nome_file] += ", con le correzioni venute dopo l'approvazione"
            detti[self.copia.nome] = f"{self.fascicolo.titolo}, come fu approvato: la copia d'archivio"
        if self.firmato is not None:
            esito = self.firmato.esito
            detti[self.firmato.nome] = f"la copia d'archivio com'è tornata firmata, {quale(esito)}: {conformita(esito)}"
        return detti


def pacco_di(vista: Vista, anno: int, nome: str) -> Pacco | None:
    """Return what is delivered of a printed document; None when this view has none with its acts."""
    stampa = STAMPE[nome]
    tutti = fascicoli(vista, anno) if anno in vista.anni else ()
    suoi = [f for f in tutti if f.documento == nome and f.atti]
    if not suoi:
        return None
    dell_anno, documento, principale = vista.anno(anno), stampa.documento, nome in set(Documento)
    accanto = {s.nome for s in STAMPE.values() if s.documento is documento and s.consegnabile} - {nome}
    suoi += [f for f in tutti if principale and f.documento in accanto]
    atto = vista.atto(anno, documento)
    atti = atti_iter(dell_anno, documento, variazioni_iter(dell_anno, documento, solo_approvate=True))
    return Pacco(
        ente=vista.ente,
        anno=dell_anno,
        stampa=stampa,
        fascicoli=tuple(suoi),
        atti=tuple(sorted(atti, key=lambda a: (a.data, a.nome))),
        copia=copia_archivio(vista, anno, documento) if principale else None,
        firmato=documento_firmato(vista, anno, documento) if principale else None,
        approvata=(atto.impronta if atto else None) or "",
        corretto=corretto(vista, anno, documento),
        testa=vista.registro.testa,
        righe=len(vista.registro.righe),
    )


def manca(pacco: Pacco) -> tuple[str, ...]:
    """Say which data the letter would have and no file says."""
    documento = pacco.stampa.documento
    frasi = [] if pacco.ente.pec else ["la PEC della Camera (data/ente.yml, chiave pec)"]
    if not pacco.ente.ufficio_responsabile:
        frasi.append("l'ufficio che scrive (data/ente.yml, chiave ufficio_responsabile)")
    if not pacco.destinatari:
        frasi.append(f"a chi si consegna (data/ente.yml, chiave destinatari, con documento: {documento})")
    frasi += [f"la PEC di {d.nome} (data/ente.yml, chiave destinatari)" for d in pacco.destinatari if not d.pec]
    if pacco.scadenza is None:
        dove = pacco.anno.file(SCADENZE)
        frasi.append(f"chi firma ({dove}, una scadenza con adempie: {{tipo: trasmissione, documento: {documento}}})")
    return tuple(frasi)


def trasmissione(pacco: Pacco) -> str:
    """Return the command that records the act of sending; what only the office knows is asked, or added to it."""
    a = f" a {' e a '.join(d.nome for d in pacco.destinatari)}" if pacco.destinatari else ""
    chi = f"--organo {argomento(pacco.scadenza.scadenza.chi)} " if pacco.scadenza else ""
    detto = argomento(f"{oggetto(pacco)}{a}")
    opzioni = f"--tipo {TipoAtto.TRASMISSIONE} --documento {pacco.stampa.documento} {chi}--oggetto {detto}"
    return comando("atto", anno=pacco.anno.anno, altro=opzioni)


def oggetto(pacco: Pacco) -> str:
    """Return the subject of the letter."""
    return f"Trasmissione {con_preposizione('di', pacco.fascicolo.titolo)}"


def manifesto(pacco: Pacco, file: Mapping[str, bytes], commit: str, versione: str) -> dict[str, Json]:
    """Return what says of every file of a package its bytes and SHA-256, and of the whole where it comes from.

    `file`: path in the package → what it holds. `commit`: the state it was made from. `versione`: of the program.
    """
    return {
        "formato": FORMATO,
        "ente": {"nome": pacco.ente.nome, "codice_ipa": pacco.ente.codice_ipa},
        "dimostrativo": pacco.ente.dimostrativo,
        "documento": {
            "nome": pacco.stampa.nome,
            "anno": pacco.anno.anno,
            "titolo": pacco.fascicolo.titolo,
            "impronta": pacco.fascicolo.impronta,
            "impronta_approvata": pacco.approvata or None,
            "approvato": [f"{che}: {atto}" for che, atto in pacco.fascicolo.atti],
            "corretto": pacco.corretto,
            "copia_archivio": pacco.copia.sha256 if pacco.copia else None,
            "firmato": _firmato(pacco.firmato) if pacco.firmato else None,
        },
        "registro": {"righe": pacco.righe, "testa": pacco.testa or None},
        "dati": {"formato": pacco.ente.formato, "commit": commit},
        "programma": {"nome": "ciclo", "versione": versione},
        "atti": [
            {
                "nome": a.nome,
                "tipo": a.tipo.value,
                "organo": a.organo,
                "numero": a.numero,
                "data": a.data.isoformat(),
                "oggetto": a.oggetto,
                "protocollo": a.protocollo,
                "albo": a.albo,
                "file": f"{ATTI}/{a.file}" if a.file else None,
                "sha256": a.sha256,
            }
            for a in pacco.atti
        ],
        "file": {nome: {"byte": len(grezzo), "sha256": sha256_di(grezzo)} for nome, grezzo in sorted(file.items())},
    }


def _firmato(firmato: DocumentoFirmato) -> dict[str, Json]:
    """Return what a signed file is. Whose the signatures are is not said: the file itself says it."""
    esito = firmato.esito
    return {
        "file": firmato.nome,
        "sha256": firmato.sha256,
        "forma": esito.forma.value,
        "firme": sum(not f.marca for f in esito.firme),
        "marche_temporali": sum(f.marca for f in esito.firme),
        "visibile": bool(esito.riquadri),
        "profili_conservati": esito.profili,
        "certificati_verificati": False,
    }
