"""Reads `albero.yml`: the two readings and the weights of their groups."""

from __future__ import annotations

from pathlib import Path

from macros.model.piano import Albero, AreaDirigenziale
from macros.reading.anno.record import leggi_record
from macros.reading.anno.regole import apri
from macros.reading.testo.chiavi import Mappa, leggi
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import una_volta
from macros.reading.testo.scalari import legge_anno


def leggi_albero(lettura: Lettura, file: Path) -> Albero | None:
    """Read the tree; None when it cannot be read as a whole."""
    m = apri(lettura, file, file.name)
    return una_volta(lettura, m.nodo, Albero, lambda: _albero(m)) if m is not None else None


def _albero(m: Mappa) -> Albero | None:
    lettura = m.lettura
    anni = [leggi(lettura, nodo, legge_anno) for nodo in m.elementi("triennio", richiesta=True)]
    m.non_vuoto("triennio")
    triennio = tuple(anno for anno in anni if anno is not None)
    return leggi_record(m, Albero, triennio=triennio or None, azienda_speciale=lambda: _azienda(m))


def _azienda(m: Mappa) -> AreaDirigenziale | None:
    """Read the agency: an area that may have no manager."""
    gruppo = m.mappa("azienda_speciale")
    return leggi_record(gruppo, AreaDirigenziale, responsabile=lambda: gruppo.testo("responsabile")) if gruppo else None
