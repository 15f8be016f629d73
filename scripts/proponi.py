"""`ciclo proponi`: makes a document ready for its deliberation: its PDF, without an act, and its impronta."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from macros.model.archivio import INTEGRATO
from macros.model.problems import DataError, Documento
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_documento, con_radice, racconta_errori

if TYPE_CHECKING:
    from macros.vista.vista import Vista


@click.command(cls=Comando, short_help="Prepara un documento per la delibera.")
@con_documento
@con_anno(richiesto=True)
@click.option(
    "--uscita",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Dove scrivere il PDF (build/proposta-DOCUMENTO-ANNO.pdf se non si dice altro).",
)
@click.option("--senza-pdf", is_flag=True, help="Dice l'impronta soltanto.")
@con_radice
def proponi(*, documento: str, anno: int, uscita: Path | None, senza_pdf: bool, radice: Path) -> int:
    """Prepara un documento (piano, piao, monitoraggio o relazione) per la delibera: il PDF senza atto, e l'impronta.

    Del Piano scrive nei file i riferimenti storici ereditati dall'anno prima, perché dopo l'approvazione non cambino.
    """
    from macros.reading.progetto import apri_approvati
    from macros.reading.scrivi.scrittura import scrivi
    from macros.vista.vista import carica_vista
    from scripts.registrazione import scrivendo

    quale = Documento(documento)
    try:
        vista = carica_vista(radice)
        if not vista.visibile(anno, quale):
            click.echo(f"ciclo: non c'è {_manca(vista, anno)}", err=True)
            return 1
        if quale is Documento.PIANO and vista.anno(anno).approvazione(quale) is None:
            with scrivendo(radice, anno) as esito:
                if esito is not None:
                    return esito
                file = _con_storici(radice, vista.storici_ereditati(anno))
                scrivi(radice, file)
            for scritto in file:
                click.echo(f"{scritto.relative_to(radice).as_posix()}: riferimenti storici scritti", err=True)
            vista = carica_vista(radice) if file else vista
    except DataError as errore:
        racconta_errori(errore.problems)
        return 1
    mancano = [p for p in vista.problemi_di(anno) if p.documento == documento]
    if mancano:
        click.echo(f"Da completare prima dell'approvazione: {len(mancano)} (ciclo verifica li elenca).", err=True)
    if not senza_pdf:
        pdf = uscita or radice / "build" / f"proposta-{documento}-{anno}.pdf"
        if not _stampa(vista, anno, quale, pdf.resolve()):
            return 1
    if quale is Documento.RELAZIONE:
        click.echo(
            f"Impronta dei dati che l'OIV valida, senza oiv.yml: {apri_approvati(radice, anno).da_validare()}", err=True
        )
    click.echo(vista.impronte[anno, quale])
    return 0


def _manca(vista: Vista, anno: int) -> str:
    """Return what a document that cannot be proposed needs: the year, or what makes a PIAO."""
    return vista.anno(anno).file(INTEGRATO) if anno in vista.anni else f"la cartella data/{anno}"


def _stampa(vista: Vista, anno: int, documento: Documento, pdf: Path) -> bool:
    """Write the PDF of a proposal, or say why there is none; False when it could not be made."""
    from macros.publish.documenti import ha_capitoli
    from scripts.sito.costruzione import CostruzioneError, stampa_proposta

    atto = vista.anno(anno).approvazione(documento)
    if atto is not None:
        click.echo(f"Già approvato con {atto.organo}, {atto.numero}: il suo PDF è nel sito costruito.", err=True)
        return True
    if not ha_capitoli(vista, anno, documento):
        click.echo(f"Nessun PDF: il documento non ha capitoli in content/{anno}/{documento}.", err=True)
        return True
    try:
        stampa_proposta(vista, anno, documento, pdf, lambda passo: click.echo(passo, err=True))
    except CostruzioneError as errore:
        click.echo(f"ciclo: {errore}", err=True)
        return False
    click.echo(f"PDF per la delibera: {pdf}", err=True)
    return True


def _con_storici(radice: Path, storici: dict[str, dict[str, str]]) -> dict[Path, bytes]:
    """Return the objectives' files with the historic references they inherit (file → indicator → text)."""
    from macros.reading.scrivi.modifica import con_chiave
    from macros.reading.testo.deposito import leggi

    file = {}
    for nome, valori in storici.items():
        percorso = radice / nome
        grezzo = leggi(radice, percorso)
        for codice, storico in valori.items():
            grezzo = con_chiave(grezzo, ("indicatori", codice), "storico", storico, dopo="unita_misura")
        file[percorso] = grezzo
    return file
