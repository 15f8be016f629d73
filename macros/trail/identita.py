"""Which objective and which indicator of one state is which of the other.

Two versions of one year: the same code is the same thing. Two years: what `continua_da` says, followed
through every year between; where a year between is missing identity is not known, and it is never guessed
from equal codes (2.2.3 of one year may be another service the next). Areas have no `continua_da`: for
them, and for managers, the code is the identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from macros.model.anno import Anno
from macros.model.piano import Indicatore, Obiettivo
from macros.model.valori import Livello


class Sorte(StrEnum):
    """What became of something between A and B."""

    CONTINUATO = "continuato"
    RINUMERATO = "rinumerato"
    """Continued under another code."""
    DIVISO = "diviso"
    """One of A, two or more of B."""
    UNITO = "unito"
    """Two or more of A, one of B."""
    RICOMPOSTO = "ricomposto"
    """Two or more of A shared out among two or more of B."""
    AGGIUNTO = "aggiunto"
    CONCLUSO = "concluso"


@dataclass(frozen=True, slots=True)
class Legame:
    """One thing and what became of it: codes in A and in B (one of the two may be empty)."""

    sorte: Sorte
    prima: tuple[str, ...]
    dopo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identita:
    """The links of one kind of thing, those with something in B first, in its order."""

    legami: tuple[Legame, ...]

    @property
    def coppie(self) -> Mapping[str, str]:
        """Code in B → code in A of what went on as one thing."""
        uni = (Sorte.CONTINUATO, Sorte.RINUMERATO)
        return {legame.dopo[0]: legame.prima[0] for legame in self.legami if legame.sorte in uni}


@dataclass(frozen=True, slots=True)
class Identificazione:
    """Identity of objectives and indicators; `ignota` says why it is not known (both are then empty)."""

    obiettivi: Identita
    indicatori: Identita
    ignota: str | None = None

    def livelli(self) -> tuple[tuple[Livello, Identita], ...]:
        """Return both by their level."""
        return (Livello.OBIETTIVO, self.obiettivi), (Livello.INDICATORE, self.indicatori)


Relazione = Mapping[str, tuple[str, ...]]
"""Code of the later state → codes of the earlier one."""


def identifica(prima: Anno, dopo: Anno, anni: Mapping[int, Anno]) -> Identificazione:
    """Return which is which.

    `dopo` may be of an earlier year than `prima`: the links are then read backwards. `anni`: those of the project, for
    those between.
    """
    if prima.anno == dopo.anno:
        return Identificazione(
            _stesso_codice(prima.obiettivi, dopo.obiettivi), _stesso_codice(prima.indicatori, dopo.indicatori)
        )
    vecchio, nuovo = sorted((prima, dopo), key=lambda a: a.anno)
    catena = [vecchio, *(anni[n] for n in range(vecchio.anno + 1, nuovo.anno) if n in anni), nuovo]
    if len(catena) != nuovo.anno - vecchio.anno + 1:
        mancanti = [str(n) for n in range(vecchio.anno + 1, nuovo.anno) if n not in anni]
        quali = f"del {mancanti[0]}" if len(mancanti) == 1 else f"degli anni {', '.join(mancanti)}"
        perche = f"mancano i dati {quali}: che cosa continua che cosa si sa solo seguendo «continua_da» anno per anno"
        return Identificazione(Identita(()), Identita(()), perche)
    return Identificazione(
        _segui([a.obiettivi for a in catena], all_indietro=nuovo is prima),
        _segui([a.indicatori for a in catena], all_indietro=nuovo is prima),
    )


def _stesso_codice(prima: Iterable[str], dopo: Iterable[str]) -> Identita:
    return _legami(list(prima), list(dopo), {codice: (codice,) for codice in dopo})


def _segui(stati: Sequence[Mapping[str, Obiettivo | Indicatore]], *, all_indietro: bool) -> Identita:
    """Follow `continua_da` from the last state back to the first. What it names and is not there continues nothing."""
    origini: dict[str, tuple[str, ...]] = {codice: (codice,) for codice in stati[-1]}
    for sopra, sotto in zip(reversed(stati), reversed(stati[:-1]), strict=False):
        origini = {
            codice: tuple(dict.fromkeys(o for via in vie for o in sopra[via].continua_da or () if o in sotto))
            for codice, vie in origini.items()
        }
    if not all_indietro:
        return _legami(list(stati[0]), list(stati[-1]), origini)
    eredi = {codice: tuple(b for b, vie in origini.items() if codice in vie) for codice in stati[0]}
    return _legami(list(stati[-1]), list(stati[0]), eredi)


def _legami(prima: list[str], dopo: list[str], origini: Relazione) -> Identita:
    """Group what is tied together, directly or through others."""
    eredi = {codice: [b for b in dopo if codice in origini.get(b, ())] for codice in prima}
    legami, visti = [], set[str]()
    for primo in dopo:
        if primo in visti:
            continue
        di_b, di_a = {primo}, set[str]()
        while True:
            di_a |= {a for b in di_b for a in origini.get(b, ()) if a in eredi}
            cresciuti = di_b | {b for a in di_a for b in eredi[a]}
            if cresciuti == di_b:
                break
            di_b = cresciuti
        visti |= di_b
        legami.append(_legame([a for a in prima if a in di_a], [b for b in dopo if b in di_b]))
    legami += [Legame(Sorte.CONCLUSO, (a,), ()) for a in prima if not eredi[a]]
    return Identita(tuple(legami))


def _legame(di_a: list[str], di_b: list[str]) -> Legame:
    match len(di_a), len(di_b):
        case 0, _:
            sorte = Sorte.AGGIUNTO
        case 1, 1:
            sorte = Sorte.CONTINUATO if di_a == di_b else Sorte.RINUMERATO
        case 1, _:
            sorte = Sorte.DIVISO
        case _, 1:
            sorte = Sorte.UNITO
        case _:
            sorte = Sorte.RICOMPOSTO
    return Legame(sorte, tuple(di_a), tuple(di_b))
