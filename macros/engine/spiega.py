"""How a figure came about, step by step: rule, inputs with their place, weights up to the total.

Whoever reads the steps can reckon the figure again from them alone; exact figures are
written as decimals or, when those never end, as fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.engine.passi_indicatore import come_arrotondato, luoghi_arrotondamento, passaggio, passi_indicatore
from macros.engine.recuperi import recupero
from macros.engine.result import Ciclo, IndicatoreValutato, Parte, Sintesi
from macros.model.anno import Anno
from macros.model.formato import Numero, arrotonda, dato, esatto, fattore, leggibile, numero, per_cento, segno, stampato
from macros.model.passi import PassoConto
from macros.model.valori import IN_PARTE, Assenza, Livello, NonRilevati, Tipo

ENTE: str = Livello.ENTE
FUORI = "fuori dalla media"
CENTESIMO = Fraction(1, 100)
PUNTI = 2
"""Decimals of what a part gives, unless the figure has more."""
DI_CHI = {
    Livello.OBIETTIVO: "dell'obiettivo",
    Livello.AREA_STRATEGICA: "dell'area strategica",
    Livello.AREA_DIRIGENZIALE: "dell'area dirigenziale",
    Livello.AZIENDA_SPECIALE: "dell'Azienda Speciale",
    Livello.ENTE: "della Camera",
}
ASSENZE = {
    Assenza.NON_RILEVATO: "non rilevato",
    Assenza.NON_VALUTABILE: "non valutabile",
    Assenza.NON_PREVISTO: "niente di previsto a questa data",
}


@dataclass(frozen=True, slots=True)
class Spiegazione:
    """The steps of one figure."""

    codice: str
    titolo: str
    passi: tuple[PassoConto, ...]
    nota: str
    """What the chamber's figure would have been at target, or why there is no figure; may be empty."""


def spiega(ciclo: Ciclo, codice: str) -> Spiegazione:
    """Explain an indicator, an objective, an area, a manager or the chamber (`ente`).

    Raises: KeyError for a code that is none of them.
    """
    if codice in ciclo.indicatori:
        valutato = ciclo.indicatori[codice]
        salita = dict.fromkeys(_salita(ciclo, codice))  # an area reached by two ways is told once
        passi = (*passi_indicatore(ciclo.anno, ciclo.periodo, valutato), *salita)
        return Spiegazione(codice, valutato.indicatore.titolo, passi, nota_target(ciclo, valutato))
    if codice in ciclo.obiettivi:
        obiettivo = ciclo.obiettivi[codice]
        passi = (*_composizione(ciclo, obiettivo), *_nelle_aree(ciclo, codice))
        return Spiegazione(codice, ciclo.anno.obiettivi[codice].titolo, passi, _nota_copertura(ciclo, obiettivo))
    sintesi = ciclo.sintesi(codice)
    passi = tuple(_composizione(ciclo, sintesi))
    if sintesi.livello is Livello.AREA_STRATEGICA:
        passi += tuple(_nell_ente(ciclo, sintesi.codice))
    return Spiegazione(codice, titolo_di(ciclo.anno, codice), passi, _nota_copertura(ciclo, sintesi))


def codici(ciclo: Ciclo) -> tuple[str, ...]:
    """Return every code that can be explained."""
    return (*(codice for sue in ciclo.figure.values() for codice in sue), *ciclo.indicatori)


def titolo_di(anno: Anno, codice: str) -> str:
    """Return the title of whatever has a figure; of the chamber too."""
    if codice in anno.indicatori:
        return anno.indicatori[codice].titolo
    if codice in anno.obiettivi:
        return anno.obiettivi[codice].titolo
    titoli = (area.titolo for _, area in anno.letture.gruppi() if area.codice == codice)
    return next(titoli, "Performance Camera di Commercio")


def _composizione(ciclo: Ciclo, sintesi: Sintesi) -> Iterator[PassoConto]:
    """Each addend, with its coverage where it is partial, what closes the sum as it is printed, then the average."""
    for parte in sintesi.parti:
        testo, breve = _addendo(ciclo, parte), _diviso(ciclo, sintesi, parte, leggibile)
        if parte.previsto and 0 < parte.copertura < 100:
            testo += f"; copertura {dato(parte.copertura, '%')}"
            breve += f"; copertura {per_cento(parte.copertura)}"
        titolo = f"{parte.codice} {titolo_di(ciclo.anno, parte.codice)}"
        porta = stampato(_porta(sintesi, parte)) if parte.contata else FUORI
        yield PassoConto(titolo, testo, (parte.source,), _stampato_parte(ciclo, parte), breve, porta)
    yield from _chiusura(sintesi)
    yield _media(ciclo, sintesi)
    if sintesi.in_parte:
        yield _in_parte(ciclo, sintesi)


def _chiusura(sintesi: Sintesi) -> Iterator[PassoConto]:
    """Yield what makes the printed points add up to the printed figure: the cap, and the roundings."""
    contate = [p for p in sintesi.parti if p.contata]
    if sintesi.esatto is None or sintesi.stampato is None or not contate:
        return
    tolto = _arrotondati(sintesi, sintesi.esatto - _senza_tetto(contate, _pesi(sintesi)))
    if sintesi.tetto_applicato:
        yield PassoConto("Tetto", "", (), segno(tolto), "il grado di un obiettivo non lo passa")
    resto = sintesi.stampato - sum((_porta(sintesi, p) for p in contate), tolto)
    if resto:
        yield PassoConto("Arrotondamenti", "", (), segno(resto), "ogni cifra qui sopra è arrotondata")


def _porta(sintesi: Sintesi, parte: Parte) -> Decimal:
    """Return the points that a part gives to a figure, rounded; 0: it does not count."""
    return _arrotondati(sintesi, parte.peso * (parte.grado or 0) / _pesi(sintesi) if parte.contata else Fraction(0))


def _arrotondati(sintesi: Sintesi, punti: Fraction) -> Decimal:
    """Return points with two decimals, or as many as the figure has."""
    suoi = -int(sintesi.stampato.as_tuple().exponent) if sintesi.stampato is not None else 0
    return arrotonda(punti, max(suoi, PUNTI))


def _pesi(sintesi: Sintesi) -> Fraction:
    """Return the sum of the weights that count."""
    return sum((p.peso for p in sintesi.parti if p.contata), Fraction(0))


def _stampato_parte(ciclo: Ciclo, parte: Parte) -> str:
    livelli = (ciclo.indicatori, ciclo.obiettivi, ciclo.aree_strategiche)
    return next(stampato(livello[parte.codice].stampato) for livello in livelli if parte.codice in livello)


def _addendo(ciclo: Ciclo, parte: Parte, scrivi: Callable[[Numero], str] = fattore) -> str:
    uguale = "" if parte.peso_dichiarato is not None else " (uguale per tutti: nessun peso è dichiarato)"
    peso = f"peso {scrivi(parte.peso)}{uguale}"
    if not parte.previsto:
        return f"{peso}; escluso: niente di previsto a questa data"
    if parte.grado is None:
        valutato = ciclo.indicatori.get(parte.codice)
        perche = ASSENZE[valutato.assenza] if valutato and valutato.assenza else "nessun dato"
        return f"{peso}; escluso dalla media: {perche}"
    if parte.peso == 0:
        return f"{peso}; mostrato, non entra nella media"
    coda = ""
    if not parte.copertura and ciclo.anno.regole.non_rilevati is NonRilevati.ZERO:
        coda = " (non rilevato: conta zero)"
    return f"{peso} × grado {scrivi(parte.grado)}{coda}"


def _diviso(ciclo: Ciclo, sintesi: Sintesi, parte: Parte, scrivi: Callable[[Numero], str] = fattore) -> str:
    """Return the addend of a part divided by the weights that count, where it does."""
    testo = _addendo(ciclo, parte, scrivi)
    return f"{testo} / {scrivi(_pesi(sintesi))}" if parte.contata else testo


def _media(ciclo: Ciclo, sintesi: Sintesi) -> PassoConto:
    regole = ciclo.anno.regole
    contate = [parte for parte in sintesi.parti if parte.contata and parte.grado is not None]
    luoghi = luoghi_arrotondamento(regole, sintesi.livello)
    coperta = f"; copertura {per_cento(sintesi.copertura_esatta)}"
    if sintesi.esatto is None or not contate:
        perche = "nessuna parte che pesa ha un grado" if sintesi.previsto else "a questa data non si attende niente"
        return PassoConto("Grado", f"non c'è: {perche}{coperta}", (), stampato(None), totale=True)
    addendi = " + ".join(f"{fattore(p.peso)} × {fattore(p.grado)}" for p in contate if p.grado is not None)
    pesi = _pesi(sintesi)
    testo = f"somma di peso × grado, divisa per i pesi che contano: ({addendi}) / {fattore(pesi)} = "
    testo += esatto(_senza_tetto(contate, pesi))
    if sintesi.tetto_applicato:
        testo += f"; con il tetto dell'obiettivo: {esatto(sintesi.esatto)}"
        luoghi = (regole.dove("grado.tetto_obiettivo"), *luoghi)
    regola = regole.arrotondamento[sintesi.livello]
    testo += f"; {come_arrotondato(regola.decimali, regola.modo)}"
    if sintesi.livello in {Livello.OBIETTIVO, Livello.AREA_STRATEGICA}:
        testo += passaggio(regola, sintesi.riportato)
    breve = "la somma di ciò che ciascuno porta" + (coperta if sintesi.parziale else "")
    return PassoConto("Grado", testo + coperta, luoghi, stampato(sintesi.stampato), breve, totale=True)


def _in_parte(ciclo: Ciclo, sintesi: Sintesi) -> PassoConto:
    """Say why the grade gives no state."""
    regole = ciclo.anno.regole
    minima, coperta = regole.stati_copertura_minima, dato(sintesi.copertura_esatta, "%")
    testo = f"copertura {coperta}, meno di {dato(Fraction(minima or 0), '%')}: "
    testo += "sotto questa misura il grado non dà uno stato"
    return PassoConto("Stato", testo, (regole.dove("stati_copertura_minima"),), IN_PARTE)


def _senza_tetto(contate: list[Parte], pesi: Fraction) -> Fraction:
    return sum((p.peso * p.grado for p in contate if p.grado is not None), Fraction(0)) / pesi


# --- the way up -----------------------------------------------------------------------------------


def _salita(ciclo: Ciclo, codice: str) -> Iterator[PassoConto]:
    """From an indicator: its objective and up, then each strategic one that links it and up from there."""
    proprio = ciclo.anno.indicatori[codice].obiettivo
    for obiettivo in (o.codice for o in ciclo.anno.in_cui_conta(codice)):
        sintesi = ciclo.obiettivi[obiettivo]
        for parte in sintesi.parti:
            if parte.codice == codice:
                come = "" if obiettivo == proprio else ", come indicatore collegato"
                yield _gradino(ciclo, sintesi, parte, f"Nell'obiettivo {obiettivo}{come}")
                if parte.contata:
                    yield from _nelle_aree(ciclo, obiettivo)


def _nelle_aree(ciclo: Ciclo, obiettivo: str) -> Iterator[PassoConto]:
    for livello, area in ciclo.anno.letture.gruppi():
        strategica, sintesi = livello is Livello.AREA_STRATEGICA, ciclo.figure[livello][area.codice]
        dove = f"Nell'area strategica {area.codice}" if strategica else f"Per chi ne risponde ({area.titolo})"
        for parte in sintesi.parti:
            if parte.codice == obiettivo:
                yield _gradino(ciclo, sintesi, parte, f"{dove}, l'obiettivo {obiettivo}")
                if strategica and parte.contata:
                    yield from _nell_ente(ciclo, area.codice)


def _nell_ente(ciclo: Ciclo, area: str) -> Iterator[PassoConto]:
    for parte in ciclo.ente.parti:
        if parte.codice == area:
            yield _gradino(ciclo, ciclo.ente, parte, f"Nel totale della Camera, l'area strategica {area}")


def _gradino(ciclo: Ciclo, sintesi: Sintesi, parte: Parte, titolo: str) -> PassoConto:
    if not parte.contata:
        return PassoConto(titolo, _addendo(ciclo, parte), (parte.source,), FUORI)
    porta = stampato(_porta(sintesi, parte))
    dei = f": porta {porta} dei {stampato(sintesi.stampato)} punti {DI_CHI[sintesi.livello]}"
    testo, breve = _diviso(ciclo, sintesi, parte) + dei, _diviso(ciclo, sintesi, parte, leggibile) + dei
    return PassoConto(titolo, testo, (parte.source,), stampato(sintesi.stampato), breve, porta)


def nota_target(ciclo: Ciclo, valutato: IndicatoreValutato) -> str:
    """Say by how much the chamber's figure would change had the indicator reached its target; «» when not at all."""
    differenza = recupero(ciclo, valutato) if valutato.scoperto else None
    if differenza is None:
        return ""
    if not differenza:
        perche = ""
        if ciclo.anno.obiettivi[valutato.indicatore.obiettivo].tipo is Tipo.AZIENDA_SPECIALE:
            perche = ", perché gli obiettivi dell'Azienda Speciale non entrano nel totale della Camera"
        return f"A target raggiunto il totale della Camera non sarebbe cambiato{perche}."
    verso = "più alto" if differenza > 0 else "più basso"
    quanto = numero(abs(differenza)) if abs(differenza) >= CENTESIMO else "meno di 0,01"
    return f"A target raggiunto il totale della Camera sarebbe stato {verso}, di {quanto} punti."


def _nota_copertura(ciclo: Ciclo, sintesi: Sintesi) -> str:
    if not sintesi.previsto:
        return "A questa data non si attende niente: non c'è un grado, e il peso si ripartisce fra gli altri."
    if sintesi.esatto is None:
        return "Nessun dato a questa data: non c'è un grado, e il peso si ripartisce fra gli altri."
    if not sintesi.parziale:
        return ""
    resto = "ciò che manca non entra nella media"
    if ciclo.anno.regole.non_rilevati is NonRilevati.ZERO:
        resto = "ciò che non è rilevato conta zero, ciò che non è valutabile non entra nella media"
    return f"Copertura {per_cento(sintesi.copertura_esatta)}: è la parte del peso che è stata misurata; {resto}."
