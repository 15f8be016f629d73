"""A map from the extract of another system to the measures of `misure.csv`. Fonte: SMVP 6.

Fields are its keys. It is nobody's record: a command reads it, the data keep only what it gave.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from macros.model.piano import Record
from macros.model.valori import FonteTipo

MAPPE = "mappe"
"""Folder of `data/` with the maps that a chamber keeps."""


class CalcoloMisura(StrEnum):
    """What is made of the rows that count. Each is exact: a ratio is the indicator's formula."""

    CONTA = "conta"
    DISTINTI = "distinti"
    """How many different texts a column has; an empty cell is none."""
    SOMMA = "somma"
    MINIMO = "minimo"
    MASSIMO = "massimo"


class Codifica(StrEnum):
    """How the bytes of a CSV are letters."""

    UTF_8 = "utf-8"
    WINDOWS_1252 = "windows-1252"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiltroEstratto(Record):
    """The rows that count have in a column one of these words, none of those, or a number within limits."""

    colonna: str
    uguale_a: tuple[str, ...]
    diverso_da: tuple[str, ...]
    almeno: Decimal | None
    """The least number, itself included."""
    al_massimo: Decimal | None
    """The greatest number, itself included."""
    vuota: bool | None
    """True: only rows in which the cell is empty; False: only the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MisuraEstratta(Record):
    """A measure, and how it comes from the rows of the extract."""

    misura: str
    """Name, as the formulas say it."""
    calcolo: CalcoloMisura
    colonna: str | None
    """What is added up or compared; None: rows are counted."""
    filtri: tuple[FiltroEstratto, ...] = field(metadata={"detto": "un filtro"})
    """One after the other: a cell is read only in the rows that the ones before have left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappaEstratto(Record):
    """What an extract is, and the measures that it gives."""

    fonte: str
    """The system or the register that it comes from: it goes into `misure.csv`."""
    fonte_tipo: FonteTipo | None
    foglio: str | None
    """The sheet of a workbook; None: it has one alone."""
    codifica: Codifica | None
    """Of a CSV; None: UTF-8."""
    migliaia: bool | None
    """True: in numbers a point divides the thousands; None or False: it is a decimal sign."""
    giorno: str | None
    """The column with the day of a row: those from 1 January to the survey date count. None: all rows do."""
    misure: tuple[MisuraEstratta, ...] = field(metadata={"detto": "una misura", "chiesto": True})
