"""A small tree of HTML: read a page of the site, cut and change it, write it again.

For the site's own valid HTML (SVG inside), so that printing needs no parser beside the standard
library's. Text stays as it was written, entities included. Nodes are changed in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

VUOTI = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905 - a list of words is read better than of texts
)
"""Elements without content or end tag."""


@dataclass(slots=True, eq=False)
class Nodo:
    """An element; a child that is text is a plain string, escaped as in the page."""

    nome: str
    attributi: dict[str, str] = field(default_factory=dict)
    figli: list[Nodo | str] = field(default_factory=list)

    @property
    def classi(self) -> frozenset[str]:
        """The classes of the element."""
        return frozenset(self.attributi.get("class", "").split())

    @property
    def elementi(self) -> list[Nodo]:
        """The children that are elements."""
        return [f for f in self.figli if isinstance(f, Nodo)]

    def discendenti(self) -> Iterator[Nodo]:
        """Every element inside this one, in the order of the page."""
        for figlio in self.elementi:
            yield figlio
            yield from figlio.discendenti()

    def testo(self) -> str:
        """The words inside, without markup, blanks made single; drawings have none."""
        return " ".join("".join(_parole(self)).split())

    def scrivi_contenuto(self) -> str:
        """Write what is inside the element as HTML."""
        return "".join(p for f in self.figli for p in _pezzi(f))


def _parole(nodo: Nodo) -> Iterator[str]:
    for figlio in nodo.figli:
        if isinstance(figlio, str):
            yield unescape(figlio)
        elif figlio.nome != "svg":
            yield from _parole(figlio)


def _pezzi(nodo: Nodo | str) -> Iterator[str]:
    if isinstance(nodo, str):
        yield nodo
        return
    attributi = "".join(f' {k}="{escape(v)}"' for k, v in nodo.attributi.items())
    yield f"<{nodo.nome}{attributi}>"
    if nodo.nome not in VUOTI:
        for figlio in nodo.figli:
            yield from _pezzi(figlio)
        yield f"</{nodo.nome}>"


class _Lettore(HTMLParser):
    """Builds the tree; comments are dropped, an end tag closes what was left open inside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.radice = Nodo("body")
        self._aperti = [self.radice]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        nodo = Nodo(tag, {k: v or "" for k, v in attrs})
        self._aperti[-1].figli.append(nodo)
        if tag not in VUOTI:
            self._aperti.append(nodo)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._aperti[-1].figli.append(Nodo(tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(n.nome == tag for n in self._aperti[1:]):
            while self._aperti.pop().nome != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._aperti[-1].figli.append(data)

    def handle_entityref(self, name: str) -> None:
        self._aperti[-1].figli.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._aperti[-1].figli.append(f"&#{name};")


def leggi(html: str) -> Nodo:
    """Return the tree of a piece of HTML, under a `body` element of its own.

    >>> leggi("<p>Uno &amp; <b class='x'>due</b><br></p>").scrivi_contenuto()
    '<p>Uno &amp; <b class="x">due</b><br></p>'
    """
    lettore = _Lettore()
    lettore.feed(html)
    lettore.close()
    return lettore.radice


def pota(nodo: Nodo, via: Callable[[Nodo], bool]) -> None:
    """Remove every element for which `via` is true, with all it holds."""
    nodo.figli = [f for f in nodo.figli if isinstance(f, str) or not via(f)]
    for figlio in nodo.elementi:
        pota(figlio, via)
