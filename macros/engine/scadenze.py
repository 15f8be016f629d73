"""How each deadline of a year stands: which recorded act did it, how early or late. No clock: a day is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from macros.engine.mancanze import aree_attese
from macros.model.anno import Anno
from macros.model.archivio import SCADENZE
from macros.model.atti import PERIODO_DI, Atto, atti_di
from macros.model.dei_documenti import ha_documento
from macros.model.precedenze import validazioni
from macros.model.problems import Documento, Source
from macros.model.scadenze import Adempie, Consueta, Scadenza, consuete
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA

FA_ANCHE = {(TipoAtto.CONFERMA_SMVP, SISTEMA): TipoAtto.APPROVAZIONE_GIUNTA}
"""What is due → another kind of act that does it: whoever approves a System need not confirm one. Fonte: SMVP 7."""


class StatoScadenza(StrEnum):
    """Whether what is due is done, as far as acts tell."""

    FATTA = "fatta"
    DA_FARE = "da fare"
    PASSATA = "da fare, il termine è passato"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScadenzaValutata:
    """A deadline and the act that did it."""

    scadenza: Scadenza
    atto: Atto | None
    """None: no recorded act does it."""
    aree: tuple[str, ...] = ()
    """Of data that each area validates: those that have not yet, once some have."""
    passata: bool = False
    """True: acts of later days are recorded, and none of them does it. See `secondo_gli_atti`."""

    @property
    def stato(self) -> StatoScadenza:
        """Whether it is done."""
        if self.atto:
            return StatoScadenza.FATTA
        return StatoScadenza.PASSATA if self.passata else StatoScadenza.DA_FARE

    @property
    def giorni(self) -> int | None:
        """Return how many calendar days after the deadline it was done, below 0 before; None: not done."""
        return (self.atto.data - self.scadenza.entro).days if self.atto else None


def scadenze_di(anno: Anno) -> tuple[Scadenza, ...]:
    """Return the deadlines of a year, by day: its own, or those of every year where it has none.

    Of a document that not every year has only where it has it: nothing is said of what nobody began.
    """
    dell_anno = (c for c in consuete(anno.anno) if c.adempie is None or ha_documento(anno, c.adempie[1]))
    proprie = anno.scadenze.scadenze if anno.scadenze else (_consueta(anno, c) for c in dell_anno)
    return tuple(sorted(proprie, key=lambda s: (s.entro, s.codice)))


def valutate(anno: Anno, al: dt.date | None = None) -> tuple[ScadenzaValutata, ...]:
    """Return the deadlines of a year as they stand, by day.

    `al`: as they stood on that day, whatever was recorded later; None: with every recorded act.
    """
    if al is not None:
        anno = replace(anno, atti={nome: a for nome, a in anno.atti.items() if a.data <= al})
    return tuple(_valutata(anno, s) for s in scadenze_di(anno))


def ultimo_registrato(anno: Anno) -> dt.date | None:
    """Return the day of the last recorded act of a year; None: it has none."""
    return max((a.data for a in anno.atti.values()), default=None)


def secondo_gli_atti(anno: Anno, si_sa: Callable[[Scadenza], bool]) -> tuple[ScadenzaValutata, ...]:
    """Return the deadlines with every recorded act; of those that none does, whether their day is gone.

    There is no clock, and the day of the last recorded act is the only time that the data know: whoever recorded it
    was past every day before it. A deadline of such a day that no act does is not one that may still be met.

    `si_sa`: true of a deadline whose acts are all among those of `anno`; of another nothing is told.
    """
    ultimo = ultimo_registrato(anno)
    return tuple(
        replace(v, passata=v.atto is None and ultimo is not None and v.scadenza.entro < ultimo and si_sa(v.scadenza))
        for v in valutate(anno)
    )


def prossime(tutte: Iterable[ScadenzaValutata]) -> tuple[ScadenzaValutata, ...]:
    """Return those that are still to be done."""
    return tuple(v for v in tutte if v.atto is None)


def termine_dei_dati(anno: Anno, documento: Documento) -> Scadenza | None:
    """Return the first deadline by which the areas validate the data of a document; None: the year has none."""
    cercata = TipoAtto.VALIDAZIONE_DATI, documento.value
    return next((s for s in scadenze_di(anno) if s.adempie and (s.adempie.tipo, s.adempie.documento) == cercata), None)


def _consueta(anno: Anno, c: Consueta) -> Scadenza:
    luogo = Source(anno.file(SCADENZE), 1, c.codice)
    adempie = c.adempie and Adempie(source=luogo, luoghi={}, tipo=c.adempie[0], documento=str(c.adempie[1]))
    return Scadenza(
        source=luogo,
        luoghi={},
        codice=c.codice,
        titolo=c.titolo,
        entro=c.entro(anno.anno),
        chi=c.chi,
        fonte=c.fonte,
        adempie=adempie,
        atto=None,
    )


def _valutata(anno: Anno, s: Scadenza) -> ScadenzaValutata:
    if s.atto is not None or s.adempie is None:
        return ScadenzaValutata(scadenza=s, atto=anno.atti.get(s.atto or ""))
    atto, aree = adempiuto(anno, s.adempie.tipo, s.adempie.documento)
    return ScadenzaValutata(scadenza=s, atto=atto, aree=aree)


def adempiuto(anno: Anno, tipo: TipoAtto, documento: str | None) -> tuple[Atto | None, tuple[str, ...]]:
    """Return the first recorded act of a kind on a document that does what is due; None: it is still to be done.

    Beside it, of data that each area validates, those that have not yet, once some have: it is done by the act of the
    last one, or by one that is of all.
    """
    if tipo is TipoAtto.VALIDAZIONE_DATI and documento in PERIODO_DI:
        prime = validazioni(anno, Documento(documento))
        if "" in prime:
            return prime[""], ()
        mancano = tuple(a for a in aree_attese(anno, PERIODO_DI[Documento(documento)]) if a not in prime)
        ultimo = max(prime.values(), key=lambda a: (a.data, a.nome), default=None)
        return (None, mancano) if mancano and prime else (ultimo, ())
    tipi = {tipo, FA_ANCHE.get((tipo, documento or ""), tipo)}
    return min((a for t in tipi for a in _atti(anno, t, documento)), key=lambda a: (a.data, a.nome), default=None), ()


def _atti(anno: Anno, tipo: TipoAtto, documento: str | None) -> tuple[Atto, ...]:
    """Return the acts of a kind, without those of variations and corrections."""
    if documento is None:
        return tuple(a for a in anno.atti.values() if a.tipo is tipo and a.documento is None)
    return atti_di(anno.atti, (*anno.variazioni, *anno.errata), tipo, documento)
