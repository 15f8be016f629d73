"""What the counts of the premi must be: the share of the first band, and how a file may take the place of another.

Fonte: D.Lgs. 33/2013, art. 20 c. 2; RECORDS 8.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from macros.model.formato import arrotonda
from macros.model.premi import CON_QUOTA, DistribuzionePremi, Premi


def quota_di(prima_fascia: int, persone: int) -> Decimal:
    """Return the share of the persons that are in the highest band, percentage points, half up to two decimals.

    Fonte: D.Lgs. 33/2013, art. 20 c. 2 (degree of differentiation).

    >>> quota_di(41, 112)
    Decimal('36.61')
    """
    return arrotonda(Fraction(prima_fascia * 100, persone), 2)


def quota_attesa(d: DistribuzionePremi) -> Decimal | None:
    """Return the share that a distribution says: where the highest band stands alone, among enough persons."""
    if not d.gruppi or len(d.gruppi[-1].fasce) != 1 or d.persone < CON_QUOTA:
        return None
    return quota_di(d.gruppi[-1].persone, d.persone)


def gruppi_cambiati(prima: Premi, dopo: Premi) -> bool:
    """True when one does not count the same groups of the same categories as the other."""
    return [(d.categoria, [g.fasce for g in d.gruppi]) for d in prima.categorie] != [
        (d.categoria, [g.fasce for g in d.gruppi]) for d in dopo.categorie
    ] or prima.unite != dopo.unite


def conti_vicini(prima: Premi, dopo: Premi, soglia: int) -> bool:
    """True when some count, of the same groups, changed by fewer than `soglia`: who changed could be told."""
    conti = [[[d.persone, *(g.persone for g in d.gruppi)] for d in p.categorie] for p in (prima, dopo)]
    vicini = any(
        0 < abs(b - a) < soglia for uno, altro in zip(*conti, strict=True) for a, b in zip(uno, altro, strict=True)
    )
    return vicini or any(
        vicine(a, b, soglia) for a, b in ((prima.riesami, dopo.riesami), (prima.ricorsi, dopo.ricorsi))
    )


def vicine(prima: str, dopo: str, soglia: int) -> bool:
    """True when, of two counts that are not written alike, the true ones may differ by fewer than `soglia`.

    >>> [vicine("meno di 3", dopo, 3) for dopo in ("meno di 3", "0", "3", "4", "5")], vicine("4", "7", 3)
    ([False, True, True, True, False], False)
    """
    (da, a), (poi_da, poi_a) = _estremi(prima, soglia), _estremi(dopo, soglia)
    return prima != dopo and max(poi_da - a, da - poi_a) < soglia


def _estremi(scritto: str, soglia: int) -> tuple[int, int]:
    """Return the least and the most that a count of disputes may be."""
    return (int(scritto), int(scritto)) if scritto.isdigit() else (1, soglia - 1)


def importi_vicini(prima: Premi, dopo: Premi) -> bool:
    """True when the amounts changed and are not rounded, or less: what differs is what a person was given, or lost."""
    uno, altro = (((t := p.totali).stanziati, t.distribuiti, t.arrotondati_a) for p in (prima, dopo))
    return uno != altro and (dopo.totali.arrotondati_a is None or dopo.totali.arrotondati_a < (uno[2] or 0))


def sostituibile(prima: Premi, dopo: Premi, soglia: int) -> bool:
    """True when one may take the place of the other: who reads both cannot tell who changed."""
    return not (gruppi_cambiati(prima, dopo) or conti_vicini(prima, dopo, soglia) or importi_vicini(prima, dopo))
