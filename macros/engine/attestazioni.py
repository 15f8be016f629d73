"""Computed beside attested: what the OIV said of each figure of the end of the year. It changes none of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from macros.engine.result import Ciclo
from macros.model.oiv import Attestazione
from macros.model.valori import Livello, Periodo

ATTESTABILI = (Livello.ENTE, Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE, Livello.OBIETTIVO)
"""The levels of which a figure may be attested, in print order. Fonte: SMVP 3, 3.2.1."""
PIENO = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestata:
    """A figure at 31/12 and what the OIV attested of it."""

    codice: str
    livello: Livello
    calcolato: Decimal
    """As printed, percentage points."""
    attestazione: Attestazione | None
    """None: none is recorded."""

    @property
    def attestato(self) -> Decimal | None:
        """Return the attested grade, percentage points, as written; None: none is recorded."""
        return self.attestazione.grado if self.attestazione else None

    @property
    def differenza(self) -> Decimal | None:
        """Return attested minus computed as printed, percentage points, exact; None: not attested."""
        return None if self.attestato is None else self.attestato - self.calcolato

    @property
    def piena(self) -> bool:
        """True when the OIV attests a full result of a figure under 100 (attestazione piena). Fonte: SMVP 3."""
        return self.attestato == PIENO and self.calcolato < PIENO

    @property
    def dovuta(self) -> bool:
        """True for what must be attested: chamber, managers, agency. Fonte: SMVP 3.2.1."""
        return self.livello is not Livello.OBIETTIVO


def attestate(ciclo: Ciclo) -> dict[str, Attestata]:
    """Return every figure that may be attested, by code, in the order of the tree; none at the half-year.

    Those without a grade are left out.
    """
    if ciclo.periodo is not Periodo.DICEMBRE:
        return {}
    dette = {a.di: a for a in reversed(ciclo.anno.oiv.attestazioni)} if ciclo.anno.oiv else {}
    return {
        codice: Attestata(codice=codice, livello=livello, calcolato=sintesi.stampato, attestazione=dette.get(codice))
        for livello in ATTESTABILI
        for codice, sintesi in ciclo.figure[livello].items()
        if sintesi.stampato is not None
    }
