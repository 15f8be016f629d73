"""What a new year begins with: of each kind of file (`Eredita`), and of each key of what is copied (`NelNuovo`).

A kind of file says it in its entry of the registry (`archivio`), a key in the metadata of its field (`NUOVO`); a key
that says nothing stays as it is. Whoever writes a new year asks here, and knows no file and no key by name.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

NUOVO = "nuovo_anno"
"""Key of a field's metadata: one of `NelNuovo`."""


class NelNuovo(StrEnum):
    """What a new year does with a key of a file that it copies."""

    TOGLIE = "toglie"
    """It was of that year, and nobody writes it again: the program finds it, or an act brings it."""
    RISCRIVE = "riscrive"
    """It was of that year: who plans the new one writes it."""
    RIVEDE = "rivede"
    """It stays until who plans the new one has looked at it."""
    SPOSTA = "sposta"
    """A day: that of a year later, to be looked at."""
    SCADE = "scade"
    """A day that the law or the office set: that of the next cycle."""
    SCORRE = "scorre"
    """Years, or what each of some years has: the oldest goes, the next are as planned, the last is to be written."""
    RESTANO = "restano"
    """What each of some years has: those to come stay as they are, and where there is none it goes."""
    CONTINUA = "continua"
    """The codes of the year before: its own."""
    RIPARTE = "riparte"
    """The number that its rule starts from: the final value of the year before where there is one."""


class Resta(StrEnum):
    """What stays of a file."""

    TUTTO = "tutto"
    """All but what its keys say."""
    RIGHE = "righe"
    """Of a CSV the names of its rows, and the columns that are not of one year."""
    TESTATA = "testata"
    """Of a CSV the names of its columns."""
    NIENTE = "niente"
    """It is of one year only."""


@dataclass(frozen=True, slots=True)
class Eredita:
    """What a new year has of a kind of file."""

    resta: Resta
    record: type | None = None
    """Of a YAML that stays and has a reader of its own: the record whose fields say what becomes of its keys."""
    colonne: tuple[str, ...] = ()
    """Of rows that stay: the columns that do, beside those that name the row."""
    poi: str = ""
    """What is to be done about it, where the year before had one; empty: nothing."""


TUTTO, TESTATA, NIENTE = Eredita(Resta.TUTTO), Eredita(Resta.TESTATA), Eredita(Resta.NIENTE)


def un_anno_dopo(giorno: dt.date) -> dt.date:
    """Return the same day of the next year; of 29 February the 28th.

    >>> un_anno_dopo(dt.date(2024, 2, 29)), un_anno_dopo(dt.date(2023, 2, 28))
    (datetime.date(2025, 2, 28), datetime.date(2024, 2, 28))
    """
    try:
        return giorno.replace(year=giorno.year + 1)
    except ValueError:
        return dt.date(giorno.year + 1, 2, 28)
