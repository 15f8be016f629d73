"""While a private command works nobody else speaks: libraries, warnings, what the system makes of a crash.

What the command itself says goes through `sys.stdout` and `sys.stderr`; the descriptors that a library in C, or a
process that it starts, would write to lead nowhere meanwhile.
"""

from __future__ import annotations

import ctypes
import faulthandler
import io
import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, TextIO

RILASCIABILE_LETTO, RILASCIABILE = 3, 4
"""Of Linux: `prctl` reads, and sets, whether a process that crashes leaves its memory on the disk."""
FLUSSI = ("stdout", "stderr")


@contextmanager
def silenzio() -> Iterator[None]:
    """Give a time in which only the command speaks; all is as before when it is over."""
    with ExitStack() as dopo:
        for zittisce in (_avvisi, _guasti, _memoria, _descrittori):
            dopo.enter_context(zittisce())
        yield


@contextmanager
def _avvisi() -> Iterator[None]:
    """No warning and no log of a library: some quote what they were given. Who only gathers records goes on."""
    classe: Any = logging.StreamHandler  # whatever writes is one, that of a file too
    prima, classe.emit = classe.emit, _taci
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        classe.emit = prima


@contextmanager
def _guasti() -> Iterator[None]:
    """No stack of an exception that nobody catches, of a thread's or of a destructor's."""
    prima = sys.excepthook, sys.unraisablehook, threading.excepthook
    attivo = faulthandler.is_enabled()
    sys.excepthook = sys.unraisablehook = threading.excepthook = _taci
    faulthandler.disable()
    try:
        yield
    finally:
        sys.excepthook, sys.unraisablehook, threading.excepthook = prima
        if attivo and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)


def _taci(*_: object) -> None:
    """Say nothing."""


@contextmanager
def _memoria() -> Iterator[None]:
    """No image of the memory on the disk where the process crashes."""
    if sys.platform == "win32":
        yield
        return
    import resource

    molle, duro = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, duro))
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    prima = libc.prctl(RILASCIABILE_LETTO, 0, 0, 0, 0) if libc else 0
    if libc:  # a limit of 0 does not stop a program that the system feeds them to
        libc.prctl(RILASCIABILE, 0, 0, 0, 0)
    try:
        yield
    finally:
        if libc:
            libc.prctl(RILASCIABILE, prima, 0, 0, 0)
        resource.setrlimit(resource.RLIMIT_CORE, (molle, duro))


@contextmanager
def _descrittori() -> Iterator[None]:
    """The system's own output lead nowhere; Python's, which the command writes to, goes on."""
    nulla = os.open(os.devnull, os.O_RDWR)
    try:
        with ExitStack() as dopo:
            for numero, nome in enumerate(FLUSSI, 1):
                dopo.enter_context(_deviato(numero, nome, nulla))
            yield
    finally:
        os.close(nulla)


@contextmanager
def _deviato(numero: int, nome: str, nulla: int) -> Iterator[None]:
    flusso: TextIO | None = getattr(sys, nome)
    try:
        suo = flusso is not None and flusso.fileno() == numero
    except (OSError, ValueError, io.UnsupportedOperation):  # put in its place by who runs the command in a process
        suo = False
    try:
        copia = os.dup(numero)
    except OSError:  # it was closed
        yield
        return
    nuovo: TextIO | None = None
    if flusso is not None and suo:
        flusso.flush()
        nuovo = os.fdopen(os.dup(copia), "w", encoding="utf-8", errors="backslashreplace", buffering=1)
        setattr(sys, nome, nuovo)
    os.dup2(nulla, numero)
    try:
        yield
    finally:
        with suppress(OSError, ValueError):  # nobody listens any more
            if nuovo is not None:
                nuovo.close()
        if nuovo is not None:
            setattr(sys, nome, flusso)
        os.dup2(copia, numero)
        os.close(copia)
