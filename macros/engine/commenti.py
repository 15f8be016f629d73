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
from typing import Protocol

from macros.engine.attestazioni import attestate
from macros.engine.ciclo import Cicli, con_grado
from macros.engine.result import Ciclo, IndicatoreValutato
from macros.model.formato import arrotonda, dato, stampato
from macros.model.piano import Smvp
from macros.model.valori import Livello, Periodo

CIFRE = 32
"""Hex digits of each half of an impronta."""
NUMERO = re.compile(r"(?<![\w,.])[-\u2212]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w])")
"""A number as a text writes it in Italian."""


class CifreCommentate(Protocol):
    """The figures that a text comments."""

    @property
    def unita(self) -> str:
        """The unit of what may be told of them."""

    def stampate(self) -> str:
        """Return them as they are printed."""

    def se_fosse(self, numero: Decimal) -> Iterator[tuple[Decimal, str]]:
        """Yield each figure of today that is not that number, and what would be printed were it that number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DellIndicatore:
    """Value, target, grade and state of an indicator at a date."""

    valutato: IndicatoreValutato
    regole: Smvp

    @property
    def unita(self) -> str:
        """Of value and target."""
        return self.valutato.indicatore.unita_misura

    def stampate(self) -> str:
        """Return value, target, grade and state as they are printed."""
        return _di(self.valutato)

    def se_fosse(self, numero: Decimal) -> Iterator[tuple[Decimal, str]]:
        """Yield the value, then the target."""
        for campo in ("valore", "target"):
            oggi = getattr(self.valutato, campo)
            if oggi != numero and isinstance(oggi, Decimal):
                yield oggi, _di(_con(self.valutato, self.regole, campo, numero))


@dataclass(frozen=True, slots=True, kw_only=True)
class DellAttestazione:
    """A grade as it is computed, and as the OIV attests it with its judgement."""

    calcolato: Decimal
    attestato: Decimal
    giudizio: str
    unita: str = ""

    def stampate(self) -> str:
        """Return both grades as they are printed, and the judgement."""
        return json.dumps([stampato(self.calcolato), stampato(self.attestato), self.giudizio])

    def se_fosse(self, numero: Decimal) -> Iterator[tuple[Decimal, str]]:
        """Yield the computed grade, which has as many decimals as are printed, then the attested one."""
        if numero != self.calcolato and numero == (scritto := arrotonda(numero, -_esponente(self.calcolato))):
            yield self.calcolato, replace(self, calcolato=scritto).stampate()
        if numero != self.attestato:
            yield self.attestato, replace(self, attestato=numero).stampate()


def _esponente(grado: Decimal) -> int:
    """Return the power of ten of the last digit of a printed grade."""
    esponente = grado.as_tuple().exponent
    return esponente if isinstance(esponente, int) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Commento:
    """A text about some figures."""

    nome: str
    codice: str
    """Of what it is about."""
    obiettivo: str
    """Of an indicator: its objective; else empty."""
    testo: str
    cifre: CifreCommentate
    dell_oiv_su_obiettivo: bool = False
    """True for the reason of an attestation of an objective."""

    @property
    def detto(self) -> str:
        """What its confirmation is asked by: a code, and of what the OIV says of an objective its whole name.

        The code of an objective asks for the texts of its offices, who cannot answer for the OIV's.
        """
        return self.nome if self.dell_oiv_su_obiettivo else self.codice

    def chiesto_da(self, scritto: str) -> bool:
        """True when its confirmation is asked by what somebody wrote: `detto`, or the objective of an indicator."""
        return scritto in ({self.nome} if self.dell_oiv_su_obiettivo else {self.codice, self.obiettivo} - {""})

    @property
    def impronta(self) -> str:
        """Of the figures as printed, then of the text."""
        return _meta(self.cifre.stampate()) + _meta(self.testo)

    def con_cifra(self, impronta: str) -> tuple[Decimal, str, str] | None:
        """Return the figure with which the text was confirmed: as a number, in words, and that of today.

        None: no number of the text explains it.
        """
        unita = self.cifre.unita
        for numero in dict.fromkeys(numeri(self.testo)):
            for oggi, stampate in self.cifre.se_fosse(numero):
                if _meta(stampate) == impronta[:CIFRE]:
                    return numero, dato(numero, unita), dato(oggi, unita)
        return None


def commenti(cicli: Cicli) -> dict[str, Commento]:
    """Return every text of a year that comments figures, by its name: of its indicators, of what the OIV attests."""
    giugno, dicembre = map(cicli, Periodo)
    return {c.nome: c for c in (*_al(giugno), *_al(dicembre), *_attestati(dicembre))}


def _al(ciclo: Ciclo) -> Iterator[Commento]:
    for codice, v in ciclo.indicatori.items():
        for nome, testo in _testi(ciclo, codice).items():
            if testo:
                yield Commento(
                    nome=nome,
                    codice=codice,
                    obiettivo=v.indicatore.obiettivo,
                    testo=testo,
                    cifre=DellIndicatore(valutato=v, regole=ciclo.anno.regole),
                )


def _attestati(ciclo: Ciclo) -> Iterator[Commento]:
    for codice, figura in attestate(ciclo).items():
        a = figura.attestazione
        if a is not None and a.motivazione:
            yield Commento(
                nome=f"attestazione {codice}",
                codice=codice,
                obiettivo="",
                testo=a.motivazione,
                cifre=DellAttestazione(calcolato=figura.calcolato, attestato=a.grado, giudizio=a.giudizio or ""),
                dell_oiv_su_obiettivo=figura.livello is Livello.OBIETTIVO,
            )


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


def _di(v: IndicatoreValutato) -> str:
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
