"""Reads the sheets of an XLSX workbook, saved by whatever program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from macros.ufficio.celle import COLONNE, QUANTE, RIGHE, CellaLetta, FoglioLetto, GenereCella
from macros.ufficio.libro import DiOpenpyxl, LibroGrandeError, libro_aperto, testo_del_valore


def fogli_xlsx(grezzo: bytes) -> tuple[FoglioLetto, ...]:
    """Return the sheets of a workbook, hidden ones too. Raises: LibroError."""
    formule, valori = libro_aperto(grezzo)
    return tuple(FoglioLetto(pagina.title, dict(_celle(pagina, formule[pagina.title]))) for pagina in valori.worksheets)


def _celle(valori: DiOpenpyxl, formule: DiOpenpyxl) -> Iterator[tuple[tuple[int, int], CellaLetta]]:
    righe, colonne = max(valori.max_row, formule.max_row), max(valori.max_column, formule.max_column)
    if righe > RIGHE or righe * min(colonne, COLONNE) > QUANTE:
        raise LibroGrandeError
    for riga in range(1, righe + 1):
        for colonna in range(1, min(colonne, COLONNE) + 1):
            letta = _letta(valori.cell(riga, colonna), formule.cell(riga, colonna))
            if letta is not None:
                yield (riga, colonna), letta


def _letta(cella: DiOpenpyxl, formula: DiOpenpyxl) -> CellaLetta | None:  # noqa: PLR0911 - one line a kind of cell
    valore = cella.value
    if cella.data_type == "e":
        return CellaLetta(GenereCella.ERRORE, str(valore))
    if formula.data_type == "f" and valore is None:
        return CellaLetta(GenereCella.SENZA_VALORE, "")
    match valore:
        case None:
            return None
        case bool():
            return CellaLetta(GenereCella.SI_NO, testo_del_valore(valore))
        case dt.datetime() if valore.time() == dt.time():
            return CellaLetta(GenereCella.GIORNO, testo_del_valore(valore))
        case dt.date() if not isinstance(valore, dt.datetime):
            return CellaLetta(GenereCella.GIORNO, testo_del_valore(valore))
        case int() | float():
            testo = testo_del_valore(valore)
            if "%" in str(cella.number_format):
                return CellaLetta(GenereCella.PERCENTO, f"{(Decimal(testo) * 100).normalize():f}")
            return CellaLetta(GenereCella.NUMERO, testo)
        case str():
            return CellaLetta(GenereCella.TESTO, valore) if valore.strip() else None
    return CellaLetta(GenereCella.ALTRO, testo_del_valore(valore))
