"""Evidence as data: the table of what proves each indicator, and the names of the files that are published with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from macros.engine.evidenze import misurati, provati
from macros.model.evidenze import Accesso
from macros.publish.dati.colonne import ANNO, Colonne, giorno, parola, scritto, si_no

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno

COLONNE: Colonne = {
    "anno": ANNO,
    "indicatore": scritto("codice dell'indicatore", piena=True),
    "obiettivo": scritto("codice dell'obiettivo", piena=True),
    "area_dirigenziale": scritto("codice dell'area che ne risponde"),
    "misurato": si_no("si se al 31 dicembre ha un grado, altrimenti no", piena=True),
    "prevista": scritto("documentazione che il Piano prevedeva di mostrare all'OIV; vuota se non lo diceva"),
    "documento": scritto("documento che prova il valore; vuoto se riservato, o se l'indicatore non ne ha"),
    "luogo": scritto("archivio, sistema o indirizzo dove sta; vuoto se riservato"),
    "protocollo": scritto("numero di protocollo, o dell'estrazione; vuoto se non ne ha"),
    "data": giorno("giorno del documento; vuoto se riservato"),
    "custode": scritto("ufficio o ruolo che lo custodisce; vuoto se l'indicatore non ha evidenze"),
    "accesso": parola("pubblico, a richiesta o riservato; vuoto se l'indicatore non ha evidenze", Accesso),
    "file": scritto("nome del file nella cartella evidenze, accanto a questa tabella; vuoto se non è pubblicato qui"),
    "sha256": scritto("impronta SHA-256 del documento, 64 cifre esadecimali; vuota se non è scritta o è riservato"),
    "vista": si_no("si se l'OIV lo ha visto, altrimenti no; vuota se l'indicatore non ha evidenze"),
}
"""Columns of `evidenze.csv`, in order, with their meaning for the dictionary."""


def righe(ciclo: Ciclo) -> Iterator[dict[str, str]]:
    """Yield a row for each document, and one for each indicator that has none, in print order."""
    for p in provati(ciclo.anno, misurati(ciclo)):
        i = p.indicatore
        suo = {
            "indicatore": i.codice,
            "obiettivo": i.obiettivo,
            "area_dirigenziale": ciclo.anno.area_che_risponde(i),
            "misurato": "si" if p.misurato else "no",
            "prevista": i.documentazione or "",
        }
        for e in p.righe:
            testi = ("documento", "luogo", "protocollo", "custode", "accesso", "file", "sha256")
            yield {
                **suo,
                **{c: getattr(e, c) or "" for c in testi},
                "data": e.data.isoformat() if e.data else "",
                "vista": "si" if e.vista else "no",
            }
        if not p.righe:
            yield suo


def file_pubblicati(anno: Anno) -> dict[str, str]:
    """Return name → SHA-256 of the files of a year that are published, by name."""
    return dict(sorted((e.file, e.sha256) for e in anno.evidenze.values() if e.file and e.sha256))
