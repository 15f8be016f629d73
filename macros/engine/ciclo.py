"""Computes one year at one survey date: indicators, objectives, both readings, the chamber.

Pure: an `Anno` that the checks accepted goes in, a frozen `Ciclo` comes out. Order
follows the tree; nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from macros.engine.grado import grado
from macros.engine.misura import atteso, rilevato
from macros.engine.result import Ciclo, IndicatoreValutato, Parte, RigaRiconciliazione, Sintesi
from macros.engine.sintesi import pesi_usati, riportato, sintesi, stampa, stato
from macros.model.anno import Anno
from macros.model.piano import Albero, Area, Indicatore, Obiettivo, Smvp
from macros.model.problems import Source
from macros.model.regola import CENTO, Caso
from macros.model.regole import REGOLE
from macros.model.valori import AREE, Assenza, Livello, NonRilevati, Periodo, Tipo

Cicli = Callable[[Periodo], Ciclo]
"""The results of a year: a date → its."""


def calcola(anno: Anno, periodo: Periodo, simile: Ciclo | None = None) -> Ciclo:
    """Compute a year at a date, with the plan in force then. Call it only on a year without errors.

    `simile`: another state of that year, at that date: what stands on the very same records is taken from it.

    Fonte: SMVP 3.2.1 and schede a)–d); DOMAIN 2, 3 and 3.1.
    """
    anno = anno.al(periodo)
    gia = _gia_valutati(anno, simile) if simile is not None else {}
    indicatori = {codice: gia.get(codice) or valuta(anno, i, periodo) for codice, i in anno.indicatori.items()}
    return componi(anno, periodo, indicatori, simile)


def _gia_valutati(anno: Anno, simile: Ciclo) -> dict[str, IndicatoreValutato]:
    """Return what another state of a year has of the indicators whose rule, target and values are the same here."""
    altro = simile.anno
    if altro.smvp is not anno.smvp or altro.misure is not anno.misure or altro.fasi != anno.fasi:
        return {}

    def stesse(codice: str) -> bool:
        return all(anno.rilevazione(codice, p) is altro.rilevazione(codice, p) for p in Periodo)

    return {c: v for c, v in simile.indicatori.items() if anno.indicatori.get(c) is v.indicatore and stesse(c)}


def componi(
    anno: Anno, periodo: Periodo, indicatori: Mapping[str, IndicatoreValutato], simile: Ciclo | None = None
) -> Ciclo:
    """Roll up given grades: the year's own, or «what if» ones.

    Args:
        anno: the rules, the tree, the objectives.
        periodo: the survey date.
        indicatori: the grades, by code.
        simile: another result of much the same records: what stands on the very same records and
            grades (by identity) is taken from it instead of being reckoned again.
    """
    albero, regole = anno.letture, anno.regole
    if simile is not None and simile.anno.regole is not regole:
        simile = None
    obiettivi = {codice: _obiettivo(o, indicatori, anno, simile) for codice, o in anno.obiettivi.items()}
    aree: dict[Livello, dict[str, Sintesi]] = {livello: {} for livello in AREE}
    for livello, area in albero.gruppi():
        aree[livello][area.codice] = _area(area, livello, obiettivi, regole, simile)
    ente = _ente(albero, aree[Livello.AREA_STRATEGICA], regole)
    return Ciclo(
        anno=anno,
        periodo=periodo,
        figure={Livello.ENTE: {ente.codice: ente}, **aree, Livello.OBIETTIVO: obiettivi},
        indicatori=indicatori,
    )


def ente_con(ciclo: Ciclo, valutato: IndicatoreValutato) -> Sintesi:
    """Return the chamber as it would be with another grade of one indicator: only its way up is reckoned again."""
    anno, codice = ciclo.anno, valutato.indicatore.codice
    toccati = anno.in_cui_conta(codice)
    indicatori = {suo: ciclo.indicatori[suo] for o in toccati for suo, _ in o.membri} | {codice: valutato}
    obiettivi = {o.codice: _obiettivo(o, indicatori, anno, None) for o in toccati}
    aree = {}
    for area in anno.letture.aree_strategiche:
        aree[area.codice] = ciclo.aree_strategiche[area.codice]
        if any(voce.codice in obiettivi for voce in area.obiettivi):
            suoi = {v.codice: obiettivi.get(v.codice) or ciclo.obiettivi[v.codice] for v in area.obiettivi}
            aree[area.codice] = _area(area, Livello.AREA_STRATEGICA, suoi, anno.regole, None)
    return _ente(anno.letture, aree, anno.regole)


def completato(ciclo: Ciclo, anno: Anno) -> Ciclo:
    """Return a result beside which the plan of another day can be read: what only that plan has is there, ungraded.

    Nothing was expected of it at the date of the result: it enters no average, and no figure changes.
    """
    mancanti = [i for codice, i in anno.indicatori.items() if codice not in ciclo.anno.indicatori]
    nuovi = {codice: o for codice, o in anno.obiettivi.items() if codice not in ciclo.anno.obiettivi}
    nuove = [(livello, a.codice) for livello, a in anno.letture.gruppi() if a.codice not in ciclo.figure[livello]]
    nuove += [(Livello.OBIETTIVO, codice) for codice in nuovi]
    if not (mancanti or nuove):
        return ciclo
    figure = {livello: dict(sue) for livello, sue in ciclo.figure.items()}
    for livello, codice in nuove:
        figure[livello][codice] = sintesi(codice, livello, (), ciclo.anno.regole)
    return replace(
        ciclo,
        anno=replace(ciclo.anno, obiettivi={**ciclo.anno.obiettivi, **nuovi}),
        indicatori={
            **ciclo.indicatori,
            **{i.codice: _senza_grado(i, Assenza.NON_PREVISTO, previsto=False) for i in mancanti},
        },
        figure=figure,
        aggiunti=frozenset((*(i.codice for i in mancanti), *(codice for _, codice in nuove))),
    )


def _senza_grado(indicatore: Indicatore, assenza: Assenza, *, previsto: bool) -> IndicatoreValutato:
    """Return an indicator of which nothing was found."""
    return IndicatoreValutato(
        indicatore=indicatore,
        previsto=previsto,
        target=None,
        valore=None,
        assenza=assenza,
        scostamento=None,
        scostamento_percentuale=None,
        scostamento_testo=None,
        esatto=None,
        stampato=None,
        riportato=None,
        stato=None,
        rilevazione=None,
    )


def _parte(figlia: Sintesi, peso: Fraction, dichiarato: Decimal | None, source: Source) -> Parte:
    return Parte(
        codice=figlia.codice,
        peso=peso,
        peso_dichiarato=dichiarato,
        grado=figlia.riportato,
        copertura=figlia.copertura_esatta,
        previsto=figlia.previsto,
        source=source,
    )


def tetto_in_vigore(indicatore: Indicatore, regole: Smvp) -> Decimal | None:
    """Return the cap of an indicator: its own when it declares one, else the year's. None: no cap."""
    return indicatore.tetto if indicatore.tetto_dichiarato else regole.tetto_indicatore


def valuta(anno: Anno, indicatore: Indicatore, periodo: Periodo) -> IndicatoreValutato:
    """Evaluate one indicator of a year at a date."""
    target, trovato = atteso(anno, indicatore, periodo), rilevato(anno, indicatore, periodo)
    previsto = target is not None
    vuota = Assenza.NON_RILEVATO if previsto else Assenza.NON_PREVISTO
    senza_grado = replace(
        _senza_grado(indicatore, trovato.assenza or vuota, previsto=previsto),
        target=target,
        valore=trovato.valore,
        rilevazione=anno.rilevazione(indicatore.codice, periodo),
    )
    if not previsto or trovato.valore is None:
        return senza_grado
    caso = Caso(indicatore, trovato.valore, target, anno.regole.decrescente)
    differenza = REGOLE[indicatore.regola].scostamento(anno, periodo, caso)
    return replace(
        con_grado(senza_grado, anno.regole),
        scostamento=differenza.valore,
        scostamento_percentuale=differenza.percentuale,
        scostamento_testo=differenza.testo,
    )


def con_grado(valutato: IndicatoreValutato, regole: Smvp) -> IndicatoreValutato:
    """Return an indicator that has a target and a value with its grade, printed and handed up by those rules.

    Raises: ValueError, ZeroDivisionError when rule, target and value do not belong together.
    """
    indicatore = valutato.indicatore
    tetto = tetto_in_vigore(indicatore, regole)
    esatto = grado(indicatore, valutato.valore, valutato.target, regole.decrescente, tetto)
    arrotondamento = regole.arrotondamento[Livello.INDICATORE]
    stampato = stampa(esatto, arrotondamento)
    return replace(
        valutato,
        assenza=None,
        esatto=esatto,
        stampato=stampato,
        riportato=riportato(esatto, arrotondamento),
        stato=stato(stampato, regole.stati),
    )


def _obiettivo(
    obiettivo: Obiettivo, indicatori: Mapping[str, IndicatoreValutato], anno: Anno, simile: Ciclo | None
) -> Sintesi:
    regole = anno.regole
    if simile is not None and simile.anno.obiettivi.get(obiettivo.codice) is obiettivo:
        gia = simile.obiettivi[obiettivo.codice]
        if all(indicatori[parte.codice] is simile.indicatori[parte.codice] for parte in gia.parti):
            return gia
    propri = [(i.codice, i.peso, i.dove(f"peso.{anno.anno}")) for i in obiettivo.indicatori]
    collegati = [(c.indicatore, c.peso, c.luogo_peso) for c in obiettivo.collegati]
    gruppo = propri + collegati
    parti = []
    for (codice, dichiarato, source), peso in zip(gruppo, pesi_usati([p for _, p, _ in gruppo]), strict=True):
        valutato = indicatori[codice]
        mancante = valutato.previsto and valutato.assenza is Assenza.NON_RILEVATO
        vale_zero = mancante and regole.non_rilevati is NonRilevati.ZERO
        parti.append(
            Parte(
                codice=codice,
                peso=peso,
                peso_dichiarato=dichiarato,
                grado=Fraction(0) if vale_zero else valutato.riportato,
                copertura=CENTO if valutato.misurato else Fraction(0),
                previsto=valutato.previsto,
                source=source,
            )
        )
    return sintesi(obiettivo.codice, Livello.OBIETTIVO, parti, regole)


def _area(
    area: Area, livello: Livello, obiettivi: Mapping[str, Sintesi], regole: Smvp, simile: Ciclo | None
) -> Sintesi:
    if simile is not None and any(area is a for _, a in simile.anno.letture.gruppi()):
        gia = simile.figure[livello][area.codice]
        if all(obiettivi[voce.codice] is simile.obiettivi[voce.codice] for voce in area.obiettivi):
            return gia
    pesi = pesi_usati([voce.peso for voce in area.obiettivi])
    parti = [
        _parte(obiettivi[voce.codice], peso, voce.peso, voce.luogo_peso)
        for voce, peso in zip(area.obiettivi, pesi, strict=True)
    ]
    return sintesi(area.codice, livello, parti, regole)


def _ente(albero: Albero, aree: Mapping[str, Sintesi], regole: Smvp) -> Sintesi:
    strategiche = albero.aree_strategiche
    pesi = pesi_usati([a.peso for a in strategiche])
    parti = [_parte(aree[a.codice], peso, a.peso, a.dove("peso")) for a, peso in zip(strategiche, pesi, strict=True)]
    return sintesi(Livello.ENTE, Livello.ENTE, parti, regole)


def riconciliazione(anno: Anno) -> tuple[RigaRiconciliazione, ...]:
    """Return every objective of the chamber with its place in both readings; the agency is apart. Fonte: DOMAIN 2."""
    return tuple(
        RigaRiconciliazione(
            codice=o.codice,
            titolo=o.titolo,
            aree_strategiche=tuple(
                a.codice for a in anno.letture.aree_strategiche if any(v.codice == o.codice for v in a.obiettivi)
            ),
            aree_dirigenziali=tuple(
                a.codice for a in anno.letture.aree_dirigenziali if any(v.codice == o.codice for v in a.obiettivi)
            ),
        )
        for o in anno.obiettivi.values()
        if o.tipo is not Tipo.AZIENDA_SPECIALE
    )


def bloccanti(ciclo: Ciclo) -> tuple[str, ...]:
    """Return the indicators that forbid to close the year under `blocca`. Fonte: DOMAIN 3.1, rule 8."""
    if ciclo.anno.regole.non_rilevati is not NonRilevati.BLOCCA or ciclo.periodo is not Periodo.DICEMBRE:
        return ()
    return tuple(codice for codice, v in ciclo.indicatori.items() if v.previsto and v.assenza is Assenza.NON_RILEVATO)
