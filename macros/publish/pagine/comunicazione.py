"""The Comunicazione to the Giunta: how the half-year stands, what is asked, what is behind and why. Fonte: SMVP 3.2.

At the date of the Monitoraggio, with the plan in force then: what came later is on the page of the variations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.recuperi import recuperi
from macros.model import formato
from macros.model.pagine import DOCUMENTO, OBIETTIVO, VARIAZIONI
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.confronto.parole import differenza, punti
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.contesto.gruppi import della_camera
from macros.publish.html.modelli import componi
from macros.publish.pagine.scostamenti import Scarto, scarti
from macros.publish.parole import voci
from macros.publish.pezzi import semestre
from macros.publish.pezzi.conteggi import Conteggio, per_andamento
from macros.publish.schede import proposte as proposte_pesate
from macros.publish.schede.monitoraggio import RigaProposta, proposte
from macros.publish.schede.proposte import RigaEffettoProposta, riga_effetto

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.publish.parole.voci import Segno
    from macros.trail.proposte import Previsione

QUANTI_SCARTI = 8
NON_ATTESI = {parola for _, parola in voci.ASSENZE.values()}
NON_CHIESTI = (
    "Quando questo monitoraggio fu comunicato non erano richiesti cause, interventi e date: "
    "ciò che gli uffici scrissero è nelle schede del Monitoraggio."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaDecisione:
    """What the Giunta is asked: a change of what is expected, with its effect."""

    proposta: RigaProposta
    effetto: RigaEffettoProposta


@dataclass(frozen=True, slots=True, kw_only=True)
class ScartoPesato:
    """A gap, and what the chamber would gain without it."""

    scarto: Scarto
    punti: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variato:
    """A variation in force at 30 June."""

    nome: str
    motivo: str
    atto: str
    indirizzo: str


def comunicazione_giunta(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the half-year for who decides: the answer, what is asked, the gaps with cause, remedy and owner.

    Example:
        {{ comunicazione_giunta() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.GIUGNO)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, Periodo.GIUGNO))
    attesa = proposte_pesate.attesa(ctx.vista, ciclo)
    decisioni = _decisioni(ciclo, attesa)
    pesate = sum(1 for e in attesa.effetti.values() if e.perche is None)
    pesati = _pesati(ciclo)
    fasce = ciclo.anno.regole.semestre
    conteggi = per_andamento(ciclo)
    return componi(
        "comunicazione.html",
        anno=dati.anno,
        frase=_frase(conteggi, semestre_dichiarato=fasce is not None),
        previsto=_previsto(attesa, pesate, len(decisioni)),
        conteggi=conteggi,
        quali=_quali(ciclo, conteggi),
        voto=voci.voto_sintesi(ciclo, ciclo.ente),
        andamento=semestre.segno_di(ciclo, ciclo.ente),
        in_vigore=formato.stampato(attesa.in_vigore.ente.stampato),
        accolte=formato.stampato(attesa.accolte.ente.stampato) if pesate else "",
        guadagno=differenza(attesa.in_vigore.ente.esatto, attesa.accolte.ente.esatto) if pesate else "",
        stimato=formato.per_cento(attesa.in_vigore.ente.copertura),
        fasce=semestre.fasce_in_parole(dati.anno, fasce),
        decisioni=decisioni,
        atto=_comunicazione(ctx, dati.anno),
        scarti=pesati[:QUANTI_SCARTI],
        altri=len(pesati) - QUANTI_SCARTI,
        dovuti=dati.aperto(Documento.MONITORAGGIO) or any(p.scarto.causa or p.scarto.intervento for p in pesati),
        non_chiesti=NON_CHIESTI,
        figure=semestre.figure(ciclo, attesa.in_vigore, *([attesa.accolte] if pesate else [])),
        colonne=("Previsione al 31/12", *(["Con le proposte"] if pesate else [])),
        con_andamento=fasce is not None,
        dal_piano=_dal_piano(dati),
        variati=_variati(dati),
        monitoraggio=DOCUMENTO[Documento.MONITORAGGIO].indirizzo(dati.anno),
        variazioni=VARIAZIONI.indirizzo(dati.anno),
        pdf=ctx.pdf_documento(dati, "comunicazione"),
    )


def _frase(conteggi: tuple[Conteggio, ...], *, semestre_dichiarato: bool) -> tuple[str, str]:
    """Return the risposta («24 obiettivi su 29 sono in linea») and the other states, those that have some."""
    primo, *altri = conteggi
    soggetto = formato.concorda(primo.numero, "obiettivo", "obiettivi")
    verbo = formato.concorda(primo.numero, "è", "sono")
    rispetto = "" if semestre_dichiarato else " rispetto a quanto atteso a metà anno"
    risposta = f"{primo.numero} {soggetto} su {sum(c.numero for c in conteggi)} {verbo} {primo.parola}"
    return risposta + rispetto, ", ".join(f"{c.numero}{voci.FISSO}{c.parola}" for c in altri if c.numero)


def _quali(ciclo: Ciclo, conteggi: tuple[Conteggio, ...]) -> list[tuple[Segno, list[tuple[str, str, str]]]]:
    """Return the objectives that are not in the best state, state by state, the worst first: code, title, address."""
    anno = ciclo.anno
    segni = {codice: semestre.segno_obiettivo(ciclo, ciclo.obiettivi[codice]) for codice in della_camera(anno)}
    return [
        (
            c.segno,
            [
                (codice, anno.obiettivi[codice].titolo, OBIETTIVO.indirizzo(anno.anno, codice))
                for codice, suo in segni.items()
                if suo.parola == c.segno.parola
            ],
        )
        for c in reversed(conteggi[1:])
        if c.numero and c.segno.parola not in NON_ATTESI
    ]


def _previsto(attesa: Previsione, pesate: int, quante: int) -> str:
    """Say what the chamber is expected to come to, without the proposals and with those that can be weighed."""
    prima, dopo = attesa.in_vigore.ente, attesa.accolte.ente
    if prima.esatto is None:
        return "Nessun ufficio ha dato una stima al 31 dicembre: una previsione di fine anno non c'è."
    detto = f"A fine anno gli uffici si attendono {formato.stampato(prima.stampato)} su 100"
    if not pesate:
        return f"{detto}."
    con = formato.concorda(quante, "con la proposta accolta", f"con le {quante} proposte accolte")
    if pesate < quante:
        con = f"accolte le proposte che si possono pesare, {pesate} su {quante}"
    return f"{detto}; {con}, {formato.stampato(dopo.stampato)}."


def _comunicazione(ctx: Contesto, anno: int) -> str:
    atto = ctx.vista.atto(anno, Documento.MONITORAGGIO)
    return voci.atto_in_parole(atto) if atto else ""


def _decisioni(ciclo: Ciclo, attesa: Previsione) -> tuple[RigaDecisione, ...]:
    righe = {r.codice: r for o in ciclo.anno.obiettivi.values() for r in proposte(ciclo, o)}
    return tuple(
        RigaDecisione(proposta=righe[codice], effetto=riga_effetto(ciclo.anno, codice, effetto))
        for codice, effetto in attesa.effetti.items()
        if codice in righe
    )


def _pesati(ciclo: Ciclo) -> tuple[ScartoPesato, ...]:
    """Return the gaps of the chamber and of the agency: first what costs the chamber most."""
    valgono = recuperi(ciclo)
    speciale = ciclo.anno.letture.azienda_speciale
    tutti = (*scarti(ciclo), *(scarti(ciclo, speciale.codice) if speciale else ()))
    in_ordine = sorted(tutti, key=lambda s: -valgono.get(s.codice, 0))
    return tuple(ScartoPesato(scarto=s, punti=punti(valgono[s.codice])) for s in in_ordine if s.codice in valgono)


def _dal_piano(anno: Anno) -> str:
    piano = anno.approvazione(Documento.PIANO)
    if piano is None:
        return "Il Piano non è ancora approvato: fino ad allora si modifica senza variazioni."
    quante = len(_variati(anno))
    detto = f"Fra l'approvazione del Piano ({voci.atto_in_parole(piano)}) e il 30 giugno"
    if not quante:
        return f"{detto} non è cambiato niente: nessuna variazione è stata approvata."
    return f"{detto} la Giunta ha approvato {formato.quanti(quante, 'variazione', 'variazioni')}."


def _variati(anno: Anno) -> tuple[Variato, ...]:
    fine = Periodo.GIUGNO.data(anno.anno)
    return tuple(
        Variato(
            nome=f"Variazione {v.numero}",
            motivo=v.motivo,
            atto=voci.atto_in_parole(anno.atti[v.atto_giunta or ""]),
            indirizzo=VARIAZIONI.indirizzo(anno.anno, ancora=v.chiave),
        )
        for v in anno.variazioni
        if (quando := anno.approvata_il(v)) and quando <= fine
    )
