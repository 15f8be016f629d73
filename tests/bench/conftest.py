"""The one table of a run: rows are added by each measure, printed and written at the end."""

from __future__ import annotations

import os
import platform

import pytest

from tests.bench.misure import BREVE
from tests.progetto_copia import RADICE

ARRIVO = RADICE / ".cache" / "bench.md"
RIGHE: list[tuple[str, str, str]] = []


@pytest.fixture
def riga():
    """Add a row: what is measured, how much it is, the bar («» when it only informs)."""

    def aggiungi(misura: str, quanto: str, soglia: str = "") -> None:
        RIGHE.append((misura, quanto.replace(".", ","), soglia.replace(".", ",")))

    return aggiungi


def pytest_terminal_summary(terminalreporter):
    if not RIGHE:
        return
    righe = ["| Misura | Valore | Soglia |", "|---|---|---|", *(f"| {m} | {q} | {s} |" for m, q, s in RIGHE)]
    righe += ["", f"{os.cpu_count()} core, Python {platform.python_version()}{', breve' * BREVE}."]
    ARRIVO.parent.mkdir(exist_ok=True)
    ARRIVO.write_text("\n".join(righe) + "\n", encoding="utf-8")
    terminalreporter.write_line("\n" + "\n".join(righe) + f"\n\nScritta in {ARRIVO.relative_to(RADICE)}")
