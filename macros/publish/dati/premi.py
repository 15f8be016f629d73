"""Premi as data: the two amounts of the body, and how many persons are in each group of bands. Nothing finer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from macros.engine.conti_premi import quota_di
from macros.model.formato import decimale
from macros.model.premi import CategoriaPremi
from macros.publish.dati.colonne import ANNO, EURO, Colonne, intero, misto, numero, scritto
from macros.publish.dati.fondi import euro

if TYPE_CHECKING:
    from macros.model.premi import Premi

COLONNE: Colonne = {
    "anno": ANNO,
    "categorie": scritto(
        "dirigenti, posizioni_organizzative, personale; più d'una, separate da uno spazio, se contate insieme",
        piena=True,
    ),
    "da_fascia": scritto("fascia di valutazione più bassa del gruppo; vuota se le persone sono troppo poche"),
    "a_fascia": scritto("fascia più alta del gruppo; la stessa dove è una sola"),
    "persone": intero("persone valutate nel gruppo; vuoto se sono troppo poche per una distribuzione", "persone"),
    "quota": numero("persone del gruppo su cento della riga di categorie, arrotondate a due decimali", "per cento"),
}
"""Columns of `premi.csv`, in order, with their meaning for the dictionary."""
COLONNE_TOTALI: Colonne = {
    "anno": ANNO,
    "stanziati": numero("stanziati per i premi di tutta la Camera", EURO),
    "distribuiti": numero("distribuiti", EURO),
    "arrotondati_a": intero("a quanti euro sono arrotondati; vuoto se sono al centesimo", EURO),
    "riesami": misto(
        "quanti hanno chiesto un riesame; se meno della soglia di riservatezza dell'anno, «meno di» e la soglia"
    ),
    "ricorsi": misto("quanti hanno fatto ricorso: lo stesso"),
}
"""Columns of `premi-totali.csv`."""


def righe(premi: Premi) -> Iterator[dict[str, str]]:
    """Yield a row for each group of each category, lowest first, and one for who is too few."""
    for unione in dict.fromkeys(premi.unione(c) for c in CategoriaPremi):
        d, categorie = premi.distribuzione(unione[0]), {"categorie": " ".join(unione)}
        if d is None:
            yield categorie
            continue
        for g in d.gruppi:
            yield categorie | {
                "da_fascia": g.fasce[0],
                "a_fascia": g.fasce[-1],
                "persone": str(g.persone),
                "quota": decimale(quota_di(g.persone, d.persone)),
            }


def totali(premi: Premi) -> dict[str, str]:
    """Return the row of the amounts."""
    t = premi.totali
    return {
        "stanziati": euro(t.stanziati) or "",
        "distribuiti": euro(t.distribuiti) or "",
        "arrotondati_a": str(t.arrotondati_a or ""),
        "riesami": premi.riesami,
        "ricorsi": premi.ricorsi,
    }
