"""Where the points that a figure lacks went: its distance from 100 taken apart, indicator by indicator.

Fonte: RECORDS 14; the weights are those of SMVP 3.2.1 and schede a)–d).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.engine.result import Ciclo, Parte, Sintesi
from macros.engine.sintesi import media
from macros.model.formato import arrotonda
from macros.model.regola import CENTO
from macros.model.valori import Livello

DECIMALI = 2
"""Of a printed step, unless the figure has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Perdita:
    """What one indicator takes from a figure."""

    codice: str
    punti: Fraction
    """Points of the figure; negative: it went over 100, and gives."""
    stampati: Decimal
    """Rounded half up, once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mancano:
    """What a figure lacks to 100: `totale` = Σ `perdite` + `tetti` + `arrotondamenti`, to the last fraction."""

    figura: Sintesi
    totale: Fraction
    """100 minus the exact figure; negative: it is over 100."""
    perdite: tuple[Perdita, ...]
    """Of the indicators that move it, the largest first, equal ones in the order of the plan."""
    contati: int
    """Indicators that count in it, those that reached their target too."""
    tetti: Fraction
    """Taken by the caps of objectives."""
    arrotondamenti: Fraction
    """Taken (negative: given) where an objective or an area hands up a rounded figure."""
    decimali: int
    """Of a printed step."""

    @property
    def stampato(self) -> Decimal:
        """100 minus the printed figure."""
        assert self.figura.stampato is not None  # noqa: S101 - see `mancano`
        return Decimal(100) - self.figura.stampato

    def dei_primi(self, quanti: int) -> Decimal:
        """Return what the widest steps, as they are printed, take together."""
        return sum((p.stampati for p in self.perdite[:quanti]), Decimal(0))

    def passo(self, punti: Fraction) -> Decimal:
        """Return some points as a step prints them."""
        return arrotonda(punti, self.decimali)

    @property
    def di_stampa(self) -> Decimal:
        """What closes the sum of the printed steps on the printed total. 0: they add up."""
        passi = [p.stampati for p in self.perdite] + [self.passo(self.tetti), self.passo(self.arrotondamenti)]
        return self.stampato - sum(passi, Decimal(0))


def mancano(ciclo: Ciclo, figura: Sintesi) -> Mancano | None:
    """Take apart the distance of a roll-up from 100. None: it has no grade.

    An indicator counts along every way that leads from it to the figure (links, objectives shared by areas), with the
    weights used: those that count, brought to 100. Of a missing one under `zero` the whole weight is lost.

    Fonte: RECORDS 14.
    """
    if figura.esatto is None or figura.stampato is None:
        return None
    punti: dict[str, Fraction] = defaultdict(Fraction)
    tetti = arrotondamenti = Fraction(0)
    for nodo, quota in _nodi(ciclo, figura, Fraction(1)):
        assert nodo.esatto is not None and nodo.riportato is not None  # noqa: S101, PT018 - it counts
        if nodo is not figura:
            arrotondamenti += quota * (nodo.esatto - nodo.riportato)
        if nodo.livello is Livello.OBIETTIVO:
            tetti += quota * ((media(nodo.parti) or 0) - nodo.esatto)
            for parte, sua in _quote(nodo):
                punti[parte.codice] += quota * sua * (CENTO - (parte.grado or 0))
    decimali = max(DECIMALI, -int(figura.stampato.as_tuple().exponent))
    posto = {codice: n for n, codice in enumerate(ciclo.anno.indicatori)}
    ordinati = sorted((c for c, p in punti.items() if p), key=lambda c: (-punti[c], posto[c]))
    return Mancano(
        figura=figura,
        totale=CENTO - figura.esatto,
        perdite=tuple(Perdita(codice=c, punti=punti[c], stampati=arrotonda(punti[c], decimali)) for c in ordinati),
        contati=len(punti),
        tetti=tetti,
        arrotondamenti=arrotondamenti,
        decimali=decimali,
    )


def pesi(ciclo: Ciclo, figura: Sintesi) -> dict[str, Fraction]:
    """Return the share of a figure that each indicator which counts in it has, all its ways together: they sum to 1.

    Empty: the figure has no grade.
    """
    suoi: dict[str, Fraction] = defaultdict(Fraction)
    for nodo, quota in _nodi(ciclo, figura, Fraction(1)) if figura.esatto is not None else ():
        if nodo.livello is Livello.OBIETTIVO:
            for parte, sua in _quote(nodo):
                suoi[parte.codice] += quota * sua
    return dict(suoi)


def _nodi(ciclo: Ciclo, nodo: Sintesi, quota: Fraction) -> Iterator[tuple[Sintesi, Fraction]]:
    """Yield a roll-up and those below it, once for each way, with the share that each has of the first."""
    yield nodo, quota
    if nodo.livello is not Livello.OBIETTIVO:
        sotto = ciclo.aree_strategiche if nodo.livello is Livello.ENTE else ciclo.obiettivi
        for parte, sua in _quote(nodo):
            yield from _nodi(ciclo, sotto[parte.codice], quota * sua)


def _quote(nodo: Sintesi) -> Iterator[tuple[Parte, Fraction]]:
    """Yield the parts that count, each with its share of the average."""
    contate = [p for p in nodo.parti if p.contata]
    totale = sum((p.peso for p in contate), Fraction(0))
    yield from ((p, p.peso / totale) for p in contate)
