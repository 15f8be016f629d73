"""Records of an individual sheet, as it is read from a private folder: none of it ever stands in the project.

Fields are its keys (`scheda-001.yml`, or the rows of a workbook). Fonte: SMVP 4; appendix, «Scheda di valutazione».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from macros.model.impostazioni import Componente, Profilo
from macros.model.piano import Record
from macros.model.problems import Source


class Momento(StrEnum):
    """The two days of a sheet's year: what is assigned in January, what is evaluated at its end. Fonte: SMVP 4.3."""

    ASSEGNAZIONE = "assegnazione"
    VALUTAZIONE = "valutazione"


class SezioneScheda(StrEnum):
    """The three analyses of the form; together they are the competences. Fonte: SMVP, appendix."""

    CONOSCENZE = "conoscenze"
    ATTIVITA = "attivita"
    ATTITUDINI = "attitudini"


FATTORI: Mapping[str, str] = MappingProxyType(
    {
        "Autonomia decisionale": "capacità di attivarsi in termini di impegno e responsabilità per la completa "
        "realizzazione delle attività attribuite",
        "Realizzazione obiettivi": "capacità di attuare gli obiettivi dell'Ente, secondo piani operativi e di azione, "
        "coordinando e ottimizzando le risorse assegnate",
        "Qualità dell'apporto personale": "capacità di contestualizzare gli obiettivi dell'Ente e di individuare le "
        "soluzioni più idonee per raggiungere il risultato",
        "Comportamento organizzativo": "capacità di assumere un ruolo di direzione della struttura gestita verso le "
        "priorità dell'Ente",
    }
)
"""The four factors of who holds a Posizione Organizzativa, and what each asks. Fonte: SMVP 4.2.2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaDiScheda:
    """The part of a person's year that an area has."""

    area: str = field(metadata={"come": "codice"})
    quota: Decimal
    """Percentage points; those of a sheet add up to 100."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ObiettivoAssegnato:
    """An objective assigned in January. Fonte: SMVP 4.3."""

    codice: str = field(metadata={"come": "codice"})
    peso: Decimal
    """Percentage points; those of a sheet add up to 100."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaCompetenza:
    """A line of one of the three analyses of the form."""

    richiesta: str
    dimostrata: str | None
    massimo: Decimal
    """The highest points, above 0."""
    punti: Decimal | None
    """0–`massimo`; None: not evaluated yet."""
    peso: Decimal
    """Percentage points; those of the three sections together add up to 100."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaComportamento:
    """A factor of conduct, or of how a manager told the staff apart. Fonte: SMVP 4 b), c), 4.2.2."""

    fattore: str
    massimo: Decimal
    punti: Decimal | None
    """0–`massimo`; None: not evaluated yet."""
    peso: Decimal
    """Percentage points; those of a list add up to 100."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatoreUlteriore:
    """Another indicator of a manager's year, such as Unioncamere's. Fonte: SMVP 4.2.1."""

    titolo: str
    valore: Decimal | None
    """0–100; None: not known yet."""
    peso: Decimal
    """Percentage points; those of a sheet add up to 100."""
    fonte: str | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Premio:
    """What was set aside for a person, and what was paid, in euro."""

    stanziato: Decimal
    distribuito: Decimal
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Istanza:
    """A review asked of who evaluated, or an appeal to the Segretario Generale. Fonte: SMVP 4.4."""

    chiesto: dt.date
    esito: str | None
    """None: still open."""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ConciliazioneScheda:
    """What was asked after the evaluation. Fonte: SMVP 4.4."""

    riesame: Istanza | None
    ricorso: Istanza | None
    source: Source


RigaPunti = RigaCompetenza | RigaComportamento
"""A line that the declared formula reckons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedaIndividuale(Record):
    """The sheet of one person in one year."""

    numero: str
    """Of its file or of its row, «001»: its output bears the same."""
    profilo: Profilo
    nome: str
    """Printed on the sheet, never anywhere else."""
    categoria: str | None
    ufficio: str | None
    aree: tuple[AreaDiScheda, ...] = field(metadata={"chiave": "area"})
    """One area has the whole; empty: none is written."""
    valutatore: str
    obiettivi: tuple[ObiettivoAssegnato, ...] = field(metadata={"detto": "un obiettivo assegnato"})
    conoscenze: tuple[RigaCompetenza, ...] = field(metadata={"detto": "una conoscenza"})
    attivita: tuple[RigaCompetenza, ...] = field(metadata={"detto": "un'attività"})
    attitudini: tuple[RigaCompetenza, ...] = field(metadata={"detto": "un'attitudine"})
    comportamenti: tuple[RigaComportamento, ...] = field(metadata={"detto": "un comportamento"})
    differenziazione: tuple[RigaComportamento, ...] = field(metadata={"detto": "un fattore di differenziazione"})
    ulteriori: tuple[IndicatoreUlteriore, ...] = field(metadata={"detto": "un indicatore ulteriore"})
    punti_critici: str | None
    potenzialita: str | None
    formazione: str | None
    note: str | None
    premio: Premio | None
    conciliazione: ConciliazioneScheda | None

    def sezione(self, sezione: SezioneScheda) -> tuple[RigaCompetenza, ...]:
        """Return the lines of one of the three analyses."""
        return {
            SezioneScheda.CONOSCENZE: self.conoscenze,
            SezioneScheda.ATTIVITA: self.attivita,
            SezioneScheda.ATTITUDINI: self.attitudini,
        }[sezione]

    @property
    def competenze(self) -> tuple[RigaCompetenza, ...]:
        """The lines of the three analyses, whose weights together add up to 100."""
        return self.conoscenze + self.attivita + self.attitudini

    def righe(self, componente: Componente) -> tuple[RigaPunti, ...]:
        """Return the lines with points of a component; none of one that is no sum of lines."""
        di_componente: Mapping[Componente, tuple[RigaPunti, ...]] = {
            Componente.COMPETENZE: self.competenze,
            Componente.COMPORTAMENTI: self.comportamenti,
            Componente.DIFFERENZIAZIONE: self.differenziazione,
        }
        return di_componente.get(componente, ())
