"""What every chart shares: its name in words, its scale, its colours, the hatching of what is missing.

SVG without viewBox, abscissae in per cent, heights in pixels: text never shrinks, and the same
drawing serves telephone, desktop and paper. Colours are attributes and come from `glifi`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.publish.html import glifi
from macros.publish.html.modelli import componi

FINO = Fraction(80)
"""Where bars with a figure beside them end, per cent of the width: on a telephone 67 px are left for the figure."""
LUNGO, BREVE = 96, 50
"""Characters of a title above a bar that one line holds, on a page and on a telephone. The table has the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disegno:
    """What a drawing is called, for those who do not see it."""

    chiave: str
    """Unique on the page: opens every id."""
    titolo: str
    descrizione: str
    """The reading in words, with every figure."""


@dataclass(frozen=True, slots=True)
class Scala:
    """From values to places, per cent of the width."""

    da: Fraction
    a: Fraction
    fino: Fraction = FINO

    def posto(self, valore: Fraction) -> Fraction:
        """Return where a value stands."""
        return (valore - self.da) / (self.a - self.da) * self.fino

    def x(self, valore: Fraction) -> str:
        """Write where a value stands."""
        return glifi.percentuale(self.posto(valore))

    def tratto(self, da: Fraction, a: Fraction) -> tuple[str, str]:
        """Write start and width of a bar between two values, in either order."""
        prima, dopo = sorted((self.posto(da), self.posto(a)))
        return glifi.percentuale(prima), glifi.percentuale(dopo - prima)


def scala(valori: Iterable[Fraction], *, margine: Fraction = Fraction(0), fino: Fraction = FINO) -> Scala:
    """Return the scale that holds zero and all the values; bars are never cut.

    Args:
        valori: in one unit.
        margine: room beyond the farthest value, as a share of the whole.
        fino: where the scale ends, per cent of the width.
    """
    tutti = [Fraction(0), *valori]
    basso, alto = min(tutti), max(tutti)
    if basso == alto:
        return Scala(Fraction(0), Fraction(1), fino)
    resto = (alto - basso) * margine
    return Scala(basso - (resto if basso < 0 else 0), alto + (resto if alto > 0 else 0), fino)


def disegna(modello: str, **dati: object) -> Markup:
    """Draw with a template of `theme/frammenti/grafici`; it escapes every text."""
    return Markup(componi(f"grafici/{modello}.svg", **dati).rstrip("\n"))  # noqa: S704 - escaped there


def trame(classi: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the hatchings of some states: class and colour, each once, in order."""
    return tuple((classe, glifi.COLORI[classe]) for classe in sorted(set(classi)))


def corto(testo: str, lettere: int) -> str:
    """Cut a title between two words; what was left out is said by «…».

    >>> corto("Visibilità ed efficacia della Camera", 22), corto("Personale", 22)
    ('Visibilità ed…', 'Personale')
    """
    if len(testo) <= lettere:
        return testo
    intere = testo[:lettere].rpartition(" ")[0] or testo[: lettere - 1]
    return intere.rstrip(" ,;:.") + "…"


def nomi(titolo: str, prima: str = "") -> tuple[tuple[str, str], ...]:
    """Return the titles of a row: the one of a page and, where it differs, the one of a telephone.

    Args:
        titolo: in full.
        prima: what is printed before it.
    """
    lungo, breve = (corto(titolo, lettere - len(prima)) for lettere in (LUNGO, BREVE))
    return (("", lungo),) if lungo == breve else (("lungo", lungo), ("breve", breve))


def pixel(valore: Fraction) -> int:
    """Return a height in whole pixels, half up; something that is there is never less than one.

    >>> pixel(Fraction(5, 2)), pixel(Fraction(1, 10)), pixel(Fraction(0))
    (3, 1, 0)
    """
    intero = (valore.numerator * 2 + valore.denominator) // (2 * valore.denominator)
    return max(intero, 1) if valore > 0 else 0
