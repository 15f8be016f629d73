"""The help of the commands in Italian: click writes its own words in English and has no Italian catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

NEGATIVO = re.compile(r"-\d[\d.,]*")
SEGNO = "\x00"
"""Before a negative number while the arguments are read: no argument holds it."""
PAROLE = {
    "Usage: ": "Uso: ",
    "Options:": "Opzioni:",
    "Commands:": "Comandi:",
    "Show this message and exit.": "Mostra questo aiuto.",
    "[OPTIONS]": "[OPZIONI]",
    "COMMAND [ARGS]...": "COMANDO [ARGOMENTI]",
    "[1000<=x<=9999; required]": "[obbligatorio]",
    "  [1000<=x<=9999]": "",
    "  [1<=x<=65535]": "",
    "[2000<=x<=2100; required]": "[obbligatorio]",
    "[1<=x<=9999; required]": "[obbligatorio]",
    "[1<=x<=9999]": "",
    "[required]": "[obbligatorio]",
}


class Comando(click.Command):
    """A command whose help is Italian."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, click's words replaced by ours."""
        return in_italiano(super().get_help(ctx))


class ConNegativi(Comando):
    """A command whose arguments may be numbers below zero: -9 is a value, no option begins with a digit."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a negative number is marked, so that it is not taken for an option.

        The value of an option is not: click takes it as it is, and what reads it must not find the mark.
        """
        con_valore = {n for p in self.params if isinstance(p, click.Option) and not p.is_flag for n in p.opts}
        marcati = [
            SEGNO + a if NEGATIVO.fullmatch(a) and prima not in con_valore else a
            for prima, a in zip(["", *args], args, strict=False)
        ]
        resto = super().parse_args(ctx, marcati)
        ctx.params = {nome: _senza_segno(valore) for nome, valore in ctx.params.items()}
        return resto


def _senza_segno(valore: object) -> object:
    if isinstance(valore, tuple):
        return tuple(map(_senza_segno, valore))
    return valore.removeprefix(SEGNO) if isinstance(valore, str) else valore


class GruppoComandi(click.Group):
    """A group of commands whose help is Italian; what a command needs is imported when it is asked for.

    `moduli`: command → the module of `scripts` that has it, under its name.
    """

    def __init__(self, *argomenti: Any, moduli: Mapping[str, str], **altri: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*argomenti, **altri)
        self.moduli = moduli

    def tutti(self) -> dict[str, click.Command]:
        """Return every command by name, imported."""
        contesto = click.Context(self)
        return {nome: comando for nome in self.moduli if (comando := self.get_command(contesto, nome))}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return their names, in alphabetical order."""
        return sorted({*self.moduli, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported; None: there is none of that name."""
        if cmd_name in self.moduli and cmd_name not in self.commands:
            modulo = import_module(f"scripts.{self.moduli[cmd_name]}")
            self.add_command(getattr(modulo, cmd_name.replace("-", "_")))
        return super().get_command(ctx, cmd_name)

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
