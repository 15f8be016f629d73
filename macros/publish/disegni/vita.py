"""The life of an indicator on one line of time, in its own unit: what was promised, foreseen and found, and the acts.

Abscissae are days, ordinates are values. Labels give way to one another; those that find no place are in the table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from macros.publish.disegni.serie import Asse
from macros.publish.disegni.tela import Disegno, Scala, disegna
from macros.publish.html.glifi import percentuale

ALTO, FONDO_ATTI = 262, 200
"""Heights in pixels: the drawing; the line on which the acts stand."""
SCALA_Y = (40, 166)
"""The highest and the lowest place of a value."""
SINISTRA, DESTRA = Fraction(11), Fraction(93)
"""Where the time begins and ends, per cent of the width: left of it the figures of the lines, right of it a label."""
LARGA, LETTERA, RIGA = 272, 8, 15
"""Width of the narrowest drawing, of a letter, height of a line, in pixels: what may lie on each other."""
POSTI = (-10, 20, -26, 36, -42)
"""Where a label may stand from its mark, in pixels, the best first."""
MESE = 30
"""Days: nearer than these two acts share a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoDisegnato:
    """A year: values in the unit of the indicator; None, and an empty text: not there."""

    anno: int
    promesso: tuple[Fraction, ...]
    """In the Piano as approved: one, or the two ends of an interval."""
    promesso_scritto: str
    atteso: tuple[Fraction, ...]
    """Since the last act that changed it; the same where none did."""
    atteso_scritto: str
    cambiato: dt.date | None = None
    """The day of that act."""
    giugno: Fraction | None = None
    giugno_scritto: str = ""
    stima: Fraction | None = None
    """What was foreseen at 30 June for 31 December."""
    stima_scritta: str = ""
    finale: Fraction | None = None
    finale_scritto: str = ""


@dataclass(frozen=True, slots=True)
class AttoDisegnato:
    """A day on which an act was taken."""

    giorno: dt.date
    nome: str = ""
    """«variazione 1», where it changed the indicator; empty: an approval, a short tick."""

    @property
    def sigla(self) -> str:
        """What is written under its tick: «V1», «E2»."""
        parola, _, numero = self.nome.partition(" ")
        return parola[:1].upper() + numero


@dataclass(frozen=True, slots=True)
class _Etichetta:
    """A label that has found its place."""

    classe: str
    x: str
    y: int
    testo: str


_Altezza = Callable[[Fraction], int]
"""From a value to its place, in pixels from the top."""


@dataclass(frozen=True, slots=True)
class _Tempo:
    """From days to places."""

    scala: Scala

    @classmethod
    def di(cls, anni: Sequence[AnnoDisegnato], atti: Sequence[AttoDisegnato]) -> _Tempo:
        fine = max([dt.date(anni[-1].anno, 12, 31), *(a.giorno for a in atti)])
        inizio = dt.date(anni[0].anno, 1, 1)
        return cls(Scala(Fraction(inizio.toordinal()), Fraction(fine.toordinal()), DESTRA - SINISTRA))

    def posto(self, giorno: dt.date) -> Fraction:
        return SINISTRA + self.scala.posto(Fraction(giorno.toordinal()))

    def x(self, giorno: dt.date) -> str:
        return percentuale(self.posto(giorno))


def vita(
    disegno: Disegno,
    anni: Sequence[AnnoDisegnato],
    atti: Sequence[AttoDisegnato],
    ordinate: Asse,
    tacche: Sequence[str],
) -> Markup:
    """Return the drawing.

    Args:
        disegno: its name.
        anni: ascending, at least one.
        atti: by day, those before the first year left out.
        ordinate: holds every value.
        tacche: what is written at each of its lines.
    """
    tempo = _Tempo.di(anni, atti)

    def y(valore: Fraction) -> int:
        alto, basso = SCALA_Y
        return basso - round((valore - ordinate.da) / (ordinate.a - ordinate.da) * (basso - alto))

    finali = [(tempo.x(_fine(a)), y(a.finale)) for a in anni if a.finale is not None]
    return disegna(
        "vita",
        d=disegno,
        alto=ALTO,
        fondo=FONDO_ATTI,
        inizio=percentuale(SINISTRA),
        larga=percentuale(100 - SINISTRA),
        righe=[(y(t), scritta) for t, scritta in zip(ordinate.tacche, tacche, strict=True)],
        confini=[tempo.x(dt.date(a.anno, 1, 1)) for a in anni],
        anni=[(tempo.x(dt.date(a.anno, 7, 1)), a.anno) for a in anni],
        attesi=[tratto for a in anni for tratto in _attesi(a, tempo, y)],
        linee=list(pairwise(finali)),
        previsioni=[
            (tempo.x(_giugno(a)), y(a.giugno), tempo.x(_fine(a)), y(a.stima))
            for a in anni
            if a.giugno is not None and a.stima is not None
        ],
        stime=[(a.anno, tempo.x(_fine(a)), y(a.stima)) for a in anni if a.stima is not None],
        giugni=[(a.anno, tempo.x(_giugno(a)), y(a.giugno)) for a in anni if a.giugno is not None],
        finali=[(a.anno, tempo.x(_fine(a)), y(a.finale)) for a in anni if a.finale is not None],
        atti=[(tempo.x(a.giorno), bool(a.nome)) for a in atti],
        sigle=[(tempo.x(a.giorno), a.sigla) for a in _discosti(atti)],
        etichette=list(_etichette(anni, tempo, y)),
    )


def _giugno(a: AnnoDisegnato) -> dt.date:
    return dt.date(a.anno, 6, 30)


def _fine(a: AnnoDisegnato) -> dt.date:
    return dt.date(a.anno, 12, 31)


def _attesi(a: AnnoDisegnato, tempo: _Tempo, y: _Altezza) -> Iterator[tuple[str, str, int, bool]]:
    """Yield the lines of what was expected: from, to, height, True where an act has overtaken it."""
    inizio, fine = dt.date(a.anno, 1, 1), _fine(a)
    da = a.cambiato or inizio
    if a.promesso != a.atteso:
        yield from ((tempo.x(inizio), tempo.x(fine), y(p), True) for p in a.promesso)
    yield from ((tempo.x(da if a.promesso != a.atteso else inizio), tempo.x(fine), y(p), False) for p in a.atteso)


def _discosti(atti: Sequence[AttoDisegnato]) -> Iterator[AttoDisegnato]:
    """Yield the acts with a label, but for those that would lie on the one before."""
    prima: dt.date | None = None
    for atto in atti:
        if atto.sigla and (prima is None or (atto.giorno - prima).days > MESE):
            prima = atto.giorno
            yield atto


def _etichette(anni: Sequence[AnnoDisegnato], tempo: _Tempo, y: _Altezza) -> Iterator[_Etichetta]:
    """Yield the labels that find a place: of each mark the value, those of December first, then targets, then June."""
    chieste = [("finale", _fine(a), a.finale, a.finale_scritto) for a in anni]
    chieste += [("atteso", dt.date(a.anno, 3, 15), max(a.atteso, default=None), a.atteso_scritto) for a in anni]
    chieste += [("giugno", _giugno(a), a.giugno, a.giugno_scritto) for a in anni]
    da_scrivere = [(nome, tempo.posto(g), y(v), testo) for nome, g, v, testo in chieste if v is not None]
    segni = [(x, alta) for nome, x, alta, _ in da_scrivere if nome != "atteso"]
    segni += [(tempo.posto(_fine(a)), y(a.stima)) for a in anni if a.stima is not None]
    prese: list[tuple[Fraction, Fraction, int]] = []
    for nome, x, alta, testo in da_scrivere:
        larga = Fraction(len(testo) * LETTERA * 100, LARGA)
        da = max(min(x - larga / 2, 100 - larga), Fraction(0))
        for riga in (alta + posto for posto in POSTI):
            sopra = any(a > da and da + larga > b and abs(riga - altra) < RIGA for b, a, altra in prese)
            coperti = any(da < sx < da + larga and riga - RIGA < sy < riga + 4 for sx, sy in segni)
            if not sopra and not coperti and RIGA <= riga <= FONDO_ATTI - RIGA:
                prese.append((da, da + larga, riga))
                yield _Etichetta(nome, percentuale(da + larga / 2), riga, testo)
                break
