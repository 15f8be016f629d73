"""What a broken lock is worth: the year as it was approved, with its approved variations, against the year as it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from macros.checks.esame import calcolabile
from macros.model.anno import Anno
from macros.model.gravita import Gravita
from macros.model.problems import Problem
from macros.model.tratti import Tratto
from macros.reading.stati import come_approvato, con_variazioni
from macros.reading.testo.lettura import Lettura
from macros.trail.confronto import Confronto, confronta


def dal_approvato(radice: Path, anno: Anno, problemi: Iterable[Problem]) -> Confronto | None:
    """Compare what should stand in a year with what stands there; None when either cannot be computed.

    `problemi`: of the whole project; any error that is not of the lock means None.
    """
    if any(p.gravita is Gravita.ERRORE and not p.ha(Tratto.DEL_BLOCCO) for p in problemi):
        return None
    presente, approvato = con_variazioni(Lettura(radice), anno.anno), come_approvato(Lettura(radice), anno)
    if not calcolabile(*presente) or not calcolabile(*approvato):
        return None
    return confronta(approvato[0], presente[0])
