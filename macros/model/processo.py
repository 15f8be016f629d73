"""The process of a year as the Sistema describes it: phases, actors, closing acts. Fonte: SMVP 2, 3.2, 4.3, 4.4, 7."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA

PIANO, PIAO, MONITORAGGIO, RELAZIONE = Documento


@dataclass(frozen=True, slots=True, kw_only=True)
class PassoProcesso:
    """A step of a phase."""

    fatto: str
    da_fare: str
    """What it is called until it is done."""
    tipo: TipoAtto
    documento: Documento | str
    """The kind of act that closes it, and of what."""
    chi: str
    tappa: bool = False
    """True: it is a step of the cycle by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaseProcesso:
    """A phase of the year."""

    codice: str
    titolo: str
    che_cosa: str
    attori: tuple[str, ...]
    fonte: str
    passi: tuple[PassoProcesso, ...]
    scadenze: tuple[str, ...] = ()
    """Codes of the deadlines that are of the phase and of no step: a year lists those that it has."""


class SegnoPersone(StrEnum):
    """What of the premi of a year tells that a step of the persons' phase is over."""

    CONCLUSO = "concluso"  # they are published, and that comes after it
    ISTANZE = "istanze"  # they say how many reviews and appeals there were: published only once none is open
    PUBBLICATO = "pubblicato"  # they are the step


@dataclass(frozen=True, slots=True, kw_only=True)
class PassoPersone:
    """A step of the persons' phase. No act does it, and nothing of a person is recorded: see `SegnoPersone`."""

    codice: str
    """Of the deadline by which a year may give it a day."""
    titolo: str
    chi: str
    dopo: tuple[TipoAtto, Documento]
    """The act that it waits for."""
    segno: SegnoPersone


@dataclass(frozen=True, slots=True, kw_only=True)
class FasePersone:
    """The phase in which persons are evaluated."""

    codice: str
    titolo: str
    che_cosa: str
    attori: tuple[str, ...]
    fonte: str
    passi: tuple[PassoPersone, ...]


PROCESSO = (
    FaseProcesso(
        codice="sistema",
        titolo="Verifica e aggiornamento del Sistema",
        che_cosa="All'avvio di un nuovo ciclo si verifica se il Sistema va aggiornato. Se non ci sono novità "
        "sostanziali la Giunta, nell'approvare il Piano, lo dice: così conferma il Sistema già in vigore.",
        attori=("Segretario Generale", "OIV", "Struttura tecnica di supporto", "Giunta"),
        fonte="SMVP 7",
        passi=(
            PassoProcesso(
                fatto="Parere dell'OIV sul Sistema",
                da_fare="Parere dell'OIV sul Sistema",
                tipo=TipoAtto.PARERE_OIV,
                documento=SISTEMA,
                chi="OIV",
            ),
            PassoProcesso(
                fatto="Sistema confermato o aggiornato",
                da_fare="Conferma o aggiornamento del Sistema",
                tipo=TipoAtto.CONFERMA_SMVP,
                documento=SISTEMA,
                chi="Giunta",
            ),
        ),
    ),
    FaseProcesso(
        codice="programmazione",
        titolo="Programmazione",
        che_cosa="Il Segretario Generale, sentiti i Dirigenti e le posizioni organizzative, propone obiettivi "
        "strategici e operativi; l'OIV li valida e la Giunta approva il Piano.",
        attori=("Segretario Generale", "Dirigenti e posizioni organizzative", "OIV", "Giunta"),
        fonte="SMVP 2",
        scadenze=("piao-pubblicazione",),
        passi=(
            PassoProcesso(
                fatto="Piano validato",
                da_fare="Validazione del Piano",
                tipo=TipoAtto.VALIDAZIONE_OIV,
                documento=PIANO,
                chi="OIV",
            ),
            PassoProcesso(
                fatto="Piano approvato",
                da_fare="Approvazione del Piano",
                tipo=TipoAtto.APPROVAZIONE_GIUNTA,
                documento=PIANO,
                chi="Giunta",
                tappa=True,
            ),
            PassoProcesso(
                fatto="Valori delle risorse certificati",
                da_fare="Certificazione dei valori delle risorse",
                tipo=TipoAtto.CERTIFICAZIONE_VALORI,
                documento=PIANO,
                chi="OIV",
            ),
            PassoProcesso(
                fatto="Piano pubblicato",
                da_fare="Pubblicazione del Piano",
                tipo=TipoAtto.PUBBLICAZIONE,
                documento=PIANO,
                chi="Segretario Generale",
            ),
            PassoProcesso(
                fatto="PIAO approvato",
                da_fare="Approvazione del PIAO",
                tipo=TipoAtto.APPROVAZIONE_GIUNTA,
                documento=PIAO,
                chi="Giunta",
                tappa=True,
            ),
        ),
    ),
    FaseProcesso(
        codice="monitoraggio",
        titolo="Monitoraggio semestrale",
        che_cosa="Dirigenti e posizioni organizzative rilevano i dati di metà anno e li validano. Il Segretario "
        "Generale, con l'OIV, comunica alla Giunta lo stato degli obiettivi, con scostamenti, cause e interventi. Ciò "
        "che va cambiato nel Piano lo valida l'OIV e lo approva la Giunta: diventa una variazione.",
        attori=("Dirigenti e posizioni organizzative", "Segretario Generale", "OIV", "Giunta"),
        fonte="SMVP 3.2",
        passi=(
            PassoProcesso(
                fatto="Dati del semestre validati",
                da_fare="Validazione dei dati del semestre",
                tipo=TipoAtto.VALIDAZIONE_DATI,
                documento=MONITORAGGIO,
                chi="Dirigenti di area",
            ),
            PassoProcesso(
                fatto="Monitoraggio comunicato",
                da_fare="Comunicazione del monitoraggio",
                tipo=TipoAtto.COMUNICAZIONE_GIUNTA,
                documento=MONITORAGGIO,
                chi="Segretario Generale",
                tappa=True,
            ),
        ),
    ),
    FaseProcesso(
        codice="rendicontazione",
        titolo="Rendicontazione finale",
        che_cosa="Il Dirigente di ogni area raccoglie i dati, compila le schede e ne risponde. La struttura tecnica "
        "di supporto, con l'OIV, stende la Relazione.",
        attori=("Dirigenti di area", "Segretario Generale", "Struttura tecnica di supporto", "OIV"),
        fonte="SMVP 3.2",
        scadenze=("relazione-stesura",),
        passi=(
            PassoProcesso(
                fatto="Dati finali validati",
                da_fare="Validazione dei dati finali",
                tipo=TipoAtto.VALIDAZIONE_DATI,
                documento=RELAZIONE,
                chi="Dirigenti di area",
            ),
        ),
    ),
    FaseProcesso(
        codice="valutazione",
        titolo="Valutazione e approvazione della Relazione",
        che_cosa="L'OIV valida la Relazione e il grado di raggiungimento degli obiettivi; la Giunta approva la "
        "Relazione e la valutazione degli obiettivi assegnati ai Dirigenti.",
        attori=("OIV", "Giunta"),
        fonte="SMVP 3.2, 3.2.1",
        passi=(
            PassoProcesso(
                fatto="Relazione validata",
                da_fare="Validazione dell'OIV",
                tipo=TipoAtto.VALIDAZIONE_OIV,
                documento=RELAZIONE,
                chi="OIV",
                tappa=True,
            ),
            PassoProcesso(
                fatto="Relazione approvata",
                da_fare="Approvazione della Relazione",
                tipo=TipoAtto.APPROVAZIONE_GIUNTA,
                documento=RELAZIONE,
                chi="Giunta",
                tappa=True,
            ),
        ),
    ),
    FaseProcesso(
        codice="pubblicazione",
        titolo="Pubblicazione e trasmissione",
        che_cosa="La Relazione è pubblicata sul sito della Camera e trasmessa a Unioncamere.",
        attori=("Segretario Generale", "Struttura tecnica di supporto"),
        fonte="SMVP 3.2",
        passi=(
            PassoProcesso(
                fatto="Relazione pubblicata",
                da_fare="Pubblicazione della Relazione",
                tipo=TipoAtto.PUBBLICAZIONE,
                documento=RELAZIONE,
                chi="Segretario Generale",
                tappa=True,
            ),
            PassoProcesso(
                fatto="Relazione trasmessa",
                da_fare="Trasmissione a Unioncamere",
                tipo=TipoAtto.TRASMISSIONE,
                documento=RELAZIONE,
                chi="Segretario Generale",
                tappa=True,
            ),
        ),
    ),
)
"""The phases, in order. Those that are a `tappa` are those of the cycle that every page of the year shows."""

PERSONE = FasePersone(
    codice="persone",
    titolo="Valutazione delle persone",
    che_cosa="Gli obiettivi del Piano si assegnano a dirigenti, posizioni organizzative e dipendenti; nell'anno se ne "
    "parla. Dopo la Relazione chi valuta dà il giudizio, lo comunica in un colloquio e, se è chiesto, lo riesamina.",
    attori=("Presidente", "Segretario Generale", "Dirigenti e posizioni organizzative", "Dipendenti"),
    fonte="SMVP 4.3, 4.4",
    passi=(
        PassoPersone(
            codice="persone-assegnazione",
            titolo="Assegnazione di obiettivi e comportamenti",
            chi="Dirigenti, con le posizioni organizzative",
            dopo=(TipoAtto.APPROVAZIONE_GIUNTA, PIANO),
            segno=SegnoPersone.CONCLUSO,
        ),
        PassoPersone(
            codice="persone-colloqui",
            titolo="Colloqui in corso d'anno",
            chi="Segretario Generale e Dirigenti",
            dopo=(TipoAtto.COMUNICAZIONE_GIUNTA, MONITORAGGIO),
            segno=SegnoPersone.CONCLUSO,
        ),
        PassoPersone(
            codice="persone-valutazione",
            titolo="Valutazione di obiettivi e comportamenti",
            chi="Presidente, Segretario Generale, Dirigenti",
            dopo=(TipoAtto.APPROVAZIONE_GIUNTA, RELAZIONE),
            segno=SegnoPersone.CONCLUSO,
        ),
        PassoPersone(
            codice="persone-comunicazione",
            titolo="Comunicazione delle valutazioni, in colloqui individuali",
            chi="Chi ha valutato",
            dopo=(TipoAtto.APPROVAZIONE_GIUNTA, RELAZIONE),
            segno=SegnoPersone.CONCLUSO,
        ),
        PassoPersone(
            codice="persone-riesame",
            titolo="Riesame e ricorso",
            chi="Chi ha valutato, poi il Segretario Generale",
            dopo=(TipoAtto.APPROVAZIONE_GIUNTA, RELAZIONE),
            segno=SegnoPersone.ISTANZE,
        ),
        PassoPersone(
            codice="premi",
            titolo="Pubblicazione dei dati sui premi",
            chi="Segretario Generale",
            dopo=(TipoAtto.APPROVAZIONE_GIUNTA, RELAZIONE),
            segno=SegnoPersone.PUBBLICATO,
        ),
    ),
)
"""After the others, and about none of their documents. Fonte: SMVP 4.3, 4.4; D.Lgs. 33/2013, art. 20."""
