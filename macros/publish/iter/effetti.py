"""What changes would move, one a line: for `ciclo verifica`, and for the commands that record them."""

from __future__ import annotations

from collections.abc import Mapping

from macros.publish.confronto.righe import che, codice, effetto
from macros.trail.cambiamenti import Cambiamento, Genere
from macros.trail.confronto import Confronto

LUNGO = 60
"""Characters of a text shown in a line."""


def effetti_in_righe(c: Confronto, quando: str = "Effetto, se fosse approvato") -> list[str]:
    """Return one line for each change: what, before and after, effect on the chamber.

    `quando`: how the effect is called; as it stands, that of what no act covers.
    """
    nomi = c.dopo.letture.nomi_aree
    return [_riga(x, c, quando, nomi) for x in c.cambiamenti if x.genere is not Genere.GRADO]


def _riga(x: Cambiamento, c: Confronto, quando: str, nomi: Mapping[str, str]) -> str:
    cosa = f"{c.dopo.anno}: {codice(x)}, {che(x, nomi)}: {_breve(x.scritto_prima)} → {_breve(x.scritto_dopo)}."
    if x.effetto is not None and c.periodo:
        return f"{cosa} {quando}: Camera {effetto(x)} punti ({c.periodo.in_parole})"
    return f"{cosa} Effetto: {x.senza_effetto or c.senza_cifre or 'nessuno sui gradi'}"


def _breve(testo: str) -> str:
    return testo if len(testo) <= LUNGO else testo[:LUNGO].rstrip() + "…"
