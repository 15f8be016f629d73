"""Reads `conferme.csv`: the texts that somebody has read again beside their figures."""

from __future__ import annotations

from pathlib import Path

from macros.model.archivio import CONFERME
from macros.model.conferme import Conferma
from macros.reading.testo.celle import Celle
from macros.reading.testo.deposito import esiste
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import legge_data
from macros.reading.testo.tabelle import leggi_csv


def leggi_conferme(lettura: Lettura, file: Path) -> dict[str, Conferma]:
    """Return the rows of the file by text; of two on the same text, the last. Nothing where there is no file."""
    conferme = {}
    for riga in leggi_csv(lettura, file, CONFERME.colonne, CONFERME.colonne) if esiste(file) else ():
        celle = Celle(lettura, riga)
        testo = celle.testo("testo") or ""
        conferme[testo] = Conferma(
            testo, celle.testo("impronta") or "", celle.leggi("data", legge_data), celle.testo("chi") or "", riga.source
        )
    return conferme
