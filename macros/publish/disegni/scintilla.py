"""A series small enough for a cell: line and dots on the years of the table; the figures are in the cells beside."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from macros.publish.html.glifi import DATO, FILETTO, percentuale

ALTO, CIMA, FONDO = 32, 6, 26
"""Heights in pixels: the drawing; the highest and the lowest place of a value."""


POCHI = 3
"""Values from which a line is worth a drawing."""


def scintilla(valori: Sequence[Fraction | None], basso: Fraction, alto: Fraction) -> Markup:
    """Return the drawing, hidden from screen readers; empty with fewer than three values: two say no more drawn.

    Args:
        valori: one a year; None leaves a gap in the line.
        basso: value at the foot.
        alto: value at the top; the same as `basso` puts everything half way.

    >>> scintilla([Fraction(1), None, Fraction(2)], Fraction(0), Fraction(2))
    Markup('')
    """
    if sum(v is not None for v in valori) < POCHI:
        return Markup("")
    passo = Fraction(84) / max(len(valori) - 1, 1)
    punti = [(percentuale(8 + passo * n), _y(v, basso, alto)) if v is not None else None for n, v in enumerate(valori)]
    linee = "".join(
        f'<line class="linea" x1="{a[0]}" y1="{a[1]}" x2="{b[0]}" y2="{b[1]}" stroke="{DATO}" stroke-width="2"/>'
        for a, b in pairwise(punti)
        if a and b
    )
    segni = "".join(f'<circle cx="{p[0]}" cy="{p[1]}" r="3.5" fill="{DATO}"/>' for p in punti if p)
    return Markup(  # noqa: S704 - constants and numbers only
        f'<svg class="scintilla" width="100%" height="{ALTO}" aria-hidden="true" focusable="false">'
        f'<rect x="0" y="{ALTO - 1}" width="100%" height="1" fill="{FILETTO}"/>{linee}{segni}</svg>'
    )


def _y(valore: Fraction, basso: Fraction, alto: Fraction) -> int:
    if alto == basso:
        return (CIMA + FONDO) // 2
    return FONDO - round((valore - basso) / (alto - basso) * (FONDO - CIMA))
