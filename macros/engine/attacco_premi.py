"""The attack that what is published of the premi must withstand.

Who attacks knows how the groups are made, how many persons are in each category, how each manager was evaluated
(their pay is published by name), what a band paid to whoever was in it and what it set aside for them (of an empty
one, only that it lies between its neighbours), the two amounts published, and what was published of other years,
where no more persons changed than did. What funds and areas were assigned (`risorse-premiali.csv`) adds nothing: no
band enters it. A band is exposed where fewer than `soglia` counts of it fit all that.

Only counts that a table found here really gives are believed possible: what passes is safe, and the other way round
something safe may be refused. Fonte: RECORDS 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product

from macros.engine.gruppi_premi import Pubblicata, RigaFasce, cambiati, gruppi, insieme, piu_fini, righe_di, somme
from macros.model.premi import CategoriaPremi

TavolaPremi = Mapping[str, RigaFasce]
"""Category → persons in each of its bands."""
Mossa = Mapping[tuple[str, int], int]
"""(category, band) → persons more, or fewer: no group changes its count."""
Paga = tuple[int, int]
"""The least and the most that a band paid to one person, or set aside for one, cents."""
Finestra = tuple[int, int]
"""From here, and before there: where the sum lies of what was paid to who is no manager, or set aside, cents."""
SAPUTA = CategoriaPremi.DIRIGENTI
"""The category whose table is known person by person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Importo:
    """An amount that is published, and what is known of how it is made."""

    paghe: Mapping[str, Sequence[Paga]]
    """Category → what each of its bands paid, or set aside."""
    finestra: Finestra

    def somma(self, persone: Mapping[tuple[str, int], int]) -> Finestra:
        """Return the least and the most that so many persons may have had; of fewer, what is taken away."""
        basso = sum(n * self.paghe[c][b][0] for (c, b), n in persone.items())
        return basso, sum(n * self.paghe[c][b][1] for (c, b), n in persone.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Attacco:
    """What is to be published, and what is known besides."""

    tavola: TavolaPremi
    """The true one: the search starts from it."""
    pubblicate: tuple[Pubblicata, ...]
    importi: tuple[Importo, ...]
    """None: amounts are left out of the attack."""
    altri: tuple[tuple[Pubblicata, ...], ...]
    """What was published of other years, or of this one before."""
    soglia: int
    mosse: Mapping[tuple[str, ...], Sequence[Mossa]] = field(init=False)
    somme: tuple[Finestra, ...] = field(init=False)
    """Of each amount: the least and the most that the true table may have had."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "mosse", {p.categorie: tuple(self._mosse(p)) for p in self.pubblicate})
        celle = {(c, b): n for c in self.tavola if c != SAPUTA for b, n in enumerate(self.tavola[c])}
        object.__setattr__(self, "somme", tuple(i.somma(celle) for i in self.importi))

    def esposte(self) -> tuple[tuple[str, ...], ...]:
        """Return the categories, as they are joined, of which some band would be exposed."""
        return tuple(p.categorie for p in self.pubblicate if self._esposta(p))

    def _ignote(self, p: Pubblicata) -> list[str]:
        return [c for c in p.categorie if c != SAPUTA and any(self.tavola.get(c, ()))]

    def _mosse(self, p: Pubblicata) -> Iterator[Mossa]:
        """Yield the smallest changes of a table that leave what is published of these categories as it is."""
        ignote = self._ignote(p)
        bande = range(len(self.tavola[ignote[0]])) if ignote else ()
        tagli = p.tagli or ((0, len(bande)),)
        for c, (da, a) in product(ignote, tagli):
            yield from ({(c, i): -1, (c, j): 1} for i, j in permutations(range(da, a), 2))
        if p.tagli:
            for (c, d), (i, j) in product(permutations(ignote, 2), permutations(bande, 2)):
                if i < j:
                    yield {(c, i): -1, (c, j): 1, (d, i): 1, (d, j): -1}

    def _esposta(self, p: Pubblicata) -> bool:
        """True when some band of these categories, or of one of them, is exposed."""
        ignote = self._ignote(p)
        if not ignote:
            return False
        soli = {da for da, a in p.tagli if a - da == 1}
        bersagli = [[c] for c in ignote] + ([ignote] if len(ignote) > 1 else [])
        for bersaglio, banda in product(bersagli, range(len(self.tavola[ignote[0]]))):
            quanti = sum(self.tavola[c][banda] for c in bersaglio)
            if banda in soli and bersaglio == ignote:
                if quanti < self.soglia:  # what is left once the managers are taken away
                    return True
                continue
            persone = sum(sum(self.tavola[c]) for c in bersaglio)
            if not self._basta(p, bersaglio, banda, min(self.soglia, persone + 1)):
                return True
        return False

    def _basta(self, p: Pubblicata, bersaglio: Sequence[str], banda: int, minimo: int) -> bool:
        """True when the band may count so many different numbers of persons."""
        trovati = {sum(self.tavola[c][banda] for c in bersaglio)}
        tutte = [m for mosse in self.mosse.values() for m in mosse]
        seconde: list[tuple[Mossa, int]] = [({}, 0), *product(tutte, range(1, 2 * self.soglia + 1))]
        sposta = [m for m in self.mosse[p.categorie] if sum(m.get((c, banda), 0) for c in bersaglio)]
        for (altra, volte), (prima, quante) in product(seconde, product(sposta, range(1, self.soglia + 1))):
            cambio: dict[tuple[str, int], int] = {cella: n * quante for cella, n in prima.items()}
            for cella, n in altra.items():
                cambio[cella] = cambio.get(cella, 0) + n * volte
            if self._torna(cambio) and (tavola := self._mossa(cambio)) and self._coerente(tavola):
                trovati.add(sum(tavola[c][banda] for c in bersaglio))
                if len(trovati) >= minimo:
                    return True
        return len(trovati) >= minimo

    def _torna(self, cambio: Mapping[tuple[str, int], int]) -> bool:
        """True when the amounts published could still be what they are."""
        for importo, (basso, alto) in zip(self.importi, self.somme, strict=True):
            meno, piu = importo.somma(cambio)
            if basso + meno >= importo.finestra[1] or alto + piu < importo.finestra[0]:
                return False
        return True

    def _mossa(self, cambio: Mapping[tuple[str, int], int]) -> dict[str, RigaFasce] | None:
        """Return the table after a change; None when a band would count less than nobody."""
        righe = {c: list(riga) for c, riga in self.tavola.items()}
        for (c, banda), n in cambio.items():
            righe[c][banda] += n
            if righe[c][banda] < 0:
                return None
        return {c: tuple(riga) for c, riga in righe.items()}

    def _coerente(self, tavola: TavolaPremi) -> bool:
        """True when a table would have been published like this one, and is as near to what is known of other years."""
        return all(self._si_pubblica_cosi(p, tavola) for p in self.pubblicate) and all(
            cambiati(somme(insieme(tavola[c] for c in e.categorie), e.tagli), e.persone) <= self._distanza(e)
            for altra in self.altri
            for e in altra
            if self._detta(e)
        )

    def _si_pubblica_cosi(self, p: Pubblicata, tavola: TavolaPremi) -> bool:
        vera, riga = (insieme(t[c] for c in p.categorie) for t in (self.tavola, tavola))
        suoi, veri = gruppi(riga, self.soglia), gruppi(vera, self.soglia)
        prima = p.categorie[0]
        if len(p.categorie) > 1 and len(gruppi(tavola[prima], self.soglia)) > 1:
            return False  # it would not have been joined
        if not p.tagli:
            return (len(suoi) == 1) == (len(veri) == 1)
        if somme(riga, p.tagli) != somme(vera, p.tagli):
            return False
        if self.altri and SAPUTA in p.categorie and not self._con_altri_dirigenti(p, vera, riga):
            return False
        return suoi == p.tagli if veri == p.tagli else piu_fini(suoi, p.tagli)

    def _con_altri_dirigenti(self, p: Pubblicata, vera: RigaFasce, riga: RigaFasce) -> bool:
        """True when a table would be joined like the true one also in a year whose managers were in other bands."""
        suoi = self.tavola[SAPUTA]
        for altri in righe_di(sum(suoi), len(suoi)):
            prima, dopo = (tuple(n - s + a for n, s, a in zip(r, suoi, altri, strict=True)) for r in (vera, riga))
            if gruppi(prima, self.soglia) == p.tagli != gruppi(dopo, self.soglia):
                return False
        return True

    def _detta(self, e: Pubblicata) -> bool:
        """True for what another year says of categories that this one says something of too."""
        dette = {c for p in self.pubblicate if p.tagli for c in p.categorie}
        return bool(e.tagli) and set(e.categorie) <= dette

    def _distanza(self, e: Pubblicata) -> int:
        """Return how many persons must have changed since: who attacks cannot believe that they are fewer."""
        return cambiati(somme(insieme(self.tavola[c] for c in e.categorie), e.tagli), e.persone)
