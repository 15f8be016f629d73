"""A document as it came back signed, beside the one that is read: kept with its approval, examined anew each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.luoghi import nome_firmato, nome_pdf
from macros.reading.blocco.copie import trova_firmato
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.files import leggi_byte
from macros.vista.copie import CopiaArchivio, byte_copia, copia_archivio

if TYPE_CHECKING:
    from macros.firma.esito import Firmato
    from macros.model.problems import Documento
    from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentoFirmato:
    """A document that came back signed, as it is published."""

    nome: str
    """Of its file."""
    sha256: str
    byte: bytes
    corretto: bool
    """True when the document was corrected since: this is what was approved."""
    esito: Firmato
    """What it is, as its bytes say."""


def documento_firmato(vista: Vista, anno: int, documento: Documento) -> DocumentoFirmato | None:
    """Return what came back signed of a document that this view shows as approved; None: nothing did.

    None also where a file is no longer the one that was read and examined: it is not shown.
    """
    from macros.firma.esito import Firmato
    from macros.firma.firmato import esamina_firmato

    atto, copia = vista.atto(anno, documento), copia_archivio(vista, anno, documento)
    if atto is None or atto.firmato is None or copia is None:
        return None
    file = trova_firmato(vista.radice / "data" / str(anno), anno, documento)
    nostro, tornato = byte_copia(vista, copia), leggi_byte(vista.lettura(anno), file)
    if nostro is None or tornato is None or sha256_di(tornato) != atto.firmato:
        return None
    esito = esamina_firmato(nostro, tornato)
    if not isinstance(esito, Firmato):
        return None
    nome = nome_firmato(anno, documento, file.suffix)
    return DocumentoFirmato(nome=nome, sha256=atto.firmato, byte=tornato, corretto=copia.corretta, esito=esito)


def byte_tenuti(vista: Vista, copia: CopiaArchivio) -> dict[str, bytes | None]:
    """Return what is published of an archive copy, by name: itself, and what came back signed.

    None: it is no longer what was kept.
    """
    tenuti = {copia.nome: byte_copia(vista, copia)}
    atto = vista.atto(copia.anno, copia.documento)
    if atto is not None and atto.firmato is not None:
        firmato = documento_firmato(vista, copia.anno, copia.documento)
        nome = firmato.nome if firmato else f"{nome_pdf(copia.anno, copia.documento)} firmato"
        tenuti[nome] = firmato.byte if firmato else None
    return tenuti
