"""Runs the command and kills it at a chosen moment: the n-th time it is about to change something on the disk.

`python -m tests.uccisioni EVENTO N ARGOMENTI…` dies before the N-th change of that kind («tutti»: of any kind);
with N = 0 it goes to its end, and says on the last line of its errors how many changes of each kind it made.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.progetto_copia import RADICE

TUTTI = "tutti"
_CAMBIANO = frozenset({"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod"})


def ciclo_ucciso(evento: str, numero: int, *argomenti: str, **ambiente: str) -> subprocess.CompletedProcess[str]:
    """Run `ciclo` until it is killed."""
    return subprocess.run(
        [sys.executable, "-m", "tests.uccisioni", evento, str(numero), *argomenti],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=RADICE,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", **ambiente},
    )


def cambiamenti(*argomenti: str, **ambiente: str) -> Counter[str]:
    """Run `ciclo` to its end and return how many times it changes something, by kind."""
    esito = ciclo_ucciso(TUTTI, 0, *argomenti, **ambiente)
    assert esito.returncode == 0, esito.stderr
    return Counter(json.loads(esito.stderr.splitlines()[-1]))


def _conta(evento: str, numero: int) -> None:
    fatti: Counter[str] = Counter()

    def guarda(nome: str, argomenti: tuple[object, ...]) -> None:
        if nome == "open" and argomenti[0] and isinstance(argomenti[2], int):
            nome = "open" if argomenti[2] & (os.O_WRONLY | os.O_RDWR) else ""
        elif nome not in _CAMBIANO:
            return
        for quale in (nome, TUTTI) if nome else ():
            fatti[quale] += 1
            if quale == evento and fatti[quale] == numero:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(guarda)
    atexit.register(lambda: print(json.dumps(fatti), file=sys.stderr))


if __name__ == "__main__":
    from scripts.ciclo import main

    sys.path.insert(0, str(Path.cwd()))
    _conta(sys.argv[1], int(sys.argv[2]))
    main(sys.argv[3:])
