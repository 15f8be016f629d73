"""Targets: one for every year or date, of a kind and size that the rule can use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from macros.model.anno import Anno
from macros.model.formato import data_breve
from macros.model.piano import Indicatore
from macros.model.problems import Documento, Problem
from macros.model.regole import REGOLE
from macros.model.valori import Periodo, Tipo


def chiavi_target(anno: Anno, i: Indicatore) -> tuple[str, ...]:
    """Return the targets that a plan has: every year, or both dates."""
    if REGOLE[i.regola].a_fasi:
        return ()
    if anno.obiettivi[i.obiettivo].tipo is Tipo.STRATEGICO:
        triennio = anno.albero.triennio if anno.albero else ()
        return tuple(map(str, triennio)) if anno.anno in triennio else (str(anno.anno),)
    return tuple(Periodo)


def check_target(anno: Anno) -> Iterator[Problem]:
    """IND-TARGET-MANCANTE, IND-TARGET-GIUGNO (avviso): a target for every year so far, or for both dates.

    Of the years to come it is da completare, with their weights (`completezza`): no grade of this year asks for it.
    Fonte: DOMAIN 3.1, rule 12.
    """
    for i in anno.indicatori.values():
        mancanti = [
            chiave for chiave in chiavi_target(anno, i) if chiave not in i.target and not _avvenire(anno, chiave)
        ]
        if mancanti == [Periodo.GIUGNO] and REGOLE[i.regola].senza_giugno:
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


def _avvenire(anno: Anno, chiave: str) -> bool:
    """True for a year after the folder's, in a Piano that is not approved: its target may still be written."""
    return chiave.isdigit() and int(chiave) > anno.anno and anno.aperto(Documento.PIANO)


def check_target_adatto(anno: Anno) -> Iterator[Problem]:
    """IND-TARGET-ZERO, -AVANZAMENTO, -SI, -INTERVALLO, IND-BASE-UGUALE: a target that its rule can use."""
    for i in anno.indicatori.values():
        for chiave in i.target:
            yield from REGOLE[i.regola].check_target(i, i.target_di(chiave), i.dove(f"target.{chiave}"))


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
