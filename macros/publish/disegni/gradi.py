"""Grades from 0 to 100: what was reached is solid, what is missing is hatched in the colour of its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.publish.disegni.tela import Disegno, Scala, disegna, nomi, trame
from macros.publish.html.glifi import COLORI, DATO, DATO_2, forma

CENTO = Fraction(100)
RIGA, CIMA = 34, 4
VICINI = 10
"""Points under which the figures of threshold and target would touch on a telephone: each leaves its line a little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grado:
    """A row: an objective or an area."""

    codice: str
    """Printed before the title; may be empty."""
    chiave: str
    """Closes its id."""
    titolo: str
    """In full."""
    grado: Fraction | None
    """Percentage points; None: dashed outline."""
    scritto: str
    """The figure as printed elsewhere."""
    classe: str
    """State, for shape and hatching; empty where there is none (areas, chamber)."""
    forte: bool
    """True: area or strategic objective, title in bold, dark bar."""


@dataclass(frozen=True, slots=True)
class _Barra:
    """A bar laid out, abscissae in per cent."""

    pieno: str
    manca: tuple[str, str] | None
    """Start and width of what is missing."""
    tutto: str
    """Width of the outline where there is no grade."""
    assente: bool
    trama: str
    tratto: str
    """Colour of outlines."""
    colore: str


def gradi(disegno: Disegno, righe: Sequence[Grado], soglia: Fraction | None, soglia_scritta: str) -> Markup:
    """Return the chart of some grades, in the order given.

    Args:
        disegno: its name.
        righe: one for each bar.
        soglia: grade from which the state is the best one; None: not marked.
        soglia_scritta: the same, as printed on the axis.
    """
    misura = _scala(righe)
    classi = [r.classe or "nr" for r in righe if r.grado is not None and r.grado < 100]
    return disegna(
        "gradi",
        d=disegno,
        righe=[
            (r, nomi(r.titolo, r.codice), CIMA + RIGA * n, _barra(r, misura), forma(r.classe) if r.classe else "")
            for n, r in enumerate(righe)
        ],
        trame=trame(classi),
        alto=CIMA + RIGA * len(righe) + 22,
        fine=CIMA + RIGA * len(righe),
        soglia=misura.x(soglia) if soglia is not None else "",
        soglia_scritta=soglia_scritta,
        traguardo=misura.x(CENTO),
        discosti=soglia is not None and abs(CENTO - soglia) < VICINI,
    )


def _scala(righe: Sequence[Grado]) -> Scala:
    """Return the scale from 0 to 100, or to the highest grade where the cap is lifted."""
    return Scala(Fraction(0), max([CENTO, *(r.grado for r in righe if r.grado is not None)]))


def _barra(r: Grado, misura: Scala) -> _Barra:
    classe = r.classe or "nr"
    pieno = r.grado or Fraction(0)
    return _Barra(
        pieno=misura.tratto(Fraction(0), pieno)[1],
        manca=misura.tratto(pieno, CENTO) if r.grado is not None and r.grado < CENTO else None,
        tutto=misura.x(CENTO),
        assente=r.grado is None,
        trama=classe,
        tratto=COLORI[classe],
        colore=DATO if r.forte else DATO_2,
    )
