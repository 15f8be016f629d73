"""Which objectives a page speaks of: of the chamber, of a kind, of an area. It only chooses, in print order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from macros.model.problems import Documento
from macros.model.valori import Tipo
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import piu_vicino

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo, Voce

FORME: Mapping[Documento, str] = MappingProxyType(
    {Documento.PIANO: "prog", Documento.MONITORAGGIO: "mon", Documento.RELAZIONE: "cons"}
)
"""Document → what opens the ids of its forms, one an objective."""
RIEPILOGO_STRATEGICO, RIEPILOGO_DIRIGENZIALE = "riep-c", "riep-d"
"""Ids of the recaps of a document, by strategic area and by manager."""


def della_camera(anno: Anno) -> list[str]:
    """Return the codes of the chamber's objectives, the agency's apart."""
    return [o.codice for o in anno.obiettivi.values() if o.tipo is not Tipo.AZIENDA_SPECIALE]


def del_tipo(anno: Anno, tipo: str, area: str | None) -> tuple[Obiettivo, ...]:
    """Return the objectives of a kind, in print order; `area`: of a strategic or managerial area."""
    if tipo not in list(Tipo):
        raise piu_vicino(tipo, list(Tipo), "un tipo di obiettivo")
    scelti = tuple(o for o in anno.obiettivi.values() if o.tipo == tipo)
    if area is None:
        return scelti
    codici = {v.codice for v in gruppo_di(anno, area)}
    return tuple(o for o in scelti if o.codice in codici)


def voci_del_tipo(anno: Anno, tipo: str, area: str | None) -> tuple[Voce, ...]:
    """Return the objectives of a kind with their weight in `area`, or in the area of each, in print order."""
    if area is not None:
        gruppi = [gruppo_di(anno, area)]
    elif tipo == Tipo.AZIENDA_SPECIALE:
        speciale = anno.letture.azienda_speciale
        gruppi = [speciale.obiettivi] if speciale else []
    else:
        gruppi = [a.obiettivi for a in anno.letture.aree_strategiche]
    scelte = {v.codice: v for gruppo in gruppi for v in gruppo if anno.obiettivi[v.codice].tipo == tipo}
    return tuple(scelte[codice] for codice in anno.obiettivi if codice in scelte)


def gruppo_di(anno: Anno, area: str) -> tuple[Voce, ...]:
    """Return the objectives listed under a strategic or managerial area."""
    strategiche = {a.codice: a.obiettivi for a in anno.letture.aree_strategiche}
    return strategiche.get(area) or cercati.area(anno, area).obiettivi


def forma_nel_gruppo(anno: Anno, codice: str, forma: str, area: str | None) -> str:
    """Return what opens the ids of a form printed with its group: the form; of a shared objective, the manager too.

    A chapter may hold the forms of two managers, and an objective that they share is then printed twice.
    """
    return f"{forma}-{area}" if area in {a.codice for a in anno.responsabili_di(codice)[1:]} else forma


def ancore_schede(documento: Documento | None, codici: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of the forms of some objectives in a document; none of one that has no forms."""
    forma = FORME.get(documento) if documento else None
    return tuple(f"{forma}-{codice}" for codice in codici) if forma else ()
