"""What a gap weighs on the chamber: the engine's «what if», exactly. Pure."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from macros.engine.ciclo import ente_con
from macros.engine.result import Ciclo, IndicatoreValutato
from macros.model.regola import CENTO


def recupero(ciclo: Ciclo, valutato: IndicatoreValutato) -> Fraction | None:
    """Return what the chamber would gain had an indicator reached its target, all else equal; points, exact.

    None: the chamber has no grade.
    """
    pieno = ente_con(ciclo, replace(valutato, esatto=CENTO, riportato=CENTO)).esatto
    return None if ciclo.ente.esatto is None or pieno is None else pieno - ciclo.ente.esatto


def recuperi(ciclo: Ciclo) -> dict[str, Fraction]:
    """Return the same of each indicator under its target; one at a time, so they need not add up.

    Those of the agency move nothing of the chamber.
    """
    guadagni = {codice: recupero(ciclo, v) for codice, v in ciclo.indicatori.items() if v.scoperto}
    return {codice: guadagno for codice, guadagno in guadagni.items() if guadagno is not None}
