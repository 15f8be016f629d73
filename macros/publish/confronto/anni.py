"""The comparisons between the years that a build shows, each made once."""

from __future__ import annotations

from macros.publish.vista import Vista
from macros.trail.confronto import Confronto, confronta

_FATTI: list[tuple[Vista, dict[int, Confronto]]] = []
"""Those of the last view asked about: the page and the open data of a year take the same one."""


def confronto_di(vista: Vista, anno: int) -> Confronto | None:
    """Return a year compared with the one before, on the very results of the view; None when that is not shown."""
    if anno not in vista.anni or anno - 1 not in vista.anni:
        return None
    if not _FATTI or _FATTI[0][0] is not vista:
        _FATTI[:] = [(vista, {})]
    fatti = _FATTI[0][1]
    if anno not in fatti:
        fatti[anno] = confronta(vista.anno(anno - 1), vista.anno(anno), vista.progetto.anni, cicli=vista.cicli)
    return fatti[anno]
