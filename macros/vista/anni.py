"""The comparisons between the years that a build shows, each made once."""

from __future__ import annotations

from macros.engine.ciclo import calcola
from macros.trail.confronto import Confronto, confronta
from macros.vista.ascolto import Letto, ParteLetta
from macros.vista.vista import Vista


def confronto_di(vista: Vista, anno: int) -> Confronto | None:
    """Return a year compared with the one before, on the very results of the view; None when that is not shown."""
    if anno not in vista.anni or anno - 1 not in vista.anni:
        return None

    def fai() -> Confronto:
        # Some of it is reckoned later, once, and heard of whoever asks first: it is of all of both years for everybody.
        vista.segna(*(Letto(ParteLetta.FILE, n) for n in (anno - 1, anno)))
        return confronta(
            vista.anno(anno - 1),
            vista.anno(anno),
            calcolo=lambda suo, data: vista.cicli.get((suo.anno, data)) or calcola(suo, data),
        )

    return vista.una_volta(("confronto", anno), fai)
