"""Streams of a PDF, decoded within a limit: those that hold objects, an index, a description."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import TypeGuard

from macros.firma.esito import NonDimostrabileError, Ragione
from macros.firma.oggetti import Dizionario, Flusso, NomePdf, ValorePdf

MASSIMO = 64 * 2**20
"""Bytes that one stream may become."""
_SU = 2
"""The predictor of PNG that takes from the row above; the others but «none» no one uses for an index."""


def decodificato(flusso: Flusso, massimo: int = MASSIMO) -> bytes:
    """Return what a stream holds. Raises: NonDimostrabileError: another filter, or too much."""
    filtri = flusso.voci.get("Filter", [])
    parametri = flusso.voci.get("DecodeParms", {})
    filtri = filtri if isinstance(filtri, list) else [filtri]
    if isinstance(parametri, list):
        parametri = parametri[0] if parametri else {}
    if not filtri:
        return flusso.byte
    if filtri != [NomePdf("FlateDecode")] or not isinstance(parametri, dict):
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "Filter")
    motore = zlib.decompressobj()
    try:
        sciolto = motore.decompress(flusso.byte, massimo + 1)
    except zlib.error as errore:
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "FlateDecode") from errore
    if len(sciolto) > massimo:
        raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
    if not motore.eof:
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "FlateDecode")
    return _senza_predizione(sciolto, parametri)


def _senza_predizione(byte: bytes, parametri: Dizionario) -> bytes:
    """Undo the predictors of PNG, as far as an index has them (7.4.4.4). Raises: NonDimostrabileError."""
    if parametri.get("Predictor", 1) == 1:
        return byte
    colonne = parametri.get("Columns", 1)
    if not isinstance(colonne, int) or not 0 < colonne <= 64 or len(byte) % (colonne + 1):
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "DecodeParms")
    sopra, righe = bytes(colonne), []
    for inizio in range(0, len(byte), colonne + 1):
        come, riga = byte[inizio], byte[inizio + 1 : inizio + 1 + colonne]
        if come == _SU:
            riga = bytes((a + b) & 255 for a, b in zip(riga, sopra, strict=True))
        elif come:
            raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "DecodeParms")
        righe.append(riga)
        sopra = riga
    return b"".join(righe)


def intero(voci: Dizionario, chiave: str, massimo: int = 2**31) -> int:
    """Return a number that has to be there, not negative. Raises: NonDimostrabileError."""
    valore = voci.get(chiave)
    if not isinstance(valore, int) or isinstance(valore, bool) or not 0 <= valore <= massimo:
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, chiave)
    return valore


def posti_nel_flusso(flusso: Flusso, byte: bytes) -> list[tuple[int, int]]:
    """Return number and place of each object of a stream of objects (7.5.7). Raises: NonDimostrabileError."""
    quanti, primo = intero(flusso.voci, "N"), intero(flusso.voci, "First")
    cifre = byte[:primo].split()
    if len(cifre) != 2 * quanti or not all(c.isdigit() and len(c) < 11 for c in cifre):
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "ObjStm")
    numeri = [int(c) for c in cifre]
    return [(n, primo + posto) for n, posto in zip(numeri[0::2], numeri[1::2], strict=True)]


PostoPdf = tuple[int, int, int]
"""Of an index: kind (0 free, 1 in the file, 2 in a stream of objects), and two numbers that mean what it says."""


def voci_del_flusso(flusso: Flusso, massimo: int = MASSIMO) -> Iterator[tuple[int, PostoPdf]]:
    """Give number and entry of each object of a cross-reference stream (7.5.8). Raises: NonDimostrabileError."""
    byte = decodificato(flusso, massimo)
    larghezze, sezioni = flusso.voci.get("W"), flusso.voci.get("Index", [0, intero(flusso.voci, "Size")])
    if not _interi(larghezze) or not _interi(sezioni) or len(larghezze) != 3 or len(sezioni) % 2:
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "XRef")
    uno, due, tre = larghezze
    lunga = uno + due + tre
    if not 0 < lunga <= 24 or sum(sezioni[1::2]) * lunga != len(byte):
        raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, "XRef")
    inizio = 0
    for primo, quanti in zip(sezioni[0::2], sezioni[1::2], strict=True):
        for numero in range(primo, primo + quanti):
            riga = byte[inizio : inizio + lunga]
            tipo = int.from_bytes(riga[:uno], "big") if uno else 1
            campi = int.from_bytes(riga[uno : uno + due], "big"), int.from_bytes(riga[uno + due :], "big")
            yield numero, (tipo, *campi)
            inizio += lunga


def _interi(valore: ValorePdf) -> TypeGuard[list[int]]:
    return isinstance(valore, list) and all(type(v) is int and v >= 0 for v in valore)


_SEZIONE = re.compile(rb"\s*(\d{1,10}) (\d{1,7})\s*")
_RIGA = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: ?\r\n| ?\n| \r|\r)")


def voci_della_tavola(byte: bytes, posto: int) -> tuple[dict[int, PostoPdf], int]:
    """Return the entries of a table that stands after its word `xref` (7.5.4), and the place after it.

    Raises: NonDimostrabileError.
    """
    voci: dict[int, PostoPdf] = {}
    while trovata := _SEZIONE.match(byte, posto):
        posto = trovata.end()
        for numero in range(int(trovata[1]), int(trovata[1]) + int(trovata[2])):
            riga = _RIGA.match(byte, posto)
            if riga is None or numero in voci:
                raise NonDimostrabileError(Ragione.CODA_ILLEGGIBILE, f"byte {posto}")
            voci[numero] = (int(riga[3] == b"n"), int(riga[1]), int(riga[2]))
            posto = riga.end()
    return voci, posto
