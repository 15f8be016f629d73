"""What opens a chapter of forms: which objectives, their weight, and the grade or who answers. It only writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from macros.publish.contesto.gruppi import RIEPILOGO_STRATEGICO, forma_nel_gruppo
from macros.publish.html.modelli import componi
from macros.publish.pezzi.righe import righe_obiettivi

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.piano import Voce


def sommario(anno: Anno, gruppo: Iterable[Voce], forma: str, ciclo: Ciclo | None, chi: tuple[str | None, ...]) -> str:
    """Return the table at the head of a chapter, with a link to each form below; nothing for one form alone.

    Args:
        ctx: the page.
        anno: the year.
        gruppo: the objectives, with their weight in the group of the chapter.
        forma: opens the ids of the forms (`cons`).
        ciclo: the results to show; None: who answers is shown instead.
        chi: what the chapter asked for (kind, area): two tables of one chapter have two ids.
    """
    scelte = tuple(gruppo)
    if len(scelte) < 2:
        return ""
    righe = righe_obiettivi(anno, [ciclo] if ciclo else [], scelte)
    schede = [f"#{forma_nel_gruppo(anno, v.codice, forma, chi[-1])}-{v.codice}" for v in scelte]
    return componi(
        "sommario.html",
        chiave="-".join([forma, *filter(None, chi), "sommario"]),
        quando=f"{ciclo.periodo.in_parole} {anno.anno}" if ciclo else "",
        righe=[replace(r, indirizzo=scheda) for r, scheda in zip(righe, schede, strict=True)],
        ripete=RIEPILOGO_STRATEGICO if ciclo else "",
        rispondono=["; ".join(a.responsabile for a in anno.responsabili_di(v.codice)) for v in scelte],
    )
