"""Opens and saves workbooks, in memory: nothing that unpacks too large, the same bytes for the same book."""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from decimal import Context, Decimal
from io import BytesIO
from typing import Any

from macros.reading.testo.deposito import MEBIBYTE

DISTESO = 64 * MEBIBYTE
"""No workbook of ours, or of an office, unpacks to more."""
QUINDICI = Context(prec=15)
"""A spreadsheet keeps so many digits; what comes after is noise of its own arithmetic."""
SEMPRE = (1980, 1, 1, 0, 0, 0)
"""The day of every file inside: the clock is no datum."""
_SALVATO = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*(</dcterms:)")
_GIORNO = b"1980-01-01T00:00:00Z"


DiOpenpyxl = Any
"""What openpyxl gives: it has no types."""


class LibroError(Exception):
    """Some bytes are not a workbook that can be opened."""


class LibroGrandeError(LibroError):
    """It would unpack to more than `DISTESO`."""


def pacco_aperto(grezzo: bytes) -> zipfile.ZipFile:
    """Return the archive that a workbook is. Raises: LibroError."""
    try:
        pacco = zipfile.ZipFile(BytesIO(grezzo))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as errore:
        raise LibroError from errore
    if sum(voce.file_size for voce in pacco.infolist()) > DISTESO:
        raise LibroGrandeError
    return pacco


def libro_aperto(grezzo: bytes) -> tuple[DiOpenpyxl, DiOpenpyxl]:
    """Return an XLSX workbook with its formulas, and with their values: neither tells alone what a cell is.

    Raises: LibroError.
    """
    from openpyxl import load_workbook

    pacco_aperto(grezzo).close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it leaves out
            formule, valori = (load_workbook(BytesIO(grezzo), data_only=d, keep_links=False) for d in (False, True))
    except Exception as errore:  # openpyxl raises whatever a broken file makes it stumble on
        raise LibroError from errore
    return formule, valori


def libro_in_byte(libro: DiOpenpyxl) -> bytes:
    """Return a workbook saved: the same bytes whenever the same one is."""
    salvato, fermo = BytesIO(), BytesIO()
    libro.save(salvato)
    with zipfile.ZipFile(salvato) as da, zipfile.ZipFile(fermo, "w", zipfile.ZIP_DEFLATED) as a:
        for voce in da.infolist():
            dentro = da.read(voce)
            if voce.filename == "docProps/core.xml":
                dentro = _SALVATO.sub(rb"\g<1>" + _GIORNO + rb"\g<2>", dentro)
            a.writestr(zipfile.ZipInfo(voce.filename, SEMPRE), dentro, zipfile.ZIP_DEFLATED)
    return fermo.getvalue()


def testo_del_valore(valore: object) -> str:
    """Return what a cell holds as it would be typed in a file of data.

    >>> testo_del_valore(0.1 + 0.2), testo_del_valore(True), testo_del_valore(dt.datetime(2021, 6, 30))
    ('0.3', 'si', '2021-06-30')
    """
    match valore:
        case bool():
            return "si" if valore else "no"
        case dt.datetime():
            return valore.date().isoformat() if valore.time() == dt.time() else valore.isoformat()
        case dt.date():
            return valore.isoformat()
        case float():
            return f"{QUINDICI.create_decimal(Decimal(repr(valore))).normalize():f}"
    return str(valore)
