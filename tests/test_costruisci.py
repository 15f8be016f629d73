"""A build that fails or is killed leaves the last site; a public build shows only what acts cover."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from macros.model.luoghi import DOCUMENTI, VERSIONE
from tests.lettura_uscite import leggi_pagina, senza_pesi
from tests.progetto_copia import (
    RADICE,
    ciclo,
    copia_progetto,
    dimentica,
    file_stampati,
    impronte,
    progetto_piccolo,
    sostituisci,
    stampati,
)
from tests.strumenti import html
from tests.strumenti.collegamenti import controlla
from tests.test_vista import anno_dopo

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("costruisci")]


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return copia_progetto(tmp_path / "progetto")


@pytest.fixture
def piccolo(tmp_path: Path) -> Path:
    return progetto_piccolo(tmp_path / "progetto")


def test_due_costruzioni_hanno_gli_stessi_byte(sito_intero: Path, tmp_path: Path) -> None:
    """Of all that is no PDF, elsewhere and in another time, language and order of sets; `make prove` prints too."""
    altrove = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "2"}
    esito = ciclo("costruisci", "--senza-pdf", "--da-capo", "--uscita", str(tmp_path / "altro"), **altrove)
    assert esito.returncode == 0, esito.stderr
    prima, dopo = ({n: i for n, i in impronte(s).items() if n != VERSIONE} for s in (sito_intero, tmp_path / "altro"))
    assert dopo.keys() == {n for n in prima if not n.startswith(f"{DOCUMENTI}/")}
    for nome in (n for n, impronta in dopo.items() if impronta != prima[n]):
        scritta, senza_documenti = ((s / nome).read_text("utf-8") for s in (sito_intero, tmp_path / "altro"))
        assert senza_pesi(scritta) == senza_pesi(senza_documenti), nome
    una, altra = (json.loads((s / VERSIONE).read_text("utf-8")) for s in (sito_intero, tmp_path / "altro"))
    una["file"] = {n: i for n, i in una["file"].items() if not n.startswith(f"{DOCUMENTI}/")}
    assert altra == una


def test_una_costruzione_fallita_lascia_il_sito_di_prima(piccolo: Path) -> None:
    assert ciclo("costruisci", "--senza-pdf", radice=piccolo).returncode == 0
    prima = impronte(piccolo / "site")

    albero = piccolo / "data" / "2021" / "albero.yml"
    originale = albero.read_text(encoding="utf-8")
    sostituisci(albero, '{codice: "1.1", peso: 70}', '{codice: "1.1", peso: 60}')
    esito = ciclo("costruisci", "--senza-pdf", radice=piccolo)
    assert esito.returncode == 1
    assert "data/2021/albero.yml:7: OBI-PESI-SOMMA" in esito.stderr
    assert esito.stdout == ""
    assert impronte(piccolo / "site") == prima

    albero.write_text(originale, encoding="utf-8")
    pagina = piccolo / "content" / "index.md"
    pagina.write_text(pagina.read_text(encoding="utf-8") + "\n\n[rotto](nessuna-pagina.md)\n", encoding="utf-8")
    esito = ciclo("costruisci", "--senza-pdf", radice=piccolo)
    assert esito.returncode == 1
    assert "nessuna-pagina.md" in esito.stderr
    assert impronte(piccolo / "site") == prima
    assert sorted(p.name for p in piccolo.iterdir() if p.name.startswith(".site")) == []


def test_una_costruzione_uccisa_lascia_il_sito_di_prima(piccolo: Path) -> None:
    assert ciclo("costruisci", "--senza-pdf", radice=piccolo).returncode == 0
    prima = impronte(piccolo / "site")
    processo = subprocess.Popen(
        [sys.executable, "-c", "from scripts.ciclo import main; main()", "costruisci", "--radice", str(piccolo)],
        cwd=RADICE,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    limite = time.monotonic() + 60
    while not any(piccolo.glob(".site.nuova-*/nuova/*/index.html")) and time.monotonic() < limite:
        time.sleep(0.05)
    os.killpg(processo.pid, signal.SIGKILL)
    processo.wait()
    assert impronte(piccolo / "site") == prima
    assert ciclo("costruisci", "--senza-pdf", radice=piccolo).returncode == 0
    assert impronte(piccolo / "site") == prima


@pytest.mark.parametrize("uscita", [".", "data", "content/2021"], ids=["il progetto", "i dati", "i testi"])
def test_una_cartella_con_altro_non_si_tocca(progetto: Path, uscita: str) -> None:
    prima = impronte(progetto / "data") | impronte(progetto / "content")
    esito = ciclo("costruisci", "--senza-pdf", "--uscita", str(progetto / uscita), radice=progetto)
    assert esito.returncode == 2
    assert impronte(progetto / "data") | impronte(progetto / "content") == prima


def test_senza_pagine_si_dice_che_cosa_manca(piccolo: Path) -> None:
    shutil.rmtree(piccolo / "content")
    esito = ciclo("costruisci", "--senza-pdf", radice=piccolo)
    assert esito.returncode == 1
    assert "manca la cartella content" in esito.stderr
    assert not (piccolo / "site").exists()


def _approva(piccolo: Path, tipo: str, documento: str, giorno: str) -> Path:
    atto = piccolo / "data" / "2021" / "atti" / f"{giorno}-giunta-{documento}.yml"
    atto.write_text(
        f"tipo: {tipo}\norgano: Giunta\nnumero: {giorno[5:7]}\ndata: {giorno}\noggetto: x\ndocumento: {documento}\n",
        encoding="utf-8",
    )
    return atto


def test_in_pubblico_cio_che_e_da_completare_ferma_solo_il_suo_documento(piccolo: Path) -> None:
    _approva(piccolo, "approvazione_giunta", "piano", "2021-01-28")
    comunicato = _approva(piccolo, "comunicazione_giunta", "monitoraggio", "2021-07-29")
    file = piccolo / "data" / "2021" / "monitoraggio" / "anagrafica.csv"
    righe = [r for r in file.read_text(encoding="utf-8").splitlines() if not r.startswith("2.1.1.b;")]
    file.write_text("\n".join(righe) + "\n", encoding="utf-8")
    assert ciclo("costruisci", "--senza-pdf", radice=piccolo).returncode == 0
    esito = ciclo("costruisci", "--pubblico", "--senza-pdf", radice=piccolo)
    assert esito.returncode == 1
    assert "COMPLETA-VALORE" in esito.stderr
    comunicato.unlink()
    esito = ciclo("costruisci", "--pubblico", "--senza-pdf", radice=piccolo)
    assert esito.returncode == 0, esito.stderr
    assert (piccolo / "site" / "2021" / "piano" / "strategici.html").is_file()


OSTILE = "*a* <b> {{ 1 }} _x_ | ` <script>alert(1)</script> &amp; [l](u) \\\\ ~~z~~"


def test_un_titolo_ostile_esce_come_e_scritto(progetto: Path) -> None:
    """In heading, paragraph and table, in the side navigation and in the search index."""
    scritto = OSTILE.replace("\\\\", "\\")
    for nome, cerca in (("2.4", "titolo: Supporto alla innovazione"), ("2.4.1", "titolo: Comunicazione e formazione")):
        file = progetto / "data" / "2021" / "obiettivi" / f"{nome}.yml"
        testo = file.read_text(encoding="utf-8")
        righe = [f"titolo: '{scritto} {nome}'" if r.startswith(cerca) else r for r in testo.split("\n")]
        assert righe != testo.split("\n")
        file.write_text("\n".join(righe), encoding="utf-8")
    pagina = progetto / "content" / "2021" / "index.md"
    pagina.write_text(
        pagina.read_text(encoding="utf-8") + '\n\n## Prova {{ titolo("2.4") }}\n\nPrima {{ titolo("2.4") }} dopo.\n',
        encoding="utf-8",
    )
    esito = ciclo("costruisci", "--senza-pdf", radice=progetto)
    assert esito.returncode == 0, esito.stderr
    sito = progetto / "site"
    atteso = " ".join(scritto.split())

    anno = leggi_pagina(sito / "2021" / "index.html")
    assert f"Prova {atteso} 2.4" in anno
    assert f"Prima {atteso} 2.4 dopo." in anno
    for nome in ("2.4", "2.4.1"):
        assert f"{atteso} {nome}" in leggi_pagina(sito / "2021" / "obiettivi" / f"{nome}.html")
    for tabella in ("relazione/valutazione", "albero/aree-strategiche", "piano/operativi-2"):
        assert f"{atteso} 2.4.1" in leggi_pagina(sito / "2021" / f"{tabella}.html"), tabella
    for file in sito.rglob("*.html"):
        assert "<script>alert" not in file.read_text(encoding="utf-8"), file
    assert html.messaggi(sito, css=False, escludi=("manuale/**", "trasparenza/**")) == []


@pytest.mark.prova
def test_un_anno_con_i_soli_dati_ha_le_sue_pagine(progetto: Path) -> None:
    """A chamber begins with data: pages that others link to stand in for chapters not yet written."""
    anno_dopo(progetto)
    (progetto / "data" / "trasparenza.yml").unlink()
    esito = ciclo("costruisci", "--senza-pdf", radice=progetto)
    assert esito.returncode == 0, esito.stderr
    sito = progetto / "site"
    assert [riga for riga in controlla(sito) if "documenti/2021/" not in riga] == []
    assert html.messaggi(sito, css=False, escludi=("manuale/**", "2021/**")) == []
    assert "non sono ancora scritti" in leggi_pagina(sito / "2022" / "piano" / "index.html")
    assert "da compilare in data/trasparenza.yml" in leggi_pagina(sito / "trasparenza" / "06-01.html")


def cambia_dicembre(piccolo: Path) -> None:
    """Add one to a final value."""
    file = piccolo / "data" / "2021" / "consuntivo" / "promozione.csv"
    righe = file.read_text(encoding="utf-8").splitlines()
    celle = righe[1].split(";")
    celle[1] = str(int(celle[1]) + 1)
    file.write_text("\n".join([righe[0], ";".join(celle), *righe[2:]]) + "\n", encoding="utf-8")


@pytest.mark.prova
def test_un_valore_di_dicembre_rifa_la_sola_relazione_con_il_suo_foglio_e_il_suo_dossier(piccolo: Path) -> None:
    """The Piano and the Monitoraggio know nothing of 31/12."""
    pdf = piccolo / "site" / "documenti" / "2021"
    assert "invariato" not in ciclo("costruisci", radice=piccolo).stderr
    prima = impronte(pdf)
    assert set(prima) == {"SHA256SUMS"} | file_stampati(stampati(piccolo, 2021), 2021)

    dimentica(piccolo)
    esito = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys; from scripts.ciclo import main\n"
                "try: main()\nexcept SystemExit: print(sorted({'weasyprint', 'pandas'} & set(sys.modules)))"
            ),
            *("costruisci", "--radice", str(piccolo)),
        ],
        cwd=RADICE,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert esito.stderr.count("invariato") == len(stampati(piccolo, 2021)), esito.stderr
    assert esito.stdout.endswith("[]\n"), "what changes nothing must not pay for the printer"
    assert impronte(pdf) == prima

    cambia_dicembre(piccolo)
    esito = ciclo("costruisci", radice=piccolo)
    assert esito.stderr.count("invariato") == len(stampati(piccolo, 2021)) - 3, esito.stderr
    dopo = impronte(pdf)
    rifatti = file_stampati(["relazione", "foglio", "validazione"], 2021)
    assert {nome for nome in dopo if dopo[nome] != prima[nome]} == {"SHA256SUMS"} | rifatti


@pytest.mark.prova
def test_cio_che_e_invariato_e_come_rifatto(piccolo: Path) -> None:
    """Some documents are kept after a change, the others printed: all as if everything were printed anew."""
    pdf = piccolo / "site" / "documenti" / "2021"
    assert ciclo("costruisci", radice=piccolo).returncode == 0
    cambia_dicembre(piccolo)
    assert "invariato" in ciclo("costruisci", radice=piccolo).stderr
    prima = impronte(pdf)
    assert "invariato" not in ciclo("costruisci", "--da-capo", radice=piccolo).stderr
    assert impronte(pdf) == prima


def test_il_solo_mkdocs_non_importa_ne_la_stampa_ne_pandas(piccolo: Path, tmp_path: Path) -> None:
    """Pandas is for the extracts of other systems."""
    esito = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys; from mkdocs.__main__ import cli\n"
                "try: cli()\nexcept SystemExit: print(sorted({'weasyprint', 'pydyf', 'pandas'} & set(sys.modules)))"
            ),
            *("build", "--strict", "--site-dir", str(tmp_path / "solo")),
        ],
        cwd=piccolo,
        env={**os.environ, "PYTHONPATH": str(RADICE)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert esito.stdout == "[]\n"
    assert (tmp_path / "solo" / "index.html").is_file()
