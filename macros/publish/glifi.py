"""Small drawings in SVG: the shapes of the states and the bars beside figures.

Shapes differ in outline, so they hold without colour; the word always stands
beside them, so they are hidden from screen readers. Colours are attributes:
the same text serves screen and paper.
"""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

COLORI = {
    "ra": "#0a6b4a",
    "pa": "#8a5300",
    "no": "#a81c38",
    "nr": "#55636f",
    "nv": "#54478c",
    "np": "#55636f",
}
"""State class → colour of its shape on white (see theme/css/screen.css)."""

DATO = "#1f4e80"
FONDO = "#e8eef5"
BIANCO = "#ffffff"
INCHIOSTRO = "#12263a"

_FORME = {
    "ra": '<circle cx="8" cy="8" r="7.5" fill="{c}"/>'
    '<path d="M4.4 8.3 7 10.9 11.6 5.6" fill="none" stroke="{s}" stroke-width="2"/>',
    "pa": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="{c}" stroke-width="1.8"/>'
    '<path d="M1.4 8a6.6 6.6 0 0 0 13.2 0z" fill="{c}"/>',
    "no": '<rect x=".8" y=".8" width="14.4" height="14.4" rx="1.5" fill="{c}"/>'
    '<path d="M4.8 4.8 11.2 11.2M11.2 4.8 4.8 11.2" stroke="{s}" stroke-width="2"/>',
    "nr": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="{c}" stroke-width="1.8" stroke-dasharray="2.6 2.05"/>',
    "nv": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="{c}" stroke-width="1.8"/>'
    '<path d="M4.4 8h7.2" stroke="{c}" stroke-width="1.8"/>',
    "np": '<path d="M2 8h12" stroke="{c}" stroke-width="1.8" stroke-dasharray="3 1.5"/>',
}


def glifo(classe: str, *, scuro: bool = False) -> Markup:
    """Return the shape of a state; white with `scuro`, for rows on ink.

    >>> "aria-hidden" in glifo("ra"), glifo("ra") == glifo("ra", scuro=True)
    (True, False)
    """
    colore = BIANCO if scuro else COLORI[classe]
    sfondo = INCHIOSTRO if scuro else BIANCO
    forma = _FORME[classe].format(c=colore, s=sfondo)
    return Markup(  # noqa: S704 - built from the constants above only
        f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{forma}</svg>'
    )


def percentuale(valore: Fraction) -> str:
    """Return a length in per cent, cut to two decimals, within 0 and 100.

    >>> percentuale(Fraction(200, 3)), percentuale(Fraction(130)), percentuale(Fraction(-2))
    ('66.66%', '100%', '0%')
    """
    dentro = min(max(valore, Fraction(0)), Fraction(100))
    centesimi = dentro.numerator * 100 // dentro.denominator
    intera, resto = divmod(centesimi, 100)
    return (f"{intera}.{resto:02d}".rstrip("0") if resto else str(intera)) + "%"


def barra(grado: Fraction | None, classe: str, chiave: str) -> Markup:
    """Return a bar from 0 to 100: what was reached is solid, what is missing is hatched.

    Args:
        grado: percentage points; None draws an empty dashed outline.
        classe: state, for the colour of the hatching.
        chiave: unique on the page, for the id of the hatching.
    """
    testa = '<svg class="barra" width="100%" height="8" aria-hidden="true" focusable="false">'
    if grado is None:
        corpo = (
            f'<rect x="0" y="0.5" width="100%" height="7" fill="none" '
            f'stroke="{COLORI[classe]}" stroke-width="0.75" stroke-dasharray="4 3"/>'
        )
        return Markup(f"{testa}{corpo}</svg>")  # noqa: S704 - constants and numbers only
    pieno = percentuale(grado)
    corpo = f'<rect x="0" y="0" width="{pieno}" height="8" fill="{DATO}"/>'
    if grado < 100:
        corpo = (
            f'<defs><pattern id="{chiave}" width="4" height="4" patternUnits="userSpaceOnUse">'
            f'<path d="M0 4 4 0" stroke="{COLORI[classe]}" stroke-width="1"/></pattern></defs>'
            f'{corpo}<rect x="{pieno}" y="0.5" width="{percentuale(100 - grado)}" height="7" '
            f'fill="url(#{chiave})" stroke="{COLORI[classe]}" stroke-width="0.75"/>'
        )
    return Markup(f"{testa}{corpo}</svg>")  # noqa: S704 - constants, numbers and codes only


def barra_parti(parti: tuple[tuple[str, int], ...]) -> Markup:
    """Return one bar cut in parts, each as wide as its count, in the colours of the states."""
    totale = sum(numero for _, numero in parti) or 1
    pezzi, inizio = [], 0
    for classe, numero in parti:
        if numero:
            x = percentuale(Fraction(inizio * 100, totale))
            larga = percentuale(Fraction(numero * 100, totale))
            stile = (
                f'fill="{COLORI[classe]}"'
                if classe in {"ra", "pa", "no"}
                else f'fill="{FONDO}" stroke="{COLORI[classe]}" stroke-dasharray="3 2"'
            )
            pezzi.append(f'<rect x="{x}" y="1" width="{larga}" height="8" {stile}/>')
            if inizio:
                pezzi.append(f'<rect x="{x}" y="0" width="2" height="10" fill="{BIANCO}"/>')
        inizio += numero
    return Markup(  # noqa: S704 - constants and numbers only
        '<svg class="barra" width="100%" height="10" aria-hidden="true" focusable="false">' + "".join(pezzi) + "</svg>"
    )
