"""`ciclo schemi`: the files that make an editor explain and check the data while they are written."""

from __future__ import annotations

from pathlib import Path

import click

from macros.model.formato import concorda
from macros.reading.schemi.editor import CARTELLA, ImpostazioniError, da_scrivere
from macros.reading.scrivi.scrittura import scrivi
from scripts.aiuto import Comando
from scripts.comandi import con_radice
from scripts.registrazione import rifiutata, scrivendo

CODICE = Path(__file__).resolve().parents[1]


@click.command(cls=Comando, short_help="Scrive l'aiuto per chi scrive i dati con un editor.")
@con_radice
def schemi(*, radice: Path) -> int:
    """Scrive in .vscode che cosa ogni file dei dati può contenere, con le parole del manuale.

    Con Visual Studio Code, o un altro editor che legge quella cartella, ogni chiave si spiega e si controlla mentre
    la si scrive. Va ripetuto quando il programma cambia; gli stessi file valgono per ogni anno.
    """
    try:
        file = da_scrivere(CODICE, radice)
    except ImpostazioniError as errore:
        return rifiutata(f"{errore} non è JSON semplice (forse ha dei commenti): toglierlo, o rimetterlo com'era")
    with scrivendo(radice) as esito:
        if esito is not None:
            return esito
        scrivi(radice, file)
    detti = concorda(len(file), "un file scritto", f"{len(file)} file scritti")
    click.echo(f"{detti} in {CARTELLA}." if file else f"{CARTELLA} è già aggiornata.")
    return 0
