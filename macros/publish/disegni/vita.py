"""The life of an indicator on one line of time, in its own unit: what was promised, foreseen and found, and the acts.

Abscissae are days, ordinates are values. Labels give way to one another; those that find no place are in the table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
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
DESTRA, ARIA = Fraction(93), Fraction(2)
"""Where the time ends, per cent of the width: right of it half a label; what is left free after the figures."""
LARGA, LETTERA, RIGA = 272, 8, 15
"""Width of the narrowest drawing, of a letter, height of a line, in pixels: what may lie on each other."""
POSTI = (-10, 20, -26, 36, -42)
"""Where a label may stand from its mark, in pixels, the best first."""
DAVANTI = 4
"""The same of what is written before the line that it is of."""
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

    @property
    def px(self) -> int:
        """How wide the white behind it is, in pixels."""
        return (len(self.testo) or 1) * (LETTERA - 1)


@dataclass(frozen=True, slots=True)
class _Tela:
    """From days and values to places."""

    tempo: Scala
    ordinate: Asse
    sinistra: Fraction
    """Where the time begins, per cent of the width: left of it the figures of the lines."""

    @classmethod
    def di(
        cls, anni: Sequence[AnnoDisegnato], atti: Sequence[AttoDisegnato], ordinate: Asse, tacche: Sequence[str]
    ) -> _Tela:
        sinistra = _larga(max(tacche, key=len)) + ARIA
        inizio, fine = dt.date(anni[0].anno, 1, 1), max([_fine(anni[-1]), *(a.giorno for a in atti)])
        tempo = Scala(Fraction(inizio.toordinal()), Fraction(fine.toordinal()), DESTRA - sinistra)
        return cls(tempo, ordinate, sinistra)

    def posto(self, giorno: dt.date) -> Fraction:
        return self.sinistra + self.tempo.posto(Fraction(giorno.toordinal()))

    def x(self, giorno: dt.date) -> str:
        return percentuale(self.posto(giorno))

    def y(self, valore: Fraction) -> int:
        alto, basso = SCALA_Y
        return basso - round((valore - self.ordinate.da) / (self.ordinate.a - self.ordinate.da) * (basso - alto))


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
    tela = _Tela.di(anni, atti, ordinate, tacche)
    x, y = tela.x, tela.y
    giugni = [(a.anno, x(_giugno(a)), y(a.giugno)) for a in anni if a.giugno is not None]
    stime = [(a.anno, x(_fine(a)), y(a.stima)) for a in anni if a.stima is not None]
    finali = [(a.anno, x(_fine(a)), y(a.finale)) for a in anni if a.finale is not None]
    previste = {anno: posto for anno, *posto in stime}
    return disegna(
        "vita",
        d=disegno,
        alto=ALTO,
        fondo=FONDO_ATTI,
        inizio=percentuale(tela.sinistra),
        accanto=percentuale(tela.sinistra - ARIA),
        larga=percentuale(100 - tela.sinistra),
        righe=[(y(t), scritta) for t, scritta in zip(ordinate.tacche, tacche, strict=True)],
        confini=[x(dt.date(a.anno, 1, 1)) for a in anni],
        anni=[(x(dt.date(a.anno, 7, 1)), a.anno) for a in anni],
        attesi=[(x(da), x(a), y(v), superato) for anno in anni for da, a, v, superato in _attesi(anno)],
        linee=list(pairwise(finali)),
        previsioni=[(da, previste[anno]) for anno, *da in giugni if anno in previste],
        giugni=giugni,
        stime=stime,
        finali=finali,
        atti=[(x(a.giorno), bool(a.nome)) for a in atti],
        sigle=[(x(a.giorno), a.sigla) for a in _discosti(atti)],
        etichette=list(_etichette(anni, tela)),
    )


def _giugno(a: AnnoDisegnato) -> dt.date:
    return dt.date(a.anno, 6, 30)


def _fine(a: AnnoDisegnato) -> dt.date:
    return dt.date(a.anno, 12, 31)


def _larga(testo: str) -> Fraction:
    """Return how wide a text is, per cent of the narrowest drawing."""
    return Fraction(len(testo) * LETTERA * 100, LARGA)


def _attesi(a: AnnoDisegnato) -> Iterator[tuple[dt.date, dt.date, Fraction, bool]]:
    """Yield the lines of what was expected: from, to, value, True where an act has overtaken it."""
    inizio, fine, mosso = dt.date(a.anno, 1, 1), _fine(a), a.promesso != a.atteso
    if mosso:
        yield from ((inizio, fine, v, True) for v in a.promesso)
    yield from (((a.cambiato or inizio) if mosso else inizio, fine, v, False) for v in a.atteso)


def _discosti(atti: Sequence[AttoDisegnato]) -> Iterator[AttoDisegnato]:
    """Yield the acts with a label, but for those that would lie on the one before."""
    prima: dt.date | None = None
    for atto in atti:
        if atto.sigla and (prima is None or (atto.giorno - prima).days > MESE):
            prima = atto.giorno
            yield atto


_Occupato = tuple[Fraction, Fraction, int]
"""From, to, in per cent of the width; height, in pixels."""


def _chieste(anni: Sequence[AnnoDisegnato], tela: _Tela) -> Iterator[tuple[str, str, Fraction, int, Sequence[int]]]:
    """Yield what would be written, and where, the most important first: values of December, targets, values of June.

    Each with its class, its middle, the height of its mark and where it may stand from that.
    """
    yield from (
        ("finale", a.finale_scritto, tela.posto(_fine(a)), tela.y(a.finale), POSTI)
        for a in anni
        if a.finale is not None
    )
    for a in anni:
        alti = {superato: (da, v) for da, _, v, superato in _attesi(a)}  # of an interval the upper end
        for superato, (da, v) in alti.items():
            testo = a.promesso_scritto if superato else a.atteso_scritto
            if da == dt.date(a.anno, 1, 1):
                yield "atteso", testo, tela.posto(dt.date(a.anno, 3, 15)), tela.y(v), POSTI
            else:
                yield "atteso", testo, tela.posto(da) - _larga(testo) / 2 - ARIA, tela.y(v), (DAVANTI, *POSTI)
    yield from (
        ("giugno", a.giugno_scritto, tela.posto(_giugno(a)), tela.y(a.giugno), POSTI)
        for a in anni
        if a.giugno is not None
    )


def _etichette(anni: Sequence[AnnoDisegnato], tela: _Tela) -> Iterator[_Etichetta]:
    """Yield the labels that find a place where they cover nothing."""
    punti = [(_giugno(a), a.giugno) for a in anni] + [(_fine(a), v) for a in anni for v in (a.stima, a.finale)]
    segni = [(tela.posto(g), tela.posto(g), tela.y(v)) for g, v in punti if v is not None]
    segni += [(tela.posto(da), tela.posto(a), tela.y(v)) for anno in anni for da, a, v, _ in _attesi(anno)]
    scritte: list[_Occupato] = []
    for classe, testo, x, y, posti in _chieste(anni, tela):
        larga = _larga(testo)
        da = max(min(x - larga / 2, 100 - larga), tela.sinistra)
        provati = ((da, da + larga, y + posto) for posto in posti)
        posto = next((p for p in provati if testo and _libero(p, scritte, segni)), None)
        if posto:
            scritte.append(posto)
            yield _Etichetta(classe, percentuale(da + larga / 2), posto[2], testo)


def _libero(posto: _Occupato, scritte: Sequence[_Occupato], segni: Sequence[_Occupato]) -> bool:
    """True for a place inside the drawing where a label would lie on no other, and on no mark."""
    da, a, y = posto
    sopra = any(abs(y - suo) < RIGA for prima, dopo, suo in scritte if prima < a and da < dopo)
    copre = any(y - RIGA < suo < y + 4 for prima, dopo, suo in segni if prima < a and da < dopo)
    return RIGA <= y <= FONDO_ATTI - RIGA and not sopra and not copre
