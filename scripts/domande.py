"""What a command that records an act must know: given as options, or asked when there is somebody to answer."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.reading.testo.files import cartelle_anno
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import Rifiuto, legge_data

DOMANDE = {
    "tipo": "Che atto è",
    "organo": "Quale organo lo ha preso, per esempio Giunta",
    "numero": 'Con quale numero, per esempio "delibera 5"',
    "data": "In quale giorno, per esempio 28/01/2021",
    "oggetto": "Con quale oggetto",
    "motivo": "Perché",
}
OPZIONI = {"numero": "--atto"}
"""How an option is called where it is not as its name."""


def con_atto(comando: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say an act."""
    for opzione in reversed(
        (
            click.option("--organo", metavar="NOME", help="L'organo, per esempio Giunta."),
            click.option("--atto", "numero", metavar="NUMERO", help='Il numero dell\'atto, per esempio "delibera 5".'),
            click.option("--data", "giorno", callback=giorno, metavar="DATA", help="Il giorno dell'atto."),
            click.option("--oggetto", metavar="TESTO", help="L'oggetto dell'atto."),
            click.option("--protocollo", metavar="NUMERO", help="Il numero di protocollo."),
        )
    ):
        comando = opzione(comando)
    return comando


def giorno(_ctx: click.Context, _parametro: click.Parameter, valore: str | None) -> dt.date | None:
    """Read a day as the data write it."""
    if valore is None:
        return None
    try:
        return legge_data(valore)
    except Rifiuto as rifiuto:
        msg = f"--data: {rifiuto.trovato()}; serve {rifiuto.expected}"
        raise click.UsageError(msg) from None


def chiesto(nome: str, valore: str | dt.date | None) -> str:
    """Return what was given, or what is answered; nobody to ask: the option is missing.

    Raises: click.UsageError.
    """
    if isinstance(valore, dt.date):
        return valore.isoformat()
    if valore and valore.strip():
        return " ".join(valore.split())
    if not interroga():
        msg = f"manca «{OPZIONI.get(nome, '--' + nome)}»"
        raise click.UsageError(msg)
    scelte = click.Choice([str(t) for t in TipoAtto]) if nome == "tipo" else None
    risposta: str = click.prompt(DOMANDE[nome], type=scelte, err=True)
    if nome != "data":
        return " ".join(risposta.split())
    try:
        return legge_data(risposta).isoformat()
    except Rifiuto as rifiuto:
        click.echo(f"«{risposta}»: serve {rifiuto.expected}", err=True)
        return chiesto(nome, None)


def anno_aperto(radice: Path) -> int:
    """Return the year that is not over: of several, the one that is answered; of none, the latest.

    A year is over when its Relazione is approved. Raises: click.UsageError where nobody is there to be asked.
    """
    anni = cartelle_anno(radice)
    if len(anni) > 1:
        from macros.reading.progetto import leggi_progetto

        letti = leggi_progetto(Lettura(radice)).anni
        aperti = [n for n in anni if n in letti and letti[n].aperto(Documento.RELAZIONE)]
        if len(aperti) > 1 and not interroga():
            msg = f"manca «--anno»: gli anni aperti sono {' e '.join(map(str, aperti))}"
            raise click.UsageError(msg)
        if len(aperti) > 1:
            return int(click.prompt("Di quale anno", type=click.Choice([str(n) for n in aperti]), err=True))
        anni = tuple(aperti) or anni
    return max(anni, default=0)


def interroga() -> bool:
    """True when somebody can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def conferma() -> bool:
    """Ask before writing, where something was asked; True where nobody is there to answer."""
    return not interroga() or click.confirm("Scrivere?", default=False, err=True)
