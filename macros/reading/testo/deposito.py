"""The only module that opens a file of a project: regular ones, inside it, not too large. Nothing else is opened.

A link, of a file or of a folder, may lead anywhere; a pipe or a device never ends. What is refused is a
problem with its place. The project folder itself may be reached through a link.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from macros.model.problems import Problem, Source

MEBIBYTE = 2**20
BYTE_MASSIMI = 16 * MEBIBYTE
"""No file of data, no chapter and no attachment is larger."""
SENZA_SEGUIRE = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)  # these are not of every system
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe put there after the look does not wait for a writer
)
GENERI = (
    (stat.S_ISLNK, "un collegamento"),
    (stat.S_ISFIFO, "una pipe"),
    (stat.S_ISSOCK, "un socket"),
    (stat.S_ISCHR, "un dispositivo"),
    (stat.S_ISBLK, "un dispositivo"),
)
NOMI_RICORDATI = 4096
"""More than the files of a few years: each is asked for many times."""
INSCRIVIBILI = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Characters that would break the line of a message."""


class RifiutatoError(Exception):
    """A thing that is not opened; `problema` says which and why."""

    def __init__(self, problema: Problem) -> None:
        self.problema = problema
        super().__init__(str(problema))


@dataclass(frozen=True, slots=True)
class Trovati:
    """What stands below a folder of a project: hidden things too."""

    file: tuple[Path, ...]
    """The regular files that may be opened, by path."""
    cartelle: tuple[Path, ...]
    problemi: tuple[Problem, ...]
    """What may not be opened, and the folders that the system does not let read."""


def nome_nel_progetto(radice: Path, file: Path) -> str:
    """Return a path from the project folder, with slashes, on one line; bytes that are not UTF-8 are replaced."""
    return _nome(str(radice), str(file))


@lru_cache(maxsize=NOMI_RICORDATI)
def _nome(radice: str, file: str) -> str:
    nome = PurePath(file).relative_to(radice).as_posix()
    leggibile = nome.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return INSCRIVIBILI.sub("\N{REPLACEMENT CHARACTER}", leggibile)


def esiste(file: Path) -> bool:
    """True when something has that name, a link that leads nowhere too: opening it says what is wrong."""
    return os.path.lexists(file)


def cartella_vera(cartella: Path) -> bool:
    """True for a folder that is not a link to one."""
    try:
        return stat.S_ISDIR(cartella.lstat().st_mode)
    except OSError:
        return False


def dentro(cartella: Path) -> tuple[Path, ...]:
    """Return what stands in a folder, by name; nothing in a link, nor where the system does not let read."""
    try:
        return tuple(sorted(cartella.iterdir())) if cartella_vera(cartella) else ()
    except OSError:
        return ()


def leggi(radice: Path, file: Path, massimo: int | None = BYTE_MASSIMI) -> bytes:
    """Return what a file of the project holds.

    Args:
        radice: the project folder, or one of its folders that was already looked at.
        file: a file below it.
        massimo: bytes beyond which it is not read; None: there is no such number.

    Raises:
        RifiutatoError: it is not a regular file of the project, or is too large: it was not opened.
        OSError: there is no such file, it is a folder, or the system does not let it be read.
    """
    visto = _guarda(radice, file, massimo)
    if stat.S_ISDIR(visto.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    with os.fdopen(os.open(file, SENZA_SEGUIRE), "rb") as aperto:
        trovato = os.fstat(aperto.fileno())
        if not (stat.S_ISREG(trovato.st_mode) and os.path.samestat(visto, trovato)):  # numbers of files are used again
            raise RifiutatoError(_speciale(radice, file, "un file che cambia mentre si legge"))
        grezzo = aperto.read(-1 if massimo is None else massimo + 1)
    if massimo is not None and len(grezzo) > massimo:
        raise RifiutatoError(_grande(radice, file, len(grezzo)))
    return grezzo


def censisci(radice: Path, nome: str) -> Trovati:
    """Look at everything below a folder of the project, and open nothing. No such folder: nothing is found."""
    file: list[Path] = []
    cartelle: list[Path] = []
    problemi: list[Problem] = []
    da_guardare = [radice / nome] if esiste(radice / nome) else []
    while da_guardare:
        voce = da_guardare.pop()
        try:
            visto = voce.lstat()
            _giudica(radice, voce, visto, BYTE_MASSIMI)  # the folders above it have been looked at
            if stat.S_ISDIR(visto.st_mode):
                da_guardare += voce.iterdir()
                cartelle.append(voce)
            else:
                file.append(voce)
        except RifiutatoError as rifiutato:
            problemi.append(rifiutato.problema)
        except OSError:
            problemi.append(_chiusa(radice, voce))
    return Trovati(tuple(sorted(file)), tuple(sorted(cartelle)), tuple(sorted(problemi)))


def _guarda(radice: Path, file: Path, massimo: int | None) -> os.stat_result:
    """Return what the system says of a thing that may be opened: a regular file, or a folder.

    Raises: RifiutatoError, OSError.
    """
    if not file.is_relative_to(radice) or ".." in file.relative_to(radice).parts:
        raise RifiutatoError(_speciale(radice, radice / file.name, "un file fuori del progetto"))
    for cartella in reversed(file.parents[: len(file.relative_to(radice).parts) - 1]):
        _giudica(radice, cartella, cartella.lstat(), massimo)  # before the file: in a link there may be none yet
    visto = file.lstat()
    _giudica(radice, file, visto, massimo)
    return visto


def _giudica(radice: Path, voce: Path, visto: os.stat_result, massimo: int | None) -> None:
    """Refuse what is neither a folder nor a regular file that is not too large. Raises: RifiutatoError."""
    for e_cosi, che_cosa in GENERI:
        if e_cosi(visto.st_mode):
            raise RifiutatoError(_speciale(radice, voce, che_cosa))
    if massimo is not None and stat.S_ISREG(visto.st_mode) and visto.st_size > massimo:
        raise RifiutatoError(_grande(radice, voce, visto.st_size))


def _speciale(radice: Path, file: Path, che_cosa: str) -> Problem:
    return Problem(
        Source(nome_nel_progetto(radice, file)),
        "FILE-SPECIALE",
        che_cosa,
        "un file o una cartella del progetto",
        "mettere al suo posto il file vero, o toglierlo",
    )


def _grande(radice: Path, file: Path, byte: int) -> Problem:
    return Problem(
        Source(nome_nel_progetto(radice, file)),
        "FILE-GRANDE",
        f"un file di più di {(byte - 1) // MEBIBYTE} MiB",
        f"un file di al più {BYTE_MASSIMI // MEBIBYTE} MiB",
        "ridurlo (un documento si riduce con una scansione meno fitta), dividerlo, o toglierlo",
    )


def _chiusa(radice: Path, cartella: Path) -> Problem:
    return Problem(
        Source(nome_nel_progetto(radice, cartella)),
        "FILE-LETTURA",
        "non si apre: il sistema non lascia leggere la cartella",
        "una cartella leggibile",
        "controllare i permessi di lettura, e che le cartelle non siano troppe l'una dentro l'altra",
    )
