"""What a page must have to be printed accessibly, and no HTML validator asks for.

The readers of PDF/UA need headings without gaps, tables with rows of one length, figures with a
title. Found here, the fault has the name of its page.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.publish.carta.fascicolo import StampaError
from macros.publish.carta.nodi import Nodo

TITOLI = ("h1", "h2", "h3", "h4", "h5", "h6")


def controlla(corpo: Nodo, percorso: str) -> None:
    """Check a chapter.

    Raises:
        StampaError: with every fault, one a line.
    """
    difetti = [*_titoli(corpo), *_figure(corpo)]
    difetti += [d for n in corpo.discendenti() if n.nome == "table" for d in _tabella(n)]
    if difetti:
        raise StampaError("\n".join(f"{percorso}: {d}" for d in difetti))


def _titoli(corpo: Nodo) -> Iterator[str]:
    livello = 0
    for nodo in corpo.discendenti():
        if nodo.nome not in TITOLI:
            continue
        nuovo = int(nodo.nome[1])
        if livello == 0 and nuovo != 1:
            yield f"la pagina deve cominciare con un titolo h1, trovato {nodo.nome}"
        elif livello and nuovo == 1:
            yield f"un secondo titolo h1, «{nodo.testo()}»: un capitolo ne ha uno solo"
        elif nuovo > livello + 1:
            yield f"dopo un titolo h{livello} viene «{nodo.testo()}», {nodo.nome}: livello saltato"
        livello = nuovo
    if livello == 0:
        yield "manca il titolo h1"


def _figure(corpo: Nodo) -> Iterator[str]:
    for nodo in corpo.discendenti():
        if nodo.nome == "img" and "alt" not in nodo.attributi:
            yield f"un'immagine ({nodo.attributi.get('src', '')}) senza «alt»"
        if nodo.nome != "svg" or nodo.attributi.get("aria-hidden") == "true":
            continue
        primo = nodo.elementi[0] if nodo.elementi else None
        if primo is None or primo.nome != "title" or not primo.testo():
            yield 'un disegno SVG senza «title» come primo elemento (o aria-hidden="true")'


def _tabella(tabella: Nodo) -> Iterator[str]:
    nome = next((n.testo() for n in tabella.elementi if n.nome == "caption"), "senza titolo")
    gruppi = [n for n in tabella.elementi if n.nome in {"thead", "tbody", "tfoot"}] or [tabella]
    larghezze = set[int]()
    for gruppo in gruppi:
        dall_alto: list[int] = []  # for each column, rows still covered by a rowspan
        for riga in (n for n in gruppo.elementi if n.nome == "tr"):
            colonna = 0
            prossimo = [max(0, n - 1) for n in dall_alto]
            for cella in (n for n in riga.elementi if n.nome in {"td", "th"}):
                while colonna < len(dall_alto) and dall_alto[colonna]:
                    colonna += 1
                ampia = int(cella.attributi.get("colspan", "1"))
                alta = int(cella.attributi.get("rowspan", "1"))
                prossimo += [0] * (colonna + ampia - len(prossimo))
                prossimo[colonna : colonna + ampia] = [alta - 1] * ampia
                colonna += ampia
            coperte = sum(1 for n in dall_alto[colonna:] if n)
            larghezze.add(colonna + coperte)
            dall_alto = prossimo
    if len(larghezze) > 1:
        yield f"la tabella «{nome}» ha righe di {sorted(larghezze)} colonne"
    if not larghezze:
        yield f"la tabella «{nome}» non ha righe"
