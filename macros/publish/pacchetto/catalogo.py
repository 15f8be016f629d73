"""The catalogue of the open data for the national one: `catalogo.jsonld`. Fonte: DCAT-AP_IT 1.1.

A dataset each year, a distribution each file. Addresses are absolute: where the site has none there is no catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from macros.model.luoghi import CATALOGO, SENZA_INDIRIZZO, assoluto
from macros.model.pagine import DATI_APERTI
from macros.publish.dati.risultati import Json, in_json
from macros.publish.pacchetto.descrittore import che_cosa, formato
from macros.publish.pacchetto.fatti import (
    NOME_LICENZA,
    PAROLE_CHIAVE,
    DatiAnno,
    dati_di,
)
from macros.publish.pacchetto.insieme import nomi_aperti

if TYPE_CHECKING:
    from macros.model.ente import Ente
    from macros.vista.vista import Vista

_AUTORITA = "http://publications.europa.eu/resource/authority"
TEMI = f"{_AUTORITA}/data-theme"
TEMA = f"{TEMI}/GOVE"
FREQUENZA = f"{_AUTORITA}/frequency/ANNUAL_2"
"""Twice a year: what is surveyed on 30 June and on 31 December."""
LINGUA = f"{_AUTORITA}/language/ITA"
LICENZA = "https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40"
TIPO_LICENZA = "http://purl.org/adms/licencetype/Attribution"
CONTESTO: Json = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatapit": "http://dati.gov.it/onto/dcatapit#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
NodoCatalogo = dict[str, Json]


def perche_manca(ente: Ente) -> str:
    """Say why there is no catalogue; empty: there is."""
    return "" if ente.indirizzo_sito else SENZA_INDIRIZZO


def catalogo(vista: Vista) -> bytes | None:
    """Return the catalogue of every year that is shown; None where it cannot be, or has nothing to list."""
    anni = [dati_di(vista, n) for n in vista.anni]
    if perche_manca(vista.ente) or not anni:
        return None
    nodi: list[Json] = [*_nodi(vista, anni)]
    return in_json({"@context": CONTESTO, "@graph": nodi}).encode() + b"\n"


def _nodi(vista: Vista, anni: list[DatiAnno]) -> Iterator[NodoCatalogo]:
    ente = vista.ente
    qui, pagina = (assoluto(ente.indirizzo_sito, dove) for dove in (CATALOGO, DATI_APERTI.indirizzo()))
    chi, contatto = f"{qui}#ente", f"{qui}#contatto"
    yield {
        "@id": qui,
        "@type": ["dcatapit:Catalog", "dcat:Catalog"],
        "dct:title": _it(f"Dati aperti del ciclo della performance, {ente.nome_breve}"),
        "dct:description": _it(
            f"Un insieme di dati per ogni anno del ciclo della performance di {ente.nome}."
            + (" Valori dimostrativi." if ente.dimostrativo else "")
        ),
        "dct:publisher": _a(chi),
        "dct:issued": _giorno(min(d.primo for d in anni).isoformat()),
        "dct:modified": _giorno(max(d.ultimo for d in anni).isoformat()),
        "dct:language": _a(LINGUA),
        "foaf:homepage": _a(pagina),
        "dcat:themeTaxonomy": _a(TEMI),
        "dcat:dataset": [_a(_insieme(d)) for d in anni],
    }
    yield {
        "@id": chi,
        "@type": ["dcatapit:Agent", "foaf:Agent"],
        "dct:identifier": ente.codice_ipa,
        "foaf:name": _it(ente.nome),
    }
    yield {
        "@id": contatto,
        "@type": ["dcatapit:Organization", "vcard:Organization", "vcard:Kind"],
        "vcard:fn": ente.ufficio_responsabile or ente.nome,
        "vcard:hasURL": _a(pagina),
        **({"vcard:hasEmail": _a(f"mailto:{ente.pec}")} if ente.pec else {}),
    }
    yield {
        "@id": LICENZA,
        "@type": ["dcatapit:LicenseDocument", "dct:LicenseDocument"],
        "dct:type": _a(TIPO_LICENZA),
        "foaf:name": _it(NOME_LICENZA),
        "owl:versionInfo": "4.0",
    }
    for dati in anni:
        nomi = nomi_aperti(vista, dati.anno)
        yield _dataset(dati, nomi, chi, contatto)
        for nome in nomi:
            yield _distribuzione(dati, nome)


def _insieme(dati: DatiAnno) -> str:
    return f"{dati.pagina}#dati"


def _dataset(dati: DatiAnno, nomi: tuple[str, ...], chi: str, contatto: str) -> NodoCatalogo:
    return {
        "@id": _insieme(dati),
        "@type": ["dcatapit:Dataset", "dcat:Dataset"],
        "dct:identifier": f"{dati.ente.codice_ipa}:performance-{dati.anno}",
        "dct:title": _it(dati.titolo),
        "dct:description": _it(dati.descrizione),
        "dcat:theme": _a(TEMA),
        "dct:rightsHolder": _a(chi),
        "dct:publisher": _a(chi),
        "dct:creator": _a(chi),
        "dcat:contactPoint": _a(contatto),
        "dct:accrualPeriodicity": _a(FREQUENZA),
        "dct:issued": _giorno(dati.primo.isoformat()),
        "dct:modified": _giorno(dati.ultimo.isoformat()),
        "dct:language": _a(LINGUA),
        "owl:versionInfo": dati.versione,
        "dcat:keyword": [*map(_it, (*PAROLE_CHIAVE, str(dati.anno)))],
        "dcat:landingPage": _a(dati.pagina),
        "dct:temporal": {
            "@type": ["dcatapit:PeriodOfTime", "dct:PeriodOfTime"],
            "dcatapit:startDate": _giorno(f"{dati.anno}-01-01"),
            "dcatapit:endDate": _giorno(f"{dati.anno}-12-31"),
        },
        "dcat:distribution": [_a(dati.file(nome)) for nome in nomi],
    }


def _distribuzione(dati: DatiAnno, nome: str) -> NodoCatalogo:
    indirizzo, (titolo, descrizione) = dati.file(nome), che_cosa(nome)
    return {
        "@id": indirizzo,
        "@type": ["dcatapit:Distribution", "dcat:Distribution"],
        "dct:title": _it(f"{titolo} {dati.anno}"),
        "dct:description": _it(descrizione),
        "dct:format": _a(f"{_AUTORITA}/file-type/{formato(nome)[0].upper()}"),
        "dct:license": _a(LICENZA),
        "dct:modified": _giorno(dati.ultimo.isoformat()),
        "dcat:accessURL": _a(dati.pagina),
        "dcat:downloadURL": _a(indirizzo),
    }


def _a(dove: str) -> Json:
    return {"@id": dove}


def _it(testo: str) -> Json:
    return {"@language": "it", "@value": testo}


def _giorno(iso: str) -> Json:
    return {"@type": "xsd:date", "@value": iso}
