"""Tools that tests share: PDF validator, HTML validator, link checker, browser.

Each tool that is not a wheel of ours (Java, a browser, poppler) is asked for with `richiedi`: where
it is missing a test fails in CI, and is skipped with its reason anywhere else. Nothing here imports
`macros` or `scripts`.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

AVVIO_BREVE = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""For a Java that lives a few seconds: without its second compiler it takes half the processor's time."""


@dataclass(frozen=True, slots=True)
class _Strumento:
    candidati: tuple[str, ...]
    """Programs looked for on PATH, or absolute paths of files; the first one found is taken."""
    pacchetto: str
    """The Debian package that carries it."""


_STRUMENTI = {
    "browser": _Strumento(("chromium", "google-chrome", "google-chrome-stable", "chromium-browser"), "chromium"),
    "java": _Strumento(("java",), "default-jre-headless"),
    "javac": _Strumento(("javac",), "default-jdk-headless"),
    "jaxb": _Strumento(("/usr/share/java/jaxb-runtime.jar",), "libjaxb-java"),
    "pdftotext": _Strumento(("pdftotext",), "poppler-utils"),
    "pdftoppm": _Strumento(("pdftoppm",), "poppler-utils"),
    "pdfdetach": _Strumento(("pdfdetach",), "poppler-utils"),
    "pdffonts": _Strumento(("pdffonts",), "poppler-utils"),
    "nginx": _Strumento(("nginx", "/usr/sbin/nginx"), "nginx"),
    "apache2": _Strumento(("apache2", "/usr/sbin/apache2"), "apache2-bin"),
    "mutool": _Strumento(("mutool",), "mupdf-tools"),
    "soffice": _Strumento(("soffice",), "libreoffice-calc-nogui"),
}


class StrumentoMancanteError(RuntimeError):
    """A tool that tests need is not on this machine, and this is CI."""


def in_ci() -> bool:
    """Whether the run is CI's, where nothing may be skipped."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false", "no"}


def richiedi(nome: str) -> str:
    """The path of an external tool: `browser`, `java`, `javac`, `jaxb`, `pdftotext`, …

    Raises:
        StrumentoMancanteError: it is missing and `CI` is set, so the test fails.
        pytest.skip.Exception: it is missing elsewhere, so the test is skipped with the reason.
    """
    strumento = _STRUMENTI[nome]
    for candidato in strumento.candidati:
        if candidato.startswith("/"):
            trovato = candidato if Path(candidato).exists() else None
        else:
            trovato = shutil.which(candidato)
        if trovato:
            return trovato
    motivo = (
        f"manca «{nome}»: make test lo installa, oppure "
        f"sudo apt-get install -y --no-install-recommends {strumento.pacchetto}"
    )
    if in_ci():
        raise StrumentoMancanteError(motivo)
    pytest.skip(motivo)
