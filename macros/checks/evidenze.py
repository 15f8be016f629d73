"""Evidence of what was measured: which indicators have none, documents dated too late, persons in place of offices.

What a row or a file says wrong by itself is told by `macros/reading/anno/evidenze.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.engine.ciclo import calcola
from macros.model.anno import Anno
from macros.model.archivio import EVIDENZE
from macros.model.evidenze import di_indicatore
from macros.model.formato import data_breve
from macros.model.problems import Documento, Problem, Source
from macros.model.valori import Periodo

_TITOLO = re.compile(
    r"(?<!\w)(?:dott|dr|sig|rag|geom|ing|arch|avv|prof|p\.i)(?:\.\s?ssa|ssa|\.\s?ra|ra|\.)\s*(?=[A-ZÀ-Ý])",
    re.IGNORECASE,
)
"""Before the name of a person."""
_NOME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ'’-]+|[A-ZÀ-Ý]\.|[A-ZÀ-Ý]['’][A-ZÀ-Ý][a-zà-ÿ]+|[A-ZÀ-Ý]{2,}")
_PARTICELLE = frozenset({"da", "dal", "dalla", "de", "dei", "del", "della", "di", "la", "lo"})
_RUOLI = frozenset(
    {
        *("addetto", "agenzia", "amministrazione", "archivio", "area", "azienda", "camera", "centro", "commissione"),
        *(
            "conservatore",
            "controllo",
            "dipartimento",
            "direttore",
            "direzione",
            "dirigente",
            "gestione",
            "giunta",
            "nucleo",
        ),
        *(
            "oiv",
            "organismo",
            "presidente",
            "protocollo",
            "punto",
            "ragioneria",
            "referente",
            "registro",
            "responsabile",
        ),
        *("segretario", "segreteria", "servizi", "servizio", "settore", "sistema", "sportello", "staff", "struttura"),
        *("tesoriere", "ufficio", "uffici", "unità"),
    }
)
"""Words of offices and roles, beside those that the year itself has."""
NOMI_DI_PERSONA = range(2, 5)
"""How many words the name of a person has."""


def check_date(anno: Anno) -> Iterator[Problem]:
    """EVIDENZA-DATA: what proves the results approved was there when they were approved."""
    atto = anno.approvazione(Documento.RELAZIONE)
    if atto is None or atto.data <= Periodo.DICEMBRE.data(anno.anno):  # an error of its own, ATTO-DATA-ORDINE
        return
    for e in anno.evidenze.values():
        if e.data and e.data > atto.data:
            yield Problem(
                e.dove("data"),
                "EVIDENZA-DATA",
                f"un documento del {data_breve(e.data)}, dopo l'approvazione della Relazione ({data_breve(atto.data)})",
                f"un documento con una data fino al {data_breve(atto.data)}",
                "controllare la data; un estratto rifatto dopo si aggiunge con il suo numero, senza data",
            )


def check_custodi(anno: Anno) -> Iterator[Problem]:
    """EVIDENZA-CUSTODE (avviso): an office or a role keeps a document; the name of a person is published by git."""
    noti = _parole(anno) if anno.evidenze else frozenset()
    for e in anno.evidenze.values():
        if e.custode and di_persona(e.custode, noti):
            yield Problem(
                e.dove("custode"),
                "EVIDENZA-CUSTODE",
                f"«{e.custode[0]}…», che sembra il nome di una persona",
                "un ufficio o un ruolo, come nel Piano: Ufficio Promozione e Bandi",
                "scrivere l'ufficio; se lo è già, premettere «Ufficio» o «Servizio»",
            )


def di_persona(custode: str, noti: frozenset[str]) -> bool:
    """True for what is written as the name of a person, with a title or without a word of an office.

    >>> di_persona("dott.ssa Bianchi", frozenset()), di_persona("Ada De Rossi", frozenset())
    (True, True)
    >>> di_persona("Segretario Generale", frozenset()), di_persona("Pro Brixia", frozenset({"brixia"}))
    (False, False)
    """
    if _TITOLO.search(custode):
        return True
    parole = custode.replace(",", " ").split()
    nomi = [p for p in parole if p.lower() not in _PARTICELLE]
    if len(nomi) not in NOMI_DI_PERSONA or any(p.lower() in _RUOLI | noti for p in nomi):
        return False
    return all(_NOME.fullmatch(p) for p in nomi)


def _parole(anno: Anno) -> frozenset[str]:
    """Return the words that the year's own offices, areas and organs are called with."""
    aree = anno.albero.con_responsabile if anno.albero else ()
    nomi = [n for a in aree for n in (a.titolo, a.responsabile, *a.uffici)]
    nomi += [u for o in anno.obiettivi.values() for u in o.uffici] + [a.organo for a in anno.atti.values()]
    return frozenset(p.lower() for n in nomi for p in n.split())


def check_complete(anno: Anno) -> Iterator[Problem]:
    """COMPLETA-EVIDENZA: what was measured at the year's end has evidence; a Relazione already approved is not asked.

    Fonte: RECORDS 6.
    """
    if not anno.aperto(Documento.RELAZIONE):
        return
    provati, finale = di_indicatore(anno.evidenze), calcola(anno, Periodo.DICEMBRE)
    for codice, v in finale.indicatori.items():
        if v.assenza is None and codice not in provati:
            yield Problem(
                Source(anno.file(EVIDENZE), 1, codice),
                "COMPLETA-EVIDENZA",
                f"nessuna evidenza per {codice}, misurato al {Periodo.DICEMBRE}",
                "almeno un documento che provi il valore, perché l'OIV possa vederlo",
                "aggiungere la riga dell'indicatore con documento, custode e accesso",
                finale.anno.area_che_risponde(v.indicatore),
                Documento.RELAZIONE,
            )


CHECKS = (check_date, check_custodi)
"""Checks that need no figures; `check_complete` runs only on a year without errors."""
