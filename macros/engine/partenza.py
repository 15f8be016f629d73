"""Results beside what is not this year's: other bodies, and what the figure would be at the starting point.

The engine's «what if», exactly, and a median: no such figure is a result, none enters a grade. Fonte: RECORDS 12.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from macros.engine.ciclo import calcola, componi, con_grado
from macros.engine.misura import rilevato_qualcosa
from macros.engine.result import Ciclo, IndicatoreValutato, Sintesi
from macros.model.anno import Anno
from macros.model.contesto import AltroEnte
from macros.model.piano import Indicatore
from macros.model.regole import REGOLE
from macros.model.valori import Periodo, Valore

_NUMERO = re.compile(r"(?![+-]?[1-9]\d{0,2}(?:\.\d{3})+$)[+-]?\d+(?:[.,]\d+)?", re.ASCII)
"""A number as it is typed; `1.234` may be read in two ways, and is none."""
CENTO = Fraction(100)


@dataclass(frozen=True, slots=True)
class Partenza:
    """The year had its indicators stayed at their historic reference."""

    ciclo: Ciclo
    indicatori: tuple[str, ...]
    """Those that have one in numbers, and a grade."""
    quota: Fraction
    """Their share of the chamber's weight that was measured, percentage points."""


def partenza(ciclo: Ciclo) -> Partenza | None:
    """Return the year with each value at its historic reference, where that is a number; None: nowhere.

    The targets are this year's, and what has no reference stays as it was found. How close it comes to the real figure
    tells how much the scale discriminates.
    """
    fermi = {codice: fermo for codice, v in ciclo.indicatori.items() if (fermo := _fermo(ciclo, v)) is not None}
    if not fermi or ciclo.ente.esatto is None:
        return None
    indicatori = {**ciclo.indicatori, **fermi}
    quota = _quota(ciclo, ciclo.ente, fermi) * CENTO
    return Partenza(componi(ciclo.anno, ciclo.periodo, indicatori, simile=ciclo), tuple(fermi), quota)


def storico_in_cifre(indicatore: Indicatore) -> Decimal | None:
    """Return the historic reference of an indicator; None: it has none that is one number, or is not of numbers."""
    scritto = indicatore.storico or ""
    if not REGOLE[indicatore.regola].numerica or not _NUMERO.fullmatch(scritto):
        return None
    return Decimal(scritto.replace(",", "."))


def _fermo(ciclo: Ciclo, v: IndicatoreValutato) -> IndicatoreValutato | None:
    """Return an indicator at its historic reference; None: it has none in numbers, or no grade."""
    storico = storico_in_cifre(v.indicatore)
    if not v.misurato or storico is None:
        return None
    try:
        return con_grado(replace(v, valore=storico), ciclo.anno.regole)
    except (ValueError, ZeroDivisionError):  # the rule gives no grade to such a value
        return None


def _quota(ciclo: Ciclo, s: Sintesi, quali: dict[str, IndicatoreValutato]) -> Fraction:
    """Return the part of a figure's weight that some indicators have, over every path down to them."""
    contate = [p for p in s.parti if p.contata]
    tutto = sum((p.peso for p in contate), Fraction(0))
    quota = Fraction(0)
    for p in contate:
        e_indicatore = p.codice in ciclo.indicatori
        sua = Fraction(p.codice in quali) if e_indicatore else _quota(ciclo, ciclo.sintesi(p.codice), quali)
        quota += p.peso / tutto * sua
    return quota


@dataclass(frozen=True, slots=True)
class Paragone:
    """An indicator beside the same of other bodies, of one year of theirs."""

    indicatore: str
    anno: int
    valore: Decimal | Fraction | None
    """The chamber's own at the survey date; None: absent."""
    altri: tuple[AltroEnte, ...]
    mediana: Fraction
    """Of the others."""
    verso: int
    """+1 where a higher value is better, −1 where it is worse, 0 where that has no meaning: the highest comes first."""
    posto: int | None
    """The chamber's among them all; those with the same value have the same. None: without a value."""


def paragoni(ciclo: Ciclo) -> Iterator[Paragone]:
    """Yield the indicators that other bodies measure too, in print order, year by year."""
    for codice, v in ciclo.indicatori.items():
        suoi = [r for r in ciclo.anno.confronti.values() if r.indicatore == codice]
        for anno in sorted({r.anno for r in suoi}):
            yield _paragone(v, anno, tuple(r for r in suoi if r.anno == anno))


def _paragone(v: IndicatoreValutato, anno: int, altri: tuple[AltroEnte, ...]) -> Paragone:
    target = Fraction(v.target) if isinstance(v.target, Decimal | Fraction) else None
    verso = REGOLE[v.indicatore.regola].verso(v.indicatore, target)
    proprio = v.valore if isinstance(v.valore, Decimal | Fraction) else None
    posto = None
    if proprio is not None:
        posto = 1 + sum((Fraction(r.valore) - Fraction(proprio)) * (verso or 1) > 0 for r in altri)
    return Paragone(v.indicatore.codice, anno, proprio, altri, mediana([r.valore for r in altri]), verso, posto)


def mediana(valori: Sequence[Decimal]) -> Fraction:
    """Return the middle value, or half the sum of the two in the middle.

    >>> mediana([Decimal(9), Decimal(1), Decimal(4)]), mediana([Decimal(1), Decimal(2)])
    (Fraction(4, 1), Fraction(3, 2))
    """
    ordinati = sorted(map(Fraction, valori))
    mezzo = len(ordinati) // 2
    return ordinati[mezzo] if len(ordinati) % 2 else (ordinati[mezzo - 1] + ordinati[mezzo]) / 2


def valori_finali(anno: Anno) -> dict[str, Valore | Fraction]:
    """Return what each indicator of a year ended with, those that have a value at 31/12."""
    if not rilevato_qualcosa(anno, Periodo.DICEMBRE):
        return {}
    return {c: v.valore for c, v in calcola(anno, Periodo.DICEMBRE).indicatori.items() if v.valore is not None}
