"""Whether two texts of a data file hold the same, however they are laid out. Nothing is reported: it only compares."""

from __future__ import annotations

import re

import yaml


def stessi_dati(a: str, b: str) -> bool:
    r"""True for two files that hold the same, whatever their comments and the order of their rows.

    >>> stessi_dati("a: 1 # uno\nb: [x, y]\n", "b: [y, x]\na: 1\n"), stessi_dati("a: 1\n", "a: 2\n")
    (True, False)
    """
    if re.search(r"[&*]\w", a + b):  # an alias: it is not opened out
        return False
    try:
        return _in_ordine(yaml.load(a, yaml.CBaseLoader)) == _in_ordine(yaml.load(b, yaml.CBaseLoader))  # noqa: S506 - texts alone
    except (yaml.YAMLError, RecursionError):
        return sorted(a.split("\n")) == sorted(b.split("\n"))


def _in_ordine(dato: object) -> object:
    if isinstance(dato, dict):
        return {chiave: _in_ordine(valore) for chiave, valore in dato.items()}
    if isinstance(dato, list):
        return sorted(repr(_in_ordine(x)) for x in dato)
    return sorted(dato.splitlines()) if isinstance(dato, str) and "\n" in dato else dato
