"""`intervallo`: inside two ends, with a declared loss for each unit of distance outside."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from macros.model.anno import Anno
from macros.model.formato import esatto, fattore, leggibile
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.regola import CENTO, Caso, Quantita, Regola, Scostamento, sempre
from macros.model.regole.entro_data import INUSABILE, in_meno, penalita_sbagliata
from macros.model.valori import Intervallo, Periodo


def distanza(valore: Quantita, ammesso: Intervallo) -> Fraction:
    """Signed distance from the nearer end, in the unit; 0 inside, ends included."""
    if valore < ammesso.min:
        return Fraction(valore) - Fraction(ammesso.min)
    if valore > ammesso.max:
        return Fraction(valore) - Fraction(ammesso.max)
    return Fraction(0)


def fuori(caso: Caso) -> Fraction:
    """Return the signed distance of a case."""
    if not isinstance(caso.target, Intervallo):
        raise caso.inadatto()
    return distanza(caso.v, caso.target)


def punti(caso: Caso) -> Fraction:
    """Return what is lost per unit."""
    if caso.penalita.punti_per_unita is None:
        raise caso.inadatto()
    return Fraction(caso.penalita.punti_per_unita)


def grado(caso: Caso) -> Fraction:
    """100 inside; outside, the declared loss per unit of distance. Fonte: DOMAIN 3.1, rule 12."""
    return CENTO - abs(fuori(caso)) * punti(caso)


def conto(caso: Caso) -> str:
    """Say the declared loss and the distance."""
    persi = esatto(punti(caso))
    return (
        f"100 dentro l'intervallo, estremi compresi; fuori, per ogni unità di distanza dall'estremo più vicino "
        f"si perdono punti {persi}: 100 − {fattore(abs(fuori(caso)))} × {persi}"
    )


def di_uno(i: Indicatore) -> str:
    """Say the loss that an indicator declares."""
    if i.penalita is None or i.penalita.punti_per_unita is None:  # told by the checks
        return INUSABILE
    persi = in_meno(i.penalita.punti_per_unita)
    return f"100 dentro l'intervallo, estremi compresi; fuori, {persi} per ogni unità di distanza"


def scostamento(_anno: Anno, _periodo: Periodo, caso: Caso) -> Scostamento:
    """Return the signed distance from the nearer end. Fonte: DOMAIN 3.1, rule 11."""
    return Scostamento(fuori(caso))


def check_target(i: Indicatore, target: object, luogo: Source) -> Iterator[Problem]:
    """IND-TARGET-INTERVALLO: the ends stand in their order."""
    if isinstance(target, Intervallo) and target.min > target.max:
        yield Problem(
            luogo,
            "IND-TARGET-INTERVALLO",
            f"un intervallo da {leggibile(target.min)} a {leggibile(target.max)} per {i.codice}",
            "min non superiore a max",
            "scambiare i due estremi",
        )


def check_penalita(i: Indicatore, _anno: int) -> Iterator[Problem]:
    """IND-PENALITA: points per unit of distance. Fonte: DOMAIN 3.1, rule 12."""
    p = i.penalita
    if p is None:
        return
    guasto = ""
    if p.punti_per_unita is None or p.punti_al_giorno is not None or p.fasce:
        guasto = INUSABILE
    elif p.punti_per_unita < 0:
        guasto = f"{leggibile(p.punti_per_unita)} punti"
    if guasto:
        yield penalita_sbagliata(i, p, guasto, "punti_per_unita")


REGOLA = Regola(
    nome="intervallo",
    ordine=7,
    grado=grado,
    conto=conto,
    come=sempre(
        "100 dentro l'intervallo, estremi compresi; fuori, si perdono i punti dichiarati per ogni unità di distanza"
    ),
    di_uno=di_uno,
    target=Intervallo,
    chiavi=("penalita",),
    senza_giugno=True,
    scostamento=scostamento,
    check_target=check_target,
    check_chiavi=check_penalita,
)
