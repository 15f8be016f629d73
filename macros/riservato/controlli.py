"""What must be true of a sheet beside its form: points, weights, codes of the year, shares. No value is ever said."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from macros.engine.formula import FormulaNonValida
from macros.engine.individuale import area_prevalente, figura, totale, valutata
from macros.model.impostazioni import Componente, Profilo, Quote
from macros.model.individuale import FATTORI, Istanza, Momento, RigaPunti, SchedaIndividuale, SezioneScheda
from macros.model.problems import Source
from macros.riservato.annata import Annata
from macros.riservato.avvisi import AvvisoRiservato, Motivo
from macros.riservato.schede import avviso
from macros.riservato.segni import segni_ignoti

CENTO = Decimal(100)
CENTESIMI = -2
Segnala = Callable[[Source, Motivo], AvvisoRiservato]


def controllata(
    scheda: SchedaIndividuale, di: Annata, momento: Momento, *, bozza: bool
) -> tuple[tuple[AvvisoRiservato, ...], tuple[AvvisoRiservato, ...]]:
    """Return what is wrong with a sheet, and what is only told. Fonte: RECORDS 9.

    `bozza`: points and figures that are not there yet are not missed.
    """
    segnala = partial(avviso, int(scheda.numero))
    quote = di.regole.profili.get(scheda.profilo)
    if quote is None:
        return (segnala(scheda.dove("profilo"), Motivo.PROFILO),), ()
    definitiva = momento is Momento.VALUTAZIONE and not bozza
    errori = [
        *_componenti(scheda, quote, segnala),
        *_pesi(scheda, segnala),
        *_righe(scheda, di.regole.formula, segnala, chiesti=definitiva),
        *_codici(scheda, di, segnala),
        *_fattori(scheda, quote, segnala),
        *_denaro(scheda, segnala),
        *_conciliazione(scheda, di.ciclo.anno.anno, segnala),
        *segni_ignoti(scheda),
    ]
    if definitiva and not errori:
        errori += _gradi(scheda, di, quote, segnala)
        finale = None if errori else valutata(scheda, di.regole, di.ciclo)
        if finale is not None and finale.finale is not None and finale.fascia is None:
            errori.append(segnala(scheda.source, Motivo.FASCIA))
    return tuple(errori), tuple(_detti(scheda, quote, segnala))


def _presenti(scheda: SchedaIndividuale, componente: Componente) -> Sequence[object]:
    """Return what a sheet has for a component."""
    elenchi = {
        Componente.ENTE: (scheda,),  # the chamber's figure comes from the year
        Componente.AREA: scheda.aree,
        Componente.OBIETTIVI: scheda.obiettivi,
        Componente.ULTERIORI: scheda.ulteriori,
    }
    return elenchi.get(componente, scheda.righe(componente))


def _chiave(componente: Componente) -> str:
    """Return the key under which the rows of a component stand, or the first of them."""
    return SezioneScheda.CONOSCENZE.value if componente is Componente.COMPETENZE else componente.value


def _componenti(scheda: SchedaIndividuale, quote: Quote, segnala: Segnala) -> Iterator[AvvisoRiservato]:
    """Yield the components that have a share and nothing in the sheet."""
    for componente, quota in quote.items():
        if quota > 0 and not _presenti(scheda, componente):
            yield segnala(Source(scheda.source.path, scheda.source.line, _chiave(componente)), Motivo.MANCA)


def _pesi(scheda: SchedaIndividuale, segnala: Segnala) -> Iterator[AvvisoRiservato]:
    """Yield weights out of 0–100, lists whose weights do not add up to 100, and what stands twice in one."""
    elenchi: tuple[tuple[str, Sequence[tuple[Source, str, Decimal]]], ...] = (
        ("area", [(a.source, a.area, a.quota) for a in scheda.aree]),
        ("obiettivi", [(o.source, o.codice, o.peso) for o in scheda.obiettivi]),
        ("conoscenze", [(r.source, "", r.peso) for r in scheda.competenze]),
        ("comportamenti", [(r.source, r.fattore, r.peso) for r in scheda.comportamenti]),
        ("differenziazione", [(r.source, r.fattore, r.peso) for r in scheda.differenziazione]),
        ("ulteriori", [(u.source, u.titolo, u.peso) for u in scheda.ulteriori]),
    )
    for chiave, voci in elenchi:
        nome = "quota" if chiave == "area" else "peso"
        fuori = [luogo for luogo, _, peso in voci if not 0 <= peso <= CENTO]
        yield from (segnala(_sotto(luogo, nome), Motivo.FUORI) for luogo in fuori)
        if voci and not fuori and sum((peso for _, _, peso in voci), Decimal(0)) != CENTO:
            yield segnala(_lista(scheda, chiave), Motivo.SOMMA)
        yield from (segnala(luogo, Motivo.DOPPIO) for luogo in _doppi((luogo, detto) for luogo, detto, _ in voci))


def _doppi(voci: Iterable[tuple[Source, str]]) -> Iterator[Source]:
    """Yield the places of what was there before."""
    visti: Counter[str] = Counter()
    for luogo, detto in voci:
        visti[detto.casefold()] += 1
        if detto and visti[detto.casefold()] > 1:
            yield luogo


def _sotto(luogo: Source, chiave: str) -> Source:
    return Source(luogo.path, luogo.line, f"{luogo.key}.{chiave}" if luogo.key != chiave else luogo.key)


def _lista(scheda: SchedaIndividuale, chiave: str) -> Source:
    luogo = scheda.dove(chiave)
    return Source(luogo.path, luogo.line, chiave)


def _righe(scheda: SchedaIndividuale, formula: str, segnala: Segnala, *, chiesti: bool) -> Iterator[AvvisoRiservato]:
    """Yield lines without points, with points out of 0–highest, or that the formula cannot reckon."""
    tutte: tuple[RigaPunti, ...] = (*scheda.competenze, *scheda.comportamenti, *scheda.differenziazione)
    for riga in tutte:
        if riga.massimo <= 0:
            yield segnala(_sotto(riga.source, "massimo"), Motivo.FUORI)
        elif riga.punti is None:
            if chiesti:
                yield segnala(_sotto(riga.source, "punti"), Motivo.MANCA)
        elif not 0 <= riga.punti <= riga.massimo or not _si_calcola(riga, formula):
            yield segnala(_sotto(riga.source, "punti"), Motivo.FUORI)
    for u in scheda.ulteriori:
        if u.valore is None:
            if chiesti:
                yield segnala(_sotto(u.source, "valore"), Motivo.MANCA)
        elif not 0 <= u.valore <= CENTO:
            yield segnala(_sotto(u.source, "valore"), Motivo.FUORI)


def _si_calcola(riga: RigaPunti, formula: str) -> bool:
    try:
        dato = totale(riga, formula)
    except (FormulaNonValida, ZeroDivisionError, KeyError):
        return False
    return dato is not None and 0 <= dato <= max(riga.peso, Decimal(0))


def _codici(scheda: SchedaIndividuale, di: Annata, segnala: Segnala) -> Iterator[AvvisoRiservato]:
    """Yield codes that the year does not have."""
    for o in scheda.obiettivi:
        if o.codice not in di.ciclo.obiettivi:
            yield segnala(_sotto(o.source, "codice"), Motivo.OBIETTIVO)
    for a in scheda.aree:
        if di.ciclo.anno.area_dirigenziale(a.area) is None:
            yield segnala(_sotto(a.source, "area"), Motivo.AREA)


def _fattori(scheda: SchedaIndividuale, quote: Quote, segnala: Segnala) -> Iterator[AvvisoRiservato]:
    """Yield where the factors of a Posizione Organizzativa are not the four of the System. Fonte: SMVP 4.2.2."""
    chiesti = scheda.profilo is Profilo.POSIZIONE_ORGANIZZATIVA and quote.get(Componente.COMPORTAMENTI)
    if chiesti and scheda.comportamenti:
        scritti = sorted(_pari(r.fattore) for r in scheda.comportamenti)
        if scritti != sorted(map(_pari, FATTORI)):
            yield segnala(_lista(scheda, "comportamenti"), Motivo.FATTORI)


def _pari(testo: str) -> str:
    """Return a text as it compares: small letters, one kind of apostrophe."""
    return testo.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _denaro(scheda: SchedaIndividuale, segnala: Segnala) -> Iterator[AvvisoRiservato]:
    """Yield amounts below zero, with more than cents, or paid beyond what was set aside."""
    premio = scheda.premio
    if premio is None:
        return
    for chiave, importo in (("stanziato", premio.stanziato), ("distribuito", premio.distribuito)):
        esponente = importo.normalize().as_tuple().exponent
        if importo < 0 or (isinstance(esponente, int) and esponente < CENTESIMI):
            yield segnala(scheda.dove(f"premio.{chiave}"), Motivo.FUORI)
    if premio.distribuito > premio.stanziato >= 0:
        yield segnala(scheda.dove("premio.distribuito"), Motivo.FUORI)


def _conciliazione(scheda: SchedaIndividuale, anno: int, segnala: Segnala) -> Iterator[AvvisoRiservato]:
    """Yield days that cannot be: a review of an evaluation asked before its year was over. Fonte: SMVP 4.4."""
    detta = scheda.conciliazione
    if detta is None:
        return
    chieste: list[tuple[str, Istanza | None]] = [("riesame", detta.riesame), ("ricorso", detta.ricorso)]
    prima = dt.date(anno + 1, 1, 1)
    for nome, istanza in chieste:
        if istanza is not None and istanza.chiesto < prima:
            yield segnala(scheda.dove(f"conciliazione.{nome}.chiesto"), Motivo.GIORNO)
        elif istanza is not None:
            prima = istanza.chiesto


def _gradi(scheda: SchedaIndividuale, di: Annata, quote: Quote, segnala: Segnala) -> Iterator[AvvisoRiservato]:
    """Yield objectives and areas without the figure that the sheet uses."""
    if quote.get(Componente.OBIETTIVI):
        for o in scheda.obiettivi:
            if di.ciclo.obiettivi[o.codice].esatto is None:
                yield segnala(_sotto(o.source, "codice"), Motivo.SENZA_GRADO)
    if quote.get(Componente.AREA):
        for a in scheda.aree:
            if figura(di.ciclo, di.regole.figura, a.area) is None:
                yield segnala(_sotto(a.source, "area"), Motivo.SENZA_GRADO)


def _detti(scheda: SchedaIndividuale, quote: Quote, segnala: Segnala) -> Iterator[AvvisoRiservato]:
    """Yield what is only told: rows that count for nothing, a manager's area that does not prevail."""
    senza = [c for c in Componente if c not in {Componente.ENTE, Componente.AREA} and not quote.get(c)]
    for componente in (c for c in senza if _presenti(scheda, c)):
        yield segnala(_lista(scheda, _chiave(componente)), Motivo.INUTILE)
    if scheda.profilo is Profilo.DIRIGENTE and not area_prevalente(quote):
        yield segnala(_lista(scheda, "area"), Motivo.PREVALENZA)
