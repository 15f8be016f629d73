"""The way to a private folder: from the root down, one true folder after another, each looked at before the next.

Every folder is reached from the one above it, by descriptor: no link is followed, whoever puts one there meanwhile.
Nothing is written here but the folder itself, when it is asked for.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from macros.model.luoghi import VERSIONE
from macros.riservato.fatti import CartellaRifiutata, FattoCartella

ALTRUI = stat.S_IRWXG | stat.S_IRWXO
"""Rights that nobody but the owner may have."""
CARTELLA = 0o700
DEPOSITI = (".git", ".hg", ".svn", ".jj")
"""What stands at the top of a folder whose history is kept; a file, where the history is elsewhere."""
NUDO = ("HEAD", "objects", "refs")
"""What stands in a repository without a work tree."""
PROGETTO = "data/ente.yml"
APERTA = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
CAMMINO = APERTA | getattr(os, "O_PATH", 0)
"""Of a folder on the way: passed through, not listed, so that it need not be readable."""


def raggiunta(percorso: Path, progetto: Path, *, crea: bool) -> int:
    """Return the descriptor of a folder reached from the root, one true folder after another.

    `crea`: the last one is made when it is not there. Raises: CartellaRifiutata, OSError.
    """
    intero = Path.cwd() / percorso
    catena = [os.open(intero.anchor, CAMMINO)]
    try:
        for parte in intero.parts[1:-1]:
            _scendi(catena, parte)
        ultima = intero.name or "."
        if crea and not _c_e(catena[-1], ultima):
            _check_fuori(catena, progetto)
            _crea(catena[-1], ultima)
        _scendi(catena, ultima)
        _check_fuori(catena, progetto)
        return os.open(".", APERTA, dir_fd=catena[-1])
    finally:
        for chiave in catena:
            os.close(chiave)


def _scendi(catena: list[int], parte: str) -> None:
    """Put a folder at the end of a chain, each in the one before it; back to the one before for «..».

    A link put in its place after the look does not open. Raises: CartellaRifiutata, OSError.
    """
    if parte == "..":
        if len(catena) > 1:
            os.close(catena.pop())
        return
    try:
        visto = os.stat(parte, dir_fd=catena[-1], follow_symlinks=False)
    except FileNotFoundError:
        raise CartellaRifiutata(FattoCartella.MANCA) from None
    if stat.S_ISLNK(visto.st_mode):
        raise CartellaRifiutata(FattoCartella.COLLEGAMENTO)
    if not stat.S_ISDIR(visto.st_mode):
        raise CartellaRifiutata(FattoCartella.NON_CARTELLA)
    catena.append(os.open(parte, CAMMINO, dir_fd=catena[-1]))


def _crea(chiave: int, nome: str) -> None:
    maschera = os.umask(ALTRUI)  # whatever it took away
    try:
        os.mkdir(nome, CARTELLA, dir_fd=chiave)
    finally:
        os.umask(maschera)


def _check_fuori(catena: Iterable[int], progetto: Path) -> None:
    """Refuse a chain of folders where one keeps a history, is a project or a built site.

    Raises: CartellaRifiutata, OSError.
    """
    altrove = os.environ.get("GIT_WORK_TREE")  # its history may be kept anywhere
    for chiave in catena:
        questa = os.fstat(chiave)
        if _e(questa, progetto) or _c_e(chiave, PROGETTO):
            raise CartellaRifiutata(FattoCartella.PROGETTO)
        if (
            any(_c_e(chiave, nome) for nome in DEPOSITI)
            or all(_c_e(chiave, nome) for nome in NUDO)
            or (altrove and _e(questa, Path(altrove)))
        ):
            raise CartellaRifiutata(FattoCartella.DEPOSITO)
        if _c_e(chiave, VERSIONE):
            raise CartellaRifiutata(FattoCartella.SITO)


def _c_e(chiave: int, nome: str) -> bool:
    """True when a folder has something of that name, a link that leads nowhere too. Raises: OSError."""
    try:
        os.stat(nome, dir_fd=chiave, follow_symlinks=False)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _e(visto: os.stat_result, cartella: Path) -> bool:
    """True when the system says that of a folder. Raises: OSError when it is not there any more."""
    return os.path.samestat(visto, cartella.stat())


def presa(chiave: int, *, scrivere: bool) -> bool:
    """Hold a folder until its descriptor is closed: alone to write, with others to read.

    False where the disk knows no locks. Raises: CartellaRifiutata.
    """
    import fcntl

    try:
        fcntl.flock(chiave, (fcntl.LOCK_EX if scrivere else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CartellaRifiutata(FattoCartella.OCCUPATA) from None
    except OSError:
        return False
    return True


def check_propria(chiave: int, progetto: Path, altra: int | None) -> None:
    """Refuse a folder that others may enter, that others own, that holds the project, or that is another one.

    Raises: CartellaRifiutata, OSError.
    """
    visto = os.fstat(chiave)
    if visto.st_uid != os.geteuid():
        raise CartellaRifiutata(FattoCartella.PROPRIETARIO)
    if stat.S_IMODE(visto.st_mode) & ALTRUI:
        raise CartellaRifiutata(FattoCartella.PERMESSI)
    if any(_e(visto, sopra) for sopra in progetto.resolve().parents):
        raise CartellaRifiutata(FattoCartella.PROGETTO)
    if altra is not None and os.path.samestat(visto, os.fstat(altra)):
        raise CartellaRifiutata(FattoCartella.STESSA)
