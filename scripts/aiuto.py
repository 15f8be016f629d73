"""The help of the commands in Italian: click writes its own words in English and has no Italian catalogue."""

from __future__ import annotations

import re

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
