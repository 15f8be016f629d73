"""`make anteprima`: the draft of a proposal, with the data and chapters of its folder and the program of this one."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from macros.reading.git import comando as git
from macros.reading.git.iter_git import leggi_storia
from scripts.costruisci import Scelte, costruisci_stato
from scripts.sito.programma import Programma


def main(argomenti: list[str]) -> int:
    """Build the proposal in a folder (first argument) into another (second)."""
    proposta, arrivo = (Path(a).resolve() for a in argomenti)
    programma = Programma(Path.cwd(), git.testo(proposta, "rev-parse", "HEAD"))
    scelte = Scelte(pubblico=False, pdf=True, da_capo=False)
    return costruisci_stato(proposta, arrivo, programma, scelte, partial(leggi_storia, proposta))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
