"""The grade of one indicator: what its rule gives, between floor and cap; exact fractions, percentage points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from macros.model.piano import Indicatore
from macros.model.regola import CENTO, Caso
from macros.model.regole import REGOLE
from macros.model.valori import Decrescente


def grado(
    indicatore: Indicatore, valore: object, target: object, metodo: Decrescente, tetto: Decimal | None
) -> Fraction:
    """Return the grade of a measured indicator: rule, then floor 0, then cap.

    Args:
        indicatore: its rule and the numbers of the rule.
        valore: as typed by the rule; `fasi`: the share reached by the date.
        target: as typed by the rule; `fasi`: the share due by the date.
        metodo: the year's method for `decrescente`.
        tetto: cap in force; None: none. Only some rules can pass 100.

    Raises: ValueError, ZeroDivisionError when rule, value and target do not belong together.
    Fonte: DOMAIN 3 (rules) and 3.1, rule 9 (order: floor, cap).
    """
    regola = REGOLE[indicatore.regola]
    esatto = max(Fraction(0), regola.grado(Caso(indicatore, valore, target, metodo)))
    if not regola.oltre_cento:
        return min(CENTO, esatto)
    return esatto if tetto is None else min(Fraction(tetto), esatto)
