"""The computed result of one year at one survey date: frozen records, read by every output.

Grades are percentage points. `esatto` is an exact fraction after floor, cap and the
riporto of the parts; `stampato` is rounded once, as the year declares for that level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from macros.model.anno import Anno
from macros.model.piano import Indicatore
from macros.model.problems import Source
from macros.model.rilevati import Rilevazione
from macros.model.valori import IN_PARTE, Assenza, Atteso, Livello, Periodo, Valore


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatoreValutato:
    """An indicator at a survey date: what was expected, what was found, how far it went."""

    indicatore: Indicatore
    previsto: bool
    """False: nothing is expected at this date, and it enters no average."""
    target: Atteso | Fraction | None
    """What was expected; `fasi`: the share due. None: nothing."""
    valore: Valore | Fraction | None
    """What was found; formula: exact; `fasi`: the share reached. None: absent."""
    assenza: Assenza | None
    """None exactly when there is a grade."""
    scostamento: Fraction | None
    """Value minus target, in the indicator's unit (dates: days late). None where it has no meaning."""
    scostamento_percentuale: Decimal | None
    """(V − T)/|T| in percent, half up, two decimals."""
    scostamento_testo: str | None
    """In words, where a number has no meaning (`si_no`, `fasi`, a date never reached)."""
    esatto: Fraction | None
    stampato: Decimal | None
    riportato: Fraction | None
    """What the parents use: `esatto`, or rounded when the level declares a riporto."""
    stato: str | None
    rilevazione: Rilevazione | None
    """The survey row; None: no row."""

    @property
    def misurato(self) -> bool:
        """True when it is expected and has a grade."""
        return self.esatto is not None

    @property
    def scoperto(self) -> bool:
        """True when the target was not fully reached: a cause and a reason are due."""
        return self.esatto is not None and self.esatto < 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Parte:
    """One addend of a roll-up."""

    codice: str
    peso: Fraction
    """Weight used: as declared, or the equal share when the group declares none."""
    peso_dichiarato: Decimal | None
    grado: Fraction | None
    """What the part hands up (0 for a missing indicator under `zero`). None: dropped."""
    copertura: Fraction
    previsto: bool
    """False: left out of average and coverage (rule 2)."""
    source: Source
    """Where the weight was written."""

    @property
    def contata(self) -> bool:
        """True when it enters the average."""
        return self.previsto and self.grado is not None and self.peso > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sintesi:
    """A rolled-up grade, with how much of it was really measured."""

    codice: str
    livello: Livello
    parti: tuple[Parte, ...]
    previsto: bool
    """False: nothing is expected here at this date."""
    esatto: Fraction | None
    """None: nothing counted."""
    stampato: Decimal | None
    riportato: Fraction | None
    copertura_esatta: Fraction
    copertura: Decimal
    """Share of the expected weight that was measured, percentage points, half up, two decimals."""
    stato: str | None
    """Of objectives only: state of the printed grade, or «valutato in parte»."""
    tetto_applicato: bool = False
    """True when the declared cap of the objective lowered the average."""

    @property
    def in_parte(self) -> bool:
        """True for an objective of which less was measured than a state asks for."""
        return self.stato == IN_PARTE

    @property
    def parziale(self) -> bool:
        """True when the coverage must be shown: it is under 100, compared unrounded."""
        return self.copertura_esatta < 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRiconciliazione:
    """An objective in the two readings; an empty list means that a reading lacks it."""

    codice: str
    titolo: str
    aree_strategiche: tuple[str, ...]
    aree_dirigenziali: tuple[str, ...]

    @property
    def in_una_sola(self) -> bool:
        """True when only one of the readings has it."""
        return bool(self.aree_strategiche) != bool(self.aree_dirigenziali)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ciclo:
    """One year at one survey date, computed."""

    anno: Anno
    periodo: Periodo
    figure: Mapping[Livello, Mapping[str, Sintesi]]
    """Every roll-up by level and code, in print order: chamber, areas, managers, agency, objectives."""
    indicatori: Mapping[str, IndicatoreValutato]
    aggiunti: frozenset[str] = frozenset()
    """Codes that the plan of its date did not have: see `completato`."""
    approvati: Mapping[str, Decimal] = field(default_factory=dict)
    """Printed grades as they were approved, where an errata came since and the OIV attests them; else empty."""

    @property
    def ente(self) -> Sintesi:
        """The chamber."""
        return self.figure[Livello.ENTE][Livello.ENTE]

    @property
    def aree_strategiche(self) -> Mapping[str, Sintesi]:
        """The strategic areas by code."""
        return self.figure[Livello.AREA_STRATEGICA]

    @property
    def aree_dirigenziali(self) -> Mapping[str, Sintesi]:
        """The managerial areas by code."""
        return self.figure[Livello.AREA_DIRIGENZIALE]

    @property
    def azienda_speciale(self) -> Sintesi | None:
        """The agency, where there is one."""
        return next(iter(self.figure[Livello.AZIENDA_SPECIALE].values()), None)

    @property
    def obiettivi(self) -> Mapping[str, Sintesi]:
        """The objectives by code."""
        return self.figure[Livello.OBIETTIVO]

    @property
    def ancora_poco(self) -> bool:
        """True when so little was measured of the chamber that a state would not be given: a first value is a 100.

        False of a year that declares no such share.
        """
        minima = self.anno.regole.stati_copertura_minima
        return minima is not None and self.ente.copertura_esatta < minima

    def __contains__(self, codice: object) -> bool:
        """True for the code of whatever has a figure here."""
        return codice in self.indicatori or any(codice in sue for sue in self.figure.values())

    def sintesi(self, codice: str) -> Sintesi:
        """Return the roll-up with a code: the chamber (`ente`), an objective, an area, a manager, the agency.

        Raises: KeyError when there is none.
        """
        return next((sue for sue in self.figure.values() if codice in sue), {})[codice]
