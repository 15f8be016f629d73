"""The pages of `content/`: which chapters an index may list; `deposito` says which files may stand there.

What is written in a page is examined by `scrittura`, which is loaded only where there are pages.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from posixpath import dirname, join

from macros.model.problems import Problem
from macros.reading.pagine.pagine import PaginaScritta, file_dei_testi, leggi_pagina
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import vicina


def check_pagine(lettura: Lettura, anno: int | None = None) -> Iterator[Problem]:
    """PAGINA-…: every page of `content/` (of one year, when given, with those of all years)."""
    file = file_dei_testi(lettura, anno)
    da_leggere = {nome: f for nome, f in file.items() if f.suffix == ".md"}
    pagine = [letta for nome, f in da_leggere.items() if (letta := leggi_pagina(lettura, nome, f))]
    yield from lettura.problemi
    for pagina in pagine:
        yield from _capitoli(pagina, file)
    if pagine:  # who has only data needs neither Jinja nor Markdown
        from macros.checks.marcatura import scritte

        yield from scritte(pagine, lettura.aperti.puliti)


def _capitoli(pagina: PaginaScritta, file: Collection[str]) -> Iterator[Problem]:
    """PAGINA-CAPITOLO: the chapters that an index lists are there, each once."""
    cartella = dirname(pagina.percorso)
    nomi = [nome for nome, _ in pagina.capitoli]
    for posto, (nome, luogo) in enumerate(pagina.capitoli):
        if nome in nomi[:posto]:
            trovato, rimedio = f"il capitolo «{nome}» per la seconda volta", "togliere una delle due righe"
        elif nome.endswith(".md") and join(cartella, nome) in file:
            continue
        else:
            vicini = [f.rpartition("/")[2] for f in file if dirname(f) == cartella and f != pagina.percorso]
            trovato = f"il capitolo «{nome}», che non c'è"
            rimedio = f"{vicina(nome, [v for v in vicini if v not in nomi])}; oppure scriverlo, o toglierlo dall'elenco"
        yield Problem(luogo, "PAGINA-CAPITOLO", trovato, "il nome di una pagina della stessa cartella", rimedio)
