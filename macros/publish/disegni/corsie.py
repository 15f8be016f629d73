"""Half-year and final: a thin lighter bar over a thick one, each with its own expected mark.

As a chart of grades, and as the bare bar under an indicator's title in a table, in its own unit,
where the historic value is a white disc.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.publish.disegni.tela import FINO, Disegno, Scala, disegna, nomi, scala

CENTO = Fraction(100)
RIGA, CIMA, VUOTO = 44, 4, 4
MARGINE = Fraction(8, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corsia:
    """What was found and what was expected at one date, in one unit."""

    finale: bool
    """True: at 31/12, thick and dark; False: at 30/6, thin and light."""
    valore: Fraction | None
    """None: no bar."""
    atteso: tuple[Fraction, ...]
    """Where the marks stand: one, the two ends of an interval, or none."""
    scritto: str = ""
    """The figure beside the bar; empty beside a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaCorsie:
    """A row of the chart: the two dates of an area or an objective."""

    codice: str
    chiave: str
    titolo: str
    corsie: tuple[Corsia, ...]
    forte: bool


@dataclass(frozen=True, slots=True)
class _Posa:
    """A lane laid out: ordinate, height, abscissae in per cent."""

    di: Corsia
    y: int
    alta: int
    fondo: tuple[str, str]
    barra: tuple[str, str] | None
    tacche: tuple[str, ...]


def semestre(disegno: Disegno, righe: Sequence[RigaCorsie]) -> Markup:
    """Return the chart of grades at two dates, in the order given; the expected grade is the same for all: 100."""
    gradi = [c.valore for r in righe for c in r.corsie if c.valore is not None]
    misura = Scala(Fraction(0), max([CENTO, *gradi]), FINO)
    fine = CIMA + RIGA * len(righe)
    return disegna(
        "semestre",
        d=disegno,
        righe=[
            (r, nomi(r.titolo, r.codice), CIMA + RIGA * n, _pose(r.corsie, misura, 19)) for n, r in enumerate(righe)
        ],
        alto=fine + 22,
        fine=fine,
        traguardo=misura.x(CENTO),
    )


def traguardo(corsie: Sequence[Corsia], storico: Fraction | None = None) -> Markup:
    """Return the bar of an indicator against its target, to stand under its title: hidden from screen readers.

    Args:
        corsie: one lane for each date shown, the half-year first.
        storico: the value of the year before at the date of the last lane, a disc on the last lane; None: unknown.
    """
    tutti = [c.valore for c in corsie if c.valore is not None] + [a for c in corsie for a in c.atteso]
    misura = scala([*tutti, *([storico] if storico is not None else [])], margine=MARGINE, fino=CENTO)
    pose = _pose(corsie, misura, 2)
    ultima = pose[-1]
    return disegna(
        "traguardo",
        pose=pose,
        alto=ultima.y + ultima.alta + 4,
        zero=misura.x(Fraction(0)) if misura.da < 0 else "",
        storico=misura.x(storico) if storico is not None else "",
        disco=ultima.y + Fraction(ultima.alta, 2).__ceil__(),
    )


def _pose(corsie: Sequence[Corsia], misura: Scala, y: int) -> list[_Posa]:
    pose = []
    for corsia in corsie:
        alta = 11 if corsia.finale else 7
        barra = misura.tratto(Fraction(0), corsia.valore) if corsia.valore is not None else None
        fondo = misura.tratto(misura.da, misura.a)
        pose.append(_Posa(corsia, y, alta, fondo, barra, tuple(misura.x(a) for a in corsia.atteso)))
        y += alta + VUOTO
    return pose
