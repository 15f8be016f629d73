"""What an achievement rule costs: one file. A rule invented here, in a text, goes the whole way of a year.

The text is written as a module in a folder of its own, that the registry is shown for the length of a test:
no room of the house knows it. Without that one file each of these steps stops: the last tests say so.
"""

from __future__ import annotations

import importlib
import sys
from decimal import Decimal
from fractions import Fraction

import pytest

from macros.checks.esame import esamina
from macros.model import regole
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import dati_aperti
from macros.publish.pagine.calcolo import come_calcolato
from macros.publish.pagine.metodo import metodo
from macros.publish.schede.consuntivo import scheda_consuntivo
from macros.publish.schede.programmazione import scheda_programmazione
from macros.trail.cambiamenti import Genere
from macros.trail.confronto import confronta
from macros.vista.vista import carica_vista
from tests import test_contenuti
from tests.conftest import RADICE, ciclo_di, obiettivo, scrivi_progetto
from tests.lettura_uscite import in_parole

VICINO = '''
"""`vicino`: the nearer to the target the better, within a declared tolerance."""

from fractions import Fraction

from macros.model.formato import esatto, fattore
from macros.model.problems import Problem
from macros.model.regola import Regola


def grado(caso):
    return 100 - abs(caso.v - caso.t) / caso.numero("tolleranza") * 100


def conto(caso):
    tolleranza = fattore(caso.numero("tolleranza"))
    formula = f"100 − |{fattore(caso.v)} − {fattore(caso.t)}| / {tolleranza} × 100"
    return f"distanza dal target in rapporto alla tolleranza: {formula}"


def check_chiavi(i, anno):
    if "tolleranza" in i.numeri and i.numeri["tolleranza"] <= 0:
        yield Problem(i.dove("tolleranza"), "IND-PENALITA", f"tolleranza nulla in {i.codice}", "più di 0", "correggere")


def check_valore(i, valore, luogo):
    if valore < 0:
        yield Problem(luogo, "RIL-AVANZAMENTO", f"{esatto(valore)} per {i.codice}", "da 0 in su", "correggerlo")


REGOLA = Regola(
    nome="vicino",
    ordine=10,
    grado=grado,
    conto=conto,
    come=lambda regole: "100 al target; si perde in proporzione alla distanza, fino alla tolleranza",
    chiavi=("tolleranza",),
    unita="circa",
    check_chiavi=check_chiavi,
    check_valore=check_valore,
)
'''
TARGET, VALORE = 50, 47
RIGA = 14
"""Where `anno` writes its key."""


@pytest.fixture
def vicino(tmp_path, monkeypatch):
    """La regola inventata, in un file, per la durata di una prova."""
    cartella = tmp_path / "regole"
    cartella.mkdir()
    (cartella / "vicino.py").write_text(VICINO, encoding="utf-8")
    importlib.invalidate_caches()
    monkeypatch.setattr(regole, "__path__", [*regole.__path__, str(cartella)])
    for nome, regola in regole.trovate([str(cartella)]).items():
        monkeypatch.setitem(regole.REGOLE, nome, regola)
    yield
    del sys.modules["macros.model.regole.vicino"]


def anno(cartella, valore=VALORE, **altro):
    """Un anno con un indicatore misurato dalla regola inventata, e uno che non la usa."""
    inventato = {"regola": "vicino", "target": TARGET, "tolleranza": 20} | altro
    inventato = {k: v for k, v in inventato.items() if v is not None}
    return scrivi_progetto(
        cartella,
        obiettivi=[obiettivo("1.1", inventato, {})],
        consuntivo={"1.1.a": valore, "1.1.b": 100},
    )


def codici(cartella):
    return {p.code for p in esamina(cartella)[1] if p.gravita == "errore"}


@pytest.mark.usefixtures("vicino")
def test_si_legge_con_la_sua_chiave(tmp_path):
    cartella = anno(tmp_path / "p", tolleranza=Decimal("20.5"))
    progetto, _ = esamina(cartella)
    (i, _altro) = progetto.anni[2021].obiettivi["1.1"].indicatori
    assert (i.regola, i.numeri, i.dove("tolleranza").line) == ("vicino", {"tolleranza": Decimal("20.5")}, RIGA)


@pytest.mark.usefixtures("vicino")
@pytest.mark.parametrize(
    ("altro", "attesi"),
    [
        pytest.param({}, set(), id="com'è, non ha errori"),
        pytest.param({"tolleranza": None}, {"IND-CHIAVE-MANCANTE"}, id="senza la sua chiave"),
        pytest.param({"tolleranza": "tanta"}, {"VALORE-NUMERO"}, id="con una chiave che non è un numero"),
        pytest.param({"tolleranza": 0}, {"IND-PENALITA"}, id="con una chiave che il suo vincolo rifiuta"),
        pytest.param({"valore": -1}, {"RIL-AVANZAMENTO"}, id="con un valore che il suo vincolo rifiuta"),
        pytest.param({"valore": "si"}, {"RIL-VALORE-TIPO"}, id="con un valore che non è un numero"),
    ],
)
def test_si_controlla(tmp_path, altro, attesi):
    assert codici(anno(tmp_path / "p", **altro)) == attesi


@pytest.mark.usefixtures("vicino")
@pytest.mark.parametrize(("valore", "grado"), [(50, 100), (47, 85), (54, 80), (71, 0)])
def test_si_calcola_con_il_minimo_e_il_tetto_di_tutte(tmp_path, valore, grado):
    v = ciclo_di(anno(tmp_path / "p", valore)).indicatori["1.1.a"]
    assert (v.esatto, v.scostamento) == (Fraction(grado), valore - TARGET)


@pytest.mark.usefixtures("vicino")
def test_si_spiega_e_si_stampa(tmp_path):
    vista = carica_vista(anno(tmp_path / "p"), pubblico=False)
    ctx = Contesto(vista=vista, pagina="2021/prova.html")
    conto = in_parole(come_calcolato(ctx, "1.1.a"))
    assert "regola «vicino»: distanza dal target in rapporto alla tolleranza: 100 − |47 − 50| / 20 × 100 = 85" in conto
    assert f"data/2021/obiettivi/1.1.yml:{RIGA}" in conto
    assert "vicino 100 al target; si perde in proporzione alla distanza, fino alla tolleranza 1" in in_parole(
        metodo(ctx)
    )
    assert "50 circa" in in_parole(scheda_programmazione(ctx, "1.1"))
    assert "47 circa" in in_parole(scheda_consuntivo(ctx, "1.1"))
    detta = "100 al target; si perde in proporzione alla distanza, fino alla tolleranza; tolleranza 20"
    for html in (scheda_programmazione(ctx, "1.1"), scheda_consuntivo(ctx, "1.1"), metodo(ctx)):
        assert detta.casefold() in in_parole(html).casefold()
    assert "2021,31-12,1.1.a,tolleranza,20,si" in dati_aperti(ctx.vista, 2021)["regole.csv"].decode()


@pytest.mark.usefixtures("vicino")
def test_si_confronta_e_il_cambio_ha_il_suo_effetto(tmp_path):
    due = [esamina(anno(tmp_path / nome, tolleranza=t))[0].anni[2021] for nome, t in (("a", 20), ("b", 10))]
    (c,) = confronta(*due, {}, Periodo.DICEMBRE).di_genere(Genere.REGOLA)
    assert (str(c.campo), c.scritto_prima, c.scritto_dopo) == ("tolleranza", "20", "10")
    assert c.effetto.ente == Fraction(70 - 85, 2)


@pytest.mark.usefixtures("vicino")
def test_il_manuale_la_chiede():
    with pytest.raises(AssertionError, match="vicino"):
        test_contenuti.test_ogni_regola_e_ogni_assenza_ha_il_suo_posto_nel_manuale()
    with pytest.raises(AssertionError, match="tolleranza"):
        test_contenuti.test_ogni_chiave_che_il_programma_legge_e_nel_formato_dei_dati()


def test_ogni_file_delle_regole_porta_il_nome_della_sua():
    assert {f.stem for f in (RADICE / "macros/model/regole").glob("[a-z]*.py")} == set(regole.REGOLE)


def test_senza_il_suo_file_la_casa_non_la_conosce(tmp_path):
    assert codici(anno(tmp_path / "p")) == {"VALORE-SCELTA", "YAML-CHIAVE-IGNOTA"}


@pytest.mark.parametrize("parte", ["grado", "conto", "come"])
def test_una_regola_senza_formula_o_senza_parole_non_nasce(tmp_path, monkeypatch, parte):
    """Così la pagina sul metodo e lo scontrino non possono restarne senza."""
    sole = "\n".join(riga for riga in VICINO.splitlines() if not riga.startswith(f"    {parte}="))
    (tmp_path / "vicino.py").write_text(sole, encoding="utf-8")
    importlib.invalidate_caches()
    monkeypatch.setattr(regole, "__path__", [*regole.__path__, str(tmp_path)])
    with pytest.raises(TypeError, match=parte):
        regole.trovate([str(tmp_path)])
