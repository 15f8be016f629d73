"""A command of ours as a message tells it: whole, so that it works when it is copied.

What is not known is left out, for the command to ask. The name alone («ciclo atto») is a word, not a command.
"""

from __future__ import annotations

PROGRAMMA = ".venv/bin/ciclo"
"""How it is started from the project folder, as the manual writes it."""
DA_PROTEGGERE = '\\"$`'
"""What a shell reads inside double quotes."""


def comando(*parole: str, anno: int | str | None = None, altro: str = "") -> str:
    r"""Return a command with its arguments, those with a blank or a mark in quotes; `altro`: its options, as they are.

    >>> comando("errata", "consuntivo 1.1.a", "valore", "82,5", anno=2021)
    '.venv/bin/ciclo errata "consuntivo 1.1.a" valore 82,5 --anno 2021'
    >>> comando("registro", altro="--accoda"), comando("varia", "2.2", "titolo", 'Un "sì"')
    ('.venv/bin/ciclo registro --accoda', '.venv/bin/ciclo varia 2.2 titolo "Un \\"sì\\""')
    """
    opzioni = [f"--anno {anno}"] * (anno is not None) + [altro] * bool(altro)
    return " ".join([PROGRAMMA, *map(argomento, parole), *opzioni])


def argomento(testo: str) -> str:
    """Return a text as one word of a command line."""
    if testo and all(c.isalnum() or c in "._,/:-" for c in testo):
        return testo
    return '"' + "".join(f"\\{c}" if c in DA_PROTEGGERE else c for c in testo) + '"'
