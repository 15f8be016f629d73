"""What each target proposed at 30 June would do, if it were approved: on its grade, objective, areas, chamber.

Rule: the change asked for is of the 31 December target, so it is weighed there, on the final value that the
office itself expects (`stima`). Grade today = estimate against the target in force; grade proposed = the same
estimate against the one proposed; effect = F(with the target proposed) − F(with that in force), F computed by
the engine on the estimates of all the other indicators. One proposal at a time, so effects need not add up.
Without an estimate there is no effect, and it is said. Nothing proposed changes any figure.
Fonte: content/manuale/approvazioni.md, «Quanto vale una proposta del semestre».
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from macros.engine.result import IndicatoreValutato
from macros.engine.stima import Proiezione, SenzaGradoError
from macros.model.anno import Anno
from macros.model.valori import Periodo
from macros.trail.cambiamenti import Effetto
from macros.trail.effetti import effetto_fra


class SenzaEffetto(StrEnum):
    """Why the effect of a proposal cannot be told."""

    STIMA = "l'ufficio non ha dato una stima al 31 dicembre"
    TESTO = "la nuova previsione è un testo, non un valore"
    REGOLA = "stima e nuova previsione, insieme, non danno un grado"


@dataclass(frozen=True, slots=True)
class EffettoProposta:
    """The effect of a proposal, or why it has none."""

    perche: SenzaEffetto | None
    oggi: IndicatoreValutato | None = None
    """The indicator with its estimate against the target in force."""
    proposto: IndicatoreValutato | None = None
    """The same against the target proposed."""
    effetto: Effetto | None = None
    copertura: Decimal | None = None
    """Of the chamber: how much of its weight has an estimate, points."""


def effetti_delle_proposte(anno: Anno) -> dict[str, EffettoProposta]:
    """Return the effect of each proposed target of a year, by indicator, in the order of the plan."""
    anno = anno.al(Periodo.GIUGNO)
    righe = [(c, r) for c in anno.indicatori if (r := anno.rilevazione(c, Periodo.GIUGNO))]
    proposte = [(codice, r.nuova_previsione) for codice, r in righe if r.nuova_previsione is not None]
    if not proposte:
        return {}
    proiezione = Proiezione.di(anno)
    effetti = {}
    for codice, nuova in proposte:
        oggi = proiezione.indicatori[codice]
        if isinstance(nuova, str):
            effetti[codice] = EffettoProposta(SenzaEffetto.TESTO)
        elif oggi.valore is None:
            effetti[codice] = EffettoProposta(SenzaEffetto.STIMA)
        else:
            try:
                ciclo = proiezione.con_target(codice, nuova)
            except SenzaGradoError:
                effetti[codice] = EffettoProposta(SenzaEffetto.REGOLA)
                continue
            effetti[codice] = EffettoProposta(
                None, oggi, ciclo.indicatori[codice], effetto_fra(proiezione.ciclo, ciclo), ciclo.ente.copertura
            )
    return effetti
