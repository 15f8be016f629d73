"""Reads `misure.csv` and `fasi.csv`: elementary data, and the days on which milestones were reached."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from macros.model.archivio import FASI, MISURE
from macros.model.piano import Indicatore
from macros.model.problems import Source
from macros.model.rilevati import AL, ESTRAZIONE_AL, SHA256_AL, Misura
from macros.model.tratti import Tratto
from macros.model.valori import FonteTipo
from macros.reading.testo.celle import Celle, noto
from macros.reading.testo.deposito import esiste
from macros.reading.testo.lettura import Lettura, RigaCsv
from macros.reading.testo.nodi import una_volta
from macros.reading.testo.scalari import (
    CODICE_DA_FOGLIO,
    ERRORE_FOGLIO,
    legge_data,
    legge_numero,
    vicina,
)
from macros.reading.testo.tabelle import leggi_csv


def leggi_misure(lettura: Lettura, file: Path) -> dict[str, Misura] | None:
    """Read `misure.csv`; None when the file does not exist or cannot be read to its end."""
    if not esiste(file):
        return None
    righe = leggi_csv(lettura, file, MISURE.colonne, MISURE.chiave)
    misure = una_volta(lettura, righe, Misura, lambda: _misure(lettura, righe))
    mezzo = any(p.ha(Tratto.NON_LETTO) and p.source.path == lettura.nome(file) for p in lettura.problemi)
    return None if mezzo else misure


def _misure(lettura: Lettura, righe: Iterable[RigaCsv]) -> dict[str, Misura]:
    misure: dict[str, Misura] = {}
    for riga in righe:
        celle = Celle(lettura, riga)
        nome, tipo = celle.testo("misura") or "", celle.scelta("fonte_tipo", FonteTipo)
        valori = {periodo: celle.leggi(colonna, legge_numero) for periodo, colonna in AL.items()}
        giorni = {periodo: celle.leggi(colonna, legge_data) for periodo, colonna in ESTRAZIONE_AL.items()}
        impronte = {periodo: celle.testo(colonna) for periodo, colonna in SHA256_AL.items()}
        if not re.fullmatch(r"[a-z][a-z0-9_]*", nome):
            lettura.perduti.add(re.sub(r"[^a-z0-9_]+", "_", nome.lower()))
            if not ERRORE_FOGLIO.search(nome):
                lettura.segnala(
                    celle.luogo("misura"),
                    "RIL-CODICE-DATA" if CODICE_DA_FOGLIO.fullmatch(nome) else "MIS-NOME",
                    f"la misura «{nome}»" if nome else "una riga senza nome della misura",
                    "un nome di lettere minuscole, cifre e _",
                    "scrivere un nome come pratiche_totali",
                )
        elif nome in misure:
            lettura.segnala(
                riga.source,
                "MIS-DOPPIA",
                f"la misura «{nome}» per la seconda volta (la prima è alla riga {misure[nome].source.line})",
                "ogni misura una volta sola",
                "tenere una delle due righe",
            )
        else:
            misure[nome] = Misura(
                nome,
                valori,
                celle.testo("fonte"),
                tipo,
                {periodo: giorno for periodo, giorno in giorni.items() if giorno},
                {periodo: impronta for periodo, impronta in impronte.items() if impronta},
                riga.source,
            )
    return misure


def leggi_fasi(
    lettura: Lettura, file: Path, piani: Sequence[Mapping[str, Indicatore]]
) -> tuple[dict[tuple[str, str], dt.date | None], dict[tuple[str, str], Source]]:
    """Read `fasi.csv`: (indicator, milestone) → day reached, and where it was written.

    `piani`: the indicators of today's plan, then of those that it has been.
    """
    indicatori = {codice: i for piano in reversed(piani) for codice, i in piano.items()}
    raggiunte: dict[tuple[str, str], dt.date | None] = {}
    luoghi: dict[tuple[str, str], Source] = {}
    for riga in leggi_csv(lettura, file, FASI.colonne, FASI.chiave) if esiste(file) else ():
        celle = Celle(lettura, riga)
        indicatore = noto(celle, "indicatore", indicatori)
        if indicatore is None:
            continue
        fase, giorno = celle.testo("fase") or "", celle.leggi("raggiunta_il", legge_data)
        note = list(dict.fromkeys(f.codice for p in piani if indicatore.codice in p for f in p[indicatore.codice].fasi))
        if fase not in note and fase in lettura.perduti:
            continue
        if fase not in note:
            lettura.segnala(
                celle.luogo("fase"),
                "FASI-IGNOTA",
                f"la fase «{fase}» di {indicatore.codice}",
                "una fase dell'indicatore: " + (", ".join(note) or "nessuna, la regola non è a fasi"),
                vicina(fase, note) if note else "controllare il codice dell'indicatore",
            )
        elif (indicatore.codice, fase) in luoghi:
            prima = luoghi[indicatore.codice, fase].line
            lettura.segnala(
                riga.source,
                "FASI-DOPPIA",
                f"la fase {fase} di {indicatore.codice} per la seconda volta (la prima è alla riga {prima})",
                "ogni fase una volta sola",
                "tenere una delle due righe",
            )
        else:
            raggiunte[indicatore.codice, fase], luoghi[indicatore.codice, fase] = giorno, celle.luogo("raggiunta_il")
    return raggiunte, luoghi
