"""Formulas over measures: what is in the grammar, what is refused, exactness."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from macros.engine.formula import FormulaNonValida, calcola_formula, in_parole, nomi

MISURE = {"a": Decimal(56), "b": Decimal(60), "c_2": Decimal("0.1"), "zero": Decimal(0)}


@pytest.mark.parametrize(
    ("formula", "atteso"),
    [
        pytest.param("a / b * 100", Fraction(280, 3), id="si divide e si moltiplica da sinistra"),
        pytest.param("a + b * 2", 176, id="la moltiplicazione viene prima della somma"),
        pytest.param("(a + b) * 2", 232, id="le parentesi vengono prima di tutto"),
        pytest.param("-a + b", 4, id="meno davanti a un nome"),
        pytest.param("a - -b", 116, id="meno di un meno"),
        pytest.param("--a", 56, id="due meno si annullano"),
        pytest.param("-(a - b) / 4", 1, id="meno davanti a una parentesi"),
        pytest.param("a \N{MINUS SIGN} b", -4, id="il segno meno tipografico vale meno"),
        pytest.param("c_2 + c_2 + c_2", Fraction(3, 10), id="un decimo tre volte fa tre decimi esatti"),
        pytest.param("a * 0.125", 7, id="punto decimale"),
        pytest.param("a * 1.5000", 84, id="decimali a volontà, se non sono tre"),
        pytest.param("a/b/2", Fraction(7, 15), id="due divisioni di seguito, da sinistra"),
        pytest.param("a\n / b", Fraction(14, 15), id="a capo vale uno spazio"),
        pytest.param("42", 42, id="un numero da solo"),
    ],
)
def test_formula_esatta(formula, atteso):
    valore = calcola_formula(formula, MISURE)
    assert valore == atteso
    assert isinstance(valore, Fraction)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "   ",
        "a +",
        "a b",
        "(a",
        "a)",
        "a, b",
        "a ** b",
        "a // b",
        "a % b",
        "+a",
        "a < b",
        "a if b else c_2",
        "a or b",
        "a and b",
        "not a",
        "lambda: a",
        "abs(a)",
        "__import__('os')",
        "a.real",
        "a[0]",
        "'a'",
        "[a]",
        "A / b",
        "à / b",
        "_a",
        "1e5",
        "0x1f",
        "1_000",
        "5.",
        ".5",
        "1,5",
        "1.5.2",
        "a := b",
        "a = b",
        "a; b",
        "a # b",
        "a / b * 1.500",
        "a * 10.000",
        "a / (a - a) + (b or c_2)",
        "9" * 501,
        "€ 5",
        "50%",
    ],
)
def test_fuori_dalla_grammatica_e_un_rifiuto_in_italiano(formula):
    with pytest.raises(FormulaNonValida) as rifiuto:
        nomi(formula)
    assert str(rifiuto.value)


def test_i_nomi_delle_misure_una_volta_e_in_ordine():
    assert nomi("b / a + b - c_2") == ("b", "a", "c_2")


def test_una_divisione_per_zero_nei_valori_di_prova_non_e_un_errore_di_scrittura():
    assert nomi("a / (a - b)") == ("a", "b")


def test_dividere_per_zero_si_dice():
    with pytest.raises(ZeroDivisionError):
        calcola_formula("a / zero", MISURE)


def test_una_misura_senza_dato_si_dice():
    with pytest.raises(KeyError):
        calcola_formula("a / ignota", MISURE)


def test_la_formula_si_stampa_con_la_virgola():
    assert in_parole("(a - 2.5) / -b * 100") == "(a − 2,5) / −b × 100"
