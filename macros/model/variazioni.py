"""Records of what changes an approved document: variations of the plan, corrections, differences found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from macros.model.piano import Record
from macros.model.problems import Documento, Source

Contenuto = str | tuple["Contenuto", ...] | Mapping[str, "Contenuto"] | None
"""What stands at a place of the data, as typed. None: nothing, or an empty key."""


SISTEMA = "smvp"
"""What the System is called among the records of the data, and among what an act is about."""


class StatoVariazione(StrEnum):
    """How far a variation has come: it follows from its acts, or from how it ended. Fonte: DOMAIN 1; RECORDS 5."""

    PROPOSTA = "proposta"
    VALIDATA = "validata dall'OIV"
    APPROVATA = "approvata"
    RESPINTA = "respinta"
    NON_VALIDATA = "non validata"
    RITIRATA = "ritirata"


APERTI = (StatoVariazione.PROPOSTA, StatoVariazione.VALIDATA)
"""Neither approved nor ended."""
ESITI = (StatoVariazione.RESPINTA, StatoVariazione.NON_VALIDATA, StatoVariazione.RITIRATA)
"""How a proposal ends without becoming a change of the plan; written, because no act of its own kind says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EsitoVariazione(Record):
    """How a proposal ended (`esito` of its file)."""

    stato: StatoVariazione = field(metadata={"parole": ESITI})
    data: dt.date
    motivo: str
    atto: str | None
    """Name of an act of the year; None: a proposal withdrawn needs none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cambio:
    """One thing that a variation changes. Of what is added `da` is None, of what is taken away `a` is None."""

    dove: str
    """Which record: `smvp`, `albero`, `obiettivo 2.2`, `indicatore 2.2.1.a` and so on."""
    campo: str
    """Path inside it (`target.31-12`, `aree_strategiche[2].peso`); «» when it is the record itself."""
    da: Contenuto
    a: Contenuto
    posto: int | None
    """Of what is taken away from a list: its place there, from 1."""
    source: Source
    luogo_da: Source
    luogo_a: Source

    @property
    def percorso(self) -> str:
        """The whole path, as messages write it."""
        return percorso(self.dove, self.campo)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variazione(Record):
    """One file of `variazioni/` (a change of the plan) or of `errata/` (a correction of what was published)."""

    numero: int
    errata: bool
    motivo: str
    proposta_da: str | None
    """`monitoraggio`, or who proposed it."""
    proposta_il: dt.date | None
    proposta_motivo: str | None
    atto_oiv: str | None
    """Name of an act of the year: the OIV's validation."""
    atto_giunta: str | None
    """Name of an act of the year: the Giunta's approval; of a correction, the act of kind `errata`."""
    cambi: tuple[Cambio, ...]
    esito: EsitoVariazione | None = None
    """Of a proposal that ended without being approved."""

    @property
    def nomi_atti(self) -> tuple[str, ...]:
        """The names of its acts, the one that validates it first."""
        return tuple(nome for nome in (self.atto_oiv, self.atto_giunta, self.esito and self.esito.atto) if nome)

    @property
    def del_sistema(self) -> bool:
        """True when it brings a new System in: all that it changes are the rules of the year. Fonte: RECORDS 1."""
        return bool(self.cambi) and all(c.dove == SISTEMA for c in self.cambi)

    @property
    def di_giugno(self) -> bool:
        """True when all that it changes was reported at 30 June."""
        return all(c.dove.startswith(f"{Documento.MONITORAGGIO} ") for c in self.cambi)

    @property
    def nome(self) -> str:
        """How messages call it."""
        return f"l'errata {self.numero}" if self.errata else f"la variazione {self.numero}"

    @property
    def chiave(self) -> str:
        """What its record is called among those of the year («errata-1»): the end of its address."""
        return f"{'errata' if self.errata else 'variazione'}-{self.numero}"


class Divario(StrEnum):
    """What kind of difference there is between what was approved and what stands in the files."""

    CAMBIATO = "cambiato"
    AGGIUNTO = "aggiunto"
    TOLTO = "tolto"
    ORDINE = "ordine"
    IMPRONTA = "impronta"
    """The fingerprints differ and no snapshot says where."""
    NON_APPLICATA = "non applicata"
    """An approved variation is not in the plan."""
    NON_APPROVATA = "non approvata"
    """A variation that is not approved is in the plan."""
    DA_DIVERSO = "da diverso"
    """A variation starts from a value that the field did not have."""
    SCAMBIATI = "scambiati"
    """Changes of one place recorded in another order than the one in which a value follows the other."""
    IGNOTO = "ignoto"
    """A variation names a place that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differenza:
    """One thing that is not as it was approved."""

    documento: Documento
    genere: Divario
    dove: str
    campo: str
    approvato: Contenuto
    """What approved document and approved variations say; None: nothing was there."""
    presente: Contenuto
    source: Source
    variazione: str = ""
    """The variation that it speaks of, or that gave the approved value."""
    posto: int | None = None
    """Of what was taken away from a list: its place there, from 1."""

    @property
    def percorso(self) -> str:
        """The whole path, as messages write it."""
        return percorso(self.dove, self.campo)


def percorso(dove: str, campo: str) -> str:
    """Return record and field in one text.

    >>> percorso("indicatore 2.2.1.a", "target.31-12"), percorso("obiettivo 2.2", "")
    ('indicatore 2.2.1.a: target.31-12', 'obiettivo 2.2')
    """
    return f"{dove}: {campo}" if campo else dove
