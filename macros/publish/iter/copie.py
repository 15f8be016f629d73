"""Whether the PDF of an approved document is the one that was kept then: what its page says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.luoghi import file_documenti
from macros.vista.copie import copia_archivio

if TYPE_CHECKING:
    from macros.model.problems import Documento
    from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiaDetta:
    """The archive copy, as a page tells it."""

    sha256: str
    indirizzo: str
    """Of the copy where the published PDF is a corrected one; empty: the PDF is the copy itself."""


def copia_detta(vista: Vista, anno: int, documento: Documento) -> CopiaDetta | None:
    """Return what is told of the archive copy of a document; None: none was kept."""
    copia = copia_archivio(vista, anno, documento)
    if copia is None:
        return None
    return CopiaDetta(sha256=copia.sha256, indirizzo=file_documenti(anno, copia.nome) if copia.corretta else "")
