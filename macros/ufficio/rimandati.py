"""How the file of a workbook is called that goes back to its office: it says which one, and how many times."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from pathlib import Path

from macros.ufficio.posta import diverso

CODA = "-da-correggere"
"""What the name of the file ends with; from the second time on, a number after it."""
_RIMANDATO = re.compile(rf"{CODA}(?:-(\d+))?\Z")


def dove_rimandarlo(file: Path, grezzo: bytes) -> Path:
    """Return where a workbook goes to be put right: never over a file that says something else."""
    nomi = (file.with_name(f"{_stelo(file)}{CODA}{f'-{n}' if n > 1 else ''}.xlsx") for n in itertools.count(1))
    return next(nome for nome in nomi if not diverso(nome, grezzo))


def ultimi(file: Iterable[Path]) -> tuple[list[Path], list[tuple[Path, Path]]]:
    """Return the files to read, of each form the one sent back last, and (file that is not read, the one in its place).

    >>> letti, superati = ultimi([Path("a.xlsx"), Path("a-da-correggere.xlsx"), Path("b.ods")])
    >>> [f.name for f in letti], [(a.name, b.name) for a, b in superati]
    (['a-da-correggere.xlsx', 'b.ods'], [('a.xlsx', 'a-da-correggere.xlsx')])

    Two of which neither was sent back after the other are both read: whether they agree is told by what they say.

    >>> [f.name for f in ultimi([Path("a.xlsx"), Path("a.ods")])[0]]
    ['a.xlsx', 'a.ods']
    """
    di_ognuno: dict[Path, list[Path]] = {}
    for uno in dict.fromkeys(file):
        di_ognuno.setdefault(uno.with_name(_stelo(uno)), []).append(uno)
    letti: list[Path] = []
    superati = []
    for suoi in di_ognuno.values():
        volte = max(map(_quante_volte, suoi))
        nuovi = [f for f in suoi if _quante_volte(f) == volte]
        letti += nuovi
        superati += [(f, nuovi[-1]) for f in suoi if f not in nuovi]
    return letti, superati


def _stelo(file: Path) -> str:
    """Return the name that it had when it went out, without ending."""
    return _RIMANDATO.sub("", file.stem)


def _quante_volte(file: Path) -> int:
    trovato = _RIMANDATO.search(file.stem)
    return int(trovato[1] or 1) if trovato else 0
