"""What the manual says of each key: `formato.md` is the one place where it is written, schemas quote it.

A section («## smvp.yml») is of a kind of file, one below it («### Gli indicatori») of the key that its heading ends
with. There an item begins with the keys that it explains, as a path or alone: «- `grado.decrescente`: …».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape

Percorso = tuple[str, ...]
"""The keys down to one, lists without their places."""
_TITOLO = re.compile(r"^(#{2,3}) (.+)$", re.MULTILINE)
_VOCE = re.compile(r"^- ((?:`[^`]+`(?:, | e )?)+): (.+)$", re.MULTILINE)
_CHIAVE = re.compile(r"`([^`]+)`")
_FRASE = re.compile(r"(?<=[.;])\s+(?![^(]*\))")


@dataclass(frozen=True, slots=True)
class VoceManuale:
    """An item of the manual: the keys it begins with, and what it says."""

    chiavi: tuple[str, ...]
    testo: str

    def di(self, chiave: str) -> str:
        """Return what it says of one of its keys: the sentences that name it, else all."""
        frasi = [f for f in _FRASE.split(self.testo) if f"`{chiave}`" in f]
        return " ".join(frasi) if frasi and len(self.chiavi) > 1 else self.testo


@dataclass(frozen=True, slots=True)
class SezioneManuale:
    """What the manual says of a kind of file."""

    titolo: str
    apertura: str
    """Its first paragraph."""
    voci: tuple[VoceManuale, ...]
    sotto: tuple[SezioneManuale, ...] = ()

    def spiega(self, percorso: Percorso) -> str:
        """Return what it says of a key, as plain text; «» when it says nothing."""
        return nudo(next(filter(None, self._trovate(percorso)), "") if percorso else self.apertura)

    def parola(self, percorso: Percorso, parola: str) -> str:
        """Return what it says of a word of a key: what stands in brackets after it; «» when it says nothing."""
        detto = re.search(rf"`{re.escape(parola)}` \(([^)]*)\)", next(filter(None, self._trovate(percorso)), ""))
        return nudo(detto[1]) if detto else ""

    def _trovate(self, percorso: Percorso) -> Iterator[str]:
        """Yield what it may say of a key, the nearest first: by its path, in the item of a key above, by its name."""
        for sezione in (*self._di(percorso[:-1]), self):
            for da in range(len(percorso) - 1):
                yield from (v.testo for v in sezione.voci if ".".join(percorso[da:]) in v.chiavi)
            for sopra in reversed(percorso[:-1]):
                for voce in (v for v in sezione.voci if v.chiavi[-1].rpartition(".")[2] == sopra):
                    yield next((f for f in _FRASE.split(voce.testo) if f"`{percorso[-1]}`" in f), "")
            yield from (v.di(percorso[-1]) for v in sezione.voci if percorso[-1] in v.chiavi)

    def _di(self, sopra: Percorso) -> Iterator[SezioneManuale]:
        """Yield the parts that are about the keys above one, the nearest first."""
        for chiave in reversed(sopra):
            yield from (s for s in self.sotto if s.titolo.lower().endswith(f" {chiave}"))


@cache
def sezioni(pagina: str) -> dict[str, SezioneManuale]:
    """Return the sections of the page by title, as the files are called: `obiettivi/<codice>.yml`."""
    trovate = list(_sezioni(pagina))
    di_file: dict[str, SezioneManuale] = {}
    for n, (segno, sezione) in enumerate(trovate):
        if segno == "##":
            fine = next((m for m in range(n + 1, len(trovate)) if trovate[m][0] == "##"), len(trovate))
            sotto = tuple(s for _, s in trovate[n + 1 : fine])
            di_file[sezione.titolo] = SezioneManuale(sezione.titolo, sezione.apertura, sezione.voci, sotto)
    return di_file


def _sezioni(pagina: str) -> Iterator[tuple[str, SezioneManuale]]:
    titoli = list(_TITOLO.finditer(re.sub(r"^```.*?^```$", "", pagina, flags=re.MULTILINE | re.DOTALL)))
    for titolo, dopo in zip(titoli, [*titoli[1:], None], strict=True):
        testo = titolo.string[titolo.end() : dopo.start() if dopo else None].strip()
        voci = tuple(VoceManuale(tuple(_CHIAVE.findall(v[1])), v[2]) for v in _VOCE.finditer(testo))
        yield titolo[1], SezioneManuale(unescape(titolo[2]), testo.partition("\n")[0], voci)


def nudo(testo: str) -> str:
    """Return a text without the marks of Markdown; its first letter is a capital, unless it is a word of the data.

    >>> nudo("il **nome** di un file di `atti/`, come in [regole](regole.md);"), nudo("`true` se è così")
    ('Il nome di un file di atti/, come in regole.', 'true se è così')
    """
    senza = re.sub(r"[`*]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", testo))
    inizio = senza[:1] if testo.startswith("`") else senza[:1].upper()
    return unescape(re.sub(r";$", ".", inizio + senza[1:]))
