"""Deadlines of a year (`scadenze.yml`): what is due, by which day, from whom, which act does it. Fonte: RECORDS 11.

They stand outside every impronta and are a condition of no document. Until a year has its own, those that the Sistema
and the law ask of every year (`CONSUETE`) hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from macros.model.piano import Record
from macros.model.piao import PRIMO_ANNO
from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA

PIANO, PIAO, MONITORAGGIO, RELAZIONE = Documento


@dataclass(frozen=True, slots=True, kw_only=True)
class Adempie(Record):
    """The kind of act that does what is due, and the document that it is about."""

    tipo: TipoAtto
    documento: str | None = field(metadata={"parole": (SISTEMA, *(d.value for d in Documento))})
    """None: an act that is about no document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scadenza(Record):
    """Something that is due by a day."""

    codice: str = field(metadata={"come": "codice"})
    titolo: str
    entro: dt.date
    """The last day that is in time."""
    chi: str
    """The role or the body that answers for it."""
    fonte: str | None
    """The paragraph of the Sistema, or of the law, that asks for it."""
    adempie: Adempie | None
    """None: no kind of act does it."""
    atto: str | None
    """Name of the act that did it, where kind and document do not tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendario(Record):
    """The deadlines that a year declares."""

    scadenze: tuple[Scadenza, ...] = field(metadata={"detto": "una scadenza", "chiesto": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Consueta:
    """A deadline of every year, before it has a date."""

    codice: str
    titolo: str
    mese: int
    giorno: int
    """0: the last of the month."""
    chi: str
    fonte: str
    dopo: int = 0
    """Years after that of the cycle."""
    adempie: tuple[TipoAtto, Documento | str] | None = None
    dal: int = 0
    """The first year that has it."""
    altrimenti: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Year in which it has another day → that month and day."""

    def entro(self, anno: int) -> dt.date:
        """Return its day in the cycle of a year.

        >>> next(c for c in CONSUETE if c.codice == "relazione").entro(2023)
        datetime.date(2024, 2, 29)
        """
        quando = anno + self.dopo
        mese, giorno = self.altrimenti.get(anno, (self.mese, self.giorno))
        if giorno:
            return dt.date(quando, mese, giorno)
        return dt.date(quando + mese // 12, mese % 12 + 1, 1) - dt.timedelta(days=1)


DEL_PIAO = {2022: (6, 30), 2023: (3, 31)}
"""Years in which the law moved the day of the PIAO. Fonte: DL 80/2021, art. 6 c. 6-bis; DL 198/2022, art. 10."""
CONSUETE = (
    Consueta(
        codice="sistema",
        titolo="Conferma o aggiornamento del Sistema",
        mese=1,
        giorno=31,
        chi="Giunta",
        fonte="D.Lgs. 150/2009, art. 7 c. 1; SMVP 7",
        adempie=(TipoAtto.CONFERMA_SMVP, SISTEMA),
    ),
    Consueta(
        codice="piano",
        titolo="Approvazione del Piano",
        mese=1,
        giorno=31,
        chi="Giunta",
        fonte="D.Lgs. 150/2009, art. 10 c. 1 lett. a)",
        adempie=(TipoAtto.APPROVAZIONE_GIUNTA, PIANO),
    ),
    Consueta(
        codice="piano-pubblicazione",
        titolo="Pubblicazione del Piano",
        mese=1,
        giorno=31,
        chi="Segretario Generale",
        fonte="D.Lgs. 150/2009, art. 10 c. 1 lett. a); D.Lgs. 33/2013, art. 10 c. 8",
        adempie=(TipoAtto.PUBBLICAZIONE, PIANO),
    ),
    Consueta(
        codice="piao",
        titolo="Approvazione del PIAO",
        mese=1,
        giorno=31,
        chi="Giunta",
        fonte="DL 80/2021, art. 6",
        adempie=(TipoAtto.APPROVAZIONE_GIUNTA, PIAO),
        dal=PRIMO_ANNO,
        altrimenti=DEL_PIAO,
    ),
    Consueta(
        codice="piao-pubblicazione",
        titolo="Pubblicazione del PIAO, sul sito e sul portale del Dipartimento della funzione pubblica",
        mese=1,
        giorno=31,
        chi="Segretario Generale",
        fonte="DL 80/2021, art. 6 c. 4",
        adempie=(TipoAtto.PUBBLICAZIONE, PIAO),
        dal=PRIMO_ANNO,
        altrimenti=DEL_PIAO,
    ),
    Consueta(
        codice="risorse-certificazione",
        titolo="Certificazione dei valori delle risorse",
        mese=4,
        giorno=30,
        chi="OIV",
        fonte="SMVP 5",
        adempie=(TipoAtto.CERTIFICAZIONE_VALORI, PIANO),
    ),
    Consueta(
        codice="accessibilita",
        titolo="Dichiarazione di accessibilità del sito",
        mese=9,
        giorno=23,
        chi="Responsabile della transizione digitale",
        fonte="Linee guida AgID sull'accessibilità, L. 4/2004",
    ),
    Consueta(
        codice="relazione-dati",
        titolo="Raccolta dei dati finali e schede di rendicontazione",
        mese=1,
        giorno=20,
        dopo=1,
        chi="Dirigenti di area",
        fonte="SMVP 3.2",
        adempie=(TipoAtto.VALIDAZIONE_DATI, RELAZIONE),
    ),
    Consueta(
        codice="relazione-stesura",
        titolo="Stesura della Relazione",
        mese=1,
        giorno=31,
        dopo=1,
        chi="Segretario Generale e struttura tecnica di supporto",
        fonte="SMVP 3.2",
    ),
    Consueta(
        codice="relazione-validazione",
        titolo="Validazione della Relazione",
        mese=2,
        giorno=0,
        dopo=1,
        chi="OIV",
        fonte="SMVP 3.2; D.Lgs. 150/2009, art. 14 c. 4 lett. c)",
        adempie=(TipoAtto.VALIDAZIONE_OIV, RELAZIONE),
    ),
    Consueta(
        codice="relazione",
        titolo="Approvazione della Relazione",
        mese=2,
        giorno=0,
        dopo=1,
        chi="Giunta",
        fonte="SMVP 3.2",
        adempie=(TipoAtto.APPROVAZIONE_GIUNTA, RELAZIONE),
    ),
    Consueta(
        codice="sistema-relazione-oiv",
        titolo="Relazione dell'OIV sul funzionamento del Sistema",
        mese=4,
        giorno=30,
        dopo=1,
        chi="OIV",
        fonte="D.Lgs. 150/2009, art. 14 c. 4 lett. a)",
        adempie=(TipoAtto.RELAZIONE_SISTEMA, SISTEMA),
    ),
    Consueta(
        codice="bilancio",
        titolo="Approvazione del bilancio d'esercizio",
        mese=4,
        giorno=30,
        dopo=1,
        chi="Consiglio",
        fonte="DPR 254/2005, art. 20",
    ),
    Consueta(
        codice="relazione-pubblicazione",
        titolo="Pubblicazione della Relazione",
        mese=6,
        giorno=30,
        dopo=1,
        chi="Segretario Generale e struttura tecnica di supporto",
        fonte="SMVP 3.2; D.Lgs. 150/2009, art. 10 c. 1 lett. b)",
        adempie=(TipoAtto.PUBBLICAZIONE, RELAZIONE),
    ),
    Consueta(
        codice="relazione-unioncamere",
        titolo="Trasmissione della Relazione a Unioncamere",
        mese=6,
        giorno=30,
        dopo=1,
        chi="Segretario Generale e struttura tecnica di supporto",
        fonte="SMVP 3.2",
        adempie=(TipoAtto.TRASMISSIONE, RELAZIONE),
    ),
    Consueta(
        codice="premi",
        titolo="Pubblicazione dei dati sui premi",
        mese=6,
        giorno=30,
        dopo=1,
        chi="Segretario Generale",
        fonte="D.Lgs. 33/2013, art. 20",
    ),
)
"""What the Sistema and the law ask of every year, by day: see `consuete`. Fonte: SMVP 3.2, 5, 7; RECORDS 11.

The law gives no day for the certification and for the data on premi: a chamber changes them in its own file.
"""


def consuete(anno: int) -> tuple[Consueta, ...]:
    """Return those of a year."""
    return tuple(c for c in CONSUETE if c.dal <= anno)
