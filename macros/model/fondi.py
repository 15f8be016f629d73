"""Records of the variable resources of chapter 5 (`risorse.yml`): funds, areas, percentages, limits. Fonte: SMVP 5.

Amounts are euro. What a year leaves out is the System's own figure, written here once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from macros.model.piano import Record
from macros.model.valori import Rilevanza


class QualeFondo(StrEnum):
    """The two funds, in print order."""

    DIRIGENTI = "dirigenti"
    PERSONALE = "personale"


class LetturaLimiti(StrEnum):
    """What the range is asked of: the two totals together over the two funds together, or each over its own."""

    COMPLESSIVO = "complessivo"
    PER_FONDO = "per_fondo"


COEFFICIENTI = {Rilevanza.BASSA: 1, Rilevanza.MEDIA: 3, Rilevanza.ALTA: 5}
"""Relevance → coefficient. Fonte: SMVP 5, point 1."""
PERCENTUALE = {QualeFondo.DIRIGENTI: Decimal(2), QualeFondo.PERSONALE: Decimal(1)}
"""Fund → percentage of its stable part for each point of coefficient. Fonte: SMVP 5, point 2."""
MINIMO, MASSIMO = Decimal(25), Decimal(50)
"""Ends of the range, per cent of the fund. Fonte: SMVP 5, point 2."""
SCARTO = Decimal(20)
"""Points that a weight may lie from the relevance of its objective, ends included. Fonte: SMVP 5, point 4."""
RIFERIMENTO = {
    QualeFondo.DIRIGENTI: "C.C.N.L. Dirigenti 17.12.2020, art. 57, c. 2",
    QualeFondo.PERSONALE: "C.C.N.L. 21.5.2018, art. 67, c. 5",
}
"""Fund → where the contract says it. Fonte: SMVP 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fondo(Record):
    """A fund of the year; its variable part includes the value of the projects."""

    stabili: Decimal
    variabili: Decimal

    @property
    def intero(self) -> Decimal:
        """Stable and variable part together, euro."""
        return self.stabili + self.variabili


@dataclass(frozen=True, slots=True, kw_only=True)
class Fondi(Record):
    """The two funds."""

    dirigenti: Fondo = field(metadata={"chiesto": True})
    personale: Fondo = field(metadata={"chiesto": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFondi(Record):
    """What the shares of a managerial area are reckoned on."""

    area: str = field(metadata={"come": "codice"})
    retribuzione_posizione: Decimal
    """Euro a year, of the managers of the area; 0 where there is none."""
    dipendenti: int
    """Employees assigned to the area; 0 where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentuali(Record):
    """How much a point of coefficient is worth, per cent of the stable part."""

    dirigenti: Decimal = field(metadata={"chiesto": False, "se_manca": PERCENTUALE[QualeFondo.DIRIGENTI]})
    personale: Decimal = field(metadata={"chiesto": False, "se_manca": PERCENTUALE[QualeFondo.PERSONALE]})
    atto: str | None
    """Name of the act of the year that sets them; None: not written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitiValore(Record):
    """Where the totals must lie, per cent of the fund, ends included."""

    minimo: Decimal = field(metadata={"chiesto": False, "se_manca": MINIMO})
    massimo: Decimal = field(metadata={"chiesto": False, "se_manca": MASSIMO})
    lettura: LetturaLimiti = field(metadata={"chiesto": False, "se_manca": LetturaLimiti.COMPLESSIVO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Riferimenti(Record):
    """Where the contracts say what each fund may be increased with."""

    dirigenti: str = field(metadata={"chiesto": False, "se_manca": RIFERIMENTO[QualeFondo.DIRIGENTI]})
    personale: str = field(metadata={"chiesto": False, "se_manca": RIFERIMENTO[QualeFondo.PERSONALE]})


@dataclass(frozen=True, slots=True, kw_only=True)
class RisorsePremiali(Record):
    """What a year declares for chapter 5 (`risorse.yml`)."""

    fondi: Fondi = field(metadata={"chiesto": True})
    aree: tuple[AreaFondi, ...] = field(metadata={"detto": "un'area", "chiesto": True})
    percentuali: Percentuali | None
    """None: the System's own."""
    limiti: LimitiValore | None
    """None: the System's own."""
    riferimenti: Riferimenti | None
    """None: those that the System quotes."""

    def fondo(self, quale: QualeFondo) -> Fondo:
        """Return one of the two funds."""
        return self.fondi.dirigenti if quale is QualeFondo.DIRIGENTI else self.fondi.personale

    def percentuale(self, quale: QualeFondo) -> Decimal:
        """Return what a point of coefficient is worth, per cent of the stable part of a fund."""
        detta = self.percentuali
        if detta is None:
            return PERCENTUALE[quale]
        return detta.dirigenti if quale is QualeFondo.DIRIGENTI else detta.personale

    def riferimento(self, quale: QualeFondo) -> str:
        """Return where the contract speaks of a fund."""
        detto = self.riferimenti
        if detto is None:
            return RIFERIMENTO[quale]
        return detto.dirigenti if quale is QualeFondo.DIRIGENTI else detto.personale

    @property
    def minimo(self) -> Decimal:
        """Lower end of the range, per cent."""
        return self.limiti.minimo if self.limiti else MINIMO

    @property
    def massimo(self) -> Decimal:
        """Upper end of the range, per cent."""
        return self.limiti.massimo if self.limiti else MASSIMO

    @property
    def lettura(self) -> LetturaLimiti:
        """What the range is asked of."""
        return self.limiti.lettura if self.limiti else LetturaLimiti.COMPLESSIVO

    def chiave(self, quale: QualeFondo, area: AreaFondi) -> Decimal | int:
        """Return what the share of an area in a fund is reckoned on: retribuzione di posizione, or employees."""
        return area.retribuzione_posizione if quale is QualeFondo.DIRIGENTI else area.dipendenti
