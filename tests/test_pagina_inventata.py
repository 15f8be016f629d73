"""A kind of page that lives in this test alone goes the whole way: what it costs is written here, and no more."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.model.pagine import PAGINE
from macros.model.riconosciute import riconosci
from macros.model.tipi_pagina import CODICE
from tests.lettura_uscite import voci_ricerca
from tests.progetto_copia import RADICE, progetto_piccolo

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pagina_inventata")]

VOCE = """\
PROVA = TipoPagina(
    percorso="$anno/prova.md",
    titolo="Prova del $anno",
    etichetta="La prova, nella mappa",
    occhiello="Ciclo $anno",
    macro="{{ prova() }}",
    quando=lambda mostrato, anno: anno in mostrato.anni,
    voce="La prova",
    sezione="Prova",
)
"""
MACRO = '''\
"""A page that only a test has."""

from macros.model.pagine import OBIETTIVO, PROVA
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi


def prova(ctx: Contesto) -> str:
    """Return a link to a place of the page itself, and one to an objective.

    Example:
        {{ prova() }}
    """
    anno = ctx.anno().anno
    return componi("prova.html", qui=PROVA.indirizzo(anno, ancora="fondo"), altrove=OBIETTIVO.indirizzo(anno, "1.1"))
'''
MODELLO = """\
<p id="fondo">Scritto dalla macro: <a href="{{ qui }}">in fondo</a>, <a href="{{ altrove }}">altrove</a>.</p>
"""
CAMBIA = {
    "macros/model/pagine.py": (
        ("INDICE: tuple", VOCE + "INDICE: tuple"),
        ("DATI_ANNO, CORREZIONI)", "DATI_ANNO, CORREZIONI, PROVA)"),
    ),
    "macros/model/macro.py": (
        ('        "proposte_di_variazione",', '        "proposte_di_variazione",\n        "prova",'),
    ),
    "macros/publish/elenco_macro.py": (
        ("    obiettivo,\n", "    obiettivo,\n    prova,\n"),
        ("    Macro(mappa.mappa_sito", '    Macro(prova.prova, "La prova."),\n    Macro(mappa.mappa_sito'),
    ),
}
"""File of the program → what is put there. Each is a line, or the entry."""
NUOVI = {"macros/publish/pagine/prova.py": MACRO, "theme/frammenti/prova.html": MODELLO}


def comando(radice: Path, *argomenti: str) -> subprocess.CompletedProcess[str]:
    """Run the program that stands in a folder, on that folder."""
    return subprocess.run(
        [sys.executable, "-c", "from scripts.ciclo import main; main()", *argomenti, "--radice", str(radice)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=radice,
        env={**os.environ, "PYTHONPATH": str(radice), "PYTHONUTF8": "1"},
    )


@pytest.fixture(scope="module")
def progetto(tmp_path_factory) -> Path:
    """The small project, with a program of its own that has one kind of page more."""
    radice = progetto_piccolo(tmp_path_factory.mktemp("inventata") / "progetto")
    for nome in ("macros", "scripts", "theme"):
        (radice / nome).unlink()
        shutil.copytree(RADICE / nome, radice / nome, ignore=shutil.ignore_patterns("__pycache__"))
    for nome, cambi in CAMBIA.items():
        testo = (radice / nome).read_text(encoding="utf-8")
        for prima, dopo in cambi:
            assert testo.count(prima) == 1, prima
            testo = testo.replace(prima, dopo)
        (radice / nome).write_text(testo, encoding="utf-8")
    for nome, testo in NUOVI.items():
        (radice / nome).write_text(testo, encoding="utf-8")
    with (radice / "content/2021/relazione/premessa.md").open("a", encoding="utf-8") as capitolo:
        capitolo.write("\n{{ prova() }}\n")
    return radice


@pytest.fixture(scope="module")
def sito(progetto) -> Path:
    esito = comando(progetto, "costruisci", "--senza-pdf", "--uscita", str(progetto / "sito"))
    assert esito.returncode == 0, esito.stderr
    return progetto / "sito"


def pagina(sito: Path, nome: str) -> str:
    return (sito / nome).read_text(encoding="utf-8")


@pytest.mark.parametrize("tipo", PAGINE, ids=lambda tipo: tipo.percorso)
def test_ogni_indirizzo_del_registro_si_riconosce_per_quello_che_e(tipo):
    codice = "2.2" if CODICE in tipo.percorso else ""
    assert riconosci(tipo.indirizzo(2021, codice)) == (tipo, 2021, codice)


def test_costa_al_piu_cinque_file_di_python():
    di_python = [nome for nome in (*CAMBIA, *NUOVI, "tests/test_prova.py") if nome.endswith(".py")]
    assert len(di_python) <= 5
    assert "**cinque file di Python**" in (RADICE / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_si_genera_con_titolo_occhiello_e_frammento(sito):
    html = pagina(sito, "2021/prova.html")
    assert re.search(r"<h1\b[^>]*>Prova del 2021</h1>", html)
    assert '<p class="occhiello">Ciclo 2021</p>' in html
    assert "Scritto dalla macro" in html


def test_sta_nell_indice_laterale_al_suo_posto_e_nelle_briciole(sito):
    indice = pagina(sito, "2021/variazioni.html")
    assert '<a href="prova.html">La prova</a>' in indice
    assert indice.index(">Variazioni del Piano</a>") < indice.index(">La prova</a>")
    briciole = pagina(sito, "2021/prova.html").split('aria-label="Percorso"')[1].split("</nav>")[0]
    assert re.findall(r">([^<>]+)</(?:a|span)>", briciole) == ["Cruscotto", "Anno 2021", "La prova"]


def test_la_ricerca_e_la_mappa_la_nominano(sito):
    voci = voci_ricerca(sito)
    assert [(v["title"], v["dove"]) for v in voci if v["location"] == "2021/prova.html"] == [
        ("Prova del 2021", "Prova 2021")
    ]
    assert '<a href="2021/prova.html">La prova, nella mappa</a>' in pagina(sito, "mappa.html")


def test_i_suoi_indirizzi_valgono_da_ogni_pagina_che_ha_il_frammento(sito):
    """The same fragment, on its own page and in a chapter."""
    for nome, qui, altrove in (
        ("2021/prova.html", "#fondo", "../2021/obiettivi/1.1.html"),
        ("2021/relazione/premessa.html", "../../2021/prova.html#fondo", "../../2021/obiettivi/1.1.html"),
    ):
        assert f'<a href="{qui}">in fondo</a>, <a href="{altrove}">altrove</a>' in pagina(sito, nome)


def test_nessuno_la_scrive_a_mano(progetto, sito):
    (progetto / "content/2021/prova.md").write_text("# Mia\n", encoding="utf-8")
    detto = comando(progetto, "verifica").stdout
    (progetto / "content/2021/prova.md").unlink()
    assert "content/2021/prova.md:1: PAGINA-RISERVATA" in detto
