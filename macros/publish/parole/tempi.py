"""How a deadline is said: done when, how early or late; still to be done, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from macros.model import formato

if TYPE_CHECKING:
    import datetime as dt

    from macros.engine.scadenze import ScadenzaValutata
    from macros.model.anno import Anno


def anticipo(giorni: int) -> str:
    r"""Say how many calendar days after a deadline something was done; below 0 before.

    >>> anticipo(-3), anticipo(0), anticipo(1)
    ('3\xa0giorni prima', "l'ultimo giorno", 'un giorno dopo il termine')
    """
    if giorni == 0:
        return "l'ultimo giorno"
    quanti = "un giorno" if abs(giorni) == 1 else formato.quanti(abs(giorni), "giorno", "giorni")
    return f"{quanti} prima" if giorni < 0 else f"{quanti} dopo il termine"


def detta(anno: Anno, v: ScadenzaValutata, *, fatta: str = "fatta") -> str:
    """Say how a deadline stands: «fatta il 28 gennaio 2021, 3 giorni prima», «da fare», and which areas are missing.

    `fatta`: the word for what it is of, since a step of the process is «fatto».
    """
    if v.atto is not None and v.giorni is not None:
        return f"{fatta} {formato.con_articolo('il', v.atto.data)}, {anticipo(v.giorni)}"
    if v.aree:
        mancano = ", ".join(anno.nome_area(a) for a in v.aree)
        return f"{v.stato}: {formato.concorda(len(v.aree), 'manca', 'mancano')} {mancano}"
    return str(v.stato)


def in_breve(tutte: Sequence[ScadenzaValutata], ultimo: dt.date | None) -> str:
    """Say how many deadlines of a year are done, how many of them late, of how many the day is gone.

    `ultimo`: the day of the last recorded act, by which that is told.
    """
    fatte = [v.giorni for v in tutte if v.giorni is not None]
    tardi = sum(g > 0 for g in fatte)
    verbo = formato.concorda(len(fatte), "è fatta", "sono fatte")
    detto = f"{len(fatte)} {formato.concorda(len(fatte), 'scadenza', 'scadenze')} su {len(tutte)} {verbo}"
    if fatte:
        detto += ", tutte in tempo" if not tardi else f", {tardi} dopo il termine"
    passate = sum(v.passata for v in tutte)
    if passate and ultimo:
        detto += f"; di {passate} il termine è passato (ultimo atto registrato: {formato.data_lunga(ultimo)})"
    return detto
