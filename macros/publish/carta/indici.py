"""What opens a document and its chapters: contents, list of tables, openings.

Every line leads to a place in the document; the style sheet adds the page. Nothing is numbered here but
chapters: a table has its objective's code in its name, and «Tavola 2.3» beside «Obiettivo 2.3» would mislead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.publish.carta.fascicolo import Fascicolo
from macros.publish.carta.nodi import Nodo, leggi
from macros.publish.carta.pagine import PaginaCarta, contenuto, risolvi
from macros.publish.html.modelli import componi


@dataclass(frozen=True, slots=True)
class VoceIndice:
    """A line of the contents, or of a list."""

    testo: str
    ancora: str
    sotto: tuple[VoceIndice, ...] = ()
    codice: str = ""
    """Of a form: printed before its title."""


@dataclass(frozen=True, slots=True)
class Capitolo:
    """A chapter, as the contents and its own opening name it."""

    numero: int
    voce: VoceIndice
    descrizione: str
    """One line on what it holds, from the document's page; empty: that page says none."""
    tavole: tuple[VoceIndice, ...]


def descrivi(fascicolo: Fascicolo, sito: Path) -> Mapping[str, str]:
    """Return what the document's page says of each chapter, after the link to it; by path in the site."""
    percorso = fascicolo.indice
    if not (sito / percorso).is_file():
        return {}
    corpo = leggi(contenuto((sito / percorso).read_text(encoding="utf-8"), percorso))
    dette = {}
    for voce in (n for n in corpo.discendenti() if n.nome == "li"):
        primo, *altri = voce.figli or [""]
        if isinstance(primo, Nodo) and primo.nome == "a" and altri:
            frase = Nodo("span", {}, altri).testo().removeprefix(":").strip()
            dette[risolvi(percorso, primo.attributi["href"])[0]] = frase[:1].upper() + frase[1:]
    return dette


def leggi_capitolo(pagina: PaginaCarta, numero: int, descrizione: str) -> Capitolo:
    """Give an id to whatever the contents and the list of tables lead to, and return the chapter's lines."""
    primo, *altri = [n for n in pagina.corpo.discendenti() if n.nome in {"h1", "h2"}]
    sotto = []
    for n, titolo in enumerate(altri, start=1):
        ancora = titolo.attributi.setdefault("id", pagina.ancora(f"titolo-{n}"))
        codice = next((e.testo() for e in titolo.elementi if "cod" in e.classi), "")
        sotto.append(VoceIndice(titolo.testo().removeprefix(codice).strip(), ancora, codice=codice))
    return Capitolo(
        numero,
        VoceIndice(primo.testo(), pagina.ancora(), tuple(sotto)),
        descrizione,
        tuple(_tavole(pagina)),
    )


def _tavole(pagina: PaginaCarta) -> Iterator[VoceIndice]:
    for n, tabella in enumerate((t for t in _fuori_schede(pagina.corpo) if t.nome == "table"), start=1):
        didascalia = next((e for e in tabella.elementi if e.nome == "caption"), None)
        if didascalia is not None:
            ancora = didascalia.attributi.setdefault("id", pagina.ancora(f"tavola-{n}"))
            yield VoceIndice(_nome(didascalia), ancora)


def _fuori_schede(nodo: Nodo) -> Iterator[Nodo]:
    """Every element but the forms, and their table of contents: the contents name them, and all hold the same."""
    for figlio in nodo.elementi:
        if not figlio.classi & {"scheda", "indice-schede"}:
            yield figlio
            yield from _fuori_schede(figlio)


def _nome(didascalia: Nodo) -> str:
    """Return the name of a table: the bold opening of its caption, or all of it when the bold is a code alone."""
    forte = next((e.testo().rstrip(".,:") for e in didascalia.elementi if e.nome == "strong"), "")
    return forte if forte and not forte[-1].isdigit() else didascalia.testo().rstrip(".,:")


def intesta(pagina: PaginaCarta, detti: Mapping[str, object]) -> None:
    """Put the title of a document of one page in a band with what a cover says: whose it is, its acts, its impronta.

    The line above the title, which says on the site where one is, goes.
    """
    pagina.corpo.figli = [f for f in pagina.corpo.figli if not (isinstance(f, Nodo) and "occhiello" in f.classi)]
    titolo = next(n for n in pagina.corpo.discendenti() if n.nome == "h1")
    fascia = leggi(componi("testa_carta.html", **detti)).elementi[0]
    pagina.corpo.figli[pagina.corpo.figli.index(titolo)] = fascia
    fascia.figli.insert(next(n for n, f in enumerate(fascia.figli) if isinstance(f, Nodo)) + 1, titolo)


def apri(pagina: PaginaCarta, capitolo: Capitolo) -> None:
    """Give the chapter its number; a chapter of forms also a panel that says what it holds."""
    titolo = next(n for n in pagina.corpo.discendenti() if n.nome == "h1")
    titolo.figli[:0] = [Nodo("span", {"class": "numero"}, [str(capitolo.numero)]), " "]
    if titolo in pagina.corpo.figli and any("scheda" in n.classi for n in pagina.corpo.discendenti()):
        pannello = leggi(componi("apertura.html", capitolo=capitolo)).elementi[0]
        pagina.corpo.figli[pagina.corpo.figli.index(titolo)] = pannello
        pannello.figli.insert(0, titolo)
