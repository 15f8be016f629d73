"""What each target proposed at 30 June would do, if it were approved: on its grade, objective, areas, chamber.

Rule: the change asked for is of the 31 December target, so it is weighed there, on the final value that the
office itself expects (`stima`). Grade today = estimate against the target in force; grade proposed = the same
estimate against the one proposed; effect = F(with the target proposed) − F(with that in force), F computed by
the engine on the estimates of all the other indicators. One proposal at a time, so effects need not add up.
Without an estimate there is no effect, and it is said. Nothing proposed changes any figure.
Fonte: content/manuale/approvazioni.md, «Quanto vale una proposta del semestre».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from macros.engine.result import Ciclo, IndicatoreValutato
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


@dataclass(frozen=True, slots=True)
class Previsione:
    """The year at 31 December on the estimates, with the targets in force and with those proposed."""

    in_vigore: Ciclo
    accolte: Ciclo
    """With every proposal that can be weighed, together."""
    effetti: Mapping[str, EffettoProposta]
    """By indicator, one proposal at a time."""


def previsione(anno: Anno) -> Previsione:
    """Return what the offices expect of a year, without and with all that they propose."""
    proiezione = Proiezione.di(anno)
    effetti = _effetti(proiezione)
    pesate = {codice: e.proposto.target for codice, e in effetti.items() if e.proposto is not None}
    target = {codice: t for codice, t in pesate.items() if t is not None and not isinstance(t, Fraction)}
    accolte = proiezione.con_target(target) if target else proiezione.ciclo
    return Previsione(proiezione.ciclo, accolte, effetti)


def _effetti(proiezione: Proiezione) -> dict[str, EffettoProposta]:
    anno = proiezione.anno
    righe = [(c, r) for c in anno.indicatori if (r := anno.rilevazione(c, Periodo.GIUGNO))]
    effetti = {}
    for codice, nuova in [(c, r.nuova_previsione) for c, r in righe if r.nuova_previsione is not None]:
        oggi = proiezione.indicatori[codice]
        if isinstance(nuova, str):
            effetti[codice] = EffettoProposta(SenzaEffetto.TESTO)
        elif oggi.valore is None:
            effetti[codice] = EffettoProposta(SenzaEffetto.STIMA)
        else:
            try:
                ciclo = proiezione.con_target({codice: nuova})
            except SenzaGradoError:
                effetti[codice] = EffettoProposta(SenzaEffetto.REGOLA)
                continue
            effetti[codice] = EffettoProposta(
                None, oggi, ciclo.indicatori[codice], effetto_fra(proiezione.ciclo, ciclo), ciclo.ente.copertura
            )
    return effetti
