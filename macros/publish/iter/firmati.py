"""The signed file beside a document that is read: what every page that lists the document says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.firma.esito import Forma
from macros.model.formato import peso_file
from macros.model.luoghi import file_documenti
from macros.publish.parole import firmati
from macros.vista.firmati import documento_firmato

if TYPE_CHECKING:
    from macros.model.problems import Documento
    from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmatoDetto:
    """A signed file, as pages tell it."""

    indirizzo: str
    breve: str
    """What it is called in a row of formats."""
    quale: str
    grandezza: str
    quante: str
    conformita: str
    sha256: str


def firmato_detto(vista: Vista, anno: int, documento: Documento) -> FirmatoDetto | None:
    """Return what is told of the signed file of a document; None: none came back."""
    firmato = documento_firmato(vista, anno, documento)
    if firmato is None:
        return None
    esito, grandezza = firmato.esito, peso_file(len(firmato.byte))
    cosa = "firmato prima delle correzioni" if firmato.corretto else "firmato"
    return FirmatoDetto(
        indirizzo=file_documenti(anno, firmato.nome),
        breve=f"{cosa} ({'PDF' if esito.forma is Forma.PDF else 'p7m'}, {grandezza})",
        quale=firmati.quale(esito),
        grandezza=grandezza,
        quante=firmati.quante(esito),
        conformita=firmati.conformita(esito),
        sha256=firmato.sha256,
    )
