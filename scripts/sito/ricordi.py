"""What one draft remembers for the next, in files that are whole and of the same builder, or are done without."""

from __future__ import annotations

import contextlib
import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from macros.publish.carta.memoria import scrivi_intero
from macros.reading.git.provvisorie import togli_abbandonate

if TYPE_CHECKING:
    from macros.publish.dati.risultati import Json

CARTELLA = ".cache/ciclo"
"""Where it is, in a project folder. Who can write there can put anything in it: what is published never reads it."""
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


def _impronta(chi: str, resto: bytes) -> str:
    return sha256(chi.encode() + b"\n" + resto).hexdigest()
