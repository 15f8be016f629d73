"""The charts that a chapter may call, each with its key, its caption and the table of the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Periodo
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import Contesto, periodo_da, piu_vicino, senza_ciclo
from macros.publish.contesto.gruppi import della_camera
from macros.publish.disegni.stati import Quanti, stati
from macros.publish.disegni.tela import Disegno
from macros.publish.figure.gradi import (
    Figura,
    da_giugno_a_dicembre,
    figura_distanze,
    figura_gradi,
    figura_semestre,
    soglia,
)
from macros.publish.html.modelli import componi
from macros.publish.parole import voci
from macros.publish.pezzi.conteggi import per_stato

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import AreaStrategica


def grafico_gradi(ctx: Contesto, periodo: str = "31-12", area: str | None = None, *, anno: int | None = None) -> str:
    """Return the grades of the objectives, a chart for each strategic area, or for one.

    Example:
        {{ grafico_gradi() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    aree = _aree(dati, area)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, data))
    figure = [
        figura_gradi(
            ciclo,
            a.obiettivi,
            f"gradi-{dati.anno}-{data}-{a.codice}",
            f"Area {a.codice}. {a.titolo}: {formato.stampato(ciclo.aree_strategiche[a.codice].stampato)} su 100",
            di_che=f"dell'area strategica {a.codice}",
        )
        for a in aree
    ]
    return componi("grafici/gradi.html", figure=figure, **legenda_gradi(dati))


def legenda_gradi(anno: Anno) -> dict[str, object]:
    """Return what the key of the grades says."""
    return {"soglia": formato.valore(soglia(anno)), "stato": str(anno.regole.stati[-1].esito)}


def grafico_stati(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return a sign for each of the chamber's objectives, by state.

    Example:
        {{ grafico_stati() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, data))
    chiave = f"stati-{dati.anno}-{data}"
    conteggi = per_stato(ciclo)
    parti = [
        Quanti(c.segno.classe, f"{c.numero} {voci.al_plurale(c.segno.parola, c.numero)}", c.numero) for c in conteggi
    ]
    per_parola: dict[str, list[tuple[str, str]]] = {}
    for codice in della_camera(dati):
        parola = voci.segno_obiettivo(ciclo, ciclo.obiettivi[codice]).parola
        per_parola.setdefault(parola, []).append((codice, OBIETTIVO.indirizzo(dati.anno, codice)))
    disegno = Disegno(
        chiave=chiave,
        titolo=f"Obiettivi della Camera per stato al {data.in_parole} {dati.anno}",
        descrizione="Un segno per obiettivo. " + "; ".join(p.detto for p in parti) + ".",
    )
    return componi(
        "grafici/stati.html",
        chiave=chiave,
        totale=sum(c.numero for c in conteggi),
        quando=f"{data.in_parole} {dati.anno}",
        disegno=stati(disegno, parti),
        righe=[(c, per_parola.get(c.segno.parola, [])) for c in conteggi],
    )


def grafico_semestre(ctx: Contesto, area: str | None = None, *, anno: int | None = None) -> str:
    """Return the grades at 30/6 and at 31/12: of the chamber and its areas, or of the objectives of one area.

    Example:
        {{ grafico_semestre() }}
    """
    dati = ctx.anno(anno)
    scelte = _aree(dati, area)
    cicli = {p: ctx.vista.ciclo_per(dati, p) for p in Periodo}
    giugno, finale = cicli[Periodo.GIUGNO], cicli[Periodo.DICEMBRE]
    if giugno is None or finale is None:
        manca = next(p for p, c in cicli.items() if c is None)
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, manca))
    chiave = f"semestre-{dati.anno}-{area or 'ente'}"
    figura: Figura | None
    if area is None:
        figura = da_giugno_a_dicembre(ctx.vista, dati, chiave)
    else:
        scelta = scelte[0]
        figura = figura_semestre(
            (giugno, finale),
            [v.codice for v in scelta.obiettivi],
            chiave,
            f"Area {area}. {scelta.titolo}",
            di_che=f"degli obiettivi dell'area strategica {area}",
        )
    return componi("grafici/semestre.html", figura=figura, con_titolo=area is not None)


def grafico_distanze(
    ctx: Contesto, periodo: str = "31-12", migliori: int = 5, area: str | None = None, *, anno: int | None = None
) -> str:
    """Return how far from the target the indicators ended: those that did worst, some of those that did better.

    Example:
        {{ grafico_distanze() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    if area is not None:
        cercati.area(dati, area)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, data))
    camera = set(della_camera(dati))
    valutati = [
        v
        for v in ciclo.indicatori.values()
        if (v.indicatore.obiettivo in camera if area is None else dati.area_che_risponde(v.indicatore) == area)
    ]
    chiave = f"distanze-{dati.anno}-{data}-{area or 'ente'}"
    figura, nota, senza = figura_distanze(ciclo, valutati, max(migliori, 0), chiave)
    return componi("grafici/distanze.html", figura=figura, nota=nota, senza=senza)


def _aree(anno: Anno, codice: str | None) -> tuple[AreaStrategica, ...]:
    """Return every strategic area, or one."""
    tutte = anno.letture.aree_strategiche
    if codice is None:
        return tutte
    scelte = tuple(a for a in tutte if a.codice == codice)
    if not scelte:
        raise piu_vicino(codice, [a.codice for a in tutte], f"il codice di un'area strategica del {anno.anno}")
    return scelte
