"""The archive copy of a document: the PDF that was kept when it was approved, and whether it is what is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from macros.model.luoghi import nome_copia, nome_pdf
from macros.model.problems import Documento
from macros.model.registro import nome_testi
from macros.reading.blocco.copie import file_copia
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.files import leggi_byte
from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiaArchivio:
    """What was kept of an approved document."""

    anno: int
    documento: Documento
    file: Path
    sha256: str
    corretta: bool
    """True when data or chapters were corrected since: the document is built anew, and the copy stands beside it."""

    @property
    def nome(self) -> str:
        """The name under which it is published."""
        return (nome_copia if self.corretta else nome_pdf)(self.anno, self.documento)


def copia_archivio(vista: Vista, anno: int, documento: Documento) -> CopiaArchivio | None:
    """Return the archive copy of a document that this view shows as approved; None: none was kept."""
    atto = vista.atto(anno, documento)
    if atto is None or atto.copia is None:
        return None
    return CopiaArchivio(
        anno=anno,
        documento=documento,
        file=file_copia(vista.radice / "data" / str(anno), anno, documento),
        sha256=atto.copia,
        corretta=corretto(vista, anno, documento),
    )


def corretto(vista: Vista, anno: int, documento: Documento) -> bool:
    """True when the data or the chapters of an approved document were corrected since, by an act."""
    atto = vista.atto(anno, documento)
    testi = any(r.sigilla == nome_testi(documento) for r in vista.registro.di(anno))
    return testi or (atto is not None and vista.impronta(anno, documento) != atto.impronta)


def byte_copia(vista: Vista, copia: CopiaArchivio) -> bytes | None:
    """Return the archive copy; None when it is no longer the one that was examined."""
    grezzo = leggi_byte(vista.lettura(copia.anno), copia.file)
    return grezzo if grezzo is not None and sha256_di(grezzo) == copia.sha256 else None
