"""Which results a page of few lines tells, by a rule and by nobody's hand. Pure."""

from __future__ import annotations

from macros.engine.mancano import pesi
from macros.engine.result import Ciclo, IndicatoreValutato, Sintesi
from macros.model.regole import REGOLE


def riusciti(ciclo: Ciclo, figura: Sintesi, quanti: int) -> tuple[IndicatoreValutato, ...]:
    """Return the results that a figure owes most to: of the indicators that count in it, those that reached the target.

    The heaviest in the figure first, equal ones in the order of the plan; those measured by a number before days,
    phases and yes or no; one for each objective, so that an objective does not take the place of another.
    Fewer than `quanti` where there are no more.
    """
    posto = {codice: n for n, codice in enumerate(ciclo.indicatori)}
    quote = pesi(ciclo, figura)
    presi = [v for codice in quote if (v := ciclo.indicatori[codice]).misurato and not v.scoperto]
    presi.sort(
        key=lambda v: (
            not REGOLE[v.indicatore.regola].numerica,
            -quote[v.indicatore.codice],
            posto[v.indicatore.codice],
        )
    )
    primi: dict[str, IndicatoreValutato] = {}
    for v in presi:
        primi.setdefault(v.indicatore.obiettivo, v)
    return tuple(primi.values())[:quanti]
