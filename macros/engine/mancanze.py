"""What is missing of a date, for who asks it before an approval and for who tells of it: acts, grades."""

from __future__ import annotations

from macros.engine.misura import atteso
from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.atti import RILEVATI
from macros.model.piano import Obiettivo
from macros.model.precedenze import validazioni
from macros.model.valori import Periodo


def aree_senza_atto(ciclo: Ciclo) -> tuple[str, ...]:
    """Return the areas with measured indicators that did not validate their data, in print order.

    None of them where one act is of all, and where no act is recorded: that year the validation was not asked.
    """
    prime = validazioni(ciclo.anno, RILEVATI[ciclo.periodo])
    if not prime or "" in prime:
        return ()
    rispondono = {ciclo.anno.area_che_risponde(v.indicatore) for v in ciclo.indicatori.values() if v.misurato}
    return tuple(a.codice for a in ciclo.anno.letture.con_responsabile if a.codice in rispondono - prime.keys())


def obiettivi_scoperti(ciclo: Ciclo) -> tuple[Obiettivo, ...]:
    """Return the objectives of which something was expected, with no grade and an indicator that nobody excuses."""
    anno, periodo = ciclo.anno, ciclo.periodo
    return tuple(
        o
        for o in anno.obiettivi.values()
        if ciclo.obiettivi[o.codice].stampato is None
        and any(atteso(anno, i, periodo) is not None and not _scusato(anno, i.codice, periodo) for i in o.indicatori)
    )


def _scusato(anno: Anno, codice: str, periodo: Periodo) -> bool:
    riga = anno.rilevazione(codice, periodo)
    return riga is not None and riga.assenza is not None and riga.motivo is not None
