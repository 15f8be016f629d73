"""A sheet as it came back, whatever program saved it: each cell with its kind, none taken for an empty one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

RIGHE, COLONNE = 20_000, 1024
"""No form is longer; columns beyond are those of a program that formats whole rows."""
QUANTE = 1_000_000
"""No more cells than these are looked at in a sheet."""
LETTERE = 26


class GenereCella(Enum):
    """What a spreadsheet takes the content of a cell for."""

    TESTO = auto()
    NUMERO = auto()
    PERCENTO = auto()
    """Its text is the number before the sign."""
    GIORNO = auto()
    ALTRO = auto()
    """An hour, a duration."""
    SI_NO = auto()
    ERRORE = auto()
    SENZA_VALORE = auto()
    """A formula that no program has worked out."""


@dataclass(frozen=True, slots=True)
class CellaLetta:
    """A cell that is not empty. Numbers have a point, days are written 2022-06-30, yes and no `si` and `no`."""

    genere: GenereCella
    testo: str


@dataclass(frozen=True, slots=True)
class FoglioLetto:
    """A sheet: its cells by row and column, from 1."""

    nome: str
    celle: Mapping[tuple[int, int], CellaLetta]

    def per_riga(self) -> Iterator[tuple[int, dict[int, CellaLetta]]]:
        """Yield the rows that hold something, with their cells by column."""
        righe: dict[int, dict[int, CellaLetta]] = {}
        for (riga, colonna), cella in self.celle.items():
            righe.setdefault(riga, {})[colonna] = cella
        yield from sorted(righe.items())


def lettere(colonna: int) -> str:
    """Return a column as spreadsheets name it.

    >>> lettere(1), lettere(26), lettere(27), lettere(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    testo = ""
    while colonna:
        colonna, resto = divmod(colonna - 1, LETTERE)
        testo = chr(ord("A") + resto) + testo
    return testo
