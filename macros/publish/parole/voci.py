"""The words that every form shares: states, absences, grades, weights, acts, names of documents.

Small frozen records of finished text; nothing is computed, only written. Targets, values and gaps
are in `cifre`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model import citazioni, formato
from macros.model.pagine import OBIETTIVO, RESPONSABILE
from macros.model.pagine_albero import ALBERI
from macros.model.valori import IN_PARTE, Andamento, Assenza, Causa, Dimensione, Periodo, Tipo
from macros.publish.contesto.contesto import ancora_calcolo
from macros.publish.html.glifi import glifo
from macros.publish.parole.attestato import Attestato, attestato

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato, Sintesi
    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.model.piano import Smvp
    from macros.model.rilevati import Rilevazione

FISSO = "\N{NO-BREAK SPACE}"
DA_COMPLETARE = "da completare"
BOZZA = "bozza, non approvata"
TIPI = {
    Tipo.STRATEGICO: "strategico",
    Tipo.OPERATIVO: "operativo",
    Tipo.AZIENDA_SPECIALE: "dell'Azienda Speciale",
}
"""Kind → how it is said after «obiettivo»."""
ASSENZE = {
    Assenza.NON_RILEVATO: ("nr", "non rilevato"),
    Assenza.NON_VALUTABILE: ("nv", "non valutabile"),
    Assenza.NON_PREVISTO: ("np", "non previsto"),
}
CAUSE = {
    Causa.ESOGENA: "esogena (fuori dal controllo della Camera)",
    Causa.ENDOGENA: "endogena (interna alla Camera)",
    Causa.MISTA: "mista (in parte interna, in parte esterna)",
}
DIMENSIONI = {
    Dimensione.STATO_RISORSE: "stato delle risorse",
    Dimensione.EFFICIENZA: "efficienza",
    Dimensione.EFFICACIA_QUANTITATIVA: "efficacia quantitativa",
    Dimensione.QUALITA_EROGATA: "qualità erogata",
    Dimensione.QUALITA_PERCEPITA: "qualità percepita",
    Dimensione.IMPATTO: "impatto",
}
ANDAMENTI = {Andamento.IN_LINEA: "ra", Andamento.A_RISCHIO: "pa", Andamento.IN_RITARDO: "no"}
"""State of the half-year → the shape beside its word."""
DATE_BREVI = {Periodo.GIUGNO: "30/6", Periodo.DICEMBRE: "31/12"}


@dataclass(frozen=True, slots=True)
class Segno:
    """A state, or an absence: its class, its word, its shape."""

    classe: str
    parola: str
    glifo: Markup
    glifo_chiaro: Markup
    """The shape in white, for rows on ink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voto:
    """A grade as it is printed."""

    testo: str
    """«97,77», or «n.d.»."""
    indirizzo: str
    """Where it is explained."""
    segno: Segno | None
    """None for areas, managers and chamber: only objectives and indicators have a state."""
    copertura: str
    """«90,00 %» where it is under 100, else empty."""
    copertura_piena: str
    """The coverage, always."""
    di_che: str
    """What it is the grade of: «di 2.2.a», «dell'area strategica 2», with the half-year date where it is that."""
    attestato: Attestato | None = None
    """What the OIV attests beside it."""

    @property
    def domanda(self) -> str:
        """Name of the link to the explanation; the figure, which is what one sees, comes first."""
        return f"{self.testo}: come è calcolato il grado {self.di_che}"


# --- states and grades ----------------------------------------------------------------------


def segno(classe: str, parola: str) -> Segno:
    """Return a state with its two shapes."""
    return Segno(classe, parola, glifo(classe), glifo(classe, scuro=True))


def segno_stato(regole: Smvp, stato: str) -> Segno:
    """Return the sign of a state: the lowest band, the highest, or between; or what no band tells."""
    if stato == IN_PARTE:
        return segno("ip", stato)
    nomi = [str(banda.esito) for banda in regole.stati]
    return segno({nomi[0]: "no", nomi[-1]: "ra"}.get(stato, "pa"), stato)


def segno_andamento(andamento: Andamento) -> Segno:
    """Return the sign of a state of the half-year."""
    return segno(ANDAMENTI[andamento], str(andamento))


def segno_assenza(assenza: Assenza) -> Segno:
    """Return the sign of an absence."""
    return segno(*ASSENZE[assenza])


def segno_obiettivo(ciclo: Ciclo, sintesi: Sintesi) -> Segno:
    """Return the state of an objective, or why it has none."""
    if sintesi.stato:
        return segno_stato(ciclo.anno.regole, sintesi.stato)
    return segno_assenza(assenza_di(ciclo, sintesi.codice))


def segno_indicatore(ciclo: Ciclo, v: IndicatoreValutato) -> Segno:
    """Return the state of an indicator, or why it has none."""
    if v.stato:
        return segno_stato(ciclo.anno.regole, v.stato)
    return segno_assenza(v.assenza or Assenza.NON_RILEVATO)


def al_plurale(parola: str, numero: int) -> str:
    """Return a state in the number that fits.

    >>> al_plurale("parzialmente raggiunto", 6), al_plurale("non valutabile", 1)
    ('parzialmente raggiunti', 'non valutabile')
    """
    detto, in_, resto = parola.partition(" in ")
    if numero == 1 or detto[-1:] not in {"o", "e"} or parola in set(Andamento):
        return parola
    return f"{detto[:-1]}i{in_}{resto}"


def assenza_di(ciclo: Ciclo, codice: str) -> Assenza:
    """Return why an objective has no grade: from its indicators, the first that applies.

    Not reported, else not assessable, else nothing expected. Fonte: DOMAIN 3.1, rules 2 and 3.
    """
    assenze = {ciclo.indicatori[c].assenza for c, _ in ciclo.anno.obiettivi[codice].membri}
    ordine = (Assenza.NON_RILEVATO, Assenza.NON_VALUTABILE)
    return next((a for a in ordine if a in assenze), Assenza.NON_PREVISTO)


def _al_giugno(ciclo: Ciclo) -> str:
    """Tell the half-year grade apart; the final one needs no date."""
    return f" al {Periodo.GIUGNO.in_parole}" if ciclo.periodo is Periodo.GIUGNO else ""


def _di_che(ciclo: Ciclo, sintesi: Sintesi) -> str:
    """Say what a roll-up is the grade of."""
    anno, codice = ciclo.anno, sintesi.codice
    area = anno.area_dirigenziale(codice)
    if codice in anno.obiettivi:
        di_che = f"dell'obiettivo {codice}"
    elif area is not None:
        di_che = f"di {area.titolo}"
    else:
        di_che = "della Camera" if sintesi is ciclo.ente else f"dell'area strategica {codice}"
    return di_che + _al_giugno(ciclo)


def voto_sintesi(ciclo: Ciclo, sintesi: Sintesi) -> Voto:
    """Return the grade of an objective, an area, a manager or the chamber."""
    anno = ciclo.anno
    quale: Segno | None = None
    if sintesi.codice in anno.obiettivi:
        quale = segno_obiettivo(ciclo, sintesi)
    elif sintesi.esatto is None:
        quale = segno_assenza(Assenza.NON_RILEVATO if sintesi.previsto else Assenza.NON_PREVISTO)
    return Voto(
        testo=formato.stampato(sintesi.stampato),
        indirizzo=_spiegazione(ciclo, sintesi.codice),
        segno=quale,
        copertura=formato.per_cento(sintesi.copertura) if sintesi.previsto and sintesi.parziale else "",
        copertura_piena=formato.per_cento(sintesi.copertura),
        di_che=_di_che(ciclo, sintesi),
        attestato=attestato(ciclo, sintesi.codice),
    )


def voto_indicatore(ciclo: Ciclo, v: IndicatoreValutato) -> Voto:
    """Return the grade of an indicator."""
    return Voto(
        testo=formato.stampato(v.stampato),
        indirizzo=_spiegazione(ciclo, v.indicatore.codice),
        segno=segno_indicatore(ciclo, v),
        copertura="",
        copertura_piena="",
        di_che=f"di {v.indicatore.codice}{_al_giugno(ciclo)}",
    )


def _spiegazione(ciclo: Ciclo, codice: str) -> str:
    """Return the address of the explanation of a figure; «»: at that date what has it was not in the plan.

    Indicators and objectives: the objective's page; managers: their page;
    strategic areas and the chamber: the tree by strategic areas.
    """
    anno, ancora = ciclo.anno, ancora_calcolo(codice, ciclo.periodo)
    if codice in ciclo.aggiunti:
        return ""
    if codice in anno.indicatori:
        return OBIETTIVO.indirizzo(anno.anno, anno.indicatori[codice].obiettivo, ancora)
    if codice in anno.obiettivi:
        return OBIETTIVO.indirizzo(anno.anno, codice, ancora)
    if anno.area_dirigenziale(codice):
        return RESPONSABILE.indirizzo(anno.anno, codice, ancora)
    return ALBERI["strategica"].indirizzo(anno.anno, ancora=ancora)


# --- weights, texts, acts -------------------------------------------------------------------


def peso(valore: Decimal | None) -> str:
    """Write a weight as declared; left out means equal parts.

    >>> peso(Decimal("30")), peso(Decimal("12.5")), peso(None)
    ('30', '12,5', 'parti uguali')
    """
    return "parti uguali" if valore is None else formato.valore(valore)


def totale_pesi(valori: Iterable[Decimal | None]) -> str:
    """Write the sum of a group's weights; a group that declares none shares 100 equally."""
    dati = [v for v in valori if v is not None]
    return formato.valore(sum(dati, Decimal(0))) if dati else "100"


def condiviso(anno: Anno, codice: str) -> str:
    """Name the areas that answer together for an objective: «condiviso: Area A, Area B»; «» for one alone."""
    aree = [a.titolo for a in anno.responsabili_di(codice)]
    return f"condiviso: {', '.join(aree)}" if len(aree) > 1 else ""


def paragrafi(testo: str | None) -> tuple[str, ...]:
    """Cut a long text at its blank lines; nothing written gives no paragraph."""
    if not testo:
        return ()
    pezzi = [" ".join(p.split()) for p in testo.replace("\r", "").split("\n\n")]
    return tuple(p for p in pezzi if p)


def atto_breve(atto: Atto) -> str:
    """Write an act: body, number."""
    return citazioni.breve(atto)


def atto_in_parole(atto: Atto) -> str:
    """Write an act: body, number, day."""
    return citazioni.in_parole(atto)


def dello_scostamento(riga: Rilevazione | None) -> tuple[str, str, str, str]:
    """Return what an office wrote of a gap: cause, reason, remedy and its day; empty where it did not."""
    if riga is None:
        return "", "", "", ""
    entro = formato.con_articolo("il", riga.entro) if riga.entro else ""
    return CAUSE[riga.causa] if riga.causa else "", riga.motivo or "", riga.intervento or "", entro


def motivo_assenza(anno: Anno, v: IndicatoreValutato) -> str:
    """Say why an indicator has no figure: reason and act where there are."""
    pezzi = []
    riga = v.rilevazione
    if v.assenza is Assenza.NON_PREVISTO:
        pezzi.append("nessun risultato è atteso a questa data")
    elif riga and riga.motivo:
        pezzi.append(riga.motivo)
    elif v.assenza is Assenza.NON_RILEVATO:
        pezzi.append("il valore non è stato ancora comunicato")
    if riga and riga.atto and v.assenza is Assenza.NON_VALUTABILE:
        atto = anno.atti.get(riga.atto)
        pezzi.append(f"atto: {atto_in_parole(atto) if atto else riga.atto}")
    return "; ".join(p.rstrip(".") for p in pezzi)
