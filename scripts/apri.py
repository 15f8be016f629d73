"""`ciclo apri`: the chapters of a document to be written, with titles, tables and forms in their place."""

from __future__ import annotations

from pathlib import Path

import click

from macros.model.capitoli import CAPITOLI
from macros.model.formato import quanti
from macros.model.problems import Documento
from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice, nel_progetto
from scripts.registrazione import rifiutata, scrivendo


@click.command(cls=Comando, short_help="Comincia i capitoli di un documento.")
@click.argument("documento", type=click.Choice([str(d) for d in CAPITOLI]))
@con_anno(richiesto=True)
@con_radice
def apri(*, documento: str, anno: int, radice: Path) -> int:
    """Scrive in content/ANNO i capitoli di un documento (piano, monitoraggio, relazione), da riempire.

    Per esempio: ciclo apri relazione --anno 2022

    Titoli, tabelle e schede sono quelli dello stesso documento nell'ultimo anno che lo ha; se nessuno lo ha, quelli che
    il Sistema chiede. Un documento che ha già dei capitoli non si tocca.
    """
    with scrivendo(radice, anno) as esito:
        return esito if esito is not None else _aperto(radice, Documento(documento), anno)


def _aperto(radice: Path, documento: Documento, anno: int) -> int:
    from macros.reading.nuovo.ossatura import cartella_di, ossatura_documento
    from macros.reading.progetto import leggi_progetto
    from macros.reading.scrivi.scrittura import scrivi
    from macros.reading.testo.deposito import esiste
    from macros.reading.testo.lettura import Lettura

    lettura = Lettura(radice)
    albero = leggi_progetto(lettura, anno).anni[anno].albero
    if albero is None:
        return rifiutata(
            f"prima si corregge data/{anno}/albero.yml ({nel_progetto(radice, 'verifica', anno=anno)}): dice le aree"
        )
    if gia := cartella_di(lettura, anno, documento):
        return rifiutata(f"content/{gia} ha già i suoi capitoli: si continua da quelli")
    pagine = ossatura_documento(lettura, documento, anno, albero)
    file = {radice / "content" / nome: testo.encode() for nome, testo in pagine.items()}
    if ce := next((f for f in file if esiste(f)), None):
        return rifiutata(f"{ce.relative_to(radice).as_posix()} c'è già: si toglie, o si continua a mano")
    scrivi(radice, file)
    for nome in pagine:
        click.echo(f"content/{nome}")
    vedere = nel_progetto(radice, "costruisci", altro="--senza-pdf")
    click.echo(f"{quanti(len(pagine), 'pagina', 'pagine')} da scrivere. Come vengono: {vedere}")
    return 0
