"""What a printed document is made of: the record that the build hands to the paper.

Plain data, so that a document can be sent to another process. Nothing is read or computed here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from macros.model.luoghi import nome_html, nome_pdf, nome_png
from macros.model.stampe import STAMPE

BOZZA = "Bozza, non approvata"
PROPOSTA = "Proposta per la deliberazione"


class StampaError(Exception):
    """A document cannot be printed; the message, in Italian, says which page and what to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegato:
    """A file carried inside the PDF (a CSV of the year's data)."""

    nome: str
    """File name, with its extension."""
    descrizione: str
    contenuto: bytes
    data: dt.date
    """Written as its date of creation and change: never the clock's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fascicolo:
    """One document to print: where its pages are, and what its cover says."""

    anno: int
    documento: str
    """Its name in the registry of printed documents."""
    titolo: str
    """As on the cover: «Relazione sulla performance 2021»."""
    ente: str
    capitoli: tuple[str, ...]
    """`capitoli` of the front matter of its index.md, in print order."""
    davanti: tuple[str, ...] = ()
    """Pages between the cover and the contents, named as the chapters are; they have no number."""
    atti: tuple[tuple[str, str], ...]
    """The acts that cover it, what each does and which it is: («Approvazione», «Giunta, delibera 14 del 24
    febbraio 2022»); empty: it has none, and `stato` is printed."""
    risultato: tuple[tuple[str, str], ...] = ()
    """What the cover says of the chamber's figure: computed, attested."""
    stato: str = BOZZA
    """What a document without acts is."""
    impronta: str
    """SHA-256 of what is approved, hexadecimal."""
    data: dt.date
    """Of the act, or the year's first day: the only date that the bytes depend on."""
    avviso: str = ""
    """Notice of demonstration data; empty when the data are real."""
    allegati: tuple[Allegato, ...] = ()
    indirizzo_sito: str | None = None
    """Absolute address of the site; None: links that leave the document become plain text."""
    disegno: str = ""
    """The mosaic of the year, SVG of ours with its `<title>`, in the colours of white paper; empty: a
    cover of words only."""
    didascalia: str = ""
    """How the drawing is read."""

    @property
    def cartella(self) -> str:
        """Folder of its pages in the site: `2021/relazione`."""
        return self.indice.rpartition("/")[0]

    @property
    def indice(self) -> str:
        """Address of its first page in the site."""
        return STAMPE[self.documento].pagina.indirizzo(self.anno)

    @property
    def una_pagina(self) -> bool:
        """True: it is one page, with neither cover nor contents."""
        return STAMPE[self.documento].una_pagina

    @property
    def nome_file(self) -> str:
        """Name of the PDF: `relazione-2021.pdf`."""
        return nome_pdf(self.anno, self.documento)

    @property
    def nome_png(self) -> str:
        """Name of the picture of the sheet: `foglio-2021.png`; «»: there is none."""
        return nome_png(self.anno, self.documento) if STAMPE[self.documento].immagine else ""

    @property
    def nome_html(self) -> str:
        """Name of the one HTML file: `relazione-2021.html`."""
        return nome_html(self.anno, self.documento)
