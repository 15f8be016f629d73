"""Every paragraph of the Sistema against what serves it: what the table names is in the site and in the program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from macros.model.catalogo import CATALOGO
from macros.model.macro import NOMI
from macros.publish.html.modelli import componi
from scripts.ciclo import MODULI
from tests.progetto_copia import RADICE

PARTI = ("programmazione", "monitoraggio", "a e b", "c", "d", "valutazione individuale")
NUMERI = (
    *("1", "1.1", "1.2", "2", "3", "3.1", "3.2", "3.2.1"),
    *("4", "4.1", "4.2", "4.2.1", "4.2.2", "4.2.3", "4.3", "4.4"),
    *("5", *(f"5, punto {n}" for n in range(1, 5)), "6", "6.1", "7"),
    *(f"Appendice, {parte}" for parte in PARTI),
)
"""The paragraphs of the text, the points of chapter 5, the forms of the appendix."""
RIGA = re.compile(r'<tr><th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>')
VOCI = re.compile(r"<span[^>]*>(Macro|Controlli|Comandi): (.*?)</span>")
CITATO = re.compile(r"SMVP (\d(?:\.\d)*(?:(?:, |–| e )\d(?:\.\d)*)*)")


@dataclass(frozen=True)
class Riga:
    """A row of the table."""

    numero: str
    chiede: str
    pagine: tuple[str, ...]
    """Addresses."""
    voci: dict[str, list[str]]
    fuori: str


def righe(html: str) -> list[Riga]:
    trovate = []
    for numero, chiede, dove in RIGA.findall(html):
        voci = {nome: re.findall(r"<code>(.*?)</code>", elenco) for nome, elenco in VOCI.findall(dove)}
        fuori = re.search(r"Resta fuori: (.*?)</span>", dove)
        pagine = tuple(re.findall(r'href="([^"]+)"', dove))
        trovate.append(Riga(unescape(numero), unescape(chiede), pagine, voci, fuori[1] if fuori else ""))
    return trovate


@pytest.fixture(scope="module")
def scritte() -> list[Riga]:
    """The rows, each page by the path that stands in the template."""
    return righe(componi("paragrafi.html", trovate=lambda pagine: [(p, p) for p in pagine]))


def test_ogni_paragrafo_del_testo_c_e_nell_ordine_del_testo(scritte: list[Riga]) -> None:
    assert tuple(dict.fromkeys(r.numero for r in scritte)) == NUMERI
    assert len({(r.numero, r.chiede) for r in scritte}) == len(scritte)


def test_ogni_riga_dice_dove_vive_o_che_cosa_resta_fuori(scritte: list[Riga]) -> None:
    mute = [(r.numero, r.chiede) for r in scritte if not (r.pagine or r.voci or r.fuori)]
    assert mute == []
    assert [(r.numero, r.chiede) for r in scritte if not (r.pagine or r.voci)] == [
        ("6", "Rilevazione del tempo delle persone sui processi")
    ]


@pytest.mark.parametrize(
    ("voce", "noti"),
    [
        ("Macro", NOMI),
        ("Controlli", CATALOGO.keys()),
        ("Comandi", {f"ciclo {nome}" for nome in MODULI}),
    ],
    ids=["macro", "controlli", "comandi"],
)
def test_cio_che_una_riga_nomina_esiste(scritte: list[Riga], voce: str, noti: set[str]) -> None:
    nominati = {nome for r in scritte for nome in r.voci.get(voce, ())}
    assert nominati
    assert nominati - set(noti) == set()


def test_ogni_paragrafo_che_il_programma_cita_e_nella_tabella() -> None:
    citati = set()
    for file in (*RADICE.glob("macros/**/*.py"), *RADICE.glob("scripts/**/*.py"), *RADICE.glob("data/20*/*.yml")):
        for elenco in CITATO.findall(file.read_text(encoding="utf-8")):
            citati |= set(re.findall(r"\d(?:\.\d)*", elenco))
    assert len(citati) > 10
    assert citati - set(NUMERI) == set()


@pytest.mark.slow
def test_ogni_pagina_della_tabella_e_nel_sito(solo_pagine: Path, scritte: list[Riga]) -> None:
    manuale = solo_pagine / "manuale"
    nel_sito = righe((manuale / "sistema.html").read_text(encoding="utf-8"))
    assert [r.numero for r in nel_sito] == [r.numero for r in scritte]
    perse = [
        (scritta.numero, scritta.pagine)
        for scritta, riga in zip(scritte, nel_sito, strict=True)
        if len(riga.pagine) != len(scritta.pagine)
    ]
    assert perse == []
    for riga in nel_sito:
        for indirizzo in riga.pagine:
            assert (manuale / indirizzo).resolve().is_file(), (riga.numero, indirizzo)
