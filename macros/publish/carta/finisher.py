"""The last touch before a PDF is written: what WeasyPrint 70 leaves short of PDF/UA-1.

It names the file PDF/UA beside PDF/A, says whether a header heads a column or a row, gives loose
list items a body, and takes out of the reading order what is only decoration: figures without a
text and the running heads and feet. Works on pydyf's objects, so both versions are pinned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

Oggetto = Any
"""A pydyf object; the library ships no types."""

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


def finisci(_documento: object, pdf: Oggetto) -> None:
    """Mend a PDF that WeasyPrint is about to write (its `finisher` option)."""
    _identifica(pdf)
    _Struttura(pdf).ripara()


def _numero(riferimento: bytes) -> int:
    return int(riferimento.split()[0])


def _identifica(pdf: Oggetto) -> None:
    """Declare PDF/UA-1 inside the one RDF that validators read."""
    metadati = pdf.objects[_numero(pdf.catalog["Metadata"])]
    testo = b"".join(metadati.stream)
    if testo.count(b"</rdf:RDF>") != 1:
        msg = "WeasyPrint wrote metadata of another shape: the finisher does not know this version"
        raise RuntimeError(msg)
    metadati.stream = [testo.replace(b"</rdf:RDF>", _IDENTITA_UA)]


class _Struttura:
    """The structure tree of a PDF, while it is mended."""

    def __init__(self, pdf: Oggetto) -> None:
        self._pdf = pdf
        self._oggetti = pdf.objects
        self._radice = self._oggetti[_numero(pdf.catalog["StructTreeRoot"])]
        self._vivi: set[int] = set()
        """Numbers of the elements that stay in the tree."""
        self._decorativi: set[int] = set()
        """Numbers of the elements that are only decoration."""

    def ripara(self) -> None:
        da_visitare = [self._oggetti[_numero(r)] for r in self._radice["K"]]
        while da_visitare:
            elemento = da_visitare.pop()
            self._vivi.add(elemento.number)
            self._scarta_figure_mute(elemento)
            if elemento["S"] == "/TH":
                self._orienta(elemento)
            elif elemento["S"] == "/LI":
                self._completa_voce(elemento)
            da_visitare += self._figli(elemento)
        self._segna_artefatti()
        for oggetto in self._oggetti:
            if _elemento(oggetto) and oggetto.number not in self._vivi:
                oggetto.free = "f"

    def _figli(self, elemento: Oggetto) -> list[Oggetto]:
        """Return the children that are elements (the others are marks of content and links)."""
        return [o for _, o in self._riferiti(elemento) if _elemento(o)]

    def _riferiti(self, elemento: Oggetto) -> Iterator[tuple[bytes, Oggetto]]:
        for figlio in elemento["K"]:
            if not isinstance(figlio, int):
                yield figlio, self._oggetti[_numero(figlio)]

    def _scarta_figure_mute(self, elemento: Oggetto) -> None:
        mute = {r for r, o in self._riferiti(elemento) if o.get("S") == "/Figure" and "Alt" not in o}
        for riferimento in mute:
            self._scarta(self._oggetti[_numero(riferimento)])
        elemento["K"] = pydyf.Array(f for f in elemento["K"] if f not in mute)

    def _scarta(self, elemento: Oggetto) -> None:
        self._decorativi.add(elemento.number)
        for figlio in self._figli(elemento):
            self._scarta(figlio)

    def _orienta(self, cella: Oggetto) -> None:
        riga = self._oggetti[_numero(cella["P"])]
        gruppo = self._oggetti[_numero(riga["P"])]
        cella["A"]["Scope"] = "/Column" if gruppo["S"] == "/THead" else "/Row"

    def _completa_voce(self, voce: Oggetto) -> None:
        """Give a list item a body for what is neither its label nor a body yet."""
        sciolti = [
            f for f in voce["K"] if isinstance(f, int) or self._oggetti[_numero(f)].get("S") not in {"/Lbl", "/LBody"}
        ]
        if not sciolti:
            return
        corpo = next((o for o in self._figli(voce) if o["S"] == "/LBody"), None)
        if corpo is None:
            corpo = pydyf.Dictionary(
                {
                    "Type": "/StructElem",
                    "S": "/LBody",
                    "P": voce.reference,
                    "Pg": voce["Pg"],
                    "K": pydyf.Array(),
                }
            )
            self._pdf.add_object(corpo)
            voce["K"].append(corpo.reference)
        voce["K"] = pydyf.Array(f for f in voce["K"] if f not in sciolti)
        corpo["K"] += sciolti
        for _, oggetto in self._riferiti(corpo):
            if _elemento(oggetto):
                oggetto["P"] = corpo.reference

    def _segna_artefatti(self) -> None:
        """Mark as artifact the content whose element is not in the tree."""
        numeri = self._oggetti[_numero(self._radice["ParentTree"])]["Nums"]
        per_pagina = dict(zip(numeri[0::2], numeri[1::2], strict=True))
        for pagina in self._oggetti:
            if not (isinstance(pagina, dict) and pagina.get("Type") == "/Page"):
                continue
            elementi = per_pagina[pagina["StructParents"]]
            tipi = {
                marca: "/Layout" if _numero(r) in self._decorativi else "/Pagination"
                for marca, r in enumerate(elementi)
                if _numero(r) not in self._vivi
            }
            if not tipi:
                continue
            operazioni = self._oggetti[_numero(pagina["Contents"])].stream
            for n, operazione in enumerate(operazioni):
                if isinstance(operazione, dict) and operazione.get("MCID") in tipi:
                    operazioni[n - 1] = "/Artifact"
                    operazioni[n] = pydyf.Dictionary({"Type": tipi[operazione["MCID"]]})
            for marca in tipi:
                elementi[marca] = "null"


def _elemento(oggetto: Oggetto) -> bool:
    return isinstance(oggetto, dict) and oggetto.get("Type") == "/StructElem"
