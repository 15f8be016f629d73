"""The life of an indicator as numbers to draw: its years, its acts, an axis in its own unit, the same in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model import formato
from macros.model.regole import REGOLE
from macros.model.valori import Intervallo, Periodo
from macros.publish.disegni.serie import Asse, asse_di
from macros.publish.disegni.tela import Disegno
from macros.publish.disegni.vita import AnnoDisegnato, AttoDisegnato, vita

if TYPE_CHECKING:
    from macros.model.piano import Indicatore
    from macros.vista.vite import AnnoDiVita

MASSIMO = 4
"""Years that are drawn, the last ones; the table has all."""
PASSI_MESI = (1, 2, 3, 6, 12)
LINEE = 5
"""Lines of an axis, at most."""


@dataclass(frozen=True, slots=True)
class FiguraVita:
    """The drawing, what it has, and how it is read."""

    disegno: Markup
    unita: str
    dal: int
    """First year drawn."""
    segni: frozenset[str]
    """Of `puntino`, `cerchio`, `punto`, `trattino`, `tratteggio`, `tacca`, `tacchetta`: what there is to explain."""


def figura_vita(
    anni: Sequence[AnnoDiVita],
    prossimo: tuple[int, object] | None,
    atti: Sequence[AttoDisegnato],
    cambiati: Mapping[int, dt.date],
) -> FiguraVita | None:
    """Return the drawing of a life; None: there is no value to draw.

    Args:
        anni: its years, ascending.
        prossimo: the first year after them that has a target, and what it is; None: none.
        atti: the acts, by day.
        cambiati: year → the day of the last act that changed what is expected at its end.
    """
    scelti = anni[-MASSIMO:]
    indicatore = scelti[-1].indicatore
    disegnati = [_anno(a, cambiati.get(a.anno.anno)) for a in scelti]
    if prossimo:
        disegnati.append(_prossimo(*prossimo))
    valori = [v for a in disegnati for v in (*a.promesso, *a.atteso, a.giugno, a.stima, a.finale) if v is not None]
    if not valori:
        return None
    ordinate, tacche = _asse(indicatore, valori)
    dal = disegnati[0].anno
    visti = [a for a in atti if a.giorno.year >= dal]
    disegno = Disegno(
        chiave="vita",
        titolo=f"{indicatore.codice} dal {dal} al {disegnati[-1].anno}, {_unita(indicatore)}",
        descrizione=_in_parole(disegnati, visti),
    )
    segni = {
        "puntino": any(a.giugno is not None for a in disegnati),
        "cerchio": any(a.stima is not None for a in disegnati),
        "punto": any(a.finale is not None for a in disegnati),
        "trattino": any(a.atteso for a in disegnati),
        "tratteggio": any(a.promesso != a.atteso and a.promesso for a in disegnati),
        "tacca": any(a.nome for a in visti),
        "tacchetta": bool(visti) and not any(a.nome for a in visti),
    }
    return FiguraVita(
        disegno=vita(disegno, disegnati, visti, ordinate, tacche),
        unita=_unita(indicatore),
        dal=dal,
        segni=frozenset(nome for nome, c_e in segni.items() if c_e),
    )


def _anno(a: AnnoDiVita, cambiato: dt.date | None) -> AnnoDisegnato:
    n = a.anno.anno
    giugno, finale = a.al(Periodo.GIUGNO), a.al(Periodo.DICEMBRE)
    return AnnoDisegnato(
        anno=n,
        promesso=_attesi(n, a.promesso),
        promesso_scritto=_scritto(a.promesso),
        atteso=_attesi(n, a.atteso),
        atteso_scritto=_scritto(a.atteso),
        cambiato=cambiato,
        giugno=_numero(n, giugno.valore) if giugno else None,
        giugno_scritto=_scritto(giugno.valore) if giugno else "",
        stima=_numero(n, a.previsione.stima) if a.previsione else None,
        stima_scritta=_scritto(a.previsione.stima) if a.previsione else "",
        finale=_numero(n, finale.valore) if finale else None,
        finale_scritto=_scritto(finale.valore) if finale else "",
    )


def _prossimo(anno: int, target: object) -> AnnoDisegnato:
    attesi, detto = _attesi(anno, target), _scritto(target)
    return AnnoDisegnato(anno=anno, promesso=attesi, promesso_scritto=detto, atteso=attesi, atteso_scritto=detto)


def _numero(anno: int, valore: object) -> Fraction | None:
    """Return a value as a number to draw: a day by how many come before it in its year, no and yes as 0 and 1."""
    if isinstance(valore, dt.date):
        return Fraction((valore - dt.date(anno, 1, 1)).days)
    return Fraction(valore) if isinstance(valore, Decimal | Fraction | bool) else None


def _attesi(anno: int, target: object) -> tuple[Fraction, ...]:
    if isinstance(target, Intervallo):
        return Fraction(target.min), Fraction(target.max)
    solo = _numero(anno, target)
    return () if solo is None else (solo,)


def _scritto(valore: object) -> str:
    """Write a value beside its mark: the unit is told once."""
    if valore is None:
        return ""
    return formato.data_breve(valore)[:5] if isinstance(valore, dt.date) else formato.valore(valore)


def _unita(indicatore: Indicatore) -> str:
    regola = REGOLE[indicatore.regola]
    if regola.valore is dt.date:
        return "per giorno dell'anno"
    if regola.valore is bool:
        return "sì o no"
    unita = regola.unita or indicatore.unita_misura
    return "in percentuale" if unita == "%" else f"unità di misura: {unita}"


def _asse(indicatore: Indicatore, valori: Sequence[Fraction]) -> tuple[Asse, list[str]]:
    """Return the ordinates and what is written at each of their lines."""
    regola = REGOLE[indicatore.regola]
    if regola.valore is bool:
        return Asse(Fraction(0), Fraction(1), (Fraction(0), Fraction(1))), ["no", "sì"]
    if regola.valore is dt.date:
        return _asse_mesi(min(valori), max(valori))
    ordinate = asse_di(valori)
    return ordinate, [formato.leggibile(t) for t in ordinate.tacche]


def _asse_mesi(basso: Fraction, alto: Fraction) -> tuple[Asse, list[str]]:
    """Return an axis of days with lines on the first of some months, of a year that is no leap year.

    >>> [int(t) for t in _asse_mesi(Fraction(87), Fraction(150))[0].tacche], _asse_mesi(Fraction(87), Fraction(150))[1]
    ([59, 90, 120, 151], ['1 mar', '1 apr', '1 mag', '1 giu'])
    """
    capodanno = dt.date(2021, 1, 1)
    for passo in PASSI_MESI:
        mesi = [dt.date(2021 + m // 12, m % 12 + 1, 1) for m in range(0, 12 * 4, passo)]
        giorni = [Fraction((m - capodanno).days) for m in mesi]
        primo = max(n for n, g in enumerate(giorni) if g <= max(basso, Fraction(0)))
        ultimo = next((n for n, g in enumerate(giorni) if g >= alto and n > primo), len(giorni) - 1)
        if ultimo - primo < LINEE or passo == PASSI_MESI[-1]:
            break
    nomi = [f"1 {formato.MESI[m.month - 1][:3]}" for m in mesi[primo : ultimo + 1]]
    return Asse(min(giorni[primo], basso), max(giorni[ultimo], alto), tuple(giorni[primo : ultimo + 1])), nomi


def _in_parole(anni: Sequence[AnnoDisegnato], atti: Sequence[AttoDisegnato]) -> str:
    """Tell the drawing, with every figure and every act that changed something."""
    detti = []
    for a in anni:
        parti = (
            ("promesso", a.promesso_scritto if a.promesso_scritto != a.atteso_scritto else ""),
            ("atteso", a.atteso_scritto),
            ("al 30 giugno", a.giugno_scritto),
            ("previsto", a.stima_scritta),
            ("al 31 dicembre", a.finale_scritto),
        )
        detti.append(f"{a.anno}: {', '.join(f'{nome} {testo}' for nome, testo in parti if testo) or 'nessun valore'}.")
    forti = [f"{a.nome} {formato.con_articolo('del', a.giorno)}" for a in atti if a.nome]
    return " ".join([*detti, *([f"Lo hanno cambiato: {', '.join(forti)}."] if forti else [])])
