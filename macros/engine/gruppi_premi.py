"""How bands are joined until nobody can be told apart: lowest first, each group as soon as it counts enough.

Rows are counts of persons by band, lowest first; a group is a half-open range of bands. Fonte: RECORDS 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

RigaFasce = tuple[int, ...]
"""Persons in each band, lowest first."""
Tagli = tuple[tuple[int, int], ...]
"""Ranges of bands that follow one another, from the first band to the last; none: no distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pubblicata:
    """What is published of some categories counted together."""

    categorie: tuple[str, ...]
    tagli: Tagli
    """None: too few for a distribution, or withheld."""
    persone: RigaFasce
    """Of each group."""


def gruppi(riga: Sequence[int], soglia: int) -> Tagli:
    """Return the groups of a row: a band joins the next until they count `soglia`, what is left joins the one before.

    >>> gruppi((0, 1, 4, 14, 52, 41), 3), gruppi((0, 0, 9, 2), 3), gruppi((1, 1), 3)
    (((0, 3), (3, 4), (4, 5), (5, 6)), ((0, 4),), ((0, 2),))
    """
    tagli: list[tuple[int, int]] = []
    inizio = quanti = 0
    for posto, persone in enumerate(riga, start=1):
        quanti += persone
        if quanti >= soglia:
            tagli.append((inizio, posto))
            inizio, quanti = posto, 0
    if inizio < len(riga):
        inizio = tagli.pop()[0] if tagli else 0
        tagli.append((inizio, len(riga)))
    return tuple(tagli)


def somme(riga: Sequence[int], tagli: Tagli) -> RigaFasce:
    """Return how many are in each group."""
    return tuple(sum(riga[da:a]) for da, a in tagli)


def insieme(righe: Iterable[Sequence[int]]) -> RigaFasce:
    """Return the rows counted together."""
    return tuple(map(sum, zip(*righe, strict=True)))


def piu_larghi(tagli: Tagli) -> Iterator[Tagli]:
    """Yield these groups, then every way of joining some that follow one another, while they are two at least.

    Those that join least come first, of equal ones those that join the lowest bands.
    """
    confini = [a for _, a in tagli[:-1]]
    for quanti in range(len(confini), 0, -1):
        for tenuti in sorted(combinations(confini, quanti), reverse=True):
            yield tuple(zip((0, *tenuti), (*tenuti, tagli[-1][1]), strict=True))


def piu_fini(tagli: Tagli, altri: Tagli) -> bool:
    """True when every group of the others is made of whole groups of these.

    >>> piu_fini(((0, 1), (1, 3), (3, 4)), ((0, 3), (3, 4))), piu_fini(((0, 2), (2, 4)), ((0, 3), (3, 4)))
    (True, False)
    """
    return {a for _, a in altri} <= {a for _, a in tagli}


@cache
def righe_di(persone: int, bande: int) -> tuple[RigaFasce, ...]:
    """Return every way in which so many persons may lie in so many bands.

    >>> righe_di(2, 2)
    ((0, 2), (1, 1), (2, 0))
    """
    if bande == 1:
        return ((persone,),)
    return tuple((n, *altre) for n in range(persone + 1) for altre in righe_di(persone - n, bande - 1))


def cambiati(prima: Sequence[int], dopo: Sequence[int]) -> int:
    """Return the fewest persons that must have moved, come or gone for one row to become the other.

    >>> cambiati((5, 3), (4, 4)), cambiati((5, 3), (5, 5))
    (1, 2)
    """
    differenze = [d - p for p, d in zip(prima, dopo, strict=True)]
    return max(sum(d for d in differenze if d > 0), -sum(d for d in differenze if d < 0))
