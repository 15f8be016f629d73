"""Data of a git revision: branches, tags, merges, shallow clones, a project inside a larger repository."""

from __future__ import annotations

import os
import subprocess

import pytest

from macros.reading.git.revisioni import RevisioneError, nome_breve, revisione
from tests.conftest import esegui, obiettivo, scrivi_progetto

AMBIENTE = {
    "GIT_AUTHOR_NAME": "Ufficio",
    "GIT_AUTHOR_EMAIL": "ufficio@example.org",
    "GIT_COMMITTER_NAME": "Ufficio",
    "GIT_COMMITTER_EMAIL": "ufficio@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(cartella, *argomenti):
    return subprocess.run(
        ["git", "-C", str(cartella), *argomenti],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **AMBIENTE},
    ).stdout.strip()


def salva(cartella, messaggio):
    git(cartella, "add", "-A")
    git(cartella, "commit", "-qm", messaggio)


def scrivi(radice, target, valore=80):
    return scrivi_progetto(radice, obiettivi=[obiettivo("1.1", {"target": target})], consuntivo={"1.1.a": valore})


@pytest.fixture(params=[".", "progetti/camera"])
def deposito(tmp_path, request):
    """Three commits on main, of which one a merge; a tag on the first; the project at the top or in a folder."""
    cima = tmp_path / "deposito"
    radice = cima / request.param
    radice.mkdir(parents=True)
    git(cima, "init", "-q", "-b", "main")
    (cima / "LEGGIMI").write_text("prima dei dati\n", encoding="utf-8")
    salva(cima, "prima dei dati")
    git(cima, "tag", "vuota")
    scrivi(radice, 100)
    salva(cima, "piano")
    git(cima, "tag", "piano")
    git(cima, "checkout", "-q", "-b", "ramo")
    scrivi(radice, 80)
    salva(cima, "target più basso")
    git(cima, "checkout", "-q", "main")
    (cima / "LEGGIMI").write_text("altro\n", encoding="utf-8")
    salva(cima, "altro")
    git(cima, "merge", "-q", "--no-ff", "-m", "unione", "ramo")
    return cima, radice


def target_di(cartella):
    return (cartella / "data" / "2021" / "obiettivi" / "1.1.yml").read_text(encoding="utf-8")


def test_una_revisione_ha_i_dati_di_allora_e_la_cartella_di_lavoro_resta_com_e(deposito):
    cima, radice = deposito
    scrivi(radice, 50)  # not committed
    prima = git(cima, "status", "--porcelain"), target_di(radice)
    with revisione(radice, "piano") as cartella:
        assert "2021: 100" in target_di(cartella)
        tenuta = cartella
    assert not tenuta.exists()
    for nome in ("main", "ramo", git(cima, "rev-parse", "main"), "HEAD"):
        with revisione(radice, nome) as cartella:
            assert "2021: 80" in target_di(cartella)
    with revisione(radice, "HEAD^1") as cartella:  # the first parent of the merge
        assert "2021: 100" in target_di(cartella)
    assert (git(cima, "status", "--porcelain"), target_di(radice)) == prima


def test_il_nome_breve_e_del_commit(deposito):
    cima, radice = deposito
    assert nome_breve(radice, "piano") == git(cima, "rev-parse", "piano")[:7]


@pytest.mark.parametrize(
    ("nome", "detto"),
    [
        ("mai-vista", "nel deposito non c'è una revisione «mai-vista»"),
        ("vuota", "viene prima del formato dei dati"),
        ("piano..main", "non è una sola revisione"),
        ("--all", "non è una sola revisione"),
        ("piano:LEGGIMI", "nel deposito non c'è"),
    ],
)
def test_cio_che_git_rifiuta_e_detto_in_italiano(deposito, nome, detto):
    with pytest.raises(RevisioneError, match=detto), revisione(deposito[1], nome):
        pass


def test_fuori_da_un_deposito(tmp_path):
    scrivi(tmp_path, 100)
    with pytest.raises(RevisioneError, match="non è in un deposito di git"), revisione(tmp_path, "main"):
        pass


def test_senza_git(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisioneError, match="git non è installato"), revisione(tmp_path, "main"):
        pass


def test_un_clone_parziale_dice_come_prendere_il_resto(deposito, tmp_path):
    cima, radice = deposito
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{cima}", str(clone))
    dentro = clone / radice.relative_to(cima)
    with revisione(dentro, "HEAD") as cartella:
        assert "2021: 80" in target_di(cartella)
    with pytest.raises(RevisioneError, match="git fetch --unshallow"), revisione(dentro, "piano"):
        pass


def test_una_revisione_di_prima_del_formato(deposito):
    cima, radice = deposito
    (radice / "data" / "ente.yml").write_text("nome: Camera\n", encoding="utf-8")
    salva(cima, "senza formato")
    with pytest.raises(RevisioneError, match="viene prima del formato dei dati"), revisione(radice, "HEAD"):
        pass


def test_confronta_due_revisioni_e_la_cartella_di_lavoro(deposito):
    cima, radice = deposito
    codice, fuori, _ = esegui("confronta", "piano", "main", "--radice", radice)
    assert codice == 0
    breve = git(cima, "rev-parse", "piano")[:7]
    assert f"da «piano ({breve})» a «main (" in fuori
    assert "target al 31 dicembre: 100 % → 80 %" in fuori.replace("\u00a0", " ")
    assert "sale di 20,00 punti, da 80,00 a 100,00" in " ".join(fuori.split())
    scrivi(radice, 80, valore=40)  # not committed
    codice, fuori, _ = esegui("confronta", "main", "--radice", radice)
    assert "scende di 50,00 punti, da 100,00 a 50,00" in " ".join(fuori.split())
    assert "«cartella di lavoro»" in fuori


def test_gli_errori_di_una_revisione_la_nominano(deposito):
    cima, radice = deposito
    file = radice / "data" / "2021" / "obiettivi" / "1.1.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("crescente", "mai_vista"), encoding="utf-8")
    salva(cima, "sbaglio")
    codice, fuori, errore = esegui("confronta", "HEAD~1", "HEAD", "--radice", radice)
    assert (codice, fuori) == (1, "")
    assert errore.startswith("ciclo: errori nei dati di «HEAD (")
    assert "data/2021/obiettivi/1.1.yml:" in errore


def test_calcola_una_versione(deposito):
    _, radice = deposito
    esiti = {
        nome: esegui("calcola", "--anno", "2021", "--radice", radice, "--versione", nome) for nome in ("piano", "main")
    }
    assert [e[0] for e in esiti.values()] == [0, 0]
    assert "80,00" in esiti["piano"][1]
    assert "100,00" in esiti["main"][1]
    codice, _, errore = esegui("calcola", "--anno", "2021", "--radice", radice, "--versione", "mai-vista")
    assert codice == 1
    assert "nel deposito non c'è una revisione «mai-vista»" in errore
