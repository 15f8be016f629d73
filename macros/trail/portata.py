"""Whether a change is of substance or of form: what whoever approves a proposal has to weigh, and what only to read.

Of form: words that move no figure, target, weight, duty or act, and in which no number changes. All else is of
substance, and so is whatever nobody has classified. Fonte: content/manuale/proposte-di-modifica.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from macros.model.valori import Livello
from macros.trail.cambiamenti import Cambiamento, Genere


class PortataCambio(StrEnum):
    """What a change asks of who approves it."""

    SOSTANZIALE = "sostanziale"
    FORMALE = "formale"


DI: Mapping[Genere, PortataCambio] = {
    **dict.fromkeys(Genere, PortataCambio.SOSTANZIALE),
    Genere.TITOLO: PortataCambio.FORMALE,
    Genere.TESTO: PortataCambio.FORMALE,
}
"""Kind of change → what it is at most: a text is of form only where `TESTI` has it."""
TESTI = frozenset(
    {
        (Livello.OBIETTIVO, "descrizione"),
        (Livello.OBIETTIVO, "sintesi"),
        (Livello.OBIETTIVO, "monitoraggio"),
        (Livello.OBIETTIVO, "consuntivo"),
        (Livello.INDICATORE, "motivo"),
    }
)
"""Level, first step of the key: texts that only tell. Not those of what is counted, of what will be done, by when."""
_CIFRE = re.compile(r"\d+(?:[.,]\d+)*")


def portata(c: Cambiamento) -> PortataCambio:
    """Return whether a change is of substance or of form."""
    racconta = c.genere is not Genere.TESTO or (c.livello, c.campo.passi[0]) in TESTI
    formale = DI.get(c.genere) is PortataCambio.FORMALE and racconta and c.tocco is None
    return (
        PortataCambio.FORMALE
        if formale and stesse_cifre(c.scritto_prima, c.scritto_dopo)
        else PortataCambio.SOSTANZIALE
    )


def stesse_cifre(prima: str, dopo: str) -> bool:
    """True for two texts with the same numbers: in one that has others, something was promised or told otherwise.

    >>> stesse_cifre("entro 5 giorni", "Entro  5 giorni."), stesse_cifre("entro 5 giorni", "entro 10 giorni")
    (True, False)
    """
    return _CIFRE.findall(prima) == _CIFRE.findall(dopo)


def la_maggiore(portate: Iterable[PortataCambio]) -> PortataCambio:
    """Return what several changes are together."""
    return PortataCambio.SOSTANZIALE if PortataCambio.SOSTANZIALE in set(portate) else PortataCambio.FORMALE
