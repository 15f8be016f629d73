"""Tables of the financial resources of objectives, in euro. Costs and revenues are summed apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.pagine import OBIETTIVO
from macros.model.valori import Tipo, TipoRisorsa
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi

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
    chiave: str
    anni: tuple[int, ...]
    """Three years for a strategic objective, one for the others."""
    operativa: bool
    """True: one year and budget; False: the estimate of each year."""
    righe: tuple[RigaRisorsa, ...]
    totali: tuple[RigaRisorsa, ...]
    """One for each side that has more than one account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaSomma:
    """An objective in the summary of the resources, or the total of them all."""

    codice: str
    titolo: str
    indirizzo: str
    importi: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SommaRisorse:
    """One side (costs or revenues) of the objectives of a kind."""

    chiave: str
    titolo: str
    colonne: tuple[str, ...]
    righe: tuple[RigaSomma, ...]
    totale: tuple[str, ...]
    """Empty where one objective alone is listed."""


def tabella_risorse(anno: Anno, obiettivo: Obiettivo, forma: str) -> TabellaRisorse:
    """Return the table of an objective's resources; `forma` opens its id."""
    strategico = obiettivo.tipo is Tipo.STRATEGICO
    anni = anno.letture.triennio if strategico else (anno.anno,)
    decimali = _decimali(obiettivo.risorse, anni)
    totali = []
    for lato in (TipoRisorsa.COSTO, TipoRisorsa.RICAVO):
        del_lato = [r for r in obiettivo.risorse if r.tipo is lato]
        if len(del_lato) > 1:
            totali.append(_totale(lato, del_lato, anni, decimali))
    return TabellaRisorse(
        codice=obiettivo.codice,
        chiave=f"{forma}-{obiettivo.codice}-risorse",
        anni=anni,
        operativa=not strategico,
        righe=tuple(_riga(r, anni, decimali) for r in obiettivo.risorse),
        totali=tuple(totali),
    )


def _decimali(risorse: Iterable[Risorsa], anni: tuple[int, ...]) -> int:
    """Return the decimals of a table of some accounts."""
    return formato.centesimi(i for r in risorse for i in (r.budget, *(r.importi.get(n) for n in anni)))


def _riga(risorsa: Risorsa, anni: tuple[int, ...], decimali: int) -> RigaRisorsa:
    conto = risorsa.conto or ""
    if risorsa.tipo:
        conto = f"{conto} ({risorsa.tipo})" if conto else f"conto da completare ({risorsa.tipo})"
    dettaglio = (risorsa.linea, risorsa.punto, risorsa.progetto)
    return RigaRisorsa(
        conto=conto,
        dettaglio=", ".join(d for d in dettaglio if d),
        importi=tuple(formato.euro(risorsa.importi.get(n), decimali) for n in anni),
        budget=formato.euro(risorsa.budget, decimali),
    )


LATI = {TipoRisorsa.COSTO: "Costi", TipoRisorsa.RICAVO: "Ricavi"}


_DI_CHI = {
    Tipo.STRATEGICO: "degli obiettivi strategici",
    Tipo.OPERATIVO: "degli obiettivi operativi",
    Tipo.AZIENDA_SPECIALE: "degli obiettivi dell'Azienda Speciale",
}


def _totale(lato: TipoRisorsa, righe: list[Risorsa], anni: tuple[int, ...], decimali: int) -> RigaRisorsa:
    *importi, budget = _importi(righe, anni, decimali, con_budget=True)
    return RigaRisorsa(conto=f"Totale {LATI[lato].lower()}", dettaglio="", importi=tuple(importi), budget=budget)


def _somma(importi: list[Decimal | None]) -> Decimal | None:
    """Return the sum; None when an amount is missing, because a sum with a hole is another figure."""
    dati = [i for i in importi if i is not None]
    return sum(dati, Decimal(0)) if len(dati) == len(importi) else None


def risorse(ctx: Contesto, codice: str | None = None, anno: int | None = None) -> str:
    """Return the financial resources of an objective, account by account, or the sums of each objective.

    Example:
        {{ risorse("2.2") }}
    """
    dati = ctx.anno(anno)
    if codice is not None:
        tabella = tabella_risorse(dati, cercati.obiettivo(dati, codice), "risorse")
        return componi("risorse.html", una=tabella, somme=())
    con_risorse = [o for o in dati.obiettivi.values() if o.risorse]
    return componi("risorse.html", una=None, somme=tuple(_somme(dati, con_risorse)))


def _somme(anno: Anno, obiettivi: Sequence[Obiettivo]) -> Iterator[SommaRisorse]:
    """Yield, for each kind of objective, its costs and then its revenues, where there are any."""
    for tipo, lato in product(Tipo, TipoRisorsa):
        gruppi = [(o, [r for r in o.risorse if r.tipo is lato]) for o in obiettivi if o.tipo is tipo]
        gruppi = [(o, risorse) for o, risorse in gruppi if risorse]
        if not gruppi:
            continue
        strategico = tipo is Tipo.STRATEGICO
        anni = anno.letture.triennio if strategico else (anno.anno,)
        tutte = [r for _, risorse in gruppi for r in risorse]
        decimali = _decimali(tutte, anni)
        yield SommaRisorse(
            chiave=f"risorse-{tipo.value}-{lato.value}".replace("_", "-"),
            titolo=f"{LATI[lato]} {_DI_CHI[tipo]}",
            colonne=tuple(map(str, anni)) if strategico else (f"Importo {anno.anno}", "Budget"),
            righe=tuple(
                RigaSomma(
                    codice=o.codice,
                    titolo=o.titolo,
                    indirizzo=OBIETTIVO.indirizzo(anno.anno, o.codice),
                    importi=_importi(risorse, anni, decimali, con_budget=not strategico),
                )
                for o, risorse in gruppi
            ),
            totale=_importi(tutte, anni, decimali, con_budget=not strategico) if len(gruppi) > 1 else (),
        )


def _importi(risorse: Sequence[Risorsa], anni: tuple[int, ...], decimali: int, *, con_budget: bool) -> tuple[str, ...]:
    """Write the sums of some accounts: one for each year, then the budget."""
    somme = [_somma([r.importi.get(n) for r in risorse]) for n in anni]
    if con_budget:
        somme.append(_somma([r.budget for r in risorse]))
    return tuple(formato.euro(s, decimali) for s in somme)
