"""Targets: one for every year or date, of a kind and size that the rule can use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from macros.model.anno import Anno
from macros.model.formato import data_breve, leggibile
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.valori import Intervallo, Periodo, Regola, Tipo

CENTO = Decimal(100)
SENZA_GIUGNO = {Regola.ENTRO_DATA, Regola.INTERVALLO}
"""Rules whose half-year target may be left out: DESIGN 3 writes theirs with 31-12 alone."""


def chiavi_target(anno: Anno, i: Indicatore) -> tuple[str, ...]:
    """Return the targets that must be written: every year, or both dates."""
    if i.regola is Regola.FASI:
        return ()
    if anno.obiettivi[i.obiettivo].tipo is Tipo.STRATEGICO:
        triennio = anno.albero.triennio if anno.albero else ()
        return tuple(map(str, triennio)) if anno.anno in triennio else (str(anno.anno),)
    return tuple(Periodo)


def check_target(anno: Anno) -> Iterator[Problem]:
    """IND-TARGET-MANCANTE, IND-TARGET-GIUGNO (avviso): a target for every year, or for both dates.

    Fonte: DOMAIN 3.1, rule 12.
    """
    for i in anno.indicatori.values():
        mancanti = [chiave for chiave in chiavi_target(anno, i) if chiave not in i.target]
        if mancanti == [Periodo.GIUGNO] and i.regola in SENZA_GIUGNO:
            yield Problem(
                i.dove("target"),
                "IND-TARGET-GIUGNO",
                f"nessun target 30-06 per {i.codice}, con la regola «{i.regola}»",
                "un target al 30-06, o «non_previsto»",
                'se al 30-06 non si attende niente, come si intende qui, scrivere "30-06": non_previsto',
            )
        elif mancanti:
            yield Problem(
                i.dove(f"target.{mancanti[0]}"),
                "IND-TARGET-MANCANTE",
                f"nessun target {', '.join(mancanti)} per {i.codice}",
                "un risultato atteso per " + ", ".join(chiavi_target(anno, i)),
                f"aggiungere {', '.join(mancanti)} in «target»"
                + (", o «non_previsto» se al 30-06 non si attende niente" if Periodo.GIUGNO in mancanti else ""),
            )


def check_target_adatto(anno: Anno) -> Iterator[Problem]:
    """IND-TARGET-ZERO, -AVANZAMENTO, -SI, -INTERVALLO, IND-BASE-UGUALE: a target that its rule can use."""
    for i in anno.indicatori.values():
        for chiave in i.target:
            target, luogo = i.target_di(chiave), i.dove(f"target.{chiave}")
            if isinstance(target, bool):
                if not target:
                    yield Problem(
                        luogo,
                        "IND-TARGET-SI",
                        f"il target «no» per {i.codice}",
                        "si",
                        "scrivere si, e formulare l'indicatore come cosa da fare",
                    )
            elif isinstance(target, Decimal):
                yield from _target_numerico(i, target, luogo)
            elif isinstance(target, Intervallo) and target.min > target.max:
                yield Problem(
                    luogo,
                    "IND-TARGET-INTERVALLO",
                    f"un intervallo da {leggibile(target.min)} a {leggibile(target.max)} per {i.codice}",
                    "min non superiore a max",
                    "scambiare i due estremi",
                )


def _target_numerico(i: Indicatore, target: Decimal, luogo: Source) -> Iterator[Problem]:
    if i.regola in {Regola.CRESCENTE, Regola.DECRESCENTE} and target <= 0:
        yield Problem(
            luogo,
            "IND-TARGET-ZERO",
            f"il target {leggibile(target)} per {i.codice}, con la regola «{i.regola}»",
            "un target maggiore di 0: la regola divide per il target",
            "correggere il target, o usare la regola «base» con un valore di partenza",
        )
    elif i.regola is Regola.AVANZAMENTO and not 0 < target <= CENTO:
        yield Problem(
            luogo,
            "IND-TARGET-AVANZAMENTO",
            f"il target {leggibile(target)} per {i.codice}",
            "un target maggiore di 0 e non oltre 100",
            "scrivere l'avanzamento atteso in punti percentuali",
        )
    elif i.regola is Regola.BASE and i.base is not None and target == i.base:
        yield Problem(
            luogo,
            "IND-BASE-UGUALE",
            f"base e target uguali ({leggibile(target)}) per {i.codice}",
            "un target diverso dal valore di partenza",
            "correggere «base» o «target»",
        )


def check_date_target(anno: Anno) -> Iterator[Problem]:
    """IND-TARGET-ANNO: a target date lies in the year of its key and not after its survey date."""
    for i in anno.indicatori.values():
        for chiave in i.target:
            giorno = i.target_di(chiave)
            if isinstance(giorno, bool) or not isinstance(giorno, dt.date):
                continue
            periodo = Periodo(chiave) if chiave in set(Periodo) else None
            fine = periodo.data(anno.anno) if periodo else dt.date(int(chiave), 12, 31)
            if not dt.date(fine.year, 1, 1) <= giorno <= fine:
                rimedio = "scrivere non_previsto, perché a quella data il termine non è ancora passato"
                if periodo is not Periodo.GIUGNO or giorno.year != fine.year:
                    rimedio = f"correggere la data, o l'anno: il target {chiave} è un giorno del {fine.year}"
                yield Problem(
                    i.dove(f"target.{chiave}"),
                    "IND-TARGET-ANNO",
                    f"il target {data_breve(giorno)} per {i.codice}",
                    f"una data fra il 01/01/{fine.year} e il {data_breve(fine)}",
                    rimedio,
                )


CHECKS = (check_target, check_target_adatto, check_date_target)
