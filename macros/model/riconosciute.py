"""Back from an address to the registry of pages: which page it is, what the map and the search call it, whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model.pagine import DI_SEMPRE, MAPPA, PAGINE, PRIMA_DELL_ANNO
from macros.model.tipi_pagina import ANNO, CODICE, TipoPagina

if TYPE_CHECKING:
    from macros.model.anno import Anno


def riconosci(indirizzo: str) -> tuple[TipoPagina, int, str] | None:
    """Return the kind of an address of the site, its year (0: none), its code; None: a page that is not here.

    >>> riconosci("2021/obiettivi/2.2.html")[1:], riconosci("2021/piano/missione.html")
    ((2021, '2.2'), None)
    """
    for tipo in (*PAGINE, *DI_SEMPRE, MAPPA):
        if trovato := tipo.forma.fullmatch(indirizzo):
            di = trovato.groupdict()
            return tipo, int(di.get("anno") or 0), di.get("codice") or ""
    return None


def parti() -> dict[str, str]:
    """Return what the map calls the folders of a year, in their order."""
    return {"": "l'anno"} | {t.cartella: t.parte for t in PAGINE if t.parte}


def sezione(anno: Anno, indirizzo: str) -> str:
    """Return what the search says that a page of a year belongs to: «Obiettivo 2021», «Relazione 2021»."""
    tipo, _, codice = riconosci(indirizzo) or (None, 0, "")
    di = tipo.soggetto(anno, codice) if tipo else None
    if tipo is None or di is None or not tipo.sezione:
        parte = indirizzo.split("/")[1]
        tipo = next((t for t in PAGINE if t.sezione and t.cartella == parte), PRIMA_DELL_ANNO)
        di = next(iter(tipo.per(anno)))
    nome = tipo.riempi(tipo.sezione, anno.anno, di)
    return nome if str(anno.anno) in nome else f"{nome} {anno.anno}"


def riservata(percorso: str) -> bool:
    """True for a path of a year, in `content/`, that the build writes: where each page has a code, or such a page.

    >>> riservata("2021/responsabili/foto/a.png"), riservata("2021/confronto.md"), riservata("2021/piano/index.md")
    (True, True, False)
    """
    _, _, resto = percorso.partition("/")
    generate = [t for t in PAGINE if t.generata]
    cartelle = tuple(f"{t.cartella}/" for t in generate if CODICE in t.percorso)
    return resto.startswith(cartelle) or resto in {t.percorso.removeprefix(f"{ANNO}/") for t in generate}
