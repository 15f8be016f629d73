"""Where finished HTML waits while Markdown runs, and how it is put back.

A block macro leaves `<div data-frammento="n"></div>` alone on its line;
`risolvi` replaces it in the page's HTML. What went wrong in the macros of a page
is gathered here and told at once, with the name of the page. No placeholder may
survive: a block macro in a heading or inside a sentence stops the build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mkdocs.exceptions import PluginError

from macros.model.macro import SEGNAPOSTO, SEGNO, SOLO

_OVUNQUE = re.compile(rf"{SEGNO}=(?:\"|&quot;)(\d+)")
_TITOLO = re.compile(r"^ {0,3}#{1,6}(?:\s|$)")
_SOTTOLINEA = re.compile(r"^ {0,3}(?:=+|-+)\s*$")
_TITOLO_HTML = re.compile(r"<h[1-6][^>]*>.*?</h[1-6]>", re.DOTALL)
_DALLA_RADICE = re.compile(r'href="(?![a-z][a-z0-9+.-]*:)([^"#]+)(#[^"]*)?"')
_PARAGRAFO_HTML = re.compile(r"<p>.*?</p>", re.DOTALL)


class MacroError(Exception):
    """A macro was called with something that does not exist; the text is for who writes pages."""


@dataclass(slots=True)
class Deposito:
    """The fragments and the mistakes of the page being built."""

    pezzi: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Number of the placeholder → (call as written, finished HTML)."""
    errori: list[str] = field(default_factory=list)
    prossimo: int = 0

    def metti(self, chiamata: str, html: str) -> str:
        """Keep a fragment and return the placeholder that stands for it."""
        self.prossimo += 1
        numero = str(self.prossimo)
        self.pezzi[numero] = (chiamata, html)
        return SEGNAPOSTO.format(numero=numero)

    def chiamata(self, numero: str) -> str:
        """Return the call that a placeholder stands for."""
        return self.pezzi[numero][0] if numero in self.pezzi else "sconosciuta"

    def svuota(self) -> None:
        """Forget everything: a new build begins."""
        self.pezzi.clear()
        self.errori.clear()
        self.prossimo = 0


DEPOSITO = Deposito()
"""One for the build: macros and hooks run in different plugins and meet here."""


def controlla_markdown(markdown: str, src_path: str) -> None:
    """Stop the build when a macro failed, or a block macro stands where it cannot.

    Args:
        markdown: the page after its macros, before Markdown.
        src_path: the page, for the message.

    Raises:
        PluginError: with all the mistakes of the page, in Italian.
    """
    errori = list(DEPOSITO.errori)
    DEPOSITO.errori.clear()
    righe = markdown.splitlines()
    for riga, successiva in zip(righe, [*righe[1:], ""], strict=False):
        numeri = _OVUNQUE.findall(riga)
        if not numeri:
            continue
        chiamata = DEPOSITO.chiamata(numeri[0])
        sottolineata = bool(_SOTTOLINEA.match(successiva)) and bool(riga.strip())
        if _TITOLO.match(riga) or sottolineata:
            errori.append(
                f"la macro di blocco «{chiamata}» è dentro un titolo. "
                "Rimedio: metterla da sola su una riga sotto il titolo, "
                "e nel titolo usare una macro in linea, per esempio {{ titolo(...) }}"
            )
        elif not SOLO.fullmatch(riga):
            errori.append(
                f"la macro di blocco «{chiamata}» è in mezzo ad altro testo o rientrata. "
                "Rimedio: metterla da sola, a inizio riga, con una riga vuota prima e dopo"
            )
    _ferma(errori, src_path)


def risolvi(html: str, page_url: str) -> str:
    """Return the page's HTML with every placeholder replaced by its fragment.

    Args:
        html: what Markdown made of the page.
        page_url: address of the page, for the message.

    Raises:
        PluginError: a placeholder stands in a heading or in a paragraph, or would survive.
    """
    errori = list(DEPOSITO.errori)
    DEPOSITO.errori.clear()
    for posto, regola in (("un titolo", _TITOLO_HTML), ("un paragrafo", _PARAGRAFO_HTML)):
        for pezzo in regola.findall(html):
            errori += [
                f"la macro di blocco «{DEPOSITO.chiamata(numero)}» è dentro {posto}. "
                "Rimedio: metterla da sola su una riga"
                for numero in _OVUNQUE.findall(pezzo)
            ]
    if not errori:
        html = SOLO.sub(lambda m: da_qui(DEPOSITO.pezzi.pop(m[1], ("", m[0]))[1], page_url), html)
        errori += [
            f"è rimasto un segnaposto (macro «{DEPOSITO.chiamata(numero)}»). "
            "Rimedio: mettere la macro da sola, a inizio riga, fuori da elenchi, tabelle e codice"
            for numero in _OVUNQUE.findall(html)
        ]
    _ferma(errori, page_url)
    return html


def da_qui(frammento: str, pagina: str) -> str:
    """Return a fragment with its addresses, which start from the root of the site, as seen from a page.

    >>> da_qui('<a href="2021/index.html#iter"> <a href="#x"> <a href="https://a.it/b">', "2021/obiettivi/2.2.html")
    '<a href="../../2021/index.html#iter"> <a href="#x"> <a href="https://a.it/b">'
    >>> da_qui('<a href="2021/obiettivi/2.2.html#calcolo-2.2">', "2021/obiettivi/2.2.html")
    '<a href="#calcolo-2.2">'
    """
    su = "../" * pagina.count("/")

    def visto(trovato: re.Match[str]) -> str:
        percorso, ancora = trovato.groups(default="")
        return f'href="{ancora if ancora and percorso == pagina else su + percorso + ancora}"'

    return _DALLA_RADICE.sub(visto, frammento)


def _ferma(errori: list[str], pagina: str) -> None:
    if errori:
        raise PluginError("\n".join(f"{pagina}: {errore}." for errore in errori))
