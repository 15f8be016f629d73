"""How grave a problem is, and what a code of the catalogue holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from macros.model.tratti import NESSUNO, Ambito, Tratto


class Gravita(StrEnum):
    """The three severities. Fonte: DESIGN 3."""

    ERRORE = "errore"
    """Blocks everything."""
    DA_COMPLETARE = "da completare"
    """Blocks the approval and the public build of its document, never a draft."""
    AVVISO = "avviso"
    """Informs; never changes an exit code."""


@dataclass(frozen=True, slots=True)
class Senso:
    """What a code means, and how it behaves."""

    spiegazione: str
    tratti: Tratto = NESSUNO
    soggetti: tuple[str, ...] = ()
    """The keys it is about: only something refused or misspelt in one of these explains it."""
    spiega: Mapping[Ambito, tuple[str, ...]] = field(default_factory=dict)
    """The codes that it makes needless."""
    gravita: Gravita = Gravita.ERRORE
