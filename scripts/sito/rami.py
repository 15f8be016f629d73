"""The side navigation as a tree of pages: what is in it, and how it looks from one page.

Pure. Addresses are kept from the root of the site; `vista_da` makes them relative.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Ramo:
    """A page (or a place in one) and those under it."""

    titolo: str
    url: str
    """From the root of the site; may end in a fragment; empty: it is a fold, with no page of its own."""
    figli: tuple[Ramo, ...] = ()
    breve: str = ""
    """What the breadcrumb says, when shorter than the title."""
    aperto: bool = False
    """True: its children are always shown; else only from inside it."""

    indirizzi: frozenset[str] = field(init=False, repr=False, compare=False)
    """Its own and all below."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "indirizzi", frozenset((self.url,)).union(*(f.indirizzi for f in self.figli)))


@dataclass(frozen=True, slots=True)
class Rimando:
    """A link of the frame, seen from a page."""

    titolo: str
    href: str
    """Empty: it is a fold, which stands open when it is current."""
    corrente: str = ""
    """Value of `aria-current`: `page`, `true` (the page is inside), or empty."""
    figli: tuple[Rimando, ...] = ()


def relativo(url: str, pagina: str) -> str:
    """Return an address as written in a page; the page itself is named, never empty.

    >>> relativo("2021/index.html#iter", "2021/obiettivi/2.2.html")
    '../index.html#iter'
    >>> relativo("dati.html", "dati.html")
    'dati.html'
    """
    percorso, cancelletto, ancora = url.partition("#")
    return _verso(percorso, pagina.rpartition("/")[0]) + cancelletto + ancora


@cache
def _verso(percorso: str, cartella: str) -> str:
    return get_relative_url(percorso, f"{cartella}/.")  # whatever the page: only its folder counts


def vista_da(rami: Iterable[Ramo], pagina: str) -> tuple[Rimando, ...]:
    """Return the links of a tree as seen from a page."""
    voci = []
    for ramo in rami:
        dentro = pagina in ramo.indirizzi
        if not ramo.url:
            voci.append(Rimando(ramo.titolo, "", "true" if dentro else "", vista_da(ramo.figli, pagina)))
            continue
        figli = vista_da(ramo.figli, pagina) if dentro or ramo.aperto else ()
        # A branch may open on the same page as its first child: the child is then the current one.
        ripetuto = any(f.corrente and f.href == relativo(ramo.url, pagina) for f in figli)
        corrente = "page" if ramo.url == pagina and not ripetuto else ""
        voci.append(Rimando(ramo.titolo, relativo(ramo.url, pagina), corrente, figli))
    return tuple(voci)


def cammino(rami: Iterable[Ramo], pagina: str) -> tuple[Ramo, ...]:
    """Return the branches from the top down to a page, without the folds; empty when it is not there."""
    for ramo in rami:
        if ramo.url == pagina:
            return (ramo,)
        if sotto := cammino(ramo.figli, pagina):
            return (ramo, *sotto) if ramo.url else sotto
    return ()
