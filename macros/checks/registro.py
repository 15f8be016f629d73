"""The register: what is not as an act sealed it, in a year, by itself and in the history of git."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from macros.checks.parole_registro import in_parole
from macros.model.anno import Anno, Progetto
from macros.model.problems import Problem
from macros.model.registro import Irregolare
from macros.reading.registro.sigilli import uguali_in
from macros.reading.registro.storia import irregolarita_storia


def check_registro(anno: Anno) -> Iterator[Problem]:
    """REGISTRO-…: what does not fit between the register and a year."""
    yield from map(in_parole, anno.irregolarita)


def check_catena(radice: Path, progetto: Progetto, base: str | None) -> Iterator[Problem]:
    """REGISTRO-CATENA, -MANCANTE, -VERSIONE, -ANNO, -STORIA, -RIFATTO, -BASE: the register by itself and in git.

    `base`: a revision that it must go on from. A register that is wrong already is not compared with what it was.
    """
    yield from map(in_parole, progetto.irregolarita)
    if not {i.che for i in progetto.irregolarita} & {Irregolare.CATENA, Irregolare.SENZA_REGISTRO}:
        yield from map(in_parole, irregolarita_storia(radice, progetto.registro, uguali_in(radice), base))


CHECKS = (check_registro,)
