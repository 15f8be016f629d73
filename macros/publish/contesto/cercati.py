"""What a call asks for by its code, in a year; an unknown code names the nearest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.publish.contesto.contesto import piu_vicino

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import AreaDirigenziale, Indicatore, Obiettivo


def obiettivo(anno: Anno, codice: str) -> Obiettivo:
    """Return an objective by code."""
    if codice not in anno.obiettivi:
        raise piu_vicino(codice, anno.obiettivi, f"il codice di un obiettivo del {anno.anno}")
    return anno.obiettivi[codice]


def indicatore(anno: Anno, codice: str) -> Indicatore:
    """Return an indicator by code."""
    if codice not in anno.indicatori:
        cosa = f"il codice di un indicatore del {anno.anno}"
        raise piu_vicino(codice, anno.indicatori, cosa)
    return anno.indicatori[codice]


def area(anno: Anno, codice: str) -> AreaDirigenziale:
    """Return a managerial area, or the agency, by code."""
    area = anno.area_dirigenziale(codice)
    if area is None:
        codici = [a.codice for a in anno.letture.con_responsabile]
        cosa = f"il codice di un'area dirigenziale del {anno.anno}"
        raise piu_vicino(codice, codici, cosa)
    return area


def titolo(anno: Anno, codice: str) -> str:
    """Return the title of whatever has that code: objective, indicator, area."""
    titoli = {o.codice: o.titolo for o in anno.obiettivi.values()}
    titoli |= {i.codice: i.titolo for i in anno.indicatori.values()}
    titoli |= anno.letture.nomi_aree
    titoli |= {a.codice: a.titolo for a in anno.letture.aree_strategiche}
    if codice not in titoli:
        raise piu_vicino(codice, titoli, f"un codice del {anno.anno}")
    return titoli[codice]
