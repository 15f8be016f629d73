"""What changes without an act would move, one a line, for `ciclo verifica`."""

from __future__ import annotations

from macros.publish.confronto.parole import riga
from macros.trail.cambiamenti import Cambiamento, Genere
from macros.trail.confronto import QUANDO, Confronto


def effetti_in_righe(c: Confronto) -> list[str]:
    """Return one line for each change: what, before and after, effect on the chamber if it were approved."""
    return [_riga(x, c) for x in c.cambiamenti if x.genere is not Genere.GRADO]


def _riga(x: Cambiamento, c: Confronto) -> str:
    r = riga(x)
    cosa = f"{c.dopo.anno}: {r.codice}, {r.che}: {r.prima} → {r.dopo}."
    if x.effetto is not None and c.periodo:
        return f"{cosa} Effetto, se fosse approvato: Camera {r.effetto} punti ({QUANDO[c.periodo]})"
    return f"{cosa} Effetto: {x.senza_effetto or c.senza_cifre or 'nessuno sulle cifre'}"
