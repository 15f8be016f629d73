"""The variable resources of chapter 5: value of each financed project, totals, range, shares of the areas, the cut.

Exact: a value is rounded half up to the cent, a total is the sum of its rounded parts, what is shared out adds up to
what there was. Fonte: SMVP 5 and 3; DOMAIN 4; RECORDS 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.engine.attestazioni import attestata
from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.fondi import COEFFICIENTI, AreaFondi, Fondo, LetturaLimiti, QualeFondo, RisorsePremiali
from macros.model.formato import Numero, arrotonda
from macros.model.piano import Obiettivo
from macros.model.valori import Livello, Rilevanza, Tipo

CENTESIMI = 2
"""Decimals of an amount in euro."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValoreProgetto:
    """What a financed project is worth in a fund."""

    codice: str
    rilevanza: Rilevanza
    esatto: Fraction
    """Euro, before cents are rounded."""

    @property
    def coefficiente(self) -> int:
        """Points of its relevance."""
        return COEFFICIENTI[self.rilevanza]

    @property
    def valore(self) -> Decimal:
        """Euro, half up to the cent."""
        return arrotonda(self.esatto, CENTESIMI)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParteArea:
    """What a managerial area gets of a fund's total."""

    codice: str
    chiave: Decimal | int
    """What its share is reckoned on: euro of retribuzione di posizione, or employees."""
    quota: Fraction
    """Share of the sum of the keys, percentage points, exact."""
    assegnato: Decimal
    """Euro."""
    ridotto: Decimal | None
    """Euro after the cut; None: the chamber's figure is not attested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FondoCalcolato:
    """One of the two funds."""

    quale: QualeFondo
    fondo: Fondo
    percentuale: Decimal
    """Of the stable part, for each point of coefficient."""
    progetti: tuple[ValoreProgetto, ...]
    """In the order of the tree."""
    aree: tuple[ParteArea, ...]
    """In the order of the tree."""
    ridotto: Decimal | None
    """The total after the cut, euro; None: the chamber's figure is not attested."""

    @property
    def totale(self) -> Decimal:
        """The value of all projects, euro: sum of the rounded values."""
        return sum((p.valore for p in self.progetti), Decimal("0.00"))

    @property
    def esatto(self) -> Fraction:
        """The same before cents are rounded: what the range is asked of."""
        return sum((p.esatto for p in self.progetti), Fraction(0))

    @property
    def quota(self) -> Decimal | None:
        """The total over the whole fund, per cent, half up, two decimals; None: an empty fund."""
        return in_cento(self.totale, self.fondo.intero)

    @property
    def punto(self) -> Fraction:
        """What a point of coefficient is worth, euro, exact."""
        return Fraction(self.fondo.stabili) * Fraction(self.percentuale) / 100

    def progetto(self, codice: str) -> ValoreProgetto | None:
        """Return the value of an objective; None: it is not a financed project."""
        return next((p for p in self.progetti if p.codice == codice), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EsameLimiti:
    """A total set against the range of a fund, or both together. Fonte: SMVP 5, point 2; DOMAIN 4.4."""

    quale: QualeFondo | None
    """None: the two totals over the two funds."""
    totale: Fraction
    """Euro, before cents are rounded."""
    fondo: Decimal
    """Euro, stable and variable part."""
    minimo: Fraction
    """Euro."""
    massimo: Fraction
    """Euro."""

    @property
    def manca(self) -> Fraction:
        """Euro under the lower end, exact; 0: not under it."""
        return max(self.minimo - self.totale, Fraction(0))

    @property
    def eccede(self) -> Fraction:
        """Euro over the upper end, exact; 0: not over it."""
        return max(self.totale - self.massimo, Fraction(0))

    @property
    def rispettati(self) -> bool:
        """True inside the range, ends included."""
        return not (self.manca or self.eccede)


@dataclass(frozen=True, slots=True, kw_only=True)
class RisorseCalcolate:
    """The resources of a year under one plan."""

    dichiarate: RisorsePremiali
    fondi: Mapping[QualeFondo, FondoCalcolato]
    attestato: Decimal | None
    """The chamber's attested grade, percentage points; None: not attested, or not yet to be told."""

    @property
    def totale(self) -> Decimal:
        """The two totals together, euro."""
        return sum((f.totale for f in self.fondi.values()), Decimal("0.00"))

    @property
    def intero(self) -> Decimal:
        """The two funds together, euro."""
        return sum((f.fondo.intero for f in self.fondi.values()), Decimal(0))

    @property
    def ridotto(self) -> Decimal | None:
        """The two totals together after the cut, euro; None: the chamber's figure is not attested."""
        ridotti = [f.ridotto for f in self.fondi.values() if f.ridotto is not None]
        return sum(ridotti, Decimal("0.00")) if self.attestato is not None else None

    @property
    def quota(self) -> Decimal | None:
        """The two totals over the two funds, per cent, half up, two decimals; None: empty funds."""
        return in_cento(self.totale, self.intero)

    @property
    def tagliate(self) -> bool:
        """True when the attested grade is under 100."""
        return self.attestato is not None and self.attestato < 100

    def limiti(self) -> tuple[EsameLimiti, ...]:
        """Return what is set against the range: both together, or each fund, as the year reads it."""
        fondi = tuple(self.fondi.values())
        if self.dichiarate.lettura is LetturaLimiti.PER_FONDO:
            return tuple(self._esame(f.quale, f.esatto, f.fondo.intero) for f in fondi)
        return (self._esame(None, sum((f.esatto for f in fondi), Fraction(0)), self.intero),)

    def _esame(self, quale: QualeFondo | None, totale: Fraction, fondo: Decimal) -> EsameLimiti:
        minimo, massimo = (
            Fraction(fondo) * Fraction(estremo) / 100 for estremo in (self.dichiarate.minimo, self.dichiarate.massimo)
        )
        return EsameLimiti(quale=quale, totale=totale, fondo=fondo, minimo=minimo, massimo=massimo)


def in_cento(parte: Numero, intero: Decimal) -> Decimal | None:
    """Return a part over a whole, per cent, half up, two decimals; None: the whole is nothing."""
    return arrotonda(Fraction(parte) * 100 / Fraction(intero), CENTESIMI) if intero else None


def ripartito(totale: Decimal, chiavi: Mapping[str, Decimal | int]) -> dict[str, Decimal]:
    """Share an amount out by keys, in cents that add up to it: largest remainder, ties to the lower code.

    The order of the keys changes nothing. Raises: ValueError when their sum is nothing.
    Fonte: SMVP 5, point 3; DOMAIN 4.3.

    >>> ripartito(Decimal("10.00"), {"b": 1, "a": 1, "c": 1})
    {'b': Decimal('3.33'), 'a': Decimal('3.34'), 'c': Decimal('3.33')}
    """
    somma = sum((Fraction(k) for k in chiavi.values()), Fraction(0))
    if somma <= 0:
        msg = "nothing to share by"
        raise ValueError(msg)
    cents = int(totale.scaleb(CENTESIMI))
    quote = {codice: Fraction(k) * cents / somma for codice, k in chiavi.items()}
    dati = {codice: quota.numerator // quota.denominator for codice, quota in quote.items()}
    in_coda = sorted(quote, key=lambda codice: (dati[codice] - quote[codice], codice))
    for codice in in_coda[: cents - sum(dati.values())]:
        dati[codice] += 1
    return {codice: Decimal(n).scaleb(-CENTESIMI) for codice, n in dati.items()}


def finanziati(anno: Anno) -> tuple[Obiettivo, ...]:
    """Return the financed projects of the chamber, those without a relevance too, in the order of the tree."""
    return tuple(o for o in anno.obiettivi.values() if o.progetto_finanziato and o.tipo is not Tipo.AZIENDA_SPECIALE)


def risorse_calcolate(anno: Anno, attestato: Decimal | None = None) -> RisorseCalcolate | None:
    """Return the resources of a year under its plan.

    Args:
        anno: the year, with the plan of the date that is told.
        attestato: the chamber's attested grade; None: none may be told, and nothing is said of a cut.

    Returns: None where the year declares nothing, or what it declares cannot be shared out (the checks say why).
    """
    dichiarate = anno.risorse
    righe = _righe(anno) if dichiarate else None
    if dichiarate is None or righe is None:
        return None
    fondi = {}
    for quale in QualeFondo:
        chiavi = {codice: dichiarate.chiave(quale, riga) for codice, riga in righe.items()}
        if sum(chiavi.values()) <= 0 or any(chiave < 0 for chiave in chiavi.values()):
            return None
        fondi[quale] = _fondo(anno, dichiarate, quale, chiavi, attestato)
    return RisorseCalcolate(dichiarate=dichiarate, fondi=fondi, attestato=attestato)


def risorse_di(ciclo: Ciclo) -> RisorseCalcolate | None:
    """Return the resources of a computed year: cut by the attested grade of the chamber, where there is one."""
    ente = attestata(ciclo, Livello.ENTE)
    return risorse_calcolate(ciclo.anno, ente.attestato if ente else None)


def _righe(anno: Anno) -> dict[str, AreaFondi] | None:
    """Return the row of each managerial area, in the order of the tree; None where one is missing."""
    scritte = {r.area: r for r in reversed(anno.risorse.aree)} if anno.risorse else {}
    aree = anno.albero.aree_dirigenziali if anno.albero else ()
    if not aree or any(a.codice not in scritte for a in aree):
        return None
    return {a.codice: scritte[a.codice] for a in aree}


def _fondo(
    anno: Anno,
    dichiarate: RisorsePremiali,
    quale: QualeFondo,
    chiavi: Mapping[str, Decimal | int],
    attestato: Decimal | None,
) -> FondoCalcolato:
    fondo, percentuale = dichiarate.fondo(quale), dichiarate.percentuale(quale)
    punto = Fraction(fondo.stabili) * Fraction(percentuale) / 100
    progetti = tuple(
        ValoreProgetto(codice=o.codice, rilevanza=o.rilevanza, esatto=punto * COEFFICIENTI[o.rilevanza])
        for o in finanziati(anno)
        if o.rilevanza
    )
    totale = sum((p.valore for p in progetti), Decimal("0.00"))
    ridotto = None if attestato is None else arrotonda(Fraction(totale) * Fraction(attestato) / 100, CENTESIMI)
    interi = ripartito(totale, chiavi)
    ridotti = {} if ridotto is None else ripartito(ridotto, chiavi)
    somma = Fraction(sum(map(Fraction, chiavi.values())))
    aree = tuple(
        ParteArea(
            codice=codice,
            chiave=chiave,
            quota=Fraction(chiave) * 100 / somma,
            assegnato=interi[codice],
            ridotto=ridotti.get(codice),
        )
        for codice, chiave in chiavi.items()
    )
    return FondoCalcolato(
        quale=quale, fondo=fondo, percentuale=percentuale, progetti=progetti, aree=aree, ridotto=ridotto
    )
