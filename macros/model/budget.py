"""Money by account: what the year plans (`budget.csv`) and how its accounts close (`bilancio.csv`), in euro.

Accrual figures, exact to the cent. Fonte: DPR 254/2005, art. 8; RECORDS 10.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from macros.model.piano import Record
from macros.model.valori import TipoRisorsa


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaConto(Record):
    """An account of an area, for an objective or for none."""

    conto: str
    linea: str | None
    obiettivo: str | None
    """None: it is of no objective."""
    area_dirigenziale: str
    """The centre of responsibility: a managerial area, or the agency."""
    tipo: TipoRisorsa


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaBudget(RigaConto):
    """What was planned for an account, and what is expected of it when the Relazione is written."""

    previsto: Decimal | None = field(metadata={"come": "euro"})
    assestato: Decimal | None = field(metadata={"come": "euro"})
    """After the changes of the year."""
    preconsuntivo: Decimal | None = field(metadata={"come": "euro"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaBilancio(RigaConto):
    """What an account closed with."""

    consuntivo: Decimal | None = field(metadata={"come": "euro"})
