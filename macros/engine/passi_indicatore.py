"""The first steps of an indicator's explanation: value, target, rule in words and numbers, grade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from macros.engine.ciclo import tetto_in_vigore
from macros.engine.formula import in_parole, nomi
from macros.engine.grado import distanza, per_regola
from macros.engine.result import IndicatoreValutato
from macros.model.anno import Anno
from macros.model.formato import data_breve, esatto, fattore, stampato, valore
from macros.model.passi import Passo
from macros.model.piano import Arrotondamento, Indicatore, Smvp
from macros.model.problems import Source
from macros.model.valori import Assenza, Decrescente, Intervallo, Modo, Periodo, Regola, Tipo

CHIAVI = {Regola.BASE: "base", Regola.SOGLIE: "soglie", Regola.ENTRO_DATA: "penalita", Regola.INTERVALLO: "penalita"}
"""The key that holds the numbers of a rule, beside the target."""


def passi_indicatore(anno: Anno, periodo: Periodo, v: IndicatoreValutato) -> Iterator[Passo]:
    """Yield value, target and grade; without a grade, why."""
    yield _passo_valore(anno, periodo, v)
    yield _passo_target(anno, periodo, v)
    yield _passo_grado(anno.regole, v)


def come_arrotondato(decimali: int, modo: Modo) -> str:
    """Say a rounding in words.

    >>> come_arrotondato(2, Modo.COMMERCIALE), come_arrotondato(0, Modo.TRONCAMENTO)
    ('arrotondato a 2 decimali', "troncato all'unità")
    """
    come = "arrotondato" if modo is Modo.COMMERCIALE else "troncato"
    return f"{come} " + ("all'unità" if not decimali else "a 1 decimale" if decimali == 1 else f"a {decimali} decimali")


def luoghi_arrotondamento(regole: Smvp, livello: str) -> tuple[Source, ...]:
    """Return where the rounding of a level is declared: its own line, if any, and the year's."""
    chiavi = (f"arrotondamento.{livello}", "arrotondamento.predefinito")
    return tuple(regole.luoghi[chiave] for chiave in chiavi if chiave in regole.luoghi)


def passaggio(regola: Arrotondamento, riportato: Fraction | None) -> str:
    """Say what a level hands upwards when it is not the exact grade; else «». Fonte: DOMAIN 3.1, rule 10."""
    if regola.riporto is None or riportato is None:
        return ""
    return f"; al livello superiore passa {esatto(riportato)}, {come_arrotondato(regola.riporto, regola.modo)}"


def _passo_valore(anno: Anno, periodo: Periodo, v: IndicatoreValutato) -> Passo:
    i, riga = v.indicatore, v.rilevazione
    if riga is not None and riga.assenza is not None:
        motivo = riga.motivo or "motivo da completare"
        testo = f"non rilevato: {motivo}"
        if riga.assenza is Assenza.NON_VALUTABILE:
            testo = f"non valutabile: {motivo}; atto {riga.atto}"
        return Passo("Valore", testo, (riga.source,), stampato(None))
    if i.formula:
        return _passo_formula(anno, periodo, v)
    if v.valore is None:
        cartella = "monitoraggio" if periodo is Periodo.GIUGNO else "consuntivo"
        file = f"{anno.cartella}/{cartella}/{anno.area_che_risponde(i) or '<area>'}.csv"
        testo = "la riga è vuota" if riga else f"manca la riga in {file}"
        return Passo("Valore", f"non rilevato: {testo}", (riga.source,) if riga else (), stampato(None))
    luoghi = (riga.source,) if riga else ()
    if i.regola is Regola.FASI:
        return _passo_fasi(anno, periodo, v, luoghi)
    detto = f"rilevato: {_dato(v.valore, i.unita_misura)}"
    if i.regola is Regola.ENTRO_DATA:
        detto = "non realizzato (no)" if v.valore is False else f"completato in data {_dato(v.valore)}"
    return Passo("Valore", detto, luoghi, _dato(v.valore))


def _passo_fasi(anno: Anno, periodo: Periodo, v: IndicatoreValutato, riga: tuple[Source, ...]) -> Passo:
    i = v.indicatore
    raggiunte, luoghi = [], []
    for fase in i.fasi:
        giorno = anno.fasi.get((i.codice, fase.codice))
        if giorno is not None and giorno <= periodo.data(anno.anno):
            raggiunte.append(f"{fase.codice} il {data_breve(giorno)} (quota {esatto(fase.quota)})")
            luoghi.append(anno.luoghi_fasi[i.codice, fase.codice])
    testo = f"fasi raggiunte: {', '.join(raggiunte) or 'nessuna'}; quota raggiunta {_dato(v.valore)}"
    return Passo("Valore", testo, (*luoghi, *riga), _dato(v.valore))


def _passo_formula(anno: Anno, periodo: Periodo, v: IndicatoreValutato) -> Passo:
    i = v.indicatore
    testo, luoghi = i.formula or "", [i.dove("formula")]
    cifre = []
    for nome in nomi(testo):
        misura = (anno.misure or {}).get(nome)
        cifra = misura.valori.get(periodo) if misura else None
        cifre.append(f"{nome} = {esatto(cifra) if cifra is not None else 'non rilevata'}")
        luoghi += [misura.source] if misura else []
    detto = f"calcolato con la formula {in_parole(testo)}" + (", dove " + "; ".join(cifre) if cifre else "")
    if v.valore is None:
        return Passo("Valore", f"non rilevato: {detto}", tuple(luoghi), stampato(None))
    return Passo("Valore", f"{detto}: vale {_dato(v.valore, i.unita_misura)}", tuple(luoghi), valore(v.valore))


def _passo_target(anno: Anno, periodo: Periodo, v: IndicatoreValutato) -> Passo:
    i = v.indicatore
    if i.regola is Regola.FASI:
        dovute = [f for f in i.fasi if f.entro <= periodo.data(anno.anno)]
        testo = ", ".join(f"{f.codice} entro il {data_breve(f.entro)} (quota {esatto(f.quota)})" for f in dovute)
        if not dovute:
            return Passo("Target", "nessuna fase dovuta a questa data", (i.dove("fasi"),), "non previsto")
        return Passo(
            "Target",
            f"fasi dovute: {testo}; quota dovuta {_dato(v.target)}",
            tuple(f.source for f in dovute),
            _dato(v.target),
        )
    strategico = anno.obiettivi[i.obiettivo].tipo is Tipo.STRATEGICO
    chiave = str(anno.anno) if strategico and periodo is Periodo.DICEMBRE else str(periodo)
    luogo = (i.dove(f"target.{chiave}"),)
    if v.target is None:
        return Passo("Target", "niente di previsto a questa data", luogo, "non previsto")
    parola = "termine" if i.regola is Regola.ENTRO_DATA else "atteso"
    return Passo("Target", f"{parola}: {_dato(v.target, i.unita_misura)}", luogo, _dato(v.target))


def _passo_grado(regole: Smvp, v: IndicatoreValutato) -> Passo:
    i = v.indicatore
    if v.esatto is None:
        perche = {
            Assenza.NON_VALUTABILE: "il valore non è valutabile",
            Assenza.NON_PREVISTO: "non si attende niente",
        }.get(v.assenza or Assenza.NON_RILEVATO, "il valore non è rilevato")
        if not v.previsto:
            perche = "a questa data non si attende niente"
        return Passo("Grado", f"non c'è: {perche}", (), stampato(None))
    nudo = per_regola(i, v.valore, v.target, regole.decrescente)
    tetto, luoghi = "massimo 100", [i.dove("regola")]
    if i.regola in CHIAVI:
        luoghi.append(i.dove(CHIAVI[i.regola]))
    if i.regola is Regola.DECRESCENTE:
        luoghi.append(regole.dove("grado.decrescente"))
    if i.regola.oltre_cento:
        massimo = tetto_in_vigore(i, regole)
        tetto = "nessun tetto" if massimo is None else f"tetto {esatto(massimo)}"
        luoghi.append(i.dove("tetto") if i.tetto_dichiarato else regole.dove("grado.tetto_indicatore"))
    livello = regole.arrotondamento["indicatore"]
    testo = (
        f"regola «{i.regola}»: {_conto(regole, v)} = {esatto(nudo)}; "
        f"minimo 0, {tetto}: grado esatto {esatto(v.esatto)}, "
        + come_arrotondato(livello.decimali, livello.modo)
        + passaggio(livello, v.riportato)
    )
    return Passo("Grado", testo, (*luoghi, *luoghi_arrotondamento(regole, "indicatore")), stampato(v.stampato))


def _conto(regole: Smvp, v: IndicatoreValutato) -> str:  # noqa: PLR0911 - one line a rule
    """Return the rule in words, then with its numbers; the words end with a colon."""
    i, trovato, voluto = v.indicatore, _fattore(v.valore), _fattore(v.target)
    match i.regola:
        case Regola.CRESCENTE | Regola.AVANZAMENTO:
            return f"valore diviso target, per 100: {trovato} / {voluto} × 100"
        case Regola.DECRESCENTE if regole.decrescente is Decrescente.LINEARE:
            formula = f"(2 × {voluto} − {trovato}) / {voluto} × 100"
            return f"due volte il target meno il valore, diviso target, per 100: {formula}"
        case Regola.DECRESCENTE if isinstance(v.valore, Decimal | Fraction) and v.valore <= 0:
            return f"target diviso valore, per 100, e 100 quando il valore non supera 0: con {trovato}"
        case Regola.DECRESCENTE:
            return f"target diviso valore, per 100: {voluto} / {trovato} × 100"
        case Regola.BASE:
            base = fattore(i.base or 0)
            formula = f"({trovato} − {base}) / ({voluto} − {base}) × 100"
            return f"valore meno base, diviso target meno base, per 100: {formula}"
        case Regola.SOGLIE:
            bande = ", ".join(f"da {esatto(b.da)} grado {esatto(Fraction(str(b.esito)))}" for b in i.soglie)
            return f"grado della fascia in cui cade il valore ({bande}): con {trovato}"
        case Regola.SI_NO:
            return f"100 se è stato realizzato, 0 se no: con {valore(v.valore)}"
        case Regola.FASI:
            return f"quota raggiunta divisa per la quota dovuta, per 100: {trovato} / {voluto} × 100"
    return _conto_penalita(i, v)


def _conto_penalita(i: Indicatore, v: IndicatoreValutato) -> str:
    penalita = i.penalita
    if penalita is None:
        return ""
    if isinstance(v.target, Intervallo) and isinstance(v.valore, Decimal | Fraction):
        lontano = fattore(abs(distanza(v.valore, v.target)))
        punti = esatto(penalita.punti_per_unita or 0)
        return (
            f"100 dentro l'intervallo, estremi compresi; fuori, per ogni unità di distanza dall'estremo più vicino "
            f"si perdono punti {punti}: 100 − {lontano} × {punti}"
        )
    if isinstance(v.valore, bool) or not isinstance(v.valore, dt.date) or not isinstance(v.target, dt.date):
        return "0 quando non è stato realizzato: con no"
    giorni = max(0, (v.valore - v.target).days)
    if penalita.punti_al_giorno is not None:
        punti = esatto(penalita.punti_al_giorno)
        conto = f"100 − {giorni} × {punti}"
        return f"100 entro il termine; poi, per ogni giorno di ritardo si perdono punti {punti}: {conto}"
    bande = ", ".join(f"dal giorno {f.dal_giorno} grado {esatto(f.grado)}" for f in penalita.fasce)
    return f"100 entro il termine; poi secondo i giorni di ritardo ({bande}): con {giorni}"


def _fattore(contenuto: object) -> str:
    return fattore(contenuto) if isinstance(contenuto, Decimal | Fraction) else _dato(contenuto)


def _dato(contenuto: object, unita: str = "") -> str:
    """Write a value so that it can be reckoned with."""
    if isinstance(contenuto, Decimal | Fraction):
        return esatto(contenuto) + (f"\N{NO-BREAK SPACE}{unita}" if unita else "")
    return valore(contenuto, unita)
