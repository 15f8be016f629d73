"""The files that a proposal changes: chapters, and data that no change compared key by key tells of."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from macros.reading.testo.stessi import stessi_dati
from macros.trail.portata import PortataCambio, stesse_cifre

_TITOLO = re.compile(r"^(?:title:|#) *(.+)$", re.MULTILINE)
_CHIAMATE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_INTESTAZIONE = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)


class Arrivo(StrEnum):
    """What happened to something that has no keys to compare."""

    NUOVO = "nuovo"
    CAMBIATO = "cambiato"
    TOLTO = "tolto"


@dataclass(frozen=True, slots=True)
class FileMosso:
    """A file that is not as it was."""

    nome: str
    """Path from the project's folder."""
    titolo: str
    """Of a chapter; «»: it has none."""
    arrivo: Arrivo
    portata: PortataCambio


def capitoli_mossi(prima: Mapping[str, str], dopo: Mapping[str, str]) -> tuple[FileMosso, ...]:
    """Return the pages that changed. Of form: the words of one that has the same numbers, calls and chapters."""

    def stesso(a: str, b: str) -> bool:
        return stesse_cifre(a, b) and _chiamate(a) == _chiamate(b)

    return _mossi(prima, dopo, stesso)


def altri_mossi(prima: Mapping[str, str], dopo: Mapping[str, str], detti: Collection[str]) -> tuple[FileMosso, ...]:
    """Return the data files that changed and that nothing else tells of. Of form: comments, layout, order.

    `detti`: the files that something else tells of, and folders with a slash at the end.
    """
    cartelle = tuple(d for d in detti if d.endswith("/"))
    a, b = ({n: t for n, t in lato.items() if n not in detti and not n.startswith(cartelle)} for lato in (prima, dopo))
    return _mossi(a, b, stessi_dati)


def _mossi(
    prima: Mapping[str, str], dopo: Mapping[str, str], di_forma: Callable[[str, str], bool]
) -> tuple[FileMosso, ...]:
    mossi = []
    for nome in sorted({*prima, *dopo}):
        a, b = prima.get(nome), dopo.get(nome)
        if a == b:
            continue
        trovato = _TITOLO.search(a if b is None else b) if nome.endswith(".md") else None  # type: ignore[arg-type]
        titolo = trovato[1].strip().strip("\"'") if trovato else ""
        if a is None or b is None:
            mossi.append(
                FileMosso(nome, titolo, Arrivo.TOLTO if b is None else Arrivo.NUOVO, PortataCambio.SOSTANZIALE)
            )
        else:
            portata = PortataCambio.FORMALE if di_forma(a, b) else PortataCambio.SOSTANZIALE
            mossi.append(FileMosso(nome, titolo, Arrivo.CAMBIATO, portata))
    return tuple(mossi)


def _chiamate(pagina: str) -> tuple[list[str], list[str]]:
    """Return what is not prose: calls of macros, and the order of chapters."""
    testata = _INTESTAZIONE.match(pagina)
    return _CHIAMATE.findall(pagina), [r for r in testata[0].splitlines() if r.startswith("  - ")] if testata else []
