"""How an indicator is measured: rule with its numbers, formula, cap, source. It only writes. Fonte: RECORDS 2.

What the measures of a formula are is of the surveys, not of the plan: a Piano does not print it, for its approval does
not cover it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.formula import in_parole, nomi
from macros.model.formato import con_articolo, esatto
from macros.model.regole import REGOLE
from macros.publish.parole.voci import DA_COMPLETARE

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import Indicatore
    from macros.model.rilevati import Misura


@dataclass(frozen=True, slots=True)
class Misurazione:
    """How an indicator is measured, each part empty where there is nothing to say."""

    grado: str
    """How the grade follows from the value."""
    tetto: str
    """Its cap, where that is not the year's."""
    valore: str
    """How the value follows from the measures."""
    misure: tuple[str, ...]
    """What each of these is, and where from."""
    fonte: str
    """Where a value that is not reckoned comes from."""

    @property
    def riga(self) -> str:
        """All of it, in one line."""
        parti = [f"Grado: {self.grado}", self.tetto, f"valore: {self.valore}" if self.valore else ""]
        parti += [*self.misure, f"fonte: {self.fonte}" if self.fonte else ""]
        return "; ".join(p for p in parti if p)


def misurazione(
    anno: Anno, indicatore: Indicatore, *, misure: bool = True, fonte: bool = False, fasi: bool = False
) -> Misurazione:
    """Return how an indicator is measured.

    Args:
        anno: the year, with the plan that is shown.
        indicatore: the indicator.
        misure: True tells what the measures are: only beside surveyed values.
        fonte: True tells the evidence of a value that no formula gives; a form of the plan has a table of it.
        fasi: True tells its milestones; a form has a table of them.
    """
    regola, note = REGOLE[indicatore.regola], anno.misure or {}
    usate = nomi(indicatore.formula) if indicatore.formula else ()
    return Misurazione(
        grado=regola.come(anno.regole) if regola.a_fasi and not fasi else regola.misura(indicatore, anno.regole),
        tetto=_tetto(indicatore) if regola.oltre_cento else "",
        valore=in_parole(indicatore.formula) if indicatore.formula else "",
        misure=tuple(f"{n}: {da_dove(m) if (m := note.get(n)) else DA_COMPLETARE}" for n in usate if misure),
        fonte=(indicatore.documentazione or DA_COMPLETARE) if fonte and not usate else "",
    )


def da_dove(misura: Misura) -> str:
    """Return where a measure comes from, and when an extract of that system was made."""
    giorni = sorted(set(misura.estrazioni.values()))
    estratta = f", estrazione {' e '.join(con_articolo('del', g) for g in giorni)}" if giorni else ""
    return (misura.fonte or DA_COMPLETARE) + estratta


def _tetto(indicatore: Indicatore) -> str:
    if not indicatore.tetto_dichiarato:
        return ""
    return "senza tetto" if indicatore.tetto is None else f"tetto {esatto(indicatore.tetto)}"
