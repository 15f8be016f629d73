"""Puts a text at the end of some keys of a YAML file, with the keys that are missing; the rest stays as typed."""

from __future__ import annotations

import yaml

from macros.reading.blocco.percorsi import Passi
from macros.reading.scrivi.modifica import (
    Foglie,
    ModificaImpossibileError,
    chiave_scritta,
    con_valore,
    fine_di,
    foglie,
    ripiegato,
    scritture,
    testo_di,
)
from macros.reading.testo.nodi import albero

BREVE = 80
"""A longer text is written on several lines."""
RIENTRO = 2


def con_ramo(grezzo: bytes, passi: Passi, valore: str) -> bytes:
    """Return a YAML file with a text at the end of some keys: in the place of the one there, or after what is there.

    Raises: ModificaImpossibileError: along the way there is something else than keys.
    """
    bom, testo = testo_di(grezzo)
    nodo: yaml.Node | None = albero(testo)
    chiave: yaml.Node | None = None
    restano = passi
    while restano and isinstance(nodo, yaml.MappingNode):
        coppia = next(((k, v) for k, v in nodo.value if k.value == restano[0]), None)
        if coppia is None:
            break
        chiave, nodo, restano = coppia[0], coppia[1], restano[1:]
    if not restano:
        return con_valore(grezzo, passi, valore)
    prima = foglie(testo)
    for nuovo in _scritti(testo, chiave, nodo, restano, valore):
        if _aggiunto_solo(prima, foglie(nuovo), passi, valore):
            return (bom + nuovo).encode("utf-8")
    msg = f"il testo di «{'.'.join(passi)}» non si può aggiungere da solo: si scrive a mano"
    raise ModificaImpossibileError(msg)


def _aggiunto_solo(prima: Foglie | None, dopo: Foglie | None, passi: Passi, valore: str) -> bool:
    """True when a text differs from another in one leaf that was not there; an empty one above it may be gone."""
    if dopo is None:
        return False
    vecchie = {dove: detto for dove, detto in (prima or {}).items() if detto or dove != passi[: len(dove)]}
    return dopo == {**vecchie, passi: valore}


def _scritti(testo: str, chiave: yaml.Node | None, nodo: yaml.Node | None, restano: Passi, valore: str) -> list[str]:
    """Return the ways to write the keys that are missing, the most readable one first."""
    a_capo = "\r\n" if "\r\n" in testo else "\n"
    if isinstance(nodo, yaml.MappingNode) and nodo.flow_style:
        posto = nodo.value[-1][1].end_mark.index if nodo.value else nodo.start_mark.index + 1
        primo = ", " if nodo.value else ""
        return [testo[:posto] + primo + _in_riga(restano, s) + testo[posto:] for s in scritture(valore)]
    if isinstance(nodo, yaml.MappingNode):
        fine, colonna = fine_di(testo, nodo.value[-1][1]), nodo.value[0][0].start_mark.column
        if not nodo.value[-1][1].value:
            fine = max(fine, fine_di(testo, nodo.value[-1][0]))
    elif isinstance(nodo, yaml.ScalarNode) and chiave is not None and nodo.value in {"", "null", "~"}:
        testo = testo[: nodo.start_mark.index].rstrip(" ") + testo[nodo.end_mark.index :]
        fine, colonna = fine_di(testo, chiave), chiave.start_mark.column + RIENTRO
    elif nodo is None:
        fine, colonna = len(testo.rstrip()), 0
    else:
        return []
    scritti = []
    for scalare in _scalari(valore, colonna + RIENTRO * len(restano)):
        righe = [
            " " * (colonna + RIENTRO * n)
            + f"{chiave_scritta(passo)}:"
            + (f" {scalare}" if n == len(restano) - 1 else "")
            for n, passo in enumerate(restano)
        ]
        sopra = a_capo if fine else ""
        ramo = "\n".join(righe).replace("\n", a_capo)
        scritti.append(testo[:fine] + sopra + ramo + (testo[fine:] or a_capo))
    return scritti


def _scalari(valore: str, rientro: int) -> list[str]:
    lungo = len(valore) > BREVE or "\n" in valore
    return ([ripiegato(valore, rientro)] if lungo else []) + scritture(valore)


def _in_riga(passi: Passi, scalare: str) -> str:
    """Write a text below some keys on one line.

    >>> _in_riga(("a", "2.2.a"), "x")
    'a: {"2.2.a": x}'
    """
    testo = scalare
    for n, passo in enumerate(reversed(passi)):
        testo = f"{chiave_scritta(passo)}: {testo if n == 0 else '{' + testo + '}'}"
    return testo
