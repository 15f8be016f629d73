"""The resources of chapter 5: in the Piano, in the Relazione after the cut, on their page, for who certifies them.

Amounts of a fund and of an area are printed, and shares; never a retribuzione. Fonte: SMVP 5; RECORDS 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from macros.engine.fondi import risorse_calcolate, risorse_di
from macros.engine.rilevanza import pesi_relativi
from macros.model import formato
from macros.model.fondi import QualeFondo
from macros.model.pagine import CERTIFICAZIONE, OBIETTIVO, RESPONSABILE, RISORSE_PREMIALI
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi
from macros.publish.parole import fondi as parole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from macros.engine.fondi import FondoCalcolato, RisorseCalcolate
    from macros.model.anno import Anno
    from macros.model.piano import AreaDirigenziale

DI_CHE = {
    QualeFondo.DIRIGENTI: "Quota della retribuzione di posizione",
    QualeFondo.PERSONALE: "Quota dei dipendenti",
}
"""Fund → what the share of an area is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaProgetto:
    """A financed project and its value."""

    codice: str
    titolo: str
    indirizzo: str
    responsabili: str
    rilevanza: str
    """«alta, 5»."""
    valori: tuple[str, ...]
    """In each fund, then together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaFondi:
    """One thing that is known of the two funds."""

    nome: str
    valori: tuple[str, ...]
    """Of each fund, then of both; empty where both together say nothing."""
    totale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaQuota:
    """What an area gets of a fund."""

    titolo: str
    indirizzo: str
    quota: str
    importi: tuple[str, ...]
    """Assigned; after the cut, where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabellaQuote:
    """How the total of a fund is shared out."""

    chiave: str
    titolo: str
    di_che: str
    colonne: tuple[str, ...]
    righe: tuple[RigaQuota, ...]
    totali: tuple[str, ...]
    arrotondate: bool
    """True where the shares as they are printed do not add up to 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaPesoRelativo:
    """A weight beside the relevance of its objective."""

    codice: str
    titolo: str
    indirizzo: str
    peso: str
    rilevanza: str
    scarto: str


def risorse_premiali(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the resources of the financed projects as planned: values, totals, range, shares of the areas.

    Example:
        {{ risorse_premiali() }}
    """
    dati = ctx.anno(anno)
    calcolate = risorse_calcolate(dati)
    if calcolate is None:
        return componi("avviso.html", testo=parole.mancano(dati))
    pagina = RISORSE_PREMIALI.indirizzo(dati.anno)
    return componi("risorse_premiali.html", **_quadro(dati, calcolate), riduzione=(), pagina=pagina)


def risorse_premiali_finali(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the same for the Relazione: cut in proportion, once the OIV attests the grade of the chamber.

    Example:
        {{ risorse_premiali_finali() }}
    """
    dati = ctx.anno(anno)
    suo, calcolate = _a_fine_anno(ctx, dati)
    if calcolate is None:
        return componi("avviso.html", testo=parole.mancano(dati))
    pagina = RISORSE_PREMIALI.indirizzo(dati.anno)
    riduzione = parole.riduzione(suo, calcolate)
    return componi("risorse_premiali.html", **_quadro(suo, calcolate), riduzione=riduzione, pagina=pagina)


def pagina_risorse_premiali(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return all that is known of the resources of the year, with certification and cut.

    Example:
        {{ pagina_risorse_premiali() }}
    """
    dati = ctx.anno(anno)
    suo, calcolate = _a_fine_anno(ctx, dati)
    if calcolate is None:
        return componi("avviso.html", testo=parole.mancano(dati))
    detta = calcolate.attestato is not None
    return componi(
        "pagina_risorse_premiali.html",
        **_quadro(suo, calcolate),
        **_certificazione(suo),
        riduzione=parole.riduzione(suo, calcolate) if detta else (),
        foglio=CERTIFICAZIONE.indirizzo(dati.anno),
        pdf=ctx.pdf_documento(dati, "certificazione"),
    )


def certificazione_valori(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the sheet of who certifies the values: projects, funds, range, shares, weights, room for notes.

    Example:
        {{ certificazione_valori() }}
    """
    dati = ctx.anno(anno)
    calcolate = risorse_calcolate(dati)
    if calcolate is None:
        return componi("avviso.html", testo=parole.mancano(dati))
    return componi(
        "certificazione.html",
        **_quadro(dati, calcolate),
        **_certificazione(dati),
        pesi=[(a.titolo, righe) for a in dati.letture.aree_dirigenziali if (righe := _pesi(dati, a))],
        variazioni=[str(v.numero) for v in dati.variazioni if dati.approvata_il(v)],
        pagina=RISORSE_PREMIALI.indirizzo(dati.anno),
        pdf=ctx.pdf_documento(dati, "certificazione"),
    )


def _a_fine_anno(ctx: Contesto, dati: Anno) -> tuple[Anno, RisorseCalcolate | None]:
    """Return the resources with the plan of 31 December and the attested grade, once values are surveyed."""
    ciclo = ctx.vista.ciclo(dati.anno, Periodo.DICEMBRE)
    return (ciclo.anno, risorse_di(ciclo)) if ciclo else (dati, risorse_calcolate(dati))


def _certificazione(anno: Anno) -> dict[str, object]:
    return {
        "certificati": parole.certificati(anno),
        "certificazione": parole.certificazione(anno) is not None,
    }


def _quadro(anno: Anno, r: RisorseCalcolate) -> dict[str, object]:
    """Return what every one of them prints."""
    return {
        "anno": anno.anno,
        "nomi": tuple(parole.NOMI[quale] for quale in QualeFondo),
        "progetti": tuple(_progetti(anno, r)),
        "totali": tuple(formato.euro(t, _del_valore(r)) for t in (*(f.totale for f in r.fondi.values()), r.totale)),
        "fondi": tuple(_fondi(r)),
        "percentuali": parole.percentuali(anno),
        "intervallo": tuple(parole.intervallo(r, esame) for esame in r.limiti()),
        "quote": tuple(_quote(anno, f) for f in r.fondi.values()),
        "riferimenti": tuple((parole.NOMI[q], r.dichiarate.riferimento(q)) for q in QualeFondo),
    }


def _del_valore(r: RisorseCalcolate) -> int:
    """Return the decimals of the table of the values."""
    return formato.centesimi(p.valore for f in r.fondi.values() for p in f.progetti)


def _progetti(anno: Anno, r: RisorseCalcolate) -> list[RigaProgetto]:
    righe = []
    for codice in (p.codice for p in r.fondi[QualeFondo.DIRIGENTI].progetti):
        valori = [p for f in r.fondi.values() if (p := f.progetto(codice))]
        obiettivo, euro = anno.obiettivi[codice], [v.valore for v in valori]
        righe.append(
            RigaProgetto(
                codice=codice,
                titolo=obiettivo.titolo,
                indirizzo=OBIETTIVO.indirizzo(anno.anno, codice),
                responsabili="; ".join(a.titolo for a in anno.responsabili_di(codice)),
                rilevanza=f"{valori[0].rilevanza}, {valori[0].coefficiente}",
                valori=tuple(formato.euro(e, _del_valore(r)) for e in (*euro, sum(euro, Decimal(0)))),
            )
        )
    return righe


def _fondi(r: RisorseCalcolate) -> list[RigaFondi]:
    fondi = tuple(r.fondi.values())
    stabili, variabili = [f.fondo.stabili for f in fondi], [f.fondo.variabili for f in fondi]
    finali = [*(f.ridotto for f in fondi), *(f.totale for f in fondi)]
    decimali = formato.centesimi([*stabili, *variabili, *finali])

    def importi(nome: str, di_ognuno: Iterable[Decimal | None], insieme: Decimal) -> tuple[str, list[str], str]:
        return nome, [formato.euro(i, decimali) for i in di_ognuno], formato.euro(insieme, decimali)

    righe = [
        importi("Risorse stabili", stabili, sum(stabili, Decimal(0))),
        importi("Variabili, con i progetti", variabili, sum(variabili, Decimal(0))),
        importi("Fondo intero", (f.fondo.intero for f in fondi), r.intero),
        ("Un punto, in percentuale delle stabili", [formato.valore(f.percentuale, "%") for f in fondi], ""),
        ("Un punto, in euro", [formato.esatto(f.punto) for f in fondi], ""),
        importi("Valore dei progetti", (f.totale for f in fondi), r.totale),
        ("In percentuale del fondo", [formato.stampato(f.quota) for f in fondi], formato.stampato(r.quota)),
    ]
    if r.ridotto is not None:
        nome = "Dopo la riduzione" if r.tagliate else "Da attribuire"
        righe.append(importi(nome, (f.ridotto for f in fondi), r.ridotto))
    grossi = {"Fondo intero", "Valore dei progetti", "Dopo la riduzione", "Da attribuire"}
    return [RigaFondi(nome=nome, valori=(*valori, insieme), totale=nome in grossi) for nome, valori, insieme in righe]


def _quote(anno: Anno, f: FondoCalcolato) -> TabellaQuote:
    con_taglio = f.ridotto is not None and f.ridotto != f.totale
    decimali = formato.centesimi(i for a in f.aree for i in (a.assegnato, *([a.ridotto] if con_taglio else [])))

    def importi(intero: Decimal, ridotto: Decimal | None) -> tuple[str, ...]:
        return tuple(formato.euro(i, decimali) for i in (intero, *([ridotto] if con_taglio else [])))

    return TabellaQuote(
        chiave=f"quote-{f.quale}",
        titolo=f"{parole.NOMI[f.quale]}: quanto va a ogni area",
        di_che=DI_CHE[f.quale],
        colonne=("Euro", *(["Dopo la riduzione"] if con_taglio else [])),
        righe=tuple(
            RigaQuota(
                titolo=anno.nome_area(a.codice),
                indirizzo=RESPONSABILE.indirizzo(anno.anno, a.codice),
                quota=formato.per_cento(a.quota),
                importi=importi(a.assegnato, a.ridotto),
            )
            for a in f.aree
        ),
        totali=importi(f.totale, f.ridotto),
        arrotondate=sum(formato.arrotonda(a.quota, 2) for a in f.aree) != 100,
    )


def _pesi(anno: Anno, area: AreaDirigenziale) -> list[RigaPesoRelativo]:
    """Return the weights of a manager beside the relevance of the objectives; none where it is not known of one."""
    return [
        RigaPesoRelativo(
            codice=p.voce.codice,
            titolo=anno.obiettivi[p.voce.codice].titolo,
            indirizzo=OBIETTIVO.indirizzo(anno.anno, p.voce.codice),
            peso=formato.leggibile(p.peso),
            rilevanza=formato.numero(p.rilevanza),
            scarto=formato.segno(p.scarto, 2),
        )
        for p in pesi_relativi(anno, area) or ()
    ]
