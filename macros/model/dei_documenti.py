"""What of a year's files is a document's: its own file, those that its way is made of, the fields that it tells."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from macros.model import archivio
from macros.model.anno import Anno
from macros.model.file_anno import FileAnno
from macros.model.problems import Documento

FACOLTATIVI: Mapping[str, FileAnno] = {f.facoltativo: f for f in archivio.ARCHIVIO if f.facoltativo}
"""The documents that not every year has → the file of a year that has it."""


def ha_documento(anno: Anno, documento: str) -> bool:
    """False for a document that not every year has, and this one has not."""
    return documento not in FACOLTATIVI or FACOLTATIVI[documento].presente(anno)


def prefissi_iter(documento: Documento) -> tuple[str, ...]:
    """Return what the paths of the files begin with, below the year's folder, that a document's way is made of."""
    return tuple(f.prefisso for f in archivio.ARCHIVIO if documento in f.iter)


def campi_pubblici(pubblici: Collection[Documento]) -> set[str]:
    """Return the fields of `Anno` that some public documents tell."""
    detti = {*pubblici, *(prima for d in pubblici for prima in d.presuppone)}
    return {c for f in archivio.ARCHIVIO if f.pubblico_da in detti for c in f.campi}
