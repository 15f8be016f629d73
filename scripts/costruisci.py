"""`ciclo costruisci`: site, PDFs and open data of one state, or nothing at all.

A failed or killed build leaves the site of before: `sito/uscita` sees to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.luoghi import VERSIONE
from macros.model.problems import DataError
from macros.reading.git import comando as git
from macros.reading.git.provvisorie import togli_abbandonate
from scripts.aiuto import Comando
from scripts.comandi import con_radice, del_sistema, racconta_errori

if TYPE_CHECKING:
    from macros.reading.git.iter_git import Storia
    from scripts.sito.programma import Programma

SORGENTI = frozenset({"data", "content", "macros", "scripts", "theme", "tests", ".git"})
"""Folders of a project that no output may stand in."""
MEMORIE = ".cache"
"""Folder of a project with what builds and tools remember: git must not bring it from elsewhere."""
CODICE = Path(__file__).resolve().parents[1]
"""Where the code that runs is."""
SEGNO = VERSIONE
"""Every output has it: a folder without it is not ours, and is never replaced."""


@click.command(cls=Comando, short_help="Costruisce sito, PDF e dati aperti.")
@click.option(
    "--uscita", type=click.Path(path_type=Path), metavar="CARTELLA", help="Dove scrivere (site se non si dice altro)."
)
@click.option("--pubblico", is_flag=True, help="Solo ciò che gli atti coprono: è la versione da pubblicare.")
@click.option("--senza-pdf", is_flag=True, help="Sito e dati aperti soltanto, per una prova veloce.")
@click.option(
    "--versione",
    metavar="REV",
    help="Con dati e capitoli di una revisione di git (ramo, etichetta o commit), nella cartella site-COMMIT.",
)
@click.option("--da-capo", is_flag=True, help="Rifà anche ciò che non è cambiato; --pubblico lo fa sempre.")
@con_radice
def costruisci(
    *, uscita: Path | None, pubblico: bool, senza_pdf: bool, versione: str | None, da_capo: bool, radice: Path
) -> int:
    """Costruisce sito, PDF e dati aperti; se qualcosa non va, il sito di prima resta com'è.

    Con --versione dati e capitoli vengono da una revisione di git; il programma e il suo aspetto sono quelli di oggi.
    """
    from macros.reading.git.iter_git import leggi_storia
    from macros.reading.git.revisioni import RevisioneError, commit_di, revisione
    from scripts.sito.programma import Programma

    scelte = Scelte(pubblico=pubblico, pdf=not senza_pdf, da_capo=da_capo)
    if versione is None:
        return costruisci_stato(radice, (uscita or radice / "site").resolve(), Programma.di(radice), scelte)
    try:
        commit = commit_di(radice, versione)
        arrivo = (uscita or radice / f"site-{commit[:7]}").resolve()
        with revisione(radice, versione, "content") as cartella:
            storia = partial(leggi_storia, radice, commit)  # the folder has none of its own
            return costruisci_stato(cartella, arrivo, Programma.di(radice, commit), scelte, storia)
    except RevisioneError as errore:
        click.echo(f"ciclo: {errore}.", err=True)
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scelte:
    """How a build is asked."""

    pubblico: bool
    pdf: bool
    da_capo: bool


def costruisci_stato(
    radice: Path, arrivo: Path, programma: Programma, scelte: Scelte, storia: Callable[[], Storia] | None = None
) -> int:
    """Build the state in a folder with a program, in place of what stands at the output; return the exit code."""
    from macros.publish.carta.raccolta import senza_raccolta
    from macros.reading.testo.lettura import Aperti
    from scripts.sito.immutato import chi_costruisce, chiave, gia_fatto, ricorda_fatto
    from scripts.sito.uscita import Uscita

    try:
        rifiuto = non_nostra(arrivo, programma.radice)
        uscita = None if rifiuto else Uscita(arrivo)
    except OSError as errore:
        rifiuto, uscita = f"la cartella d'uscita non va: {del_sistema(errore)}", None
    if uscita is None:
        click.echo(f"ciclo: {rifiuto}", err=True)
        return 2
    if uscita.ritrovata:
        click.echo(f"{arrivo.name} mancava per una costruzione interrotta: è tornata com'era prima.", err=True)
    togli_abbandonate()
    if memoria := memoria_in_git(programma.radice):
        click.echo(f"ciclo: {memoria}\nNiente è stato costruito; {uscita.come_sta()}.", err=True)
        return 1
    chi = None if scelte.pubblico else chi_costruisce(programma.radice, CODICE)
    aperti = Aperti()
    letto = chiave(radice, chi, programma.commit, str(scelte.pdf), aperti) if chi else None
    if not scelte.da_capo and gia_fatto(programma.radice, arrivo, letto):
        click.echo("Niente è cambiato dall'ultima costruzione: è tutto già fatto.", err=True)
        click.echo(str(arrivo / "index.html"))
        return 0
    from macros.vista.vista import carica_vista
    from scripts.sito.costruzione import CostruzioneError, costruisci_in
    from scripts.sito.tenute import carica_bozza

    tiene = None if scelte.da_capo or radice != programma.radice else chi  # a state of the past is not kept
    try:
        with senza_raccolta(resta=True):
            if tiene is None:
                vista = carica_vista(radice, pubblico=scelte.pubblico, storia=storia)
            else:
                vista = carica_bozza(radice, tiene, aperti)
    except DataError as errore:
        racconta_errori(errore.problems)
        click.echo(f"Niente è stato costruito; {uscita.come_sta()}.", err=True)
        return 1
    try:
        with uscita.nuova() as nuova:
            costruisci_in(
                vista,
                nuova,
                replace(programma, chi=tiene),
                pdf=scelte.pdf,
                da_capo=scelte.da_capo,
                avanza=lambda passo: click.echo(passo, err=True),
            )
    except (CostruzioneError, OSError) as errore:
        click.echo(f"ciclo: {del_sistema(errore) if isinstance(errore, OSError) else errore}", err=True)
        click.echo(f"La costruzione si è fermata; {uscita.come_sta()}.", err=True)
        return 1
    ricorda_fatto(programma.radice, arrivo, letto)
    click.echo(str(arrivo / "index.html"))
    return 0


def non_nostra(arrivo: Path, radice: Path, segno: str = SEGNO, che: str = "un sito di ciclo") -> str:
    """Return why a folder must not be replaced; «» when it may. `segno`: what one of ours has in it."""
    if arrivo in {radice, *radice.parents} or arrivo.is_file():
        return f"«{arrivo}» non può essere la cartella d'uscita: contiene il progetto, o è un file"
    if arrivo.is_relative_to(radice) and arrivo.relative_to(radice).parts[0] in SORGENTI:
        return f"«{arrivo}» sta fra i dati, i testi o il programma: scegliere una cartella fuori di lì"
    if arrivo.is_dir() and any(arrivo.iterdir()) and not (arrivo / segno).is_file():
        return f"«{arrivo}» contiene altro e non {che}: scegliere una cartella vuota o nuova"
    return ""


def memoria_in_git(radice: Path) -> str:
    """Return why a build does not start when git brings what it should remember by itself; «» when it does not."""
    tracciati = git.testo(radice, "ls-files", "--", MEMORIE)
    if not tracciati:
        return ""
    return (
        f"«{tracciati.splitlines()[0]}» è nel deposito di git: un PDF fatto da altri passerebbe per nostro.\n"
        f"Rimedio: git rm -r --cached {MEMORIE}, poi registrare la modifica con git commit."
    )
