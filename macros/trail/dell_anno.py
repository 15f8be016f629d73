"""Compares what a year has beside its figures: sources of measures, evidence, deadlines, accounts, plans served."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from macros.engine.legami import piani_di
from macros.model.formato import quanti
from macros.trail.cambiamenti import Cambiamento, Campo, Genere
from macros.trail.mondo import Mondo
from macros.trail.voci import ANNO, PIANO, RIGHE, altri_diversi, voce


def dell_anno(mondo: Mondo) -> Iterator[Cambiamento]:
    """Yield what changed; of two years, only of what the Piano serves: the rest is another year's altogether."""
    if mondo.prima.anno == mondo.dopo.anno:
        misure = mondo.prima.misure or {}, mondo.dopo.misure or {}
        for nome in dict.fromkeys((*misure[1], *misure[0])):  # as what is reported is
            yield from altri_diversi(mondo, ("misura", nome), (misure[0].get(nome), misure[1].get(nome)))
        yield from _evidenze(mondo)
        yield from _scadenze(mondo)
        for campo in RIGHE:
            prima, dopo = getattr(mondo.prima, campo), getattr(mondo.dopo, campo)
            for nome in dict.fromkeys((*dopo, *prima)):
                yield from altri_diversi(mondo, (campo, nome), (prima.get(nome), dopo.get(nome)))
        yield from altri_diversi(mondo, ANNO, ({"piao": mondo.prima.piao}, {"piao": mondo.dopo.piao}))
    yield from _altri_piani(mondo)


def _evidenze(mondo: Mondo) -> Iterator[Cambiamento]:
    """Yield what changed of the evidence; nothing of what comes or goes with its indicator, nor of what was seen.

    What the OIV has seen its own file tells.
    """
    restano = mondo.prima.indicatori.keys() & mondo.dopo.indicatori.keys()
    prima, dopo = (
        {nome: replace(e, vista=False) for nome, e in anno.evidenze.items() if e.indicatore in restano}
        for anno in (mondo.prima, mondo.dopo)
    )
    for nome in dict.fromkeys((*dopo, *prima)):
        yield from altri_diversi(mondo, ("evidenza", nome), (prima.get(nome), dopo.get(nome)))


def _scadenze(mondo: Mondo) -> Iterator[Cambiamento]:
    """Yield what changed of the deadlines that the year declares, one by one."""
    prima, dopo = (
        {s.codice: s for s in anno.scadenze.scadenze} if anno.scadenze else {} for anno in (mondo.prima, mondo.dopo)
    )
    for codice in dict.fromkeys((*dopo, *prima)):
        yield from altri_diversi(mondo, ("scadenza", codice), (prima.get(codice), dopo.get(codice)))


def _altri_piani(mondo: Mondo) -> Iterator[Cambiamento]:
    """Yield what changed of the other plans, one by one; of one that is on one side, how many items it has."""
    prima, dopo = ({p.codice: p for p in piani_di(anno)} for anno in (mondo.prima, mondo.dopo))
    for codice in dict.fromkeys((*dopo, *prima)):
        due = prima.get(codice), dopo.get(codice)
        if due[0] and due[1]:
            yield from altri_diversi(mondo, (PIANO, codice), due)
            continue
        scritti = ["" if p is None else quanti(len(p.voci), "voce", "voci") for p in due]
        luoghi = tuple(p.source if p else None for p in due)
        campo = Campo(("voci",))
        detti = scritti[0] or "non c'era", scritti[1] or "non c'è più"
        yield voce(mondo, Genere.ALTRO, (PIANO, codice), campo, due, detti, (luoghi[0], luoghi[1]))
    regole = ({"regole": a.altri_piani.regole if a.altri_piani else ()} for a in (mondo.prima, mondo.dopo))
    yield from altri_diversi(mondo, ANNO, (next(regole), next(regole)), "altri_piani")
