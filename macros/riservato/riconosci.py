"""What a private sheet looks like to who finds it in a repository: filled in, or printed; renamed or zipped too.

A sheet is a text (YAML, JSON, CSV) or a workbook (XLSX, ODS) with `profilo` and a `nome` or `punti` that is filled
in, or a PDF with the title of the form. What is looked at is what a file holds; its name tells only programs and
prose, whose examples are of nobody: of these only what is a sheet as a whole. An encrypted file cannot be looked into.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from macros.reading.testo.lettura import Located
from macros.reading.testo.nodi import nodi_di_testo
from macros.riservato.avvisi import CHIAVI
from macros.riservato.stampate import titoli_pdf

TITOLO = "scheda di valutazione"
"""Of the form, as it is printed on the sheet of a person; small letters."""
PROFILO, PIENE = "profilo", frozenset({"nome", "punti"})
PROSA = frozenset(
    {".py", ".md", ".html", ".css", ".js", ".mjs", ".java", ".sh", ".svg", ".toml", ".lock", ".tex", ".rst"}
)
"""Endings of programs and prose."""
BYTE_MASSIMI = 64 * 2**20
"""Of a file, or of a part of one, that is looked into."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an Office file of before 2007 begins, and an encrypted one of later."""
CIFRATA = 1
"""The bit with which a zip says it of a part."""
PARTI_MASSIME = 5000
PROFONDITA = 3
"""Archives inside archives."""
FORSE = re.compile(rb"p\0?r\0?o\0?f\0?i\0?l\0?o", re.IGNORECASE)
"""What any text of a sheet has, in UTF-8 or UTF-16."""
FORSE_PIENA = re.compile(rb"n\0?o\0?m\0?e|p\0?u\0?n\0?t\0?i", re.IGNORECASE)
"""And one of these: what has none is not worth a slow reading."""
NOTE = CHIAVI | {"numero"}
"""Words that a form has below a heading where it tells its own keys."""
RIGA_PROFILO = re.compile(r"""(?im)(?:^|[\s{,\-])["']?profilo["']?[ \t]*:[ \t]*[^\s,}]""")
RIGA_PIENA = re.compile(r"""(?im)(?:^|[\s{,\-])["']?(?:nome|punti)["']?[ \t]*:[ \t]*["'|>]*[ \t\n]*[^\W_]""")
"""As it is written in YAML, where the whole does not read as such."""
RigaLetta = Sequence[str]


class GenereScheda(StrEnum):
    """What was found."""

    COMPILATA = "una scheda individuale con un nome o dei punti"
    STAMPATA = "un PDF intitolato «Scheda di valutazione»"


def chiuso(grezzo: bytes) -> bool:
    """True for bytes that are not looked into: an Office file of before 2007, as `.xls`, or an encrypted one."""
    if not grezzo.startswith(b"PK"):
        return grezzo.startswith(OLE)
    try:
        with zipfile.ZipFile(io.BytesIO(grezzo)) as archivio:
            return any(voce.flag_bits & CIFRATA for voce in archivio.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return False


def scheda_con(nomi: Iterable[str], grezzo: bytes) -> GenereScheda | None:
    """Return what kind of sheet the bytes are that have some names: of none, only if whatever name says so."""
    per_finale = {PurePosixPath(nome.lower()).suffix: nome for nome in sorted(nomi)}
    return next(filter(None, (scheda_in(nome, grezzo) for nome in per_finale.values())), None)


def scheda_in(nome: str, grezzo: bytes, profondita: int = PROFONDITA) -> GenereScheda | None:
    """Return what kind of sheet some bytes are, or hold; None: of none. `nome` gives the ending of the file."""
    if len(grezzo) > BYTE_MASSIMI:
        return None
    if grezzo.startswith(b"PK"):
        return _nell_archivio(grezzo, profondita)
    if grezzo.startswith(b"\x1f\x8b") and profondita:
        return scheda_in(nome.lower().removesuffix(".gz"), _sgonfiato(grezzo), profondita - 1)
    prosa = PurePosixPath(nome.lower()).suffix in PROSA
    if grezzo.startswith(b"%PDF-") or (b"%PDF-" in grezzo and not prosa):  # or inside a signature
        return GenereScheda.STAMPATA if any(t.startswith(TITOLO) for t in titoli_pdf(grezzo)) else None
    forse = FORSE.search(grezzo) and FORSE_PIENA.search(grezzo)
    if forse and any(_compilata(testo, intera=prosa) for testo in _testi(grezzo)):
        return GenereScheda.COMPILATA
    return None


def _sgonfiato(grezzo: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(grezzo, BYTE_MASSIMI)
    except zlib.error:
        return b""


def _testi(grezzo: bytes) -> Iterator[str]:
    """Yield the text that some bytes are; more than one where nothing says how they are written."""
    if grezzo.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield grezzo.decode("utf-16", "replace")
    elif b"\0" in grezzo:
        yield grezzo.decode("utf-16-le", "replace")
        yield grezzo.decode("utf-16-be", "replace")
        yield re.sub(rb"\0+", b"\n", grezzo).decode("utf-8", "replace")  # texts put one after another, as in a tar
    else:
        yield grezzo.decode("utf-8-sig", "replace")


def _compilata(testo: str, *, intera: bool) -> bool:
    """True when a text is a sheet that is filled in, as YAML or as a table. `intera`: only where all of it is YAML."""
    testo = testo.replace("\r\n", "\n").replace("\r", "\n")
    nodi = nodi_di_testo("", testo)
    if intera:
        return nodi is not None and any(_scheda_piena(gruppo) for gruppo in _gruppi(nodi))
    if nodi is None:
        da_yaml = bool(RIGA_PROFILO.search(testo) and RIGA_PIENA.search(testo))
    else:
        da_yaml = any(_scheda_piena(gruppo) for gruppo in _gruppi(nodi))
    return da_yaml or any(_tavole_piene([_righe(testo, separatore)]) for separatore in ";,\t|")


def _gruppi(nodo: Located) -> Iterator[dict[str, Located]]:
    """Yield the mappings of a text, the outer first."""
    if isinstance(nodo.valore, dict):
        yield nodo.valore
        for sotto in nodo.valore.values():
            yield from _gruppi(sotto)
    elif isinstance(nodo.valore, list):
        for sotto in nodo.valore:
            yield from _gruppi(sotto)


def _scheda_piena(gruppo: dict[str, Located]) -> bool:
    """True when a mapping has a `profilo`, and in it, however deep, is a `nome` or `punti` with something in it."""
    nomi = {chiave.strip().lower(): nodo for chiave, nodo in gruppo.items()}
    profilo = nomi.get(PROFILO)
    if profilo is None or not isinstance(profilo.valore, str) or not _piena(profilo.valore):
        return False
    interni = [nomi, *({k.strip().lower(): n for k, n in g.items()} for n in gruppo.values() for g in _gruppi(n))]
    return any(_piena(str(interno[c].valore or "")) for interno in interni for c in PIENE & interno.keys())


def _piena(testo: str) -> bool:
    """True for a text with a letter or a figure: «…» and «-» are what a form has before it is filled in."""
    return any(segno.isalnum() for segno in testo)


def _righe(testo: str, separatore: str) -> list[RigaLetta]:
    try:
        return list(csv.reader(io.StringIO(testo), delimiter=separatore))
    except csv.Error:
        return []


def _tavole_piene(tavole: Sequence[Sequence[RigaLetta]]) -> bool:
    """True when among tables one has the heading `profilo` and one a `nome` or `punti` with something below it."""
    trovate = {nome for tavola in tavole for nome in _intestazioni_piene(tavola)}
    return PROFILO in trovate and bool(PIENE & trovate)


def _intestazioni_piene(tavola: Sequence[RigaLetta]) -> Iterator[str]:
    """Yield the headings of a table with something below them."""
    for numero, riga in enumerate(tavola):
        for colonna, cella in enumerate(riga):
            nome = _ultima(cella)
            if nome not in PIENE | {PROFILO}:
                continue
            sotto = (r[colonna] for r in tavola[numero + 1 :] if colonna < len(r))
            if any(_piena(c) and _ultima(c) not in NOTE for c in sotto):
                yield nome


def _ultima(cella: str) -> str:
    """Return the last word of a heading as `conoscenze[0].punti`."""
    return cella.strip().lower().rpartition(".")[2]


def _nell_archivio(grezzo: bytes, profondita: int) -> GenereScheda | None:
    """Return what kind of sheet a workbook is, or the first one in an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(grezzo)) as archivio:
            parti = {voce.filename: voce for voce in archivio.infolist()[:PARTI_MASSIME] if not voce.is_dir()}
            if "xl/workbook.xml" in parti:
                tavole = list(_tavole_xlsx(archivio, parti))
            elif "content.xml" in parti:
                tavole = list(_tavole_ods(_parte(archivio, "content.xml")))
            elif profondita:
                dentro = (scheda_in(nome, _parte(archivio, nome), profondita - 1) for nome in parti)
                return next(filter(None, dentro), None)
            else:
                return None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error, ET.ParseError, ValueError):
        return None  # broken, or encrypted
    return GenereScheda.COMPILATA if _tavole_piene(tavole) else None


def _parte(archivio: zipfile.ZipFile, nome: str) -> bytes:
    with archivio.open(nome) as aperta:
        return aperta.read(BYTE_MASSIMI)


def _tavole_xlsx(archivio: zipfile.ZipFile, parti: dict[str, zipfile.ZipInfo]) -> Iterator[list[RigaLetta]]:
    comuni: list[str] = []
    if "xl/sharedStrings.xml" in parti:
        comuni = ["".join(voce.itertext()) for voce in _xml(_parte(archivio, "xl/sharedStrings.xml")).iterfind("{*}si")]
    for nome in parti:
        if nome.startswith("xl/worksheets/") and nome.endswith(".xml"):
            righe = _xml(_parte(archivio, nome)).iterfind("{*}sheetData/{*}row")
            yield [_riga_xlsx(riga, comuni) for riga in righe]


def _riga_xlsx(riga: ET.Element, comuni: Sequence[str]) -> RigaLetta:
    celle: list[str] = []
    for cella in riga.iterfind("{*}c"):
        celle += [""] * (_colonna(cella.get("r", "")) - len(celle))  # blanks are left out
        if cella.get("t") == "s":
            scritto = cella.findtext("{*}v", "")
            celle.append(comuni[int(scritto)] if scritto.isdigit() and int(scritto) < len(comuni) else "")
        else:
            celle.append("".join(t for e in cella for t in e.itertext()))
    return celle


def _colonna(posto: str) -> int:
    """Return how many columns are before a cell, from its place as `C12`; 0 where there is none."""
    numero = 0
    for lettera in posto.rstrip("0123456789")[:3]:
        numero = numero * 26 + ord(lettera) - ord("A") + 1
    return max(numero - 1, 0)


def _tavole_ods(grezzo: bytes) -> Iterator[list[RigaLetta]]:
    for tavola in _xml(grezzo).iter("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table"):
        yield [_riga_ods(riga) for riga in tavola.iterfind(".//{*}table-row")]


def _riga_ods(riga: ET.Element) -> RigaLetta:
    celle: list[str] = []
    for cella in riga:
        ripetuta = cella.get("{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-columns-repeated", "1")
        volte = min(int(ripetuta), 100) if ripetuta.isdigit() else 1  # the last one fills the row
        celle += ["".join(cella.itertext())] * volte
    return celle


def _xml(grezzo: bytes) -> ET.Element:
    return ET.fromstring(grezzo)  # noqa: S314 - expat stops what multiplies, and no address is opened
