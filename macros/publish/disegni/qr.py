"""A QR code, drawn: an address that a telephone reads from paper."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from macros.publish.disegni.tela import Disegno, disegna

CORREZIONE = "M"
"""Of errors: 15 % of it may be unreadable."""
MARGINE = 4
"""White modules around it: less, and some readers do not find it."""


def qr(disegno: Disegno, testo: str) -> Markup:
    """Return the code of a text, a module a unit of its own view box."""
    import segno  # only a page a year has one

    righe = segno.make(testo, error=CORREZIONE, micro=False).matrix
    tratti = []
    for y, riga in enumerate(righe, start=MARGINE):
        x = MARGINE
        for scuro, moduli in groupby(riga):
            largo = len(list(moduli))
            if scuro:
                tratti.append(f"M{x} {y}h{largo}v1h-{largo}z")
            x += largo
    return disegna("qr", d=disegno, lato=len(righe) + 2 * MARGINE, tratti="".join(tratti))
