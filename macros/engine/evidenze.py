"""Which evidence each indicator has at the year's end, what the OIV has seen of it, what is missing; area by area."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.evidenze import Accesso, Evidenza, di_indicatore, mostrabili
from macros.model.problems import Documento

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.piano import AreaDirigenziale, Indicatore


@dataclass(frozen=True, slots=True)
class Provato:
    """An indicator at 31/12 with its evidence, as anybody may be shown it."""

    indicatore: Indicatore
    misurato: bool
    righe: tuple[Evidenza, ...]

    @property
    def manca(self) -> bool:
        """True when it was measured and nothing proves it."""
        return self.misurato and not self.righe


@dataclass(frozen=True, slots=True, kw_only=True)
class ConteggioEvidenze:
    """How much evidence some indicators have."""

    indicatori: int
    misurati: int
    provati: int
    """Measured indicators with evidence."""
    documenti: dict[Accesso, int]
    visti: int
    """Documents that the OIV has seen."""
    mancanti: int
    """Measured indicators without."""


def misurati(ciclo: Ciclo) -> tuple[str, ...]:
    """Return the codes of the indicators that were measured, in print order."""
    return tuple(codice for codice, v in ciclo.indicatori.items() if v.misurato)


def provati(anno: Anno, con_valore: Collection[str]) -> tuple[Provato, ...]:
    """Return the indicators of a year at 31/12 with their evidence, in print order.

    Args:
        anno: the year as it was at that date.
        con_valore: the codes of the measured ones (`misurati`): what each of them came to is not asked.
    """
    prove = di_indicatore(mostrabili(anno.evidenze))
    return tuple(
        Provato(i, codice in con_valore, tuple(prove.get(codice, ()))) for codice, i in anno.indicatori.items()
    )


def per_area(anno: Anno, prove: Iterable[Provato]) -> tuple[tuple[AreaDirigenziale, tuple[Provato, ...]], ...]:
    """Return the same for each area that answers for some, the agency among them."""
    tutti = tuple(prove)
    aree = (
        (a, tuple(p for p in tutti if anno.area_che_risponde(p.indicatore) == a.codice))
        for a in anno.letture.con_responsabile
    )
    return tuple((a, suoi) for a, suoi in aree if suoi)


def conta(prove: Iterable[Provato]) -> ConteggioEvidenze:
    """Return how much evidence there is for some indicators."""
    tutte = tuple(prove)
    righe = [e for p in tutte for e in p.righe]
    misurati = [p for p in tutte if p.misurato]
    return ConteggioEvidenze(
        indicatori=len(tutte),
        misurati=len(misurati),
        provati=sum(bool(p.righe) for p in misurati),
        documenti={a: sum(e.accesso is a for e in righe) for a in Accesso},
        visti=sum(e.vista for e in righe),
        mancanti=sum(p.manca for p in tutte),
    )


def chieste(anno: Anno) -> bool:
    """True where evidence is there or is due: a Relazione approved without was not asked for it. Fonte: RECORDS 0."""
    return bool(anno.evidenze) or anno.aperto(Documento.RELAZIONE)
