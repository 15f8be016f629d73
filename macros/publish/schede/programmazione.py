"""The programming forms of the Piano: strategic and operational. Fonte: SMVP, appendix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.pagine import OBIETTIVO
from macros.model.problems import Documento
from macros.model.regole import REGOLE
from macros.model.valori import NON_PREVISTO, Periodo, Tipo
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import Contesto
from macros.publish.contesto.gruppi import FORME, del_tipo, forma_nel_gruppo, voci_del_tipo
from macros.publish.html.modelli import componi
from macros.publish.parole import cifre, voci
from macros.publish.parole.cifre import Cifra
from macros.publish.parole.misurazione import misurazione
from macros.publish.pezzi.righe import (
    SENZA_VITE,
    RigaIndicatore,
    riga_indicatore,
    righe_documento,
    tabelle_fasi,
    totale_pesi,
)
from macros.publish.pezzi.sommario import sommario
from macros.publish.pezzi.testate import PROGRAMMAZIONE, coinvolti, testata
from macros.publish.schede.risorse import tabella_risorse
from macros.vista.vite import nomi

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.model.anno import Anno
    from macros.model.piano import Indicatore, Obiettivo
    from macros.vista.vista import Vista
    from macros.vista.vite import NomeVita

FORMA = FORME[Documento.PIANO]


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaPrevista:
    """An indicator in the plan: what is expected, when, with which weight."""

    base: RigaIndicatore
    storico: Cifra
    attesi: tuple[Cifra, ...]
    """Strategic: one for each year; others: at 30/6 and at 31/12."""
    pesi: tuple[str, ...]
    """One for each year (strategic), or one."""
    al_giugno: Cifra | None
    """Strategic, where a value is expected at 30/6 too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoPesi:
    """The linked indicators of one operational objective, with their weights."""

    codice: str
    titolo: str
    indirizzo: str
    righe: tuple[RigaIndicatore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TabellaPrevista:
    """What the plan expects of an objective: targets and weights."""

    strategico: bool
    anno: int
    anni: tuple[int, ...]
    """The three years of a strategic objective; none for the others."""
    righe: tuple[RigaPrevista, ...]
    gruppi: tuple[GruppoPesi, ...]
    totale: str
    """Sum of the weights."""


def scheda_programmazione(ctx: Contesto, codice: str, *, anno: int | None = None, livello: int = 2) -> str:
    """Return the programming form of an objective, strategic or operational.

    Example:
        {{ scheda_programmazione("2.2") }}
    """
    dati = ctx.anno(anno)
    return _scheda(ctx.vista, dati, cercati.obiettivo(dati, codice), livello)


def schede_programmazione(
    ctx: Contesto,
    tipo: str = "strategico",
    area: str | None = None,
    *,
    anno: int | None = None,
    livello: int = 2,
) -> str:
    """Return the programming forms of all objectives of a kind, or of one area, after a table of them.

    Example:
        {{ schede_programmazione("operativo", area="anagrafica") }}
    """
    dati = ctx.anno(anno)
    obiettivi = del_tipo(dati, tipo, area)
    testa = sommario(dati, voci_del_tipo(dati, tipo, area), FORMA, None, (tipo, area))
    forme = {o.codice: forma_nel_gruppo(dati, o.codice, FORMA, area) for o in obiettivi}
    return testa + "".join(_scheda(ctx.vista, dati, o, livello, forme[o.codice]) for o in obiettivi)


def _scheda(vista: Vista, anno: Anno, obiettivo: Obiettivo, livello: int, forma: str = FORMA) -> str:
    aree, uffici = coinvolti(anno, obiettivo)
    return componi(
        "scheda_programmazione.html",
        modulo=PROGRAMMAZIONE.get(obiettivo.tipo, ""),
        testa=testata(anno, obiettivo, forma),
        livello=livello,
        programma=programma(anno, obiettivo, vite=nomi(vista, anno.anno)),
        bilancio=voci.paragrafi(obiettivo.bilancio),
        descrizione=voci.paragrafi(obiettivo.descrizione),
        azioni=voci.paragrafi(obiettivo.azioni),
        aree=aree,
        uffici=uffici,
        impegno=voci.paragrafi(obiettivo.impegno_richiesto),
        fasi=tabelle_fasi(anno, obiettivo.indicatori, None),
        risorse=tabella_risorse(anno, obiettivo, forma),
        documenti=righe_documento(obiettivo),
    )


def programma(
    anno: Anno, obiettivo: Obiettivo, *, misure: bool = False, vite: Mapping[str, NomeVita] = SENZA_VITE
) -> TabellaPrevista:
    """Return what the plan expects of an objective, for the form and for the objective's page.

    `misure`: True tells what the measures of its formulas are, which the Piano does not. `vite`: see `riga_indicatore`.
    """
    strategico = obiettivo.tipo is Tipo.STRATEGICO
    return TabellaPrevista(
        strategico=strategico,
        anno=anno.anno,
        anni=anno.letture.triennio if strategico else (),
        righe=tuple(
            _riga(anno, i, vite, strategico=strategico, misura=misurazione(anno, i, misure=misure).riga)
            for i in obiettivo.indicatori
        ),
        gruppi=_collegati(anno, obiettivo),
        totale=totale_pesi(obiettivo),
    )


def _riga(
    anno: Anno, indicatore: Indicatore, vite: Mapping[str, NomeVita], *, strategico: bool, misura: str
) -> RigaPrevista:
    giugno = indicatore.target_di(Periodo.GIUGNO)
    if strategico:
        anni = anno.letture.triennio
        attesi = tuple(_atteso(indicatore, str(n)) for n in anni)
        pesi = tuple(voci.peso(indicatore.pesi[n]) if n in indicatore.pesi else _senza_peso(indicatore) for n in anni)
    else:
        attesi = (_atteso(indicatore, Periodo.GIUGNO), _atteso(indicatore, Periodo.DICEMBRE))
        pesi = (voci.peso(indicatore.peso),)
    return RigaPrevista(
        base=riga_indicatore(anno, indicatore, indicatore.peso, misura, vite),
        storico=cifre.storico(indicatore),
        attesi=attesi,
        pesi=pesi,
        al_giugno=cifre.atteso(indicatore, giugno) if strategico and giugno is not None else None,
    )


def _senza_peso(indicatore: Indicatore) -> str:
    return voci.DA_COMPLETARE if indicatore.pesi else voci.peso(None)


def _atteso(indicatore: Indicatore, chiave: str) -> Cifra:
    """Return the target of a date or year, or what stands in its place."""
    if parole := REGOLE[indicatore.regola].al_posto_del_target:
        return Cifra("", parole, "")
    if indicatore.target.get(chiave) is NON_PREVISTO:
        return Cifra("", "non previsto", "")
    target = indicatore.target_di(chiave)
    return Cifra("", voci.DA_COMPLETARE, "") if target is None else cifre.atteso(indicatore, target)


def _collegati(anno: Anno, obiettivo: Obiettivo) -> tuple[GruppoPesi, ...]:
    """Return the linked indicators grouped by their operational objective, in the order written."""
    per_obiettivo: dict[str, list[RigaIndicatore]] = {}
    for collegato in obiettivo.collegati:
        indicatore = cercati.indicatore(anno, collegato.indicatore)
        riga = riga_indicatore(anno, indicatore, collegato.peso)
        per_obiettivo.setdefault(indicatore.obiettivo, []).append(riga)
    return tuple(
        GruppoPesi(
            codice=codice,
            titolo=cercati.titolo(anno, codice),
            indirizzo=OBIETTIVO.indirizzo(anno.anno, codice),
            righe=tuple(righe),
        )
        for codice, righe in per_obiettivo.items()
    )
