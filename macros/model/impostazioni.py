"""Small records of the year's settings (`smvp.yml`): how a level is rounded, how the half-year is banded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from macros.model.problems import Source
from macros.model.valori import Modo


@dataclass(frozen=True, slots=True)
class Arrotondamento:
    """How a level is printed, and what it hands upwards."""

    decimali: int
    modo: Modo
    riporto: int | None
    """Decimals handed to the parents; None: the exact grade (`esatto`)."""


@dataclass(frozen=True, slots=True)
class FasceSemestre:
    """The bands of the half-year, over the printed grade at 30 June: in line, at risk, and below them behind."""

    in_linea: Decimal
    """From here on, percentage points."""
    a_rischio: Decimal
    """From here up to `in_linea`."""
    source: Source
