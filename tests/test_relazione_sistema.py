"""The OIV's report on the System: its page, from the act alone or with its text, and never before the act."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from macros.model.pagine_oiv import RELAZIONE_SISTEMA
from macros.publish.contesto.contesto import Contesto
from macros.publish.pagine.esposti import esposti
from macros.publish.pagine.relazione_sistema import SENZA_RELAZIONE, relazione_sistema
from macros.vista.vista import Vista, carica_vista
from scripts.sito.pagine import generate, nascosta
from tests.lettura_uscite import in_parole
from tests.progetto_copia import MINI
from tests.test_trasparenza import con_pubblicazioni

PAGINA = "2021/relazione-sistema.html"
FILE = RELAZIONE_SISTEMA.file(2021)


@pytest.fixture(scope="module")
def vista(tmp_path_factory: pytest.TempPathFactory) -> Vista:
    return carica_vista(con_pubblicazioni(tmp_path_factory.mktemp("sistema") / "p"))


@pytest.fixture(scope="module")
def senza(tmp_path_factory: pytest.TempPathFactory) -> Vista:
    return carica_vista(Path(shutil.copytree(MINI, tmp_path_factory.mktemp("senza") / "p")))


def test_la_pagina_dice_atto_termine_giorni_in_linea_e_dove_si_legge(vista: Vista) -> None:
    html = relazione_sistema(Contesto(vista=vista, pagina=PAGINA))
    detto = in_parole(html)
    assert "articolo 14, comma 4, lettera a" in detto
    assert "Termine 30 aprile 2022 : fatta il 20 aprile 2022, 10 giorni prima" in detto
    assert "In linea dal 29 aprile 2022 al 31 dicembre 2027" in detto
    assert 'href="https://albo.esempio.it/sistema"' in html
    assert "2021/scadenze.html#scadenza-sistema-relazione-oiv" in html


def test_la_costruzione_la_scrive_dove_c_e_l_atto_e_cede_il_posto_al_testo(vista: Vista, senza: Vista) -> None:
    scritte = {p.percorso: p for p in generate(vista)}
    assert scritte[FILE].di_riserva
    assert "relazione_sistema()" in scritte[FILE].markdown
    assert FILE not in {p.percorso for p in generate(senza)}
    assert SENZA_RELAZIONE in in_parole(relazione_sistema(Contesto(vista=senza, pagina=PAGINA)))


def test_un_testo_scritto_prima_dell_atto_non_e_pubblico(vista: Vista) -> None:
    anno = vista.progetto.anni[2021]
    senza_atto = replace(anno, atti={n: a for n, a in anno.atti.items() if n != "sistema"})
    prima = replace(vista, pubblico=True, progetto=replace(vista.progetto, anni={2021: senza_atto}))
    assert "non è ancora registrata" in (nascosta(prima, FILE) or "")
    assert nascosta(replace(prima, pubblico=False), FILE) is None, "in bozza si rilegge"
    assert nascosta(replace(vista, pubblico=True), FILE) is None


def test_fra_i_documenti_in_linea_porta_alla_sua_pagina(vista: Vista) -> None:
    (riga,) = esposti(Contesto(vista=vista, pagina="trasparenza/14-01.html"), ("relazione_sistema",))
    assert (riga.indirizzo, riga.formati[0][2]) == (PAGINA, "https://albo.esempio.it/sistema")
