"""The Comunicazione to the Giunta: its figures redone by hand, what it says of years that were asked less, its PDF."""

from __future__ import annotations

import re
import shutil
from fractions import Fraction

import pytest

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.engine.recuperi import recuperi
from macros.model.pagine import COMUNICAZIONE
from macros.model.problems import Documento, errori
from macros.model.stampe import STAMPE
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.documenti import fascicoli
from macros.publish.pagine.comunicazione import NON_CHIESTI, QUANTI_SCARTI, comunicazione_giunta
from macros.trail.proposte import SenzaEffetto, previsione
from macros.vista.vista import carica_vista
from tests.conftest import obiettivo
from tests.lettura_uscite import in_parole
from tests.progetto_copia import RADICE, sblocca, senza_semestre
from tests.strumenti import richiedi
from tests.strumenti.pagine_pdf import altezze_usate


def atteso(fine, giugno=None):
    """The targets of a strategic indicator: the same in each year, and one at 30 June if any."""
    return {**({"30-06": giugno} if giugno else {}), **dict.fromkeys((2021, 2022, 2023), fine)}


OBIETTIVI = [
    obiettivo("1.1", {"target": atteso(100, 50), "peso": 60}, {"target": atteso(200), "peso": 40}),
    obiettivo("1.2", {"target": atteso(10, 5)}),
    obiettivo("1.3", {"target": atteso(10, 5)}),
]
AREE = {"1": (70, {"1.1": 50, "1.2": 50}), "2": (30, {"1.3": 100})}
FASCE = {"semestre": {"in_linea": 95, "a_rischio": 80}}
GIUGNO = {
    "1.1.a": {"valore": 20, "stima": 60, "nuova_previsione": 80, "motivo": "Ritardo", "causa": "mista"},
    "1.1.b": {"stima": 150},
    "1.2.a": {"valore": 4, "stima": 9, "nuova_previsione": 9, "motivo": "M", "intervento": "Un turno in più"},
    "1.3.a": {"valore": 5, "stima": 10},
}


@pytest.fixture
def scritto(progetto):
    """Return the page of a small year with what an office reported at 30 June, and its view."""

    def scrivi(monitoraggio=GIUGNO, **smvp):
        vista = carica_vista(progetto(obiettivi=OBIETTIVI, aree=AREE, monitoraggio=monitoraggio, smvp=smvp or FASCE))
        return in_parole(comunicazione_giunta(Contesto(vista=vista, pagina="2021/comunicazione.html")))

    return scrivi


def anno_con(progetto, monitoraggio):
    letto, problemi = esamina(progetto(obiettivi=OBIETTIVI, aree=AREE, monitoraggio=monitoraggio), 2021)
    assert [str(p) for p in errori(problemi)] == []
    return letto.anni[2021]


# --- the figures -------------------------------------------------------------------------------


def test_la_previsione_pesa_insieme_tutte_le_proposte(progetto):
    p = previsione(anno_con(progetto, GIUGNO))
    in_vigore = Fraction(70, 100) * (Fraction(60 * 60 + 75 * 40, 100) + 90) / 2 + 30
    accolte = Fraction(70, 100) * (Fraction(75 * 60 + 75 * 40, 100) + 100) / 2 + 30  # 60/80 and 9/9
    assert (p.in_vigore.ente.esatto, p.accolte.ente.esatto) == (in_vigore, accolte)
    assert sum(e.effetto.ente for e in p.effetti.values()) == accolte - in_vigore  # they touch different objectives


def test_senza_proposte_le_due_previsioni_sono_una(progetto):
    p = previsione(anno_con(progetto, {"1.3.a": {"valore": 5, "stima": 10}}))
    assert p.accolte is p.in_vigore
    assert (p.in_vigore.ente.esatto, p.in_vigore.ente.copertura) == (100, 30)


def test_cio_che_vale_uno_scostamento_e_il_grado_che_manca_per_il_suo_peso(progetto):
    ciclo = calcola(anno_con(progetto, GIUGNO), Periodo.GIUGNO)
    # At 30 June 1.1.b expects nothing: 1.1 is 1.1.a alone, at 40; 1.2 is at 80.
    assert recuperi(ciclo) == {
        "1.1.a": Fraction(60 * 50, 100) * Fraction(70, 100),
        "1.2.a": Fraction(20 * 50, 100) * Fraction(70, 100),
    }


# --- the page ----------------------------------------------------------------------------------


def test_la_prima_frase_e_la_risposta(scritto):
    testo = scritto()
    assert testo.startswith(
        "Al 30 giugno 2021, 1 obiettivo su 3 è in linea ; 1 a rischio, 1 in ritardo. "
        "A fine anno gli uffici si attendono 84,60 su 100; con le 2 proposte accolte, 91,25."
    )
    assert testo.index("Che cosa si chiede alla Giunta") < testo.index("Gli scostamenti, da quello che costa di più")
    assert "Camera al 30 giugno 72,00 in ritardo" in testo
    assert "Tutte insieme: la Camera da 84,60 a 91,25 +6,65" in testo


def test_gli_scostamenti_dicono_causa_intervento_e_area_da_quello_che_vale_di_piu(scritto):
    tavola = scritto().partition("Gli scostamenti")[2].partition("La Camera e le aree")[0]
    assert [tavola.index(c) for c in ("1.1.a", "1.2.a")] == sorted(tavola.index(c) for c in ("1.1.a", "1.2.a"))
    assert "Area sola 40,00 +21,00 Causa mista (in parte interna, in parte esterna) da completare" in tavola
    assert "Area sola 80,00 +7,00 Un turno in più." in tavola
    assert "Dirigente" not in tavola  # the area answers; no person is named


def test_una_proposta_che_non_si_pesa_si_dice(scritto):
    senza_stima = {**GIUGNO, "1.2.a": {k: v for k, v in GIUGNO["1.2.a"].items() if k != "stima"}}
    testo = scritto(senza_stima)
    assert "accolte le proposte che si possono pesare, 1 su 2" in testo
    assert str(SenzaEffetto.STIMA) in testo


def test_senza_stime_e_senza_proposte_la_pagina_lo_dice(scritto):
    testo = scritto({"1.3.a": {"valore": 5}})
    assert "Nessun ufficio ha dato una stima al 31 dicembre" in testo
    assert "Nessuna variazione del Piano è proposta." in testo
    assert "Con le proposte" not in testo


def test_un_anno_senza_fasce_conta_i_suoi_stati_e_lo_dice(scritto):
    testo = scritto(non_rilevati="rinormalizza")
    assert "1 obiettivo su 3 è raggiunto rispetto a quanto atteso a metà anno" in testo
    assert "Il Sistema del 2021 non dichiara fasce per il semestre" in testo


@pytest.mark.slow
@pytest.mark.parametrize("anno", [2021, 2022])
def test_gli_anni_comunicati_prima_dicono_in_una_frase_che_cosa_non_fu_chiesto(tmp_path, anno):
    shutil.copytree(RADICE / "data", tmp_path / "data")
    sblocca(tmp_path / "data")
    senza_semestre(tmp_path / "data")
    vista = carica_vista(tmp_path)
    html = comunicazione_giunta(Contesto(vista=vista, pagina=f"{anno}/comunicazione.html"))
    testo = in_parole(html)
    assert NON_CHIESTI in testo
    assert f"Il Sistema del {anno} non dichiara fasce per il semestre" in testo
    assert "da completare" not in testo
    chi = [a.responsabile for a in vista.anno(anno).letture.con_responsabile]
    assert not [r for r in chi if r in testo]
    righe = re.search(r'<table class="dati schede costano">.*?</table>', html, re.DOTALL)[0].count("<tr>")
    assert righe == QUANTI_SCARTI + 1  # and the head


@pytest.mark.slow
def test_la_pagina_e_del_giorno_del_monitoraggio_anche_dopo_una_variazione():
    """In 2022 two variations were approved in September: what is asked is still what was asked in July."""
    ctx = Contesto(vista=carica_vista(RADICE), pagina="2022/comunicazione.html")
    testo = in_parole(comunicazione_giunta(ctx))
    assert "nessuna variazione è stata approvata" in testo
    assert "almeno 150 imprese almeno 110 imprese" in testo


def test_e_pubblica_quando_lo_e_il_monitoraggio(progetto):
    radice = progetto(obiettivi=OBIETTIVI, aree=AREE, monitoraggio=GIUGNO)
    bozza = carica_vista(radice)
    assert COMUNICAZIONE.quando(bozza, 2021)

    class Pubblica:
        def visibile(self, _anno, documento):
            return documento is Documento.PIANO

    assert not COMUNICAZIONE.quando(Pubblica(), 2021)


# --- the PDF -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_ogni_anno_con_valori_di_giugno_ha_la_sua_comunicazione_fra_i_documenti():
    vista = carica_vista(RADICE)
    for anno in vista.anni:
        nomi = [f.documento for f in fascicoli(vista, anno)]
        assert nomi == [n for n in STAMPE if n in nomi]  # in the order of the registry
        (sua,) = (f for f in fascicoli(vista, anno) if f.documento == "comunicazione")
        assert sua.nome_file == f"comunicazione-{anno}.pdf"
        assert {"interventi.csv", "risultati-30-06.csv"} < {a.nome for a in sua.allegati}
        assert sua.impronta == vista.impronta(anno, Documento.MONITORAGGIO)


@pytest.mark.slow
@pytest.mark.parametrize("anno", [2021, 2022])
def test_il_pdf_sta_in_tre_pagine(sito_intero, anno):
    richiedi("pdftotext")
    assert len(altezze_usate(sito_intero / "documenti" / str(anno) / f"comunicazione-{anno}.pdf")) <= 3
