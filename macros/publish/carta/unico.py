"""A document as one HTML file that needs nothing else: what the PDF is printed from, dressed for a browser.

Styles and pictures are inside, letters are those of whoever reads (three faces of ours would be 81 kB in each of the
files, of which the small ones are 90), and there is no script.
"""

from __future__ import annotations

import base64
import mimetypes
import re
from pathlib import Path

from markupsafe import Markup

from macros.model.luoghi import assoluto, file_documenti
from macros.publish.carta.documento import INDICE, Rilegato, copertina
from macros.publish.carta.pagine import SITO
from macros.publish.carta.stampa import file_del_sito
from macros.publish.html.modelli import componi, stili

FOGLI = ("gettoni.css", "screen.css", "documento.css")
"""The site's own style sheets, and what a file alone has to say beside."""
_RIQUADRO = ('<div class="riquadro-tabella" role="region"', '<div class="riquadro-tabella" role="group"')
"""What a table that scrolls is in: on a page a place to jump to; a hundred such places, many of one name, are none."""
_FIGURA = re.compile(rf'(<img\b[^>]*? src=")({SITO}[^"]+)')
"""The address of a picture: a text may hold the same words, but no tag."""


def in_un_file(rilegato: Rilegato, sito: Path) -> str:
    """Return a bound document as one HTML file; `sito` is the built site, where its pictures are."""
    f = rilegato.fascicolo
    return componi(
        "documento_unico.html",
        titolo=f.titolo,
        ente=f.ente,
        atti=f.atti,
        stato=f.stato,
        impronta=f.impronta,
        avviso=f.avviso,
        indirizzo=assoluto(f.indirizzo_sito, ""),
        proprio=file_documenti(f.anno, f.nome_html),
        pagine=f.indice,
        pdf=f.nome_file,
        stili=stili(*FOGLI),
        copertina={} if f.una_pagina else copertina(f),
        capitoli=rilegato.capitoli,
        ancora=INDICE,
        corpi=[
            (slug, Markup(_per_un_file(corpo, sito)))  # noqa: S704 - of the site
            for slug, corpo in (*rilegato.davanti, *rilegato.corpi)
        ],
    )


def _per_un_file(corpo: str, sito: Path) -> str:
    """Put the pictures of a chapter inside it; make its tables' boxes groups."""

    def dentro(trovata: re.Match[str]) -> str:
        tipo = mimetypes.guess_type(trovata[2])[0]
        return f"{trovata[1]}data:{tipo};base64,{base64.b64encode(file_del_sito(trovata[2], sito)).decode()}"

    return _FIGURA.sub(dentro, corpo.replace(*_RIQUADRO))
