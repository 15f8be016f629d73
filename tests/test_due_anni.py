"""An open year beside a closed one: what the home leads with, and what an objective is in the other year."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from macros.model.problems import Documento
from macros.publish.contesto.contesto import Contesto
from macros.publish.contesto.continuita import gli_stessi, nell_anno, pagina_nell_anno
from macros.publish.pagine.cruscotto import cruscotto
from macros.publish.pagine.tappe import Mancanza, mancano
from macros.vista.vista import carica_vista
from scripts.sito.cornice import Cornici
from scripts.sito.indici import Pagina
from tests.lettura_uscite import in_parole
from tests.progetto_copia import RADICE, copia_progetto

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def anni(vista):
    return {n: vista.obiettivi(n) for n in vista.anni}


@pytest.mark.parametrize(
    ("anno", "codice", "altro", "codici"),
    [
        pytest.param(2021, "2.2", 2022, ("2.2",), id="continua"),
        pytest.param(2021, "2.2.3", 2022, ("2.2.5",), id="rinumerato"),
        pytest.param(2022, "2.2.5", 2021, ("2.2.3",), id="rinumerato, all'indietro"),
        pytest.param(2021, "2.2.1", 2022, ("2.2.1", "2.2.4"), id="diviso"),
        pytest.param(2022, "2.2.4", 2021, ("2.2.1",), id="diviso, all'indietro"),
        pytest.param(2021, "1.2.2", 2022, (), id="concluso"),
        pytest.param(2022, "1.1.3", 2021, (), id="nuovo"),
        pytest.param(2022, "2.2", 2022, ("2.2",), id="lo stesso anno"),
        pytest.param(2022, "2.2", 2020, (), id="un anno che non c'è"),
    ],
)
def test_un_obiettivo_negli_altri_anni(anni, anno, codice, altro, codici):
    assert nell_anno(anni, anno, codice, altro) == codici


def test_ogni_codice_ha_il_nome_della_cosa_che_e_in_tutti_gli_anni():
    def obiettivi(**continua):
        return {c: SimpleNamespace(codice=c, continua_da=prima) for c, prima in continua.items()}

    anni = {
        2021: obiettivi(A=(), B=(), C=(), D=()),
        2022: obiettivi(A=("A",), E=("A",), C=("B",), F=("B",), D=("C", "D")),
        2023: obiettivi(G=("A",), D=("D",), B=()),
    }
    attesi = {
        "G": {"2021 A", "2022 A", "2023 G"},  # divided in 2022, renamed in 2023
        "E": {"2022 E"},
        "F": {"2022 F"},
        "C": {"2021 B", "2022 C"},
        "B": {"2023 B"},  # another thing, with the code that one had
        "D": {"2021 C", "2021 D", "2022 D", "2023 D"},  # united
    }
    nomi = gli_stessi(anni)
    assert {nome: {f"{n} {c}" for (n, c), suo in nomi.items() if suo == nome} for nome in nomi.values()} == attesi
    assert gli_stessi({2021: obiettivi(A=()), 2022: obiettivi(A=())}) == {(2022, "A"): "A", (2021, "A"): "A/2021"}


@pytest.mark.parametrize(
    ("pagina", "altro", "attesa"),
    [
        ("2022/obiettivi/2.2.5.html", 2021, "2021/obiettivi/2.2.3.html"),
        ("2021/obiettivi/2.2.1.html", 2022, "2022/obiettivi/2.2.1.html"),
        ("2021/obiettivi/index.html", 2022, "2022/obiettivi/index.html"),
        ("2021/piano/metodo.html", 2022, "2022/piano/metodo.html"),
    ],
)
def test_la_stessa_pagina_in_un_altro_anno(anni, pagina, altro, attesa):
    assert pagina_nell_anno(anni, pagina, altro) == attesa


def test_il_sito_parte_dall_ultimo_anno_chiuso(vista):
    """2021 is closed, 2022 is not."""
    assert vista.anno_guida == 2021
    pagina = cruscotto(Contesto(vista=vista, pagina="index.html"))
    titoli = re.findall(r'<h2 class="prime" id="anno-(\d+)">(.+?)</h2>\s*(?:<p class="prime">(.+?)</p>)?', pagina)
    assert [tuple(map(in_parole, t)) for t in titoli] == [
        ("2021", "Nel 2021 la Camera ha ottenuto 96,22 su 100, calcolato", ""),
        ("2022", "Al 30 giugno 2022 la Camera è a 96,19 su 100", "Al 30 giugno 2021 era a 94,06 su 100"),
    ]
    assert in_parole(pagina).startswith("Nel 2021 la Camera ha ottenuto 96,22 su 100")
    chiuso, _, breve = pagina.partition('id="anno-2022"')
    assert "Le aree strategiche" in chiuso
    assert "Le aree strategiche" not in breve
    assert '<a href="2022/index.html">Tutto il ciclo 2022</a>' in breve


def test_nella_cartella_di_un_anno_il_cruscotto_e_il_suo(vista):
    pagina = cruscotto(Contesto(vista=vista, pagina="2022/index.html"))
    assert "Performance della Camera al 30 giugno 2022" in pagina
    assert "Le aree strategiche" in pagina
    senza_i_file = pagina.partition("confronto-2021-2022.csv")[0]  # those of the comparison carry both years
    assert "2021" not in re.sub(r'href="[^"]*"', "", senza_i_file)


def test_il_menu_porta_all_ultimo_confronto_e_fuori_dagli_anni_nessun_anno_e_acceso(vista):
    nomi = ("index", "2021/index", "2022/confronto", "come-si-legge", "manuale/index")
    cornici = Cornici.prepara(vista, {f"{n}.md": Pagina(f"{n}.md", f"{n}.html", n) for n in nomi})
    casa, anno = cornici.cornice("index.html"), cornici.cornice("2021/index.html")
    assert [v.corrente for v in casa.anni] == ["", ""]
    assert [v.corrente for v in anno.anni] == ["true", ""]
    assert [v.href for v in casa.voci] == ["index.html", "2022/confronto.html", "come-si-legge.html"]
    assert [v.titolo for v in anno.voci] == ["Cruscotto", "Confronto", "Come si legge"]
    assert "manuale/index.html" in [v.href for v in casa.lettura]


def test_senza_anni_chiusi_il_sito_parte_dall_ultimo(tmp_path: Path):
    copia = copia_progetto(tmp_path)
    for atto in (copia / "data/2021/atti").glob("2022-02-*.yml"):
        atto.unlink()
    for dopo in ("oiv.yml", "premi.yml"):  # what the OIV said with one of them, and what comes after
        (copia / "data/2021" / dopo).unlink()
    sola = carica_vista(copia)
    assert sola.atto(2021, Documento.RELAZIONE) is None
    assert sola.anno_guida == 2021
    assert "Nel 2021 la Camera ha ottenuto" in in_parole(cruscotto(Contesto(vista=sola, pagina="index.html")))


def test_di_una_relazione_non_cominciata_si_dice_una_volta_sola(vista):
    """That every value is missing says it all: not also how many texts of each area."""
    assert mancano(vista, vista.anno(2022)) == (
        Mancanza(
            testo="Non rilevato al 30 giugno, con la ragione: ",
            voci=(("3.1.4.c", "2022/obiettivi/3.1.4.html"),),
            di="Area Amministrativa",
        ),
        Mancanza(testo="Mancano tutti i valori al 31 dicembre"),
    )


def test_un_documento_senza_capitoli_non_ha_un_collegamento_vuoto(solo_pagine: Path):
    for nome in ("index.html", "2022/index.html"):
        testo = (solo_pagine / nome).read_text(encoding="utf-8")
        assert 'aria-label="Relazione sulla performance 2022, pagine"' in testo
        assert "Relazione sulla performance 2022, PDF" not in testo


def test_i_documenti_approvati_del_2022_sono_quelli_dei_dati():
    from macros.checks.esame import esamina

    progetto, problemi = esamina(RADICE, 2022)
    assert [str(p) for p in problemi if p.documento is None] == []
    stati = {v.numero: (bool(v.atto_oiv), bool(v.atto_giunta)) for v in progetto.anni[2022].variazioni}
    assert stati == {1: (True, True), 2: (True, True), 3: (True, False), 4: (False, False)}
