"""The plans that the Piano serves (`piani.yml`): their items, which objectives and indicators serve each.

The ties stand here and not in the objectives, so that an approved objective does not move. Fonte: SMVP 6; RECORDS 10.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from macros.model.nuovo_anno import NUOVO, NelNuovo
from macros.model.piano import Record


class TipoPiano(StrEnum):
    """What a plan is."""

    PROGRAMMA_PLURIENNALE = "programma_pluriennale"
    RPP = "rpp"
    PTPCT = "ptpct"
    BUDGET = "budget"
    PIRA = "pira"
    ALTRO = "altro"


TIPI_PIANO = {
    TipoPiano.PROGRAMMA_PLURIENNALE: "programma pluriennale",
    TipoPiano.RPP: "relazione previsionale e programmatica",
    TipoPiano.PTPCT: "piano di prevenzione della corruzione e per la trasparenza",
    TipoPiano.BUDGET: "preventivo e budget direzionale",
    TipoPiano.PIRA: "piano degli indicatori e dei risultati attesi di bilancio",
    TipoPiano.ALTRO: "altro piano",
}
"""Kind → how pages call it."""


class Copre(StrEnum):
    """Whether every item of a plan must be served."""

    OGNI_VOCE = "ogni voce"
    FACOLTATIVA = "facoltativa"


class RegolaPiani(StrEnum):
    """What a year declares to hold of its Piano, beside what every Piano must be."""

    OGNI_OBIETTIVO_STRATEGICO_SERVE = "ogni_obiettivo_strategico_serve"
    OGNI_AREA_HA_INDICATORI = "ogni_area_ha_indicatori"
    OGNI_INDICATORE_HA_FONTE = "ogni_indicatore_ha_fonte"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoceServita(Record):
    """An item of a plan, and what serves it."""

    codice: str = field(metadata={"come": "codice"})
    titolo: str
    obiettivi: tuple[str, ...]
    indicatori: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AltroPiano(Record):
    """A plan that this one serves."""

    codice: str = field(metadata={"come": "codice"})
    titolo: str
    tipo: TipoPiano
    atto: str | None = field(metadata={NUOVO: NelNuovo.RIVEDE})
    """The act that approves it, as it is quoted; None: not written."""
    copre: Copre = field(metadata={"chiesto": False, "se_manca": Copre.FACOLTATIVA})
    voci: tuple[VoceServita, ...] = field(metadata={"detto": "una voce", "chiesto": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class AltriPiani(Record):
    """The other plans of a year (`piani.yml`)."""

    piani: tuple[AltroPiano, ...] = field(metadata={"detto": "un piano", "chiesto": True})
    regole: tuple[RegolaPiani, ...]
