"""The evaluations of a year side by side: distribution, means, who lies far. For the harmonisation. Fonte: SMVP 4.3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.engine.individuale import SchedaValutata
from macros.model.impostazioni import Profilo

LONTANO = 10
"""Points beyond which a figure lies far from the mean of its profile: it is told, and decides nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finale:
    """A sheet that has a final figure."""

    numero: str
    profilo: Profilo
    valutatore: str
    stampata: Decimal
    fascia: str
    distanza: Fraction
    """From the mean of its profile, points, exact."""

    @property
    def lontana(self) -> bool:
        """True when it must be looked at."""
        return abs(self.distanza) > LONTANO


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoValutato:
    """The sheets of one profile that one person evaluated, or all those of the profile."""

    valutatore: str
    """Empty: all of the profile."""
    quante: int
    fasce: Mapping[str, int]
    """How many in each band that has any."""
    media: Fraction
    """Of the printed figures, exact."""
    minima: Decimal
    massima: Decimal
    distanza: Fraction
    """Its mean minus that of the profile, points, exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfiloValutato:
    """The sheets of a profile."""

    profilo: Profilo
    valutatori: tuple[GruppoValutato, ...]
    """By name."""
    tutti: GruppoValutato


@dataclass(frozen=True, slots=True, kw_only=True)
class Armonizzazione:
    """All the sheets of a year."""

    profili: tuple[ProfiloValutato, ...]
    schede: tuple[Finale, ...]
    """By number."""
    senza: tuple[str, ...]
    """Numbers of the sheets without a final figure: they are in no mean."""


def armonizzazione(valutate: Iterable[SchedaValutata]) -> Armonizzazione:
    """Return the evaluations of a year side by side, profile by profile: unlike shares are not compared."""
    tutte = sorted(valutate, key=lambda v: v.scheda.numero)
    con = [v for v in tutte if v.stampata is not None and v.fascia is not None]
    medie = {p: _media([v for v in con if v.scheda.profilo is p]) for p in {v.scheda.profilo for v in con}}
    schede = tuple(
        Finale(
            numero=v.scheda.numero,
            profilo=v.scheda.profilo,
            valutatore=v.scheda.valutatore,
            stampata=v.stampata,
            fascia=v.fascia,
            distanza=Fraction(v.stampata) - medie[v.scheda.profilo],
        )
        for v in con
        if v.stampata is not None and v.fascia is not None
    )
    return Armonizzazione(
        profili=tuple(_profilo(p, schede, medie[p]) for p in Profilo if p in medie),
        schede=schede,
        senza=tuple(v.scheda.numero for v in tutte if v not in con),
    )


def _media(valutate: Sequence[SchedaValutata]) -> Fraction:
    return sum((Fraction(v.stampata or 0) for v in valutate), Fraction(0)) / len(valutate)


def _profilo(profilo: Profilo, schede: Iterable[Finale], media: Fraction) -> ProfiloValutato:
    sue = [s for s in schede if s.profilo is profilo]
    nomi = sorted({s.valutatore for s in sue})
    gruppi = tuple(_gruppo(nome, [s for s in sue if s.valutatore == nome], media) for nome in nomi)
    return ProfiloValutato(profilo=profilo, valutatori=gruppi, tutti=_gruppo("", sue, media))


def _gruppo(valutatore: str, schede: Sequence[Finale], del_profilo: Fraction) -> GruppoValutato:
    media = sum((Fraction(s.stampata) for s in schede), Fraction(0)) / len(schede)
    return GruppoValutato(
        valutatore=valutatore,
        quante=len(schede),
        fasce=Counter(s.fascia for s in schede),
        media=media,
        minima=min(s.stampata for s in schede),
        massima=max(s.stampata for s in schede),
        distanza=media - del_profilo,
    )
