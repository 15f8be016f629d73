"""The results in their context: other bodies, indicators from outside, the starting point. Fonte: RECORDS 12."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.partenza import paragoni
from macros.engine.partenza import partenza as al_punto_di_partenza
from macros.model import formato
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.html.modelli import componi
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.engine.partenza import Paragone
    from macros.engine.result import Ciclo

SENZA_CONFRONTI = "Nessun confronto con altri enti è ancora scritto."
SENZA_ESTERNI = "Nessun indicatore esterno è ancora scritto."
SENZA_PARTENZA = "Nessun indicatore con un grado ha un valore di partenza in numeri."
VERSI = {1: "dal più alto, che è il migliore", -1: "dal più basso, che è il migliore", 0: "dal più alto"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaParagone:
    """An indicator beside the same of other bodies."""

    codice: str
    titolo: str
    indirizzo: str
    anno: int
    valore: str
    mediana: str
    posto: str
    verso: str
    altri: str
    fonti: str
    """Each once; empty: not written."""


def confronti_enti(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the indicators that other bodies measure too: the chamber's value, their median, its place among them.

    Example:
        {{ confronti_enti() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE))
    righe = [_riga(ciclo, p) for p in paragoni(ciclo)]
    return componi("confronti_enti.html", anno=dati.anno, righe=righe, senza="" if righe else SENZA_CONFRONTI)


def _riga(ciclo: Ciclo, p: Paragone) -> RigaParagone:
    i = ciclo.indicatori[p.indicatore].indicatore
    return RigaParagone(
        codice=i.codice,
        titolo=i.titolo,
        indirizzo=OBIETTIVO.indirizzo(ciclo.anno.anno, i.obiettivo),
        anno=p.anno,
        valore=formato.valore(p.valore, i.unita_misura),
        mediana=formato.valore(p.mediana, i.unita_misura),
        posto=f"{p.posto}° su {len(p.altri) + 1}" if p.posto else formato.ASSENTE,
        verso=VERSI[p.verso],
        altri="; ".join(f"{r.ente} {formato.valore(r.valore)}" for r in p.altri),
        fonti="; ".join(dict.fromkeys(r.fonte for r in p.altri if r.fonte)),
    )


def indicatori_esterni(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the indicators that somebody else reckons for the chamber, beside the national mean.

    Example:
        {{ indicatori_esterni() }}
    """
    dati = ctx.anno(anno)
    righe = [
        (e.codice, e.titolo, formato.valore(e.valore), formato.valore(e.media_nazionale), e.anno, e.fonte or "")
        for e in dati.esterni.values()
    ]
    return componi("indicatori_esterni.html", anno=dati.anno, righe=righe, senza="" if righe else SENZA_ESTERNI)


def partenza(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return what the chamber would be, had every indicator with a historic reference in numbers stayed at it.

    Example:
        {{ partenza() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE))
    fermo = al_punto_di_partenza(ciclo)
    if fermo is None:
        return componi("avviso.html", testo=SENZA_PARTENZA)
    return componi(
        "partenza.html",
        anno=dati.anno,
        voto=voci.voto_sintesi(ciclo, ciclo.ente),
        fermo=formato.stampato(fermo.ciclo.ente.stampato),
        quanti=formato.quanti(len(fermo.indicatori), "indicatore", "indicatori"),
        quota=formato.per_cento(fermo.quota),
    )
