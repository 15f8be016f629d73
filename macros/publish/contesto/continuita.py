"""What an objective is in another year, followed through `continua_da`: codes alone may mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.model.anno import Anno


def nell_anno(anni: Mapping[int, Anno], anno: int, codice: str, altro: int) -> tuple[str, ...]:
    """Return the codes that an objective of a year has in another one, in the order of the data.

    Args:
        anni: the years that are shown.
        anno: the year of the objective.
        codice: its code there.
        altro: the year asked for.

    Several when it was divided or united; none when it was not there, or when a year between the two is missing.
    """
    codici = {codice}
    passo = 1 if altro > anno else -1
    for n in range(anno, altro, passo):
        qui, accanto = anni.get(n), anni.get(n + passo)
        if qui is None or accanto is None:
            return ()
        if passo > 0:
            codici = {o.codice for o in accanto.obiettivi.values() if codici.intersection(o.continua_da or ())}
        else:
            codici = {c for o in qui.obiettivi.values() if o.codice in codici for c in o.continua_da or ()}
    presenti = anni[altro].obiettivi if altro in anni else {}
    return tuple(c for c in presenti if c in codici)


def pagina_nell_anno(anni: Mapping[int, Anno], anno: int, pagina: str, altro: int) -> str:
    """Return what a page of a year is called in another one: of an objective, the page of what it is there.

    Args:
        anni: the years that are shown.
        anno: the year of the page.
        pagina: its address from the folder of the year (`obiettivi/2.2.html`).
        altro: the year asked for.
    """
    codice = pagina.removeprefix("obiettivi/").removesuffix(".html")
    if not pagina.startswith("obiettivi/") or anno not in anni or codice not in anni[anno].obiettivi:
        return pagina
    codici = nell_anno(anni, anno, codice, altro)
    scelto = codice if codice in codici else next(iter(codici), "")
    return f"obiettivi/{scelto}.html"
