"""What one draft remembers for the next, in files that are whole and of the same builder, or are done without."""

from __future__ import annotations

import contextlib
import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from macros.publish.carta.memoria import scrivi_intero
from macros.reading.git.provvisorie import provvisoria, togli_abbandonate

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from macros.publish.dati.risultati import Json

CARTELLA = ".cache/ciclo"
"""Where it is, in a project folder. Who can write there can put anything in it: what is published never reads it."""
TESTI = "testi"
"""Folder of long texts, each in a file of its own: what has not changed is not written again."""
PULITI = "puliti"
"""Texts in which nothing was found."""


def ricordato(radice: Path, nome: str, chi: str) -> Json:
    """Return what was remembered under a name by the same builder; None: nothing."""
    with contextlib.suppress(OSError, ValueError):
        impronta, _, resto = (radice / CARTELLA / f"{nome}.json").read_bytes().partition(b"\n")
        if impronta.decode("ascii") == _impronta(chi, resto):
            letto: Json = json.loads(resto)
            return letto
    return None


def ricorda(radice: Path, nome: str, chi: str, cosa: Json) -> None:
    """Remember something for who builds next. Nothing depends on its being kept."""
    resto = json.dumps(cosa, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    file = radice / CARTELLA / f"{nome}.json"
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        togli_abbandonate(file.parent)
        scrivi_intero(file, _impronta(chi, resto).encode() + b"\n" + resto)


def ricordato_testo(radice: Path, impronta: str) -> str | None:
    """Return a text that was remembered, by its SHA-256; None: it is not there, or it is another."""
    with contextlib.suppress(OSError, ValueError):
        grezzo = (radice / CARTELLA / TESTI / impronta).read_bytes()
        if sha256(grezzo).hexdigest() == impronta:
            return grezzo.decode("utf-8", "surrogatepass")
    return None


def ricorda_testi(radice: Path, nuovi: Iterable[str], tenuti: Container[str]) -> None:
    """Remember some new texts, each by its SHA-256, and forget all those that are not among the kept ones."""
    cartella = radice / CARTELLA / TESTI
    with contextlib.suppress(OSError):
        cartella.mkdir(parents=True, exist_ok=True)
        with provvisoria(cartella.parent) as pronti:
            for testo in nuovi:
                grezzo = testo.encode("utf-8", "surrogatepass")
                pronto = pronti / sha256(grezzo).hexdigest()
                pronto.write_bytes(grezzo)
                pronto.replace(cartella / pronto.name)
        for file in cartella.iterdir():
            if file.name not in tenuti:
                file.unlink()


def _impronta(chi: str, resto: bytes) -> str:
    return sha256(chi.encode() + b"\n" + resto).hexdigest()
