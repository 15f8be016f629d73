"""Reads the survey files: what offices report of their indicators at a date.

A value is typed by the rule of its indicator; rows of unknown indicators are kept
out and reported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from macros.model.archivio import RILEVAZIONI
from macros.model.citazioni import con_titolo
from macros.model.formato import data_breve, decimale
from macros.model.piano import Indicatore
from macros.model.problems import Source
from macros.model.regole import REGOLE
from macros.model.rilevati import Rilevazione
from macros.model.valori import Assenza, Atteso, Causa, Intervallo, Periodo, Valore
from macros.reading.anno.indicatori import LETTORI
from macros.reading.testo.celle import Celle, noto
from macros.reading.testo.files import file_di
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import una_volta
from macros.reading.testo.scalari import (
    Rifiuto,
    legge_data,
    legge_numero,
    vicina,
)
from macros.reading.testo.tabelle import leggi_csv

ESTREMI = re.compile(r"(?:da )?(\S+) ?(?:a|\.\.) ?(\S+)")


def leggi_rilevazioni(
    lettura: Lettura, cartella: Path, periodo: Periodo, indicatori: Mapping[str, Indicatore], aree: Iterable[str]
) -> tuple[Rilevazione, ...]:
    """Read every survey file of a date; rows in file order, doubles included (checked later)."""
    righe = []
    note, tipo = tuple(aree), RILEVAZIONI[periodo]
    for file in file_di(cartella, tipo):
        if note and file.stem not in note:
            lettura.segnala(
                Source(lettura.nome(file)),
                "RIL-FILE-IGNOTO",
                f"un file per «{file.stem}»",
                "un file per area dirigenziale: " + ", ".join(note),
                vicina(file.stem, note) + "; rinominare il file con il codice dell'area",
            )
        for riga in leggi_csv(lettura, file, tipo.colonne, tipo.chiave):
            celle = Celle(lettura, riga)
            indicatore = noto(celle, "indicatore", indicatori)
            if indicatore is not None:
                come = periodo, file.stem, indicatore.codice, indicatore.regola, indicatore.formula
                leggi_una = partial(_rilevazione, celle, file.stem, periodo, indicatore)
                righe.append(una_volta(lettura, riga, come, leggi_una))
    return tuple(righe)


def _rilevazione(celle: Celle, area: str, periodo: Periodo, indicatore: Indicatore) -> Rilevazione:
    celle.di = f" di {con_titolo(indicatore, periodo)}"
    return Rilevazione(
        indicatore=indicatore.codice,
        area=area,
        valore=_valore(celle, indicatore),
        assenza=celle.scelta("assenza", (Assenza.NON_RILEVATO, Assenza.NON_VALUTABILE)),
        causa=celle.scelta("causa", Causa),
        intervento=celle.testo("intervento"),
        entro=celle.leggi("entro", legge_data),
        motivo=celle.testo("motivo"),
        atto=celle.testo("atto"),
        stima=celle.leggi("stima", _come(REGOLE[indicatore.regola].valore), "RIL-VALORE-TIPO"),
        nuova_previsione=_previsione(celle, indicatore),
        source=celle.riga.source,
        luoghi={colonna: celle.luogo(colonna) for colonna in celle.riga.celle},
    )


def _valore(celle: Celle, indicatore: Indicatore) -> Valore | None:
    testo = celle.testo("valore")
    if testo is None:
        return None
    regola = REGOLE[indicatore.regola]
    calcolato = indicatore.formula is not None and regola.numerica
    if regola.a_fasi or calcolato:
        come, dove = "misurato a fasi", "in fasi.csv, con la data in cui la fase è raggiunta"
        if calcolato:
            come, dove = "calcolato da una formula", "in misure.csv, nelle misure della formula"
        celle.lettura.segnala(
            celle.luogo("valore"),
            "RIL-VALORE-TIPO",
            f"«{testo}» per {indicatore.codice} ({indicatore.titolo}), {come}",
            "la colonna «valore» vuota",
            f"togliere il valore e lasciare la riga: il dato si scrive {dove}",
        )
        return None
    return celle.leggi("valore", _come(regola.valore), "RIL-VALORE-TIPO")


def _come(tipo: type) -> Callable[[str], Valore]:
    """How a value is read: for days, a day or `no`."""
    if tipo is not dt.date:
        return LETTORI[tipo]

    def data_o_no(testo: str) -> Valore:
        if testo.lower() == "no":
            return False
        try:
            return legge_data(testo)
        except Rifiuto as no:
            raise Rifiuto(
                no.code,
                no.testo,
                f"{no.expected}, oppure no",
                f"{no.fix}, o no se alla data della rilevazione non era fatto",
                no.che,
            ) from None

    return data_o_no


def _in_una_scrittura(testo: str) -> str:
    """Return a free text; one that is a number or a day in the one spelling that it is sealed in.

    >>> _in_una_scrittura("1.10"), _in_una_scrittura("2021-10-12"), _in_una_scrittura("da 18 a 22")
    ('1,1', '12/10/2021', 'da 18 a 22')
    """
    try:
        return decimale(legge_numero(testo)).replace(".", ",")
    except Rifiuto:
        pass
    try:
        return data_breve(legge_data(testo))
    except Rifiuto:
        return testo


def _previsione(celle: Celle, indicatore: Indicatore) -> Atteso | str | None:
    """The proposed target; for `fasi` free text, for `intervallo` «da 18 a 22» or «18..22»."""
    regola = REGOLE[indicatore.regola]
    if regola.a_fasi:
        return celle.leggi("nuova_previsione", _in_una_scrittura)
    if regola.target is not Intervallo:
        return celle.leggi("nuova_previsione", LETTORI[regola.target], "RIL-VALORE-TIPO")

    def intervallo(testo: str) -> Atteso:
        estremi = ESTREMI.fullmatch(testo)
        if estremi is None:
            raise Rifiuto("RIL-VALORE-TIPO", testo, "i due estremi, come «da 18 a 22»", "scrivere i due estremi")
        return Intervallo(legge_numero(estremi[1]), legge_numero(estremi[2]))

    return celle.leggi("nuova_previsione", intervallo)
