"""The final forms: a) strategic and b) operational objectives. Fonte: SMVP, appendix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import Contesto
from macros.publish.contesto.gruppi import FORME, del_tipo, forma_nel_gruppo, voci_del_tipo
from macros.publish.figure.composizione import composizione
from macros.publish.html.modelli import componi
from macros.publish.parole import voci
from macros.publish.pezzi.righe import tabelle_fasi, tavola
from macros.publish.pezzi.sommario import sommario
from macros.publish.pezzi.testate import RENDICONTAZIONE, testata

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import Indicatore, Obiettivo
    from macros.vista.vista import Vista

NELLA_SCHEDA = 30
"""Height of the drawing in a form, in pixels: the table below says the same in figures."""
FORMA = FORME[Documento.RELAZIONE]


@dataclass(frozen=True, slots=True, kw_only=True)
class AzioniArea:
    """What a managerial area did in the year."""

    area: str
    testo: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestoFinale:
    """What the final form says of an indicator."""

    codice: str
    titolo: str
    risultati: tuple[str, ...]
    criticita: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RisultatiArea:
    """Results and criticalities of the indicators that an area answers for."""

    area: str
    indicatori: tuple[TestoFinale, ...]


def scheda_consuntivo(ctx: Contesto, codice: str, *, anno: int | None = None, livello: int = 2) -> str:
    """Return the final form of an objective: a) strategic, b) operational.

    Example:
        {{ scheda_consuntivo("2.2") }}
    """
    dati = ctx.anno(anno)
    return _scheda(ctx.vista, dati, cercati.obiettivo(dati, codice), livello)


def schede_consuntivo(
    ctx: Contesto,
    tipo: str = "strategico",
    area: str | None = None,
    *,
    anno: int | None = None,
    livello: int = 2,
) -> str:
    """Return the final forms of all objectives of a kind, or of one area, after a table of their grades.

    Example:
        {{ schede_consuntivo("strategico", area="2") }}
    """
    dati = ctx.anno(anno)
    obiettivi = del_tipo(dati, tipo, area)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    testa = sommario(dati, voci_del_tipo(dati, tipo, area), FORMA, ciclo, (tipo, area)) if ciclo else ""
    forme = {o.codice: forma_nel_gruppo(dati, o.codice, FORMA, area) for o in obiettivi}
    return testa + "".join(_scheda(ctx.vista, dati, o, livello, forme[o.codice]) for o in obiettivi)


def azioni(anno: Anno, obiettivo: Obiettivo) -> tuple[AzioniArea, ...]:
    """Return the actions of the year, area by area: who answers always, who helped if it wrote."""
    scheda = anno.schede.get(obiettivo.codice)
    scritte = dict(scheda.azioni) if scheda else {}
    risponde = {a.codice for a in anno.responsabili_di(obiettivo.codice)}
    ordine = [a.codice for a in anno.letture.con_responsabile]
    codici = [c for c in ordine if c in risponde or c in scritte]
    codici += [c for c in scritte if c not in ordine]
    return tuple(AzioniArea(area=anno.nome_area(c), testo=voci.paragrafi(scritte.get(c))) for c in codici)


def risultati(anno: Anno, obiettivo: Obiettivo) -> tuple[RisultatiArea, ...]:
    """Return results and criticalities, by the area that answers for each indicator."""
    per_area: dict[str, list[TestoFinale]] = {}
    for indicatore in obiettivo.indicatori:
        area = anno.area_che_risponde(indicatore)
        per_area.setdefault(area, []).append(_testo(anno, indicatore))
    ordine = [a.codice for a in anno.letture.con_responsabile]
    codici = sorted(per_area, key=lambda c: ordine.index(c) if c in ordine else len(ordine))
    return tuple(RisultatiArea(area=anno.nome_area(c), indicatori=tuple(per_area[c])) for c in codici)


def _testo(anno: Anno, indicatore: Indicatore) -> TestoFinale:
    scheda = anno.schede.get(indicatore.obiettivo)
    testo = scheda.consuntivo.get(indicatore.codice) if scheda else None
    return TestoFinale(
        codice=indicatore.codice,
        titolo=indicatore.titolo,
        risultati=voci.paragrafi(testo.risultati if testo else None),
        criticita=voci.paragrafi(testo.criticita_opportunita if testo else None),
    )


def _scheda(vista: Vista, anno: Anno, obiettivo: Obiettivo, livello: int, forma: str = FORMA) -> str:
    finale = tavola(vista, anno, obiettivo, Periodo.DICEMBRE)
    ciclo = vista.ciclo_per(anno, Periodo.DICEMBRE)
    testa = testata(anno, obiettivo, forma)
    return componi(
        "scheda_consuntivo.html",
        modulo=RENDICONTAZIONE.get(obiettivo.tipo, ""),
        testa=testa,
        livello=livello,
        anno=anno.anno,
        senza=finale.senza,
        composizione=composizione(ciclo, obiettivo.codice, testa.chiave, NELLA_SCHEDA) if ciclo else "",
        azioni=azioni(anno, obiettivo),
        risultati=risultati(anno, obiettivo),
        proprie=finale.proprie,
        collegate=finale.collegate,
        voto=finale.voto,
        totale=finale.totale,
        fasi=tabelle_fasi(anno, obiettivo.indicatori, Periodo.DICEMBRE),
    )
