"""Evidence of what was measured: which indicators have none, documents dated too late, persons in place of offices.

What a row or a file says wrong by itself is told by `macros/reading/anno/evidenze.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.engine.ciclo import Cicli
from macros.engine.evidenze import misurati, provati
from macros.model.anno import Anno
from macros.model.archivio import EVIDENZE
from macros.model.evidenze import citate, di_indicatore
from macros.model.formato import data_breve
from macros.model.problems import Documento, Problem, Source
from macros.model.valori import Periodo

_TITOLO = re.compile(
    r"(?<!\w)(?i:(?:dott|dr|sig|rag|geom|ing|arch|avv|prof|p\.i)(?:\.\s?ssa|ssa|\.\s?ra|ra|\.))\s*[A-ZÀ-Ý]"
)
"""A title, before what is written as a name: «Arch. di deposito» is an archive."""


def check_date(anno: Anno) -> Iterator[Problem]:
    """EVIDENZA-DATA: what proves the results approved was there when they were approved; what was corrected, later."""
    atto = anno.approvazione(Documento.RELAZIONE)
    if atto is None or atto.data <= Periodo.DICEMBRE.data(anno.anno):  # an error of its own, ATTO-DATA-ORDINE
        return
    aggiunte = {c.dove for v in anno.errata if anno.approvata_il(v) for c in v.cambi if not c.campo and c.da is None}
    for nome, e in anno.evidenze.items():
        if e.data and e.data > atto.data and f"{EVIDENZE.record} {nome}" not in aggiunte:
            yield Problem(
                e.dove("data"),
                "EVIDENZA-DATA",
                f"un documento del {data_breve(e.data)}, dopo l'approvazione della Relazione ({data_breve(atto.data)})",
                f"un documento con una data fino al {data_breve(atto.data)}",
                "controllare la data; ciò che prova un valore corretto dopo si aggiunge con un'errata, come il valore",
            )


def check_verifiche(anno: Anno) -> Iterator[Problem]:
    """EVIDENZA-VERIFICA (avviso): what an inspection cites is evidence of its indicator, else nothing tells it seen."""
    prove = di_indicatore(anno.evidenze)
    for v in anno.oiv.verifiche if anno.oiv else ():
        righe = prove.get(v.indicatore, [])
        if righe and not citate(v, righe):
            detta = " e ".join(
                [f"«{v.documento}»"] * bool(v.documento) + [f"prot. {v.protocollo}"] * bool(v.protocollo)
            )
            yield Problem(
                v.dove("protocollo" if v.protocollo else "documento"),
                "EVIDENZA-VERIFICA",
                f"una verifica che cita {detta}, e nessuna evidenza di {v.indicatore} ha quel nome o quel numero",
                f"il documento o il protocollo come in {EVIDENZE.dove}; chi non cita niente ha visto tutto",
                f"copiarlo dalla riga di {v.indicatore}; se il documento è un altro, aggiungerne la riga",
            )


def check_custodi(anno: Anno) -> Iterator[Problem]:
    """EVIDENZA-CUSTODE (avviso): an office or a role keeps a document; the name of a person is published by git."""
    for e in anno.evidenze.values():
        if e.custode and di_persona(e.custode):
            yield Problem(
                e.dove("custode"),
                "EVIDENZA-CUSTODE",
                f"«{e.custode[0]}…», con il titolo e il nome di una persona",
                "un ufficio o un ruolo, come nel Piano: Ufficio Promozione e Bandi",
                "scrivere l'ufficio, o il ruolo, senza il nome di chi lo ricopre",
            )


def di_persona(custode: str) -> bool:
    """True where a person is named, with a title; a name alone is told from an office's by nobody but a person.

    >>> di_persona("dott.ssa Bianchi"), di_persona("Affari Generali"), di_persona("Arch. di deposito")
    (True, False, False)
    """
    return _TITOLO.search(custode) is not None


def check_complete(anno: Anno, cicli: Cicli) -> Iterator[Problem]:
    """COMPLETA-EVIDENZA: what was measured at the year's end has evidence; a Relazione already approved is not asked.

    Fonte: RECORDS 6.
    """
    if not anno.aperto(Documento.RELAZIONE):
        return
    finale = cicli(Periodo.DICEMBRE)
    for p in provati(finale.anno, misurati(finale)):
        if p.manca:
            codice = p.indicatore.codice
            yield Problem(
                Source(anno.file(EVIDENZE), 1, codice),
                "COMPLETA-EVIDENZA",
                f"nessuna evidenza per {codice}, misurato al {Periodo.DICEMBRE}",
                "almeno un documento che provi il valore, perché l'OIV possa vederlo",
                "aggiungere la riga dell'indicatore con documento, custode e accesso",
                finale.anno.area_che_risponde(p.indicatore),
                Documento.RELAZIONE,
            )


CHECKS = (check_date, check_verifiche, check_custodi)
"""Checks that need no figures; `check_complete` runs only on a year without errors."""
