"""What the PIAO adds to the Piano (`piao.yml`): size of the body, numbering, whom each objective is for.

Its section on value and performance is the Piano of its day, told as the piano-tipo asks. Where the body has more
employees than the threshold the Piano is absorbed by it. Fonte: DL 80/2021, art. 6; DPR 81/2022; DM 132/2022.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from macros.model.nuovo_anno import NUOVO, NelNuovo
from macros.model.piano import Record

PRIMO_ANNO = 2022
"""The first year that has a PIAO. Fonte: DL 80/2021, art. 6."""


class DimensionePiao(StrEnum):
    """What an objective is for, as the piano-tipo sorts them. Fonte: DM 132/2022, art. 3 c. 1 lett. b)."""

    SEMPLIFICAZIONE = "semplificazione"
    DIGITALIZZAZIONE = "digitalizzazione"
    EFFICIENZA = "efficienza"
    QUALITA = "qualita"
    ACCESSIBILITA = "accessibilita"
    PARI_OPPORTUNITA = "pari_opportunita"


DIMENSIONI = {
    DimensionePiao.SEMPLIFICAZIONE: "semplificazione",
    DimensionePiao.DIGITALIZZAZIONE: "digitalizzazione",
    DimensionePiao.EFFICIENZA: "efficienza",
    DimensionePiao.QUALITA: "qualità dei procedimenti e dei servizi",
    DimensionePiao.ACCESSIBILITA: "accessibilità",
    DimensionePiao.PARI_OPPORTUNITA: "pari opportunità ed equilibrio di genere",
}
"""Dimension → how pages call it."""
SEZIONI = {
    "valore_pubblico": "Valore pubblico",
    "performance": "Performance",
    "pari_opportunita": "Pari opportunità",
    "individuale": "Performance individuale",
}
"""Key of the numbering → how the section is called."""
PIANO_TIPO = {"valore_pubblico": "2.1", "performance": "2.2"}
"""Key of the numbering → its number in the piano-tipo, where it has one. Fonte: DM 132/2022, allegato."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrutturaPiao(Record):
    """The number of each section: chambers number them each in its way."""

    valore_pubblico: str = field(metadata={"come": "codice"})
    performance: str = field(metadata={"come": "codice"})
    pari_opportunita: str = field(metadata={"come": "codice"})
    individuale: str = field(metadata={"come": "codice"})

    def numeri(self) -> Iterator[tuple[str, str]]:
        """Yield key and number of each section, in order."""
        yield from ((chiave, getattr(self, chiave)) for chiave in SEZIONI)

    def titolo(self, chiave: str) -> str:
        """Return number and name of a section: «3.1 Valore pubblico»."""
        return f"{getattr(self, chiave)} {SEZIONI[chiave]}"

    def testata(self, chiave: str) -> str:
        """Return the same for a heading, where objectives have numbers too: «Sottosezione 3.1 · Valore pubblico»."""
        return f"Sottosezione {getattr(self, chiave)} · {SEZIONI[chiave]}"

    @property
    def come_piano_tipo(self) -> bool:
        """True when the sections have the numbers of the piano-tipo."""
        return all(getattr(self, chiave) == numero for chiave, numero in PIANO_TIPO.items())

    def detta(self, scritta: str) -> str:
        """Return a section as it is written, with its name where it is one of these."""
        return next((self.titolo(chiave) for chiave, numero in self.numeri() if numero == scritta), scritta)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObiettivoPiao(Record):
    """What the piano-tipo asks of an objective and the Piano does not say."""

    destinatari: str | None
    """For whom it is."""
    contributori: str | None
    """Outside bodies that contribute; the offices are in the Piano."""
    dimensione_piao: DimensionePiao | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piao(Record):
    """The whole file."""

    dipendenti: int = field(metadata={NUOVO: NelNuovo.RIVEDE})
    """Of the body, as the law counts them."""
    soglia: int
    """The body with more employees than these has its Piano absorbed."""
    struttura: StrutturaPiao = field(metadata={"chiesto": True})
    obiettivi: Mapping[str, ObiettivoPiao] = field(metadata={"detto": "l'obiettivo"})
    """By code."""
    capitoli: Mapping[str, str] = field(default_factory=dict, metadata={"detto": "il capitolo"})
    """Chapter of the Piano (name of its file) → where the PIAO has it."""

    @property
    def assorbe(self) -> bool:
        """True when the Piano is absorbed; else it stands by itself. Fonte: DL 80/2021, art. 6; DPR 81/2022, art. 1."""
        return self.dipendenti > self.soglia


DOMANDE = {
    "a": "Che cosa si prevede di fare",
    "b": "Chi ne risponde",
    "c": "A chi è rivolto",
    "d": "Quali unità e quali soggetti esterni contribuiscono",
    "e": "Entro quando",
    "f": "Come si misura: dimensione e formula",
    "g": "Da dove si parte",
    "h": "Qual è il traguardo",
    "i": "Dove si verificano i dati",
}
"""What the piano-tipo asks of every objective, by letter. Fonte: DM 132/2022, allegato, sottosezione 2.2."""
