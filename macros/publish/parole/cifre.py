"""Targets, values and gaps as they are read in a cell or in a sentence. They only write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.regole import REGOLE
from macros.model.unita import unita_concorde
from macros.publish.parole.voci import FISSO
from macros.reading.testo.scalari import Rifiuto, legge_data, legge_numero, legge_si_no

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.piano import Indicatore, Obiettivo

UNITA_BREVE = 12
"""A longer unit is written once, under the indicator, not in every cell."""
VERSI = {1: "almeno", 0: "", -1: "al massimo"}
"""Before a target, where its rule says on which side the better lies."""
LETTURE: dict[type, Callable[[str], object]] = {Decimal: legge_numero, dt.date: legge_data, bool: legge_si_no}
"""Type of a rule's values → how its historic value is read."""


@dataclass(frozen=True, slots=True)
class Cifra:
    """A value or a target in a cell: words before, figure, unit after."""

    prima: str
    testo: str
    unita: str
    lunga: str = ""
    """The unit, where it is too long for a cell."""

    @property
    def piana(self) -> str:
        """The same in one line of text."""
        return " ".join(p for p in (self.prima, self.testo + self.coda) if p)

    @property
    def per_esteso(self) -> str:
        """The same with its unit, however long: for where nothing beside it says it."""
        return self.piana + (FISSO + self.lunga if self.lunga else "")

    @property
    def coda(self) -> str:
        """The unit with its no-break space, or nothing."""
        return FISSO + self.unita if self.unita else ""


ASSENTE = Cifra("", formato.ASSENTE, "")


def unita_breve(indicatore: Indicatore, numero: object = None) -> str:
    """Return the unit to write in a cell after that number: empty when it is long."""
    unita = indicatore.unita_misura
    return "" if len(unita) > UNITA_BREVE else _concorde(unita, numero)


def _concorde(unita: str, numero: object) -> str:
    return unita_concorde(numero, unita) if isinstance(numero, Decimal | Fraction | int) else unita


def _con_unita(prima: str, testo: str, indicatore: Indicatore, numero: object = None) -> Cifra:
    """Return a figure with the indicator's unit, in the cell or apart; its rule may have another."""
    if sua := REGOLE[indicatore.regola].unita:
        return Cifra(prima, testo, sua)
    breve = unita_breve(indicatore, numero)
    return Cifra(prima, testo, breve, "" if breve else _concorde(indicatore.unita_misura, numero))


def entro(giorno: dt.date) -> str:
    """Write the last useful day.

    >>> entro(dt.date(2021, 11, 8)), entro(dt.date(2021, 11, 30)), entro(dt.date(2021, 5, 1))
    ("entro l'8 novembre 2021", 'entro il 30 novembre 2021', 'entro il 1° maggio 2021')
    """
    return f"entro {formato.con_articolo('il', giorno)}"


def atteso(indicatore: Indicatore, target: object) -> Cifra:
    """Return a target as it is read: «almeno 85 %», «entro il 30 novembre», «da 18 a 22»."""
    if target is None:
        return Cifra("", "non previsto", "")
    regola = REGOLE[indicatore.regola]
    if isinstance(target, dt.date):
        return Cifra("", entro(target), "")
    if isinstance(target, bool):
        return Cifra("", formato.valore(target), "")
    verso = regola.verso(indicatore, Fraction(target)) if isinstance(target, Decimal | Fraction) else 0
    prima = VERSI[verso] if regola.verso_detto else ""
    return _con_unita(prima, formato.valore(target), indicatore, target)


def ottenuto(indicatore: Indicatore, valore: object) -> Cifra:
    """Return a surveyed value; None becomes «n.d.»."""
    if valore is None:
        return ASSENTE
    regola = REGOLE[indicatore.regola]
    if isinstance(valore, bool | dt.date):
        return Cifra("", regola.non_fatto if valore is False else formato.valore(valore), "")
    return _con_unita("", formato.valore(valore), indicatore, valore)


def in_una_riga(v: IndicatoreValutato) -> str:
    """Return value, target and grade as one reads them first: «83,14 su 85 atteso: 97,82»; «» without a grade."""
    if v.stampato is None:
        return ""
    indicatore, grado = v.indicatore, formato.stampato(v.stampato)
    trovato, voluto = ottenuto(indicatore, v.valore), atteso(indicatore, v.target)
    if voluto.prima == VERSI[1]:
        return f"{trovato.testo} su {voluto.testo} atteso: {grado}"
    return f"{trovato.piana}, atteso {voluto.piana}: {grado}"


def storico(indicatore: Indicatore) -> Cifra:
    """Return the historic value: a number, a day, yes or no written as the others, else as typed."""
    if not indicatore.storico:
        return ASSENTE
    regola = REGOLE[indicatore.regola]
    try:
        letto = LETTURE[regola.valore](indicatore.storico)
    except Rifiuto:
        senza = regola.valore is not Decimal
        return Cifra("", indicatore.storico, "") if senza else _con_unita("", indicatore.storico, indicatore)
    return ottenuto(indicatore, letto)


def scostamento(v: IndicatoreValutato) -> tuple[str, str]:
    """Return the gap in the indicator's unit (or in words) and, where it has one, in per cent."""
    if v.scostamento is None:
        return v.scostamento_testo or formato.ASSENTE, ""
    indicatore, propria = v.indicatore, REGOLE[v.indicatore.regola].unita_scostamento
    if propria:
        unita = unita_concorde(v.scostamento, propria)
    elif indicatore.unita_misura == "%":
        unita = unita_concorde(v.scostamento, "punti")
    else:
        unita = unita_breve(indicatore, v.scostamento)
    testo = formato.segno(v.scostamento) + (FISSO + unita if unita else "")
    if v.scostamento_percentuale is None:
        return testo, ""
    return testo, formato.segno(v.scostamento_percentuale, 2) + FISSO + "%"


def senso(v: IndicatoreValutato) -> str:
    """Return what a gap means, whatever its sign: «meglio», «peggio», «» where there is none."""
    return ("peggio" if v.scoperto else "meglio") if v.scostamento else ""


def ritardo(entro_il: dt.date, raggiunta: dt.date) -> str:
    """Say in words how late a milestone was; empty when in time.

    >>> ritardo(dt.date(2021, 3, 31), dt.date(2021, 4, 1)), ritardo(dt.date(2021, 3, 31), dt.date(2021, 3, 2))
    ('con un giorno di ritardo', '')
    """
    giorni = (raggiunta - entro_il).days
    if giorni <= 0:
        return ""
    return formato.concorda(giorni, "con un giorno di ritardo", f"con {giorni} giorni di ritardo")


def stime(ciclo: Ciclo, obiettivo: Obiettivo) -> dict[str, Cifra]:
    """Return what each indicator is expected to reach at 31/12; missing where no one said."""
    attese = {}
    for codice, _ in obiettivo.membri:
        valutato = ciclo.indicatori[codice]
        riga = valutato.rilevazione
        stima = riga.stima if riga else None
        attese[codice] = ottenuto(valutato.indicatore, stima)
    return attese
