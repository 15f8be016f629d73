"""What each gap at a date weighs on the chamber: the engine's «what if», exactly. Pure."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from macros.engine.ciclo import componi
from macros.engine.result import Ciclo
from macros.model.regola import CENTO


def recuperi(ciclo: Ciclo) -> dict[str, Fraction]:
    """Return what the chamber would gain had each indicator under its target reached it, all else equal.

    Points, exact; one indicator at a time, so they need not add up. Those of the agency move nothing of the chamber.
    """
    ente = ciclo.ente.esatto
    if ente is None:
        return {}
    guadagni = {}
    for codice, v in ciclo.indicatori.items():
        if v.scoperto:
            pieno = replace(v, esatto=CENTO, riportato=CENTO)
            con = componi(ciclo.anno, ciclo.periodo, {**ciclo.indicatori, codice: pieno}, ciclo)
            guadagni[codice] = (con.ente.esatto or ente) - ente
    return guadagni
