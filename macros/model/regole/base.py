"""`base`: how much of the way from a starting value to the target was gone, upwards or downwards."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from macros.model.formato import fattore, leggibile
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.regola import Caso, Regola, sempre


def cammino(valore: Fraction, target: Fraction, base: Fraction) -> Fraction:
    """(V − B) / (T − B) · 100, in either direction. Fonte: DOMAIN 3; Linee guida DFP 2/2017.

    >>> cammino(Fraction(15), Fraction(10), Fraction(20))
    Fraction(50, 1)
    """
    return (valore - base) / (target - base) * 100


def conto(caso: Caso) -> str:
    """Say the way gone and the way to go."""
    base = fattore(caso.numero("base"))
    formula = f"({fattore(caso.v)} − {base}) / ({fattore(caso.t)} − {base}) × 100"
    return f"valore meno base, diviso target meno base, per 100: {formula}"


def verso(i: Indicatore, target: Fraction | None) -> int:
    """Return the side of the start on which the target lies; 0 when either is not known."""
    base = i.numeri.get("base")
    if base is None or target is None:
        return 0
    return 1 if target > base else -1


def check_target(i: Indicatore, target: object, luogo: Source) -> Iterator[Problem]:
    """IND-BASE-UGUALE: there is a way to go."""
    if isinstance(target, Decimal) and target == i.numeri.get("base"):
        yield Problem(
            luogo,
            "IND-BASE-UGUALE",
            f"base e target uguali ({leggibile(target)}) per {i.codice}",
            "un target diverso dal valore di partenza",
            "correggere «base» o «target»",
        )


REGOLA = Regola(
    nome="base",
    ordine=3,
    grado=lambda caso: cammino(caso.v, caso.t, caso.numero("base")),
    conto=conto,
    come=sempre("cammino fatto dal valore di partenza: (valore − base) diviso (target − base), per 100"),
    chiavi=("base",),
    partenza="base",
    oltre_cento=True,
    verso=verso,
    verso_detto=True,
    check_target=check_target,
)
