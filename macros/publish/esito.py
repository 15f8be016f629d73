"""How an objective went, in one or two sentences: its state, its indicators, the farthest from target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.valori import Periodo
from macros.publish import voci

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato


def esito(ciclo: Ciclo, codice: str) -> str:
    """Return the answer to «how did it go», for the head of the objective's page."""
    sintesi, anno = ciclo.obiettivi[codice], ciclo.anno.anno
    parola = voci.segno_obiettivo(ciclo, sintesi).parola
    meta = ciclo.periodo is Periodo.GIUGNO
    quando = f"Al 30 giugno {anno}" if meta else f"Nel {anno}"
    if sintesi.esatto is None:
        return f"{quando} l'obiettivo non ha un grado: {parola}."
    rispetto = " rispetto a quanto atteso a metà anno" if meta else ""
    prima = f"{quando} l'obiettivo risulta {parola}{rispetto}, con {formato.stampato(sintesi.stampato)} su 100."
    valutati = [ciclo.indicatori[p.codice] for p in sintesi.parti if p.previsto]
    return " ".join([prima, *_indicatori(valutati)])


def _indicatori(valutati: list[IndicatoreValutato]) -> list[str]:
    """Say how many indicators reached their target, and which one is the farthest from it."""
    sotto = [v for v in valutati if v.scoperto]
    senza = sum(not v.misurato for v in valutati)
    bene = len(valutati) - len(sotto) - senza
    if len(valutati) == 1:
        frasi = [f"Il suo indicatore {'ha' if bene else 'non ha'} raggiunto il target."]
    elif bene == len(valutati):
        frasi = [f"Tutti i {bene} indicatori hanno raggiunto il target."]
    else:
        chi = "Nessuno" if not bene else str(bene)
        frase = f"{chi} dei {len(valutati)} indicatori {'ha' if bene < 2 else 'hanno'} raggiunto il target"
        frasi = [frase + (f"; {senza} {formato.concorda(senza, 'è', 'sono')} senza grado." if senza else ".")]
    if sotto:
        peggiore = min(sotto, key=lambda v: v.esatto or 0)
        nome = f"{peggiore.indicatore.codice} «{peggiore.indicatore.titolo}»"
        frasi.append(f"Il più lontano è {nome}, con grado {formato.stampato(peggiore.stampato)}.")
    return frasi
