"""Bad input to the trail of approvals: a clear message, exit 1, nothing written, whatever the command.

One mistake in the data is a golden case of `tests/casi`; here are those that a command meets.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.model.problems import Documento
from macros.reading.progetto import impronte
from tests.conftest import esegui
from tests.piano_variato import ATTI
from tests.progetto_copia import copia_di, sblocca
from tests.progetto_copia import impronte as byte_di
from tests.test_casi import MINI, approva

VARIAZIONE = 'motivo: M\ncambi:\n  - {dove: indicatore 2.1.1.b, campo: target.31-12, da: "100", a: "90"}\n'
APPROVA = ("approva", "piano", "--organo", "Giunta", "--atto", "delibera 5", "--data", "28/01/2021", "--impronta")
COMANDI = {
    "verifica": ("verifica",),
    "calcola": ("calcola",),
    "spiega": ("spiega", "2.1.1.b"),
    "proponi": ("proponi", "relazione", "--senza-pdf"),
    "approva": (*APPROVA, "0" * 64),
    "costruisci": ("costruisci", "--senza-pdf"),
}


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """The mini project, its plan approved, and a proposed variation."""
    return copia_di("con-una-proposta", _con_una_proposta, tmp_path / "p")


def _con_una_proposta(radice: Path) -> None:
    shutil.copytree(MINI, radice)
    approva(radice, "piano")
    (radice / "data/2021/variazioni").mkdir()
    (radice / "data/2021/variazioni/1.yml").write_text(VARIAZIONE, encoding="utf-8")


def rompi(file: Path, come: str) -> int:
    """Spoil the last line of a file as a merge does when left half done; return the line of the mark."""
    testo = file.read_text(encoding="utf-8")
    righe = testo.splitlines(keepends=True)
    ultima = righe[-1]
    righe[-1:] = ["<<<<<<< HEAD\n", ultima, "=======\n", ultima, f">>>>>>> {come}\n"]
    file.write_text("".join(righe), encoding="utf-8")
    return len(righe) - 4


FILE = (
    "smvp.yml",
    "albero.yml",
    "obiettivi/2.1.1.yml",
    "consuntivo/anagrafica.csv",
    "monitoraggio/promozione.csv",
    "misure.csv",
    "fasi.csv",
    "schede/1.1.yml",
    "atti/2021-01-28-giunta-piano.yml",
    "variazioni/1.yml",
)
CAMPIONE = ("obiettivi/2.1.1.yml", "atti/2021-01-28-giunta-piano.yml")
"""Every file is spoilt for one command, these for every command; each for each is a deep proof."""


@pytest.mark.parametrize(
    ("comando", "file"),
    [
        pytest.param(c, f, marks=() if c == "verifica" or f in CAMPIONE else pytest.mark.prova)
        for c in COMANDI
        for f in FILE
    ],
)
def test_un_conflitto_di_git_ferma_ogni_comando(progetto: Path, comando: str, file: str) -> None:
    riga = rompi(progetto / "data/2021" / file, "altro")
    prima = byte_di(progetto)
    anno = () if comando == "costruisci" else ("--anno", "2021")
    esito, fuori, errore = esegui(*COMANDI[comando], *anno, "--radice", progetto)
    assert esito == 1
    assert f"data/2021/{file}:{riga}: " in fuori + errore
    assert "un segno di conflitto di git" in fuori + errore
    assert "difetto del programma" not in errore
    assert byte_di(progetto) == prima


@pytest.mark.parametrize("file", ["obiettivi/2.1.1.yml", "variazioni/1.yml", "albero.yml"])
def test_varia_non_scrive_su_un_conflitto(progetto: Path, file: str) -> None:
    rompi(progetto / "data/2021" / file, "altro")
    prima = byte_di(progetto)
    esito, _, errore = esegui(
        "varia", "2.1.1.b", "target.31-12", "80", "--motivo", "M", "--anno", "2021", "--radice", progetto
    )
    assert esito == 1
    assert "Niente è stato scritto" in errore
    assert byte_di(progetto) == prima


def test_un_istantanea_con_un_conflitto_si_dice(progetto: Path) -> None:
    rompi(progetto / "data/2021/approvati/piano.json", "altro")
    esito, fuori, _ = esegui("verifica", "--anno", "2021", "--radice", progetto)
    assert esito == 1
    assert "data/2021/approvati/piano.json:1: BLOCCO-IMPRONTA" in fuori


@pytest.mark.parametrize(
    ("argomenti", "detto"),
    [
        (("--data", "2021-13-45"), "--data: "),
        (("--impronta", "abc"), "servono le 64 cifre esadecimali"),
        (("--impronta", "g" * 64), "servono le 64 cifre esadecimali"),
    ],
)
def test_approva_rifiuta_un_comando_scritto_male(progetto: Path, argomenti, detto: str) -> None:
    prima = byte_di(progetto)
    esito, fuori, errore = esegui(*APPROVA, "0" * 64, *argomenti, "--anno", "2021", "--radice", progetto)
    assert (esito, fuori) == (2, "")
    assert detto in errore
    assert byte_di(progetto) == prima


def test_approva_con_un_numero_gia_usato_non_scrive(progetto: Path) -> None:
    """The number of another act of the Giunta, in the same year, on another day."""
    sblocca(progetto / "data")
    (progetto / "data/2021/atti/2021-01-28-giunta-piano.yml").unlink()
    (progetto / "data/2021/variazioni/1.yml").unlink()
    (progetto / "content/2021/piano").mkdir(parents=True)
    (progetto / "content/2021/piano/metodo.md").write_text("# Metodo\n\nCome si calcola.\n", encoding="utf-8")
    altro = ATTI["giunta-1"].replace("documento: piano\n", "").replace("approvazione_giunta", "ordine_servizio")
    (progetto / "data/2021/atti/altro.yml").write_text(altro.replace("delibera 90", "delibera 5"), encoding="utf-8")
    prima = byte_di(progetto)
    propria = impronte(progetto, 2021)[Documento.PIANO]
    esito, _, errore = esegui(*APPROVA, propria, "--anno", "2021", "--radice", progetto)
    assert esito == 1
    assert "ATTO-NUMERO-DOPPIO" in errore
    assert "Niente è stato scritto" in errore
    assert byte_di(progetto) == prima
