"""How speed is measured: whole processes, in turn with what they are compared to, medians and ratios.

CPU seconds where one process does the work, since they hardly feel what else the machine does;
seconds of the clock only where the question is how work is shared out.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.progetto_copia import RADICE

BREVE = bool(os.environ.get("BREVE"))
"""Once each and no twenty years: to see that everything runs, not to be believed."""
VOLTE = 1 if BREVE else 3


@dataclass(frozen=True)
class Corsa:
    """What a process took, with those that it started."""

    cpu: float
    """Seconds."""
    orologio: float
    """Seconds."""
    memoria: float
    """Peak of the largest process, MB."""


def corri(comando: Sequence[str], *, un_nucleo: bool = False) -> Corsa:
    """Run a process to its end; it must succeed."""
    ambiente = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(RADICE)}
    if un_nucleo:
        comando = ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0))), *comando]
    inizio = time.monotonic()
    with subprocess.Popen(comando, cwd=RADICE, env=ambiente, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as p:
        assert p.stderr
        detto = p.stderr.read()
        _, stato, uso = os.wait4(p.pid, 0)
        p.returncode = os.waitstatus_to_exitcode(stato)
    assert p.returncode == 0, detto.decode()[-2000:]
    return Corsa(uso.ru_utime + uso.ru_stime, time.monotonic() - inizio, uso.ru_maxrss / 1024)


def python(codice: str, *argomenti: str) -> list[str]:
    """Return the command that runs a piece of code."""
    return [sys.executable, "-c", codice, *argomenti]


def ciclo(*argomenti: str) -> list[str]:
    """Return the command line of `ciclo`."""
    return python("from scripts.ciclo import main; main()", *argomenti)


def alterna(prove: Mapping[str, Callable[[], Corsa]], volte: int = VOLTE) -> dict[str, Corsa]:
    """Run each in turn, several times over; return name → medians."""
    corse: dict[str, list[Corsa]] = {nome: [] for nome in prove}
    for _ in range(volte):
        for nome, prova in prove.items():
            corse[nome].append(prova())
    return {nome: _mediana(fatte) for nome, fatte in corse.items()}


def _mediana(corse: Sequence[Corsa]) -> Corsa:
    return Corsa(*(statistics.median(getattr(c, campo) for c in corse) for campo in ("cpu", "orologio", "memoria")))


def sito_costruito(progetto: Path, uscita: Path) -> list[str]:
    """Return the command that builds the pages of a project, without PDFs."""
    return ciclo("costruisci", "--senza-pdf", "--radice", str(progetto), "--uscita", str(uscita))
