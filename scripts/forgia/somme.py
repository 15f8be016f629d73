"""The checksums of the files of a folder, in the form that `sha256sum -c` reads. Only the standard library."""

from __future__ import annotations

import hashlib
from pathlib import Path

from macros.model.luoghi import SOMME

COMMENTO = "#"


def somma(file: Path) -> str:
    """Return the SHA-256 of a file, 64 hex digits."""
    with file.open("rb") as aperto:
        return hashlib.file_digest(aperto, "sha256").hexdigest()


def scrivi_somme(cartella: Path, testa: str = "") -> Path:
    """Write `SHA256SUMS` beside the files of a folder, those of its folders too, by name; return it.

    `testa`: the head of the register, in a line that who checks the sums passes over.
    """
    file = sorted(f for f in cartella.rglob("*") if f.is_file() and f.name != SOMME)
    somme = cartella / SOMME
    prima = f"{COMMENTO} testa del registro: {testa}\n" if testa else ""
    somme.write_text(
        prima + "".join(f"{somma(f)}  {f.relative_to(cartella).as_posix()}\n" for f in file), encoding="utf-8"
    )
    return somme
