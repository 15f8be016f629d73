"""Runs the command and kills it at a chosen moment: the n-th time it is about to change something on the disk.

It dies before the N-th change of that kind («tutti»: of any kind); with N = 0 it goes to its end, and says on the
last line of its errors how many changes of each kind it made.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections import Counter

from tests.pronto import ciclo_pronto

TUTTI = "tutti"
INIZIO = "from tests.uccisioni import conta_e_comincia; conta_e_comincia()"
"""The line that begins it; after it the kind, the number, and the command."""
_CAMBIANO = frozenset({"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.chmod"})


def ciclo_ucciso(evento: str, numero: int, *argomenti: str, **ambiente: str) -> subprocess.CompletedProcess[str]:
    """Run `ciclo` until it is killed."""
    return ciclo_pronto(
        [evento, str(numero), *argomenti],
        {**os.environ, "PYTHONUTF8": "1", **ambiente},
        inizio=INIZIO,
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


def conta_e_comincia() -> None:
    """Run the command, with an eye on what it changes; what Python keeps of the program's code is no change."""
    from scripts.ciclo import main

    sys.dont_write_bytecode = True
    _conta(sys.argv[1], int(sys.argv[2]))
    main(sys.argv[3:])
