"""The one place that starts git. It reads: no command given here writes in the repository or in the working tree.

What it reads are the commits themselves, never those that someone put in their place (`git replace`, grafts).
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

TENUTE = ("GIT_CEILING_DIRECTORIES", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM")
"""What the environment may tell git: any other word of it may lead to another repository, or to another history."""
SECONDI = 120
"""Given to git for an answer."""


def esegui(
    radice: Path, *argomenti: str, ingresso: bytes | None = None, indice: str | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder and return how it ended, whatever the end.

    `ingresso`: what it reads. `indice`: the file of the index, where it is another than the repository's.

    Raises: OSError when there is no git, subprocess.TimeoutExpired.
    """
    ambiente = {nome: v for nome, v in os.environ.items() if nome in TENUTE or not nome.startswith("GIT_")}
    if indice is not None:
        ambiente["GIT_INDEX_FILE"] = indice
    return subprocess.run(
        ["git", "--no-replace-objects", "-c", "i18n.logOutputEncoding=UTF-8", "-C", str(radice), *argomenti],
        capture_output=True,
        input=ingresso,
        check=False,
        timeout=SECONDI,
        # someone may be committing meanwhile
        env={**ambiente, "GIT_OPTIONAL_LOCKS": "0", "GIT_GRAFT_FILE": os.devnull, "GIT_TERMINAL_PROMPT": "0"},
    )


def byte(radice: Path, *argomenti: str, ingresso: bytes | None = None, indice: str | None = None) -> bytes | None:
    """Return what git answers; None when there is no git, no repository, or it refuses."""
    try:
        fatto = esegui(radice, *argomenti, ingresso=ingresso, indice=indice)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return fatto.stdout if fatto.returncode == 0 else None


def testo(radice: Path, *argomenti: str) -> str | None:
    """Return what git answers, with no space around it; None as `byte`."""
    detto = byte(radice, *argomenti)
    return None if detto is None else detto.decode("utf-8", "replace").strip()
