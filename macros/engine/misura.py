"""What an indicator was expected to show and what it showed at a survey date.

Value (typed, computed from measures, or by its rule), target and absence. Pure look-ups.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.engine.formula import calcola_formula, nomi
from macros.model.anno import Anno
from macros.model.piano import Indicatore
from macros.model.regole import REGOLE
from macros.model.valori import Assenza, Atteso, Periodo, Valore


@dataclass(frozen=True, slots=True)
class Rilevato:
    """Value found and absence declared; both None: nothing was said of a typed value."""

    valore: Valore | Fraction | None
    assenza: Assenza | None


def atteso(anno: Anno, indicatore: Indicatore, periodo: Periodo) -> Atteso | Fraction | None:
    """Return what is expected at a date; None: nothing. `fasi`: the share due."""
    return REGOLE[indicatore.regola].atteso(indicatore, periodo, anno.anno)


def rilevato(anno: Anno, indicatore: Indicatore, periodo: Periodo) -> Rilevato:
    """Return what was found at a date.

    Raises: ZeroDivisionError from a formula; the checks report it as FORMULA-ZERO.
    Fonte: DOMAIN 3.1, rules 4, 6 and 7.
    """
    riga = anno.rilevazione(indicatore.codice, periodo)
    if riga is not None and riga.assenza is not None:
        return Rilevato(None, riga.assenza)
    if indicatore.formula:
        return Rilevato(_da_misure(anno, indicatore.formula, periodo), None)
    if riga is None:
        return Rilevato(None, None)
    return Rilevato(REGOLE[indicatore.regola].rilevato(anno, indicatore, periodo, riga), None)


def rilevato_qualcosa(anno: Anno, periodo: Periodo) -> bool:
    """True when anything was reported at a date: a row of an office, or a measure."""
    misure = (anno.misure or {}).values()
    return bool(anno.rilevazioni.get(periodo)) or any(m.valori.get(periodo) is not None for m in misure)


def _da_misure(anno: Anno, formula: str, periodo: Periodo) -> Fraction | None:
    """None when a measure has no figure at the date."""
    cifre: dict[str, Decimal] = {}
    for nome in nomi(formula):
        misura = (anno.misure or {}).get(nome)
        cifra = misura.valori.get(periodo) if misura else None
        if cifra is None:
            return None
        cifre[nome] = cifra
    return calcola_formula(formula, cifre)
