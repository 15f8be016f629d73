"""Results beside other bodies, indicators from outside, the starting point: sealed with the Relazione, in no grade."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.engine.partenza import mediana, paragoni, partenza
from macros.engine.result import Ciclo
from macros.model.pagine import CONTESTO
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.dati.aperti import dati_aperti
from macros.publish.pagine import paragoni as pagine
from macros.publish.pagine.validazione import validazione_relazione
from macros.reading.progetto import impronte
from macros.vista.vista import Vista, carica_vista
from scripts.sito.pagine import generate
from tests.progetto_copia import MINI, sostituisci
from tests.test_piani import CARTELLA, _nudo, contesto, righe, tabella

FILE = {
    "confronti.csv": """indicatore;anno;ente;valore;fonte
2.1.a;2021;Camera di Sopra;-9,5;Relazione 2021
2.1.a;2021;Camera di Sotto;-3;Relazione 2021
2.1.a;2021;Camera di Mezzo;-5;
1.1.a;2020;Camera di Sopra;410;
1.1.a;2021;Camera di Sopra;300;
1.1.a;2021;Camera di Sotto;340;
""",
    "indicatori_esterni.csv": """codice;titolo;valore;media_nazionale;anno;fonte
EC1;Equilibrio strutturale;12,4;9,85;2021;Unioncamere
EC2;Capacità di spesa;;88;2020;Unioncamere
""",
}


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    for nome, testo in FILE.items():
        (radice / CARTELLA / nome).write_text(testo, encoding="utf-8")
    return radice


@pytest.fixture
def vista(progetto: Path) -> Vista:
    return carica_vista(progetto)


def finale(radice: Path) -> Ciclo:
    return calcola(esamina(radice)[0].anni[2021], Periodo.DICEMBRE)


def test_stanno_nell_impronta_della_sola_relazione_e_in_nessun_grado(progetto: Path) -> None:
    prima, grado = impronte(progetto, 2021), finale(progetto).ente
    sostituisci(progetto / CARTELLA / "confronti.csv", ";410;", ";411;")
    dopo = impronte(progetto, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [Documento.RELAZIONE]
    sostituisci(progetto / CARTELLA / "indicatori_esterni.csv", "9,85", "9,86")
    assert impronte(progetto, 2021)[Documento.RELAZIONE] != dopo[Documento.RELAZIONE]
    assert finale(progetto).ente == grado


def test_la_mediana_di_un_numero_pari_sta_in_mezzo() -> None:
    assert mediana([Decimal("0.1"), Decimal("0.2")]) == Fraction(3, 20)
    assert mediana([Decimal(3), Decimal(-1), Decimal(2)]) == 2


def test_il_posto_segue_il_verso_della_regola_e_i_pari_lo_dividono(progetto: Path) -> None:
    """Fewer days late are better; more firms are. The chamber came to −7 and to 333."""
    trovati = {(p.indicatore, p.anno): p for p in paragoni(finale(progetto))}
    assert list(trovati) == [("1.1.a", 2020), ("1.1.a", 2021), ("2.1.a", 2021)]
    imprese, giorni = trovati["1.1.a", 2021], trovati["2.1.a", 2021]
    assert (giorni.mediana, giorni.verso) == (-5, -1)
    ordine = sorted([Fraction("-9.5"), Fraction(-3), Fraction(-5), Fraction(giorni.valore or 0)])
    assert giorni.posto == 1 + ordine.index(Fraction(giorni.valore or 0))
    assert (imprese.mediana, imprese.verso) == (320, 1)
    pari = sostituisci  # the same value as another body: the same place
    pari(progetto / CARTELLA / "confronti.csv", "Camera di Sotto;340", f"Camera di Sotto;{imprese.valore}")
    assert {p.posto for p in paragoni(finale(progetto)) if (p.indicatore, p.anno) == ("1.1.a", 2021)} == {1}


def test_chi_non_ha_un_valore_non_ha_un_posto(progetto: Path) -> None:
    ciclo = finale(progetto)
    senza = replace(ciclo.indicatori["1.1.a"], valore=None)
    (uno, _, _) = paragoni(replace(ciclo, indicatori={**ciclo.indicatori, "1.1.a": senza}))
    assert (uno.valore, uno.posto, uno.mediana) == (None, None, 410)


def test_al_punto_di_partenza_ogni_valore_e_lo_storico_e_gli_altri_restano(progetto: Path) -> None:
    ciclo = finale(progetto)
    fermo = partenza(ciclo)
    assert fermo is not None
    assert fermo.indicatori == ("1.1.a", "1.1.b", "2.1.a", "2.1.b"), "«no» is no number, the others have none"
    assert fermo.ciclo.indicatori["1.1.a"].valore == 310
    assert fermo.ciclo.indicatori["1.1.a"].esatto == Fraction(310 * 100, 320)
    assert fermo.ciclo.indicatori["1.1.1.b"] == ciclo.indicatori["1.1.1.b"]
    assert ciclo.ente.esatto is not None
    assert fermo.ciclo.ente.esatto != ciclo.ente.esatto
    assert fermo.quota == Fraction(60, 100) * 70 * Fraction(60, 100) + Fraction(40, 100) * 55 * Fraction(70, 100)


def test_dove_nessuno_ha_uno_storico_in_numeri_non_c_e(progetto: Path) -> None:
    for nome, storici in (("1.1", ("310", "96,5", "no")), ("2.1", ("1,5", "7,4"))):
        for storico in storici:
            sostituisci(progetto / CARTELLA / f"obiettivi/{nome}.yml", f'    storico: "{storico}"\n', "")
    assert partenza(finale(progetto)) is None
    assert pagine.SENZA_PARTENZA in pagine.partenza(contesto(carica_vista(progetto)))


def test_la_pagina_ha_mediana_posizione_e_fonti(vista: Vista) -> None:
    prima = righe(pagine.confronti_enti(contesto(vista)), "Accanto ad altri enti.")[0]
    assert prima[0] == "1.1.a Imprese che ricevono un contributo"
    assert prima[2] == "410 imprese"
    assert prima[3] == "2° su 2 dal più alto, che è il migliore"
    assert prima[4] == "2020: Camera di Sopra 410."
    esterni = righe(pagine.indicatori_esterni(contesto(vista)), "Indicatori che altri calcolano per la Camera.")
    assert esterni == [
        ["EC1 Equilibrio strutturale", "12,4", "9,85", "2021", "Unioncamere"],
        ["EC2 Capacità di spesa", "n.d.", "88", "2020", "Unioncamere"],
    ]


def test_il_dossier_dice_quanto_il_grado_distingue(vista: Vista) -> None:
    detto = _nudo(validazione_relazione(contesto(vista, "2021/validazione.html")))
    assert "Già al punto di partenza" in detto
    assert "Il conto riguarda 4 indicatori, che hanno 40,60 % del peso misurato" in detto


def test_la_pagina_c_e_dove_c_e_un_file_e_i_dati_aperti_con_lei(vista: Vista, tmp_path: Path) -> None:
    assert CONTESTO.file(2021) in {p.percorso for p in generate(vista)}
    dati = dati_aperti(vista, 2021)
    assert [r["valore"] for r in tabella(dati, "confronti.csv")][:2] == ["-9.5", "-3"]
    assert [(r["valore"], r["anno"]) for r in tabella(dati, "indicatori-esterni.csv")] == [
        ("12.4", "2021"),
        ("", "2020"),
    ]
    assert "confronti.csv" not in dati_aperti(vista, 2021, Documento.MONITORAGGIO)
    senza = carica_vista(Path(shutil.copytree(MINI, tmp_path / "senza")))
    assert CONTESTO.file(2021) not in {p.percorso for p in generate(senza)}
    assert pagine.SENZA_CONFRONTI in pagine.confronti_enti(contesto(senza))
    assert pagine.SENZA_ESTERNI in pagine.indicatori_esterni(contesto(senza))
