"""The same grade at two dates: a hollow dot and a full one, joined, on a scale that need not begin at zero.

Dots may stand on a cut scale, bars may not: the figure says where it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.publish.disegni.tela import Disegno, Scala, disegna, nomi
from macros.publish.html.glifi import DATO, DATO_2, percentuale

CENTO = Fraction(100)
RIGA, CIMA = 38, 4
INIZIO, FINE_SCALA = Fraction(2), Fraction(66)
"""Where the scale begins and ends, per cent of the width: a dot at its foot is whole, and two figures stand beside."""
DECINA, CAMPO = 10, 20
"""The scale begins at a ten, at least so many points under its end."""
POCHI = 5
"""Ticks, at most: on a telephone more would touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Salto:
    """A row: the grades of an area or an objective at two dates."""

    codice: str
    chiave: str
    titolo: str
    prima: Fraction | None
    """Percentage points; None: no dot."""
    dopo: Fraction | None
    scritti: tuple[str, str]
    """The figures, as printed elsewhere."""
    forte: bool


@dataclass(frozen=True, slots=True)
class _RigaSalto:
    """A row laid out: abscissae in per cent, empty where there is no dot."""

    di: Salto
    y: int
    prima: str
    dopo: str
    colore: str


def scala_dei_salti(righe: Sequence[Salto]) -> Scala:
    """Return the scale that holds every grade, from a ten to 100, or to the highest grade where the cap is lifted."""
    gradi = [g for r in righe for g in (r.prima, r.dopo) if g is not None]
    basso = min([CENTO - CAMPO, *gradi])
    return Scala(Fraction(basso // DECINA * DECINA), max([CENTO, *gradi]), FINE_SCALA - INIZIO)


def salti(disegno: Disegno, righe: Sequence[Salto]) -> Markup:
    """Return the chart, in the order given, on the scale of `scala_dei_salti`."""
    misura = scala_dei_salti(righe)
    fine = CIMA + RIGA * len(righe)
    passo = next(p for p in (5, 10, 20, 50, 100) if (CENTO - misura.da) / p < POCHI)
    da, cento = int(misura.da), int(CENTO)
    tacche = range(cento, da - 1, -passo)
    return disegna(
        "salti",
        d=disegno,
        righe=[(p, nomi(p.di.titolo, p.di.codice)) for p in (_posa(r, n, misura) for n, r in enumerate(righe))],
        tacche=[(_x(misura, Fraction(n)), n) for n in tacche],
        cento=cento,
        fine=fine,
        alto=fine + 24,
    )


def _posa(r: Salto, n: int, misura: Scala) -> _RigaSalto:
    prima, dopo = (_x(misura, g) if g is not None else "" for g in (r.prima, r.dopo))
    return _RigaSalto(r, CIMA + RIGA * n, prima, dopo, DATO if r.forte else DATO_2)


def _x(misura: Scala, valore: Fraction) -> str:
    return percentuale(INIZIO + misura.posto(valore))
