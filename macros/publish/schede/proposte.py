"""The targets proposed at 30 June, weighed: what each would do to its grade, its areas, the chamber."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.formato import ASSENTE, per_cento, stampato
from macros.model.regola import CENTO
from macros.publish.confronto.parole import DAL_BASSO, punti
from macros.publish.iter.delibere import nome_figura
from macros.publish.parole import cifre
from macros.publish.parole.cifre import Cifra
from macros.trail.mondo import ENTE
from macros.trail.proposte import EffettoProposta, Previsione, previsione

if TYPE_CHECKING:
    from fractions import Fraction

    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaEffettoProposta:
    """A proposal with its effect."""

    codice: str
    titolo: str
    stima: Cifra
    oggi: str
    """Grade against the target in force."""
    proposto: str
    camera: str
    """Points, with their sign."""
    altrove: str
    """Which other figures move, in one line; or why there is no effect."""


def attesa(vista: Vista, ciclo: Ciclo) -> Previsione:
    """Return what is expected of a year at its end, by its figures of 30 June; several pages take the same."""
    return vista.una_volta(("previsione", ciclo.anno.anno), lambda: previsione(ciclo.anno))


def effetti(vista: Vista, ciclo: Ciclo) -> tuple[tuple[RigaEffettoProposta, ...], str]:
    """Return the effect of each proposal of a year, and the share of the chamber that has an estimate; «» when all."""
    trovati = attesa(vista, ciclo).effetti
    righe = tuple(riga_effetto(ciclo.anno, c, e) for c, e in trovati.items())
    copertura = next((e.copertura for e in trovati.values() if e.copertura is not None), CENTO)
    return righe, per_cento(copertura) if copertura < CENTO else ""


def riga_effetto(anno: Anno, codice: str, e: EffettoProposta) -> RigaEffettoProposta:
    """Return the effect of a proposal as texts."""
    indicatore = anno.indicatori[codice]
    stima = e.oggi.valore if e.oggi else None
    mosse = e.effetto.figure if e.effetto else {}
    altre = sorted((k for k in mosse if k != ENTE), key=lambda k: DAL_BASSO.index(k[0]))
    detto = "; ".join(f"{nome_figura(anno, k)} {_punti(mosse[k])}" for k in altre)
    return RigaEffettoProposta(
        codice=codice,
        titolo=indicatore.titolo,
        stima=cifre.ottenuto(indicatore, stima),
        oggi=stampato(e.oggi.stampato) if e.oggi else ASSENTE,
        proposto=stampato(e.proposto.stampato) if e.proposto else ASSENTE,
        camera=_punti(e.effetto.ente) if e.effetto else ASSENTE,
        altrove=str(e.perche) if e.perche else detto or "nessun'altra cifra cambia",
    )


def _punti(valore: Fraction | None) -> str:
    return ASSENTE if valore is None else punti(valore)
