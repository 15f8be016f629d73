"""Comparisons: against reading what they compare, and what the series of many years cost a build."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.bench.misure import BREVE, alterna, ciclo, corri, python, sito_costruito
from tests.progetto_copia import aggiungi_anni, copia_progetto, sostituisci

ANNI = 5 if BREVE else 20
CARICA = "import sys; from pathlib import Path; from macros.checks.esame import esamina\n"
SENZA_SERIE = """\
import sys
import macros.publish.pagine.confronto as pagina, scripts.sito.costruzione as costruzione
import macros.publish.confronto.file as file
pagina.in_tabelle = lambda *a, **k: ""
file.in_file = lambda *a: b""
from scripts.ciclo import main; main()
"""
"""The whole command, with neither the tables of the series nor their file."""
VERSIONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
FIRMA = ("-c", "user.name=Prova", "-c", "user.email=prova@esempio.it")


@pytest.fixture(scope="module")
def due_anni(tmp_path_factory) -> Path:
    """A project of two years of more than a hundred indicators, in a repository: its first commit is `prima`."""
    progetto = copia_progetto(tmp_path_factory.mktemp("confronto") / "progetto")
    aggiungi_anni(progetto, 2)
    for comando in (("init", "-q"), ("add", "data"), (*FIRMA, "commit", "-qm", "prima"), ("tag", "prima")):
        _git(progetto, *comando)
    sostituisci(progetto / "data" / "2022" / "obiettivi" / "2.2.yml", "2022: 85", "2022: 88")
    _git(progetto, "add", "data")
    _git(progetto, *FIRMA, "commit", "-qm", "dopo")
    return progetto


def _git(progetto: Path, *argomenti: str) -> None:
    subprocess.run(["git", "-C", str(progetto), *argomenti], check=True, env={**os.environ, **VERSIONE})


def test_confrontare_contro_leggere(due_anni, riga):
    """Reading: once for two years of one project, twice for two revisions, since each is a project."""
    lettura = CARICA + "for _ in range(int(sys.argv[2])): esamina(Path(sys.argv[1]))"
    radice = str(due_anni)
    esiti = alterna(
        {
            "lettura": lambda: corri(python(lettura, radice, "1")),
            "due letture": lambda: corri(python(lettura, radice, "2")),
            "anni": lambda: corri(ciclo("confronta", "2021", "2022", "--radice", radice)),
            "revisioni": lambda: corri(ciclo("confronta", "prima", "HEAD", "--radice", radice)),
        }
    )
    for cosa, contro, misura in (
        ("anni", "lettura", "Confronto di due anni di 100 indicatori contro la sola lettura"),
        ("revisioni", "due letture", "Confronto di due revisioni, senza estrarle, contro la sola lettura delle due"),
    ):
        fatto, base = esiti[cosa].cpu, esiti[contro].cpu
        riga(misura, f"{fatto / base:.2f} ({fatto:.2f} s contro {base:.2f} s di CPU)", "2")
        assert fatto <= 2 * base


def test_le_serie_pesano_poco_sul_sito(tmp_path, riga):
    progetto = copia_progetto(tmp_path / "progetto")
    aggiungi_anni(progetto, ANNI)
    comando = sito_costruito(progetto, tmp_path / "sito")
    argomenti = comando[3:]
    esiti = alterna(
        {
            "con": lambda: corri(comando),
            "senza": lambda: corri(python(SENZA_SERIE, *argomenti)),
        }
    )
    rapporto = esiti["con"].cpu / esiti["senza"].cpu
    riga(
        f"Sito di {ANNI} anni con le serie storiche contro lo stesso senza",
        f"{rapporto:.2f} ({esiti['con'].cpu:.1f} s contro {esiti['senza'].cpu:.1f} s di CPU)",
        "1.10",
    )
    if not BREVE:  # five years are too few to judge
        assert rapporto <= 1.10
