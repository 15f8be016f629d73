"""The half-year form: state at 30/6, what was done, the proposed change. Fonte: SMVP, appendix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.pagine import OBIETTIVO
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.contesto import cercati
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.contesto.gruppi import FORME, forma_nel_gruppo
from macros.publish.html.modelli import componi
from macros.publish.parole import cifre, voci
from macros.publish.parole.cifre import Cifra
from macros.publish.pezzi.righe import tabelle_fasi, tavola
from macros.publish.pezzi.sommario import sommario
from macros.publish.pezzi.testate import MONITORAGGIO, RENDICONTAZIONE, testata
from macros.publish.schede.proposte import effetti

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo
    from macros.vista.vista import Vista

FORMA = FORME[Documento.MONITORAGGIO]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestoSemestre:
    """What the half-year form says of an indicator."""

    codice: str
    titolo: str
    descrizione: str
    testo: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaProposta:
    """A proposed change of what is expected at 31/12."""

    codice: str
    titolo: str
    obiettivo: str
    indirizzo: str
    area: str
    atteso: Cifra
    stato: Cifra
    nuova: Cifra
    motivo: str


def scheda_monitoraggio(ctx: Contesto, codice: str, *, anno: int | None = None, livello: int = 2) -> str:
    """Return the half-year form of an objective.

    Example:
        {{ scheda_monitoraggio("2.2") }}
    """
    dati = ctx.anno(anno)
    return _scheda(ctx.vista, dati, cercati.obiettivo(dati, codice), livello)


def schede_monitoraggio(ctx: Contesto, area: str, *, anno: int | None = None, livello: int = 2) -> str:
    """Return the half-year forms of all the objectives that a managerial area answers for, after a table of grades.

    Example:
        {{ schede_monitoraggio("anagrafica") }}
    """
    dati = ctx.anno(anno)
    gruppo = cercati.area(dati, area).obiettivi
    ciclo = ctx.vista.ciclo_per(dati, Periodo.GIUGNO)
    testa = sommario(dati, gruppo, FORMA, ciclo, (area,)) if ciclo else ""
    forme = {v.codice: forma_nel_gruppo(dati, v.codice, FORMA, area) for v in gruppo}
    return testa + "".join(_scheda(ctx.vista, dati, dati.obiettivi[c], livello, forma) for c, forma in forme.items())


def proposte_di_variazione(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return every change of the 31/12 targets that the managers propose at 30/6, with what each would move.

    Example:
        {{ proposte_di_variazione() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.GIUGNO)
    righe: list[RigaProposta] = []
    pesate, copertura = effetti(ctx.vista, ciclo) if ciclo else ((), "")
    if ciclo is not None:
        for obiettivo in dati.obiettivi.values():
            righe += proposte(ciclo, obiettivo)
    return componi(
        "proposte.html",
        righe=righe,
        effetti=pesate,
        copertura=copertura,
        senza=senza_ciclo(ctx.vista, dati, Periodo.GIUGNO) if ciclo is None else "",
        finito=ctx.documento is Documento.RELAZIONE,
        chiave="proposte",
    )


def proposte(ciclo: Ciclo, obiettivo: Obiettivo) -> list[RigaProposta]:
    """Return the proposed changes of an objective's indicators."""
    righe = []
    for indicatore in obiettivo.indicatori:
        valutato = ciclo.indicatori[indicatore.codice]
        riga = valutato.rilevazione
        if riga is None or riga.nuova_previsione is None:
            continue
        nuova = riga.nuova_previsione
        righe.append(
            RigaProposta(
                codice=indicatore.codice,
                titolo=indicatore.titolo,
                obiettivo=obiettivo.codice,
                indirizzo=OBIETTIVO.indirizzo(ciclo.anno.anno, obiettivo.codice),
                area=ciclo.anno.nome_area(ciclo.anno.area_che_risponde(indicatore)),
                atteso=_atteso_finale(ciclo.anno, valutato),
                stato=cifre.ottenuto(indicatore, valutato.valore),
                nuova=Cifra("", nuova, "") if isinstance(nuova, str) else cifre.atteso(indicatore, nuova),
                motivo=riga.motivo or voci.DA_COMPLETARE,
            )
        )
    return righe


def _atteso_finale(anno: Anno, valutato: IndicatoreValutato) -> Cifra:
    indicatore = valutato.indicatore
    if indicatore.fasi:
        fine = Periodo.DICEMBRE.data(anno.anno)
        quota = sum(f.quota for f in indicatore.fasi if f.entro <= fine)
        return cifre.atteso(indicatore, quota)
    return cifre.atteso(indicatore, indicatore.atteso.get(Periodo.DICEMBRE))


def _scheda(vista: Vista, anno: Anno, obiettivo: Obiettivo, livello: int, forma: str = FORMA) -> str:
    ciclo = vista.ciclo_per(anno, Periodo.GIUGNO)
    giugno = tavola(vista, anno, obiettivo, Periodo.GIUGNO)
    return componi(
        "scheda_monitoraggio.html",
        modulo=MONITORAGGIO if obiettivo.tipo in RENDICONTAZIONE else "",
        testa=testata(anno, obiettivo, forma),
        livello=livello,
        sintesi=voci.paragrafi(obiettivo.sintesi),
        stime=cifre.stime(ciclo, obiettivo) if ciclo else {},
        testi=testi_semestre(anno, obiettivo),
        senza=giugno.senza,
        proprie=giugno.proprie,
        collegate=giugno.collegate,
        dovuti=anno.aperto(Documento.MONITORAGGIO),
        voto=giugno.voto,
        totale=giugno.totale,
        fasi=tabelle_fasi(anno, obiettivo.indicatori, Periodo.GIUGNO),
        proposte=proposte(ciclo, obiettivo) if ciclo else (),
    )


def testi_semestre(anno: Anno, obiettivo: Obiettivo) -> tuple[TestoSemestre, ...]:
    """Return what the half-year form says of each indicator of an objective."""
    scheda = anno.schede.get(obiettivo.codice)
    return tuple(
        TestoSemestre(
            codice=i.codice,
            titolo=i.titolo,
            descrizione=i.descrizione or "",
            testo=voci.paragrafi(scheda.monitoraggio.get(i.codice) if scheda else None),
        )
        for i in obiettivo.indicatori
    )
