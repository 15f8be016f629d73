"""The sample that the OIV inspects: how many indicators of each area, and which, from a seed that anybody can retry.

Nobody knows the seed until the data are validated, so nobody knows which indicators will be drawn. Fonte: RECORDS 3.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256

from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.precedenze import ultima_validazione
from macros.model.problems import Documento


def misurati_per_area(ciclo: Ciclo) -> dict[str, tuple[str, ...]]:
    """Return the measured indicators of each area that answers for some, in print order; the agency is one of them."""
    anno = ciclo.anno
    aree: dict[str, list[str]] = {a.codice: [] for a in anno.letture.con_responsabile}
    for codice, v in ciclo.indicatori.items():
        if v.misurato and codice not in ciclo.aggiunti:
            aree[anno.area_che_risponde(v.indicatore)].append(codice)
    return {area: tuple(codici) for area, codici in aree.items() if codici}


def assegnati(quanti: Mapping[str, int], numero: int) -> dict[str, int]:
    """Return how many each area gets of a sample, of the measured indicators that it has (at least one).

    One an area, from those that have most where there are not enough for all; what is left goes by largest remainder
    on what each has beyond the first. Ties go by code. No area gets more than it has.

    >>> assegnati({"a": 5, "b": 2, "c": 1}, 5)
    {'a': 3, 'b': 1, 'c': 1}
    """
    if numero >= sum(quanti.values()):
        return dict(quanti)
    if numero <= len(quanti):
        primi = sorted(quanti, key=lambda area: (-quanti[area], area))[:numero]
        return {area: int(area in primi) for area in quanti}
    resto, oltre = numero - len(quanti), {area: n - 1 for area, n in quanti.items()}
    quote = {area: Fraction(resto * n, sum(oltre.values())) for area, n in oltre.items()}
    dati = {area: 1 + int(quota) for area, quota in quote.items()}
    in_coda = sorted(quanti, key=lambda area: (-(quote[area] % 1), area))
    for area in in_coda[: numero - sum(dati.values())]:
        dati[area] += 1
    return dati


def sorte(seme: str, codice: str) -> str:
    """Return what an indicator is drawn by, in ascending order: SHA-256 of `seme:codice`, in hex."""
    return sha256(f"{seme}:{codice}".encode()).hexdigest()


def estratti(ciclo: Ciclo, numero: int, seme: str) -> dict[str, tuple[str, ...]]:
    """Return the indicators drawn in each area, in the order in which they are drawn; an area without any is there."""
    aree = misurati_per_area(ciclo)
    dati = assegnati({area: len(codici) for area, codici in aree.items()}, numero)
    return {a: tuple(sorted(codici, key=lambda c: sorte(seme, c))[: dati[a]]) for a, codici in aree.items()}


def si_estrae_dal(anno: Anno) -> dt.date | None:
    """Return the day when the last area validated its final data for the first time; None: no act is recorded.

    A later act of an area that had one corrects what was found, often by the inspection of this very sample.
    """
    ultima = ultima_validazione(anno, Documento.RELAZIONE)
    return ultima.data if ultima else None
