"""What may be released: only a commit of the main branch. `make rilascio` asks it first, and so does who publishes."""

from __future__ import annotations

import sys
from pathlib import Path

from macros.reading.git import comando as git
from scripts.forgia.base import PRINCIPALE


def fuori_dal_ramo(radice: Path, commit: str = "HEAD") -> str:
    """Return why a commit may not be released, in Italian; «» when the main branch has it.

    The branch is the forge's where this copy knows it, else the one of this copy.
    """
    trovato = git.testo(radice, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    if not trovato:
        return f"«{commit}» non è un commit di questa copia. Rimedio: git fetch --unshallow --tags"
    for ramo in (f"refs/remotes/origin/{PRINCIPALE}", f"refs/heads/{PRINCIPALE}"):
        punta = git.testo(radice, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ramo}^{{commit}}")
        if punta:
            break
    else:
        return f"in questa copia non c'è il ramo «{PRINCIPALE}». Rimedio: git fetch origin {PRINCIPALE}"
    if git.byte(radice, "merge-base", "--is-ancestor", trovato, punta) is not None:
        return ""
    return (
        f"il commit {trovato[:7]} non è sul ramo «{PRINCIPALE}»: si rilascia soltanto ciò che è stato unito. "
        "Rimedio: unire la proposta e mettere l'etichetta sul commit di unione"
    )


def main() -> int:
    """Say whether the commit of this folder may be released; 1 when it may not."""
    perche = fuori_dal_ramo(Path.cwd())
    if perche:
        print(f"rilascio: {perche}.", file=sys.stderr)
    return int(bool(perche))


if __name__ == "__main__":
    sys.exit(main())
