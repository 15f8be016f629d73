"""The events of MkDocs: each hands over to `scripts.sito` or to `macros.publish`.

MkDocs loads this file by path, once per `mkdocs serve`; `macros` is imported inside the events,
because under `serve` it is dropped and loaded again at each rebuild, so that edits take effect.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from macros.reading.pagine.markdown import Guardia
    from macros.vista.vista import Vista
    from scripts.sito.cornice import Cornice, Cornici
    from scripts.sito.ricerca import Indice

CODICE = Path(__file__).resolve().parents[1]
"""Where `macros`, `scripts` and `theme` are; the project folder may be another."""
_MODELLI = ("frammenti/", "parti/")
"""Folders of the theme that hold templates, which are no files of the site."""
_RICARICATI = ("macros.", "scripts.sito.")
_ID = re.compile(r'\sid="([^"]+)"')
_VUOTI = re.compile(r"<(br|hr|img)\b([^>]*?) ?/>")
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


_serve = False


def _vista(config: MkDocsConfig) -> Vista:
    """Return the view that hooks and macros share: the configuration is the build's own.

    It is no setting: mkdocs-macros writes all of those out, for a line that nobody reads.
    """
    vista: Vista = vars(config)["vista"]
    return vista


def _corrente(config: MkDocsConfig) -> Costruzione:
    costruzione: Costruzione = vars(config)["costruzione"]
    return costruzione


def on_startup(*, command: str, **_: object) -> None:
    """Remember whether this is `mkdocs serve`; begin in UTF-8."""
    _trova_il_programma()
    from scripts.codifica import in_utf8, scrive_in_utf8

    in_utf8()
    scrive_in_utf8()
    global _serve  # noqa: PLW0603 - MkDocs says it once, before any configuration
    _serve = command == "serve"


def _trova_il_programma() -> None:
    if str(CODICE) not in sys.path:
        sys.path.insert(0, str(CODICE))


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the data before anything is written, and before the macros are bound.

    `ciclo costruisci` has read them already, and puts its view into the configuration.

    Raises:
        PluginError: the data have errors; the message is the list of problems.
    """
    _trova_il_programma()
    if _serve:
        for nome in [m for m in sys.modules if (m + ".").startswith(_RICARICATI)]:
            del sys.modules[nome]
    from macros.model.problems import DataError
    from macros.publish.html.frammenti import DEPOSITO
    from macros.reading.pagine.markdown import Guardia
    from macros.vista.vista import carica_vista

    DEPOSITO.svuota()
    guardia = Guardia()
    config.costruzione = Costruzione(guardia=guardia)  # type: ignore[attr-defined]
    config.markdown_extensions.append(guardia)  # Python-Markdown takes it as well as a name
    if "vista" not in vars(config):
        radice = Path(config.config_file_path).resolve().parent
        try:
            config.vista = carica_vista(  # type: ignore[attr-defined]
                radice, pubblico=bool(config.extra["pubblico"])
            )
        except DataError as errore:
            raise PluginError(str(errore)) from None
    # What MkDocs dates (the compressed site map) must not follow the clock.
    mezzanotte = dt.datetime.combine(_vista(config).data_sito, dt.time(), dt.UTC)
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(mezzanotte.timestamp())))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages and the installed files; replace what may not be shown.

    Raises:
        PluginError: a page that the examination has not seen, something that is no regular file.
    """
    from macros.reading.pagine.pagine import file_dei_testi
    from macros.reading.testo.lettura import Lettura
    from scripts.sito.pagine import generate, nascosta
    from scripts.sito.risorse import installati
    from scripts.sito.sorgenti import apri

    qui, vista = _corrente(config), _vista(config)
    if rifiutati := apri(files, {config.docs_dir, config.theme.custom_dir}):
        raise PluginError("\n".join(rifiutati))
    scritti = {file.src_uri for file in files if file.src_dir == config.docs_dir}
    if ignoti := scritti - file_dei_testi(Lettura(vista.radice)).keys():  # through a link to a folder, for instance
        msg = f"in content ci sono file che il controllo non ha visto: {', '.join(sorted(ignoti))}"
        raise PluginError(msg)
    for file in list(files):
        if file.src_uri.startswith(_MODELLI):
            files.remove(file)
            continue
        sostituta = nascosta(vista, file.src_uri)
        if sostituta is None:
            continue
        files.remove(file)
        if file.is_documentation_page():
            nuova = File.generated(config, file.src_uri, content=sostituta)
            files.append(nuova)
            qui.nascoste[nuova.url] = nuova.src_uri
    for pagina in generate(vista):
        if not pagina.di_riserva or files.get_file_from_path(pagina.percorso) is None:
            files.append(File.generated(config, pagina.percorso, content=pagina.markdown))
            qui.titoli[pagina.percorso] = pagina.titolo
    for nome, sorgente in installati().items():
        files.append(File.generated(config, nome, abs_src_path=str(sorgente)))
    return files


def on_page_read_source(page: Page, **_: object) -> str | None:
    """Give MkDocs the page as the examination has read it; None: a generated one, which it reads itself."""
    from macros.reading.pagine.pagine import pagina_da
    from macros.reading.testo.lettura import Lettura

    if page.file.generated_by is not None:
        return None
    pagina = pagina_da(Lettura(Path()), page.file.src_uri, page.file.content_string)
    return pagina.normale() if pagina else None


@event_priority(-100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """After the macros: stop where one failed, or stands where a block cannot."""
    from macros.publish.html.frammenti import controlla_markdown

    controlla_markdown(markdown, page.file.src_uri)
    if guardia := _corrente(config).guardia:
        guardia.attiva = page.file.generated_by is None
    return markdown


@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """After Markdown: put the finished fragments in place of their placeholders."""
    from macros.checks.marcatura import problema
    from macros.model.problems import Source
    from macros.publish.html.frammenti import risolvi
    from macros.publish.html.sigle import spiega_sigle

    qui = _corrente(config)
    if qui.guardia and (trovati := qui.guardia.esito.raccolti()):
        raise PluginError("\n".join(str(problema(Source(f"content/{page.file.src_uri}"), t)) for t in trovati))
    if page.file.src_uri in qui.titoli:
        page.title = qui.titoli[page.file.src_uri]
    html = risolvi(_VUOTI.sub(r"<\1\2>", html), page.url)  # Markdown writes them as XHTML
    html = spiega_sigle(html, config.extra.get("sigle") or {})
    # MkDocs looks for the target of a Markdown link among the ids that Markdown made.
    page.present_anchor_ids = (page.present_anchor_ids or set()) | set(_ID.findall(html))
    return _senza_ancore(html, page, qui.nascoste) if qui.nascoste else html


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


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """When every page is known: draw the frame; from here on, text is escaped by default."""
    from scripts.sito.cornice import Cornici
    from scripts.sito.indici import Pagina
    from scripts.sito.ricerca import Indice

    pagine = {
        file.src_uri: Pagina(
            file.src_uri,
            file.url,
            str(file.page.title or ""),
            tuple(map(str, file.page.meta.get("capitoli") or ())),
        )
        for file in files.documentation_pages()
        if file.page is not None
    }
    _corrente(config).cornici = Cornici.prepara(_vista(config), pagine)
    _corrente(config).ricerca = Indice(_vista(config))
    env.autoescape = True
    return env


@event_priority(100)
def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, **_: object) -> TemplateContext:
    """Give the templates what they print around a page, and the search index what is in it."""
    cornici, ricerca = _cornici(config), _corrente(config).ricerca
    if ricerca is not None:
        ricerca.aggiungi(cornici.pagine[page.file.src_uri], page.content or "")
    cornice = cornici.cornice(page.url, str(page.title or ""))
    page.title = cornice.titolo
    return _con(context, cornice)


def on_template_context(context: TemplateContext, template_name: str, config: MkDocsConfig) -> TemplateContext:
    """Give the same to the pages that are templates alone (search, page not found)."""
    from scripts.sito.cornice import dalla_radice

    cornice = _cornici(config).cornice(template_name)
    if template_name == "404.html" and config.site_url:
        # The host answers with this page at any depth, so its links cannot start from where it is.
        cornice = dalla_radice(cornice, urlsplit(config.site_url).path or "/")
    return _con(context, cornice)


def _cornici(config: MkDocsConfig) -> Cornici:
    cornici = _corrente(config).cornici
    if cornici is None:
        msg = "on_env did not run before the templates"
        raise PluginError(msg)
    return cornici


def _con(context: TemplateContext, cornice: Cornice) -> TemplateContext:
    context["cornice"] = cornice  # type: ignore[typeddict-unknown-key]  # templates may have more
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the search index beside the pages."""
    from macros.model.luoghi import RICERCA

    ricerca = _corrente(config).ricerca
    if ricerca is not None:
        arrivo = Path(config.site_dir) / RICERCA
        arrivo.parent.mkdir(exist_ok=True)
        arrivo.write_text(ricerca.scritto(), encoding="utf-8")
