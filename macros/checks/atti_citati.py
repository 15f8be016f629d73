"""Acts that say something of other acts, by name: who may, and of which."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from macros.model.anno import Anno
from macros.model.atti import DELL_OIV, Atto
from macros.model.formato import data_breve
from macros.model.problems import Problem
from macros.model.valori import TipoAtto
from macros.reading.testo.scalari import vicina


@dataclass(frozen=True, slots=True)
class Citazione:
    """A key of an act that names others."""

    chiave: str
    codice: str
    """Of the problem."""
    nomi: Callable[[Atto], tuple[str, ...]]
    tipo: TipoAtto
    """Of the act that may have the key."""
    ammessi: Collection[TipoAtto]
    """Types of the acts that it may name, when they come before it or on its day."""
    detti: str


CITAZIONI = (
    Citazione(
        "accoglie",
        "ATTO-ACCOGLIE",
        lambda atto: atto.accoglie,
        TipoAtto.APPROVAZIONE_GIUNTA,
        (TipoAtto.ESCLUSIONE,),
        "esclusioni decise prima",
    ),
    Citazione(
        "pubblica",
        "ATTO-PUBBLICA",
        lambda atto: atto.pubblica,
        TipoAtto.PUBBLICAZIONE,
        DELL_OIV,
        "atti dell'OIV di prima",
    ),
)


def check_citazioni(anno: Anno) -> Iterator[Problem]:
    """ATTO-ACCOGLIE: the Giunta accepts what the OIV excluded. ATTO-PUBBLICA: a publication puts its acts on line."""
    for c in CITAZIONI:
        suoi = {a.nome: a for a in anno.atti.values() if a.tipo in c.ammessi}
        for atto in anno.atti.values():
            for nome in c.nomi(atto):
                if nome not in anno.perduti and (trovato := _sbagliata(c, atto, nome, suoi.get(nome))):
                    yield Problem(
                        atto.dove(c.chiave),
                        c.codice,
                        trovato,
                        f"in un atto di tipo {c.tipo}, i nomi di {c.detti}",
                        vicina(nome, suoi) if nome not in suoi and suoi else "controllare i due atti",
                    )


def _sbagliata(c: Citazione, atto: Atto, nome: str, suo: Atto | None) -> str:
    """Say why an act cannot name another; empty: it can."""
    if atto.tipo is not c.tipo:
        return f"«{c.chiave}» in un atto di tipo {atto.tipo}"
    if suo is None:
        return f"«{nome}» in «{c.chiave}»"
    if atto.data < suo.data:
        return f"«{nome}», del {data_breve(suo.data)}, in «{c.chiave}» di un atto del {data_breve(atto.data)}"
    return ""


CHECKS = (check_citazioni,)
