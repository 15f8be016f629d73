"""How far from the target each indicator ended, in per cent of the target: better to the right, worse to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.publish.glifi import COLORI
from macros.publish.grafici.tela import Disegno, disegna, nomi, scala, trame

RIGA, CIMA = 38, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Distanza:
    """A row: an indicator."""

    codice: str
    titolo: str
    meglio: Fraction
    """Per cent of the target; above zero: better than the target, whatever the direction of the indicator."""
    scritto: str
    """The scostamento in per cent as in the tables, with the sign of the difference."""
    classe: str

    @property
    def chiave(self) -> str:
        """Closes its id."""
        return self.codice


def distanze(disegno: Disegno, righe: Sequence[Distanza]) -> Markup:
    """Return the chart, in the order given; what is better than the target is solid, what is worse hatched."""
    misura = scala([r.meglio for r in righe])
    fine = CIMA + RIGA * len(righe)
    return disegna(
        "distanze",
        d=disegno,
        righe=[
            (r, nomi(r.titolo, r.codice), CIMA + RIGA * n, misura.tratto(Fraction(0), r.meglio), COLORI[r.classe])
            for n, r in enumerate(righe)
        ],
        trame=trame(r.classe for r in righe if r.meglio < 0),
        alto=fine + 22,
        fine=fine,
        zero=misura.x(Fraction(0)),
        da_sinistra=misura.posto(Fraction(0)) < 25,
    )
