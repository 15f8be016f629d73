"""The Systems of a year in words: which documents stand under each, how the year has it. Fonte: SMVP 7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model.citazioni import NOMI_DOCUMENTI, numero_e_giorno
from macros.model.formato import con_articolo
from macros.model.pagine import SISTEMA_ANNO
from macros.model.problems import Documento
from macros.model.sistemi import detto

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.sistemi import SistemaDellAnno
    from macros.vista.vista import Vista

NESSUN_ATTO = "Nessun atto registrato nell'anno lo conferma o lo aggiorna"


def indirizzo(anno: int, sistema: SistemaDellAnno) -> str:
    """Return the address of the page of a System."""
    return SISTEMA_ANNO.indirizzo(anno, str(sistema.numero))


def in_breve(sistema: SistemaDellAnno) -> str:
    """Name a System: its title, the resolution that approved it."""
    return f"{sistema.smvp.titolo}, {detto(sistema.smvp)}"


def sotto(vista: Vista, anno: int, sistema: SistemaDellAnno) -> str:
    """Name the documents shown that stand under a System; «» where none does."""
    return ", ".join(NOMI_DOCUMENTI[d] for d in sistema.documenti if vista.visibile(anno, d))


def come(anno: Anno, sistema: SistemaDellAnno) -> str:
    """Say how a year has a System, and since when it has another. Fonte: SMVP 7: who approves the Piano confirms it."""
    conferma, nuovo = sistema.conferma, sistema.approvazione
    if conferma is not None:
        piano = anno.approvazione(Documento.PIANO)
        stesso = piano is not None and (piano.organo, piano.numero, piano.data) == (
            conferma.organo,
            conferma.numero,
            conferma.data,
        )
        con = "con lo stesso atto che approva il Piano" if stesso else "con un atto a sé"
        fatto = f"Confermato {con}, {numero_e_giorno(conferma)}"
    elif nuovo is not None:
        fatto = f"Approvato nell'anno, {numero_e_giorno(nuovo)}"
    else:
        fatto = NESSUN_ATTO
    fino = f". Sostituito {con_articolo('il', sistema.fino_al)}" if sistema.fino_al else ""
    return fatto + fino
