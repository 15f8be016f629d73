"""Every block of commands of the manual, given in a project as the page supposes it, ends as it should."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import pytest

from tests.manuale import MANUALE, Terminale, blocchi, scrivi_esempio
from tests.progetto_copia import RADICE, sostituisci
from tests.scene_manuale import SCENE, Scena, dimostrazione

pytestmark = pytest.mark.prova
T = TypeVar("T")

CON_LE_SUE_PROVE = {
    "content/manuale/anno-ufficio.md": "test_anno_ufficio",
    "content/manuale/dati-aperti.md": "test_dati_aperti",
    "content/manuale/pubblicare.md": "test_configura, with the servers",
}
"""Pages whose blocks are given elsewhere."""
PAGINE = sorted({b.pagina for f in MANUALE.glob("*.md") for b in blocchi(f)} - CON_LE_SUE_PROVE.keys())
ALTROVE = {
    "git clone <": "the address is of whoever adopts it",
    "cd ciclo": "goes with the clone",
    "make ": "a target of the Makefile, which CI runs or another test",
    "sha256sum -c": "in the folder of a package, by who received it: test_consegna",
    ".venv/bin/ciclo anteprima": "it answers until who looks has done: test_anteprima",
    ".venv/bin/ciclo consegna relazione --anno 2021 --firmato": "with a file that was signed: test_firmato_tenuto",
}
"""What is not given here, and why."""


def di(parole: Mapping[str, T], comando: str, altrimenti: T) -> T:
    """What is said of a command, by some of its words."""
    return next((cosa for parola, cosa in parole.items() if parola in comando), altrimenti)


@pytest.mark.parametrize("pagina", PAGINE, ids=lambda p: Path(p).stem)
def test_i_comandi_della_pagina(tmp_path: Path, pagina: str) -> None:
    """Each ends as it should, and answers what the page shows of it."""
    scena = SCENE.get(Path(pagina).stem, Scena())
    t = Terminale(scena.progetto(tmp_path / "progetto"))
    for blocco in blocchi(RADICE / pagina):
        dati = [c for c in blocco.comandi if not c.startswith(tuple(ALTROVE))]
        risposte = ""
        for comando in dati:
            di(scena.prima, comando, lambda _: None)(t)
            risposta = t.scrivi(comando, esito=di(scena.esiti, comando, 0))
            detto = di(scena.dice, comando, "")
            assert t.parole.get(detto, detto) in risposta, f"{comando}\n{risposta}"
            risposte += risposta
        assert not dati or set(blocco.risposta) <= set(risposte.splitlines()), f"riga {blocco.riga}\n{risposte}"


def test_ogni_scena_e_di_una_pagina_e_ogni_sua_parola_di_un_comando() -> None:
    comandi = {Path(p).stem: [c for b in blocchi(RADICE / p) for c in b.comandi] for p in PAGINE}
    perdute = [
        f"{pagina}: {parola}"
        for pagina, scena in SCENE.items()
        for parola in ("", *scena.prima, *scena.esiti, *scena.dice)
        if not any(parola in comando for comando in comandi.get(pagina, ()))
    ]
    assert perdute == []


def capitolo(file: Path, titolo: str) -> str:
    return file.read_text(encoding="utf-8").split(f"\n## {titolo}\n")[1].split("\n## ")[0]


def test_il_blocco_dice_cio_che_la_pagina_mostra(tmp_path: Path) -> None:
    mostrate = re.findall(r"^```text\n(.*)\n```$", capitolo(MANUALE / "approvazioni.md", "Il blocco"), re.MULTILINE)
    t = Terminale(dimostrazione(tmp_path / "progetto"))
    sostituisci(t.cartella / "data/2021/obiettivi/2.1.2.yml", '"31-12": 25}', '"31-12": 20}')
    risposta = t.scrivi(".venv/bin/ciclo verifica --anno 2021", esito=1)
    assert [riga for riga in mostrate if riga in risposta] == mostrate != []


def test_il_primo_esempio_del_readme(tmp_path: Path) -> None:
    """Word for word: the rows written in their file, the commands one after the other, the grade that it tells."""
    detto = capitolo(RADICE / "README.md", "Come un ufficio cambia un dato e ne vede l'effetto")
    t = Terminale(dimostrazione(tmp_path / "progetto"))
    scrivi_esempio(t.cartella, detto)
    _, calcolato, spiegato = (t.scrivi(c) for c in re.findall(r"`(\.venv/bin/ciclo [^`]+)`", detto))
    ((conto, grado),) = re.findall(r"dice «(.+ atteso: (\d+,\d\d))»", detto)
    assert re.search(rf"2\.2\.1\.e +{grado}", calcolato)
    assert conto in spiegato.replace("\N{NO-BREAK SPACE}", " ")
