"""The page numbers that references print: right, and with no more passes of layout than they need.

WeasyPrint 70 lays a page out again when the page that a reference on it leads to has another number. It notes which
place each reference leads to, but not where the style sheet says it by `attr(href)`, as ours does: such numbers are
read again only because the number of pages, known after the first pass, seems to change them all. That costs a pass
in which nothing changes, and what a later pass moves is printed with the number of before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

_TOTALE = "pages"


class _ContatoriDiPagina(dict[str, Any]):
    """The counters of a page, the same as others whatever the number of pages: no reference of ours prints it."""

    __hash__ = None

    def __eq__(self, altri: object) -> bool:
        return isinstance(altri, dict) and _senza_totale(self) == _senza_totale(altri)

    def __ne__(self, altri: object) -> bool:
        return not self == altri


def _senza_totale(contatori: dict[str, Any]) -> dict[str, Any]:
    return {nome: valori for nome, valori in contatori.items() if nome != _TOTALE}


@contextlib.contextmanager
def numeri_di_pagina() -> Iterator[None]:
    """While a document is laid out, tie each reference to the place that its `href` leads to."""
    from weasyprint.css import targets

    luogo, nota = targets.TargetLookupItem, targets.TargetCollector.collect_missing_counters

    class LuogoDiUnRimando(luogo):  # type: ignore[misc, valid-type] # the library ships no types
        @property
        def cached_page_counter_values(self) -> _ContatoriDiPagina:
            return self._contatori

        @cached_page_counter_values.setter
        def cached_page_counter_values(self, contatori: dict[str, Any]) -> None:
            self._contatori = _ContatoriDiPagina(contatori)

    def annota(self: Any, box: Any, stile: str, rileggi: Any, suoi: list[str], altrui: dict[str | None, Any]) -> None:  # noqa: ANN401 - WeasyPrint has no types
        if None in altrui:  # the same list is in `suoi`, as if the page of the reference itself were wanted
            suoi = []
            altrui = {unquote(box.element.get("href").removeprefix("#")): altrui[None]}
        nota(self, box, stile, rileggi, suoi, altrui)

    targets.TargetLookupItem, targets.TargetCollector.collect_missing_counters = LuogoDiUnRimando, annota
    try:
        yield
    finally:
        targets.TargetLookupItem, targets.TargetCollector.collect_missing_counters = luogo, nota
