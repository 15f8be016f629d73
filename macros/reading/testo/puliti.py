"""Texts, and years, in which nothing was found before, by the same program: a draft does not look through them again.

What is remembered is the fingerprint of each with its name and who looked, never what it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Puliti:
    """What was looked through before, and what is now."""

    prima: frozenset[str] | None = None
    """None: nothing is remembered."""
    ora: set[str] = field(default_factory=set)

    def guarda(self, trovati: Iterable[T], *di: object) -> Iterator[T]:
        """Yield what is found somewhere; nothing, without looking, where nothing was.

        Args:
            trovati: what looks.
            di: all that what is found depends on: who looks, at what, under which name.
        """
        if self.prima is None:
            yield from trovati
            return
        impronta = sha256(json.dumps(di).encode("utf-8", "surrogatepass")).hexdigest()
        pulito = True
        for trovato in () if impronta in self.prima else trovati:
            pulito = False
            yield trovato
        if pulito:
            self.ora.add(impronta)
