"""The weight that each manager gives to an objective, beside its objective relevance. Fonte: SMVP 5, point 4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from macros.model.anno import Anno
from macros.model.fondi import COEFFICIENTI, SCARTO
from macros.model.piano import AreaDirigenziale, Voce


@dataclass(frozen=True, slots=True, kw_only=True)
class PesoRelativo:
    """The weight that a manager gave to an objective beside its relevance. Fonte: SMVP 5, point 4; DOMAIN 4.5."""

    voce: Voce
    peso: Fraction
    """Points; the equal share where the list declares none."""
    coefficiente: int
    somma: int
    """Of the coefficients of the manager's objectives that weigh."""

    @property
    def rilevanza(self) -> Fraction:
        """Objective relevance, points, exact."""
        return Fraction(100 * self.coefficiente, self.somma)

    @property
    def scarto(self) -> Fraction:
        """Weight minus relevance, points, exact."""
        return self.peso - self.rilevanza

    @property
    def ammesso(self) -> bool:
        """True within the points that the System allows, ends included."""
        return abs(self.scarto) <= SCARTO


def pesi_relativi(anno: Anno, area: AreaDirigenziale) -> tuple[PesoRelativo, ...] | None:
    """Return the weights of a manager's objectives beside their relevance, those that weigh nothing left out.

    None where an objective of the list is not known, or does not say its relevance, or only some say their weight.
    """
    if len({v.peso is None for v in area.obiettivi}) > 1:
        return None
    uguale = Fraction(100, max(len(area.obiettivi), 1))
    pesi = [(v, uguale if v.peso is None else Fraction(v.peso)) for v in area.obiettivi]
    contano = [(v, peso) for v, peso in pesi if peso > 0]
    punti = list(_coefficienti(anno, [v for v, _ in contano]))
    if None in punti or not punti:
        return None
    coefficienti = [n for n in punti if n is not None]
    return tuple(
        PesoRelativo(voce=v, peso=peso, coefficiente=n, somma=sum(coefficienti))
        for (v, peso), n in zip(contano, coefficienti, strict=True)
    )


def _coefficienti(anno: Anno, voci: list[Voce]) -> Iterator[int | None]:
    for v in voci:
        obiettivo = anno.obiettivi.get(v.codice)
        yield COEFFICIENTI[obiettivo.rilevanza] if obiettivo and obiettivo.rilevanza else None
