"""Records of the register: what each act sealed, and what does not fit with it any more.

The register (`data/registro.csv`) is append-only and chained: each row holds the fingerprint of the one before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from macros.model.problems import Documento, Source
from macros.model.valori import TipoAtto
from macros.model.variazioni import Contenuto, Variazione

VERSIONE = 1
"""Of the canonical forms: what would give another form to something sealed already gets a new version, and old rows
keep theirs. A new key or kind of file does not: where it is absent it leaves no trace."""
RETTIFICABILI = ("organo", "numero", "oggetto", "riguarda", "protocollo", "file", "sha256", "albo")
"""Keys of an act that a `rettifica` may put right; never what it decides, on what, and when."""


VALIDA = "validazione "
"""Before the name of what the OIV validates."""


def rettificabili(tipo: str) -> frozenset[str]:
    """Return the keys that may be put right in an act of a kind: what an exclusion is about is what it decides."""
    return frozenset(RETTIFICABILI) - ({"riguarda"} if tipo == TipoAtto.ESCLUSIONE else set())


def nome_variazione(variazione: Variazione) -> str:
    """Return how the register calls what an act approves: a variation, or a correction."""
    return f"{'errata' if variazione.errata else 'variazione'} {variazione.numero}"


def nome_validazione(variazione: Variazione) -> str:
    """Return how the register calls what the OIV validates of a variation."""
    return VALIDA + nome_variazione(variazione)


COSA = re.compile(r"(?P<valida>validazione )?(?P<che>variazione|errata) (?P<numero>[1-9][0-9]{0,3})")
"""What a row seals beside documents and their chapters."""


def nome_testi(documento: Documento) -> str:
    """Return how the register calls the corrected chapters of a document."""
    return f"testi {documento}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRegistro:
    """One row, as written: an act and one thing that it seals. Fonte: TRUST 2."""

    versione: str
    riga: str
    """Its number, from 1."""
    anno: str
    atto: str
    """Name of the act's file, without `.yml`."""
    sigilla: str
    """A document, a variation, an errata; «»: an act that seals nothing."""
    impronta: str
    """SHA-256 of what is sealed; «»: nothing."""
    impronta_testi: str
    """SHA-256 of the document's chapters; «»: none are sealed."""
    sha256_atto: str
    motivo: str
    """Why an act already registered was put right; «»: it was not."""
    catena: str
    """SHA-256 over the one before and all the fields of this row."""
    source: Source

    @property
    def campi(self) -> tuple[str, ...]:
        """All the fields but the last, in the order of the columns: what the chain is of."""
        return tuple(str(getattr(self, nome)) for nome in COLONNE[:-1])

    @property
    def chiave(self) -> tuple[str, str, str]:
        """What it is of: year, act, thing sealed."""
        return self.anno, self.atto, self.sigilla


COLONNE = tuple(f.name for f in fields(RigaRegistro) if f.name != "source")
"""Of the file: the order in which the chain takes them."""


@dataclass(frozen=True, slots=True)
class Registro:
    """The whole register; no row: there is none, or it is empty."""

    righe: tuple[RigaRegistro, ...] = ()
    presente: bool = False
    """True where the file is there, whatever it holds."""

    @property
    def testa(self) -> str:
        """The last link of the chain: who has it can tell whether what came before was rewritten. «»: no row."""
        return self.righe[-1].catena if self.righe else ""

    def di(self, anno: int) -> tuple[RigaRegistro, ...]:
        """Return the rows of a year, in their order."""
        return tuple(r for r in self.righe if r.anno == str(anno))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sigillo:
    """What an act seals as the files stand: the row that it would get, and the bytes that its fingerprints are of."""

    anno: int
    atto: str
    sigilla: str
    impronta: str
    impronta_testi: str
    sha256_atto: str
    source: Source
    """Where the thing sealed is."""
    contenuti: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Fingerprint → the bytes that it is of, to be kept; a document's own are in its snapshot."""


class Irregolare(StrEnum):
    """What may be wrong between the register and the files."""

    SENZA_REGISTRO = "senza registro"
    """Acts with an impronta, and no register."""
    VERSIONE = "versione"
    """A row of a form that this program does not know."""
    CATENA = "catena"
    """A row that is not the one that was chained: edited, removed, moved."""
    STORIA = "storia"
    """An earlier state of the register is not the beginning of this one."""
    RIFATTO = "rifatto"
    """The same, in a demonstration, which may begin anew."""
    SENZA_STORIA = "senza storia"
    """A revision to compare with is not in this copy."""
    PARZIALE = "parziale"
    """This copy has no history, or a part of it: what came before cannot be told."""
    FORMA = "forma"
    """A row seals something that no act seals."""
    ANNO_TOLTO = "anno tolto"
    ATTO_TOLTO = "atto tolto"
    ATTO_CAMBIATO = "atto cambiato"
    ATTO_SENZA_RIGA = "atto senza riga"
    RETTIFICA = "rettifica"
    """A row that changes of an act what may not be put right."""
    DUE_VOLTE = "due volte"
    """One thing sealed by two acts."""
    ORDINE = "ordine"
    """A thing sealed before the one that it presupposes."""
    TARDIVO = "tardivo"
    """An act that an approved document names, of before its approval, registered after it."""
    NON_SIGILLATA = "non sigillata"
    """A document, variation or errata that its act does not seal."""
    CAMBIATA = "cambiata"
    """A sealed variation or errata is not as it was."""
    TESTI = "testi"
    """The chapters of an approved document are not as they were."""
    SIGILLO = "sigillo"
    """The copy of what was sealed is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Irregolarita:
    """One thing that does not fit, as facts; `checks.registro` says it in words."""

    che: Irregolare
    source: Source
    anno: str = ""
    atto: str = ""
    sigilla: str = ""
    riga: str = ""
    """Number of the row that it speaks of."""
    campo: str = ""
    prima: Contenuto = None
    """What was sealed; None: nothing, or not known."""
    dopo: Contenuto = None
    """What stands there now; None: nothing."""
    nota: str = ""
    """A name that the words need: a file, a commit, another act."""
