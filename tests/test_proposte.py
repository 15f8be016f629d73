"""The effect of a target proposed at 30 June: exact figures of the rule, and what has none."""

from __future__ import annotations

from fractions import Fraction

import pytest

from macros.checks.esame import esamina
from macros.model.problems import errori
from macros.trail.mondo import ENTE
from macros.trail.proposte import SenzaEffetto, previsione
from tests.conftest import obiettivo

OBIETTIVI = [
    obiettivo("1.1", {"target": 100, "peso": 60}, {"target": 200, "peso": 40}),
    obiettivo("1.2", {"target": 10}),
    obiettivo("1.3", {"target": 10}),
]
AREE = {"1": (70, {"1.1": 50, "1.2": 50}), "2": (30, {"1.3": 100})}
PROPOSTA = {"valore": 20, "stima": 60, "nuova_previsione": 80, "motivo": "Ritardo"}


def effetti(progetto, monitoraggio, **altro):
    radice = progetto(obiettivi=OBIETTIVI, aree=AREE, monitoraggio=monitoraggio, **altro)
    letto, problemi = esamina(radice, 2021)
    assert [str(p) for p in errori(problemi)] == []
    return previsione(letto.anni[2021]).effetti


def punti(e):
    return {f"{livello} {codice}": p for (livello, codice), p in e.effetto.figure.items()}


def test_la_proposta_si_pesa_sulla_stima_di_tutti_gli_indicatori(progetto):
    trovati = effetti(
        progetto,
        {
            "1.1.a": PROPOSTA,
            "1.1.b": {"valore": 50, "stima": 150},
            "1.2.a": {"valore": 5, "stima": 9},
            "1.3.a": {"valore": 5, "stima": 10},
        },
    )
    assert list(trovati) == ["1.1.a"]
    e = trovati["1.1.a"]
    assert (e.oggi.esatto, e.proposto.esatto) == (60, 75)  # 60/100, 60/80
    assert punti(e) == {
        "ente ente": Fraction(15 * 60, 100) / 2 * Fraction(70, 100),  # 15 points · 60 % · 50 % · 70 %
        "area_strategica 1": Fraction(9, 2),
        "area_dirigenziale sola": Fraction(9, 3),
        "obiettivo 1.1": 9,
    }
    assert e.copertura == 100


def test_ogni_proposta_sta_da_sola(progetto):
    righe = {
        "1.1.a": PROPOSTA,
        "1.1.b": {"valore": 50, "stima": 150},
        "1.2.a": {"valore": 5, "stima": 9},
        "1.3.a": {"valore": 5, "stima": 10},
    }
    sola = effetti(progetto, righe)["1.1.a"]
    due = effetti(progetto, righe | {"1.2.a": {"valore": 5, "stima": 9, "nuova_previsione": 9, "motivo": "M"}})
    assert punti(due["1.1.a"]) == punti(sola)
    assert punti(due["1.2.a"])["ente ente"] == Fraction(10, 2) * Fraction(70, 100)


@pytest.mark.parametrize("metodo", ["rinormalizza", "zero", "blocca"])
def test_chi_non_ha_una_stima_resta_fuori_e_si_dice_quanto_pesa(progetto, metodo):
    """An estimate not given is not a result missed, whatever the year does with those."""
    righe = {"1.1.a": PROPOSTA, "1.3.a": {"valore": 5, "stima": 10}}
    e = effetti(progetto, righe, smvp={"non_rilevati": metodo})["1.1.a"]
    assert punti(e)[" ".join(ENTE)] == 15 * Fraction(70, 100)  # 1.1.b and 1.2 do not count
    assert e.copertura == 51  # 60 % of 50 % of 70 %, and 30 %


def test_il_risultato_gia_raggiunto_non_muove_niente(progetto):
    e = effetti(progetto, {"1.1.a": PROPOSTA | {"stima": 100}})["1.1.a"]
    assert (e.oggi.esatto, e.proposto.esatto) == (100, 100)
    assert punti(e) == {"ente ente": 0}


def test_senza_stima_l_effetto_non_si_inventa(progetto):
    e = effetti(progetto, {"1.1.a": PROPOSTA | {"stima": None}})["1.1.a"]
    assert (e.perche, e.effetto) == (SenzaEffetto.STIMA, None)


def test_le_fasi_proposte_a_parole_non_hanno_effetto(progetto):
    fasi = {
        "regola": "fasi",
        "fasi": [
            {"codice": "f1", "titolo": "F", "entro": "2021-03-31", "quota": 40},
            {"codice": "f2", "titolo": "F", "entro": "2021-11-30", "quota": 60},
        ],
    }
    radice = progetto(
        obiettivi=[obiettivo("1.1", fasi)],
        monitoraggio={"1.1.a": {"stima": 100, "nuova_previsione": "f2 al 31 dicembre", "motivo": "M"}},
    )
    letto, _ = esamina(radice, 2021)
    assert previsione(letto.anni[2021]).effetti["1.1.a"].perche is SenzaEffetto.TESTO


def test_un_target_che_la_regola_non_divide_non_ferma_la_pagina(progetto):
    e = effetti(progetto, {"1.1.a": PROPOSTA | {"nuova_previsione": 0}})["1.1.a"]
    assert e.perche is SenzaEffetto.REGOLA


def test_senza_proposte_non_si_calcola_niente(progetto):
    assert effetti(progetto, {"1.1.a": {"valore": 20, "stima": 60}}) == {}
