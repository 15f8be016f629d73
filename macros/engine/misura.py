"""What an indicator was expected to show and what it showed at a survey date.

Value (typed, computed from measures, or share of milestones), target, absence and
scostamento. Pure look-ups and exact sums.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.engine.formula import calcola_formula, nomi
from macros.engine.grado import distanza
from macros.model.anno import Anno
from macros.model.formato import arrotonda, concorda
from macros.model.piano import Indicatore
from macros.model.valori import Assenza, Atteso, Intervallo, Periodo, Regola, Valore


@dataclass(frozen=True, slots=True)
class Rilevato:
    """Value found and absence declared; both None: nothing was said of a typed value."""

    valore: Valore | Fraction | None
    assenza: Assenza | None


def quota_dovuta(indicatore: Indicatore, giorno: dt.date) -> Fraction:
    """Return the share of the milestones due by a day, percentage points."""
    return sum((Fraction(f.quota) for f in indicatore.fasi if f.entro <= giorno), Fraction(0))


def quota_raggiunta(anno: Anno, indicatore: Indicatore, giorno: dt.date) -> Fraction:
    """Return the share of the milestones reached by a day, also late ones. Fonte: DOMAIN 3.1, rule 4."""
    totale = Fraction(0)
    for fase in indicatore.fasi:
        raggiunta = anno.fasi.get((indicatore.codice, fase.codice))
        if raggiunta is not None and raggiunta <= giorno:
            totale += Fraction(fase.quota)
    return totale


def atteso(anno: Anno, indicatore: Indicatore, periodo: Periodo) -> Atteso | Fraction | None:
    """Return what is expected at a date; None: nothing. `fasi`: the share due."""
    if not indicatore.previsto(periodo, anno.anno):
        return None
    if indicatore.regola is Regola.FASI:
        return quota_dovuta(indicatore, periodo.data(anno.anno))
    return indicatore.atteso[periodo]


def rilevato(anno: Anno, indicatore: Indicatore, periodo: Periodo) -> Rilevato:
    """Return what was found at a date.

    Raises: ZeroDivisionError from a formula; the checks report it as FORMULA-ZERO.
    Fonte: DOMAIN 3.1, rules 4, 6 and 7.
    """
    riga = anno.rilevazione(indicatore.codice, periodo)
    if riga is not None and riga.assenza is not None:
        return Rilevato(None, riga.assenza)
    if indicatore.formula:
        return Rilevato(_da_misure(anno, indicatore.formula, periodo), None)
    if indicatore.regola is Regola.FASI:
        return Rilevato(None if riga is None else quota_raggiunta(anno, indicatore, periodo.data(anno.anno)), None)
    return Rilevato(None if riga is None else riga.valore, None)


def rilevato_qualcosa(anno: Anno, periodo: Periodo) -> bool:
    """True when anything was reported at a date: a row of an office, or a measure."""
    misure = (anno.misure or {}).values()
    return bool(anno.rilevazioni.get(periodo)) or any(m.valori.get(periodo) is not None for m in misure)


def _da_misure(anno: Anno, formula: str, periodo: Periodo) -> Fraction | None:
    """None when a measure has no figure at the date."""
    cifre: dict[str, Decimal] = {}
    for nome in nomi(formula):
        misura = (anno.misure or {}).get(nome)
        cifra = misura.valori.get(periodo) if misura else None
        if cifra is None:
            return None
        cifre[nome] = cifra
    return calcola_formula(formula, cifre)


@dataclass(frozen=True, slots=True)
class Scostamento:
    """Value minus target, as number and percent, or in words."""

    valore: Fraction | None = None
    percentuale: Decimal | None = None
    """Half up, two decimals; None when T = 0 and where a percent has no meaning."""
    testo: str | None = None


def scostamento(anno: Anno, indicatore: Indicatore, periodo: Periodo, valore: object, target: object) -> Scostamento:
    """Return the scostamento of a measured indicator. Fonte: Linee guida DFP 2/2017; DOMAIN 3.1, rule 11."""
    match indicatore.regola, valore, target:
        case Regola.SI_NO, bool() as fatto, _:
            return Scostamento(testo="realizzato come previsto" if fatto else "non realizzato")
        case Regola.FASI, _, _:
            return Scostamento(testo=_fasi_in_parole(anno, indicatore, periodo.data(anno.anno)))
        case Regola.ENTRO_DATA, bool(), _:
            return Scostamento(testo="non realizzato alla data della rilevazione")
        case Regola.ENTRO_DATA, dt.date() as giorno, dt.date() as termine:
            return Scostamento(Fraction((giorno - termine).days))
        case Regola.INTERVALLO, (Decimal() | Fraction()) as v, Intervallo() as ammesso:
            return Scostamento(distanza(v, ammesso))
        case _, (Decimal() | Fraction()) as v, (Decimal() | Fraction()) as t:
            differenza = Fraction(v) - Fraction(t)
            percento = arrotonda(differenza / abs(Fraction(t)) * 100, 2) if t != 0 else None
            return Scostamento(differenza, percento)
    msg = f"{indicatore.codice}: value and target do not fit the rule, checks did not run"
    raise ValueError(msg)


def _fasi_in_parole(anno: Anno, indicatore: Indicatore, giorno: dt.date) -> str:
    """Say in words which due milestones are missing and which came late."""
    mancanti, tardive = [], []
    for fase in indicatore.fasi:
        raggiunta = anno.fasi.get((indicatore.codice, fase.codice))
        arrivata = raggiunta is not None and raggiunta <= giorno
        if fase.entro <= giorno and not arrivata:
            mancanti.append(fase.codice)
        elif raggiunta is not None and arrivata and raggiunta > fase.entro:
            giorni = (raggiunta - fase.entro).days
            tardive.append((fase.codice, f"{giorni} {concorda(giorni, 'giorno', 'giorni')}"))
    parti = []
    if mancanti:
        parti.append(concorda(len(mancanti), "manca la fase ", "mancano le fasi ") + _elenco(mancanti))
    if tardive:
        nome, esito = ("fase", "raggiunta") if len(tardive) == 1 else ("fasi", "raggiunte")
        codici, giorni_di = (_elenco(parole) for parole in zip(*tardive, strict=True))
        parti.append(f"{nome} {codici} {esito} con {giorni_di} di ritardo")
    return "; ".join(parti) or "tutte le fasi dovute sono raggiunte nei termini"


def _elenco(parole: Sequence[str]) -> str:
    """Write a list.

    >>> _elenco(["f1"]), _elenco(["f1", "f2", "f3"])
    ('f1', 'f1, f2 e f3')
    """
    return " e ".join([", ".join(parole[:-1]), parole[-1]] if len(parole) > 1 else parole)
