"""How the PIAO stands to the Piano, in words: always reckoned from `piao.yml`, never typed. Fonte: DPR 81/2022."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.problems import Documento

if TYPE_CHECKING:
    from macros.model.anno import Anno

LEGGE = "DPR 81/2022, art. 1"


def assorbimento(anno: Anno) -> str:
    """Say whether the Piano is absorbed by the PIAO or stands by itself, and why; «» where the year has none."""
    piao = anno.piao
    if piao is None:
        return ""
    dipendenti = f"Con {formato.quanti(piao.dipendenti, 'dipendente', 'dipendenti')}"
    if piao.assorbe:
        s = piao.struttura
        return (
            f"{dipendenti}, più di {formato.leggibile(piao.soglia)}, il Piano della performance è assorbito nel PIAO "
            f"({LEGGE}): ne forma le sottosezioni {s.titolo('valore_pubblico')} e {s.titolo('performance')}."
        )
    return (
        f"{dipendenti}, non più di {formato.leggibile(piao.soglia)}, il Piano della performance resta un documento a "
        f"sé ({LEGGE}): il PIAO non lo assorbe."
    )


def in_breve(anno: Anno) -> str:
    """Say the same in few words, beside the Piano; «» where the year has no PIAO."""
    if anno.piao is None:
        return ""
    return f"Assorbito nel PIAO {anno.anno} ({LEGGE})" if anno.piao.assorbe else f"Resta accanto al PIAO {anno.anno}"


def emendato(anno: Anno) -> str:
    """Say since when variations amend the section of the PIAO too; «» where it does not absorb the Piano."""
    atto = anno.approvazione(Documento.PIAO) if Documento.PIAO in anno.variati else None
    if atto is None:
        return ""
    giorno = formato.con_articolo("il", atto.data)
    return (
        f"Il PIAO che assorbe il Piano è approvato {giorno}: le variazioni successive ne modificano anche la sezione."
    )
