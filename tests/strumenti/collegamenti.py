"""Checks the links of a built site with the standard library alone, from its files.

What it finds: files and fragments that do not exist, ids given twice, paths from the host's root
(the site must work in any sub-folder), and anything the browser would fetch from another host.
An ordinary link (`<a href>`) to another site is allowed and never followed.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

PAGINE_DI_ERRORE = ("404.html",)
"""Served at any depth, so MkDocs gives them paths from the host's root on purpose."""

_SCARICATI = {
    ("audio", "src"),
    ("embed", "src"),
    ("iframe", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
    ("img", "src"),
    ("input", "src"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("track", "src"),
    ("use", "href"),
    ("use", "xlink:href"),
    ("video", "poster"),
    ("video", "src"),
}
_REL_SCARICATI = {
    "apple-touch-icon",
    "dns-prefetch",
    "icon",
    "manifest",
    "mask-icon",
    "modulepreload",
    "preconnect",
    "prefetch",
    "preload",
    "prerender",
    "stylesheet",
}
_SEGUITI = {("a", "href"), ("a", "xlink:href"), ("area", "href"), ("form", "action")}
_INNOCUI = {"blob", "data", "mailto", "tel", "about", "geo", "sms"}
_URL_CSS = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")]*))\s*\)|@import\s+["']([^"']+)""")
_COMMENTO_CSS = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Riferimento:
    indirizzo: str
    riga: int
    dove: str
    """Where it stands, for the message: `img src`, `style`, `url()`."""
    scaricato: bool
    """The browser fetches it by itself, without a click."""


@dataclass(slots=True)
class _Pagina:
    riferimenti: list[_Riferimento] = field(default_factory=list)
    identificatori: Counter[str] = field(default_factory=Counter)
    """Every id, with how many elements carry it."""
    ancore: set[str] = field(default_factory=set)
    """Names of the old `<a name>`: good as a target, not an id."""


def controlla(cartella: Path, *, pagine_di_errore: Iterable[str] = PAGINE_DI_ERRORE) -> list[str]:
    """What is wrong with the links of a built site, one `percorso:riga: …` a line, sorted.

    Args:
        cartella: the site's root folder.
        pagine_di_errore: pages, relative to the root, in which paths from the host's root are
            allowed (and not followed).
    """
    file = {p.relative_to(cartella).as_posix() for p in cartella.rglob("*") if p.is_file()}
    if not any(f.endswith(".html") for f in file):
        msg = f"no HTML under {cartella}"
        raise ValueError(msg)
    pagine = {f: _leggi(cartella / f) for f in sorted(file) if f.endswith((".html", ".svg"))}
    errore = set(pagine_di_errore)
    problemi: set[tuple[str, int, str]] = set()
    for nome, pagina in pagine.items():
        problemi.update(
            (nome, 0, f"id ripetuto {volte} volte: {identificatore}")
            for identificatore, volte in pagina.identificatori.items()
            if volte > 1
        )
        for r in pagina.riferimenti:
            problemi.update((nome, r.riga, p) for p in _problemi(r, nome, file, pagine, errore))
    for nome in sorted(f for f in file if f.endswith(".css")):
        testo = (cartella / nome).read_text(encoding="utf-8")
        for r in _riferimenti_css(testo, 1, "url()"):
            problemi.update((nome, r.riga, p) for p in _problemi(r, nome, file, pagine, errore))
    return [f"{nome}:{riga}: {p}" if riga else f"{nome}: {p}" for nome, riga, p in sorted(problemi)]


def _problemi(
    r: _Riferimento,
    nome: str,
    file: set[str],
    pagine: dict[str, _Pagina],
    errore: set[str],
) -> Iterator[str]:
    indirizzo = r.indirizzo.strip()
    try:
        parti = urlsplit(indirizzo)
    except ValueError:
        yield f"indirizzo illeggibile ({r.dove}): {indirizzo}"
        return
    if parti.scheme in _INNOCUI:
        return
    if parti.scheme == "javascript":
        yield f"collegamento che è uno script ({r.dove}): {indirizzo}"
    elif parti.scheme or parti.netloc:
        if r.scaricato:
            yield f"richiesta a un altro sito ({r.dove}): {indirizzo}"
        elif not parti.netloc:
            yield f"indirizzo illeggibile ({r.dove}): {indirizzo}"
    elif parti.path.startswith("/"):
        if nome not in errore:
            yield f"percorso assoluto ({r.dove}): {indirizzo}"
    else:
        yield from _mancanti(r, indirizzo, nome, file, pagine)


def _mancanti(r: _Riferimento, indirizzo: str, nome: str, file: set[str], pagine: dict[str, _Pagina]) -> Iterator[str]:
    parti = urlsplit(indirizzo)
    if parti.path:
        meta = posixpath.normpath(posixpath.join(posixpath.dirname(nome), unquote(parti.path)))
        if parti.path.endswith(("/", "/.", "/..")) or parti.path in {".", ".."}:
            meta = posixpath.normpath(posixpath.join(meta, "index.html"))
    else:
        meta = nome
    if meta not in file:
        if f"{meta}/index.html" in file:
            yield f"cartella senza barra finale ({r.dove}): {indirizzo}"
        else:
            yield f"file mancante ({r.dove}): {indirizzo}"
        return
    frammento = unquote(parti.fragment).partition(":~:")[0]
    pagina = pagine.get(meta)
    if not frammento or pagina is None or (frammento == "top" and meta.endswith(".html")):
        return
    if frammento not in pagina.identificatori and frammento not in pagina.ancore:
        yield f"punto mancante ({r.dove}): {indirizzo}"


def _leggi(percorso: Path) -> _Pagina:
    lettore = _Lettore()
    lettore.feed(percorso.read_text(encoding="utf-8"))
    lettore.close()
    return lettore.pagina


def _riferimenti_css(testo: str, riga: int, dove: str) -> Iterator[_Riferimento]:
    senza_commenti = _COMMENTO_CSS.sub(lambda m: "\n" * m[0].count("\n"), testo)
    for m in _URL_CSS.finditer(senza_commenti):
        indirizzo = next(g for g in m.groups() if g is not None)
        if not indirizzo.startswith("#"):  # url(#gradient) is an SVG reference, not an address
            qui = riga + senza_commenti.count("\n", 0, m.start())
            yield _Riferimento(indirizzo, qui, dove, scaricato=True)


class _Lettore(HTMLParser):
    """Gathers ids and references of one page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pagina = _Pagina()
        self._in_stile = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        valori = {nome: valore or "" for nome, valore in attrs}
        self._in_stile = tag == "style"
        if "id" in valori:
            self.pagina.identificatori[valori["id"]] += 1
        if tag == "a" and "name" in valori:
            self.pagina.ancore.add(valori["name"])
        if tag == "meta" and valori.get("http-equiv", "").lower() == "refresh":
            meta = valori.get("content", "").partition("=")[2].strip("\"' ")
            self._aggiungi(meta, self.getpos()[0], "meta refresh", scaricato=True)
        for nome, valore in valori.items():
            self._attributo(tag, nome, valore, valori)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._in_stile = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_stile = False

    def handle_data(self, data: str) -> None:
        if self._in_stile:
            self.pagina.riferimenti.extend(_riferimenti_css(data, self.getpos()[0], "style"))

    def _attributo(self, tag: str, nome: str, valore: str, valori: dict[str, str]) -> None:
        riga = self.getpos()[0]
        dove = f"{tag} {nome}"
        if (tag, nome) in _SEGUITI:
            self._aggiungi(valore, riga, dove, scaricato=False)
        elif (tag, nome) in _SCARICATI:
            self._aggiungi(valore, riga, dove, scaricato=True)
        elif (tag, nome) == ("link", "href"):
            rel = set(valori.get("rel", "").lower().split())
            dove = f"link rel={valori.get('rel', '')}"
            self._aggiungi(valore, riga, dove, scaricato=bool(rel & _REL_SCARICATI))
        elif nome in {"srcset", "imagesrcset"}:
            for candidato in valore.split(","):
                indirizzo = candidato.strip().partition(" ")[0]
                self._aggiungi(indirizzo, riga, dove, scaricato=True)
        elif nome == "style":
            self.pagina.riferimenti.extend(_riferimenti_css(valore, riga, dove))

    def _aggiungi(self, indirizzo: str, riga: int, dove: str, *, scaricato: bool) -> None:
        self.pagina.riferimenti.append(_Riferimento(indirizzo, riga, dove, scaricato))
