"""How an act is quoted in a sentence, on pages, in messages and in comparisons."""

from __future__ import annotations

from macros.model.atti import Atto
from macros.model.formato import data_lunga


def breve(atto: Atto) -> str:
    """Quote an act: body, number."""
    return f"{atto.organo}, {'n. ' if atto.numero[:1].isdigit() else ''}{atto.numero}"


def in_parole(atto: Atto) -> str:
    """Quote an act: body, number, day."""
    return f"{breve(atto)} del {data_lunga(atto.data)}"
