"""The colours of every drawing, and the shapes of the states.

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
    "ip": "#55636f",
    "sa": "#8a5300",
    "np": "#55636f",
}
"""State class → colour of its shape on white (see theme/css/screen.css)."""

DATO = "#1f4e80"
DATO_2 = "#5c82a8"
"""Second series: operational, linked, at 30/6."""
FONDO = "#e8eef5"
BIANCO = "#ffffff"
INCHIOSTRO = "#12263a"
TESTO, TESTO_2 = "#22303d", "#4a5a69"
LINEA, FILETTO = "#7a8a99", "#d6dde4"

TAVOLOZZA = {
    "dato": DATO,
    "dato2": DATO_2,
    "fondo": FONDO,
    "bianco": BIANCO,
    "inchiostro": INCHIOSTRO,
    "testo": TESTO,
    "testo2": TESTO_2,
    "linea": LINEA,
    "filetto": FILETTO,
    "meglio": COLORI["ra"],
    "peggio": COLORI["no"],
}
"""The same colours by the name they have in the templates (`colori.dato`)."""

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
    "ip": '<path d="M8 1.2 14.8 8 8 14.8 1.2 8z" fill="none" stroke="{c}" stroke-width="1.8"/>'
    '<path d="M8 1.2 1.2 8 8 14.8z" fill="{c}"/>',
    "sa": '<path d="M1.5 2.5h13L8 14.2z" fill="none" stroke="{c}" stroke-width="1.8"/>',
    "np": '<path d="M2 8h12" stroke="{c}" stroke-width="1.8" stroke-dasharray="3 1.5"/>',
}


def glifo(classe: str, *, scuro: bool = False) -> Markup:
    """Return the shape of a state; white with `scuro`, for rows on ink.

    >>> "aria-hidden" in glifo("ra"), glifo("ra") == glifo("ra", scuro=True)
    (True, False)
    """
    return Markup(  # noqa: S704 - built from the constants above only
        '<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        f"{forma(classe, scuro=scuro)}</svg>"
    )


def forma(classe: str, *, scuro: bool = False) -> Markup:
    """Return the bare shape of a state, 16 by 16, to put inside another drawing."""
    colore = BIANCO if scuro else COLORI[classe]
    sfondo = INCHIOSTRO if scuro else BIANCO
    return Markup(_FORME[classe].format(c=colore, s=sfondo))  # noqa: S704 - built from the constants above only


def percentuale(valore: Fraction) -> str:
    """Return a length in per cent, cut to two decimals, within 0 and 100.

    >>> percentuale(Fraction(200, 3)), percentuale(Fraction(130)), percentuale(Fraction(-2))
    ('66.66%', '100%', '0%')
    """
    dentro = min(max(valore, Fraction(0)), Fraction(100))
    centesimi = dentro.numerator * 100 // dentro.denominator
    intera, resto = divmod(centesimi, 100)
    return (f"{intera}.{resto:02d}".rstrip("0") if resto else str(intera)) + "%"
