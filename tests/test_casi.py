"""The golden cases of `tests/casi/*.yml`: the small project of `tests/dati/mini` with one mistake each.

Each case is a file that an office worker can read and write; the whole list of problems must be
EQUAL to what `esamina` returns, whatever the severity. Keys of a case:

    regola     the rule, in one sentence
    approva    documents of 2021 that are approved first, with an act, its impronta and its snapshot
    registra   path → the whole text of a file that is there before all acts are registered; then come the edits
               (without it, what is approved is registered last, as it stands)
    modifica   path → list of {cerca, metti}: the text looked for must occur exactly once
    file       path → the whole text of a file (new, or in the place of the one in the mini project)
    byte       path → the bytes of a file in base64 (for what is not text)
    windows    path → the text of a file, saved in Windows-1252
    cartella   list of paths that become empty folders
    togli      list of files or folders that are removed
    copia      path of a folder → path of the copy that is made of it
    collegati  path → where the symbolic link that stands there leads
    lunghi     path → how many bytes the file that stands there has
    problemi   list of [file, line, CODE]
    testi      CODE → {trovato, atteso, rimedio}: the words of a problem, tested once for each code
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
from functools import cache
from pathlib import Path

import pytest
import yaml

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.model.catalogo import CATALOGO
from macros.model.problems import Documento, errori
from macros.model.valori import Periodo
from macros.reading.blocco.impronta import in_byte
from macros.reading.progetto import apri_approvati
from tests.progetto_copia import registra_atti

CASI = sorted((Path(__file__).parent / "casi").glob("*.yml"))
MINI = Path(__file__).parent / "dati" / "mini"
APPROVAZIONI = {
    "piano": ("approvazione_giunta", 3, "2021-01-28"),
    "piao": ("approvazione_giunta", 58, "2021-06-23"),
    "monitoraggio": ("comunicazione_giunta", 70, "2021-07-29"),
    "relazione": ("approvazione_giunta", 9, "2022-02-24"),
}
CHIAVI = {
    "regola",
    "approva",
    "modifica",
    "file",
    "byte",
    "windows",
    "copia",
    "cartella",
    "togli",
    "problemi",
    "testi",
    "registra",
    "collegati",
    "lunghi",
}

IN_GIT = {"PREMI-CAMBIATO", "PREMI-TOLTO", "REGISTRO-BASE", "REGISTRO-PARZIALE", "REGISTRO-RIFATTO", "REGISTRO-STORIA"}
"""Codes that only a history raises: each has its words in `tests/test_registro.py` or `test_premi.py`."""


@cache
def leggi_caso(file: Path) -> dict:
    """Return a case as it is written: to be read only, each is read once."""
    sicuro = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    caso = yaml.load(file.read_text(encoding="utf-8"), Loader=sicuro)  # noqa: S506 - it is a safe loader
    assert set(caso) <= CHIAVI, f"{file.name}: chiavi sconosciute {set(caso) - CHIAVI}"
    return caso


def approva(radice: Path, documento: str) -> None:
    """Record the approval of a document of the mini project as it stands, and register it."""
    nome, numero, giorno = APPROVAZIONI[documento]
    approvati = apri_approvati(radice, 2021)
    grezzo = in_byte(approvati.parti(Documento(documento)))
    istantanea = approvati.istantanea(Documento(documento))
    istantanea.parent.mkdir(exist_ok=True)
    istantanea.unlink(missing_ok=True)
    istantanea.write_bytes(grezzo)
    (radice / "data/2021/atti" / f"{giorno}-giunta-{documento}.yml").write_text(
        f"tipo: {nome}\norgano: Giunta\nnumero: delibera {numero}\ndata: {giorno}\noggetto: Approvazione\n"
        f"documento: {documento}\nimpronta: {hashlib.sha256(grezzo).hexdigest()}\n",
        encoding="utf-8",
    )
    registra_atti(radice)


def prepara(caso: dict, radice: Path) -> None:
    """Write the mini project of a case, whose files that nobody changes are those of all the cases.

    What is written has a file of its own: who goes on writing there takes the old one away before.
    """
    base, com_era = _base(radice.parents[1])
    shutil.copytree(base, radice, copy_function=os.link)
    _scrivi({p: t.encode() for p, t in caso.get("registra", {}).items() if p.startswith("content/")}, radice)
    for documento in caso.get("approva", []):
        approva(radice, documento)
    if "registra" in caso:
        _scrivi({p: t.encode() for p, t in caso["registra"].items()}, radice)
        registra_atti(radice)
    for percorso in caso.get("togli", []):
        bersaglio = radice / percorso
        shutil.rmtree(bersaglio) if bersaglio.is_dir() else bersaglio.unlink()
    for percorso in caso.get("cartella", []):
        (radice / percorso).mkdir(parents=True)
    for percorso, cambi in caso.get("modifica", {}).items():
        testo = (radice / percorso).read_text(encoding="utf-8")
        for cambio in cambi:
            assert testo.count(cambio["cerca"]) == 1, f"{percorso}: «{cambio['cerca']}» non c'è una volta sola"
            testo = testo.replace(cambio["cerca"], cambio["metti"])
        _scrivi({percorso: testo.encode()}, radice)
    scritti = {p: t.encode() for p, t in caso.get("file", {}).items()}
    scritti |= {p: t.encode("cp1252") for p, t in caso.get("windows", {}).items()}
    scritti |= {p: base64.b64decode(t) for p, t in caso.get("byte", {}).items()}
    _scrivi(scritti, radice)
    _posa(caso, radice)
    if "approva" in caso and "registra" not in caso:
        (radice / "data/registro.csv").unlink()
        shutil.rmtree(radice / "data/2021/approvati/sigilli", ignore_errors=True)
        registra_atti(radice)
    assert _stato(base) == com_era, "a case wrote in files that it shares with the others"


def _posa(caso: dict, radice: Path) -> None:
    """Put there what is no text: copies of folders, links, long files."""
    for percorso, copia in caso.get("copia", {}).items():
        shutil.copytree(radice / percorso, radice / copia)
    for percorso, arrivo in caso.get("collegati", {}).items():
        (radice / percorso).parent.mkdir(parents=True, exist_ok=True)
        (radice / percorso).symlink_to(arrivo)
    for percorso, quanti in caso.get("lunghi", {}).items():
        (radice / percorso).parent.mkdir(parents=True, exist_ok=True)
        (radice / percorso).unlink(missing_ok=True)
        (radice / percorso).touch()
        os.truncate(radice / percorso, quanti)


@cache
def _base(sopra: Path) -> tuple[Path, dict[Path, tuple[int, int]]]:
    """Return a copy of the mini project, to be linked, and how it is."""
    base = Path(shutil.copytree(MINI, sopra / "mini-dei-casi"))
    return base, _stato(base)


def _stato(cartella: Path) -> dict[Path, tuple[int, int]]:
    return {f: (f.stat().st_size, f.stat().st_mtime_ns) for f in cartella.rglob("*") if f.is_file()}


def _scrivi(scritti: dict[str, bytes], radice: Path) -> None:
    for percorso, grezzo in scritti.items():
        (radice / percorso).parent.mkdir(parents=True, exist_ok=True)
        (radice / percorso).unlink(missing_ok=True)
        (radice / percorso).write_bytes(grezzo)


def test_il_progetto_di_prova_non_ha_problemi(tmp_path):
    prepara({}, tmp_path / "p")
    progetto, problemi = esamina(tmp_path / "p")
    assert problemi == ()
    for periodo in Periodo:
        assert calcola(progetto.anni[2021], periodo).ente.stampato is not None


@pytest.mark.parametrize("file", CASI, ids=lambda f: f.stem)
def test_caso(file, tmp_path):
    caso = leggi_caso(file)
    prepara(caso, tmp_path / "p")
    progetto, problemi = esamina(tmp_path / "p")
    trovati = [[p.source.path, p.source.line, p.code] for p in problemi]
    assert trovati == caso["problemi"], "\n" + "\n".join(map(str, problemi))
    for codice, testo in caso.get("testi", {}).items():
        primo = next(p for p in problemi if p.code == codice)
        assert {"trovato": primo.found, "atteso": primo.expected, "rimedio": primo.fix} == testo
    if not errori(problemi):
        for anno in progetto.anni.values():
            for periodo in Periodo:
                calcola(anno, periodo)


def test_ogni_codice_ha_un_caso_e_le_sue_parole():
    """Every code of the catalogue is raised by a case, and its full text is in one."""
    casi = [leggi_caso(file) for file in CASI]
    sollevati = {codice for caso in casi for _, _, codice in caso["problemi"]}
    con_testo = {codice for caso in casi for codice in caso.get("testi", {})}
    assert set(CATALOGO) - sollevati == IN_GIT
    assert set(CATALOGO) - con_testo == IN_GIT


def test_ogni_caso_dice_la_sua_regola_in_una_frase():
    for file in CASI:
        regola = leggi_caso(file)["regola"]
        assert regola.endswith("."), file.name
        assert "\n" not in regola.strip(), file.name
