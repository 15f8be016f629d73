"""Which kind of source each figure comes from, as the Piano and the measures declare it. Fonte: LG DFP 3/2018."""

from __future__ import annotations

from macros.engine.formula import nomi
from macros.model.anno import Anno
from macros.model.piano import Indicatore
from macros.model.valori import FonteTipo


def fonte_tipo(anno: Anno, indicatore: Indicatore) -> FonteTipo | None:
    """Return the kind of source of an indicator; None: it is not declared.

    Its own, where it says one; else, of a formula, the least trusted of its measures, once all of them say theirs.
    """
    if indicatore.fonte_tipo is not None or not indicatore.formula:
        return indicatore.fonte_tipo
    misure = anno.misure or {}
    tipi = [m.fonte_tipo if (m := misure.get(nome)) else None for nome in nomi(indicatore.formula)]
    detti = [t for t in tipi if t is not None]
    return max(detti, key=list(FonteTipo).index) if detti and len(detti) == len(tipi) else None
