"""The door: of a file that came back signed, whether what was signed is our document. Pure: bytes in, facts out."""

from __future__ import annotations

from functools import lru_cache

from macros.firma.busta import apri_buste
from macros.firma.esito import Firmato, Forma, NonDimostrabile, NonDimostrabileError, Ragione
from macros.firma.pades import FirmePdf, esamina_pdf


@lru_cache(maxsize=8)  # the reading asks, then every page that lists documents
def esamina_firmato(nostro: bytes, tornato: bytes) -> Firmato | NonDimostrabile:
    """Examine a file that came back signed, beside the PDF that was sent out. Never raises on what came back."""
    try:
        return _esamina(nostro, tornato)
    except NonDimostrabileError as errore:
        return NonDimostrabile(errore.ragione, errore.dove)


def _esamina(nostro: bytes, tornato: bytes) -> Firmato:
    pdf, buste, firme = apri_buste(tornato)
    if not pdf.startswith(nostro):
        raise NonDimostrabileError(Ragione.ALTRO_DOCUMENTO)
    interne = esamina_pdf(nostro, pdf) if pdf != nostro else FirmePdf((), (), profili=True)
    if all(firma.marca for firma in (*firme, *interne.firme)):
        raise NonDimostrabileError(Ragione.NESSUNA_FIRMA)
    return Firmato(
        forma=Forma.P7M if buste else Forma.PDF,
        buste=buste,
        firme=firme + interne.firme,
        riquadri=interne.riquadri,
        profili=interne.profili,
    )
