"""A System that changes while the year runs: it enters by a variation, and each document stands under that of its day.

Fonte: SMVP 3.1; RECORDS 1.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.model.problems import Documento
from macros.model.valori import Periodo
from tests.progetto_copia import MINI, sostituisci
from tests.test_casi import approva
from tests.test_esclusioni import anno_di
from tests.test_registro import _registro, _varia, codici, comando, progetto

__all__ = ["progetto"]
pytestmark = pytest.mark.slow  # whole commands; the golden cases are in the quick run
SMVP = "data/2021/smvp.yml"
PARERE = ("atto", "--tipo", "parere_oiv", "--organo", "OIV", "--atto", "verbale 4", "--data", "2021-07-22")
DELIBERA = (
    "atto",
    "--tipo",
    "approvazione_giunta",
    "--organo",
    "Giunta",
    "--atto",
    "delibera 81",
    "--data",
    "2021-07-29",
)
SISTEMA = ("--oggetto", "Nuovo Sistema", "--documento", "smvp", "--anno", "2021")


def tutti(progetto: Path) -> list[str]:
    """Return the codes of all problems, avvisi too."""
    return [p.code for p in esamina(progetto)[1]]


@pytest.fixture
def cambiato(progetto: Path) -> Path:
    """A Plan of January, and a System of 29 July with other caps, brought in by the commands alone."""
    for numero, (campo, valore) in enumerate(
        [("sistema.delibera", "81"), ("sistema.data", "2021-07-29"), ("grado.decrescente", "rapporto")]
    ):
        _varia(progetto, "smvp", campo, valore, *(("--numero", "1") if numero else ()))
    comando(progetto, *PARERE, *SISTEMA, "--variazione", "1")
    comando(progetto, *DELIBERA, *SISTEMA, "--variazione", "1")
    return progetto


def test_un_sistema_nuovo_entra_con_una_variazione_e_ogni_documento_ha_il_suo(cambiato: Path) -> None:
    assert codici(cambiato) == []
    anno = anno_di(cambiato)
    del_piano, del_semestre, di_oggi = anno.di(Documento.PIANO).regole, anno.al(Periodo.GIUGNO).regole, anno.regole
    assert (del_piano.delibera, del_piano.decrescente) == ("12", "lineare")
    assert (del_semestre.delibera, del_semestre.decrescente) == ("12", "lineare")
    assert (di_oggi.delibera, di_oggi.decrescente) == ("81", "rapporto")
    assert anno.al(Periodo.DICEMBRE).regole == di_oggi
    assert _registro(cambiato)[-2:] == [
        "2021-07-22-oiv-nuovo-sistema validazione variazione 1",
        "2021-07-29-giunta-nuovo-sistema variazione 1",
    ]


def test_l_atto_del_sistema_resta_fra_quelli_del_sistema(cambiato: Path) -> None:
    anno = anno_di(cambiato)
    atto = anno.atti["2021-07-29-giunta-nuovo-sistema"]
    assert anno.ultimo_atto(atto.tipo, "smvp") is atto


@pytest.mark.parametrize(("chiusa", "codice"), [(False, "SMVP-DOPO-PIANO"), (True, "SMVP-DOPO-CHIUSO")])
def test_un_sistema_dopo_il_piano_si_vede(tmp_path: Path, chiusa: bool, codice: str) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    sostituisci(radice / SMVP, "data: 2020-12-10", "data: 2021-01-28")
    approva(radice, "piano")
    assert codice not in tutti(radice)  # of the same day
    for file in (*radice.glob("data/2021/atti/*-giunta-piano.yml"), *radice.glob("data/2021/approvati")):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    (radice / "data/registro.csv").unlink()
    sostituisci(radice / SMVP, "data: 2021-01-28", "data: 2021-01-29")
    for documento in ("piano", "monitoraggio", "relazione") if chiusa else ("piano",):
        approva(radice, documento)
    assert codice in tutti(radice)


def test_solo_il_sistema_si_cambia_con_un_parere(progetto: Path) -> None:
    """An opinion on the System validates no target; nor does an act on the System approve one."""
    _varia(progetto, "2.1.1.b", "target.31-12", "90")
    _varia(progetto, "smvp", "sistema.delibera", "81", "--numero", "1")
    with pytest.raises(AssertionError, match="un atto di tipo parere_oiv non valida e non approva la variazione 1"):
        comando(progetto, *PARERE, *SISTEMA, "--variazione", "1")
    comando(progetto, *PARERE, *SISTEMA)
    comando(progetto, *DELIBERA, *SISTEMA)
    file = progetto / "data/2021/variazioni/1.yml"
    atti = "atto_oiv: 2021-07-22-oiv-nuovo-sistema\natto_giunta: 2021-07-29-giunta-nuovo-sistema\n"
    file.write_text(file.read_text("utf-8") + atti, "utf-8")
    assert codici(progetto).count("VAR-ATTO-TIPO") == 2


def test_una_variazione_del_sistema_respinta_o_su_altro_non_scusa_il_piano(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    sostituisci(radice / SMVP, "data: 2020-12-10", "data: 2021-07-29")
    approva(radice, "piano")
    variazione = radice / "data/2021/variazioni/1.yml"
    variazione.parent.mkdir(exist_ok=True)
    cambio = "motivo: Prova\ncambi:\n  - {dove: smvp, campo: CAMPO, da: DA, a: A}\n"
    variazione.write_text(
        cambio.replace("CAMPO", "sistema.delibera").replace("DA", "12").replace("A}", "13}"), encoding="utf-8"
    )
    assert "SMVP-DOPO-PIANO" in tutti(radice)
    esito = "esito: {stato: ritirata, data: 2021-09-30, motivo: Non serve}\n"
    variazione.write_text(
        esito + cambio.replace("CAMPO", "sistema.data").replace("DA", "2021-07-29").replace("A}", "2021-08-01}"),
        encoding="utf-8",
    )
    assert "SMVP-DOPO-PIANO" in tutti(radice)


def test_senza_dirlo_l_atto_di_una_variazione_del_sistema_e_sul_sistema(progetto: Path) -> None:
    _varia(progetto, "smvp", "sistema.data", "2021-07-29")
    comando(progetto, *PARERE, "--oggetto", "Sistema", "--anno", "2021", "--variazione", "1")
    assert anno_di(progetto).atti["2021-07-22-oiv-sistema"].documento == "smvp"
