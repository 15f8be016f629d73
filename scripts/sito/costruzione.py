"""One whole output in an empty folder: pages by MkDocs, open data, PDFs, the version's file."""

from __future__ import annotations

import logging
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

from macros.model.formato import data_breve
from macros.model.luoghi import CALENDARIO, CATALOGO, DATI, DOCUMENTI, MAPPA_COLLEGAMENTI, VERSIONE, file_evidenza
from macros.model.problems import Documento
from macros.publish.carta.fascicolo import StampaError
from macros.publish.carta.memoria import CARTELLA as MEMORIA
from macros.publish.carta.memoria import Memoria
from macros.publish.carta.raccolta import senza_raccolta
from macros.publish.carta.stampa import Avanza, stampa
from macros.publish.carta.stamperia import stampa_tutti
from macros.publish.dati.evidenze import file_pubblicati
from macros.publish.dati.risultati import Json, in_json
from macros.publish.documenti import fascicoli, proposta
from macros.publish.iter.anac import dati_anac, mappa_collegamenti
from macros.publish.pacchetto.catalogo import catalogo
from macros.publish.pacchetto.insieme import file_aperti
from macros.publish.pezzi.calendario import calendario
from macros.reading.git.provvisorie import provvisoria
from macros.vista.vista import Vista
from scripts.forgia.somme import scrivi_somme, somma
from scripts.sito.programma import Programma
from scripts.sito.tenute import Tenute

LIBRO = ".xlsx"


class CostruzioneError(Exception):
    """The build cannot go on; the message, in Italian, says why."""


def costruisci_in(
    vista: Vista, cartella: Path, programma: Programma, *, pdf: bool, da_capo: bool, avanza: Avanza
) -> None:
    """Build everything of a view into an empty folder.

    Args:
        vista: what is built.
        cartella: the folder.
        programma: what builds it.
        pdf: False leaves the PDFs out.
        da_capo: True prints again the PDFs that have not changed since a build before, as a public build always does.
        avanza: called with a line on each step.

    Raises: CostruzioneError when a page, a file or a PDF cannot be made.
    """
    stampati: list[Path] = []
    ricordati = Memoria(programma.radice / MEMORIA, da_capo)
    ricordati.sgombra()
    avanza("Pagine del sito…")
    with _ambiente(vista):
        with senza_raccolta():
            tenute = _pagine(vista, cartella, programma)
            avanza("Dati aperti…")
            for anno in vista.anni:
                stampati += _scrivi_dati(vista, anno, cartella / DATI / str(anno), tenute)
                stampati += [cartella / file_evidenza(anno, nome) for nome in file_pubblicati(vista.anno(anno))]
            stampati += [_scrivi_calendario(vista, cartella, tenute)]
            stampati += _per_le_macchine(vista, cartella)
            if tenute is not None:
                tenute.salva()
        if pdf:
            # What is published is never taken from a folder that anybody can write in.
            stampati += _pdf(vista, cartella, None if vista.pubblico else ricordati, avanza)
    file = {f.relative_to(cartella).as_posix(): somma(f) for f in stampati}
    _scrivi_versione(vista, cartella, programma.commit, file)


def stampa_proposta(vista: Vista, anno: int, documento: Documento, uscita: Path, avanza: Avanza) -> None:
    """Write the PDF of a document as it goes to who decides on it; the pages are made for it, and removed.

    Raises: CostruzioneError when a page or the PDF cannot be made.
    """
    with provvisoria() as sito:
        avanza("Pagine del documento…")
        with _ambiente(vista), senza_raccolta():
            _pagine(vista, sito, Programma.di(vista.radice))
        avanza("Stampa…")
        try:
            stampa(proposta(vista, anno, documento), sito, uscita)
        except ImportError as errore:
            msg = f"mancano i componenti per i PDF ({errore}): con --senza-pdf si ha la sola impronta"
            raise CostruzioneError(msg) from errore
        except (StampaError, OSError) as errore:
            msg = f"il PDF non si stampa: {errore}"
            raise CostruzioneError(msg) from errore


@contextmanager
def _ambiente(vista: Vista) -> Iterator[None]:
    """Set what the hooks and the libraries read from the environment, for the build alone."""
    valori = {
        "CICLO_PUBBLICO": "true" if vista.pubblico else "false",
        "CICLO_INDIRIZZO": vista.ente.indirizzo_aperto or "",
    }
    prima = {nome: os.environ.get(nome) for nome in (*valori, "SOURCE_DATE_EPOCH")}
    os.environ.update(valori)
    os.environ.pop("SOURCE_DATE_EPOCH", None)  # the hooks set it from the acts
    try:
        yield
    finally:
        for nome, valore in prima.items():
            if valore is None:
                os.environ.pop(nome, None)
            else:
                os.environ[nome] = valore


class _Ascolto(logging.Handler):
    """Keeps what MkDocs says, from warnings up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.detti: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.detti.append(record.getMessage())


def _pagine(vista: Vista, cartella: Path, programma: Programma) -> Tenute | None:
    """Build the pages; return what is kept for the next draft."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from scripts.sito.messaggi import in_italiano

    impostazioni, testi = programma.radice / "mkdocs.yml", vista.radice / "content"
    if not testi.is_dir():
        msg = "manca la cartella content: senza, si possono solo verificare e calcolare i dati"
        raise CostruzioneError(msg)
    registro, ascolto = logging.getLogger("mkdocs"), _Ascolto()
    registro.addHandler(ascolto)
    propaga, registro.propagate = registro.propagate, False
    try:
        config = load_config(str(impostazioni), docs_dir=str(testi), site_dir=str(cartella), strict=True)
        config.vista, config.chi = vista, programma.chi  # type: ignore[attr-defined]  # no settings: the plugin prints those
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as errore:
        detti = in_italiano(ascolto.detti or [str(errore)], testi)
        msg = "le pagine non si costruiscono:\n" + "\n".join(detti)
        raise CostruzioneError(msg) from errore
    finally:
        registro.removeHandler(ascolto)
        registro.propagate = propaga
    if ascolto.detti:
        detti = in_italiano(ascolto.detti, testi)
        msg = "le pagine hanno avvisi, che qui sono errori:\n" + "\n".join(detti)
        raise CostruzioneError(msg)
    tenute: Tenute | None = vars(config)["costruzione"].tenute
    return tenute


def _scrivi_dati(vista: Vista, anno: int, cartella: Path, tenute: Tenute | None) -> list[Path]:
    """Write the open data of a year, with their checksums beside; return the files."""
    cartella.mkdir(parents=True, exist_ok=True)

    def fatti() -> dict[str, str]:
        return {nome: _in_testo(nome, contenuto) for nome, contenuto in file_aperti(vista, anno).items()}

    contenuti = fatti() if tenute is None else tenute.una_volta(vista, f"dati {anno}", "", fatti)
    for nome, contenuto in contenuti.items():
        (cartella / nome).write_bytes(_in_byte(nome, contenuto))
    scrivi_somme(cartella)
    return [cartella / nome for nome in contenuti]


def _in_testo(nome: str, contenuto: bytes) -> str:
    """Return what a file holds as JSON keeps it: a workbook is not text."""
    return b64encode(contenuto).decode() if nome.endswith(LIBRO) else contenuto.decode()


def _in_byte(nome: str, contenuto: str) -> bytes:
    return b64decode(contenuto) if nome.endswith(LIBRO) else contenuto.encode()


def _scrivi_calendario(vista: Vista, cartella: Path, tenute: Tenute | None) -> Path:
    """Write the deadlines to subscribe to; return the file."""
    file = cartella / CALENDARIO
    file.parent.mkdir(exist_ok=True)  # of no year there is no folder

    def fatto() -> str:
        return calendario(vista).decode()

    file.write_bytes((fatto() if tenute is None else tenute.una_volta(vista, "calendario", "", fatto)).encode())
    return file


def _per_le_macchine(vista: Vista, cartella: Path) -> list[Path]:
    """Write the catalogue, the files for ANAC and the map of the links; return all but the last."""
    pagine = (f.relative_to(cartella).as_posix() for f in cartella.rglob("*.html"))
    if (mappa := mappa_collegamenti(vista, pagine)) is not None:
        (cartella / MAPPA_COLLEGAMENTI).write_bytes(mappa)
    scritti = []
    if (elenco := catalogo(vista)) is not None:
        scritti.append(cartella / CATALOGO)
        scritti[-1].write_bytes(elenco)
    for file in dati_anac(vista):
        scritti.append(cartella / file.indirizzo)
        scritti[-1].parent.mkdir(parents=True, exist_ok=True)
        scritti[-1].write_bytes(file.contenuto)
    return scritti


def _pdf(vista: Vista, cartella: Path, memoria: Memoria | None, avanza: Avanza) -> list[Path]:
    """Print the documents, with the checksums of each year's beside them; return the PDFs."""
    try:
        scelti = [fascicolo for anno in vista.anni for fascicolo in fascicoli(vista, anno)]
        stampa_tutti(scelti, cartella, cartella / DOCUMENTI, avanza, memoria)
        stampati = [cartella / DOCUMENTI / str(f.anno) / f.nome_file for f in scelti]
        for documenti in sorted({f.parent for f in stampati}):
            scrivi_somme(documenti, vista.registro.testa)
    except BrokenExecutor as errore:
        msg = "un PDF non si stampa: il processo che lo faceva è stato interrotto, forse per mancanza di memoria"
        raise CostruzioneError(msg) from errore
    except (StampaError, OSError) as errore:
        msg = f"un PDF non si stampa: {errore}"
        raise CostruzioneError(msg) from errore
    return stampati


def _scrivi_versione(vista: Vista, cartella: Path, commit: str | None, file: Mapping[str, str]) -> None:
    """Write the only file that names the commit of the build, and what it printed. Fonte: DESIGN 6, TRUST 1.

    `file`: path in the site → SHA-256 of each PDF and of each file of open data; a release takes these and no other.
    """
    registro = vista.registro
    versione: dict[str, Json] = {
        "commit": commit,
        "pubblico": vista.pubblico,
        "dimostrativo": vista.ente.dimostrativo,
        "aggiornamento": data_breve(vista.data_sito),
        "registro": {"righe": len(registro.righe), "testa": registro.testa or None},
        "impronte": {f"{d}-{n}": impronta for (n, d), impronta in vista.impronte.items() if vista.visibile(n, d)},
        "file": dict(sorted(file.items())),
    }
    (cartella / VERSIONE).write_text(in_json(versione) + "\n", encoding="utf-8")
