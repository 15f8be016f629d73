"""Computed beside attested: what the OIV said of each figure of the end of the year. It changes none of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.oiv import Attestazione
from macros.model.problems import Documento
from macros.model.valori import Livello, Periodo

ATTESTABILI = (Livello.ENTE, Livello.AREA_DIRIGENZIALE, Livello.AZIENDA_SPECIALE, Livello.OBIETTIVO)
"""The levels of which a figure may be attested, in print order. Fonte: SMVP 3, 3.2.1."""
PIENO = 100


def mancante(anno: Anno) -> str:
    """Say why a figure has nothing attested: not yet, or the Relazione was approved without being asked for it."""
    aperta = anno.aperto(Documento.RELAZIONE)
    return "non ancora registrato" if aperta else "non richiesto quando fu approvata la Relazione"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestata:
    """A figure at 31/12 and what the OIV attested of it."""

    codice: str
    livello: Livello
    calcolato: Decimal
    """As printed, and of an approved Relazione as it was approved, percentage points."""
    oggi: Decimal
    """As printed today: another one where an errata changed it since."""
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


def attestata(ciclo: Ciclo, codice: str) -> Attestata | None:
    """Return a figure that may be attested; None for another, for one without a grade, and at the half-year."""
    livello = next((livello for livello in ATTESTABILI if codice in ciclo.figure[livello]), None)
    if ciclo.periodo is not Periodo.DICEMBRE or livello is None:
        return None
    oggi = ciclo.figure[livello][codice].stampato
    if oggi is None:
        return None
    dette = ciclo.anno.oiv.attestazioni if ciclo.anno.oiv else ()
    detta = next((a for a in dette if a.di == codice), None)
    calcolato = ciclo.approvati.get(codice, oggi)
    return Attestata(codice=codice, livello=livello, calcolato=calcolato, oggi=oggi, attestazione=detta)


def attestate(ciclo: Ciclo) -> dict[str, Attestata]:
    """Return every figure that may be attested, by code, in the order of the tree; none at the half-year."""
    codici = (codice for livello in ATTESTABILI for codice in ciclo.figure[livello])
    return {codice: figura for codice in codici if (figura := attestata(ciclo, codice)) is not None}
