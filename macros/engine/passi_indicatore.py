"""The first steps of an indicator's explanation: value, target, rule in words and numbers, grade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from macros.engine.ciclo import tetto_in_vigore
from macros.engine.formula import in_parole, nomi
from macros.engine.result import IndicatoreValutato
from macros.model.anno import Anno
from macros.model.archivio import RILEVAZIONI
from macros.model.formato import dato, esatto, fattore, stampato, valore
from macros.model.impostazioni import Arrotondamento
from macros.model.passi import PassoConto
from macros.model.piano import Smvp
from macros.model.problems import Source
from macros.model.regola import Caso
from macros.model.regole import REGOLE
from macros.model.valori import Assenza, Livello, Modo, Periodo


def passi_indicatore(anno: Anno, periodo: Periodo, v: IndicatoreValutato) -> Iterator[PassoConto]:
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


def luoghi_arrotondamento(regole: Smvp, livello: Livello) -> tuple[Source, ...]:
    """Return where the rounding of a level is declared: its own line, if any, and the year's."""
    chiavi = (f"arrotondamento.{livello}", "arrotondamento.predefinito")
    return tuple(regole.luoghi[chiave] for chiave in chiavi if chiave in regole.luoghi)


def passaggio(regola: Arrotondamento, riportato: Fraction | None) -> str:
    """Say what a level hands upwards when it is not the exact grade; else «». Fonte: DOMAIN 3.1, rule 10."""
    if regola.riporto is None or riportato is None:
        return ""
    return f"; al livello superiore passa {esatto(riportato)}, {come_arrotondato(regola.riporto, regola.modo)}"


def _passo_valore(anno: Anno, periodo: Periodo, v: IndicatoreValutato) -> PassoConto:
    i, riga = v.indicatore, v.rilevazione
    if riga is not None and riga.assenza is not None:
        motivo = riga.motivo or "motivo da completare"
        testo = f"non rilevato: {motivo}"
        if riga.assenza is Assenza.NON_VALUTABILE:
            testo = f"non valutabile: {motivo}; atto {riga.atto}"
        return PassoConto("Valore", testo, (riga.source,), stampato(None))
    if i.formula:
        return _passo_formula(anno, periodo, v)
    if v.valore is None:
        file = f"{anno.cartella}/{RILEVAZIONI[periodo].nome(anno.area_che_risponde(i) or '<area>')}"
        testo = "la riga è vuota" if riga else f"manca la riga in {file}"
        return PassoConto("Valore", f"non rilevato: {testo}", (riga.source,) if riga else (), stampato(None))
    luoghi = (riga.source,) if riga else ()
    detto, propri = REGOLE[i.regola].valore_detto(anno, periodo, i, v.valore)
    return PassoConto("Valore", detto, (*propri, *luoghi), dato(v.valore), porta=_con_unita(v, v.valore))


def _con_unita(v: IndicatoreValutato, contenuto: object) -> str:
    """Write a value or a target with the unit in which forms write it."""
    return valore(contenuto, REGOLE[v.indicatore.regola].unita or v.indicatore.unita_misura)


def _passo_formula(anno: Anno, periodo: Periodo, v: IndicatoreValutato) -> PassoConto:
    i = v.indicatore
    testo, luoghi = i.formula or "", [i.dove("formula")]
    cifre, breve = [], in_parole(testo)
    for nome in nomi(testo):
        misura = (anno.misure or {}).get(nome)
        cifra = misura.valori.get(periodo) if misura else None
        cifre.append(f"{nome} = {esatto(cifra) if cifra is not None else 'non rilevata'}")
        breve = re.sub(rf"\b{nome}\b", fattore(cifra) if cifra is not None else "…", breve)
        luoghi += [misura.source] if misura else []
    detto = f"calcolato con la formula {in_parole(testo)}" + (", dove " + "; ".join(cifre) if cifre else "")
    if v.valore is None:
        return PassoConto("Valore", f"non rilevato: {detto}", tuple(luoghi), stampato(None))
    vale = f"{detto}: vale {dato(v.valore, i.unita_misura)}"
    return PassoConto("Valore", vale, tuple(luoghi), valore(v.valore), breve, _con_unita(v, v.valore))


def _passo_target(anno: Anno, periodo: Periodo, v: IndicatoreValutato) -> PassoConto:
    detto, luoghi = REGOLE[v.indicatore.regola].target_detto(anno, periodo, v.indicatore, v.target)
    if v.target is None:
        return PassoConto("Target", detto, luoghi, "non previsto")
    return PassoConto("Target", detto, luoghi, dato(v.target), porta=_con_unita(v, v.target))


def _passo_grado(regole: Smvp, v: IndicatoreValutato) -> PassoConto:
    i, regola = v.indicatore, REGOLE[v.indicatore.regola]
    if v.esatto is None:
        perche = {
            Assenza.NON_VALUTABILE: "il valore non è valutabile",
            Assenza.NON_PREVISTO: "non si attende niente",
        }.get(v.assenza or Assenza.NON_RILEVATO, "il valore non è rilevato")
        if not v.previsto:
            perche = "a questa data non si attende niente"
        return PassoConto("Grado", f"non c'è: {perche}", (), stampato(None), totale=True)
    caso = Caso(i, v.valore, v.target, regole.decrescente)
    chiavi = () if regola.a_fasi else regola.chiavi  # milestones are told with value and target
    tetto, luoghi = "massimo 100", [i.dove(chiave) for chiave in ("regola", *chiavi)]
    if regola.impostazione:
        luoghi.append(regole.dove(regola.impostazione))
    if regola.oltre_cento:
        massimo = tetto_in_vigore(i, regole)
        tetto = "nessun tetto" if massimo is None else f"tetto {esatto(massimo)}"
        luoghi.append(i.dove("tetto") if i.tetto_dichiarato else regole.dove("grado.tetto_indicatore"))
    livello = regole.arrotondamento[Livello.INDICATORE]
    testo = (
        f"regola «{regola}»: {regola.conto(caso)} = {esatto(regola.grado(caso))}; "
        f"minimo 0, {tetto}: grado esatto {esatto(v.esatto)}, "
        + come_arrotondato(livello.decimali, livello.modo)
        + passaggio(livello, v.riportato)
    )
    luoghi += luoghi_arrotondamento(regole, Livello.INDICATORE)
    return PassoConto("Grado", testo, tuple(luoghi), stampato(v.stampato), regola.come(regole), totale=True)
