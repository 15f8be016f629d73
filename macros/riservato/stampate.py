"""The title of a PDF, without a library that reads PDFs: from what it says of itself, not from its bookmarks."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator

SGONFIATI_MASSIMI = 4 * 2**20
PRIMA = 400
"""Bytes before a stream in which its dictionary is looked for."""
FLUSSO = re.compile(rb"(?<!end)stream\r?\n")
XMP = re.compile(rb"<dc:title\b.*?</dc:title>", re.DOTALL)
INFO = re.compile(rb"/Title\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>)", re.DOTALL)
DI_SE = re.compile(rb"/(?:Producer|Creator|CreationDate|ModDate)\b")
"""What stands beside the title of the whole, and not beside that of a bookmark."""
FUGA = re.compile(rb"\\([0-7]{1,3}|\D)", re.DOTALL)
SEGNI = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}


def titoli_pdf(grezzo: bytes) -> Iterator[str]:
    """Yield the titles that a PDF gives itself, in small letters, blanks made one."""
    for pezzo in (grezzo, *_sgonfiati(grezzo)):
        for trovato in XMP.finditer(pezzo):
            detto = re.sub(r"<[^>]*>", " ", trovato[0].decode("utf-8", "replace"))
            yield _in_piccolo(html.unescape(detto))
        for trovato in INFO.finditer(pezzo):
            if DI_SE.search(_dizionario(pezzo, trovato.start(), trovato.end())):
                yield _in_piccolo(_scritto(trovato[1]))


def _in_piccolo(testo: str) -> str:
    return " ".join(testo.split()).lower()


def _sgonfiati(grezzo: bytes) -> Iterator[bytes]:
    """Yield what the compressed streams hold, of those in which a title may stand."""
    for trovato in FLUSSO.finditer(grezzo):
        testa = grezzo[max(0, trovato.start() - PRIMA) : trovato.start()].rpartition(b" obj")[2]
        if b"/ObjStm" in testa or b"/Metadata" in testa:
            try:
                yield zlib.decompressobj().decompress(grezzo[trovato.end() :], SGONFIATI_MASSIMI)
            except zlib.error:
                continue


def _dizionario(pezzo: bytes, inizio: int, fine: int) -> bytes:
    """Return the dictionary around a place, to the nearest ends of one."""
    apre = pezzo.rfind(b"<<", 0, inizio)
    chiude = pezzo.find(b">>", fine)
    return pezzo[max(apre, 0) : chiude if chiude >= 0 else None]


def _scritto(stringa: bytes) -> str:
    """Return the text of a string, as `(…)` or `<…>`."""
    if stringa.startswith(b"<"):
        cifre = re.sub(rb"\s", b"", stringa[1:-1])
        nudo = bytes.fromhex((cifre + b"0" * (len(cifre) % 2)).decode("ascii"))
    else:
        nudo = FUGA.sub(_segno, stringa[1:-1])
    if nudo.startswith((b"\xfe\xff", b"\xff\xfe")):
        return nudo.decode("utf-16", "replace")
    return nudo.decode("utf-8", "replace")


def _segno(fuga: re.Match[bytes]) -> bytes:
    """Return the byte that an escape stands for."""
    return bytes([int(fuga[1], 8) & 255]) if fuga[1].isdigit() else SEGNI.get(fuga[1], fuga[1])
