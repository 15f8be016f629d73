"""What the front matter of a page must be: readable, and naming chapters that exist.

Pure. MkDocs alone prints as text what it cannot read, and leaves out a chapter with a wrong name
without a word; here both stop the build, in Italian.
"""

from __future__ import annotations

from posixpath import dirname, join
from typing import TYPE_CHECKING

from mkdocs.utils.meta import get_data

from macros.reading.scalari import vicina

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SEGNO = "---"


def sbagliate(pagine: Mapping[str, str]) -> Iterator[str]:
    r"""Yield what is wrong in the front matters, with file, line and repair.

    Args:
        pagine: path from the content folder → the page as typed.

    >>> next(sbagliate({"a.md": "---\ncapitoli: [c.md]\n---\n"}))[:37]
    'content/a.md:2: il capitolo «c.md» no'
    """
    for percorso, testo in pagine.items():
        corpo, dati = get_data(testo)
        luogo = f"content/{percorso}"
        prima = testo.partition("\n")[0].rstrip()
        if prima == SEGNO and not dati and corpo == testo:
            yield (
                f"{luogo}:1: l’intestazione fra le due righe «---» non si legge. Rimedio: scrivere "
                "righe «chiave: valore», con testi fra virgolette se hanno due punti o parentesi."
            )
        elif prima != SEGNO and dati:
            yield (
                f"{luogo}:1: la riga «{prima[:60]}» verrebbe presa per intestazione e non comparirebbe. "
                "Rimedio: cominciare la pagina con il titolo («# …») o con una riga vuota."
            )
        elif "capitoli" in dati:
            yield from _capitoli(percorso, testo, dati["capitoli"], pagine)


def _capitoli(percorso: str, testo: str, capitoli: object, pagine: Mapping[str, str]) -> Iterator[str]:
    cartella = dirname(percorso)
    if capitoli is None:
        return
    if not isinstance(capitoli, list) or not all(isinstance(nome, str) for nome in capitoli):
        riga = _riga(testo, "capitoli")
        yield f"content/{percorso}:{riga}: «capitoli» non è un elenco. Rimedio: una riga «  - nome.md» per ciascuno."
        return
    vicini = [p.rpartition("/")[2] for p in pagine if dirname(p) == cartella and p != percorso]
    for nome in capitoli:
        if join(cartella, nome) not in pagine:
            yield (
                f"content/{percorso}:{_riga(testo, nome)}: il capitolo «{nome}» non c’è. "
                f"Rimedio: {vicina(nome, [v for v in vicini if v not in capitoli])}; "
                "oppure scriverlo, o toglierlo dall’elenco."
            )


def _riga(testo: str, parola: str) -> int:
    """Return the line of the first occurrence of a text, 1 when there is none."""
    return testo.count("\n", 0, max(testo.find(parola), 0)) + 1
