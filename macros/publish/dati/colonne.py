"""The columns of the open data: what each holds, in words and as a type, said once.

The header lines, the dictionary, the data package and the workbook take it from here. Nothing is read or written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

NUMERO = re.compile(r"-?\d+(?:\.\d+)?")
"""A number as it stands in a cell."""


class TipoColonna(StrEnum):
    """What the cells of a column are; the words of Table Schema. Fonte: Data Package 2.0, Table Schema."""

    TESTO = "string"
    NUMERO = "number"
    INTERO = "integer"
    GIORNO = "date"
    SI_NO = "boolean"
    MISTO = "any"
    """A number, a day, or words: as the row says."""


IN_PAROLE: Mapping[TipoColonna, str] = {
    TipoColonna.TESTO: "testo",
    TipoColonna.NUMERO: "numero",
    TipoColonna.INTERO: "numero intero",
    TipoColonna.GIORNO: "giorno",
    TipoColonna.SI_NO: "si o no",
    TipoColonna.MISTO: "numero, giorno o testo",
}
NUMERICI = (TipoColonna.NUMERO, TipoColonna.INTERO)


@dataclass(frozen=True, slots=True)
class Colonna:
    """A column: what it means, and what its cells may be."""

    significato: str
    tipo: TipoColonna = TipoColonna.TESTO
    unita: str = ""
    piena: bool = False
    """True: no cell is ever empty."""
    parole: tuple[str, ...] = ()
    """The only words that may stand there; empty: any."""

    @property
    def in_parole(self) -> str:
        """What its cells are, for a reader: `numero, euro`."""
        return ", ".join(filter(None, (IN_PAROLE[self.tipo], self.unita)))


Colonne = dict[str, Colonna]
"""Name → column, in the order of the file."""


def scritto(significato: str, *, piena: bool = False) -> Colonna:
    """Return a column of texts; a code is one, also where it looks like a number."""
    return Colonna(significato, piena=piena)


def parola(significato: str, parole: Iterable[str], *, piena: bool = False) -> Colonna:
    """Return a column that holds one of a few words."""
    return Colonna(significato, piena=piena, parole=tuple(map(str, parole)))


def numero(significato: str, unita: str = "", *, piena: bool = False) -> Colonna:
    """Return a column of numbers, decimal point, with the unit of all of them."""
    return Colonna(significato, TipoColonna.NUMERO, unita, piena)


def intero(significato: str, unita: str = "", *, piena: bool = False) -> Colonna:
    """Return a column of whole numbers."""
    return Colonna(significato, TipoColonna.INTERO, unita, piena)


def giorno(significato: str, *, piena: bool = False) -> Colonna:
    """Return a column of ISO days."""
    return Colonna(significato, TipoColonna.GIORNO, piena=piena)


def si_no(significato: str, *, piena: bool = False) -> Colonna:
    """Return a column of `si` and `no`."""
    return Colonna(significato, TipoColonna.SI_NO, piena=piena)


def misto(significato: str, *, piena: bool = False) -> Colonna:
    """Return a column whose cells are of more than one kind."""
    return Colonna(significato, TipoColonna.MISTO, piena=piena)


EURO, PUNTI, PERCENTUALI = "euro", "punti", "punti percentuali"
"""Units that many columns have."""
ANNO = intero("anno del ciclo", piena=True)
DIMOSTRATIVO = si_no("si quando i valori sono inventati per dimostrazione, altrimenti no", piena=True)
