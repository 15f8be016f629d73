"""What git calls at each commit and at each push: put in a repository when asked, never over somebody's own."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import click

from macros.reading.git import comando as git
from scripts.domande import interroga
from scripts.riservati import ERRORE

SEGNO = "# ciclo controlla-riservati: lo mette «make hook», lo toglie «ciclo controlla-riservati --sgancia»"
"""Second line of what is ours."""
MOMENTI = {"pre-commit": "", "pre-push": ' --spinta "$1"'}
"""When git calls, and what is then looked at beside what is tracked."""
RIFIUTATI = "ciclo-agganci-rifiutati"
"""In git's own folder: somebody was asked, and said no."""


def _cartella(deposito: Path) -> Path | None:
    """Return where git looks for what it calls; None: somebody has told it another place."""
    if git.testo(deposito, "config", "--get", "core.hooksPath") is not None:  # an empty one too: git calls nothing
        return None
    return deposito / (git.testo(deposito, "rev-parse", "--git-path", "hooks") or ".git/hooks")


def _righe(deposito: Path, radice: Path, momento: str) -> str:
    programma = shlex.quote(str(Path(sys.executable).with_name("ciclo")))
    dove = shlex.quote(Path(os.path.relpath(radice.resolve(), deposito.resolve())).as_posix())
    return (
        f"#!/bin/sh\n{SEGNO}\n"
        f"if [ ! -x {programma} ]; then echo \"ciclo: manca l'ambiente, il controllo delle schede riservate non si fa. "
        'Rimedio: make site" >&2; exit 1; fi\n'
        f"exec {programma} controlla-riservati --radice {dove}{MOMENTI[momento]}\n"
    )


def _nostro(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and SEGNO in file.read_text(encoding="utf-8", errors="replace")


def agganciati(deposito: Path, radice: Path) -> int:
    """Make git call us; return the exit code."""
    cartella = _cartella(deposito)
    comando = "ciclo controlla-riservati"
    if cartella is None:
        click.echo(
            "ciclo: git prende gli agganci dalla cartella di core.hooksPath, che è di altri e resta com'è. "
            f"Rimedio: aggiungere «{comando}» al loro pre-commit e «{comando}{MOMENTI['pre-push']}» al pre-push.",
            err=True,
        )
        return ERRORE
    esito = 0
    for momento, altro in MOMENTI.items():
        file = cartella / momento
        if os.path.lexists(file) and not _nostro(file):
            click.echo(
                f"ciclo: il deposito ha già un suo {momento}, che resta com'è. "
                f"Rimedio: aggiungervi la riga «{comando}{altro} || exit 1».",
                err=True,
            )
            esito = ERRORE
            continue
        cartella.mkdir(exist_ok=True)
        file.write_text(_righe(deposito, radice, momento), encoding="utf-8")
        file.chmod(0o755)
        click.echo(f"{momento}: git ora controlla che non passino schede di persone.", err=True)
    return esito


def sganciati(deposito: Path, _radice: Path) -> int:
    """Take away what is ours; return the exit code."""
    cartella = _cartella(deposito)
    for momento in MOMENTI:
        if cartella is not None and _nostro(cartella / momento):
            (cartella / momento).unlink()
            click.echo(f"{momento}: tolto.", err=True)
    return 0


def proposti(deposito: Path, radice: Path) -> int:
    """Ask, once for a repository, whether git shall call us; nobody to answer: one sentence says how it is done."""
    cartella = _cartella(deposito)
    rifiutati = deposito / (git.testo(deposito, "rev-parse", "--git-path", RIFIUTATI) or f".git/{RIFIUTATI}")
    if os.environ.get("CI") or rifiutati.exists():
        return 0
    if cartella is not None and all(_nostro(cartella / momento) for momento in MOMENTI):
        return 0
    if not interroga():
        click.echo("Per non registrare mai per sbaglio la scheda di una persona: make hook", err=True)
        return 0
    domanda = "Controllare, a ogni commit e a ogni push, che non vi siano schede di persone?"
    if click.confirm(domanda, default=True, err=True):
        agganciati(deposito, radice)
    else:
        rifiutati.write_text("Chiesto una volta; per averli: make hook\n", encoding="utf-8")
    return 0
