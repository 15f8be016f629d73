"""What the plan of the year after asks otherwise: objectives that are new, over, divided or joined; stricter targets.

Plans alone: no figure of that year is reckoned. Identity is that of every comparison (`continua_da`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.model.anno import Anno
from macros.model.piano import Indicatore, Obiettivo
from macros.model.regole import REGOLE
from macros.model.valori import Periodo, Tipo
from macros.trail.ibridi import incomparabile
from macros.trail.identita import Legame, Sorte, identifica

RICOMPOSTI = frozenset({Sorte.DIVISO, Sorte.UNITO, Sorte.RICOMPOSTO})
Continuato = tuple[Indicatore, Indicatore]
"""An indicator as it was, and as it goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seguito:
    """The objectives of the chamber from one plan to the next, and the targets of its indicators at 31 December."""

    quanti: int
    """Objectives of the plan after."""
    nuovi: tuple[Obiettivo, ...]
    conclusi: tuple[Obiettivo, ...]
    ricomposti: tuple[Legame, ...]
    """Divided or joined."""
    alzati: tuple[Continuato, ...]
    """Indicators that go on, measured in the same way, whose target is stricter: higher, or lower where less is better.

    What weighed most the year before comes first.
    """
    abbassati: tuple[Continuato, ...]
    uguali: tuple[Continuato, ...]


def seguito(prima: Anno, dopo: Anno, pesi: Mapping[str, Fraction]) -> Seguito:
    """Compare the plan of a year with that of the year after.

    `pesi`: what each indicator of the first weighs, in any unit; those that weigh nothing need not be there.
    """
    identita = identifica(prima, dopo, {})
    obiettivi = identita.obiettivi.legami
    continuati = ((prima.indicatori[a], dopo.indicatori[b]) for b, a in identita.indicatori.coppie.items())
    coppie = sorted(continuati, key=lambda c: -pesi.get(c[0].codice, Fraction(0)))
    mosse = [(c, m) for c in coppie if _della_camera(dopo, c[1].obiettivo) and (m := _mossa(*c)) is not None]
    di_piu = (x.dopo[0] for x in obiettivi if x.sorte is Sorte.AGGIUNTO)
    di_meno = (x.prima[0] for x in obiettivi if x.sorte is Sorte.CONCLUSO)
    return Seguito(
        quanti=sum(_della_camera(dopo, codice) for codice in dopo.obiettivi),
        nuovi=tuple(dopo.obiettivi[c] for c in di_piu if _della_camera(dopo, c)),
        conclusi=tuple(prima.obiettivi[c] for c in di_meno if _della_camera(prima, c)),
        ricomposti=tuple(x for x in obiettivi if x.sorte in RICOMPOSTI and _della_camera(dopo, x.dopo[0])),
        alzati=tuple(coppia for coppia, mossa in mosse if mossa > 0),
        abbassati=tuple(coppia for coppia, mossa in mosse if mossa < 0),
        uguali=tuple(coppia for coppia, mossa in mosse if not mossa),
    )


def _della_camera(anno: Anno, codice: str) -> bool:
    return anno.obiettivi[codice].tipo is not Tipo.AZIENDA_SPECIALE


def _mossa(prima: Indicatore, dopo: Indicatore) -> Fraction | None:
    """Return how much stricter a final target is, in the indicator's unit; None: the two cannot be set side by side."""
    x, y = (i.atteso.get(Periodo.DICEMBRE) for i in (prima, dopo))
    if not isinstance(x, Decimal) or not isinstance(y, Decimal) or incomparabile(prima, dopo):
        return None
    verso = REGOLE[dopo.regola].verso(dopo, Fraction(y))
    return (Fraction(y) - Fraction(x)) * verso if verso else None
