"""Texts that comment a figure, each with the figure as it is printed beside it. Fonte: RECORDS 15.

A text is confirmed with what it comments; when the figure changes afterwards the text is suspect.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256

from macros.engine.ciclo import calcola, con_grado
from macros.engine.result import Ciclo, IndicatoreValutato
from macros.model.anno import Anno
from macros.model.formato import dato, stampato
from macros.model.piano import Smvp
from macros.model.valori import Periodo

CIFRE = 32
"""Hex digits of each half of an impronta."""
NUMERO = re.compile(r"(?<![\w,.])[-\u2212]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w])")
"""A number as a text writes it in Italian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commento:
    """A text about an indicator at a date."""

    nome: str
    codice: str
    testo: str
    valutato: IndicatoreValutato
    regole: Smvp

    @property
    def impronta(self) -> str:
        """Of the figures as printed, then of the text."""
        return _meta(_stampate(self.valutato)) + _meta(self.testo)

    def con_cifra(self, impronta: str) -> tuple[Decimal, str, str] | None:
        """Return the value, or the target, with which the text was confirmed: as a number, in words, and that of today.

        None: no number of the text explains it.
        """
        unita = self.valutato.indicatore.unita_misura
        for numero in dict.fromkeys(numeri(self.testo)):
            for campo in ("valore", "target"):
                oggi = getattr(self.valutato, campo)
                if oggi == numero or not isinstance(oggi, Decimal):
                    continue
                if _meta(_stampate(_con(self.valutato, self.regole, campo, numero))) == impronta[:CIFRE]:
                    return numero, dato(numero, unita), dato(oggi, unita)
        return None


def commenti(anno: Anno) -> dict[str, Commento]:
    """Return every text of a year that comments the figures of an indicator, by its name."""
    return {c.nome: c for periodo in Periodo for c in _al(calcola(anno, periodo))}


def _al(ciclo: Ciclo) -> Iterator[Commento]:
    for codice, v in ciclo.indicatori.items():
        for nome, testo in _testi(ciclo, codice).items():
            if testo:
                yield Commento(nome=nome, codice=codice, testo=testo, valutato=v, regole=ciclo.anno.regole)


def _testi(ciclo: Ciclo, codice: str) -> Mapping[str, str | None]:
    anno = ciclo.anno
    scheda = anno.schede.get(anno.indicatori[codice].obiettivo)
    if ciclo.periodo is Periodo.GIUGNO:
        return {f"monitoraggio {codice}": scheda.monitoraggio.get(codice) if scheda else None}
    finale = scheda.consuntivo.get(codice) if scheda else None
    riga = anno.rilevazione(codice, Periodo.DICEMBRE)
    return {
        f"consuntivo {codice} risultati": finale.risultati if finale else None,
        f"consuntivo {codice} criticita_opportunita": finale.criticita_opportunita if finale else None,
        f"motivo {codice}": riga.motivo if riga else None,
    }


def _stampate(v: IndicatoreValutato) -> str:
    """Return value, target, grade and state as they are printed."""
    unita = v.indicatore.unita_misura
    return json.dumps([dato(v.valore, unita), dato(v.target, unita), stampato(v.stampato), v.stato])


def _meta(testo: str) -> str:
    return sha256(testo.encode()).hexdigest()[:CIFRE]


def numeri(testo: str) -> Iterator[Decimal]:
    """Yield the numbers that a text tells."""
    for trovato in NUMERO.findall(testo):
        yield Decimal(trovato.replace(".", "").replace(",", ".").replace("\u2212", "-"))


def _con(v: IndicatoreValutato, regole: Smvp, campo: str, numero: Decimal) -> IndicatoreValutato:
    """Return an indicator with another value or target, and the grade that follows, where one does."""
    altro = replace(v, valore=numero) if campo == "valore" else replace(v, target=numero)
    try:
        return con_grado(altro, regole) if v.esatto is not None else altro
    except (ValueError, ZeroDivisionError):
        return altro
