"""Lays a document out with WeasyPrint and writes its PDF: one file, PDF/A-3a and PDF/UA-1.

Bytes depend on the document alone: fonts are ours, dates are given, addresses hold no path of this
machine, and WeasyPrint may read nothing but the site's files and our fonts. Any warning of its
stops the print.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import logging
import os
import queue
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from macros.publish.carta import caratteri
from macros.publish.carta.documento import componi
from macros.publish.carta.fascicolo import Fascicolo, StampaError
from macros.publish.carta.pagine import SITO
from macros.publish.modelli import CARTELLA

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

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
    return _stampa(fascicolo, sito, uscita, lambda _: None)


def stampa_tutti(fascicoli: Sequence[Fascicolo], sito: Path, uscita: Path, avanza: Avanza) -> dict[str, int]:
    """Write the PDFs of several documents into a folder, side by side on the cores there are.

    Args:
        fascicoli: the documents, in any order: the longest is begun first.
        sito: the built site.
        uscita: folder; each file gets its `nome_file`.
        avanza: called with a line on each step («Relazione sulla performance 2021: 84 pagine»).

    Returns:
        File name → number of pages, in the order given.

    Raises:
        StampaError: one document could not be printed.
        ValueError: two documents would be written to one file.
    """
    if len({f.nome_file for f in fascicoli}) < len(fascicoli):
        msg = "two documents have one file name"
        raise ValueError(msg)
    uscita.mkdir(parents=True, exist_ok=True)
    contesto = get_context("spawn")  # a fork would inherit the caller's threads and locks
    messaggi = contesto.Queue()
    with ProcessPoolExecutor(
        max_workers=max(1, min(len(fascicoli), os.cpu_count() or 1)),
        mp_context=contesto,
        initializer=_prepara,
        initargs=(messaggi,),
    ) as processi:
        attese = {
            f.nome_file: processi.submit(_stampa_in_processo, f, sito, uscita / f.nome_file)
            for f in sorted(fascicoli, key=lambda f: _mole(f, sito), reverse=True)
        }
        while not all(a.done() for a in attese.values()):
            with contextlib.suppress(queue.Empty):
                avanza(messaggi.get(timeout=0.2))
        while not messaggi.empty():
            avanza(messaggi.get())
        return {f.nome_file: attese[f.nome_file].result() for f in fascicoli}


def _mole(fascicolo: Fascicolo, sito: Path) -> int:
    """How long a document will take, roughly: the bytes of its pages."""
    return sum(p.stat().st_size for p in (sito / fascicolo.cartella).rglob("*.html"))


_messaggi: Queue[str] | None = None
"""Of a printing process only: the way back to the one that waits."""


def _prepara(messaggi: Queue[str]) -> None:
    global _messaggi  # noqa: PLW0603 - a process of the pool is given its queue once, at its start
    _messaggi = messaggi


def _stampa_in_processo(fascicolo: Fascicolo, sito: Path, uscita: Path) -> int:
    def avanza(passo: str) -> None:
        if _messaggi is not None:
            _messaggi.put(f"{fascicolo.titolo}: {passo}")

    pagine = _stampa(fascicolo, sito, uscita, avanza)
    avanza(f"{pagine} pagine")
    return pagine


def _stampa(fascicolo: Fascicolo, sito: Path, uscita: Path, avanza: Avanza) -> int:
    html = componi(fascicolo, sito)
    giorno = dt.datetime.combine(fascicolo.data, dt.time(), dt.UTC)
    with _ambiente(giorno), _avvisi(fascicolo, html), _progresso(avanza), _senza_raccolta():
        try:
            pagine, pdf = _impagina(fascicolo, html, sito)
        except AssertionError as errore:  # WeasyPrint asserts that a page holds something
            msg = f"{fascicolo.titolo}: un riquadro non sta in una pagina; accorciare i testi più lunghi dei dati"
            raise StampaError(msg) from errore
    uscita.parent.mkdir(parents=True, exist_ok=True)
    provvisorio = uscita.with_name(f".{uscita.name}.{os.getpid()}")
    try:
        provvisorio.write_bytes(pdf)
        provvisorio.replace(uscita)
    finally:
        provvisorio.unlink(missing_ok=True)
    return pagine


def _impagina(fascicolo: Fascicolo, html: str, sito: Path) -> tuple[int, bytes]:
    """Return the number of pages and the PDF."""
    from weasyprint import CSS, HTML, Attachment
    from weasyprint.text.fonts import FontConfiguration

    from macros.publish.carta.finisher import finisci

    fonti = _fonti(sito)
    font = FontConfiguration()
    stile = (CARTELLA.parent / "css" / "print.css").read_text(encoding="utf-8")
    fogli = [CSS(string=testo, font_config=font, url_fetcher=fonti) for testo in (caratteri.foglio(), stile)]
    documento = HTML(string=html, url_fetcher=fonti).render(font_config=font, stylesheets=fogli, pdf_variant=VARIANTE)
    allegati = []
    for a in fascicolo.allegati:
        giorno = dt.datetime.combine(a.data, dt.time(), dt.UTC)
        allegati.append(
            Attachment(
                string=a.contenuto,
                name=a.nome,
                description=a.descrizione,
                created=giorno,
                modified=giorno,
                relationship="Data",
            )
        )
    pdf: bytes = documento.write_pdf(finisher=finisci, pdf_variant=VARIANTE, attachments=allegati or None)
    return len(documento.pages), pdf


def _fonti(sito: Path) -> Any:  # noqa: ANN401 - a WeasyPrint object, which has no types
    """Return WeasyPrint's reader of files: the site's own and our fonts, nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fonti(URLFetcher):  # type: ignore[misc] # the library ships no types
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401, ARG002 - WeasyPrint's own signature
            if url.startswith(caratteri.SCHEMA):
                return URLFetcherResponse(url, caratteri.leggi(url.removeprefix(caratteri.SCHEMA)))
            percorso = (sito / unquote(url.removeprefix(SITO))).resolve()
            if not url.startswith(SITO) or not percorso.is_relative_to(sito.resolve()):
                msg = f"not a file of the site: {url}"
                raise ValueError(msg)
            return URLFetcherResponse(url, percorso.read_bytes())

    return Fonti()


@contextlib.contextmanager
def _ambiente(giorno: dt.datetime) -> Iterator[None]:
    """Fix the date, and hide the machine's fonts, while WeasyPrint works."""
    with tempfile.TemporaryDirectory(prefix="ciclo-") as cartella, warnings.catch_warnings():
        # On import WeasyPrint warns that fontconfig knows no fonts: that is the point.
        warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
        # It leaves the colour profile's file to be closed by whoever comes.
        warnings.filterwarnings("ignore", message=r".*sRGB2014\.icc", category=ResourceWarning)
        nuove = {
            "SOURCE_DATE_EPOCH": str(int(giorno.timestamp())),
            "FONTCONFIG_FILE": str(caratteri.configura_fontconfig(Path(cartella))),
        }
        prima = {nome: os.environ.get(nome) for nome in nuove}
        os.environ.update(nuove)
        try:
            yield
        finally:
            for nome, valore in prima.items():
                if valore is None:
                    del os.environ[nome]
                else:
                    os.environ[nome] = valore


@contextlib.contextmanager
def _senza_raccolta() -> Iterator[None]:
    """Stop the garbage collector, which costs a fifth: a render only piles objects up."""
    acceso = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if acceso:
            gc.enable()


class _Ascolto(logging.Handler):
    """Hands each record of a log to a function."""

    def __init__(self, livello: int, ricevi: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(livello)
        self._ricevi = ricevi

    def emit(self, record: logging.LogRecord) -> None:
        """Pass the record on."""
        self._ricevi(record)


@contextlib.contextmanager
def _avvisi(fascicolo: Fascicolo, html: str) -> Iterator[None]:
    """Turn what WeasyPrint warns of into one exception, when it has done."""
    ricevuti: list[logging.LogRecord] = []
    registro = logging.getLogger("weasyprint")
    ascolto = _Ascolto(logging.WARNING, ricevuti.append)
    registro.addHandler(ascolto)
    try:
        yield
    finally:
        registro.removeHandler(ascolto)
    righe = dict.fromkeys(_spiega(r, html) for r in ricevuti if _SENZA_ALT not in r.getMessage())
    if righe:
        elenco = "\n".join(f"- {riga}" for riga in righe)
        msg = f"{fascicolo.titolo}: la stampa non è riuscita\n{elenco}"
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

    ascolto, livello = _Ascolto(logging.INFO, ricevi), registro.level
    registro.addHandler(ascolto)
    registro.setLevel(logging.INFO)
    try:
        yield
    finally:
        registro.removeHandler(ascolto)
        registro.setLevel(livello)
