"""The chapter on the method: the rules of the year in words, then how every indicator is measured. Fonte: DOMAIN 3."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.contesto.gruppi import ancore_schede
from macros.publish.html.modelli import componi
from macros.publish.parole.misurazione import Misurazione, misurazione
from macros.publish.pezzi.regole import in_parole

if TYPE_CHECKING:
    from macros.model.anno import Anno


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoMisurato:
    """How the indicators of an objective are measured."""

    codice: str
    titolo: str
    righe: tuple[tuple[str, str, Misurazione], ...]
    """Code, title, and how."""


def metodo(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the settings of the year's smvp.yml in words: rules, caps, absences, rounding, states.

    Example:
        {{ metodo() }}
    """
    dati = ctx.anno(anno)
    regole = dati.regole
    rilevato = ctx.documento is not Documento.PIANO and any(ctx.vista.ciclo(dati.anno, p) for p in Periodo)
    return componi(
        "metodo.html",
        anno=dati.anno,
        sistema=f"{regole.titolo}, delibera n. {regole.delibera} {formato.con_articolo('del', regole.data)}",
        r=in_parole(dati),
        gruppi=_misurazioni(dati, misure=rilevato),
        schede=ancore_schede(ctx.documento, dati.obiettivi),
    )


def _misurazioni(anno: Anno, *, misure: bool) -> list[GruppoMisurato]:
    """Return how every indicator is measured, objective by objective."""
    return [
        GruppoMisurato(
            codice=o.codice,
            titolo=o.titolo,
            righe=tuple(
                (i.codice, i.titolo, misurazione(anno, i, misure=misure, fonte=True, fasi=True)) for i in o.indicatori
            ),
        )
        for o in anno.obiettivi.values()
    ]
