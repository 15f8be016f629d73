"""Where things stand in a project and in its site: what the build writes, so that nobody can plant it.

The writers take their places from here, and `macros/checks/deposito.py` keeps `content/` out of them; the
folders of the theme are read from the theme, the pages made from the data are in `macros/model/pagine.py`.
"""

from __future__ import annotations

DATI, DOCUMENTI = "dati", "documenti"
"""Folders of the site, one below for each year: the open data, the documents."""
EVIDENZE = "evidenze"
"""Below the open data of a year: the files of what proves the results."""
CALENDARIO = f"{DATI}/scadenze.ics"
"""The deadlines of every year, to subscribe to: its address never changes."""
CATALOGO = f"{DATI}/catalogo.jsonld"
"""The catalogue of the open data of every year: its address never changes."""
VITE = "indicatori"
"""Beside the years in the open data: a table for each indicator, of all its years."""
PER_ANAC, DIMOSTRATIVI = "anac", "anac-dimostrativi"
"""Beside the open data: the files that ANAC asks for; those of a demonstration, whose schema has no place to say it."""
MAPPA_COLLEGAMENTI = "at_map.json"
"""In the root of the site: where each item of Amministrazione trasparente is."""
INSTALLATI = "assets"
"""Folder of the site for the installed files."""
DA_INCLUDERE = "frammenti"
"""The items of Amministrazione trasparente as pieces for the pages of another site."""
INDICE_DA_INCLUDERE = f"{DA_INCLUDERE}/index.html"
"""Says how each is included."""
RICERCA = "search/indice.js"
"""The search index: a script, which a page opened from the disk may load too, where it may not fetch a file."""
SOMME = "SHA256SUMS"
"""Beside the PDFs, and the open data, of a year: their checksums."""
SENZA_INDIRIZZO = "l'indirizzo a cui il sito si pubblica non è dichiarato"
"""Why what is made of whole addresses is not there."""
VERSIONE = "versione.json"
"""What a build says of itself: its commit, its imprints, the files it printed with their SHA-256."""


def file_evidenza(anno: int, nome: str) -> str:
    """Return where the published file of an evidence stands in the site: beside the table that names it."""
    return file_dati(anno, f"{EVIDENZE}/{nome}")


def file_dati(anno: int, nome: str) -> str:
    """Return where a file of open data stands in the site."""
    return f"{DATI}/{anno}/{nome}"


def file_da_includere(codice: str, *, in_riquadro: bool) -> str:
    """Return where the piece of an item stands in the site, or the page that shows it in a frame.

    >>> file_da_includere("06.02", in_riquadro=False), file_da_includere("06.02", in_riquadro=True)
    ('frammenti/06-02.html', 'frammenti/06-02-riquadro.html')
    """
    return f"{DA_INCLUDERE}/{codice.replace('.', '-')}{'-riquadro' if in_riquadro else ''}.html"


def file_vita(nome: str) -> str:
    """Return where the life of an indicator stands in the site as a table, by the name it keeps.

    >>> file_vita("2021-2.2.a")
    'dati/indicatori/vita-2021-2.2.a.csv'
    """
    return f"{DATI}/{VITE}/vita-{nome}.csv"


def file_anac(nome: str, *, dimostrativo: bool) -> str:
    """Return where a file for ANAC stands in the site."""
    return f"{DATI}/{DIMOSTRATIVI if dimostrativo else PER_ANAC}/{nome}"


def nome_pdf(anno: int, documento: str) -> str:
    """Return the name of a document's PDF: `relazione-2021.pdf`."""
    return f"{documento}-{anno}.pdf"


def nome_html(anno: int, documento: str) -> str:
    """Return the name of a document as one HTML file, beside its PDF: `relazione-2021.html`."""
    return f"{documento}-{anno}.html"


def nome_png(anno: int, documento: str) -> str:
    """Return the name of a document of one page as a picture, beside its PDF: `foglio-2021.png`."""
    return f"{documento}-{anno}.png"


def nome_copia(anno: int, documento: str) -> str:
    """Return the name of what was approved of a document corrected since: `relazione-2021-copia-approvata.pdf`."""
    return f"{documento}-{anno}-copia-approvata.pdf"


def nome_firmato(anno: int, documento: str, suffisso: str) -> str:
    """Return the name of a document that came back signed, by how it ends: in the PDF itself, or in an envelope.

    >>> nome_firmato(2021, "relazione", ".pdf"), nome_firmato(2021, "relazione", ".p7m")
    ('relazione-2021-firmato.pdf', 'relazione-2021.pdf.p7m')
    """
    return f"{documento}-{anno}-firmato.pdf" if suffisso == ".pdf" else nome_pdf(anno, documento) + suffisso


def assoluto(sito: str | None, indirizzo: str) -> str:
    """Return an address as others see it; «» where the site has none.

    >>> assoluto("https://esempio.it/performance/", "dati.html"), assoluto(None, "dati.html")
    ('https://esempio.it/performance/dati.html', '')
    """
    return f"{sito.rstrip('/')}/{indirizzo}" if sito else ""


def file_documenti(anno: int, nome: str) -> str:
    """Return where a document, or the checksums of a year's, stands in the site."""
    return f"{DOCUMENTI}/{anno}/{nome}"
