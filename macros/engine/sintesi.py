"""Roll-ups: weighted averages that cannot hide a gap.

A group's weights add up to 100 or are all left out (equal). Parts that expect nothing
leave average and coverage; parts without a figure leave the average only.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from macros.engine.result import Parte, Sintesi
from macros.model.formato import arrotonda
from macros.model.impostazioni import Arrotondamento, Banda, FasceSemestre
from macros.model.piano import Smvp
from macros.model.valori import IN_PARTE, Andamento, Livello


def pesi_usati(dichiarati: Sequence[Decimal | None]) -> tuple[Fraction, ...]:
    """Return the weights used, percentage points: as declared, or equal when all are left out.

    >>> pesi_usati([None, None, None])[0]
    Fraction(100, 3)
    """
    if all(peso is None for peso in dichiarati):
        return tuple(Fraction(100, len(dichiarati)) for _ in dichiarati)
    return tuple(Fraction(peso or 0) for peso in dichiarati)


def media(parti: Sequence[Parte]) -> Fraction | None:
    """Average the counted parts by weight; None when none counts. Fonte: SMVP 3.2.1; DOMAIN 3.1, rule 3."""
    contate = [(parte.peso, parte.grado) for parte in parti if parte.contata and parte.grado is not None]
    totale = sum((peso for peso, _ in contate), Fraction(0))
    if not totale:
        return None
    return sum((peso * grado for peso, grado in contate), Fraction(0)) / totale


def copertura(parti: Sequence[Parte]) -> Fraction:
    """Σ weight · coverage / Σ weight over what is expected, 0–100; 0 where nothing is. Fonte: DOMAIN 3.1, rule 1."""
    previste = [parte for parte in parti if parte.previsto]
    totale = sum((parte.peso for parte in previste), Fraction(0))
    if not totale:
        return Fraction(0)
    return sum((parte.peso * parte.copertura for parte in previste), Fraction(0)) / totale


def riportato(esatto: Fraction | None, regola: Arrotondamento) -> Fraction | None:
    """Return what the parents use. Fonte: DOMAIN 3.1, rule 10."""
    if esatto is None or regola.riporto is None:
        return esatto
    return Fraction(arrotonda(esatto, regola.riporto, regola.modo))


def stampa(esatto: Fraction | None, regola: Arrotondamento) -> Decimal | None:
    """Round once, for print, as the level declares."""
    return None if esatto is None else arrotonda(esatto, regola.decimali, regola.modo)


def stato(stampato: Decimal | None, bande: Sequence[Banda]) -> str | None:
    """Return the state of a printed grade: half-open bands, the last without an end. None without a grade.

    Fonte: DOMAIN 3.1, rule 13.
    """
    if stampato is None:
        return None
    trovate = [str(banda.esito) for banda in bande if banda.da <= stampato]
    return trovate[-1] if trovate else None


def stato_obiettivo(stampato: Decimal | None, coperta: Fraction, regole: Smvp) -> str | None:
    """Return the state of an objective: «valutato in parte» where too little was measured to tell by the grade.

    The coverage is compared unrounded; without a grade there is no state. Fonte: `stati_copertura_minima` of the
    year's smvp.yml.
    """
    minima = regole.stati_copertura_minima
    if stampato is not None and minima is not None and coperta < minima:
        return IN_PARTE
    return stato(stampato, regole.stati)


def andamento(stampato: Decimal | None, fasce: FasceSemestre | None) -> Andamento | None:
    """Return how a printed grade at 30 June stands. None: no grade, or a year that declares no bands.

    Fonte: SMVP 3.2; `semestre` in the year's smvp.yml.
    """
    if stampato is None or fasce is None:
        return None
    if stampato >= fasce.in_linea:
        return Andamento.IN_LINEA
    return Andamento.A_RISCHIO if stampato >= fasce.a_rischio else Andamento.IN_RITARDO


def sintesi(codice: str, livello: Livello, parti: Sequence[Parte], regole: Smvp) -> Sintesi:
    """Roll up a group at one level: average, cap of the objective, rounding, coverage.

    Fonte: SMVP 3.2.1; DOMAIN 3.1, rules 1–3, 9, 10 and 13.
    """
    arrotondamento = regole.arrotondamento[livello]
    esatto = media(parti)
    tetto = regole.tetto_obiettivo if livello is Livello.OBIETTIVO else None
    abbassato = esatto is not None and tetto is not None and esatto > tetto
    if esatto is not None and tetto is not None:
        esatto = min(esatto, Fraction(tetto))
    coperta = copertura(parti)
    stampato = stampa(esatto, arrotondamento)
    return Sintesi(
        codice=codice,
        livello=livello,
        parti=tuple(parti),
        previsto=any(parte.previsto and parte.peso > 0 for parte in parti),
        esatto=esatto,
        stampato=stampato,
        riportato=riportato(esatto, arrotondamento),
        copertura_esatta=coperta,
        copertura=arrotonda(coperta, 2),
        stato=stato_obiettivo(stampato, coperta, regole) if livello is Livello.OBIETTIVO else None,
        tetto_applicato=abbassato,
    )
