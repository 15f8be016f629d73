"""The drawing on the cover of the Piano: its objectives by weight, columns still empty.

The mosaic of a year that has no grade yet, in the colours of the cover. Widths are drawing, not figures.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape

from macros.engine.sintesi import pesi_usati
from macros.model.anno import Anno
from macros.model.valori import Tipo
from macros.publish.glifi import percentuale

STRATEGICO, OPERATIVO = "#ffffff", "#a9c0d8"
ALTA = 200
"""Of a column, in pixels: as in the mosaic of the results."""
_FRA_AREE, _FRA_OBIETTIVI = Fraction(1), Fraction(3, 10)
"""Blanks, in per cent of the width."""


def mosaico_pesi(anno: Anno) -> str:
    """Return the drawing of a year's objectives; those without weight are left out."""
    aree = anno.letture.aree_strategiche
    colonne: list[tuple[str, Fraction, Fraction]] = []  # code, share of the chamber, blank before
    for area, peso_area in zip(aree, pesi_usati([a.peso for a in aree]), strict=True):
        pesi = pesi_usati([voce.peso for voce in area.obiettivi])
        totale = sum(pesi) or Fraction(1)
        vuoto = _FRA_AREE if colonne else Fraction(0)
        for voce, peso in zip(area.obiettivi, pesi, strict=True):
            if peso_area * peso > 0:
                colonne.append((voce.codice, peso_area * peso / totale, vuoto))
                vuoto = _FRA_OBIETTIVI
    larga = 100 - sum(vuoto for _, _, vuoto in colonne)
    totale = sum(peso for _, peso, _ in colonne) or Fraction(1)
    x, pezzi = Fraction(0), []
    for codice, peso, vuoto in colonne:
        x += vuoto
        colore = STRATEGICO if anno.obiettivi[codice].tipo is Tipo.STRATEGICO else OPERATIVO
        dove = f'x="{percentuale(x)}" width="{percentuale(larga * peso / totale)}"'
        pezzi.append(f'<rect {dove} y="1" height="{ALTA}" fill="none" stroke="{colore}" stroke-width="1.2"/>')
        x += larga * peso / totale
    titolo = escape(f"Peso dei {len(colonne)} obiettivi della Camera")
    return (
        f'<svg width="100%" height="{ALTA + 2}" role="img" aria-labelledby="pesi-t"><title id="pesi-t">{titolo}</title>'
        f'{"".join(pezzi)}<rect x="0" y="{ALTA}" width="100%" height="1.5" fill="{STRATEGICO}"/></svg>'
    )
