"""What DCAT-AP_IT asks of a catalogue, as rules over its graph. Fonte: DCAT-AP_IT 1.1, linee guida di AgID."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Iterator

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF
from rdflib.term import Node

IT = Namespace("http://dati.gov.it/onto/dcatapit#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
AUTORITA = "http://publications.europa.eu/resource/authority"
TEMI = ["AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "REGI", "SOCI", "TECH", "TRAN"]
CHIESTE = {
    IT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.modified, DCAT.dataset),
    IT.Dataset: (
        *(DCTERMS.identifier, DCTERMS.title, DCTERMS.description, DCTERMS.modified, DCAT.theme, DCTERMS.rightsHolder),
        *(DCTERMS.accrualPeriodicity, DCAT.distribution, DCAT.contactPoint, DCTERMS.publisher),
    ),
    IT.Distribution: (DCTERMS["format"], DCAT.accessURL, DCTERMS.license, DCTERMS.title),
    IT.Agent: (DCTERMS.identifier, FOAF.name),
    IT.Organization: (VCARD.fn,),
    IT.LicenseDocument: (DCTERMS.type, FOAF.name),
    IT.PeriodOfTime: (IT.startDate,),
}
"""Class → what each of its things must say."""
UNA = {DCTERMS.publisher, DCTERMS.rightsHolder, DCTERMS.accrualPeriodicity, DCTERMS["format"], DCTERMS.license}
"""Said once."""
PORTA_A = {
    DCTERMS.publisher: IT.Agent,
    DCTERMS.rightsHolder: IT.Agent,
    DCTERMS.creator: IT.Agent,
    DCAT.dataset: IT.Dataset,
    DCAT.distribution: IT.Distribution,
    DCAT.contactPoint: IT.Organization,
    DCTERMS.license: IT.LicenseDocument,
    DCTERMS.temporal: IT.PeriodOfTime,
}
"""Property → class of what it leads to, which is in the catalogue too."""
VOCABOLARI = {
    DCAT.theme: rf"{AUTORITA}/data-theme/({'|'.join(TEMI)})",
    DCAT.themeTaxonomy: rf"{AUTORITA}/data-theme",
    DCTERMS.accrualPeriodicity: rf"{AUTORITA}/frequency/[A-Z0-9_]+",
    DCTERMS["format"]: rf"{AUTORITA}/file-type/[A-Z0-9_]+",
    DCTERMS.language: rf"{AUTORITA}/language/[A-Z]{{3}}",
    DCAT.accessURL: r"https?://\S+",
    DCAT.downloadURL: r"https?://\S+",
    DCAT.landingPage: r"https?://\S+",
    VCARD.hasEmail: r"mailto:\S+@\S+",
}
"""Property → what its value, an address, is."""


def letto(grezzo: bytes) -> Graph:
    """Return the graph of a catalogue."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of its own parser
        return Graph().parse(data=grezzo, format="json-ld")


def mancanze(g: Graph) -> list[str]:
    """Return what a catalogue does not say, or says amiss."""
    return sorted({*_cio_che_manca(g), *_cio_che_e_sbagliato(g)})


def _cio_che_manca(g: Graph) -> Iterator[str]:
    for classe, chieste in CHIESTE.items():
        cose = set(g.subjects(RDF.type, classe))
        if not cose:
            yield f"no {classe}"
        for cosa in cose:
            for proprieta in chieste:
                valori = [v for v in g.objects(cosa, proprieta) if str(v).strip()]
                if not valori or (proprieta in UNA and len(valori) > 1):
                    yield f"{cosa}: {len(valori)} {proprieta}"
    if set(g.subjects(RDF.type, DCAT.Dataset)) != set(g.objects(None, DCAT.dataset)):
        yield "a dataset that is not of the catalogue"
    contatti = set(g.subjects(RDF.type, IT.Organization))
    yield from (f"{c}: no way to reach it" for c in contatti if not {*g.objects(c, VCARD.hasEmail | VCARD.hasURL)})


def _cio_che_e_sbagliato(g: Graph) -> Iterator[str]:
    for proprieta, classe in PORTA_A.items():
        arrivi: set[Node] = set(g.objects(None, proprieta))
        yield from (f"{proprieta} leads to {a}" for a in arrivi if (a, RDF.type, classe) not in g)
    for proprieta, forma in VOCABOLARI.items():
        for valore in g.objects(None, proprieta):
            if not isinstance(valore, URIRef) or not re.fullmatch(forma, str(valore)):
                yield f"{proprieta} is {valore!r}"
    for proprieta in (DCTERMS.modified, DCTERMS.issued, IT.startDate, IT.endDate):
        for valore in g.objects(None, proprieta):
            scritto = isinstance(valore, Literal) and valore.datatype == XSD.date and str(valore)
            if not scritto or dt.date.fromisoformat(scritto).isoformat() != scritto:
                yield f"{proprieta} is {valore!r}"
    for proprieta in (DCTERMS.title, DCTERMS.description):
        yield from (f"{v!r}: no language" for v in g.objects(None, proprieta) if getattr(v, "language", None) != "it")
