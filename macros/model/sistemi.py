"""The Systems of a year: the one that its Piano stands under, then those that approved variations brought in.

Fonte: SMVP 7; RECORDS 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.dei_documenti import ha_documento
from macros.model.formato import con_articolo
from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.atti import Atto
    from macros.model.piano import Smvp


@dataclass(frozen=True, slots=True, kw_only=True)
class SistemaDellAnno:
    """A System that a year stands under, from a day on or for the whole of it."""

    numero: int
    """1 for the one of the Piano; each approved variation of the rules makes another."""
    stato: Anno
    """The year as it stands under it."""
    smvp: Smvp
    documenti: tuple[Documento, ...]
    """The documents that stand under it; none: it came after their days."""
    atti: tuple[Atto, ...]
    """The acts of the year on it, by day."""
    fino_al: dt.date | None
    """The day on which another took its place; None: none did."""

    @property
    def conferma(self) -> Atto | None:
        """The act of the year that confirms it. Fonte: SMVP 7."""
        return self._ultimo(TipoAtto.CONFERMA_SMVP)

    @property
    def approvazione(self) -> Atto | None:
        """The act of the year that approves it."""
        return self._ultimo(TipoAtto.APPROVAZIONE_GIUNTA)

    def _ultimo(self, tipo: TipoAtto) -> Atto | None:
        return next((a for a in reversed(self.atti) if a.tipo is tipo), None)


def sistemi(anno: Anno) -> tuple[SistemaDellAnno, ...]:
    """Return the Systems of a year, the first first; none where its rules could not be read."""
    stati: dict[int, Anno] = {}
    documenti: dict[int, tuple[Documento, ...]] = {}
    for d in (d for d in Documento if ha_documento(anno, d)):
        stato = anno.di(d)
        numero = 1 + len(_cambiano(stato))
        stati[numero] = stato
        documenti[numero] = (*documenti.get(numero, ()), d)
    stati[1 + len(_cambiano(anno))] = anno
    numeri, cambiano = sorted(stati), _cambiano(anno)
    atti: dict[int, list[Atto]] = {n: [] for n in numeri}
    for atto in sorted(anno.atti.values(), key=lambda a: (a.data, a.nome)):
        if (suo := _di_quale(atto, cambiano)) is not None:
            atti[next((n for n in numeri if n >= suo), numeri[-1])].append(atto)
    return tuple(
        SistemaDellAnno(
            numero=n,
            stato=stati[n],
            smvp=smvp,
            documenti=documenti.get(n, ()),
            atti=tuple(atti[n]),
            fino_al=cambiano[n - 1][0] if n <= len(cambiano) else None,
        )
        for n in numeri
        if (smvp := stati[n].smvp) is not None
    )


def detto(smvp: Smvp) -> str:
    """Name a System by the resolution that approved it: number, day."""
    return f"delibera {smvp.delibera} {con_articolo('del', smvp.data)}"


def _cambiano(anno: Anno) -> list[tuple[dt.date, frozenset[str]]]:
    """Return the approved variations of the rules: the day, and the names of their acts; by day."""
    approvate = ((anno.approvata_il(v), v) for v in anno.variazioni if any(c.dove == SISTEMA for c in v.cambi))
    return sorted(((giorno, frozenset(v.nomi_atti)) for giorno, v in approvate if giorno), key=lambda g: g[0])


def _di_quale(atto: Atto, cambiano: Sequence[tuple[dt.date, frozenset[str]]]) -> int | None:
    """Return the number of the System that an act is on; None: of none.

    It is that of the variation that quotes it, whatever the act is about, else that of its day.
    """
    citato = next((n for n, (_, nomi) in enumerate(cambiano, 2) if atto.nome in nomi), None)
    if citato is None and atto.documento == SISTEMA:
        return 1 + sum(giorno <= atto.data for giorno, _ in cambiano)
    return citato
