"""Exclusions: what is left out of the averages by decision, of whom. Fonte: SMVP 3.2; RECORDS 4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.model.anno import Anno
from macros.model.atti import RILEVATI, Atto
from macros.model.rilevati import Rilevazione
from macros.model.valori import Assenza, Periodo, TipoAtto


@dataclass(frozen=True, slots=True, kw_only=True)
class Esclusione:
    """An indicator that is not assessable at a date, by an act of the OIV that the Giunta accepts."""

    riga: Rilevazione
    periodo: Periodo
    atto: Atto
    """The OIV's."""
    accolta: Atto | None
    """The Giunta's; None: none is recorded."""
    richiesta: bool
    """False: the document of the date was approved without being asked for the Giunta's act."""

    @property
    def proposta(self) -> bool:
        """True until the Giunta accepts it; at 30 June the OIV's act is enough."""
        return self.accolta is None and self.richiesta and self.periodo is Periodo.DICEMBRE


def accolta_da(anno: Anno, nome: str) -> Atto | None:
    """Return the first act of the Giunta that accepts an exclusion; None: none is recorded."""
    trovati = (a for a in anno.atti.values() if a.tipo is TipoAtto.APPROVAZIONE_GIUNTA and nome in a.accoglie)
    return min(trovati, key=lambda a: (a.data, a.nome), default=None)


def esclusioni(anno: Anno, periodo: Periodo) -> Iterator[Esclusione]:
    """Yield the exclusions of a date whose act is recorded, in the order of the survey's files."""
    for riga in anno.rilevazioni.get(periodo, {}).values():
        atto = anno.atti.get(riga.atto or "")
        if riga.assenza is Assenza.NON_VALUTABILE and atto is not None:
            yield Esclusione(
                riga=riga,
                periodo=periodo,
                atto=atto,
                accolta=accolta_da(anno, atto.nome),
                richiesta=anno.aperto(RILEVATI[periodo]),
            )
