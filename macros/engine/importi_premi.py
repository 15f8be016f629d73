"""The two amounts of the premi: as fine as what is published with them withstands the attack.

Amounts come in euro; in the attack they are cents, whole numbers. Fonte: RECORDS 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from operator import mul

from macros.engine.attacco_premi import SAPUTA, Attacco, Finestra, Importo, Paga, TavolaPremi
from macros.engine.gruppi_premi import Pubblicata, gruppi, insieme, somme
from macros.model.formato import arrotonda
from macros.model.premi import PASSI, TotaliPremi, Valutato


@dataclass(frozen=True, slots=True, kw_only=True)
class Coperto:
    """What may be published as far as counts go, and what it must withstand."""

    tavola: TavolaPremi
    pubblicate: tuple[Pubblicata, ...]
    altri: tuple[tuple[Pubblicata, ...], ...]
    """What was published of other years, or of this one before."""
    soglia: int


def arrotondate(
    valutati: Sequence[Valutato],
    coperto: Coperto,
    fasce: Sequence[str],
    prima: TotaliPremi | None,
) -> tuple[list[Pubblicata], int | None] | None:
    """Return the distributions that the amounts do not expose, and what these are rounded to (None: the cent).

    First the amounts go to whole thousands, then distributions are withheld, then amounts go further up; None: they
    tell what a person got all the same. Beside another year they must leave every table possible: what they leave
    out of each year would leave few in both.
    """
    voci = tuple(_voci(valutati, coperto.tavola, fasce))
    ignoti = sum(1 for v in valutati if v.categoria != SAPUTA)
    stanziati, distribuiti = totali(valutati)
    for passo in _passi(prima, stanziati, distribuiti):
        if passo is None and 0 < ignoti < coperto.soglia:
            continue
        if passo and distribuiti and not arrotondato(distribuiti, passo):
            break
        importi = tuple(voce.importo(passo) for voce in voci)
        finali = _finali(coperto, importi, tacere=passo is not None)
        if finali and (not coperto.altri or all(_muto(coperto, finali, i) for i in importi)):
            return finali, passo
    if coperto.altri and any(p.tagli for p in coperto.pubblicate):
        taciute = tuple(replace(p, tagli=(), persone=()) for p in coperto.pubblicate)
        return arrotondate(valutati, replace(coperto, pubblicate=taciute, altri=()), fasce, prima)
    return None


def _finali(coperto: Coperto, importi: tuple[Importo, ...], *, tacere: bool) -> list[Pubblicata] | None:
    """Return the distributions that the amounts do not expose; None: some are exposed, withheld or not."""
    finali = list(coperto.pubblicate)
    while esposte := Attacco(
        tavola=coperto.tavola,
        pubblicate=tuple(finali),
        importi=importi,
        altri=coperto.altri,
        soglia=coperto.soglia,
    ).esposte():
        da_tacere = [n for n, p in enumerate(finali) if p.categorie in esposte and p.tagli]
        if not tacere or not da_tacere:
            return None
        for n in da_tacere:
            finali[n] = replace(finali[n], tagli=(), persone=())
    return finali


def _muto(coperto: Coperto, finali: Sequence[Pubblicata], importo: Importo) -> bool:
    """True when an amount leaves possible every table that would be published so."""
    paghe, finestra = importo.paghe, importo.finestra
    piu = meno = 0
    for p in finali:
        ignote = [c for c in p.categorie if c != SAPUTA and c in coperto.tavola]
        righe = [coperto.tavola[c] for c in ignote]
        if not p.tagli or not righe:
            piu += sum(n * paghe[c][b][0] for c, riga in zip(ignote, righe, strict=True) for b, n in enumerate(riga))
            meno += sum(n * paghe[c][b][1] for c, riga in zip(ignote, righe, strict=True) for b, n in enumerate(riga))
            continue
        come_fatti = ignote == list(p.categorie) and gruppi(insieme(righe), coperto.soglia) == p.tagli
        for (da, a), n in zip(p.tagli, somme(insieme(righe), p.tagli), strict=True):
            bassi = [max(paghe[c][b][0] for c in ignote) for b in range(da, a)]
            alti = [min(paghe[c][b][1] for c in ignote) for b in range(da, a)]
            modi = list(_modi(n, a - da, coperto.soglia, ultimo=a == p.tagli[-1][1], come_fatti=come_fatti))
            piu += max(sum(map(mul, modo, bassi)) for modo in modi)
            meno += min(sum(map(mul, modo, alti)) for modo in modi)
    return piu < finestra[1] and meno >= finestra[0]


def _modi(persone: int, bande: int, soglia: int, *, ultimo: bool, come_fatti: bool) -> Iterator[list[int]]:
    """Yield the outermost ways in which the persons of a group may lie in its bands.

    Where the group is as bands join of themselves, one band closes it: before it there were too few, and after it
    too, in the last group alone.
    """
    for chiude in range(bande):
        if not come_fatti:
            yield [persone if b == chiude else 0 for b in range(bande)]
        elif ultimo or chiude == bande - 1:
            for prima, dopo in product(_pochi(0, chiude, bande, soglia), _pochi(chiude + 1, bande, bande, soglia)):
                resto = persone - sum(prima) - sum(dopo)
                if resto >= 0 and sum(prima) + resto >= soglia:
                    yield [
                        p + d + (resto if b == chiude else 0) for b, (p, d) in enumerate(zip(prima, dopo, strict=True))
                    ]


def _pochi(da: int, a: int, bande: int, soglia: int) -> Iterator[list[int]]:
    """Yield nobody, then as many as are too few for a group, all in one of some bands."""
    yield [0] * bande
    for qui in range(da, a):
        yield [soglia - 1 if b == qui else 0 for b in range(bande)]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voce:
    """One of the two amounts, before it is rounded."""

    paghe: dict[str, list[Paga]]
    totale: Decimal
    """Euro."""
    dirigenti: int
    """What of it is known to be of managers, cents."""

    def importo(self, passo: int | None) -> Importo:
        """Return the amount as it is published, and as it is attacked."""
        da, a = _finestra(self.totale, passo)
        return Importo(paghe=self.paghe, finestra=(da - self.dirigenti, a - self.dirigenti))


def _voci(valutati: Sequence[Valutato], tavola: TavolaPremi, fasce: Sequence[str]) -> Iterator[_Voce]:
    """Yield what was paid, and what was set aside where bands differ in it: else headcounts say it."""
    stanziati, distribuiti = totali(valutati)
    yield _voce([(v.categoria, v.fascia, v.distribuito) for v in valutati], distribuiti, tavola, fasce)
    voce = _voce([(v.categoria, v.fascia, v.stanziato) for v in valutati], stanziati, tavola, fasce)
    diverse = False
    for categoria, riga in tavola.items():
        piene = [paga for paga, n in zip(voce.paghe[categoria], riga, strict=True) if n]
        if len(set(piene)) == 1:  # set aside before anybody was in a band: an empty one makes no difference
            voce.paghe[categoria] = piene[:1] * len(fasce)
        elif categoria != SAPUTA:
            diverse = True
    if diverse:
        yield voce


def _voce(
    suoi: Sequence[tuple[str, str, Decimal]], totale: Decimal, tavola: TavolaPremi, fasce: Sequence[str]
) -> _Voce:
    return _Voce(
        paghe={c: _paghe([(fascia, euro) for sua, fascia, euro in suoi if sua == c], fasce) for c in tavola},
        totale=totale,
        dirigenti=sum(_centesimi(euro) for categoria, _, euro in suoi if categoria == SAPUTA),
    )


def _paghe(suoi: Sequence[tuple[str, Decimal]], fasce: Sequence[str]) -> list[Paga]:
    """Return what each band of a category had, cents; of an empty one, what lies between its neighbours."""
    avuti = [[_centesimi(euro) for sua, euro in suoi if sua == fascia] for fascia in fasce]
    massimo = max(map(max, filter(None, avuti)))
    return [
        (
            min(altri or next(filter(None, reversed(avuti[:posto])), [0])),
            max(altri or next(filter(None, avuti[posto + 1 :]), [massimo])),
        )
        for posto, altri in enumerate(avuti)
    ]
