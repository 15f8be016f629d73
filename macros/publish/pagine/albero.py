"""The tree of the performance in its two readings, as a nested list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macros.engine.spiega import ENTE
from macros.model.pagine import OBIETTIVO, PRIMA_DELL_ANNO, RESPONSABILE
from macros.model.pagine_albero import ALBERI, LETTURE, ancora_area, luogo_area
from macros.model.piano import AreaStrategica
from macros.model.valori import Livello, Periodo, Tipo
from macros.publish.contesto.contesto import Contesto, periodo_da, piu_vicino, senza_ciclo
from macros.publish.contesto.gruppi import RIEPILOGO_DIRIGENZIALE, RIEPILOGO_STRATEGICO
from macros.publish.html.modelli import componi
from macros.publish.pagine.calcolo import Scontrino, spiegazioni
from macros.publish.pagine.punti import scala_dei_punti
from macros.publish.parole import voci
from macros.publish.parole.voci import Voto

if TYPE_CHECKING:
    from decimal import Decimal

    from macros.engine.result import Ciclo, Sintesi
    from macros.model.anno import Anno
    from macros.model.piano import Area, Voce
    from macros.publish.figure.punti import FiguraPunti
    from macros.vista.vista import Vista

RIEPILOGHI = {Livello.AREA_STRATEGICA: RIEPILOGO_STRATEGICO, Livello.AREA_DIRIGENZIALE: RIEPILOGO_DIRIGENZIALE}
"""Reading of the tree → the recap that says the same of it, line by line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodoAlbero:
    """A node and what hangs from it."""

    livello: str
    """`ente`, `area`, `strategico`, `operativo`: the class of the row."""
    codice: str
    titolo: str
    nota: str
    """Who answers, or that it is shared; may be empty."""
    indirizzo: str
    peso: str
    ancora: str
    """Where it stands in the page that lists the objectives; empty: only areas have a place there."""
    voto: Voto | None
    """None: no results are shown (the Piano, or not published)."""
    figli: tuple[NodoAlbero, ...] = ()


def albero_performance(
    ctx: Contesto,
    lettura: str = "strategica",
    *,
    periodo: str | None = None,
    risultati: bool | None = None,
    anno: int | None = None,
) -> str:
    """Return the tree, by strategic or by managerial areas, with weights and grades.

    In a Piano chapter no results are shown, in a Monitoraggio chapter those at 30/6;
    `periodo` and `risultati` say otherwise.

    Example:
        {{ albero_performance("dirigenziale") }}
    """
    if lettura not in LETTURE:
        raise piu_vicino(lettura, LETTURE, "una lettura dell'albero")
    dati = ctx.anno(anno)
    data = periodo_da(periodo) if periodo else _periodo_di(ctx.pagina)
    mostra = "/piano/" not in ctx.pagina if risultati is None else risultati
    ciclo = ctx.vista.ciclo_per(dati, data) if mostra else None
    livello = Livello.AREA_STRATEGICA if lettura == "strategica" else Livello.AREA_DIRIGENZIALE
    elenco = ctx.pagina == ALBERI["strategica"].indirizzo(dati.anno) and lettura == "strategica"
    spiegati: list[tuple[str, tuple[Scontrino, ...]]] = []
    punti: list[tuple[str, FiguraPunti]] = []
    if elenco and ciclo is not None:
        trovate = ((a, scala_dei_punti(ciclo, a.codice)) for a in dati.letture.aree_strategiche)
        punti = [(f"Area {a.codice}. {a.titolo}", figura) for a, figura in trovate if figura]
    if elenco:
        totali = [ENTE, *(a.codice for a in dati.letture.aree_strategiche)]
        spiegati = spiegazioni(ctx.vista, dati, totali)
    return componi(
        "albero.html",
        radice=_ente(ctx.vista, dati, ciclo, _aree(dati, ciclo, livello)),
        altri=_fuori(dati, ciclo) if elenco else (),
        elenco=elenco,
        speciale=next(iter(_aree(dati, ciclo, Livello.AZIENDA_SPECIALE)), None),
        letture=[(f"Per aree {LETTURE[k]}", t.indirizzo(dati.anno), k == lettura) for k, t in ALBERI.items()],
        lettura=LETTURE[lettura],
        quando=f"{data.in_parole} {dati.anno}" if ciclo else "",
        senza=senza_ciclo(ctx.vista, dati, data) if mostra and ciclo is None else "",
        punti=punti,
        spiegazioni=spiegati,
        ripete=RIEPILOGHI[livello] if ciclo else "",
    )


def _periodo_di(pagina: str) -> Periodo:
    return Periodo.GIUGNO if "/monitoraggio/" in pagina else Periodo.DICEMBRE


def _voto(ciclo: Ciclo | None, sintesi: Sintesi | None) -> Voto | None:
    return voci.voto_sintesi(ciclo, sintesi) if ciclo and sintesi else None


def _nodo(anno: Anno, ciclo: Ciclo | None, codice: str, peso: Decimal | None) -> NodoAlbero:
    obiettivo = anno.obiettivi[codice]
    return NodoAlbero(
        livello="strategico" if obiettivo.tipo is Tipo.STRATEGICO else "operativo",
        codice=obiettivo.codice,
        titolo=obiettivo.titolo,
        nota=voci.condiviso(anno, codice),
        indirizzo=OBIETTIVO.indirizzo(anno.anno, codice),
        peso=voci.peso(peso),
        ancora="",
        voto=_voto(ciclo, ciclo.obiettivi[codice] if ciclo else None),
    )


def _annidati(anno: Anno, ciclo: Ciclo | None, gruppo: Collection[Voce]) -> tuple[NodoAlbero, ...]:
    """Return the objectives of a group: operational ones under their strategic one, if it is there."""
    presenti = {v.codice for v in gruppo}
    figli: dict[str, list[NodoAlbero]] = {}
    primi: list[tuple[str, NodoAlbero]] = []
    for voce in gruppo:
        nodo = _nodo(anno, ciclo, voce.codice, voce.peso)
        padre = anno.obiettivi[voce.codice].obiettivo_strategico
        if padre in presenti:
            figli.setdefault(str(padre), []).append(nodo)
        else:
            primi.append((voce.codice, nodo))
    return tuple(replace(nodo, figli=tuple(figli.get(codice, ()))) for codice, nodo in primi)


def _fuori(anno: Anno, ciclo: Ciclo | None) -> tuple[NodoAlbero, ...]:
    """Return the objectives that stand under no strategic area and are not the agency's."""
    sotto = {
        v.codice for suo, area in anno.letture.gruppi() if suo is not Livello.AREA_DIRIGENZIALE for v in area.obiettivi
    }
    return tuple(_nodo(anno, ciclo, codice, None) for codice in anno.obiettivi if codice not in sotto)


def _ente(vista: Vista, anno: Anno, ciclo: Ciclo | None, figli: tuple[NodoAlbero, ...]) -> NodoAlbero:
    return NodoAlbero(
        livello="ente",
        codice="",
        titolo=vista.ente.nome_breve,
        nota="",
        indirizzo=PRIMA_DELL_ANNO.indirizzo(anno.anno),
        peso="",
        ancora="",
        voto=_voto(ciclo, ciclo.ente if ciclo else None),
        figli=figli,
    )


def _aree(anno: Anno, ciclo: Ciclo | None, livello: Livello) -> tuple[NodoAlbero, ...]:
    return tuple(_area(anno, ciclo, livello, area) for suo, area in anno.letture.gruppi() if suo is livello)


def _area(anno: Anno, ciclo: Ciclo | None, livello: Livello, area: Area) -> NodoAlbero:
    """Return a strategic area with its weight, or who answers for another one, and what is listed in it."""
    if isinstance(area, AreaStrategica):
        codice, nota, peso = area.codice, "", voci.peso(area.peso)
        indirizzo = luogo_area(anno.anno, area.codice)
    else:
        codice, nota, peso = "", area.responsabile, ""
        indirizzo = RESPONSABILE.indirizzo(anno.anno, area.codice)
    return NodoAlbero(
        livello="area",
        codice=codice,
        titolo=f"Azienda Speciale {area.titolo}" if livello is Livello.AZIENDA_SPECIALE else area.titolo,
        nota=nota,
        indirizzo=indirizzo,
        peso=peso,
        ancora=ancora_area(area.codice) if livello is not Livello.AREA_DIRIGENZIALE else "",
        voto=_voto(ciclo, ciclo.figure[livello][area.codice] if ciclo else None),
        figli=_annidati(anno, ciclo, area.obiettivi),
    )
