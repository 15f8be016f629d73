"""Recaps c) by strategic area and d) by manager, the agency, and their reconciliation. Fonte: SMVP, appendix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.ciclo import riconciliazione as righe_delle_letture
from macros.model.valori import Periodo, Tipo
from macros.publish import voci
from macros.publish.contesto import Contesto, periodo_da
from macros.publish.modelli import componi
from macros.publish.voci import Voto

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.engine.result import Ciclo, Sintesi
    from macros.model.anno import Anno
    from macros.model.piano import AreaDirigenziale, Voce


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRecap:
    """An objective (or an area) with its weight and grade in a group."""

    codice: str
    numero: str
    classe: str
    """`strategico`, `operativo`, `azienda_speciale`, or empty."""
    titolo: str
    indirizzo: str
    condiviso: bool
    """More than one manager answers for it."""
    peso: str
    voto: Voto


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoRecap:
    """A table of the recap: its rows and its total."""

    chiave: str
    titolo: str
    sotto: str
    """Second line of the caption; may be empty."""
    totale: str
    """Name of the last row."""
    totale_pesi: str
    righe: tuple[RigaRecap, ...]
    voto: Voto
    ente: bool = False
    """True for a row on ink: the figure of the whole body."""


def riepilogo_aree_strategiche(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return recap c): one table per strategic area, then the chamber, then the agency.

    Example:
        {{ riepilogo_aree_strategiche() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.ciclo(dati, data)
    if ciclo is None:
        return _senza(ctx, dati, data)
    gruppi = [
        _gruppo(
            ctx,
            ciclo,
            area.obiettivi,
            ciclo.aree_strategiche[area.codice],
            chiave=f"riep-c-{area.codice}",
            titolo=f"Area strategica {area.codice}. {area.titolo}",
            totale=f"Totale Area strategica {area.codice}",
        )
        for area in dati.letture.aree_strategiche
    ]
    gruppi.append(_ente(ctx, ciclo))
    gruppi += _speciale(ctx, ciclo, "riep-c", "Totale Azienda Speciale")
    return _recap(ciclo, gruppi)


def riepilogo_aree_dirigenziali(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return recap d): one table per manager, the chamber's figure of recap c), the agency.

    Example:
        {{ riepilogo_aree_dirigenziali() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.ciclo(dati, data)
    if ciclo is None:
        return _senza(ctx, dati, data)
    gruppi = [
        _gruppo(
            ctx,
            ciclo,
            area.obiettivi,
            ciclo.aree_dirigenziali[area.codice],
            chiave=f"riep-d-{area.codice}",
            titolo=area.responsabile,
            sotto=area.titolo,
            totale=f"Totale {area.responsabile}",
        )
        for area in dati.letture.aree_dirigenziali
    ]
    gruppi.append(
        GruppoRecap(
            chiave="riep-d-ente",
            titolo="Performance della Camera di Commercio",
            sotto="È la cifra della scheda c): i totali dei dirigenti non ne sono gli addendi",
            totale="Performance Camera di Commercio",
            totale_pesi="",
            righe=(),
            voto=voci.voto_sintesi(ctx, ciclo, ciclo.ente),
            ente=True,
        )
    )
    gruppi += _speciale(ctx, ciclo, "riep-d", "")
    return _recap(ciclo, gruppi)


def riepilogo_azienda_speciale(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return the objectives of the Azienda Speciale with its total, apart from the chamber's.

    Example:
        {{ riepilogo_azienda_speciale() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.ciclo(dati, data)
    if dati.letture.azienda_speciale is None:
        return componi("avviso.html", testo=f"Nel {dati.anno} non c'è un'Azienda Speciale.")
    if ciclo is None:
        return _senza(ctx, dati, data)
    return _recap(ciclo, _speciale(ctx, ciclo, "riep", "Totale Azienda Speciale"))


def riconciliazione(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the check that the two readings explain the same objectives, one by one.

    Example:
        {{ riconciliazione() }}
    """
    dati = ctx.anno(anno)
    righe = righe_delle_letture(dati)
    condivisi = [r.codice for r in righe if len(r.aree_dirigenziali) > 1]
    ciclo = ctx.ciclo(dati, Periodo.DICEMBRE)
    sole = [r for r in righe if r.in_una_sola]
    return componi(
        "riconciliazione.html",
        anno=dati.anno,
        distinti=(
            sum(1 for r in righe if r.aree_strategiche),
            sum(1 for r in righe if r.aree_dirigenziali),
        ),
        presenze=(
            sum(len(r.aree_strategiche) for r in righe),
            sum(len(r.aree_dirigenziali) for r in righe),
        ),
        condivisi=condivisi,
        sole=(
            sum(1 for r in sole if r.aree_strategiche),
            sum(1 for r in sole if r.aree_dirigenziali),
        ),
        voto=voci.voto_sintesi(ctx, ciclo, ciclo.ente) if ciclo else None,
        righe=[
            {
                "codice": r.codice,
                "titolo": r.titolo,
                "indirizzo": ctx.pagina_obiettivo(dati, r.codice),
                "strategiche": ", ".join(r.aree_strategiche) or "assente da questa lettura",
                "dirigenziali": "; ".join(ctx.nome_area(dati, a) for a in r.aree_dirigenziali)
                or "assente da questa lettura",
            }
            for r in righe
        ],
    )


def righe_gruppo(ctx: Contesto, ciclo: Ciclo, gruppo: Iterable[Voce]) -> tuple[RigaRecap, ...]:
    """Return the rows of a group of objectives, in print order."""
    anno = ciclo.anno
    righe = []
    for voce in gruppo:
        obiettivo = anno.obiettivi[voce.codice]
        righe.append(
            RigaRecap(
                codice=obiettivo.codice,
                numero=obiettivo.numero,
                classe=obiettivo.tipo.value,
                titolo=obiettivo.titolo,
                indirizzo=ctx.pagina_obiettivo(anno, obiettivo.codice),
                condiviso=obiettivo.tipo is not Tipo.AZIENDA_SPECIALE
                and len(anno.responsabili_di(obiettivo.codice)) > 1,
                peso=voci.peso(voce.peso),
                voto=voci.voto_sintesi(ctx, ciclo, ciclo.obiettivi[obiettivo.codice]),
            )
        )
    return tuple(righe)


def _gruppo(ctx: Contesto, ciclo: Ciclo, gruppo: tuple[Voce, ...], sintesi: Sintesi, **testi: str) -> GruppoRecap:
    return GruppoRecap(
        chiave=testi["chiave"],
        titolo=testi["titolo"],
        sotto=testi.get("sotto", ""),
        totale=testi["totale"],
        totale_pesi=voci.totale_pesi(v.peso for v in gruppo),
        righe=righe_gruppo(ctx, ciclo, gruppo),
        voto=voci.voto_sintesi(ctx, ciclo, sintesi),
    )


def _ente(ctx: Contesto, ciclo: Ciclo) -> GruppoRecap:
    """Return the last table of recap c): the strategic areas by their weight."""
    anno = ciclo.anno
    righe = tuple(
        RigaRecap(
            codice=area.codice,
            numero=area.codice,
            classe="strategico",
            titolo=area.titolo,
            indirizzo=ctx.pagina_albero(anno, "strategiche"),
            condiviso=False,
            peso=voci.peso(area.peso),
            voto=voci.voto_sintesi(ctx, ciclo, ciclo.aree_strategiche[area.codice]),
        )
        for area in anno.letture.aree_strategiche
    )
    return GruppoRecap(
        chiave="riep-c-ente",
        titolo="Performance della Camera di Commercio",
        sotto="Le aree strategiche, ciascuna con il suo peso",
        totale="Performance Camera di Commercio",
        totale_pesi=voci.totale_pesi(a.peso for a in anno.letture.aree_strategiche),
        righe=righe,
        voto=voci.voto_sintesi(ctx, ciclo, ciclo.ente),
        ente=True,
    )


def _speciale(ctx: Contesto, ciclo: Ciclo, forma: str, totale: str) -> list[GruppoRecap]:
    """Return the agency's table; recap d) closes it with its director's total and the agency's."""
    area: AreaDirigenziale | None = ciclo.anno.letture.azienda_speciale
    if area is None or ciclo.azienda_speciale is None:
        return []
    gruppi = [
        _gruppo(
            ctx,
            ciclo,
            area.obiettivi,
            ciclo.azienda_speciale,
            chiave=f"{forma}-azienda-speciale",
            titolo=f"Azienda Speciale {area.titolo}" if totale else area.responsabile,
            sotto="Obiettivi e totale propri, fuori dal totale della Camera",
            totale=totale or f"Totale {area.responsabile}",
        )
    ]
    if not totale:
        gruppi.append(
            GruppoRecap(
                chiave=f"{forma}-performance-azienda-speciale",
                titolo=f"Performance dell'Azienda Speciale {area.titolo}",
                sotto="",
                totale="Performance Azienda Speciale",
                totale_pesi="",
                righe=(),
                voto=voci.voto_sintesi(ctx, ciclo, ciclo.azienda_speciale),
                ente=True,
            )
        )
    return gruppi


def _recap(ciclo: Ciclo, gruppi: list[GruppoRecap]) -> str:
    quando = f"{voci.DATE[ciclo.periodo]} {ciclo.anno.anno}"
    return componi("riepilogo.html", gruppi=gruppi, quando=quando)


def _senza(ctx: Contesto, anno: Anno, periodo: Periodo) -> str:
    return componi("avviso.html", testo=ctx.senza_ciclo(anno, periodo))
