"""Who attacks what is published of the premi: every table of counts that could be the true one, all of them tried.

Written from RECORDS 8 without the engine's own attack: joins are made anew here, tables are enumerated. The attacker
knows headcounts, how groups are made, each manager's band, what a band paid to whoever was in it and what it set aside
for them, the amounts that are published, and the other year, with how many persons changed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import product

import pytest

from macros.engine.premi import Aggregato, RifiutoPremi, aggregato
from macros.model.premi import (
    CategoriaPremi,
    DistribuzionePremi,
    GruppoFasce,
    Premi,
    TotaliPremi,
    Valutato,
)
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


def persone(tavola: Tavola, paghe: Paghe, stanziate: Paghe | None = None) -> list[Valutato]:
    """The persons of a table, each paid what its band pays; without `stanziate` as much as the highest is set aside."""
    return [
        Valutato(
            categoria=categoria,
            fascia=FASCE[banda],
            stanziato=Decimal(stanziate[categoria][banda] if stanziate else paghe[categoria][-1]) / 100,
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


def pubblicato(
    tavola: Tavola, paghe: Paghe, altri: tuple[Premi, ...] = (), stanziate: Paghe | None = None
) -> Aggregato | RifiutoPremi:
    return aggregato(persone(tavola, paghe, stanziate), fasce=FASCE, soglia=SOGLIA, altri=altri, dove=DOVE)


class Attaccante:
    """Knows what is public and what may be known of a year, and keeps every table that fits."""

    def __init__(
        self, vera: Tavola, paghe: Paghe, premi: Premi, *, importi: bool, stanziate: Paghe | None = None
    ) -> None:
        self.vera, self.paghe, self.premi, self.importi = vera, paghe, premi, importi
        self.stanziate = stanziate
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

    def paga(self, paghe: Paghe, categoria: str, banda: int) -> tuple[int, int]:
        """What a band paid, or set aside; of one that nobody is in, only that it lies between its neighbours."""
        if self.vera[categoria][banda] or (paghe is self.stanziate and len(set(paghe[categoria])) == 1):
            return (paghe[categoria][banda],) * 2
        piene = [b for b, n in enumerate(self.vera[categoria]) if n]
        sotto, sopra = [b for b in piene if b < banda], [b for b in piene if b > banda]
        basso = paghe[categoria][sotto[-1]] if sotto else 0
        return basso, paghe[categoria][sopra[0] if sopra else piene[-1]]

    def torna(self, tavola: Tavola) -> bool:
        if not self.importi:
            return True
        totali = self.premi.totali
        sommati = [(self.paghe, totali.distribuiti), *([(self.stanziate, totali.stanziati)] if self.stanziate else [])]
        return all(self.somma(paghe, tavola, int(euro * 100)) for paghe, euro in sommati)

    def somma(self, paghe: Paghe, tavola: Tavola, detto: int) -> bool:
        """True when a table may have had the amount published, in cents."""
        passo = (self.premi.totali.arrotondati_a or 0) * 100
        da, a = detto - passo // 2, detto + passo // 2 + (0 if passo else 1)
        celle = [(n, self.paga(paghe, c, b)) for c, riga in tavola.items() for b, n in enumerate(riga) if n]
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


def stanziate_a_caso(seme: int, tavola: Tavola) -> Paghe | None:
    """What each band sets aside; half the times the same for whatever band."""
    sorte = _sorte(-seme - 1)
    return paghe_a_caso(sorte, tavola) if sorte.random() < 0.5 else None


FORME = (
    {PERSONALE: (3, 12)},
    {PERSONALE: (6, 12)},
    {DIRIGENTI: (1, 4), PERSONALE: (3, 9)},
    {PO: (1, 5), PERSONALE: (3, 7)},
    {DIRIGENTI: (1, 5), PO: (1, 8)},
    {DIRIGENTI: (1, 5), PO: (1, 4), PERSONALE: (3, 7)},
)
"""How many persons in each category, from and to."""
FORME_DUE = (
    {PERSONALE: (6, 11)},
    {PERSONALE: (8, 12)},
    {DIRIGENTI: (1, 2), PERSONALE: (6, 9)},
    {PO: (2, 3), PERSONALE: (5, 6)},
)


def _sorte(seme: int) -> random.Random:
    return random.Random(seme)  # noqa: S311 - made-up tables, no secret


def quante(sorte: random.Random, forma: dict[str, tuple[int, int]]) -> dict[str, int]:
    return {c: sorte.randint(*fra) for c, fra in forma.items()}


def un_anno(seme: int) -> tuple[Tavola, Paghe, Paghe | None]:
    """A table, what its bands pay, and what they set aside."""
    sorte = _sorte(seme)
    tavola = tavola_a_caso(sorte, quante(sorte, sorte.choice(FORME)))
    return tavola, paghe_a_caso(sorte, tavola), stanziate_a_caso(seme, tavola)


def attacca_un_anno(semi: range) -> tuple[int, list[str]]:
    """How many distributions were published, and what the attacker found out of all."""
    pubblicate, trovate = 0, []
    for seme in semi:
        tavola, paghe, stanziate = un_anno(seme)
        fatto = pubblicato(tavola, paghe, stanziate=stanziate)
        if isinstance(fatto, RifiutoPremi):
            continue
        pubblicate += len(fatto.premi.categorie)
        attaccante = Attaccante(tavola, paghe, fatto.premi, importi=True, stanziate=stanziate)
        possibili = list(attaccante.tavole())
        assert tavola in possibili, seme
        trovate += [f"{seme}: {t}" for t in attaccante.scoperte(possibili)]
    return pubblicate, trovate


@pytest.mark.slow
def test_un_anno_solo_con_i_due_importi_noti_regge_l_attacco():
    pubblicate, trovate = attacca_un_anno(range(45))
    assert trovate == []
    assert pubblicate > 8


@pytest.mark.prova
def test_migliaia_di_tavole_di_un_anno_reggono_l_attacco():
    pubblicate, trovate = attacca_un_anno(range(45, 4000))
    assert trovate == []
    assert pubblicate > 900


def cambiati(prima: tuple[int, ...], dopo: tuple[int, ...]) -> int:
    """How many persons changed, at least, between two rows."""
    piu = sum(max(d - p, 0) for p, d in zip(prima, dopo, strict=True))
    meno = sum(max(p - d, 0) for p, d in zip(prima, dopo, strict=True))
    return max(piu, meno)


def anno_dopo(sorte: random.Random, tavola: Tavola) -> Tavola:
    """Almost the same persons: a few change band, come or go."""
    dopo = {}
    for c, riga in tavola.items():
        nuova = list(riga)
        for _ in range(sorte.choice((0, 0, 1, 1, 2, 3))):
            piene = [b for b, n in enumerate(nuova) if n]
            nuova[sorte.choice(piene)] -= 1
            if sorte.random() < 0.85 or sum(nuova) < 2:
                nuova[sorte.randrange(len(nuova))] += 1
            if sorte.random() < 0.15:
                nuova[sorte.randrange(len(nuova))] += 1
        dopo[c] = tuple(nuova)
    return dopo


def attacca_due_anni(semi: range) -> tuple[int, list[str]]:
    """How many pairs of years were both published, and what the attacker found out of both together.

    He knows the amounts of both, what each band paid in each, and how many persons changed in each category.
    """
    coppie, trovate = 0, []
    for seme in semi:
        sorte = _sorte(seme)
        primo = tavola_a_caso(sorte, quante(sorte, sorte.choice(FORME_DUE)))
        paghe = paghe_a_caso(sorte, primo)
        secondo = anno_dopo(sorte, primo)
        altre_paghe = paghe if sorte.random() < 0.5 else paghe_a_caso(sorte, secondo)
        stanziate, altre = stanziate_a_caso(seme, primo), stanziate_a_caso(seme, secondo)
        uno = pubblicato(primo, paghe, stanziate=stanziate)
        if isinstance(uno, RifiutoPremi) or not uno.premi.categorie:
            continue
        due = pubblicato(secondo, altre_paghe, (uno.premi,), altre)
        if isinstance(due, RifiutoPremi) or not due.premi.categorie:
            continue
        coppie += 1
        attaccanti = [
            Attaccante(primo, paghe, uno.premi, importi=True, stanziate=stanziate),
            Attaccante(secondo, altre_paghe, due.premi, importi=True, stanziate=altre),
        ]
        prime, seconde = (list(a.tavole()) for a in attaccanti)
        noti = {c: cambiati(primo[c], secondo[c]) for c in primo}
        insieme = [(x, y) for x in prime for y in seconde if all(cambiati(x[c], y[c]) <= noti[c] for c in noti)]
        assert (primo, secondo) in insieme, seme
        for quale, premi_accanto in ((0, due.premi), (1, uno.premi)):
            restano = [dict(t) for t in {tuple(p[quale].items()) for p in insieme}]
            trovate += [f"{seme}, anno {quale + 1}: {t}" for t in attaccanti[quale].scoperte(restano, premi_accanto)]
    return coppie, trovate


@pytest.mark.slow
def test_due_anni_insieme_con_quasi_le_stesse_persone_reggono_l_attacco():
    coppie, trovate = attacca_due_anni(range(80))
    assert trovate == []
    assert coppie > 10


@pytest.mark.prova
def test_migliaia_di_coppie_di_anni_reggono_l_attacco():
    coppie, trovate = attacca_due_anni(range(80, 3000))
    assert trovate == []
    assert coppie > 200


# --- the attacker can win -------------------------------------------------------------------------


def unite_senza_difese(tavola: Tavola, paghe: Paghe) -> Premi:
    """Groups joined as the rule says and amounts to the cent: nothing is tried before publishing."""
    luogo = {"source": DOVE, "luoghi": {}}
    distribuiti = sum(v.distribuito for v in persone(tavola, paghe))
    distribuzioni = [
        DistribuzionePremi(
            **luogo,
            categoria=CategoriaPremi(c),
            persone=sum(riga),
            gruppi=tuple(
                GruppoFasce(**luogo, fasce=g, persone=sum(riga[FASCE.index(f)] for f in g)) for g in unite(riga)
            ),
            quota_prima_fascia=None,
        )
        for c, riga in tavola.items()
        if len(unite(riga)) > 1
    ]
    totali = TotaliPremi(**luogo, stanziati=distribuiti, distribuiti=distribuiti, arrotondati_a=None)
    return Premi(**luogo, totali=totali, categorie=tuple(distribuzioni), unite=(), riesami="0", ricorsi="0")


@pytest.mark.slow
def test_senza_difese_gli_importi_al_centesimo_scoprono_le_fasce():
    scoperte = provate = 0
    for seme in range(400):
        sorte = _sorte(seme)
        tavola = tavola_a_caso(sorte, {PERSONALE: sorte.randint(6, 12)})
        if len(unite(tavola[PERSONALE])) == 1:
            continue
        paghe = paghe_a_caso(sorte, tavola)
        attaccante = Attaccante(tavola, paghe, unite_senza_difese(tavola, paghe), importi=True)
        provate += 1
        scoperte += bool(attaccante.scoperte(list(attaccante.tavole())))
    assert scoperte > provate / 4


def test_senza_difese_due_anni_con_gruppi_diversi_scoprono_una_fascia():
    """Nobody changed but one who came: the groups of one year cut those of the other."""
    primo, secondo = {PERSONALE: (1, 1, 7, 4)}, {PERSONALE: (2, 1, 7, 4)}
    paghe = {PERSONALE: (110_000, 110_000, 110_000, 130_000)}
    attaccanti = [Attaccante(t, paghe, unite_senza_difese(t, paghe), importi=False) for t in (primo, secondo)]
    prime, seconde = (list(a.tavole()) for a in attaccanti)
    insieme = [(x, y) for x in prime for y in seconde if cambiati(x[PERSONALE], y[PERSONALE]) <= 1]
    assert {x[PERSONALE][0] + x[PERSONALE][1] for x, _ in insieme} == {2}
    assert len({x[PERSONALE][0] + x[PERSONALE][1] for x in prime}) == SOGLIA
    uno = pubblicato(primo, paghe)
    assert isinstance(uno, Aggregato)
    due = pubblicato(secondo, paghe, (uno.premi,))
    assert isinstance(due, Aggregato)
    assert [g.fasce for d in due.premi.categorie for g in d.gruppi] in (
        [],
        [g.fasce for d in uno.premi.categorie for g in d.gruppi],
    )


def test_cio_che_si_stanzia_diverso_per_fascia_si_arrotonda():
    """Paid alike, set aside unlike: to the cent the rest of a group would have one solution, the true one."""
    stanziati = (1000, 1100, 1300, 1700, 2500, 4100)
    conti = (0, 1, 4, 14, 52, 41)
    valutati = [
        Valutato(
            categoria=PERSONALE,
            fascia=str(banda),
            stanziato=Decimal(stanziato),
            distribuito=Decimal(1000),
            riesame=False,
            riesame_aperto=False,
            ricorso=False,
            ricorso_aperto=False,
        )
        for banda, (stanziato, quanti) in enumerate(zip(stanziati, conti, strict=True))
        for _ in range(quanti)
    ]
    sole = [r for r in righe(5, 3) if sum(n * s for n, s in zip(r, stanziati[:3], strict=True)) == 1100 + 4 * 1300]
    assert sole == [conti[:3]]
    fatto = aggregato(valutati, fasce=list("012345"), soglia=SOGLIA, dove=DOVE)
    assert isinstance(fatto, Aggregato)
    assert fatto.premi.totali.arrotondati_a == 1000
    assert [g.persone for d in fatto.premi.categorie for g in d.gruppi] in ([5, 14, 52, 41], [])


def nascoste(tavola: Tavola) -> list[set[int]]:
    """The naive way: cells of one or two persons are hidden, and in each category a second one."""
    per_categoria = []
    for riga in tavola.values():
        via = {b for b, n in enumerate(riga) if 0 < n < SOGLIA}
        if len(via) == 1:
            altre = [b for b in range(len(riga)) if b not in via]
            via.add(min(altre, key=lambda b: (riga[b] == 0, riga[b])))
        per_categoria.append(via)
    return per_categoria


@pytest.mark.slow
def test_nascondere_le_celle_piccole_e_una_seconda_si_disfa():
    """With headcounts and sums by band, which a table of counts prints, a quarter of the hidden tables is undone."""
    disfatte = provate = 0
    for seme in range(200):
        sorte = _sorte(seme)
        tavola = tavola_a_caso(sorte, {PO: sorte.randint(3, 6), PERSONALE: sorte.randint(4, 7)})
        via = nascoste(tavola)
        if not any(via):
            continue
        provate += 1
        vere = list(tavola.values())
        somme = tuple(map(sum, zip(*vere, strict=True)))
        possibili = [
            scelte
            for scelte in product(*(righe(sum(r)) for r in vere))
            if tuple(map(sum, zip(*scelte, strict=True))) == somme
            and all(
                s[b] == r[b] for s, r, v in zip(scelte, vere, via, strict=True) for b in range(len(r)) if b not in v
            )
        ]
        assert tuple(vere) in possibili
        piccole = [(n, b) for n, v in enumerate(via) for b in v if 0 < vere[n][b] < SOGLIA]
        disfatte += any(len({p[n][b] for p in possibili}) == 1 for n, b in piccole)
    assert disfatte > provate / 4
