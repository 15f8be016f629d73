"""What the year would come to at 31 December, by what the offices expect at 30 June.

The half-year form asks each office for the final value it expects (`stima`). Here those take the place of
the final values, under the plan in force at 30 June: the only figures on which a proposed change of a 31/12
target can be weighed before the year ends. No such figure is ever shown as a result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from macros.engine.ciclo import componi, con_grado, valuta
from macros.engine.result import Ciclo, IndicatoreValutato
from macros.model.anno import Anno
from macros.model.piano import Indicatore
from macros.model.valori import Assenza, Atteso, NonRilevati, Periodo


class SenzaGradoError(Exception):
    """Estimate and proposed target do not give a grade by the rule of the indicator."""


@dataclass(slots=True)
class Proiezione:
    """A year at 31 December with its estimates. Built once, then asked for each proposal."""

    anno: Anno
    """With the plan in force at 30 June."""
    indicatori: Mapping[str, IndicatoreValutato]
    ciclo: Ciclo

    @classmethod
    def di(cls, anno: Anno) -> Proiezione:
        """Return the projection of a year.

        What has no estimate, or one that gives no grade, is left out and the other weights share 100,
        whatever the year does with values not reported: an estimate not given is not a result missed.
        Fonte: DOMAIN 1 (targets proposed at 30 June); DESIGN 3 (columns `stima`, `nuova_previsione`).
        """
        anno = anno.al(Periodo.GIUGNO)
        regole = replace(anno.regole, non_rilevati=NonRilevati.RINORMALIZZA)
        anno = replace(anno, smvp=regole)
        indicatori = {codice: _stimato(anno, i) for codice, i in anno.indicatori.items()}
        return cls(anno, indicatori, componi(anno, Periodo.DICEMBRE, indicatori))

    def con_target(self, target: Mapping[str, Atteso]) -> Ciclo:
        """Return the projection with other targets for some indicators, all else equal.

        Raises: SenzaGradoError.
        """
        cambiati = {}
        for codice, suo in target.items():
            valutato = replace(self.indicatori[codice], target=suo, previsto=True)
            try:
                cambiati[codice] = con_grado(valutato, self.anno.regole)
            except (ValueError, ZeroDivisionError) as errore:
                raise SenzaGradoError(codice) from errore
        return componi(self.anno, Periodo.DICEMBRE, {**self.indicatori, **cambiati}, self.ciclo)


def _stimato(anno: Anno, indicatore: Indicatore) -> IndicatoreValutato:
    """Return an indicator with its estimate as value; without a grade when there is none, or it gives none."""
    riga = anno.rilevazione(indicatore.codice, Periodo.GIUGNO)
    vuoto = replace(
        valuta(replace(anno, rilevazioni={}, misure={}, fasi={}), indicatore, Periodo.DICEMBRE), rilevazione=riga
    )
    if riga is None or riga.stima is None:
        return vuoto
    stimato = replace(vuoto, valore=riga.stima)
    if not vuoto.previsto:
        return stimato
    try:
        return con_grado(stimato, anno.regole)
    except (ValueError, ZeroDivisionError):
        return replace(stimato, assenza=Assenza.NON_RILEVATO)
