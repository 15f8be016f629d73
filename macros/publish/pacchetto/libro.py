"""The workbook of a year's tables: a sheet that describes every column, then a sheet for each table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from macros.publish.dati.colonne import IN_PAROLE, scritto
from macros.publish.dati.tabelle import tabella_di
from macros.publish.pacchetto.fatti import NOME_LICENZA, TESTO_LICENZA, DatiAnno
from macros.publish.pacchetto.xlsx import FoglioDati, Frontespizio, in_xlsx

DIZIONARIO = "Dizionario"


def in_libro(dati: DatiAnno, file: Mapping[str, bytes]) -> bytes:
    """Return the workbook of the tables among some files, in their order."""
    fogli = []
    for nome, contenuto in file.items():
        if tabella := tabella_di(nome):
            _, *righe = csv.reader(io.StringIO(contenuto.decode(), newline=""))
            fogli.append(FoglioDati(nome.removesuffix(".csv"), tabella.colonne, righe))
    di = Frontespizio(dati.titolo, dati.descrizione, dati.ente.nome, dati.ultimo)
    return in_xlsx(di, [_dizionario(dati, fogli), *fogli])


def _dizionario(dati: DatiAnno, fogli: Iterable[FoglioDati]) -> FoglioDati:
    colonne = {
        "Foglio": scritto("nome del foglio"),
        "Ogni riga è": scritto("che cos'è una riga"),
        "Colonna": scritto("nome della colonna"),
        "Significato": scritto("che cosa contiene"),
        "Tipo": scritto("numero, testo, giorno"),
        "Unità": scritto("unità dei numeri"),
        "Parole ammesse": scritto("le sole che vi stanno"),
    }
    righe = [
        (f.nome, tabella.riga, nome, c.significato, IN_PAROLE[c.tipo], c.unita, ", ".join(c.parole))
        for f in fogli
        if (tabella := tabella_di(f"{f.nome}.csv"))
        for nome, c in f.colonne.items()
    ]
    sopra = (
        dati.titolo,
        dati.descrizione,
        f"Licenza {NOME_LICENZA}, {TESTO_LICENZA}. Fonte: {dati.ente.nome}.",
        "Le stesse tabelle sono nei file CSV. Un foglio di calcolo tiene 15 cifre: quelle che seguono sono nei CSV.",
    )
    return FoglioDati(DIZIONARIO, colonne, righe, sopra, a_capo=True)
