"""The staircase of the missing points: its drawing, what it says in words, its sums by cause, its table."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.engine.mancano import Mancano, mancano
from macros.model import formato
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Causa
from macros.publish.disegni.gradini import Gradino, gradini
from macros.publish.disegni.tela import Disegno
from macros.publish.parole import punti as parole
from macros.publish.parole import voci
from macros.publish.parole.voci import Voto

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato, Sintesi

NESSUNA, CONTO = "nessuna", "conto"
CAUSE = {
    Causa.ESOGENA: "fuori dal controllo della Camera",
    Causa.MISTA: "cause miste",
    Causa.ENDOGENA: "cause interne",
}
"""In the order of the key; what no cause is written of comes after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaPersi:
    """What one indicator takes."""

    codice: str
    titolo: str
    indirizzo: str
    causa: str
    voto: Voto
    punti: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguraPunti:
    """Where the points that a figure lacks went."""

    chiave: str
    titolo: str
    frase: str
    disegno: Markup
    gruppi: tuple[tuple[str, str], ...]
    """Hatching, and its cause with its points and how many indicators."""
    righe: tuple[RigaPersi, ...]
    conti: tuple[tuple[str, str], ...]
    """What closes the sum, and is of no indicator."""
    totale: str


def figura_punti(ciclo: Ciclo, sintesi: Sintesi, chiave: str, di_chi: str) -> FiguraPunti | None:
    """Return the staircase of a figure. None: it has no grade, or nothing moves it from 100.

    Args:
        ciclo: the computed year.
        sintesi: the figure.
        chiave: unique on the page.
        di_chi: «della Camera»: closes the name of the drawing.
    """
    m = mancano(ciclo, sintesi)
    if m is None or not (m.perdite or m.tetti or m.arrotondamenti):
        return None
    arrivo = formato.stampato(sintesi.stampato)
    titolo = f"Da 100 a {arrivo}: dove sono finiti i punti"
    passi = [_gradino(ciclo, p.codice, p.punti, formato.stampato(p.stampati)) for p in m.perdite]
    passi += [
        Gradino(codice="", titolo=nome, classe=CONTO, punti=punti, scritti=formato.stampato(m.passo(punti)))
        for nome, punti in parole.di_conto(m)
    ]
    frase = parole.frase(m)
    gruppi = _gruppi(passi, m)
    detti = [f"{p.codice} {p.titolo}".strip() + f": {p.scritti}" for p in passi]
    descrizione = " ".join(
        pezzo for pezzo in (frase, f"Punti persi, dal maggiore: {'; '.join(detti)}.", f"Si arriva a {arrivo}.") if pezzo
    )
    conti = [(nome, formato.stampato(m.passo(punti))) for nome, punti in parole.di_conto(m)]
    if m.di_stampa:
        conti.append((parole.DI_STAMPA, formato.stampato(m.di_stampa)))
    return FiguraPunti(
        chiave=chiave,
        titolo=titolo,
        frase=frase,
        disegno=gradini(Disegno(chiave=chiave, titolo=f"{titolo} {di_chi}", descrizione=descrizione), passi, arrivo),
        gruppi=gruppi,
        righe=tuple(_riga(ciclo, p.codice, formato.stampato(p.stampati)) for p in m.perdite),
        conti=tuple(conti),
        totale=formato.stampato(m.stampato),
    )


def _classe(v: IndicatoreValutato) -> str:
    causa = v.rilevazione.causa if v.rilevazione else None
    return str(causa) if causa else NESSUNA


def _gradino(ciclo: Ciclo, codice: str, punti: Fraction, scritti: str) -> Gradino:
    v = ciclo.indicatori[codice]
    return Gradino(codice=codice, titolo=v.indicatore.titolo, classe=_classe(v), punti=punti, scritti=scritti)


def _riga(ciclo: Ciclo, codice: str, punti: str) -> RigaPersi:
    v = ciclo.indicatori[codice]
    classe = _classe(v)
    return RigaPersi(
        codice=codice,
        titolo=v.indicatore.titolo,
        indirizzo=OBIETTIVO.indirizzo(ciclo.anno.anno, v.indicatore.obiettivo),
        causa=classe if classe != NESSUNA else "",
        voto=voci.voto_indicatore(ciclo, v),
        punti=punti,
    )


def _gruppi(passi: list[Gradino], m: Mancano) -> tuple[tuple[str, str], ...]:
    """Return each cause with what it takes, exact and rounded once; gains are in the table."""
    nomi = {**{str(c): nome for c, nome in CAUSE.items()}, NESSUNA: "causa non indicata"}
    trovati = []
    for classe, nome in nomi.items():
        suoi = [p.punti for p in passi if p.classe == classe and p.punti > 0]
        if suoi:
            somma = formato.stampato(m.passo(sum(suoi, Fraction(0))))
            quanti = formato.quanti(len(suoi), "indicatore", "indicatori")
            trovati.append((classe, f"{nome}: {somma} punti, {quanti}"))
    return tuple(trovati)
