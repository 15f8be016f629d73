"""The sites of the real data, built once in a run of the tests and read by all, whatever worker asks.

Whoever comes first builds; the others wait. Nobody writes in them.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from tests.progetto_copia import RADICE, ciclo
from tests.pronto import ciclo_pronto

Costruttore = Callable[[Path], subprocess.CompletedProcess[str]]


def con_mkdocs(cartella: Path) -> subprocess.CompletedProcess[str]:
    """The pages alone: neither PDFs nor open data."""
    comando = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(cartella)]
    return subprocess.run(comando, cwd=RADICE, capture_output=True, text=True, check=False)


DI_MENO = frozenset({"piano-2021.pdf", "monitoraggio-2021.pdf", "piano-2022.pdf", "monitoraggio-2022.pdf"})
"""The long documents that `make test` leaves to `make prove`: a Relazione has all that is in them, and more."""


def con_ciclo(cartella: Path) -> subprocess.CompletedProcess[str]:
    """The whole job: pages, open data, PDFs; the command starts from nothing, as an office's."""
    return ciclo("costruisci", "--uscita", str(cartella), PYTHONHASHSEED="1")


def con_meno_carta(cartella: Path) -> subprocess.CompletedProcess[str]:
    """The same without printing `DI_MENO`."""
    inizio = f"""
from scripts.ciclo import main
from scripts.sito import costruzione
tutti = costruzione.fascicoli
costruzione.fascicoli = lambda *di: tuple(f for f in tutti(*di) if f.nome_file not in {set(DI_MENO)!r})
main()
"""
    argomenti = ["costruisci", "--uscita", str(cartella), "--radice", str(RADICE)]
    return ciclo_pronto(argomenti, {**os.environ, "PYTHONUTF8": "1", "PYTHONHASHSEED": "1"}, 900, inizio)


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
