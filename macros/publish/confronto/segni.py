"""The shape of each kind of change. The word always stands beside it, so it is hidden from screen readers."""

from __future__ import annotations

from markupsafe import Markup

from macros.publish.html.glifi import BIANCO, INCHIOSTRO
from macros.trail.cambiamenti import Genere

_ROMBO_PIENO = '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="{c}"/>'
_ROMBO_VUOTO = (
    '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="none" stroke="{c}" stroke-width="1.6"/>'
    '<path d="M5 8h6" stroke="{c}" stroke-width="1.8"/>'
)
_QUADRO = '<rect x="1" y="1" width="14" height="14" rx="1.5" fill="{c}"/>'
_QUADRO_VUOTO = (
    '<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="1.5" fill="none" stroke="{c}" stroke-width="1.6"/>'
)
_PIU = _QUADRO + '<path d="M8 4v8M4 8h8" stroke="{s}" stroke-width="1.8"/>'
_MENO = _QUADRO_VUOTO + '<path d="M4.5 8h7" stroke="{c}" stroke-width="1.8"/>'
_DIVISO = _QUADRO + '<path d="M3.5 8h4l4-3.5M7.5 8l4 3.5" fill="none" stroke="{s}" stroke-width="1.6"/>'
_UNITO = _QUADRO + '<path d="M12.5 8h-4l-4-3.5M8.5 8l-4 3.5" fill="none" stroke="{s}" stroke-width="1.6"/>'
_CERCHIO = '<circle cx="8" cy="8" r="5.6" fill="none" stroke="{c}" stroke-width="1.8"/>'

_FORME = {
    Genere.VALORE: _ROMBO_PIENO,
    Genere.ASSENZA: _ROMBO_PIENO,
    Genere.TARGET: _ROMBO_PIENO,
    Genere.PESO: _ROMBO_PIENO,
    Genere.REGOLA: _ROMBO_PIENO,
    Genere.AGGIUNTO: _PIU,
    Genere.CONCLUSO: _MENO,
    Genere.DIVISO: _DIVISO,
    Genere.UNITO: _UNITO,
    Genere.RICOMPOSTO: _QUADRO,
    Genere.GRADO: _CERCHIO,
}
"""What moves figures is a filled lozenge, what does not an open one: the others have a shape of their own."""


def segno(genere: str) -> Markup:
    """Return the shape of a kind, 16 by 16.

    >>> segno("target") == segno("peso"), segno("target") == segno("titolo"), "aria-hidden" in segno("testo")
    (True, False, True)
    """
    forma = _FORME.get(Genere(genere), _ROMBO_VUOTO).format(c=INCHIOSTRO, s=BIANCO)
    return Markup(  # noqa: S704 - built from the constants above only
        f'<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{forma}</svg>'
    )
