"""Budget and accounts by objective and by area, and the budget beside the Piano's resources. Euro, to the cent.

Fonte: RECORDS 10; DPR 254/2005, art. 8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.budget import CONSUNTIVO, PREVENTIVE, di_area, di_obiettivo, riscontri, scostamento, somma, somme
from macros.model import formato
from macros.model.pagine import OBIETTIVO, RESPONSABILE
from macros.model.valori import TipoRisorsa
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi
from macros.publish.schede.risorse import LATI

if TYPE_CHECKING:
    from macros.engine.budget import Importi
    from macros.model.anno import Anno
    from macros.model.budget import RigaConto

SENZA_BUDGET = "Il budget dell'anno non è ancora scritto."
SENZA_BILANCIO = "I conti dell'anno non sono ancora chiusi."
TITOLI = {
    "previsto": "Previsto",
    "assestato": "Assestato",
    "preconsuntivo": "Preconsuntivo",
    "consuntivo": "Consuntivo",
}
SENZA_OBIETTIVO = "Senza obiettivo"


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaImporti:
    """The amounts of an objective, or of an area."""

    codice: str
    """Empty for an area, and for what is of no objective."""
    titolo: str
    indirizzo: str
    """Empty: it has no page."""
    importi: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TabellaImporti:
    """One side, by objective or by area."""

    chiave: str
    titolo: str
    prima: str
    """Heading of the first column."""
    righe: tuple[RigaImporti, ...]
    totale: tuple[str, ...]


def budget(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return what was planned and what is expected at the year's end, by objective and by area.

    Example:
        {{ budget() }}
    """
    dati = ctx.anno(anno)
    riscontro = _riscontri(dati) if dati.budget else ()
    return _pagina(dati, PREVENTIVE, "budget", SENZA_BUDGET if not dati.budget else "", riscontro)


def bilancio(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return what was planned beside how the accounts closed, by objective and by area.

    Example:
        {{ bilancio() }}
    """
    dati = ctx.anno(anno)
    return _pagina(dati, (*PREVENTIVE[1:], CONSUNTIVO), "bilancio", SENZA_BILANCIO if not dati.bilancio else "", ())


def _pagina(anno: Anno, colonne: Sequence[str], che: str, senza: str, riscontro: tuple[RigaImporti, ...]) -> str:
    tabelle = () if senza else tuple(_tabelle(anno, colonne, che))
    righe = [r.importi for t in tabelle for r in t.righe]
    return componi(
        "budget.html",
        anno=anno.anno,
        colonne=[*(TITOLI[c] for c in colonne), "Differenza"],
        tabelle=tabelle,
        riscontri=riscontro,
        con_previsto=colonne is PREVENTIVE,
        manca=any(formato.ASSENTE in importi for importi in righe),
        senza=senza,
    )


def _tabelle(anno: Anno, colonne: Sequence[str], che: str) -> Iterator[TabellaImporti]:
    """Yield costs then revenues by objective, costs then revenues by area, where there are any."""
    obiettivi = {codice: o.titolo for codice, o in anno.obiettivi.items()} | {"": SENZA_OBIETTIVO}
    giri: tuple[tuple[str, Callable[[RigaConto], str], Mapping[str, str]], ...] = (
        ("obiettivo", di_obiettivo, obiettivi),
        ("area", di_area, anno.letture.nomi_aree),
    )
    for nome, per, titoli in giri:
        pagina = OBIETTIVO if per is di_obiettivo else RESPONSABILE
        for tipo in TipoRisorsa:
            gruppi = somme(anno, tipo, per, colonne)
            ordine = [c for c in titoli if c in gruppi] + [c for c in gruppi if c not in titoli]
            decimali = formato.centesimi(i for importi in gruppi.values() for i in importi)
            righe = tuple(
                RigaImporti(
                    codice=codice if per is di_obiettivo else "",
                    titolo=titoli.get(codice, codice),
                    indirizzo=pagina.indirizzo(anno.anno, codice) if codice in titoli and codice else "",
                    importi=_euro(colonne, gruppi[codice], decimali),
                )
                for codice in ordine
            )
            if righe:
                yield TabellaImporti(
                    chiave=f"{che}-{nome}-{tipo}",
                    titolo=f"{LATI[tipo]} per {nome}",
                    prima=nome.capitalize(),
                    righe=righe,
                    totale=_euro(colonne, somma(gruppi.values()), decimali),
                )


def _euro(colonne: Sequence[str], importi: Importi, decimali: int) -> tuple[str, ...]:
    """Write the amounts of a row, and how far the last is from what was planned."""
    differenza = scostamento(colonne, importi)
    detta = formato.ASSENTE if differenza is None else formato.segno(differenza, decimali)
    return (*(formato.euro(i, decimali) for i in importi), detta)


def _riscontri(anno: Anno) -> tuple[RigaImporti, ...]:
    """Return, of what the budget and the Piano do not say alike, both figures and their difference."""
    diversi = [(r, differenza) for r in riscontri(anno) if (differenza := r.differenza)]
    decimali = formato.centesimi(i for r, _ in diversi for i in (r.risorse, r.previsto))
    return tuple(
        RigaImporti(
            codice=r.obiettivo,
            titolo=str(r.tipo),
            indirizzo=OBIETTIVO.indirizzo(anno.anno, r.obiettivo),
            importi=(
                formato.euro(r.risorse, decimali),
                formato.euro(r.previsto, decimali),
                formato.segno(differenza, decimali),
            ),
        )
        for r, differenza in diversi
    )
