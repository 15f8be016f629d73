"""What opens a chapter of forms: which objectives, their weight, and the grade or who answers. It only writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from macros.publish import voci
from macros.publish.contesto import Contesto
from macros.publish.modelli import componi
from macros.publish.righe import righe_obiettivi

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.piano import Voce


def sommario(ctx: Contesto, anno: Anno, gruppo: Iterable[Voce], forma: str, ciclo: Ciclo | None) -> str:
    """Return the table at the head of a chapter, with a link to each form below; nothing for one form alone.

    Args:
        ctx: the page.
        anno: the year.
        gruppo: the objectives, with their weight in the group of the chapter.
        forma: opens the ids of the forms (`cons`).
        ciclo: the results to show; None: who answers is shown instead.
    """
    scelte = tuple(gruppo)
    if len(scelte) < 2:
        return ""
    righe = righe_obiettivi(ctx, anno, [ciclo] if ciclo else [], scelte)
    return componi(
        "sommario.html",
        chiave=f"{forma}-sommario",
        quando=f"{voci.DATE[ciclo.periodo]} {anno.anno}" if ciclo else "",
        righe=[replace(r, indirizzo=f"#{forma}-{v.codice}") for r, v in zip(righe, scelte, strict=True)],
        rispondono=["; ".join(a.responsabile for a in anno.responsabili_di(v.codice)) for v in scelte],
    )
