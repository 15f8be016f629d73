"""Parts of a whole, one bar each: how many persons are in each group of bands, how much was paid of what was set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.publish.disegni.tela import Disegno, Scala, disegna, nomi

RIGA, CIMA = 38, 4
INTERO = Scala(Fraction(0), Fraction(100), Fraction(68))
"""From nothing to the whole; beside it a figure has room for two numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParteInBarra:
    """A row: a part of the whole."""

    chiave: str
    """Closes its id."""
    titolo: str
    parte: Fraction
    """Per cent of the whole."""
    scritto: str


def quote(disegno: Disegno, righe: Sequence[ParteInBarra]) -> Markup:
    """Return the chart, in the order given: each bar lies in the outline of the whole."""
    return disegna(
        "quote",
        d=disegno,
        righe=[(r, nomi(r.titolo), CIMA + RIGA * n, INTERO.tratto(Fraction(0), r.parte)) for n, r in enumerate(righe)],
        intero=INTERO.tratto(Fraction(0), Fraction(100)),
        alto=CIMA + RIGA * len(righe),
    )
