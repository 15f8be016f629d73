"""What the project publishes as it is, read by us: MkDocs would follow a link."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path

from mkdocs.structure.files import File

from macros.reading.testo.deposito import RifiutatoError, leggi


def apri(files: Iterable[File], cartelle: Container[str | None]) -> list[str]:
    """Read what those folders of the project publish, so that MkDocs opens none of it.

    Returns: what is not a regular file (of `content/` the checks of the data have told already).
    """
    rifiutati = []
    for file in files:
        if file.src_dir is None or file.src_dir not in cartelle:
            continue
        radice = Path(file.src_dir)
        try:
            grezzo = leggi(radice, radice / file.src_uri)
        except RifiutatoError as rifiutato:
            rifiutati.append(f"{radice.name}/{rifiutato}")
            continue
        if file.is_documentation_page():
            file.content_string = grezzo.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        else:
            file.content_bytes = grezzo
    return rifiutati
