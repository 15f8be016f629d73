"""`ciclo proponi`: makes a document ready for its deliberation and says its impronta."""

from __future__ import annotations

from pathlib import Path

import click

from macros.model.problems import DataError, Documento
from macros.reading.progetto import impronte
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_documento, con_radice, racconta_errori


@click.command(cls=Comando, short_help="Prepara un documento per la delibera.")
@con_documento
@con_anno(richiesto=True)
@con_radice
def proponi(documento: str, anno: int, radice: Path) -> int:
    """Prepara un documento (piano, monitoraggio o relazione) per la delibera e ne dice l'impronta.

    Del Piano scrive nei file i riferimenti storici ereditati dall'anno prima, perché dopo l'approvazione non cambino.
    """
    from macros.publish.vista import carica_vista
    from macros.reading.modifica import ModificaImpossibileError, scrivi

    quale = Documento(documento)
    try:
        vista = carica_vista(radice)
    except DataError as errore:
        racconta_errori(errore.problems)
        return 1
    if anno not in vista.anni:
        click.echo(f"ciclo: non c'è la cartella data/{anno}", err=True)
        return 1
    if quale is Documento.PIANO and vista.anno(anno).approvazione(quale) is None:
        try:
            file = _con_storici(radice, vista.storici_ereditati(anno))
        except ModificaImpossibileError as rifiuto:
            click.echo(f"ciclo: {rifiuto}. Niente è stato scritto.", err=True)
            return 1
        scrivi(file)
        for scritto in file:
            click.echo(f"{scritto.relative_to(radice).as_posix()}: riferimenti storici scritti", err=True)
    mancano = [p for p in vista.problemi if p.documento == documento and p.source.path.startswith(f"data/{anno}/")]
    if mancano:
        click.echo(f"Da completare prima dell'approvazione: {len(mancano)} (ciclo verifica li elenca).", err=True)
    click.echo(impronte(radice, anno)[quale])
    return 0


def _con_storici(radice: Path, storici: dict[str, dict[str, str]]) -> dict[Path, bytes]:
    """Return the objectives' files with the historic references they inherit (file → indicator → text)."""
    from macros.reading.modifica import con_chiave

    file = {}
    for nome, valori in storici.items():
        percorso = radice / nome
        grezzo = percorso.read_bytes()
        for codice, storico in valori.items():
            grezzo = con_chiave(grezzo, ("indicatori", codice), "storico", storico, dopo="unita_misura")
        file[percorso] = grezzo
    return file
