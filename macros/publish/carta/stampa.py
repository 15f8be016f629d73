"""Lays a document out with WeasyPrint and writes its PDF: one file, PDF/A-3a and PDF/UA-1.

Bytes depend on the document alone: fonts are ours, dates are given, addresses hold no path of this
machine, and WeasyPrint may read nothing but the site's files and our fonts. Any warning of its
stops the print.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from macros.publish.carta import caratteri
from macros.publish.carta.documento import componi
from macros.publish.carta.fascicolo import Allegato, Fascicolo, StampaError
from macros.publish.carta.memoria import Stampato, scrivi_intero
from macros.publish.carta.pagine import SITO
from macros.publish.carta.raccolta import senza_raccolta
from macros.publish.html.modelli import CARTELLA
from macros.reading.git.provvisorie import accolte, provvisoria

VARIANTE = "pdf/a-3a"
Avanza = Callable[[str], None]

_PASSI = (
    (re.compile(r"Step 4 "), "preparazione del testo"),
    (re.compile(r"Step 5 - Creating layout - Page (\d*0)$"), "impaginazione, pagina {}"),
    (re.compile(r"Step 6 "), "scrittura del PDF"),
)
"""What WeasyPrint says of its progress, and how we say it."""

_SENZA_GLIFO = ".notdef glyph rendered"
_SENZA_ALT = "has no required alt description"
"""WeasyPrint says it of decorative images too; `controlli` has asked every image for its `alt`."""


def stampa(fascicolo: Fascicolo, sito: Path, uscita: Path) -> int:
    """Write the PDF of a document; return its number of pages.

    The file appears whole or not at all.

    Raises:
        StampaError: a page cannot be printed, or WeasyPrint had something to say.
    """
    stampato = impagina(fascicolo, componi(fascicolo, sito), sito, lambda _: None)
    scrivi(uscita, stampato)
    return stampato.pagine


def scrivi(uscita: Path, stampato: Stampato) -> None:
    """Write the file of a printed document, whole or not at all."""
    uscita.parent.mkdir(parents=True, exist_ok=True)
    scrivi_intero(uscita, stampato.pdf)


def impagina(fascicolo: Fascicolo, html: str, sito: Path, avanza: Avanza, vestito: Vestito | None = None) -> Stampato:
    """Lay a composed document out.

    `vestito`: what it is printed with, where there are several to print; None: its own.

    Raises:
        StampaError: it cannot be printed, or WeasyPrint had something to say.
    """
    letti: dict[str, str] = {}
    with contextlib.ExitStack() as pila:
        con = vestito or pila.enter_context(vestiti())
        with _data(fascicolo.data), _avvisi(fascicolo.titolo, html), _progresso(avanza), senza_raccolta():
            pagine, pdf = _intero(fascicolo.titolo, html, con, lettore(sito, letti), fascicolo.allegati)
    return Stampato(pagine, pdf, letti)


@contextlib.contextmanager
def torchio(titolo: str, giorno: dt.date, dove: Path) -> Iterator[Callable[[str], bytes]]:
    """Give what prints, one after another, documents of which nothing stands anywhere else: HTML to PDF, in memory.

    No file but our fonts is read. `dove`: the folder below which those are put meanwhile, and nothing else.

    Raises:
        StampaError: one cannot be printed, or WeasyPrint had something to say.
    """

    def stampa(html: str) -> bytes:
        with _avvisi(titolo, html), senza_raccolta():
            return _intero(titolo, html, vestito, lettore(None, {}))[1]

    with vestiti(dove) as vestito, _data(giorno):
        yield stampa


@dataclass(frozen=True, slots=True)
class Vestito:
    """What documents are printed with, one after another: WeasyPrint objects, which have no types."""

    font: Any
    fogli: list[Any]


@contextlib.contextmanager
def vestiti(dove: Path | None = None) -> Iterator[Vestito]:
    """Give our fonts and style sheets, read once, and hide the machine's fonts.

    `dove`: the folder below which working files are; None: among the temporary ones of the system.
    """
    with provvisoria(dove) as cartella, warnings.catch_warnings():
        # On import WeasyPrint warns that fontconfig knows no fonts: that is the point.
        warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
        # It leaves the colour profile's file to be closed by whoever comes.
        warnings.filterwarnings("ignore", message=r".*sRGB2014\.icc", category=ResourceWarning)
        with _ambiente("FONTCONFIG_FILE", str(caratteri.configura_fontconfig(cartella))):
            with _avvisi("stile della stampa", ""), accolte(cartella):  # WeasyPrint copies the fonts there
                vestito = _vestito()
            try:
                yield vestito
            finally:
                vestito.font._folder = None  # noqa: SLF001 - it goes with ours: who outlives it need not look for it


def _vestito() -> Vestito:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    font, fonti = FontConfiguration(), lettore(None, {})
    return Vestito(font, [CSS(string=testo, font_config=font, url_fetcher=fonti) for testo in fogli_di_stile()])


def _intero(
    titolo: str,
    html: str,
    con: Vestito,
    fonti: Any,  # noqa: ANN401 - a WeasyPrint object, which has no types
    allegati: Iterable[Allegato] = (),
) -> tuple[int, bytes]:
    try:
        return _con_weasyprint(html, con, fonti, allegati)
    except AssertionError as errore:  # WeasyPrint asserts that a page holds something
        msg = f"{titolo}: un riquadro non sta in una pagina; accorciare i testi più lunghi dei dati"
        raise StampaError(msg) from errore


def fogli_di_stile() -> tuple[str, str]:
    """Return the style sheets of every document."""
    return caratteri.foglio(), (CARTELLA.parent / "css" / "print.css").read_text(encoding="utf-8")


def _con_weasyprint(
    html: str,
    con: Vestito,
    fonti: Any,  # noqa: ANN401 - see there
    allegati: Iterable[Allegato],
) -> tuple[int, bytes]:
    from weasyprint import HTML, Attachment

    from macros.publish.carta.finisher import finisci
    from macros.publish.carta.passi import numeri_di_pagina
    from macros.publish.carta.struttura import registra_origini

    da_stampare = HTML(string=html, url_fetcher=fonti)
    with numeri_di_pagina():
        documento = da_stampare.render(font_config=con.font, stylesheets=con.fogli, pdf_variant=VARIANTE)
    portati = []
    for a in sorted(allegati, key=lambda a: a.nome):  # readers look for a name as in a dictionary
        giorno = dt.datetime.combine(a.data, dt.time(), dt.UTC)
        portati.append(
            Attachment(
                string=a.contenuto,
                name=a.nome,
                description=a.descrizione,
                created=giorno,
                modified=giorno,
                relationship="Data",
            )
        )
    with registra_origini() as origini:
        pdf: bytes = documento.write_pdf(
            finisher=lambda _, file: finisci(file, origini), pdf_variant=VARIANTE, attachments=portati or None
        )
    return len(documento.pages), pdf


def file_del_sito(url: str, sito: Path) -> bytes:
    """Return the bytes of a file of the site, by the address it has in the composed document."""
    percorso = (sito / unquote(url.removeprefix(SITO))).resolve()
    if not url.startswith(SITO) or not percorso.is_relative_to(sito.resolve()):
        msg = f"not a file of the site: {url}"
        raise ValueError(msg)
    return percorso.read_bytes()


def lettore(sito: Path | None, letti: dict[str, str]) -> Any:  # noqa: ANN401 - a WeasyPrint object, which has no types
    """Return WeasyPrint's reader of files: our fonts and, if any, the site's own, noted in `letti`; nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fonti(URLFetcher):  # type: ignore[misc] # the library ships no types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002 - WeasyPrint's own signature
            if url.startswith(caratteri.SCHEMA):
                return URLFetcherResponse(url, caratteri.leggi(url.removeprefix(caratteri.SCHEMA)))
            if sito is None:
                msg = "no file but our fonts"
                raise ValueError(msg)
            contenuto = file_del_sito(url, sito)
            letti[url] = sha256(contenuto).hexdigest()
            return URLFetcherResponse(url, contenuto)

    return Fonti()


def _data(giorno: dt.date) -> contextlib.AbstractContextManager[None]:
    """Fix the date that WeasyPrint writes."""
    return _ambiente("SOURCE_DATE_EPOCH", str(int(dt.datetime.combine(giorno, dt.time(), dt.UTC).timestamp())))


@contextlib.contextmanager
def _ambiente(nome: str, valore: str) -> Iterator[None]:
    prima = os.environ.get(nome)
    os.environ[nome] = valore
    try:
        yield
    finally:
        if prima is None:
            del os.environ[nome]
        else:
            os.environ[nome] = prima


class _Inoltro(logging.Handler):
    """Hands each record of a log to a function."""

    def __init__(self, livello: int, ricevi: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(livello)
        self._ricevi = ricevi

    def emit(self, record: logging.LogRecord) -> None:
        """Pass the record on."""
        self._ricevi(record)


@contextlib.contextmanager
def _avvisi(titolo: str, html: str) -> Iterator[None]:
    """Turn what WeasyPrint warns of into one exception, when it has done."""
    ricevuti: list[logging.LogRecord] = []
    registro = logging.getLogger("weasyprint")
    ascolto = _Inoltro(logging.WARNING, ricevuti.append)
    registro.addHandler(ascolto)
    try:
        yield
    finally:
        registro.removeHandler(ascolto)
    righe = dict.fromkeys(_spiega(r, html) for r in ricevuti if _SENZA_ALT not in r.getMessage())
    if righe:
        elenco = "\n".join(f"- {riga}" for riga in righe)
        msg = f"{titolo}: la stampa non è riuscita\n{elenco}"
        raise StampaError(msg)


def _spiega(avviso: logging.LogRecord, html: str) -> str:
    """Say a warning so that who wrote the text can mend it."""
    testo = avviso.getMessage()
    if testo.startswith(_SENZA_GLIFO) and isinstance(avviso.args, tuple):
        segno, codice = avviso.args
        intorno = rf"[^<>]{{0,40}}{re.escape(str(segno))}[^<>]{{0,40}}"
        dove = re.search(intorno, unescape(html))
        contesto = f", in «{' '.join(dove[0].split())}»" if dove else ""
        return (
            f"il carattere «{segno}» (U+{codice:04X}) non è nei caratteri tipografici della "
            f"stampa{contesto}: scrivere una parola o un segno comune"
        )
    return testo


@contextlib.contextmanager
def _progresso(avanza: Avanza) -> Iterator[None]:
    """Pass on what WeasyPrint says of its progress."""
    registro = logging.getLogger("weasyprint.progress")

    def ricevi(avviso: logging.LogRecord) -> None:
        for modello, frase in _PASSI:
            if trovato := modello.match(avviso.getMessage()):
                avanza(frase.format(*trovato.groups()))

    ascolto, livello = _Inoltro(logging.INFO, ricevi), registro.level
    registro.addHandler(ascolto)
    registro.setLevel(logging.INFO)
    try:
        yield
    finally:
        registro.removeHandler(ascolto)
        registro.setLevel(livello)
