"""One CSV row being read: each cell typed, refusals reported with the row's place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from macros.model.piano import Indicatore
from macros.model.problems import Source
from macros.reading.testo.lettura import Lettura, RigaCsv
from macros.reading.testo.scalari import (
    CODICE_DA_FOGLIO,
    ERRORE_FOGLIO,
    Rifiuto,
    fra_parole,
    rifiuta_errore_foglio,
    vicina,
)

MIGLIAIA_INGLESI = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class Celle:
    """One row being read: each cell typed, refusals reported with the row's place."""

    lettura: Lettura
    riga: RigaCsv
    di: str = ""
    """Whose the row is, in a message about one of its cells."""

    def testo(self, colonna: str) -> str | None:
        """Return the cell, None when empty."""
        return self.riga.celle.get(colonna) or None

    def luogo(self, colonna: str) -> Source:
        """Return the place of the cell."""
        return Source(self.riga.source.path, self.riga.source.line, colonna)

    def leggi(self, colonna: str, come: Callable[[str], T], code: str = "") -> T | None:
        """Return the typed cell; None when empty or refused. `code` replaces the code of a refusal of kind."""
        testo = self.testo(colonna)
        if testo is None:
            return None
        try:
            if ERRORE_FOGLIO.fullmatch(testo):
                rifiuta_errore_foglio(testo)
            if self.riga.virgole:
                _rifiuta_migliaia_inglesi(testo)
            return come(testo)
        except Rifiuto as no:
            generico = no.code in {"VALORE-SI-NO", "VALORE-DATA", "VALORE-NUMERO"} and not _del_genere(testo)
            codice = code if code and generico else no.code
            self.lettura.segnala(
                self.luogo(colonna), codice, no.trovato(f"nella colonna «{colonna}»{self.di}"), no.expected, no.fix
            )
            return None

    def scelta(self, colonna: str, parole: Iterable[E]) -> E | None:
        """Return one of some words."""
        return self.leggi(colonna, fra_parole(parole, "vuoto, oppure "))


def _rifiuta_migliaia_inglesi(testo: str) -> None:
    """Refuse `1,234` where commas divide the cells: an English spreadsheet means thousands."""
    if MIGLIAIA_INGLESI.fullmatch(testo):
        raise Rifiuto(
            "VALORE-MIGLIAIA",
            testo,
            "un numero senza virgole: in questo file dividono le celle",
            f"scrivere {testo.replace(',', '')} se la virgola divide le migliaia, "
            f"{testo.replace(',', '.', 1)}0 se divide i decimali",
            "che si può leggere in due modi",
        )


def _del_genere(testo: str) -> bool:
    """True when the text is of the right kind but badly written (a number with a unit, an impossible day)."""
    return bool(re.fullmatch(r"[\d.,\s%€+/-]+|€.*|.*[€%]", testo))


def noto(celle: Celle, colonna: str, indicatori: Mapping[str, Indicatore]) -> Indicatore | None:
    """Return the indicator that a cell names; None, and a problem, when there is none."""
    codice = celle.testo(colonna)
    if codice is not None and codice in indicatori:
        return indicatori[codice]
    if codice is not None and (celle.lettura.perduto(codice) or ERRORE_FOGLIO.search(codice)):
        return None  # reported already, where it was written
    if codice is None:
        celle.lettura.segnala(
            celle.luogo(colonna),
            "RIL-CODICE-VUOTO",
            "una riga senza codice dell'indicatore",
            "un codice nella prima colonna",
            "scrivere il codice, o togliere la riga",
        )
    elif CODICE_DA_FOGLIO.fullmatch(codice):
        celle.lettura.segnala(
            celle.luogo(colonna),
            "RIL-CODICE-DATA",
            f"«{codice}», un codice che il foglio di calcolo ha cambiato in data",
            "il codice di un indicatore, come 2.2.a",
            "riscrivere il codice e dare alla colonna il formato «Testo» prima di salvare",
        )
    else:
        celle.lettura.segnala(
            celle.luogo(colonna),
            "RIL-INDICATORE-IGNOTO",
            f"l'indicatore «{codice}»",
            "un indicatore del Piano",
            vicina(codice, indicatori) if indicatori else "controllare il codice",
        )
    return None
