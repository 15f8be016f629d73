"""`crescente`: the higher the better, in proportion to the target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from macros.model.formato import fattore, leggibile
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.regola import Caso, Regola, sempre


def rapporto(valore: Fraction, target: Fraction) -> Fraction:
    """V / T · 100. Fonte: DOMAIN 3; published example: 56 on a target of 60 is 93,33.

    >>> float(round(rapporto(Fraction(56), Fraction(60)), 2))
    93.33
    """
    return valore / target * 100


def conto(caso: Caso) -> str:
    """Say the ratio."""
    return f"valore diviso target, per 100: {fattore(caso.v)} / {fattore(caso.t)} × 100"


def check_divisore(i: Indicatore, target: object, luogo: Source) -> Iterator[Problem]:
    """IND-TARGET-ZERO: the rule divides by the target."""
    if isinstance(target, Decimal) and target <= 0:
        yield Problem(
            luogo,
            "IND-TARGET-ZERO",
            f"il target {leggibile(target)} per {i.codice}, con la regola «{i.regola}»",
            "un target maggiore di 0: la regola divide per il target",
            "correggere il target, o usare la regola «base» con un valore di partenza",
        )


REGOLA = Regola(
    nome="crescente",
    ordine=1,
    grado=lambda caso: rapporto(caso.v, caso.t),
    conto=conto,
    come=sempre("valore diviso target, per 100"),
    oltre_cento=True,
    verso=lambda _indicatore, _target: 1,
    verso_detto=True,
    check_target=check_divisore,
)
