"""One step of an explanation."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model.problems import Source


@dataclass(frozen=True, slots=True)
class PassoConto:
    """What was done, with which numbers, written where, with which result."""

    titolo: str
    testo: str
    luoghi: tuple[Source, ...]
    esito: str
    """The figure of this step as printed; may be empty."""
