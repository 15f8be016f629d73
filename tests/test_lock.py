"""requirements.lock is complete, hashed, and says nothing of where packages come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

RADICE = Path(__file__).parents[1]
LOCK = (RADICE / "requirements.lock").read_text(encoding="utf-8")
PROGETTO = tomllib.loads((RADICE / "pyproject.toml").read_text(encoding="utf-8"))
VOCE = re.compile(r"^(?P<nome>[a-z0-9-]+)==(?P<versione>[^\s;]+)(?P<resto>.*)$", re.MULTILINE)


def nome(requisito: str) -> str:
    """The normal form of a requirement's name: `types-PyYAML>=6` is `types-pyyaml`."""
    trovato = re.match(r"[A-Za-z0-9._-]+", requisito)
    assert trovato, requisito
    return re.sub(r"[-_.]+", "-", trovato[0]).lower()


def requisiti() -> list[str]:
    progetto = PROGETTO["project"]
    facoltativi = [r for gruppo in progetto["optional-dependencies"].values() for r in gruppo]
    return [*progetto["dependencies"], *facoltativi, *PROGETTO["build-system"]["requires"]]


@pytest.mark.parametrize(
    "vietato",
    ["--index", "--extra-index", "--find-links", "--trusted-host", "://", " @ ", "file:", "-e "],
)
def test_il_lock_non_dice_da_dove_si_scarica(vietato):
    assert [riga for riga in LOCK.splitlines() if vietato in riga] == []


def test_il_lock_non_ha_percorsi():
    righe = [r for r in LOCK.splitlines() if not r.lstrip().startswith("--hash")]
    assert [r for r in righe if "/" in r] == []


@pytest.mark.parametrize("requisito", requisiti(), ids=nome)
def test_ogni_dipendenza_e_nel_lock(requisito):
    versioni = {v["nome"]: v["versione"] for v in VOCE.finditer(LOCK)}
    assert nome(requisito) in versioni
    if "==" in requisito:
        assert requisito == f"{nome(requisito)}=={versioni[nome(requisito)]}"


def test_ogni_voce_ha_le_impronte():
    blocchi = re.split(r"\n(?=\S)", LOCK)
    voci = [b for b in blocchi if VOCE.match(b)]
    assert len(voci) == len(VOCE.findall(LOCK)) > 50
    assert [b for b in voci if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", b)] == []


def test_django_resta_fuori():
    assert {v["nome"] for v in VOCE.finditer(LOCK)}.isdisjoint({"django", "asgiref", "sqlparse"})


def test_setuptools_del_lock_e_quello_con_cui_si_costruisce():
    assert PROGETTO["dependency-groups"]["costruzione"] == PROGETTO["build-system"]["requires"]


def test_la_versione_e_una_sola():
    """What the package, the software catalogue and the first entry of the news say."""
    catalogo = (RADICE / "publiccode.yml").read_text(encoding="utf-8")
    novita = (RADICE / "CHANGELOG.md").read_text(encoding="utf-8")
    versione, giorno = re.search(r"^## (\S+) \((\S+)\)$", novita, re.MULTILINE).groups()
    assert versione == PROGETTO["project"]["version"]
    assert f'softwareVersion: "{versione}"\nreleaseDate: "{giorno}"\n' in catalogo
