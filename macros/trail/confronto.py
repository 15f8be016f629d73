"""The door of the comparison: two states of a year, or two years, in; every change with its effect out.

Figures at a date stand on the plan in force that day, as everywhere else. So two years are compared by the
plans of that day; of two versions of one year the plans are compared as they are written, and what comes
into force later says so and moves no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from macros.engine.ciclo import bloccanti, calcola
from macros.engine.misura import rilevato_qualcosa
from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.valori import Livello, Periodo
from macros.trail.cambiamenti import Cambiamento, Genere, Senza
from macros.trail.effetti import Effetti, Scomposizione
from macros.trail.ibridi import Perche, incomparabile
from macros.trail.identita import Identificazione, identifica
from macros.trail.mondo import ENTE, Chiave, Mondo
from macros.trail.motivi import con_motivi
from macros.trail.piano import Piani
from macros.trail.scritti import nudo
from macros.trail.valori import grado, schede, valori

Calcolo = Callable[[Anno, Periodo], Ciclo]
"""Gives the result of a state at a date."""
DOPO = {Periodo.GIUGNO: Senza.DOPO_GIUGNO, Periodo.DICEMBRE: Senza.DOPO_DICEMBRE}
"""Why a change of the plan moves no figure of a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confronto:
    """What changed from A to B."""

    prima: Anno
    dopo: Anno
    periodo: Periodo | None
    """The date of the figures; None: plans only."""
    ciclo_prima: Ciclo | None
    ciclo_dopo: Ciclo | None
    senza_cifre: str | None
    """Why there are no figures."""
    aperto: int | None
    """The year without final figures, when those of 30 June are compared in their place."""
    identificazione: Identificazione
    cambiamenti: tuple[Cambiamento, ...]
    """In the print order of the tree."""
    scomponi: Callable[[], Mapping[Chiave, Scomposizione]] = field(repr=False, compare=False)

    @property
    def scomposizioni(self) -> Mapping[Chiave, Scomposizione]:
        """The difference of the chamber (`ENTE`), of areas, managers and agency, step by step."""
        return self.scomponi()

    @property
    def stesso_anno(self) -> bool:
        """True for two versions of one year."""
        return self.prima.anno == self.dopo.anno

    def di_genere(self, *generi: Genere) -> tuple[Cambiamento, ...]:
        """Return the changes of some kinds, in print order."""
        return tuple(c for c in self.cambiamenti if c.genere in generi)


def confronta(
    prima: Anno,
    dopo: Anno,
    anni: Mapping[int, Anno] | None = None,
    periodo: Periodo | None = None,
    calcolo: Calcolo = calcola,
) -> Confronto:
    """Compare two states of the record. Call it only on years without errors.

    Args:
        prima: state A.
        dopo: state B.
        anni: the years of the project, to follow identity through those between.
        periodo: the date of the figures; left out: the latest that both have. Without figures on
            either side plans alone are compared, and the result says why.
        calcolo: gives the result of a state at a date; left out: computes it anew.
    """
    scelto, due, senza_cifre = _cicli(prima, dopo, periodo, calcolo)
    finali = {}
    if scelto is Periodo.GIUGNO and not periodo:
        finali = {a.anno: _ciclo(a, Periodo.DICEMBRE, calcolo)[0] for a in (prima, dopo)}
    al_giorno = (due[0].anno, due[1].anno) if due else (prima, dopo)
    if prima.anno != dopo.anno:
        prima, dopo = al_giorno
    identificazione = identifica(prima, dopo, anni or {})
    mondo = Mondo(prima, dopo, identificazione)
    if due is None:
        cambiamenti = tuple(_cambiamenti(Piani(mondo, _perche(mondo), scelto), None))
        scomponi: Callable[[], Mapping[Chiave, Scomposizione]] = dict
    else:
        in_vigore = (
            mondo if al_giorno[0] is prima and al_giorno[1] is dopo else Mondo(*al_giorno, identifica(*al_giorno, {}))
        )
        effetti = Effetti.di(in_vigore, *due)
        cambiamenti = tuple(
            effetti.con_effetto(c) for c in _cambiamenti(Piani(in_vigore, effetti.ibridi.perche, scelto), due)
        )
        if in_vigore is not mondo:
            cambiamenti = tuple(
                _anche_futuri(_cambiamenti(Piani(mondo, _perche(mondo), scelto), None), cambiamenti, due[1])
            )
        scomponi = dict if identificazione.ignota else cache(effetti.scomposizioni)
    return Confronto(
        prima=prima,
        dopo=dopo,
        periodo=scelto,
        ciclo_prima=due[0] if due else None,
        ciclo_dopo=due[1] if due else None,
        senza_cifre=senza_cifre,
        aperto=max((n for n, ciclo in finali.items() if ciclo is None), default=None),
        identificazione=identificazione,
        cambiamenti=con_motivi(cambiamenti, prima, dopo),
        scomponi=scomponi,
    )


def confronta_sistemi(prima: Anno, dopo: Anno) -> tuple[Cambiamento, ...]:
    """Return what changed in the rules of the year alone: no figure is reckoned, nothing else is compared.

    Of two states of one year each change has the reason and the acts of its variation.
    """
    con_prima = replace(dopo, smvp=prima.smvp)
    piani = Piani(Mondo(con_prima, dopo, identifica(con_prima, dopo, {})), {}, None)
    return con_motivi(piani.sistema(), prima, dopo)


def _anche_futuri(
    scritti: Iterable[Cambiamento], in_vigore: Iterable[Cambiamento], ciclo: Ciclo
) -> Iterator[Cambiamento]:
    """Yield the changes between the plans as written; those that are in force at the date have their effect."""
    con_effetto = {_quale(c): c for c in in_vigore}
    for c in scritti:
        if (stesso := con_effetto.pop(_quale(c), None)) is not None:
            yield stesso
        else:
            yield replace(c, tocco=None, senza=DOPO[ciclo.periodo] if c.tocco else c.senza)
    yield from con_effetto.values()


def _quale(c: Cambiamento) -> tuple[object, ...]:
    return c.chiave, c.genere, c.campo, nudo(c.prima), nudo(c.dopo), c.pesi


def _perche(mondo: Mondo) -> dict[Chiave, Perche]:
    """Return the indicators that cannot be set beside each other, by their rules alone."""
    coppie = ((c, *mondo.indicatore(c)) for c in mondo.di_livello(Livello.INDICATORE))
    return {c: perche for c, a, b in coppie if a and b and (perche := incomparabile(a, b))}


def _cicli(
    prima: Anno, dopo: Anno, periodo: Periodo | None, calcolo: Calcolo
) -> tuple[Periodo | None, tuple[Ciclo, Ciclo] | None, str | None]:
    """Compute both at the date asked for, else at the latest that both have."""
    perche = None
    for data in (periodo,) if periodo else (Periodo.DICEMBRE, Periodo.GIUGNO):
        calcolati = []
        for anno in (prima, dopo):
            ciclo, manca = _ciclo(anno, data, calcolo)
            perche = perche or manca
            if ciclo is not None:
                calcolati.append(ciclo)
        if len(calcolati) == 2:
            return data, (calcolati[0], calcolati[1]), None
    return None, None, perche


def _ciclo(anno: Anno, data: Periodo, calcolo: Calcolo) -> tuple[Ciclo | None, str | None]:
    """Return a result, or why there is none."""
    quando = f"al {data.in_parole}"
    if not rilevato_qualcosa(anno, data):
        return None, f"del {anno.anno} non è ancora rilevato niente {quando}"
    ciclo = calcolo(anno, data)
    if mancanti := bloccanti(ciclo):
        quanti = (
            "un indicatore non è rilevato" if len(mancanti) == 1 else f"{len(mancanti)} indicatori non sono rilevati"
        )
        return None, f"del {anno.anno} {quanti} {quando}, e l'anno ha «non_rilevati: blocca»"
    return ciclo, None


def _cambiamenti(piani: Piani, cicli: tuple[Ciclo, Ciclo] | None) -> Iterator[Cambiamento]:
    mondo, perche = piani.mondo, piani.perche
    yield from piani.anno()
    ricomposti = {c.chiave: c for c in piani.ricomposti()}
    for chiave in _in_ordine(mondo):
        livello = chiave[0]
        if livello in {Livello.OBIETTIVO, Livello.INDICATORE}:
            if mondo.identificazione.ignota:
                continue
            if chiave in ricomposti:
                yield ricomposti[chiave]
        if livello == Livello.OBIETTIVO:
            yield from piani.obiettivo(chiave)
            yield from schede(mondo, chiave)
        elif livello == Livello.INDICATORE:
            yield from piani.indicatore(chiave)
            yield from valori(mondo, chiave, perche.get(chiave), piani.periodo)
        elif chiave != ENTE:
            yield from piani.area(chiave)
        if cicli:
            yield from grado(mondo, chiave, cicli, perche.get(chiave))


def _in_ordine(mondo: Mondo) -> tuple[Chiave, ...]:
    """Return everything in print order: areas with their objectives, those in none, managers, agency."""
    ordine: dict[Chiave, None] = {ENTE: None}

    def obiettivo(chiave: Chiave) -> None:
        """Add an objective and its own indicators, once."""
        if chiave not in ordine:
            ordine[chiave] = None
            propri = (m for m in mondo.gruppi[chiave].membri if mondo.obiettivo_di(m) == chiave)
            ordine.update(dict.fromkeys(propri))

    strategiche = mondo.di_livello(Livello.AREA_STRATEGICA)
    altre = [c for c in mondo.aree() if c not in strategiche]
    speciali = {m for c in mondo.di_livello(Livello.AZIENDA_SPECIALE) for m in mondo.gruppi[c].membri}
    for area in strategiche:
        ordine[area] = None
        for membro in mondo.gruppi[area].membri:
            obiettivo(membro)
    for chiave in mondo.di_livello(Livello.OBIETTIVO):
        if chiave not in speciali:
            obiettivo(chiave)
    for area in altre:
        ordine[area] = None
        for membro in mondo.gruppi[area].membri:
            obiettivo(membro)
    ordine.update(dict.fromkeys(mondo.di_livello(Livello.INDICATORE)))
    return tuple(ordine)
