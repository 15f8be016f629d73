"""A process that has the program in memory: each command runs in a child of it, which has nothing to import.

What a command does is its own: its arguments, environment, files, exit. Only what is the same for all is there
before: the program's code and the templates of the fragments, three quarters of the time of a short command. Where
the environment says how Python begins, or the locale, there is no short cut: the command starts from nothing.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

RADICE = Path(__file__).resolve().parents[1]
INIZIO = "from scripts.ciclo import main; main()"
DALL_INIZIO = ("PYTHON", "LANG", "LC_", "TZ")
"""How the names begin of what is read once, when a process starts."""
ANCHE = ("mkdocs.commands.build", "mkdocs_macros.plugin", "scripts.sito.costruzione", "scripts.sito.tenute")
"""What commands import where they use it. Not WeasyPrint: it reads its environment when it is imported."""
LUNGO = 1 << 17
"""Bytes of a message, at most."""


def _dall_inizio(ambiente: dict[str, str]) -> dict[str, str]:
    return {nome: v for nome, v in ambiente.items() if nome.startswith(DALL_INIZIO)}


NATO = _dall_inizio({**os.environ, "PYTHONUTF8": "1"})
"""With which the process that is ready started."""


def ciclo_pronto(
    argomenti: list[str], ambiente: dict[str, str], secondi: int | None = None, inizio: str = INIZIO
) -> subprocess.CompletedProcess[str]:
    """Run `ciclo` as `python -c` would, in the folder of the program and with that environment.

    `inizio`: the line that begins it, where a test looks on from inside.
    """
    if _dall_inizio(ambiente) != NATO:
        return subprocess.run(
            [sys.executable, "-c", inizio, *argomenti],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=RADICE,
            env=ambiente,
            timeout=secondi,
        )
    with tempfile.TemporaryFile() as fuori, tempfile.TemporaryFile() as errori:
        porta = _padre()
        richiesta = json.dumps([inizio, argomenti, ambiente]).encode()
        socket.send_fds(porta, [richiesta], [fuori.fileno(), errori.fileno()])
        figlio = int(porta.recv(LUNGO))
        porta.settimeout(secondi)
        try:
            esito = int(porta.recv(LUNGO))
        except TimeoutError:
            os.kill(figlio, signal.SIGKILL)
            porta.settimeout(None)
            porta.recv(LUNGO)
            raise subprocess.TimeoutExpired(argomenti, secondi) from None
        detti = []
        for file in (fuori, errori):
            file.seek(0)
            detti.append(file.read().decode("utf-8").replace("\r\n", "\n"))
    return subprocess.CompletedProcess(argomenti, esito, *detti)


@cache
def _padre() -> socket.socket:
    """Start the process, once in a worker; it ends with this end of its line."""
    nostra, sua = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with sua:
        processo = subprocess.Popen(
            [sys.executable, "-c", f"from tests.pronto import servi; servi({sua.fileno()})"],
            cwd=RADICE,
            env={**os.environ, **NATO},
            pass_fds=(sua.fileno(),),
            stdin=subprocess.DEVNULL,
        )
    atexit.register(lambda: (nostra.close(), processo.wait()))
    return nostra


def servi(linea: int) -> None:
    """Wait for commands; each child returns from here as the process that ran it, and ends as any command does."""
    _prepara()
    with socket.socket(fileno=linea) as porta:
        while True:
            richiesta, canali, *_ = socket.recv_fds(porta, LUNGO, 2)
            if not richiesta:
                return
            if not (figlio := os.fork()):
                break
            for canale in canali:
                os.close(canale)
            porta.send(str(figlio).encode())
            porta.send(str(os.waitstatus_to_exitcode(os.waitpid(figlio, 0)[1])).encode())
    inizio, argomenti, ambiente = json.loads(richiesta)
    for canale, posto in zip(canali, (1, 2), strict=True):
        os.dup2(canale, posto)
        os.close(canale)
    os.environ.clear()
    os.environ.update(ambiente)
    tempfile.tempdir = None  # where it is, the environment says
    sys.argv[1:] = argomenti
    exec(inizio, {})  # noqa: S102 - a line of our own tests, as `python -c` has it


def _prepara() -> None:
    """Import what commands do, and keep to one core where each worker of the run has its own.

    A build prints on all the cores it may use, with a process for each: where the others have their own to do, it
    would start two printers to share one.
    """
    import gc
    from importlib import import_module

    from macros.publish.html.modelli import modelli
    from scripts.ciclo import MODULI

    for modulo in (*(f"scripts.{m}" for m in MODULI.values()), *ANCHE):
        import_module(modulo)
    for nome in modelli().list_templates():
        modelli().get_template(nome)
    gc.collect()
    gc.freeze()
    quale, quanti = (os.environ.get(f"PYTEST_XDIST_WORKER{n}", "") for n in ("", "_COUNT"))
    if hasattr(os, "sched_setaffinity") and len(nuclei := sorted(os.sched_getaffinity(0))) == int(quanti or 0):
        os.sched_setaffinity(0, {nuclei[int(quale.removeprefix("gw"))]})
