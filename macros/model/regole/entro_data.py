"""`entro_data`: done by a day, with a declared loss for each day, or band of days, of delay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from macros.model.anno import Anno
from macros.model.formato import concorda, dato, esatto, leggibile
from macros.model.piano import Indicatore, Penalita
from macros.model.problems import Problem
from macros.model.regola import CENTO, Caso, Detto, Regola, Scostamento, atteso_detto, sempre
from macros.model.valori import Periodo

INUSABILE = "una perdita che la regola non sa usare"


def giorni(caso: Caso) -> int | None:
    """Return the days from the target to the day it was done, negative when early; None: not done."""
    if not isinstance(caso.valore, bool | dt.date) or not isinstance(caso.target, dt.date):
        raise caso.inadatto()
    return None if isinstance(caso.valore, bool) else (caso.valore - caso.target).days


def grado(caso: Caso) -> Fraction:
    """100 by the day; later, the declared loss per day or per band; 0 when not done.

    Days are calendar days. Fonte: DOMAIN 3.1, rules 5 and 12.
    """
    penalita, lontano = caso.penalita, giorni(caso)
    if lontano is None:
        return Fraction(0)
    if lontano <= 0:
        return CENTO
    if penalita.punti_al_giorno is not None:
        return CENTO - Fraction(penalita.punti_al_giorno) * lontano
    return Fraction([fascia.grado for fascia in penalita.fasce if fascia.dal_giorno <= lontano][-1])


def conto(caso: Caso) -> str:
    """Say the declared loss and the days of delay."""
    penalita, lontano = caso.penalita, giorni(caso)
    if lontano is None:
        return "0 quando non è stato realizzato: con no"
    ritardo = max(0, lontano)
    if penalita.punti_al_giorno is not None:
        punti = esatto(penalita.punti_al_giorno)
        formula = f"100 − {ritardo} × {punti}"
        return f"100 entro il termine; poi, per ogni giorno di ritardo si perdono punti {punti}: {formula}"
    return f"100 entro il termine; poi secondo i giorni di ritardo ({bande(penalita)}): con {ritardo}"


def bande(penalita: Penalita) -> str:
    """Say from which day of delay each band begins, and its grade."""
    return ", ".join(f"dal giorno {f.dal_giorno} grado {esatto(f.grado)}" for f in penalita.fasce)


def di_uno(i: Indicatore) -> str:
    """Say the loss that an indicator declares."""
    penalita = i.penalita
    if penalita is None:  # told by the checks
        return INUSABILE
    if penalita.punti_al_giorno is not None:
        return f"100 entro il termine; poi {in_meno(penalita.punti_al_giorno)} per ogni giorno di calendario di ritardo"
    return f"100 entro il termine; poi, secondo i giorni di ritardo, {bande(penalita)}"


def in_meno(punti: Decimal) -> str:
    """Say how many points are lost.

    >>> in_meno(Decimal("1.5")), in_meno(Decimal(1))
    ('1,5 punti in meno', '1 punto in meno')
    """
    return f"{esatto(punti)} {concorda(punti, 'punto', 'punti')} in meno"


def valore_detto(_anno: Anno, _periodo: Periodo, _indicatore: Indicatore, valore: object) -> Detto:
    """Say the day, or that there is none."""
    return "non realizzato (no)" if valore is False else f"completato in data {dato(valore)}", ()


def scostamento(_anno: Anno, _periodo: Periodo, caso: Caso) -> Scostamento:
    """Days late; in words when it was never done. Fonte: DOMAIN 3.1, rule 11."""
    lontano = giorni(caso)
    if lontano is None:
        return Scostamento(testo="non realizzato alla data della rilevazione")
    return Scostamento(Fraction(lontano))


def check_penalita(i: Indicatore, _anno: int) -> Iterator[Problem]:
    """IND-PENALITA: points per day, or ascending bands of days. Fonte: DOMAIN 3.1, rule 12."""
    p = i.penalita
    if p is None:
        return
    giorni, gradi = [f.dal_giorno for f in p.fasce], [f.grado for f in p.fasce]
    guasto = ""
    if p.punti_per_unita is not None or (p.punti_al_giorno is not None) == bool(p.fasce):
        guasto = INUSABILE
    elif p.punti_al_giorno is not None and p.punti_al_giorno < 0:
        guasto = f"{leggibile(p.punti_al_giorno)} punti"
    elif giorni and giorni[0] != 1:
        guasto = f"la prima fascia dal giorno {giorni[0]}"
    elif giorni != sorted(set(giorni)):
        guasto = "fasce di giorni non in ordine crescente"
    elif any(not 0 <= g <= CENTO for g in gradi) or gradi != sorted(gradi, reverse=True):
        guasto = "gradi fuori da 0–100, o che risalgono"
    if guasto:
        yield penalita_sbagliata(i, p, guasto, "punti_al_giorno, oppure fasce dal giorno 1 con gradi mai crescenti")


def penalita_sbagliata(i: Indicatore, penalita: Penalita, guasto: str, forma: str) -> Problem:
    """Return the problem of a loss that its rule cannot use."""
    return Problem(
        penalita.source,
        "IND-PENALITA",
        f"{guasto} in «penalita» di {i.codice}",
        forma,
        "scrivere la penalità come nel manuale, pagina «Regole di calcolo»",
    )


REGOLA = Regola(
    nome="entro_data",
    ordine=6,
    grado=grado,
    conto=conto,
    come=sempre(
        "100 entro la data; dopo, si perdono i punti dichiarati per ogni giorno di calendario o fascia di giorni"
    ),
    di_uno=di_uno,
    valore=dt.date,
    target=dt.date,
    chiavi=("penalita",),
    senza_giugno=True,
    scostamento=scostamento,
    valore_detto=valore_detto,
    target_detto=partial(atteso_detto, parola="termine"),
    unita_scostamento="giorni",
    non_fatto="non completato",
    check_chiavi=check_penalita,
)
