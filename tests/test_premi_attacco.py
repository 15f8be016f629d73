"""Who attacks what is published of the premi: every table of counts that could be the true one, all of them tried.

Written from RECORDS 8 without the engine's own attack: joins are made anew here, tables are enumerated. The attacker
knows headcounts, how groups are made, each manager's band, what a band paid to whoever was in it, the amounts that
are published, and the other year, with how many persons changed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import product

from macros.engine.premi import Aggregato, RifiutoPremi, aggregato
from macros.model.premi import Premi, Valutato
from macros.model.problems import Source

FASCE = ("Insufficiente", "Buono", "Ottimo", "Eccellente")
SOGLIA = 3
DOVE = Source("data/2021/premi.yml")
DIRIGENTI, PO, PERSONALE = "dirigenti", "posizioni_organizzative", "personale"
Tavola = dict[str, tuple[int, ...]]
Paghe = dict[str, tuple[int, ...]]


@cache
def righe(persone: int, fasce: int = len(FASCE)) -> tuple[tuple[int, ...], ...]:
    """Every way that so many persons may lie in the bands."""
    if fasce == 1:
        return ((persone,),)
    return tuple((n, *altre) for n in range(persone + 1) for altre in righe(persone - n, fasce - 1))


@cache
def unite(riga: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
    """The groups of a row, as the System's page says them: from the lowest, each as soon as it has three."""
    fatti: list[list[int]] = [[]]
    for banda in range(len(riga)):
        if sum(riga[b] for b in fatti[-1]) >= SOGLIA:
            fatti.append([])
        fatti[-1].append(banda)
    if len(fatti) > 1 and sum(riga[b] for b in fatti[-1]) < SOGLIA:
        resto = fatti.pop()
        fatti[-1] += resto
    return tuple(tuple(FASCE[b] for b in g) for g in fatti)


def persone(tavola: Tavola, paghe: Paghe) -> list[Valutato]:
    """The persons of a table, each paid what its band pays."""
    return [
        Valutato(
            categoria=categoria,
            fascia=FASCE[banda],
            stanziato=Decimal(paghe[categoria][-1]) / 100,
            distribuito=Decimal(paghe[categoria][banda]) / 100,
            riesame=False,
            riesame_aperto=False,
            ricorso=False,
            ricorso_aperto=False,
        )
        for categoria, riga in tavola.items()
        for banda, quante in enumerate(riga)
        for _ in range(quante)
    ]


def pubblicato(tavola: Tavola, paghe: Paghe, altri: tuple[Premi, ...] = ()) -> Aggregato | RifiutoPremi:
    return aggregato(persone(tavola, paghe), fasce=FASCE, soglia=SOGLIA, altri=altri, dove=DOVE)


class Attaccante:
    """Knows what is public and what may be known of a year, and keeps every table that fits."""

    def __init__(self, vera: Tavola, paghe: Paghe, premi: Premi, *, importi: bool) -> None:
        self.vera, self.paghe, self.premi, self.importi = vera, paghe, premi, importi
        self.unioni = list(dict.fromkeys(tuple(c for c in vera if c in premi.unione(d)) for d in vera))
        self.ignote = [c for c in vera if c != DIRIGENTI]

    def tavole(self) -> Iterator[Tavola]:
        """Every table that fits what is published of the year alone."""
        possibili = [[self.vera[c]] if c == DIRIGENTI else righe(sum(self.vera[c])) for c in self.vera]
        for scelte in product(*possibili):
            tavola = dict(zip(self.vera, scelte, strict=True))
            if self.torna(tavola) and all(self.come_pubblicata(u, tavola) for u in self.unioni):
                yield tavola

    def come_pubblicata(self, unione: tuple[str, ...], tavola: Tavola) -> bool:
        riga, vera = (tuple(map(sum, zip(*(t[c] for c in unione), strict=True))) for t in (tavola, self.vera))
        detta = self.premi.distribuzione(unione[0])
        if len(unione) > 1 and len(unite(tavola[unione[0]])) > 1:
            return False
        if detta is None:
            return (len(unite(riga)) > 1) == (len(unite(vera)) > 1)
        dette = tuple(g.fasce for g in detta.gruppi)
        conti = [sum(riga[FASCE.index(f)] for f in g.fasce) for g in detta.gruppi]
        if conti != [g.persone for g in detta.gruppi]:
            return False
        if unite(vera) == dette:
            return unite(riga) == dette
        return all(any(set(suo) <= set(g) for g in dette) for suo in unite(riga))

    def paga(self, categoria: str, banda: int) -> tuple[int, int]:
        """What a band paid; of one that nobody is in, only that it lies between its neighbours."""
        if self.vera[categoria][banda]:
            return (self.paghe[categoria][banda],) * 2
        piene = [b for b, n in enumerate(self.vera[categoria]) if n]
        sotto, sopra = [b for b in piene if b < banda], [b for b in piene if b > banda]
        basso = self.paghe[categoria][sotto[-1]] if sotto else 0
        return basso, self.paghe[categoria][sopra[0] if sopra else piene[-1]]

    def torna(self, tavola: Tavola) -> bool:
        if not self.importi:
            return True
        totali = self.premi.totali
        detto, passo = int(totali.distribuiti * 100), (totali.arrotondati_a or 0) * 100
        da, a = detto - passo // 2, detto + passo // 2 + (0 if passo else 1)
        celle = [(n, self.paga(c, b)) for c, riga in tavola.items() for b, n in enumerate(riga) if n]
        return sum(n * p[0] for n, p in celle) < a and sum(n * p[1] for n, p in celle) >= da

    def scoperte(self, tavole: list[Tavola], accanto: Premi | None = None) -> list[str]:
        """What the tables that fit tell: a band with fewer than three counts, what a person got.

        `accanto`: another year. Then a band that this one does not publish at all, or that the other published alone,
        is known from there, to whoever believes that nobody changed.
        """
        trovate = []
        for unione in self.unioni:
            ignote = [c for c in unione if c in self.ignote]
            detta = self.premi.distribuzione(unione[0])
            if not ignote or (accanto and detta is None):
                continue
            for gruppo, banda in product([[c] for c in ignote] + [ignote], range(len(FASCE))):
                valori = {sum(t[c][banda] for c in gruppo) for t in tavole}
                dette = [d for p in (self.premi, accanto) if p and (d := p.distribuzione(unione[0]))]
                da_sola = any(g.fasce == (FASCE[banda],) for d in dette for g in d.gruppi)
                if da_sola and gruppo == ignote and min(valori) >= SOGLIA:
                    continue
                quante = sum(sum(self.vera[c]) for c in gruppo)
                if len(valori) < min(SOGLIA, quante + 1):
                    trovate.append(f"{gruppo} {FASCE[banda]}: {sorted(valori)}")
        for c in self.ignote if self.importi else ():
            piene = {b for t in tavole for b, n in enumerate(t[c]) if n}
            if len(piene) == 1:
                trovate.append(f"{c}: tutti in una fascia")
        pochi = 0 < sum(sum(self.vera[c]) for c in self.ignote) < SOGLIA
        if self.importi and pochi and self.premi.totali.arrotondati_a is None:
            trovate.append("la somma di meno di tre persone")
        return trovate


def tavola_a_caso(sorte: random.Random, quante: dict[str, int]) -> Tavola:
    pesi = [sorte.choice((0, 1, 1, 2, 5)) + 0.01 for _ in FASCE]
    return {
        c: tuple(scelte.count(b) for b in range(len(FASCE)))
        for c, n in quante.items()
        if (scelte := sorte.choices(range(len(FASCE)), pesi, k=n)) and n
    }


def paghe_a_caso(sorte: random.Random, tavola: Tavola) -> Paghe:
    """What each band pays: as a contract says it (equal steps), or anything that rises."""
    paghe = {}
    for c in tavola:
        if sorte.random() < 0.5:
            passo = sorte.choice((5000, 10000, 25000, 100_000))
            paghe[c] = tuple(passo * (b + 1) for b in range(len(FASCE)))
        else:
            paghe[c] = tuple(sorted(sorte.randrange(0, 300_000) for _ in FASCE))
    return paghe
