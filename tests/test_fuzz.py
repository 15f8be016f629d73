"""No input makes the examination fall: mangled files give problems or none, never a traceback."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.model.problems import errori
from macros.model.valori import Periodo

pytestmark = pytest.mark.slow

MINI = Path(__file__).parent / "dati" / "mini"
FILE = sorted(str(f.relative_to(MINI)) for f in MINI.rglob("*") if f.is_file())
PEZZI = [
    "",
    " ",
    "\t",
    "\n",
    "- ",
    ": ",
    ":",
    ";",
    ",",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "? ",
    "| ",
    "> ",
    "#",
    "!!int ",
    "---",
    "null",
    "~",
    "no",
    "si",
    "0",
    "-1",
    "100",
    "1e9",
    "10.000",
    "97%",
    "2021",
    "9999",
    "2021-02-30",
    "31/12/2020",
    "0000-00-00",
    "non_previsto",
    "non_rilevato",
    "non_valutabile",
    "nessuno",
    "esatto",
    "zero",
    "blocca",
    "rapporto",
    "crescente",
    "decrescente",
    "base",
    "soglie",
    "si_no",
    "entro_data",
    "intervallo",
    "fasi",
    "avanzamento",
    "strategico",
    "operativo",
    "azienda_speciale",
    "1.1",
    "1.1.a",
    "2.1.1.b",
    "AS.1",
    "anagrafica",
    "#NOME?",
    "#RIF!",
    "<<<<<<< HEAD",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "\u2028",
    "\N{FULLWIDTH DIGIT NINE}",
    "\N{SUPERSCRIPT TWO}",
    "\N{ARABIC-INDIC DIGIT THREE}",
    "é",
    "\N{MINUS SIGN}5",
    "peso: 0\n",
    "tetto: null\n",
    "null\n",
    "[]\n",
    "{}\n",
]

righe = st.integers(min_value=0, max_value=60)
testo = st.one_of(st.sampled_from(PEZZI), st.text(max_size=12))
mossa = st.one_of(
    st.tuples(st.just("togli"), righe, righe),
    st.tuples(st.just("scambia"), righe, righe),
    st.tuples(st.just("ripeti"), righe, righe),
    st.tuples(st.just("tronca"), st.integers(0, 2000), st.just(0)),
    st.tuples(st.just("inserisci"), st.integers(0, 2000), testo),
    st.tuples(st.just("sostituisci"), st.integers(0, 80), testo),
    st.tuples(st.just("byte"), st.integers(0, 2000), st.binary(max_size=6)),
)


def storpia(grezzo: bytes, come: str, dove: int, cosa) -> bytes:
    """Apply one mangling to the bytes of a file."""
    if come == "byte":
        return grezzo[:dove] + cosa + grezzo[dove:]
    if come == "tronca":
        return grezzo[:dove]
    pezzi = grezzo.decode("utf-8", "replace")
    if come == "inserisci":
        return (pezzi[:dove] + cosa + pezzi[dove:]).encode("utf-8", "replace")
    if come == "sostituisci":  # the value of a line, so that most files stay readable
        linee = pezzi.split("\n")
        n = dove % len(linee)
        for segno in (": ", ";"):
            if segno in linee[n]:
                testa, _, _ = linee[n].partition(segno)
                linee[n] = testa + segno + cosa
                break
        return "\n".join(linee).encode("utf-8", "replace")
    linee = pezzi.split("\n")
    i, j = dove % len(linee), cosa % len(linee)
    if come == "togli":
        del linee[i]
    elif come == "scambia":
        linee[i], linee[j] = linee[j], linee[i]
    else:
        linee.insert(i, linee[j])
    return "\n".join(linee).encode("utf-8", "replace")


def esamina_e_calcola(radice: Path) -> None:
    progetto, problemi = esamina(radice)
    for problema in problemi:
        assert str(problema)
        assert problema.source.line >= 1
    if not errori(problemi):
        for anno in progetto.anni.values():
            for periodo in Periodo:
                calcola(anno, periodo)


def prova_storpiati(mosse: list[tuple[str, tuple[str, int, object]]]) -> None:
    with tempfile.TemporaryDirectory() as cartella:
        radice = Path(cartella) / "p"
        shutil.copytree(MINI, radice)
        for file, (come, dove, cosa) in mosse:
            bersaglio = radice / file
            bersaglio.write_bytes(storpia(bersaglio.read_bytes(), come, dove, cosa))
        esamina_e_calcola(radice)


def prova_tolti(tolti: set[str]) -> None:
    with tempfile.TemporaryDirectory() as cartella:
        radice = Path(cartella) / "p"
        shutil.copytree(MINI, radice)
        for file in tolti:
            (radice / file).unlink()
        esamina_e_calcola(radice)


def quante(esempi: int) -> settings:
    return settings(max_examples=esempi, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


STORPIATI = st.lists(st.tuples(st.sampled_from(FILE), mossa), min_size=1, max_size=3)
TOLTI = st.sets(st.sampled_from(FILE), min_size=1, max_size=6)


@given(STORPIATI)
@example([("data/2021/smvp.yml", ("sostituisci", 13, "[]"))])
@example([("data/2021/albero.yml", ("sostituisci", 0, "[]"))])
@quante(50)
def test_nessun_file_storpiato_fa_cadere_il_programma(mosse):
    prova_storpiati(mosse)


@given(TOLTI)
@quante(15)
def test_nessun_file_tolto_fa_cadere_il_programma(tolti):
    prova_tolti(tolti)


@pytest.mark.prova
@given(STORPIATI)
@quante(1500)
def test_nessuno_di_molti_file_storpiati_fa_cadere_il_programma(mosse):
    prova_storpiati(mosse)


@pytest.mark.prova
@given(TOLTI)
@quante(300)
def test_nessuno_di_molti_file_tolti_fa_cadere_il_programma(tolti):
    prova_tolti(tolti)
