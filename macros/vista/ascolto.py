"""Who reads what of a view: a page that read only what has not changed is the page of before."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, ItemsView, Iterator, Mapping, ValuesView
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno

T = TypeVar("T")
V = TypeVar("V")
DI_VOCI = ("rilevazioni", "schede")
"""Fields of a year that are heard one record at a time."""


class ParteLetta(StrEnum):
    """What a page may read of a view."""

    ANNI = "anni"
    """Which years there are."""
    FILE = "file"
    """All the files of a year, and what it inherits: every other part of that year follows from them."""
    ANNO = "anno"
    """A year but for what was surveyed: its other records, and at which dates there are results."""
    VOCI = "voci"
    """What was surveyed and computed in a year, by name of mapping and, unless it is all of it, key."""
    IMPRONTA = "impronta"
    """The fingerprint of a document of a year."""
    OBIETTIVI = "obiettivi"
    """The objectives of a year as planned."""
    ATTI = "atti"
    """The acts of a year, and what is approved by them."""
    FATTO = "fatto"
    """What was made of a year under a name, whatever it was made of."""
    PROBLEMI = "problemi"
    """What is da completare in a year."""
    REGISTRO = "registro"
    STORIA = "storia"
    PAGINE = "pagine"
    """Titles and chapters of every page."""


class Letto(NamedTuple):
    """Something that was read."""

    parte: ParteLetta
    anno: int = 0
    """0: of none."""
    quale: str = ""
    """Which of them, where there are several."""


@dataclass(slots=True)
class Ascolto:
    """What is read of a view, for each thing that is being made; what is made once keeps its own readings."""

    voci: dict[Letto, Mapping[str, object]] = field(default_factory=dict)
    """The mappings of which each key is heard, as they are."""
    _letti: list[set[Letto]] = field(default_factory=list)
    """The innermost last."""
    _fatti: dict[Hashable, tuple[object, set[Letto]]] = field(default_factory=dict)
    di_prima: Callable[[Letto], tuple[object, set[Letto]] | None] = lambda _: None
    """Gives what a view before this one made of a year under a name, and of what, if all is the same; else None."""

    @contextmanager
    def ascolta(self) -> Iterator[set[Letto]]:
        """Gather what is read meanwhile; who listens outside hears it too."""
        self._letti.append(set())
        try:
            yield self._letti[-1]
        finally:
            self.segna(*self._letti.pop())

    def segna(self, *letti: Letto) -> None:
        """Note what was read."""
        if self._letti:
            self._letti[-1].update(letti)

    def una_volta(self, chiave: Hashable, fai: Callable[[], T], fino: int | None = None) -> T:
        """Return what was made under a name, or make it.

        Args:
            chiave: the name.
            fai: makes it.
            fino: the last year that who asks takes of it; None: all that it was made of.
        """
        fatto, letti = self._fatto(chiave, fai)
        self.segna(*(letto for letto in letti if fino is None or letto.anno <= fino))
        return fatto

    def distillato(self, anno: int, nome: str, fai: Callable[[], T]) -> T:
        """Return what was made of a year under a name, or make it: who asks has read what came out, and no more.

        `fai`: makes something that its `repr` says whole.
        """
        letto = Letto(ParteLetta.FATTO, anno, nome)
        self.segna(letto)
        if letto not in self._fatti and (fatto := self.di_prima(letto)):
            self._fatti[letto] = fatto
        return self._fatto(letto, fai)[0]

    @contextmanager
    def in_prestito(self, da: Ascolto, nome: str, anni: Container[int]) -> Iterator[None]:
        """Give a time in which what another view has made of some years under a name, at every date, stands here too.

        Then that is forgotten, with all that was made meanwhile.
        """
        propri = dict(self._fatti)
        self._fatti |= {
            letto: fatto
            for letto, fatto in da._fatti.items()
            if isinstance(letto, Letto) and letto.anno in anni and letto.quale.partition(" ")[0] == nome
        }
        try:
            yield
        finally:
            self._fatti = propri

    def fatto_di(self, letto: Letto) -> tuple[object, set[Letto]] | None:
        """Return what was made of a year under a name, and all that it was made of; None: it was not made as yet."""
        return self._fatti.get(letto)

    def _fatto(self, chiave: Hashable, fai: Callable[[], T]) -> tuple[T, set[Letto]]:
        if chiave not in self._fatti:
            self._letti.append(set())
            try:
                fatto = fai()
            finally:
                suoi = self._letti.pop()
            self._fatti[chiave] = fatto, suoi
        return cast("tuple[T, set[Letto]]", self._fatti[chiave])


class Sentita(Mapping[str, V]):
    """A mapping of which every key that is looked up is heard; all of it, where keys are gone through or counted."""

    __slots__ = ("_ascolto", "_di", "_intera")

    def __init__(self, ascolto: Ascolto, intera: Letto, di: Mapping[str, V]) -> None:
        """Hear a mapping.

        Args:
            ascolto: who hears.
            intera: what all of it is called.
            di: the mapping.
        """
        self._ascolto, self._intera, self._di = ascolto, intera, di
        ascolto.voci[intera] = di

    def __getitem__(self, chiave: str) -> V:
        """Return a record. Raises: KeyError."""
        self._ascolto.segna(self._intera._replace(quale=f"{self._intera.quale}/{chiave}"))
        return self._di[chiave]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        return iter(self._tutta())

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._tutta())

    def values(self) -> ValuesView[V]:
        """Go through the records."""
        return self._tutta().values()

    def items(self) -> ItemsView[str, V]:
        """Go through both."""
        return self._tutta().items()

    def _tutta(self) -> Mapping[str, V]:
        self._ascolto.segna(self._intera)
        return self._di


@dataclass(frozen=True, slots=True)
class Orecchio:
    """Makes years and results whose surveyed records, texts and figures are heard one by one."""

    ascolto: Ascolto
    _sentiti: dict[int, tuple[Anno, Anno]] = field(default_factory=dict)
    """By identity of the year, which is beside it so that it lives on: what is the same stays the same."""

    def anno(self, anno: Anno) -> Anno:
        """Return a year that is heard."""
        if id(anno) not in self._sentiti:
            sentito = replace(
                anno,
                rilevazioni={p: self._di(anno, f"rilevazioni {p}", righe) for p, righe in anno.rilevazioni.items()},
                schede=self._di(anno, "schede", anno.schede),
            )
            self._sentiti[id(anno)] = anno, sentito
        return self._sentiti[id(anno)][1]

    def ciclo(self, ciclo: Ciclo) -> Ciclo:
        """Return a result that is heard."""
        anno, quando = ciclo.anno, ciclo.periodo
        return replace(
            ciclo,
            anno=self.anno(anno),
            figure={di: self._di(anno, f"figure {quando} {di}", sue) for di, sue in ciclo.figure.items()},
            indicatori=self._di(anno, f"indicatori {quando}", ciclo.indicatori),
            approvati=self._di(anno, f"approvati {quando}", ciclo.approvati),
        )

    def _di(self, anno: Anno, nome: str, di: Mapping[str, V]) -> Sentita[V]:
        return Sentita(self.ascolto, Letto(ParteLetta.VOCI, anno.anno, nome), di)
