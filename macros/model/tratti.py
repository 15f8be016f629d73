"""How grave a problem is and how it behaves: what is done with it, or with others because of it; see `catalogo`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, Flag, StrEnum, auto
from functools import partial


class Tratto(Flag):
    """What the program does with a problem, or with others because of it."""

    RIFIUTA = auto()
    """Leaves out what was written: what is then missing of the same keys is the same mistake."""
    NON_LETTO = auto()
    """After it a file, or the rest of it, is not read."""
    DEL_VALORE = auto()
    """Of what is written in a cell or a key: needless beside a spreadsheet's error on its line."""
    PERDE_RIGHE = auto()
    """Each can explain one gap elsewhere in its file."""
    DEL_GRUPPO = auto()
    """Of a whole list: explained by what was refused in one of its items."""
    DELL_ELEMENTO = auto()
    """Of a whole list, and told at one of its items."""
    FUORI_ELENCO = auto()
    """In albero.yml, leaves an objective out of a list, as what is refused there does."""
    LETTURA = auto()
    """An objective that a reading of the tree does not list."""
    CARTELLA = auto()
    """Of a folder that is not read: the rest of its year is not known."""
    DEPOSITO = auto()
    """Of what stands in the project, whatever is written there."""
    DEL_BLOCCO = auto()
    """Of what was approved and of its variations: it does not keep a year from being computed."""
    NON_APPROVATO = auto()
    """A value that is not the approved one."""
    ASSORBE = auto()
    """Of a value: whatever else is wrong with it is the same mistake."""
    PESI = auto()
    """Of weights that are not complete."""
    RILEVATO = auto()
    """A value that is not there yet, or an absence without its reason."""
    ESTRANEO = auto()
    """Of something that a plan does not have: it moves no figure of that plan."""


NESSUNO = Tratto(0)
IL_PIU_VICINO = "controllare il codice: il messaggio propone il più vicino"
ATTO_PIU_VICINO = "controllare il nome dell'atto: il messaggio propone il più vicino"


class Ambito(Enum):
    """How far a problem makes another one needless."""

    PUNTO = auto()
    FILE = auto()
    ANNO = auto()
    PROGETTO = auto()


class Gravita(StrEnum):
    """The three severities. Fonte: DESIGN 3."""

    ERRORE = "errore"
    """Blocks everything."""
    DA_COMPLETARE = "da completare"
    """Blocks the approval and the public build of its document, never a draft."""
    AVVISO = "avviso"
    """Informs; never changes an exit code."""


class CheManca(StrEnum):
    """What kind of thing a code says is missing, for who tells it area by area."""

    VALORI = "valori"
    TESTI = "testi"
    EVIDENZE = "evidenze"
    ATTESTAZIONI = "attestazioni"
    RILETTURE = "riletture"
    """Of a text that was confirmed, and must be read again."""
    VARIAZIONI = "variazioni"
    """What becomes of a change of the plan."""
    ALTRO = "altro"


@dataclass(frozen=True, slots=True)
class Senso:
    """What a code means, what is done about it, and how it behaves."""

    spiegazione: str
    rimedio: str
    """What an office does, in general: the message says it with the place and the words."""
    tratti: Tratto = NESSUNO
    soggetti: tuple[str, ...] = ()
    """The keys it is about: only something refused or misspelt in one of these explains it."""
    spiega: Mapping[Ambito, tuple[str, ...]] = field(default_factory=dict)
    """The codes that it makes needless."""
    gravita: Gravita = Gravita.ERRORE
    manca: CheManca = CheManca.ALTRO


da_completare, avviso = (partial(Senso, gravita=gravita) for gravita in (Gravita.DA_COMPLETARE, Gravita.AVVISO))
