"""Wide tables: which ones, and what goes with them on a page laid on its side.

A page that changes direction breaks by force. So the headings just before a wide table go with it,
or they would stay behind, alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from macros.publish.carta.controlli import TITOLI
from macros.publish.carta.nodi import Nodo

LARGHE = frozenset({"larga", "triennio"})
"""Classes of the tables too wide for an upright page: any marked so, and three years of targets."""


def corica_tavole(nodo: Nodo) -> None:
    """Put each wide table, with the headings just before it, into a `div.tavola`."""
    figli: list[Nodo | str] = []
    for figlio in nodo.figli:
        if isinstance(figlio, Nodo) and _larga(figlio):
            inizio = _inizio_titoli(figli)
            figli[inizio:] = [Nodo("div", {"class": "tavola"}, [*figli[inizio:], figlio])]
        else:
            if isinstance(figlio, Nodo):
                corica_tavole(figlio)
            figli.append(figlio)
    nodo.figli = figli


def _larga(nodo: Nodo) -> bool:
    """Whether it is a wide table, or the frame of one."""
    if nodo.nome == "table" or "riquadro-tabella" in nodo.classi:
        return bool(nodo.classi & LARGHE) or any(map(_larga, nodo.elementi))
    return False


def _inizio_titoli(figli: Sequence[Nodo | str]) -> int:
    """Return where the run of headings (and their notes) that ends a list begins."""
    inizio = len(figli)
    while inizio and _titolo_o_nota(figli[inizio - 1]):
        inizio -= 1
    titoli = any(isinstance(f, Nodo) and f.nome in TITOLI for f in figli[inizio:])
    return inizio if titoli else len(figli)


def _titolo_o_nota(figlio: Nodo | str) -> bool:
    if isinstance(figlio, str):
        return not figlio.strip()
    return figlio.nome in TITOLI or "nota" in figlio.classi
