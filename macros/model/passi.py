"""One step of an explanation."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model.problems import Source


@dataclass(frozen=True, slots=True)
class PassoConto:
    """What was done, with which numbers, written where, with which result."""

    titolo: str
    testo: str
    """With every figure exact; empty: a row of the short account only."""
    luoghi: tuple[Source, ...]
    esito: str
    """The figure of this step as printed; may be empty."""
    in_breve: str = ""
    """The same with rounded figures; empty: `testo` has none to round."""
    porta: str = ""
    """What it adds to the total of the short account, or its figure there with its unit; empty: `esito`."""
    totale: bool = False
    """True: the step that the account comes to."""
