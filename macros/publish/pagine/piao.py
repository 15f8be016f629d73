"""The section of the PIAO on value and performance: every objective with the nine questions of the piano-tipo.

Fonte: DM 132/2022, allegato; RECORDS 10. What has no answer is listed, with the key that gives it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from macros.engine.piao import di_pari_opportunita, in_piu, senza_risposta
from macros.model import formato
from macros.model.citazioni import titolo_documento
from macros.model.pagine import DOCUMENTO, ITER_DI, METODO, OBIETTIVO
from macros.model.piao import DIMENSIONI, DOMANDE
from macros.model.problems import Documento
from macros.model.valori import Periodo, Tipo
from macros.publish.html.modelli import componi
from macros.publish.parole import voci
from macros.publish.parole.individuale import come_si_valuta, quote_in_tabella
from macros.publish.parole.misurazione import misurazione
from macros.publish.parole.piao import assorbimento, numeri_diversi, partenza, pubblicazione, stato, traguardi
from macros.publish.pezzi.testate import coinvolti
from macros.publish.schede.programmazione import programma

if TYPE_CHECKING:
    from macros.engine.piao import SenzaRisposta
    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo
    from macros.publish.contesto.contesto import Contesto
    from macros.publish.schede.programmazione import RigaPrevista

SENZA_PIAO = "L'anno non ha un PIAO: si comincia scrivendo piao.yml."


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaRisposte:
    """An indicator: how it is measured, from where, to where, where it is verified."""

    codice: str
    titolo: str
    misura: str
    """Dimension and how the grade follows, in one line."""
    partenza: str
    traguardi: tuple[tuple[str, str], ...]
    """(year, target) of a strategic one; of the others («», target). With their units."""
    fonte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedaPiao:
    """An objective and its answers; what is empty is to be completed."""

    codice: str
    titolo: str
    chiave: str
    indirizzo: str
    risposte: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Letter, question, answer in paragraphs: a) to f)."""
    righe: tuple[RigaRisposte, ...]
    """f) to i), indicator by indicator."""
    collegati: tuple[tuple[str, str], ...]
    """Code and page of the linked indicators, which their own objective tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GruppoPiao:
    """An area with its objectives."""

    titolo: str
    chiave: str
    schede: tuple[SchedaPiao, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapitoloPiao:
    """A chapter of the Piano and where the PIAO has it."""

    titolo: str
    indirizzo: str
    dove: str
    """Empty: nobody said."""
    nome: str
    """Of its file: the key to fill in."""


def sezione_piao(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the section of the PIAO: value, performance, equal opportunities, individual; unanswered; the map.

    Example:
        {{ sezione_piao() }}
    """
    dati = ctx.anno(anno)
    if dati.piao is None:
        return componi("avviso.html", testo=SENZA_PIAO)
    struttura, regole = dati.piao.struttura, dati.regole
    capitoli = _capitoli(ctx, dati)
    return componi(
        "sezione_piao.html",
        anno=dati.anno,
        assorbimento=assorbimento(dati),
        numeri=numeri_diversi(dati),
        intero=titolo_documento(dati, Documento.PIAO),
        stato=stato(ctx.vista, dati),
        pubblicato=pubblicazione(dati),
        iter=ITER_DI[Documento.PIAO].indirizzo(dati.anno),
        titoli={chiave: struttura.testata(chiave) for chiave, _ in struttura.numeri()},
        strategici=_gruppi(dati, Tipo.STRATEGICO),
        operativi=(*_gruppi(dati, Tipo.OPERATIVO), *_azienda(dati)),
        pari=[(o.codice, o.titolo, f"#{_chiave(o)}") for o in di_pari_opportunita(dati)],
        dirigenti=_dirigenti(dati),
        come=come_si_valuta(regole),
        quote=quote_in_tabella(regole.profili_individuali) if regole.profili_individuali else None,
        metodo=ctx.se_esiste(METODO[Documento.PIANO].indirizzo(dati.anno)),
        senza=[_senza(dati, s) for s in senza_risposta(dati)],
        capitoli=capitoli,
        chiavi=dati.aperto(Documento.PIAO),
        piano=DOCUMENTO[Documento.PIANO].indirizzo(dati.anno) if ctx.vista.visibile(dati.anno, "piano") else "",
        pdf=ctx.pdf_documento(dati, Documento.PIAO),
    )


def _gruppi(anno: Anno, tipo: Tipo) -> tuple[GruppoPiao, ...]:
    """Return the objectives of a kind by strategic area, then those that no area lists."""
    suoi = {c: o for c, o in anno.obiettivi.items() if o.tipo is tipo}
    gruppi = []
    for area in anno.letture.aree_strategiche:
        schede = tuple(_scheda(anno, suoi.pop(v.codice)) for v in area.obiettivi if v.codice in suoi)
        if schede:
            titolo = f"Area strategica {area.codice}. {area.titolo}"
            gruppi.append(GruppoPiao(titolo=titolo, chiave=f"piao-{tipo}-{area.codice}", schede=schede))
    if suoi:
        altri = tuple(_scheda(anno, o) for o in suoi.values())
        gruppi.append(GruppoPiao(titolo="Altri obiettivi", chiave=f"piao-{tipo}-altri", schede=altri))
    return tuple(gruppi)


def _azienda(anno: Anno) -> tuple[GruppoPiao, ...]:
    schede = tuple(_scheda(anno, o) for o in anno.obiettivi.values() if o.tipo is Tipo.AZIENDA_SPECIALE)
    return (GruppoPiao(titolo=_nome_azienda(anno), chiave="piao-azienda", schede=schede),) if schede else ()


def _nome_azienda(anno: Anno) -> str:
    azienda = anno.letture.azienda_speciale
    return f"Azienda Speciale {azienda.titolo}" if azienda else "Azienda Speciale"


def _dirigenti(anno: Anno) -> list[tuple[str, str | None, int]]:
    """Return area, who answers and of how many objectives: the Azienda Speciale's director last."""
    azienda = anno.letture.azienda_speciale
    return [
        (_nome_azienda(anno) if a is azienda else a.titolo, a.responsabile, len(a.obiettivi))
        for a in anno.letture.con_responsabile
    ]


def _chiave(o: Obiettivo) -> str:
    return f"piao-{o.codice}"


def _scheda(anno: Anno, o: Obiettivo) -> SchedaPiao:
    detto = in_piu(anno, o.codice)
    aree, uffici = coinvolti(anno, o)
    dimensione = DIMENSIONI[detto.dimensione_piao].capitalize() if detto and detto.dimensione_piao else ""
    esterni = detto.contributori if detto else None
    contributi = [t for t in (aree, uffici, f"Soggetti esterni: {esterni}" if esterni else "") if t]
    fine = max(anno.letture.triennio) if o.tipo is Tipo.STRATEGICO else anno.anno
    risposte = {
        "a": voci.paragrafi(o.descrizione),
        "b": tuple(a.responsabile or a.titolo for a in anno.responsabili_di(o.codice)),
        "c": voci.paragrafi(detto.destinatari if detto else None),
        "d": tuple(contributi) if esterni or o.aree_coinvolte or o.uffici else (),
        "e": (f"Entro {formato.con_articolo('il', Periodo.DICEMBRE.data(fine))}",),
        "f": (dimensione,) if dimensione else (),
    }
    return SchedaPiao(
        codice=o.codice,
        titolo=o.titolo,
        chiave=_chiave(o),
        indirizzo=OBIETTIVO.indirizzo(anno.anno, o.codice),
        risposte=tuple((lettera, DOMANDE[lettera], testo) for lettera, testo in risposte.items()),
        righe=tuple(_riga(anno, r) for r in programma(anno, o).righe),
        collegati=tuple((c.indicatore, f"#piao-{anno.indicatori[c.indicatore].obiettivo}") for c in o.collegati),
    )


def _riga(anno: Anno, r: RigaPrevista) -> RigaRisposte:
    indicatore = anno.indicatori[r.base.codice]
    dimensione = voci.DIMENSIONI[indicatore.dimensione].capitalize() if indicatore.dimensione else ""
    misura = misurazione(anno, indicatore, misure=False)
    misura = replace(misura, valore=misura.valore.replace("_", " "))
    return RigaRisposte(
        codice=r.base.codice,
        titolo=r.base.titolo,
        misura=f"{dimensione or voci.DA_COMPLETARE}. {misura.riga}",
        partenza=partenza(anno, indicatore),
        traguardi=traguardi(anno, indicatore, r.attesi),
        fonte=indicatore.documentazione or "",
    )


def _senza(anno: Anno, s: SenzaRisposta) -> tuple[str, str, str, str, SenzaRisposta]:
    """Return code, title and place of the objective, the question, and what is not answered."""
    o = anno.obiettivi[s.obiettivo]
    return o.codice, o.titolo, f"#{_chiave(o)}", f"{s.lettera}) {DOMANDE[s.lettera]}", s


def _capitoli(ctx: Contesto, anno: Anno) -> tuple[CapitoloPiao, ...]:
    """Return the chapters of the Piano, in its order, each with where the PIAO has it."""
    piao, indice = anno.piao, DOCUMENTO[Documento.PIANO].indirizzo(anno.anno)
    cartella = indice.rpartition("/")[0]
    sue = {PurePosixPath(s.indirizzo).stem: s for s in ctx.sorgenti() if s.indirizzo.rpartition("/")[0] == cartella}
    prima = sue.get(PurePosixPath(indice).stem)
    nomi = [PurePosixPath(file).stem for file in prima.capitoli] if prima else []
    return tuple(
        CapitoloPiao(
            titolo=sue[nome].titolo,
            indirizzo=sue[nome].indirizzo,
            dove=piao.struttura.detta(piao.capitoli[nome]) if nome in piao.capitoli else "",
            nome=nome,
        )
        for nome in nomi
        if piao and nome in sue
    )
