"""What the Markdown of a page may become: no HTML of its own, declared attributes, addresses that may stand.

`Guardia` is an extension of Python-Markdown: `ciclo verifica` runs the pages through it, and the build
prints them with it. Raw HTML is refused where Markdown would let it in, so that what is not
recognised is printed as text; attributes are judged on the finished tree, whoever put them there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from macros.model.macro import SOLO, UNA_PAROLA
from macros.reading.pagine.indirizzi import rifiuto

ESTENSIONI = ("toc", "tables", "fenced_code", "attr_list", "def_list", "sane_lists", "footnotes")
"""Those of mkdocs.yml and MkDocs' own."""
CARATTERI, RIGHE, RIGA, SEGNI = 100_000, 3_000, 4_000, 1_000
"""Of a page: characters, lines, characters of a line, «[», «*» or «<». Markdown's time grows with their square."""
PROFONDITA = 40
"""Elements one inside the other: more than this, and Markdown itself gives up a little further on."""
_ID = re.compile(r"[\w.:-]+")
_TESTO = re.compile(r".*", re.DOTALL)
_LIBERI = {
    ("a", "class"): re.compile("footnote-(?:ref|backref)"),
    ("a", "title"): _TESTO,
    ("img", "title"): _TESTO,
    ("img", "alt"): _TESTO,
    ("div", "class"): re.compile("footnote"),
    ("li", "id"): _ID,
    ("ol", "start"): re.compile(r"\d+"),
    ("td", "style"): re.compile("text-align: (?:left|center|right);"),
    ("th", "style"): re.compile("text-align: (?:left|center|right);"),
}
"""Element, attribute → the values that Markdown itself gives it. An `id` may stand on any element."""


@dataclass(frozen=True, slots=True)
class Vietato:
    """Something in a page that may not stand."""

    codice: str
    testo: str
    """What was found, in words."""
    cerca: str
    """The words to look for in the page, to find its line."""


@dataclass(slots=True)
class Raccolta:
    """What was found in the page that is being read."""

    trovati: list[Vietato] = field(default_factory=list)

    def raccolti(self) -> list[Vietato]:
        """Return what was found, and begin anew."""
        trovati, self.trovati = self.trovati, []
        return trovati


class Guardia(Extension):  # type: ignore[misc]  # Python-Markdown ships no types
    """Refuses, page by page, what a chapter may not hold."""

    def __init__(self) -> None:
        super().__init__()
        self.esito = Raccolta()
        self.attiva = True
        """False for a page that the program makes: its HTML is ours."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Put the refusals in the place of what lets HTML in."""
        if not self.attiva:
            return
        recinti = md.preprocessors["fenced_code_block"]
        md.preprocessors.register(_Recinti(md, recinti.config, self.esito), "fenced_code_block", 25)
        md.preprocessors.register(_Segnaposti(md), "html_block", 20)
        md.inlinePatterns.register(_HtmlRifiutato(HTML_RE, md, self.esito), "html", 90)
        md.treeprocessors.register(_Attributi(md, self.esito), "attributi", -10)


def eccesso(testo: str) -> tuple[int, str] | None:
    """Return what in a page is over its limits, with its line; None for a page that may be read."""
    righe = testo.split("\n")
    lunga = next((n for n, riga in enumerate(righe, start=1) if len(riga) > RIGA), 0)
    segni = max((testo.count(s), s) for s in "[*<")
    if lunga:
        return lunga, f"una riga di {len(righe[lunga - 1])} caratteri"
    if len(righe) > RIGHE:
        return 1, f"{len(righe)} righe"
    if len(testo) > CARATTERI:
        return 1, f"{len(testo)} caratteri"
    return (1, f"{segni[0]} «{segni[1]}»") if segni[0] > SEGNI else None


def lettore(guardia: Guardia) -> Callable[[str], str]:
    """Return what turns a page into HTML as the site does; what it finds is in the guard."""
    md = Markdown(extensions=[*ESTENSIONI, guardia])
    return lambda testo: md.reset().convert(testo)


class _Recinti(FencedBlockPreprocessor):  # type: ignore[misc]  # Python-Markdown ships no types
    """Code between fences: its language and nothing else."""

    def __init__(self, md: Markdown, config: dict[str, object], esito: Raccolta) -> None:
        super().__init__(md, config)
        self.esito = esito

    def handle_attrs(self, attrs: Iterable[tuple[str, str]]) -> tuple[str, list[str], dict[str, object]]:
        coppie = list(attrs)
        for nome, valore in coppie:
            if nome != ".":
                self.esito.trovati.append(Vietato("PAGINA-ATTRIBUTO", f"l'attributo «{nome}»", valore))
        return "", [valore for nome, valore in coppie if nome == "."][:1], {}


class _Segnaposti(Preprocessor):  # type: ignore[misc]  # Python-Markdown ships no types
    """Keeps the placeholders of the blocks; any other HTML stays text."""

    def run(self, lines: list[str]) -> list[str]:
        return [pezzo for riga in lines for pezzo in self._riga(riga)]

    def _riga(self, riga: str) -> Iterator[str]:
        if SOLO.fullmatch(riga):
            yield from ("", self.md.htmlStash.store(f"{riga}\n"), "")
        else:
            yield riga


class _HtmlRifiutato(HtmlInlineProcessor):  # type: ignore[misc]  # Python-Markdown ships no types
    """HTML inside a text: it is told, and printed as it is written."""

    def __init__(self, pattern: str, md: Markdown, esito: Raccolta) -> None:
        super().__init__(pattern, md)
        self.esito = esito

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802 - Python-Markdown's name
        del data
        scritto = self.backslash_unescape(self.unescape(m[1]))
        aperto = scritto.replace("</", "<", 1).rstrip("> ")
        if not scritto.startswith("</") or not any(t.cerca.startswith(aperto) for t in self.esito.trovati):
            self.esito.trovati.append(Vietato("PAGINA-HTML", f"«{' '.join(scritto.split())[:80]}»", scritto))
        return m[1], m.start(0), m.end(0)


class _Attributi(Treeprocessor):  # type: ignore[misc]  # Python-Markdown ships no types
    """Judges every attribute of the finished page, and how deep it is."""

    def __init__(self, md: Markdown, esito: Raccolta) -> None:
        super().__init__(md)
        self.esito = esito

    def run(self, root: Element) -> None:
        livello, profondita = [root], 0
        while livello:
            for elemento in livello:
                self.esito.trovati += _rifiutati(elemento)
            livello, profondita = [figlio for e in livello for figlio in e], profondita + 1
            if profondita > PROFONDITA:
                self.esito.trovati.append(
                    Vietato("PAGINA-LIMITE", f"più di {PROFONDITA} elementi uno dentro l'altro", "")
                )
                return


def _rifiutati(elemento: Element) -> Iterator[Vietato]:
    tag = elemento.tag
    coppie: Iterable[tuple[str, str | None]] = list(elemento.items())
    for nome, valore in coppie:
        if valore is None:  # a name alone, which Markdown itself cannot always write
            del elemento.attrib[nome]
            yield Vietato("PAGINA-ATTRIBUTO", f"l'attributo «{nome}» senza valore", nome)
            continue
        indirizzo = {("a", "href"): "il collegamento", ("img", "src"): "l'immagine"}.get((tag, nome))
        if indirizzo:
            scritto = valore.replace(AMP_SUBSTITUTE, "&")
            if UNA_PAROLA in scritto:  # which picture it is would change with the figures
                prima = scritto.partition(UNA_PAROLA)[0]
                yield Vietato("PAGINA-INDIRIZZO", f"{indirizzo} «{prima[:80]}…», che contiene una macro", prima)
            elif perche := rifiuto(scritto, immagine=tag == "img"):
                yield Vietato("PAGINA-INDIRIZZO", f"{indirizzo} «{scritto[:80]}», che {perche}", valore)
        elif not (_ID if nome == "id" else _LIBERI.get((tag, nome), re.compile("(?!)"))).fullmatch(valore):
            cerca = valore.rpartition(":")[2] if nome == "id" else valore  # a note's has its own beginning
            yield Vietato("PAGINA-ATTRIBUTO", f"l'attributo «{nome}» con il valore «{valore[:60]}»", cerca)
