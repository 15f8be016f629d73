"""Reads the sheets of an ODS workbook: its `content.xml`, as OpenDocument 1.3 writes it. Nothing of it is run.

No reader of a library tells an error, or a formula that was not worked out, from an empty cell.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree as ET
from zipfile import BadZipFile

from macros.ufficio.celle import COLONNE, QUANTE, RIGHE, CellaLetta, FoglioLetto, GenereCella
from macros.ufficio.libro import LibroError, LibroGrandeError, pacco_aperto, testo_del_valore

_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_X = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
ILLEGGIBILI = (KeyError, RuntimeError, ValueError, OSError, NotImplementedError, EOFError)
"""What an archive raises that lacks a file, or has it encrypted, or compressed in a way that Python does not know."""
CELLE = (f"{_T}table-cell", f"{_T}covered-table-cell")
GRUPPI = (f"{_T}table-row-group", f"{_T}table-rows", f"{_T}table-header-rows")
_GIORNO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?)?", re.ASCII)


def fogli_ods(grezzo: bytes) -> tuple[FoglioLetto, ...]:
    """Return the sheets of a workbook, hidden ones too. Raises: LibroError."""
    with pacco_aperto(grezzo) as pacco:
        try:
            contenuto = pacco.read("content.xml")
        except (*ILLEGGIBILI, BadZipFile, zlib.error) as errore:
            raise LibroError from errore
    if b"<!DOCTYPE" in contenuto:  # nobody writes one there, but for entities
        raise LibroError
    try:
        radice = ET.fromstring(contenuto)  # noqa: S314 - without a DOCTYPE there are no entities
    except ET.ParseError as errore:
        raise LibroError from errore
    return tuple(FoglioLetto(t.get(f"{_T}name", ""), dict(_celle(t))) for t in radice.iter(f"{_T}table"))


def _celle(tabella: ET.Element) -> Iterator[tuple[tuple[int, int], CellaLetta]]:
    """Yield the cells that are not empty; rows and cells that repeat are as many as they say."""
    riga, lette = 0, 0
    for nodo in _righe(tabella):
        piene = list(_della_riga(nodo))
        quante = _quante(nodo, f"{_T}number-rows-repeated")
        lette += len(piene) * quante
        if lette > QUANTE or (piene and riga + quante > RIGHE):
            raise LibroGrandeError
        for numero in range(riga + 1, riga + quante + 1) if piene else ():
            yield from (((numero, colonna), cella) for colonna, cella in piene)
        riga += quante


def _righe(sopra: ET.Element) -> Iterator[ET.Element]:
    for nodo in sopra:
        if nodo.tag in GRUPPI:
            yield from _righe(nodo)
        elif nodo.tag == f"{_T}table-row":
            yield nodo


def _della_riga(riga: ET.Element) -> Iterator[tuple[int, CellaLetta]]:
    colonna = 0
    for nodo in (n for n in riga if n.tag in CELLE):
        quante, letta = _quante(nodo, f"{_T}number-columns-repeated"), _letta(nodo)
        if letta is not None:
            yield from ((c, letta) for c in range(colonna + 1, min(colonna + quante, COLONNE) + 1))
        colonna += quante


def _quante(nodo: ET.Element, attributo: str) -> int:
    scritto = nodo.get(attributo, "1")
    if not (scritto.isascii() and scritto.isdigit() and len(scritto) <= len(str(10**9))):
        raise LibroError
    return int(scritto)


def _letta(nodo: ET.Element) -> CellaLetta | None:  # noqa: PLR0911 - one line a kind of cell
    testo = "\n".join(map(_paragrafo, nodo.findall(f"{_X}p")))  # a note has its own, further down
    tipo = nodo.get(f"{_O}value-type")
    if nodo.get(f"{_CALC}value-type") == "error" or tipo == "error":
        return CellaLetta(GenereCella.ERRORE, testo)
    if nodo.get(f"{_T}formula") is not None and (tipo is None or _senza_valore(nodo, tipo)) and not testo:
        return CellaLetta(GenereCella.SENZA_VALORE, "")
    match tipo:
        case "float" | "currency":
            return CellaLetta(GenereCella.NUMERO, _numero(nodo, 1))
        case "percentage":
            return CellaLetta(GenereCella.PERCENTO, _numero(nodo, 100))
        case "boolean":
            return CellaLetta(GenereCella.SI_NO, "si" if nodo.get(f"{_O}boolean-value") == "true" else "no")
        case "date":
            scritto = nodo.get(f"{_O}date-value", "")
            giorno = _GIORNO.fullmatch(scritto)
            return CellaLetta(GenereCella.GIORNO, giorno[1]) if giorno else CellaLetta(GenereCella.ALTRO, scritto)
        case "time":
            return CellaLetta(GenereCella.ALTRO, testo)
    testo = nodo.get(f"{_O}string-value") or testo
    return CellaLetta(GenereCella.TESTO, testo) if testo.strip() else None


def _senza_valore(nodo: ET.Element, tipo: str) -> bool:
    dove = {"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value"}
    return nodo.get(_O + dove.get(tipo, "value")) is None


def _numero(nodo: ET.Element, volte: int) -> str:
    try:
        valore = Decimal(nodo.get(f"{_O}value", ""))
    except InvalidOperation as errore:
        raise LibroError from errore
    if not valore.is_finite() or abs(valore.adjusted()) > 300:
        raise LibroError
    return f"{(Decimal(testo_del_valore(float(valore))) * volte).normalize():f}"


def _paragrafo(nodo: ET.Element) -> str:
    """Return the text of a paragraph: blanks that are counted, tabs and line breaks are elements of their own."""
    pezzi = [nodo.text or ""]
    for figlio in nodo:
        if figlio.tag == f"{_X}s":
            pezzi.append(" " * min(_quante(figlio, f"{_X}c"), COLONNE))
        elif figlio.tag == f"{_X}tab":
            pezzi.append("\t")
        elif figlio.tag == f"{_X}line-break":
            pezzi.append("\n")
        elif figlio.tag != f"{_O}annotation":
            pezzi.append(_paragrafo(figlio))
        pezzi.append(figlio.tail or "")
    return "".join(pezzi)
