"""What a published table is: its file, what a row is, its columns, what tells its rows apart, what they refer to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from macros.publish.dati.colonne import DIMOSTRATIVO, Colonne

SEGNO: Colonne = {"dimostrativo": DIMOSTRATIVO}
"""The last column that every table was born with; what is added later comes after it."""


class RimandoTabella(NamedTuple):
    """What some columns refer to: the same values are in those columns of another table."""

    colonne: tuple[str, ...]
    tabella: str
    """File of the other one."""
    di_la: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tabella:
    """One published table."""

    file: str
    titolo: str
    riga: str
    """What a row is."""
    colonne: Colonne
    chiave: tuple[str, ...]
    """Columns that tell each row, in which none of them is empty, from the others; empty: nothing does."""
    rimandi: tuple[RimandoTabella, ...] = ()
    facoltativa: bool = False
    """True: it is not there where it would have no row."""
