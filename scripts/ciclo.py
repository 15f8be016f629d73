"""The command `ciclo`: joins the commands and turns every refusal into Italian and an exit code.

0 done, 1 the data or the build have problems, 2 the command was written wrongly.
Each command is a thin module beside this one; nothing heavy is imported before it is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from scripts.calcola import calcola
from scripts.comandi import Radice
from scripts.costruisci import costruisci
from scripts.spiega import spiega
from scripts.verifica import verifica

ERRORE, USO = 1, 2


@click.group(context_settings={"help_option_names": ["--aiuto", "--help"]})
def gruppo() -> None:
    """Il ciclo della performance: verifica i dati, calcola i gradi, costruisce sito e documenti."""


for _comando in (verifica, calcola, spiega, costruisci):
    gruppo.add_command(_comando)


def main(argomenti: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    for flusso in (sys.stdout, sys.stderr):
        if hasattr(flusso, "reconfigure"):
            flusso.reconfigure(encoding="utf-8")
    try:
        esito = gruppo.main(args=argomenti, prog_name="ciclo", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as aiuto:
        click.echo(aiuto.format_message(), err=True)
        sys.exit(USO)
    except click.UsageError as errore:
        click.echo(f"ciclo: {in_italiano(errore)}", err=True)
        comando = errore.ctx.command_path if errore.ctx else "ciclo"
        click.echo(f"Per l'uso: {comando} --aiuto", err=True)
        sys.exit(USO)
    except click.Abort:
        click.echo("ciclo: interrotto.", err=True)
        sys.exit(ERRORE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ERRORE)
    sys.exit(esito if isinstance(esito, int) else 0)


def _nome(errore: click.UsageError) -> str:
    parametro = getattr(errore, "param", None)
    return parametro.opts[0] if parametro else ""


def in_italiano(errore: click.UsageError) -> str:  # noqa: PLR0911 - one case a kind of mistake
    """Return what is wrong with the command, in Italian.

    >>> in_italiano(click.NoSuchOption("--ano", possibilities=["--anno"]))
    'opzione sconosciuta «--ano»: forse si intendeva --anno'
    """
    nome = _nome(errore)
    match errore:
        case click.NoSuchOption():
            simili = ": forse si intendeva " + ", ".join(errore.possibilities) if errore.possibilities else ""
            return f"opzione sconosciuta «{errore.option_name}»{simili}"
        case click.MissingParameter():
            return f"manca «{nome}»"
        case click.BadOptionUsage():
            return f"all'opzione «{errore.option_name}» manca il valore, o ne ha uno di troppo"
        case click.BadParameter():
            if isinstance(errore.param and errore.param.type, click.Choice):
                scelte = ", ".join(str(s) for s in errore.param.type.choices)  # type: ignore[union-attr]
                return f"valore non ammesso per «{nome}»: scegliere fra {scelte}"
            return f"valore non ammesso per «{nome}»"
    testo = errore.format_message()
    if testo.startswith("No such command"):
        return f"comando sconosciuto «{testo.split(chr(39))[1]}»: scegliere fra {', '.join(gruppo.commands)}"
    return "argomenti di troppo" if "unexpected extra" in testo else testo


__all__ = ["Radice", "main"]
