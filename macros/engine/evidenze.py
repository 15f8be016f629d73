"""Which evidence each indicator has at the year's end, what the OIV has seen of it, what is missing; area by area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.evidenze import Accesso, Evidenza, di_indicatore, mostrabili, viste
from macros.model.problems import Documento

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.piano import AreaDirigenziale


@dataclass(frozen=True, slots=True)
class Provato:
    """An indicator at 31/12 with its evidence, as anybody may be shown it."""

    valutato: IndicatoreValutato
    righe: tuple[Evidenza, ...]
    viste: tuple[Evidenza, ...]
    """Those that the OIV has seen."""

    @property
    def manca(self) -> bool:
        """True when it was measured and nothing proves it."""
        return self.valutato.misurato and not self.righe


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


def provati(ciclo: Ciclo) -> tuple[Provato, ...]:
    """Return the indicators of a year at 31/12 with their evidence, in print order."""
    anno = ciclo.anno
    prove = di_indicatore(mostrabili(anno.evidenze))
    trovati = []
    for codice in anno.indicatori:
        righe = prove.get(codice, [])
        trovati.append(Provato(ciclo.indicatori[codice], tuple(righe), tuple(viste(righe, anno.oiv))))
    return tuple(trovati)


def per_area(ciclo: Ciclo) -> tuple[tuple[AreaDirigenziale, tuple[Provato, ...]], ...]:
    """Return the same for each area that answers for some, the agency among them."""
    tutti = provati(ciclo)
    aree = (
        (a, tuple(p for p in tutti if ciclo.anno.area_che_risponde(p.valutato.indicatore) == a.codice))
        for a in ciclo.anno.letture.con_responsabile
    )
    return tuple((a, suoi) for a, suoi in aree if suoi)


def conta(prove: Iterable[Provato]) -> ConteggioEvidenze:
    """Return how much evidence there is for some indicators."""
    tutte = tuple(prove)
    righe = [e for p in tutte for e in p.righe]
    misurati = [p for p in tutte if p.valutato.misurato]
    return ConteggioEvidenze(
        indicatori=len(tutte),
        misurati=len(misurati),
        provati=sum(bool(p.righe) for p in misurati),
        documenti={a: sum(e.accesso is a for e in righe) for a in Accesso},
        visti=sum(len(p.viste) for p in tutte),
        mancanti=sum(p.manca for p in tutte),
    )


def chieste(ciclo: Ciclo) -> bool:
    """True where evidence is there or is due: a Relazione approved without was not asked for it. Fonte: RECORDS 0."""
    return bool(ciclo.anno.evidenze) or ciclo.anno.aperto(Documento.RELAZIONE)
