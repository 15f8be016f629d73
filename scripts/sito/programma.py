"""What builds, and which state of the record it builds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from macros.reading.git import comando as git


@dataclass(frozen=True, slots=True)
class Programma:
    """What builds the pages, and which state of the record they are of."""

    radice: Path
    """Project folder with today's settings and theme: they belong to the program, not to the record."""
    commit: str | None
    """Of the state that is built; None: outside git."""
    chi: str | None = None
    """Its digest, where what has not changed is taken from the draft before; None: nothing is, and nothing is kept."""

    @classmethod
    def di(cls, radice: Path) -> Programma:
        """Return what builds a project as it stands in its folder."""
        return cls(radice, git.testo(radice, "rev-parse", "HEAD"))
