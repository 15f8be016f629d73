"""Places and problems: where a value was written, and what must be mended there.

A problem is data, gathered and shown with all the others; `DataError` is raised
once, at the edge, when a year cannot be computed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from macros.model.catalogo import CATALOGO
from macros.model.tratti import Gravita, Senso, Tratto


class Documento(StrEnum):
    """The document that a missing item belongs to; its approval is what the gap blocks."""

    PIANO = "piano"
    PIAO = "piao"
    MONITORAGGIO = "monitoraggio"
    RELAZIONE = "relazione"

    @property
    def presuppone(self) -> tuple[Documento, ...]:
        """The documents that come before it in the cycle; the PIAO comes before none, and a year may have none."""
        if self is Documento.RELAZIONE:
            return (Documento.PIANO, Documento.MONITORAGGIO)
        return () if self is Documento.PIANO else (Documento.PIANO,)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a value was written: path from the project folder, 1-based line, key path."""

    path: str
    line: int = 1
    key: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to repair. `code` never changes once published."""

    source: Source
    code: str
    found: str
    expected: str
    fix: str
    area: str = ""
    """Code of the managerial area that can mend it, when one is known."""
    documento: str = ""
    """For what is *da completare*: the document whose approval it blocks."""
    campi: tuple[str, ...] = ()
    """The keys it is about, where its code does not say them."""

    @property
    def senso(self) -> Senso:
        """What its code means, and how it behaves; its words decide nothing."""
        return CATALOGO[self.code]

    @property
    def gravita(self) -> Gravita:
        """How grave it is: fixed by its code in the catalogue."""
        return self.senso.gravita

    def ha(self, tratti: Tratto) -> bool:
        """True when its code behaves in one of these ways."""
        return bool(self.senso.tratti & tratti)

    def __str__(self) -> str:
        return (
            f"{self.source}: {self.code}: {self.gravita}. Trovato: {self.found}. "
            f"Atteso: {self.expected}. Rimedio: {self.fix}."
        )


class DataError(Exception):
    """Raised once, at the edge, when the data cannot give a result."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        quanti = "Un problema" if len(self.problems) == 1 else f"{len(self.problems)} problemi"
        super().__init__(f"{quanti} nei dati:\n" + "\n".join(map(str, self.problems)))


def errori(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that block everything, by place."""
    return tuple(sorted(p for p in set(problems) if p.gravita is Gravita.ERRORE))
