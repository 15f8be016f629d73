"""How the resources of chapter 5 came about, step by step: whoever reads the steps can reckon them again.

It tells what each share is reckoned on, retribuzioni too: it is for who has the data, and no page prints it.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.engine.fondi import EsameLimiti, FondoCalcolato, RisorseCalcolate
from macros.engine.spiega import Spiegazione
from macros.model.anno import Anno
from macros.model.fondi import QualeFondo
from macros.model.formato import esatto, euro, fattore, in_euro, leggibile, stampato
from macros.model.passi import PassoConto
from macros.model.valori import Livello

RISORSE = "risorse"
"""What the resources are asked for by, as chamber's figure by `ente`."""
AL_CENTESIMO = "al centesimo, metà per eccesso"
CENTESIMI = "la parte intera in centesimi, poi un centesimo ai resti più alti, a parità al codice più basso"
CHE_CHIAVE = {QualeFondo.DIRIGENTI: "retribuzione di posizione", QualeFondo.PERSONALE: "dipendenti"}
DEL_FONDO = {None: "Insieme", QualeFondo.DIRIGENTI: "Dirigenti", QualeFondo.PERSONALE: "Personale"}


def spiega_risorse(anno: Anno, r: RisorseCalcolate) -> Spiegazione:
    """Explain the resources of a year: points, values, totals, range, shares, and the cut where one is told."""
    passi = [passo for f in r.fondi.values() for passo in _fondo(anno, r, f)]
    passi += [_limiti(r, esame) for esame in r.limiti()]
    passi += [passo for f in r.fondi.values() for passo in _aree(anno, r, f)]
    passi += [passo for f in r.fondi.values() for passo in _taglio(anno, r, f)]
    nota = (
        "" if r.attestato is not None else "Il grado della Camera non è attestato: di una riduzione non si dice niente."
    )
    return Spiegazione(RISORSE, "Risorse premiali (Sistema, capitolo 5)", tuple(passi), nota)


def _fondo(anno: Anno, r: RisorseCalcolate, f: FondoCalcolato) -> Iterator[PassoConto]:
    nome, detta = DEL_FONDO[f.quale], r.dichiarate.percentuali
    testo = f"{esatto(f.fondo.stabili)} euro di risorse stabili × {esatto(f.percentuale)} / 100"
    luoghi = (f.fondo.dove("stabili"), *([detta.dove(f.quale)] if detta else []))
    yield PassoConto(f"{nome}, un punto di coefficiente", testo, luoghi, f"{esatto(f.punto)} euro")
    for p in f.progetti:
        conto = f"{fattore(f.punto)} × {p.coefficiente} (rilevanza {p.rilevanza}) = {esatto(p.esatto)}; {AL_CENTESIMO}"
        o = anno.obiettivi[p.codice]
        luoghi = (o.dove("rilevanza"), o.dove("progetto_finanziato"))
        yield PassoConto(f"{nome}, {p.codice} {o.titolo}", conto, luoghi, f"{euro(p.valore)} euro")
    somma = " + ".join(euro(p.valore) for p in f.progetti) or "nessun progetto"
    intero = f"{esatto(f.fondo.stabili)} + {esatto(f.fondo.variabili)} = {esatto(f.fondo.intero)}"
    quota = f"; è il {stampato(f.quota)} per cento del fondo intero ({intero})"
    luoghi = (f.fondo.dove("variabili"),)
    yield PassoConto(f"{nome}, totale", f"{somma}{quota}", luoghi, f"{euro(f.totale)} euro")


def _limiti(r: RisorseCalcolate, esame: EsameLimiti) -> PassoConto:
    testo = (
        f"{esatto(esame.totale)} euro, prima di arrotondare i centesimi, fra il {leggibile(r.dichiarate.minimo)} e il "
        f"{leggibile(r.dichiarate.massimo)} per cento di {esatto(esame.fondo)}: da {esatto(esame.minimo)} a "
        f"{esatto(esame.massimo)}, estremi compresi"
    )
    if esame.rispettati:
        esito = "dentro"
    else:
        esito = f"mancano {in_euro(esame.manca)}" if esame.manca else f"{in_euro(esame.eccede)} in più"
    luogo = r.dichiarate.limiti.source if r.dichiarate.limiti else r.dichiarate.fondi.source
    return PassoConto(f"{DEL_FONDO[esame.quale]}, intervallo", testo, (luogo,), esito)


def _aree(anno: Anno, r: RisorseCalcolate, f: FondoCalcolato) -> Iterator[PassoConto]:
    righe = {riga.area: riga for riga in r.dichiarate.aree}
    somma = sum(a.chiave for a in f.aree)
    for a in f.aree:
        conto = f"{fattore(f.totale)} × {fattore(a.chiave)} / {fattore(somma)} ({CHE_CHIAVE[f.quale]}); {CENTESIMI}"
        luogo = righe[a.codice].source
        titolo = f"{DEL_FONDO[f.quale]}, {anno.nome_area(a.codice)}"
        yield PassoConto(titolo, conto, (luogo,), f"{euro(a.assegnato)} euro")


def _taglio(anno: Anno, r: RisorseCalcolate, f: FondoCalcolato) -> Iterator[PassoConto]:
    if r.attestato is None or f.ridotto is None:
        return
    nome, somma = DEL_FONDO[f.quale], sum(a.chiave for a in f.aree)
    conto = f"{fattore(f.totale)} × {fattore(r.attestato)} / 100, il grado attestato della Camera; {AL_CENTESIMO}"
    dette = anno.oiv.attestazioni if anno.oiv else ()
    luoghi = tuple(a.dove("grado") for a in dette if a.di == Livello.ENTE)
    yield PassoConto(f"{nome}, totale ridotto", conto, luoghi, f"{euro(f.ridotto)} euro")
    for a in f.aree:
        conto = f"{fattore(f.ridotto)} × {fattore(a.chiave)} / {fattore(somma)} ({CHE_CHIAVE[f.quale]}); {CENTESIMI}"
        titolo = f"{nome}, {anno.nome_area(a.codice)}, dopo la riduzione"
        yield PassoConto(titolo, conto, (), f"{euro(a.ridotto)} euro")
