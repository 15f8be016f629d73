"""`si_no`: done or not done."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from macros.model.anno import Anno
from macros.model.formato import valore
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.regola import CENTO, Caso, Regola, Scostamento, sempre
from macros.model.valori import Periodo


def grado(caso: Caso) -> Fraction:
    """100 when it was done, 0 when not. Fonte: DOMAIN 3."""
    if not isinstance(caso.valore, bool):
        raise caso.inadatto()
    return CENTO if caso.valore else Fraction(0)


def scostamento(_anno: Anno, _periodo: Periodo, caso: Caso) -> Scostamento:
    """In words: a number has no meaning."""
    return Scostamento(testo="realizzato come previsto" if caso.valore else "non realizzato")


def check_target(i: Indicatore, target: object, luogo: Source) -> Iterator[Problem]:
    """IND-TARGET-SI: what is expected is that it be done."""
    if target is False:
        yield Problem(
            luogo,
            "IND-TARGET-SI",
            f"il target «no» per {i.codice}",
            "si",
            "scrivere si, e formulare l'indicatore come cosa da fare",
        )


REGOLA = Regola(
    nome="si_no",
    ordine=5,
    grado=grado,
    conto=lambda caso: f"100 se è stato realizzato, 0 se no: con {valore(caso.valore)}",
    come=sempre("100 se è stato fatto, 0 se non è stato fatto"),
    valore=bool,
    target=bool,
    scostamento=scostamento,
    check_target=check_target,
)
