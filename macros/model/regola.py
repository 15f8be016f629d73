"""What an achievement rule is: one record that reading, checks, engine, comparison and pages look things up in.

The rules stand in `macros.model.regole`, one a file. Here is their form, and what most of them have in
common: a number against a number, a row of the survey, a gap that is a difference. A rule opens nothing
and prints nothing; it knows neither pages nor years other than its indicator's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.model.anno import Anno
from macros.model.formato import arrotonda, dato, esatto
from macros.model.piano import Indicatore, Penalita, Smvp
from macros.model.problems import Problem, Source
from macros.model.rilevati import Rilevazione
from macros.model.valori import Atteso, Decrescente, Periodo, Tipo, Valore

CENTO = Fraction(100)
Quantita = Decimal | Fraction
Detto = tuple[str, tuple[Source, ...]]
"""Words, and where what they say was written."""


@dataclass(frozen=True, slots=True)
class Caso:
    """What a rule grades: an indicator with what was found and what was expected of it."""

    indicatore: Indicatore
    valore: object
    """As typed by the rule; `fasi`: the share reached by the date."""
    target: object
    """As typed by the rule; `fasi`: the share due by the date."""
    metodo: Decrescente
    """The year's method for `decrescente`."""

    @property
    def v(self) -> Fraction:
        """The value as a number. Raises: ValueError when it is none."""
        return self._numero(self.valore)

    @property
    def t(self) -> Fraction:
        """The target as a number. Raises: ValueError when it is none."""
        return self._numero(self.target)

    @property
    def penalita(self) -> Penalita:
        """What is lost outside the target. Raises: ValueError when it is not declared."""
        if self.indicatore.penalita is None:
            raise self.inadatto()
        return self.indicatore.penalita

    def numero(self, chiave: str) -> Fraction:
        """Return a number that the rule asks for beside the target. Raises: ValueError when it is not declared."""
        return self._numero(self.indicatore.numeri.get(chiave))

    def inadatto(self) -> ValueError:
        """Return the defect of whoever grades what the checks refuse."""
        return ValueError(f"{self.indicatore.codice}: value and target do not fit the rule, checks did not run")

    def _numero(self, contenuto: object) -> Fraction:
        if not isinstance(contenuto, Decimal | Fraction):
            raise self.inadatto()
        return Fraction(contenuto)


@dataclass(frozen=True, slots=True)
class Scostamento:
    """Value minus target, as number and percent, or in words."""

    valore: Fraction | None = None
    percentuale: Decimal | None = None
    """Half up, two decimals; None when T = 0 and where a percent has no meaning."""
    testo: str | None = None


def sempre(testo: str) -> Callable[[Smvp], str]:
    """Return words that no setting of the year changes."""
    return lambda _: testo


def del_target(indicatore: Indicatore, periodo: Periodo, _anno: int) -> Atteso | None:
    """Return the target in force at a date; None: nothing is expected. Fonte: DOMAIN 3.1, rule 2."""
    return indicatore.atteso.get(periodo)


def differenza(_anno: Anno, _periodo: Periodo, caso: Caso) -> Scostamento:
    """V − T, and in percent of |T|. Fonte: Linee guida DFP 2/2017; DOMAIN 3.1, rule 11."""
    target = caso.t
    valore = caso.v - target
    return Scostamento(valore, arrotonda(valore / abs(target) * 100, 2) if target else None)


def rilevato_detto(_anno: Anno, _periodo: Periodo, indicatore: Indicatore, valore: object) -> Detto:
    """Say what was found; the survey row adds its own place."""
    return f"rilevato: {dato(valore, indicatore.unita_misura)}", ()


def atteso_detto(anno: Anno, periodo: Periodo, indicatore: Indicatore, target: object, parola: str = "atteso") -> Detto:
    """Say what was expected, None: nothing."""
    strategico = anno.obiettivi[indicatore.obiettivo].tipo is Tipo.STRATEGICO
    chiave = str(anno.anno) if strategico and periodo is Periodo.DICEMBRE else str(periodo)
    luoghi = (indicatore.dove(f"target.{chiave}"),)
    if target is None:
        return "niente di previsto a questa data", luoghi
    return f"{parola}: {dato(target, indicatore.unita_misura)}", luoghi


def libero(*_: object) -> Iterator[Problem]:
    """Yield nothing: whatever is of its type will do."""
    yield from ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Regola:
    """How an indicator's grade follows from its value, and all that is said and asked of it. Fonte: DOMAIN 3."""

    nome: str
    """As written in the data files."""
    ordine: int
    """Its place where a reader sees the rules one after another."""

    grado: Callable[[Caso], Fraction]
    """What the rule alone gives, before floor and cap, percentage points."""
    conto: Callable[[Caso], str]
    """The same in words, then with its numbers; the words end with a colon."""
    come: Callable[[Smvp], str]
    """The same for the method page."""
    di_uno: Callable[[Indicatore], str] | None = None
    """The same of one indicator, with its numbers; None: the words of `come`, then the numbers it asks for."""

    valore: type = Decimal
    """What is typed in a survey: Decimal, dt.date (or `no`), bool."""
    target: type = Decimal
    """What is typed as target: Decimal, dt.date, bool, Intervallo."""
    a_fasi: bool = False
    """True: neither is typed; both are shares of milestones."""
    chiavi: tuple[str, ...] = ()
    """Keys it needs beside the target: `soglie`, `fasi`, `penalita`; any other is a number."""
    partenza: str = ""
    """Of those keys, the one that holds the value it starts from: that of the end of the year before."""
    impostazione: str = ""
    """Key of `smvp.yml` that it obeys."""
    oltre_cento: bool = False
    """True when a lifted cap lets the grade pass 100."""
    senza_giugno: bool = False
    """True when the half-year target may be left out: DESIGN 3 writes its own with 31-12 alone."""

    atteso: Callable[[Indicatore, Periodo, int], Atteso | Fraction | None] = del_target
    rilevato: Callable[[Anno, Indicatore, Periodo, Rilevazione], Valore | Fraction | None] = (
        lambda _anno, _indicatore, _periodo, riga: riga.valore
    )
    scostamento: Callable[[Anno, Periodo, Caso], Scostamento] = differenza
    valore_detto: Callable[[Anno, Periodo, Indicatore, object], Detto] = rilevato_detto
    target_detto: Callable[[Anno, Periodo, Indicatore, object], Detto] = atteso_detto

    verso: Callable[[Indicatore, Fraction | None], int] = lambda _i, _target: 0
    """+1 where a higher value is better, −1 where it is worse, 0 where that has no meaning."""
    verso_detto: bool = False
    """True: forms say it before the target, «almeno», «al massimo»."""
    al_posto_del_target: str = ""
    """What forms write where no target is typed."""
    unita: str = ""
    """Unit of value and target in forms, where it is not the indicator's."""
    unita_scostamento: str = ""
    """Unit of the gap in forms, where it is not the indicator's."""
    non_fatto: str = "no"
    """How forms write a value of `no`."""

    check_target: Callable[[Indicatore, object, Source], Iterator[Problem]] = libero
    check_valore: Callable[[Indicatore, Quantita, Source], Iterator[Problem]] = libero
    check_chiavi: Callable[[Indicatore, int], Iterator[Problem]] = libero

    def __str__(self) -> str:
        """Return its name."""
        return self.nome

    def misura(self, indicatore: Indicatore, regole: Smvp) -> str:
        """Return how the grade of an indicator follows from its value, with its numbers. Fonte: RECORDS 2."""
        if self.di_uno is not None:
            return self.di_uno(indicatore)
        numeri = (f"{chiave} {esatto(n)}" for chiave, n in indicatore.numeri.items() if chiave in self.chiavi)
        return "; ".join((self.come(regole), *numeri))

    @property
    def numerica(self) -> bool:
        """True when the value is a typed number (and so may come from a formula)."""
        return self.valore is Decimal and not self.a_fasi
