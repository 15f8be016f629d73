"""The builder as the preview knows it: a process that is asked, that answers when it likes, and may end."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from scripts.vetrina.colloquio import Battuta

TRACCIA = "CICLO_TRACCIA"
"""Environment variable that lets the builder's own words through."""


class Costruttore:
    """A builder that has begun."""

    def __init__(self, radice: Path, risponde: Callable[[Costruttore, Battuta | None], None]) -> None:
        """Begin.

        Args:
            radice: the project folder.
            risponde: called, by a thread of its own, with each answer; with None when the process has ended.

        Raises: OSError when it cannot.
        """
        self._processo = subprocess.Popen(
            [sys.executable, "-m", "scripts.vetrina.operaio", str(radice)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get(TRACCIA) else subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,  # Ctrl-C is for who asks, who then ends it
        )
        assert self._processo.stdin is not None  # noqa: S101 - it was asked for
        assert self._processo.stdout is not None  # noqa: S101 - it was asked for
        self._entra, self._esce = self._processo.stdin, self._processo.stdout
        threading.Thread(target=self._ascolta, args=(risponde,), daemon=True).start()

    def chiedi(self, cartella: Path, pagina: str) -> None:
        """Ask for all the pages, in an empty folder, and for one of them first (empty: for none)."""
        self._scrivi({"cartella": str(cartella), "pagina": pagina})

    def smetti(self) -> None:
        """Say that nobody waits any more for what was asked."""
        self._scrivi({})

    def chiudi(self) -> None:
        """End it, whatever it does."""
        self._processo.kill()
        self._processo.wait()
        with contextlib.suppress(OSError):  # what was still to be said goes nowhere
            self._entra.close()

    def _scrivi(self, detto: Battuta) -> None:
        with contextlib.suppress(OSError):  # it has ended: who listens is told
            self._entra.write(json.dumps(detto) + "\n")
            self._entra.flush()

    def _ascolta(self, risponde: Callable[[Costruttore, Battuta | None], None]) -> None:
        with contextlib.suppress(OSError, ValueError), self._esce:
            for riga in self._esce:
                risponde(self, json.loads(riga))
        risponde(self, None)
