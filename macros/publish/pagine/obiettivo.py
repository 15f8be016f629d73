"""The page of an objective and the page of a manager: everything that is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.engine.legami import voci_servite
from macros.model.pagine import ALTRO_PIANO, OBIETTIVO, VARIAZIONI
from macros.model.valori import Periodo
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.contesto.continuita import nell_anno
from macros.publish.figure.composizione import composizione
from macros.publish.html.modelli import componi
from macros.publish.pagine.calcolo import spiegazioni
from macros.publish.pagine.evidenze import rinvii
from macros.publish.pagine.piani import ancora_voce
from macros.publish.pagine.punti import scala_dei_punti
from macros.publish.parole import voci
from macros.publish.parole.attestato import senza_giudizio
from macros.publish.parole.esito import esito
from macros.publish.pezzi.conteggi import per_stato
from macros.publish.pezzi.destino import approvate_di, destino
from macros.publish.pezzi.due_rilevazioni import due_date, serie_di
from macros.publish.pezzi.righe import RigaDocumento, righe_documento, righe_obiettivi, tabelle_fasi, totale_pesi
from macros.publish.pezzi.testate import coinvolti, testata
from macros.publish.schede.consuntivo import azioni, risultati
from macros.publish.schede.monitoraggio import proposte, testi_semestre
from macros.publish.schede.programmazione import programma
from macros.publish.schede.risorse import tabella_risorse
from macros.vista.vite import nomi

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo
    from macros.vista.vista import Vista


RITIRATO = "Una variazione approvata ha tolto questo obiettivo dal Piano: la pagina lo mostra com'era prima."


@dataclass(frozen=True, slots=True, kw_only=True)
class Prova:
    """The evidence of one objective."""

    codice: str
    titolo: str
    righe: tuple[RigaDocumento, ...]


Rinvio = tuple[str, str, str]
"""Number, title and address of an objective."""


def pagina_obiettivo(ctx: Contesto, codice: str, *, anno: int | None = None) -> str:
    """Return all that is known of an objective: facts, results, composition, explanations, texts.

    Example:
        {{ pagina_obiettivo("2.2") }}
    """
    dati = ctx.anno(anno)
    obiettivo = cercati.obiettivo(dati, codice)
    aree, uffici = coinvolti(dati, obiettivo)
    finale, giugno = (ctx.vista.ciclo_con(dati, p, codice) for p in (Periodo.DICEMBRE, Periodo.GIUGNO))
    recente = finale or giugno
    com_era = [c.anno.obiettivi[codice] for c in (finale, giugno) if c]  # with what a variation took away
    codici = list(dict.fromkeys([codice, *(i.codice for o in (obiettivo, *com_era) for i in o.indicatori)]))
    oggi = ctx.vista.anno(dati.anno)
    ritirato = codice not in oggi.obiettivi
    limite = recente.periodo if recente else None
    testa = testata(dati, obiettivo, "ob")
    fatte = proposte(giugno, obiettivo) if giugno else ()
    return componi(
        "pagina_obiettivo.html",
        testa=testa,
        altri_anni=_altri_anni(ctx.vista, dati, codice),
        anno=dati.anno,
        esito=esito(recente, codice) if recente else None,
        senza=RITIRATO if ritirato else "" if finale else senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE),
        date=due_date(ctx.vista, dati, obiettivo, totale_pesi(obiettivo)),
        serie=serie_di(ctx.vista, dati, obiettivo),
        composizione=composizione(recente, codice, testa.chiave) if recente else Markup(""),
        quando=f"{recente.periodo.in_parole} {dati.anno}" if recente else "",
        spiegazioni=spiegazioni(ctx.vista, dati, codici),
        proposte=fatte,
        destini={r.codice: destino(ctx.vista, oggi, r.codice) for r in fatte},
        variato=[(n, VARIAZIONI.indirizzo(oggi.anno, ancora=f"variazione-{n}")) for n in approvate_di(oggi, obiettivo)],
        programma=programma(
            dati, obiettivo, misure=recente is not None, vite={} if recente else nomi(ctx.vista, dati.anno)
        ),
        bilancio=voci.paragrafi(obiettivo.bilancio),
        sintesi=voci.paragrafi(obiettivo.sintesi),
        descrizione=voci.paragrafi(obiettivo.descrizione),
        da_fare=voci.paragrafi(obiettivo.azioni),
        aree=aree,
        uffici=uffici,
        impegno=voci.paragrafi(obiettivo.impegno_richiesto),
        azioni=azioni(dati, obiettivo) if finale else (),
        risultati=risultati(dati, obiettivo) if finale else (),
        semestre=testi_semestre(dati, obiettivo) if giugno else (),
        fasi=tabelle_fasi(dati, obiettivo.indicatori, limite),
        risorse=tabella_risorse(dati, obiettivo, "ob"),
        documenti=righe_documento(obiettivo),
        evidenze=rinvii(finale.anno, codici) if finale else [],
        serve=[
            (p.titolo, v.titolo, ALTRO_PIANO.indirizzo(dati.anno, p.codice, ancora_voce(v.codice)))
            for p, v in voci_servite(dati, codice)
        ],
        padre=_rinvio(dati.anno, dati.obiettivi[obiettivo.obiettivo_strategico])
        if obiettivo.obiettivo_strategico
        else None,
        figli=[_rinvio(dati.anno, o) for o in dati.operativi_di(codice)],
    )


def _altri_anni(vista: Vista, anno: Anno, codice: str) -> tuple[tuple[int, str, tuple[tuple[str, str, str], ...]], ...]:
    """Say what an objective was the year before and what it is the year after: (year, words if nothing, objectives)."""
    anni = {n: vista.obiettivi(n) for n in range(anno.anno - 1, anno.anno + 2) if n in vista.anni}
    altri = ((anno.anno - 1, "nuovo obiettivo"), (anno.anno + 1, "non continua"))
    return tuple(
        (n, senza, tuple(_rinvio(n, anni[n][c]) for c in nell_anno(anni, anno.anno, codice, n)))
        for n, senza in altri
        if n in anni
    )


def _rinvio(anno: int, obiettivo: Obiettivo) -> Rinvio:
    return obiettivo.codice, obiettivo.titolo, OBIETTIVO.indirizzo(anno, obiettivo.codice)


def pagina_responsabile(ctx: Contesto, area: str, *, anno: int | None = None) -> str:
    """Return what a manager answers for: objectives with weights and grades, evidence.

    Example:
        {{ pagina_responsabile("anagrafica") }}
    """
    dati = ctx.anno(anno)
    scelta = cercati.area(dati, area)
    cicli = {p: ctx.vista.ciclo_per(dati, p) for p in Periodo}
    presenti = [c for c in cicli.values() if c is not None]
    return componi(
        "pagina_responsabile.html",
        area=scelta,
        quando=f"{presenti[-1].periodo.in_parole} {dati.anno}" if presenti else "",
        quanti=_quanti(presenti[-1], [v.codice for v in scelta.obiettivi]) if presenti else str(len(scelta.obiettivi)),
        punti=scala_dei_punti(presenti[-1], area) if presenti else None,
        speciale=scelta == dati.letture.azienda_speciale,
        anno=dati.anno,
        date=[voci.DATE_BREVI[c.periodo] for c in presenti],
        righe=righe_obiettivi(dati, presenti, scelta.obiettivi),
        totale=voci.totale_pesi(v.peso for v in scelta.obiettivi),
        voti=[voci.voto_sintesi(c, c.sintesi(area)) for c in presenti],
        senza=[senza_ciclo(ctx.vista, dati, p) for p, c in cicli.items() if c is None],
        senza_giudizio=senza_giudizio(cicli[Periodo.DICEMBRE]),
        spiegazioni=spiegazioni(ctx.vista, dati, [area]),
        prove=[p for v in scelta.obiettivi if (p := _prova(dati, dati.obiettivi[v.codice], area)).righe],
    )


def _quanti(ciclo: Ciclo, codici: list[str]) -> str:
    """Say how many objectives there are and in which states: «10: 7 raggiunti, 3 parzialmente raggiunti»."""
    stati = [f"{c.numero}{voci.FISSO}{c.parola}" for c in per_stato(ciclo, codici) if c.numero]
    return f"{len(codici)}: {', '.join(stati)}" if stati else str(len(codici))


def _prova(anno: Anno, obiettivo: Obiettivo, area: str) -> Prova:
    """Return the evidence of the indicators of an objective that this area answers for."""
    sue = {i.codice for i in obiettivo.indicatori if anno.area_che_risponde(i) == area}
    righe = tuple(r for r in righe_documento(obiettivo) if r.codice in sue)
    return Prova(codice=obiettivo.codice, titolo=obiettivo.titolo, righe=righe)
