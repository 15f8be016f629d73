"""Bands: states, levels and `soglie` ascend without gaps or overlaps. Fonte: DOMAIN 3.1, rules 12 and 13."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from macros.model.anno import Anno
from macros.model.formato import leggibile
from macros.model.impostazioni import Banda
from macros.model.problems import Problem
from macros.model.valori import IN_PARTE, Assenza

CENTO = Decimal(100)


def confini(bande: Sequence[Banda], nome: str, *, chiusa: bool) -> Iterator[Problem]:
    """BANDE-CONFINI: half-open bands ascend without gaps or overlaps. `chiusa`: the last may write its end."""
    for n, banda in enumerate(bande):
        dopo = bande[n + 1].da if n + 1 < len(bande) else None
        testo = _detta(banda)
        if dopo is not None and dopo <= banda.da:
            yield Problem(
                bande[n + 1].source,
                "BANDE-CONFINI",
                f"in {nome} una sovrapposizione: {_detta(banda)}, e la successiva {_detta(bande[n + 1])}",
                "fasce in ordine crescente, ognuna con un inizio maggiore della precedente",
                "correggere gli inizi: ogni fascia comincia dove finisce quella prima",
            )
        elif dopo is not None and banda.a is not None and banda.a != dopo:
            guasto = "un vuoto" if banda.a < dopo else "una sovrapposizione"
            yield Problem(
                banda.source,
                "BANDE-CONFINI",
                f"in {nome} {guasto}: {testo}, e la successiva da {leggibile(dopo)}",
                "la fine di una fascia uguale all'inizio della successiva, che lo comprende",
                f"scrivere a: {leggibile(dopo)} in questa fascia, oppure da: {leggibile(banda.a)} nella successiva",
            )
        elif dopo is None and banda.a is not None and (not chiusa or banda.a <= banda.da):
            yield Problem(
                banda.source,
                "BANDE-CONFINI",
                f"in {nome} l'ultima fascia con una fine: {testo}",
                "un'ultima fascia senza fine",
                "togliere «a» dall'ultima fascia",
            )


def _detta(banda: Banda) -> str:
    esito = f"grado {leggibile(banda.esito)}" if isinstance(banda.esito, Decimal) else f"«{banda.esito}»"
    return f"{esito} da {leggibile(banda.da)}" + ("" if banda.a is None else f" a {leggibile(banda.a)}")


def check_soglie(anno: Anno) -> Iterator[Problem]:
    """BANDE-CONFINI, BANDE-GRADO on `soglie`. Fonte: DOMAIN 3.1, rule 12."""
    for i in anno.indicatori.values():
        yield from confini(i.soglie, f"«soglie» di {i.codice}", chiusa=False)
        for banda in i.soglie:
            if isinstance(banda.esito, Decimal) and not 0 <= banda.esito <= CENTO:
                yield Problem(
                    banda.source,
                    "BANDE-GRADO",
                    f"il grado {leggibile(banda.esito)} in «soglie» di {i.codice}",
                    "un grado fra 0 e 100",
                    "correggere il grado",
                )


def check_stati(anno: Anno) -> Iterator[Problem]:
    """BANDE-CONFINI, SMVP-STATI: states and levels are bands without gaps; states start at 0."""
    if anno.smvp is None:
        return
    yield from confini(anno.smvp.stati, "«stati»", chiusa=True)
    yield from confini(anno.smvp.fasce_individuali, "«fasce» della valutazione individuale", chiusa=True)
    if anno.smvp.stati[0].da != 0:
        prima = anno.smvp.stati[0]
        yield Problem(
            prima.source,
            "SMVP-STATI",
            f"la prima fascia degli stati da {leggibile(prima.da)}",
            "una prima fascia da 0",
            "scrivere da: 0 nella prima fascia: ogni grado deve avere uno stato",
        )


def check_copertura_minima(anno: Anno) -> Iterator[Problem]:
    """SMVP-COPERTURA: the coverage that a state asks for is a share of the weight."""
    minima = anno.smvp.stati_copertura_minima if anno.smvp else None
    if anno.smvp is not None and minima is not None and not 0 < minima <= CENTO:
        yield Problem(
            anno.smvp.dove("stati_copertura_minima"),
            "SMVP-COPERTURA",
            f"stati_copertura_minima: {leggibile(minima)}",
            "una quota del peso maggiore di 0 e fino a 100",
            "scrivere i punti percentuali, per esempio stati_copertura_minima: 80, oppure togliere la riga",
        )


def check_parole_degli_stati(anno: Anno) -> Iterator[Problem]:
    """SMVP-STATI-PAROLA: no state has the word of what is not a state by the grade."""
    altre = {IN_PARTE, *(str(a).replace("_", " ") for a in Assenza)}
    for banda in anno.smvp.stati if anno.smvp else ():
        if banda.esito in altre:
            yield Problem(
                banda.source,
                "SMVP-STATI-PAROLA",
                f"lo stato «{banda.esito}»",
                f"una parola diversa da {', '.join(f'«{a}»' for a in sorted(altre))}, che dicono altro",
                "chiamare lo stato con un'altra parola",
            )


def check_semestre(anno: Anno) -> Iterator[Problem]:
    """SMVP-SEMESTRE: the bands of the half-year are grades, and what is at risk lies under what is in line."""
    fasce = anno.smvp.semestre if anno.smvp else None
    if fasce is not None and not 0 <= fasce.a_rischio < fasce.in_linea <= CENTO:
        yield Problem(
            fasce.source,
            "SMVP-SEMESTRE",
            f"in linea da {leggibile(fasce.in_linea)}, a rischio da {leggibile(fasce.a_rischio)}",
            "due gradi fra 0 e 100, con a_rischio minore di in_linea",
            "correggere i due gradi, per esempio {in_linea: 95, a_rischio: 80}",
        )


CHECKS = (check_soglie, check_stati, check_copertura_minima, check_parole_degli_stati, check_semestre)
