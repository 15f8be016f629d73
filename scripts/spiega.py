"""`ciclo spiega`: how one figure came about, step by step, with file and line of each input."""

from __future__ import annotations

from pathlib import Path

import click

from macros.engine import spiega as motore
from macros.engine.result import Ciclo
from macros.model.valori import Periodo
from macros.publish.parole.attestato import frase
from macros.reading.testo.scalari import vicina
from scripts.aiuto import Comando
from scripts.calcola import ciclo_calcolato
from scripts.comandi import con_anno, con_periodo, con_radice


@click.command(cls=Comando)
@click.argument("codice")
@con_anno(richiesto=True)
@con_periodo
@con_radice
def spiega(codice: str, anno: int, periodo: str, radice: Path) -> int:
    """Spiega da dove viene una cifra: indicatore, obiettivo, area, responsabile, oppure «ente»."""
    calcolato = ciclo_calcolato(radice, anno, Periodo(periodo))
    if calcolato is None:
        return 1
    _, ciclo = calcolato
    noti = motore.codici(ciclo)
    if codice not in noti:
        click.echo(f"ciclo: nessuna cifra con il codice «{codice}» nel {anno}: {vicina(codice, noti)}", err=True)
        return 2
    click.echo(in_testo(ciclo, codice))
    return 0


def in_testo(ciclo: Ciclo, codice: str) -> str:
    """Return the explanation of a figure as numbered lines: what was done, its result, where it is written."""
    spiegazione = motore.spiega(ciclo, codice)
    uscita = [f"{spiegazione.codice}  {spiegazione.titolo} ({ciclo.anno.anno}, {ciclo.periodo})"]
    for numero, passo in enumerate(spiegazione.passi, start=1):
        uscita += [f"{numero}. {passo.titolo}: {passo.testo}", f"   risultato: {passo.esito}"]
        uscita += [f"   scritto in: {luogo}" for luogo in dict.fromkeys(map(str, passo.luoghi))]
    return "\n".join([*uscita, *filter(None, (spiegazione.nota, frase(ciclo, codice)))])
