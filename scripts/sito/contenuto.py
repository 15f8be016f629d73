"""The content of each page, from its source to what is finished, and what one build keeps meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from macros.checks.marcatura import problema
from macros.model.problems import Source
from macros.publish.html.frammenti import risolvi
from macros.publish.html.sigle import spiega_sigle
from macros.reading.pagine.pagine import TESTATA, pagina_da
from macros.reading.testo.lettura import Lettura
from scripts.sito.passata import TUTTE, Passata

if TYPE_CHECKING:
    from mkdocs.structure.files import File
    from mkdocs.structure.pages import Page

    from macros.reading.pagine.markdown import Guardia
    from macros.vista.ascolto import Letto
    from macros.vista.vista import Vista
    from scripts.sito.cornice import Cornici
    from scripts.sito.ricerca import Indice
    from scripts.sito.tenute import Tenuta, Tenute

_ID = re.compile(r'\sid="([^"]+)"')
_VUOTI = re.compile(r"<(br|hr|img)\b([^>]*?) ?/>")
_CODICE = re.compile(r"<code\b[^>]*>[^<]*\s-[^<]*</code>")
_OPZIONE = re.compile(r"(?<=\s)--?[a-z][a-z-]*")
_HREF = re.compile(r'(href=")([^"#:]+)#[^"]*(")')


@dataclass(slots=True)
class Costruzione:
    """What one build keeps between its events, beside its view."""

    titoli: dict[str, str] = field(default_factory=dict)
    """Path of a generated page → its title, as typed in the data."""
    nascoste: dict[str, str] = field(default_factory=dict)
    """Address → path of the pages that stand in for what may not be shown."""
    cornici: Cornici | None = None
    ricerca: Indice | None = None
    guardia: Guardia | None = None
    """What reads every page with Markdown."""
    tenute: Tenute | None = None
    """What is kept of the pages from one draft to the next; None: nothing is."""
    tenuta: Tenuta | None = None
    """The page that is being read, where it is kept."""
    letti: set[Letto] = field(default_factory=set)
    """What it reads of the view, where it is not."""
    ascolti: ExitStack = field(default_factory=ExitStack)
    passata: Passata = TUTTE

    def sorgente(self, file: File) -> str:
        """Return what a page is made from: its text, and its title where it is of the data."""
        return f"{self.titoli.get(file.src_uri, '')}\0{file.content_string}"


def letto(file: File, qui: Costruzione, vista: Vista) -> str | None:
    """Return what MkDocs reads of a page, without its body where what was made of it is kept; None: all of the file.

    Where it is not kept, what is read of the view from here on is of the page.
    """
    generata, scritto = file.generated_by is not None, file.content_string
    if qui.tenute is not None:
        intera = qui.passata.vuole(file.url)
        qui.tenuta = qui.tenute.prendi(file.src_uri, qui.sorgente(file), fresca=intera)
        if qui.tenuta is None:
            qui.letti = qui.ascolti.enter_context(vista.ascolto.ascolta())
        elif generata:
            testata = TESTATA.match(scritto)
            return testata[0] if testata else ""
    if generata:
        return None
    pagina = pagina_da(Lettura(Path()), file.src_uri, scritto)
    if pagina is None:
        return None
    return (replace(pagina, corpo="") if qui.tenuta else pagina).normale()


def finito(html: str, page: Page, qui: Costruzione, sigle: Mapping[str, str]) -> str:
    """Return the content of a page with its fragments and abbreviations, from what Markdown made of it.

    Raises: PluginError: something in it may not stand.
    """
    if qui.guardia and (trovati := qui.guardia.esito.raccolti()):
        raise PluginError("\n".join(str(problema(Source(f"content/{page.file.src_uri}"), t)) for t in trovati))
    if page.file.src_uri in qui.titoli:
        page.title = qui.titoli[page.file.src_uri]
    html = risolvi(_VUOTI.sub(r"<\1\2>", html), page.url)  # Markdown writes them as XHTML
    html = opzioni_intere(spiega_sigle(html, sigle))
    # MkDocs looks for the target of a Markdown link among the ids that Markdown made.
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(_ID.findall(html))
    return _senza_ancore(html, page, qui.nascoste) if qui.nascoste else html


def opzioni_intere(html: str) -> str:
    """Return a page whose commands do not go to the next line inside an option: a browser does after any hyphen.

    >>> opzioni_intere("<p>a --b <code>ciclo atto --tipo a_b</code></p>")
    '<p>a --b <code>ciclo atto <span class="opzione">--tipo</span> a_b</code></p>'
    """
    return _CODICE.sub(lambda c: _OPZIONE.sub(r'<span class="opzione">\g<0></span>', c[0]), html)


def _senza_ancore(html: str, page: Page, nascoste: Mapping[str, str]) -> str:
    """Links to a page that stands in for another lead to its top: the place is not there."""
    cartella = dirname(page.url)

    def accorcia(trovato: re.Match[str]) -> str:
        arrivo = normpath(join(cartella, trovato[2]))
        return f"{trovato[1]}{trovato[2]}{trovato[3]}" if arrivo in nascoste else trovato[0]

    percorsi = set(nascoste.values())
    page.links_to_anchors = {
        file: ancore for file, ancore in (page.links_to_anchors or {}).items() if file.src_uri not in percorsi
    }
    return _HREF.sub(accorcia, html)
