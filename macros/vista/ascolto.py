"""Who reads what of a view: a page that read only what has not changed is the page of before."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar, cast

T = TypeVar("T")


class ParteLetta(StrEnum):
    """What a page may read of a view."""

    ANNI = "anni"
    """Which years there are."""
    ANNO = "anno"
    """All of a year: its records, its results."""
    OBIETTIVI = "obiettivi"
    """The objectives of a year as planned."""
    ATTI = "atti"
    """The acts of a year, and what is approved by them."""
    PROBLEMI = "problemi"
    """What is da completare in a year."""
    REGISTRO = "registro"
    STORIA = "storia"
    PAGINE = "pagine"
    """Titles and chapters of every page."""


Letto = tuple[ParteLetta, int]
"""A part, the year that it is of; 0: of none."""


@dataclass(slots=True)
class Ascolto:
    """What is read of a view, for each thing that is being made; what is made once keeps its own readings."""

    _letti: list[set[Letto]] = field(default_factory=list)
    """The innermost last."""
    _fatti: dict[Hashable, tuple[object, set[Letto]]] = field(default_factory=dict)

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

    def una_volta(self, chiave: Hashable, fai: Callable[[], T], letto: Iterable[Letto] | None = None) -> T:
        """Return what was made under a name, or make it.

        Args:
            chiave: the name.
            fai: makes it.
            letto: what who asks takes of it; None: all that it was made of.
        """
        if chiave not in self._fatti:
            self._letti.append(set())
            try:
                fatto = fai()
            finally:
                suoi = self._letti.pop()
            self._fatti[chiave] = fatto, suoi
        trovato, letti = self._fatti[chiave]
        self.segna(*(letti if letto is None else letto))
        return cast("T", trovato)
