"""States between A and B, computed by the real engine: this plan with those values, that one weight as it was.

A hybrid is an `Anno` in the common names of `mondo` with the grades of each indicator. Weights that no
longer add up are weighed by their total, as the engine does; a group that declares weights on one side
only is brought to a common scale, exactly.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from macros.engine.ciclo import componi, con_grado
from macros.engine.result import Ciclo, IndicatoreValutato
from macros.model.anno import Anno
from macros.model.piano import Area, AreaDirigenziale, AreaStrategica, Collegato, Indicatore, Obiettivo, Smvp, Voce
from macros.model.problems import Source
from macros.model.regole import REGOLE
from macros.model.valori import Assenza, Livello
from macros.trail.mondo import ENTE, Chiave, Gruppo, Mondo, Passo

QUI = Source("", 0)
"""Hybrids are not written anywhere."""


class Perche(StrEnum):
    """Why value and grade of an indicator cannot be set beside each other."""

    REGOLA = "la regola è cambiata"
    UNITA = "l'unità di misura è cambiata"
    FORMULA = "la formula è cambiata"
    FASI = "le fasi sono cambiate"
    INDEFINITO = "regola, target e valori delle due parti, insieme, non danno un grado"


@dataclass(frozen=True, slots=True)
class Lati:
    """Which side rule, target and value of an indicator are taken from; True: A."""

    regola: bool = False
    target: bool = False
    valore: bool = False


@dataclass(frozen=True, slots=True)
class Stato:
    """A state between A and B."""

    assenti: frozenset[Chiave]
    """What is not in the plan."""
    pesi_prima: frozenset[tuple[Chiave, Chiave]]
    """(group, member), both on both sides, that weigh what they weighed in A."""
    indicatori: Mapping[str, IndicatoreValutato]
    """By name."""
    regole: Smvp


@dataclass(slots=True)
class Ibridi:
    """Builds states and computes them. Holds only what it may use again."""

    mondo: Mondo
    prima: Ciclo
    dopo: Ciclo
    perche: dict[Chiave, Perche] = field(default_factory=dict)
    """Indicators on both sides whose value and grade are not comparable."""
    _fatti: dict[object, IndicatoreValutato] = field(default_factory=dict)
    _record: dict[object, Obiettivo | Area] = field(default_factory=dict)
    _anni: dict[object, Anno] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for chiave in self.mondo.di_livello(Livello.INDICATORE):
            a, b = self.mondo.indicatore(chiave)
            if a and b and (perche := self._incomparabile(chiave, a, b)):
                self.perche[chiave] = perche

    def _incomparabile(self, chiave: Chiave, a: Indicatore, b: Indicatore) -> Perche | None:
        if perche := incomparabile(a, b):
            return perche
        prima, dopo = (c.indicatori[i.codice] for c, i in ((self.prima, a), (self.dopo, b)))
        if prima is dopo:  # every part of it is of both sides
            return None
        try:
            for lati in (Lati(regola=True, target=True), Lati(regola=True), Lati(target=True), Lati(valore=True)):
                self.valutato(chiave, lati, self.prima.anno.regole)
        except (ValueError, ZeroDivisionError):
            return Perche.INDEFINITO
        return None

    def valutato(
        self, chiave: Chiave, lati: Lati, regole: Smvp, indicatore: Indicatore | None = None
    ) -> IndicatoreValutato:
        """Return an indicator with each part from its side.

        Args:
            chiave: its name.
            lati: where rule, target and value come from; what is on one side only comes from there.
            regole: the settings of the year in force.
            indicatore: a rule that stands on neither side.

        Raises: ValueError, ZeroDivisionError when the parts do not belong together.
        """
        gia = (chiave, lati, id(regole)) if indicatore is None else None
        if gia is not None and gia in self._fatti:
            return self._fatti[gia]
        codice_a, codice_b = self.mondo.codice_prima.get(chiave), self.mondo.codice_dopo.get(chiave)
        a = self.prima.indicatori[codice_a] if codice_a else None
        b = self.dopo.indicatori[codice_b] if codice_b else None
        regola, target, valore = ((a if di_a else b) or a or b for di_a in (lati.regola, lati.target, lati.valore))
        assert regola and target and valore  # noqa: PT018, S101 - a name stands for something
        regola = replace(regola, indicatore=indicatore) if indicatore else regola
        anni = {id(a): self.prima.anno.anno, id(b): self.dopo.anno.anno}
        fatto = _unisci(regola, target, valore, anni[id(target)] - anni[id(valore)], regole)
        if gia is not None:
            self._fatti[gia] = fatto
        return fatto

    def stato(self, passo: Passo) -> Stato:
        """Return the state after a step: everything up to it as in B, the rest as in A."""
        mondo = self.mondo
        regole = (self.prima if passo < Passo.REGOLE else self.dopo).anno.regole
        assenti = frozenset(c for c, p in mondo.passo.items() if (p <= passo) == (c in mondo.codice_prima))
        insieme = frozenset(
            (g, m) for g, gruppo in mondo.gruppi.items() for m in gruppo.membri if mondo.insieme(g) and mondo.insieme(m)
        )
        valutati = {}
        for chiave in mondo.di_livello(Livello.INDICATORE):
            regola = passo < Passo.REGOLE
            lati = Lati(regola, passo < Passo.TARGET, passo < Passo.RISULTATI)
            if chiave in self.perche:
                lati = Lati(regola, regola, regola)
            di_ora = regole if mondo.insieme(chiave) or chiave in mondo.codice_prima else self.dopo.anno.regole
            valutati[chiave[1]] = self.valutato(chiave, lati, di_ora)
        return Stato(assenti, insieme if passo < Passo.PESI else frozenset(), valutati, regole)

    def calcola(self, stato: Stato, simile: Ciclo | None = None) -> Ciclo:
        """Compute a state; `simile`: another one that it mostly equals."""
        return componi(self._con_piano(stato), self.dopo.periodo, stato.indicatori, simile)

    def _con_piano(self, stato: Stato) -> Anno:
        """Return the plan of a state: the same for those that differ by their indicators alone."""
        piano = stato.assenti, stato.pesi_prima, id(stato.regole)
        if piano not in self._anni:
            self._anni[piano] = self._anno(stato)
        return self._anni[piano]

    def _anno(self, stato: Stato) -> Anno:
        mondo, dopo, speciale = self.mondo, self.dopo.anno, Livello.AZIENDA_SPECIALE
        pesi = dict(self._membri(mondo.gruppi[ENTE], stato))
        aree = [(c[0], self._area(c, stato, pesi.get(c))) for c in mondo.aree() if c not in stato.assenti]
        dirigenziali = [(livello, a) for livello, a in aree if isinstance(a, AreaDirigenziale)]
        obiettivi = mondo.di_livello(Livello.OBIETTIVO)
        albero = replace(
            dopo.letture,
            aree_strategiche=tuple(a for _, a in aree if isinstance(a, AreaStrategica)),
            aree_dirigenziali=tuple(a for livello, a in dirigenziali if livello != speciale),
            azienda_speciale=next((a for livello, a in dirigenziali if livello == speciale), None),
        )
        presenti = {c[1]: self._obiettivo(c, stato) for c in obiettivi if c not in stato.assenti}
        return replace(dopo, smvp=stato.regole, albero=albero, obiettivi=presenti)

    def _membri(self, gruppo: Gruppo, stato: Stato) -> tuple[tuple[Chiave, Decimal | None], ...]:
        """Return who is in a group and what each weighs."""
        mondo, presi = self.mondo, []
        for membro in gruppo.membri:
            if membro in stato.assenti:
                continue
            if mondo.insieme(gruppo.chiave) and mondo.insieme(membro):
                di_a = (gruppo.chiave, membro) in stato.pesi_prima
            else:
                di_a = not (gruppo.chiave in mondo.codice_dopo and membro in mondo.codice_dopo)
            quota = (gruppo.prima if di_a else gruppo.dopo).get(membro)
            if quota is not None:
                presi.append((membro, quota.peso, len(gruppo.prima if di_a else gruppo.dopo)))
        senza = {quanti for _, peso, quanti in presi if peso is None}
        if not senza or all(peso is None for _, peso, _ in presi):
            return tuple((membro, peso) for membro, peso, _ in presi)
        (quanti,) = senza
        return tuple((membro, Decimal(100) if peso is None else peso * quanti) for membro, peso, _ in presi)

    def _area(self, chiave: Chiave, stato: Stato, peso: Decimal | None) -> Area:
        membri = self._membri(self.mondo.gruppi[chiave], stato)
        if (chiave, peso, membri) not in self._record:
            prima, dopo = self.mondo.area(chiave)
            area = dopo or prima
            voci = tuple(Voce(m[1], p, QUI, QUI) for m, p in membri)
            if isinstance(area, AreaStrategica):
                self._record[chiave, peso, membri] = replace(area, codice=chiave[1], peso=peso, obiettivi=voci)
            elif isinstance(area, AreaDirigenziale):
                self._record[chiave, peso, membri] = replace(area, codice=chiave[1], obiettivi=voci)
        return self._record[chiave, peso, membri]  # type: ignore[return-value]  # the key holds the level

    def _obiettivo(self, chiave: Chiave, stato: Stato) -> Obiettivo:
        membri = self._membri(self.mondo.gruppi[chiave], stato)
        if (chiave, membri) not in self._record:
            prima, dopo = self.mondo.obiettivo(chiave)
            o = dopo or prima
            assert o is not None  # noqa: S101 - a name stands for something
            collegati = tuple(Collegato(m[1], p, QUI, QUI) for m, p in membri)
            self._record[chiave, membri] = replace(o, codice=chiave[1], indicatori=(), collegati=collegati)
        return self._record[chiave, membri]  # type: ignore[return-value]  # the key holds the level


def incomparabile(a: Indicatore, b: Indicatore) -> Perche | None:
    """Return why two years of an indicator do not measure the same thing in the same way; None: they do."""
    if a.regola != b.regola:
        return Perche.REGOLA
    if a.unita_misura != b.unita_misura:
        return Perche.UNITA
    if "".join((a.formula or "").split()) != "".join((b.formula or "").split()):
        return Perche.FORMULA
    return Perche.FASI if REGOLE[a.regola].a_fasi and fasi(a) != fasi(b) else None


def fasi(i: Indicatore) -> list[tuple[str, int, int, Decimal]]:
    """Milestones without year and words: every year moves both."""
    return sorted((f.codice, f.entro.month, f.entro.day, f.quota) for f in i.fasi)


def sposta(giorno: dt.date, anni: int) -> dt.date:
    """Return the same day of another year; 29 February becomes 28.

    >>> sposta(dt.date(2020, 2, 29), 1), sposta(dt.date(2022, 11, 15), -1)
    (datetime.date(2021, 2, 28), datetime.date(2021, 11, 15))
    """
    bisesto = (giorno.month, giorno.day) == (2, 29) and anni
    return giorno.replace(year=giorno.year + anni, day=28 if bisesto else giorno.day)


def _unisci(
    regola: IndicatoreValutato, target: IndicatoreValutato, valore: IndicatoreValutato, anni: int, regole: Smvp
) -> IndicatoreValutato:
    """Join a rule, a target and a value; `anni`: from the value's year to the target's, for days."""
    trovato = valore.valore
    if isinstance(trovato, dt.date) and anni:
        trovato = sposta(trovato, anni)
    assenza = valore.assenza
    if not target.previsto:
        assenza = assenza if assenza is not None else Assenza.NON_PREVISTO
    elif assenza is Assenza.NON_PREVISTO:
        assenza = Assenza.NON_RILEVATO
    unito = replace(
        valore,
        indicatore=regola.indicatore,
        previsto=target.previsto,
        target=target.target,
        valore=trovato,
        assenza=assenza,
        esatto=None,
        stampato=None,
        riportato=None,
        stato=None,
    )
    return con_grado(unito, regole) if target.previsto and trovato is not None else unito
