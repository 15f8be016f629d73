"""The pages of `content/`: the front matter, with its places, and the text below it.

What MkDocs would print as text, lose, or read otherwise is a problem. `PaginaScritta.normale` is what MkDocs is then
given to read: our reading, written again, so that the two cannot differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from macros.model.problems import Documento, Source
from macros.reading.testo.chiavi import Mappa, leggi
from macros.reading.testo.files import leggi_testo
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import nodi_di
from macros.reading.testo.scalari import ANNO

CARTELLA = "content"
TESTATA = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
"""As MkDocs finds it."""
_PRESA = re.compile(r" {0,3}[A-Za-z0-9_-]+:")
"""A first line that MkDocs takes for a front matter without dashes."""


@dataclass(frozen=True, slots=True)
class PaginaScritta:
    """A page as typed."""

    percorso: str
    """From `content/`."""
    titolo: str | None
    documento: Documento | None
    capitoli: tuple[tuple[str, Source], ...]
    """Of a document's index: its chapters, in order, each with its place."""
    corpo: str
    sopra: int
    """Lines of the file above the text."""
    riga_titolo: int = 1

    def luogo(self, riga: int) -> Source:
        """Return the place of a line of the text."""
        return Source(f"{CARTELLA}/{self.percorso}", riga + self.sopra)

    def normale(self) -> str:
        """Return the page with its front matter written the one way that YAML readers agree on."""
        testata = {
            "title": self.titolo,
            "documento": str(self.documento) if self.documento else None,
            "capitoli": [nome for nome, _ in self.capitoli] or None,
        }
        scritta = {chiave: valore for chiave, valore in testata.items() if valore is not None}
        if not scritta:
            return f"\n{self.corpo}"
        return f"---\n{yaml.safe_dump(scritta, allow_unicode=True, width=1_000_000)}---\n\n{self.corpo}"


def file_dei_testi(lettura: Lettura, anno: int | None = None) -> dict[str, Path]:
    """Return the regular files of `content/`, by path from there (of one year, when given, with those of all years).

    Hidden ones are left out, as MkDocs does.
    """
    trovati = {f.relative_to(lettura.radice / CARTELLA).as_posix(): f for f in lettura.sotto(CARTELLA).file}
    return {
        nome: file
        for nome, file in trovati.items()
        if not any(parte.startswith(".") for parte in nome.split("/"))
        and (anno is None or (prima := nome.partition("/")[0]) == str(anno) or not ANNO.fullmatch(prima))
    }


def leggi_pagina(lettura: Lettura, percorso: str, file: Path) -> PaginaScritta | None:
    """Return a page, or None and a problem."""
    testo = leggi_testo(lettura, file)
    return None if testo is None else pagina_da(lettura, percorso, testo)


def pagina_da(lettura: Lettura, percorso: str, testo: str) -> PaginaScritta | None:
    r"""Return a page from its text, or None and a problem.

    >>> pagina_da(Lettura(Path()), "a.md", "---\ntitle: Dati\n---\n\n# Dati\n").titolo
    'Dati'
    """
    nome = f"{CARTELLA}/{percorso}"
    trovata = TESTATA.match(testo)
    prima = testo.partition("\n")[0]
    if trovata is None and prima.rstrip() == "---":
        lettura.segnala(
            Source(nome),
            "PAGINA-INTESTAZIONE",
            "una riga «---» che apre l'intestazione, e niente che la chiuda",
            "l'intestazione fra due righe «---»",
            "chiuderla con una riga «---», o cominciare la pagina con il titolo («# …»)",
        )
        return None
    if trovata is None:
        if _PRESA.match(prima):
            lettura.segnala(
                Source(nome),
                "PAGINA-INTESTAZIONE",
                f"la riga «{prima[:60]}», che verrebbe presa per intestazione e non comparirebbe",
                "l'intestazione fra due righe «---», o il testo",
                "cominciare la pagina con il titolo («# …») o con una riga vuota",
            )
            return None
        corpo = testo.lstrip("\n")
        return PaginaScritta(percorso, None, None, (), corpo, testo.count("\n") - corpo.count("\n"))
    nodo = nodi_di(lettura, nome, "\n" + trovata[1])  # the line of the dashes, so that places are those of the file
    if nodo is None:
        return None
    testata = Mappa(lettura, nodo, "l'intestazione")
    titolo, documento = testata.testo("title"), testata.scelta("documento", Documento)
    capitoli = tuple((c, v.source) for v in testata.elementi("capitoli") if (c := leggi(lettura, v, str)))
    testata.chiudi()
    corpo = testo[trovata.end() :].lstrip("\n")
    sopra = testo.count("\n") - corpo.count("\n")
    return PaginaScritta(percorso, titolo, documento, capitoli, corpo, sopra, testata.luogo("title").line)
