"""Records of the texts of the half-year and final forms of an objective (`schede/<codice>.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from macros.model.piano import Record


@dataclass(frozen=True, slots=True)
class TestoIndicatore:
    """What the final form says of an indicator."""

    risultati: str | None
    criticita_opportunita: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheda(Record):
    """Texts of the half-year and final forms of an objective (`schede/<codice>.yml`)."""

    codice: str
    monitoraggio: Mapping[str, str]
    """Indicator → text at 30/6."""
    azioni: Mapping[str, str]
    """Area → actions of the year."""
    consuntivo: Mapping[str, TestoIndicatore]
