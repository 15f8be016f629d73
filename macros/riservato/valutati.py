"""The persons of a private folder, evaluated: what the premi need of each, without who it is."""

from __future__ import annotations

from dataclasses import dataclass

from macros.engine.individuale import SchedaValutata, valutata
from macros.model.individuale import Momento
from macros.riservato.annata import Annata, FattoAnno, fatti
from macros.riservato.avvisi import AvvisoRiservato
from macros.riservato.cartella import CartellaRiservata
from macros.riservato.controlli import controllata
from macros.riservato.schede import schede_lette


class SchedeRifiutate(Exception):  # noqa: N818 - a refusal, not a bug
    """Sheets that cannot be used: all that is wrong with all of them, and with their year."""

    def __init__(self, anno: tuple[FattoAnno, ...], errori: tuple[AvvisoRiservato, ...]) -> None:
        self.anno, self.errori = anno, errori
        super().__init__(f"{len(anno)} + {len(errori)}")


@dataclass(frozen=True, slots=True)
class SchedeValutate:
    """The sheets of a folder, computed."""

    schede: tuple[SchedaValutata, ...]
    avvisi: tuple[AvvisoRiservato, ...]
    """What is only told."""


def schede_valutate(cartella: CartellaRiservata, di: Annata, momento: Momento, *, bozza: bool) -> SchedeValutate:
    """Return every sheet of a private folder, computed at 31 December.

    Raises: SchedeRifiutate, with all the problems at once; CartellaRifiutata.
    """
    lette = schede_lette(cartella)
    controlli = [(s, *controllata(s, di, momento, bozza=bozza)) for s in lette.schede]
    errori = (*lette.errori, *(e for _, suoi, _ in controlli for e in suoi))
    anno = () if bozza else fatti(di, momento)
    if errori or anno:
        raise SchedeRifiutate(anno, errori)
    valutate = tuple(valutata(scheda, di.regole, di.ciclo) for scheda, _, _ in controlli)
    return SchedeValutate(valutate, (*lette.avvisi, *(a for _, _, suoi in controlli for a in suoi)))
