"""The texts that a file holds, as whoever opens it reads them: for what looks for words, not for fields.

YAML scalars and CSV cells as parsed, front matters, paragraphs with their lines joined, what is written inside
office documents, PDFs and images. Nothing is reported here: what cannot be parsed is given as it stands.
"""

from __future__ import annotations

import csv
import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from macros.reading.testo.files import leggi_byte
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import nodi_di_testo
from macros.reading.testo.tabelle import separatore

DATI_YAML, DATI_CSV = (".yml", ".yaml", ".json"), (".csv", ".tsv")
CAPITOLI = (".md", ".markdown")
APERTI_MASSIMI = 16 * 1024 * 1024
"""Bytes that are unpacked from one file; what is beyond is not looked at."""
_PARTI = (".xml", ".rels", ".txt", ".csv", ".html")
_FLUSSO, _FINE_FLUSSO = re.compile(rb"stream\r?\n"), b"endstream"
_STRINGA = re.compile(rb"\(((?:[^()\\]|\\.)*+)(\)?)|<([0-9A-Fa-f\s]{2,}+)(>?)", re.DOTALL)
"""A string, or the beginning of one that has no end: what was read once is not read again."""
GUASTI_DI_UN_ARCHIVIO = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,  # a password
    ValueError,  # a name that is not UTF-8, a place before the beginning
    MemoryError,  # of a dictionary as large as it says
    OSError,
    EOFError,
)
_PNG = b"\x89PNG\r\n\x1a\n"
_TESTATA = re.compile(r"---\n(.*?\n)---(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scritto:
    """A text by itself: a scalar, a cell, a paragraph, or all that a file of another kind holds."""

    riga: int
    """Of its beginning, from 1."""
    testo: str
    righe: bool = False
    """True when its line ends are those of the file."""
    chiuso: bool = False
    """True for what comes out of a file that is not text: of its characters, many are no words."""


def scritti(lettura: Lettura, file: Path, testo: str | None) -> Iterator[Scritto]:
    """Yield the texts of a file.

    `testo`: what it holds, where it is text; None: it is not.
    """
    if testo is None:
        yield from (Scritto(1, parte, chiuso=True) for parte in _di_altro(leggi_byte(lettura, file) or b""))
        return
    nome = lettura.nome(file)
    suffisso = file.suffix.lower()
    if suffisso in DATI_YAML:
        yield from _di_yaml(testo, nome)
    elif suffisso in DATI_CSV:
        yield from _di_csv(testo)
    elif suffisso in CAPITOLI:
        yield from _di_capitolo(testo)
    else:
        yield Scritto(1, testo, righe=True)


def in_testo(lettura: Lettura, file: Path) -> str | None:
    """Return what a file holds when it is text, line ends of one kind; None when it is not, or does not open."""
    grezzo = leggi_byte(lettura, file)
    if grezzo is None:
        return None
    codifica = "utf-16" if grezzo.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        testo = grezzo.decode(codifica)
    except UnicodeDecodeError:
        return None
    return None if "\0" in testo else testo.replace("\r\n", "\n").replace("\r", "\n")


def _di_yaml(testo: str, nome: str = "", prima: int = 0) -> Iterator[Scritto]:
    """Yield comments, keys and scalars; the whole text where it is not YAML. `prima`: lines above it in its file."""
    nodo = nodi_di_testo(nome, testo)
    if nodo is None:
        yield Scritto(prima + 1, testo, righe=True)
        return
    for numero, riga in enumerate(testo.split("\n"), start=prima + 1):
        if "#" in riga:
            yield Scritto(numero, riga.partition("#")[2])
    da_vedere = [nodo]
    while da_vedere:
        uno = da_vedere.pop()
        if isinstance(uno.valore, dict):
            yield from (Scritto(prima + uno.chiavi[c].line, c) for c in uno.valore)
            da_vedere += uno.valore.values()
        elif isinstance(uno.valore, list):
            da_vedere += uno.valore
        elif uno.valore is not None:
            yield Scritto(prima + uno.source.line, uno.valore)


def _di_csv(testo: str) -> Iterator[Scritto]:
    divisore = "\t" if "\t" in testo.partition("\n")[0] else separatore(testo)
    lettore, riga = csv.reader(io.StringIO(testo, newline=""), delimiter=divisore), 1
    try:
        for celle in lettore:
            yield from (Scritto(riga, cella) for cella in celle if cella)
            riga = lettore.line_num + 1
    except csv.Error:
        yield Scritto(1, testo, righe=True)


def _di_capitolo(testo: str) -> Iterator[Scritto]:
    """Yield the front matter's values and each run of lines without a blank one."""
    corpo, prima = testo, 0
    if testata := _TESTATA.match(testo):
        yield from _di_yaml(testata[1], prima=1)
        corpo, prima = testo[testata.end() :], testata[0].count("\n")
    righe: list[str] = []
    for numero, riga in enumerate([*corpo.split("\n"), ""], start=prima + 1):
        if riga.strip():
            righe.append(riga)
        elif righe:
            yield Scritto(numero - len(righe), "\n".join(righe), righe=True)
            righe = []


def _di_altro(grezzo: bytes) -> Iterator[str]:
    """Yield what is written in a file that is not text."""
    if grezzo.startswith(b"PK"):
        yield from _di_zip(grezzo)
    elif grezzo.startswith(_PNG):
        yield from _di_png(grezzo)
    else:
        yield grezzo.decode("latin-1")
        if b"%PDF-" in grezzo[:1024]:
            yield from _di_pdf(grezzo)


def _di_zip(grezzo: bytes) -> Iterator[str]:
    """Yield the names and the parts of a workbook or a document."""
    resta = APERTI_MASSIMI
    try:
        with zipfile.ZipFile(io.BytesIO(grezzo)) as archivio:
            yield "\n".join(archivio.namelist())
            for voce in archivio.infolist():
                if voce.filename.lower().endswith(_PARTI) and resta > 0:
                    with archivio.open(voce) as aperto:
                        letto = aperto.read(resta)
                    resta -= len(letto)
                    yield letto.decode("utf-8", "replace")
    except GUASTI_DI_UN_ARCHIVIO:
        yield grezzo.decode("latin-1")


def _di_png(grezzo: bytes) -> Iterator[str]:
    """Yield the texts beside the pixels: the pixels themselves, by chance, spell anything."""
    posto = len(_PNG)
    while posto + 12 <= len(grezzo):
        lungo, tipo = int.from_bytes(grezzo[posto : posto + 4], "big"), grezzo[posto + 4 : posto + 8]
        pezzo = grezzo[posto + 8 : posto + 8 + lungo]
        posto += 12 + lungo
        if tipo in {b"zTXt", b"iTXt"} and (aperto := _gonfia(pezzo[pezzo.find(b"\0") + 2 :], APERTI_MASSIMI)):
            yield aperto.decode("utf-8", "replace")
        if tipo in {b"tEXt", b"iTXt", b"zTXt", b"eXIf"}:
            yield pezzo.decode("utf-8", "replace")
    yield grezzo[posto:].decode("latin-1")


def _di_pdf(grezzo: bytes) -> Iterator[str]:
    """Yield the strings of a PDF, those of its compressed parts too; not those in a font's own code."""
    resta, posto = APERTI_MASSIMI, 0
    while resta > 0 and (inizio := _FLUSSO.search(grezzo, posto)):
        fine = grezzo.find(_FINE_FLUSSO, inizio.end())
        if fine < 0:
            return
        posto = fine + len(_FINE_FLUSSO)
        aperto = _gonfia(grezzo[inizio.end() : fine], resta)
        resta -= len(aperto)
        if aperto:
            yield aperto.decode("utf-8", "replace")
            yield _stringhe(aperto)


def _stringhe(flusso: bytes) -> str:
    """Return the strings of a page one after the other: a word may be in pieces."""
    pezzi = []
    for trovata in _STRINGA.finditer(flusso):
        if trovata[2]:
            pezzi.append(re.sub(rb"\\([()\\])", rb"\1", trovata[1]))
        elif trovata[4]:
            esadecimali = re.sub(rb"\s", b"", trovata[3]).decode("ascii")
            pezzi.append(bytes.fromhex(esadecimali[: len(esadecimali) // 2 * 2]).replace(b"\0", b""))
    return b"".join(pezzi).decode("latin-1")


def _gonfia(dati: bytes, massimo: int) -> bytes:
    """Return what was compressed, up to so many bytes; empty when it was not."""
    try:
        return zlib.decompressobj().decompress(dati, massimo)
    except zlib.error:
        return b""
