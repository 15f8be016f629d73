"""Wide tables: which ones, and what goes with them on a page laid on its side.

A page that changes direction breaks by force. So the headings just before a wide table go with it,
or they would stay behind, alone; in a form so do the tables beside it, before and after, or they
would leave half a page empty on either side.
"""

from __future__ import annotations

from collections.abc import Sequence

from macros.publish.carta.controlli import TITOLI
from macros.publish.carta.nodi import Nodo

LARGHE = frozenset({"larga"})
"""Classes of the tables too wide for an upright page."""


def corica_tavole(nodo: Nodo) -> None:
    """Put each wide table, with what goes with it, into a `div.tavola`."""
    figli: list[Nodo | str] = []
    resto = nodo.figli
    while resto:
        figlio, *resto = resto
        if _larga(figlio):
            inizio = _inizio(figli, tabelle="scheda" in nodo.classi)
            quanti = _seguito(resto) if "scheda" in nodo.classi else 0
            figli[inizio:] = [Nodo("div", {"class": "tavola"}, [*figli[inizio:], figlio, *resto[:quanti]])]
            resto = resto[quanti:]
        else:
            if isinstance(figlio, Nodo):
                corica_tavole(figlio)
            figli.append(figlio)
    nodo.figli = figli


def _inizio(figli: Sequence[Nodo | str], *, tabelle: bool) -> int:
    """Return where the run of headings (their notes, and tables if asked) that ends a list begins."""
    inizio = len(figli)
    primo = inizio
    while inizio and (_titolo_o_nota(figli[inizio - 1]) or (tabelle and _tabella(figli[inizio - 1]))):
        inizio -= 1
        if _titolo(figli[inizio]):
            primo = inizio
    return primo


def _seguito(figli: Sequence[Nodo | str]) -> int:
    """Return how many children, from the first, are tables and their headings: the last is a table."""
    quanti = 0
    for n, figlio in enumerate(figli, start=1):
        if _tabella(figlio):
            quanti = n
        elif not _titolo_o_nota(figlio):
            break
    return quanti


def _tabella(figlio: Nodo | str) -> bool:
    """Whether it is a table, or the frame of one."""
    return isinstance(figlio, Nodo) and (figlio.nome == "table" or "riquadro-tabella" in figlio.classi)


def _larga(figlio: Nodo | str) -> bool:
    """Whether it is a wide table, or the frame of one."""
    return (
        isinstance(figlio, Nodo)
        and _tabella(figlio)
        and (bool(figlio.classi & LARGHE) or any(map(_larga, figlio.elementi)))
    )


def _titolo(figlio: Nodo | str) -> bool:
    return isinstance(figlio, Nodo) and figlio.nome in TITOLI


def _titolo_o_nota(figlio: Nodo | str) -> bool:
    if isinstance(figlio, str):
        return not figlio.strip()
    return _titolo(figlio) or "nota" in figlio.classi
