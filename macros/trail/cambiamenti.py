"""The record of one change, and which kind of change each key of the plan makes.

A change says what it touches (`tocco`), so that `effetti` can undo it alone; it computes nothing.
Every field of the records of the plan stands in `CAMPI`: a test keeps it so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from macros.model.piano import Albero, AreaDirigenziale, AreaStrategica, Indicatore, Obiettivo, Smvp
from macros.model.problems import Source
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
    GRADO = "grado"
    """A figure that moved: the outcome of the others."""


LUOGO = None
"""Kind of the fields that only say where a record was written."""
STRUTTURA = None
"""Kind of the fields that hold other records, compared one by one."""

CAMPI: Mapping[type, Mapping[str, Genere | None]] = {
    Obiettivo: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "codice": Genere.RINUMERATO,
        "tipo": Genere.TESTO,
        "titolo": Genere.TITOLO,
        "obiettivo_strategico": Genere.TESTO,
        "etichetta": Genere.TITOLO,
        "continua_da": Genere.CONTINUATO,
        "rilevanza": Genere.RISORSE,
        "progetto_finanziato": Genere.RISORSE,
        "bilancio": Genere.RISORSE,
        "descrizione": Genere.TESTO,
        "azioni": Genere.TESTO,
        "sintesi": Genere.TESTO,
        "aree_coinvolte": Genere.RESPONSABILE,
        "uffici": Genere.UFFICIO,
        "impegno_richiesto": Genere.RISORSE,
        "indicatori": STRUTTURA,
        "collegati": STRUTTURA,
        "risorse": Genere.RISORSE,
    },
    Indicatore: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "codice": Genere.RINUMERATO,
        "obiettivo": STRUTTURA,
        "titolo": Genere.TITOLO,
        "descrizione": Genere.TESTO,
        "dimensione": Genere.TESTO,
        "regola": Genere.REGOLA,
        "unita_misura": Genere.REGOLA,
        "formula": Genere.REGOLA,
        "storico": Genere.TESTO,
        "target": Genere.TARGET,
        "atteso": Genere.TARGET,
        "numeri": Genere.REGOLA,
        "soglie": Genere.REGOLA,
        "fasi": Genere.REGOLA,
        "penalita": Genere.REGOLA,
        "tetto": Genere.REGOLA,
        "tetto_dichiarato": Genere.REGOLA,
        "peso": Genere.PESO,
        "pesi": Genere.PESO,
        "area_dirigenziale": Genere.RESPONSABILE,
        "documentazione": Genere.DOCUMENTAZIONE,
        "continua_da": Genere.CONTINUATO,
    },
    AreaStrategica: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "codice": STRUTTURA,
        "titolo": Genere.TITOLO,
        "peso": Genere.PESO,
        "obiettivi": STRUTTURA,
    },
    AreaDirigenziale: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "codice": STRUTTURA,
        "titolo": Genere.TITOLO,
        "responsabile": Genere.RESPONSABILE,
        "uffici": Genere.UFFICIO,
        "obiettivi": STRUTTURA,
    },
    Albero: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "triennio": Genere.TESTO,
        "aree_strategiche": STRUTTURA,
        "aree_dirigenziali": STRUTTURA,
        "azienda_speciale": STRUTTURA,
    },
    Smvp: {
        "source": LUOGO,
        "luoghi": LUOGO,
        "titolo": Genere.TESTO,
        "delibera": Genere.TESTO,
        "data": Genere.TESTO,
        "decrescente": Genere.REGOLA,
        "tetto_indicatore": Genere.REGOLA,
        "tetto_obiettivo": Genere.REGOLA,
        "non_rilevati": Genere.REGOLA,
        "arrotondamento": Genere.REGOLA,
        "stati": Genere.REGOLA,
        "fasce_individuali": Genere.REGOLA,
    },
}
"""Field of each record of the plan → the kind of change it makes."""

SMVP_DOVE = {
    "titolo": "sistema.titolo",
    "delibera": "sistema.delibera",
    "data": "sistema.data",
    "decrescente": "grado.decrescente",
    "tetto_indicatore": "grado.tetto_indicatore",
    "tetto_obiettivo": "grado.tetto_obiettivo",
    "fasce_individuali": "valutazione_individuale.fasce",
}
"""Field of `Smvp` → key in `smvp.yml`, where they differ."""


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
    livello: str = ""
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

    def di(self, livello: str) -> Mapping[str, Fraction | None]:
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
    campo: str
    """Path of the key."""
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
    senza_effetto: str | None = None
    """Why there is no effect where one could be expected."""

    @property
    def livello(self) -> str:
        """Level of what changed."""
        return self.chiave[0]

    @property
    def codice(self) -> str:
        """The code to call it by: B's, else A's."""
        return self.codice_dopo or self.codice_prima or ""
