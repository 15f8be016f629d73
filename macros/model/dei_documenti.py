"""What of the registry of files belongs to a document: the files that its way is made of, the fields that it tells."""

from __future__ import annotations

from collections.abc import Collection

from macros.model import archivio
from macros.model.problems import Documento


def prefissi_iter(documento: Documento) -> tuple[str, ...]:
    """Return what the paths of the files begin with, below the year's folder, that a document's way is made of."""
    return tuple(f.prefisso for f in archivio.ARCHIVIO if documento in f.iter)


def campi_pubblici(pubblici: Collection[Documento]) -> set[str]:
    """Return the fields of `Anno` that some public documents tell."""
    detti = {*pubblici, *(prima for d in pubblici for prima in d.presuppone)}
    return {c for f in archivio.ARCHIVIO if f.pubblico_da in detti for c in f.campi}
