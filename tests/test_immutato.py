"""A build that would make again what is there makes nothing; whatever it may depend on wakes it.

What is found unchanged is the same, byte for byte, as what a build from nothing makes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.reading.testo.lettura import Aperti
from scripts.sito import immutato
from tests.progetto_copia import RADICE, ciclo, dimentica, impronte, progetto_piccolo
from tests.test_revisioni import git, salva

SCELTE = "False"
NIENTE = "Niente è cambiato dall'ultima costruzione: è tutto già fatto.\n"


@pytest.fixture(scope="module")
def intero(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a program of its own beside it, as a checkout has."""
    progetto = progetto_piccolo(tmp_path_factory.mktemp("immutato") / "p")
    for nome in ("theme", "scripts", "macros"):
        (progetto / nome).unlink()
        shutil.copytree(RADICE / nome, progetto / nome, ignore=shutil.ignore_patterns("__pycache__"))
    for nome in ("pyproject.toml", "requirements.lock"):
        shutil.copy(RADICE / nome, progetto)
    return progetto


def chiave(progetto: Path, commit: str | None = "c", scelte: str = SCELTE) -> str | None:
    chi = immutato.chi_costruisce(progetto, progetto)
    assert chi is not None
    return immutato.chiave(progetto, chi, commit, scelte, Aperti())


def _letti(progetto: Path) -> list[str]:
    """Return one file of each kind: of each folder of the record and of the program, of each suffix."""
    visti: dict[tuple[str, str], str] = {}
    for cartella in ("data", "content", "theme", "scripts", "macros"):
        for file in sorted((progetto / cartella).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                nome = file.relative_to(progetto)
                visti.setdefault((nome.parent.as_posix(), file.suffix), nome.as_posix())
    return [*visti.values(), "mkdocs.yml", "pyproject.toml", "requirements.lock"]


@pytest.mark.slow
def test_ogni_genere_di_file_letto_sveglia_la_costruzione(intero: Path) -> None:
    """Each change on top of those before it: a key that is not the one before it is of that file alone."""
    letti = _letti(intero)
    assert len(letti) > 50
    prima, erano = chiave(intero), {nome: (intero / nome).read_bytes() for nome in letti}

    def non_visti(cambia: Callable[[Path], object]) -> list[str]:
        chiavi = [chiave(intero)]
        for nome in letti:
            cambia(intero / nome)
            chiavi.append(chiave(intero))
        return [nome for nome, era, ora in zip(letti, chiavi, chiavi[1:], strict=False) if era == ora]

    assert non_visti(lambda file: file.write_bytes(file.read_bytes() + b"\n")) == []
    for nome in letti:
        (intero / nome).write_bytes(erano[nome])
        os.utime(intero / nome, (0, 0))  # when it was written says nothing
    assert chiave(intero) == prima is not None
    assert non_visti(lambda file: file.rename(_altro(file))) == []
    for nome in letti:
        _altro(intero / nome).rename(intero / nome)
    assert chiave(intero) == prima


def _altro(file: Path) -> Path:
    return file.with_name(f"altro-{file.name}")


@pytest.mark.slow
def test_un_file_nuovo_sveglia_la_costruzione(intero: Path) -> None:
    prima = chiave(intero)
    for nome in ("data/2021/oiv.yml", "content/2021/piano/nuovo.md", "theme/css/altro.css", "macros/vista/altro.py"):
        (intero / nome).write_text("x", encoding="utf-8")
        assert chiave(intero) != prima, nome
        (intero / nome).unlink()
    (intero / "macros/__pycache__").mkdir()
    (intero / "macros/__pycache__/x.pyc").write_bytes(b"x")
    assert chiave(intero) == prima, "what Python leaves is nobody's input"


@pytest.mark.slow
def test_scelte_ambiente_storia_e_programmi_svegliano_la_costruzione(
    intero: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prima = chiave(intero)
    assert chiave(intero, "d") != prima
    assert chiave(intero, None) != prima
    assert chiave(intero, scelte="True") != prima
    with monkeypatch.context() as m:
        m.setenv("CICLO_PUBBLICO", "true")
        assert chiave(intero) != prima
    with monkeypatch.context() as m:
        m.setattr(immutato, "programma", lambda: "un altro WeasyPrint")
        assert chiave(intero) != prima
    with monkeypatch.context() as m:
        m.setattr(immutato.os, "listdir", lambda _: ["mkdocs-9.9.dist-info"])
        assert chiave(intero) != prima
    assert chiave(intero) == prima


def test_cio_che_non_si_puo_leggere_non_ha_una_chiave(intero: Path) -> None:
    (intero / "data/collegata.yml").symlink_to("/etc/hostname")
    try:
        assert chiave(intero) is None
    finally:
        (intero / "data/collegata.yml").unlink()


def _guasta(sito: Path) -> dict[str, Callable[[], object]]:
    pagina = sito / "index.html"
    return {
        "una pagina cambiata": lambda: pagina.write_bytes(pagina.read_bytes() + b" "),
        "una pagina tolta": pagina.unlink,
        "un file in più": lambda: (sito / "altro.html").write_bytes(b"x"),
        "una cartella in più": (sito / "altra").mkdir,
        "un collegamento": lambda: (pagina.unlink(), pagina.symlink_to("/etc/hostname")),
    }


@pytest.mark.prova
@pytest.mark.xdist_group("costruisci")
def test_niente_e_cambiato(tmp_path: Path) -> None:
    progetto = progetto_piccolo(tmp_path / "p")
    sito = progetto / "site"

    def costruisci(*argomenti: str) -> subprocess.CompletedProcess[str]:
        esito = ciclo("costruisci", *argomenti, radice=progetto)
        assert esito.returncode == 0, esito.stderr
        return esito

    assert costruisci("--senza-pdf").stderr != NIENTE
    atteso, dov_era = impronte(sito), sito.stat().st_ino
    esito = costruisci("--senza-pdf")
    assert (esito.stderr, esito.stdout, sito.stat().st_ino) == (NIENTE, f"{sito}/index.html\n", dov_era)
    assert costruisci("--senza-pdf", "--da-capo").stderr != NIENTE
    assert costruisci("--senza-pdf").stderr == NIENTE
    assert impronte(sito) == atteso, "what was found unchanged is what a build from nothing makes"
    for nome in _guasta(sito):
        _guasta(sito)[nome]()
        assert costruisci("--senza-pdf").stderr != NIENTE, nome
        assert impronte(sito) == atteso, nome
        assert costruisci("--senza-pdf").stderr == NIENTE, nome
    assert costruisci("--senza-pdf", "--uscita", str(tmp_path / "altrove")).stderr != NIENTE
    assert costruisci("--senza-pdf", "--pubblico").stderr != NIENTE, "what is published starts from nothing"
    assert costruisci("--senza-pdf", "--pubblico").stderr != NIENTE
    assert costruisci("--senza-pdf").stderr != NIENTE
    (progetto / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
    git(progetto, "init", "-q", "-b", "main")
    salva(progetto, "Primo")
    assert costruisci("--senza-pdf").stderr != NIENTE, "the history is printed"
    assert costruisci("--senza-pdf").stderr == NIENTE
    dimentica(progetto)
    assert costruisci("--senza-pdf").stderr != NIENTE
    for ricordo in (progetto / ".cache/ciclo/costruzioni").iterdir():
        ricordo.write_bytes(b"[]")
    assert costruisci("--senza-pdf").stderr != NIENTE, "a memory that is not whole is none"
