"""The gender report tells of nobody: no small count, no small rest, no mean of few; and its tables agree.

A repository is a publication: what would let a person be told is refused before it is printed. A count is 0 or at
least the year's threshold, and so is who is left over of the group that it is taken from: by difference one is told as
well. Fonte: D.Lgs. 150/2009, art. 10 c. 1 lett. b); Regole deontologiche Sistan, art. 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.anno import Anno
from macros.model.formato import leggibile
from macros.model.genere import (
    CON_MEDIA,
    GENERI,
    PASSO_MEDIA,
    TAVOLE,
    TEMPO_PIENO,
    QuantitaGenere,
    RigaGenere,
    TavolaGenere,
    per_tavola,
)
from macros.model.genere import organico as righe_organico
from macros.model.impostazioni import SOGLIA
from macros.model.problems import Problem
from macros.reading.testo.scalari import vicina

UNIRE = "unire la riga a una vicina, in una sola voce come «A e B», finché ogni conteggio basta; altrimenti toglierla"


def check_piccoli(anno: Anno) -> Iterator[Problem]:
    """GENERE-PICCOLO: no count of persons, and no rest of one, is above 0 and under the threshold; no mean of few."""
    if anno.smvp is None:
        return
    soglia = max(anno.smvp.soglia_riservatezza, SOGLIA)
    for riga in anno.genere.values():
        if riga.forma.nominativa:
            continue
        for genere in GENERI:
            quanti, di = getattr(riga, genere), _insieme(anno, riga, genere)
            if 0 < quanti < soglia:
                yield _piccolo(riga, genere, f"{genere}: meno di {soglia}", f"0, o almeno {soglia}")
            elif di is not None and 0 < di - quanti < soglia:
                resto = f"{genere}: tutte le persone del gruppo tranne meno di {soglia}"
                yield _piccolo(riga, genere, resto, f"fuori dalla riga 0 persone del gruppo, o almeno {soglia}")
            elif riga.forma.quantita is QuantitaGenere.MEDIA and 0 < quanti < CON_MEDIA:
                media = f"{genere}: una media di meno di {CON_MEDIA}"
                yield _piccolo(riga, genere, media, f"una media di almeno {CON_MEDIA} persone")
    yield from _altri_gradi(anno, soglia)


def _altri_gradi(anno: Anno, soglia: int) -> Iterator[Problem]:
    """Yield where hours and pay together tell of few: those full-time, or not, in the grades whose pay is not told."""
    paghe, orari = _paghe_e_orari(anno)
    if not paghe or not any(map(_a_tempo_pieno, orari)):
        return
    for genere in GENERI:
        gradi = sum(_insieme(anno, r, genere) or 0 for r in paghe)
        pagati = sum(getattr(r, genere) for r in paghe)
        pieno = sum(getattr(r, genere) for r in orari if _a_tempo_pieno(r))
        parziale = sum(getattr(r, genere) for r in orari) - pieno
        for che, resto in (("a tempo pieno", pieno - pagati), ("a tempo parziale", parziale - (gradi - pagati))):
            if 0 < resto < soglia:
                trovato = f"{genere} {che} nelle voci senza retribuzione, per differenza con l'orario: meno di {soglia}"
                yield _piccolo(paghe[-1], genere, trovato, f"0, o almeno {soglia}")


def _paghe_e_orari(anno: Anno) -> tuple[tuple[RigaGenere, ...], tuple[RigaGenere, ...]]:
    tavole = dict(per_tavola(anno.genere))
    return tavole.get(TavolaGenere.RETRIBUZIONE, ()), tavole.get(TavolaGenere.ORARIO, ())


def _a_tempo_pieno(riga: RigaGenere) -> bool:
    return TEMPO_PIENO in riga.voce.casefold()


def _piccolo(riga: RigaGenere, genere: str, trovato: str, atteso: str) -> Problem:
    return Problem(riga.dove(genere), "GENERE-PICCOLO", f"in «{riga.voce}», {trovato} persone", atteso, UNIRE)


def _insieme(anno: Anno, riga: RigaGenere, genere: str) -> int | None:
    """Return how many the group has that a row is a part of; None: it is no part of one, or nobody says how many."""
    if riga.forma.ripartisce or riga.forma.nominativa:
        return None
    righe = righe_organico(anno.genere)
    if riga.forma.per_inquadramento:
        righe = tuple(r for r in anno.genere.values() if r.tavola is TavolaGenere.INQUADRAMENTO and r.voce == riga.voce)
    return sum(getattr(r, genere) for r in righe) if righe else None


def check_voci(anno: Anno) -> Iterator[Problem]:
    """GENERE-VOCE: what is told by grade is told by the groups of `inquadramento`; hours say who is full-time.

    Without that, what hours and pay tell together could not be reckoned.
    """
    paghe, orari = _paghe_e_orari(anno)
    if paghe and orari and not any(map(_a_tempo_pieno, orari)):
        voci = ", ".join(f"«{r.voce}»" for r in orari)
        atteso, rimedio = "una voce «Tempo pieno»: la retribuzione è di chi lo è", "chiamare così la sua voce"
        yield Problem(orari[0].dove("voce"), "GENERE-VOCE", f"{voci} nella tavola «orario»", atteso, rimedio)
    note = [r.voce for r in anno.genere.values() if r.tavola is TavolaGenere.INQUADRAMENTO]
    for riga in anno.genere.values():
        if riga.forma.per_inquadramento and riga.voce not in note:
            yield Problem(
                riga.dove("voce"),
                "GENERE-VOCE",
                f"«{riga.voce}» nella tavola «{riga.tavola}»",
                f"una voce della tavola «{TavolaGenere.INQUADRAMENTO}», scritta uguale",
                vicina(riga.voce, note) if note else f"scrivere prima la tavola «{TavolaGenere.INQUADRAMENTO}»",
            )


def check_somme(anno: Anno) -> Iterator[Problem]:
    """GENERE-SOMMA: tables that count the whole staff count the same; no part is more than what it is a part of."""
    prime = righe_organico(anno.genere)
    for tavola, righe in per_tavola(anno.genere):
        for genere in GENERI if TAVOLE[tavola].ripartisce else ():
            somma, attesa = (sum(getattr(r, genere) for r in di) for di in (righe, prime))
            if somma != attesa:
                yield Problem(
                    righe[-1].dove(genere),
                    "GENERE-SOMMA",
                    f"{somma} {genere} nella tavola «{tavola}»",
                    f"{attesa}, come nella tavola «{prime[0].tavola}»: sono le stesse persone",
                    "contare tutte le tavole lo stesso giorno, ogni persona una volta",
                )
    for riga in anno.genere.values():
        for genere in GENERI:
            di = _insieme(anno, riga, genere)
            if di is not None and getattr(riga, genere) > di:
                yield Problem(
                    riga.dove(genere),
                    "GENERE-SOMMA",
                    f"{getattr(riga, genere)} {genere} in «{riga.voce}», tavola «{riga.tavola}»",
                    f"al più {di}, quante ce ne sono",
                    "correggere il conteggio",
                )


def check_quantita(anno: Anno) -> Iterator[Problem]:
    """GENERE-QUANTITA: a quantity stands where its table has one and the row has persons; means in hundreds of euro."""
    for riga in anno.genere.values():
        for genere in GENERI:
            chiave, ci_vuole = f"quantita_{genere}", riga.forma.quantita is not None and getattr(riga, genere) > 0
            scritta = getattr(riga, chiave)
            trovato = f"{leggibile(scritta)} in «{chiave}»" if scritta is not None else f"«{chiave}» vuota"
            if (scritta is not None) != ci_vuole:
                atteso = "un numero: la tavola lo ha, e la riga ha persone" if ci_vuole else "niente"
            elif scritta is not None and scritta < 0:
                atteso = "un numero da 0 in su"
            elif scritta is not None and riga.forma.quantita is QuantitaGenere.MEDIA and scritta % PASSO_MEDIA:
                atteso = f"una media arrotondata a {PASSO_MEDIA} euro"
            else:
                continue
            yield Problem(riga.dove(chiave), "GENERE-QUANTITA", trovato, atteso, "correggere la cella")


CHECKS = (check_piccoli, check_voci, check_somme, check_quantita)
