"""What builds, and which state of the record it builds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from macros.reading.git import comando as git
from macros.reading.testo.deposito import leggi

CODICE = Path(__file__).resolve().parents[2]
"""Where the code that runs is."""


@dataclass(frozen=True, slots=True)
class Programma:
    """What builds the pages, and which state of the record they are of."""

    radice: Path
    """The folder with today's settings and theme: they belong to the program, not to the record."""
    commit: str | None
    """Of the state that is built; None: outside git."""
    chi: str | None = None
    """Its digest, where what has not changed is taken from the draft before; None: nothing is, and nothing is kept."""

    @classmethod
    def di(cls, radice: Path, commit: str | None = None) -> Programma:
        """Return what builds a project: its folder, or where that has data and chapters alone, that of this program.

        `commit`: of the state; None: that which stands in the folder.
        """
        suo = radice if (radice / "mkdocs.yml").is_file() else CODICE
        return cls(suo, commit or git.testo(radice, "rev-parse", "HEAD"))


def versione_del_programma() -> str:
    """Return the version of the code that runs, as it says it: what an installation noted may be of before."""
    import tomllib

    detto = tomllib.loads(leggi(CODICE, CODICE / "pyproject.toml").decode())
    return str(detto["project"]["version"])
