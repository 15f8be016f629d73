"""Dates and numbers in texts: letters that a scanner takes for others stop nothing, long texts cost little."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from tests.progetto_copia import MINI, sostituisci


def test_una_i_senza_punto_non_ferma_l_esame(tmp_path: Path) -> None:
    """As a text copied from a scanned page has it: a pattern that ignores case takes it for an i."""
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    misure = radice / "data/2021/misure.csv"
    righe = misure.read_text(encoding="utf-8").splitlines()
    testa = righe[0].split(";")
    celle = righe[1].split(";")
    celle[testa.index("fonte")] = "Estrazione del 3 luglıo 2021"
    misure.write_text("\n".join([righe[0], ";".join(celle), *righe[2:]]) + "\n", encoding="utf-8")
    scheda = next(radice.glob("data/2021/obiettivi/*.yml"))
    testo = scheda.read_text(encoding="utf-8")
    riga = next(r for r in testo.splitlines() if r.startswith("titolo: "))
    sostituisci(scheda, f"{riga}\n", f"{riga}\ndescrizione: Dato preso dalla Relazıone 2020, dıeci su venti.\n")
    assert isinstance(esamina(radice)[1], tuple)


@pytest.mark.slow
def test_un_testo_lungo_di_numeri_si_legge_in_fretta(tmp_path: Path) -> None:
    """Ten times the numbers, about ten times the time: no hit looks at all that comes before it."""

    def tempo(volte: int) -> float:
        radice = Path(shutil.copytree(MINI, tmp_path / str(volte)))
        pagina = radice / "content/2021/nota.md"
        pagina.parent.mkdir(parents=True, exist_ok=True)
        pagina.write_text("---\ntitle: Nota\n---\n\n# Nota\n\n" + "1234 imprese " * volte + "\n", encoding="utf-8")
        inizio = time.process_time()
        esamina(radice)
        return time.process_time() - inizio

    vuoto = tempo(1)
    assert tempo(8000) - vuoto < 40 * (tempo(800) - vuoto) + 2
