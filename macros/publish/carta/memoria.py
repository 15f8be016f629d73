"""Printed documents kept from one build to the next: what has not changed is not laid out again.

The key of a document is the SHA-256 of everything its bytes depend on, but for the files that it
reads from the site: those stand in the entry with their hash, and are compared when it is taken.
The memory only saves time, and only for drafts: who can write in it can put anything there, so what
is published is always printed anew. An entry that is missing, cut, spoilt, unreadable or of another
key is made again, and a folder that cannot be written is done without. WeasyPrint is never imported here.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from macros.publish.carta import caratteri
from macros.reading.git.provvisorie import provvisoria, togli_abbandonate

if TYPE_CHECKING:
    from macros.publish.carta.fascicolo import Fascicolo

CARTELLA = ".cache/ciclo/pdf"
"""Where the memory is, in a project folder."""
MACROS = Path(__file__).resolve().parents[2]
"""The package with all the code that a document passes through, and more: a list of modules would fall behind."""
TENUTI = 4
"""Printings of one document that are kept, the last used: of this state of the data and of some others."""
_PACCHETTI = (
    "weasyprint",
    "pydyf",
    "tinyhtml5",
    "tinycss2",
    "cssselect2",
    "pyphen",
    "fonttools",
    "brotli",
    "zopfli",
    "pillow",
)
"""What WeasyPrint's bytes are made with; their versions are in every key."""
_LIBRERIE = (
    ("pango_version_string", ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll")),
    ("hb_version_string", ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")),
    ("hb_version_string", ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")),
)
"""Functions that tell the version of the libraries that break lines and shape letters, and where they are."""


@dataclass(frozen=True, slots=True)
class Stampato:
    """A printed document."""

    pagine: int
    pdf: bytes
    letti: Mapping[str, str]
    """Address of each file of the site that was read → SHA-256 of its bytes."""


@dataclass(frozen=True, slots=True)
class Memoria:
    """The printed documents kept in a folder; builds may share it at the same time."""

    cartella: Path
    da_capo: bool = False
    """True: nothing is taken, everything is kept anew."""

    def prendi(self, fascicolo: Fascicolo, chiave: str, leggi: Callable[[str], bytes]) -> Stampato | None:
        """Return a document as it was printed; None: it must be printed.

        Args:
            fascicolo: the document.
            chiave: what `chiave` gives for it.
            leggi: address of a file of the site → its bytes.
        """
        if self.da_capo:
            return None
        file = self._file(fascicolo, chiave)
        try:
            impronta, _, resto = file.read_bytes().partition(b"\n")
            if impronta.decode("ascii") != _impronta(chiave, resto):
                return None
            testata, _, pdf = resto.partition(b"\n")
            stampato = Stampato(pdf=pdf, **json.loads(testata))
            if any(sha256(leggi(indirizzo)).hexdigest() != atteso for indirizzo, atteso in stampato.letti.items()):
                return None
        except (OSError, ValueError):
            return None
        with contextlib.suppress(OSError):
            os.utime(file)  # used by this build
        return stampato

    def metti(self, fascicolo: Fascicolo, chiave: str, stampato: Stampato) -> None:
        """Keep a document, whole or not at all; let the least used of its printings go."""
        file = self._file(fascicolo, chiave)
        testata = json.dumps({"pagine": stampato.pagine, "letti": dict(stampato.letti)})
        resto = testata.encode() + b"\n" + stampato.pdf
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            scrivi_intero(file, _impronta(chiave, resto).encode() + b"\n" + resto)
            _sfoltisci(file.parent)

    def sgombra(self) -> None:
        """Remove what builds that were killed while they kept a document left."""
        with contextlib.suppress(OSError):
            for cartella in self.cartella.iterdir():
                togli_abbandonate(cartella)

    def _file(self, fascicolo: Fascicolo, chiave: str) -> Path:
        return self.cartella / Path(fascicolo.nome_file).stem / chiave


def _impronta(chiave: str, resto: bytes) -> str:
    """Return what the first line of an entry says: it is whole, and it is of that key."""
    return sha256(chiave.encode() + b"\n" + resto).hexdigest()


def scrivi_intero(file: Path, contenuto: bytes) -> None:
    """Write a file that others see whole or not at all."""
    with provvisoria(file.parent) as cartella:
        pronto = cartella / file.name
        pronto.write_bytes(contenuto)
        pronto.replace(file)


def _sfoltisci(cartella: Path) -> None:
    per_uso = sorted(((f.stat().st_mtime, f) for f in cartella.iterdir() if f.is_file()), reverse=True)
    for _, file in per_uso[TENUTI:]:
        file.unlink(missing_ok=True)


def chiave(fascicolo: Fascicolo, html: str, fogli: Sequence[str]) -> str:
    """Return the SHA-256 of what a document's bytes depend on, but for the files it reads from the site.

    Args:
        fascicolo: the document; its date and its attachments.
        html: the whole document as `componi` gives it: cover, impronta, act, pages.
        fogli: the style sheets.
    """
    allegati = [
        (a.nome, a.descrizione, sha256(a.contenuto).hexdigest(), a.data.isoformat()) for a in fascicolo.allegati
    ]
    parti = [programma(), fascicolo.data.isoformat(), html, *fogli, *map(json.dumps, allegati)]
    return sha256(json.dumps(parti).encode()).hexdigest()


@cache
def programma() -> str:
    """Return what every document depends on: our code, the libraries' versions, the fonts."""
    parti = [sys.version, zlib.ZLIB_RUNTIME_VERSION]
    parti += [f"{nome} {_versione(nome)}" for nome in _PACCHETTI]
    parti += [_versione_c(funzione, nomi) for funzione, nomi in _LIBRERIE]
    nostri = sorted(MACROS.rglob("*.py"))
    parti += [f"{f.relative_to(MACROS).as_posix()} {sha256(f.read_bytes()).hexdigest()}" for f in nostri]
    parti += [f"{f.nome} {sha256(f.leggi()).hexdigest()}" for f in caratteri.FACCE]
    return json.dumps(parti)


def _versione(pacchetto: str) -> str:
    try:
        return version(pacchetto)
    except PackageNotFoundError:  # some are optional
        return ""


def _versione_c(funzione: str, nomi: Sequence[str]) -> str:
    """Return the version that a C library tells of itself; «» when it is nowhere we know."""
    for nome in nomi:
        with contextlib.suppress(OSError, AttributeError):
            chiama = getattr(ctypes.CDLL(nome), funzione)
            chiama.restype = ctypes.c_char_p
            return str(chiama().decode())
    return ""
