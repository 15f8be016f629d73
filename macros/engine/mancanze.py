"""What is asked of a date and what is missing of it, for who asks it before an approval and for who tells of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from macros.engine.misura import atteso
from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.archivio import SCHEDE
from macros.model.atti import RILEVATI
from macros.model.piano import Indicatore, Obiettivo
from macros.model.precedenze import validazioni
from macros.model.problems import Documento
from macros.model.valori import Assenza, Periodo


@dataclass(frozen=True, slots=True, kw_only=True)
class TestoAtteso:
    """A text that a form asks of an objective, or one for each of some indicators."""

    obiettivo: Obiettivo
    chiave: str
    """Where it stands in the file of the objective's texts."""
    area: str
    """Code of the area that answers for the objective first; empty: none does."""
    indicatori: tuple[str, ...]
    """Those that it is asked of; none: the objective itself."""
    vuoti: tuple[str, ...]
    """Those of them, or the objective, that have none yet."""

    @property
    def documento(self) -> Documento:
        """The document that prints it."""
        di_giugno = self.chiave.startswith(SCHEDE.ramo_di_giugno)
        return Documento.MONITORAGGIO if di_giugno else Documento.RELAZIONE


def si_attende(anno: Anno, i: Indicatore, periodo: Periodo) -> bool:
    """True when something is expected; a day after the survey date is an error (IND-TARGET-ANNO) instead."""
    target, fine = atteso(anno, i, periodo), periodo.data(anno.anno)
    oltre = isinstance(target, dt.date) and target > fine
    return target is not None and not oltre


def valori_attesi(anno: Anno, periodo: Periodo) -> Iterator[tuple[Indicatore, str]]:
    """Yield each indicator of which something is expected at a date, with the area that reports it."""
    allora = anno.al(periodo)
    for i in allora.indicatori.values():
        if si_attende(anno, i, periodo):
            yield i, allora.area_che_risponde(i)


def spiegati(anno: Anno, periodo: Periodo) -> tuple[tuple[Indicatore, str], ...]:
    """Return what was expected at a date and its office did not survey, saying why: nothing is missing, it answered.

    Each with the area that answers for it, in the order of the plan.
    """
    righe = ((i, area, anno.rilevazione(i.codice, periodo)) for i, area in valori_attesi(anno, periodo))
    return tuple((i, area) for i, area, r in righe if r and r.assenza is Assenza.NON_RILEVATO and r.motivo)


def aree_attese(anno: Anno, periodo: Periodo) -> tuple[str, ...]:
    """Return the areas of which some value is expected at a date, in print order."""
    attese = {area for _, area in valori_attesi(anno, periodo)}
    albero = anno.al(periodo).albero
    return tuple(a.codice for a in albero.con_responsabile if a.codice in attese) if albero else ()


def prima_area(anno: Anno, o: Obiettivo) -> str:
    """Return the code of the first area that answers for an objective; empty: none does."""
    responsabili = anno.responsabili_di(o.codice)
    return responsabili[0].codice if responsabili else ""


def testi_attesi(anno: Anno) -> Iterator[TestoAtteso]:
    """Yield the texts of the half-year and final forms, each with what is still empty of it."""
    giugno, dicembre = anno.al(Periodo.GIUGNO), anno.al(Periodo.DICEMBRE)
    for o in giugno.obiettivi.values():
        scheda = anno.schede.get(o.codice)
        attesi = tuple(i.codice for i in o.indicatori if si_attende(anno, i, Periodo.GIUGNO))
        if attesi:
            vuoti = tuple(c for c in attesi if scheda is None or c not in scheda.monitoraggio)
            yield _testo(giugno, o, "monitoraggio.indicatori", attesi, vuoti)
    for o in dicembre.obiettivi.values():
        if not o.indicatori:
            continue  # an error, OBI-SENZA-INDICATORI
        scheda, finali = anno.schede.get(o.codice), tuple(i.codice for i in o.indicatori)
        vuoti = tuple(
            c for c in finali if scheda is None or c not in scheda.consuntivo or not scheda.consuntivo[c].risultati
        )
        yield _testo(dicembre, o, "consuntivo.indicatori", finali, vuoti)
        senza_azioni = scheda is None or not scheda.azioni
        yield _testo(dicembre, o, "consuntivo.azioni", (), (o.codice,) if senza_azioni else ())


def _testo(anno: Anno, o: Obiettivo, chiave: str, indicatori: tuple[str, ...], vuoti: tuple[str, ...]) -> TestoAtteso:
    return TestoAtteso(obiettivo=o, chiave=chiave, area=prima_area(anno, o), indicatori=indicatori, vuoti=vuoti)


def aree_senza_atto(ciclo: Ciclo) -> tuple[str, ...]:
    """Return the areas with measured indicators that did not validate their data, in print order.

    None of them where one act is of all, and where no act is recorded: that year the validation was not asked.
    """
    prime = validazioni(ciclo.anno, RILEVATI[ciclo.periodo])
    if not prime or "" in prime:
        return ()
    rispondono = {ciclo.anno.area_che_risponde(v.indicatore) for v in ciclo.indicatori.values() if v.misurato}
    return tuple(a.codice for a in ciclo.anno.letture.con_responsabile if a.codice in rispondono - prime.keys())


def obiettivi_scoperti(ciclo: Ciclo) -> tuple[Obiettivo, ...]:
    """Return the objectives of which something was expected, with no grade and an indicator that nobody excuses."""
    anno, periodo = ciclo.anno, ciclo.periodo
    return tuple(
        o
        for o in anno.obiettivi.values()
        if ciclo.obiettivi[o.codice].stampato is None
        and any(atteso(anno, i, periodo) is not None and not _scusato(anno, i.codice, periodo) for i in o.indicatori)
    )


def _scusato(anno: Anno, codice: str, periodo: Periodo) -> bool:
    riga = anno.rilevazione(codice, periodo)
    return riga is not None and riga.assenza is not None and riga.motivo is not None
