"""Sums of the budget and of the accounts, by objective and by area; what the budget and the Piano do not say alike.

Euro, exact. A sum with an amount that nobody wrote is None: with a hole it would be another figure.
Fonte: RECORDS 10; DPR 254/2005, art. 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from macros.model.anno import Anno
from macros.model.budget import RigaConto
from macros.model.piano import Risorsa
from macros.model.problems import Documento
from macros.model.valori import TipoRisorsa

PREVENTIVE = ("previsto", "assestato", "preconsuntivo")
"""The amounts of `budget.csv`, in the order in which they come to be known."""
ASSESTATO = PREVENTIVE[1]
CONSUNTIVO = "consuntivo"
"""That of `bilancio.csv`."""
Importi = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Riscontrato:
    """What the budget and the Piano give to an objective, of one side; None: unknown."""

    obiettivo: str
    tipo: TipoRisorsa
    previsto: Decimal | None
    """0 where the budget has no account of it."""
    risorse: Decimal | None

    @property
    def differenza(self) -> Decimal | None:
        """Budget less Piano, in euro."""
        return None if self.previsto is None or self.risorse is None else self.previsto - self.risorse


def totale(importi: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of some amounts; None where one is unknown."""
    dati = list(importi)
    noti = [i for i in dati if i is not None]
    return sum(noti, Decimal(0)) if len(noti) == len(dati) else None


def somme(
    anno: Anno, tipo: TipoRisorsa, per: Callable[[RigaConto], str], colonne: Sequence[str] = PREVENTIVE
) -> dict[str, Importi]:
    """Return the sums of one side, column by column, by what a row is of: its objective, its area.

    Only with `consuntivo` among the columns are the accounts counted that closed and had nothing planned; one that
    was planned and has not closed leaves its sum there unknown.
    """
    gruppi: dict[str, list[str]] = {}
    for nome, riga in {**anno.budget, **(anno.bilancio if CONSUNTIVO in colonne else {})}.items():
        if riga.tipo is tipo:
            gruppi.setdefault(per(riga), []).append(nome)
    return {di: tuple(totale(_importo(anno, nome, c) for nome in nomi) for c in colonne) for di, nomi in gruppi.items()}


def _importo(anno: Anno, nome: str, colonna: str) -> Decimal | None:
    if colonna == CONSUNTIVO:
        return anno.bilancio[nome].consuntivo if nome in anno.bilancio else None
    if nome in anno.budget:
        importo: Decimal | None = getattr(anno.budget[nome], colonna)
        return importo
    return Decimal(0) if anno.budget else None


def scostamento(colonne: Sequence[str], importi: Importi) -> Decimal | None:
    """Return the last amount less the one after the changes of the year; None where one is unknown."""
    dopo, prima = importi[-1], importi[colonne.index(ASSESTATO)]
    return None if dopo is None or prima is None else dopo - prima


def somma(righe: Iterable[Importi]) -> Importi:
    """Return the sums of some rows of amounts, column by column."""
    return tuple(totale(colonna) for colonna in zip(*righe, strict=True))


def di_obiettivo(riga: RigaConto) -> str:
    """Return the objective of an account; empty: none."""
    return riga.obiettivo or ""


def di_area(riga: RigaConto) -> str:
    """Return the area of an account."""
    return riga.area_dirigenziale


def riscontri(anno: Anno) -> Iterator[Riscontrato]:
    """Yield, objective by objective and side by side, the planned amounts beside those of the approved Piano.

    What a strategic objective repeats of its operational ones counts in those alone. Fonte: RECORDS 10.
    """
    piano = anno.di(Documento.PIANO)
    for codice, o in piano.obiettivi.items():
        ripetute = {_nome(r) for figlio in piano.operativi_di(codice) for r in figlio.risorse}
        for tipo in TipoRisorsa:
            sue = [r for r in o.risorse if r.tipo is tipo and _nome(r) not in ripetute]
            conti = [b for b in anno.budget.values() if b.obiettivo == codice and b.tipo is tipo]
            if sue or conti:
                dovute = totale(stanziata(anno.anno, r) for r in sue)
                yield Riscontrato(codice, tipo, totale(b.previsto for b in conti), dovute)


def _nome(r: Risorsa) -> tuple[object, ...]:
    """Return what a line of the resources is known by."""
    return r.conto, r.linea, r.punto, r.progetto, r.tipo


def stanziata(anno: int, risorsa: Risorsa) -> Decimal | None:
    """Return what the Piano gives to a line in a year: its budget, else the estimate of that year.

    A strategic objective has estimates only, one for each year of the three.
    """
    return risorsa.importi.get(anno) if risorsa.budget is None else risorsa.budget
