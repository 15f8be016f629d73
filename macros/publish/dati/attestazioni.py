"""What the OIV attests beside what is computed, as data: for the JSON of the results and for the open data.

Numbers are text in the international form; what is not attested is null, or the empty text.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.engine.attestazioni import Attestata, attestate, mancante
from macros.model.citazioni import nome_oiv
from macros.model.oiv import Giudizio
from macros.model.valori import Livello
from macros.publish.dati.colonne import ANNO, PERCENTUALI, PUNTI, Colonne, numero, parola, scritto, si_no

if TYPE_CHECKING:
    from macros.engine.result import Ciclo

COLONNE: Colonne = {
    "anno": ANNO,
    "livello": parola("ente, area_dirigenziale, azienda_speciale o obiettivo", Livello, piena=True),
    "codice": scritto("codice della figura; ente per la Camera", piena=True),
    "titolo": scritto("titolo come nel Piano", piena=True),
    "calcolato": numero("grado calcolato al 31 dicembre, come è stampato (e come fu approvato)", PERCENTUALI),
    "corretto": numero("grado calcolato dopo un'errata che l'ha cambiato; vuoto se non ce n'è", PERCENTUALI),
    "attestato": numero("grado attestato dall'OIV; vuoto se non c'è", PERCENTUALI),
    "differenza": numero("attestato meno calcolato; vuota se non c'è un grado attestato", PUNTI),
    "attestazione_piena": si_no(
        "si se è attestato 100 dove il calcolato è sotto 100, altrimenti no; vuota se non c'è un grado attestato"
    ),
    "giudizio": parola("inferiore, in linea o superiore alle aspettative; vuoto se non è espresso", Giudizio),
    "motivazione": scritto("perché il grado attestato è quello; vuota se non è scritta"),
    "organo": scritto("chi attesta; vuoto se non c'è un grado attestato"),
    "atto": scritto("nome dell'atto che attesta, fra gli atti dell'anno; vuoto se non c'è"),
    "nota": scritto("perché manca il grado attestato, dove è dovuto; vuota altrove"),
}
"""Columns of `attestazioni.csv`, in order, with their meaning for the dictionary."""


def attestabili(ciclo: Ciclo) -> list[dict[str, str | None]]:
    """Return every figure that may be attested, in the order of the tree. Fonte: RECORDS 3."""
    return [_voce(f) for f in attestate(ciclo).values()]


def _voce(f: Attestata) -> dict[str, str | None]:
    a = f.attestazione
    return {
        "di": f.codice,
        "calcolato": _numero(f.calcolato),
        "attestato": _numero(f.attestato),
        "differenza": _numero(f.differenza),
        "giudizio": str(a.giudizio) if a and a.giudizio else None,
        "atto": a.atto if a else None,
    }


def _numero(valore: Decimal | None) -> str | None:
    return None if valore is None else f"{valore:f}"


def righe(ciclo: Ciclo) -> Iterator[dict[str, str]]:
    """Yield the rows of the table: the same figures, with what the OIV wrote of each."""
    anno = ciclo.anno
    titoli = anno.letture.nomi_aree | {o.codice: o.titolo for o in anno.obiettivi.values()}
    for f in attestate(ciclo).values():
        a, voce = f.attestazione, _voce(f)
        yield {
            **{c: voce[c] or "" for c in ("calcolato", "attestato", "differenza", "giudizio", "atto")},
            "corretto": "" if f.oggi == f.calcolato else f"{f.oggi:f}",
            "livello": str(f.livello),
            "codice": f.codice,
            "titolo": titoli.get(f.codice, "Performance Camera di Commercio"),
            "attestazione_piena": "" if a is None else "si" if f.piena else "no",
            "motivazione": (a.motivazione if a else None) or "",
            "organo": nome_oiv(anno) if a else "",
            "nota": mancante(anno) if a is None and f.dovuta else "",
        }
