"""The sites of the real data, built once in a run of the tests and read by all, whatever worker asks.

Whoever comes first builds; the others wait. Nobody writes in them.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from tests.progetto_copia import RADICE, ciclo

Costruttore = Callable[[Path], subprocess.CompletedProcess[str]]


def con_mkdocs(cartella: Path) -> subprocess.CompletedProcess[str]:
    """The pages alone: neither PDFs nor open data."""
    comando = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(cartella)]
    return subprocess.run(comando, cwd=RADICE, capture_output=True, text=True, check=False)


def con_ciclo(cartella: Path) -> subprocess.CompletedProcess[str]:
    """The whole job: pages, open data, PDFs; the command starts from nothing, as an office's."""
    return ciclo("costruisci", "--uscita", str(cartella), PYTHONHASHSEED="1")


def costruito(comune: Path, nome: str, costruisci: Costruttore) -> Path:
    """Return the site `nome` in a folder of this run alone; what the build said is in `NOME.txt` beside it."""
    sito, detto = comune / nome, comune / f"{nome}.txt"
    with _uno_alla_volta(comune / f"{nome}.lock"):
        if not detto.exists():
            esito = costruisci(sito)
            assert esito.returncode == 0, esito.stderr
            detto.write_text(esito.stderr, encoding="utf-8")
    return sito


@contextmanager
def _uno_alla_volta(file: Path):
    with file.open("w") as chiave:
        fcntl.flock(chiave, fcntl.LOCK_EX)  # let go when the file closes, or the worker dies
        yield
