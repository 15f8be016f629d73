"""The record of one change: what kind it is, of which key, what was there and what is there now.

It says what it touches (`tocco`), so that `effetti` can undo it alone; it computes nothing. What others ask of it
are its fields: the words in it are only printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from macros.model.problems import Source
from macros.model.valori import Livello, Periodo
from macros.trail.ibridi import Lati, Perche
from macros.trail.mondo import ENTE, Chiave


class Genere(StrEnum):
    """Kinds of change, in the order in which they are shown."""

    VALORE = "valore"
    ASSENZA = "assenza"
    TARGET = "target"
    PESO = "peso"
    REGOLA = "regola"
    RINUMERATO = "rinumerato"
    DIVISO = "diviso"
    UNITO = "unito"
    RICOMPOSTO = "ricomposto"
    """Two or more shared out among two or more."""
    AGGIUNTO = "aggiunto"
    CONCLUSO = "concluso"
    RESPONSABILE = "responsabile"
    UFFICIO = "ufficio"
    TITOLO = "titolo"
    TESTO = "testo"
    DOCUMENTAZIONE = "documentazione"
    RISORSE = "risorse"
    CONTINUATO = "continuato"
    """What it says to continue (`continua_da`): identity, never a change by itself between two years."""
    ALTRO = "altro"
    """Of a key that no one has sorted yet."""
    GRADO = "grado"
    """A figure that moved: the outcome of the others."""


class Senza(StrEnum):
    """Why there is no effect where one could be expected; `{}` stands for the year that the change is of."""

    ALTRA_DATA = "riguarda l'altra data della rilevazione"
    ALTRO_ANNO = "riguarda il Piano per il {}"
    INSIEME = "contato tutto insieme alla regola"
    CON_L_OBIETTIVO = "conta insieme al suo obiettivo"
    DOPO_GIUGNO = "in vigore dopo il 30 giugno: non tocca queste cifre"
    DOPO_DICEMBRE = "in vigore dopo il 31 dicembre: non tocca queste cifre"
    NON_SI_COMBINA = "con quello di prima il valore nuovo non ha un grado"
    SENZA_CIFRA = "senza questo cambiamento una cifra non c'è"


@dataclass(frozen=True, slots=True)
class Campo:
    """Which key changed."""

    passi: tuple[str, ...]
    quando: Periodo | int | None = None
    """The survey date, or the year of the Piano, that it is of."""
    gruppo: Chiave | None = None
    """Of a weight: level and code of the group it is in; None: in the chamber."""
    detti: tuple[str, ...] = field(default=(), compare=False)
    """The same steps as a reader calls them; empty: as they are."""

    @property
    def percorso(self) -> tuple[str, ...]:
        """The steps down to it, date or year last."""
        return self.passi if self.quando is None else (*self.passi, str(self.quando))

    @property
    def chiave(self) -> str:
        """The path by which the places of a record are known: `target.31-12`."""
        return ".".join(self.percorso)

    def __str__(self) -> str:
        """As the open data write it: `target.31-12`, `peso in area 2`."""
        return self.chiave + dentro(self.gruppo)


def dentro(gruppo: Chiave | None, nomi: Mapping[str, str] = MappingProxyType({})) -> str:
    """Say in which group, one of `nomi` by its name there: nothing for the chamber."""
    if gruppo is None:
        return ""
    return f" in area {gruppo[1]}" if gruppo[0] == Livello.AREA_STRATEGICA else f" in {nomi.get(gruppo[1], gruppo[1])}"


@dataclass(frozen=True, slots=True)
class ToccaIndicatore:
    """Undone: the parts of an indicator that were A's, or single keys of its rule."""

    lati: Lati
    campi: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToccaPeso:
    """Undone: what one thing weighed in one group."""

    gruppo: Chiave
    membro: Chiave


@dataclass(frozen=True, slots=True)
class ToccaPresenza:
    """Undone: what left comes back, what entered goes."""

    prima: tuple[Chiave, ...]
    dopo: tuple[Chiave, ...]


@dataclass(frozen=True, slots=True)
class ToccaRegole:
    """Undone: one setting of the year."""

    campo: str
    livello: Livello | None = None
    """Of roundings: the level."""


Tocco = ToccaIndicatore | ToccaPeso | ToccaPresenza | ToccaRegole


@dataclass(frozen=True, slots=True)
class Effetto:
    """What one change moves, all else as in B: F(B) − F(B with it undone), exact, points."""

    figure: Mapping[Chiave, Fraction | None]
    """Figures it reaches; None: with or without it, that figure is not there."""

    @property
    def ente(self) -> Fraction | None:
        """Effect on the chamber."""
        return self.figure.get(ENTE, Fraction(0))

    def di(self, livello: Livello) -> Mapping[str, Fraction | None]:
        """Return the effects on the figures of a level, by code."""
        return {chiave[1]: punti for chiave, punti in self.figure.items() if chiave[0] == livello}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cambiamento:
    """One thing that is not as it was."""

    genere: Genere
    chiave: Chiave
    """Level and name of what changed; `smvp` and `albero` for the year's own files."""
    codice_prima: str | None
    """None: it was not there."""
    codice_dopo: str | None
    """None: it is no longer there."""
    titolo: str
    campo: Campo
    prima: object
    dopo: object
    scritto_prima: str
    """As printed, in Italian."""
    scritto_dopo: str
    luogo_prima: Source | None
    luogo_dopo: Source | None
    motivo: str | None = None
    """Why, where someone wrote it."""
    atto: str | None = None
    """By which act, in Italian («Giunta, delibera 41 del 7 settembre 2021»)."""
    nota: str | None = None
    non_confrontabile: Perche | None = None
    """Why before and after cannot be set beside each other, of values and grades."""
    tocco: Tocco | None = None
    """None: it moves no figure."""
    effetto: Effetto | None = None
    senza: Senza | None = None
    pesi: tuple[tuple[Chiave, Decimal | None], ...] = ()
    """Of what came or went: what it weighs, group by group."""

    @property
    def senza_effetto(self) -> str | None:
        """Why there is no effect where one could be expected, in words."""
        return self.senza and self.senza.format(self.campo.quando)

    @property
    def livello(self) -> str:
        """Level of what changed."""
        return self.chiave[0]

    @property
    def codice(self) -> str:
        """The code to call it by: B's, else A's."""
        return self.codice_dopo or self.codice_prima or ""
