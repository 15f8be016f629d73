"""The mosaic: a column per part, as wide as its weight, as full as its grade; the hatching is what is missing.

The same drawing for an objective (its indicators) and for the chamber (its objectives, of a year still to come too).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from markupsafe import Markup

from macros.publish.disegni.tela import Disegno, disegna, pixel, trame
from macros.publish.html.glifi import COLORI, DATO, DATO_2, percentuale

LETTERA = 6
"""Pixels that a letter of an upright code takes, points among figures."""
MINUTA = 5
"""Share of the width, in per cent, under which a column has no upright label on a telephone."""
ACCANTO, ACCANTO_LUNGO = Fraction(13, 2), Fraction(7, 2)
"""How far apart two upright codes stand at least, per cent of the width: on a telephone too, on a page."""
DISCOSTE = Fraction(2)
"""How far apart two upright labels below stand at least, per cent of the width of a page."""
STRETTO = 12
"""Share of the width, in per cent, that holds the name of a group, on a telephone too (without its weight)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tessera:
    """One column."""

    codice: str
    """Closes its id."""
    sopra: str
    """Label above; may be empty."""
    sotto: str
    """Label below, upright where the columns are narrow (`in_piedi`); may be empty."""
    peso: Fraction
    """Share of the whole, any unit."""
    grado: Fraction | None
    """Percentage points; None: an outline, no ink."""
    classe: str
    """State, for the colour of what is missing; empty: no state yet, a whole outline in the colour of its ink."""
    principale: bool
    """True: own indicator, strategic objective (dark); False: linked, operational (light)."""
    gruppo: str
    """Columns of different groups stand further apart."""
    numero: str = ""
    """Written upright over a column that is not full, where there is room; may be empty."""
    indirizzo: str = ""
    """Where a click on the column leads; empty: nowhere."""
    detto: str = ""
    """What the link is called."""
    stretta: bool = False
    """True: its labels are left out where the drawing is small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piede:
    """What is written under a group of columns, from its left border."""

    nome: str
    peso: str
    grado: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Colonna:
    """A column laid out."""

    di: Tessera
    x: str
    larga: str
    centro: Fraction
    """Abscissa of its middle, per cent."""
    mezzo: str
    """The same, written."""
    minuta: bool
    """True: too narrow, on a telephone, for an upright label."""
    manca: int
    """Height of the hatching."""
    colore: str
    """Of the ink; of the outline where there is no grade."""


def mosaico(
    disegno: Disegno,
    tessere: Sequence[Tessera],
    altezza: int,
    piedi: Mapping[str, Piede] | None = None,
    *,
    in_piedi: bool = False,
) -> Markup:
    """Return the drawing; columns without weight are left out.

    Args:
        disegno: its name.
        tessere: the columns, from the left.
        altezza: of a full column, in pixels.
        piedi: what is written under each group; left out where the group is too narrow to hold it.
        in_piedi: the labels below stand upright, each in the middle of its column.
    """
    visibili = [t for t in tessere if t.peso > 0]
    etichette = any(t.sopra or t.sotto for t in visibili)
    vuoti = _vuoti(visibili)
    larga = 100 - sum(vuoti, Fraction(0))
    totale = sum((t.peso for t in visibili), Fraction(0)) or Fraction(1)
    colonne, x = [], Fraction(0)
    for tessera, vuoto in zip(visibili, vuoti, strict=True):
        x += vuoto
        colonna = larga * tessera.peso / totale
        colonne.append(_colonna(tessera, x, colonna, altezza))
        x += colonna
    if in_piedi:
        colonne = _diradate(colonne)
    scritti, codici = _piedi(colonne, totale, piedi or {}), _codici(colonne)
    sotto = max((LETTERA * len(t.sotto) for t in visibili), default=0) if in_piedi else 0
    return disegna(
        "mosaico",
        d=disegno,
        colonne=colonne,
        trame=trame(t.classe for t in visibili if t.grado is not None and t.grado < 100),
        cima=18 if etichette and not in_piedi else 36 if codici else 0,
        alta=altezza,
        sotto=sotto,
        fondo=sotto + (42 if scritti else 22 if etichette else 2),
        piedi=scritti,
        codici=codici,
        ruolo="group" if any(t.indirizzo for t in visibili) else "img",
    )


def _diradate(colonne: Sequence[_Colonna]) -> list[_Colonna]:
    """Leave the upright labels below that have room beside the one before them."""
    tenute, ultima = [], -DISCOSTE
    for k in colonne:
        vicina = k.centro - ultima < DISCOSTE
        tenute.append(replace(k, di=replace(k.di, sotto="")) if vicina else k)
        ultima = ultima if vicina else k.centro
    return tenute


def _codici(colonne: Sequence[_Colonna]) -> list[tuple[str, str, str]]:
    """Return class, abscissa and code of the columns that are not full, the emptiest first, as far as there is room."""
    posti: dict[Fraction, tuple[str, str, str]] = {}
    vuote = (k for k in colonne if k.di.numero and (k.manca or k.di.grado is None))
    for k in sorted(vuote, key=lambda k: -k.manca * k.di.peso):
        vicino = min((abs(k.centro - altro) for altro in posti), default=ACCANTO)
        if vicino >= ACCANTO_LUNGO:
            posti[k.centro] = ("" if vicino >= ACCANTO else "lungo", percentuale(k.centro), k.di.numero)
    return list(posti.values())


def _piedi(colonne: Sequence[_Colonna], totale: Fraction, piedi: Mapping[str, Piede]) -> list[tuple[str, Piede]]:
    """Return abscissa and text of each group that has room for it."""
    scritti = []
    for gruppo, sue in groupby(colonne, key=lambda k: k.di.gruppo):
        elenco = list(sue)
        larga = sum(k.di.peso for k in elenco) * 100 / totale
        if gruppo in piedi and larga >= STRETTO:
            scritti.append((elenco[0].x, piedi[gruppo]))
    return scritti


def _vuoti(tessere: Sequence[Tessera]) -> list[Fraction]:
    """Return the space before each column, in per cent of the width."""
    vuoti = []
    for n, tessera in enumerate(tessere):
        if n == 0:
            vuoti.append(Fraction(0))
        else:
            nuovo = tessera.gruppo != tessere[n - 1].gruppo
            vuoti.append(Fraction(1) if nuovo else Fraction(3, 10))
    return vuoti


def _colonna(t: Tessera, x: Fraction, larga: Fraction, alta: int) -> _Colonna:
    inchiostro = DATO if t.principale else DATO_2
    if t.grado is None:
        manca, colore = 0, COLORI.get(t.classe, inchiostro)
    else:
        pieno = min(max(t.grado, Fraction(0)), Fraction(100))
        manca, colore = pixel(alta * (100 - pieno) / 100), inchiostro
    return _Colonna(
        di=t,
        x=percentuale(x),
        larga=percentuale(larga),
        centro=x + larga / 2,
        mezzo=percentuale(x + larga / 2),
        minuta=larga < MINUTA,
        manca=manca,
        colore=colore,
    )
