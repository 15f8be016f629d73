"""The description of a PDF (XMP), compared as what it says: programs for signatures write it anew in their own form.

Fonte: ISO 16684-1; the shorthands of RDF/XML that it allows.
"""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET
from xml.parsers import expat

from macros.firma.esito import NonDimostrabileError, Ragione

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_XMP, _MM = "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/xap/1.0/mm/}"
DEL_SALVATAGGIO = frozenset(
    {
        f"{_XMP}ModifyDate",
        f"{_XMP}MetadataDate",
        f"{_MM}InstanceID",
        "{http://ns.adobe.com/pdf/1.3/}Producer",
    }
)
"""What whoever saves a file says of having saved it."""
MASSIMO = 2**20
_ELENCHI = {f"{RDF}Bag": "Bag", f"{RDF}Seq": "Seq", f"{RDF}Alt": "Alt"}
_PROFONDITA = 20

DettoXmp = tuple[str, ...] | tuple[object, ...]
"""A value in one form, whatever its spelling: a text, a list of a kind, a set of properties."""


def detti(byte: bytes) -> Counter[tuple[str, DettoXmp]]:
    """Return what a description says, but for who saved the file and when. Raises: NonDimostrabileError."""
    if len(byte) > MASSIMO:
        raise NonDimostrabileError(Ragione.TROPPO_GRANDE)
    insieme: Counter[tuple[str, DettoXmp]] = Counter()
    radice = _senza_entita(byte)
    rdf = radice if radice.tag == f"{RDF}RDF" else radice.find(f"{RDF}RDF")
    if rdf is None or any(soggetto.tag != f"{RDF}Description" for soggetto in rdf):
        raise NonDimostrabileError(Ragione.METADATI)
    for soggetto in rdf:
        if soggetto.get(f"{RDF}about"):
            raise NonDimostrabileError(Ragione.METADATI)
        insieme.update(_proprieta(soggetto, 0))
    return Counter({detto: quante for detto, quante in insieme.items() if detto[0] not in DEL_SALVATAGGIO})


def _senza_entita(byte: bytes) -> ET.Element:
    """Return the tree of a text that declares nothing: entities can hide what it says, or grow without end."""
    costruttore = ET.TreeBuilder()
    lettore = expat.ParserCreate(namespace_separator="}")
    lettore.buffer_text = True

    def vieta(*_: object) -> None:
        raise NonDimostrabileError(Ragione.METADATI, "DOCTYPE")

    def nome(grezzo: str) -> str:
        return "{" + grezzo if "}" in grezzo else grezzo

    lettore.StartDoctypeDeclHandler = vieta
    lettore.StartElementHandler = lambda chi, voci: costruttore.start(
        nome(chi), {nome(chiave): valore for chiave, valore in voci.items()}
    )
    lettore.EndElementHandler = lambda chi: costruttore.end(nome(chi))
    lettore.CharacterDataHandler = costruttore.data
    try:
        lettore.Parse(byte.strip(b"\x00 \r\n\t"), True)  # noqa: FBT003 - the last piece: expat takes it by place only
        return costruttore.close()
    except (expat.ExpatError, AssertionError, ValueError) as errore:
        raise NonDimostrabileError(Ragione.METADATI) from errore


def _proprieta(nodo: ET.Element, profondita: int) -> Counter[tuple[str, DettoXmp]]:
    """Return the properties of a description: attributes and elements say the same."""
    if profondita > _PROFONDITA:
        raise NonDimostrabileError(Ragione.METADATI)
    voci: Counter[tuple[str, DettoXmp]] = Counter()
    for chiave, valore in nodo.items():
        if not chiave.startswith((RDF, XML)):
            voci[chiave, ("testo", "", valore)] += 1
    voci.update((figlio.tag, _valore(figlio, profondita)) for figlio in nodo)
    return voci


def _valore(nodo: ET.Element, profondita: int) -> DettoXmp:
    """Return the value of a property, or of an element of a list."""
    lingua = nodo.get(f"{XML}lang", "")
    figli = list(nodo)
    if nodo.get(f"{RDF}parseType") == "Resource" or (
        not figli and any(not k.startswith((RDF, XML)) for k in nodo.attrib)
    ):
        return ("gruppo", lingua, frozenset(_proprieta(nodo, profondita + 1).items()))
    if len(figli) == 1 and figli[0].tag == f"{RDF}Description":
        return ("gruppo", lingua, frozenset(_proprieta(figli[0], profondita + 1).items()))
    if len(figli) == 1 and figli[0].tag in _ELENCHI:
        if profondita > _PROFONDITA:
            raise NonDimostrabileError(Ragione.METADATI)
        dentro = [_valore(voce, profondita + 1) for voce in figli[0]]
        return (_ELENCHI[figli[0].tag], lingua, tuple(dentro))
    if figli:
        raise NonDimostrabileError(Ragione.METADATI)
    return ("testo", lingua, nodo.get(f"{RDF}resource", nodo.text or ""))
