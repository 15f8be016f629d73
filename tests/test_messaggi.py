"""What stops a build is said in Italian, with file, line and repair, and never as a stack of calls."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from scripts.ciclo import in_una_frase
from scripts.comandi import del_sistema
from scripts.sito.messaggi import in_italiano
from tests.progetto_copia import ciclo, progetto_piccolo

TESTATA = "---\ntitle: Dati\n---\n\n"


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return progetto_piccolo(tmp_path / "progetto")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pagina", "attesi"),
    [
        ("# D\n\n{{ metod() }}\n", ["content/dati.md:7: PAGINA-MACRO", "forse si intendeva «metodo»"]),
        ("# D\n\n{{ metodo( \n", ["content/dati.md:7: PAGINA-MACRO", "non si capisce o non è chiuso"]),
        ("# D\n\n{{ 1 / 0 }}\n", ["content/dati.md:7: PAGINA-MACRO", "un'operazione"]),
        ("# D\n\n[b](/dati.md)\n", ["content/dati.md:7: PAGINA-INDIRIZZO", "che comincia con «/»"]),
        (
            "# D\n\n[a](nessuna.md) [c](mappa.md#qui)\n",
            [
                "content/dati.md:7: il collegamento «nessuna.md» non porta a nessuna pagina.",
                "content/dati.md:7: il collegamento «mappa.md#qui» porta a un punto che nella pagina non c’è.",
            ],
        ),
    ],
    ids=["macro ignota", "graffe aperte", "espressione", "dalla radice", "collegamenti"],
)
def test_una_pagina_sbagliata_si_dice_in_italiano_con_la_riga(progetto: Path, pagina: str, attesi: list[str]) -> None:
    (progetto / "content" / "dati.md").write_text(TESTATA + pagina, encoding="utf-8")
    esito = ciclo("costruisci", "--senza-pdf", radice=progetto)
    assert esito.returncode == 1
    for atteso in attesi:
        assert atteso in esito.stderr
    assert "Traceback" not in esito.stderr
    assert not (progetto / "site").exists()


@pytest.mark.slow
def test_un_capitolo_elencato_che_manca_ferma_la_costruzione(progetto: Path) -> None:
    (progetto / "content" / "2021" / "relazione" / "premessa.md").rename(
        progetto / "content" / "2021" / "relazione" / "premesse.md"
    )
    esito = ciclo("costruisci", "--senza-pdf", radice=progetto)
    assert esito.returncode == 1
    assert (
        "content/2021/relazione/index.md:4: PAGINA-CAPITOLO: errore. Trovato: il capitolo «premessa.md»" in esito.stderr
    )
    assert "forse si intendeva «premesse.md»" in esito.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("uscita", "codice", "detto"),
    [
        ("mkdocs.yml/sotto", 2, "mkdocs.yml/sotto»: una parte del percorso è un file e non una cartella"),
        ("data/nuova", 2, "sta fra i dati, i testi o il programma"),
        ("content/2021/nuova", 2, "sta fra i dati, i testi o il programma"),
        ("x" * 300, 2, "il nome è troppo lungo"),
    ],
    ids=["sotto un file", "fra i dati", "fra i testi", "nome troppo lungo"],
)
def test_un_uscita_impossibile_si_dice_in_italiano(progetto: Path, uscita: str, codice: int, detto: str) -> None:
    esito = ciclo("costruisci", "--senza-pdf", "--uscita", str(progetto / uscita), radice=progetto)
    assert (esito.returncode, esito.stdout) == (codice, "")
    assert detto in esito.stderr
    assert "Traceback" not in esito.stderr


def test_la_traccia_di_un_componente_non_arriva_a_chi_scrive(tmp_path: Path) -> None:
    assert in_italiano(["altro\nTraceback (most recent call last):\n  File x"], tmp_path) == ["altro"]


def test_un_difetto_e_una_frase_con_il_posto() -> None:
    try:
        in_italiano([1], Path())  # type: ignore[list-item] # a wrong argument on purpose
    except TypeError as difetto:
        frase = in_una_frase(difetto)
    assert frase.startswith("un difetto del programma, non dei dati, in scripts/sito/messaggi.py:")
    assert "CICLO_TRACCIA=1" in frase


def test_cio_che_il_sistema_rifiuta_e_detto_in_italiano() -> None:
    assert del_sistema(OSError(errno.ENOSPC, "No space left on device")) == "il disco è pieno"
    assert del_sistema(OSError(errno.EROFS, "x", "site")) == "«site»: il disco è in sola lettura"
