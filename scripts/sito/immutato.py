"""Whether a build would make again what is there: one key over all that it reads, and one over all that it wrote.

Everything that a page can depend on is in the key, whole: no time of modification is trusted, and what the key does
not know of is the same for all builds (the clock, the network: nothing reads them). Only a draft is ever left as it
is: what is published starts from nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import sysconfig
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from macros.publish.carta.memoria import programma
from macros.reading.git import comando as git
from macros.reading.testo.deposito import RifiutatoError
from macros.reading.testo.lettura import Aperti
from scripts.sito.ricordi import ricorda, ricordato

COSTRUZIONI = "costruzioni"
"""Under which it is remembered: one name for each output."""
RADICI = ("data", "content")
"""Folders of the record."""
DEL_PROGRAMMA = ("macros", "scripts", "theme", "mkdocs.yml", "pyproject.toml", "requirements.lock")
"""What, in the folder of a program, builds the pages."""
DI_PASSAGGIO = ("__pycache__", ".pyc")
AMBIENTE = ("CICLO_", "LANG", "LC_", "TZ")
"""How the words of the environment begin that a build might read."""


def chiave(radice: Path, chi: str, commit: str | None, scelte: str, aperti: Aperti) -> str | None:
    """Return the SHA-256 of all that a build reads; None: something may not be read, and the build says what.

    Args:
        radice: the project folder.
        chi: who builds, as `chi_costruisce`.
        commit: of the state that is built: the history that the pages tell.
        scelte: how the build was asked, where that changes what it writes.
        aperti: what was opened of the project so far: the build reads the same.
    """
    parti: list[object] = [scelte, commit, chi, git.testo(radice, "rev-parse", "--is-shallow-repository")]
    parti += sorted(f"{n}={v}" for n, v in os.environ.items() if n.startswith(AMBIENTE))
    try:
        for nome in RADICI:
            trovati = aperti.censisci(radice, nome)
            if trovati.problemi:
                return None
            parti += [(f.relative_to(radice).as_posix(), _sha(aperti.leggi(radice, f))) for f in trovati.file]
    except (OSError, RifiutatoError):
        return None
    return _sha(json.dumps(parti).encode())


def chi_costruisce(programma_in: Path, codice: Path) -> str | None:
    """Return the SHA-256 of what builds: the program, its theme and settings, what is installed.

    None: it cannot be read; then nothing is remembered.

    Args:
        programma_in: the folder with today's settings and theme.
        codice: the folder of the code that runs.
    """
    parti: list[object] = [programma()]
    installati = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    try:
        parti += sorted(nome for cartella in installati for nome in os.listdir(cartella))  # noqa: PTH208 - names alone
        for cartella in dict.fromkeys((programma_in, codice)):
            parti += [(n, _sha((cartella / n).read_bytes())) for n in sorted(_del_programma(cartella))]
    except OSError:
        return None
    return _sha(json.dumps(parti).encode())


def _del_programma(cartella: Path) -> Iterator[str]:
    for nome in DEL_PROGRAMMA:
        if (cartella / nome).is_file():
            yield nome
        for dove, sotto, file in os.walk(cartella / nome):
            sotto[:] = [s for s in sotto if s not in DI_PASSAGGIO]
            yield from ((Path(dove) / f).relative_to(cartella).as_posix() for f in file if not f.endswith(DI_PASSAGGIO))


def gia_fatto(radice: Path, arrivo: Path, letto: str | None) -> bool:
    """True when the output is, file by file, what the last build made there, and it read the same."""
    if letto is None:
        return False
    try:
        scritto = ricordato(radice, _nome(arrivo), letto)
        return scritto is not None and scritto == _scritto(arrivo)
    except (OSError, ValueError):
        return False


def ricorda_fatto(radice: Path, arrivo: Path, letto: str | None) -> None:
    """Keep what a build read and wrote."""
    if letto is not None:
        with contextlib.suppress(OSError, ValueError):
            ricorda(radice, _nome(arrivo), letto, _scritto(arrivo))


def _nome(arrivo: Path) -> str:
    return f"{COSTRUZIONI}/{_sha(os.fsencode(arrivo))}"


def _scritto(arrivo: Path) -> str:
    """Return the SHA-256 of all that stands in an output. Raises: OSError; ValueError for what is no file."""
    trovati = []
    for dove, sotto, file in os.walk(arrivo):
        sotto.sort()
        for nome in sorted((*sotto, *file)):
            voce = Path(dove, nome)
            modo = voce.lstat().st_mode
            if stat.S_ISREG(modo):
                trovati.append((voce.relative_to(arrivo).as_posix(), _sha(voce.read_bytes())))
            elif stat.S_ISDIR(modo):
                trovati.append((voce.relative_to(arrivo).as_posix(), "/"))
            else:
                raise ValueError(voce)
    return _sha(json.dumps(trovati).encode())


def _sha(grezzo: bytes) -> str:
    return sha256(grezzo).hexdigest()
