"""What the year declares of the individual sheets: a formula that gives the weight, shares that add up to 100."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache

from macros.engine.formula import FormulaNonValida, calcola_formula, nomi
from macros.engine.individuale import area_prevalente
from macros.model.anno import Anno
from macros.model.formato import leggibile
from macros.model.impostazioni import VARIABILI, Profilo
from macros.model.problems import Problem

CENTO = Decimal(100)
PROVE = tuple((Fraction(massimo), Fraction(peso)) for massimo in (1, 5, 7, 10, 30, 100) for peso in (1, 13, 40, 100))
"""Highest points and weights that a formula is tried on."""
PASSI = 10
"""In how many steps the points go from 0 to their highest."""
FORMULA, PROFILI = "valutazione_individuale.formula", "valutazione_individuale.profili"
COME = "scrivere formula: punti / massimo * peso, o un'altra che dà il peso con tutti i punti e 0 senza"


def check_formula(anno: Anno) -> Iterator[Problem]:
    """SMVP-SCHEDA-FORMULA: a line has its weight with all its points, 0 with none, and never less for more of them."""
    formula = anno.smvp.formula_individuale if anno.smvp else None
    if anno.smvp is not None and formula is not None and (difetto := _difetto(formula)):
        yield Problem(
            anno.smvp.dove(FORMULA),
            "SMVP-SCHEDA-FORMULA",
            f"la formula «{formula}»: {difetto}",
            "una formula su punti, massimo e peso che dà il peso quando i punti sono il massimo, e 0 quando sono 0",
            COME,
        )


@cache
def _difetto(formula: str) -> str:
    """Say what is wrong with a formula of a line; empty: nothing."""
    try:
        estranei = [nome for nome in nomi(formula) if nome not in VARIABILI]
        if estranei:
            return f"«{estranei[0]}» non è fra {', '.join(VARIABILI)}"
        for massimo, peso in PROVE:
            totali = [
                calcola_formula(formula, {"punti": massimo * passo / PASSI, "massimo": massimo, "peso": peso})
                for passo in range(PASSI + 1)
            ]
            dati = f"con massimo {leggibile(massimo)} e peso {leggibile(peso)}"
            if totali[0] != 0 or totali[-1] != peso:
                return f"{dati} dà {leggibile(totali[0])} con 0 punti e {leggibile(totali[-1])} con tutti"
            if totali != sorted(totali):
                return f"{dati} dà di meno con più punti"
    except FormulaNonValida as errore:
        return str(errore)
    except ZeroDivisionError:
        return "divide per zero"
    return ""


def check_quote(anno: Anno) -> Iterator[Problem]:
    """SMVP-SCHEDA-QUOTE: the shares of a profile lie between 0 and 100 and add up to 100."""
    for profilo, quote in ((anno.smvp.profili_individuali if anno.smvp else None) or {}).items():
        somma = sum(quote.values(), Decimal(0))
        if anno.smvp is not None and (somma != CENTO or any(q < 0 for q in quote.values())):
            yield Problem(
                anno.smvp.dove(f"{PROFILI}.{profilo}"),
                "SMVP-SCHEDA-QUOTE",
                f"quote del profilo {profilo} che sommano {leggibile(somma)}"
                + (", una negativa" if any(q < 0 for q in quote.values()) else ""),
                "quote da 0 in su, che insieme fanno 100",
                "correggere le quote: " + ", ".join(f"{c}: {leggibile(q)}" for c, q in quote.items()),
            )


def check_prevalenza(anno: Anno) -> Iterator[Problem]:
    """SMVP-SCHEDA-PREVALENZA (avviso): of a manager the area weighs more than anything else.

    Fonte: D.Lgs. 150/2009, art. 9, c. 1, lett. a).
    """
    quote = ((anno.smvp.profili_individuali if anno.smvp else None) or {}).get(Profilo.DIRIGENTE)
    if anno.smvp is not None and quote and not area_prevalente(quote):
        yield Problem(
            anno.smvp.dove(f"{PROFILI}.{Profilo.DIRIGENTE}"),
            "SMVP-SCHEDA-PREVALENZA",
            "nel profilo dirigente l'area non ha la quota maggiore",
            "il risultato dell'ambito di diretta responsabilità con il peso prevalente (D.Lgs. 150/2009, art. 9)",
            "alzare «area», o tenere la nota se il Sistema approvato dice così",
        )


CHECKS = (check_formula, check_quote, check_prevalenza)
