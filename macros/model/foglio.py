r"""Texts in the cells of a spreadsheet: what would be run as a formula is marked as text, and is read back unchanged.

A program that opens a CSV runs a cell that begins with one of a few signs; an apostrophe in front makes it text.
It may look for cells with a separator that is not ours: what follows a semicolon, a tab or a line break is one too.
Numbers stay as they are, also below zero. Fonte: OWASP, «CSV Injection».
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

SEGNI = "=+@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}-"
"""What a formula begins with, also as an Eastern keyboard types it."""
MARCA = "'"
_CONFINI = re.compile(r"([;\t\r\n])")
_FORMULA = re.compile(rf"{MARCA}*\s*(?!-\d[\d.,]*\s*\Z)[{SEGNI}]")
_VUOTA = re.compile(rf"{MARCA}*\s*")


def neutra(testo: str) -> str:
    r"""Return a text that no spreadsheet takes for a formula, wherever it begins its cells.

    >>> neutra("=1+1"), neutra("-1.5"), neutra(" @A1"), neutra("a;=1+1"), neutra("'=1")
    ("'=1+1", '-1.5', "' @A1", "a;'=1+1", "''=1")
    """
    return _a_pezzi(testo, lambda pezzo, pericoloso: MARCA + pezzo if pericoloso(pezzo) else pezzo)


def com_era(testo: str) -> str:
    r"""Return a text as it was before `neutra`; one that has no mark of it is returned as it is.

    >>> com_era("'=1+1"), com_era("''=1"), com_era("'ndrangheta"), com_era("'-1.5")
    ('=1+1', "'=1", "'ndrangheta", "'-1.5")
    """
    if MARCA not in testo:
        return testo
    return _a_pezzi(
        testo, lambda pezzo, pericoloso: pezzo[1:] if pezzo[:1] == MARCA and pericoloso(pezzo[1:]) else pezzo
    )


def _a_pezzi(testo: str, fai: Callable[[str, Callable[[str], bool]], str]) -> str:
    """Do something to each piece that a program may take for a cell, with the judge of that piece.

    A text that begins with a tab or a line break begins with an empty piece: dangerous too.
    """
    primo, *resto = _CONFINI.split(testo)

    def del_primo(pezzo: str) -> bool:
        return _e_formula(pezzo) or (resto[:1] not in ([], [";"]) and bool(_VUOTA.fullmatch(pezzo)))

    coppie = pairwise(resto)  # a boundary, then the piece after it
    return fai(primo, del_primo) + "".join(
        confine + fai(pezzo, _e_formula) for n, (confine, pezzo) in enumerate(coppie) if n % 2 == 0
    )


def _e_formula(pezzo: str) -> bool:
    return _FORMULA.match(pezzo) is not None
