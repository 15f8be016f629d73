"""How good a forecast of June was: what the office expected at 31 December beside what was found there.

Pure: it says nothing in words. What was expected and never found, or not found yet, is not judged.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from macros.model.regole import REGOLE
from macros.model.valori import Intervallo

if TYPE_CHECKING:
    from macros.engine.result import IndicatoreValutato
    from macros.model.valori import Valore


class Riuscita(StrEnum):
    """How the year ended against its forecast, for the indicator: not for the number."""

    ESATTA = "esatta"
    MEGLIO = "meglio"
    PEGGIO = "peggio"
    DIVERSA = "diversa"
    """Neither: its rule has no better side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrevisioneDiGiugno:
    """The forecast of an indicator, and how it went."""

    stima: Valore
    """In the unit of the indicator; a day, or yes and no, where its rule has those."""
    differenza: Fraction | None
    """Value found minus forecast, exact, in the unit; between days, days. None: not to be told, or no number."""
    riuscita: Riuscita | None
    """None: no value was found at 31 December, or not yet."""


def previsione(giugno: IndicatoreValutato | None, finale: IndicatoreValutato | None) -> PrevisioneDiGiugno | None:
    """Return the forecast that an indicator had at 30 June beside its value at 31 December; None: it had none.

    Args:
        giugno: the indicator at 30 June; None: nothing of that date is shown.
        finale: the same at 31 December; None likewise.

    Fonte: SMVP 3.2 (monitoring: what is expected at the year's end).
    """
    stima = giugno.rilevazione.stima if giugno and giugno.rilevazione else None
    if stima is None:
        return None
    valore = finale.valore if finale and finale.assenza is None else None
    if finale is None or valore is None:
        return PrevisioneDiGiugno(stima=stima, differenza=None, riuscita=None)
    differenza = _differenza(stima, valore)
    return PrevisioneDiGiugno(stima=stima, differenza=differenza, riuscita=_riuscita(finale, stima, differenza))


def _differenza(stima: object, valore: object) -> Fraction | None:
    if isinstance(stima, dt.date) and isinstance(valore, dt.date):
        return Fraction((valore - stima).days)
    if isinstance(stima, Decimal | Fraction) and isinstance(valore, Decimal | Fraction):
        return Fraction(valore) - Fraction(stima)
    return None


def _riuscita(finale: IndicatoreValutato, stima: Valore, differenza: Fraction | None) -> Riuscita:
    """Say on which side of the forecast the value is."""
    if differenza == 0 or finale.valore == stima:
        return Riuscita.ESATTA
    if differenza is None:  # yes and no, or a day that never came
        return Riuscita.MEGLIO if finale.valore == finale.target else Riuscita.PEGGIO
    meglio = differenza * _verso(finale)
    if isinstance(finale.target, Intervallo) and isinstance(stima, Decimal):
        meglio = _fuori(finale.target, Fraction(stima)) - _fuori(finale.target, Fraction(stima) + differenza)
    return Riuscita.MEGLIO if meglio > 0 else Riuscita.PEGGIO if meglio < 0 else Riuscita.DIVERSA


def _verso(v: IndicatoreValutato) -> int:
    """Return +1 where more is better, −1 where it is worse; a day later is worse, a milestone more is better."""
    regola = REGOLE[v.indicatore.regola]
    if regola.valore is dt.date:
        return -1
    target = Fraction(v.target) if isinstance(v.target, Decimal | Fraction) else None
    return 1 if regola.a_fasi else regola.verso(v.indicatore, target)


def _fuori(atteso: Intervallo, valore: Fraction) -> Fraction:
    """Return how far a value is out of an interval; 0 inside."""
    return max(Fraction(atteso.min) - valore, valore - Fraction(atteso.max), Fraction(0))
