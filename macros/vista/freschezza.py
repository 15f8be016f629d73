"""The digest of each part that a page may read of a view: while it is the same, so is what was made of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from macros.model.archivio import ATTI, ERRATA, OBIETTIVI, VARIAZIONI
from macros.reading.blocco.impronta import sha256_di
from macros.vista.ascolto import Letto, ParteLetta

if TYPE_CHECKING:
    from macros.vista.vista import Vista

DI_ATTI = tuple(tipo.cartella for tipo in (ATTI, VARIAZIONI, ERRATA))
"""Folders of a year that say what was approved, and by which act."""


def digesti(vista: Vista, pagine: Callable[[], object]) -> Callable[[Letto], str]:
    """Return what tells the SHA-256 of a part of a view, each reckoned once.

    Args:
        vista: the view; ente.yml and trasparenza.yml are parts of none.
        pagine: gives titles and chapters of every page.
    """

    def di(letto: Letto) -> str:
        parte, anno = letto
        cartella = f"data/{anno}"
        che: object
        match parte:
            case ParteLetta.ANNI:
                che = vista.anni
            case ParteLetta.ANNO:  # its files, and what it inherits of the year before
                che = [_file(vista, cartella), vista.storici_ereditati(anno) if anno in vista.anni else None]
            case ParteLetta.OBIETTIVI:
                ereditati = vista.storici_ereditati(anno) if anno in vista.anni else None
                che = [_file(vista, f"{cartella}/{OBIETTIVI.cartella}"), ereditati]
            case ParteLetta.ATTI:
                che = [_file(vista, f"{cartella}/{nome}") for nome in DI_ATTI]
            case ParteLetta.PROBLEMI:
                che = list(map(repr, vista.problemi_di(anno)))
            case ParteLetta.REGISTRO:
                che = list(map(repr, vista.registro.righe))
            case ParteLetta.STORIA:
                storia = vista.storia_letta()
                che = [repr(replace(storia, sospesi=frozenset())), sorted(storia.sospesi)]
            case ParteLetta.PAGINE:
                che = repr(pagine())
        return sha256_di(json.dumps(che).encode())

    return cache(di)


def _file(vista: Vista, cartella: str) -> list[tuple[str, str]]:
    """Return what the files below a folder held when the view was read."""
    nomi = {f.relative_to(vista.radice).as_posix(): f for f in vista.aperti.censisci(vista.radice, "data").file}
    suoi = ((nome, vista.aperti.leggi(vista.radice, f)) for nome, f in nomi.items() if nome.startswith(f"{cartella}/"))
    return [(nome, sha256_di(letto)) for nome, letto in suoi]
