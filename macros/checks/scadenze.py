"""Deadlines of a year: each code once, days of its cycle, acts that are recorded. Whether they are met is no check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from macros.checks.atti import atto_ignoto
from macros.model.anno import Anno
from macros.model.formato import con_articolo, data_breve
from macros.model.problems import Problem, Source
from macros.model.scadenze import Scadenza


def _scritte(anno: Anno) -> tuple[Scadenza, ...]:
    return anno.scadenze.scadenze if anno.scadenze else ()


def check_codici(anno: Anno) -> Iterator[Problem]:
    """SCADENZA-DOPPIA: a code names one deadline."""
    visti: dict[str, Source] = {}
    for s in _scritte(anno):
        if s.codice in visti:
            yield Problem(
                s.dove("codice"),
                "SCADENZA-DOPPIA",
                f"la scadenza «{s.codice}» due volte (l'altra è in {visti[s.codice]})",
                "un codice per ogni scadenza dell'anno",
                "darle un altro codice, o togliere quella scritta due volte",
            )
        visti.setdefault(s.codice, s.dove("codice"))


def check_giorni(anno: Anno) -> Iterator[Problem]:
    """SCADENZA-DATA: a deadline lies in the cycle of its year, from the summer before to the end of the year after.

    Fonte: SMVP 3.2, 6: the plan is prepared from the summer before, the Relazione is sent in June.
    """
    dal, al = dt.date(anno.anno - 1, 7, 1), dt.date(anno.anno + 1, 12, 31)
    for s in _scritte(anno):
        if not dal <= s.entro <= al:
            yield Problem(
                s.dove("entro"),
                "SCADENZA-DATA",
                f"la scadenza «{s.codice}» il {data_breve(s.entro)}, fuori dal ciclo {anno.anno}",
                f"un giorno {con_articolo('dal', dal)} {con_articolo('al', al)}",
                "correggere la data, se il file è stato copiato da un altro anno",
            )


def check_atti_scadenze(anno: Anno) -> Iterator[Problem]:
    """SCADENZA-ATTO: the act that a deadline names is recorded."""
    for s in _scritte(anno):
        if s.atto is not None and s.atto not in {*anno.atti, *anno.perduti}:
            yield atto_ignoto(anno, s.dove("atto"), "SCADENZA-ATTO", s.atto)


CHECKS = (check_codici, check_giorni, check_atti_scadenze)
"""Checks that need no figures."""
