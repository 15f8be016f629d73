"""What acts changed of the indicators of a year: approved variations and corrections, by indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from macros.model.pagine import VARIAZIONI
from macros.publish.iter.cambi import cambi
from macros.publish.iter.delibere import cammino
from macros.publish.parole import voci
from macros.vista.vite import nomi

if TYPE_CHECKING:
    from macros.vista.vista import Vista

NOME = "variati"
"""Under which they are made once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CambioDiIndicatore:
    """What one act changed of one indicator."""

    codice: str
    giorno: dt.date
    """Of the act that approves it."""
    nome: str
    """«variazione 1», «errata 2»."""
    indirizzo: str
    """Of its record among the variations of the year."""
    atto: str
    cambi: tuple[tuple[str, str, str], ...]
    """What, before, after: in words."""


def variati(vista: Vista, anno: int) -> tuple[CambioDiIndicatore, ...]:
    """Return what was changed of the indicators of a year, corrections last, by number.

    Who asks depends on this alone, and not on every file of the year, which it is made of.
    """
    return vista.distillato(anno, NOME, lambda: tuple(_variati(vista, anno)))


def riletti(scritti: Sequence[Mapping[str, Any]]) -> tuple[CambioDiIndicatore, ...]:
    """Return them from what JSON holds of them: their fields, the day in ISO."""
    return tuple(
        CambioDiIndicatore(
            **{**s, "giorno": dt.date.fromisoformat(s["giorno"]), "cambi": tuple(map(tuple, s["cambi"]))}
        )
        for s in scritti
    )


def _variati(vista: Vista, n: int) -> Iterator[CambioDiIndicatore]:
    anno, indicatori = vista.anno(n), nomi(vista, n)
    for quale in ("oggi", "errata"):
        for p in cammino(vista, anno, quale).passaggi:
            v = p.variazione
            quando, atto = anno.approvata_il(v), anno.atti.get(v.atto_giunta or "")
            if quando is None or atto is None:
                continue
            suoi: dict[str, list[tuple[str, str, str]]] = {}
            for r in cambi(anno, p):
                if r.codice in indicatori:
                    suoi.setdefault(r.codice, []).append((r.che, r.prima, r.dopo))
            for codice, fatti in suoi.items():
                yield CambioDiIndicatore(
                    codice=codice,
                    giorno=quando,
                    nome=f"{'errata' if v.errata else 'variazione'} {v.numero}",
                    indirizzo=VARIAZIONI.indirizzo(n, ancora=v.chiave),
                    atto=voci.atto_in_parole(atto),
                    cambi=tuple(fatti),
                )
