"""From the persons evaluated to what may be published of them: joined groups, two amounts, how many disputes.

What is published is what the attack (`attacco_premi`) does not undo: bands joined further where another year would
tell them apart, then amounts rounded, then distributions withheld. Pure; nothing here names a person.
Fonte: D.Lgs. 33/2013, art. 20; RECORDS 8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any

from macros.engine.attacco_premi import SAPUTA, Attacco, TavolaPremi
from macros.engine.conti_premi import quota_attesa
from macros.engine.gruppi_premi import Pubblicata, RigaFasce, Tagli, gruppi, insieme, piu_fini, piu_larghi, somme
from macros.engine.importi_premi import Coperto, arrotondate, arrotondato, totali
from macros.model.premi import (
    CategoriaPremi,
    DistribuzionePremi,
    GruppoFasce,
    Premi,
    TotaliPremi,
    Valutato,
    meno_di,
)
from macros.model.problems import Source


class PerchePremi(Enum):
    """Why something is not told apart, or not told."""

    CATEGORIE_UNITE = auto()
    """A category alone would not have two groups."""
    POCHI = auto()
    """Fewer than two groups: no distribution."""
    FASCE_UNITE = auto()
    """A band alone would count too few persons."""
    PIU_UNITE = auto()
    """What is known of managers, or of another year, would tell joined bands apart: more of them are joined."""
    TACIUTA = auto()
    """Some band would be exposed whatever is joined or rounded: no distribution."""
    IMPORTI = auto()
    """To the cent the amounts would expose a band, or what a person got."""


class RifiutoPremi(Enum):
    """Why nothing may be written."""

    NESSUNO = auto()
    """Nobody was evaluated."""
    RIESAME_APERTO = auto()
    RICORSO_APERTO = auto()
    IMPORTI = auto()
    """However rounded, the amounts would tell what a person got."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciso:
    """What was joined, rounded or withheld, and why: nothing finer than what is published."""

    perche: PerchePremi
    categorie: tuple[str, ...] = ()
    gruppi: tuple[tuple[str, ...], ...] = ()
    """The bands of each group."""
    passo: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregato:
    """What may be published, and how it came to be."""

    premi: Premi
    deciso: tuple[Deciso, ...]


def aggregato(
    valutati: Sequence[Valutato],
    *,
    fasce: Sequence[str],
    soglia: int,
    altri: Iterable[Premi] = (),
    prima: Premi | None = None,
    dove: Source,
) -> Aggregato | RifiutoPremi:
    """Return what may be published of the persons evaluated in a year, or why nothing may.

    Args:
        valutati: everybody, in any order: it changes nothing.
        fasce: the bands of the year, lowest first.
        soglia: the least that a count may be.
        altri: what was published of other years.
        prima: what was published of this year before.
        dove: the file that it will be written to.

    Raises: ValueError: a band, or a category, that the year does not have.
    """
    if not valutati:
        return RifiutoPremi.NESSUNO
    if any(v.riesame_aperto for v in valutati):
        return RifiutoPremi.RIESAME_APERTO
    if any(v.ricorso_aperto for v in valutati):
        return RifiutoPremi.RICORSO_APERTO
    altri = tuple(altri)
    trovato = _trovato(valutati, fasce, soglia, altri, None, dove)
    if prima is None or (isinstance(trovato, Aggregato) and _stesso(trovato.premi, prima)):
        return trovato  # what is published already tells nothing more when it is published again
    return _trovato(valutati, fasce, soglia, (*altri, prima), prima.totali, dove)


def _stesso(uno: Premi, altro: Premi) -> bool:
    """True when two files say the same, wherever they lie."""
    return _detto(uno) == _detto(altro)


def _detto(premi: Premi) -> tuple[object, ...]:
    t = premi.totali
    categorie = [
        (d.categoria, d.persone, [(g.fasce, g.persone) for g in d.gruppi], d.quota_prima_fascia)
        for d in premi.categorie
    ]
    return t.stanziati, t.distribuiti, t.arrotondati_a, categorie, premi.unite, premi.riesami, premi.ricorsi


def _trovato(
    valutati: Sequence[Valutato],
    fasce: Sequence[str],
    soglia: int,
    altri: tuple[Premi, ...],
    prima: TotaliPremi | None,
    dove: Source,
) -> Aggregato | RifiutoPremi:
    tavola = _tavola(valutati, fasce)
    noti = tuple(p for uno in altri if (p := pubblicate(uno, fasce)))
    partenza, deciso = _unioni(tavola, soglia)
    coperte = _coperte(tavola, partenza, noti, soglia)
    coperto = Coperto(tavola=tavola, pubblicate=tuple(coperte), altri=noti, soglia=soglia)
    trovato = arrotondate(valutati, coperto, fasce, prima)
    if trovato is None:
        return RifiutoPremi.IMPORTI
    finali, passo = trovato
    deciso += _fasce_decise(partenza, finali, fasce)
    if passo:
        deciso.append(Deciso(perche=PerchePremi.IMPORTI, passo=passo))
    return Aggregato(premi=_premi(valutati, finali, fasce, soglia, passo, dove), deciso=tuple(deciso))


def _fasce_decise(
    partenza: Sequence[Pubblicata], finali: Sequence[Pubblicata], fasce: Sequence[str]
) -> Iterator[Deciso]:
    """Yield what was joined of the bands, or withheld."""
    for prima, dopo in zip(partenza, finali, strict=True):
        nomi = tuple(tuple(fasce[da:a]) for da, a in dopo.tagli)
        if any(len(g) > 1 for g in nomi):
            yield Deciso(perche=PerchePremi.FASCE_UNITE, categorie=dopo.categorie, gruppi=nomi)
        if prima.tagli != dopo.tagli:
            yield Deciso(perche=PerchePremi.PIU_UNITE if dopo.tagli else PerchePremi.TACIUTA, categorie=dopo.categorie)


def pubblicate(premi: Premi, fasce: Sequence[str]) -> tuple[Pubblicata, ...]:
    """Return what was published, over the same bands; of others nothing: they cannot be compared."""
    dette = []
    for d in premi.categorie:
        if [f for g in d.gruppi for f in g.fasce] != list(fasce):
            continue
        fine, tagli = 0, []
        for g in d.gruppi:
            tagli.append((fine, fine + len(g.fasce)))
            fine += len(g.fasce)
        persone = tuple(g.persone for g in d.gruppi)
        dette.append(Pubblicata(categorie=premi.unione(d.categoria), tagli=tuple(tagli), persone=persone))
    return tuple(dette)


def _tavola(valutati: Sequence[Valutato], fasce: Sequence[str]) -> dict[str, RigaFasce]:
    """Return how many persons each category that has some has in each band, in the declared order."""
    tavola: dict[str, list[int]] = {c: [0] * len(fasce) for c in CategoriaPremi}
    for v in valutati:
        tavola[CategoriaPremi(v.categoria)][list(fasce).index(v.fascia)] += 1
    return {c: tuple(riga) for c, riga in tavola.items() if any(riga)}


def _unioni(tavola: TavolaPremi, soglia: int) -> tuple[list[Pubblicata], list[Deciso]]:
    """Return the categories as they are counted: one with fewer than two groups joins the next."""
    fatte, deciso, restano = [], [], list(tavola)
    while restano:
        una: tuple[str, ...] = (restano.pop(0),)
        if len(gruppi(tavola[una[0]], soglia)) == 1 and restano:
            una = (*una, restano.pop(0))
            deciso.append(Deciso(perche=PerchePremi.CATEGORIE_UNITE, categorie=una))
        riga = insieme(tavola[c] for c in una)
        tagli = gruppi(riga, soglia)
        if len(tagli) == 1:
            deciso.append(Deciso(perche=PerchePremi.POCHI, categorie=una))
            tagli = ()
        fatte.append(_pubblicata(tavola, una, tagli))
    return fatte, deciso


def _pubblicata(tavola: TavolaPremi, categorie: tuple[str, ...], tagli: Tagli) -> Pubblicata:
    riga = insieme(tavola[c] for c in categorie)
    return Pubblicata(categorie=categorie, tagli=tagli, persone=somme(riga, tagli))


def _coperte(
    tavola: TavolaPremi,
    partenza: Sequence[Pubblicata],
    noti: tuple[tuple[Pubblicata, ...], ...],
    soglia: int,
) -> list[Pubblicata]:
    """Return the distributions with the fewest more bands joined that nothing known tells apart; else withheld.

    What another year joined stays joined: who mostly are the same persons would be told apart there. Two categories
    whose persons are all unknown are counted together in one year alone: who knows which of them changed would tell.
    """
    coperte = list(partenza)
    for posto, p in enumerate(partenza):
        detti = [e for altra in noti for e in altra if set(e.categorie) & set(p.categorie)]
        larghi = piu_larghi(p.tagli) if p.tagli and not (detti and any(map(_mista, (p, *detti)))) else ()
        vie = [*(t for t in larghi if all(piu_fini(e.tagli, t) for e in detti)), ()]
        for tagli in vie:
            coperte[posto] = _pubblicata(tavola, p.categorie, tagli)
            attacco = Attacco(tavola=tavola, pubblicate=tuple(coperte), importi=(), altri=noti, soglia=soglia)
            if p.categorie not in attacco.esposte():
                break
    return coperte


def _mista(p: Pubblicata) -> bool:
    """True where more than one category is counted whose persons are unknown."""
    return len([c for c in p.categorie if c != SAPUTA]) > 1


def _premi(
    valutati: Sequence[Valutato],
    finali: Sequence[Pubblicata],
    fasce: Sequence[str],
    soglia: int,
    passo: int | None,
    dove: Source,
) -> Premi:
    """Return the record to be written."""
    luogo: dict[str, Any] = {"source": dove, "luoghi": {}}
    stanziati, distribuiti = (arrotondato(t, passo) for t in totali(valutati))
    categorie = []
    for p in finali:
        if p.tagli:
            fatti = [
                GruppoFasce(**luogo, fasce=tuple(fasce[da:a]), persone=n)
                for (da, a), n in zip(p.tagli, p.persone, strict=True)
            ]
            d = DistribuzionePremi(
                **luogo,
                categoria=CategoriaPremi(p.categorie[0]),
                persone=sum(p.persone),
                gruppi=tuple(fatti),
                quota_prima_fascia=None,
            )
            categorie.append(replace(d, quota_prima_fascia=quota_attesa(d)))
    return Premi(
        **luogo,
        totali=TotaliPremi(**luogo, stanziati=stanziati, distribuiti=distribuiti, arrotondati_a=passo),
        categorie=tuple(categorie),
        unite=tuple(p.categorie for p in finali if len(p.categorie) > 1),
        riesami=_contati(sum(v.riesame for v in valutati), soglia),
        ricorsi=_contati(sum(v.ricorso for v in valutati), soglia),
    )


def _contati(quanti: int, soglia: int) -> str:
    return meno_di(soglia) if 0 < quanti < soglia else str(quanti)
