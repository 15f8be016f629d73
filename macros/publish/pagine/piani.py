"""The other plans that the Piano serves: their list, the page of each, the chapter. Fonte: SMVP 6; RECORDS 10."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.legami import VIOLA, che_servono, piani_di, scoperte, slegati
from macros.model import formato
from macros.model.pagine import ALTRO_PIANO, OBIETTIVO
from macros.model.piani import TIPI_PIANO, Copre, RegolaPiani
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto, piu_vicino
from macros.publish.html.modelli import componi
from macros.publish.parole import voci
from macros.publish.parole.voci import Voto

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.model.piani import AltroPiano, VoceServita

SENZA_PIANI = "Il Piano non dice ancora quali altri piani servono i suoi obiettivi."
REGOLE = {
    RegolaPiani.OGNI_OBIETTIVO_STRATEGICO_SERVE: "Ogni obiettivo strategico serve almeno una voce di un piano",
    RegolaPiani.OGNI_AREA_HA_INDICATORI: "Ogni area, e l'Azienda Speciale, risponde di almeno un indicatore",
    RegolaPiani.OGNI_INDICATORE_HA_FONTE: "Ogni indicatore dice da che genere di fonte viene",
}
"""Rule → how pages say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaLegame:
    """What serves an item: an objective, or an indicator of one."""

    codice: str
    titolo: str
    indirizzo: str
    """Page of the objective."""
    di: str
    """Of an indicator, the objective it is of; else empty."""
    classe: str
    voti: tuple[Voto, ...]
    """One for each date shown; none where the plan alone is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaVoce:
    """An item of a plan and what serves it."""

    codice: str
    titolo: str
    righe: tuple[RigaLegame, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TabellaPiano:
    """A plan with its items."""

    codice: str
    titolo: str
    indirizzo: str
    tipo: str
    atto: str
    """Empty: not written."""
    voci: tuple[RigaVoce, ...]
    servite: int
    tutte: bool
    """True when every item is to be served."""

    @property
    def quante(self) -> str:
        """How many items are served."""
        return f"{self.servite} su {formato.quanti(len(self.voci), 'voce', 'voci')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegolaDetta:
    """A rule that the year declares, and what breaks it."""

    testo: str
    rotta_da: tuple[str, ...]
    """Codes; none: it holds."""


def altri_piani(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the plans that the Piano serves, item by item, with the objectives and indicators that serve them.

    Example:
        {{ altri_piani() }}
    """
    dati = ctx.anno(anno)
    tabelle = [_tabella(dati, p, ()) for p in piani_di(dati)]
    return componi("altri_piani.html", anno=dati.anno, tabelle=tabelle, liberi=_liberi(dati), senza=SENZA_PIANI)


def indice_piani(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the list of the plans that the Piano serves, the rules that the year declares, the objectives left out.

    Example:
        {{ indice_piani() }}
    """
    dati = ctx.anno(anno)
    regole = dati.altri_piani.regole if dati.altri_piani else ()
    return componi(
        "indice_piani.html",
        anno=dati.anno,
        tabelle=[_tabella(dati, p, ()) for p in piani_di(dati)],
        regole=[RegolaDetta(testo=REGOLE[r], rotta_da=VIOLA[r](dati)) for r in dict.fromkeys(regole)],
        liberi=_liberi(dati),
        senza=SENZA_PIANI,
    )


def pagina_piano(ctx: Contesto, codice: str, *, anno: int | None = None) -> str:
    """Return a plan: each item with what serves it, grades and states, the items that nothing serves.

    Example:
        {{ pagina_piano("rpp") }}
    """
    dati = ctx.anno(anno)
    piani = {p.codice: p for p in piani_di(dati)}
    if not piani:
        return componi("avviso.html", testo=SENZA_PIANI)
    if codice not in piani:
        raise piu_vicino(codice, piani, f"il codice di un piano del {dati.anno}")
    cicli = [c for p in Periodo if (c := ctx.vista.ciclo_per(dati, p)) is not None]
    return componi(
        "pagina_piano.html",
        anno=dati.anno,
        t=_tabella(dati, piani[codice], cicli),
        date=[voci.DATE_BREVI[c.periodo] for c in cicli],
        scoperte=scoperte(dati, piani[codice]),
        liberi=_liberi(dati),
    )


def ancora_voce(codice: str) -> str:
    """Return where the page of a plan speaks of an item."""
    return f"voce-{codice}"


def _tabella(anno: Anno, piano: AltroPiano, cicli: Sequence[Ciclo]) -> TabellaPiano:
    return TabellaPiano(
        codice=piano.codice,
        titolo=piano.titolo,
        indirizzo=ALTRO_PIANO.indirizzo(anno.anno, piano.codice),
        tipo=TIPI_PIANO[piano.tipo],
        atto=piano.atto or "",
        voci=tuple(RigaVoce(codice=v.codice, titolo=v.titolo, righe=tuple(_righe(anno, v, cicli))) for v in piano.voci),
        servite=sum(bool(che_servono(anno, v)) for v in piano.voci),
        tutte=piano.copre is Copre.OGNI_VOCE,
    )


def _righe(anno: Anno, voce: VoceServita, cicli: Sequence[Ciclo]) -> Iterator[RigaLegame]:
    """Yield what serves an item, in print order: objectives, then the indicators that it names by themselves."""
    for o in (o for codice, o in anno.obiettivi.items() if codice in voce.obiettivi):
        yield RigaLegame(
            codice=o.codice,
            titolo=o.titolo,
            indirizzo=OBIETTIVO.indirizzo(anno.anno, o.codice),
            di="",
            classe=o.tipo.value,
            voti=tuple(voci.voto_sintesi(c, c.obiettivi[o.codice]) for c in cicli),
        )
    for i in (i for codice, i in anno.indicatori.items() if codice in voce.indicatori):
        yield RigaLegame(
            codice=i.codice,
            titolo=i.titolo,
            indirizzo=OBIETTIVO.indirizzo(anno.anno, i.obiettivo),
            di=f"indicatore dell'obiettivo {i.obiettivo}",
            classe="indicatore",
            voti=tuple(voci.voto_indicatore(c, c.indicatori[i.codice]) for c in cicli),
        )


def _liberi(anno: Anno) -> list[tuple[str, str, str]]:
    """Return code, title and page of the objectives that serve no plan; none where there is no plan to serve."""
    if not piani_di(anno):
        return []
    return [(c, anno.obiettivi[c].titolo, OBIETTIVO.indirizzo(anno.anno, c)) for c in slegati(anno)]
