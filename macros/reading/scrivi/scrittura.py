"""The only module that writes data files and new chapters: all of a command's files or none, one command at a time.

What is to be written goes first, whole, into one file (`data/.scrittura`), which then is put in its place in one
step: killed before that, a command leaves nothing; killed after it, the next command writes what is still to be
written. The files that make it ready have names of their own, beside it, and the next command removes them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from macros.reading.testo.deposito import BYTE_MASSIMI, RifiutatoError, esiste, leggi

ATTESA = ".scrittura"
"""Below `data/`: what a command is writing. While it is there, nothing else is trusted."""
CARTELLE = ("data", "content", ".vscode")
"""What a command may write in."""
PRONTO = ".scrittura-pronto"
"""A file on its way to its place."""


class ScritturaError(Exception):
    """What a command was writing cannot be gone on with; the message is Italian, for the office."""


@contextmanager
def uno_alla_volta(radice: Path) -> Iterator[tuple[str, ...]]:
    """Make the commands that write data wait for each other, and end first what a killed one had begun.

    Gives the files that were still to be written, from the project folder. The system frees a folder whose command
    was killed. On Windows they do not wait.

    Raises: ScritturaError.
    """
    if sys.platform == "win32":
        yield _riprendi(radice)
        return
    import fcntl

    aperta = os.open(radice / "data", os.O_RDONLY)
    try:
        fcntl.flock(aperta, fcntl.LOCK_EX)
        yield _riprendi(radice)
    finally:
        os.close(aperta)


def interrotta(radice: Path) -> bool:
    """True when a command was killed while it wrote."""
    return esiste(radice / "data" / ATTESA)


def scrivi(radice: Path, contenuti: Mapping[Path, bytes]) -> None:
    """Write some files of a project, all or none.

    Raises: OSError, with every file as it was before; ScritturaError: one would not be of the project.
    """
    attesa = radice / "data" / ATTESA
    voci = [
        {
            "file": file.relative_to(radice).as_posix(),
            "prima": _sha256(_ora(radice, file)),
            "dopo": base64.b64encode(grezzo).decode("ascii"),
        }
        for file, grezzo in contenuti.items()
    ]
    vecchi = {file: _ora(radice, file) for file in contenuti}
    nuove = {c for file in contenuti for c in file.parents if c.is_relative_to(radice) and not c.exists()}
    al_suo_posto(attesa, json.dumps(voci).encode("ascii"), attesa.with_name(PRONTO))
    try:
        for file, grezzo in contenuti.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            al_suo_posto(file, grezzo, attesa.with_name(PRONTO))
    except OSError:
        for file, vecchio in vecchi.items():
            if vecchio is None:
                file.unlink(missing_ok=True)
            elif _ora(radice, file) != vecchio:
                file.write_bytes(vecchio)
        for cartella in sorted(nuove, reverse=True):
            if cartella.is_dir():
                cartella.rmdir()
        attesa.unlink()
        raise
    attesa.unlink()


def _riprendi(radice: Path) -> tuple[str, ...]:
    """Write what a killed command had still to write; a file edited meanwhile stops everything.

    Raises: ScritturaError.
    """
    attesa = radice / "data" / ATTESA
    attesa.with_name(PRONTO).unlink(missing_ok=True)
    grezzo = _ora(radice, attesa, None)  # it holds all the files of a command, however large they are together
    if grezzo is None:
        return ()
    try:
        voci = [(radice / v["file"], str(v["prima"]), base64.b64decode(v["dopo"])) for v in json.loads(grezzo)]
        nostre = [(radice / cartella).resolve() for cartella in CARTELLE]
        fuori = [file for file, _, _ in voci if not any(file.resolve().is_relative_to(c) for c in nostre)]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as errore:
        msg = f"data/{ATTESA} non si legge: se nessun comando sta scrivendo, toglierlo e ripetere il comando"
        raise ScritturaError(msg) from errore
    cambiati = [
        file.relative_to(radice).as_posix() if file not in fuori else str(file)
        for file, prima, dopo in voci
        if file in fuori or _sha256(_ora(radice, file)) not in {prima, _sha256(dopo)}
    ]
    if cambiati:
        msg = (
            f"un comando era stato interrotto mentre scriveva, e poi è cambiato {', '.join(cambiati)}. Per finirlo: "
            "rimettere i file com'erano quando era partito, e ripeterlo (git restore li rimette com'erano registrati: "
            "basta se non erano già cambiati). Per rinunciare: guardare con git status e git diff che cosa è già "
            f"scritto, disfare ciò che non serve e togliere data/{ATTESA}"
        )
        raise ScritturaError(msg)
    for file, _, dopo in voci:
        file.parent.mkdir(parents=True, exist_ok=True)
        al_suo_posto(file, dopo, attesa.with_name(PRONTO))
    attesa.unlink()
    return tuple(file.relative_to(radice).as_posix() for file, _, _ in voci)


def al_suo_posto(file: Path, grezzo: bytes, pronto: Path) -> None:
    """Put a file in its place in one step, with the permissions that it had; `pronto`: where it is made, beside it."""
    modo = file.stat().st_mode & 0o777 if file.exists() else 0o644
    try:
        with pronto.open("wb") as aperto:
            aperto.write(grezzo)
            aperto.flush()
            os.fsync(aperto.fileno())
        pronto.chmod(modo)
        pronto.replace(file)
    finally:
        pronto.unlink(missing_ok=True)


def _ora(radice: Path, file: Path, massimo: int | None = BYTE_MASSIMI) -> bytes | None:
    """Return what a file holds; None: there is none. Raises: ScritturaError: it is not a file of the project."""
    try:
        return leggi(radice, file, massimo)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except IsADirectoryError:
        msg = f"{file.relative_to(radice).as_posix()} è una cartella: toglierla, e ripetere il comando"
        raise ScritturaError(msg) from None
    except RifiutatoError as rifiutato:
        problema = rifiutato.problema
        msg = f"{problema.source.path} è {problema.found}: {problema.fix}, e ripetere il comando"
        raise ScritturaError(msg) from None


def _sha256(grezzo: bytes | None) -> str:
    return hashlib.sha256(grezzo).hexdigest() if grezzo is not None else ""
