"""Records of Amministrazione trasparente (`data/trasparenza.yml`).

What machines look for (labels, names of schemas, keys) is data: it has changed, and will again. Fonte: RECORDS 13.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from macros.model.atti import Atto
from macros.model.piano import Record
from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class SezioneTrasparenza(Record):
    """A section of Amministrazione trasparente: it holds items."""

    codice: str = field(metadata={"come": "codice"})
    """Also the name of its page."""
    titolo: str
    mappa: str | None
    """Its key in the map of the links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obbligo(Record):
    """An item of Amministrazione trasparente."""

    codice: str = field(metadata={"come": "codice"})
    titolo: str
    sezione: str | None = field(metadata={"come": "codice"})
    """Code of its section."""
    mappa: str | None
    """Its key in the map of the links."""
    documento: Documento | None
    """The document whose page, of the last year that has one, its key leads to; None, or no such page: to its own."""
    riferimento: str | None
    ufficio: str | None
    aggiornamento: dt.date | None
    """Last change that no act tells of."""
    contenuto: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MappaCollegamenti(Record):
    """The map of the links (`at_map.json`): what its keys are called."""

    categoria: str
    radice: str
    chiave_data: str | None
    data: dt.date | None
    """The day the addresses last changed; None: nobody wrote it."""


class CosaAnac(StrEnum):
    """What a column of the table for ANAC holds."""

    TIPO = "tipo"
    DATA = "data"
    DOCUMENTO = "documento"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColonnaAnac(Record):
    """A column of the table for ANAC."""

    nome: str
    contiene: CosaAnac


@dataclass(frozen=True, slots=True, kw_only=True)
class TabellaAnac(Record):
    """The table for ANAC: name of its schema, columns in their order."""

    schema: str
    colonne: tuple[ColonnaAnac, ...] = field(metadata={"detto": "una colonna", "chiesto": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiaviAnac(Record):
    """What ANAC calls what we know by another name."""

    intestazione: str
    amministrazione: str
    codice_fiscale: str
    denominazione: str
    prima_pubblicazione: str
    ultima_modifica: str
    atti: str
    data: str
    documento: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonAnac(Record):
    """The JSON for ANAC: name of its schema, keys."""

    schema: str
    chiavi: ChiaviAnac


@dataclass(frozen=True, slots=True, kw_only=True)
class TipoAnac(Record):
    """A kind of document as ANAC sees it."""

    chiave: str
    titolo: str | None
    """None: the title is the document's."""
    tipo: TipoAtto | None
    """None: every act of the OIV that no kind before takes."""
    documento: str | None = field(metadata={"parole": (SISTEMA, *(d.value for d in Documento))})
    """The document that the act is on; None: any."""

    def prende(self, atto: Atto) -> bool:
        """True for an act of this kind."""
        return self.tipo in {None, atto.tipo} and self.documento in {None, atto.documento}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemaAnac(Record):
    """The art. 31 schema that ANAC asks for. Fonte: delibera ANAC 481/2025."""

    delibera: str
    versione: str
    tabella: TabellaAnac
    json: JsonAnac
    tipi: tuple[TipoAnac, ...] = field(metadata={"detto": "un tipo di documento", "chiesto": True})

    def tipo(self, atto: Atto) -> TipoAnac | None:
        """Return the first kind that takes an act; None: none does."""
        return next((t for t in self.tipi if t.prende(atto)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trasparenza(Record):
    """The whole file; each part may be missing."""

    sezioni: tuple[SezioneTrasparenza, ...] = field(metadata={"detto": "una sezione"})
    obblighi: tuple[Obbligo, ...] = field(metadata={"detto": "un obbligo di trasparenza"})
    mappa: MappaCollegamenti | None
    anac: SchemaAnac | None

    @property
    def voci(self) -> tuple[SezioneTrasparenza | Obbligo, ...]:
        """All that has a page: sections, then items."""
        return (*self.sezioni, *self.obblighi)
