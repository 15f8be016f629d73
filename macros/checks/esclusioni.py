"""Exclusions are decisions: of the OIV, then of the Giunta. Fonte: SMVP 3.2; RECORDS 4."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.anno import Anno
from macros.model.comando import comando
from macros.model.esclusioni import esclusioni
from macros.model.problems import Documento, Problem
from macros.model.valori import Periodo, TipoAtto

ACCOGLIE = f"--tipo {TipoAtto.APPROVAZIONE_GIUNTA} --accoglie {{}}"


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


CHECKS = (check_esclusioni,)
