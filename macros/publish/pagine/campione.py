"""The sheet of the sample: the indicators drawn, with their figures and room for what is seen. Fonte: RECORDS 3."""

from __future__ import annotations

from macros.model import formato
from macros.model.pagine_oiv import VALIDAZIONE
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi
from macros.publish.pezzi.campione import verifiche


def campione_oiv(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the indicators drawn for inspection, with value, evidence and room for notes.

    Example:
        {{ campione_oiv() }}
    """
    dati = ctx.anno(anno)
    campione = dati.oiv.campione if dati.oiv else None
    if campione is None:
        return componi("avviso.html", testo="Nessun campione di indicatori è registrato.")
    righe = verifiche(dati, ctx.vista.ciclo_per(dati, Periodo.DICEMBRE))
    return componi(
        "campione.html",
        anno=dati.anno,
        seme=campione.seme,
        quanti=formato.quanti(len(campione.indicatori), "indicatore", "indicatori"),
        estratto_il=formato.con_articolo("il", campione.estratto_il),
        righe=[r for r in righe if r.estratto],
        dossier=VALIDAZIONE.indirizzo(dati.anno),
        pdf=ctx.pdf_documento(dati, "campione"),
    )
