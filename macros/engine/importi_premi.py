"""The two amounts of the premi: as fine as what is published with them withstands the attack.

Amounts come in euro; in the attack they are cents, whole numbers. Fonte: RECORDS 8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from macros.engine.attacco_premi import SAPUTA, Attacco, Finestra, Paga
from macros.engine.gruppi_premi import Pubblicata, RigaFasce
from macros.model.formato import arrotonda
from macros.model.premi import PASSI, TotaliPremi, Valutato


def arrotondate(
    valutati: Sequence[Valutato],
    tavola: Mapping[str, RigaFasce],
    coperte: Sequence[Pubblicata],
    noti: tuple[tuple[Pubblicata, ...], ...],
    fasce: Sequence[str],
    prima: TotaliPremi | None,
) -> tuple[list[Pubblicata], int | None] | None:
    """Return the distributions that the amounts do not expose, and what these are rounded to (None: the cent).

    First the amounts go to whole thousands, then distributions are withheld, then amounts go further up; None: they
    tell what a person got all the same.
    """
    paghe = _paghe(valutati, tavola, fasce)
    dirigenti = sum(_centesimi(v.distribuito) for v in valutati if v.categoria == SAPUTA)
    ignoti, soglia = sum(1 for v in valutati if v.categoria != SAPUTA), coperte[0].soglia
    stanziati, distribuiti = totali(valutati)
    for passo in _passi(prima, stanziati, distribuiti):
        if passo is None and 0 < ignoti < soglia:
            continue
        if passo and distribuiti and not arrotondato(distribuiti, passo):
            return None
        da, a = _finestra(distribuiti, passo)
        finali, finestra = list(coperte), (da - dirigenti, a - dirigenti)
        while esposte := Attacco(
            tavola=tavola, paghe=paghe, pubblicate=tuple(finali), finestra=finestra, altri=noti, soglia=soglia
        ).esposte():
            da_tacere = [n for n, p in enumerate(finali) if p.categorie in esposte and p.tagli]
            if passo is None or not da_tacere:
                break
            for n in da_tacere:
                finali[n] = replace(finali[n], tagli=(), persone=())
        if not esposte:
            return finali, passo
    return None


def _passi(prima: TotaliPremi | None, stanziati: Decimal, distribuiti: Decimal) -> tuple[int | None, ...]:
    """Return what amounts may be rounded to, finest first.

    Beside other amounts of the same year the cent would tell what one review gave; beside rounded ones, the finer.
    """
    if prima is None or (
        prima.arrotondati_a is None and (prima.stanziati, prima.distribuiti) == (stanziati, distribuiti)
    ):
        return (None, *PASSI)
    return tuple(p for p in PASSI if p >= (prima.arrotondati_a or 0))


def totali(valutati: Sequence[Valutato]) -> tuple[Decimal, Decimal]:
    """Return what was set aside and what was paid, euro."""
    zero = Decimal(0)
    return sum((v.stanziato for v in valutati), zero), sum((v.distribuito for v in valutati), zero)


def _centesimi(euro: Decimal) -> int:
    return int(arrotonda(euro * 100, 0))


def arrotondato(euro: Decimal, passo: int | None) -> Decimal:
    """Return an amount in so many whole euro, half up; None: to the cent."""
    return arrotonda(euro, 2) if passo is None else arrotonda(euro / passo, 0) * passo


def _finestra(euro: Decimal, passo: int | None) -> Finestra:
    """Return where an amount lies of which only the published one is known, cents."""
    detto = _centesimi(arrotondato(euro, passo))
    return (detto, detto + 1) if passo is None else (detto - passo * 50, detto + passo * 50)


def _paghe(
    valutati: Sequence[Valutato], tavola: Mapping[str, RigaFasce], fasce: Sequence[str]
) -> dict[str, list[Paga]]:
    """Return what each band of a category paid, cents; of an empty one, what lies between its neighbours."""
    paghe: dict[str, list[Paga]] = {}
    for categoria in tavola:
        pagati = [
            [_centesimi(v.distribuito) for v in valutati if (v.categoria, v.fascia) == (categoria, fascia)]
            for fascia in fasce
        ]
        massimo = max(map(max, filter(None, pagati)))
        paghe[categoria] = [
            (
                min(suoi or next(filter(None, reversed(pagati[:posto])), [0])),
                max(suoi or next(filter(None, pagati[posto + 1 :]), [massimo])),
            )
            for posto, suoi in enumerate(pagati)
        ]
    return paghe
