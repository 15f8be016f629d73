"""Footnotes: those that Markdown gathers at the end of a page of the site go back to where they are called.

On paper each is set at the foot of its page by the style sheet, and numbered within its chapter.
"""

from __future__ import annotations

from macros.publish.carta.fascicolo import StampaError
from macros.publish.carta.nodi import Nodo, pota


def porta_al_piede(corpo: Nodo, percorso: str) -> None:
    """Put each note in the place of its first call; later calls stay as links to it.

    Raises:
        StampaError: a note holds more than paragraphs, which would not fit in a line of text.
    """
    note: dict[str, Nodo] = {}
    for elenco in (n for n in corpo.discendenti() if "footnote" in n.classi):
        note |= {n.attributi["id"]: _nota(n, percorso) for n in elenco.discendenti() if n.nome == "li"}
    pota(corpo, lambda n: "footnote" in n.classi)
    for nodo in [n for n in corpo.discendenti() if n.nome == "sup"]:
        richiami = [n for n in nodo.elementi if "footnote-ref" in n.classi]
        nota = note.pop(richiami[0].attributi["href"].removeprefix("#"), None) if richiami else None
        if nota is not None:
            nodo.nome, nodo.attributi, nodo.figli = nota.nome, nota.attributi, nota.figli


def _nota(voce: Nodo, percorso: str) -> Nodo:
    altro = [n.nome for n in voce.elementi if n.nome != "p"]
    if altro:
        msg = f"{percorso}: la nota «{voce.testo()}» contiene un elemento {altro[0]}: una nota ha soltanto capoversi"
        raise StampaError(msg)
    capoversi = [Nodo("span", {"class": "capoverso"}, p.figli) for p in voce.elementi]
    return Nodo("span", {"class": "nota-a-pie", "id": voce.attributi["id"]}, [*capoversi])
