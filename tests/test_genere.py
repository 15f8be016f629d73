"""The gender report: sealed with the Relazione, reckoned exactly, printed with what it counts, and of nobody.

What is refused has its cases in `tests/casi/genere_*.yml`.
"""

from __future__ import annotations

import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.genere import ContoGenere, conto, totale
from macros.model.genere import TAVOLE, QuantitaGenere, TavolaGenere, per_tavola
from macros.model.problems import Documento
from macros.publish.dati.aperti import dati_aperti, nomi_file
from macros.publish.pagine.genere import SENZA_GENERE, bilancio_genere
from macros.reading.progetto import impronte
from macros.trail.confronto import confronta
from macros.vista.potatura import pota
from macros.vista.vista import Vista, carica_vista
from tests.progetto_copia import MINI, sostituisci
from tests.test_casi import approva
from tests.test_piani import CARTELLA, _nudo, contesto, righe, tabella

GENERE = """tavola;voce;donne;uomini;quantita_donne;quantita_uomini;fonte
organi;Giunta;1;7;;;Segreteria
inquadramento;Dirigenti e categoria D;12;10;;;Personale
inquadramento;Categoria C;20;3;;;Personale
contratto;A tempo determinato;0;0;;;Personale
contratto;A tempo indeterminato;32;13;;;Personale
formazione;Dirigenti e categoria D;9;10;310,5;200;Registro
formazione;Categoria C;20;0;480;;Registro
retribuzione;Dirigenti e categoria D;12;10;33000;34000;Contabilità
"""


def scrivi(radice: Path) -> Path:
    (radice / CARTELLA / "genere.csv").write_text(GENERE, encoding="utf-8")
    return radice


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return scrivi(Path(shutil.copytree(MINI, tmp_path / "p")))


@pytest.fixture(scope="module")
def vista(tmp_path_factory: pytest.TempPathFactory) -> Vista:
    return carica_vista(scrivi(Path(shutil.copytree(MINI, tmp_path_factory.mktemp("genere") / "p"))))


def test_sta_nell_impronta_della_sola_relazione(progetto: Path) -> None:
    prima = impronte(progetto, 2021)
    sostituisci(progetto / CARTELLA / "genere.csv", ";20;3;", ";21;3;")
    dopo = impronte(progetto, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [Documento.RELAZIONE]


def test_prima_della_relazione_non_e_pubblico(progetto: Path) -> None:
    for documento in ("piano", "monitoraggio"):
        approva(progetto, documento)
    tutto = esamina(progetto)[0]
    assert len(tutto.anni[2021].genere) == 8
    assert pota(tutto).anni[2021].genere == {}


def test_un_conteggio_che_cambia_si_vede_nel_confronto(progetto: Path) -> None:
    prima = esamina(progetto)[0].anni[2021]
    sostituisci(progetto / CARTELLA / "genere.csv", ";20;3;", ";21;3;")
    sostituisci(progetto / CARTELLA / "genere.csv", ";32;13;", ";33;13;")
    cambi = confronta(prima, esamina(progetto)[0].anni[2021]).cambiamenti
    assert [(c.titolo, c.prima, c.dopo) for c in cambi] == [
        ("Riga del bilancio di genere", 20, 21),
        ("Riga del bilancio di genere", 32, 33),
    ]


def test_ogni_tavola_ha_la_sua_forma() -> None:
    assert TAVOLE.keys() == set(TavolaGenere)


@pytest.mark.parametrize(
    ("quantita", "donne", "uomini", "a_persona", "differenza"),
    [
        (QuantitaGenere.ORE, (9, "310.5"), (10, "200"), (Fraction(69, 2), Fraction(20)), Fraction(29, 2)),
        (QuantitaGenere.ORE, (20, "480"), (0, None), (Fraction(24), None), None),
        (QuantitaGenere.MEDIA, (12, "33000"), (10, "34000"), (33000, 34000), Fraction(-100, 34)),
        (QuantitaGenere.MEDIA, (12, "0"), (10, "0"), (0, 0), None),
        (None, (3, None), (4, None), (None, None), None),
    ],
)
def test_cio_che_ha_una_persona_e_quanto_le_donne_ne_distano(quantita, donne, uomini, a_persona, differenza) -> None:
    """Hours are shared out and differ in hours; means stand as they are and differ in per cent of the men's."""
    c = ContoGenere(
        donne=donne[0],
        uomini=uomini[0],
        quantita_donne=None if donne[1] is None else Decimal(donne[1]),
        quantita_uomini=None if uomini[1] is None else Decimal(uomini[1]),
        quantita=quantita,
    )
    assert (c.a_persona, c.differenza) == (a_persona, differenza)


def test_si_somma_solo_chi_e_contato_una_volta(vista: Vista) -> None:
    somme = {t: totale(TAVOLE[t], sue) for t, sue in per_tavola(vista.anno(2021).genere)}
    assert somme[TavolaGenere.ORGANI] is None
    assert somme[TavolaGenere.RETRIBUZIONE] is None
    assert (tutti := somme[TavolaGenere.INQUADRAMENTO]) is not None
    assert (tutti.donne, tutti.uomini, tutti.quota_donne) == (32, 13, Fraction(3200, 45))
    assert (ore := somme[TavolaGenere.FORMAZIONE]) is not None
    assert ore.a_persona == (Fraction("790.5") / 29, 20)
    assert conto(next(r for r in vista.anno(2021).genere.values() if not r.persone)).quota_donne is None


def test_la_pagina_ha_una_tavola_per_genere_con_quote_e_totali(vista: Vista) -> None:
    html = bilancio_genere(contesto(vista))
    assert righe(html, "Personale per inquadramento") == [
        ["Dirigenti e categoria D", "12", "10", "22", "54,55 %"],
        ["Categoria C", "20", "3", "23", "86,96 %"],
        ["Totale", "32", "13", "45", "71,11 %"],
    ]
    assert righe(html, "Personale per contratto")[0] == ["A tempo determinato", "0", "0", "0", "n.d."]
    assert righe(html, "Formazione") == [
        ["Dirigenti e categoria D", "9 310,5 ore", "10 200 ore", "34,50", "20,00", "+14,50"],
        ["Categoria C", "20 480 ore", "0", "24,00", "n.d.", "n.d."],
        ["Totale", "29 790,5 ore", "10 200 ore", "27,26", "20,00", "+7,26"],
    ]
    media = ["Dirigenti e categoria D", "12", "10", "33.000", "34.000", "−2,94 %"]
    assert righe(html, "Retribuzione media del personale a tempo pieno") == [media]
    assert "Giunta: 1 su 8, 12,50 %; Dirigenti e categoria D: 12 su 22, 54,55 %" in html.replace("\xa0", " ")
    assert "Fonte: Registro." in _nudo(html)


def test_dati_aperti_e_assenza(vista: Vista, tmp_path: Path) -> None:
    dati = tabella(dati_aperti(vista, 2021), "genere.csv")
    assert [r["quantita_donne"] for r in dati if r["tavola"] == "formazione"] == ["310.5", "480"]
    assert "genere.csv" in nomi_file(vista, 2021)
    assert "genere.csv" not in dati_aperti(vista, 2021, Documento.MONITORAGGIO)
    senza = carica_vista(Path(shutil.copytree(MINI, tmp_path / "senza")))
    assert "genere.csv" not in nomi_file(senza, 2021)
    assert SENZA_GENERE in bilancio_genere(contesto(senza))
