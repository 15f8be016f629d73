"""Texts, and years, in which nothing was found before, by the same program: they are not looked through again.

What this process looked through is known to all its readings; what the one before did, to a draft alone.

What is remembered is the fingerprint of each with its name and who looked, never what it says; and what was reckoned
of a year.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")
_VISTI: set[str] = set()
"""Where nothing was found since this process began."""


@dataclass(slots=True)
class Puliti:
    """What was looked through before, and what is now."""

    prima: frozenset[str] | None = None
    """None: nothing is remembered of the processes before this one."""
    ora: set[str] = field(default_factory=set)
    valori_prima: Mapping[str, dict[str, str]] = field(default_factory=dict)
    """What was reckoned of something, by its fingerprint."""
    valori_ora: dict[str, dict[str, str]] = field(default_factory=dict)

    def guarda(self, trovati: Iterable[T], *di: object) -> Iterator[T]:
        """Yield what is found somewhere; nothing, without looking, where nothing was.

        Args:
            trovati: what looks.
            di: all that what is found depends on: who looks, at what, under which name.
        """
        impronta = _impronta(di)
        pulito = impronta in _VISTI or (self.prima is not None and impronta in self.prima)
        if not pulito:
            pulito = True
            for trovato in trovati:
                pulito = False
                yield trovato
        if pulito:
            self.ora.add(impronta)
            _VISTI.add(impronta)

    def valori(self, fai: Callable[[], dict[str, str]], *di: object) -> dict[str, str]:
        """Return what is reckoned of something, without reckoning it where it was.

        Args:
            fai: reckons it.
            di: all that it depends on.
        """
        if self.prima is None:
            return fai()
        impronta = _impronta(di)
        self.valori_ora[impronta] = self.valori_prima[impronta] if impronta in self.valori_prima else fai()
        return self.valori_ora[impronta]


def _impronta(di: tuple[object, ...]) -> str:
    return sha256(json.dumps(di).encode("utf-8", "surrogatepass")).hexdigest()
