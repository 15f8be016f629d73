"""What changed in a plan after its approval: the page of a year, and the chapter of its Relazione."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model.formato import con_articolo, concorda, stampato
from macros.model.pagine import DOCUMENTO
from macros.model.pagine_albero import ALBERI
from macros.model.problems import Documento
from macros.model.variazioni import StatoVariazione
from macros.publish.confronto.frammento import in_html
from macros.publish.confronto.parole import Sezione, differenza
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi
from macros.publish.iter.delibere import STIME, cammino, delibera, scelte
from macros.publish.iter.esiti import esito_in_parole
from macros.publish.parole import voci
from macros.publish.parole.esito import in_parole
from macros.publish.parole.piao import emendato
from macros.trail.effetti import figure_di
from macros.trail.passaggi import stime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.trail.confronto import Confronto
    from macros.trail.passaggi import Passaggio

NON_APPROVATO = "Il Piano {anno} non è ancora approvato: fino ad allora si modifica senza variazioni."
CONTI = {
    StatoVariazione.APPROVATA: "Approvate",
    StatoVariazione.VALIDATA: "Validate dall'OIV",
    StatoVariazione.PROPOSTA: "Proposte",
    StatoVariazione.RESPINTA: "Respinte",
    StatoVariazione.NON_VALIDATA: "Non validate",
    StatoVariazione.RITIRATA: "Ritirate",
}
DAL_PIANO, A_OGGI = "Piano approvato", "Piano di oggi"


def variazioni_piano(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the page of the variations: how many, each with reason, acts and effect, then plan against plan.

    Example:
        {{ variazioni_piano() }}
    """
    dati = ctx.anno(anno)
    piano = dati.approvazione(Documento.PIANO)
    trovate, correzioni = cammino(ctx.vista, dati, "oggi"), cammino(ctx.vista, dati, "errata")
    confronto, in_tutto = "", ""
    if trovate.tutto is not None:
        if _muove(trovate.tutto):
            confronto = in_html([Sezione(trovate.tutto, DAL_PIANO, A_OGGI)], luoghi=False, con_titolo=False)
        in_tutto = _insieme(trovate.tutto)
    if piano is None:
        detto = NON_APPROVATO.format(anno=dati.anno)
    else:
        approvato = (
            f"Il Piano {dati.anno} è stato approvato {con_articolo('il', piano.data)} ({voci.atto_breve(piano)})."
        )
        detto = f"{approvato} {_frase(trovate.passaggi)}"
    conti = [(nome, len(scelte(trovate, s))) for s, nome in CONTI.items()]
    return componi(
        "variazioni.html",
        frase=detto,
        emendato=emendato(dati),
        piao=DOCUMENTO[Documento.PIAO].indirizzo(dati.anno),
        oggi=ALBERI["strategica"].indirizzo(dati.anno) if trovate.tutto is not None else "",
        piano=DOCUMENTO[Documento.PIANO].indirizzo(dati.anno),
        conti=[(nome, quante) for nome, quante in conti if quante],
        approvate=[delibera(dati, p) for p in trovate.passaggi if p.stato is StatoVariazione.APPROVATA],
        proposte=[delibera(dati, p) for p in trovate.passaggi if p.stato is not StatoVariazione.APPROVATA],
        correzioni=[delibera(dati, p) for p in correzioni.passaggi],
        in_tutto=in_tutto,
        confronto=Markup(confronto),  # noqa: S704 - made by a template
        anno=dati.anno,
    )


def variazioni_anno(ctx: Contesto, *, anno: int | None = None, livello: int = 2) -> str:
    """Return the variations approved by 31 December, with reason, acts and effect; then corrections, proposals ended.

    Example:
        {{ variazioni_anno() }}
    """
    dati = ctx.anno(anno)
    oggi = ctx.vista.anno(dati.anno)  # the year's own: a document has none that is not approved
    approvate = scelte(cammino(ctx.vista, dati, "anno"), StatoVariazione.APPROVATA)
    return componi(
        "variazioni_anno.html",
        livello=livello,
        anno=dati.anno,
        variazioni=[delibera(dati, p) for p in approvate],
        correzioni=[delibera(dati, p) for p in cammino(ctx.vista, dati, "errata").passaggi],
        chiuse=[(v.numero, v.motivo, esito_in_parole(oggi, v)) for v in oggi.variazioni if v.esito],
    )


def _muove(tutto: Confronto) -> bool:
    """True when a figure of the two states differs on the same values."""
    if tutto.ciclo_prima is None or tutto.ciclo_dopo is None:
        return False
    da, a = figure_di(tutto.ciclo_prima), figure_di(tutto.ciclo_dopo)
    return any(a[k].esatto != da[k].esatto for k in a.keys() & da.keys())


def _insieme(tutto: Confronto) -> str:
    """Say what all the approved variations move together, at the date of the values and on the estimates."""
    if tutto.periodo is None:
        return "Nessun valore è ancora rilevato: nessuna cifra può cambiare."
    quando, muove, attesi = tutto.periodo.in_parole, _muove(tutto), stime(tutto)
    detto = f"Le cifre sono calcolate sui dati al {quando}." if muove else f"Sui dati al {quando} nessuna cifra cambia."
    prima, dopo = (c.ente for c in attesi) if attesi else (None, None)
    if prima is None or dopo is None or prima.esatto is None or dopo.esatto is None:
        return detto
    if prima.esatto == dopo.esatto:
        return f"{detto} Non cambia nemmeno il totale della Camera al 31 dicembre, {STIME}."
    return (
        f"{detto} Al 31 dicembre, {STIME}, il totale della Camera passa da {stampato(prima.stampato)} "
        f"a {stampato(dopo.stampato)} ({differenza(prima.esatto, dopo.esatto)} punti)."
    )


def _frase(passaggi: Sequence[Passaggio]) -> str:
    """Say in one sentence or two how many times the plan changed, and what is only proposed."""
    fatte = sum(1 for p in passaggi if p.stato is StatoVariazione.APPROVATA)
    altre = len(passaggi) - fatte
    if not passaggi:
        return "Da allora non è cambiato: nessuna variazione è stata approvata."
    volte = concorda(fatte, "una variazione", f"{in_parole(fatte)} variazioni")
    prima = f"Da allora la Giunta ha approvato {volte}." if fatte else "Da allora non è cambiato."
    if not altre:
        return prima
    if fatte:
        quante = concorda(altre, "Un'altra non è approvata", f"Altre {in_parole(altre)} non sono approvate")
    else:
        molte = f"{in_parole(altre).capitalize()} variazioni sono proposte e non approvate"
        quante = concorda(altre, "Una variazione è proposta e non approvata", molte)
    return f"{prima} {quante}: il Piano non {concorda(altre, 'la', 'le')} contiene."
