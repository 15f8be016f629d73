"""Scans the text of every data and content file, line by line, for what is not finished or of another year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model.archivio import ISTANTANEE
from macros.model.problems import Problem, Source
from macros.reading.testo.files import NASCOSTI, leggi_testo
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import ANNO, ERRORE_FOGLIO

SCRITTI = {
    "data": (".yml", ".yaml", ".csv", ".tsv", ".txt", ".md", ".json"),
    "content": (".md", ".markdown", ".html", ".txt", ".yml", ".yaml", ".csv", ".json"),
}
"""Folder → endings of the files that hold text."""
INDIZI = {
    "da vedere": r"\bda vedere\b",
    "todo": r"\bTODO\b",
    "fixme": r"\bFIXME\b",
    "xxx": r"(?<![\w.])x{3,}(?![\w.])",
    "\N{HORIZONTAL ELLIPSIS}" * 2: "\N{HORIZONTAL ELLIPSIS}{2,}",
    "....": r"\.{4,}",
    "lorem ipsum": r"\blorem ipsum\b",
}
"""What is in a text that is not finished, in small letters → how it is found. Most texts have none of them."""
SEGNAPOSTO = re.compile("|".join(INDIZI.values()), re.IGNORECASE)
DATA_DI_CICLO = re.compile(
    r"\b(?:31[/.-]12|30[/.-]0?6|31 dicembre|30 giugno)[/.\- ](?:del )?([12]\d{3})\b|\b([12]\d{3})-(?:12-31|06-30)\b",
    re.IGNORECASE | re.ASCII,
)
DATO = re.compile(r"(?:[:;,\[{]|^-|\s-)\s*[\"']?[\d/.-]+[\"']?\s*(?=[;,\]}#]|$)")
"""A day that is a value of its own (a target, a deadline), not prose; it has its own checks."""
COMMENTO = re.compile(r"(?:^|\s)#(?![A-Z/]+[?!]).*$")


def check_testi(lettura: Lettura, anno: int | None = None) -> Iterator[Problem]:
    """Scan `data/` and `content/` (of one year, when given, with what belongs to all years)."""
    for cartella, suffissi in SCRITTI.items():
        for file in lettura.sotto(cartella).file:
            parti = file.relative_to(lettura.radice / cartella).parts
            altro = anno is not None and bool(ANNO.fullmatch(parti[0])) and parti[0] != str(anno)
            if altro or file.suffix.lower() not in suffissi or any(p.startswith(NASCOSTI) for p in parti):
                continue
            if ISTANTANEE in parti[1:-1]:
                continue  # snapshots repeat what was scanned, and are never edited
            testo = leggi_testo(lettura, file)
            if testo is not None:
                suo = int(parti[0]) if ANNO.fullmatch(parti[0]) else None
                nome = lettura.nome(file)
                yield from lettura.aperti.puliti.guarda(_righe(nome, testo, suo), "testi", nome, testo)
    yield from lettura.problemi


def _righe(nome: str, testo: str, anno: int | None) -> Iterator[Problem]:
    posti = [trovato.start() for trovato in ERRORE_FOGLIO.finditer(testo)]
    basso = testo.casefold()
    if any(indizio in basso for indizio in INDIZI):
        posti += [trovato.start() for trovato in SEGNAPOSTO.finditer(testo)]
    if anno is not None:
        date = DATA_DI_CICLO.finditer(testo)
        posti += [trovata.start() for trovata in date if int(trovata[1] or trovata[2]) != anno]
    righe = testo.split("\n") if posti else []
    for numero in sorted({testo.count("\n", 0, posto) + 1 for posto in posti}):
        riga = righe[numero - 1]
        luogo = Source(nome, numero)
        if trovato := ERRORE_FOGLIO.search(riga):
            yield Problem(
                luogo,
                "FOGLIO-ERRORE",
                f"«{trovato[0]}», un errore del foglio di calcolo",
                "il dato",
                "correggere la formula nel foglio di calcolo e riportare il risultato",
            )
        visibile = COMMENTO.sub("", riga) if nome.endswith(".yml") else riga
        if trovato := SEGNAPOSTO.search(visibile):
            yield Problem(
                luogo,
                "TESTO-SEGNAPOSTO",
                f"«{trovato[0][:40]}», un segnaposto",
                "il testo definitivo",
                "scrivere il testo; in un campo dei dati si può lasciare vuoto: risulterà da completare",
            )
        if anno is not None:
            yield from _date(luogo, visibile if nome.endswith(".md") else DATO.sub("", visibile), anno)


def _date(luogo: Source, riga: str, anno: int) -> Iterator[Problem]:
    """PROSA-DATA-CICLO (avviso): the survey date of another year, in prose."""
    for trovata in DATA_DI_CICLO.finditer(riga):
        if int(trovata[1] or trovata[2]) != anno:
            yield Problem(
                luogo,
                "PROSA-DATA-CICLO",
                f"«{trovata[0]}» nei testi del {anno}",
                f"una data del ciclo {anno}",
                "controllare che non sia rimasta da un altro anno; se è voluta, lasciarla",
            )
