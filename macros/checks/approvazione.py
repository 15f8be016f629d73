"""What must be true before a document is approved: a list that says yes or no, and where to mend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.engine.ciclo import calcola
from macros.engine.mancanze import obiettivi_scoperti
from macros.model.anno import Anno
from macros.model.archivio import INTEGRATO
from macros.model.atti import COPRE, PERIODO_DI
from macros.model.formato import data_breve
from macros.model.precedenze import atto_che_vale
from macros.model.problems import Documento, Problem
from macros.model.tratti import Gravita, Tratto
from macros.model.valori import TipoAtto

VALIDATI = (Documento.PIANO, Documento.RELAZIONE)
"""The documents that the OIV validates before the Giunta approves them. Fonte: DOMAIN 1."""


@dataclass(frozen=True, slots=True)
class Condizione:
    """One line of the list. `mancanze`: what is still to be done, each with its place; empty: done."""

    testo: str
    mancanze: tuple[str, ...]
    serve: str = ""
    """What must be known to say it; «»: it is said."""


def condizioni(
    anno: Anno,
    problemi: Iterable[Problem],
    documento: Documento,
    giorno: dt.date | None,
    vuoti: Sequence[str] | None,
    oggi: dt.date,
) -> tuple[Condizione, ...]:
    """Return the list for a document that is to be approved on a day.

    `giorno`: of the act; None: not known yet. `vuoti`: the chapters without a text; None: it has none to be written.
    No act is later than `oggi`. Fonte: DOMAIN 1 and 6, DESIGN 5.
    """
    tutti = [p for p in problemi if p.gravita is not Gravita.AVVISO or p.ha(Tratto.LETTURA)]
    errori = [p for p in tutti if p.gravita is Gravita.ERRORE]
    propri = [p for p in tutti if p.documento == documento]
    piano = [p for p in tutti if p.documento == Documento.PIANO] if documento is not Documento.PIANO else []
    scoperti = _dove(p for p in tutti if p.ha(Tratto.LETTURA)) + (() if errori else _scoperti(anno, documento))
    capitoli = f"Nessun capitolo vuoto in content/{anno.anno}/{documento}"
    lista = [
        Condizione("Nessun errore nei dati", _dove(p for p in errori if not p.ha(Tratto.PESI))),
        Condizione("Pesi completi: ogni gruppo somma 100", _dove(p for p in errori if p.ha(Tratto.PESI))),
        *([Condizione(capitoli, tuple(vuoti))] if vuoti is not None else []),
        Condizione("Ogni obiettivo coperto", scoperti),
    ]
    if documento is Documento.PIAO:
        lista.append(Condizione("Il PIAO scritto", () if anno.piao else (f"{anno.file(INTEGRATO)}: non c'è",)))
    if documento is Documento.RELAZIONE:
        valori = [p for p in propri if p.ha(Tratto.RILEVATO)]
        lista.append(Condizione("Ogni valore presente, o l'assenza con il suo motivo", _dove(valori)))
        propri = [p for p in propri if p not in valori]
    lista.append(Condizione("Niente da completare nel documento", _dove([*propri, *piano])))
    validata = _validazione(anno, documento, giorno)
    serve = "--data" if giorno is None else ""
    da_sapere = serve if documento in VALIDATI and not validata else ""
    lista.append(Condizione("Validazione dell'OIV prima dell'approvazione", validata, da_sapere))
    date = tuple(_date(anno, documento, giorno, oggi))
    lista.append(Condizione("Date in ordine", date, "" if date else serve))
    return tuple(lista)


def _dove(problemi: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(f"{p.source}: {p.found}" for p in sorted(problemi))


def _scoperti(anno: Anno, documento: Documento) -> tuple[str, ...]:
    """Objectives of which something was expected, with no figure and an indicator that nobody excuses."""
    periodo = PERIODO_DI.get(documento)
    if periodo is None:
        return ()
    ciclo = calcola(anno, periodo)  # with the plan of that day: what was added later is not asked
    return tuple(f"{o.source}: l'obiettivo {o.codice} senza un grado" for o in obiettivi_scoperti(ciclo))


def _validazione(anno: Anno, documento: Documento, giorno: dt.date | None) -> tuple[str, ...]:
    if documento not in VALIDATI:
        return ()
    if documento is Documento.RELAZIONE and anno.non_valida and anno.oiv and anno.oiv.validazione:
        return (f"{anno.oiv.validazione.dove('esito')}: per l'OIV la Relazione non è valida",)
    if documento is Documento.RELAZIONE and not anno.regole.prima_oiv:
        return ()
    atto = atto_che_vale(anno, TipoAtto.VALIDAZIONE_OIV, documento)
    if atto is None:
        return (f"{anno.cartella}/atti: manca l'atto di tipo validazione_oiv con documento: {documento}",)
    if giorno is not None and atto.data > giorno:
        return (f"{atto.dove('data')}: la validazione è del {data_breve(atto.data)}, dopo il {data_breve(giorno)}",)
    return ()


def _date(anno: Anno, documento: Documento, giorno: dt.date | None, oggi: dt.date) -> list[str]:
    """The survey is over, the act is taken, and the documents that come before are approved before."""
    detti = []
    periodo = PERIODO_DI.get(documento)
    if giorno is not None and giorno > oggi:
        detti.append(f"--data: {data_breve(giorno)} deve ancora venire")
    if periodo is not None and giorno is not None and giorno <= periodo.data(anno.anno):
        detti.append(f"--data: {data_breve(giorno)} non è dopo il {data_breve(periodo.data(anno.anno))}")
    if documento is not Documento.PIANO:
        prima = anno.ultimo_atto(COPRE[Documento.PIANO][-1], Documento.PIANO)
        if prima is None:
            detti.append(f"{anno.cartella}/atti: manca l'atto che approva il Piano")
        elif giorno is not None and prima.data > giorno:
            detti.append(f"{prima.dove('data')}: il Piano è approvato il {data_breve(prima.data)}, dopo")
    return detti
