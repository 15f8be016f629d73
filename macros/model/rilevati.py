"""Records of what was surveyed: the rows of the offices, the elementary data that formulas use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from macros.model.problems import Source
from macros.model.valori import Assenza, Atteso, Causa, FonteTipo, Periodo, Valore

AL = {Periodo.GIUGNO: "al_30_06", Periodo.DICEMBRE: "al_31_12"}
"""Survey date → the column of the elementary data."""
ESTRAZIONE_AL = {Periodo.GIUGNO: "estrazione_30_06", Periodo.DICEMBRE: "estrazione_31_12"}
"""Survey date → the column of the day on which the extract of another system was made."""
SHA256_AL = {Periodo.GIUGNO: "sha256_30_06", Periodo.DICEMBRE: "sha256_31_12"}
"""Survey date → the column of what its file is known by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rilevazione:
    """One row of a survey file: what an office reported of one indicator at one date."""

    indicatore: str
    area: str
    """Code of the area whose file the row is in."""
    valore: Valore | None
    """None: empty (for `fasi` and formulas that is how it must be)."""
    assenza: Assenza | None
    causa: Causa | None
    intervento: str | None
    """Half-year only: what is done about the gap."""
    entro: dt.date | None
    """Half-year only: the day by which it is done."""
    motivo: str | None
    atto: str | None
    stima: Valore | None
    """Half-year only: what is expected at 31/12."""
    nuova_previsione: Atteso | str | None
    """Half-year only: the target proposed for 31/12."""
    source: Source
    luoghi: Mapping[str, Source]
    """Column → place."""


@dataclass(frozen=True, slots=True)
class Misura:
    """An elementary datum (`misure.csv`); None at a date: not reported."""

    nome: str
    valori: Mapping[Periodo, Decimal | None]
    fonte: str | None
    fonte_tipo: FonteTipo | None
    estrazioni: Mapping[Periodo, dt.date]
    """Of the figures that came in an extract of another system (`ciclo importa-misure`): the day it was made."""
    sha256: Mapping[Periodo, str]
    """Of the same: what its file is known by, 64 hex digits."""
    source: Source
