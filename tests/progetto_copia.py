"""A copy of the real project in a temporary folder, for tests that change its data."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

RADICE = Path(__file__).resolve().parents[1]


def copia_progetto(cartella: Path) -> Path:
    """Copy data, content and settings; the code and the theme are the repository's own."""
    for nome in ("data", "content"):
        shutil.copytree(RADICE / nome, cartella / nome)
    shutil.copy(RADICE / "mkdocs.yml", cartella)
    for nome in ("theme", "scripts", "macros"):
        (cartella / nome).symlink_to(RADICE / nome, target_is_directory=True)
    return cartella


def ciclo(*argomenti: str, radice: Path = RADICE, **ambiente: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as an office does."""
    return subprocess.run(
        [sys.executable, "-c", "from scripts.ciclo import main; main()", *argomenti, "--radice", str(radice)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=RADICE,
        env={**os.environ, "PYTHONUTF8": "1", **ambiente},
        timeout=900,
    )


def impronte(cartella: Path) -> dict[str, str]:
    """Return path → SHA-256 of every file below a folder."""
    return {
        file.relative_to(cartella).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(cartella.rglob("*"))
        if file.is_file()
    }


def sostituisci(file: Path, cerca: str, metti: str) -> None:
    """Replace a text that must be there exactly once."""
    testo = file.read_text(encoding="utf-8")
    assert testo.count(cerca) == 1, f"{file}: «{cerca}» {testo.count(cerca)} times"
    file.write_text(testo.replace(cerca, metti), encoding="utf-8")
