"""The pages and files of `content/`: what may stand there, and which chapters an index may list.

What is written in a page is examined by `scrittura`, which is loaded only where there are pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from posixpath import dirname, join

from macros.model.problems import Problem, Source
from macros.reading.files import Lettura
from macros.reading.pagine import CARTELLA, IMMAGINI, Pagina, file_di, leggi_pagina
from macros.reading.scalari import vicina


def check_pagine(radice: Path, anno: int | None = None) -> Iterator[Problem]:
    """PAGINA-…: every page and file of `content/` (of one year, when given, with those of all years)."""
    lettura, file = Lettura(radice), file_di(radice, anno)
    regolari = {nome: f for nome, f in file.items() if f.is_file()}  # a pipe or a broken link is not opened
    da_leggere = {nome: f for nome, f in regolari.items() if f.suffix == ".md"}
    pagine = [letta for nome, f in da_leggere.items() if (letta := leggi_pagina(lettura, nome, f))]
    yield from lettura.problemi
    immagini = {nome for nome, f in regolari.items() if f.suffix.lower() in IMMAGINI}
    yield from map(_estraneo, file.keys() - da_leggere.keys() - immagini)
    for pagina in pagine:
        yield from _capitoli(pagina, file)
    if pagine:  # who has only data needs neither Jinja nor Markdown
        from macros.checks.scrittura import scritte

        yield from scritte(pagine)


def _estraneo(nome: str) -> Problem:
    """PAGINA-FILE: only pages and pictures are published from there."""
    return Problem(
        Source(f"{CARTELLA}/{nome}"),
        "PAGINA-FILE",
        f"il file «{nome.rpartition('/')[2]}»",
        f"pagine che finiscono con .md, e immagini ({', '.join(sorted(IMMAGINI))})",
        "dargli il nome giusto, salvare l'immagine in uno di questi formati, o toglierlo da content",
    )


def _capitoli(pagina: Pagina, file: Collection[str]) -> Iterator[Problem]:
    """PAGINA-CAPITOLO: the chapters that an index lists are there, each once."""
    cartella = dirname(pagina.percorso)
    nomi = [nome for nome, _ in pagina.capitoli]
    vicini = [f.rpartition("/")[2] for f in file if dirname(f) == cartella and f != pagina.percorso]
    for posto, (nome, luogo) in enumerate(pagina.capitoli):
        if nome in nomi[:posto]:
            trovato, rimedio = f"il capitolo «{nome}» per la seconda volta", "togliere una delle due righe"
        elif nome.endswith(".md") and join(cartella, nome) in file:
            continue
        else:
            trovato = f"il capitolo «{nome}», che non c'è"
            rimedio = f"{vicina(nome, [v for v in vicini if v not in nomi])}; oppure scriverlo, o toglierlo dall'elenco"
        yield Problem(luogo, "PAGINA-CAPITOLO", trovato, "il nome di una pagina della stessa cartella", rimedio)
