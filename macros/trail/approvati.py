"""The grades as they were approved, for what is said of them then: what the OIV attests stays beside those.

Only reckons a year anew where an errata came after its approval.
"""

from __future__ import annotations

from dataclasses import replace

from macros.checks.esame import calcolabile
from macros.engine.ciclo import calcola
from macros.engine.result import Ciclo
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.reading.stati import con_variazioni
from macros.reading.testo.lettura import Lettura


def con_approvati(lettura: Lettura, ciclo: Ciclo) -> Ciclo:
    """Return a result that knows its printed grades as they were approved, where an errata came since.

    Fonte: RECORDS 3: after approval the difference stays on the approved figures.
    """
    anno = ciclo.anno
    approvazione = anno.approvazione(Documento.RELAZIONE)
    if ciclo.periodo is not Periodo.DICEMBRE or approvazione is None or anno.oiv is None:
        return ciclo
    dopo = [e for e in anno.errata if (quando := anno.approvata_il(e)) and quando > approvazione.data]
    if not dopo:
        return ciclo
    allora, problemi = con_variazioni(lettura, anno.anno, senza=dopo)
    if not calcolabile(allora, problemi):
        return ciclo
    figure = calcola(allora, ciclo.periodo).figure.values()
    stampati = {c: s.stampato for sue in figure for c, s in sue.items() if s.stampato is not None}
    return replace(ciclo, approvati=stampati)
