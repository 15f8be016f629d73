"""Small records of the year's settings (`smvp.yml`): bands, roundings, the half-year, how a person is evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from macros.model.problems import Source
from macros.model.valori import Modo


@dataclass(frozen=True, slots=True)
class Banda:
    """One half-open band [da, next)."""

    da: Decimal
    a: Decimal | None
    """The written end, if any: must equal the next start."""
    esito: str | Decimal
    """State or level (text), or grade in percentage points."""
    source: Source


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


class Profilo(StrEnum):
    """Whom a sheet evaluates. Fonte: SMVP 4.2."""

    DIRIGENTE = "dirigente"
    POSIZIONE_ORGANIZZATIVA = "posizione_organizzativa"
    PERSONALE = "personale"


class Componente(StrEnum):
    """What a final evaluation is made of, in print order. Fonte: SMVP 4, 4.2.1–4.2.3."""

    ENTE = "ente"
    AREA = "area"
    OBIETTIVI = "obiettivi"
    COMPORTAMENTI = "comportamenti"
    COMPETENZE = "competenze"
    DIFFERENZIAZIONE = "differenziazione"
    ULTERIORI = "ulteriori"


class FiguraScheda(StrEnum):
    """Which figure of chamber and area enters the sheets."""

    ATTESTATA = "attestata"
    CALCOLATA = "calcolata"


Quote = Mapping[Componente, Decimal]
"""Share of each component of a profile, percentage points; they add up to 100. What is left out has none."""
VARIABILI = ("punti", "massimo", "peso")
"""What the formula of a line may name."""
SOGLIA = 3
"""The least that a published count of persons may be. Fonte: Regole deontologiche Sistan, art. 5; RECORDS 1."""
