"""The pages that no one writes: objectives, managers, their lists, and the «not yet» pages.

Pure: from the view of the build to path → Markdown. A generated page holds a few macro calls;
text from data is written as entities, so that neither Markdown nor Jinja reads it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.citazioni import titolo_documento
from macros.model.pagine import PAGINE, PRIMA_DELL_ANNO, VITA
from macros.model.pagine_oiv import RELAZIONE_SISTEMA
from macros.model.problems import Documento
from macros.model.tipi_pagina import CODICE, Soggetto, TipoPagina
from macros.vista.vite import titolo, vite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macros.vista.vista import Vista

_FIGURE = ("manuale/pagine.md", "manuale/immagini/")
"""Pictures of pages: no act can be asked whether the figures in them are public."""
_PERCORSO = re.compile(rf"(?P<anno>\d{{4}})/(?:(?P<documento>{'|'.join(Documento)})/)?")
_ATTESE = {
    Documento.PIANO: "quando la Giunta lo avrà approvato",
    Documento.PIAO: "quando la Giunta lo avrà approvato",
    Documento.MONITORAGGIO: "dopo la comunicazione alla Giunta",
    Documento.RELAZIONE: "dopo la validazione dell’OIV e l’approvazione della Giunta",
}


@dataclass(frozen=True, slots=True)
class PaginaGenerata:
    """A generated page."""

    percorso: str
    """Path from the content folder, with `.md`."""
    titolo: str
    """As typed in the data."""
    markdown: str
    di_riserva: bool = False
    """True: it gives way to a page of `content/` with the same path."""


def letterale(testo: str) -> str:
    """Return text that Markdown, HTML and Jinja show as it is.

    >>> letterale("È <b> {{ 1 }}")
    'È &#60;b&#62; &#123;&#123; 1 &#125;&#125;'
    """
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in testo)


def generate(vista: Vista) -> Iterator[PaginaGenerata]:
    """Yield the generated pages of every visible year, and of what goes on through them."""
    tipi = sorted((t for t in PAGINE if t.macro), key=_ordine)
    for n in vista.anni:
        # With what a variation has taken away since.
        viste = (*(vista.anno_di(n, d) for d in Documento), vista.anno(n))
        for tipo in tipi:
            if tipo.quando(vista, n):
                for di in {s.codice: s for anno in viste for s in tipo.per(anno)}.values():
                    yield _pagina(vista, tipo, n, di)
    for nome, vita in vite(vista).items():
        codice, detto = titolo(vista, vita)
        yield _pagina(vista, VITA, 0, Soggetto(codice=nome, nome=detto, breve=codice))


def _ordine(tipo: TipoPagina) -> tuple[bool, int, bool]:
    """The order in which the search lists them: what objectives and managers have, the year, the documents."""
    posto = 0 if CODICE in tipo.percorso else 2 if tipo.cartella in set(Documento) else 1
    return tipo.di_riserva, posto, tipo is not PRIMA_DELL_ANNO


def _pagina(vista: Vista, tipo: TipoPagina, n: int, di: Soggetto) -> PaginaGenerata:
    """Return a page of a kind, of a year, about something."""

    def riempito(*testi: str) -> str:
        return tipo.riempi(next((t for t in testi if t), ""), n, di)

    percorso, titolo = tipo.file(n, di.codice), riempito(tipo.titolo)
    testo = nascosta(vista, percorso) or _testo(
        riempito(tipo.etichetta, tipo.titolo),
        riempito(tipo.intestazione, tipo.titolo),
        tipo.chiamata(n, di),
        riempito(tipo.occhiello),
    )
    return PaginaGenerata(percorso, titolo, testo, tipo.di_riserva)


def _testo(etichetta: str, titolo: str, corpo: str, sopra: str = "") -> str:
    """Return a page: front matter, the line above the title, the title, the body."""
    testata = f'<p class="occhiello">{letterale(sopra)}</p>\n\n' if sopra else ""
    return (
        f"---\ntitle: {json.dumps(etichetta, ensure_ascii=False)}\n---\n\n{testata}# {letterale(titolo)}\n\n{corpo}\n"
    )


def nascosta(vista: Vista, percorso: str) -> str | None:
    """Return the page that stands in for one that may not be shown; None: it may be shown.

    Args:
        vista: what this build may show.
        percorso: path of a page of the content folder.
    """
    if vista.pubblico and percorso.startswith(_FIGURE):
        return _testo(
            "Le pagine in figura", "Le pagine in figura", "Le figure mostrano valori: stanno solo nella bozza."
        )
    trovato = _PERCORSO.match(percorso)
    if not trovato:
        return None
    anno = int(trovato["anno"])
    relazione = RELAZIONE_SISTEMA
    if vista.pubblico and percorso == relazione.file(anno) and anno in vista.anni and not relazione.quando(vista, anno):
        titolo = f"{relazione.etichetta} {anno}"
        return _testo(titolo, titolo, "Questa relazione non è ancora registrata: sarà pubblicata qui con il suo atto.")
    if anno not in vista.anni:
        testo = "I documenti di quest’anno non sono ancora approvati. Saranno pubblicati qui."
        return _testo(f"Anno {anno}", f"Anno {anno}", testo)
    if trovato["documento"] is None or vista.visibile(anno, trovato["documento"]):
        return None
    documento = Documento(trovato["documento"])
    titolo = titolo_documento(vista.anno(anno), documento)
    testo = f"Questo documento non è ancora approvato: sarà pubblicato qui {_ATTESE[documento]}."
    return _testo(titolo, titolo, testo)
