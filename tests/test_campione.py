"""The sample of the OIV: shares redone by hand, the draw redone with `sha256sum`, what nobody may draw."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.checks.esame import esamina
from macros.engine.campione import assegnati, estratti, misurati_per_area, si_estrae_dal, sorte
from macros.engine.ciclo import calcola
from macros.model.pagine_oiv import CAMPIONE
from macros.model.stampe import IN_ELENCO, STAMPE
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.documenti import fascicoli
from macros.publish.pagine.campione import campione_oiv
from macros.publish.pagine.tappe import documenti
from macros.vista.vista import carica_vista
from tests.conftest import esegui
from tests.lettura_uscite import in_parole
from tests.progetto_copia import MINI, sostituisci
from tests.test_casi import approva
from tests.test_validazione import con_dossier

SEME = ("--seme", "verbale 1")
DATI = (
    "tipo: validazione_dati\norgano: Conservatore\nnumero: nota {n}\ndata: {data}\noggetto: Dati\n"
    "documento: {di}\n{riguarda}"
)


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "p"))


def validati(radice: Path, n: int, data: str, area: str = "", di: str = "relazione") -> None:
    testo = DATI.format(n=n, data=data, di=di, riguarda=f"riguarda: {area}\n" if area else "")
    (radice / f"data/2021/atti/dati-{n}.yml").write_text(testo, encoding="utf-8")


# --- how many of each area ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quanti", "numero", "attesi"),
    [
        # 12 of 102: one each, 8 left on 39, 33, 17, 9 (98): 3.18, 2.69, 1.39, 0.73 → 3, 2, 1, 0; then .73 and .69
        pytest.param({"am": 40, "an": 34, "pr": 18, "as": 10}, 12, {"am": 4, "an": 4, "pr": 2, "as": 2}, id="resti"),
        # 2 left on 1, 1, 1: two thirds each; by code the first two
        pytest.param({"c": 2, "b": 2, "a": 2}, 5, {"c": 1, "b": 2, "a": 2}, id="a parità per codice"),
        # 1 left on 4 and 0: the area that has a single one gets no more
        pytest.param({"a": 5, "b": 1}, 3, {"a": 2, "b": 1}, id="chi ne ha uno solo"),
        pytest.param({"a": 5, "b": 2, "c": 2}, 3, {"a": 1, "b": 1, "c": 1}, id="uno per area"),
        pytest.param({"a": 1, "b": 3, "c": 3, "d": 2}, 2, {"a": 0, "b": 1, "c": 1, "d": 0}, id="meno delle aree"),
        pytest.param({"a": 5, "b": 2}, 7, {"a": 5, "b": 2}, id="tutti"),
        pytest.param({"a": 5, "b": 2}, 70, {"a": 5, "b": 2}, id="più di tutti"),
        pytest.param({}, 3, {}, id="nessuno"),
    ],
)
def test_le_quote_del_campione(quanti: dict[str, int], numero: int, attesi: dict[str, int]) -> None:
    assert assegnati(quanti, numero) == attesi


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 60), min_size=1), st.integers(1, 200))
def test_ogni_quota_e_intera_e_la_piu_vicina_alla_proporzione(quanti: dict[str, int], numero: int) -> None:
    dati = assegnati(quanti, numero)
    assert sum(dati.values()) == min(numero, sum(quanti.values()))
    assert all(0 <= dati[area] <= quanti[area] for area in quanti)
    if numero >= len(quanti):
        assert min(dati.values()) >= 1
        oltre = sum(quanti.values()) - len(quanti)
        for area, n in quanti.items():
            quota = Fraction((min(numero, sum(quanti.values())) - len(quanti)) * (n - 1), oltre or 1)
            assert abs(dati[area] - 1 - quota) < 1
    # who has more never gets less, and at equal numbers the earlier code never gets less
    in_ordine = sorted(quanti, key=lambda area: (-quanti[area], area))
    if numero <= len(quanti):
        assert [dati[a] for a in in_ordine] == sorted(dati.values(), reverse=True)
    else:
        assert all(dati[a] >= dati[b] for a in quanti for b in quanti if quanti[a] == quanti[b] and a < b)
    assert assegnati(dict(sorted(quanti.items(), reverse=True)), numero) == dati, "the order of the areas is nothing"


# --- which ones -----------------------------------------------------------------------------------


def test_dentro_un_area_decide_lo_sha256_del_seme_e_del_codice(progetto: Path) -> None:
    """By hand: 5, 6 and 1 measured; 2 left on 4 and 5: 0.89 and 1.11. `printf 'verbale 1:1.1.c' | sha256sum`…"""
    a_mano = {
        "1.1.c": "45739975",
        "2.1.1.a": "55444ee8",
        "2.1.1.b": "5ddfeeb4",
        "2.1.a": "aa224578",
        "2.1.b": "d98df817",
        "1.1.1.c": "11496e21",
        "1.1.b": "468eedda",
        "1.1.a": "4748ca9e",
        "1.1.1.a": "b37c8e1d",
        "AS.1.a": "fb340593",
    }
    assert {codice: sorte("verbale 1", codice)[:8] for codice in a_mano} == a_mano
    ciclo = calcola(esamina(progetto)[0].anni[2021], Periodo.DICEMBRE)
    assert {area: len(codici) for area, codici in misurati_per_area(ciclo).items()} == {
        "anagrafica": 5,
        "promozione": 6,
        "azienda": 1,
    }
    assert estratti(ciclo, 5, "verbale 1") == {
        "anagrafica": ("1.1.c", "2.1.1.a"),
        "promozione": ("1.1.1.c", "1.1.b"),
        "azienda": ("AS.1.a",),
    }


def test_chi_non_e_misurato_non_si_estrae(progetto: Path) -> None:
    """AS.1.b is excluded by an act; a value that is missing takes its indicator away."""
    tutti = [
        c
        for codici in estratti(calcola(esamina(progetto)[0].anni[2021], Periodo.DICEMBRE), 99, "x").values()
        for c in codici
    ]
    assert (len(tutti), "AS.1.b" in tutti, "2.1.b" in tutti) == (12, False, True)
    sostituisci(progetto / "data/2021/consuntivo/anagrafica.csv", "2.1.b;8,2", "2.1.b;")
    ciclo = calcola(esamina(progetto)[0].anni[2021], Periodo.DICEMBRE)
    assert "2.1.b" not in misurati_per_area(ciclo)["anagrafica"]


def test_si_estrae_da_quando_l_ultima_area_ha_validato_i_dati_finali(progetto: Path) -> None:
    assert si_estrae_dal(esamina(progetto)[0].anni[2021]) is None
    validati(progetto, 1, "2022-01-25", di="monitoraggio")  # of June, late: it is of other data
    assert si_estrae_dal(esamina(progetto)[0].anni[2021]) is None
    validati(progetto, 2, "2022-01-20", "anagrafica")
    validati(progetto, 3, "2022-01-17", "promozione")
    assert si_estrae_dal(esamina(progetto)[0].anni[2021]) == dt.date(2022, 1, 20)


def test_un_area_che_valida_di_nuovo_dopo_una_verifica_non_fa_errato_il_campione(progetto: Path) -> None:
    validati(progetto, 1, "2022-01-20", "anagrafica")
    oiv = "campione: {seme: verbale 1, numero: 1, estratto_il: 2022-02-03, indicatori: [1.1.1.c]}\n"
    (progetto / "data/2021/oiv.yml").write_text(oiv, encoding="utf-8")
    validati(progetto, 2, "2022-02-10", "anagrafica")
    assert si_estrae_dal(esamina(progetto)[0].anni[2021]) == dt.date(2022, 1, 20)
    assert "OIV-CAMPIONE-PRESTO" not in {p.code for p in esamina(progetto)[1]}
    validati(progetto, 3, "2022-02-11", "promozione")
    assert "OIV-CAMPIONE-PRESTO" in {p.code for p in esamina(progetto)[1]}


# --- the command ----------------------------------------------------------------------------------


def campione(radice: Path, *altro: str) -> tuple[int, str, str]:
    return esegui("campione", "--anno", "2021", "--radice", radice, *altro)


def test_il_comando_da_le_righe_da_copiare_e_copiate_vanno_bene(progetto: Path) -> None:
    esito, fuori, errore = campione(progetto, "--numero", "5", "--seme", 'verbale "1": è così', "--data", "3/2/2022")
    assert esito == 0
    assert errore.replace("\N{NO-BREAK SPACE}", " ") == (
        "Area Anagrafica: 2 di 5 indicatori misurati\n"
        "Area Promozione: 2 di 6 indicatori misurati\n"
        "Azienda di Prova: 1 di 1 indicatore misurato\n"
    )
    scritto = yaml.safe_load(fuori)["campione"]
    assert (scritto["seme"], scritto["numero"], len(scritto["indicatori"])) == ('verbale "1": è così', 5, 5)
    (progetto / "data/2021/oiv.yml").write_text(fuori, encoding="utf-8")
    assert esamina(progetto)[1] == ()
    assert campione(progetto, "--numero", "5", "--seme", 'verbale "1": è così', "--data", "2022-02-03")[1] == fuori


def test_le_righe_sono_quelle_e_basta(progetto: Path) -> None:
    assert campione(progetto, "--numero", "5", *SEME, "--data", "2022-02-03")[1] == (
        'campione:\n  seme: "verbale 1"\n  numero: 5\n  estratto_il: 2022-02-03\n'
        '  indicatori: ["1.1.c", "2.1.1.a", "1.1.1.c", "1.1.b", "AS.1.a"]\n'
    )


def test_prima_della_validazione_dei_dati_non_si_estrae(progetto: Path) -> None:
    validati(progetto, 1, "2022-01-20")
    esito, fuori, errore = campione(progetto, "--numero", "5", *SEME, "--data", "2022-01-19")
    assert (esito, fuori) == (1, "")
    assert "l'ultima area ha validato i suoi dati finali il 20 gennaio 2022" in errore
    assert campione(progetto, "--numero", "5", *SEME, "--data", "2022-01-20")[0] == 0


@pytest.mark.parametrize(
    ("altro", "esito", "detto"),
    [
        (("--numero", "5", "--seme", " "), 1, "il seme è vuoto"),
        (("--numero", "0", "--seme", "x"), 2, "un numero intero, da 1 in su"),
        (("--numero", "5"), 2, "manca «--seme»"),
    ],
)
def test_cio_che_non_si_puo_chiedere(progetto: Path, altro: tuple[str, ...], esito: int, detto: str) -> None:
    uscita, fuori, errore = campione(progetto, *altro)
    assert (uscita, fuori, detto in errore) == (esito, "", True)


def test_senza_valori_di_fine_anno_non_si_estrae(progetto: Path) -> None:
    shutil.rmtree(progetto / "data/2021/consuntivo")
    (progetto / "data/2021/misure.csv").unlink()
    (progetto / "data/2021/fasi.csv").unlink()
    esito, fuori, errore = campione(progetto, "--numero", "5", *SEME)
    assert (esito, fuori, "nessun indicatore è misurato al 31 dicembre" in errore) == (1, "", True)


# --- the sheet ------------------------------------------------------------------------------------


def test_il_foglio_ha_ogni_estratto_con_il_risultato_la_prova_e_lo_spazio(tmp_path: Path) -> None:
    vista = carica_vista(con_dossier(tmp_path / "p"))
    html = campione_oiv(Contesto(vista=vista, pagina="2021/campione.html"))
    testo = in_parole(html)
    assert testo.startswith("5 indicatori, estratti il 3 febbraio 2022 con il seme «verbale 1».")
    righe = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)
    codici = [re.search(r'class="cod">([^<]*)<', r)[1] for r in righe]
    assert codici == ["1.1.c", "2.1.1.a", "1.1.1.c", "1.1.b", "AS.1.a"]
    assert "AS.1.a Imprese alle fiere Azienda di Prova Ottenuto 61 imprese; atteso almeno 60 imprese" in testo
    assert "Registro, prot. 0001502" in in_parole(righe[0])
    assert in_parole(righe[1]).endswith("da verificare da verificare"), "on paper there is room"
    assert righe[1].count('<span class="solo-schermo">da verificare</span>') == 2


@pytest.mark.slow
def test_il_foglio_c_e_solo_dove_un_campione_e_estratto(tmp_path: Path) -> None:
    senza = carica_vista(MINI)
    assert not CAMPIONE.quando(senza, 2021)
    assert "campione" not in [f.documento for f in fascicoli(senza, 2021)]
    radice = con_dossier(tmp_path / "p")
    assert CAMPIONE.quando(carica_vista(radice), 2021)
    assert fascicoli(carica_vista(radice), 2021)[-1].nome_file == "campione-2021.pdf"
    approva(radice, "piano")
    assert not CAMPIONE.quando(carica_vista(radice, pubblico=True), 2021)
    approva(radice, "relazione")  # by the Giunta, and never this sheet
    vista = carica_vista(radice)
    foglio = fascicoli(vista, 2021)[-1]
    assert (foglio.atti, foglio.stato, foglio.data) == ((), "Estratto il 3 febbraio 2022", dt.date(2022, 2, 3))
    suo = documenti(Contesto(vista=vista, pagina="2021/index.html"), vista.anno(2021))[-1]
    assert (suo.nome, suo.stato) == ("Campione da verificare 2021", "Estratto il 3 febbraio 2022")
    assert CAMPIONE.quando(carica_vista(radice, pubblico=True), 2021)


def test_gli_elenchi_hanno_prima_l_ultimo_documento_e_in_fondo_i_fogli_di_lavoro() -> None:
    letti = ("relazione", "foglio", "validazione", "monitoraggio", "comunicazione", "piao", "piano")
    assert [s.nome for s in IN_ELENCO] == [*letti, "campione", "certificazione"]
    assert set(IN_ELENCO) == set(STAMPE.values())


@pytest.mark.parametrize("segno", ["\u200b", "\ufeff", "\x01", "\x7f"])
def test_un_seme_con_segni_che_il_file_non_conserva_si_rifiuta(tmp_path: Path, segno: str) -> None:
    """What is printed to be copied must draw, read back, what was drawn."""
    esito, fuori, errore = esegui(
        *("campione", "--anno", "2021", "--numero", "3", "--seme", f"verbale{segno} 1", "--data", "2022-02-20"),
        *("--radice", shutil.copytree(MINI, tmp_path / "p")),
    )
    assert (esito, fuori) == (1, "")
    assert "segni che non si vedono" in errore
