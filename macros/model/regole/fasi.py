"""`fasi`: the share of the milestones reached, of those due by the date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from macros.model.anno import Anno
from macros.model.formato import concorda, data_breve, dato, esatto, fattore, leggibile
from macros.model.piano import Fase, Indicatore
from macros.model.problems import Problem
from macros.model.regola import CENTO, Caso, Detto, Regola, Scostamento, sempre
from macros.model.regole.crescente import rapporto
from macros.model.rilevati import Rilevazione
from macros.model.valori import Periodo

COME = "quote delle fasi raggiunte diviso quote delle fasi dovute alla data, per 100, al massimo 100"


def raggiunte(anno: Anno, i: Indicatore, periodo: Periodo) -> dict[str, dt.date]:
    """Return the milestones reached by a date, also late ones, with the day. Fonte: DOMAIN 3.1, rule 4."""
    giorni = ((fase.codice, anno.fasi.get((i.codice, fase.codice))) for fase in i.fasi)
    return {codice: giorno for codice, giorno in giorni if giorno is not None and giorno <= periodo.data(anno.anno)}


def dovute(i: Indicatore, periodo: Periodo, anno: int) -> list[Fase]:
    """Return the milestones due by a date."""
    return [fase for fase in i.fasi if fase.entro <= periodo.data(anno)]


def quota_dovuta(i: Indicatore, periodo: Periodo, anno: int) -> Fraction | None:
    """Return the share due by a date, percentage points; None: no milestone is due. Fonte: DOMAIN 3.1, rule 2."""
    fasi = dovute(i, periodo, anno)
    return sum((Fraction(fase.quota) for fase in fasi), Fraction(0)) if fasi else None


def quota_raggiunta(anno: Anno, i: Indicatore, periodo: Periodo, _riga: Rilevazione) -> Fraction:
    """Return the share reached by a date, percentage points."""
    fatte = raggiunte(anno, i, periodo)
    return sum((Fraction(fase.quota) for fase in i.fasi if fase.codice in fatte), Fraction(0))


def valore_detto(anno: Anno, periodo: Periodo, i: Indicatore, valore: object) -> Detto:
    """Say which milestones were reached, and when."""
    fatte = raggiunte(anno, i, periodo)
    quote = {f.codice: esatto(f.quota) for f in i.fasi}
    dette = [f"{codice} il {data_breve(giorno)} (quota {quote[codice]})" for codice, giorno in fatte.items()]
    testo = f"fasi raggiunte: {', '.join(dette) or 'nessuna'}; quota raggiunta {dato(valore)}"
    return testo, tuple(anno.luoghi_fasi[i.codice, codice] for codice in fatte)


def target_detto(anno: Anno, periodo: Periodo, i: Indicatore, target: object) -> Detto:
    """Say which milestones are due, and when."""
    fasi = dovute(i, periodo, anno.anno)
    if not fasi:
        return "nessuna fase dovuta a questa data", (i.dove("fasi"),)
    testo = ", ".join(f"{f.codice} entro il {data_breve(f.entro)} (quota {esatto(f.quota)})" for f in fasi)
    return f"fasi dovute: {testo}; quota dovuta {dato(target)}", tuple(f.source for f in fasi)


def conto(caso: Caso) -> str:
    """Say the ratio of the shares."""
    return f"quota raggiunta divisa per la quota dovuta, per 100: {fattore(caso.v)} / {fattore(caso.t)} × 100"


def di_uno(i: Indicatore) -> str:
    """Say the milestones of an indicator, with their days and shares."""
    fasi = (f"{f.codice} entro il {data_breve(f.entro)} quota {esatto(f.quota)}" for f in i.fasi)
    return f"{COME}: {', '.join(fasi)}"


def scostamento(anno: Anno, periodo: Periodo, caso: Caso) -> Scostamento:
    """Say in words which due milestones are missing and which came late."""
    i, mancanti, tardive = caso.indicatore, [], []
    fatte = raggiunte(anno, i, periodo)
    for fase in i.fasi:
        giorno = fatte.get(fase.codice)
        if giorno is None and fase.entro <= periodo.data(anno.anno):
            mancanti.append(fase.codice)
        elif giorno is not None and giorno > fase.entro:
            giorni = (giorno - fase.entro).days
            tardive.append((fase.codice, f"{giorni} {concorda(giorni, 'giorno', 'giorni')}"))
    parti = []
    if mancanti:
        parti.append(concorda(len(mancanti), "manca la fase ", "mancano le fasi ") + _elenco(mancanti))
    if tardive:
        nome, esito = ("fase", "raggiunta") if len(tardive) == 1 else ("fasi", "raggiunte")
        codici, giorni_di = (_elenco(parole) for parole in zip(*tardive, strict=True))
        parti.append(f"{nome} {codici} {esito} con {giorni_di} di ritardo")
    return Scostamento(testo="; ".join(parti) or "tutte le fasi dovute sono raggiunte nei termini")


def _elenco(parole: Sequence[str]) -> str:
    """Write a list.

    >>> _elenco(["f1"]), _elenco(["f1", "f2", "f3"])
    ('f1', 'f1, f2 e f3')
    """
    return " e ".join([", ".join(parole[:-1]), parole[-1]] if len(parole) > 1 else parole)


def check_fasi(i: Indicatore, anno: int) -> Iterator[Problem]:
    """IND-FASI-QUOTE, IND-FASI-DOPPIA, IND-FASI-ANNO: shares add up to 100, due within the year."""
    if not i.fasi:
        return
    somma = sum((f.quota for f in i.fasi), Decimal(0))
    if somma != CENTO or any(f.quota <= 0 for f in i.fasi):
        quote = ", ".join(f"{f.codice}={leggibile(f.quota)}" for f in i.fasi)
        yield Problem(
            i.dove("fasi"),
            "IND-FASI-QUOTE",
            f"quote che sommano {leggibile(somma)} in {i.codice}: {quote}",
            "quote maggiori di 0 che sommano 100",
            "correggere le quote",
        )
    viste: set[str] = set()
    for fase in i.fasi:
        if fase.codice in viste:
            yield Problem(
                fase.source,
                "IND-FASI-DOPPIA",
                f"la fase «{fase.codice}» di {i.codice} per la seconda volta",
                "un codice per ogni fase",
                "dare alla fase il codice successivo",
            )
        viste.add(fase.codice)
        if fase.entro.year != anno:
            yield Problem(
                fase.source,
                "IND-FASI-ANNO",
                f"la fase {fase.codice} di {i.codice} entro il {data_breve(fase.entro)}",
                f"un giorno del {anno}",
                "correggere la data, o spostare la fase nell'anno giusto",
            )


REGOLA = Regola(
    nome="fasi",
    ordine=8,
    grado=lambda caso: rapporto(caso.v, caso.t),
    conto=conto,
    come=sempre(COME),
    di_uno=di_uno,
    a_fasi=True,
    chiavi=("fasi",),
    atteso=quota_dovuta,
    rilevato=quota_raggiunta,
    scostamento=scostamento,
    valore_detto=valore_detto,
    target_detto=target_detto,
    al_posto_del_target="secondo le fasi",
    unita="% delle fasi",
    check_chiavi=check_fasi,
)
