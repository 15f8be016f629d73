"""The sample of the OIV: when it was drawn, and whether the data of today would draw it again."""

from __future__ import annotations

from collections.abc import Iterator

from macros.engine.campione import estratti, si_estrae_dal
from macros.engine.ciclo import Cicli
from macros.model.anno import Anno
from macros.model.formato import con_articolo
from macros.model.oiv import Campione
from macros.model.problems import Problem
from macros.model.valori import Periodo


def _campione(anno: Anno) -> Campione | None:
    return anno.oiv.campione if anno.oiv else None


def check_giorno(anno: Anno) -> Iterator[Problem]:
    """OIV-CAMPIONE-PRESTO: a sample is drawn once every area validated its final data. Fonte: RECORDS 3."""
    campione, dal = _campione(anno), si_estrae_dal(anno)
    if campione and dal and campione.estratto_il < dal:
        yield Problem(
            campione.dove("estratto_il"),
            "OIV-CAMPIONE-PRESTO",
            f"un campione estratto {con_articolo('il', campione.estratto_il)}",
            f"un giorno {con_articolo('dal', dal)} in poi, quando l'ultima area ha validato i suoi dati finali",
            "chiedere all'OIV un altro seme ed estrarre di nuovo con ciclo campione; "
            "se il giorno è sbagliato, copiarlo dal verbale",
        )


def check_estratti(anno: Anno, cicli: Cicli) -> Iterator[Problem]:
    """OIV-CAMPIONE-ALTRO (avviso): the codes written are those that seed and number draw from the data of today."""
    campione = _campione(anno)
    if campione is None or anno.albero is None:
        return
    aree = estratti(cicli(Periodo.DICEMBRE), campione.numero, campione.seme)
    attesi = [codice for codici in aree.values() for codice in codici]
    if set(attesi) == set(campione.indicatori):
        return
    in_piu = [c for c in campione.indicatori if c not in attesi]
    mancano = [c for c in attesi if c not in campione.indicatori]
    trovato = "; ".join(
        f"{che}: {', '.join(codici)}" for che, codici in (("in più", in_piu), ("mancano", mancano)) if codici
    )
    yield Problem(
        campione.dove("indicatori"),
        "OIV-CAMPIONE-ALTRO",
        f"un campione che i dati di oggi non estrarrebbero ({trovato})",
        f"i {campione.numero} che si estraggono con il seme «{campione.seme}»: {', '.join(attesi) or 'nessuno'}",
        "se i codici sono copiati male, copiarli da ciclo campione; se i dati sono cambiati dopo l'estrazione, "
        "decide l'OIV se le verifiche bastano",
    )


CHECKS = (check_giorno,)
"""Checks that need no figures; `check_estratti` runs only on a year without errors."""
