"""The grade of one indicator: every rule, floor, cap and boundary, one case a line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from macros.engine.grado import grado
from macros.engine.sintesi import stampa, stato
from macros.model.formato import arrotonda
from macros.model.impostazioni import Arrotondamento
from macros.model.regole.intervallo import distanza
from macros.model.valori import Decrescente, Modo
from tests.conftest import decimale, indicatore, intervallo, perdita, soglie

LINEARE, RAPPORTO = Decrescente.LINEARE, Decrescente.RAPPORTO


def gradi(i, valore, target, metodo=LINEARE, tetto=100):
    tetto = None if tetto is None else Decimal(tetto)
    return grado(i, decimale(valore), decimale(target), metodo, tetto)


def giorno(testo):
    return dt.date.fromisoformat(testo)


@pytest.mark.parametrize(
    ("regola", "altro", "target", "valore", "atteso"),
    [
        pytest.param("crescente", {}, "60", "56", "280/3", id="crescente, sotto il target: V / T"),
        pytest.param("crescente", {}, "80", "80", "100", id="crescente, al target: 100"),
        pytest.param("crescente", {}, "80", "96", "100", id="crescente, oltre il target: tetto a 100"),
        pytest.param("crescente", {}, "80", "0", "0", id="crescente, misurato zero: zero, non assente"),
        pytest.param("crescente", {}, "80", "-8", "0", id="crescente, valore negativo: minimo 0"),
        pytest.param("decrescente", {}, "30", "30", "100", id="decrescente lineare, al target: 100"),
        pytest.param("decrescente", {}, "30", "40", "200/3", id="decrescente lineare, peggio del target"),
        pytest.param("decrescente", {}, "30", "60", "0", id="decrescente lineare, al doppio del target: 0"),
        pytest.param("decrescente", {}, "30", "61", "0", id="decrescente lineare, oltre il doppio: minimo 0"),
        pytest.param("decrescente", {}, "30", "0", "100", id="decrescente lineare, valore zero va bene"),
        pytest.param("decrescente", {}, "30", "-4", "100", id="decrescente lineare, valore negativo: tetto"),
        pytest.param("base", {"base": 20}, "40", "30", "50", id="base in salita, a metà strada"),
        pytest.param("base", {"base": 20}, "10", "15", "50", id="base in discesa, a metà strada"),
        pytest.param("base", {"base": 20}, "40", "20", "0", id="base, fermi al valore di partenza: 0"),
        pytest.param("base", {"base": 20}, "40", "15", "0", id="base, peggio della partenza: minimo 0"),
        pytest.param("base", {"base": 20}, "40", "45", "100", id="base, oltre il target: tetto"),
        pytest.param("base", {"base": "-5"}, "-15", "-12", "70", id="base con numeri negativi: tempi di pagamento"),
        pytest.param("base", {"base": 10}, "0", "5", "50", id="base con target zero"),
        pytest.param("soglie", {}, "80", "0", "0", id="soglie, inizio della prima fascia"),
        pytest.param("soglie", {}, "80", "59,99", "0", id="soglie, appena sotto la fascia successiva"),
        pytest.param("soglie", {}, "80", "60", "50", id="soglie, la fascia comprende il suo inizio"),
        pytest.param("soglie", {}, "80", "79,999", "50", id="soglie, la fascia non comprende la fine"),
        pytest.param("soglie", {}, "80", "5000", "100", id="soglie, l'ultima non ha fine"),
        pytest.param("avanzamento", {}, "100", "73,5", "73,5", id="avanzamento su 100: il valore è il grado"),
        pytest.param("avanzamento", {}, "50", "40", "80", id="avanzamento su un target parziale"),
        pytest.param("avanzamento", {}, "50", "60", "100", id="avanzamento oltre il target: 100"),
        pytest.param("fasi", {}, "50", "20", "40", id="fasi, quota raggiunta su quota dovuta"),
        pytest.param("fasi", {}, "50", "80", "100", id="fasi in anticipo: al più 100"),
    ],
)
def test_grado_per_regola(regola, altro, target, valore, atteso):
    altro = {"soglie": soglie((0, 0), (60, 50), (80, 100)), **altro} if regola == "soglie" else altro
    i = indicatore(regola=regola, target=target, **altro)
    assert gradi(i, valore, target) == Fraction(atteso.replace(",", "."))


@pytest.mark.parametrize(
    ("valore", "atteso"),
    [
        pytest.param("10", "100", id="rapporto, al target: 100"),
        pytest.param("15", "200/3", id="rapporto, T / V"),
        pytest.param("1000000", "1/1000", id="rapporto, non scende mai a zero"),
        pytest.param("8", "100", id="rapporto, meglio del target: tetto"),
        pytest.param("0", "100", id="rapporto, zero vale raggiunto"),
        pytest.param("-3", "100", id="rapporto, negativo vale raggiunto"),
    ],
)
def test_decrescente_con_il_rapporto(valore, atteso):
    assert gradi(indicatore(regola="decrescente", target=10), valore, 10, RAPPORTO) == Fraction(atteso)


@pytest.mark.parametrize(
    ("fatto", "atteso"),
    [pytest.param(True, 100, id="si_no, realizzato"), pytest.param(False, 0, id="si_no, non realizzato")],
)
def test_si_no(fatto, atteso):
    assert grado(indicatore(regola="si_no", target=True), fatto, True, LINEARE, None) == atteso


FASCE = perdita(fasce=[(1, 80), (31, 40), (61, 0)])


@pytest.mark.parametrize(
    ("penalita", "quando", "atteso"),
    [
        pytest.param(perdita(al_giorno=2), "2021-11-30", "100", id="entro_data, l'ultimo giorno utile è ancora 100"),
        pytest.param(perdita(al_giorno=2), "2021-03-01", "100", id="entro_data, in anticipo: 100 e non di più"),
        pytest.param(perdita(al_giorno=2), "2021-12-01", "98", id="entro_data, un giorno di ritardo"),
        pytest.param(perdita(al_giorno=2), "2021-12-19", "62", id="entro_data, diciannove giorni a 2 punti"),
        pytest.param(perdita(al_giorno="0,5"), "2021-12-31", "84,5", id="entro_data, mezzo punto al giorno"),
        pytest.param(perdita(al_giorno=5), "2021-12-31", "0", id="entro_data, la perdita si ferma a zero"),
        pytest.param(FASCE, "2021-11-30", "100", id="entro_data a fasce, nei termini"),
        pytest.param(FASCE, "2021-12-01", "80", id="entro_data a fasce, dal giorno 1"),
        pytest.param(FASCE, "2021-12-30", "80", id="entro_data a fasce, giorno 30: ancora la prima"),
        pytest.param(FASCE, "2021-12-31", "40", id="entro_data a fasce, giorno 31: la seconda"),
        pytest.param(perdita(al_giorno=2), None, "0", id="entro_data, «no» è zero e non un'assenza"),
        pytest.param(FASCE, None, "0", id="entro_data a fasce, «no» è zero"),
    ],
)
def test_entro_data(penalita, quando, atteso):
    i = indicatore(regola="entro_data", target=giorno("2021-11-30"), penalita=penalita)
    valore = False if quando is None else giorno(quando)
    assert grado(i, valore, giorno("2021-11-30"), LINEARE, None) == Fraction(atteso.replace(",", "."))


@pytest.mark.parametrize(
    ("valore", "lontano", "atteso"),
    [
        pytest.param("18", "0", "100", id="intervallo, l'estremo basso è dentro"),
        pytest.param("22", "0", "100", id="intervallo, l'estremo alto è dentro"),
        pytest.param("20,5", "0", "100", id="intervallo, dentro"),
        pytest.param("17", "-1", "90", id="intervallo, sotto: distanza negativa"),
        pytest.param("24,5", "2,5", "75", id="intervallo, sopra: perdita in proporzione"),
        pytest.param("40", "18", "0", id="intervallo, molto fuori: minimo 0"),
    ],
)
def test_intervallo(valore, lontano, atteso):
    ammesso = intervallo(18, 22)
    i = indicatore(regola="intervallo", target=ammesso, penalita=perdita(per_unita=10))
    assert distanza(decimale(valore), ammesso) == Fraction(lontano.replace(",", "."))
    assert gradi(i, valore, ammesso) == Fraction(atteso)


# ------------------------------------------------------------------------------ rule 9: caps


@pytest.mark.parametrize(
    ("regola", "altro", "valore", "target", "metodo", "tetto", "atteso"),
    [
        pytest.param("crescente", {}, "15", "10", LINEARE, None, "150", id="senza tetto, crescente passa 100"),
        pytest.param("crescente", {}, "15", "10", LINEARE, "120", "120", id="tetto a 120"),
        pytest.param("crescente", {}, "11", "10", LINEARE, "120", "110", id="sotto il tetto a 120"),
        pytest.param("crescente", {}, "-1", "10", LINEARE, None, "0", id="senza tetto il minimo resta 0"),
        pytest.param("decrescente", {}, "0", "10", LINEARE, None, "200", id="senza tetto, decrescente lineare"),
        pytest.param("decrescente", {}, "4", "10", RAPPORTO, None, "250", id="senza tetto, rapporto"),
        pytest.param(
            "decrescente", {}, "0", "10", RAPPORTO, None, "100", id="rapporto con zero: 100 anche senza tetto"
        ),
        pytest.param(
            "decrescente", {}, "-5", "10", RAPPORTO, "120", "100", id="rapporto negativo: 100 anche a tetto 120"
        ),
        pytest.param("base", {"base": 0}, "30", "20", LINEARE, None, "150", id="senza tetto, base"),
        pytest.param("avanzamento", {}, "60", "50", LINEARE, None, "100", id="avanzamento non passa mai 100"),
        pytest.param("fasi", {}, "80", "50", LINEARE, None, "100", id="fasi non passa mai 100"),
    ],
)
def test_tetto(regola, altro, valore, target, metodo, tetto, atteso):  # noqa: PLR0917 - a column each
    i = indicatore(regola=regola, target=target, **altro)
    assert gradi(i, valore, target, metodo, tetto) == Fraction(atteso)


# --------------------------------------------------------------- published examples (DOMAIN 3)


@pytest.mark.parametrize(
    ("regola", "altro", "valore", "target", "metodo", "stampato"),
    [
        pytest.param("crescente", {}, "56", "60", LINEARE, "93.33", id="56 su almeno 60 è 93,33"),
        pytest.param("crescente", {}, "35,16", "8,00", LINEARE, "100.00", id="35,16 su almeno 8,00 è 100,00"),
        pytest.param("decrescente", {}, "15", "10", RAPPORTO, "66.67", id="costo 20, 10, 15 con il rapporto è 66,67"),
        pytest.param("decrescente", {}, "15", "10", LINEARE, "50.00", id="costo 20, 10, 15 lineare è 50,00"),
        pytest.param("base", {"base": 20}, "15", "10", LINEARE, "50.00", id="costo 20, 10, 15 dalla base è 50,00"),
    ],
)
def test_esempi_pubblicati(regola, altro, valore, target, metodo, stampato):
    esatto = gradi(indicatore(regola=regola, target=target, **altro), valore, target, metodo)
    assert str(arrotonda(esatto, 2)) == stampato


def test_esempio_pubblicato_89_98_su_90_troncato_a_zero_decimali_e_99():
    esatto = gradi(indicatore(target=90), "89,98", 90)
    assert str(stampa(esatto, Arrotondamento(0, Modo.TRONCAMENTO, None))) == "99"
    assert str(stampa(esatto, Arrotondamento(2, Modo.COMMERCIALE, None))) == "99.98"


# ------------------------------------------------------------------------------ rule 13: state

STATI = soglie((0, "non raggiunto"), (70, "parzialmente raggiunto"), (90, "raggiunto"))


@pytest.mark.parametrize(
    ("grado_stampato", "atteso"),
    [
        pytest.param("0.00", "non raggiunto", id="la prima fascia parte da zero"),
        pytest.param("69.99", "non raggiunto", id="appena sotto la soglia"),
        pytest.param("70.00", "parzialmente raggiunto", id="la fascia comprende il suo inizio"),
        pytest.param("100.00", "raggiunto", id="cento è raggiunto"),
        pytest.param("150.00", "raggiunto", id="l'ultima fascia non ha fine"),
        pytest.param(None, None, id="senza grado non c'è stato"),
    ],
)
def test_stato(grado_stampato, atteso):
    assert stato(None if grado_stampato is None else Decimal(grado_stampato), STATI) == atteso


def test_sotto_la_prima_soglia_non_si_indovina():
    with pytest.raises(ValueError, match="checks did not run"):
        gradi(indicatore(regola="soglie", target=80, soglie=soglie((0, 0))), -1, 80)
