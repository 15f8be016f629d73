"""Confirmed texts: who has read again a text that comments figures, with the figures before him. Fonte: RECORDS 15."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from macros.model.problems import Source


@dataclass(frozen=True, slots=True)
class Conferma:
    """A row of `conferme.csv`."""

    testo: str
    """Which text: `consuntivo 2.2.2.a risultati`, `monitoraggio 2.2.2.a`, `motivo 2.2.2.a`, `attestazione ente`."""
    impronta: str
    """Of the figures that it comments, then of the text: 32 hex digits each."""
    data: dt.date | None
    chi: str
    """A role."""
    source: Source
