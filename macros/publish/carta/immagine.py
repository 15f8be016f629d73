"""A printed sheet as a picture: its PDF drawn, so that the two cannot differ. No browser, no page of the site."""

from __future__ import annotations

import io

PUNTI_POLLICE = 200
"""Of an A4: 1654 × 2339 dots."""
_PUNTI_PDF = 72


def in_png(pdf: bytes) -> bytes:
    """Return the first page of a PDF as a PNG. Its bytes depend on the PDF, and on the libraries that draw."""
    import pypdfium2

    documento = pypdfium2.PdfDocument(pdf)
    try:
        immagine = documento[0].render(scale=PUNTI_POLLICE / _PUNTI_PDF).to_pil()
    finally:
        documento.close()
    scritta = io.BytesIO()
    immagine.save(scritta, format="PNG", dpi=(PUNTI_POLLICE, PUNTI_POLLICE))
    return scritta.getvalue()
