"""The historic reference of an indicator that declares none: the approved final value of what it continues."""

from __future__ import annotations

from dataclasses import replace

from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.formato import digitato
from macros.model.piano import Indicatore
from macros.model.problems import Documento


def con_storici(anno: Anno, prima: Ciclo | None) -> Anno:
    """Return a year whose Piano is not approved with the historic references it inherits.

    An approved one says all of its own: what is decided later of the year before does not change it.

    Args:
        anno: the year as read.
        prima: the 31/12 result of the year before, when its Relazione is approved; None: nothing is inherited.

    Fonte: DESIGN 3, `storico`.
    """
    if prima is None or anno.approvazione(Documento.PIANO) is not None:
        return anno
    obiettivi = {
        codice: replace(o, indicatori=tuple(_con_storico(i, prima) for i in o.indicatori))
        for codice, o in anno.obiettivi.items()
    }
    return replace(anno, obiettivi=obiettivi)


def _con_storico(indicatore: Indicatore, prima: Ciclo) -> Indicatore:
    continuati = indicatore.continua_da or ()
    if indicatore.storico or len(continuati) != 1 or continuati[0] not in prima.indicatori:
        return indicatore
    return replace(indicatore, storico=digitato(prima.indicatori[continuati[0]].valore))
