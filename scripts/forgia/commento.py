"""`make commento`: the comparison of a proposal with its base, in a file and in the summary of the job.

No token is needed, and none is used: `affissione` is what writes it in the proposal. The program is the one that
this module is part of, in the forge that of the base; the proposal gives data and chapters.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from macros.publish.confronto.markdown import MASSIMO, SEGNO
from macros.reading.git import comando as git
from scripts.forgia.affissione import MISTA, mista
from scripts.forgia.base import BaseError, trova_base

FILE = Path("build/commento.md")
PIEDE = "_Questo commento si aggiorna da solo a ogni modifica della proposta. La proposta non è l'atto._"


def componi(radice: Path, ambiente: Mapping[str, str]) -> str:
    """Return the comment: the comparison, or why there is none; first, whether the program changes as well."""
    try:
        base = trova_base(radice, ambiente)
    except BaseError as errore:
        return _senza_confronto(str(errore))
    comando = "from scripts.ciclo import main; main()"
    esito = subprocess.run(
        [sys.executable, "-c", comando, "confronta", base, "--formato", "markdown", "--radice", str(radice.resolve())],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    testo = _senza_confronto(esito.stderr) if esito.returncode else f"{esito.stdout.rstrip()}\n\n{PIEDE}\n"
    return con_avviso(testo, _cambiati(radice, base))


def con_avviso(testo: str, cambiati: Iterable[str]) -> str:
    """Return a comment that says first, of a proposal's files, that the program changes with the figures."""
    return testo.replace(SEGNO, f"{SEGNO}\n\n{MISTA}", 1) if mista(cambiati) else testo


def _cambiati(radice: Path, base: str) -> list[str]:
    """Return the files that a proposal changes, adds or takes away."""
    nomi = git.byte(radice, "diff", "--name-only", "--no-renames", "-z", "--end-of-options", base, "--")
    return [n for n in (nomi or b"").decode("utf-8", "replace").split("\0") if n]


def _senza_confronto(perche: str) -> str:
    """Return the comment that says why there is no comparison, as it was said: in a block, where it is only text."""
    testo = perche.strip()
    if len(testo) > MASSIMO // 2:
        testo = testo[: MASSIMO // 2].rpartition("\n")[0] + "\n…"
    recinto = "`" * (max((2, *(len(r) for r in re.findall("`+", testo)))) + 1)
    return f"{SEGNO}\n\n**Il confronto con la base non si può fare.**\n\n{recinto}text\n{testo}\n{recinto}\n\n{PIEDE}\n"


def main(argomenti: list[str]) -> int:
    """Write the comment of the proposal in a folder (first argument)."""
    testo = componi(Path(argomenti[0]), os.environ)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(testo, encoding="utf-8")
    if riassunto := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(riassunto).open("a", encoding="utf-8") as file:
            file.write(testo)
    print(f"Il commento è in {FILE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
