"""The mosaic: a column per part, as wide as its weight, as full as its grade; the hatching is what is missing.

The same drawing for an objective (its indicators) and for the chamber (its objectives).
SVG without viewBox, abscissae in per cent: text never shrinks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup, escape

from macros.publish.glifi import COLORI, DATO, percentuale

DATO_2 = "#5c82a8"
LINEA = "#7a8a99"
TESTO, TESTO_2 = "#22303d", "#4a5a69"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tessera:
    """One column."""

    sopra: str
    """Label above; may be empty."""
    sotto: str
    """Label below; may be empty."""
    peso: Fraction
    """Share of the whole, any unit."""
    grado: Fraction | None
    """Percentage points; None: dashed outline, no ink."""
    classe: str
    """State, for the colour of what is missing."""
    principale: bool
    """True: own indicator, strategic objective (dark); False: linked, operational (light)."""
    gruppo: str
    """Columns of different groups stand further apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disegno:
    """What the drawing is called, for those who do not see it."""

    chiave: str
    """Unique on the page: opens every id."""
    titolo: str
    descrizione: str
    altezza: int
    """Of a full column, in pixels."""


def mosaico(disegno: Disegno, tessere: Sequence[Tessera]) -> Markup:
    """Return the drawing; columns without weight are left out."""
    visibili = [t for t in tessere if t.peso > 0]
    etichette = any(t.sopra or t.sotto for t in visibili)
    cima = 18 if etichette else 0
    k = escape(disegno.chiave)
    vuoti = _vuoti(visibili)
    larga = 100 - sum(vuoti, Fraction(0))
    totale = sum((t.peso for t in visibili), Fraction(0)) or Fraction(1)
    pezzi, x = [], Fraction(0)
    for tessera, vuoto in zip(visibili, vuoti, strict=True):
        x += vuoto
        colonna = larga * tessera.peso / totale
        pezzi.append(_colonna(k, tessera, x, colonna, cima, disegno.altezza))
        x += colonna
    fondo = cima + disegno.altezza
    alto = fondo + (22 if etichette else 2)
    return Markup(  # noqa: S704 - numbers, constants and escaped text only
        f'<svg width="100%" height="{alto}" role="img" aria-labelledby="{k}-t {k}-d" '
        f'font-family="Titillium Web"><title id="{k}-t">{escape(disegno.titolo)}</title>'
        f'<desc id="{k}-d">{escape(disegno.descrizione)}</desc><defs>{_trame(k, visibili)}</defs>'
        f"{''.join(pezzi)}"
        f'<rect x="0" y="{fondo}" width="100%" height="1.5" fill="{LINEA}"/></svg>'
    )


def _vuoti(tessere: Sequence[Tessera]) -> list[Fraction]:
    """Return the space before each column, in per cent of the width."""
    vuoti = []
    for n, tessera in enumerate(tessere):
        if n == 0:
            vuoti.append(Fraction(0))
        else:
            nuovo = tessera.gruppo != tessere[n - 1].gruppo
            vuoti.append(Fraction(1) if nuovo else Fraction(3, 10))
    return vuoti


def _trame(k: str, tessere: Sequence[Tessera]) -> str:
    classi = sorted({t.classe for t in tessere if t.grado is not None and t.grado < 100})
    return "".join(
        f'<pattern id="{k}-{c}" width="5" height="5" patternUnits="userSpaceOnUse">'
        f'<path d="M0 5 5 0" stroke="{COLORI[c]}" stroke-width="1"/></pattern>'
        for c in classi
    )


def _colonna(k: str, t: Tessera, x: Fraction, larga: Fraction, cima: int, alta: int) -> str:
    dove = f'x="{percentuale(x)}" width="{percentuale(larga)}"'
    if t.grado is None:
        corpo = (
            f'<rect {dove} y="{cima}" height="{alta}" fill="none" stroke="{COLORI[t.classe]}" '
            'stroke-width="1.5" stroke-dasharray="5 3"/>'
        )
    else:
        pieno = min(max(t.grado, Fraction(0)), Fraction(100))
        manca = _px(alta * (100 - pieno) / 100)
        colore = DATO if t.principale else DATO_2
        corpo = f'<rect {dove} y="{cima + manca}" height="{alta - manca}" fill="{colore}"/>' if manca < alta else ""
        if manca:
            corpo = f'<rect {dove} y="{cima}" height="{manca}" fill="url(#{k}-{t.classe})"/>{corpo}'
    testi = ""
    if t.sopra:
        testi += f'<text x="{percentuale(x)}" y="12" font-size="13" fill="{TESTO}">{escape(t.sopra)}</text>'
    if t.sotto:
        y = cima + alta + 16
        testi += f'<text x="{percentuale(x)}" y="{y}" font-size="13" fill="{TESTO_2}">{escape(t.sotto)}</text>'
    return corpo + testi


def _px(valore: Fraction) -> int:
    """Return a height in whole pixels; something missing is never less than one."""
    intero = (valore.numerator * 2 + valore.denominator) // (2 * valore.denominator)
    return max(intero, 1) if valore > 0 else 0
