"""`ciclo verifica`: all problems of all files, by place."""

from __future__ import annotations

from pathlib import Path

import click

from macros.checks.esame import esamina
from macros.model.catalogo import Gravita
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_formato, con_radice, in_github, in_json, riassunto, una_riga


@click.command(cls=Comando)
@con_anno(richiesto=False)
@click.option("--completo", is_flag=True, help="Esce con 1 anche se qualcosa è da completare.")
@con_formato("testo", "json", "github")
@con_radice
def verifica(anno: int | None, completo: bool, formato: str, radice: Path) -> int:  # noqa: FBT001 - a flag of the command line
    """Controlla i dati: tutti i problemi di tutti i file, con riga e rimedio."""
    _, problemi = esamina(radice, anno)
    if formato == "json":
        click.echo(in_json(problemi))
    else:
        for problema in problemi:
            click.echo(in_github(problema) if formato == "github" else una_riga(problema))
    click.echo(riassunto(problemi), err=True)
    bloccanti = {Gravita.ERRORE, Gravita.DA_COMPLETARE} if completo else {Gravita.ERRORE}
    return int(any(p.gravita in bloccanti for p in problemi))
