"""What did not go as planned: gaps, those that take more points first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.mancano import Perdita, mancano
from macros.model import formato
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Livello, Periodo
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import Contesto, periodo_da, senza_ciclo
from macros.publish.contesto.gruppi import ancore_schede
from macros.publish.html.modelli import componi
from macros.publish.parole import cifre, voci
from macros.publish.parole.voci import Segno, Voto
from macros.publish.pezzi.conteggi import indicatori_della_camera, per_intero

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.piano import Smvp

PAGINA_LARGA = 16
"""Rows of the gaps that fill a sheet laid sideways; fewer stay on the upright page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scarto:
    """An indicator under its target."""

    codice: str
    titolo: str
    obiettivo: str
    titolo_obiettivo: str
    indirizzo: str
    atteso: str
    ottenuto: str
    scostamento: str
    percento: str
    causa: str
    motivo: str
    intervento: str
    """At 30 June: what is done about the gap."""
    entro: str
    """The day by which it is done; empty where none was written."""
    area: str
    punti: str
    """Points that it takes from the figure; empty where it takes none."""
    voto: Voto
    segno: Segno
    """That it is under target comes first; then the state of its grade, with where that begins."""
    stato: str
    """The latter alone, for a list that says the former of all."""


def scostamenti(
    ctx: Contesto,
    quanti: int | None = None,
    periodo: str = "31-12",
    *,
    area: str | None = None,
    anno: int | None = None,
) -> str:
    """Return the gaps, those that take more points first, with cause and reason; of the chamber, or of one manager.

    Example:
        {{ scostamenti(5) }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    if area is not None:
        cercati.area(dati, area)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, data))
    tutti, finale = scarti(ciclo, area), data is Periodo.DICEMBRE
    scelti = tutti if quanti is None else tutti[:quanti]
    return componi(
        "scostamenti.html",
        righe=scelti,
        sotto=quanti_sotto(tutti),
        interi=per_intero(ciclo, valutati(ciclo, area)),
        altri=len(tutti) - len(scelti),
        quando=data.in_parole,
        finale=finale,
        stretti=finale and ctx.documento is not None,
        larga=len(scelti) >= PAGINA_LARGA,
        schede=ancore_schede(ctx.capitolo_di, (r.obiettivo for r in scelti)) if finale else (),
    )


def quanti_sotto(tutti: tuple[Scarto, ...]) -> str:
    """Return «3 indicatori sono sotto», of the result expected."""
    return formato.quanti(len(tutti), "indicatore è sotto", "indicatori sono sotto")


def valutati(ciclo: Ciclo, area: str | None) -> tuple[IndicatoreValutato, ...]:
    """Return the indicators that an area answers for; None: all but the agency's."""
    if area is None:
        return indicatori_della_camera(ciclo)
    return tuple(v for v in ciclo.indicatori.values() if ciclo.anno.area_che_risponde(v.indicatore) == area)


def scarti(ciclo: Ciclo, area: str | None = None) -> tuple[Scarto, ...]:
    """Return the indicators under target, those that take more points first; equal ones by grade, then by the tree.

    Args:
        ciclo: the computed year.
        area: those that an area answers for, by what they take from it; None: all but the agency's, from the chamber.
    """
    persi = mancano(ciclo, ciclo.sintesi(area or Livello.ENTE))
    punti = {p.codice: p for p in persi.perdite} if persi else {}
    sotto = [v for v in valutati(ciclo, area) if v.scoperto]
    sotto.sort(key=lambda v: (-punti[v.indicatore.codice].punti if v.indicatore.codice in punti else 0, v.esatto or 0))
    return tuple(_scarto(ciclo, v, punti.get(v.indicatore.codice)) for v in sotto)


def _scarto(ciclo: Ciclo, v: IndicatoreValutato, perdita: Perdita | None) -> Scarto:
    anno, indicatore = ciclo.anno, v.indicatore
    obiettivo = anno.obiettivi[indicatore.obiettivo]
    gap, percento = cifre.scostamento(v)
    causa, motivo, intervento, entro = voci.dello_scostamento(v.rilevazione)
    return Scarto(
        codice=indicatore.codice,
        titolo=indicatore.titolo,
        obiettivo=obiettivo.codice,
        titolo_obiettivo=obiettivo.titolo,
        indirizzo=OBIETTIVO.indirizzo(anno.anno, obiettivo.codice),
        atteso=cifre.atteso(indicatore, v.target).piana,
        ottenuto=cifre.ottenuto(indicatore, v.valore).piana,
        scostamento=gap,
        percento=percento,
        causa=causa,
        motivo=motivo,
        intervento=intervento,
        entro=entro,
        area=anno.nome_area(anno.area_che_risponde(indicatore)),
        punti=formato.stampato(perdita.stampati) if perdita else "",
        voto=voci.voto_indicatore(ciclo, v),
        segno=sotto_il_risultato(ciclo.anno.regole, v.stato or ""),
        stato=dello_stato(ciclo.anno.regole, v.stato or ""),
    )


def sotto_il_risultato(regole: Smvp, stato: str) -> Segno:
    """Return the state of an indicator under its target: no sign of a result reached, whatever its grade gives."""
    suo = voci.segno_stato(regole, stato)
    return voci.segno(
        "sa" if suo.classe == "ra" else suo.classe, f"sotto il risultato atteso, {dello_stato(regole, stato)}"
    )


def dello_stato(regole: Smvp, stato: str) -> str:
    """Return «obiettivo raggiunto (da 90)»: with where it begins, or ends for the lowest, as the year declares them."""
    prima, *altre = regole.stati
    if stato == prima.esito:
        dove = f" (sotto {formato.valore(altre[0].da)})" if altre else ""
    else:
        dove = f" (da {formato.valore(next(b.da for b in altre if b.esito == stato))})"
    return f"obiettivo {stato}{dove}"
