"""Pages kept from one draft to the next: whatever a page may depend on makes it anew, and nothing is ever stale.

After each change the build that keeps is, byte for byte, the one from nothing.
"""

from __future__ import annotations

import ast
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.vista.ascolto import Ascolto, ParteLetta
from scripts.sito.ricordi import ricorda, ricordato
from tests.progetto_copia import RADICE, aggiungi_anni, ciclo, impronte, progetto_piccolo
from tests.test_revisioni import git, salva
from tests.test_vista import approva

MEMORIA = ".cache/ciclo/pagine.json"
FUORI = {"progetto", "cicli", "anni_di", "problemi", "impronte", "storia", "aperti"}
"""Fields of a view that nobody hears being read: pages ask its methods."""


def _letti(progetto: Path) -> dict[str, list[list[object]]]:
    """Return what each kept page has read."""
    voci = json.loads((progetto / MEMORIA).read_bytes().partition(b"\n")[2])
    return {nome: voce["letti"] for nome, voce in voci.items()}


# ---- what is heard


def test_chi_prende_cio_che_altri_hanno_fatto_ha_letto_le_stesse_cose() -> None:
    ascolto = Ascolto()

    def fai() -> str:
        ascolto.segna((ParteLetta.ANNO, 2021))
        return "fatto"

    for _ in range(2):
        with ascolto.ascolta() as letti:
            ascolto.segna((ParteLetta.ANNI, 0))
            with ascolto.ascolta() as dentro:
                assert ascolto.una_volta("x", fai) == "fatto"
        assert (dentro, letti) == ({(ParteLetta.ANNO, 2021)}, {(ParteLetta.ANNO, 2021), (ParteLetta.ANNI, 0)})
    with ascolto.ascolta() as letti:
        ascolto.una_volta("x", fai, [(ParteLetta.ATTI, 2021)])
    assert letti == {(ParteLetta.ATTI, 2021)}


@pytest.mark.parametrize("cartella", ["macros/publish", "scripts/sito"])
def test_una_pagina_legge_la_vista_solo_dove_si_sente(cartella: str) -> None:
    di_passaggio = {"scripts/sito/costruzione.py", "scripts/sito/tenute.py"}  # they make no page
    trovati = []
    for modulo in sorted((RADICE / cartella).rglob("*.py")):
        nome = modulo.relative_to(RADICE).as_posix()
        for nodo in ast.walk(ast.parse(modulo.read_text(encoding="utf-8"))):
            if isinstance(nodo, ast.Attribute) and nodo.attr in FUORI and nome not in di_passaggio:
                di = ast.unparse(nodo.value)
                if di.rpartition(".")[2] == "vista":
                    trovati.append(f"{nome}:{nodo.lineno}: {di}.{nodo.attr}")
    assert trovati == []


def test_un_ricordo_guasto_o_di_altri_non_e_un_ricordo(tmp_path: Path) -> None:
    ricorda(tmp_path, "x", "noi", {"a": 1})
    assert ricordato(tmp_path, "x", "noi") == {"a": 1}
    assert ricordato(tmp_path, "x", "altri") is None
    file = tmp_path / ".cache/ciclo/x.json"
    intero = file.read_bytes()
    for guasto in (b"", intero[:-1], intero + b" ", b"\xff" + intero, intero.replace(b"1", b"2")):
        file.write_bytes(guasto)
        assert ricordato(tmp_path, "x", "noi") is None
    file.unlink()
    file.mkdir()
    assert ricordato(tmp_path, "x", "noi") is None
    ricorda(tmp_path, "x", "noi", {})  # nothing depends on its being kept


# ---- what is made


@pytest.fixture(scope="module")
def progetto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years, with a program of their own beside them and a history."""
    radice = progetto_piccolo(tmp_path_factory.mktemp("tenute") / "p")
    speciale = radice / "data/2021/obiettivi/AS.1.yml"
    speciale.write_text(
        re.sub(r"codice: (AS\S+)", r'codice: "\1"', speciale.read_text(encoding="utf-8")), encoding="utf-8"
    )
    aggiungi_anni(radice, 2)
    approva(radice, 2021, "piano", "monitoraggio", "relazione")  # so that 2022 inherits of its results
    _riscrive("data/2022/obiettivi/1.1.yml", '    storico: "310"\n', "")(radice)
    for nome in ("theme", "scripts", "macros"):
        (radice / nome).unlink()
        shutil.copytree(RADICE / nome, radice / nome, ignore=shutil.ignore_patterns("__pycache__"))
    _aggiunge("content/trasparenza/index.md", "# Trasparenza\n\n{{ elenco_obblighi() }}\n")(radice)
    (radice / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
    git(radice, "init", "-q", "-b", "main")
    salva(radice, "Primo")
    return radice


def _costruisci(progetto: Path, *argomenti: str) -> dict[str, str]:
    esito = ciclo("costruisci", "--senza-pdf", *argomenti, radice=progetto)
    assert esito.returncode == 0, esito.stderr
    return impronte(progetto / "site")


def _riscrive(nome: str, prima: str, dopo: str) -> Callable[[Path], None]:
    def fai(progetto: Path) -> None:
        file = progetto / nome
        testo = file.read_text(encoding="utf-8")
        assert prima in testo, nome
        file.write_text(testo.replace(prima, dopo, 1), encoding="utf-8")

    return fai


def _aggiunge(nome: str, testo: str) -> Callable[[Path], None]:
    def fai(progetto: Path) -> None:
        file = progetto / nome
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + testo, encoding="utf-8")

    return fai


def _atto(nome: str, **campi: str) -> Callable[[Path], None]:
    righe = "".join(f"{chiave}: {valore}\n" for chiave, valore in campi.items())
    return _aggiunge(f"data/2022/atti/{nome}.yml", righe)


def _salva(progetto: Path) -> None:
    salva(progetto, "Un altro stato")


CAMBIANO: dict[str, Callable[[Path], None]] = {
    "un valore dell'ultimo anno": _riscrive("data/2022/consuntivo/anagrafica.csv", "-8,5", "-8,4"),
    "un valore del primo anno": _riscrive("data/2021/consuntivo/anagrafica.csv", "-8,5", "-8,3"),
    "il valore che l'anno dopo eredita": _riscrive("data/2021/consuntivo/promozione.csv", "1.1.a;321", "1.1.a;322"),
    "un valore di giugno": _riscrive("data/2022/monitoraggio/anagrafica.csv", "2.1.a;-4;", "2.1.a;-5;"),
    "il titolo di un obiettivo": _riscrive("data/2022/obiettivi/1.1.yml", "alle imprese", "a chi produce"),
    "il titolo di un obiettivo di prima": _riscrive("data/2021/obiettivi/1.1.yml", "del territorio", "della provincia"),
    "un indicatore che non continua": _riscrive(
        "data/2022/obiettivi/1.1.yml", 'continua_da: "1.1.a"', "continua_da: nessuno"
    ),
    "una fase": _riscrive("data/2022/fasi.csv", "2022-03-30", "2022-04-20"),
    "una scheda": _riscrive("data/2022/schede/1.1.yml", "procede come previsto", "procede bene"),
    "una misura": _riscrive("data/2022/misure.csv", ";330;", ";332;"),
    "l'albero": _riscrive("data/2022/albero.yml", "titolo: Sviluppo", "titolo: Nuovo sviluppo"),
    "le regole": _riscrive("data/2022/smvp.yml", "{da: 70, stato: parz", "{da: 60, stato: parz"),
    "un atto": _atto(
        "2022-01-20-oiv-validazione",
        tipo="validazione_oiv",
        organo="OIV",
        documento="piano",
        numero="verbale 3",
        data="2022-01-20",
        oggetto="Validazione del Piano",
    ),
    "l'ente": _riscrive("data/ente.yml", "nome_breve: Camera", "nome_breve: La Camera"),
    "la trasparenza": _riscrive("data/trasparenza.yml", "titolo: Piano", "titolo: Il Piano"),
    "un capitolo": _aggiunge("content/2022/piano/strategici.md", "\nUna riga in più.\n"),
    "il titolo di un capitolo": _riscrive(
        "content/2022/relazione/premessa.md", "# La premessa", "---\ntitle: Premesse\n---\n\n# La premessa"
    ),
    "un capitolo nuovo": _aggiunge("content/2022/piano/nuovo.md", "# Nuovo\n\nTesto.\n"),
    "un capitolo nell'elenco": _riscrive("content/2022/piano/index.md", "capitoli:\n", "capitoli:\n  - nuovo.md\n"),
    "una figura": lambda progetto: (progetto / "content/2022/piano/figura.png").write_bytes(b"x") and None,
    "la storia": _salva,
    "le impostazioni": _riscrive("mkdocs.yml", "site_name: Ciclo", "site_name: Il ciclo"),
    "una sigla": _riscrive("mkdocs.yml", "organismo indipendente", "Organismo indipendente"),
    "un modello del tema": _riscrive("theme/main.html", '<div class="corpo">', '<div class="corpo" data-x>'),
    "un frammento del tema": _riscrive("theme/frammenti/cruscotto.html", "<", "<!-- x --><"),
    "un modulo": _aggiunge("macros/vista/vista.py", "# x\n"),
    "il lock": _aggiunge("requirements.lock", "# x\n"),
}
"""Each input that a page can depend on → how it changes."""


@pytest.mark.prova
@pytest.mark.xdist_group("costruisci")
def test_dopo_ogni_cambiamento_le_pagine_tenute_sono_quelle_rifatte(progetto: Path) -> None:
    prima = _costruisci(progetto)
    invisibili = []
    for nome, cambia in CAMBIANO.items():
        cambia(progetto)
        tenute = _costruisci(progetto)
        assert tenute == _costruisci(progetto, "--da-capo"), nome
        if tenute == prima:
            invisibili.append(nome)
        prima = tenute
    assert invisibili == ["le impostazioni", "un frammento del tema", "un modulo", "il lock"], "the code is not its own"
