"""What other bodies report: of an indicator of the year, and one whose value is a number."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.anno import Anno
from macros.model.problems import Problem
from macros.model.regole import REGOLE
from macros.model.valori import Periodo
from macros.reading.testo.scalari import vicina


def check_confronti(anno: Anno) -> Iterator[Problem]:
    """CONFRONTI-INDICATORE: a value of another body is set beside a number of the year."""
    noti = {**anno.indicatori, **anno.al(Periodo.DICEMBRE).indicatori} if anno.confronti else {}
    numerici = [codice for codice, i in noti.items() if REGOLE[i.regola].numerica]
    for riga in anno.confronti.values():
        if riga.indicatore not in numerici and not anno.perduto(riga.indicatore):
            yield Problem(
                riga.dove("indicatore"),
                "CONFRONTI-INDICATORE",
                f"l'indicatore «{riga.indicatore}»" + (", che non è in numeri" if riga.indicatore in noti else ""),
                "il codice di un indicatore dell'anno con un valore in numeri",
                "togliere la riga" if riga.indicatore in noti else vicina(riga.indicatore, numerici),
            )


CHECKS = (check_confronti,)
