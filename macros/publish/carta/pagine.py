"""One page of the site made ready for paper: its content, cut to what is printed, ids made unique.

Every id gets the page's name before it, since headings, drawings and notes of two pages share ids.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from macros.publish.carta.controlli import controlla
from macros.publish.carta.fascicolo import Fascicolo, StampaError
from macros.publish.carta.nodi import Nodo, leggi, pota
from macros.publish.carta.note import porta_al_piede

INIZIO, FINE = "<!--contenuto-->", "<!--/contenuto-->"
SITO = "ciclo:sito/"
"""Addresses of the site's own files (images) in the composed document."""

_CLASSI_SCHERMO = frozenset({"solo-schermo", "solo-voce", "visually-hidden", "headerlink", "footnote-backref"})
_ELEMENTI_SCHERMO = frozenset({"script", "noscript", "template", "style", "button"})
_SENZA_PROSA = frozenset({"a", "table", "figure", "svg"})
_SENZA_POSTO = "foglio-anno"
"""Class of what has room for its own words only."""
_RIFERIMENTI = (
    "id",
    "for",
    "headers",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-details",
    "aria-owns",
)
_URL_INTERNO = re.compile(r"url\((['\"]?)#")
_SPAZI_E_TRATTINI = str.maketrans(
    {
        "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
        "\N{FIGURE SPACE}": "\N{NO-BREAK SPACE}",
        "\N{THIN SPACE}": "\N{NO-BREAK SPACE}",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
    }
)
"""Blanks and hyphens that our fonts lack, with what reads the same."""


@dataclass(frozen=True, slots=True)
class PaginaCarta:
    """A chapter, ready to be bound."""

    slug: str
    percorso: str
    """Path in the site: `2021/relazione/premessa.html`."""
    corpo: Nodo
    ancore: frozenset[str]
    """Ids that are printed, as the page calls them."""

    def ancora(self, frammento: str = "") -> str:
        """The id, in the document, of a place in this page or of the page itself."""
        return f"{self.slug}--{frammento}" if frammento else self.slug

    def frammento(self, ancora: str) -> str:
        """What the page calls a place that has that id in the document."""
        return ancora.removeprefix(f"{self.slug}--")


def leggi_pagina(fascicolo: Fascicolo, capitolo: str, sito: Path) -> PaginaCarta:
    """Read a chapter from the site.

    Raises:
        StampaError: there is no such page, it has no content, or it would not print well.
    """
    relativo = posixpath.normpath(f"{fascicolo.cartella}/{capitolo}")
    percorso = posixpath.splitext(relativo)[0] + ".html"
    file = sito / percorso
    if not file.is_file():
        msg = f"{fascicolo.cartella}/index.md: il capitolo «{capitolo}» non è nel sito ({percorso})"
        raise StampaError(msg)
    corpo = leggi(contenuto(file.read_text(encoding="utf-8"), percorso))
    pota(corpo, _solo_schermo)
    controlla(corpo, percorso)
    porta_al_piede(corpo, percorso)
    ancore = frozenset(n.attributi["id"] for n in corpo.discendenti() if "id" in n.attributi)
    in_cartella = relativo.removeprefix(f"{fascicolo.cartella}/")
    slug = re.sub(r"[^a-z0-9]+", "-", posixpath.splitext(in_cartella)[0].lower()).strip("-")
    slug = f"pagina-{slug}" if slug[:1].isdigit() else slug  # it opens the ids of drawings, which are XML names
    pagina = PaginaCarta(slug, percorso, corpo, ancore)
    _adatta(pagina, corpo, in_svg=False)
    return pagina


def risolvi(percorso: str, indirizzo: str) -> tuple[str, str]:
    """Return the path in the site and the fragment that a relative address means from a page.

    >>> risolvi("2021/relazione/metodo.html", "../obiettivi/2.2.html#calcolo-2.2.a")
    ('2021/obiettivi/2.2.html', 'calcolo-2.2.a')
    >>> risolvi("2021/relazione/metodo.html", "#stati")
    ('2021/relazione/metodo.html', 'stati')
    """
    parti = urlsplit(indirizzo)
    if not parti.path:
        return percorso, unquote(parti.fragment)
    arrivo = posixpath.normpath(posixpath.join(posixpath.dirname(percorso), unquote(parti.path)))
    if parti.path.endswith("/"):
        arrivo += "/index.html"
    return arrivo, unquote(parti.fragment)


def contenuto(html: str, percorso: str) -> str:
    """Return the part of a page of the site that is its own, without the frame.

    Raises:
        StampaError: the marks around it are not there, or not alone.
    """
    _, inizio, resto = html.partition(INIZIO)
    proprio, fine, dopo = resto.partition(FINE)
    if not inizio or not fine or INIZIO in resto or FINE in dopo:
        msg = f"{percorso}: il contenuto non è fra «{INIZIO}» e «{FINE}»"
        raise StampaError(msg)
    return proprio


def _solo_schermo(nodo: Nodo) -> bool:
    return (
        bool(nodo.classi & _CLASSI_SCHERMO)
        or nodo.nome in _ELEMENTI_SCHERMO
        or (nodo.nome == "details" and "calcolo" in nodo.classi)
        or "hidden" in nodo.attributi
    )


def scrivi_sigle(nodo: Nodo, dette: set[str], *, in_prosa: bool = False) -> None:
    """Write what an abbreviation means after it, in prose: on paper nobody can ask. A link keeps its words.

    Args:
        nodo: what is written anew.
        dette: what the document has said so far, which grows: an abbreviation is explained once.
        in_prosa: True: inside prose.
    """
    figli: list[Nodo | str] = []
    for figlio in nodo.figli:
        figli.append(figlio)
        if isinstance(figlio, str) or figlio.nome in _SENZA_PROSA or _SENZA_POSTO in figlio.classi:
            continue
        if in_prosa and figlio.nome == "abbr" and (parole := figlio.attributi.get("title", "")) not in {"", *dette}:
            figli.append(f" ({escape(parole, quote=False)})")
            dette.add(parole)
        scrivi_sigle(figlio, dette, in_prosa=in_prosa or _di_prosa(figlio))
    nodo.figli = figli


def _di_prosa(nodo: Nodo) -> bool:
    """Whether it is a paragraph, a list as Markdown writes it, or a text of the data."""
    return nodo.nome == "p" or (nodo.nome in {"ul", "ol"} and not nodo.classi) or "prosa" in nodo.classi


def _adatta(pagina: PaginaCarta, nodo: Nodo, *, in_svg: bool) -> None:
    """Prefix ids and references to them, without those of what is not printed.

    The addresses of images no longer depend on the page.
    """
    for figlio in nodo.figli:
        if not isinstance(figlio, Nodo):
            continue
        attributi = figlio.attributi
        for nome in attributi.keys() & set(_RIFERIMENTI):
            attributi[nome] = " ".join(pagina.ancora(a) for a in attributi[nome].split() if a in pagina.ancore)
        for nome, valore in attributi.items():
            if "url(" in valore:
                attributi[nome] = _URL_INTERNO.sub(rf"url(\1#{pagina.slug}--", valore)
        svg = in_svg or figlio.nome == "svg"
        for nome in ("href", "xlink:href") if svg else ():
            if attributi.get(nome, "").startswith("#"):
                attributi[nome] = f"#{pagina.ancora(attributi[nome][1:])}"
        if "src" in attributi and not urlsplit(attributi["src"]).scheme:
            attributi["src"] = SITO + risolvi(pagina.percorso, attributi["src"])[0]
        attributi.pop("srcset", None)
        _adatta(pagina, figlio, in_svg=svg)
    nodo.figli = [f.translate(_SPAZI_E_TRATTINI) if isinstance(f, str) else f for f in nodo.figli]
