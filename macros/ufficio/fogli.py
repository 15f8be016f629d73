"""The sheets of a workbook, XLSX or ODS, whatever its name says."""

from __future__ import annotations

from macros.ufficio.celle import FoglioLetto
from macros.ufficio.libro import pacco_aperto
from macros.ufficio.ods import fogli_ods
from macros.ufficio.xlsx import fogli_xlsx


def fogli(grezzo: bytes) -> tuple[FoglioLetto, ...]:
    """Return the sheets of a workbook, hidden ones too. Raises: LibroError; of one too large, LibroGrandeError."""
    with pacco_aperto(grezzo) as pacco:
        di_ods = "content.xml" in pacco.namelist()
    return fogli_ods(grezzo) if di_ods else fogli_xlsx(grezzo)
