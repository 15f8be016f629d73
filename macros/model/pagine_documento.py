"""The pages that each document has: its first, what led to it, its method, its tree; its chapters are written by hand.

They stand in the registry of pages, `macros/model/pagine.py`.
"""

from __future__ import annotations

from dataclasses import replace

from macros.model.problems import Documento
from macros.model.tipi_pagina import TipoPagina, del_documento

ITER = "Iter e versioni"


def di_documento(documento: Documento, parte: str) -> tuple[TipoPagina, ...]:
    """Return the pages of a document: its first, what led to it; its chapters are written by hand."""
    indice = TipoPagina(
        percorso=f"$anno/{documento}/index.md",
        titolo="$nome",
        macro="I capitoli di questo documento non sono ancora scritti. "
        "Ciò che si prevede e ciò che si è ottenuto è nella [pagina di ogni obiettivo](../albero/aree-strategiche.md).",
        di_riserva=True,
        per=del_documento(documento),
        voce="$breve",
        parte=parte,
        sezione="$breve",
    )
    iter_ = TipoPagina(
        percorso=f"$anno/{documento}/iter.md",
        titolo=f"{ITER}, $nome",
        intestazione=ITER,
        occhiello="$nome",
        macro="{{ iter_e_versioni($codice) }}",
        per=del_documento(documento),
        quando=lambda mostrato, anno: mostrato.visibile(anno, documento),
        voce=ITER,
        sotto=indice.percorso,
        solo_titoli=True,  # its acts are in the chapter of the acts, its variations in theirs
    )
    if documento is Documento.PIAO:  # a year may have none; where it has, the build writes it
        indice = replace(
            indice,
            macro="{{ sezione_piao() }}",
            occhiello="Valore pubblico e performance, come li chiede il piano-tipo",
            di_riserva=False,
            quando=iter_.quando,
            documento=documento,
            solo_titoli=True,
        )
    metodo = TipoPagina(percorso=f"$anno/{documento}/metodo.md")
    albero = TipoPagina(percorso=f"$anno/{documento}/albero.md", solo_titoli=True)
    return indice, iter_, metodo, albero
