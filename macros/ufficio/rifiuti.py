"""What is refused of a workbook that came back, each thing with its sheet and cell."""

from __future__ import annotations

from dataclasses import dataclass

from macros.model.formato import pulita
from macros.ufficio.celle import lettere


@dataclass(frozen=True, slots=True)
class Rifiutata:
    """One thing to put right in a workbook: what was found, what was expected, what to do."""

    foglio: str
    """Title of its sheet as it came back; empty: the workbook as a whole."""
    cella: tuple[int, int] | None
    """Row and column, from 1; None: the whole sheet."""
    trovato: str
    atteso: str
    rimedio: str

    @property
    def indirizzo(self) -> str:
        """The cell as spreadsheets name it; empty: the whole sheet."""
        return f"{lettere(self.cella[1])}{self.cella[0]}" if self.cella else ""

    @property
    def detto(self) -> str:
        """What is told of it beside its cell."""
        return pulita(f"Trovato: {self.trovato}. Atteso: {self.atteso}. Rimedio: {self.rimedio}.")

    def __str__(self) -> str:
        dove = (f"foglio «{self.foglio}»", f"cella {self.indirizzo}") if self.cella else (f"foglio «{self.foglio}»",)
        return pulita(f"{', '.join(dove if self.foglio else ('il file',))}: {self.detto}")
