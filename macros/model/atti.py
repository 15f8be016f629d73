"""Acts: what an organ decided, what each document needs of them, and the day whose plan a document shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from macros.model.piano import Record
from macros.model.problems import Documento
from macros.model.valori import Periodo, TipoAtto
from macros.model.variazioni import SISTEMA, StatoVariazione, Variazione

COPRE = {
    Documento.PIANO: (TipoAtto.APPROVAZIONE_GIUNTA,),
    Documento.PIAO: (TipoAtto.APPROVAZIONE_GIUNTA,),
    Documento.MONITORAGGIO: (TipoAtto.COMUNICAZIONE_GIUNTA,),
    Documento.RELAZIONE: (TipoAtto.VALIDAZIONE_OIV, TipoAtto.APPROVAZIONE_GIUNTA),
}
"""The acts that make a document public, all of them; the last one approves it and is printed. Fonte: DESIGN 5."""
RILEVATI = {Periodo.GIUGNO: Documento.MONITORAGGIO, Periodo.DICEMBRE: Documento.RELAZIONE}
"""The document that tells of each survey date, and shows the plan of that day. Fonte: DESIGN 5."""
PERIODO_DI = {documento: periodo for periodo, documento in RILEVATI.items()}
"""The survey date of a document; the Piano has none."""
DECIDONO = frozenset(tipo for tipi in COPRE.values() for tipo in tipi)
"""Of a document approved already, they decide something else: a variation."""

DELL_OIV = frozenset(
    {
        TipoAtto.PARERE_OIV,
        TipoAtto.VALIDAZIONE_OIV,
        TipoAtto.CERTIFICAZIONE_VALORI,
        TipoAtto.ESCLUSIONE,
        TipoAtto.RELAZIONE_SISTEMA,
    }
)
"""The kinds of act that are the OIV's: all of them are published. Fonte: D.Lgs. 33/2013, art. 31."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atto(Record):
    """One act (`atti/<nome>.yml`)."""

    nome: str = field(metadata={"dal_file": True})
    tipo: TipoAtto
    organo: str
    numero: str
    data: dt.date
    oggetto: str
    documento: str | None = field(metadata={"parole": (SISTEMA, *(d.value for d in Documento))})
    riguarda: str | None
    accoglie: tuple[str, ...]
    """Of the Giunta: the names of the exclusions that it accepts. Fonte: SMVP 3.2; RECORDS 4."""
    pubblica: tuple[str, ...]
    """Of a `pubblicazione`: the names of the OIV's acts that it puts on line. Fonte: D.Lgs. 33/2013, art. 31."""
    protocollo: str | None
    file: str | None = field(metadata={"come": "nome_file"})
    sha256: str | None = field(metadata={"come": "impronta"})
    albo: str | None = field(metadata={"come": "indirizzo"})
    impronta: str | None = field(metadata={"come": "impronta"})
    copia: str | None = field(metadata={"come": "impronta"})
    """Of an approval: SHA-256 of the archive copy, the PDF of what was approved. None: it was not kept."""
    firmato: str | None = field(metadata={"come": "impronta"})
    """Of an approval: SHA-256 of the archive copy as it came back signed. None: none came back."""


CHIAVI = tuple(f.name for f in fields(Atto) if f.name != "nome" and f not in fields(Record))
"""Keys of an act, in the order in which they are written."""


def tipi_oiv(variazione: Variazione) -> tuple[TipoAtto, ...]:
    """Return the kinds of act with which the OIV validates a variation; of the System it gives an opinion too."""
    validazione = TipoAtto.VALIDAZIONE_OIV
    return (validazione, TipoAtto.PARERE_OIV) if variazione.del_sistema else (validazione,)


def stato_variazione(variazione: Variazione, atti: Mapping[str, Atto]) -> StatoVariazione:
    """Return how far a variation has come: what counts is that its acts are recorded, each of its kind, or its end."""
    oiv, giunta = atti.get(variazione.atto_oiv or ""), atti.get(variazione.atto_giunta or "")
    if variazione.errata:
        corretta = giunta is not None and giunta.tipo is TipoAtto.ERRATA
        return StatoVariazione.APPROVATA if corretta else StatoVariazione.PROPOSTA
    validata = oiv is not None and oiv.tipo in tipi_oiv(variazione)
    if validata and giunta is not None and giunta.tipo is TipoAtto.APPROVAZIONE_GIUNTA:
        return StatoVariazione.APPROVATA
    if variazione.esito is not None:
        return variazione.esito.stato
    return StatoVariazione.VALIDATA if validata else StatoVariazione.PROPOSTA


def approvata_il(variazione: Variazione, atti: Mapping[str, Atto]) -> dt.date | None:
    """Return the day a variation, or a correction, was approved; None: it is not."""
    approvata = stato_variazione(variazione, atti) is StatoVariazione.APPROVATA
    return atti[variazione.atto_giunta or ""].data if approvata else None


def ultimo_atto(
    atti: Mapping[str, Atto], variazioni: Iterable[Variazione], tipo: TipoAtto, documento: str
) -> Atto | None:
    """Return the latest act of a kind on a document; the acts of its variations are others.

    One that quotes an impronta comes before those that do not: an act recorded later never unlocks a document.
    """
    trovati = atti_di(atti, variazioni, tipo, documento)
    return max(trovati, key=lambda a: (a.impronta is not None, a.data, a.nome), default=None)


def atti_di(
    atti: Mapping[str, Atto], variazioni: Iterable[Variazione], tipo: TipoAtto, documento: str
) -> tuple[Atto, ...]:
    """Return the acts of a kind on a document, without those of its variations.

    The act that approves a System is on it, also where a variation brings it into a year that had begun.
    An act with an impronta that alone could approve the document does, even where a variation quotes it by mistake.
    """
    citati = {nome for v in variazioni for nome in v.nomi_atti} if documento != SISTEMA else ()
    trovati = tuple(a for a in atti.values() if a.tipo is tipo and a.documento == documento)
    return tuple(a for a in trovati if a.nome not in citati) or tuple(a for a in trovati if a.impronta is not None)


def giorno_del_piano(anno: int, documento: Documento, approvazione: Atto | None) -> dt.date | None:
    """Return the day whose plan a document shows; None: the plan as it stands. Fonte: DESIGN 5."""
    if documento in PERIODO_DI:
        return PERIODO_DI[documento].data(anno)
    return approvazione.data if approvazione else None
