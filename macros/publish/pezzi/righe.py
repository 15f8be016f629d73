"""Rows of indicators and of objectives, shared by the forms and by the pages. They only write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.pagine import OBIETTIVO, VITA
from macros.model.regole import REGOLE
from macros.model.valori import Assenza, Periodo
from macros.publish.contesto.contesto import senza_ciclo
from macros.publish.parole import cifre, voci
from macros.publish.parole.cifre import Cifra
from macros.publish.parole.misurazione import misurazione
from macros.publish.parole.voci import Voto
from macros.publish.pezzi.ritocchi import Ritocco, ritocchi
from macros.vista.vite import NomeVita, nomi

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.anno import Anno
    from macros.model.piano import Fase, Indicatore, Obiettivo, Voce
    from macros.vista.vista import Vista

SENZA_VITE: Mapping[str, NomeVita] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaIndicatore:
    """What is always said of an indicator, whatever the table."""

    codice: str
    titolo: str
    descrizione: str
    """What it measures; «da completare» where nobody wrote it."""
    note: str
    """Dimension, unit where it is not in the cells, who answers for it."""
    misura: str
    """How it is measured, where the table says it."""
    obiettivo: str
    indirizzo: str
    """Page of its objective."""
    vita: str
    """Page of its life; empty where the table does not lead to it."""
    peso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRisultato:
    """An indicator at a survey date."""

    base: RigaIndicatore
    atteso: Cifra
    valore: Cifra
    scostamento: str
    senso: str
    """Of the gap: «meglio», «peggio»; empty where there is none."""
    percento: str
    voto: Voto
    perche: str
    """Why there is no figure; empty when there is one."""
    causa: str
    motivo: str
    intervento: str
    """At 30 June: what is done about the gap."""
    entro: str
    """The day by which it is done; empty where none was written."""
    scoperto: bool
    ritocchi: tuple[Ritocco, ...]
    """The variations and errata that changed what the row says."""

    @property
    def interviene(self) -> bool:
        """True where an office wrote why it is behind, or what it does about it."""
        return bool(self.causa or self.intervento or self.entro)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tavola:
    """The results of an objective at one date."""

    periodo: str
    """`30-06` or `31-12`: closes the ids."""
    breve: str
    senza: str
    """Why there are none; empty when there are."""
    proprie: tuple[RigaRisultato, ...]
    collegate: tuple[RigaRisultato, ...]
    totale: str
    """Sum of the weights."""
    voto: Voto | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaObiettivo:
    """An objective (or an area) in a group, with its weight and grade there."""

    numero: str
    classe: str
    """`strategico`, `operativo` or `azienda_speciale`, for the look of the row."""
    titolo: str
    indirizzo: str
    condiviso: str
    """The areas that answer for it, where they are more than one; else empty."""
    peso: str
    voti: tuple[Voto, ...]
    """One for each date shown."""

    @property
    def voto(self) -> Voto:
        """The grade, where one date alone is shown."""
        return self.voti[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaFase:
    """A milestone."""

    codice: str
    titolo: str
    entro: str
    quota: str
    raggiunta: str
    """Day it was reached, with the delay in words; or that it was not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaDocumento:
    """The evidence of an indicator."""

    codice: str
    titolo: str
    documentazione: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TabellaFasi:
    """The milestones of one indicator."""

    codice: str
    titolo: str
    righe: tuple[RigaFase, ...]


def righe_documento(obiettivo: Obiettivo) -> tuple[RigaDocumento, ...]:
    """Return the evidence that each indicator of an objective can show the OIV."""
    return tuple(
        RigaDocumento(codice=i.codice, titolo=i.titolo, documentazione=i.documentazione or voci.DA_COMPLETARE)
        for i in obiettivo.indicatori
    )


def riga_indicatore(
    anno: Anno,
    indicatore: Indicatore,
    peso: Decimal | None,
    misura: str = "",
    vite: Mapping[str, NomeVita] = SENZA_VITE,
) -> RigaIndicatore:
    """Return the fixed part of an indicator's row; `peso` is that of the group it is shown in.

    `vite`: the names of the lives of the year; left out, the table does not lead to them.
    """
    note = []
    if indicatore.dimensione:
        note.append(voci.DIMENSIONI[indicatore.dimensione])
    if REGOLE[indicatore.regola].numerica and not cifre.unita_breve(indicatore):
        note.append(f"in {indicatore.unita_misura}")
    area = anno.area_che_risponde(indicatore)
    if area:
        note.append(anno.nome_area(area))
    return RigaIndicatore(
        codice=indicatore.codice,
        titolo=indicatore.titolo,
        descrizione=indicatore.descrizione or voci.DA_COMPLETARE,
        note=" · ".join(note),
        misura=misura,
        obiettivo=indicatore.obiettivo,
        indirizzo=OBIETTIVO.indirizzo(anno.anno, indicatore.obiettivo),
        vita=VITA.indirizzo(codice=vite[indicatore.codice].nome) if indicatore.codice in vite else "",
        peso=voci.peso(peso),
    )


def riga_risultato(
    vista: Vista, ciclo: Ciclo, valutato: IndicatoreValutato, peso: Decimal | None, *, misura: bool = False
) -> RigaRisultato:
    """Return the row of an indicator at the date of `ciclo`; `misura`: True says how it is measured too."""
    anno, indicatore = ciclo.anno, valutato.indicatore
    misurato = misurazione(anno, indicatore, fonte=True).riga if misura else ""
    gap, percento = cifre.scostamento(valutato)
    causa, motivo, intervento, entro = voci.dello_scostamento(valutato.rilevazione)
    assente = valutato.assenza is not None
    return RigaRisultato(
        base=riga_indicatore(anno, indicatore, peso, misurato, nomi(vista, anno.anno)),
        atteso=cifre.atteso(indicatore, valutato.target),
        valore=cifre.ottenuto(indicatore, valutato.valore),
        scostamento=formato.ASSENTE if assente else gap,
        senso="" if assente else cifre.senso(valutato),
        percento="" if assente else percento,
        voto=voci.voto_indicatore(ciclo, valutato),
        perche=voci.motivo_assenza(anno, valutato) if assente else "",
        causa=causa,
        motivo=motivo,
        intervento=intervento,
        entro=entro,
        scoperto=valutato.scoperto,
        ritocchi=ritocchi(vista, anno, indicatore.codice, ciclo.periodo),
    )


def righe_proprie(vista: Vista, ciclo: Ciclo, obiettivo: Obiettivo) -> tuple[RigaRisultato, ...]:
    """Return the rows of an objective's own indicators, with how each is measured."""
    return tuple(
        riga_risultato(vista, ciclo, ciclo.indicatori[i.codice], i.peso, misura=True) for i in obiettivo.indicatori
    )


def righe_collegate(vista: Vista, ciclo: Ciclo, obiettivo: Obiettivo) -> tuple[RigaRisultato, ...]:
    """Return the rows of the linked indicators, with their weight in the strategic objective."""
    return tuple(riga_risultato(vista, ciclo, ciclo.indicatori[c.indicatore], c.peso) for c in obiettivo.collegati)


def totale_pesi(obiettivo: Obiettivo) -> str:
    """Write the sum of the weights of an objective's indicators, own and linked."""
    return voci.totale_pesi(peso for _, peso in obiettivo.membri)


def tavola(vista: Vista, anno: Anno, obiettivo: Obiettivo, periodo: Periodo) -> Tavola:
    """Return the results of an objective at a date."""
    ciclo = vista.ciclo_per(anno, periodo)
    return Tavola(
        periodo=periodo.value,
        breve=voci.DATE_BREVI[periodo],
        senza=senza_ciclo(vista, anno, periodo) if ciclo is None else "",
        proprie=righe_proprie(vista, ciclo, obiettivo) if ciclo else (),
        collegate=righe_collegate(vista, ciclo, obiettivo) if ciclo else (),
        totale=totale_pesi(obiettivo),
        voto=voci.voto_sintesi(ciclo, ciclo.obiettivi[obiettivo.codice]) if ciclo else None,
    )


def righe_obiettivi(anno: Anno, cicli: Collection[Ciclo], gruppo: Iterable[Voce]) -> tuple[RigaObiettivo, ...]:
    """Return the rows of a group of objectives, in print order, with a grade for each date in `cicli`."""
    righe = []
    for voce in gruppo:
        obiettivo = anno.obiettivi[voce.codice]
        righe.append(
            RigaObiettivo(
                numero=obiettivo.codice,
                classe=obiettivo.tipo.value,
                titolo=obiettivo.titolo,
                indirizzo=OBIETTIVO.indirizzo(anno.anno, obiettivo.codice),
                condiviso=voci.condiviso(anno, obiettivo.codice),
                peso=voci.peso(voce.peso),
                voti=tuple(voci.voto_sintesi(c, c.obiettivi[obiettivo.codice]) for c in cicli),
            )
        )
    return tuple(righe)


def tabelle_fasi(anno: Anno, indicatori: Iterable[Indicatore], periodo: Periodo | None) -> tuple[TabellaFasi, ...]:
    """Return the milestones of the `fasi` indicators; with a date, those due or reached by it.

    None: the plan, where nothing is said of what was reached.
    """
    tabelle = []
    for indicatore in indicatori:
        if REGOLE[indicatore.regola].a_fasi:
            righe = tuple(
                RigaFase(
                    codice=fase.codice,
                    titolo=fase.titolo,
                    entro=formato.data_lunga(fase.entro),
                    quota=formato.valore(fase.quota),
                    raggiunta=_raggiunta(anno, indicatore, fase, periodo) if periodo else "",
                )
                for fase in indicatore.fasi
            )
            tabelle.append(TabellaFasi(codice=indicatore.codice, titolo=indicatore.titolo, righe=righe))
    return tuple(tabelle)


def _raggiunta(anno: Anno, indicatore: Indicatore, fase: Fase, periodo: Periodo) -> str:
    limite = periodo.data(anno.anno)
    giorno = anno.fasi.get((indicatore.codice, fase.codice))
    if giorno is not None and giorno <= limite:
        return " ".join(p for p in (formato.data_lunga(giorno), cifre.ritardo(fase.entro, giorno)) if p)
    riga = anno.rilevazione(indicatore.codice, periodo)
    if riga is None or riga.assenza is not None:
        return voci.ASSENZE[riga.assenza if riga and riga.assenza else Assenza.NON_RILEVATO][1]
    return "non raggiunta" if fase.entro <= limite else "non ancora dovuta"
