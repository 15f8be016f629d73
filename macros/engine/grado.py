"""The grade of one indicator by its rule: exact fractions, percentage points, floor 0.

Each function returns the grade before the cap, and is called with numbers that the
checks have already accepted (target > 0 where the rule divides by it, and so on).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from macros.model.piano import Banda, Indicatore, Penalita
from macros.model.valori import Decrescente, Intervallo, Regola

CENTO = Fraction(100)

Numero = Decimal | Fraction


def crescente(valore: Numero, target: Numero) -> Fraction:
    """V / T · 100. Fonte: DOMAIN 3; published example: 56 on a target of 60 is 93,33.

    >>> float(round(crescente(Decimal(56), Decimal(60)), 2))
    93.33
    """
    return Fraction(valore) / Fraction(target) * 100


def decrescente(valore: Numero, target: Numero, metodo: Decrescente) -> Fraction:
    """`lineare`: (2T − V) / T · 100; `rapporto`: T / V · 100, exactly 100 when V ≤ 0. Fonte: DOMAIN 3.

    >>> decrescente(Decimal(15), Decimal(10), Decrescente.LINEARE)
    Fraction(50, 1)
    >>> decrescente(Decimal(15), Decimal(10), Decrescente.RAPPORTO)
    Fraction(200, 3)
    """
    v, t = Fraction(valore), Fraction(target)
    if metodo is Decrescente.LINEARE:
        return (2 * t - v) / t * 100
    return CENTO if v <= 0 else t / v * 100


def da_base(valore: Numero, target: Numero, base: Numero) -> Fraction:
    """(V − B) / (T − B) · 100, in either direction. Fonte: DOMAIN 3; Linee guida DFP 2/2017.

    >>> da_base(Decimal(15), Decimal(10), Decimal(20))
    Fraction(50, 1)
    """
    v, t, b = Fraction(valore), Fraction(target), Fraction(base)
    return (v - b) / (t - b) * 100


def da_soglie(valore: Numero, soglie: tuple[Banda, ...]) -> Fraction:
    """Grade of the half-open band the value falls in; the last has no end.

    Raises: ValueError below the first band; the checks report that as RIL-SOGLIA-SOTTO.
    Fonte: DOMAIN 3.1, rule 12.
    """
    trovata = [banda for banda in soglie if banda.da <= valore]
    if not trovata:
        msg = "value below the first band, checks did not run"
        raise ValueError(msg)
    return Fraction(str(trovata[-1].esito))


def entro_data(valore: dt.date | bool, target: dt.date, penalita: Penalita) -> Fraction:  # noqa: FBT001 - False is «no»
    """100 by the day; later, the declared loss per day or per band; 0 when not done.

    Days are calendar days. Fonte: DOMAIN 3.1, rules 5 and 12.
    """
    if isinstance(valore, bool):
        return Fraction(0)
    giorni = (valore - target).days
    if giorni <= 0:
        return CENTO
    if penalita.punti_al_giorno is not None:
        return CENTO - Fraction(penalita.punti_al_giorno) * giorni
    return Fraction([fascia.grado for fascia in penalita.fasce if fascia.dal_giorno <= giorni][-1])


def distanza(valore: Numero, ammesso: Intervallo) -> Fraction:
    """Signed distance from the nearer end, in the unit; 0 inside, ends included."""
    if valore < ammesso.min:
        return Fraction(valore) - Fraction(ammesso.min)
    if valore > ammesso.max:
        return Fraction(valore) - Fraction(ammesso.max)
    return Fraction(0)


def entro_intervallo(valore: Numero, ammesso: Intervallo, penalita: Penalita) -> Fraction:
    """100 inside; outside, the declared loss per unit of distance. Fonte: DOMAIN 3.1, rule 12."""
    assert penalita.punti_per_unita is not None  # noqa: S101 - the checks require it
    return CENTO - abs(distanza(valore, ammesso)) * Fraction(penalita.punti_per_unita)


def grado(
    indicatore: Indicatore, valore: object, target: object, metodo: Decrescente, tetto: Decimal | None
) -> Fraction:
    """Return the grade of a measured indicator: rule, then floor 0, then cap.

    Args:
        indicatore: its rule and the numbers of the rule.
        valore: as typed by the rule; `fasi`: the share reached by the date.
        target: as typed by the rule; `fasi`: the share due by the date.
        metodo: the year's method for `decrescente`.
        tetto: cap in force; None: none. Only `crescente`, `decrescente` and `base` can pass 100.

    Fonte: DOMAIN 3 (rules) and 3.1, rule 9 (order: floor, cap).
    """
    esatto = max(Fraction(0), per_regola(indicatore, valore, target, metodo))
    if not indicatore.regola.oltre_cento:
        return min(CENTO, esatto)
    if indicatore.regola is Regola.DECRESCENTE and metodo is Decrescente.RAPPORTO and _non_positivo(valore):
        return CENTO
    return esatto if tetto is None else min(Fraction(tetto), esatto)


def _non_positivo(valore: object) -> bool:
    return isinstance(valore, Decimal | Fraction) and valore <= 0


def per_regola(  # noqa: PLR0911 - one line a rule
    indicatore: Indicatore, valore: object, target: object, metodo: Decrescente
) -> Fraction:
    """Return what the rule alone gives, before floor and cap, percentage points. Fonte: DOMAIN 3."""
    regola = indicatore.regola
    match valore, target:
        case bool() as fatto, _ if regola is Regola.SI_NO:
            return CENTO if fatto else Fraction(0)
        case (bool() | dt.date()) as giorno, dt.date() as atteso if regola is Regola.ENTRO_DATA and indicatore.penalita:
            return entro_data(giorno, atteso, indicatore.penalita)
        case (Decimal() | Fraction()) as v, Intervallo() as ammesso if indicatore.penalita:
            return entro_intervallo(v, ammesso, indicatore.penalita)
        case (Decimal() | Fraction()) as v, (Decimal() | Fraction()) as t:
            if regola is Regola.DECRESCENTE:
                return decrescente(v, t, metodo)
            if regola is Regola.BASE and indicatore.base is not None:
                return da_base(v, t, indicatore.base)
            if regola is Regola.SOGLIE:
                return da_soglie(v, indicatore.soglie)
            if regola in {Regola.CRESCENTE, Regola.AVANZAMENTO, Regola.FASI}:
                return crescente(v, t)
    msg = f"{indicatore.codice}: value and target do not fit the rule, checks did not run"
    raise ValueError(msg)
