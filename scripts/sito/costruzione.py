"""One whole output in an empty folder: pages by MkDocs, open data, PDFs, the version's file."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

from macros.model.formato import data_breve
from macros.model.luoghi import DATI, DOCUMENTI, VERSIONE, file_documenti, file_evidenza
from macros.model.problems import Documento
from macros.publish.carta.documento import componi
from macros.publish.carta.fascicolo import Fascicolo, StampaError
from macros.publish.carta.memoria import CARTELLA as MEMORIA
from macros.publish.carta.memoria import Memoria, Stampato
from macros.publish.carta.raccolta import senza_raccolta
from macros.publish.carta.stampa import Avanza, impagina, scrivi
from macros.publish.carta.stamperia import stampa_tutti
from macros.publish.dati.evidenze import file_pubblicati
from macros.publish.dati.risultati import Json, in_json
from macros.publish.documenti import approvato, fascicoli, proposta
from macros.reading.git.provvisorie import provvisoria
from macros.vista.copie import CopiaArchivio, copia_archivio
from macros.vista.firmati import byte_tenuti
from macros.vista.vista import Vista
from scripts.forgia.somme import scrivi_somme, somma
from scripts.sito.dati import per_le_macchine, scrivi_calendario, scrivi_dati, scrivi_vite
from scripts.sito.interi import scrivi_pesi
from scripts.sito.passata import TUTTE, Passata
from scripts.sito.programma import Programma
from scripts.sito.tenute import Tenute

NON_SI_COSTRUISCONO = "le pagine non si costruiscono"
HANNO_AVVISI = "le pagine hanno avvisi, che qui sono errori"


class CostruzioneError(Exception):
    """The build cannot go on; the message, in Italian, says why."""

    def __init__(self, che: str, *detti: str) -> None:
        """Say it.

        Args:
            che: what does not go.
            detti: why, one thing each.
        """
        super().__init__("\n".join((f"{che}:" if detti else che, *detti)))
        self.detti = detti or (che,)


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
    ricordati = Memoria(programma.radice / MEMORIA, da_capo)
    ricordati.sgombra()
    avanza("Pagine del sito…")
    stampati = costruisci_sito(vista, cartella, programma, avanza)
    if pdf:
        # What is published is never taken from a folder that anybody can write in.
        scelti = None if pdf is True else pdf
        with _ambiente(vista):
            stampati += _documenti(vista, cartella, scelti, None if vista.pubblico else ricordati, avanza)
            scrivi_pesi(cartella)
    file = {f.relative_to(cartella).as_posix(): somma(f) for f in stampati}
    _scrivi_versione(vista, cartella, programma.commit, file)


def costruisci_sito(
    vista: Vista, cartella: Path, programma: Programma, avanza: Avanza, passata: Passata = TUTTE
) -> list[Path]:
    """Build the pages and the open data; return the files of these, and the evidence.

    Raises: CostruzioneError when a page or a file cannot be made; SmessaError.
    """
    scritti: list[Path] = []
    with _ambiente(vista), senza_raccolta(resta=True):
        tenute = _pagine(vista, cartella, programma, passata)
        avanza("Dati aperti…")
        for anno in vista.anni:
            passata.prosegui()
            scritti += scrivi_dati(vista, anno, cartella / DATI / str(anno), tenute)
            scritti += [cartella / file_evidenza(anno, nome) for nome in file_pubblicati(vista.anno(anno))]
        scritti += [scrivi_calendario(vista, cartella, tenute)]
        scritti += scrivi_vite(vista, cartella, tenute)
        scritti += per_le_macchine(vista, cartella)
        if tenute is not None:
            tenute.salva()
    return scritti


def costruisci_pagina(vista: Vista, cartella: Path, programma: Programma, passata: Passata) -> None:
    """Build one page, before all the others. Raises: CostruzioneError when it cannot be made; SmessaError."""
    with _ambiente(vista), senza_raccolta(resta=True):
        _pagine(vista, cartella, programma, passata)


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
        with _ambiente(vista), senza_raccolta(resta=True):
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


def _pagine(vista: Vista, cartella: Path, programma: Programma, passata: Passata = TUTTE) -> Tenute | None:
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
        config.passata = passata  # type: ignore[attr-defined]  # as above
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as errore:
        detti = in_italiano(ascolto.detti or [str(errore)], testi)
        raise CostruzioneError(NON_SI_COSTRUISCONO, *detti) from errore
    finally:
        registro.removeHandler(ascolto)
        registro.propagate = propaga
    if ascolto.detti:
        raise CostruzioneError(HANNO_AVVISI, *in_italiano(ascolto.detti, testi))
    tenute: Tenute | None = vars(config)["costruzione"].tenute
    return tenute


def _documenti(
    vista: Vista, cartella: Path, nomi: Collection[str] | None, memoria: Memoria | None, avanza: Avanza
) -> list[Path]:
    """Make the documents, with the checksums of each year's beside them; return their files.

    `nomi`: of the PDFs to make; None: all. Of what was approved the archive copy is taken as it is; of a corrected
    document both stand there.
    """
    try:
        tutti = [f for anno in vista.anni for f in fascicoli(vista, anno)]
        scelti = [f for f in tutti if nomi is None or f.nome_file in nomi]
        copie = [c for f in scelti if (c := _copia(vista, f)) is not None]
        tenuti = {c.nome for c in copie}
        stampa_tutti(scelti, cartella, cartella / DOCUMENTI, avanza, memoria, tenuti)
        nomi_di = ((f.anno, n) for f in scelti for n in (f.nome_file, f.nome_html, f.nome_png) if n and n not in tenuti)
        stampati = [cartella / file_documenti(anno, nome) for anno, nome in nomi_di]
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
            msg = f"{nome}: non è più ciò che fu registrato"
            raise CostruzioneError(msg)
        file = cartella / file_documenti(copia.anno, nome)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(grezzo)
        yield file
    avanza(f"{copia.nome}: la copia d'archivio, com'era quando fu approvato")


def _scrivi_versione(vista: Vista, cartella: Path, commit: str | None, file: Mapping[str, str]) -> None:
    """Write the only file that names the commit of the build, and what it printed. Fonte: DESIGN 6, TRUST 1.

    `file`: path in the site → SHA-256 of each document and file of open data; a release takes these and no other.
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
