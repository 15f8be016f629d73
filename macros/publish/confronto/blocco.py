"""What changes without an act would move, one a line, for `ciclo verifica`."""

from __future__ import annotations

from macros.publish.confronto.parole import riga
from macros.trail.cambiamenti import Cambiamento, Genere
from macros.trail.confronto import QUANDO, Confronto

LUNGO = 60
"""Characters of a text shown in a line."""


def effetti_in_righe(c: Confronto) -> list[str]:
    """Return one line for each change: what, before and after, effect on the chamber if it were approved."""
    return [_riga(x, c) for x in c.cambiamenti if x.genere is not Genere.GRADO]


def _riga(x: Cambiamento, c: Confronto) -> str:
    r = riga(x)
    cosa = f"{c.dopo.anno}: {r.codice}, {r.che}: {_breve(r.prima)} → {_breve(r.dopo)}."
    if x.effetto is not None and c.periodo:
        return f"{cosa} Effetto, se fosse approvato: Camera {r.effetto} punti ({QUANDO[c.periodo]})"
    return f"{cosa} Effetto: {x.senza_effetto or c.senza_cifre or 'nessuno sulle cifre'}"


def _breve(testo: str) -> str:
    return testo if len(testo) <= LUNGO else testo[:LUNGO].rstrip() + "…"
