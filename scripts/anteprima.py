"""`ciclo anteprima`: the pages in a browser while they are written; it ends with Ctrl-C, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from scripts.aiuto import Comando
from scripts.comandi import con_anno, con_radice

PORTA = 8000


@click.command(cls=Comando, short_help="Mostra le pagine nel browser mentre si scrive.")
@click.option(
    "--porta",
    type=click.IntRange(1, 65535),
    default=PORTA,
    metavar="NUMERO",
    help=f"Dove rispondere ({PORTA} se non si dice altro); se è già presa, la prima libera dopo.",
)
@click.option("--senza-browser", is_flag=True, help="Non apre il browser: l'indirizzo si apre a mano.")
@con_anno(richiesto=False)
@con_radice
def anteprima(*, porta: int, senza_browser: bool, anno: int | None, radice: Path) -> int:
    """Mostra le pagine nel browser e le aggiorna a ogni salvataggio; Ctrl+C la chiude.

    Con un errore restano le pagine di prima, sotto una fascia rossa che dice che cosa correggere. I PDF si fanno con
    ciclo costruisci.
    """
    from macros.model.pagine import INIZIO, PRIMA_DELL_ANNO
    from macros.reading.git.provvisorie import provvisoria
    from scripts.sito.programma import CODICE, Programma
    from scripts.vetrina.costruttore import Costruttore
    from scripts.vetrina.direzione import Direzione
    from scripts.vetrina.mostra import Mostra
    from scripts.vetrina.occhio import Occhio
    from scripts.vetrina.server import PorteError, Servente

    if anno is not None and not (radice / "data" / str(anno)).is_dir():
        msg = f"--anno {anno}: non c'è la cartella data/{anno}"
        raise click.UsageError(msg)
    mostra = Mostra(guardata=PRIMA_DELL_ANNO.indirizzo(anno) if anno else INIZIO.indirizzo())
    try:
        servente = Servente(mostra, porta)
    except PorteError as errore:
        click.echo(f"ciclo: {errore}.", err=True)
        return 1
    presa = "" if servente.porta == porta else f" (la porta {porta} è già presa)"
    indirizzo = f"{servente.indirizzo}/{mostra.guardata}"
    click.echo(f"Le pagine sono a {indirizzo}{presa}")
    click.echo("Ogni salvataggio le aggiorna; Ctrl+C chiude.")
    with servente, provvisoria() as cartella:
        occhio = Occhio(radice, Programma.di(radice).radice, CODICE)
        direzione = Direzione(mostra, occhio, cartella, partial(Costruttore, radice), _terza_riga())
        threading.Thread(target=servente.serve_forever, args=(0.1,), daemon=True).start()
        try:
            if not senza_browser:
                _apri(indirizzo)
            while True:
                direzione.passo()
        except KeyboardInterrupt:
            click.echo("\nAnteprima chiusa.")
            return 0
        finally:
            direzione.chiudi()
            servente.shutdown()


def _terza_riga() -> Callable[[str], None]:
    """Return who says how things are: on a terminal in one line that changes, elsewhere in a line each time."""
    if not sys.stdout.isatty():
        return click.echo

    def dice(testo: str) -> None:
        larga = shutil.get_terminal_size().columns - 1
        click.echo(f"\r\033[K{testo[:larga]}", nl=False)

    return dice


def _apri(indirizzo: str) -> None:
    """Open a browser with windows, where there can be one: another would take this terminal, and some never answer."""
    finestre = sys.platform in {"win32", "darwin"} or any(
        map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
    )
    if finestre:
        threading.Thread(target=webbrowser.open, args=(indirizzo,), daemon=True).start()
