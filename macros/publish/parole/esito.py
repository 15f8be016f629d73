"""How an objective went, in one or two sentences: its state, its indicators, the farthest from target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Periodo
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato

PAROLE = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici",
    "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove", "venti",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Lontano:
    """The indicator farthest from its target."""

    codice: str
    titolo: str
    grado: str
    indirizzo: str
    """Page of its objective where that is another one, else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Esito:
    """The answer to «how did it go», for the head of the objective's page."""

    frase: str
    lontano: Lontano | None
    """None: no indicator is under its target, or the objective has no grade."""


def esito(ciclo: Ciclo, codice: str) -> Esito:
    """Say how an objective went, counting the states that its table shows."""
    sintesi, anno = ciclo.obiettivi[codice], ciclo.anno.anno
    parola = voci.segno_obiettivo(ciclo, sintesi).parola
    meta = ciclo.periodo is Periodo.GIUGNO
    quando = f"Al 30 giugno {anno}" if meta else f"Nel {anno}"
    if sintesi.esatto is None:
        return Esito(frase=f"{quando} l'obiettivo non ha un grado: {parola}.", lontano=None)
    grado = formato.stampato(sintesi.stampato)
    minima = ciclo.anno.regole.stati_copertura_minima
    if sintesi.in_parte and minima is not None:
        uguale = sintesi.copertura == minima  # printed rounded it would not be under
        esatta = formato.dato(sintesi.copertura_esatta, "%")
        coperta = esatta if uguale else formato.per_cento(sintesi.copertura)
        sotto = formato.valore(minima, "%")
        misurato = f"ne è misurato il {coperta} del peso"
        perche = f"sotto la copertura minima di {sotto} il grado non dà uno stato"
        prima = f"{quando} l'obiettivo è {parola}: il grado è {grado} su 100, ma {misurato}, e {perche}."
    else:
        rispetto = " rispetto a quanto atteso a metà anno" if meta else ""
        prima = f"{quando} l'obiettivo risulta {parola}{rispetto}, con {grado} su 100."
    valutati = [ciclo.indicatori[p.codice] for p in sintesi.parti if p.previsto]
    frase = f"{prima} {_indicatori(ciclo, valutati, len(sintesi.parti))}"
    return Esito(frase=frase, lontano=_lontano(ciclo, codice, valutati))


def in_parole(numero: int) -> str:
    """Write a count as in running text: in letters up to twenty.

    >>> in_parole(6), in_parole(21)
    ('sei', '21')
    """
    return PAROLE[numero] if numero < len(PAROLE) else str(numero)


def _indicatori(ciclo: Ciclo, valutati: list[IndicatoreValutato], suoi: int) -> str:
    """Say how many indicators are in the best state, and how many of these at the whole target.

    Args:
        ciclo: the result of a date.
        valutati: the indicators of the objective that something is expected of at that date.
        suoi: how many it has in all.
    """
    migliore = str(ciclo.anno.regole.stati[-1].esito)
    bene = sum(v.stato == migliore for v in valutati)
    pieni = sum(v.misurato and not v.scoperto for v in valutati)
    senza = sum(not v.misurato for v in valutati)
    tutti = len(valutati)
    molti = voci.al_plurale(migliore, 2)
    if tutti == 1:
        quale = "Il suo indicatore" if suoi == 1 else "L'unico indicatore previsto a questa data"
        return f"{quale} è {voci.segno_indicatore(ciclo, valutati[0]).parola}."
    if bene == tutti:
        frase = f"Tutti e {in_parole(tutti)} gli indicatori sono {molti}"
    elif not bene:
        frase = f"Nessuno dei {in_parole(tutti)} indicatori è {migliore}"
    elif bene == 1:
        frase = f"Un indicatore su {in_parole(tutti)} è {migliore}"
    else:
        frase = f"{in_parole(bene).capitalize()} indicatori su {in_parole(tutti)} sono {molti}"
    if bene > pieni:
        quanti = ("nessuno" if bene > 1 else "ma non") if not pieni else in_parole(pieni)
        frase += f", {quanti} al valore atteso pieno"
    elif bene == tutti:
        frase += " al valore atteso pieno"
    if senza:
        frase += f"; {in_parole(senza)} {formato.concorda(senza, 'è', 'sono')} senza grado"
    return frase + "."


def _lontano(ciclo: Ciclo, codice: str, valutati: list[IndicatoreValutato]) -> Lontano | None:
    sotto = [v for v in valutati if v.scoperto]
    if not sotto:
        return None
    peggiore = min(sotto, key=lambda v: v.esatto or 0)
    indicatore = peggiore.indicatore
    return Lontano(
        codice=indicatore.codice,
        titolo=indicatore.titolo,
        grado=formato.stampato(peggiore.stampato),
        indirizzo=OBIETTIVO.indirizzo(ciclo.anno.anno, indicatore.obiettivo) if indicatore.obiettivo != codice else "",
    )
