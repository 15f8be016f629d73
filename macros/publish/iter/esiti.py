"""How a variation stands, and how a proposal ended, in a shape and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.variazioni import StatoVariazione, Variazione
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.model.anno import Anno

CLASSI = {
    StatoVariazione.PROPOSTA: "np",
    StatoVariazione.VALIDATA: "pa",
    StatoVariazione.APPROVATA: "ra",
    StatoVariazione.RESPINTA: "no",
    StatoVariazione.NON_VALIDATA: "no",
    StatoVariazione.RITIRATA: "nv",
}
"""State → the shape beside its word."""


def esito_in_parole(anno: Anno, v: Variazione) -> str:
    """Say how a proposal ended, on which day, why, by which act; «» while it has not."""
    if v.esito is None:
        return ""
    atto = anno.atti.get(v.esito.atto or "")
    con = f" ({voci.atto_in_parole(atto)})" if atto else ""
    detto = f"{str(v.esito.stato).capitalize()}, {formato.data_lunga(v.esito.data)}{con}"
    return f"{detto}: {v.esito.motivo.rstrip('.')}. Il Piano non la contiene"
