"""The commit that a pull request starts from: what the comparison is made with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from macros.reading.git import comando as git

DICHIARATE = ("CICLO_BASE", "CI_MERGE_REQUEST_DIFF_BASE_SHA")
"""Variables that name the commit itself: ours, GitLab's."""
RAMI = ("GITHUB_BASE_REF", "BITBUCKET_PR_DESTINATION_BRANCH")
"""Variables that name the branch where the change should go: GitHub, Gitea and Forgejo; Bitbucket."""
PRINCIPALE = "main"


class BaseError(Exception):
    """There is no commit to compare with; the text, in Italian, says why and what to do."""


def trova_base(radice: Path, ambiente: Mapping[str, str]) -> str:
    """Return a revision to compare with: the common ancestor of this copy and the branch it should go to.

    Named as a branch where that is the branch's last commit, else by its short hash.
    Raises: BaseError.
    """
    if dichiarata := next((ambiente[nome] for nome in DICHIARATE if ambiente.get(nome)), ""):
        return dichiarata
    ramo = next((ambiente[nome] for nome in RAMI if ambiente.get(nome)), PRINCIPALE)
    for nome in (f"origin/{ramo}", ramo):
        punta = git.testo(radice, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{nome}^{{commit}}")
        if not punta:
            continue
        comune = git.testo(radice, "merge-base", punta, "HEAD")
        if not comune:
            msg = (
                f"«{nome}» e questa copia non hanno un commit in comune, o la copia non lo contiene. "
                "Rimedio: git fetch --unshallow"
            )
            raise BaseError(msg)
        return nome if comune == punta else git.testo(radice, "rev-parse", "--short=7", comune) or comune
    msg = (
        f"in questa copia non c'è il ramo «{ramo}». Rimedio: git fetch origin {ramo}, "
        "o indicare un commit con CICLO_BASE=…"
    )
    raise BaseError(msg)


def main(argomenti: list[str]) -> int:
    """Print the base of the proposal in a folder."""
    try:
        print(trova_base(Path(argomenti[0]), os.environ))
    except BaseError as errore:
        print(f"base: {errore}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
