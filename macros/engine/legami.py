"""What serves what: the ties between the Piano and the other plans, and what breaks the rules that a year declares.

An objective serves an item that names it, or one of its indicators. Fonte: SMVP 6; RECORDS 10.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from macros.engine.fonti import fonte_tipo
from macros.model.anno import Anno
from macros.model.piani import AltroPiano, RegolaPiani, VoceServita
from macros.model.valori import Tipo


def piani_di(anno: Anno) -> tuple[AltroPiano, ...]:
    """Return the other plans of a year, as written."""
    return anno.altri_piani.piani if anno.altri_piani else ()


def che_servono(anno: Anno, voce: VoceServita) -> tuple[str, ...]:
    """Return the codes of the objectives that serve an item, in print order."""
    codici = {*voce.obiettivi, *(anno.indicatori[i].obiettivo for i in voce.indicatori if i in anno.indicatori)}
    return tuple(codice for codice in anno.obiettivi if codice in codici)


def scoperte(anno: Anno, piano: AltroPiano) -> tuple[VoceServita, ...]:
    """Return the items of a plan that nothing serves."""
    return tuple(v for v in piano.voci if not che_servono(anno, v))


def voci_servite(anno: Anno, codice: str) -> tuple[tuple[AltroPiano, VoceServita], ...]:
    """Return the items that an objective serves, each with its plan."""
    return tuple((p, v) for p in piani_di(anno) for v in p.voci if codice in che_servono(anno, v))


def slegati(anno: Anno) -> tuple[str, ...]:
    """Return the codes of the objectives that serve no plan, in print order."""
    legati = {codice for p in piani_di(anno) for v in p.voci for codice in che_servono(anno, v)}
    return tuple(codice for codice in anno.obiettivi if codice not in legati)


def _strategici_slegati(anno: Anno) -> tuple[str, ...]:
    return tuple(c for c in slegati(anno) if anno.obiettivi[c].tipo is Tipo.STRATEGICO)


def _aree_senza_indicatori(anno: Anno) -> tuple[str, ...]:
    """Return the managerial areas, and the agency, that answer for no indicator."""
    rispondono = {anno.area_che_risponde(i) for i in anno.indicatori.values()}
    return tuple(a.codice for a in anno.letture.con_responsabile if a.codice not in rispondono)


def _indicatori_senza_fonte(anno: Anno) -> tuple[str, ...]:
    """Return the indicators that say no kind of source, nor do all the measures of their formula."""
    return tuple(codice for codice, i in anno.indicatori.items() if fonte_tipo(anno, i) is None)


VIOLA: Mapping[RegolaPiani, Callable[[Anno], tuple[str, ...]]] = MappingProxyType(
    {
        RegolaPiani.OGNI_OBIETTIVO_STRATEGICO_SERVE: _strategici_slegati,
        RegolaPiani.OGNI_AREA_HA_INDICATORI: _aree_senza_indicatori,
        RegolaPiani.OGNI_INDICATORE_HA_FONTE: _indicatori_senza_fonte,
    }
)
"""Rule → the codes of what breaks it, in print order; none: it holds."""
