"""How far from the target each indicator ended, in per cent of the target: better to the right, worse to the left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.publish.disegni.tela import Disegno, disegna, nomi, scala

RIGA, CIMA = 38, 4
FINO_PAROLA = Fraction(70)
"""Where bars end, per cent of the width: the figure beside them has a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distanza:
    """A row: an indicator."""

    codice: str
    titolo: str
    meglio: Fraction
    """Per cent of the target; above zero: better than the target, whatever the direction of the indicator."""
    scritto: str
    """How far, and on which side: the sign of the difference would mislead where less is better."""

    @property
    def chiave(self) -> str:
        """Closes its id."""
        return self.codice


def distanze(disegno: Disegno, righe: Sequence[Distanza]) -> Markup:
    """Return the chart, in the order given; what is better than the target is solid, what is worse hatched."""
    misura = scala([r.meglio for r in righe], fino=FINO_PAROLA)
    fine = CIMA + RIGA * len(righe)
    return disegna(
        "distanze",
        d=disegno,
        righe=[
            (r, nomi(r.titolo, r.codice), CIMA + RIGA * n, misura.tratto(Fraction(0), r.meglio))
            for n, r in enumerate(righe)
        ],
        peggio=any(r.meglio < 0 for r in righe),
        alto=fine + 22,
        fine=fine,
        zero=misura.x(Fraction(0)),
        da_sinistra=misura.posto(Fraction(0)) < 25,
    )
