"""Figures that are possible and unlikely, as facts: what was found, why it is asked about, what it may have been.

Compared with what was expected and with the year before, together: a figure near either is none of these. Pure; says
nothing in words, blocks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from fractions import Fraction

from macros.engine.ciclo import Cicli
from macros.engine.commenti import CIFRE, commenti
from macros.engine.formula import misure_di
from macros.engine.misura import rilevato
from macros.engine.partenza import storico_in_cifre
from macros.model.anno import Anno
from macros.model.piano import Indicatore
from macros.model.problems import Source
from macros.model.regola import Quantita
from macros.model.regole import REGOLE
from macros.model.rilevati import AL
from macros.model.valori import Intervallo, Periodo

VOLTE = 3
"""Over so many times, or under that part, a figure is far."""
VICINA = Fraction(5, 2)
"""Within so many times, a figure with its comma elsewhere is what it may have been."""
PUNTI, PEZZI = 5, 10
"""A percentage nearer than these points is not far, nor a count nearer than these units: little numbers jump."""
BALZO = 8
"""A measure at 31/12 under so many times June's grew by itself: a count doubles, and some come late."""
DECUPLI = tuple(Fraction(10) ** n for n in (1, -1, 2, -2, 3, -3))
"""Slips of a comma, the likeliest first."""
CENTO = Fraction(100)
_ESTREMI = re.compile(r"\bda (-?\d+) a (-?\d+)\b", re.ASCII)
_MASSIMO = re.compile(r"^(?:punt|vot|stell|giudizi|valutazion|gradiment|media)\w*\b.*\bsu (\d+)$", re.IGNORECASE)


class Stranezza(Enum):
    """Why a figure is asked about, from what tells most."""

    SCALA = auto()
    """Its unit names a scale that it leaves: it cannot be."""
    NEGATIVO = auto()
    CENTO = auto()
    """A percentage over 100."""
    OLTRE = auto()
    """Over three times what was expected, and what it was."""
    SOTTO = auto()
    """Under a third of them."""


@dataclass(frozen=True, slots=True)
class Sospetto:
    """What is unlikely in a figure."""

    perche: Stranezza
    forse: Fraction | None = None
    """What it is likely to have been: without a sign, or a comma elsewhere. None: unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Insolito:
    """An unlikely figure, where it was written."""

    codice: str
    """Of the indicator; of a measure its name."""
    indicatore: Indicatore | None
    """None: a measure."""
    periodo: Periodo
    colonna: str
    """Where it was typed; empty: computed by a formula."""
    valore: Quantita
    sospetto: Sospetto
    attesi: tuple[Quantita, ...]
    """What was expected of it."""
    prima: Quantita | None
    """The year before; of a measure, at the other date."""
    source: Source
    area: str = ""


def scala(unita: str) -> tuple[int | None, int] | None:
    """Return the ends of the scale that a unit names; None: it names none.

    >>> scala("punti su 5"), scala("voto da 1 a 6"), scala("casi su 1000"), scala("%")
    ((None, 5), (1, 6), None, None)
    """
    if estremi := _ESTREMI.search(unita):
        return int(estremi[1]), int(estremi[2])
    massimo = _MASSIMO.search(unita)
    return (None, int(massimo[1])) if massimo else None


def percentuale(unita: str) -> bool:
    """True for a unit of hundredths.

    >>> percentuale("%"), percentuale("percentuale"), percentuale("punti percentuali")
    (True, True, False)
    """
    return unita.startswith("%") or unita.casefold().startswith(("percent", "per cento"))


def sospetto(valore: Quantita, unita: str, riferimenti: Iterable[Quantita], *, sotto: bool = True) -> Sospetto | None:
    """Return what is unlikely in a figure beside what was expected and what it was; None: nothing.

    `sotto`: it may be told to be too little (before the year ends a count still grows).

    >>> sospetto(Decimal(902), "%", (Decimal(88), Decimal("86.4")))
    Sospetto(perche=<Stranezza.CENTO: 3>, forse=Fraction(451, 5))
    """
    v, noti = Fraction(valore), tuple(Fraction(n) for n in riferimenti)
    estremi, cento = scala(unita), percentuale(unita)
    tetto = CENTO if cento else Fraction(estremi[1]) if estremi else None
    forse = _spostata(v, noti, tetto)
    if estremi and (v > estremi[1] or (estremi[0] is not None and v < estremi[0])):
        return Sospetto(Stranezza.SCALA, forse)
    discordi = any(n < 0 for n in noti)
    if v < 0 and not discordi:
        return Sospetto(Stranezza.NEGATIVO, -v if _vicina(-v, noti) else forse)
    if cento and v > CENTO and all(n <= CENTO for n in noti):
        return Sospetto(Stranezza.CENTO, forse)
    lontana = _lontana(v, noti, sotto=sotto)
    poca = _poca(v, noti, punti=cento and forse is None) or (discordi and forse is None)
    return None if lontana is None or poca else Sospetto(lontana, forse)


def _lontana(v: Fraction, noti: tuple[Fraction, ...], *, sotto: bool) -> Stranezza | None:
    """Say whether a figure is far from all that is known, on one side; None: it is not, or there is no telling.

    A zero, and figures on both sides of it, have no ratio.
    """
    if not v or not any(noti) or len({n < 0 for n in (v, *noti)}) > 1:
        return None
    if abs(v) > max(map(abs, noti)) * VOLTE:
        return Stranezza.OLTRE
    return Stranezza.SOTTO if sotto and abs(v) * VOLTE < min(map(abs, noti)) else None


def _poca(v: Fraction, noti: tuple[Fraction, ...], *, punti: bool) -> bool:
    """True where the distance is one of little numbers: few whole units, or (`punti`) few hundredths."""
    distanza = min((abs(v - n) for n in noti), default=Fraction(0))
    return (punti and distanza < PUNTI) or (distanza < PEZZI and _interi(v, *noti))


def _interi(*numeri: Fraction) -> bool:
    return all(n.denominator == 1 for n in numeri)


def _vicina(v: Fraction, noti: tuple[Fraction, ...]) -> bool:
    return any(abs(n) <= v * VICINA and v <= abs(n) * VICINA for n in noti if n)


def _spostata(v: Fraction, noti: tuple[Fraction, ...], tetto: Fraction | None) -> Fraction | None:
    """Return the figure with its comma elsewhere, where it is then near what is known.

    A count stays one: only a percentage or a mark (`tetto`: the most it may be) gets decimals that nothing has.
    """
    for decuplo in DECUPLI:
        altra = v / decuplo
        intera = tetto is not None or not _interi(v, *noti) or _interi(altra)
        if intera and (tetto is None or abs(altra) <= tetto) and _vicina(abs(altra), noti):
            return altra
    return None


def insoliti(anno: Anno, cicli: Cicli) -> Iterator[Insolito]:
    """Yield the unlikely figures of a year without errors: values, estimates, proposals, measures.

    Of what somebody has answered for nothing is asked again, but for what cannot be: a figure with a `motivo` (or an
    `intervento`) in its row, or one that a confirmed text comments. A value that is computed is told at its first
    measure, unless one of its measures is told already.
    """
    misure = {(i.codice, i.periodo): i for i in _misure(anno)}
    trovati = [*misure.values(), *(i for periodo in Periodo for i in _valori(anno, periodo, misure.keys()))]
    confermati = _confermati(anno, cicli) if trovati and anno.conferme else frozenset()
    for i in trovati:
        if i.sospetto.perche is Stranezza.SCALA or not _risposto(anno, i, confermati):
            yield i


def _valori(anno: Anno, periodo: Periodo, misure: Container[tuple[str, Periodo]]) -> Iterator[Insolito]:
    """Yield what is unlikely of each indicator at a date; a computed value has no column."""
    allora = anno.al(periodo)
    for i in allora.indicatori.values():
        if not REGOLE[i.regola].numerica:
            continue
        riga, colonna = anno.rilevazione(i.codice, periodo), "" if i.formula else "valore"
        usate = misure_di(i.formula)
        scritti: dict[str, object] = (
            {} if riga is None else {"stima": riga.stima, "nuova_previsione": riga.nuova_previsione}
        )
        if not any((nome, periodo) in misure for nome in usate):
            scritti[colonna] = rilevato(anno, i, periodo).valore
        for dove, valore in scritti.items():
            attesi = _attesi(i, periodo if dove == colonna else Periodo.DICEMBRE)
            if not isinstance(valore, Decimal | Fraction):
                continue
            detto = sospetto(valore, i.unita_misura, (*attesi, *_noti(i)), sotto=dove != colonna or bool(attesi))
            if detto is not None:
                yield Insolito(
                    codice=i.codice,
                    indicatore=i,
                    periodo=periodo,
                    colonna=dove,
                    valore=valore,
                    sospetto=detto,
                    attesi=attesi or _attesi(i, Periodo.DICEMBRE),
                    prima=storico_in_cifre(i),
                    source=riga.luoghi[dove] if dove and riga else _prima_misura(anno, i, usate),
                    area=riga.area if riga else allora.area_che_risponde(i),
                )


def _prima_misura(anno: Anno, i: Indicatore, usate: tuple[str, ...]) -> Source:
    """Return where the first measure of a formula stands; the formula, where it is of numbers alone."""
    return (anno.misure or {})[usate[0]].source if usate else i.dove("formula")


def _attesi(i: Indicatore, periodo: Periodo) -> tuple[Quantita, ...]:
    """Return what is expected at a date, where it is in numbers; both ends of an interval."""
    target = i.atteso.get(periodo)
    if isinstance(target, Intervallo):
        return target.min, target.max
    return (target,) if isinstance(target, Decimal) else ()


def _noti(i: Indicatore) -> tuple[Quantita, ...]:
    """Return what a figure may be near at any date: the end of the year, the base, the year before."""
    altri = i.numeri.get("base"), storico_in_cifre(i)
    return (*_attesi(i, Periodo.DICEMBRE), *(n for n in altri if n is not None))


def _misure(anno: Anno) -> Iterator[Insolito]:
    """Yield the measures that are below zero, or so far from the other date of the year that no season explains it."""
    for misura in (anno.misure or {}).values():
        giugno = misura.valori.get(Periodo.GIUGNO)
        for periodo in Periodo:
            valore, suoi = misura.valori.get(periodo), _che_usano(anno, periodo, misura.nome)
            if valore is None or any(n < 0 for i in suoi for n in (*_attesi(i, periodo), *_noti(i))):
                continue
            prima = giugno if periodo is Periodo.DICEMBRE else None
            detto = sospetto(valore, "", () if prima is None else (prima,))
            if detto is not None and (detto.perche is Stranezza.NEGATIVO or _balza(valore, prima)):
                yield Insolito(
                    codice=misura.nome,
                    indicatore=None,
                    periodo=periodo,
                    colonna=AL[periodo],
                    valore=valore,
                    sospetto=detto,
                    attesi=(),
                    prima=prima,
                    source=misura.source,
                    area=anno.area_che_risponde(suoi[0]) if suoi else "",
                )


def _balza(valore: Quantita, giugno: Quantita | None) -> bool:
    return bool(giugno) and not 1 < Fraction(valore) * 4 / Fraction(giugno or 1) < 4 * BALZO


def _che_usano(anno: Anno, periodo: Periodo, misura: str) -> tuple[Indicatore, ...]:
    allora = anno.al(periodo)
    return tuple(i for i in allora.indicatori.values() if misura in misure_di(i.formula))


def _risposto(anno: Anno, i: Insolito, confermati: Container[tuple[str, Periodo]]) -> bool:
    """True when it is said why it is so, or who reads its text again has confirmed it; a measure: of what it makes."""
    suoi = (i.indicatore,) if i.indicatore else _che_usano(anno, i.periodo, i.codice)
    righe = [riga for suo in suoi if (riga := anno.rilevazione(suo.codice, i.periodo))]
    return any(r.motivo or r.intervento for r in righe) or any((suo.codice, i.periodo) in confermati for suo in suoi)


def _confermati(anno: Anno, cicli: Cicli) -> frozenset[tuple[str, Periodo]]:
    """Return the indicators of which a text was confirmed with the figures of today, with the date."""
    validi = set()
    for nome, commento in commenti(cicli).items():
        conferma = anno.conferme.get(nome)
        if conferma is not None and conferma.impronta[:CIFRE] == commento.impronta[:CIFRE] and commento.obiettivo:
            periodo = Periodo.GIUGNO if nome.startswith("monitoraggio ") else Periodo.DICEMBRE
            validi.add((commento.codice, periodo))
    return frozenset(validi)
