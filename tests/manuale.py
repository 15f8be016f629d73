"""The commands that the manual gives to copy: found in its pages, and given in a project as a reader would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.progetto_copia import RADICE

MANUALE = RADICE / "content" / "manuale"
_BLOCCO = re.compile(
    r"^```sh\n(?P<testo>.*?)^```$(?:(?:(?!^```|^## ).)*^```text\n(?P<risposta>.*?)^```$)?", re.MULTILINE | re.DOTALL
)
"""Some commands, and what the same chapter shows of their answers before any other block."""
_ESEMPIO = re.compile(r"`(?P<file>data/[^`\n]+\.csv)`[^`]*^```text\n(?P<righe>.*?)^```$", re.MULTILINE | re.DOTALL)
_CONTINUA = re.compile(r"\\\n\s*")
_CIFRE = re.compile("[0-9a-f]{64}")
"""An impronta, which `proponi` answers alone."""
_TITOLO = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Blocco:
    """Some commands to copy together."""

    pagina: str
    """Its file, from the root."""
    riga: int
    """Of its first command."""
    titolo: str
    """Of the chapter it stands in."""
    comandi: tuple[str, ...]
    """Each on one line, as it is given."""
    risposta: tuple[str, ...]
    """Lines that the page shows of what they answer; empty: it shows none."""


def blocchi(file: Path) -> Iterator[Blocco]:
    """The blocks of a page, in its order."""
    testo = file.read_text(encoding="utf-8")
    for trovato in _BLOCCO.finditer(testo):
        prima = testo[: trovato.start()]
        yield Blocco(
            pagina=file.relative_to(RADICE).as_posix(),
            riga=prima.count("\n") + 2,
            titolo=["", *_TITOLO.findall(prima)][-1],
            comandi=tuple(_CONTINUA.sub("", trovato["testo"]).splitlines()),
            risposta=tuple((trovato["risposta"] or "").splitlines()),
        )


def scrivi_esempio(radice: Path, testo: str, *, segno: str = "") -> None:
    """Write in a project the rows that a page, or a piece of one, shows of a file of data.

    `segno`: what is typed after the value, which has its cell alone.
    """
    trovato = _ESEMPIO.search(testo)
    assert trovato is not None
    (radice / trovato["file"]).parent.mkdir(exist_ok=True)
    righe = re.sub(r"(\d);;", rf"\1{segno};;", trovato["righe"])
    (radice / trovato["file"]).write_text(righe, encoding="utf-8")


IDENTITA = {f"GIT_{chi}_{che}": "ufficio@example.org" for chi in ("AUTHOR", "COMMITTER") for che in ("NAME", "EMAIL")}
AMBIENTE = {
    "PYTHONPATH": str(RADICE),
    "PYTHONUTF8": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_EDITOR": "true",
    **IDENTITA,
}


@dataclass(slots=True)
class Terminale:
    """A terminal open in the folder of a project, where `.venv/bin/ciclo` is the program under test."""

    cartella: Path
    detto: str = ""
    """What the last command said, on both channels."""
    parole: dict[str, str] = field(default_factory=dict)
    """What stands for the words in capitals of a page."""

    def __post_init__(self) -> None:
        ciclo = self.cartella / ".venv" / "bin" / "ciclo"
        ciclo.parent.mkdir(parents=True, exist_ok=True)
        self.casa.mkdir(exist_ok=True)
        ciclo.write_text(
            f"#!/bin/sh\nexec '{sys.executable}' -c 'from scripts.ciclo import main; main()' \"$@\"\n", encoding="utf-8"
        )
        ciclo.chmod(0o755)

    @property
    def casa(self) -> Path:
        """The home of who writes."""
        return self.cartella.parent / "casa"

    def scrivi(self, comando: str, *, esito: int = 0) -> str:
        """Give a command; returns what it answered on both channels.

        `esito`: the code that it must end with.
        """
        for parola, sta_per in self.parole.items():
            comando = re.sub(rf"\b{parola}\b", sta_per, comando)
        fatto = subprocess.run(
            ["bash", "-c", comando],
            cwd=self.cartella,
            env={**os.environ, **AMBIENTE, "HOME": str(self.casa)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=600,
        )
        assert fatto.returncode == esito, f"{comando}\n{fatto.stdout}\n{fatto.stderr}"
        self.detto = fatto.stdout + fatto.stderr
        if _CIFRE.fullmatch(fatto.stdout.strip()):
            self.parole["CIFRE"] = fatto.stdout.strip()
        return self.detto
