"""What was decided later on a value, or on what was expected of it: told where the figure stands.

An errata that corrected the value, an approved variation of the target in force at that date. What was there
before comes from the steps that the page of the variations shows (`cammino`), so that the two never disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.pagine import VARIAZIONI
from macros.model.valori import Livello, Periodo
from macros.publish.iter.delibere import cammino
from macros.publish.parole import voci
from macros.trail.cambiamenti import Cambiamento, Campo, Genere

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.vista.vista import Vista

NOME = "ritocchi"
"""Under which they are made once."""
FASI = Campo(("fasi",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ritocco:
    """One decision on a figure."""

    che: str
    """«Corretto», «Risultato atteso variato»."""
    nome: str
    """«l'errata 1»."""
    indirizzo: str
    """Of its record among the variations of the year."""
    atto: str
    prima: str
    """What stood there before, with its unit; empty where it does not fit in a line (the milestones)."""


def ritocchi(vista: Vista, anno: Anno, codice: str, periodo: Periodo) -> tuple[Ritocco, ...]:
    """Return what variations, then errata, changed of an indicator's figures at a date, by number.

    Args:
        vista: what this build may show.
        anno: the year, whatever its plan.
        codice: of the indicator.
        periodo: the survey date of the figures.
    """
    return tuple(ritocco for suo, ritocco in decisioni(vista, anno.anno, periodo) if suo == codice)


def decisioni(vista: Vista, anno: int, periodo: Periodo) -> tuple[tuple[str, Ritocco], ...]:
    """Return what was changed of all the figures of a date, each with the code of its indicator."""
    return vista.distillato(anno, f"{NOME} {periodo}", lambda: tuple(_trovati(vista, vista.anno(anno), periodo)))


def _trovati(vista: Vista, anno: Anno, periodo: Periodo) -> Iterator[tuple[str, Ritocco]]:
    """Yield the decisions on each figure of that date that was changed, with the code of its indicator."""
    fine = periodo.data(anno.anno)
    for quale in ("anno", "errata"):
        for p in cammino(vista, anno, quale).passaggi:
            v = p.variazione
            atto = anno.atti.get(v.atto_giunta or "")
            quando = anno.approvata_il(v)
            if atto is None or quando is None or (not v.errata and quando > fine):
                continue
            for c in p.cambiamenti:
                che = _che(c, periodo, errata=v.errata)
                if che:
                    yield (
                        c.codice,
                        Ritocco(
                            che=che,
                            nome=v.nome,
                            indirizzo=VARIAZIONI.indirizzo(anno.anno, ancora=v.chiave),
                            atto=voci.atto_in_parole(atto),
                            prima="" if c.campo == FASI else c.scritto_prima,
                        ),
                    )


def _che(c: Cambiamento, periodo: Periodo, *, errata: bool) -> str:
    """Say what happened to a figure of that date; empty for any other change."""
    if c.livello != Livello.INDICATORE:
        return ""
    if errata:
        return "Corretto" if c.campo == Campo(("valore",), periodo) else ""
    if c.genere is Genere.REGOLA and c.campo == FASI:
        return "Fasi variate"
    return "Risultato atteso variato" if c.campo == Campo(("target",), periodo) else ""
