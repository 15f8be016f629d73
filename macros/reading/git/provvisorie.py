"""Working folders that outlive nobody: what a killed command leaves, the next one removes.

A folder is held by a lock that the system frees when its process ends, however it ends: so what a living process
works in is never touched, and what a dead one left goes at once, whatever its age. Where there is no such lock
(Windows, some network disks) nothing is taken for abandoned.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFISSO = ".ciclo-provvisoria-"
_CASUALI = 8
"""Characters that `tempfile` adds to a prefix."""


@contextmanager
def provvisoria(dove: Path | None = None) -> Iterator[Path]:
    """Give a new folder that is removed on leaving; those that the dead left in the same place are removed first.

    `dove`: where it is made; None: among the temporary folders of the system.
    """
    dove = dove or Path(tempfile.gettempdir())
    togli_abbandonate(dove)
    with tenuta(dove, PREFISSO) as cartella:
        try:
            yield cartella
        finally:
            shutil.rmtree(cartella, ignore_errors=True)


@contextmanager
def accolte(cartella: Path) -> Iterator[None]:
    """Give a time in which the temporary folders that a library makes stand in this one."""
    altrove = tempfile.tempdir
    tempfile.tempdir = str(cartella)
    try:
        yield
    finally:
        tempfile.tempdir = altrove


def togli_abbandonate(dove: Path | None = None) -> None:
    """Remove the folders of `provvisoria` whose process is dead; `dove` as there."""
    for lasciata in abbandonate(dove or Path(tempfile.gettempdir()), PREFISSO):
        shutil.rmtree(lasciata, ignore_errors=True)


@contextmanager
def tenuta(dove: Path, prefisso: str) -> Iterator[Path]:
    """Give a new folder, held until leaving. Who asks for it removes it.

    Raises: OSError when it cannot be made.
    """
    while True:
        cartella = Path(tempfile.mkdtemp(prefix=prefisso, dir=dove))
        try:
            chiave = _prendi(cartella)
        except OSError:  # no locks here: nobody will take it for abandoned either
            yield cartella
            return
        if chiave is not None:
            break  # else someone was just looking whether it was abandoned, and removes it
    try:
        yield cartella
    finally:
        os.close(chiave)


def abbandonate(dove: Path, prefisso: str) -> Iterator[Path]:
    """Yield the folders made by `tenuta` whose process is dead, each held while it is looked at."""
    with contextlib.suppress(OSError):
        for nome in sorted(n for n in os.listdir(dove) if n.startswith(prefisso)):  # noqa: PTH208 - names alone
            if len(nome) != len(prefisso) + _CASUALI:
                continue
            chiave = None
            with contextlib.suppress(OSError):  # of another user, or no locks here
                chiave = _prendi(dove / nome)
            if chiave is not None:
                try:
                    yield dove / nome
                finally:
                    os.close(chiave)


def _prendi(cartella: Path) -> int | None:
    """Hold a folder until the descriptor returned is closed; None: someone holds it, or it is there no more.

    Raises: OSError where folders cannot be held.
    """
    if sys.platform == "win32":
        raise OSError
    import fcntl

    try:
        chiave = os.open(cartella, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(chiave, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(chiave), os.lstat(cartella)):
            return chiave
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(chiave)
        raise
    os.close(chiave)
    return None
