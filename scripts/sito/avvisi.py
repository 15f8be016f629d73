"""What the strips above a page say of its state: a draft without its act, a plan that has changed, or is absorbed.

Only of the site: a printed document never has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model.atti import giorno_del_piano
from macros.model.formato import con_articolo
from macros.model.problems import Documento
from macros.model.valori import Periodo, TipoAtto
from macros.publish.parole.piao import assorbimento

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.vista.vista import Vista

_BOZZE = {
    Documento.PIANO: "Il Piano {anno} non ha ancora l’approvazione della Giunta.",
    Documento.PIAO: "Il PIAO {anno} non ha ancora l’approvazione della Giunta.",
    Documento.MONITORAGGIO: "Il monitoraggio {anno} non è ancora stato comunicato alla Giunta.",
    Documento.RELAZIONE: "La Relazione {anno} non è ancora validata dall’OIV e approvata dalla Giunta.",
}
VALIDATA = "La Relazione {anno} non è ancora approvata dalla Giunta."
NON_VALIDA = "L’OIV ha dichiarato non valida la Relazione {anno}: non si approva."


def bozza(vista: Vista, anno: int | None, documento: Documento | None) -> str:
    """Say why what is shown is a draft. On a document: it has no act. On the year's other pages: what they show."""
    if anno is None:
        return ""
    risultati = vista.ciclo(anno, Periodo.DICEMBRE) is not None
    del_anno = (Documento.PIANO, Documento.RELAZIONE) if risultati else (Documento.PIANO,)
    for guardato in (documento,) if documento else del_anno:
        if vista.visibile(anno, guardato) and not vista.atto(anno, guardato):
            return _perche(vista.anno(anno), guardato)
    return ""


def _perche(anno: Anno, documento: Documento) -> str:
    detto = _BOZZE[documento]
    if documento is Documento.RELAZIONE and anno.ultimo_atto(TipoAtto.VALIDAZIONE_OIV, documento):
        detto = NON_VALIDA if anno.non_valida else VALIDATA
    return detto.format(anno=anno.anno)


def piano_di_prima(vista: Vista, anno: int | None, documento: Documento | None) -> str:
    """Say of which day the plan on a document's page is, where an approved variation has changed it since; else «».

    «Iter e versioni» is no chapter: it speaks of today.
    """
    if anno is None or documento is None or documento not in vista.anno(anno).piani:
        return ""
    giorno = giorno_del_piano(anno, documento, vista.anno(anno).approvazione(documento))
    if giorno is None:
        return ""
    quale = "approvato" if documento is Documento.PIANO else "in vigore"
    return f"Queste pagine mostrano il Piano {quale} {con_articolo('il', giorno)}."


def piano_e_piao(vista: Vista, anno: int | None, documento: Documento | None) -> str:
    """Say on the pages of a Piano whether the PIAO of its year absorbs it; «» where no PIAO is shown."""
    if anno is None or documento is not Documento.PIANO or not vista.visibile(anno, Documento.PIAO):
        return ""
    return assorbimento(vista.anno(anno))
