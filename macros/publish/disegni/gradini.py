"""From 100 down to a figure: a step for each thing that takes points, as high as the points, the highest first.

What gives points rises, in outline. The steps that are high enough have their name beside them, where the fall leaves
room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from macros.model import formato
from macros.publish.disegni.tela import Disegno, corto, disegna
from macros.publish.html.glifi import percentuale

ALTO, CIMA, FONDO = 270, 12, 14
"""Pixels: between the highest and the lowest level, above, below."""
INIZIO = Fraction(10)
"""Where the steps begin, per cent of the width: before are the levels."""
LEGGIBILE = 15
"""Pixels of a step that has room for its name."""
LUNGO, MEDIO, BREVE = 62, 40, 21
"""Characters of a name beside its step: on a page, there where less room is left, on a telephone."""
LARGO = Fraction(14)
"""Per cent of the width: no step is wider."""
PRIMI, MEZZO = Fraction(38), Fraction(60)
"""Per cent of the width: a step that ends beyond the first has on a telephone its code alone, beyond the second its
code at its left, where the fall leaves room too."""
SCRITTI = 6
"""Levels that are written, at most."""
SCARTI = tuple(Fraction(x) for x in ("0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50"))
"""Between two of them: the first that leaves no more."""
CENTO = Fraction(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradino:
    """What takes some points, or gives them."""

    codice: str
    titolo: str
    classe: str
    """Its hatching: a cause, `nessuna`, or `conto` for what is of the reckoning and of nobody."""
    punti: Fraction
    """Below zero: given."""
    scritti: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Posto:
    """A step with its place."""

    gradino: Gradino
    x: str
    dopo: str
    y: int
    alto: int
    scende: bool
    a_destra: bool
    """Of the name."""
    nomi: tuple[tuple[str, str], ...]


def gradini(disegno: Disegno, passi: Sequence[Gradino], arrivo: str) -> Markup:
    """Return the staircase, in the order given. `arrivo`: the figure, as printed."""
    livelli = [CENTO]
    for p in passi:
        livelli.append(livelli[-1] - p.punti)
    alto, basso = max(livelli), min(livelli)
    scala = Fraction(ALTO) / (alto - basso) if alto > basso else Fraction(1)

    def y(livello: Fraction) -> int:
        return CIMA + round((alto - livello) * scala)

    largo = min((CENTO - INIZIO) / max(len(passi), 1), LARGO)
    posti, in_fila = [], True
    for n, (p, prima) in enumerate(zip(passi, livelli, strict=False)):
        sopra, sotto = sorted((y(prima), y(prima - p.punti)))
        in_fila = in_fila and p.punti > 0 and sotto - sopra >= LEGGIBILE
        fino = INIZIO + largo * (n + 1)
        posti.append(
            _Posto(
                gradino=p,
                x=percentuale(INIZIO + largo * n),
                dopo=percentuale(INIZIO + largo * (n + 1)),
                y=sopra,
                alto=max(sotto - sopra, 1),
                scende=p.punti > 0,
                a_destra=fino <= MEZZO,
                nomi=_nomi(p, fino) if in_fila else (),
            )
        )
    return disegna(
        "gradini",
        d=disegno,
        posti=posti,
        largo=percentuale(largo),
        righe=[
            (formato.leggibile(v), y(v), percentuale(INIZIO + largo * _sotto(v, livelli)))
            for v in _scritti(alto, basso, livelli[-1], scala)
        ],
        fine=(arrivo, y(livelli[-1])),
        inizio=percentuale(INIZIO),
        classi=tuple(dict.fromkeys(p.classe for p in passi if p.punti > 0)),
        alto=CIMA + ALTO + FONDO,
    )


def _sotto(livello: Fraction, livelli: Sequence[Fraction]) -> int:
    """Return how many steps stand above a level before one reaches it: its line ends there, where names begin."""
    return next((n for n, v in enumerate(livelli) if v <= livello), len(livelli) - 1)


def _nomi(p: Gradino, fino: Fraction) -> tuple[tuple[str, str], ...]:
    """Return the titles beside a step that ends there, of a page and of a telephone; empty: its code alone."""
    if fino > MEZZO and p.codice:
        return (("", ""),)
    breve = corto(p.titolo, BREVE) if fino <= PRIMI or not p.codice else ""
    lungo = corto(p.titolo, LUNGO if fino <= PRIMI else MEDIO)
    return (("", lungo),) if lungo == breve else (("lungo", lungo), ("breve", breve))


def _scritti(alto: Fraction, basso: Fraction, fine: Fraction, scala: Fraction) -> list[Fraction]:
    """Return the round levels between two, 100 among them; not those that the figure would be written over."""
    passo = next((s for s in SCARTI if (alto - basso) / s <= SCRITTI), SCARTI[-1])
    while (alto - basso) / passo > SCRITTI:  # grades without a cap have no end
        passo *= 10
    primo = -(-basso // passo) * passo
    tondi = [primo + passo * n for n in range(int((alto - primo) / passo) + 1)] if alto >= primo else []
    return [v for v in {*tondi, CENTO} if abs(v - fine) * scala >= LEGGIBILE]
