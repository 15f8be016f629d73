"""What is left out of the averages, why, by whose decision, and what the figures would be with it. They only write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.esclusione import Ipotesi, SeNonEscluso, se_non_escluso
from macros.model import formato
from macros.model.esclusioni import Esclusione, esclusioni
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Assenza, Livello, Periodo
from macros.publish.contesto.contesto import Contesto, periodo_da, senza_ciclo
from macros.publish.html.modelli import componi
from macros.publish.parole import cifre, voci
from macros.publish.parole.voci import Voto

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.anno import Anno

GRUPPI = {
    Assenza.NON_RILEVATO: "Non rilevati",
    Assenza.NON_VALUTABILE: "Non valutabili, per decisione",
    Assenza.NON_PREVISTO: "Non previsti a questa data",
}
NON_NOTO = "non noto"
PROPOSTA = "Proposta: manca l'atto della Giunta che la accoglie"
NON_RICHIESTO = "L'atto della Giunta non era richiesto quando il documento fu approvato"


@dataclass(frozen=True, slots=True, kw_only=True)
class EsclusioneDecisa:
    """Who excluded an indicator, and what it moves."""

    oiv: str
    giunta: str
    """The act that accepts it, or that there is none."""
    colonne: tuple[tuple[str, str], ...]
    """On what it would be reckoned, and the value; empty where only the grade matters."""
    righe: tuple[tuple[str, tuple[str, ...]], ...]
    """A figure, and what it is now and would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escluso:
    """An indicator with no grade."""

    codice: str
    titolo: str
    indirizzo: str
    motivo: str
    pesi: str
    """Weight in each objective it belongs to: «peso 10 nell'obiettivo 2.2 e 60 nell'obiettivo 2.2.3»."""
    voto: Voto
    decisione: EsclusioneDecisa | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Esclusi:
    """The indicators left out for the same kind of reason."""

    titolo: str
    righe: tuple[Escluso, ...]

    @property
    def quanti(self) -> str:
        """How many they are."""
        return formato.quanti(len(self.righe), "indicatore", "indicatori")


def esclusi_dalla_media(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return what is left out of the averages and why: not reported, not assessable, not due.

    Example:
        {{ esclusi_dalla_media() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo, giugno = ctx.vista.ciclo_per(dati, data), ctx.vista.ciclo(dati.anno, Periodo.GIUGNO)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, data))
    decise = {e.riga.indicatore: e for e in esclusioni(dati, data)}
    gruppi = []
    for assenza, titolo in GRUPPI.items():
        righe = tuple(
            _escluso(dati, ciclo, v, decise.get(v.indicatore.codice), giugno)
            for v in ciclo.indicatori.values()
            if v.assenza is assenza
        )
        if righe:
            gruppi.append(Esclusi(titolo=titolo, righe=righe))
    return componi("esclusi.html", gruppi=gruppi, quando=data.in_parole, chiave=f"escluso-{data}")


def _escluso(
    anno: Anno, ciclo: Ciclo, v: IndicatoreValutato, decisa: Esclusione | None, giugno: Ciclo | None
) -> Escluso:
    codice = v.indicatore.codice
    return Escluso(
        codice=codice,
        titolo=v.indicatore.titolo,
        indirizzo=OBIETTIVO.indirizzo(anno.anno, v.indicatore.obiettivo),
        motivo=v.rilevazione.motivo or "" if decisa and v.rilevazione else voci.motivo_assenza(anno, v),
        pesi=pesi_nei_gruppi(anno, codice),
        voto=voci.voto_indicatore(ciclo, v),
        decisione=_decisione(ciclo, decisa, giugno) if decisa and codice in ciclo else None,
    )


def _decisione(ciclo: Ciclo, decisa: Esclusione, giugno: Ciclo | None) -> EsclusioneDecisa:
    codice = decisa.riga.indicatore
    casi = se_non_escluso(ciclo, codice, giugno)
    return EsclusioneDecisa(
        oiv=voci.atto_in_parole(decisa.atto),
        giunta=accoglienza(decisa),
        colonne=(("Escluso, com'è", ""), *(_colonna(ciclo, codice, caso) for caso in casi)),
        righe=tuple(
            (nome, tuple(_grado(c, figura) for c in (ciclo, *(caso.ciclo for caso in casi))))
            for figura, nome in _figure(ciclo, codice)
        ),
    )


def accoglienza(decisa: Esclusione) -> str:
    """Say how far an exclusion has come after the OIV: accepted, by which act; proposed; «» where nothing is asked."""
    if decisa.accolta:
        return f"Accolta: {voci.atto_in_parole(decisa.accolta)}"
    if decisa.proposta:
        return PROPOSTA
    return NON_RICHIESTO if decisa.periodo is Periodo.DICEMBRE else ""


def _colonna(ciclo: Ciclo, codice: str, caso: SeNonEscluso) -> tuple[str, str]:
    if caso.ipotesi is Ipotesi.ZERO:
        return "Con grado 0", ""
    nome = "Con il valore al 30/6" if caso.ipotesi is Ipotesi.ULTIMO else "Con la stima di giugno"
    if caso.valore is None:
        return nome, NON_NOTO
    return nome, cifre.ottenuto(ciclo.indicatori[codice].indicatore, caso.valore).piana


def _figure(ciclo: Ciclo, codice: str) -> list[tuple[str, str]]:
    """Return what an indicator enters, with names: its objective, those that link it, who answers, the chamber."""
    anno = ciclo.anno
    codici = [o.codice for o in anno.in_cui_conta(codice)]
    aree = {a.codice: a.titolo for c in codici for a in anno.responsabili_di(c)}
    ente = {Livello.ENTE.value: "Camera di Commercio"} if any(map(anno.area_strategica_di, codici)) else {}
    return [*((c, f"Obiettivo {c}") for c in codici), *aree.items(), *ente.items()]


def _grado(ciclo: Ciclo | None, figura: str) -> str:
    return NON_NOTO if ciclo is None else formato.stampato(ciclo.sintesi(figura).stampato)


def pesi_nei_gruppi(anno: Anno, codice: str) -> str:
    """Say the weight of an indicator in its own objective and in those that link it."""
    parti = [(peso, o.codice) for o in anno.in_cui_conta(codice) for suo, peso in o.membri if suo == codice]
    detti = [f"{'in parti uguali' if peso is None else formato.valore(peso)} nell'obiettivo {o}" for peso, o in parti]
    return "peso " + " e ".join(detti)


def esclusioni_decise(ctx: Contesto) -> str:
    """Return the indicators that the OIV excluded, year by year, with its act and the Giunta's.

    Example:
        {{ esclusioni_decise() }}
    """
    righe = []
    for numero in reversed(ctx.vista.anni):
        anno = ctx.vista.anno(numero)
        for periodo in reversed(Periodo):
            for e in esclusioni(anno, periodo):
                indicatore = anno.al(periodo).indicatori.get(e.riga.indicatore) or anno.indicatori[e.riga.indicatore]
                righe.append((numero, periodo, indicatore, e))
    return componi(
        "esclusioni.html",
        righe=[
            (
                f"{i.codice} {i.titolo}",
                OBIETTIVO.indirizzo(numero, i.obiettivo),
                f"{periodo.in_parole} {numero}",
                voci.atto_in_parole(e.atto),
                accoglienza(e) or "Al 30 giugno basta l'atto dell'OIV",
            )
            for numero, periodo, i, e in righe
        ],
    )
