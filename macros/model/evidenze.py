"""Evidence of what was measured (`evidenze.csv`): which document proves it, who keeps it, who may see it.

Fonte: RECORDS 6.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from macros.model.oiv import Oiv, Verifica
from macros.model.piano import Record


class Accesso(StrEnum):
    """Who may see a document."""

    PUBBLICO = "pubblico"
    A_RICHIESTA = "a richiesta"
    RISERVATO = "riservato"


MOSTRATI = frozenset({Accesso.PUBBLICO, Accesso.A_RICHIESTA})
"""What anybody may know of in full; what says nothing of its access is hidden."""


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
    vista: bool = False
    """True when the OIV has seen it (`con_viste`): known before anything is hidden."""


def mostrabili(evidenze: Mapping[str, Evidenza]) -> dict[str, Evidenza]:
    """Return what anybody may be shown: of what is riservato only who keeps it and its number, by no name of its own.

    Its place among the hidden ones of its indicator names it: other rows do not. Done twice, it is the same.
    """
    mostrate = {}
    nascoste = Counter[str]()
    for nome, e in evidenze.items():
        if e.accesso in MOSTRATI:
            mostrate[nome] = e
        else:
            nascoste[e.indicatore] += 1
            mostrate[f"{e.indicatore} {Accesso.RISERVATO} {nascoste[e.indicatore]}"] = Evidenza(
                source=e.source,
                luoghi=e.luoghi,
                indicatore=e.indicatore,
                documento=None,
                luogo=None,
                protocollo=e.protocollo,
                data=None,
                custode=e.custode,
                accesso=e.accesso,
                file=None,
                sha256=None,
                vista=e.vista,
            )
    return mostrate


def di_indicatore(evidenze: Mapping[str, Evidenza]) -> dict[str, list[Evidenza]]:
    """Return the rows of each indicator that has some, as written."""
    trovate: dict[str, list[Evidenza]] = {}
    for e in evidenze.values():
        trovate.setdefault(e.indicatore, []).append(e)
    return trovate


def citate(v: Verifica, righe: Sequence[Evidenza]) -> list[Evidenza]:
    """Return the evidence that an inspection is of, among the rows of its indicator, as written.

    By protocol number, else by document; all of it where it cites neither, nothing where it cites what is not there.
    """
    if not v.protocollo and not v.documento:
        return list(righe)
    sue = [e for e in righe if v.protocollo and e.protocollo == v.protocollo]
    return sue or [e for e in righe if v.documento and e.documento == v.documento]


def con_viste(evidenze: Mapping[str, Evidenza], oiv: Oiv | None) -> dict[str, Evidenza]:
    """Return the rows, as written, with what the OIV has seen of them."""
    prove = di_indicatore(evidenze)
    fatte = [v for v in oiv.verifiche if v.vista == "si"] if oiv else []
    viste = [e for v in fatte for e in citate(v, prove.get(v.indicatore, ()))]
    return {nome: replace(e, vista=e in viste) for nome, e in evidenze.items()}


def verifiche_mostrabili(verifiche: Sequence[Verifica], evidenze: Mapping[str, Evidenza]) -> tuple[Verifica, ...]:
    """Return inspections as anybody may be shown them: of what is riservato, neither the document nor the notes.

    One that names no row may name by mistake what is riservato of its indicator: where there is some, it is of that.
    Done twice, on rows that are hidden too, it is the same.
    """
    return tuple(_verifica_senza(v) if _di_riservato(v, evidenze) else v for v in verifiche)


def _di_riservato(v: Verifica, evidenze: Mapping[str, Evidenza]) -> bool:
    righe = [e for e in evidenze.values() if e.indicatore == v.indicatore]
    nominate = [
        e
        for e in righe
        if (v.protocollo and e.protocollo == v.protocollo) or (v.documento and e.documento == v.documento)
    ]
    return any(e.accesso not in MOSTRATI for e in nominate or righe)


def _verifica_senza(v: Verifica) -> Verifica:
    return Verifica(
        source=v.source,
        luoghi=v.luoghi,
        indicatore=v.indicatore,
        documento=None,
        protocollo=v.protocollo,
        vista=v.vista,
        esito=v.esito,
        note=None,
    )
