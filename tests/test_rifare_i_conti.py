"""Whoever has the published tables reckons every grade anew: a program that shares no line with ours does."""

from __future__ import annotations

import ast
import csv
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from macros.model.impostazioni import FasceSemestre
from macros.model.piano import Smvp
from macros.model.problems import Documento
from macros.publish.dati.aperti import dati_aperti
from macros.publish.dati.piano import impostazioni, parametri
from macros.vista.vista import Vista, carica_vista
from tests.conftest import RADICE, indicatore, perdita, soglie
from tests.generatore import genera
from tests.rifare_i_conti import Conti

PROGRAMMA = Path(__file__).with_name("rifare_i_conti.py")


def scrivi(vista: Vista, anno: int, cartella: Path, documento: Documento | None = None) -> Path:
    """Write the tables of a year."""
    cartella.mkdir(parents=True)
    for nome, contenuto in dati_aperti(vista, anno, documento).items():
        (cartella / nome).write_bytes(contenuto)
    return cartella


def rifai(cartella: Path) -> subprocess.CompletedProcess[str]:
    comando = [sys.executable, "-I", str(PROGRAMMA), str(cartella)]
    return subprocess.run(comando, capture_output=True, encoding="utf-8", check=False)


def righe(cartella: Path, nome: str, periodo: str) -> list[dict[str, str]]:
    with (cartella / f"{nome}.csv").open(encoding="utf-8", newline="") as file:
        return [r for r in csv.DictReader(file) if r["periodo"] == periodo]


def test_il_programma_non_conosce_il_nostro() -> None:
    moduli = {
        nome
        for nodo in ast.walk(ast.parse(PROGRAMMA.read_text(encoding="utf-8")))
        for nome in (
            [nodo.module]
            if isinstance(nodo, ast.ImportFrom)
            else [n.name for n in nodo.names]
            if isinstance(nodo, ast.Import)
            else []
        )
        if nome
    }
    assert {m.partition(".")[0] for m in moduli} <= sys.stdlib_module_names


@pytest.mark.parametrize("pubblico", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["bozza", "pubblico"])
def test_ogni_grado_della_dimostrazione_torna(tmp_path: Path, vista: Vista, *, pubblico: bool) -> None:
    vista = carica_vista(RADICE, pubblico=True) if pubblico else vista
    for anno in vista.anni:
        esito = rifai(scrivi(vista, anno, tmp_path / str(anno)))
        assert (esito.returncode, esito.stderr) == (0, "")
        trovato = re.fullmatch(r"Figure rifatte: (\d+), alle date .*\. Tornano tutte\.\n", esito.stdout)
        assert trovato
        assert int(trovato[1]) > 100


def test_il_pdf_porta_con_se_di_che_rifare_i_suoi_gradi(tmp_path: Path, vista: Vista) -> None:
    for documento, date in ((Documento.MONITORAGGIO, "30-06"), (Documento.RELAZIONE, "30-06, 31-12")):
        esito = rifai(scrivi(vista, 2021, tmp_path / documento, documento))
        assert f"alle date {date}. Tornano tutte." in esito.stdout


@pytest.mark.parametrize("colonna", ["grado", "grado_esatto", "copertura", "stato"])
@pytest.mark.slow
def test_una_cifra_che_non_torna_si_dice(tmp_path: Path, vista: Vista, colonna: str) -> None:
    cartella = scrivi(vista, 2021, tmp_path / "dati")
    file = cartella / "risultati-31-12.csv"
    with file.open(encoding="utf-8", newline="") as aperto:
        tutte = list(csv.DictReader(aperto))
    riga = next(r for r in tutte if r["livello"] == "obiettivo" and r[colonna])
    riga[colonna] = "altro"
    with file.open("w", encoding="utf-8", newline="") as aperto:
        scrittore = csv.DictWriter(aperto, list(riga))
        scrittore.writeheader()
        scrittore.writerows(tutte)
    esito = rifai(cartella)
    assert esito.returncode == 1
    assert esito.stdout.startswith(f"31-12 obiettivo {riga['codice']}: {colonna} è «altro», dai dati «")
    assert esito.stdout.endswith("1 celle non tornano.\n")


def test_senza_risultati_lo_dice(tmp_path: Path) -> None:
    assert rifai(tmp_path).returncode == 2


def _rifai_generati(cartella: Path, semi: range) -> int:
    """Reckon generated years anew; return how many figures."""
    figure = 0
    for seme in semi:
        vista = carica_vista(genera(cartella / str(seme), seme))
        for anno in vista.anni:
            dati = scrivi(vista, anno, cartella / f"{seme}-{anno}")
            for file in dati.glob("risultati-*.csv"):
                conti = Conti(dati, file.stem.removeprefix("risultati-"))
                assert list(conti.differenze()) == [], seme
                figure += len(conti.stampati)
    return figure


@pytest.mark.slow
def test_anche_di_anni_generati_con_ogni_regola_e_ogni_impostazione(tmp_path: Path) -> None:
    assert _rifai_generati(tmp_path, range(30)) > 1000


@pytest.mark.prova
def test_anche_di_mille_anni_generati(tmp_path: Path) -> None:
    assert _rifai_generati(tmp_path, range(30, 1030)) > 40_000


# ---- what the tables hold


def test_ogni_parametro_di_una_regola_sta_su_una_riga() -> None:
    casi = [
        (indicatore(regola="crescente"), []),
        (indicatore(regola="base", base=Decimal("20.5")), [("base", "20.5")]),
        (indicatore(regola="soglie", soglie=soglie((0, 0), ("60.5", 50))), [("soglie.0", "0"), ("soglie.60.5", "50")]),
        (indicatore(regola="intervallo", penalita=perdita(per_unita=10)), [("penalita.punti_per_unita", "10")]),
        (indicatore(regola="entro_data", penalita=perdita(al_giorno=2)), [("penalita.punti_al_giorno", "2")]),
        (
            indicatore(regola="entro_data", penalita=perdita(fasce=[(1, 80), (31, 0)])),
            [("penalita.fasce.1", "80"), ("penalita.fasce.31", "0")],
        ),
    ]
    for uno, attesi in casi:
        assert list(parametri(uno)) == attesi


def test_ogni_impostazione_dell_anno_ha_la_sua_riga(vista: Vista) -> None:
    regole = replace(vista.anno(2021).regole, semestre=None)
    assert not [chiave for chiave, _ in impostazioni(regole) if chiave.startswith("semestre")], "it is not declared"
    fasce = FasceSemestre(Decimal(95), Decimal(80), regole.source)
    dette = dict(impostazioni(replace(regole, semestre=fasce)))
    assert (dette["semestre.in_linea"], dette["semestre.a_rischio"]) == ("95", "80")
    assert dette["sistema.data"] == "2021-07-29"
    assert (dette["grado.tetto_indicatore"], dette["non_rilevati"]) == ("100", "rinormalizza")
    assert (dette["arrotondamento.ente.decimali"], dette["arrotondamento.ente.riporto"]) == ("2", "esatto")
    assert dette["stati.90"] == "raggiunto"
    campi = set(Smvp.__dataclass_fields__) - {"source", "luoghi"}
    nomi = {parte for chiave in dette for parte in chiave.split(".")}
    altrimenti = {c for c in campi - nomi if getattr(regole, c) is not None}
    assert {Smvp.__dataclass_fields__[c].metadata["chiave"] for c in altrimenti} <= nomi, "by their key"
    assert "fasce_individuali" in altrimenti


@pytest.mark.slow
def test_le_tabelle_di_un_documento_hanno_soltanto_cio_che_il_suo_giorno_copre(tmp_path: Path, vista: Vista) -> None:
    piano = scrivi(vista, 2021, tmp_path / "piano", Documento.PIANO)
    assert not (piano / "misure.csv").exists()
    assert not any(r["raggiunta_il"] for r in righe(piano, "fasi", "31-12"))
    assert righe(piano, "indicatori", "30-06") == []
    giugno = scrivi(vista, 2021, tmp_path / "giugno", Documento.MONITORAGGIO)
    assert righe(giugno, "misure", "31-12") == []
    assert any(r["raggiunta_il"] for r in righe(giugno, "fasi", "30-06"))
    assert all(r["raggiunta_il"] <= "2021-06-30" for r in righe(giugno, "fasi", "30-06"))
    assert not any(r["raggiunta_il"] for r in righe(giugno, "fasi", "31-12"))
    assert not (giugno / "risultati-31-12.csv").exists()
    relazione = scrivi(vista, 2021, tmp_path / "relazione", Documento.RELAZIONE)
    for nome in ("fasi", "misure", "regole", "indicatori", "pesi", "impostazioni"):
        assert righe(relazione, nome, "30-06"), nome
        assert righe(relazione, nome, "31-12"), nome
