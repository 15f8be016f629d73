"""An indicator over the years: line and dots with the value under each, targets as short dashes.

The axis may be cut, since a line is no bar: the caption says from where, in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from macros.publish.disegni.tela import Disegno, disegna, pixel
from macros.publish.html.glifi import percentuale

ALTO, CIMA, FONDO = 190, 34, 140
"""Heights in pixels: the drawing; the highest and the lowest place of a value."""
MARGINE = Fraction(12)
"""First and last year, from the borders, per cent of the width: more on the left, where the axis is written."""
RIGA = 14
"""Height of a line of text, in pixels."""
STRETTA, ACCANTO = 8, 24
"""Width of a letter of the axis, and half that of a figure of the first year, in pixels."""
VICINI = 46
"""Under this distance in pixels, the labels of value and target of a year go to opposite sides."""
LARGA, LETTERA = 256, 9
"""Width of the narrowest drawing and of a spaced letter, in pixels: what may lie on each other."""
SPOSTA = (0, -RIGA, RIGA, -2 * RIGA, 2 * RIGA)
"""By how much a label may leave its place for that of another year, in pixels, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Punto:
    """A year."""

    anno: int
    valore: Fraction | None
    """None: no dot."""
    scritto: str
    """The value as printed; «n.d.» or why there is none; empty where nothing is due yet."""
    target: tuple[Fraction, ...] = ()
    """One, or the two ends of an interval; none: nothing was expected."""
    target_scritto: str = ""
    corrente: bool = False
    """True: the year of the page, in bold."""


@dataclass(frozen=True, slots=True)
class Asse:
    """The ordinates: from a value to another, and where lines are drawn."""

    da: Fraction
    a: Fraction
    tacche: tuple[Fraction, ...]

    @property
    def tagliato(self) -> bool:
        """True when zero is not on it."""
        return self.da > 0 or self.a < 0

    def y(self, valore: Fraction) -> int:
        """Return the height of a value in pixels from the top."""
        return FONDO - pixel((valore - self.da) / (self.a - self.da) * (FONDO - CIMA))


@dataclass(frozen=True, slots=True)
class _Anno:
    """A year laid out."""

    di: Punto
    x: str
    y: int | None
    dash: tuple[int, ...]
    y_valore: int
    """Where the value is written."""
    y_target: int
    """Where the target is written."""

    @property
    def scritte(self) -> tuple[int, ...]:
        """The heights at which something is written beside the line of this year."""
        return (() if self.y is None else (self.y_valore,)) + ((self.y_target,) if self.dash else ())


def asse(punti: Sequence[Punto]) -> Asse:
    """Return an axis with round ends and two to five lines that holds every value and target.

    >>> punto = Punto(anno=2021, valore=Fraction(165, 2), scritto="82,5", target=(Fraction(90),))
    >>> [int(t) for t in asse([punto]).tacche]
    [80, 85, 90]
    """
    return asse_di([p.valore for p in punti if p.valore is not None] + [t for p in punti for t in p.target])


def asse_di(valori: Sequence[Fraction]) -> Asse:
    """Return an axis with round ends and two to five lines that holds some values, at least one."""
    basso, alto = min(valori), max(valori)
    if basso == alto:
        basso, alto = basso - (abs(basso) / 10 or 1), alto + (abs(alto) / 10 or 1)
    passo = _tondo((alto - basso) / 3)
    da, a = basso // passo * passo, -(-alto // passo) * passo
    return Asse(da, a, tuple(da + passo * n for n in range(int((a - da) / passo) + 1)))


def taglio(ordinate: Asse, tacche: Sequence[str]) -> str:
    """Say where a cut axis begins, after a space; empty: it has zero."""
    return f" L'asse parte da {tacche[0]}, non da zero." if ordinate.tagliato else ""


def _tondo(valore: Fraction) -> Fraction:
    """Return 1, 2 or 5 times a power of ten, the least that is not under `valore`.

    >>> _tondo(Fraction(3)), _tondo(Fraction(1, 30))
    (Fraction(5, 1), Fraction(1, 20))
    """
    potenza = Fraction(1)
    while potenza > valore:
        potenza /= 10
    while potenza * 10 <= valore:
        potenza *= 10
    return next(potenza * n for n in (1, 2, 5, 10) if potenza * n >= valore)


def serie(disegno: Disegno, punti: Sequence[Punto], ordinate: Asse, tacche: Sequence[str]) -> Markup:
    """Return the chart.

    Args:
        disegno: its name.
        punti: the years, ascending, at least one with a value or a target.
        ordinate: see `asse`.
        tacche: what is written on each of its lines, at the left of the first year.
    """
    scritto = max(map(len, tacche)) * STRETTA
    sinistra = max(MARGINE, Fraction((scritto + ACCANTO) * 100, LARGA))
    passo = (100 - sinistra - MARGINE) / (len(punti) - 1) if len(punti) > 1 else Fraction(0)
    accanto = [_anno(p, sinistra + passo * n if passo else Fraction(50), ordinate) for n, p in enumerate(punti)]
    anni = _discosti(accanto, passo)
    misurati = [a for a in anni if a.y is not None]
    righe = [ordinate.y(t) for t in ordinate.tacche]
    return disegna(
        "serie",
        d=disegno,
        alto=ALTO,
        anni=anni,
        linee=list(pairwise(misurati)),
        tacche=list(zip(righe, tacche, strict=True)),
        accanto=scritto,
    )


def _anno(p: Punto, x: Fraction, ordinate: Asse) -> _Anno:
    y = ordinate.y(p.valore) if p.valore is not None else None
    dash = tuple(sorted(ordinate.y(t) for t in p.target))
    sopra = bool(y is not None and dash and y < dash[0] and dash[-1] - y < VICINI)
    y_valore = 0 if y is None else y - 10 if sopra else y + 20
    return _Anno(p, percentuale(x), y, dash, y_valore, (dash[-1] + 16 if sopra else dash[0] - 6) if dash else 0)


def _discosti(anni: Sequence[_Anno], passo: Fraction) -> list[_Anno]:
    """Return the years with the labels that would lie on those of the year before moved up, or down, by a line."""
    posti: list[_Anno] = []
    for anno in anni:
        prima = _scritte(posti[-1]) if posti else ()
        prese: list[tuple[int, int]] = []
        for y, lunga in _scritte(anno):
            accanto = [a for a, sua in prima if (lunga + sua) * LETTERA / 2 > passo * LARGA / 100]
            altri = [*accanto, *(a for a, _ in prese)]
            dentro = (y + s for s in SPOSTA if RIGA <= y + s <= FONDO + 20)
            prese.append((next((p for p in dentro if all(abs(p - a) >= RIGA for a in altri)), y), lunga))
        nuove = iter(a for a, _ in prese)
        y_valore = next(nuove) if anno.y is not None else anno.y_valore
        posti.append(replace(anno, y_valore=y_valore, y_target=next(nuove, anno.y_target)))
    return posti


def _scritte(anno: _Anno) -> tuple[tuple[int, int], ...]:
    """Return height and letters of what is written beside a year's line: its value, then its target."""
    target = anno.di.target_scritto if anno.di.target_scritto != anno.di.scritto else ""
    return tuple(zip(anno.scritte, (len(t) for t in (anno.di.scritto, target)[anno.y is None :]), strict=False))
