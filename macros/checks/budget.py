"""Budget and accounts: each row is of an objective and an area of the year; the budget says what the Piano says."""

from __future__ import annotations

from collections.abc import Iterator

from macros.engine.budget import riscontri
from macros.model.anno import Anno
from macros.model.archivio import BUDGET
from macros.model.formato import euro
from macros.model.problems import Documento, Problem, Source
from macros.model.valori import Periodo
from macros.reading.testo.scalari import vicina


def check_righe(anno: Anno) -> Iterator[Problem]:
    """BUDGET-OBIETTIVO-IGNOTO, BUDGET-AREA-IGNOTA: what the rows of budget and accounts name exists."""
    if anno.albero is None or not (anno.budget or anno.bilancio):
        return
    viste = (anno, anno.al(Periodo.DICEMBRE), anno.di(Documento.PIANO))  # an account of what was taken away stays
    obiettivi = list(dict.fromkeys(codice for v in viste for codice in v.obiettivi))
    aree = list(dict.fromkeys(a.codice for v in viste if v.albero for a in v.albero.con_responsabile))
    for riga in (*anno.budget.values(), *anno.bilancio.values()):
        if riga.obiettivo and riga.obiettivo not in obiettivi and not anno.perduto(riga.obiettivo):
            yield Problem(
                riga.dove("obiettivo"),
                "BUDGET-OBIETTIVO-IGNOTO",
                f"l'obiettivo «{riga.obiettivo}»",
                "il codice di un obiettivo, o niente",
                vicina(riga.obiettivo, obiettivi),
            )
        if riga.area_dirigenziale not in aree and riga.area_dirigenziale not in anno.perduti:
            yield Problem(
                riga.dove("area_dirigenziale"),
                "BUDGET-AREA-IGNOTA",
                f"l'area «{riga.area_dirigenziale}»",
                "il codice di un'area dirigenziale o dell'Azienda Speciale",
                vicina(riga.area_dirigenziale, aree),
            )


def check_riscontri(anno: Anno) -> Iterator[Problem]:
    """BUDGET-RISORSE (avviso): the budget gives to each objective what the approved Piano says.

    Asked where nothing is an error: what could not be read is not missing.
    """
    for r in riscontri(anno) if anno.budget else ():
        if r.differenza:
            righe = [b for b in anno.budget.values() if b.obiettivo == r.obiettivo and b.tipo is r.tipo]
            yield Problem(
                righe[0].dove("previsto") if righe else Source(anno.file(BUDGET), 1, r.obiettivo),
                "BUDGET-RISORSE",
                f"{r.tipo} previsto per l'obiettivo {r.obiettivo}: {euro(r.previsto)}; nel Piano {euro(r.risorse)}",
                "la stessa cifra: «budget» delle risorse dell'obiettivo, o dove manca l'importo dell'anno",
                "nulla, se si è deciso così; altrimenti correggere la riga, o il Piano con una variazione",
            )


CHECKS = (check_righe,)
"""`check_riscontri` runs only on a year without errors."""
