"""The pages of the tree, in its two readings; that by strategic areas is the list of the objectives too."""

from __future__ import annotations

from dataclasses import replace

from macros.model.tipi_pagina import TipoPagina

LETTURE = {"strategica": "strategiche", "dirigenziale": "dirigenziali"}
"""Word in the macro of the tree → how its page is called: «per aree strategiche»."""
_ALBERO_STRATEGICO = TipoPagina(
    percorso="$anno/albero/aree-strategiche.md",
    titolo="Albero $anno per aree strategiche",
    macro='{{ albero_performance("strategica") }}',
    di_riserva=True,
    voce="Obiettivi",
    aperto=True,
    parte="Albero della performance",
    sezione="Albero",
    solo_titoli=True,
)
ALBERI = {
    "strategica": _ALBERO_STRATEGICO,
    "dirigenziale": replace(
        _ALBERO_STRATEGICO,
        percorso="$anno/albero/aree-dirigenziali.md",
        titolo="Albero $anno per aree dirigenziali",
        macro='{{ albero_performance("dirigenziale") }}',
        voce="Obiettivi per aree dirigenziali",
        aperto=False,
    ),
}
"""Reading → its page."""


def ancora_area(codice: str) -> str:
    """Return where the tree speaks of a strategic area, or of the agency."""
    return f"area-{codice}"


def luogo_area(anno: int, codice: str) -> str:
    """Return the address of a strategic area, or of the agency, in the tree of a year."""
    return ALBERI["strategica"].indirizzo(anno, ancora=ancora_area(codice))
