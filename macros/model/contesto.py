"""Figures of others beside the year's: bodies that measure the same (`confronti.csv`), indicators from outside.

They are read beside the results and enter no grade. Fonte: SMVP 3.2.1, 4.2.1; RECORDS 12.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from macros.model.piano import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class AltroEnte(Record):
    """What another body reports of an indicator."""

    indicatore: str
    anno: int
    """Of its value."""
    ente: str
    valore: Decimal
    fonte: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Esterno(Record):
    """An indicator that somebody else reckons for the chamber, as it comes (`indicatori_esterni.csv`)."""

    codice: str
    titolo: str
    valore: Decimal | None
    media_nazionale: Decimal | None
    anno: int
    fonte: str | None
