"""Exclusions are decisions: of the OIV, then of the Giunta. Fonte: SMVP 3.2; RECORDS 4."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.anno import Anno
from macros.model.atti import Atto
from macros.model.comando import comando
from macros.model.esclusioni import esclusioni
from macros.model.formato import data_breve
from macros.model.problems import Documento, Problem
from macros.model.valori import Periodo, TipoAtto
from macros.reading.testo.scalari import vicina

ACCOGLIE = f"--tipo {TipoAtto.APPROVAZIONE_GIUNTA} --accoglie {{}}"


def check_accolte(anno: Anno) -> Iterator[Problem]:
    """ATTO-ACCOGLIE: only the Giunta accepts, and only exclusions that the OIV has decided before."""
    decise = {a.nome: a for a in anno.atti.values() if a.tipo is TipoAtto.ESCLUSIONE}
    for atto in anno.atti.values():
        for nome in atto.accoglie:
            if nome not in anno.perduti and (trovato := _sbagliato(atto, nome, decise.get(nome))):
                yield Problem(
                    atto.dove("accoglie"),
                    "ATTO-ACCOGLIE",
                    trovato,
                    f"in un atto di tipo {TipoAtto.APPROVAZIONE_GIUNTA}, i nomi di esclusioni decise prima",
                    vicina(nome, decise) if nome not in decise and decise else "controllare i due atti",
                )


def _sbagliato(atto: Atto, nome: str, decisa: Atto | None) -> str:
    """Say why an act cannot accept something; «»: it can."""
    if atto.tipo is not TipoAtto.APPROVAZIONE_GIUNTA:
        return f"«accoglie» in un atto di tipo {atto.tipo}"
    if decisa is None:
        return f"«{nome}» fra le esclusioni accolte"
    if atto.data < decisa.data:
        return f"l'esclusione «{nome}», del {data_breve(decisa.data)}, accolta il {data_breve(atto.data)}"
    return ""


def check_esclusioni(anno: Anno) -> Iterator[Problem]:
    """RIL-ATTO-ALTRO: the act excludes that indicator. ESCLUSIONE-PROPOSTA: the Giunta has still to accept it."""
    for periodo in Periodo:
        for e in esclusioni(anno, periodo):
            codice, riguarda = e.riga.indicatore, e.atto.riguarda
            luogo = e.riga.luoghi.get("atto", e.riga.source)
            if e.atto.tipo is TipoAtto.ESCLUSIONE and riguarda in anno.indicatori and riguarda != codice:
                yield Problem(
                    luogo,
                    "RIL-ATTO-ALTRO",
                    f"per {codice} l'esclusione «{e.atto.nome}», che riguarda {riguarda}",
                    f"l'atto che esclude {codice}",
                    "indicare l'atto giusto, o registrarlo con ciclo atto",
                )
            elif e.atto.tipo is TipoAtto.ESCLUSIONE and e.proposta:
                yield Problem(
                    luogo,
                    "ESCLUSIONE-PROPOSTA",
                    f"l'esclusione di {codice} non è ancora accolta dalla Giunta",
                    "l'atto della Giunta che accoglie quello dell'OIV",
                    f"«{comando('atto', anno=anno.anno, altro=ACCOGLIE.format(e.atto.nome))}»",
                    e.riga.area,
                    Documento.RELAZIONE,
                )


CHECKS = (check_accolte, check_esclusioni)
