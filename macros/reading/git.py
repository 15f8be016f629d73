"""The one place that starts git. It reads: no command given here writes in the repository or in the working tree.

What it reads are the commits themselves, never those that someone put in their place (`git replace`, grafts).
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SECONDI = 120
"""Given to git for an answer."""


def esegui(radice: Path, *argomenti: str, ingresso: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder and return how it ended, whatever the end. `ingresso`: what it reads.

    Raises: OSError when there is no git, subprocess.TimeoutExpired.
    """
    return subprocess.run(
        ["git", "--no-replace-objects", "-C", str(radice), *argomenti],
        capture_output=True,
        input=ingresso,
        check=False,
        timeout=SECONDI,
        # someone may be committing meanwhile
        env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_GRAFT_FILE": os.devnull},
    )


def byte(radice: Path, *argomenti: str, ingresso: bytes | None = None) -> bytes | None:
    """Return what git answers; None when there is no git, no repository, or it refuses."""
    try:
        fatto = esegui(radice, *argomenti, ingresso=ingresso)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return fatto.stdout if fatto.returncode == 0 else None


def testo(radice: Path, *argomenti: str) -> str | None:
    """Return what git answers, with no space around it; None as `byte`."""
    detto = byte(radice, *argomenti)
    return None if detto is None else detto.decode("utf-8", "replace").strip()
