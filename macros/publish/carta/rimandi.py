"""What a document says twice: on paper once, and the second time where it is said.

A fragment marks a block that says again what others hold: `data-ripete`, the ids of these as their pages call them,
and `data-rimando`, the words that send there. Where the rest of the document has them all, the words take the
block's place and lead to the first; where it has not, the block stays. A page of the site always shows it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from urllib.parse import quote

from macros.publish.carta.nodi import Nodo
from macros.publish.carta.pagine import PaginaCarta


def non_due_volte(pagine: Sequence[PaginaCarta]) -> list[PaginaCarta]:
    """Put a link in the place of every block that the document holds elsewhere; return the chapters, less its ids."""
    dove = {ancora: pagina for pagina in pagine for ancora in pagina.ancore}
    return [_senza_ripetuti(pagina, dove) for pagina in pagine]


def _senza_ripetuti(pagina: PaginaCarta, dove: Mapping[str, PaginaCarta]) -> PaginaCarta:
    perse: set[str] = set()
    for nodo in [n for n in pagina.corpo.discendenti() if "data-ripete" in n.attributi]:
        ripetuti, detto = nodo.attributi.pop("data-ripete").split(), nodo.attributi.pop("data-rimando")
        sue = {pagina.frammento(n.attributi["id"]) for n in nodo.discendenti() if "id" in n.attributi}
        if ripetuti and all(ancora in dove and ancora not in sue for ancora in ripetuti):
            perse |= sue
            detto_in = posixpath.relpath(dove[ripetuti[0]].percorso, posixpath.dirname(pagina.percorso))
            arrivo = f"{quote(detto_in)}#{quote(ripetuti[0])}"
            nodo.nome, nodo.attributi = "p", {"class": "rimando"}
            nodo.figli = [Nodo("a", {"href": arrivo}, [escape(detto, quote=False)]), "."]
    return replace(pagina, ancore=pagina.ancore - perse)
