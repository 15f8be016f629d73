"""Compares the financial resources of an objective, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from macros.model.piano import Risorsa
from macros.trail.cambiamenti import Cambiamento, Campo, Genere
from macros.trail.mondo import Chiave, Mondo
from macros.trail.scritti import diversi, scritto
from macros.trail.voci import voce

Nome = tuple[object, ...]


def risorse(mondo: Mondo, chiave: Chiave) -> Iterator[Cambiamento]:
    """Yield the lines that say otherwise; a line is known by account, heading, point, project and side.

    Of two years the amounts in force are set beside each other, and those of the years both plans have:
    that a plan moves on by a year is not a change.
    """
    a, b = mondo.obiettivo(chiave)
    if a is None or b is None:
        return
    prima, dopo = _per_nome(a.risorse), _per_nome(b.risorse)
    anni = mondo.prima.anno, mondo.dopo.anno
    for nome in dict.fromkeys((*dopo, *prima)):
        x, y = prima.get(nome), dopo.get(nome)
        if x and y and (x == y or _uguali(x, y, anni)):
            continue
        yield voce(
            mondo,
            Genere.RISORSE,
            chiave,
            Campo(("risorse",)),
            (x, y),
            (scritto(x) if x else "non c'era", scritto(y) if y else "non c'è più"),
            (x.source if x else None, y.source if y else None),
        )


def _per_nome(righe: tuple[Risorsa, ...]) -> dict[Nome, Risorsa]:
    """Name the lines; two alike are told apart by their order."""
    nomi: dict[Nome, Risorsa] = {}
    for r in righe:
        nome: Nome = (r.conto, r.linea, r.punto, r.progetto, r.tipo)
        volte = sum(1 for altro in nomi if altro[:5] == nome)
        nomi[(*nome, volte)] = r
    return nomi


def _uguali(x: Risorsa, y: Risorsa, anni: tuple[int, int]) -> bool:
    if diversi(replace(x, importi={}), replace(y, importi={})):
        return False
    if anni[0] == anni[1]:
        return dict(x.importi) == dict(y.importi)
    comuni = x.importi.keys() & y.importi.keys()
    return x.importi.get(anni[0]) == y.importi.get(anni[1]) and all(x.importi[n] == y.importi[n] for n in comuni)
