"""The deadlines of a new year, as a file that the office goes on from: those that every year has."""

from __future__ import annotations

from macros.model.scadenze import Consueta, consuete
from macros.reading.scrivi.modifica import in_riga

TESTA = """\
# Che cosa è dovuto, entro quando e da chi. Sono le date del Sistema e della legge: si aggiungono quelle della Camera.
# Fuori da ogni impronta; le chiavi sono nel manuale, pagina «Formato dei dati».
scadenze:
"""


def nuove_scadenze(anno: int) -> bytes:
    """Return the file of a year's deadlines, by day."""
    in_ordine = sorted(consuete(anno), key=lambda c: (c.entro(anno), c.codice))
    return (TESTA + "".join(_voce(c, anno) for c in in_ordine)).encode()


def _voce(c: Consueta, anno: int) -> str:
    testi = {"codice": c.codice, "titolo": c.titolo, "entro": c.entro(anno).isoformat(), "chi": c.chi, "fonte": c.fonte}
    righe = [_riga({chiave: testo}) for chiave, testo in testi.items()]
    if c.adempie:
        righe.append(f"adempie: {in_riga(dict(zip(('tipo', 'documento'), map(str, c.adempie), strict=True)))}")
    return "  - " + "\n    ".join(righe) + "\n"


def _riga(valore: dict[str, str]) -> str:
    return in_riga(valore)[1:-1]
