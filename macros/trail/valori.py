"""Compares what was reported: values, absences, the words beside them, and the grades that came out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from macros.engine.formula import nomi
from macros.engine.misura import atteso, rilevato
from macros.engine.result import Ciclo, IndicatoreValutato, Sintesi
from macros.model.anno import Anno
from macros.model.formato import stampato
from macros.model.piano import Indicatore
from macros.model.problems import Source
from macros.model.valori import Assenza, Livello, Periodo
from macros.trail.cambiamenti import Cambiamento, Campo, Genere, Senza, ToccaIndicatore
from macros.trail.campi import generi
from macros.trail.ibridi import Lati, Perche, sposta
from macros.trail.mondo import Chiave, Mondo
from macros.trail.scritti import diversi, scritto, scritto_di
from macros.trail.voci import altri_diversi, voce

SENZA_GRADO = "senza grado"


def valori(mondo: Mondo, chiave: Chiave, perche: Perche | None, periodo: Periodo | None) -> Iterator[Cambiamento]:
    """Yield what was reported otherwise: of two versions of a year at both dates, of two years at the one compared."""
    a, b = mondo.indicatore(chiave)
    if a is None or b is None:
        return
    stesso = mondo.prima.anno == mondo.dopo.anno
    for data in Periodo:
        if not stesso and data is not periodo:
            continue
        x, y = _rilevato(mondo.prima, a, data), _rilevato(mondo.dopo, b, data)
        mosso = sposta(x, mondo.dopo.anno - mondo.prima.anno) if isinstance(x, dt.date) else x
        if mosso != y:
            ora = data is periodo
            yield voce(
                mondo,
                Genere.ASSENZA if isinstance(x, Assenza) or isinstance(y, Assenza) else Genere.VALORE,
                chiave,
                Campo(("valore",), data),
                (x, y),
                (scritto_di(a, x), scritto_di(b, y)),
                (_dove(mondo.prima, a, data), _dove(mondo.dopo, b, data)),
                tocco=ToccaIndicatore(Lati(valore=True)) if ora and not perche else None,
                senza=Senza.ALTRA_DATA if periodo and not ora else Senza.INSIEME if perche else None,
                non_confrontabile=perche,
            )
        if stesso:
            yield from _parole(mondo, chiave, (a, b), data)


def _rilevato(anno: Anno, i: Indicatore, data: Periodo) -> object:
    """Value found, or why there is none."""
    trovato = rilevato(anno, i, data)
    if trovato.valore is not None:
        return trovato.valore
    vuota = Assenza.NON_RILEVATO if atteso(anno, i, data) is not None else Assenza.NON_PREVISTO
    return trovato.assenza or vuota


def _dove(anno: Anno, i: Indicatore, data: Periodo) -> Source | None:
    """Where the value is: its row, or the measure that the formula names first."""
    riga = anno.rilevazione(i.codice, data)
    if riga is not None and (riga.valore is not None or riga.assenza is not None or not i.formula):
        return riga.luoghi.get("assenza" if riga.assenza else "valore", riga.source)
    misure = [m for nome in nomi(i.formula) if (m := (anno.misure or {}).get(nome))] if i.formula else []
    return misure[0].source if misure else None


def _parole(mondo: Mondo, chiave: Chiave, due: tuple[Indicatore, Indicatore], data: Periodo) -> Iterator[Cambiamento]:
    righe = mondo.prima.rilevazione(due[0].codice, data), mondo.dopo.rilevazione(due[1].codice, data)
    una = righe[1] or righe[0]
    for campo, genere in generi(una).items() if una else ():
        x, y = (getattr(riga, campo, None) if riga else None for riga in righe)
        if genere is not None and diversi(x, y):
            dove = tuple(riga.luoghi.get(campo, riga.source) if riga else None for riga in righe)
            detto = scritto_di(due[0], x, mondo.detti[0]), scritto_di(due[1], y, mondo.detti[1])
            yield voce(mondo, genere, chiave, Campo((campo,), data), (x, y), detto, (dove[0], dove[1]))


def schede(mondo: Mondo, chiave: Chiave) -> Iterator[Cambiamento]:
    """Yield the texts of the forms of an objective that read otherwise, between two versions of a year."""
    a, b = mondo.obiettivo(chiave)
    if mondo.prima.anno != mondo.dopo.anno or a is None or b is None:
        return
    due = mondo.prima.schede.get(a.codice), mondo.dopo.schede.get(b.codice)
    if due[0] is due[1]:
        return
    testi: list[dict[tuple[str, ...], object]] = [{}, {}]
    for scheda, trovati in zip(due, testi, strict=True):
        if scheda is not None:
            trovati |= {("monitoraggio", "indicatori", c): t for c, t in scheda.monitoraggio.items()}
            trovati |= {("consuntivo", "azioni", c): t for c, t in scheda.azioni.items()}
            for c, t in scheda.consuntivo.items():
                trovati |= {("consuntivo", "indicatori", c, campo): getattr(t, campo) for campo in generi(t)}
    for passi in dict.fromkeys((*testi[1], *testi[0])):
        x, y, campo = testi[0].get(passi), testi[1].get(passi), Campo(passi)
        if diversi(x, y):
            dove = tuple(scheda.dove(campo.chiave) if scheda else None for scheda in due)
            yield voce(mondo, Genere.TESTO, chiave, campo, (x, y), (scritto(x), scritto(y)), (dove[0], dove[1]))
    if all(due):
        yield from altri_diversi(mondo, chiave, due)


def grado(mondo: Mondo, chiave: Chiave, cicli: tuple[Ciclo, Ciclo], perche: Perche | None) -> Iterator[Cambiamento]:
    """Yield a figure that moved, of something that is on both sides."""
    if not mondo.insieme(chiave):
        return
    a = figura(cicli[0], chiave[0], mondo.codice_prima[chiave])
    b = figura(cicli[1], chiave[0], mondo.codice_dopo[chiave])
    if a.esatto != b.esatto or a.stampato != b.stampato:
        scritti = tuple(SENZA_GRADO if f.esatto is None else stampato(f.stampato) for f in (a, b))
        yield voce(
            mondo,
            Genere.GRADO,
            chiave,
            Campo(("grado",), cicli[1].periodo),
            (a.esatto, b.esatto),
            (scritti[0], scritti[1]),
            (None, None),
            non_confrontabile=perche,
        )


def figura(ciclo: Ciclo, livello: str, codice: str) -> Sintesi | IndicatoreValutato:
    """Return the figure of anything by level and code. Raises: KeyError when there is none."""
    return ciclo.indicatori[codice] if livello == Livello.INDICATORE else ciclo.figure[Livello(livello)][codice]
