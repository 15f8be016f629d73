"""The last touch before a PDF is written: what WeasyPrint 70 leaves short of PDF/UA-1.

It names the file PDF/UA beside PDF/A, makes whole what is broken over lines and pages, ties the cells
of a table to their headings, and takes out of the reading order what is only decoration or repeated:
figures without a text, running heads and feet, the heads of a table after the first. Works on pydyf's
objects, so both versions are pinned.
"""

from __future__ import annotations

from macros.publish.carta.fusione import ricomponi
from macros.publish.carta.intestazioni import intesta
from macros.publish.carta.struttura import AlberoPdf, Oggetto, Origine

_IDENTITA_UA = (
    b'<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    b'<rdf:Description rdf:about="" '
    b'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    b'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    b'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    b'<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    b"<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    b'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    b"<pdfaProperty:name>part</pdfaProperty:name>"
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>"
    b"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
    b"</rdf:Description></rdf:RDF>"
)
"""The identification, and its schema as PDF/A asks of every property that it does not know."""


def finisci(pdf: Oggetto, origini: dict[int, Origine]) -> None:
    """Mend a PDF that WeasyPrint is about to write (its `finisher` option).

    Args:
        pdf: pydyf's, complete.
        origini: what `registra_origini` noted while it was made.
    """
    _identifica(pdf)
    albero = AlberoPdf(pdf, origini)
    decorativi = ricomponi(albero.documento)
    tabelle = (e for e in albero.documento.discendenti() if e.tipo == "/Table")
    for n, tabella in enumerate(tabelle):
        intesta(tabella, f"t{n}")
    albero.scrivi(decorativi)


def _identifica(pdf: Oggetto) -> None:
    """Declare PDF/UA-1 inside the one RDF that validators read."""
    metadati = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    testo = b"".join(metadati.stream)
    if testo.count(b"</rdf:RDF>") != 1:
        msg = "WeasyPrint wrote metadata of another shape: the finisher does not know this version"
        raise RuntimeError(msg)
    metadati.stream = [testo.replace(b"</rdf:RDF>", _IDENTITA_UA)]
