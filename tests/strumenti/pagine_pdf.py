"""How full the pages of a PDF are."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.strumenti import richiedi

_PAGINA = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_RIGA = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"')
TESTA, PIEDE = 59.5, 51.0
"""Margins of an upright page in points, where running heads and feet are (21 and 18 mm)."""


def altezze_usate(file: Path) -> list[float]:
    """Return, page by page, the part of the height between head and foot down to the last words, from 0 to 1."""
    comando = [richiedi("pdftotext"), "-bbox", str(file), "-"]
    testo = subprocess.run(comando, capture_output=True, encoding="utf-8", check=True).stdout
    usate = []
    for _, alta, parole in _PAGINA.findall(testo):
        fondo = float(alta) - PIEDE
        giu = [float(b) for _, b in _RIGA.findall(parole) if float(b) < fondo + 1]
        usate.append(max(0.0, max(giu, default=0.0) - TESTA) / (fondo - TESTA))
    return usate
