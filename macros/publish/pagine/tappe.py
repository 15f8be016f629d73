"""Where the year's cycle stands: documents, acts, what is still due. Never from the clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from macros.engine.mancanze import spiegati
from macros.model import formato
from macros.model.citazioni import NOMI_DOCUMENTI
from macros.model.dei_documenti import FACOLTATIVI, ha_documento
from macros.model.luoghi import file_dati
from macros.model.pagine import DATI_ANNO, ITER_DI, OBIETTIVO
from macros.model.precedenze import atto_che_vale
from macros.model.problems import Documento
from macros.model.processo import PROCESSO, PassoProcesso
from macros.model.stampe import IN_ELENCO
from macros.model.valori import Assenza, Periodo, TipoAtto
from macros.publish.contesto.contesto import DOCUMENTI, Contesto, atto_di, senza_atto
from macros.publish.html.modelli import componi
from macros.publish.iter.firmati import FirmatoDetto, firmato_detto
from macros.publish.pacchetto.insieme import nomi_aperti
from macros.publish.pagine.scadenze import pannello
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.model.piano import Indicatore
    from macros.vista.vista import Vista

TAPPE = tuple(passo for fase in PROCESSO for passo in fase.passi if passo.tappa)
"""The steps of the cycle, in order."""
NON_VALIDA = "Relazione dichiarata non valida"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tappa:
    """A step of the cycle, done or waited for."""

    nome: str
    atto: str
    """Body and number; empty when still to come."""
    data: str
    giorno: str
    """ISO, for `<time>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mancanza:
    """Something that is not there yet, or never will be."""

    testo: str
    voci: tuple[tuple[str, str], ...] = ()
    """The indicators that it is of: code, address of the page that shows them, with the reason."""
    di: str = ""
    """The area that answers for them."""


class DatiInElenco(NamedTuple):
    """The open data of a year: the address of their page; name and address of each file."""

    pagina: str
    file: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentoAnno:
    """A document of the year and where it is found."""

    nome: str
    stato: str
    """Its act, or that it is a draft, or when it will be published."""
    pagine: str
    """Address; empty when it may not be shown."""
    pdf: str
    html: str
    """In one file."""
    firmato: FirmatoDetto | None
    """Of a document that came back signed; of what goes with it, None."""
    iter: str
    """Address of its acts and versions; empty when it may not be shown."""


def prossimi_passi(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return what is due next, from the acts and the values that are still missing.

    Example:
        {{ prossimi_passi() }}
    """
    dati = ctx.anno(anno)
    return componi(
        "prossimi_passi.html",
        tappe=tappe(dati),
        mancano=mancano(ctx.vista, dati),
        scadenze=pannello(ctx.vista, dati),
        anno=dati.anno,
    )


def tappe(anno: Anno) -> tuple[Tappa, ...]:
    """Return the steps of the cycle with the act that closes each."""
    scritte = []
    for passo in (p for p in TAPPE if ha_documento(anno, p.documento)):
        atto = atto_che_vale(anno, passo.tipo, Documento(passo.documento))
        scritte.append(
            Tappa(
                nome=nome_passo(anno, passo, atto),
                atto=voci.atto_breve(atto) if atto else "",
                data=formato.data_lunga(atto.data) if atto else "",
                giorno=atto.data.isoformat() if atto else "",
            )
        )
    return tuple(scritte)


def nome_passo(anno: Anno, passo: PassoProcesso, atto: Atto | None) -> str:
    """Return what a step is called: once done, until then, or that the OIV refused."""
    if atto is None:
        return passo.da_fare
    return NON_VALIDA if negata(anno, passo) else passo.fatto


def negata(anno: Anno, passo: PassoProcesso) -> bool:
    """Return True of the step that the OIV closed with a refusal."""
    return anno.non_valida and passo.tipo is TipoAtto.VALIDAZIONE_OIV and passo.documento == Documento.RELAZIONE


def mancano(vista: Vista, anno: Anno) -> tuple[Mancanza, ...]:
    """Say what is still missing: values, texts. Which act comes next the steps of the cycle say."""
    frasi: list[Mancanza] = []
    for periodo, documento in ((Periodo.GIUGNO, Documento.MONITORAGGIO), (Periodo.DICEMBRE, Documento.RELAZIONE)):
        if vista.visibile(anno.anno, documento):
            frasi += _valori(vista, anno, periodo)
    frasi += _da_completare(vista, anno)
    return tuple(frasi)


def _valori(vista: Vista, anno: Anno, periodo: Periodo) -> list[Mancanza]:
    """Say which areas have not reported yet at a date, and what they could not report, saying why."""
    ciclo = vista.ciclo_per(anno, periodo)
    if ciclo is None:
        return [Mancanza(testo=f"Mancano tutti i valori al {periodo.in_parole}")]
    risposti = {i.codice for i, _ in spiegati(ciclo.anno, periodo)}
    gruppi: dict[tuple[bool, str], list[Indicatore]] = {}
    for v in ciclo.indicatori.values():
        if v.previsto and v.assenza is Assenza.NON_RILEVATO:
            area = anno.nome_area(anno.area_che_risponde(v.indicatore))
            gruppi.setdefault((v.indicatore.codice in risposti, area), []).append(v.indicatore)
    return [
        Mancanza(
            testo=f"{_che_cosa(len(quali), periodo, spiegato=spiegato)}: ",
            voci=tuple((i.codice, OBIETTIVO.indirizzo(anno.anno, i.obiettivo)) for i in quali),
            di=area,
        )
        for (spiegato, area), quali in sorted(gruppi.items(), key=lambda g: g[0][0])
    ]


def _che_cosa(quanti: int, periodo: Periodo, *, spiegato: bool) -> str:
    if spiegato:
        return f"{formato.concorda(quanti, 'Non rilevato', 'Non rilevati')} al {periodo.in_parole}, con la ragione"
    return f"{formato.concorda(quanti, 'Manca il valore', 'Mancano i valori')} al {periodo.in_parole}"


def _da_completare(vista: Vista, anno: Anno) -> list[Mancanza]:
    """Say how many texts and data each area has to complete, document by document.

    Of a Relazione without a single final value everything is missing, which `_valori` says already.
    """
    conta = Counter(
        (p.documento, p.area)
        for p in vista.problemi_di(anno.anno)
        if p.documento and (p.documento != Documento.RELAZIONE or vista.ciclo_per(anno, Periodo.DICEMBRE))
    )
    frasi = []
    for documento in DOCUMENTI:
        for (quale, area), numero in conta.items():
            if quale == documento:
                chi = f", {anno.nome_area(area)}" if area else ""
                voce = formato.concorda(numero, "una voce", f"{numero} voci")
                frasi.append(Mancanza(testo=f"Da completare per {NOMI_DOCUMENTI[documento]}{chi}: {voce}"))
    return frasi


def documenti_anno(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the documents of the year with links to pages, PDF and open data.

    Example:
        {{ documenti_anno() }}
    """
    dati = ctx.anno(anno)
    return componi("documenti.html", documenti=documenti(ctx, dati), dati=dati_in_elenco(ctx.vista, dati))


def documenti(ctx: Contesto, anno: Anno) -> tuple[DocumentoAnno, ...]:
    """Return the printed documents of a year, in the order in which they are listed."""
    n = anno.anno
    scritti = []
    for stampa in IN_ELENCO:
        documento = stampa.documento
        visibile = stampa.mostrata(ctx.vista, n)
        if not visibile and (documento in FACOLTATIVI or (stampa.una_pagina and ctx.vista.visibile(n, documento))):
            continue  # nothing of the year is for it to tell
        atto = atto_di(ctx.vista, n, stampa)
        stato = voci.atto_in_parole(atto) if atto else senza_atto(ctx.vista, n, stampa) or voci.BOZZA.capitalize()
        if not visibile:
            stato = "non ancora pubblicato: mancano gli atti"
        scritti.append(
            DocumentoAnno(
                nome=stampa.titolo(anno),
                stato=stato,
                pagine=stampa.pagina.indirizzo(n) if visibile else "",
                pdf=ctx.pdf_documento(anno, stampa.nome) if visibile else "",
                html=ctx.html_documento(anno, stampa.nome) if visibile else "",
                firmato=firmato_detto(ctx.vista, n, documento) if visibile and stampa.nome == documento else None,
                iter=ITER_DI[documento].indirizzo(n) if ctx.vista.visibile(n, documento) else "",
            )
        )
    return tuple(scritti)


def dati_in_elenco(vista: Vista, anno: Anno) -> DatiInElenco:
    """Return the open data of a year."""
    n = anno.anno
    return DatiInElenco(DATI_ANNO.indirizzo(n), tuple((nome, file_dati(n, nome)) for nome in nomi_aperti(vista, n)))
