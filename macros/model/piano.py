"""Records of the plan: body, rules of the year, tree, objectives, indicators.

Frozen; each knows where its keys were written (`dove`). Nothing is computed here but look-ups that follow the year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from macros.model.impostazioni import SOGLIA, Arrotondamento, Banda, FasceSemestre, FiguraScheda, Profilo, Quote
from macros.model.nuovo_anno import NUOVO, NelNuovo
from macros.model.problems import Source
from macros.model.valori import (
    NON_PREVISTO,
    Atteso,
    Decrescente,
    Dimensione,
    FonteTipo,
    Livello,
    NonPrevisto,
    NonRilevati,
    Periodo,
    Rilevanza,
    Tipo,
    TipoRisorsa,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Base of the records: where the record and each of its keys was written."""

    source: Source
    luoghi: Mapping[str, Source]
    """Key path inside the record (`target.31-12`) → place."""

    def dove(self, chiave: str = "") -> Source:
        """Return the place of a key, or of the nearest key above it that was written."""
        while chiave and chiave not in self.luoghi:
            chiave = chiave.rpartition(".")[0]
        return self.luoghi[chiave] if chiave else self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Smvp(Record):
    """The declared settings of the year (`smvp.yml`). Fonte: SMVP 3; DOMAIN 3."""

    titolo: str = field(metadata={"dentro": "sistema"})
    delibera: str = field(metadata={"dentro": "sistema"})
    data: dt.date = field(metadata={"dentro": "sistema"})
    decrescente: Decrescente = field(metadata={"dentro": "grado"})
    tetto_indicatore: Decimal | None = field(metadata={"dentro": "grado", "chiesto": "scritto"})
    """Percentage points; None: no cap."""
    tetto_obiettivo: Decimal | None = field(metadata={"dentro": "grado", "chiesto": "scritto"})
    """100, or None: no cap."""
    non_rilevati: NonRilevati
    arrotondamento: Mapping[Livello, Arrotondamento]
    """Level → rounding, defaults already filled in."""
    stati: tuple[Banda, ...]
    stati_copertura_minima: Decimal | None
    """Percentage points; an objective measured for less has no state by its grade. None: not declared."""
    semestre: FasceSemestre | None
    """None: the year declares none."""
    fasce_individuali: tuple[Banda, ...] = field(metadata={"dentro": "valutazione_individuale", "chiave": "fasce"})
    formula_individuale: str | None = field(metadata={"dentro": "valutazione_individuale", "chiave": "formula"})
    """Total of a line of a sheet, over `VARIABILI`. None: not declared, like the two below: no sheet is made."""
    figura_individuale: FiguraScheda | None = field(metadata={"dentro": "valutazione_individuale", "chiave": "figura"})
    profili_individuali: Mapping[Profilo, Quote] | None = field(
        metadata={"dentro": "valutazione_individuale", "chiave": "profili"}
    )
    tolleranza: Decimal | None = field(metadata={"dentro": "attestazione"})
    """Points of distance between attested and computed that are slight; None: not declared."""
    prima_oiv: bool = field(metadata={"dentro": "attestazione", "chiesto": False, "se_manca": True})
    soglia_riservatezza: int = field(
        metadata={"dentro": "riservatezza", "chiave": "soglia", "chiesto": False, "se_manca": SOGLIA}
    )
    """The least that a published count of persons may be."""


@dataclass(frozen=True, slots=True)
class Voce:
    """An objective listed in a group, with its weight there."""

    codice: str = field(metadata={"come": "codice"})
    peso: Decimal | None
    """Percentage points; None: left out."""
    source: Source
    luogo_peso: Source
    """Where the weight was written; the entry's place when it is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaStrategica(Record):
    """A strategic area and the objectives listed under it (scheda c)."""

    codice: str = field(metadata={"come": "codice"})
    titolo: str = field(metadata={"se_manca": ""})
    peso: Decimal | None
    obiettivi: tuple[Voce, ...] = field(metadata={"detto": "un obiettivo dell'elenco", "chiesto": "scritto"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDirigenziale(Record):
    """A managerial area, or the Azienda Speciale, and what its manager answers for (scheda d)."""

    codice: str = field(metadata={"come": "codice"})
    titolo: str = field(metadata={"se_manca": ""})
    responsabile: str = field(metadata={"se_manca": ""})
    uffici: tuple[str, ...]
    obiettivi: tuple[Voce, ...] = field(metadata={"detto": "un obiettivo dell'elenco", "chiesto": "scritto"})


Area = AreaStrategica | AreaDirigenziale


@dataclass(frozen=True, slots=True, kw_only=True)
class Albero(Record):
    """The two readings of the year's objectives, in print order (`albero.yml`)."""

    triennio: tuple[int, ...] = field(metadata={NUOVO: NelNuovo.SCORRE})
    aree_strategiche: tuple[AreaStrategica, ...] = field(metadata={"detto": "un'area strategica", "chiesto": True})
    aree_dirigenziali: tuple[AreaDirigenziale, ...] = field(metadata={"detto": "un'area dirigenziale", "chiesto": True})
    azienda_speciale: AreaDirigenziale | None

    @property
    def con_responsabile(self) -> tuple[AreaDirigenziale, ...]:
        """The managerial areas and, last, the agency: everyone who reports values."""
        return self.aree_dirigenziali + ((self.azienda_speciale,) if self.azienda_speciale else ())

    @property
    def nomi_aree(self) -> dict[str, str]:
        """Their code → their title, as a reader calls them; in print order."""
        return {a.codice: a.titolo for a in self.con_responsabile}

    def gruppi(self) -> Iterator[tuple[Livello, Area]]:
        """Yield every area with its level, in print order: the one walk over the three levels (`AREE`)."""
        yield from ((Livello.AREA_STRATEGICA, a) for a in self.aree_strategiche)
        yield from ((Livello.AREA_DIRIGENZIALE, a) for a in self.aree_dirigenziali)
        if self.azienda_speciale:
            yield Livello.AZIENDA_SPECIALE, self.azienda_speciale


@dataclass(frozen=True, slots=True)
class Fase:
    """A milestone of a `fasi` indicator."""

    codice: str = field(metadata={"come": "codice"})
    titolo: str = field(metadata={"chiesto": False, "se_manca": ""})
    entro: dt.date = field(metadata={NUOVO: NelNuovo.SPOSTA})
    quota: Decimal
    """Share of the indicator, percentage points."""
    source: Source


@dataclass(frozen=True, slots=True)
class BandaGiorni:
    """From this day of delay (1 = the day after the target) the grade is this."""

    dal_giorno: int
    grado: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class Penalita:
    """What is lost outside the target: points per day or unit, or bands of days."""

    punti_al_giorno: Decimal | None
    """Percentage points per calendar day (`entro_data`)."""
    punti_per_unita: Decimal | None
    """Percentage points per unit of distance (`intervallo`)."""
    fasce: tuple[BandaGiorni, ...] = field(metadata={"detto": "una fascia di giorni"})
    source: Source


COMPOSTE = ("soglie", "fasi", "penalita")
"""Keys of rules that hold more than a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicatore(Record):
    """One indicator of one objective in one year."""

    codice: str
    obiettivo: str
    titolo: str
    descrizione: str | None
    dimensione: Dimensione | None
    regola: str
    """Name of its rule in `macros.model.regole`."""
    unita_misura: str
    formula: str | None
    storico: str | None = field(metadata={NUOVO: NelNuovo.TOGLIE})
    """As typed: the value of the year before, for reference only."""
    target: Mapping[str, Atteso | NonPrevisto] = field(metadata={NUOVO: NelNuovo.SCORRE})
    """As declared: `30-06`, `31-12` (operational, agency) or `30-06` and years (strategic)."""
    atteso: Mapping[Periodo, Atteso]
    """The target in force at each survey date of the folder's year; absent: nothing is expected."""
    numeri: Mapping[str, Decimal] = field(metadata={NUOVO: NelNuovo.RIPARTE})
    """Of the keys that rules ask for, those that are numbers, as far as written (`base`)."""
    soglie: tuple[Banda, ...]
    fasi: tuple[Fase, ...] = field(metadata={"detto": "una fase"})
    penalita: Penalita | None
    tetto: Decimal | None  # its own cap; read only when `tetto_dichiarato`
    tetto_dichiarato: bool
    peso: Decimal | None
    """Weight in the objective for the folder's year, percentage points; None: left out."""
    pesi: Mapping[int, Decimal] = field(metadata={"chiave": "peso", NUOVO: NelNuovo.SCORRE})
    """Strategic: declared weight of each year."""
    area_dirigenziale: str | None
    documentazione: str | None
    fonte_tipo: FonteTipo | None
    continua_da: tuple[str, ...] | None = field(metadata={"come": "codici", NUOVO: NelNuovo.CONTINUA})

    def chiave(self, nome: str) -> object:
        """Return what a key of a rule holds; None or empty when it was not written."""
        return getattr(self, nome) if nome in COMPOSTE else self.numeri.get(nome)

    def target_di(self, chiave: str) -> Atteso | None:
        """Return a declared target, None when absent or `non_previsto`."""
        valore = self.target.get(chiave)
        return None if valore is None or valore is NON_PREVISTO else valore


@dataclass(frozen=True, slots=True)
class Collegato:
    """An indicator of an operational objective that counts in the strategic one too."""

    indicatore: str = field(metadata={"come": "codice"})
    peso: Decimal | None
    source: Source
    luogo_peso: Source


@dataclass(frozen=True, slots=True)
class Risorsa:
    """A line of the financial resources of an objective, in euro."""

    conto: str | None
    linea: str | None
    punto: str | None
    progetto: str | None
    tipo: TipoRisorsa | None
    budget: Decimal | None = field(metadata={NUOVO: NelNuovo.RISCRIVE})
    importi: Mapping[int, Decimal] = field(metadata={"come": "per_anno", NUOVO: NelNuovo.RESTANO})
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Obiettivo(Record):
    """One objective of one year (`obiettivi/<codice>.yml`)."""

    codice: str
    tipo: Tipo
    titolo: str
    obiettivo_strategico: str | None
    etichetta: str | None
    continua_da: tuple[str, ...] | None = field(metadata={"come": "codici", NUOVO: NelNuovo.CONTINUA})
    rilevanza: Rilevanza | None
    progetto_finanziato: bool = field(metadata={"chiesto": False, "se_manca": False})
    bilancio: str | None
    descrizione: str | None
    azioni: str | None
    sintesi: str | None
    aree_coinvolte: tuple[str, ...]
    uffici: tuple[str, ...]
    impegno_richiesto: str | None
    indicatori: tuple[Indicatore, ...]
    collegati: tuple[Collegato, ...] = field(metadata={"detto": "un indicatore collegato"})
    risorse: tuple[Risorsa, ...] = field(metadata={"detto": "una risorsa"})

    @property
    def numero(self) -> str:
        """What is printed as its number: the label where there is one, else the code."""
        return self.etichetta or self.codice

    @property
    def membri(self) -> tuple[tuple[str, Decimal | None], ...]:
        """Every indicator that counts in it, own ones first: code, and weight here (None: left out)."""
        return (*((i.codice, i.peso) for i in self.indicatori), *((c.indicatore, c.peso) for c in self.collegati))
