"""How much of the site one build makes, and whether somebody still waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


class SmessaError(Exception):
    """Nobody waits for this build any more: what it reads has changed meanwhile."""


def _mai() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Passata:
    """One build, of all pages or of one."""

    sola: str = ""
    """Address of the only page that is wanted, which is made before the others are; empty: all of them.

    Of the other pages the titles are asked for, and what is kept of them is not looked at again: so the page is that
    of the whole build, unless a title that a macro writes has changed too.
    """
    smessa: Callable[[], bool] = _mai
    """True as soon as nobody waits for it."""

    def prosegui(self) -> None:
        """Go on with the build. Raises: SmessaError when nobody waits for it."""
        if self.smessa():
            raise SmessaError

    def vuole(self, indirizzo: str) -> bool:
        """True for a page that this build writes."""
        return self.sola in {"", indirizzo}


TUTTE = Passata()
"""A build of all pages, to its end."""
