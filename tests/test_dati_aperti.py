"""The open data, read by programs that take nothing of ours: what they declare of themselves is true."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from rdflib.namespace import DCTERMS

from macros.model.luoghi import SENZA_INDIRIZZO
from macros.model.pagine import DATI_ANNO
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.tabelle import TABELLE
from macros.publish.pacchetto.catalogo import catalogo
from macros.publish.pacchetto.insieme import file_aperti, nomi_aperti
from macros.publish.pagine.dati_aperti import dati_anno, indirizzi_dati
from macros.vista.vista import Vista, carica_vista
from scripts.forgia.somme import scrivi_somme
from tests.conftest import RADICE
from tests.leggi_i_dati import problemi
from tests.regole_dcat import letto, mancanze

QUI = Path(__file__).parent
PROGRAMMA = QUI / "leggi_i_dati.py"
PUBBLICATE = QUI / "dati" / "colonne-pubblicate.yml"
PROFILO = QUI / "dati" / "datapackage-2.0.json"
"""The official schema of Data Package 2.0, without the words that no validator reads."""
MINI = QUI / "dati" / "mini"
ANNO = 2021


@pytest.fixture(scope="module")
def mini() -> Vista:
    return carica_vista(MINI)


@pytest.fixture(scope="module")
def scritti(mini: Vista, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The open data of the small project, as a build leaves them. To be read only."""
    cartella = tmp_path_factory.mktemp("aperti")
    for nome, contenuto in file_aperti(mini, ANNO).items():
        (cartella / nome).write_bytes(contenuto)
    scrivi_somme(cartella)
    return cartella


def con_ente(vista: Vista, **cambi: object) -> Vista:
    """The same view of a chamber that is not quite the same."""
    return replace(vista, progetto=replace(vista.progetto, ente=replace(vista.ente, **cambi)))


# --- the columns, in one place ---------------------------------------------------------------------


def test_le_colonne_gia_pubblicate_restano_al_loro_posto_e_le_nuove_vengono_dopo() -> None:
    """Who reads a table by position, or by name, goes on reading it: a name here is never changed nor moved."""
    pubblicate = yaml.safe_load(PUBBLICATE.read_text(encoding="utf-8"))
    oggi = {t.file: list(t.colonne) for t in TABELLE}
    assert {file: oggi.get(file, [])[: len(colonne)] for file, colonne in pubblicate.items()} == pubblicate
    assert oggi == pubblicate, "added at the end: write them in colonne-pubblicate.yml too"


def test_ogni_colonna_e_descritta_e_ogni_chiave_e_una_sua_colonna() -> None:
    file = {t.file: t for t in TABELLE}
    for t in TABELLE:
        assert t.titolo, t.file
        assert t.riga, t.file
        assert [n for n, c in t.colonne.items() if not c.significato.strip()] == [], t.file
        assert set(t.chiave) <= set(t.colonne), t.file
        for rimando in t.rimandi:
            assert set(rimando.colonne) <= set(t.colonne), t.file
            assert set(rimando.di_la) <= set(file[rimando.tabella].colonne), t.file


# --- what a stranger reads -------------------------------------------------------------------------


def test_il_programma_che_legge_non_conosce_il_nostro() -> None:
    nodi = list(ast.walk(ast.parse(PROGRAMMA.read_text(encoding="utf-8"))))
    moduli = {str(n.module) for n in nodi if isinstance(n, ast.ImportFrom)}
    moduli |= {a.name for n in nodi if isinstance(n, ast.Import) for a in n.names}
    assert {m.partition(".")[0] for m in moduli} <= sys.stdlib_module_names


def test_i_dati_del_progetto_piccolo_sono_come_si_dichiarano(scritti: Path) -> None:
    assert problemi(scritti) == []
    profilo = json.loads(PROFILO.read_text(encoding="utf-8"))
    jsonschema.validate(json.loads((scritti / "datapackage.json").read_text(encoding="utf-8")), profilo)


def _cambia(nome: str, *cambi: tuple[str, str]) -> Callable[[Path], None]:
    def fai(cartella: Path) -> None:
        testo = (cartella / nome).read_text(encoding="utf-8")
        for prima, dopo in cambi:
            assert re.search(prima, testo), prima
            testo = re.sub(prima, dopo, testo, count=1)
        (cartella / nome).write_text(testo, encoding="utf-8")

    return fai


@pytest.mark.parametrize(
    ("guasto", "detto"),
    [
        pytest.param(_cambia("pesi.csv", (r"\n(.*)\n", r"\n\1\n\1\n")), "not unique", id="una riga doppia"),
        pytest.param(_cambia("pesi.csv", (r",ente,ente,(\w+),", r",ente,ente,\1,x")), "is not number", id="un numero"),
        pytest.param(_cambia("fasi.csv", (r",\d{4}-\d\d-", ",2021-1-")), "", id="un giorno"),
        pytest.param(_cambia("fasi.csv", (r"(\d{4},31-12),[^,]+,", r"\1,9.9.z,")), "is not in", id="un rimando"),
        pytest.param(_cambia("obiettivi.csv", (",operativo,", ",operativa,")), "is not string", id="una parola"),
        pytest.param(_cambia("obiettivi.csv", ("titolo", "nome")), "columns", id="una colonna"),
        pytest.param(_cambia("risultati.json", ("\n", "\n\n")), "bytes or hash", id="un'impronta"),
        pytest.param(_cambia("SHA256SUMS", (r"^[0-9a-f]", "x")), "checksum", id="una somma"),
        pytest.param(_cambia("datapackage.json", ('"codice, unico', '"altro')), "checksum", id="la descrizione"),
    ],
)
def test_chi_legge_si_accorge_di_ogni_guasto(scritti: Path, tmp_path: Path, guasto: Any, detto: str) -> None:
    rotti = Path(shutil.copytree(scritti, tmp_path / "rotti"))
    guasto(rotti)
    if detto:
        assert [p for p in problemi(rotti) if detto in p]
    else:
        with pytest.raises(ValueError, match="Invalid isoformat"):
            problemi(rotti)


@pytest.mark.slow
def test_il_foglio_di_calcolo_non_ha_formule_ne_celle_unite_ed_e_sempre_lo_stesso(mini: Vista) -> None:
    nome = f"dati-{ANNO}.xlsx"
    grezzo = file_aperti(mini, ANNO)[nome]
    assert file_aperti(carica_vista(MINI), ANNO)[nome] == grezzo
    with zipfile.ZipFile(BytesIO(grezzo)) as pacco:
        fogli = [pacco.read(n).decode() for n in pacco.namelist() if n.startswith("xl/worksheets/sheet")]
        assert {v.date_time for v in pacco.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "<dc:title>Ciclo della performance" in pacco.read("docProps/core.xml").decode()
    assert len(fogli) > 5
    for foglio in fogli:
        assert "<f" not in foglio.replace("<font", "")
        assert "mergeCell" not in foglio
        assert 'state="frozen"' in foglio


def test_un_altro_programma_apre_il_foglio_di_calcolo(scritti: Path) -> None:
    from openpyxl import load_workbook

    libro = load_workbook(scritti / f"dati-{ANNO}.xlsx")
    assert libro["Dizionario"].freeze_panes == "A6"
    assert [c.value for c in libro["obiettivi"][1]] == list(TABELLE[0].colonne)
    assert libro["obiettivi"].freeze_panes == "A2"
    assert list(libro["obiettivi"].tables) == ["obiettivi"]
    assert isinstance(libro["obiettivi"]["A2"].value, int)
    assert isinstance(libro["obiettivi"]["C2"].value, str), "a code stays a text"


# --- the catalogue ---------------------------------------------------------------------------------


def test_il_catalogo_ha_tutto_cio_che_il_profilo_italiano_chiede(mini: Vista) -> None:
    vista = con_ente(mini, indirizzo_sito="https://esempio.camcom.it/performance", pec="cciaa@esempio.legalmail.it")
    grezzo = catalogo(vista)
    assert grezzo is not None
    grafo = letto(grezzo)
    assert mancanze(grafo) == []
    assert "mailto:cciaa@esempio.legalmail.it" in grezzo.decode()
    scaricati = re.findall(r"https://esempio.camcom.it/performance/dati/2021/([^\"]+)", grezzo.decode())
    assert set(scaricati) == set(nomi_aperti(mini, ANNO))
    for proprieta in (DCTERMS.title, DCTERMS.publisher, DCTERMS.rightsHolder, DCTERMS.license, DCTERMS.modified):
        senza = letto(grezzo)
        senza.remove((None, proprieta, None))
        assert mancanze(senza), proprieta


def test_senza_l_indirizzo_del_sito_il_catalogo_non_c_e_e_la_pagina_lo_dice(mini: Vista) -> None:
    senza = con_ente(mini, indirizzo_sito=None)
    assert catalogo(senza) is None
    detto = indirizzi_dati(Contesto(vista=senza, pagina="dati.html"))
    assert SENZA_INDIRIZZO.replace("'", "&#39;") in detto
    con = con_ente(mini, indirizzo_sito="https://esempio.camcom.it/")
    assert 'href="dati/catalogo.jsonld"' in indirizzi_dati(Contesto(vista=con, pagina="dati.html"))


def test_versione_e_data_vengono_dagli_atti_mai_dall_orologio(mini: Vista) -> None:
    ultimo = max(a.data for a in mini.anno(ANNO).atti.values())
    detto = json.loads(file_aperti(mini, ANNO)["datapackage.json"])
    assert detto["created"] == f"{ultimo}T00:00:00Z"
    assert detto["version"] == f"{ultimo.year}.{ultimo.month}.{ultimo.day}-bozza"
    assert detto["dimostrativo"] is mini.ente.dimostrativo


# --- the page --------------------------------------------------------------------------------------


def test_la_pagina_di_un_anno_mostra_ogni_file_con_le_sue_colonne(mini: Vista) -> None:
    html = dati_anno(Contesto(vista=mini, pagina=DATI_ANNO.indirizzo(ANNO)))
    for nome in (*nomi_aperti(mini, ANNO), "SHA256SUMS"):
        assert f'href="dati/{ANNO}/{nome}"' in html, nome
    for t in TABELLE:
        if t.file in nomi_aperti(mini, ANNO):
            assert f'id="file-{t.file.replace(".", "-")}-righe"' in html
            assert all(f"<code>{c}</code>" in html for c in t.colonne)


# --- the real data, as they are published ----------------------------------------------------------


@pytest.mark.slow
def test_i_dati_pubblicati_sono_come_si_dichiarano(sito_intero: Path) -> None:
    profilo = json.loads(PROFILO.read_text(encoding="utf-8"))
    for cartella in sorted((sito_intero / "dati").glob("[0-9]*")):
        esito = subprocess.run(
            [sys.executable, "-I", str(PROGRAMMA), str(cartella)], capture_output=True, text=True, check=False
        )
        assert (esito.returncode, esito.stdout) == (0, "everything is as declared\n"), esito.stdout + esito.stderr
        jsonschema.validate(json.loads((cartella / "datapackage.json").read_text(encoding="utf-8")), profilo)
        controlla = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
        assert subprocess.run(controlla, cwd=cartella, check=False, capture_output=True).returncode == 0
    assert mancanze(letto((sito_intero / "dati/catalogo.jsonld").read_bytes())) == []


@pytest.mark.slow
def test_ogni_esempio_del_manuale_funziona_quando_si_copia(sito_intero: Path, tmp_path: Path) -> None:
    """Run where the folder of a year was downloaded, as the page says."""
    testo = (RADICE / "content/manuale/dati-aperti.md").read_text(encoding="utf-8")
    blocchi = re.findall(r"```(\w+)\n(.*?)```", testo, re.DOTALL)
    assert {lingua for lingua, _ in blocchi} == {"python", "r", "sh"}
    shutil.copytree(sito_intero / "dati", tmp_path / "dati")
    shutil.copytree(
        RADICE / "tests", tmp_path / "tests", ignore=lambda *_: {"dati", "__pycache__", "casi", "strumenti"}
    )
    for lingua, blocco in blocchi:
        comando = {"python": [sys.executable, "-c", blocco], "sh": ["sh", "-ec", blocco]}.get(lingua)
        if comando is None:
            nominati = re.findall(r'"([^"]+[.]csv)"', blocco)  # R is not on every machine: what it opens is there
            assert nominati
            assert [nome for nome in nominati if not (tmp_path / nome).is_file()] == []
            continue
        esito = subprocess.run(comando, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert esito.returncode == 0, blocco + esito.stderr
        assert esito.stdout.strip(), blocco
