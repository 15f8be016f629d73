"""The State's crawler of Amministrazione Trasparente, as RECORDS 13 tells of it: what it finds in a site.

It reads the text of every element of a page, drops digits, case, stop words and light endings, and wants all stems of
a term in any order. The best place is the one with fewest other words. 200: the term is there; 202: an alternative
is; 207: two equally good places lead elsewhere; 400: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

VUOTI = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
MUTI = frozenset({"script", "style", "head"})
PAROLE_VUOTE = frozenset(
    re.findall(
        r"\w+",
        """a ad agli ai al all alla alle allo anche c che chi come con d da dagli dai dal dall dalla dalle dallo degli
        dei del dell della delle dello di e ed gli i il in l la le lo ma ne negli nei nel nell nella nelle nello non o
        per più quale quando se si su sugli sui sul sull sulla sulle sullo tra un una uno""",
    )
)
NASCONDONO = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


@dataclass(frozen=True)
class Regola:
    """What the crawler looks for in a page; its children it looks for in the page that it finds."""

    termine: str
    alternative: tuple[str, ...] = ()
    figlie: tuple[Regola, ...] = ()


@dataclass(frozen=True)
class Trovato:
    """What the crawler found of a rule."""

    codice: int
    indirizzi: frozenset[str] = frozenset()


@dataclass
class Elemento:
    """An element of a page."""

    tag: str
    padre: Elemento | None
    href: str | None
    nascosto: bool
    figli: list[Elemento | str] = field(default_factory=list)

    @property
    def testo(self) -> str:
        return " ".join("".join(f if isinstance(f, str) else f.testo for f in self.figli).split())

    def tutti(self) -> Iterator[Elemento]:
        yield self
        for f in self.figli:
            if isinstance(f, Elemento):
                yield from f.tutti()

    @property
    def arrivo(self) -> str | None:
        """Its own link, that it stands in, or the only one that it holds; None: the page itself."""
        sopra: Elemento | None = self
        while sopra is not None:
            if sopra.href is not None:
                return sopra.href
            sopra = sopra.padre
        dentro = {e.href for e in self.tutti() if e.href is not None}
        return dentro.pop() if len(dentro) == 1 else None


class _Lettore(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.radice = self.qui = Elemento("", None, None, nascosto=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        detti = dict(attrs)
        nascosto = (
            self.qui.nascosto
            or tag in {"template", "noscript"}
            or "hidden" in detti
            or detti.get("aria-hidden") == "true"
            or bool(NASCONDONO.search(detti.get("style") or ""))
        )
        elemento = Elemento(tag, self.qui, detti.get("href") if tag == "a" else None, nascosto)
        self.qui.figli.append(elemento)
        if tag not in VUOTI:
            self.qui = elemento

    def handle_endtag(self, tag: str) -> None:
        sopra: Elemento | None = self.qui
        while sopra is not None and sopra.tag != tag:
            sopra = sopra.padre
        if sopra is not None and sopra.padre is not None:
            self.qui = sopra.padre

    def handle_data(self, data: str) -> None:
        self.qui.figli.append(data)


def elementi(html: str) -> list[Elemento]:
    """Return every element of a page that may hold words."""
    lettore = _Lettore()
    lettore.feed(html)
    return [e for e in lettore.radice.tutti() if e.tag and not _muto(e)]


def _muto(elemento: Elemento) -> bool:
    sopra: Elemento | None = elemento
    while sopra is not None:
        if sopra.tag in MUTI:
            return True
        sopra = sopra.padre
    return False


def radici(testo: str) -> list[str]:
    """Return the stems of a text, in order.

    >>> radici("06.03 Relazione sulla Performance 2021"), radici("Controlli e rilievi sull'amministrazione")
    (['relazion', 'performanc'], ['controll', 'riliev', 'amministrazion'])
    """
    parole = re.findall(r"[^\W\d_]+", testo.lower())
    return [_radice(p) for p in parole if p not in PAROLE_VUOTE]


def _radice(parola: str) -> str:
    """Return a word without its light ending: its last vowel, with the «i» or the «h» that goes with it."""
    piana = parola.translate(str.maketrans("àáèéìíòóùú", "aaeeiioouu"))
    return re.sub(r"(?:[ih]?[ei]|i?[ao])$", "", piana) if len(piana) > 5 else piana


Pagina = Callable[[str], str | None]
"""Address from the root of the site → what the page holds; None: there is no such page."""


def del_sito(sito: Path) -> Pagina:
    """Return how the pages of a built site are read."""

    def pagina(indirizzo: str) -> str | None:
        file = sito / indirizzo
        return file.read_text(encoding="utf-8") if file.is_file() else None

    return pagina


def cerca(pagine: Pagina, indirizzo: str, regola: Regola) -> Trovato:
    """Return what the crawler finds of a rule in a page."""
    html = pagine(indirizzo)
    for n, termine in enumerate((regola.termine, *regola.alternative) if html is not None else ()):
        volute, posti = set(radici(termine)), []
        for e in elementi(html or ""):
            sue = radici(e.testo)
            if volute <= set(sue):
                posti.append((len(sue), assoluto(e.arrivo, indirizzo)))
        if posti:
            meno = min(quante for quante, _ in posti)
            migliori = frozenset(a for quante, a in posti if quante == meno)
            return Trovato(207 if len(migliori) > 1 else 202 if n else 200, migliori)
    return Trovato(400)


def visita(pagine: Pagina, indirizzo: str, regola: Regola) -> dict[str, Trovato]:
    """Return what is found of a rule and of all below it, starting from a page, by term."""
    trovato = cerca(pagine, indirizzo, regola)
    esito = {regola.termine: trovato}
    for figlia in regola.figlie:
        if len(trovato.indirizzi) == 1:
            esito |= visita(pagine, next(iter(trovato.indirizzi)), figlia)
        else:
            esito[figlia.termine] = Trovato(400)
    return esito


def assoluto(href: str | None, indirizzo: str) -> str:
    """Return where a link of a page leads, from the root of the site; None: the page itself."""
    percorso = urlsplit(href or "").path
    if href and urlsplit(href).scheme:
        return href
    return normpath(join(dirname(indirizzo), unquote(percorso))) if percorso else indirizzo
