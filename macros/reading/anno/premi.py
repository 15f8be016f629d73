"""What git keeps of the premi of a year: whoever has the repository can read every version that was committed."""

from __future__ import annotations

import re
from pathlib import Path

from macros.model.archivio import PREMI
from macros.model.premi import Premi
from macros.reading.anno.record import leggi_tipo
from macros.reading.git import comando as git
from macros.reading.git.provvisorie import provvisoria
from macros.reading.testo.lettura import Lettura

ANNO = re.compile(r"[0-9]{4}")
"""Name of a folder of a year."""


def premi_registrati(radice: Path, anno: int) -> tuple[Premi, ...]:
    """Return every version of a year's `premi.yml` in this branch's history, the last first; none without git.

    After those that led to what there is come those of branches that were merged and left nothing. One that is not
    of the format any more says nothing.
    """
    nome = f"data/{anno}/{PREMI.dove}"
    liste = (git.testo(radice, "rev-list", *quali, "HEAD", "--", nome) or "" for quali in ((), ("--full-history",)))
    commit = dict.fromkeys(uno for lista in liste for uno in lista.split())
    byte = [git.byte(radice, "show", f"{uno}:./{nome}") for uno in commit]
    lette = (_letto(grezzo, anno) for grezzo in dict.fromkeys(filter(None, byte)))
    return tuple(p for p in lette if p is not None)


def anni_registrati(radice: Path) -> tuple[int, ...]:
    """Return the years whose `premi.yml` is somewhere in this branch's history, in order; none without git."""
    nomi = f":(glob)data/*/{PREMI.dove}"
    come = ("--full-history", "-m", "--no-renames", "--relative", "--name-only", "--format=")
    detti = (git.testo(radice, "log", *come, "HEAD", "--", nomi) or "").splitlines()
    anni = {detto.split("/")[1] for detto in detti if detto}
    return tuple(sorted(int(anno) for anno in anni if ANNO.fullmatch(anno)))


def premi_alla(radice: Path, anno: int, revisione: str) -> Premi | None:
    """Return a year's `premi.yml` as it is in a revision; None: there is none there, or no such revision."""
    grezzo = git.byte(radice, "show", "--end-of-options", f"{revisione}:./data/{anno}/{PREMI.dove}")
    return _letto(grezzo, anno) if grezzo else None


def _letto(grezzo: bytes, anno: int) -> Premi | None:
    with provvisoria() as copia:
        cartella = copia / "data" / str(anno)
        cartella.mkdir(parents=True)
        (cartella / PREMI.dove).write_bytes(grezzo)
        lettura = Lettura(copia)
        letto = leggi_tipo(lettura, cartella, PREMI)
    return letto if isinstance(letto, Premi) and not lettura.problemi else None
