"""VALORE-INSOLITO: a figure that is possible and unlikely is asked about. Fonte: questione 14, point 4."""

from __future__ import annotations

from collections.abc import Iterator

from macros.engine.ciclo import Cicli
from macros.engine.formula import misure_di
from macros.engine.insoliti import Insolito, Stranezza, insoliti
from macros.model.anno import Anno
from macros.model.archivio import RILEVAZIONI
from macros.model.atti import RILEVATI
from macros.model.comando import comando
from macros.model.formato import esatto, leggibile
from macros.model.problems import Problem
from macros.model.regola import Quantita
from macros.model.unita import unita_concorde

CHE = {"": "il calcolato ", "stima": "la stima ", "nuova_previsione": "la nuova previsione "}
DETTI = {
    Stranezza.NEGATIVO: "un numero negativo",
    Stranezza.CENTO: "una percentuale oltre 100",
    Stranezza.OLTRE: "più di tre volte ciò a cui si può paragonare",
    Stranezza.SOTTO: "meno di un terzo di ciò a cui si può paragonare",
}

DI_SOLITO = {
    Stranezza.SCALA: "un valore della scala",
    Stranezza.NEGATIVO: "un valore non negativo",
    Stranezza.CENTO: "una percentuale fino a 100",
}
"""What is expected of a figure that nothing is known of: it has no more to be far from."""


def check_insoliti(anno: Anno, cicli: Cicli) -> Iterator[Problem]:
    """VALORE-INSOLITO (avviso): one message a figure, with what it may have been; what is answered for is not asked."""
    for i in insoliti(anno, cicli):
        yield Problem(i.source, "VALORE-INSOLITO", _trovato(i), _atteso(i), _rimedio(anno, i), i.area)


def _trovato(i: Insolito) -> str:
    unita = _unita(i)
    che = f"fuori dalla scala di «{unita}»" if i.sospetto.perche is Stranezza.SCALA else DETTI[i.sospetto.perche]
    di = f"{i.codice} ({i.indicatore.titolo})" if i.indicatore else f"la misura «{i.codice}»"
    return f"{CHE.get(i.colonna, '')}«{leggibile(i.valore)}» al {i.periodo} per {di}: {che}"


def _atteso(i: Insolito) -> str:
    """Say what the figure is compared with."""
    detti = [" o ".join(_con_unita(i, n) for n in i.attesi) + " (il risultato atteso)"] * bool(i.attesi)
    if i.prima is not None:
        quando = "l'anno prima" if i.indicatore else "al 30-06"
        detti.append(f"{_con_unita(i, i.prima)} ({quando})")
    return "qualcosa di vicino a " + " e a ".join(detti) if detti else DI_SOLITO[i.sospetto.perche]


def _rimedio(anno: Anno, i: Insolito) -> str:
    forse = f"forse {esatto(i.sospetto.forse)}? " if i.sospetto.forse is not None and i.colonna else ""
    dove = ""
    if i.indicatore and not i.colonna:
        righe = {n: m.source.line for n, m in (anno.misure or {}).items()}
        dove = "controllare " + ", ".join(f"{n} (riga {righe[n]})" for n in misure_di(i.indicatore.formula)) + " e "
    if i.sospetto.perche is Stranezza.SCALA:
        return f"{forse}{dove}correggere: in quella scala non può stare"
    if anno.aperto(RILEVATI[i.periodo]):
        return f"{forse}{dove}correggere; se è giusto, {_perche(anno, i)}"
    codice = i.codice if i.indicatore else "CODICE"
    detto = comando("conferma", codice, anno=anno.anno, altro="--chi RUOLO")
    return f"{forse}{dove}correggere con un'errata; se è giusto, confermare il testo che lo commenta: «{detto}»"


def _perche(anno: Anno, i: Insolito) -> str:
    """Say where it is written why a figure is right, and in which file, where its indicator has no row there."""
    if i.indicatore is None or anno.rilevazione(i.codice, i.periodo) is not None:
        quale = "sua riga" if i.colonna and i.indicatore else "riga dell'indicatore"
        return f"scrivere perché nella colonna «motivo» della {quale}"
    file = anno.file(RILEVAZIONI[i.periodo], i.area or "<area>")
    return f"aggiungere in {file} la riga di {i.codice}, con il perché nella colonna «motivo»"


def _unita(i: Insolito) -> str:
    return i.indicatore.unita_misura if i.indicatore else ""


def _con_unita(i: Insolito, n: Quantita) -> str:
    return f"{leggibile(n)} {unita_concorde(n, _unita(i))}".rstrip()
