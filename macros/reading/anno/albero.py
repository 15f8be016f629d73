"""Reads `albero.yml`: the two readings and the weights of their groups."""

from __future__ import annotations

from pathlib import Path

from macros.model.piano import Albero, AreaDirigenziale, AreaStrategica, Voce
from macros.reading.anno.regole import apri
from macros.reading.testo.chiavi import Mappa, leggi
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import legge_anno


def leggi_albero(lettura: Lettura, file: Path) -> Albero | None:
    """Read the tree; None when it cannot be read as a whole."""
    m = apri(lettura, file, "albero.yml")
    if m is None:
        return None
    anni = [leggi(lettura, nodo, legge_anno) for nodo in m.elementi("triennio", richiesta=True)]
    m.non_vuoto("triennio")
    triennio = tuple(anno for anno in anni if anno is not None)
    gruppi = m.gruppi("aree_strategiche", "un'area strategica", richiesta=True)
    strategiche = tuple(strategica for g in gruppi if (strategica := _area_strategica(g)) is not None)
    gruppi = m.gruppi("aree_dirigenziali", "un'area dirigenziale", richiesta=True)
    dirigenziali = tuple(area for g in gruppi if (area := _area_dirigenziale(g)) is not None)
    gruppo = m.mappa("azienda_speciale")
    azienda = _area_dirigenziale(gruppo, dirigente=False) if gruppo else None
    m.chiudi()
    if not triennio:
        return None
    return Albero(
        source=m.source,
        luoghi=m.luoghi(),
        triennio=triennio,
        aree_strategiche=strategiche,
        aree_dirigenziali=dirigenziali,
        azienda_speciale=azienda,
    )


def _voci(area: Mappa) -> tuple[Voce, ...]:
    voci = []
    for voce in area.gruppi("obiettivi", "un obiettivo dell'elenco", richiesta=not area.scritta("obiettivi")):
        codice, peso = voce.codice("codice", richiesta=True), voce.numero("peso")
        voce.chiudi()
        if codice:
            voci.append(Voce(codice, peso, voce.source, voce.luogo("peso")))
    return tuple(voci)


def _area_strategica(area: Mappa) -> AreaStrategica | None:
    codice, titolo = area.codice("codice", richiesta=True), area.testo("titolo", richiesta=True)
    peso, obiettivi = area.numero("peso"), _voci(area)
    area.chiudi()
    if codice is None:
        return None
    return AreaStrategica(
        source=area.source, luoghi=area.luoghi(), codice=codice, titolo=titolo or "", peso=peso, obiettivi=obiettivi
    )


def _area_dirigenziale(area: Mappa, *, dirigente: bool = True) -> AreaDirigenziale | None:
    """Read a managerial area or, without a required manager, the agency."""
    codice, titolo = area.codice("codice", richiesta=True), area.testo("titolo", richiesta=True)
    responsabile = area.testo("responsabile", richiesta=dirigente)
    uffici, obiettivi = area.testi("uffici"), _voci(area)
    area.chiudi()
    if codice is None:
        return None
    return AreaDirigenziale(
        source=area.source,
        luoghi=area.luoghi(),
        codice=codice,
        titolo=titolo or "",
        responsabile=responsabile or "",
        uffici=uffici,
        obiettivi=obiettivi,
    )
