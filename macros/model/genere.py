"""The gender report of a year (`genere.csv`): women and men, row by row, in the tables that the field has.

Nothing here may tell of one person: what a row needs for that stands with each table. Fonte: D.Lgs. 150/2009, art. 10
c. 1 lett. b); direttiva 2/2019 (Dipartimento della funzione pubblica), allegato 2, sezione 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from macros.model.piano import Record


class TavolaGenere(StrEnum):
    """The tables, in the order in which they are printed."""

    ORGANI = "organi"
    INQUADRAMENTO = "inquadramento"
    ETA = "eta"
    TITOLO_STUDIO = "titolo_studio"
    CONTRATTO = "contratto"
    ORARIO = "orario"
    INCARICHI = "incarichi"
    CONCILIAZIONE = "conciliazione"
    FORMAZIONE = "formazione"
    RETRIBUZIONE = "retribuzione"


class QuantitaGenere(StrEnum):
    """What the two quantities of a row are, beside its persons."""

    ORE = "ore"
    """Hours, of all of them together."""
    MEDIA = "media"
    """Euro a year, gross, of one of them on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormaTavola:
    """What a table is, and what its rows may say."""

    titolo: str
    ripartisce: bool = False
    """True: it counts the whole staff, each person once."""
    nominativa: bool = False
    """True: the names of who is in it are published, so no count tells more. Fonte: D.Lgs. 33/2013, artt. 10, 13."""
    per_inquadramento: bool = False
    """True: its rows are some of those of `inquadramento`, so that no difference between other groups tells of few."""
    quantita: QuantitaGenere | None = None


TAVOLE: Mapping[TavolaGenere, FormaTavola] = MappingProxyType(
    {
        TavolaGenere.ORGANI: FormaTavola(titolo="Organi e organismi", nominativa=True),
        TavolaGenere.INQUADRAMENTO: FormaTavola(titolo="Personale per inquadramento", ripartisce=True),
        TavolaGenere.ETA: FormaTavola(titolo="Personale per età", ripartisce=True),
        TavolaGenere.TITOLO_STUDIO: FormaTavola(titolo="Personale per titolo di studio", ripartisce=True),
        TavolaGenere.CONTRATTO: FormaTavola(titolo="Personale per contratto", ripartisce=True),
        TavolaGenere.ORARIO: FormaTavola(titolo="Personale per orario di lavoro", ripartisce=True),
        TavolaGenere.INCARICHI: FormaTavola(titolo="Incarichi di responsabilità retribuiti"),
        TavolaGenere.CONCILIAZIONE: FormaTavola(titolo="Chi ha usato le misure di conciliazione"),
        TavolaGenere.FORMAZIONE: FormaTavola(titolo="Formazione", per_inquadramento=True, quantita=QuantitaGenere.ORE),
        TavolaGenere.RETRIBUZIONE: FormaTavola(
            titolo="Retribuzione media del personale a tempo pieno",
            per_inquadramento=True,
            quantita=QuantitaGenere.MEDIA,
        ),
    }
)
"""What each table is. Fonte: direttiva 2/2019, allegato 2 (tables 1.1 to 1.11)."""
TEMPO_PIENO = "tempo pieno"
"""What a row of `orario` has in its name where it counts those full-time: the ones whose pay `retribuzione` tells."""
GENERI = ("donne", "uomini")
"""The columns that count persons."""
CON_MEDIA = 10
"""Of how many persons, at least, a mean is told."""
PASSO_MEDIA = 100
"""Euro: what a mean is rounded to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaGenere(Record):
    """A row of a table: how many women, how many men, and for some tables how much."""

    tavola: TavolaGenere
    voce: str
    donne: int
    uomini: int
    quantita_donne: Decimal | None
    """In the unit of the table; None: the table has none, or the row no women."""
    quantita_uomini: Decimal | None
    fonte: str | None

    @property
    def forma(self) -> FormaTavola:
        """What its table is."""
        return TAVOLE[self.tavola]

    @property
    def persone(self) -> int:
        """Women and men together."""
        return self.donne + self.uomini


def per_tavola(righe: Mapping[str, RigaGenere]) -> Iterator[tuple[TavolaGenere, tuple[RigaGenere, ...]]]:
    """Yield each table that has rows, in the order of print, with them as written."""
    for tavola in TavolaGenere:
        if sue := tuple(r for r in righe.values() if r.tavola is tavola):
            yield tavola, sue


def organico(righe: Mapping[str, RigaGenere]) -> tuple[RigaGenere, ...]:
    """Return the rows of the first table that counts the whole staff; empty: none does."""
    return next((sue for tavola, sue in per_tavola(righe) if TAVOLE[tavola].ripartisce), ())
