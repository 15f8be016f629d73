"""The files that hold a whole document: on which pages they are named, how many pages they have, how much they weigh.

The pages come before the documents, which are made from them: where that goes they have a mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from macros.firma.stati import quante_pagine
from macros.model.formato import peso_file, quanti
from macros.model.luoghi import file_documenti, nome_html, nome_pdf, nome_png
from macros.model.stampe import STAMPE
from macros.publish.documenti import si_stampa
from scripts.sito.rami import relativo

if TYPE_CHECKING:
    from macros.vista.vista import Vista

SEGNO = "<!--peso {}-->"
"""Where it goes how large a file is; nothing where the documents are not made."""
_SEGNO = re.compile(SEGNO.format("([^ ]+)"))


@dataclass(frozen=True, slots=True)
class Intero:
    """A file that holds a whole document."""

    nome: str
    href: str
    segno: str
    sopra: bool
    """Whether the page is the document's first, which names its files before all else."""


@dataclass(frozen=True, slots=True)
class Interi:
    """Those of a build."""

    per_pagina: tuple[tuple[str, str, tuple[str, ...]], ...]
    """How the addresses of a document's pages begin, its first one, its files; one page before the folders."""

    @classmethod
    def prepara(cls, vista: Vista) -> Interi:
        """Return those of the documents that a view prints."""
        trovati = []
        for anno in vista.anni:
            for stampa in (s for s in STAMPE.values() if si_stampa(vista, anno, s)):
                prima = stampa.pagina.indirizzo(anno)
                nomi = [nome_pdf(anno, stampa.nome), nome_html(anno, stampa.nome)]
                nomi += [nome_png(anno, stampa.nome)] if stampa.immagine else []
                file = tuple(file_documenti(anno, nome) for nome in nomi)
                trovati.append((prima if stampa.una_pagina else f"{prima.rpartition('/')[0]}/", prima, file))
        return cls(tuple(sorted(trovati, key=lambda t: t[0].endswith("/"))))

    def di(self, url: str) -> tuple[Intero, ...]:
        """Return the files of the document that a page is part of; none: it is of no document."""
        prima, file = next(((p, f) for inizio, p, f in self.per_pagina if url.startswith(inizio)), ("", ()))
        return tuple(Intero(f.rpartition("/")[2], relativo(f, url), SEGNO.format(f), url == prima) for f in file)


def scrivi_pesi(sito: Path) -> None:
    """Write in the pages of a built site how many pages each whole document has, and how much it weighs."""

    @cache
    def detto(nome: str) -> str:
        file = sito / nome
        if not file.is_file():
            return ""
        grezzo = file.read_bytes()
        pagine = quante_pagine(grezzo) if file.suffix == ".pdf" else None
        dette = [quanti(pagine, "pagina", "pagine")] if pagine else []
        return f" ({', '.join([*dette, peso_file(len(grezzo))])})"

    def peso(trovato: re.Match[str]) -> str:
        return detto(trovato[1])

    for pagina in sito.rglob("*.html"):
        if _SEGNO.search(scritta := pagina.read_text(encoding="utf-8")):
            pagina.write_text(_SEGNO.sub(peso, scritta), encoding="utf-8")
