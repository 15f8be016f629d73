"""Where the missing points went, in words: how few indicators explain most of them."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from macros.publish.parole.esito import PAROLE

if TYPE_CHECKING:
    from macros.engine.mancano import Mancano

TETTI = "tetto degli obiettivi"
ARROTONDAMENTI = "arrotondamento dei gradi riportati"
DI_STAMPA = "arrotondamento di stampa"


def frase(m: Mancano) -> str:
    """Return «Cinque indicatori su 92 spiegano più di metà di ciò che manca.».

    Empty where nothing is missing, and where caps and roundings take so much that no indicators explain half of it.
    """
    if m.totale <= 0:
        return ""
    if [p.punti for p in m.perdite] == [m.totale]:
        return f"Tutto ciò che manca è di un solo indicatore su {m.contati}."
    somme = accumulate(p.punti for p in m.perdite)
    quanti = next((n for n, somma in enumerate(somme, 1) if somma > m.totale / 2), None)
    if quanti is None:
        return ""
    if quanti == 1:
        return f"Un solo indicatore su {m.contati} spiega più di metà di ciò che manca."
    detti = PAROLE[quanti].capitalize() if quanti < len(PAROLE) else str(quanti)
    return f"{detti} indicatori su {m.contati} spiegano più di metà di ciò che manca."


def di_conto(m: Mancano) -> tuple[tuple[str, Fraction], ...]:
    """Return what takes points, or gives them, and is of no indicator: its name, its points."""
    return tuple((nome, punti) for nome, punti in ((TETTI, m.tetti), (ARROTONDAMENTI, m.arrotondamenti)) if punti)
