"""Where the missing points went: the staircase from 100 down to a figure. Fonte: RECORDS 14."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.valori import Livello
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import Contesto, periodo_da, piu_vicino, senza_ciclo
from macros.publish.figure.punti import FiguraPunti, figura_punti
from macros.publish.html.modelli import componi

if TYPE_CHECKING:
    from macros.engine.result import Ciclo


def dove_i_punti(ctx: Contesto, periodo: str = "31-12", area: str | None = None, *, anno: int | None = None) -> str:
    """Return where the points that the chamber lacks went, or those of a strategic area or of a manager.

    Example:
        {{ dove_i_punti() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    aree = [a.codice for livello, a in dati.letture.gruppi() if livello is not Livello.OBIETTIVO]
    if area is not None and area not in aree:
        raise piu_vicino(area, aree, f"il codice di un'area del {dati.anno}")
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, data))
    codice = area or str(Livello.ENTE)
    sintesi = ciclo.sintesi(codice)
    if sintesi.stampato is None:
        return componi("avviso.html", testo=f"Al {data.in_parole} {dati.anno} non c'è un grado.")
    figura = scala_dei_punti(ciclo, codice)
    niente = f"Non manca niente: il grado è {formato.stampato(sintesi.stampato)} su 100."
    return componi("grafici/punti.html", figura=figura, niente=niente)


def scala_dei_punti(ciclo: Ciclo, codice: str) -> FiguraPunti | None:
    """Return the staircase of the chamber (`ente`) or of an area. None: it has no grade, or nothing moves it."""
    di_chi = "della Camera" if codice == Livello.ENTE else f"di {cercati.titolo(ciclo.anno, codice)}"
    return figura_punti(ciclo, ciclo.sintesi(codice), f"punti-{ciclo.anno.anno}-{ciclo.periodo}-{codice}", di_chi)
