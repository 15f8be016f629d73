"""The achievement rules, one a file: a module here that holds a `REGOLA` is a rule of the house.

Nothing else lists them. Whoever meets an indicator asks `REGOLE[indicatore.regola]`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module

from macros.model.regola import Regola


def trovate(cartelle: Iterable[str]) -> dict[str, Regola]:
    """Return the rules of some folders by name, in the order in which a reader sees them."""
    moduli = [import_module(f"{__name__}.{modulo.name}") for modulo in pkgutil.iter_modules(list(cartelle))]
    regole: list[Regola] = sorted((modulo.REGOLA for modulo in moduli), key=lambda regola: regola.ordine)
    return {regola.nome: regola for regola in regole}


REGOLE = trovate(__path__)


def chiavi() -> tuple[str, ...]:
    """Return every key that some rule asks for beside the target."""
    return tuple(dict.fromkeys(chiave for regola in REGOLE.values() for chiave in regola.chiavi))
