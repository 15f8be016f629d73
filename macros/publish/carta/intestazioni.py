"""Which headings each cell of a table is read under: the row's, the column's, the group's of rows.

WeasyPrint counts page by page and takes a group's heading for a column's; here the table is whole.
"""

from __future__ import annotations

from collections.abc import Iterator

import pydyf

from macros.publish.carta.struttura import Elemento

_VERSI = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}


def intesta(tabella: Elemento, nome: str) -> None:
    """Give each heading its direction, and each cell the names of its headings.

    Args:
        tabella: a `/Table`, whole.
        nome: unique in the document; opens the names of its headings.
    """
    colonne: dict[int, list[str]] = {}
    for n, gruppo in enumerate(e for e in tabella.elementi if e.tipo in {"/THead", "/TBody", "/TFoot"}):
        gruppi: list[str] = []
        righe: dict[int, list[str]] = {}
        for riga, colonna, cella in _posti(gruppo):
            alte = range(riga, riga + cella.attributi.get("RowSpan", 1))
            larghe = range(colonna, colonna + cella.attributi.get("ColSpan", 1))
            if cella.tipo == "/TD":
                sopra = [c for k in larghe for c in colonne.get(k, ())]
                capi = dict.fromkeys([*gruppi, *righe.get(riga, ()), *sopra])
                cella.attributi["Headers"] = pydyf.Array(map(pydyf.String, capi))
                continue
            cella.id = f"{nome}-{n}-{riga}-{colonna}"
            scopo = _scopo(cella, gruppo)
            cella.attributi["Scope"] = _VERSI[scopo]
            if scopo == "rowgroup":
                gruppi = [cella.id]
            elif scopo == "row":
                for k in alte:
                    righe.setdefault(k, []).append(cella.id)
            else:
                for k in larghe:
                    colonne.setdefault(k, []).append(cella.id)


def _scopo(cella: Elemento, gruppo: Elemento) -> str:
    origine = cella.origine.elemento
    scritto = origine.get("scope", "") if origine is not None else ""
    return scritto if scritto in _VERSI else "col" if gruppo.tipo == "/THead" else "row"


def _posti(gruppo: Elemento) -> Iterator[tuple[int, int, Elemento]]:
    """Yield the cells of a group of rows with their row and column, counting those that cover others."""
    coperte: set[tuple[int, int]] = set()
    for riga, elemento in enumerate(e for e in gruppo.elementi if e.tipo == "/TR"):
        colonna = 0
        for cella in elemento.elementi:
            while (riga, colonna) in coperte:
                colonna += 1
            larga, alta = cella.attributi.get("ColSpan", 1), cella.attributi.get("RowSpan", 1)
            coperte |= {(riga + i, colonna + j) for i in range(alta) for j in range(larga)}
            yield riga, colonna, cella
            colonna += larga
