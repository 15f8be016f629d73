"""What the commands on persons share: whatever goes wrong in one, no value of a private folder reaches a message.

A private command says the problems of the sheets (`AvvisoRiservato`) and sentences without values. A refusal of the
folder, a mistake in the command line, an exception are told here, in words that hold nothing of what was given.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from macros.reading.registro.conflitto import ConflittoError
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.scrivi.scrittura import ScritturaError
from macros.riservato.avvisi import AvvisoRiservato, riassunto_riservato
from macros.riservato.fatti import CartellaRifiutata, FileRifiutato
from macros.riservato.silenzio import silenzio
from scripts.aiuto import Comando

CODICE = Path(__file__).resolve().parents[1]
ERRORE = 1
DEL_PROGETTO = (ModificaImpossibileError, ConflittoError, ScritturaError)
"""Refusals that are about the files of the project, in words of ours: they are told as in any other command."""


class ComandoRiservato(Comando):
    """A command that reads a private folder: it repeats nothing of what it was given, or of what it read."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a mistake is told without them."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as errore:
            detto = uso_muto(errore, self)
        raise click.UsageError(detto, ctx)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        """Run the command; whatever stops it is one sentence and an exit code that is not zero."""
        with silenzio():
            try:
                return super().invoke(ctx)
            except (click.exceptions.Exit, click.Abort, *DEL_PROGETTO):
                raise
            except click.UsageError as errore:
                detto: str = uso_muto(errore, self)
            except BrokenPipeError:
                return ERRORE  # nobody listens
            except CartellaRifiutata as rifiutata:
                quale = "la cartella in cui scrivere" if rifiutata.da_scrivere else "la cartella riservata"
                detto = f"{quale} {rifiutata.fatto.value}"
            except FileRifiutato as rifiutato:
                detto = f"un file della cartella riservata {rifiutato.fatto.value}"
            except Exception as difetto:  # noqa: BLE001 - its text may quote what was read
                detto = difetto_muto(difetto)
            click.echo(f"ciclo: {detto}.", err=True)
            return ERRORE


def uso_muto(errore: click.UsageError, comando: click.Command) -> str:
    """Return what is wrong with the command line: of the options only the command's own are named."""
    parametro = getattr(errore, "param", None)
    nome = parametro.opts[0] if parametro in comando.params else ""
    match errore:
        case click.NoSuchOption():
            return "un'opzione che il comando non ha"
        case click.MissingParameter():
            return f"manca «{nome}»"
        case click.BadOptionUsage():
            note = {n for p in comando.params for n in p.opts}
            quale = f" «{errore.option_name}»" if errore.option_name in note else ""
            return f"all'opzione{quale} manca il valore, o ne ha uno di troppo"
        case click.BadParameter():
            scelte = parametro.type.choices if parametro and isinstance(parametro.type, click.Choice) else ()
            fra = ": scegliere fra " + ", ".join(map(str, scelte)) if scelte else ""
            return f"valore non ammesso per «{nome}»{fra}"
    return "il comando è scritto male: un argomento di troppo, o una cartella che non è di un progetto"


def difetto_muto(difetto: BaseException) -> str:
    """Return that the program failed, and in which of its own lines: nothing of what the exception says."""
    nostre = [c for c in traceback.extract_tb(difetto.__traceback__) if Path(c.filename).is_relative_to(CODICE)]
    nostre = [c for c in nostre if "site-packages" not in c.filename]
    dove = f" in {Path(nostre[-1].filename).relative_to(CODICE)}:{nostre[-1].lineno}" if nostre else ""
    return (
        f"il comando si è fermato{dove}, e non dice perché: potrebbe ripetere ciò che ha letto. "
        "Rimedio: segnalare questa riga a chi cura il programma, senza le schede"
    )


def racconta_avvisi(avvisi: Sequence[AvvisoRiservato]) -> None:
    """Print problems of the sheets on standard error, one a line, and how many they are."""
    for avviso in avvisi:
        click.echo(str(avviso), err=True)
    click.echo(riassunto_riservato(avvisi), err=True)


def con_riservati(comando: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--riservati`, the folder of the sheets."""
    return click.option(
        "--riservati",
        type=click.Path(path_type=Path),
        required=True,
        metavar="CARTELLA",
        help="La cartella riservata con le schede: fuori del progetto e di ogni deposito, con i permessi 700.",
    )(comando)
