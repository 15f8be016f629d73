"""The preview: from a saved cell to the page that is looked at, in the process that builds again and again."""

from __future__ import annotations

import shutil
import statistics
import time
from pathlib import Path

from scripts.sito.immutato import chi_costruisce
from scripts.sito.programma import CODICE
from scripts.vetrina.cantiere import Cantiere
from tests.progetto_copia import RADICE, con_il_programma
from tests.test_revisioni import git, salva

SALVATAGGI = 5
PAGINA = "2022/obiettivi/2.1.2.html"
TESTATA = "indicatore;valore;assenza;causa;motivo;atto\n"


def _due_anni(radice: Path) -> Path:
    """The two demonstration years, with a first value of December: the year that an office is filling in."""
    for nome in ("data", "content"):
        shutil.copytree(RADICE / nome, radice / nome)
    con_il_programma(radice)
    _valore(radice, 140)
    (radice / ".gitignore").write_text(".cache/\n", encoding="utf-8")
    git(radice, "init", "-q", "-b", "main")
    salva(radice, "Primo")
    return radice


def _valore(radice: Path, quanto: int) -> None:
    file = radice / "data/2022/consuntivo/anagrafica.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{TESTATA}2.1.2.a;{quanto};;;;\n", encoding="utf-8")


def _costruisci(cantiere: Cantiere, cartella: Path) -> dict[str, tuple[float, float]]:
    """Return when the page, and then all of them, were there: seconds of CPU and of the clock."""
    cpu, orologio = time.process_time(), time.monotonic()
    tempi = {}
    for detto in cantiere.costruisci(cartella, PAGINA, lambda: False):
        assert "guasti" not in detto, detto
        tempi["prima" if "prima" in detto else "tutte"] = (time.process_time() - cpu, time.monotonic() - orologio)
    assert (cartella / "prima" / PAGINA).read_bytes() == (cartella / "tutte" / PAGINA).read_bytes()
    shutil.rmtree(cartella)
    return tempi


def test_una_cella_salvata_e_la_pagina_che_si_guarda(tmp_path, riga):
    radice = _due_anni(tmp_path / "p")
    cantiere = Cantiere(radice, chi_costruisce(radice, CODICE))
    da_capo = _costruisci(cantiere, tmp_path / "s")["tutte"]
    salvati = []
    for n in range(SALVATAGGI + 1):  # the first one follows what acts decided, and the others have it
        _valore(radice, 141 + n)
        salvati.append(_costruisci(cantiere, tmp_path / "s"))
    (cpu, orologio), (tutte, _) = (
        [statistics.median(s[quando][di] for s in salvati[1:]) for di in (0, 1)] for quando in ("prima", "tutte")
    )
    quota = cpu / da_capo[0]
    riga(
        "Anteprima di due anni, una cella salvata: la pagina che si guarda contro il sito intero da capo",
        f"{quota:.2f} ({cpu:.2f} s contro {da_capo[0]:.1f} s di CPU; {orologio:.2f} s di orologio, "
        f"e {tutte:.1f} s di CPU per tutte le pagine)",
        "1.5 s",
    )
    assert quota <= 0.2
