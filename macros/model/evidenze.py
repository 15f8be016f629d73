"""Evidence of what was measured (`evidenze.csv`): which document proves it, who keeps it, who may see it.

Fonte: RECORDS 6.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from macros.model.oiv import Oiv
from macros.model.piano import Record


class Accesso(StrEnum):
    """Who may see a document."""

    PUBBLICO = "pubblico"
    A_RICHIESTA = "a richiesta"
    RISERVATO = "riservato"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidenza(Record):
    """A row: one document that proves the value of an indicator at the end of the year."""

    indicatore: str
    documento: str | None
    """None: of what is riservato, not told."""
    luogo: str | None
    """The archive, system or address that holds it."""
    protocollo: str | None
    data: dt.date | None
    custode: str | None
    """An office or a role, never a person. None: not written (reported)."""
    accesso: Accesso | None
    """None: not written, or refused (reported)."""
    file: str | None
    """Name of the published file, beside the others of the year."""
    sha256: str | None


def mostrabili(evidenze: Mapping[str, Evidenza]) -> dict[str, Evidenza]:
    """Return what anybody may be shown: of what is riservato only who keeps it and its number, by no name of its own.

    Done twice, it is the same.
    """
    mostrate = {}
    for nome, e in evidenze.items():
        if e.accesso in {Accesso.PUBBLICO, Accesso.A_RICHIESTA}:
            mostrate[nome] = e
        else:
            senza = replace(e, documento=None, luogo=None, data=None, file=None, sha256=None)
            mostrate[f"{e.indicatore} {Accesso.RISERVATO} {len(mostrate)}"] = senza
    return mostrate


def di_indicatore(evidenze: Mapping[str, Evidenza]) -> dict[str, list[Evidenza]]:
    """Return the rows of each indicator that has some, as written."""
    trovate: dict[str, list[Evidenza]] = {}
    for e in evidenze.values():
        trovate.setdefault(e.indicatore, []).append(e)
    return trovate


def viste(righe: Sequence[Evidenza], oiv: Oiv | None) -> list[Evidenza]:
    """Return what the OIV has seen of the evidence of one indicator, as it may be shown.

    An inspection is of the rows that it names, by protocol number or document; one that names none of those shown is of
    what is riservato, where there is some, else of all.
    """
    dette: list[Evidenza] = []
    for v in oiv.verifiche if oiv else ():
        if v.vista == "si" and any(v.indicatore == e.indicatore for e in righe):
            sue = [e for e in righe if v.protocollo and e.protocollo == v.protocollo]
            sue = sue or [e for e in righe if v.documento and e.documento == v.documento]
            celate = [e for e in righe if e.documento is None] if v.protocollo or v.documento else []
            dette += sue or celate or righe
    return [e for e in righe if e in dette]
