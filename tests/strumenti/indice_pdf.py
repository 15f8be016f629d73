"""Reads the index of a PDF by itself, forgiving nothing: whoever signs or mends a file trusts it.

Readers that only show a file look for an object until they find it, and open one whose index is wrong. For
files as we write them: one revision, one cross-reference stream, no predictor.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

LIBERO, NEL_FILE, IN_FLUSSO = 0, 1, 2
"""What an entry of the index says: no object, one at an offset, one inside a stream of objects."""
MAI_PIU = 65535
"""The generation of a number that is never used again: its entry then stands outside the list of free ones."""
_FINE = re.compile(rb"startxref\n(\d+)\n%%EOF\n?\Z")
_TESTATA = re.compile(rb"(\d+) (\d+) obj\n")
_RIFERIMENTO = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_PAROLE = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
"""A text between brackets, where what looks like a reference is none."""


@dataclass(frozen=True, slots=True)
class Indice:
    """The index of a file, and what is wrong with it."""

    voci: tuple[tuple[int, int, int], ...]
    """By number of object: kind, and two numbers that mean what the kind says (ISO 32000-1, 7.5.8.3)."""
    guasti: tuple[str, ...]

    def quante(self) -> Counter[int]:
        """How many entries of each kind."""
        return Counter(tipo for tipo, _, _ in self.voci)


def leggi_indice(file: Path) -> Indice:
    """Read and check the whole index of a PDF."""
    byte = file.read_bytes()
    fine = _FINE.search(byte)
    if fine is None:
        return Indice((), ("the file does not end with startxref",))
    testata, flusso = _flusso(byte, int(fine[1]))
    larghezze = [int(n) for n in re.search(rb"/W \[([\d ]+)\]", testata)[1].split()]
    voci = tuple(_voce(flusso, inizio, larghezze) for inizio in range(0, len(flusso), sum(larghezze)))
    attesi = (b"/Index [0 %d]" % len(voci), b"/Size %d" % len(voci))
    guasti = [f"there are {len(voci)} entries, but not {a.decode()}" for a in attesi if a not in testata]
    guasti += [guasto for numero, voce in enumerate(voci) if (guasto := _guasto(byte, numero, voce))]
    flussi: dict[int, list[int]] = {}
    testi = [testata]
    for numero, (tipo, dove, _) in enumerate(voci):
        if tipo == NEL_FILE and _TESTATA.match(byte, dove):
            testi.append(_testata(byte, dove))
            if b"/Type /ObjStm" in testi[-1]:
                flussi[numero], testi[-1] = _oggetti(byte, dove)
    nominati = {(numero, dove, posto) for numero, (tipo, dove, posto) in enumerate(voci) if tipo == IN_FLUSSO}
    presenti = {(numero, dove, posto) for dove, numeri in flussi.items() for posto, numero in enumerate(numeri)}
    guasti += [f"object {n}: not at place {posto} of stream {dove}" for n, dove, posto in sorted(nominati - presenti)]
    guasti += [f"object {n}: in stream {dove}, not in the index" for n, dove, _ in sorted(presenti - nominati)]
    riferiti = {int(n) for testo in testi for n in _RIFERIMENTO.findall(_PAROLE.sub(b"", testo))}
    guasti += [f"object {n}: referred to, not there" for n in sorted(riferiti) if n >= len(voci) or not voci[n][0]]
    return Indice(voci, tuple(guasti))


def _guasto(byte: bytes, numero: int, voce: tuple[int, int, int]) -> str:
    """Return what is wrong with an entry, as far as it can be told without the streams of objects."""
    tipo, dove, altro = voce
    if (numero == 0 and tipo != LIBERO) or tipo not in {LIBERO, NEL_FILE, IN_FLUSSO}:
        return f"object {numero}: an entry of kind {tipo}"
    if tipo == LIBERO and (dove, altro) != (0, MAI_PIU):
        return f"object {numero}: free, but its entry says {dove} and {altro}"
    trovato = _TESTATA.match(byte, dove)
    if tipo == NEL_FILE and (trovato is None or (int(trovato[1]), int(trovato[2])) != (numero, altro)):
        return f"object {numero}: at {dove} there is {byte[dove : dove + 20]!r}"
    return ""


def _voce(flusso: bytes, inizio: int, larghezze: list[int]) -> tuple[int, int, int]:
    campi = []
    for larghezza in larghezze:
        campi.append(int.from_bytes(flusso[inizio : inizio + larghezza], "big"))
        inizio += larghezza
    tipo, uno, due = campi
    return tipo, uno, due


def _testata(byte: bytes, dove: int) -> bytes:
    """Return an object of the file up to its stream, if it has one."""
    fine = byte.index(b"endobj", dove)
    flusso = byte.find(b"stream\n", dove, fine)
    return byte[dove : fine if flusso < 0 else flusso]


def _flusso(byte: bytes, dove: int) -> tuple[bytes, bytes]:
    """Return the head and the bytes of a stream."""
    testata = _testata(byte, dove)
    inizio = byte.index(b"stream\n", dove) + len(b"stream\n")
    lungo = int(re.search(rb"/Length (\d+)", testata)[1])
    assert byte[inizio + lungo :].lstrip(b"\n").startswith(b"endstream")
    return testata, zlib.decompress(byte[inizio : inizio + lungo])


def _oggetti(byte: bytes, dove: int) -> tuple[list[int], bytes]:
    """Return the numbers of the objects of a stream, in order, and their bytes."""
    testata, flusso = _flusso(byte, dove)
    quanti = int(re.search(rb"/N (\d+)", testata)[1])
    primo = int(re.search(rb"/First (\d+)", testata)[1])
    coppie = [int(n) for n in flusso[:primo].split()]
    numeri, posti = coppie[0::2], coppie[1::2]
    assert len(numeri) == quanti
    assert posti == sorted(set(posti)), "two objects begin at one place"
    return numeri, flusso[primo:]
