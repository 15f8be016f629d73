"""What an objective is in another year, followed through `continua_da`: codes alone may mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model.pagine import OBIETTIVO, SISTEMA_ANNO, VITA
from macros.model.riconosciute import riconosci
from macros.vista.vite import indicatore, vite

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.model.piano import Indicatore, Obiettivo
    from macros.vista.vista import Vista

    Obiettivi = Mapping[str, Obiettivo]


def nell_anno(anni: Mapping[int, Obiettivi], anno: int, codice: str, altro: int) -> tuple[str, ...]:
    """Return the codes that an objective of a year has in another one, in the order of the data.

    Args:
        anni: the objectives of the years that are shown.
        anno: the year of the objective.
        codice: its code there.
        altro: the year asked for.

    Several when it was divided or united; none when it was not there, or when a year between the two is missing.
    """
    codici = {codice}
    passo = 1 if altro > anno else -1
    for n in range(anno, altro, passo):
        qui, accanto = anni.get(n), anni.get(n + passo)
        if qui is None or accanto is None:
            return ()
        if passo > 0:
            codici = {o.codice for o in accanto.values() if codici.intersection(o.continua_da or ())}
        else:
            codici = {c for o in qui.values() if o.codice in codici for c in o.continua_da or ()}
    presenti = anni.get(altro, {})
    return tuple(c for c in presenti if c in codici)


def gli_stessi(anni: Mapping[int, Mapping[str, Obiettivo | Indicatore]]) -> dict[tuple[int, str], str]:
    """Return, for each code of each year, the name of what it is in all the years: its code in the last one it has.

    What was divided goes on with the part that kept its code, else with the first. A code that is something else in a
    later year has its own last year too: «2.2.5/2021».
    """
    nomi: dict[tuple[int, str], str] = {}
    presi: set[str] = set()
    for n in sorted(anni, reverse=True):
        dopo: dict[str, list[str]] = {}
        for o in anni.get(n + 1, {}).values():
            for codice in o.continua_da or ():
                dopo.setdefault(codice, []).append(o.codice)
        for codice in anni[n]:
            parti = dopo.get(codice, [])
            nuovo = f"{codice}/{n}" if codice in presi else codice
            nomi[n, codice] = nomi[n + 1, codice if codice in parti else parti[0]] if parti else nuovo
        presi |= {nomi[n, codice] for codice in anni[n]}
    return nomi


def pagina_nell_anno(anni: Mapping[int, Obiettivi], indirizzo: str, altro: int) -> str:
    """Return the address of a page of a year in another one: of an objective, the page of what it is there.

    Of a System, the first of that year: each year counts its own.

    Args:
        anni: the objectives of the years that are shown.
        indirizzo: of the page, from the root (`2021/obiettivi/2.2.html`).
        altro: the year asked for.
    """
    tipo, anno, codice = riconosci(indirizzo) or (None, 0, "")
    if tipo is SISTEMA_ANNO:
        return SISTEMA_ANNO.indirizzo(altro, "1")
    if tipo is not OBIETTIVO or anno not in anni or codice not in anni[anno]:
        return "/".join((str(altro), indirizzo.partition("/")[2]))
    codici = nell_anno(anni, anno, codice, altro)
    return OBIETTIVO.indirizzo(altro, codice if codice in codici else next(iter(codici), ""))


def obiettivi_della_vita(vista: Vista, indirizzo: str) -> dict[int, str]:
    """Return year → address of the objective that has the indicator whose life is on that page; of others, nothing."""
    tipo, _, nome = riconosci(indirizzo) or (None, 0, "")
    if tipo is not VITA:
        return {}
    sua = vite(vista).get(nome, {})
    return {n: OBIETTIVO.indirizzo(n, indicatore(vista, n, di.codice).obiettivo) for n, di in sua.items()}
