"""The events of MkDocs: each hands over to `scripts.sito` or to `macros.publish`.

MkDocs loads this file by path; `macros` is imported inside the events, once `on_startup` has said where it is.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from macros.vista.vista import Vista
    from scripts.sito.contenuto import Costruzione
    from scripts.sito.cornice import Cornice, Cornici
    from scripts.sito.tenute import Tenute

CODICE = Path(__file__).resolve().parents[1]
"""Where `macros`, `scripts` and `theme` are; the project folder may be another."""
_MODELLI = ("frammenti/", "parti/")
"""Folders of the theme that hold templates, which are no files of the site."""


def _vista(config: MkDocsConfig) -> Vista:
    """Return the view that hooks and macros share: the configuration is the build's own.

    It is no setting: mkdocs-macros writes all of those out, for a line that nobody reads.
    """
    vista: Vista = vars(config)["vista"]
    return vista


def _corrente(config: MkDocsConfig) -> Costruzione:
    costruzione: Costruzione = vars(config)["costruzione"]
    return costruzione


def on_startup(**_: object) -> None:
    """Begin in UTF-8."""
    _trova_il_programma()
    from scripts.codifica import in_utf8, scrive_in_utf8

    in_utf8()
    scrive_in_utf8()


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
    from mkdocs_macros import context

    from macros.model.problems import DataError
    from macros.publish.html.frammenti import DEPOSITO
    from macros.reading.pagine.markdown import Guardia
    from macros.vista.vista import carica_vista
    from scripts.sito.contenuto import Costruzione
    from scripts.sito.passata import TUTTE

    context.get_git_info = dict  # it starts git twelve times, for variables that no page can read
    DEPOSITO.svuota()
    guardia = Guardia()
    passata = vars(config).get("passata", TUTTE)
    config.costruzione = Costruzione(guardia=guardia, passata=passata)  # type: ignore[attr-defined]  # MkDocs carries it from hook to hook
    config.markdown_extensions.append(guardia)  # Python-Markdown takes it as well as a name
    if "vista" not in vars(config):
        radice, pubblico = Path(config.config_file_path).resolve().parent, bool(config.extra["pubblico"])
        try:
            config.vista = carica_vista(radice, pubblico=pubblico)  # type: ignore[attr-defined]  # MkDocs carries it from hook to hook
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
    from scripts.sito.evidenze import pubblica_evidenze
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
    pubblica_evidenze(files, config, vista)
    for nome, sorgente in installati().items():
        files.append(File.generated(config, nome, abs_src_path=str(sorgente)))
    qui.tenute = _tenute(vista, config, files)
    return files


def _tenute(vista: Vista, config: MkDocsConfig, files: Files) -> Tenute | None:
    """Return what is kept of the pages; None where nothing is: in public, and unless who builds asks for it."""
    from scripts.sito.tenute import apri_tenute

    chi: str | None = vars(config).get("chi")
    return apri_tenute(vista, chi, files) if chi and not vista.pubblico else None


def on_page_read_source(page: Page, config: MkDocsConfig, **_: object) -> str | None:
    """Give MkDocs the page as the examination has read it; None: a generated one, which it reads itself."""
    from scripts.sito.contenuto import letto

    _corrente(config).passata.prosegui()
    return letto(page.file, _corrente(config), _vista(config))


@event_priority(-100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """After the macros: stop where one failed, or stands where a block cannot. Of a page that is kept, nothing."""
    from macros.publish.html.frammenti import controlla_markdown

    if _corrente(config).tenuta is not None:
        page.content = ""
        page.render = lambda *_: None  # type: ignore[method-assign]  # a Markdown reader for each page is dear
        return ""
    controlla_markdown(markdown, page.file.src_uri)
    if guardia := _corrente(config).guardia:
        guardia.attiva = page.file.generated_by is None
    return markdown


@event_priority(-100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """After Markdown: put the finished fragments in place of their placeholders, or what is kept of the page."""
    from scripts.sito.contenuto import finito
    from scripts.sito.tenute import in_pagina

    qui = _corrente(config)
    if qui.tenuta is not None:
        return in_pagina(qui.tenuta, page, files)
    fatto = finito(html, page, qui, config.extra.get("sigle") or {})
    if qui.tenute is not None:
        qui.ascolti.close()
        qui.tenute.tieni_pagina(page, qui.sorgente(page.file), qui.letti, fatto)
    return fatto


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """When every page is known: draw the frame, leave out what is not wanted; from here on, text is escaped."""
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
    qui = _corrente(config)
    qui.cornici = Cornici.prepara(_vista(config), pagine)
    if qui.passata.sola:
        for file in files:
            if not qui.passata.vuole(file.url):
                file.inclusion = InclusionLevel.EXCLUDED
        config.theme.static_templates.clear()
    else:
        qui.ricerca = Indice(_vista(config))
    env.autoescape = True
    return env


@event_priority(100)
def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, **_: object) -> TemplateContext:
    """Give the templates what they print around a page, and the search index what is in it."""
    cornici, ricerca = _cornici(config), _corrente(config).ricerca
    _corrente(config).passata.prosegui()
    if ricerca is not None:
        pagina, contenuto = cornici.pagine[page.file.src_uri], page.content or ""
        if (tenute := _corrente(config).tenute) is None:
            ricerca.voci += ricerca.di(pagina, contenuto)
        else:
            sorgente, indice = f"{pagina.titolo}\0{contenuto}", ricerca
            ricerca.voci += tenute.una_volta(
                _vista(config), f"ricerca {pagina.url}", sorgente, lambda: indice.di(pagina, contenuto)
            )
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
