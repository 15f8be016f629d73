"""What a proposal brings beside its keys: acts, approvals, first figures, changes that no act covers.

Of two versions of one year, or of a year that is only in the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.checks.blocco import comando_che_registra
from macros.engine.ciclo import bloccanti, calcola
from macros.engine.misura import rilevato_qualcosa
from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.atti import Atto
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.model.variazioni import Cambio, Differenza
from macros.reading.stati import SI_RIMETTONO
from macros.trail.cambiamenti import Cambiamento, Genere
from macros.trail.file_mossi import Arrivo
from macros.trail.motivi import posti_di
from macros.trail.scritti import nudo


@dataclass(frozen=True, slots=True)
class AttoMosso:
    """An act that is not as it was."""

    atto: Atto
    arrivo: Arrivo


@dataclass(frozen=True, slots=True)
class Scoperto:
    """A difference from what was approved that no act covers yet."""

    differenza: Differenza
    cambiamenti: tuple[Cambiamento, ...]
    """The changes that it makes, with their effects; none: the comparison does not have it."""
    comando: str
    """What records it; empty: no command alone does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Novita:
    """What comes with a year."""

    prima: Anno | None
    """None: the year itself is new."""
    dopo: Anno
    atti: tuple[AttoMosso, ...]
    approvati: tuple[Documento, ...]
    """The documents that were not approved, and are."""
    primi: Ciclo | None
    """The figures of the latest date of which nothing was there; None: there are no new ones."""
    scoperti: tuple[Scoperto, ...]


def novita(prima: Anno | None, dopo: Anno, cambiamenti: tuple[Cambiamento, ...] = ()) -> Novita:
    """Return what comes with a year. Call it only on years without errors other than the lock's."""
    return Novita(
        prima=prima,
        dopo=dopo,
        atti=tuple(_atti(prima, dopo)),
        approvati=tuple(d for d in Documento if dopo.approvazione(d) and not (prima and prima.approvazione(d))),
        primi=next(_primi(prima, dopo), None),
        scoperti=tuple(_scoperto(d, prima, dopo, cambiamenti) for d in dopo.differenze),
    )


def _atti(prima: Anno | None, dopo: Anno) -> Iterator[AttoMosso]:
    """Yield the acts that came, changed or went, by day."""
    di_prima = prima.atti if prima else {}
    for atto in sorted((*dopo.atti.values(), *di_prima.values()), key=lambda a: (a.data, a.nome)):
        ora, allora = dopo.atti.get(atto.nome), di_prima.get(atto.nome)
        if ora is None:
            yield AttoMosso(atto, Arrivo.TOLTO)
        elif allora is None:
            yield AttoMosso(atto, Arrivo.NUOVO)
        elif atto is ora and nudo(ora) != nudo(allora):
            yield AttoMosso(atto, Arrivo.CAMBIATO)


def _primi(prima: Anno | None, dopo: Anno) -> Iterator[Ciclo]:
    for data in (Periodo.DICEMBRE, Periodo.GIUGNO):
        if rilevato_qualcosa(dopo, data) and not (prima and rilevato_qualcosa(prima, data)):
            ciclo = calcola(dopo, data)
            if not bloccanti(ciclo):
                yield ciclo


def _scoperto(d: Differenza, prima: Anno | None, dopo: Anno, cambiamenti: tuple[Cambiamento, ...]) -> Scoperto:
    suoi: tuple[Cambiamento, ...] = ()
    if prima is not None and d.genere in SI_RIMETTONO:
        cambio = Cambio(
            dove=d.dove, campo=d.campo, da=d.approvato, a=d.presente, posto=d.posto,
            source=d.source, luogo_da=d.source, luogo_a=d.source,
        )  # fmt: skip
        posti = tuple(posti_di(cambio, prima, dopo))
        suoi = tuple(c for c in cambiamenti if c.genere is not Genere.GRADO and any(p.copre(c) for p in posti))
    return Scoperto(d, suoi, comando_che_registra(dopo, d))
