"""A plan from its approval to today, one deliberated step at a time, each with its effect; then what is only proposed.

The approved plan is today's with every approved variation taken back. Each one is then made, by number, and the
two plans are compared on the values of today: effects of approved variations add up exactly to the whole
difference. A proposal is compared with today's plan. Corrections of values are followed in the same way.
Fonte: content/manuale/approvazioni.md, «Quanto vale una variazione».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from macros.checks.esame import calcolabile
from macros.engine.ciclo import calcola
from macros.engine.result import Ciclo
from macros.engine.stima import Proiezione
from macros.model.anno import Anno
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.model.variazioni import StatoVariazione, Variazione
from macros.reading.stati import con_variazioni
from macros.reading.testo.lettura import Lettura
from macros.trail.cambiamenti import Cambiamento, Effetto, Genere
from macros.trail.confronto import Confronto, confronta
from macros.trail.effetti import effetto_fra


@dataclass(frozen=True, slots=True)
class Passaggio:
    """One variation, or correction, and the two states it stands between."""

    variazione: Variazione
    stato: StatoVariazione
    confronto: Confronto | None
    """None: one of the two states cannot be computed by itself."""

    @property
    def cambiamenti(self) -> tuple[Cambiamento, ...]:
        """What it changes; not the figures that follow."""
        tutti = self.confronto.cambiamenti if self.confronto else ()
        return tuple(c for c in tutti if c.genere is not Genere.GRADO)

    @property
    def effetto(self) -> Effetto | None:
        """What it moves, all else equal; None: there are no figures yet."""
        c = self.confronto
        return effetto_fra(c.ciclo_prima, c.ciclo_dopo) if c and c.ciclo_prima and c.ciclo_dopo else None

    @property
    def stime(self) -> tuple[Ciclo, Ciclo] | None:
        """Before and after on the offices' estimates of 31 December, see `stime`."""
        return stime(self.confronto) if self.confronto else None


@dataclass(frozen=True, slots=True)
class Cammino:
    """From the approved plan to today's, and beyond."""

    passaggi: tuple[Passaggio, ...]
    """By number: the approved ones, each after those before it, and the proposed ones, each after today's plan."""
    tutto: Confronto | None
    """From the first state to the last; None when nothing approved stands between them, or it cannot be computed."""


def stime(c: Confronto) -> tuple[Ciclo, Ciclo] | None:
    """Return two states on the offices' estimates of 31 December; None when the final values are there, or none is.

    A target of 31 December moves no figure of 30 June: until the year ends estimates alone can weigh it.
    """
    if c.periodo is not Periodo.GIUGNO:
        return None
    return Proiezione.di(c.prima).ciclo, Proiezione.di(c.dopo).ciclo


@dataclass(slots=True)
class _Calcolati:
    """The results of the states of a year: each is computed once a date, beside one that it mostly equals."""

    _fatti: list[Ciclo] = field(default_factory=list)

    def calcolo(self, stato: Anno, data: Periodo) -> Ciclo:
        """Return the result of a state, which is read by itself and has no other plans."""
        del_giorno = [c for c in self._fatti if c.periodo is data]
        fatto = next((c for c in del_giorno if c.anno is stato), None)
        if fatto is None:
            fatto = calcola(stato, data, del_giorno[-1] if del_giorno else None)
            self._fatti.append(fatto)
        return fatto


def del_piano(
    lettura: Lettura, anno: Anno, visibile: Callable[[Anno], Anno] = lambda a: a, fino: dt.date | None = None
) -> Cammino:
    """Return the variations of a plan after its approval; nothing when it is not approved yet.

    `visibile`: takes from a state what this build may not show. `fino`: variations approved after this day are left
    out; left out itself: up to today.
    """
    piano = anno.approvazione(Documento.PIANO)
    if piano is None:
        return Cammino((), None)
    approvate = [(v, quando) for v in anno.variazioni if (quando := anno.approvata_il(v)) and quando > piano.data]
    in_vigore = [v for v, quando in approvate if fino is None or quando <= fino]
    dopo = [v for v, quando in approvate if fino is not None and quando > fino]
    altre = [v for v in anno.variazioni if anno.approvata_il(v) is None]
    return _cammino(lettura, anno, visibile, (in_vigore, dopo, altre))


def delle_correzioni(lettura: Lettura, anno: Anno, visibile: Callable[[Anno], Anno] = lambda a: a) -> Cammino:
    """Return the corrections of what was approved, each with its effect."""
    fatte = [v for v in anno.errata if anno.approvata_il(v)]
    return _cammino(lettura, anno, visibile, (fatte, [], []))


def _cammino(
    lettura: Lettura,
    anno: Anno,
    visibile: Callable[[Anno], Anno],
    variazioni: tuple[Sequence[Variazione], Sequence[Variazione], Sequence[Variazione]],
) -> Cammino:
    """Follow the variations made, without those that came later; then try the proposed ones."""
    fatte, dopo, altre = variazioni

    def letto(quante: int, con: Sequence[Variazione] = ()) -> Anno | None:
        stato, problemi = con_variazioni(lettura.altra(), anno.anno, senza=[*fatte[quante:], *dopo], con=con)
        return visibile(stato) if calcolabile(stato, problemi) else None

    calcolo = _Calcolati().calcolo

    def fra(prima: Anno | None, poi: Anno | None) -> Confronto | None:
        return None if prima is None or poi is None else confronta(prima, poi, calcolo=calcolo)

    if not fatte and not altre:
        return Cammino((), None)
    stati = [letto(quante) for quante in range(len(fatte) + 1)]
    passaggi = [
        Passaggio(v, anno.stato(v), fra(prima, poi)) for v, prima, poi in zip(fatte, stati, stati[1:], strict=False)
    ]
    passaggi += [Passaggio(v, anno.stato(v), fra(stati[-1], letto(len(fatte), [v]))) for v in altre]
    intero = passaggi[0].confronto if len(fatte) == 1 else fra(stati[0], stati[-1]) if fatte else None
    passaggi.sort(key=lambda p: p.variazione.numero)
    return Cammino(tuple(passaggi), intero)
