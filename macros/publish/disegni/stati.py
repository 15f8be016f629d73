"""How many are in each state: a sign for each, or a bar cut in parts. Shapes and hatchings differ: grey will do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.publish.disegni.tela import Disegno, disegna
from macros.publish.html.glifi import COLORI, forma, percentuale

PER_RIGA = 15
"""Signs in a row: on a telephone they stand 22 px apart."""
PASSO, NOME = 24, 22


@dataclass(frozen=True, slots=True)
class Quanti:
    """A state and how many are in it."""

    classe: str
    detto: str
    """«6 parzialmente raggiunti»."""
    numero: int


def stati(disegno: Disegno, parti: Sequence[Quanti]) -> Markup:
    """Return a sign for each that is counted, by state, in the order given; empty states are left out."""
    blocchi, y = [], 0
    for parte in parti:
        if parte.numero:
            segni = [
                (percentuale(Fraction(n % PER_RIGA * 100, PER_RIGA)), y + NOME + n // PER_RIGA * PASSO)
                for n in range(parte.numero)
            ]
            blocchi.append((parte, y + 14, segni, forma(parte.classe)))
            y = segni[-1][1] + PASSO + 8
    return disegna("stati", d=disegno, blocchi=blocchi, alto=max(y - 8, 1))


@dataclass(frozen=True, slots=True)
class _Pezzo:
    """A part of the bar laid out."""

    classe: str
    x: str
    larga: str
    colore: str


def barra_stati(parti: Sequence[Quanti], chiave: str) -> Markup:
    """Return one bar cut in parts, each as wide as its count, to stand beside the figures.

    Args:
        parti: the states, in the order of the figures.
        chiave: unique on the page, for the ids of the hatchings.
    """
    totale = sum(p.numero for p in parti) or 1
    pezzi, inizio = [], 0
    for parte in parti:
        if parte.numero:
            x, larga = Fraction(inizio * 100, totale), Fraction(parte.numero * 100, totale)
            pezzi.append(_Pezzo(parte.classe, percentuale(x), percentuale(larga), COLORI[parte.classe]))
        inizio += parte.numero
    return disegna("barra_stati", chiave=chiave, pezzi=pezzi)
