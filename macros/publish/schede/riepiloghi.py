"""Recaps c) by strategic area and d) by manager, the agency, and their reconciliation. Fonte: SMVP, appendix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.ciclo import riconciliazione as righe_delle_letture
from macros.model import formato
from macros.model.pagine import OBIETTIVO, RESPONSABILE
from macros.model.pagine_albero import ALBERI
from macros.model.piano import Area, AreaDirigenziale
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto, periodo_da, senza_ciclo
from macros.publish.contesto.gruppi import RIEPILOGO_DIRIGENZIALE, RIEPILOGO_STRATEGICO
from macros.publish.html.modelli import componi
from macros.publish.parole import voci
from macros.publish.parole.attestato import Attestato, senza_giudizio
from macros.publish.parole.voci import Voto
from macros.publish.pezzi.righe import RigaObiettivo, righe_obiettivi
from macros.publish.pezzi.testate import RIEPILOGO_C, RIEPILOGO_D

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True)
class ModuloRiepilogo:
    """A form of recap. Fonte: SMVP, appendix."""

    chiave: str
    """Id of its table."""
    titolo: str
    grado: str
    """What it calls the grade."""


SCHEDA_C = ModuloRiepilogo(RIEPILOGO_STRATEGICO, RIEPILOGO_C, "Grado raggiunto")
SCHEDA_D = ModuloRiepilogo(RIEPILOGO_DIRIGENZIALE, RIEPILOGO_D, "Grado raggiungimento")
DELLO_SPECIALE = ModuloRiepilogo("riep", "Riepilogo dell'Azienda Speciale", "Grado raggiunto")


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoRiepilogo:
    """A part of a recap: its rows and its total."""

    titolo: str
    sotto: str = ""
    """What is said beside the title; may be empty."""
    totale: str
    """Name of the last row."""
    totale_pesi: str = ""
    righe: tuple[RigaObiettivo, ...] = ()
    """Objectives; of the chamber, strategic areas. Empty: the total alone."""
    voto: Voto
    ente: bool = False
    """True for a row on ink: the figure of the whole body."""

    @property
    def attestato(self) -> Attestato | None:
        """What the OIV attests beside the total."""
        return self.voto.attestato


def riepilogo_aree_strategiche(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return recap c): one group per strategic area, then the chamber, then the agency.

    Example:
        {{ riepilogo_aree_strategiche() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return _senza(ctx.vista, dati, data)
    gruppi = [
        GruppoRiepilogo(
            titolo=f"Area strategica {area.codice}. {area.titolo}",
            totale=f"Totale Area strategica {area.codice}",
            totale_pesi=voci.totale_pesi(v.peso for v in area.obiettivi),
            righe=righe_obiettivi(dati, [ciclo], area.obiettivi),
            voto=voci.voto_sintesi(ciclo, ciclo.aree_strategiche[area.codice]),
        )
        for area in dati.letture.aree_strategiche
    ]
    gruppi.append(_ente(ciclo))
    speciale = _speciale(ciclo)
    return _riepilogo(ciclo, SCHEDA_C, gruppi, speciale, senza_giudizio(ciclo))


def riepilogo_aree_dirigenziali(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return recap d): one group per manager, the chamber's figure of recap c), the agency.

    Example:
        {{ riepilogo_aree_dirigenziali() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return _senza(ctx.vista, dati, data)
    gruppi = [
        GruppoRiepilogo(
            titolo=area.responsabile,
            sotto=area.titolo,
            totale=f"Totale {area.responsabile}",
            totale_pesi=voci.totale_pesi(v.peso for v in area.obiettivi),
            righe=righe_obiettivi(dati, [ciclo], area.obiettivi),
            voto=voci.voto_sintesi(ciclo, ciclo.aree_dirigenziali[area.codice]),
        )
        for area in dati.letture.aree_dirigenziali
    ]
    gruppi.append(
        GruppoRiepilogo(
            titolo="Performance della Camera di Commercio",
            sotto="È la cifra della scheda c): i totali dei dirigenti non ne sono gli addendi",
            totale="Performance Camera di Commercio",
            voto=voci.voto_sintesi(ciclo, ciclo.ente),
            ente=True,
        )
    )
    speciale = _speciale(ciclo, di_chi_risponde=True)
    return _riepilogo(ciclo, SCHEDA_D, gruppi, speciale)


def riepilogo_azienda_speciale(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return the objectives of the Azienda Speciale with its total, apart from the chamber's.

    Example:
        {{ riepilogo_azienda_speciale() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if dati.letture.azienda_speciale is None:
        return componi("avviso.html", testo=f"Nel {dati.anno} non c'è un'Azienda Speciale.")
    if ciclo is None:
        return _senza(ctx.vista, dati, data)
    return _riepilogo(ciclo, DELLO_SPECIALE, _speciale(ciclo))


def riconciliazione(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the check that the two readings explain the same objectives, with the weight of each in both.

    Example:
        {{ riconciliazione() }}
    """
    dati = ctx.anno(anno)
    righe = righe_delle_letture(dati)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    return componi(
        "riconciliazione.html",
        schede=f"{RIEPILOGO_STRATEGICO} {RIEPILOGO_DIRIGENZIALE}",
        anno=dati.anno,
        tutti=formato.quanti(len(righe), "obiettivo", "obiettivi"),
        condivisi=[r.codice for r in righe if len(r.aree_dirigenziali) > 1],
        sole=[
            (r.codice, "strategiche" if r.aree_strategiche else "dirigenziali" if r.aree_dirigenziali else "")
            for r in righe
            if r.in_una_sola
        ],
        voto=voci.voto_sintesi(ciclo, ciclo.ente) if ciclo else None,
        righe=[
            {
                "codice": r.codice,
                "titolo": r.titolo,
                "indirizzo": OBIETTIVO.indirizzo(dati.anno, r.codice),
                "area": area,
                "peso_area": peso_area,
                "chi": chi,
                "peso_totale": peso_totale,
            }
            for r in righe
            for area, peso_area in _pesi(dati.letture.aree_strategiche, r.codice)
            for chi, peso_totale in _pesi(dati.letture.aree_dirigenziali, r.codice)
        ],
    )


def elenco_responsabili(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return who answers for the objectives: how many, and the grade at the last date with results.

    Example:
        {{ elenco_responsabili() }}
    """
    dati = ctx.anno(anno)
    cicli = [c for p in Periodo if (c := ctx.vista.ciclo_per(dati, p)) is not None]
    ciclo = cicli[-1] if cicli else None
    return componi(
        "responsabili.html",
        quando=f"{ciclo.periodo.in_parole} {dati.anno}" if ciclo else "",
        righe=[
            {
                "titolo": a.titolo,
                "responsabile": a.responsabile,
                "indirizzo": RESPONSABILE.indirizzo(dati.anno, a.codice),
                "obiettivi": formato.leggibile(len(a.obiettivi)),
                "voto": voci.voto_sintesi(ciclo, ciclo.sintesi(a.codice)) if ciclo else None,
            }
            for a in dati.letture.con_responsabile
        ],
    )


def _pesi(aree: Iterable[Area], codice: str) -> list[tuple[str, str]]:
    """Return the areas that list an objective, each with its weight there; where none does, that it is not there."""
    return [
        (a.titolo if isinstance(a, AreaDirigenziale) else f"Area {a.codice}", voci.peso(v.peso))
        for a in aree
        for v in a.obiettivi
        if v.codice == codice
    ] or [("assente da questa lettura", "")]


def _ente(ciclo: Ciclo) -> GruppoRiepilogo:
    """Return the chamber's group of recap c): the strategic areas by their weight."""
    anno = ciclo.anno
    righe = tuple(
        RigaObiettivo(
            numero=area.codice,
            classe="strategico",
            titolo=area.titolo,
            indirizzo=ALBERI["strategica"].indirizzo(anno.anno),
            condiviso="",
            peso=voci.peso(area.peso),
            voti=(voci.voto_sintesi(ciclo, ciclo.aree_strategiche[area.codice]),),
        )
        for area in anno.letture.aree_strategiche
    )
    return GruppoRiepilogo(
        titolo="Performance della Camera di Commercio",
        sotto="Le aree strategiche, ciascuna con il suo peso",
        totale="Performance Camera di Commercio",
        totale_pesi=voci.totale_pesi(a.peso for a in anno.letture.aree_strategiche),
        righe=righe,
        voto=voci.voto_sintesi(ciclo, ciclo.ente),
        ente=True,
    )


def _speciale(ciclo: Ciclo, *, di_chi_risponde: bool = False) -> list[GruppoRiepilogo]:
    """Return the agency's group; `di_chi_risponde`: under its director's name, then the agency's own total."""
    area = ciclo.anno.letture.azienda_speciale
    if area is None or ciclo.azienda_speciale is None:
        return []
    gruppi = [
        GruppoRiepilogo(
            titolo=area.responsabile if di_chi_risponde else f"Azienda Speciale {area.titolo}",
            sotto="Obiettivi e totale propri, fuori dal totale della Camera",
            totale=f"Totale {area.responsabile}" if di_chi_risponde else "Totale Azienda Speciale",
            totale_pesi=voci.totale_pesi(v.peso for v in area.obiettivi),
            righe=righe_obiettivi(ciclo.anno, [ciclo], area.obiettivi),
            voto=voci.voto_sintesi(ciclo, ciclo.azienda_speciale),
        )
    ]
    if di_chi_risponde:
        gruppi.append(
            GruppoRiepilogo(
                titolo=f"Performance dell'Azienda Speciale {area.titolo}",
                totale="Performance Azienda Speciale",
                voto=voci.voto_sintesi(ciclo, ciclo.azienda_speciale),
                ente=True,
            )
        )
    return gruppi


def _riepilogo(
    ciclo: Ciclo,
    modulo: ModuloRiepilogo,
    gruppi: Sequence[GruppoRiepilogo],
    speciale: Sequence[GruppoRiepilogo] = (),
    senza: str = "",
) -> str:
    """Write a recap: its groups, the total at the end, and apart the agency's; `senza`: that a judgement is missing."""
    quando = f"{ciclo.periodo.in_parole} {ciclo.anno.anno}"
    return componi("riepilogo.html", m=modulo, gruppi=gruppi, speciale=speciale, quando=quando, senza=senza)


def _senza(vista: Vista, anno: Anno, periodo: Periodo) -> str:
    return componi("avviso.html", testo=senza_ciclo(vista, anno, periodo))
