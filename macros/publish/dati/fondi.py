"""The resources of chapter 5 as data: for the JSON of the results and for the open data. Fonte: RECORDS 7.

Amounts are euro with two decimals; shares of the areas are published, what they are reckoned on is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from macros.model.fondi import LetturaLimiti, QualeFondo
from macros.model.formato import decimale
from macros.model.valori import Periodo, Rilevanza
from macros.publish.dati.colonne import ANNO, EURO, Colonne, intero, numero, parola, scritto

if TYPE_CHECKING:
    from macros.engine.fondi import FondoCalcolato, RisorseCalcolate
    from macros.model.anno import Anno

COMPLESSIVO = "complessivo"
PERIODO_DEL_PIANO = parola(
    "a quale rilevazione vale il Piano, 30-06 o 31-12: una variazione può stare in mezzo", Periodo, piena=True
)
COLONNE: Colonne = {
    "anno": ANNO,
    "periodo": PERIODO_DEL_PIANO,
    "fondo": parola("dirigenti o personale; complessivo per i due insieme", (*QualeFondo, COMPLESSIVO), piena=True),
    "voce": parola(
        "stabili o variabili, le due parti del fondo; percentuale, quanto vale un punto di coefficiente; progetto, "
        "il valore di un obiettivo finanziato; totale, di tutti; minimo e massimo, l'intervallo; area, quanto le va",
        ("stabili", "variabili", "percentuale", "progetto", "totale", "minimo", "massimo", "area"),
        piena=True,
    ),
    "codice": scritto("codice dell'obiettivo o dell'area dirigenziale; vuoto per le altre voci"),
    "titolo": scritto("titolo come nel Piano; vuoto per le altre voci"),
    "rilevanza": parola("dei progetti: bassa, media o alta", Rilevanza),
    "coefficiente": intero("dei progetti: 1, 3 o 5"),
    "quota": numero(
        "percentuale delle risorse stabili, del fondo intero (totale, minimo, massimo) o del totale (area, con al "
        "più 20 decimali)",
        "per cento",
    ),
    "importo": numero("quanto vale la voce; vuoto per le percentuali", EURO),
    "importo_ridotto": numero(
        "dopo la riduzione secondo il grado attestato della Camera; vuoto se non è attestato", EURO
    ),
}
"""Columns of `risorse-premiali.csv`, in order, with their meaning for the dictionary."""


def euro(importo: Decimal | None) -> str | None:
    """Return an amount, or a share, that has two decimals as text; None: it is not there."""
    return None if importo is None else f"{importo:.2f}"


def voce(f: FondoCalcolato) -> dict[str, Any]:
    """Return a fund in the shape of RECORDS 7."""
    return {
        "totale": euro(f.totale),
        "quota": euro(f.quota),
        "totale_ridotto": euro(f.ridotto),
        "obiettivi": [{"codice": p.codice, "valore": euro(p.valore)} for p in f.progetti],
        "aree": [{"codice": a.codice, "assegnato": euro(a.assegnato), "ridotto": euro(a.ridotto)} for a in f.aree],
    }


def righe(anno: Anno, r: RisorseCalcolate) -> Iterator[dict[str, str]]:
    """Yield the rows of the table, fund by fund; absent is the empty text."""
    for f in r.fondi.values():
        for riga in _del_fondo(anno, f):
            yield {"fondo": str(f.quale), **riga}
        if r.dichiarate.lettura is LetturaLimiti.PER_FONDO:
            yield from _limiti(r, str(f.quale))
    if r.dichiarate.lettura is LetturaLimiti.COMPLESSIVO:
        yield from _limiti(r, COMPLESSIVO)
    yield {"fondo": COMPLESSIVO, **_totale(r.totale, r.quota, r.ridotto)}


def _del_fondo(anno: Anno, f: FondoCalcolato) -> Iterator[dict[str, str]]:
    yield {"voce": "stabili", "importo": euro(f.fondo.stabili) or ""}
    yield {"voce": "variabili", "importo": euro(f.fondo.variabili) or ""}
    yield {"voce": "percentuale", "quota": decimale(f.percentuale)}
    for p in f.progetti:
        yield {
            "voce": "progetto",
            "codice": p.codice,
            "titolo": anno.obiettivi[p.codice].titolo,
            "rilevanza": str(p.rilevanza),
            "coefficiente": str(p.coefficiente),
            "importo": euro(p.valore) or "",
        }
    yield _totale(f.totale, f.quota, f.ridotto)
    for a in f.aree:
        yield {
            "voce": "area",
            "codice": a.codice,
            "titolo": anno.nome_area(a.codice),
            "quota": decimale(a.quota),
            "importo": euro(a.assegnato) or "",
            "importo_ridotto": euro(a.ridotto) or "",
        }


def _totale(totale: Decimal, quota: Decimal | None, ridotto: Decimal | None) -> dict[str, str]:
    importi = {"importo": euro(totale) or "", "importo_ridotto": euro(ridotto) or ""}
    return {"voce": "totale", "quota": euro(quota) or "", **importi}


def _limiti(r: RisorseCalcolate, fondo: str) -> Iterator[dict[str, str]]:
    yield {"fondo": fondo, "voce": "minimo", "quota": decimale(r.dichiarate.minimo)}
    yield {"fondo": fondo, "voce": "massimo", "quota": decimale(r.dichiarate.massimo)}
