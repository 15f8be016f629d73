"""What a reading has and gathers: the project folder, what was opened of it, nodes and rows, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from macros.model.problems import Problem, Source
from macros.reading.testo.deposito import MEBIBYTE, RifiutatoError, Trovati, censisci, leggi, nome_nel_progetto
from macros.reading.testo.puliti import Puliti

TROVATO_MASSIMO = 200
TENUTI = MEBIBYTE
"""Bytes of the largest file that is kept: attachments are seldom asked for twice, and are many."""


@dataclass(frozen=True, slots=True)
class Located:
    """A YAML node as typed: text, list or mapping, with its place."""

    valore: str | list[Located] | dict[str, Located] | None
    source: Source
    virgolette: bool = False
    """True when a scalar was quoted or written as a block."""
    chiavi: Mapping[str, Source] = field(default_factory=dict)
    """Of a mapping: where each key was written."""


@dataclass(frozen=True, slots=True)
class RigaCsv:
    """A CSV row: cells by column name, stripped, without the mark of `foglio`; missing cells are empty."""

    celle: Mapping[str, str]
    source: Source
    virgole: bool = False
    """True when commas divide the cells: numbers then have a decimal point."""


@dataclass(slots=True)
class Aperti:
    """What was opened of a project: each file and each folder is looked at once, by all who ask for it."""

    puliti: Puliti = field(default_factory=Puliti)
    testi: dict[Path, tuple[str | None, tuple[Problem, ...]]] = field(default_factory=dict)
    """File → its text, and what is wrong with it."""
    righe: dict[tuple[Path, tuple[str, ...]], list[RigaCsv]] = field(default_factory=dict)
    """File and columns → the rows of a CSV with which nothing is wrong. Rows are never changed in place."""
    _byte: dict[Path, bytes | RifiutatoError | OSError] = field(default_factory=dict)
    _impronte: dict[Path, str] = field(default_factory=dict)
    _sotto: dict[Path, Trovati] = field(default_factory=dict)

    def leggi(self, radice: Path, file: Path) -> bytes:
        """Return what a file holds, and raise, as `deposito.leggi`: the same each time."""
        if file not in self._byte:
            letto: bytes | RifiutatoError | OSError
            try:
                letto = leggi(radice, file)
            except (RifiutatoError, OSError) as errore:
                letto = errore
            if isinstance(letto, bytes) and len(letto) > TENUTI:
                return letto
            self._byte[file] = letto
        tenuto = self._byte[file]
        if isinstance(tenuto, bytes):
            return tenuto
        raise tenuto

    def impronte(self, radice: Path, cartella: str) -> list[tuple[str, str]]:
        """Return name and SHA-256 of each file below a folder of the data. Raises: as `leggi`."""
        nomi = ((nome_nel_progetto(radice, f), f) for f in self.censisci(radice, "data").file)
        return [(n, self._impronta(radice, f)) for n, f in nomi if n.startswith(f"{cartella}/")]

    def _impronta(self, radice: Path, file: Path) -> str:
        if file not in self._impronte:
            self._impronte[file] = sha256(self.leggi(radice, file)).hexdigest()
        return self._impronte[file]

    def censisci(self, radice: Path, nome: str) -> Trovati:
        """Return what stands below a folder of the project, as `deposito.censisci`."""
        if radice / nome not in self._sotto:
            self._sotto[radice / nome] = censisci(radice, nome)
        return self._sotto[radice / nome]


@dataclass(slots=True)
class Lettura:
    """What a reading gathers: the project folder, the problems, the files seen."""

    radice: Path
    problemi: list[Problem] = field(default_factory=list)
    perduti: set[str] = field(default_factory=set)
    """Codes of the year being read that stand in a refused file or record: they are not «unknown»."""
    nodi: dict[str, Located | None] = field(default_factory=dict)
    """YAML files already read, by path; None: refused, or to be left out. Each is read, and reported, once."""
    righe: dict[str, list[RigaCsv]] = field(default_factory=dict)
    """CSV files already read, by path."""
    aperti: Aperti = field(default_factory=Aperti)

    def nome(self, file: Path) -> str:
        """Return a path from the project folder, as messages have it."""
        return nome_nel_progetto(self.radice, file)

    def sotto(self, nome: str) -> Trovati:
        """Return what stands below a folder of the project."""
        return self.aperti.censisci(self.radice, nome)

    def altra(self) -> Lettura:
        """Return a reading of the same files that gathers by itself."""
        return Lettura(self.radice, aperti=self.aperti)

    def perduto(self, codice: str) -> bool:
        """True when a code, or the objective an indicator's code begins with, stands in what was refused."""
        return codice in self.perduti or codice.rpartition(".")[0] in self.perduti

    def segnala(self, source: Source, code: str, found: str, expected: str, fix: str) -> None:
        """Add a problem; what was found is cut when it is a whole page."""
        breve = found if len(found) <= TROVATO_MASSIMO else found[:TROVATO_MASSIMO] + "…»"
        self.problemi.append(Problem(source, code, breve, expected, fix))
