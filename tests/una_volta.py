"""What nobody changes is examined once in a worker: the data of the repository, and the small project of the tests.

A test that is about how they are read copies them, or gives what was opened so far.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from macros.checks import esame
from tests.progetto_copia import MINI, RADICE

FERMI = frozenset({MINI, RADICE})
_davvero = esame.esamina


@cache
def _una_volta(radice: Path, anno: int | None, base: str | None) -> tuple[Any, Any, dict[int, Any]]:
    calcolati: dict[int, Any] = {}
    progetto, problemi = _davvero(radice, anno, base, calcolati=calcolati)
    return progetto, problemi, calcolati


def esamina(
    radice: Path,
    anno: int | None = None,
    base: str | None = None,
    aperti: Any = None,
    calcolati: dict[int, Any] | None = None,
) -> Any:
    if aperti is not None or radice not in FERMI:
        return _davvero(radice, anno, base, aperti, calcolati)
    progetto, problemi, suoi = _una_volta(radice, anno, base)
    if calcolati is not None:
        calcolati.update(suoi)
    return progetto, problemi


esame.esamina = esamina
