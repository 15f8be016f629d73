"""Records of the premi of a year (`premi.yml`): two amounts, and how many persons are in each group of bands.

Only the command writes the file, from a private folder: what stands here is in git, and git is a publication.
Fonte: D.Lgs. 33/2013, art. 20; RECORDS 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from macros.model.piano import Record


class CategoriaPremi(StrEnum):
    """The categories of who is evaluated, in the declared order: one that is too few joins the next."""

    DIRIGENTI = "dirigenti"
    POSIZIONI_ORGANIZZATIVE = "posizioni_organizzative"
    PERSONALE = "personale"


CATEGORIE: Mapping[CategoriaPremi, str] = MappingProxyType(
    {
        CategoriaPremi.DIRIGENTI: "Dirigenti",
        CategoriaPremi.POSIZIONI_ORGANIZZATIVE: "Posizioni organizzative",
        CategoriaPremi.PERSONALE: "Personale",
    }
)
"""How each is called."""
CON_QUOTA = 10
"""From how many persons on a category says the share of its first band."""
PASSI = (1000, 10_000, 100_000)
"""What amounts are rounded to, in euro, where to the cent they would tell too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Valutato:
    """What is counted of one person evaluated: no name, no points. It lives in the memory of a command alone."""

    categoria: str
    """One of `CategoriaPremi`."""
    fascia: str
    """A band of the year's System."""
    stanziato: Decimal
    """Euro."""
    distribuito: Decimal
    """Euro."""
    riesame: bool
    riesame_aperto: bool
    ricorso: bool
    ricorso_aperto: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TotaliPremi(Record):
    """The two amounts of the whole body: nothing finer is published. Fonte: D.Lgs. 33/2013, art. 20 c. 1."""

    stanziati: Decimal
    """Euro."""
    distribuiti: Decimal
    """Euro."""
    arrotondati_a: int | None
    """Euro; one of `PASSI`. None: to the cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoFasce(Record):
    """Bands that follow one another, and how many persons are in them together."""

    fasce: tuple[str, ...]
    """Lowest first."""
    persone: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DistribuzionePremi(Record):
    """The distribution of a category, or of those that are joined with it."""

    categoria: CategoriaPremi
    """Of joined ones, the first."""
    persone: int
    gruppi: tuple[GruppoFasce, ...] = field(metadata={"detto": "un gruppo di fasce", "chiesto": True})
    """Lowest first; together they are the bands of the year."""
    quota_prima_fascia: Decimal | None
    """Share of the persons that are in the highest band, percentage points. None: not published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Premi(Record):
    """What is published of the premi of a year. Fonte: D.Lgs. 33/2013, art. 20."""

    totali: TotaliPremi
    categorie: tuple[DistribuzionePremi, ...] = field(metadata={"detto": "una categoria"})
    """In the declared order; one that is not here is too few for a distribution, joined or not."""
    unite: tuple[tuple[str, ...], ...] = field(metadata={"come": "liste"})
    """Categories counted together, those of each join in the declared order."""
    riesami: str
    """How many asked for a review: a number, or «meno di» the threshold."""
    ricorsi: str
    """How many appealed: the same."""

    def unione(self, categoria: str) -> tuple[str, ...]:
        """Return the categories that one is counted with, itself too."""
        return next((u for u in self.unite if categoria in u), (categoria,))

    def distribuzione(self, categoria: str) -> DistribuzionePremi | None:
        """Return the distribution that a category is in; None: too few for one."""
        unione = self.unione(categoria)
        return next((d for d in self.categorie if d.categoria in unione), None)


def meno_di(soglia: int) -> str:
    """Return what is written of a count that is small and not zero.

    >>> meno_di(3)
    'meno di 3'
    """
    return f"meno di {soglia}"


def da_a(fasce: tuple[str, ...]) -> str:
    """Return the name of a group of bands: one, or from the lowest to the highest.

    >>> da_a(("Ottimo",)), da_a(("Non soddisfacente", "Sufficiente", "Buono"))
    ('Ottimo', 'da Non soddisfacente a Buono')
    """
    return fasce[0] if len(fasce) == 1 else f"da {fasce[0]} a {fasce[-1]}"
