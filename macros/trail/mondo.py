"""The two states laid one over the other: one name for what is one thing, every group with both its weights.

Things that went on keep B's code; what only A had takes its own code with a mark, so that a code used
again for something else is not mistaken for it. Structure only: figures are in `ibridi`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum

from macros.model.anno import Anno
from macros.model.citazioni import in_parole
from macros.model.piano import Area, Indicatore, Obiettivo
from macros.model.problems import Source
from macros.model.valori import AREE, Livello
from macros.trail.identita import Identificazione, Sorte

Chiave = tuple[str, str]
"""Level (a `Livello`, or `smvp`, `albero`… for what is of the year) and name in the common world."""

SOLO_PRIMA = "@"
"""Mark of the names of what only A had: no code may hold it."""
ENTE: Chiave = (Livello.ENTE, Livello.ENTE)


class Passo(IntEnum):
    """From A to B, one kind of change at a time, in this order.

    First what the offices achieved, under everything else as it was: it is what the reader asks for.
    Then what was asked of them (targets), how much each thing counts (weights) and how it is reckoned
    (rules); last what is in the plan at all, because what enters or leaves is worth what it is worth
    under the plan that receives it.
    """

    INIZIO = 0
    RISULTATI = 1
    TARGET = 2
    PESI = 3
    REGOLE = 4
    RICOMPOSTI = 5
    AGGIUNTI = 6
    CONCLUSI = 7


@dataclass(frozen=True, slots=True)
class Quota:
    """What something weighs in a group: points, or None where the whole group declares no weights."""

    peso: Decimal | None
    source: Source


@dataclass(frozen=True, slots=True)
class Gruppo:
    """A group and its members on each side, by their names in the common world."""

    chiave: Chiave
    prima: Mapping[Chiave, Quota]
    dopo: Mapping[Chiave, Quota]

    @property
    def membri(self) -> tuple[Chiave, ...]:
        """Members of either side: B's order, then those that only A had."""
        return tuple(dict.fromkeys((*self.dopo, *self.prima)))


@dataclass(slots=True)
class Mondo:
    """Both states under common names. Built once, then only read."""

    prima: Anno
    dopo: Anno
    identificazione: Identificazione
    nome_prima: dict[Chiave, Chiave] = field(default_factory=dict)
    """(level, code in A) → name."""
    codice_prima: dict[Chiave, str] = field(default_factory=dict)
    """Name → code in A; absent: it was not there."""
    codice_dopo: dict[Chiave, str] = field(default_factory=dict)
    """Name → code in B; absent: it is no longer there."""
    passo: dict[Chiave, Passo] = field(default_factory=dict)
    """When what is on one side only enters or leaves."""
    gruppi: dict[Chiave, Gruppo] = field(default_factory=dict)
    detti: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {})
    """Of each side: what its files call by a name of their own → what a reader calls it."""

    def __post_init__(self) -> None:
        self._nomi()
        self._passi()
        self._gruppi()
        self.detti = (_detti(self.prima), _detti(self.dopo))

    def insieme(self, chiave: Chiave) -> bool:
        """True for what is one thing on both sides."""
        return chiave in self.codice_prima and chiave in self.codice_dopo

    def obiettivo(self, chiave: Chiave) -> tuple[Obiettivo | None, Obiettivo | None]:
        """Return an objective on both sides."""
        a, b = self.codice_prima.get(chiave), self.codice_dopo.get(chiave)
        return (self.prima.obiettivi[a] if a else None), (self.dopo.obiettivi[b] if b else None)

    def indicatore(self, chiave: Chiave) -> tuple[Indicatore | None, Indicatore | None]:
        """Return an indicator on both sides."""
        a, b = self.codice_prima.get(chiave), self.codice_dopo.get(chiave)
        return (self.prima.indicatori[a] if a else None), (self.dopo.indicatori[b] if b else None)

    def area(self, chiave: Chiave) -> tuple[Area | None, Area | None]:
        """Return an area, a manager or the agency on both sides."""
        lati = ((self.prima, self.codice_prima.get(chiave)), (self.dopo, self.codice_dopo.get(chiave)))
        a, b = (
            next((a for livello, a in anno.letture.gruppi() if (livello, a.codice) == (chiave[0], codice)), None)
            for anno, codice in lati
        )
        return a, b

    def titoli(self, chiave: Chiave) -> tuple[str | None, str | None]:
        """Return what something is called on both sides; None: it is not there."""
        propri = {Livello.OBIETTIVO.value: self.obiettivo, Livello.INDICATORE.value: self.indicatore}
        prima, dopo = propri.get(chiave[0], self.area)(chiave)
        return prima.titolo if prima else None, dopo.titolo if dopo else None

    def di_livello(self, livello: Livello) -> tuple[Chiave, ...]:
        """Return the names of a level: B's in its order, then those that only A had."""
        return tuple(c for c in dict.fromkeys((*self.codice_dopo, *self.codice_prima)) if c[0] == livello)

    def aree(self) -> tuple[Chiave, ...]:
        """Return the names of the strategic areas, of the managers and of the agency."""
        return tuple(c for livello in AREE for c in self.di_livello(livello))

    def _nomi(self) -> None:
        """Give every thing its name."""
        coppie = {
            livello: {a: b for b, a in identita.coppie.items()} for livello, identita in self.identificazione.livelli()
        }
        self.codice_prima[ENTE] = self.codice_dopo[ENTE] = ENTE[1]
        for livello, codici in _codici(self.dopo).items():
            for codice in codici:
                self.codice_dopo[livello, codice] = codice
        for livello, codici in _codici(self.prima).items():
            suoi = {c for c in codici if (livello, c) in self.codice_dopo}
            if livello is Livello.AZIENDA_SPECIALE:  # there is one agency at most: it is the same one
                suoi = set()
                coppie[livello] = dict(zip(codici, _codici(self.dopo)[livello], strict=False))
            verso = coppie.get(livello, {c: c for c in suoi})
            for codice in codici:
                nome = (livello, verso.get(codice, codice + SOLO_PRIMA))
                self.nome_prima[livello, codice] = nome
                self.codice_prima[nome] = codice

    def _passi(self) -> None:
        """Say when each thing of one side only enters or leaves; an indicator goes with its objective."""
        for chiave in dict.fromkeys((*self.codice_prima, *self.codice_dopo)):
            if not self.insieme(chiave):
                self.passo[chiave] = Passo.CONCLUSI if chiave in self.codice_prima else Passo.AGGIUNTI
        for livello, identita in self.identificazione.livelli():
            for legame in identita.legami:
                if legame.sorte in {Sorte.DIVISO, Sorte.UNITO, Sorte.RICOMPOSTO}:
                    nomi = [self.nome_prima[livello, a] for a in legame.prima] + [(livello, b) for b in legame.dopo]
                    self.passo.update(dict.fromkeys(nomi, Passo.RICOMPOSTI))
        for chiave in self.passo:
            if chiave[0] == Livello.INDICATORE:
                sopra = self.obiettivo_di(chiave)
                self.passo[chiave] = self.passo.get(sopra, self.passo[chiave])

    def obiettivo_di(self, chiave: Chiave) -> Chiave:
        """Return the objective of an indicator: B's, or A's for what only A had."""
        a, b = self.indicatore(chiave)
        if b is not None:
            return (Livello.OBIETTIVO, b.obiettivo)
        assert a is not None  # noqa: S101 - a name stands for something
        return self.nome_prima[Livello.OBIETTIVO, a.obiettivo]

    def _gruppi(self) -> None:
        prima = {
            self.nome_prima.get(gruppo, gruppo): {self.nome_prima[c]: q for c, q in membri.items()}
            for gruppo, membri in _quote(self.prima)
        }
        dopo = dict(_quote(self.dopo))
        for chiave in dict.fromkeys((*dopo, *prima)):
            self.gruppi[chiave] = Gruppo(chiave, prima.get(chiave, {}), dopo.get(chiave, {}))


def _codici(anno: Anno) -> dict[Livello, list[str]]:
    """Return the codes of each level, areas first, in print order."""
    codici: dict[Livello, list[str]] = {livello: [] for livello in AREE}
    for livello, area in anno.letture.gruppi():
        codici[livello].append(area.codice)
    return {**codici, Livello.OBIETTIVO: list(anno.obiettivi), Livello.INDICATORE: list(anno.indicatori)}


def _quote(anno: Anno) -> Iterable[tuple[Chiave, Mapping[Chiave, Quota]]]:
    """Yield every group of a year with what its members weigh."""
    albero = anno.letture
    obiettivo, indicatore = Livello.OBIETTIVO.value, Livello.INDICATORE.value
    yield ENTE, {(Livello.AREA_STRATEGICA, a.codice): Quota(a.peso, a.dove("peso")) for a in albero.aree_strategiche}
    for livello, area in albero.gruppi():
        yield (livello, area.codice), {(obiettivo, v.codice): Quota(v.peso, v.luogo_peso) for v in area.obiettivi}
    for o in anno.obiettivi.values():
        propri = {(indicatore, i.codice): Quota(i.peso, i.dove(f"peso.{anno.anno}")) for i in o.indicatori}
        yield (
            (obiettivo, o.codice),
            propri | {(indicatore, c.indicatore): Quota(c.peso, c.luogo_peso) for c in o.collegati},
        )


def _detti(anno: Anno) -> dict[str, str]:
    """Return what the files of a year call by a name of their own, as a reader calls it: acts, areas of a manager."""
    return anno.letture.nomi_aree | {nome: in_parole(atto) for nome, atto in anno.atti.items()}
