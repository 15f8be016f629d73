"""The chamber, and its section on line (`data/ente.yml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from macros.model.piano import Record
from macros.model.problems import Documento

DI_ESEMPIO = re.compile(
    r"https?://(?:[^/:]+\.)?(?:example(?:\.(?:org|com|net))?|invalid|test|localhost)(?=[/:]|\Z)", re.IGNORECASE
)
"""Addresses that belong to nobody and never will. Fonte: RFC 2606; RFC 6761."""
CODICE_DI_ESEMPIO = "0" * 11
"""A tax code that is well formed and that no body has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinatario(Record):
    """To whom a document is delivered, and where."""

    nome: str
    documento: str = field(metadata={"parole": tuple(d.value for d in Documento)})
    ufficio: str | None
    pec: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ente(Record):
    """The chamber and its section on line."""

    formato: int
    nome: str
    nome_breve: str
    codice_ipa: str
    codice_fiscale: str | None = field(metadata={"come": "codice_fiscale"})
    pec: str | None
    ufficio_responsabile: str | None
    dichiarazione_accessibilita: str | None
    privacy: str | None
    note_legali: str | None
    indirizzo_sito: str | None = field(metadata={"come": "indirizzo"})
    destinatari: tuple[Destinatario, ...] = field(metadata={"detto": "un destinatario"})
    """To whom documents are delivered; none is written of a document that goes to nobody."""
    dimostrativo: bool = field(metadata={"chiesto": False, "se_manca": False})

    @property
    def indirizzo_aperto(self) -> str | None:
        """Where the site is opened; None: nowhere yet, or an address of example, which leads nowhere."""
        return None if self.indirizzo_sito and DI_ESEMPIO.match(self.indirizzo_sito) else self.indirizzo_sito
