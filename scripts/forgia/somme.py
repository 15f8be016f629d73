"""The checksums of the files of a folder, in the form that `sha256sum -c` reads. Only the standard library."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from macros.model.luoghi import SOMME

COMMENTO = "#"


def somma(file: Path) -> str:
    """Return the SHA-256 of a file, 64 hex digits."""
    with file.open("rb") as aperto:
        return hashlib.file_digest(aperto, "sha256").hexdigest()


def scrivi_somme(cartella: Path, testa: str = "") -> Path:
    """Write `SHA256SUMS` beside the files of a folder, those of its folders too, by name; return it."""
    file = (f for f in cartella.rglob("*") if f.is_file() and f.name != SOMME)
    somme = cartella / SOMME
    somme.write_text(testo_somme({f.relative_to(cartella).as_posix(): somma(f) for f in file}, testa), encoding="utf-8")
    return somme


def testo_somme(somme: Mapping[str, str], testa: str) -> str:
    """Return the lines of some checksums (path → SHA-256), by path.

    `testa`: the head of the register, in a line that who checks the sums passes over; «»: none.
    """
    prima = f"{COMMENTO} testa del registro: {testa}\n" if testa else ""
    return prima + "".join(f"{sha}  {nome}\n" for nome, sha in sorted(somme.items()))
