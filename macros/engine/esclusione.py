"""What the figures would be, had an indicator not been excluded: by its last value, by its estimate, with nothing.

The engine's «what if», exactly: one indicator changed, everything else equal. No such figure is a result.
Fonte: RECORDS 4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from macros.engine.ciclo import componi, con_grado
from macros.engine.result import Ciclo, IndicatoreValutato
from macros.model.valori import Periodo, Valore


class Ipotesi(StrEnum):
    """On which value an excluded indicator is reckoned."""

    ULTIMO = "ultimo valore"
    """That of 30 June of the year, against what is expected at 31 December."""
    STIMA = "stima"
    """What the office expected of 31 December, at 30 June."""
    ZERO = "grado 0"


@dataclass(frozen=True, slots=True)
class SeNonEscluso:
    """The year with one excluded indicator put back."""

    ipotesi: Ipotesi
    valore: Valore | Fraction | None
    """The value it is reckoned on; None: there is none, or the grade is simply 0."""
    ciclo: Ciclo | None
    """None: not known."""


def se_non_escluso(ciclo: Ciclo, codice: str, giugno: Ciclo | None) -> tuple[SeNonEscluso, ...]:
    """Return what the figures would be with an excluded indicator put back; at 30 June only with grade 0.

    Args:
        ciclo: the computed year, where the indicator is left out.
        codice: its code.
        giugno: the same year at 30 June; None: it was not surveyed.
    """
    escluso = ciclo.indicatori[codice]
    nullo = replace(escluso, assenza=None, esatto=Fraction(0), riportato=Fraction(0))
    zero = SeNonEscluso(Ipotesi.ZERO, None, _con(ciclo, nullo))
    if ciclo.periodo is Periodo.GIUGNO:
        return (zero,)
    allora = giugno.indicatori.get(codice) if giugno else None
    if allora and _misura(allora) != _misura(escluso):
        allora = None  # a variation has changed what is measured
    ultimo = allora.valore if allora else None
    stima = allora.rilevazione.stima if allora and allora.rilevazione else None
    return (
        SeNonEscluso(Ipotesi.ULTIMO, ultimo, _col_valore(ciclo, escluso, ultimo)),
        SeNonEscluso(Ipotesi.STIMA, stima, _col_valore(ciclo, escluso, stima)),
        zero,
    )


def _misura(v: IndicatoreValutato) -> tuple[str, str]:
    return v.indicatore.regola, v.indicatore.unita_misura


def _col_valore(ciclo: Ciclo, escluso: IndicatoreValutato, valore: Valore | Fraction | None) -> Ciclo | None:
    if valore is None:
        return None
    try:
        return _con(ciclo, con_grado(replace(escluso, valore=valore), ciclo.anno.regole))
    except (ValueError, ZeroDivisionError):  # the rule gives no grade to such a value
        return None


def _con(ciclo: Ciclo, valutato: IndicatoreValutato) -> Ciclo:
    indicatori = {**ciclo.indicatori, valutato.indicatore.codice: valutato}
    return componi(ciclo.anno, ciclo.periodo, indicatori, simile=ciclo)
