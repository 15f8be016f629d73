"""Records of what the OIV says at the end of a year (`oiv.yml`): attestations, validation, sample, inspections.

An attestation stands beside a computed grade and enters no average. Fonte: SMVP 3, 3.2.1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from macros.model.piano import Record


class Giudizio(StrEnum):
    """How the performance compares with what was expected of it. Fonte: SMVP 3."""

    INFERIORE = "inferiore"
    IN_LINEA = "in linea"
    SUPERIORE = "superiore"


class EsitoValidazione(StrEnum):
    """What the OIV decides on the Relazione as a whole."""

    VALIDA = "valida"
    NON_VALIDA = "non valida"


CHIEDE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "a": (
            "Coerenza con il Piano",
            "I contenuti della Relazione sono coerenti con quelli del Piano dell'anno.",
        ),
        "b": (
            "Coerenza delle valutazioni",
            "La valutazione complessiva dell'OIV è coerente con quelle degli obiettivi riportate nella Relazione.",
        ),
        "c": (
            "Risultati di tutti gli obiettivi",
            "La Relazione presenta i risultati di tutti gli obiettivi inseriti nel Piano.",
        ),
        "d": (
            "Anticorruzione e trasparenza",
            "Misurazione e valutazione tengono conto degli obiettivi di anticorruzione e trasparenza.",
        ),
        "e": (
            "Metodo di calcolo",
            "Il metodo di calcolo previsto per gli indicatori è usato correttamente.",
        ),
        "f": (
            "Affidabilità dei dati",
            "I dati sono affidabili, con preferenza per le fonti esterne certificate o interne non autodichiarate.",
        ),
        "g": (
            "Scostamenti e ragioni",
            "Gli scostamenti fra risultati programmati e raggiunti sono evidenziati, ciascuno con la sua ragione.",
        ),
        "h": (
            "Processo di misurazione",
            "Il processo di misurazione e valutazione descritto nella Relazione è adeguato.",
        ),
        "i": (
            "Norme e linee guida",
            "La Relazione è conforme alle norme in vigore e alle linee guida del Dipartimento della Funzione Pubblica.",
        ),
        "j": (
            "Sinteticità",
            "La Relazione è sintetica: lunghezza complessiva, uso di schemi e tabelle.",
        ),
        "k": (
            "Chiarezza",
            "La Relazione è chiara e comprensibile: linguaggio, indice, pochi rinvii ad altri documenti e a norme.",
        ),
    }
)
"""Criterion of the validation → its name and what it asks. Fonte: LG DFP 3/2018."""
CRITERI = ("b", "d", "f", "h", "j", "k")
"""The criteria that a person judges, wholly or in part; the program checks the others. Fonte: LG DFP 3/2018."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestazione(Record):
    """The grade that the OIV attests for one figure at 31/12."""

    di: str = field(metadata={"come": "codice"})
    """`ente`, or the code of a managerial area, of the agency, of an objective."""
    grado: Decimal
    """Percentage points, 0–100."""
    giudizio: Giudizio | None
    motivazione: str | None
    """None: not written; due where the grade is not the computed one."""
    atto: str
    """Name of the act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterio(Record):
    """What the OIV found of one criterion of the validation."""

    lettera: str = field(metadata={"parole": CRITERI})
    esito: str = field(metadata={"parole": ("si", "no", "in parte")})
    osservazioni: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validazione(Record):
    """The OIV's decision on the Relazione."""

    esito: EsitoValidazione
    impronta: str | None = field(metadata={"come": "impronta"})
    """Of the Relazione without `oiv.yml`: the data that the OIV saw. None: not written, and nothing is compared."""
    atto: str
    osservazioni: str | None
    criteri: tuple[Criterio, ...] = field(metadata={"detto": "un criterio"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Campione(Record):
    """The indicators drawn for inspection."""

    seme: str
    numero: int
    estratto_il: dt.date
    indicatori: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verifica(Record):
    """What was found in the evidence of an indicator."""

    indicatore: str = field(metadata={"come": "codice"})
    documento: str | None
    protocollo: str | None
    vista: str = field(metadata={"parole": ("si", "no")})
    esito: str | None = field(metadata={"parole": ("confermato", "rettificato", "non verificabile")})
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Oiv(Record):
    """What the OIV says of a year (`oiv.yml`)."""

    organo: str | None
    """What it is called everywhere; None: OIV."""
    attestazioni: tuple[Attestazione, ...] = field(metadata={"detto": "un'attestazione"})
    validazione: Validazione | None
    campione: Campione | None
    verifiche: tuple[Verifica, ...] = field(metadata={"detto": "una verifica"})

    @property
    def espresso(self) -> bool:
        """True once it says something of the results; a sample and its inspections come before."""
        return bool(self.attestazioni) or self.validazione is not None
