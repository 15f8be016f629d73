"""What each change is worth, and how the difference between two figures splits by kind of change.

One change: F(B) − F(B with that change undone), all else as in B. All of them: A is led to B one kind
at a time, in the order of `Passo`; each step is the difference it makes, so the steps add up exactly.
The two answer different questions, and their sums need not agree. Points, exact, never rounded here.
Fonte: content/manuale/confronti.md, «L'effetto, a parità di tutto il resto» and «Da dove viene la differenza».
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from macros.engine.ciclo import con_grado
from macros.engine.result import Ciclo, IndicatoreValutato, Sintesi
from macros.model.piano import Indicatore, Smvp
from macros.model.valori import Livello
from macros.trail.cambiamenti import (
    Cambiamento,
    Effetto,
    Genere,
    Senza,
    ToccaIndicatore,
    ToccaPeso,
    ToccaPresenza,
    ToccaRegole,
)
from macros.trail.campi import sorti
from macros.trail.ibridi import Ibridi, Stato
from macros.trail.mondo import ENTE, Chiave, Mondo, Passo

PASSO_DI = {
    Genere.VALORE: Passo.RISULTATI,
    Genere.ASSENZA: Passo.RISULTATI,
    Genere.TARGET: Passo.TARGET,
    Genere.PESO: Passo.PESI,
    Genere.RESPONSABILE: Passo.PESI,
    Genere.REGOLA: Passo.REGOLE,
    Genere.DIVISO: Passo.RICOMPOSTI,
    Genere.UNITO: Passo.RICOMPOSTI,
    Genere.RICOMPOSTO: Passo.RICOMPOSTI,
    Genere.AGGIUNTO: Passo.AGGIUNTI,
    Genere.CONCLUSO: Passo.CONCLUSI,
}
"""The step in which a kind of change is counted."""


@dataclass(frozen=True, slots=True)
class Contributo:
    """What one kind of change adds to a figure."""

    passo: Passo
    punti: Fraction | None
    """None: half way there is no figure, and the movement is in the next step that has one."""
    arrivo: Fraction | None
    """The figure after this step."""


@dataclass(frozen=True, slots=True)
class Scomposizione:
    """The difference of one figure, step by step: the steps that are not None add up to it exactly."""

    chiave: Chiave
    prima: Sintesi
    dopo: Sintesi
    contributi: tuple[Contributo, ...]

    @property
    def differenza(self) -> Fraction:
        """F(B) − F(A), exact."""
        assert self.prima.esatto is not None and self.dopo.esatto is not None  # noqa: PT018, S101 - see `scomposizioni`
        return self.dopo.esatto - self.prima.esatto


@dataclass(slots=True)
class Effetti:
    """Reckons effects around state B. Built once for a comparison."""

    ibridi: Ibridi
    base: Stato
    finale: Ciclo

    @classmethod
    def di(cls, mondo: Mondo, prima: Ciclo, dopo: Ciclo) -> Effetti:
        """Return the reckoner of two computed years."""
        ibridi = Ibridi(mondo, prima, dopo)
        base = ibridi.stato(Passo.CONCLUSI)
        return cls(ibridi, base, ibridi.calcola(base))

    def con_effetto(self, cambiamento: Cambiamento) -> Cambiamento:
        """Return a change with its effect, or with the reason why it has none."""
        if cambiamento.tocco is None:
            return cambiamento
        try:
            senza = self._senza(cambiamento)
        except (ValueError, ZeroDivisionError):
            return replace(cambiamento, senza=Senza.NON_SI_COMBINA)
        ciclo = self.ibridi.calcola(senza, self.finale)
        effetto = effetto_fra(ciclo, self.finale)
        mancante = Senza.SENZA_CIFRA if None in effetto.figure.values() else None
        return replace(cambiamento, effetto=effetto, senza=mancante)

    def _senza(self, cambiamento: Cambiamento) -> Stato:
        """Return B with one change undone."""
        base, mondo = self.base, self.ibridi.mondo
        match cambiamento.tocco:
            case ToccaIndicatore() as tocco:
                valutato = self._indicatore(cambiamento.chiave, tocco)
                return replace(base, indicatori={**base.indicatori, cambiamento.chiave[1]: valutato})
            case ToccaPeso(gruppo, membro):
                return replace(base, pesi_prima=frozenset({(gruppo, membro)}))
            case ToccaPresenza(prima, dopo):
                tornano = frozenset(prima).union(*(self._seguono(c) for c in prima))
                tolti = frozenset(dopo).union(*(self._seguono(c) for c in dopo))
                return replace(base, assenti=(base.assenti - tornano) | tolti)
            case ToccaRegole(campo, livello):
                regole = _regole(mondo.prima.regole, mondo.dopo.regole, campo, livello)
                valutati = {n: self._con_regole(v, regole) for n, v in base.indicatori.items()}
                return replace(base, indicatori=valutati, regole=regole)
        msg = f"{cambiamento.campo}: a change that touches nothing has no effect"
        raise TypeError(msg)

    def _indicatore(self, chiave: Chiave, tocco: ToccaIndicatore) -> IndicatoreValutato:
        regole = self.base.regole
        if not tocco.campi:
            return self.ibridi.valutato(chiave, tocco.lati, regole)
        a, b = self.ibridi.mondo.indicatore(chiave)
        assert a and b  # noqa: PT018, S101 - a key that changed is of an indicator on both sides
        return self.ibridi.valutato(chiave, tocco.lati, regole, _con_chiavi(b, a, tocco.campi))

    def _con_regole(self, valutato: IndicatoreValutato, regole: Smvp) -> IndicatoreValutato:
        return con_grado(valutato, regole) if valutato.misurato else valutato

    def _seguono(self, chiave: Chiave) -> frozenset[Chiave]:
        """Return the indicators that come and go with an objective."""
        if chiave[0] != Livello.OBIETTIVO:
            return frozenset()
        mondo = self.ibridi.mondo
        return frozenset(c for c in mondo.passo if c[0] == Livello.INDICATORE and mondo.obiettivo_di(c) == chiave)

    def scomposizioni(self) -> dict[Chiave, Scomposizione]:
        """Split the difference of the chamber, of each area, of each manager and of the agency.

        Figures that one of the two years does not have are left out.
        """
        cicli: dict[Passo, Ciclo] = {}
        simile: Ciclo | None = None
        for passo in Passo:
            simile = cicli[passo] = self.ibridi.calcola(self.ibridi.stato(passo), simile)
        per_passo = {passo: figure_di(ciclo) for passo, ciclo in cicli.items()}
        uscita = {}
        for chiave, dopo in per_passo[Passo.CONCLUSI].items():
            prima = per_passo[Passo.INIZIO].get(chiave)
            if chiave[0] == Livello.OBIETTIVO:
                continue
            if prima is not None and prima.esatto is not None and dopo.esatto is not None:
                gradi = {p: f[chiave].esatto if chiave in f else None for p, f in per_passo.items()}
                uscita[chiave] = Scomposizione(chiave, prima, dopo, _contributi(gradi))
        return uscita


def _con_chiavi(indicatore: Indicatore, altro: Indicatore, chiavi: tuple[str, ...]) -> Indicatore:
    """Return an indicator with some keys of its rule as another has them."""
    numeri = {k: n for i in (indicatore, altro) for k, n in i.numeri.items() if (k in chiavi) is (i is altro)}
    campi = {campo: getattr(altro, campo) for campo in chiavi if campo in sorti(type(indicatore))}
    return replace(indicatore, numeri=numeri, **campi)


def effetto_fra(prima: Ciclo, dopo: Ciclo) -> Effetto:
    """Return what moves from one result to another: the chamber always, the other figures that both have if they do."""
    return Effetto({chiave: _punti(a, da) for chiave, a, da in _mosse(dopo, prima)})


def _contributi(gradi: Mapping[Passo, Fraction | None]) -> tuple[Contributo, ...]:
    """Return the steps. One without a figure is None, and the next with one carries both movements."""
    contributi, ultimo = [], gradi[Passo.INIZIO]
    assert ultimo is not None  # noqa: S101 - asked only of figures that both years have
    for passo in list(Passo)[1:]:
        arrivo = gradi[passo]
        contributi.append(Contributo(passo, None if arrivo is None else arrivo - ultimo, arrivo))
        ultimo = ultimo if arrivo is None else arrivo
    return tuple(contributi)


def _regole(prima: Smvp, dopo: Smvp, campo: str, livello: Livello | None) -> Smvp:
    if livello:
        return replace(dopo, arrotondamento={**dopo.arrotondamento, livello: prima.arrotondamento[livello]})
    return replace(dopo, **{campo: getattr(prima, campo)})


def figure_di(ciclo: Ciclo) -> dict[Chiave, Sintesi]:
    """Return every figure of a result above the indicators, the agency's after all those of the chamber."""
    livelli = sorted(ciclo.figure, key=lambda livello: livello is Livello.AZIENDA_SPECIALE)
    return {(livello, codice): sintesi for livello in livelli for codice, sintesi in ciclo.figure[livello].items()}


def _mosse(dopo: Ciclo, prima: Ciclo) -> Iterable[tuple[Chiave, Sintesi, Sintesi]]:
    """Yield the figures on both sides that were reckoned anew; the chamber always, the others if they moved."""
    di_prima = figure_di(prima)
    for chiave, sintesi in figure_di(dopo).items():
        altra = di_prima.get(chiave)
        if altra is not None and (chiave == ENTE or (altra is not sintesi and altra.esatto != sintesi.esatto)):
            yield chiave, sintesi, altra


def _punti(dopo: Sintesi, prima: Sintesi) -> Fraction | None:
    return None if dopo.esatto is None or prima.esatto is None else dopo.esatto - prima.esatto
