"""Tables of the financial resources of objectives, in euro. Costs and revenues are summed apart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.valori import Tipo, TipoRisorsa
from macros.publish.contesto import Contesto
from macros.publish.modelli import componi

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo, Risorsa


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRisorsa:
    """One account of one objective."""

    conto: str
    """Account and side; «da completare» where nobody wrote it."""
    dettaglio: str
    """Line, point, project."""
    importi: tuple[str, ...]
    """One for each year of the table."""
    budget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TabellaRisorse:
    """The resources of one objective."""

    codice: str
    titolo: str
    indirizzo: str
    chiave: str
    anni: tuple[int, ...]
    """Three years for a strategic objective, one for the others."""
    operativa: bool
    """True: one year and budget; False: the estimate of each year."""
    righe: tuple[RigaRisorsa, ...]
    totali: tuple[RigaRisorsa, ...]
    """One for each side that has more than one account."""


def tabella_risorse(ctx: Contesto, anno: Anno, obiettivo: Obiettivo, forma: str) -> TabellaRisorse:
    """Return the table of an objective's resources; `forma` opens its id."""
    strategico = obiettivo.tipo is Tipo.STRATEGICO
    anni = anno.letture.triennio if strategico else (anno.anno,)
    totali = []
    for lato in (TipoRisorsa.COSTO, TipoRisorsa.RICAVO):
        del_lato = [r for r in obiettivo.risorse if r.tipo is lato]
        if len(del_lato) > 1:
            totali.append(_totale(lato, del_lato, anni))
    return TabellaRisorse(
        codice=obiettivo.codice,
        titolo=obiettivo.titolo,
        indirizzo=ctx.pagina_obiettivo(anno, obiettivo.codice),
        chiave=f"{forma}-{obiettivo.codice}-risorse",
        anni=anni,
        operativa=not strategico,
        righe=tuple(_riga(r, anni) for r in obiettivo.risorse),
        totali=tuple(totali),
    )


def _riga(risorsa: Risorsa, anni: tuple[int, ...]) -> RigaRisorsa:
    conto = risorsa.conto or ""
    if risorsa.tipo:
        conto = f"{conto} ({risorsa.tipo})" if conto else f"conto da completare ({risorsa.tipo})"
    dettaglio = (risorsa.linea, risorsa.punto, risorsa.progetto)
    return RigaRisorsa(
        conto=conto,
        dettaglio=", ".join(d for d in dettaglio if d),
        importi=tuple(formato.euro(risorsa.importi.get(n)) for n in anni),
        budget=formato.euro(risorsa.budget),
    )


def _totale(lato: TipoRisorsa, righe: list[Risorsa], anni: tuple[int, ...]) -> RigaRisorsa:
    nome = "Totale costi" if lato is TipoRisorsa.COSTO else "Totale ricavi"
    importi = tuple(formato.euro(_somma([r.importi.get(n) for r in righe])) for n in anni)
    budget = formato.euro(_somma([r.budget for r in righe]))
    return RigaRisorsa(conto=nome, dettaglio="", importi=importi, budget=budget)


def _somma(importi: list[Decimal | None]) -> Decimal | None:
    dati = [i for i in importi if i is not None]
    return sum(dati, Decimal(0)) if dati else None


def risorse(ctx: Contesto, codice: str | None = None, *, anno: int | None = None) -> str:
    """Return the financial resources of an objective, or of all that have any.

    Example:
        {{ risorse("2.2") }}
    """
    dati = ctx.anno(anno)
    if codice is not None:
        tabella = tabella_risorse(ctx, dati, ctx.obiettivo(dati, codice), "risorse")
        return componi("risorse.html", una=tabella, elenchi=())
    tutte = [tabella_risorse(ctx, dati, o, "risorse") for o in dati.obiettivi.values() if o.risorse]
    elenchi = [[t for t in tutte if t.operativa is operativa] for operativa in (False, True)]
    return componi("risorse.html", una=None, elenchi=[e for e in elenchi if e])
