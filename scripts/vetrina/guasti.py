"""Why the pages cannot be built, as the band tells it: facts of data, or a sentence."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from macros.model.formato import pulita

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.model.problems import Problem


@dataclass(frozen=True, slots=True)
class Guasto:
    """One thing to put right."""

    trovato: str
    luogo: str = ""
    """File and line; empty: of no file, or said in the words."""
    atteso: str = ""
    rimedio: str = ""

    @classmethod
    def di(cls, problema: Problem) -> Guasto:
        """Return what the band says of a problem of the data."""
        return cls(
            trovato=pulita(problema.found),
            luogo=pulita(str(problema.source)),
            atteso=pulita(problema.expected),
            rimedio=pulita(problema.fix),
        )


def in_dati(guasti: Iterable[Guasto]) -> list[dict[str, str]]:
    """Return them as what JSON holds: the builder is another process."""
    return [asdict(g) for g in guasti]


def da_dati(dati: Iterable[dict[str, str]]) -> tuple[Guasto, ...]:
    """Return them back."""
    return tuple(Guasto(**d) for d in dati)
