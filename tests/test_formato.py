"""How figures become text: rounding once, exact text that can be reckoned with."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.model.formato import arrotonda, decimale, esatto, fattore, numero, segno
from macros.model.unita import unita_concorde
from macros.model.valori import Modo

COMMERCIALE, TRONCAMENTO = Modo.COMMERCIALE, Modo.TRONCAMENTO
PROVE = settings(max_examples=60, deadline=None, derandomize=True, database=None)
FRAZIONI = st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6)


@pytest.mark.parametrize(
    ("valore", "decimali", "modo", "atteso"),
    [
        pytest.param("1/200", 2, COMMERCIALE, "0.01", id="metà: per eccesso"),
        pytest.param("93.325", 2, COMMERCIALE, "93.33", id="93,325 è 93,33"),
        pytest.param("93.325", 2, TRONCAMENTO, "93.32", id="93,325 troncato è 93,32"),
        pytest.param("-1.25", 1, COMMERCIALE, "-1.3", id="i negativi si allontanano da zero"),
        pytest.param("-1.29", 1, TRONCAMENTO, "-1.2", id="i negativi si troncano verso zero"),
        pytest.param("-0.001", 2, COMMERCIALE, "0.00", id="non esiste meno zero"),
        pytest.param("99.995", 2, COMMERCIALE, "100.00", id="il riporto arriva alle unità"),
        pytest.param("99.5", 0, COMMERCIALE, "100", id="zero decimali: nessuna virgola"),
        pytest.param("44.5", 2, TRONCAMENTO, "44.50", id="gli zeri finali restano"),
    ],
)
def test_arrotonda(valore, decimali, modo, atteso):
    assert str(arrotonda(Fraction(valore), decimali, modo)) == atteso


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [
        pytest.param("1/3", "0." + "3" * 20, id="venti decimali, tagliati"),
        pytest.param("2/3", "0." + "6" * 20, id="tagliati, non arrotondati"),
        pytest.param("-2/3", "-0." + "6" * 20, id="tagliati verso zero"),
        pytest.param("82.50", "82.5", id="senza zeri finali"),
        pytest.param("100", "100", id="gli zeri dell'intero restano"),
        pytest.param("0", "0", id="zero"),
        pytest.param("-1/1000000000000000000000000", "0", id="troppo piccolo: zero senza segno"),
        pytest.param("1234567.5", "1234567.5", id="nessun punto per le migliaia"),
    ],
)
def test_decimale_internazionale(valore, atteso):
    assert decimale(Fraction(valore)) == atteso


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [
        pytest.param("97846", "97.846", id="migliaia all'italiana"),
        pytest.param("1/1024", "0,0009765625", id="se finisce si scrive tutto"),
        pytest.param("1/512000000000", "0,000000000001953125", id="anche quando è lungo"),
        pytest.param("38/57", "2/3", id="frazione ridotta"),
        pytest.param("-1/3", "−1/3", id="frazione negativa"),
        pytest.param("1/123457", "0,000008099986230…", id="né finito né breve: quindici decimali e i puntini"),
    ],
)
def test_esatto(valore, atteso):
    assert esatto(Fraction(valore)) == atteso


def test_accanto_a_un_segno_la_frazione_sta_fra_parentesi():
    assert fattore(Fraction(1, 3)) == "(1/3)"
    assert fattore(Decimal("-2.5")) == "(−2,5)"
    assert fattore(Decimal("2.5")) == "2,5"


def rilegge(testo):
    """A figure as a reader takes it: exact, and whether it was cut."""
    nudo = testo.rstrip("…").replace(".", "").replace(",", ".").replace("−", "-")
    return Fraction(nudo), testo.endswith("…")


@PROVE
@given(FRAZIONI)
def test_esatto_si_rilegge(x):
    letto, tagliato = rilegge(esatto(x))
    assert abs(letto - x) < (Fraction(1, 10**15) if tagliato else Fraction(1, 10**30))


@PROVE
@given(FRAZIONI, st.integers(0, 6))
def test_arrotondato_sta_entro_mezza_unita_e_troncato_non_supera(x, decimali):
    unita = Fraction(1, 10**decimali)
    assert abs(Fraction(arrotonda(x, decimali)) - x) <= unita / 2
    tagliato = Fraction(arrotonda(x, decimali, TRONCAMENTO))
    assert abs(tagliato) <= abs(x) < abs(tagliato) + unita


def test_numero_e_segno():
    assert numero(None) == "n.d."
    assert numero(Fraction(-1, 1000)) == "0,00"
    assert (segno(Fraction(5)), segno(Fraction(-19, 10)), segno(Fraction(0))) == ("+5", "−1,9", "0")


@pytest.mark.parametrize(
    ("numero_", "unita", "attesa"),
    [
        pytest.param(Decimal(1), "schede", "scheda", id="una scheda"),
        pytest.param(Decimal("-1.00"), "soggetti", "soggetto", id="meno un soggetto"),
        pytest.param(Fraction(1), "punti su 10", "punto su 10", id="il complemento resta"),
        pytest.param(1, "persone per laboratorio", "persona per laboratorio", id="il nome davanti a un complemento"),
        pytest.param(1, "giorni lavorativi", "giorno lavorativo", id="l'aggettivo conosciuto concorda"),
        pytest.param(1, "giorni solari", "giorni solari", id="un aggettivo ignoto: resta come è scritto"),
        pytest.param(1, "tonnellate", "tonnellate", id="una parola ignota: resta come è scritta"),
        pytest.param(1, "%", "%", id="un simbolo non ha numero"),
        pytest.param(0, "schede", "schede", id="zero è plurale"),
        pytest.param(Decimal("1.5"), "ore", "ore", id="uno e mezzo è plurale"),
        pytest.param(21, "giorni", "giorni", id="ventuno è plurale"),
    ],
)
def test_l_unita_concorda_con_il_numero(numero_, unita, attesa):
    assert unita_concorde(numero_, unita) == attesa
