"""The help of the commands in Italian: click writes its own words in English and has no Italian catalogue."""

from __future__ import annotations

import click

PAROLE = {
    "Usage: ": "Uso: ",
    "Options:": "Opzioni:",
    "Commands:": "Comandi:",
    "Show this message and exit.": "Mostra questo aiuto.",
    "[OPTIONS]": "[OPZIONI]",
    "COMMAND [ARGS]...": "COMANDO [ARGOMENTI]",
    "[1000<=x<=9999; required]": "[obbligatorio]",
    "  [1000<=x<=9999]": "",
    "[1<=x<=9999]": "",
    "[required]": "[obbligatorio]",
}


class Comando(click.Command):
    """A command whose help is Italian."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, click's words replaced by ours."""
        return in_italiano(super().get_help(ctx))


class Gruppo(click.Group):
    """A group of commands whose help is Italian."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, click's words replaced by ours."""
        return in_italiano(super().get_help(ctx))


def in_italiano(aiuto: str) -> str:
    """Replace click's own words.

    >>> in_italiano("Usage: ciclo [OPTIONS] COMMAND [ARGS]...")
    'Uso: ciclo [OPZIONI] COMANDO [ARGOMENTI]'
    """
    for inglese, italiano in PAROLE.items():
        aiuto = aiuto.replace(inglese, italiano)
    return aiuto
