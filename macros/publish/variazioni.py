"""What changed in a plan after its approval: the page of a year, and the chapter of its Relazione."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model.formato import concorda, data_lunga
from macros.model.problems import Documento
from macros.model.variazioni import StatoVariazione
from macros.publish.confronto.frammento import in_html
from macros.publish.confronto.parole import Sezione
from macros.publish.contesto import Contesto
from macros.publish.delibere import cammino, delibera, scelte
from macros.publish.modelli import componi
from macros.publish.voci import atto_breve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macros.trail.passaggi import Passaggio

NON_APPROVATO = "Il Piano {anno} non è ancora approvato: fino ad allora si modifica senza variazioni."
CONTI = {
    StatoVariazione.APPROVATA: "Approvate",
    StatoVariazione.VALIDATA: "Validate dall'OIV",
    StatoVariazione.PROPOSTA: "Proposte",
}
DAL_PIANO, A_OGGI = "Piano approvato", "Piano di oggi"


def variazioni_piano(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the page of the variations: how many, each with reason, acts and effect, then plan against plan.

    Example:
        {{ variazioni_piano() }}
    """
    dati = ctx.anno(anno)
    piano = dati.approvazione(Documento.PIANO)
    trovate, correzioni = cammino(ctx, dati, "oggi"), cammino(ctx, dati, "errata")
    confronto = ""
    if trovate.tutto is not None:
        confronto = in_html([Sezione(trovate.tutto, DAL_PIANO, A_OGGI)], luoghi=False)
    if piano is None:
        detto = NON_APPROVATO.format(anno=dati.anno)
    else:
        approvato = f"Il Piano {dati.anno} è stato approvato il {data_lunga(piano.data)} ({atto_breve(piano)})."
        detto = f"{approvato} {_frase(trovate.passaggi)}"
    return componi(
        "variazioni.html",
        frase=detto,
        conti=[(nome, len(scelte(trovate, s))) for s, nome in CONTI.items()] if trovate.passaggi else [],
        approvate=[delibera(ctx, dati, p) for p in trovate.passaggi if p.stato is StatoVariazione.APPROVATA],
        proposte=[delibera(ctx, dati, p) for p in trovate.passaggi if p.stato is not StatoVariazione.APPROVATA],
        correzioni=[delibera(ctx, dati, p) for p in correzioni.passaggi],
        confronto=Markup(confronto),  # noqa: S704 - made by a template
        anno=dati.anno,
    )


def variazioni_anno(ctx: Contesto, *, anno: int | None = None, livello: int = 2) -> str:
    """Return the variations approved by 31 December, with reason, acts and effect; then the corrections, if any.

    Example:
        {{ variazioni_anno() }}
    """
    dati = ctx.anno(anno)
    approvate = scelte(cammino(ctx, dati, "anno"), StatoVariazione.APPROVATA)
    return componi(
        "variazioni_anno.html",
        livello=livello,
        anno=dati.anno,
        variazioni=[delibera(ctx, dati, p) for p in approvate],
        correzioni=[delibera(ctx, dati, p) for p in cammino(ctx, dati, "errata").passaggi],
    )


def _frase(passaggi: Sequence[Passaggio]) -> str:
    """Say in one sentence or two how many times the plan changed, and what is only proposed."""
    fatte = sum(1 for p in passaggi if p.stato is StatoVariazione.APPROVATA)
    altre = len(passaggi) - fatte
    if not passaggi:
        return "Da allora non è cambiato: nessuna variazione è stata approvata."
    volte = concorda(fatte, "una variazione", f"{fatte} variazioni")
    prima = f"Da allora la Giunta ha approvato {volte}." if fatte else "Da allora non è cambiato."
    if not altre:
        return prima
    if fatte:
        quante = concorda(altre, "Un'altra non è approvata", f"Altre {altre} non sono approvate")
    else:
        quante = concorda(altre, "Una variazione è proposta", f"{altre} variazioni sono proposte") + " e non approvat"
        quante += concorda(altre, "a", "e")
    return f"{prima} {quante}: il Piano non {concorda(altre, 'la', 'le')} contiene."
