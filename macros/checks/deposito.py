"""What may stand in `data/` and `content/`: regular files, with names that every program reads alike.

In `content/` pages and pictures only, outside the places that the build writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from macros.model import luoghi
from macros.model.pagine import DI_SEMPRE
from macros.model.problems import Problem, Source
from macros.model.riconosciute import riservata
from macros.reading.testo.deposito import cartella_vera, dentro, nome_nel_progetto
from macros.reading.testo.files import NASCOSTI
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import ANNO, senza_accenti

TESTI = "content"
TEMA = Path(__file__).resolve().parents[2] / "theme"
PAGINE, FIGURE = (".md",), (".jpeg", ".jpg", ".png")
"""The kinds of file of `content/`."""
NOMI = {
    "data": (
        re.compile(r"[A-Za-z0-9_(](?:[A-Za-z0-9_.()+,'& -]*[A-Za-z0-9_)+'&-])?"),
        "un nome di lettere senza accenti, cifre, punti e trattini",
    ),
    TESTI: (
        re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?"),
        "un nome di lettere minuscole senza accenti, cifre, punti e trattini: è anche un indirizzo del sito",
    ),
}
"""Folder → how a name is made, and how that is said."""


def check_deposito(lettura: Lettura, anno: int | None = None) -> Iterator[Problem]:
    """FILE-SPECIALE, FILE-GRANDE, FILE-NOME, PAGINA-…: what stands in the project, of one year when given.

    Nothing is opened. What belongs to all years is always looked at.
    """
    radice = lettura.radice
    for voce in dentro(radice):
        if voce.name.lower() in NOMI and voce.name not in NOMI:
            yield Problem(
                Source(voce.name),
                "FILE-NOME",
                f"il nome «{voce.name}»",
                "le cartelle data e content, in minuscolo",
                f"rinominare in «{voce.name.lower()}»",
            )
    for cartella in NOMI:
        trovati = lettura.sotto(cartella)
        for problema in trovati.problemi:
            if not _di_un_altro_anno(problema.source.path.split("/")[1:], anno):
                yield problema
        visti: dict[tuple[Path, str], Path] = {}
        file = set(trovati.file)
        for voce in sorted((*file, *trovati.cartelle)):
            parti = voce.relative_to(radice / cartella).parts
            if not parti or _di_un_altro_anno(parti, anno) or any(p.startswith(NASCOSTI[0]) for p in parti):
                continue
            yield from _nome(radice, cartella, voce, visti)
            if cartella == TESTI and voce in file:
                yield from _posto(Source(nome_nel_progetto(radice, voce)), parti)


def _di_un_altro_anno(parti: tuple[str, ...] | list[str], anno: int | None) -> bool:
    return anno is not None and len(parti) > 1 and bool(ANNO.fullmatch(parti[0])) and parti[0] != str(anno)


def _nome(radice: Path, cartella: str, voce: Path, visti: dict[tuple[Path, str], Path]) -> Iterator[Problem]:
    """FILE-NOME: a name that is not plain, or that is another's with capitals in other places."""
    forma, atteso = NOMI[cartella]
    luogo = Source(nome_nel_progetto(radice, voce))
    if cartella != TESTI and voce.name.startswith(NASCOSTI):
        return
    if not forma.fullmatch(voce.name):
        piano = _piano(voce.name, cartella)
        yield Problem(
            luogo,
            "FILE-NOME",
            f"il nome «{luogo.path.rpartition('/')[2]}»",
            atteso,
            f"rinominare in «{piano}»" if forma.fullmatch(piano) else "dargli un altro nome",
        )
    elif (gia := visti.setdefault((voce.parent, voce.name.lower()), voce)) is not voce:
        yield Problem(
            luogo,
            "FILE-NOME",
            f"il nome «{voce.name}», che su altri computer è lo stesso di «{gia.name}»",
            "nomi diversi anche senza guardare le maiuscole",
            "dargli un altro nome, o togliere uno dei due",
        )


def _piano(nome: str, cartella: str) -> str:
    """Return a name without accents and with plain digits.

    >>> _piano("Perché ٣.yml", "data"), _piano("Perché ٣.MD", "content")
    ('Perche 3.yml', 'perche-3.md')
    """
    piano = senza_accenti(nome)
    if cartella == TESTI:
        piano = re.sub(r"\s+", "-", piano.lower())
    return re.sub(r"[^A-Za-z0-9_.()+,'& -]+", "-", piano).strip(" -.")


def _posto(luogo: Source, parti: tuple[str, ...]) -> Iterator[Problem]:
    """PAGINA-TIPO, PAGINA-RISERVATA: what kind of file, and where."""
    *cartelle, nome = parti
    if Path(nome).suffix not in (*PAGINE, *FIGURE):
        yield Problem(
            luogo,
            "PAGINA-TIPO",
            f"un file {Path(nome).suffix or 'senza estensione'}",
            f"una pagina ({', '.join(PAGINE)}) o una figura ({', '.join(FIGURE)})",
            "toglierlo: documenti e dati aperti li scrive la costruzione, e l'allegato di un atto sta nella sua "
            "cartella atti",
        )
    elif riservato(parti):
        yield Problem(
            luogo,
            "PAGINA-RISERVATA",
            f"un file dove la costruzione scrive «{'/'.join(cartelle) or nome}»",
            "un posto che la costruzione non usa",
            "spostarlo in un'altra cartella, o dargli un altro nome",
        )


def riservato(parti: tuple[str, ...]) -> bool:
    """True for a path of `content/` that would be, in the site, something that the build writes or copies.

    >>> riservato(("documenti", "2021", "x.md")), riservato(("2021", "obiettivi", "1.1.md")), riservato(("dati.md",))
    (True, True, False)
    >>> riservato(("indicatori", "2021-2.2.a.md"))
    True
    """
    prima, *resto = (p.lower() for p in parti)
    if not resto:
        return prima.replace(".md", ".html") in {f.name for f in dentro(TEMA)}
    del_tema = {c.name for c in dentro(TEMA) if cartella_vera(c)}
    scritti = {luoghi.DATI, luoghi.DOCUMENTI, luoghi.INSTALLATI, luoghi.DA_INCLUDERE, luoghi.RICERCA.partition("/")[0]}
    if prima in del_tema | scritti | {t.cartella for t in DI_SEMPRE}:
        return True
    return bool(ANNO.fullmatch(prima)) and riservata("/".join((prima, *resto)))
