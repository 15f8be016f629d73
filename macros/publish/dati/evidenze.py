"""Evidence as data: the table of what proves each indicator, and the names of the files that are published with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from macros.engine.evidenze import misurati, provati

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno

COLONNE = {
    "anno": "anno del ciclo",
    "indicatore": "codice dell'indicatore",
    "obiettivo": "codice dell'obiettivo",
    "area_dirigenziale": "codice dell'area che ne risponde",
    "misurato": "si se al 31 dicembre ha un grado, altrimenti no",
    "prevista": "documentazione che il Piano prevedeva di mostrare all'OIV",
    "documento": "documento che prova il valore; vuoto se riservato, o se l'indicatore non ne ha",
    "luogo": "archivio, sistema o indirizzo dove sta; vuoto se riservato",
    "protocollo": "numero di protocollo, o dell'estrazione",
    "data": "giorno del documento; vuoto se riservato",
    "custode": "ufficio o ruolo che lo custodisce; vuoto se l'indicatore non ha evidenze",
    "accesso": "pubblico, a richiesta o riservato; vuoto se l'indicatore non ha evidenze",
    "file": "nome del file nella cartella evidenze, accanto a questa tabella; vuoto se non è pubblicato qui",
    "sha256": "impronta SHA-256 del documento, 64 cifre esadecimali; vuota se non è scritta o è riservato",
    "vista": "si se l'OIV lo ha visto, altrimenti no; vuota se l'indicatore non ha evidenze",
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
