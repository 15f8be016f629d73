"""What stands in the way of a reader, in pages and PDFs of a built site."""

from __future__ import annotations

from pathlib import Path

from tests.strumenti import vera
from tests.strumenti.browser import scorrimento_laterale, sito_nel_browser, violazioni_axe
from tests.strumenti.html import messaggi

LARGHEZZE = (1280, 320)
"""A desktop, and a page at 400 %."""


def difetti(sito: Path, pagine: tuple[str, ...], pdf: tuple[str, ...]) -> list[str]:
    """Return what axe, the HTML checker and veraPDF say, and what scrolls sideways; paths are those of the site."""
    trovati = [str(esito) for esito in vera.valida([sito / nome for nome in pdf]) if not esito.conforme]
    with sito_nel_browser(sito) as navigato, navigato.apri(attesa="load") as p:
        for pagina in pagine:
            navigato.vai(p, pagina)
            for larghezza in LARGHEZZE:
                p.set_viewport_size({"width": larghezza, "height": 900})
                trovati += (f"{pagina} a {larghezza} px: {d}" for d in (*violazioni_axe(p), *scorrimento_laterale(p)))
    return trovati + [f"{pagina}: {m}" for pagina in pagine for m in messaggi(sito / pagina)]
