"""Every command that the manual and the README name is one that the program takes, with those options and words."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest

from scripts.ciclo import gruppo
from tests.manuale import MANUALE, blocchi
from tests.progetto_copia import RADICE

PAGINE = [*sorted(MANUALE.glob("*.md")), RADICE / "README.md", RADICE / "CONTRIBUTING.md"]
IN_LINEA = re.compile(r"`(?:\.venv/bin/)?ciclo ((?:[^`\n]|\n(?!\n))+)`")
REGOLE_MAKE = set(re.findall(r"^([a-z-]+):", (RADICE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def rifiutato(argomenti: list[str], *, intero: bool) -> str:
    """Why a command line would be refused; empty: it is one. `intero`: it must also have all that is required.

    Where it is only named, an option may stand at its end without its value.
    """
    di_tutti = click.Context(gruppo, **gruppo.context_settings)  # a command keeps the help of the first who asks for it
    comando = gruppo.get_command(di_tutti, argomenti[0])
    if comando is None:
        return f"«{argomenti[0]}» non è un comando"
    contesto = click.Context(comando, parent=di_tutti, info_name=argomenti[0])
    senza_valore = {o for p in comando.params if isinstance(p, click.Option) and not p.is_flag for o in p.opts}
    if not intero and argomenti[-1] in senza_valore:
        argomenti = argomenti[:-1]
    try:
        dati, resto, _ = comando.make_parser(contesto).parse_args(argomenti[1:])
    except click.UsageError as errore:
        return errore.format_message()
    for p in comando.params:
        valori = dati.get(p.name or "")
        dati_suoi = [v for v in (valori if isinstance(valori, (list, tuple)) else [valori]) if isinstance(v, str)]
        if isinstance(p.type, click.Choice) and (fuori := set(dati_suoi) - {*map(str, p.type.choices)} - PAROLE):
            return f"{p.name}: {fuori}"
        if intero and p.required and not dati_suoi:
            return f"manca {p.name}"
    return f"di troppo: {resto}" if resto else ""


PAROLE = {"DOCUMENTO", "FORMATO"}
"""What stands for a word of a list."""


def ciclo_di(comando: str) -> list[str] | None:
    """The arguments of `ciclo` in a command line; None: it is another program."""
    parole = shlex.split(comando, comments=True)
    parole = list(takewhile(lambda p: p not in {">", "|", "&&", ";"}, parole))
    return parole[1:] if parole and parole[0] in {".venv/bin/ciclo", "ciclo"} else None


def comandi_in_blocchi() -> Iterator[tuple[str, str]]:
    for pagina in PAGINE:
        for blocco in blocchi(pagina):
            for n, comando in enumerate(blocco.comandi):
                yield f"{blocco.pagina}:{blocco.riga + n}", comando


def test_ogni_comando_da_copiare_e_intero_e_il_programma_lo_prende() -> None:
    sbagliati = {
        dove: perche
        for dove, comando in comandi_in_blocchi()
        if (argomenti := ciclo_di(comando)) and (perche := rifiutato(argomenti, intero=True))
    }
    assert not sbagliati


def test_ogni_comando_nominato_ha_opzioni_che_ci_sono() -> None:
    def sbagliati(pagina: Path) -> Iterator[str]:
        for trovato in IN_LINEA.finditer(pagina.read_text(encoding="utf-8")):
            detto = " ".join(trovato[1].replace("[", " ").replace("]", " ").replace("…", " ").split())
            try:
                argomenti = shlex.split(detto)
            except ValueError:
                argomenti = detto.split()
            if argomenti and (perche := rifiutato(argomenti, intero=False)):
                yield f"{pagina.name}: «ciclo {detto}»: {perche}"

    assert [s for pagina in PAGINE for s in sbagliati(pagina)] == []


def test_ogni_make_da_copiare_c_e() -> None:
    chiesti = {p for _, c in comandi_in_blocchi() if c.startswith("make ") for p in c.split("#")[0].split()[1:2]}
    assert chiesti <= REGOLE_MAKE


@pytest.mark.parametrize(
    ("riga", "perche"),
    [
        ("verifica --ano 2021", "--ano"),
        ("calcola", "manca anno"),
        ("calcola --anno 2021 --periodo 30/06", "periodo"),
        ("verifca", "non è un comando"),
    ],
)
def test_un_comando_sbagliato_si_vedrebbe(riga: str, perche: str) -> None:
    assert perche in rifiutato(riga.split(), intero=True)
