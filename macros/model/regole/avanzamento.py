"""`avanzamento`: the value already is a percentage of progress."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from macros.model.formato import leggibile
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.regola import CENTO, Quantita, Regola, sempre
from macros.model.regole.crescente import conto, rapporto


def check_target(i: Indicatore, target: object, luogo: Source) -> Iterator[Problem]:
    """IND-TARGET-AVANZAMENTO: some progress is expected."""
    if isinstance(target, Decimal) and not 0 < target <= CENTO:
        yield Problem(
            luogo,
            "IND-TARGET-AVANZAMENTO",
            f"il target {leggibile(target)} per {i.codice}",
            "un target maggiore di 0 e non oltre 100",
            "scrivere l'avanzamento atteso in punti percentuali",
        )


def check_valore(i: Indicatore, valore: Quantita, luogo: Source) -> Iterator[Problem]:
    """RIL-AVANZAMENTO: progress is a percentage."""
    if not 0 <= valore <= CENTO:
        yield Problem(
            luogo,
            "RIL-AVANZAMENTO",
            f"l'avanzamento {leggibile(valore)} per {i.codice} ({i.titolo})",
            "un valore fra 0 e 100",
            "scrivere l'avanzamento in punti percentuali",
        )


REGOLA = Regola(
    nome="avanzamento",
    ordine=9,
    grado=lambda caso: rapporto(caso.v, caso.t),
    conto=conto,
    come=sempre("percentuale di avanzamento diviso target, per 100, al massimo 100"),
    verso=lambda _indicatore, _target: 1,
    check_target=check_target,
    check_valore=check_valore,
)
