"""The text of the Sistema, paragraph by paragraph, and where each lives.

The rows are in `theme/frammenti/paragrafi.html`.
"""

from __future__ import annotations

from collections.abc import Iterable

from macros.model.sistemi import sistemi
from macros.model.tipi_pagina import TipoPagina
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi


def paragrafi_sistema(ctx: Contesto) -> str:
    """Return the table of the paragraphs, with the pages that the site has, the macros, the checks, the commands.

    Example:
        {{ paragrafi_sistema() }}
    """
    vista = ctx.vista
    titoli = {s.indirizzo: s.titolo for s in ctx.sorgenti()}
    # Of pages that not every year has, that of the year the site leads with, else of the last one that has it.
    anni = sorted(vista.anni, key=lambda n: (n != vista.anno_guida, -n))
    ultimi = {n: next((str(s.numero) for s in reversed(sistemi(vista.anno(n)))), "") for n in anni}

    def trovata(percorso: str) -> tuple[str, str] | None:
        dove = (TipoPagina(percorso=percorso).indirizzo(n, ultimi[n]) for n in anni)
        return next(((titoli[d], d) for d in dove if d in titoli), None)

    def trovate(percorsi: Iterable[str]) -> list[tuple[str, str]]:
        return [t for percorso in percorsi if (t := trovata(percorso))]

    return componi("paragrafi.html", trovate=trovate)
