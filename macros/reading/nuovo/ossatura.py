"""Chapters to be written: what stays of those of another year, or those of a type where there are none.

Front matter, titles, macros that stand alone and lists of chapters stay; what somebody wrote of that year does not.
Gives texts by path below `content/` and writes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from posixpath import dirname

from macros.model.capitoli import DELL_ANNO, CapitoloTipo, capitoli_di, titolo_indice
from macros.model.piano import Albero
from macros.model.problems import Documento
from macros.reading.pagine.pagine import CARTELLA, TESTATA, PaginaScritta, file_dei_testi, leggi_pagina
from macros.reading.scrivi.modifica import in_riga
from macros.reading.testo.files import cartelle_anno, leggi_testo
from macros.reading.testo.lettura import Lettura

INDICE = "index.md"
_TITOLO = re.compile(r"#{1,6} .*|title:.*")
_MACRO = re.compile(r"\{\{.*\}\}")
_CAPITOLO = re.compile(r"(- \[[^\]]*\]\([^)]*\)).*")
"""An item of a list that begins with a link: what follows it tells of that year."""
_CODICE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
_ANNO = re.compile(r"\b(?:19|20)\d\d\b")
INTORNO = range(-1, 5)
"""Years of a cycle, from the one before to those of its Piano; the others are of laws."""


def ossatura(testo: str, da: int, a: int) -> str:
    r"""Return what stays of a page of a year, for another one.

    >>> ossatura("---\ntitle: Il 2022\n---\n\n# Il 2022\n\nÈ in corso.\n\n{{ metodo() }}\n", 2022, 2023)
    '---\ntitle: Il 2023\n---\n\n# Il 2023\n\n{{ metodo() }}\n'
    """
    testo = testo.replace("\r\n", "\n")
    testata = TESTATA.match(testo)
    fine = testata.end() if testata else 0
    righe = [_negli_anni(r, da, a) if _TITOLO.fullmatch(r) else r for r in testo[:fine].splitlines()]
    gruppo = ""
    for riga in _CODICE.sub("", testo[fine:]).splitlines():
        resta, genere = _resta(riga.rstrip(), da, a)
        if resta:
            righe += [resta] if genere == gruppo == "elenco" else ["", resta]
            gruppo = genere
        elif riga.strip():
            gruppo = ""
    return "\n".join(righe).lstrip("\n") + "\n"


def _resta(riga: str, da: int, a: int) -> tuple[str, str]:
    """Return what stays of a line, and what it is; empty: nothing."""
    if _TITOLO.fullmatch(riga):
        return _negli_anni(riga, da, a), "titolo"
    if _MACRO.fullmatch(riga):
        return _negli_anni(riga, da, a), "macro"
    capitolo = _CAPITOLO.fullmatch(riga)
    return (capitolo[1], "elenco") if capitolo else ("", "")


def _negli_anni(testo: str, da: int, a: int) -> str:
    """Move the years of a cycle to those of another."""
    return _ANNO.sub(lambda m: str(int(m[0]) + a - da) if int(m[0]) - da in INTORNO else m[0], testo)


def _pagine(lettura: Lettura, anno: int) -> dict[str, PaginaScritta]:
    """Return the pages of a year by path."""
    file = {n: f for n, f in file_dei_testi(lettura, anno).items() if n.startswith(f"{anno}/") and f.suffix == ".md"}
    return {n: letta for n, f in file.items() if (letta := leggi_pagina(lettura, n, f))}


def cartella_di(lettura: Lettura, anno: int, documento: Documento) -> str:
    """Return the folder of a document's chapters in a year, below `content/`; empty: it has none."""
    indici = (n for n, p in _pagine(lettura, anno).items() if p.documento is documento and n.endswith(INDICE))
    return next((dirname(n) for n in indici), "")


def ossatura_anno(lettura: Lettura, da: int, a: int) -> dict[str, str]:
    """Return the pages that a new year begins with: the chapters of the Piano, the others that show data."""
    pagine = _pagine(lettura, da)
    altri = {dirname(n) for n, p in pagine.items() if p.documento not in {None, Documento.PIANO}}
    piano = cartella_di(lettura, da, Documento.PIANO)
    restano = (
        n
        for n, p in pagine.items()
        if dirname(n) not in altri and (dirname(n) == piano or any(map(_MACRO.fullmatch, p.corpo.splitlines())))
    )
    return dict(_ossature(lettura, restano, da, a))


def ossatura_documento(lettura: Lettura, documento: Documento, anno: int, albero: Albero) -> dict[str, str]:
    """Return the chapters of a document: those of the last year before that has some, else those of a type."""
    for da in reversed([n for n in cartelle_anno(lettura.radice) if n < anno]):
        if cartella := cartella_di(lettura, da, documento):
            suoi = (n for n in _pagine(lettura, da) if dirname(n) == cartella)
            return dict(_ossature(lettura, suoi, da, anno))
    return dict(di_tipo(documento, anno, albero))


def _ossature(lettura: Lettura, pagine: Iterable[str], da: int, a: int) -> Iterator[tuple[str, str]]:
    for nome in pagine:
        testo = leggi_testo(lettura, lettura.radice / CARTELLA / nome) or ""
        yield nome.replace(str(da), str(a), 1), ossatura(testo, da, a)


def anno_di_tipo(anno: int, albero: Albero) -> dict[str, str]:
    """Return the pages of a year of a type: its own, and the chapters of the Piano."""
    sue = {f"{anno}/{c.nome}.md": pagina(replace(c, titolo=c.titolo.format(anno=anno))) for c in DELL_ANNO}
    return sue | dict(di_tipo(Documento.PIANO, anno, albero))


def di_tipo(documento: Documento, anno: int, albero: Albero) -> Iterator[tuple[str, str]]:
    """Yield the chapters of a type, then their index."""
    capitoli = capitoli_di(documento, albero)
    for c in capitoli:
        yield f"{anno}/{documento}/{c.nome}.md", pagina(c)
    righe = "".join(f"  - {c.nome}.md\n" for c in capitoli)
    titolo = titolo_indice(documento, anno, albero)
    elenco = "\n".join(f"- [{c.titolo}]({c.nome}.md)" for c in capitoli)
    testa = f"---\ntitle: {titolo}\ndocumento: {documento}\ncapitoli:\n{righe}---\n"
    yield f"{anno}/{documento}/{INDICE}", f"{testa}\n# {titolo}\n\n## I capitoli\n\n{elenco}\n"


def pagina(c: CapitoloTipo) -> str:
    r"""Return a chapter to be written.

    >>> pagina(CapitoloTipo("metodo", "Il metodo: le regole", "{{ metodo() }}"))
    '---\ntitle: "Il metodo: le regole"\n---\n\n# Il metodo: le regole\n\n{{ metodo() }}\n'
    """
    titolo = in_riga({"title": c.titolo})[1:-1] if ":" in c.titolo else f"title: {c.titolo}"
    corpo = f"\n{c.corpo}\n" if c.corpo else ""
    return f"---\n{titolo}\n---\n\n# {c.titolo}\n{corpo}"
