"""One whole output in an empty folder: pages by MkDocs, open data, PDFs, the version's file."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

from macros.model.formato import data_breve
from macros.model.luoghi import CALENDARIO, DATI, DOCUMENTI, MAPPA_COLLEGAMENTI, VERSIONE, file_documenti, file_evidenza
from macros.model.problems import Documento
from macros.publish.carta.documento import componi
from macros.publish.carta.fascicolo import Fascicolo, StampaError
from macros.publish.carta.memoria import CARTELLA as MEMORIA
from macros.publish.carta.memoria import Memoria, Stampato
from macros.publish.carta.raccolta import senza_raccolta
from macros.publish.carta.stampa import Avanza, impagina, scrivi
from macros.publish.carta.stamperia import stampa_tutti
from macros.publish.confronto.file import file_confronto
from macros.publish.dati.aperti import dati_aperti
from macros.publish.dati.evidenze import file_pubblicati
from macros.publish.dati.risultati import Json, in_json
from macros.publish.documenti import approvato, fascicoli, proposta
from macros.publish.iter.anac import dati_anac, mappa_collegamenti
from macros.publish.pezzi.calendario import calendario
from macros.reading.git.provvisorie import provvisoria
from macros.vista.copie import CopiaArchivio, copia_archivio
from macros.vista.firmati import byte_tenuti
from macros.vista.vista import Vista
from scripts.forgia.somme import scrivi_somme, somma
from scripts.sito.programma import Programma
from scripts.sito.tenute import Tenute


class CostruzioneError(Exception):
    """The build cannot go on; the message, in Italian, says why."""


def costruisci_in(
    vista: Vista,
    cartella: Path,
    programma: Programma,
    *,
    pdf: bool | Collection[str],
    da_capo: bool,
    avanza: Avanza,
) -> None:
    """Build everything of a view into an empty folder.

    Args:
        vista: what is built.
        cartella: the folder.
        programma: what builds it.
        pdf: False leaves the PDFs out; the names of some print those alone.
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
            scelti = None if pdf is True else pdf
            stampati += _pdf(vista, cartella, scelti, None if vista.pubblico else ricordati, avanza)
    file = {f.relative_to(cartella).as_posix(): somma(f) for f in stampati}
    _scrivi_versione(vista, cartella, programma.commit, file)


def stampa_proposta(vista: Vista, anno: int, documento: Documento, uscita: Path, avanza: Avanza) -> None:
    """Write the PDF of a document as it goes to who decides on it; the pages are made for it, and removed.

    Raises: CostruzioneError when a page or the PDF cannot be made.
    """
    scrivi(uscita, _stampato(vista, proposta(vista, anno, documento), Programma.di(vista.radice), avanza))


def stampa_approvato(vista: Vista, anno: int, documento: Documento, programma: Programma, avanza: Avanza) -> bytes:
    """Return the PDF of a document with its acts, as a build of that view publishes it.

    Raises: CostruzioneError when a page or the PDF cannot be made.
    """
    return _stampato(vista, approvato(vista, anno, documento), programma, avanza).pdf


def _stampato(vista: Vista, fascicolo: Fascicolo, programma: Programma, avanza: Avanza) -> Stampato:
    """Print one document; the pages are made for it, and removed. Raises: CostruzioneError."""
    with provvisoria() as sito:
        avanza("Pagine del documento…")
        with _ambiente(vista), senza_raccolta():
            _pagine(vista, sito, programma)
        avanza("Stampa…")
        try:
            return impagina(fascicolo, componi(fascicolo, sito), sito, lambda _: None)
        except ImportError as errore:
            msg = f"mancano i componenti per i PDF ({errore}): senza, si lavora con --senza-pdf"
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
    """Write the open data of a year; return the files."""
    cartella.mkdir(parents=True, exist_ok=True)

    def fatti() -> dict[str, str]:
        return {n: c.decode() for n, c in (dati_aperti(vista, anno) | file_confronto(vista, anno)).items()}

    contenuti = fatti() if tenute is None else tenute.una_volta(vista, f"dati {anno}", "", fatti)
    for nome, contenuto in contenuti.items():
        (cartella / nome).write_bytes(contenuto.encode())
    return [cartella / nome for nome in contenuti]


def _scrivi_calendario(vista: Vista, cartella: Path, tenute: Tenute | None) -> Path:
    """Write the deadlines to subscribe to; return the file."""
    file = cartella / CALENDARIO
    file.parent.mkdir(exist_ok=True)  # of no year there is no folder

    def fatto() -> str:
        return calendario(vista).decode()

    file.write_bytes((fatto() if tenute is None else tenute.una_volta(vista, "calendario", "", fatto)).encode())
    return file


def _per_le_macchine(vista: Vista, cartella: Path) -> list[Path]:
    """Write the files for ANAC, and the map of the links; return the first."""
    pagine = (f.relative_to(cartella).as_posix() for f in cartella.rglob("*.html"))
    if (mappa := mappa_collegamenti(vista, pagine)) is not None:
        (cartella / MAPPA_COLLEGAMENTI).write_bytes(mappa)
    scritti = []
    for file in dati_anac(vista):
        scritti.append(cartella / file.indirizzo)
        scritti[-1].parent.mkdir(parents=True, exist_ok=True)
        scritti[-1].write_bytes(file.contenuto)
    return scritti


def _pdf(
    vista: Vista, cartella: Path, nomi: Collection[str] | None, memoria: Memoria | None, avanza: Avanza
) -> list[Path]:
    """Print the documents, with the checksums of each year's beside them; return the PDFs.

    `nomi`: of those to print; None: all. Of one that was approved the archive copy is taken as it is; of one corrected
    since, both stand there.
    """
    try:
        tutti = [f for anno in vista.anni for f in fascicoli(vista, anno)]
        scelti = [f for f in tutti if nomi is None or f.nome_file in nomi]
        copie = [c for f in scelti if (c := _copia(vista, f)) is not None]
        tenuti = {c.nome for c in copie}
        da_stampare = [f for f in scelti if f.nome_file not in tenuti]
        stampa_tutti(da_stampare, cartella, cartella / DOCUMENTI, avanza, memoria)
        stampati = [cartella / file_documenti(f.anno, f.nome_file) for f in da_stampare]
        stampati += [file for c in copie for file in _scrivi_tenuti(vista, c, cartella, avanza)]
        for documenti in sorted({f.parent for f in stampati}):
            scrivi_somme(documenti, vista.registro.testa)
    except BrokenExecutor as errore:
        msg = "un PDF non si stampa: il processo che lo faceva è stato interrotto, forse per mancanza di memoria"
        raise CostruzioneError(msg) from errore
    except (StampaError, OSError) as errore:
        msg = f"un PDF non si stampa: {errore}"
        raise CostruzioneError(msg) from errore
    return stampati


def _copia(vista: Vista, fascicolo: Fascicolo) -> CopiaArchivio | None:
    """Return the archive copy of what is to be printed; None: none was kept."""
    documento = next((d for d in Documento if d == fascicolo.documento), None)
    return copia_archivio(vista, fascicolo.anno, documento) if documento else None


def _scrivi_tenuti(vista: Vista, copia: CopiaArchivio, cartella: Path, avanza: Avanza) -> Iterator[Path]:
    """Write an archive copy and what came back signed, as they are; give the files. Raises: CostruzioneError."""
    for nome, grezzo in byte_tenuti(vista, copia).items():
        if grezzo is None:
            msg = f"{nome}: non è più ciò che fu registrato, o è un file firmato che non contiene la copia d'archivio"
            raise CostruzioneError(msg)
        file = cartella / file_documenti(copia.anno, nome)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(grezzo)
        yield file
    avanza(f"{copia.nome}: la copia d'archivio, com'era quando fu approvato")


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
