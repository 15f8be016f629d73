"""What is *da completare*: values, reasons, texts, evidence and resources that a form will show empty.

Never blocks a draft; blocks the approval and the public build of its document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.engine.ciclo import Cicli
from macros.engine.formula import misure_di
from macros.engine.mancanze import TestoAtteso, prima_area, si_attende, testi_attesi, valori_attesi
from macros.engine.misura import rilevato_qualcosa
from macros.model.anno import Anno
from macros.model.archivio import DI_DICEMBRE, DI_GIUGNO, FASI, MISURE, RILEVAZIONI, SCHEDE
from macros.model.atti import RILEVATI
from macros.model.citazioni import con_titolo
from macros.model.piano import Indicatore
from macros.model.problems import Documento, Problem, Source
from macros.model.regole import REGOLE
from macros.model.rilevati import AL
from macros.model.valori import Periodo, Tipo
from macros.reading.testo.chiavi import VUOTA

CAMPI_OBIETTIVO = ("bilancio", "descrizione", "azioni", "sintesi", "uffici", "impegno_richiesto", "risorse")
CAMPI_INDICATORE = ("descrizione", "documentazione")
CHIESTI_AI_PIANI_APERTI = ("dimensione",)
CAUSA = "scrivere «causa» (esogena, endogena, mista)"
MOTIVO, CAUSA_E_MOTIVO, CAUSA_E_INTERVENTO = "scrivere «motivo»", f"{CAUSA} e «motivo»", f"{CAUSA} e «intervento»"


def _manca(  # noqa: PLR0913, PLR0917 - a problem is that many things
    luogo: Source, codice: str, trovato: str, rimedio: str, area: str, documento: Documento, campi: tuple[str, ...] = ()
) -> Problem:
    pulito = Source(luogo.path, luogo.line, "" if luogo.key == VUOTA else luogo.key)
    return Problem(pulito, codice, trovato, "un contenuto, perché un modulo lo stampa", rimedio, area, documento, campi)


def check_campi(anno: Anno) -> Iterator[Problem]:
    """COMPLETA-CAMPO: the fields of the programming forms."""
    campi = CAMPI_INDICATORE + (CHIESTI_AI_PIANI_APERTI if anno.aperto(Documento.PIANO) else ())
    for o in anno.obiettivi.values():
        area = prima_area(anno, o)
        for campo in CAMPI_OBIETTIVO:
            luogo = o.luoghi.get(campo)
            if not getattr(o, campo) and (luogo is None or luogo.key == VUOTA):
                yield _manca(
                    luogo or o.source,
                    "COMPLETA-CAMPO",
                    f"«{campo}» vuoto nell'obiettivo {o.codice}",
                    f"scrivere «{campo}»" + (" (risorse: [] se non ne servono)" if campo == "risorse" else ""),
                    area,
                    Documento.PIANO,
                    (campo,),
                )
        for i in o.indicatori:
            for campo in campi:
                if not getattr(i, campo):
                    yield _manca(
                        i.dove(campo),
                        "COMPLETA-CAMPO",
                        f"«{campo}» vuoto nell'indicatore {i.codice}",
                        f"scrivere «{campo}»",
                        i.area_dirigenziale or area,
                        Documento.PIANO,
                        (campo,),
                    )
            if o.tipo is Tipo.STRATEGICO and anno.albero and anno.anno in anno.albero.triennio:
                yield from _anni(anno, i, area, anno.albero.triennio)


def _anni(anno: Anno, i: Indicatore, area: str, triennio: tuple[int, ...]) -> Iterator[Problem]:
    """COMPLETA-CAMPO: weights of the other years; targets of those to come, until the Piano is approved."""
    aperto = anno.aperto(Documento.PIANO) and not REGOLE[i.regola].a_fasi
    senza_peso = [a for a in triennio if i.pesi and a not in i.pesi and a != anno.anno]
    senza_target = [a for a in triennio if aperto and a > anno.anno and str(a) not in i.target]
    for campo, detto, mancanti in (("peso", "peso", senza_peso), ("target", "risultato atteso", senza_target)):
        if mancanti:
            yield _manca(
                i.dove(campo),
                "COMPLETA-CAMPO",
                f"nessun {detto} per {', '.join(map(str, mancanti))} nell'indicatore {i.codice}",
                f"scrivere il {detto} di ogni anno del triennio",
                i.area_dirigenziale or area,
                Documento.PIANO,
            )


def check_impostazioni(anno: Anno) -> Iterator[Problem]:
    """COMPLETA-IMPOSTAZIONE: what the rules of the year must say for a document that is still open."""
    allora = anno.al(Periodo.GIUGNO)
    smvp, attesi = allora.smvp, (si_attende(anno, i, Periodo.GIUGNO) for i in allora.indicatori.values())
    if smvp is not None and smvp.semestre is None and anno.aperto(Documento.MONITORAGGIO) and any(attesi):
        yield _manca(
            smvp.source,
            "COMPLETA-IMPOSTAZIONE",
            "nessuna fascia del semestre («semestre»)",
            "scrivere semestre: {in_linea: 95, a_rischio: 80} con i gradi del Sistema; "
            "dopo l'approvazione del Piano, con una variazione",
            "",
            Documento.MONITORAGGIO,
        )


def check_valori(anno: Anno) -> Iterator[Problem]:
    """COMPLETA-VALORE, COMPLETA-MISURA: what is expected has a row, or its measures have a figure."""
    for periodo in Periodo:
        for i, area in valori_attesi(anno, periodo):
            riga = anno.rilevazione(i.codice, periodo)
            if i.codice in anno.perduti or (riga is not None and riga.assenza is not None):
                continue
            if i.formula:
                yield from _misure(anno, i, periodo, area)
            elif riga is None or (riga.valore is None and not REGOLE[i.regola].a_fasi):
                file = Source(anno.file(RILEVAZIONI[periodo], area or "<area>"), 1, i.codice)
                yield _manca(
                    riga.source if riga else file,
                    "COMPLETA-VALORE",
                    f"nessun valore al {periodo} per {con_titolo(i, periodo)}",
                    _riga_che_manca(i, periodo, presente=riga is not None),
                    area,
                    RILEVATI[periodo],
                )


def _riga_che_manca(i: Indicatore, periodo: Periodo, *, presente: bool) -> str:
    """Return how a value is written: the whole row, where there is none."""
    tipo = RILEVAZIONI[periodo]
    if presente:
        return "scrivere il valore nella riga, o l'assenza e il suo motivo"
    if REGOLE[i.regola].a_fasi:
        return f"si calcola da {FASI.dove}: aggiungere la riga «{tipo.riga(indicatore=i.codice)}»"
    riga = tipo.riga(indicatore=i.codice, valore="VALORE")
    return f"aggiungere la riga «{riga}», o scrivere l'assenza e il suo motivo"


def _misure(anno: Anno, i: Indicatore, periodo: Periodo, area: str) -> Iterator[Problem]:
    for nome in misure_di(i.formula):
        misura = (anno.misure or {}).get(nome)
        if misura is None and anno.misure is not None:
            continue  # an error, FORMULA-MISURA
        if misura is None or misura.valori.get(periodo) is None:
            luogo = misura.source if misura else Source(anno.file(MISURE))
            riga = MISURE.riga(misura=nome, fonte="FONTE", **{AL[periodo]: "VALORE"})
            yield _manca(
                Source(luogo.path, luogo.line, f"{nome} {periodo}"),
                "COMPLETA-MISURA",
                f"nessun dato al {periodo} per la misura «{nome}», di {_usano(anno.al(periodo), nome, periodo)}",
                f"scrivere il dato nella colonna «{AL[periodo]}»" if misura else f"aggiungere la riga «{riga}»",
                area,
                RILEVATI[periodo],
            )


def _usano(allora: Anno, misura: str, periodo: Periodo) -> str:
    """Name the indicators that a measure makes: the same words for each, so that it is told once."""
    suoi = [i for i in allora.indicatori.values() if misura in misure_di(i.formula)]
    return con_titolo(suoi[0], periodo) if len(suoi) == 1 else ", ".join(i.codice for i in suoi)


def check_motivi(anno: Anno, cicli: Cicli) -> Iterator[Problem]:
    """COMPLETA-MOTIVO: every gap has cause and reason, every absence and proposal a reason. Fonte: SMVP 3.2.1."""
    for riga in anno.rilevazioni.get(Periodo.GIUGNO, {}).values():
        if riga.nuova_previsione is not None and riga.motivo is None:
            yield _motivo(
                riga.source, f"proposta di variazione di {riga.indicatore} senza motivo", riga.area, Periodo.GIUGNO
            )
        elif riga.assenza is not None and riga.motivo is None:
            yield _motivo(riga.source, f"{riga.indicatore} «{riga.assenza}» senza motivo", riga.area, Periodo.GIUGNO)
    finale = cicli(Periodo.DICEMBRE)
    for codice, v in finale.indicatori.items():
        area, riga_finale = finale.anno.area_che_risponde(v.indicatore), v.rilevazione
        luogo = riga_finale.source if riga_finale else Source(anno.file(DI_DICEMBRE, area or "<area>"), 1, codice)
        if riga_finale is not None and riga_finale.assenza is not None and riga_finale.motivo is None:
            yield _motivo(luogo, f"{codice} «{riga_finale.assenza}» senza motivo", area, Periodo.DICEMBRE)
        elif v.scoperto:
            vuoti = [n for n in ("causa", "motivo") if riga_finale is None or getattr(riga_finale, n) is None]
            if vuoti:
                detto = con_titolo(v.indicatore, Periodo.DICEMBRE)
                trovato = f"target non raggiunto per {detto} senza {' e '.join(vuoti)}"
                nuova = DI_DICEMBRE.riga(indicatore=codice, causa="CAUSA", motivo="MOTIVO")
                rimedio = CAUSA_E_MOTIVO if riga_finale else f"{CAUSA_E_MOTIVO}: aggiungere la riga «{nuova}»"
                yield _motivo(luogo, trovato, area, Periodo.DICEMBRE, rimedio)


def check_interventi(anno: Anno, cicli: Cicli) -> Iterator[Problem]:
    """COMPLETA-INTERVENTO: a gap at 30 June has a cause, and something is done about it. Fonte: SMVP 3.2."""
    if not anno.aperto(Documento.MONITORAGGIO):
        return
    semestre = cicli(Periodo.GIUGNO)
    for codice, v in semestre.indicatori.items():
        if v.scoperto:
            area, riga = semestre.anno.area_che_risponde(v.indicatore), v.rilevazione
            vuoti = [n for n in ("causa", "intervento") if riga is None or getattr(riga, n) is None]
            if vuoti:
                detto = con_titolo(v.indicatore, Periodo.GIUGNO)
                yield _manca(
                    riga.source if riga else Source(anno.file(DI_GIUGNO, area or "<area>"), 1, codice),
                    "COMPLETA-INTERVENTO",
                    f"al 30-06 {detto} è sotto il risultato atteso, senza {' e '.join(vuoti)}",
                    CAUSA_E_INTERVENTO if riga else f"aggiungere la riga di {codice}, e {CAUSA_E_INTERVENTO}",
                    area,
                    Documento.MONITORAGGIO,
                )


def _motivo(luogo: Source, trovato: str, area: str, periodo: Periodo, rimedio: str = MOTIVO) -> Problem:
    return _manca(
        Source(luogo.path, luogo.line, luogo.key), "COMPLETA-MOTIVO", trovato, rimedio, area, RILEVATI[periodo]
    )


def check_testi(anno: Anno) -> Iterator[Problem]:
    """COMPLETA-TESTO: the texts of the half-year and final forms."""
    for testo in testi_attesi(anno):
        if testo.vuoti:
            o, scheda = testo.obiettivo, anno.schede.get(testo.obiettivo.codice)
            luogo = scheda.dove(testo.chiave) if scheda else Source(anno.file(SCHEDE, o.codice))
            yield _manca(
                Source(luogo.path, luogo.line, testo.documento),
                "COMPLETA-TESTO",
                _che_testo(testo),
                "scriverlo nella scheda",
                testo.area,
                testo.documento,
            )


def _che_testo(testo: TestoAtteso) -> str:
    quali = ", ".join(testo.vuoti)
    if not testo.indicatori:
        return f"nessuna descrizione delle azioni intraprese per {quali}"
    return f"nessun testo {'al 30-06' if testo.documento is Documento.MONITORAGGIO else 'dei risultati'} per {quali}"


def non_cominciati(anni: Iterable[Anno]) -> Iterator[tuple[str, set[Documento]]]:
    """Yield the folder of each year with its documents of which not one value or text is there yet.

    Milestones do not count: they are recorded through the year, as they are reached.
    """
    for anno in anni:
        schede = anno.schede.values()
        scritti = {
            Documento.MONITORAGGIO: any(s.monitoraggio for s in schede),
            Documento.RELAZIONE: any(s.azioni or s.consuntivo for s in schede),
        }
        yield anno.cartella, {d for p, d in RILEVATI.items() if not (scritti[d] or rilevato_qualcosa(anno, p))}


CHECKS = (check_campi, check_impostazioni, check_valori, check_testi)
"""Checks that need no figures."""
SUI_RISULTATI = (check_motivi, check_interventi)
"""Those that need them: they run only on a year without errors."""
