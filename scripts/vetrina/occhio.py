"""What has changed of a project's files: looked at again and again, opened by nobody.

Here a time of modification is enough: it says only when to build, never what may be kept.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.sito.immutato import DEL_PROGRAMMA, RADICI

DI_PASSAGGIO = ("__pycache__", "4913")
"""Names of what passes: of compiled modules, and of what an editor tries a folder with."""
DI_CHI_MOSTRA = ("scripts/anteprima.py", "scripts/vetrina", "theme/frammenti/anteprima")
"""What, of the program, the preview itself is: it is as it was when it began."""
PRIMA, DOPO = (".", "~", "#"), ("~", ".tmp", ".swp", ".bak", ".part", ".crdownload")
"""How the names begin, and end, of what editors and office programs leave while they work."""
Veduta = frozenset[tuple[object, ...]]
"""Which files there are, and as the system knows them."""


@dataclass(frozen=True, slots=True)
class Occhio:
    """Looks at a project, and at the program that builds it."""

    radice: Path
    programma: Path
    """Folder of its settings and theme."""
    codice: Path
    """Folder of the code that runs."""

    def dati(self) -> Veduta:
        """Return the state of the record, and of the history that the pages tell."""
        da_git = [self.radice / ".git" / nome for nome in ("HEAD", "logs/HEAD")]
        return frozenset((*self._sotto(self.radice, RADICI), *_voci(da_git)))

    def del_programma(self) -> Veduta:
        """Return the state of what builds."""
        return frozenset(v for dove in {self.programma, self.codice} for v in self._sotto(dove, DEL_PROGRAMMA))

    def di_chi_mostra(self) -> Veduta:
        """Return the state of the preview itself."""
        return frozenset(self._sotto(self.codice, DI_CHI_MOSTRA))

    def _sotto(self, dove: Path, nomi: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
        return _voci([dove / nome for nome in nomi])


def _voci(da_guardare: list[Path]) -> Iterator[tuple[object, ...]]:
    """Yield what the system says of some files and folders, and of all that is below them."""
    cartelle: list[str] = []
    for voce in map(str, da_guardare):
        try:
            visto = os.stat(voce)  # noqa: PTH116 - a thousand files, five times a second
        except OSError:
            continue
        if stat.S_ISDIR(visto.st_mode):
            cartelle.append(voce)
        yield _come(voce, visto)
    while cartelle:
        try:
            with os.scandir(cartelle.pop()) as trovate:
                for trovata in trovate:
                    if di_passaggio(trovata.name):
                        continue
                    visto = trovata.stat(follow_symlinks=False)
                    if trovata.is_dir(follow_symlinks=False):
                        cartelle.append(trovata.path)
                    yield _come(trovata.path, visto)
        except OSError:  # taken away meanwhile, or closed: what could be seen has been
            continue


def _come(nome: str, visto: os.stat_result) -> tuple[object, ...]:
    """Return what changes when a file does; of a folder, whether it may be entered: what is in it is seen by itself."""
    if stat.S_ISDIR(visto.st_mode):
        return nome, visto.st_mode
    return nome, visto.st_mode, visto.st_ino, visto.st_size, visto.st_mtime_ns, visto.st_ctime_ns


def di_passaggio(nome: str) -> bool:
    """True for the name of a file that is there while somebody writes another.

    >>> [di_passaggio(n) for n in (".~lock.1.1.csv#", "1.1.yml~", "1.1.yml.swp", "4913", "1.1.yml")]
    [True, True, True, True, False]
    """
    return nome in DI_PASSAGGIO or nome.startswith(PRIMA) or nome.endswith(DOPO)
