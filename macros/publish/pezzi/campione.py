"""The indicators that the OIV inspects, with what was seen of each: rows of the dossier and of the sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.evidenze import verifiche_mostrabili
from macros.model.pagine import OBIETTIVO
from macros.publish.parole import cifre

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.oiv import Verifica

VISTA = {"si": "vista", "no": "non vista"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaVerifica:
    """An indicator that was drawn, or inspected."""

    codice: str
    titolo: str
    indirizzo: str
    area: str
    estratto: bool
    atteso: str
    ottenuto: str
    """Empty where the figures may not be shown."""
    prova: str
    """What proves the value, as the Piano says."""
    viste: tuple[tuple[str, str], ...]
    """What was seen of it, and what came out; empty: nothing was recorded."""


def verifiche(anno: Anno, ciclo: Ciclo | None) -> tuple[RigaVerifica, ...]:
    """Return the indicators drawn and those inspected, as drawn, then as written."""
    if anno.oiv is None:
        return ()
    estratti = anno.oiv.campione.indicatori if anno.oiv.campione else ()
    viste: dict[str, list[Verifica]] = {}
    for v in verifiche_mostrabili(anno.oiv.verifiche, anno.evidenze):
        viste.setdefault(v.indicatore, []).append(v)
    codici = (c for c in dict.fromkeys((*estratti, *viste)) if c in anno.indicatori)
    return tuple(_riga(anno, ciclo, codice, viste.get(codice, ()), estratto=codice in estratti) for codice in codici)


def _riga(anno: Anno, ciclo: Ciclo | None, codice: str, viste: Iterable[Verifica], *, estratto: bool) -> RigaVerifica:
    indicatore, v = anno.indicatori[codice], ciclo.indicatori.get(codice) if ciclo else None
    return RigaVerifica(
        codice=codice,
        titolo=indicatore.titolo,
        indirizzo=OBIETTIVO.indirizzo(anno.anno, indicatore.obiettivo),
        area=anno.nome_area(anno.area_che_risponde(indicatore)),
        estratto=estratto,
        atteso=cifre.atteso(v.indicatore, v.target).piana if v else "",
        ottenuto=cifre.ottenuto(v.indicatore, v.valore).piana if v else "",
        prova=indicatore.documentazione or "",
        viste=tuple(map(_vista, viste)),
    )


def _vista(v: Verifica) -> tuple[str, str]:
    """Say what was seen and what came out: «Registro delle istanze, prot. 12», «vista, confermato. Nota»."""
    che = ", ".join(filter(None, (v.documento, f"prot. {v.protocollo}" if v.protocollo else "")))
    com = ", ".join(filter(None, (VISTA[v.vista], v.esito)))
    return che or "documentazione", f"{com}." + (f" {v.note.rstrip('.')}." if v.note else "")
