"""What the charts of an indicator draw, as exact numbers: values, targets, historic value, over the years too."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.regole import REGOLE
from macros.model.valori import Intervallo, Periodo
from macros.publish.disegni.corsie import Corsia
from macros.publish.disegni.serie import Punto
from macros.publish.parole import voci
from macros.reading.testo.scalari import Rifiuto, legge_numero

if TYPE_CHECKING:
    from macros.engine.result import IndicatoreValutato
    from macros.model.anno import Anno
    from macros.model.piano import Indicatore
    from macros.vista.vista import Vista


def numero(valore: object) -> Fraction | None:
    """Return a value as a number; None for absences, dates, yes and no."""
    if isinstance(valore, Decimal | Fraction):
        return Fraction(valore)
    return None


def attesi(target: object) -> tuple[Fraction, ...]:
    """Return a target as the numbers to mark: one, the two ends of an interval, or none."""
    if isinstance(target, Intervallo):
        return Fraction(target.min), Fraction(target.max)
    solo = numero(target)
    return () if solo is None else (solo,)


def storico(indicatore: Indicatore) -> Fraction | None:
    """Return the historic value; None when it was not written or is no number."""
    if not indicatore.storico or not REGOLE[indicatore.regola].numerica:
        return None
    try:
        return Fraction(legge_numero(indicatore.storico))
    except Rifiuto:
        return None


def anno_prima(vista: Vista, anno: Anno, indicatore: Indicatore, periodo: Periodo) -> Fraction | None:
    """Return what an indicator came to the year before **at the same date**; None: unknown, or not to be shown.

    At 31 December the declared historic value; at 30 June what was surveyed then, followed through `continua_da`.
    """
    if periodo is Periodo.DICEMBRE:
        return storico(indicatore)
    prima = _continuato(vista, anno, indicatore, periodo)
    ciclo = vista.ciclo_per(prima[0], periodo) if prima else None
    valutato = ciclo.indicatori.get(prima[1].codice) if prima and ciclo else None
    return numero(valutato.valore) if valutato and valutato.assenza is None else None


def corsie(valutati: Iterable[IndicatoreValutato | None], periodi: Iterable[Periodo]) -> tuple[Corsia, ...]:
    """Return a lane for each date where an indicator has something to draw."""
    trovate = []
    for valutato, periodo in zip(valutati, periodi, strict=True):
        if valutato is None or REGOLE[valutato.indicatore.regola].valore is not Decimal:
            continue
        valore, target = numero(valutato.valore), attesi(valutato.target)
        if valore is not None or target:
            fine = periodo is Periodo.DICEMBRE
            trovate.append(Corsia(finale=fine, valore=valore, atteso=target, verso=verso(valutato)))
    return tuple(trovate)


def negli_anni(vista: Vista, anno: Anno, indicatore: Indicatore) -> tuple[Punto, ...]:
    """Return an indicator year by year: results of the years before, of this one, targets of those to come.

    The years before are followed through `continua_da` as long as their results may be shown; the first
    of the line is the declared historic value. Empty when fewer than two years have a number to draw.
    """
    if not REGOLE[indicatore.regola].numerica:
        return ()
    punti = {anno.anno: _punto(vista, anno, indicatore, corrente=True)}
    primo, suo = anno, indicatore
    while (prima := _continuato(vista, primo, suo)) is not None:
        primo, suo = prima
        punti[primo.anno] = _punto(vista, primo, suo)
    vecchio = storico(suo)
    punti[primo.anno - 1] = Punto(anno=primo.anno - 1, valore=vecchio, scritto=formato.valore(vecchio))
    for chiave in indicatore.target:
        if chiave.isdigit() and int(chiave) > anno.anno:
            target = indicatore.target_di(chiave)
            punti[int(chiave)] = Punto(
                anno=int(chiave), valore=None, scritto="", target=attesi(target), target_scritto=_scritto(target)
            )
    in_ordine = tuple(punti[n] for n in sorted(punti))
    return in_ordine if sum(p.valore is not None or bool(p.target) for p in in_ordine) > 1 else ()


def _punto(vista: Vista, anno: Anno, indicatore: Indicatore, *, corrente: bool = False) -> Punto:
    """Return the year of a record: its target, and its final value where it may be shown."""
    ciclo = vista.ciclo_per(anno, Periodo.DICEMBRE)
    valutato = ciclo.indicatori[indicatore.codice] if ciclo else None
    target = indicatore.atteso.get(Periodo.DICEMBRE)
    scritto = ""
    if valutato is not None:
        scritto = formato.valore(valutato.valore)
        if valutato.assenza is not None:
            scritto = voci.ASSENZE[valutato.assenza][1]
    return Punto(
        anno=anno.anno,
        valore=numero(valutato.valore) if valutato and valutato.assenza is None else None,
        scritto=scritto,
        target=attesi(target),
        target_scritto=_scritto(target),
        corrente=corrente,
    )


def _scritto(target: object) -> str:
    return formato.valore(target) if attesi(target) else ""


def _continuato(
    vista: Vista, anno: Anno, indicatore: Indicatore, periodo: Periodo = Periodo.DICEMBRE
) -> tuple[Anno, Indicatore] | None:
    """Return the year before and the indicator there that this one continues; None: unknown, or not to be shown."""
    prima = anno.anno - 1
    if prima not in vista.anni or len(indicatore.continua_da or ()) != 1:
        return None
    vecchio = vista.anno(prima)
    codice = (indicatore.continua_da or ("",))[0]
    if vista.ciclo_per(vecchio, periodo) is None or codice not in vecchio.indicatori:
        return None
    altro = vecchio.indicatori[codice]
    return (vecchio, altro) if REGOLE[altro.regola].numerica and altro.unita_misura == indicatore.unita_misura else None


def verso(v: IndicatoreValutato) -> int:
    """Return +1 where a higher value is better, −1 where it is worse, 0 where that has no meaning.

    Fonte: DOMAIN 3 (rules).
    """
    return REGOLE[v.indicatore.regola].verso(v.indicatore, numero(v.target))
