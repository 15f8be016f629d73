"""Of an objective measured too little no band tells the state: one word of its own, wherever a state is shown.

The worked example, by hand. Coverage asked: 80. Three indicators of equal weight, two with grade 100, one not reported:
grade (100 + 100) / 2 = 100, coverage 200 / 3 = 66,67: valutato in parte. With weights 40, 40 and 20 the coverage is
80 / 100 = 80, not under 80: raggiunto. With weights 40, 39,99 and 20,01 it is 79,99: valutato in parte.
Fonte: RECORDS 1.
"""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.engine.spiega import spiega
from macros.model.formato import leggibile
from macros.model.valori import IN_PARTE, Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import dati_aperti
from macros.publish.dati.risultati import risultati
from macros.publish.pagine.cruscotto import cruscotto
from macros.publish.pagine.grafici import grafico_stati
from macros.publish.pagine.in_linea import conta, conta_per_stato, stato
from macros.publish.pagine.metodo import metodo
from macros.publish.parole import voci
from macros.publish.parole.esito import esito
from macros.publish.pezzi.conteggi import conteggio_stati, per_andamento, per_stato
from macros.vista.vista import carica_vista
from tests.conftest import obiettivo, scrivi_progetto
from tests.lettura_uscite import in_parole
from tests.rifare_i_conti import Conti

UGUALI = (None, None, None)


def progetto(cartella, pesi=UGUALI, *, minima=80, semestre=None, valore=100):
    """One objective with three indicators, the third not reported at either date; and one fully measured."""
    suoi = [{} if peso is None else {"peso": Decimal(peso)} for peso in pesi]
    altre = {"semestre": semestre} if semestre else {}
    misurati = {"1.1.a": valore, "1.1.b": valore, "1.2.a": 95}
    return scrivi_progetto(
        cartella,
        obiettivi=[obiettivo("1.1", *suoi), obiettivo("1.2", {})],
        smvp={"stati_copertura_minima": minima, **altre},
        consuntivo=misurati,
        monitoraggio=misurati,
    )


def calcolato(cartella, periodo=Periodo.DICEMBRE, **altro):
    return carica_vista(progetto(cartella, **altro)).ciclo(2021, periodo)


@pytest.mark.parametrize("periodo", list(Periodo))
@pytest.mark.parametrize(
    ("pesi", "minima", "atteso"),
    [
        pytest.param(UGUALI, 80, IN_PARTE, id="due terzi"),
        pytest.param(("40", "40", "20"), 80, "raggiunto", id="la minima esatta"),
        pytest.param(("40", "39.99", "20.01"), 80, IN_PARTE, id="appena sotto"),
        pytest.param(UGUALI, Decimal("66.67"), IN_PARTE, id="stampata sarebbe la minima, ma non lo è"),
        pytest.param(UGUALI, Decimal("66.66"), "raggiunto", id="due terzi sono di più"),
        pytest.param(UGUALI, None, "raggiunto", id="non dichiarata"),
    ],
)
def test_sotto_la_copertura_minima_un_obiettivo_e_valutato_in_parte(tmp_path, periodo, pesi, minima, atteso):
    figura = calcolato(tmp_path, periodo, pesi=pesi, minima=minima).obiettivi["1.1"]
    assert (figura.esatto, figura.stato, figura.in_parte) == (100, atteso, atteso == IN_PARTE)


def test_qualunque_sia_il_grado_che_non_cambia(tmp_path):
    ciclo = calcolato(tmp_path, valore=10)
    assert (ciclo.obiettivi["1.1"].stampato, ciclo.obiettivi["1.1"].stato) == (Decimal("10.00"), IN_PARTE)
    assert ciclo.ente.esatto == Decimal("52.5"), "(10 + 95) / 2"
    assert ciclo.indicatori["1.1.a"].stato == "non raggiunto", "an indicator is measured or is not"


def test_senza_grado_resta_cio_che_e(tmp_path):
    radice = scrivi_progetto(tmp_path, smvp={"stati_copertura_minima": 80})
    ciclo = calcola(esamina(radice)[0].anni[2021], Periodo.DICEMBRE)
    assert ciclo.obiettivi["1.1"].stato is None
    assert voci.segno_obiettivo(ciclo, ciclo.obiettivi["1.1"]).parola == "non rilevato"


def test_un_solo_stato_dovunque_se_ne_mostri_uno(tmp_path):
    vista = carica_vista(progetto(tmp_path))
    ctx, ciclo = Contesto(vista=vista, pagina="2021/relazione/metodo.html"), vista.ciclo(2021, Periodo.DICEMBRE)
    assert stato(ctx, "1.1") == IN_PARTE
    assert conta(ctx, IN_PARTE) == "1"
    assert conta_per_stato(ctx) == "1 raggiunto e 1 valutato in parte"
    assert [(c.segno.parola, c.numero) for c in per_stato(ciclo)] == [
        ("raggiunto", 1),
        ("parzialmente raggiunto", 0),
        ("non raggiunto", 0),
        (IN_PARTE, 1),
        ("non rilevato", 0),
        ("non valutabile", 0),
    ]
    assert "1 valutato in parte" in in_parole(conteggio_stati(ctx))
    assert "1 valutato in parte" in str(grafico_stati(ctx))
    assert voci.al_plurale(IN_PARTE, 2) == "valutati in parte"
    dati = json.loads(json.dumps(risultati(ciclo, vista.ente)))
    assert {o["codice"]: o["stato"] for o in dati["obiettivi"]} == {"1.1": IN_PARTE, "1.2": "raggiunto"}


def test_il_segno_e_suo_anche_senza_colore(tmp_path):
    ciclo = calcolato(tmp_path)
    suo = voci.segno_obiettivo(ciclo, ciclo.obiettivi["1.1"])
    altri = [voci.segno_stato(ciclo.anno.regole, str(b.esito)) for b in ciclo.anno.regole.stati]
    altri += [voci.segno_assenza(a) for a in voci.ASSENZE]
    assert suo.glifo_chiaro not in {s.glifo_chiaro for s in altri}
    assert suo.classe not in {s.classe for s in altri}


def test_al_30_giugno_nessuna_fascia_del_semestre_lo_dice_in_linea(tmp_path):
    ciclo = calcolato(tmp_path, Periodo.GIUGNO, semestre={"in_linea": 95, "a_rischio": 80})
    assert [(c.segno.parola, c.numero) for c in per_andamento(ciclo)] == [
        ("in linea", 1),
        ("a rischio", 0),
        ("in ritardo", 0),
        (IN_PARTE, 1),
    ]


def test_la_spiegazione_e_la_pagina_dicono_perche(tmp_path):
    vista = carica_vista(progetto(tmp_path))
    ciclo = vista.ciclo(2021, Periodo.DICEMBRE)
    ultimo = next(p for p in spiega(ciclo, "1.1").passi if p.titolo == "Stato")
    assert ultimo.testo == "copertura 200/3\xa0%, meno di 80\xa0%: sotto questa misura il grado non dà uno stato"
    assert ultimo.esito == IN_PARTE
    assert ultimo.luoghi[0].path == "data/2021/smvp.yml"
    assert not [p for p in spiega(ciclo, "1.2").passi if p.titolo == "Stato"]
    assert esito(ciclo, "1.1").frase.startswith(
        "Nel 2021 l'obiettivo è valutato in parte: il grado è 100,00 su 100, ma ne è misurato il 66,67\xa0% del peso, "
        "e sotto la copertura minima di 80\xa0% il grado non dà uno stato."
    )


def test_una_copertura_che_si_stampa_come_la_minima_si_dice_esatta(tmp_path):
    ciclo = calcolato(tmp_path, minima=Decimal("66.67"))
    assert (
        "ne è misurato il 200/3\xa0% del peso, e sotto la copertura minima di 66,67\xa0%" in esito(ciclo, "1.1").frase
    )


def test_il_metodo_ne_stampa_la_regola_e_solo_dove_c_e(tmp_path):
    detto = in_parole(
        metodo(Contesto(vista=carica_vista(progetto(tmp_path / "a")), pagina="2021/relazione/metodo.html"))
    )
    assert "con copertura non arrotondata sotto 80, è «valutato in parte», qualunque sia il grado" in detto
    senza = in_parole(
        metodo(Contesto(vista=carica_vista(progetto(tmp_path / "b", minima=None)), pagina="2021/relazione/metodo.html"))
    )
    assert "valutato in parte" not in senza


@pytest.mark.parametrize(
    ("minima", "quando"),
    [(80, "31 dicembre"), (Decimal("83.34"), "30 giugno"), (100, "30 giugno"), (None, "31 dicembre")],
)
def test_in_una_bozza_la_prima_cifra_e_di_giugno_finche_la_finale_copre_poco(tmp_path, minima, quando):
    """Measured are 2 indicators of 3 of one objective, and the other objective: 5/6 of the weight, 83,33."""
    ctx = Contesto(vista=carica_vista(progetto(tmp_path, minima=minima)), pagina="2021/index.html")
    detto = in_parole(cruscotto(ctx, anno=2021))
    assert f"Performance della Camera al {quando} 2021." in detto
    resta = f"la copertura è 83,33: sotto {leggibile(Decimal(minima or 0))} la prima cifra resta quella del 30 giugno"
    assert (resta in detto) == (quando == "30 giugno")


def test_dalle_tabelle_pubblicate_si_rifa_lo_stesso_stato(tmp_path):
    vista = carica_vista(progetto(tmp_path / "p"))
    cartella = tmp_path / "dati"
    cartella.mkdir()
    for nome, contenuto in dati_aperti(vista, 2021, None).items():
        (cartella / nome).write_bytes(contenuto)
    for periodo in Periodo:
        conti = Conti(cartella, str(periodo))
        assert conti.detto["stati_copertura_minima"] == "80"
        assert list(conti.differenze()) == []
        assert [r["stato"] for r in conti.stampati if r["livello"] == "obiettivo"] == [IN_PARTE, "raggiunto"]
