"""Properties that hold for every year one could write."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.engine.ciclo import calcola, componi
from macros.engine.grado import grado
from macros.engine.result import Parte
from macros.engine.sintesi import sintesi
from macros.model.problems import Source
from macros.model.regole import REGOLE
from macros.model.valori import Assenza, Decrescente, Periodo
from tests.conftest import DICEMBRE, ciclo_di, indicatore, intervallo, obiettivo, perdita, scrivi_progetto, soglie
from tests.generatore import Generatore, genera

pytestmark = pytest.mark.xdist_group("proprieta")  # one worker makes once what they share

PROVE = settings(max_examples=60, deadline=None, derandomize=True, database=None)
QUI = Source("data/2021/albero.yml", 1)


def decimali(basso, alto):
    return st.decimals(basso, alto, places=2, allow_nan=False, allow_infinity=False)


VALORI = decimali(-300, 300)
POSITIVI = decimali("0.01", 300)
TETTI = st.sampled_from([None, Decimal(100), Decimal(120)])
METODI = st.sampled_from(list(Decrescente))
SU = ["crescente", "avanzamento", "soglie"]
SCALA = soglie((-300, 0), (-20, 15), (0, 40), (60, 40), (80, 100))


def di_regola(regola, target, base=Decimal(0)):
    altro = {"soglie": SCALA} if regola == "soglie" else {"base": base} if regola == "base" else {}
    return indicatore(regola=regola, target=target, **altro)


@PROVE
@given(st.sampled_from([*SU, "decrescente", "base"]), VALORI, POSITIVI, decimali(-300, 0), METODI, TETTI)
def test_il_grado_sta_fra_zero_e_il_tetto(regola, valore, target, base, metodo, tetto):
    g = grado(di_regola(regola, target, base), valore, target, metodo, tetto)
    assert g >= 0
    massimo = tetto if REGOLE[regola].oltre_cento else Decimal(100)
    assert massimo is None or g <= massimo


@PROVE
@given(st.sampled_from(SU), VALORI, VALORI, POSITIVI, TETTI)
def test_dove_conviene_crescere_un_valore_piu_alto_non_abbassa_il_grado(regola, uno, altro, target, tetto):
    i = di_regola(regola, target)
    basso, alto = sorted((uno, altro))
    assert grado(i, basso, target, Decrescente.LINEARE, tetto) <= grado(i, alto, target, Decrescente.LINEARE, tetto)


@PROVE
@given(VALORI, VALORI, POSITIVI, st.sampled_from([Decimal(100), None]))
def test_dove_conviene_calare_un_valore_piu_basso_non_abbassa_il_grado(uno, altro, target, tetto):
    i = di_regola("decrescente", target)
    basso, alto = sorted((uno, altro))
    assert grado(i, basso, target, Decrescente.LINEARE, tetto) >= grado(i, alto, target, Decrescente.LINEARE, tetto)
    cento = Decimal(100)  # uncapped, `rapporto` grows without end towards 0 and is 100 at 0: rule 9 says so
    assert grado(i, basso, target, Decrescente.RAPPORTO, cento) >= grado(i, alto, target, Decrescente.RAPPORTO, cento)


@PROVE
@given(VALORI, VALORI, VALORI, VALORI)
def test_dalla_base_avvicinarsi_al_target_non_abbassa_il_grado(uno, altro, base, target):
    if base == target:
        return
    i = di_regola("base", target, base)
    verso = 1 if target > base else -1
    peggio, meglio = sorted((uno, altro), key=lambda v: v * verso)
    assert grado(i, peggio, target, Decrescente.LINEARE, None) <= grado(i, meglio, target, Decrescente.LINEARE, None)


@PROVE
@given(VALORI, VALORI, decimali(0, 50), decimali(0, 20))
def test_fuori_dall_intervallo_allontanarsi_non_alza_il_grado(valore, basso, ampiezza, punti):
    ammesso = intervallo(basso, basso + ampiezza)
    i = indicatore(regola="intervallo", target=ammesso, penalita=perdita(per_unita=punti))
    fuori = valore + (1 if valore > ammesso.max else -1 if valore < ammesso.min else 0)
    g = grado(i, valore, ammesso, Decrescente.LINEARE, None)
    assert 0 <= grado(i, fuori, ammesso, Decrescente.LINEARE, None) <= g <= 100


@PROVE
@given(st.dates(), st.integers(-60, 200), decimali(0, 5), st.booleans())
def test_un_giorno_in_piu_di_ritardo_non_alza_il_grado(termine, ritardo, punti, a_fasce):
    from datetime import timedelta

    if not 500 < termine.toordinal() < 3_600_000:
        return
    penalita = perdita(fasce=[(1, 90), (10, 50), (60, 0)]) if a_fasce else perdita(al_giorno=punti)
    i = indicatore(regola="entro_data", target=termine, penalita=penalita)
    prima, dopo = (
        grado(i, termine + timedelta(days=giorni), termine, Decrescente.LINEARE, None)
        for giorni in (ritardo, ritardo + 1)
    )
    assert dopo <= prima <= 100


# ------------------------------------------------------------------------------- roll-ups


@pytest.fixture(scope="module")
def regole(tmp_path_factory):
    return ciclo_di(scrivi_progetto(tmp_path_factory.mktemp("regole"))).anno.regole


PARTI = st.lists(
    st.tuples(st.integers(0, 50), st.one_of(st.none(), st.fractions(0, 100, max_denominator=97)), st.booleans()),
    min_size=1,
    max_size=7,
)


def parti(terne):
    return [
        Parte(
            codice=str(n),
            peso=Fraction(peso),
            peso_dichiarato=Decimal(peso),
            grado=g if previsto else None,
            copertura=Fraction(100 if g is not None and previsto else 0),
            previsto=previsto,
            source=QUI,
        )
        for n, (peso, g, previsto) in enumerate(terne)
    ]


@pytest.mark.parametrize("livello", ["obiettivo", "area_strategica", "area_dirigenziale", "ente"])
def test_una_media_sta_fra_la_parte_piu_bassa_e_la_piu_alta(regole, livello):
    @PROVE
    @given(PARTI)
    def prova(terne):
        s = sintesi("x", livello, parti(terne), regole)
        contate = [g for peso, g, previsto in terne if previsto and g is not None and peso]
        assert (s.esatto is None) == (not contate)
        if contate:
            assert min(contate) <= s.esatto <= max(contate)
        assert 0 <= s.copertura_esatta <= 100

    prova()


def test_l_ordine_delle_parti_non_conta(regole):
    @PROVE
    @given(PARTI, st.randoms(use_true_random=False))
    def prova(terne, caso):
        prima = sintesi("x", "obiettivo", parti(terne), regole)
        mescolate = caso.sample(parti(terne), len(terne))
        dopo = sintesi("x", "obiettivo", mescolate, regole)
        assert (prima.esatto, prima.copertura_esatta, prima.previsto) == (
            dopo.esatto,
            dopo.copertura_esatta,
            dopo.previsto,
        )

    prova()


def cifre(c):
    """Every figure of a computed year, apart from its order."""
    gruppi = {**c.obiettivi, **c.aree_strategiche, **c.aree_dirigenziali, "ente": c.ente}
    if c.azienda_speciale:
        gruppi["azienda"] = c.azienda_speciale
    return {k: (s.esatto, s.stampato, s.copertura_esatta, s.stato) for k, s in gruppi.items()} | {
        k: (i.esatto, i.stampato, i.assenza, i.scostamento, i.stato) for k, i in c.indicatori.items()
    }


@pytest.mark.parametrize("seme", [3, 8, 21])
def test_l_ordine_di_chiavi_righe_e_file_non_conta(tmp_path, seme):
    prima = genera(tmp_path / "prima", seme)
    dopo = tmp_path / "dopo"
    shutil.copytree(prima, dopo)
    anno = dopo / "data" / "2021"
    for file in sorted(anno.rglob("*.csv")):
        testa, *righe = list(csv.reader(file.read_text(encoding="utf-8").splitlines(), delimiter=";"))
        colonne = list(reversed(range(len(testa))))
        with file.open("w", encoding="utf-8", newline="") as f:
            csv.writer(f, delimiter=";").writerows([[r[c] for c in colonne] for r in (testa, *reversed(righe))])
    parti_ = Generatore(seme).parti()
    rovesciati = [dict(reversed(o.items())) | {"indicatori": o["indicatori"][::-1]} for o in parti_["obiettivi"][::-1]]
    for nome in ("aree", "responsabili"):
        parti_[nome] = {
            k: (v[0], dict(reversed(v[1].items()))) if nome == "aree" else dict(reversed(v.items()))
            for k, v in reversed(parti_[nome].items())
        }
    scrivi_progetto(tmp_path / "rovescio", **parti_ | {"obiettivi": rovesciati})
    for nome in ("obiettivi", "albero.yml"):
        sorgente = tmp_path / "rovescio" / "data" / "2021" / nome
        if sorgente.is_dir():
            shutil.rmtree(anno / nome)
            shutil.copytree(sorgente, anno / nome)
        else:
            shutil.copy(sorgente, anno / nome)
    for periodo in Periodo:
        assert cifre(ciclo_di(prima, periodo)) == cifre(ciclo_di(dopo, periodo))


def senza(c, codice):
    """The same year, had that indicator not been reported."""
    muto = replace(
        c.indicatori[codice],
        valore=None,
        assenza=Assenza.NON_RILEVATO,
        scostamento=None,
        scostamento_percentuale=None,
        esatto=None,
        stampato=None,
        riportato=None,
        stato=None,
    )
    return componi(c.anno, c.periodo, {**c.indicatori, codice: muto})


@pytest.mark.parametrize("politica", ["zero", "rinormalizza"])
@pytest.mark.parametrize("seme", [1, 5, 9, 12])
def test_un_dato_che_manca_non_alza_sotto_zero_e_toglie_copertura_sempre(tmp_path, politica, seme):
    parti_ = Generatore(seme).parti()
    parti_["smvp"] = {**parti_["smvp"], "non_rilevati": politica}
    c = ciclo_di(scrivi_progetto(tmp_path, **parti_), DICEMBRE)
    for codice, i in c.indicatori.items():
        if i.esatto is None:
            continue
        altro = senza(c, codice)
        gruppi = [*c.obiettivi.values(), *c.aree_strategiche.values(), *c.aree_dirigenziali.values(), c.ente]
        altri = [
            *altro.obiettivi.values(),
            *altro.aree_strategiche.values(),
            *altro.aree_dirigenziali.values(),
            altro.ente,
        ]
        for prima, dopo in zip(gruppi, altri, strict=True):
            assert dopo.copertura_esatta <= prima.copertura_esatta
            if politica == "zero" and prima.esatto is not None:
                assert dopo.esatto is None or dopo.esatto <= prima.esatto
        proprio = c.obiettivi[i.indicatore.obiettivo]
        pesa = any(p.codice == codice and p.peso for p in proprio.parti)
        calata = altro.obiettivi[proprio.codice].copertura_esatta < proprio.copertura_esatta
        assert calata == pesa


def test_sotto_rinormalizza_il_grado_diventa_quello_degli_altri(ciclo):
    o = obiettivo("1.1", {"peso": 50}, {"peso": 50})
    tutti = ciclo(obiettivi=[o], consuntivo={"1.1.a": 40, "1.1.b": 90})
    uno = senza(tutti, "1.1.a")
    assert (tutti.ente.esatto, uno.ente.esatto, uno.ente.copertura_esatta) == (65, 90, 50)


@pytest.mark.parametrize("seme", [2, 7, 30])
def test_calcolare_due_volte_da_lo_stesso_risultato(tmp_path, seme):
    c = ciclo_di(genera(tmp_path, seme))
    assert calcola(c.anno, c.periodo) == c
