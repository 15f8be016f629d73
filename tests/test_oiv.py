"""What the OIV attests: beside the computed figure everywhere, in none of them; on which data, and until when due."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.attestazioni import attestate
from macros.engine.ciclo import calcola
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.reading.progetto import apri_approvati, impronte
from macros.trail.confronto import confronta
from macros.vista.potatura import pota
from tests.conftest import esegui
from tests.progetto_copia import MINI, registra_atti, sostituisci
from tests.test_casi import approva

OIV = "data/2021/oiv.yml"
ATTO = (
    "tipo: validazione_oiv\norgano: Nucleo di valutazione\nnumero: verbale 2\ndata: 2022-02-17\n"
    "oggetto: Validazione della Relazione\ndocumento: relazione\n"
)
ATTESTAZIONI = """organo: Nucleo di valutazione
attestazioni:
  - di: ente
    grado: 100
    giudizio: in linea
    motivazione: Lo scostamento viene da un collaudo chiesto da altri
    atto: oiv-relazione
  - {di: anagrafica, grado: 98.76, atto: oiv-relazione}
  - {di: promozione, grado: 97.5, motivazione: La prova è finita in ritardo, atto: oiv-relazione}
  - {di: azienda, grado: 100, atto: oiv-relazione}
  - {di: "2.1.1", grado: 97.6, motivazione: Le pratiche sono state recuperate, atto: oiv-relazione}
"""


def con_oiv(cartella: Path) -> Path:
    """Write the mini project with the OIV's act and file: chamber 99,34 computed and 100 attested."""
    shutil.copytree(MINI, cartella, dirs_exist_ok=True)
    (cartella / "data/2021/atti/oiv-relazione.yml").write_text(ATTO, encoding="utf-8")
    (cartella / OIV).write_text(ATTESTAZIONI, encoding="utf-8")
    smvp = cartella / "data/2021/smvp.yml"
    smvp.write_text(smvp.read_text(encoding="utf-8") + "attestazione: {tolleranza: 5}\n", encoding="utf-8")
    return cartella


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return con_oiv(tmp_path / "p")


def codici(radice: Path) -> list[str]:
    return [p.code for p in esamina(radice)[1]]


def validazione(radice: Path, esito: str = "valida") -> str:
    """Write the OIV's decision on the data as they stand, and return the impronta of what it saw."""
    vista = apri_approvati(radice, 2021).da_validare()
    with (radice / OIV).open("a", encoding="utf-8") as file:
        file.write(f"validazione: {{esito: {esito}, impronta: {vista}, atto: oiv-relazione}}\n")
    return vista


def test_il_progetto_attestato_non_ha_problemi(progetto: Path) -> None:
    assert esamina(progetto)[1] == ()


def test_la_differenza_e_fra_l_attestato_e_il_calcolato_come_e_stampato(progetto: Path) -> None:
    """Checked by hand: 100 − 99,34; 98,76 − 98,76; 97,5 − 99,52; 100 − 100; 97,6 − 97,52."""
    figure = attestate(calcola(esamina(progetto)[0].anni[2021], Periodo.DICEMBRE))
    assert list(figure) == ["ente", "anagrafica", "promozione", "azienda", "1.1", "1.1.1", "2.1", "2.1.1", "AS.1"]
    attese = {"ente": "0.66", "anagrafica": "0", "promozione": "-2.02", "azienda": "0", "2.1.1": "0.08"}
    assert {c: f.differenza for c, f in figure.items() if f.attestazione} == {c: Decimal(d) for c, d in attese.items()}
    assert [c for c, f in figure.items() if f.piena] == ["ente"]
    assert [c for c, f in figure.items() if f.dovuta] == ["ente", "anagrafica", "promozione", "azienda"]
    assert figure["1.1"].differenza is None


def test_un_attestazione_non_muove_nessun_grado_e_nessuno_stato(progetto: Path) -> None:
    con = calcola(esamina(progetto)[0].anni[2021], Periodo.DICEMBRE)
    (progetto / OIV).unlink()
    senza = calcola(esamina(progetto)[0].anni[2021], Periodo.DICEMBRE)
    assert (con.figure, con.indicatori) == (senza.figure, senza.indicatori)
    assert attestate(calcola(con.anno, Periodo.GIUGNO)) == {}


def test_il_file_sta_nell_impronta_della_sola_relazione(progetto: Path) -> None:
    prima, vista = impronte(progetto, 2021), apri_approvati(progetto, 2021).da_validare()
    sostituisci(progetto / OIV, "grado: 97.5", "grado: 97.4")
    dopo = impronte(progetto, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [Documento.RELAZIONE]
    assert apri_approvati(progetto, 2021).da_validare() == vista
    (progetto / OIV).unlink()
    assert impronte(progetto, 2021)[Documento.RELAZIONE] == vista


def test_una_grafia_diversa_non_cambia_l_impronta(progetto: Path) -> None:
    prima = impronte(progetto, 2021)
    sostituisci(progetto / OIV, "grado: 97.5", "grado: 97.50")
    assert impronte(progetto, 2021) == prima


def test_cio_che_l_oiv_ha_visto_non_si_muove_dopo(progetto: Path) -> None:
    validazione(progetto)
    assert codici(progetto) == []
    sostituisci(progetto / OIV, "grado: 97.5", "grado: 97.4")
    assert codici(progetto) == []
    sostituisci(progetto / "data/2021/consuntivo/anagrafica.csv", "2.1.b;8,2", "2.1.b;8,3")
    assert codici(progetto) == ["OIV-DATI-CAMBIATI"]


def test_dopo_l_approvazione_un_errata_non_chiede_una_nuova_validazione(progetto: Path) -> None:
    """What the OIV saw is what was approved, and is still known from the snapshot."""
    vista = validazione(progetto)
    approva(progetto, "relazione")
    assert codici(progetto) == []
    (progetto / "data/2021/errata").mkdir()
    (progetto / "data/2021/errata/1.yml").write_text(
        "motivo: Errore di trascrizione\natto: errata\n"
        "cambi: [{dove: consuntivo 2.1.b, campo: valore, da: '8,2', a: '8,3'}]\n",
        encoding="utf-8",
    )
    (progetto / "data/2021/atti/errata.yml").write_text(
        "tipo: errata\norgano: Segretario Generale\nnumero: 5\ndata: 2022-05-02\noggetto: E\ndocumento: relazione\n",
        encoding="utf-8",
    )
    sostituisci(progetto / "data/2021/consuntivo/anagrafica.csv", "2.1.b;8,2", "2.1.b;8,3")
    registra_atti(progetto)
    assert codici(progetto) == []
    assert apri_approvati(progetto, 2021).da_validare() == vista


def test_a_una_relazione_gia_approvata_non_si_chiede_niente(tmp_path: Path) -> None:
    cartella = Path(shutil.copytree(MINI, tmp_path / "p"))
    (cartella / "data/2021/atti/oiv-relazione.yml").write_text(ATTO, encoding="utf-8")
    assert codici(cartella) == ["COMPLETA-ATTESTAZIONE"] * 4
    approva(cartella, "relazione")
    assert codici(cartella) == []


def test_aggiunto_dopo_l_approvazione_e_un_errore_del_blocco(tmp_path: Path) -> None:
    cartella = Path(shutil.copytree(MINI, tmp_path / "p"))
    (cartella / "data/2021/atti/oiv-relazione.yml").write_text(ATTO, encoding="utf-8")
    approva(cartella, "relazione")
    con_oiv(cartella)
    assert "BLOCCO-CAMBIATO" in codici(cartella)


def test_una_relazione_non_valida_non_e_approvata(progetto: Path) -> None:
    for documento in ("piano", "monitoraggio", "relazione"):
        approva(progetto, documento)
    assert pota(esamina(progetto)[0]).anni[2021].oiv is not None
    shutil.rmtree(progetto)
    con_oiv(progetto)
    validazione(progetto, "non valida")
    for documento in ("piano", "monitoraggio", "relazione"):
        approva(progetto, documento)
    potato = pota(esamina(progetto)[0]).anni[2021]
    assert (potato.oiv, potato.rilevazioni[Periodo.DICEMBRE]) == (None, {})


def test_approva_si_ferma_su_una_relazione_non_valida(progetto: Path) -> None:
    prova = ("approva", "relazione", "--anno", "2021", "--radice", progetto, "--data", "2022-02-24", "--prova")
    buona = "ok  Validazione dell'OIV prima dell'approvazione"
    assert buona in esegui(*prova)[1]
    validazione(progetto, "non valida")
    esito, fuori, _ = esegui(*prova)
    assert (esito, buona in fuori) == (1, False)
    assert f"      {OIV}:12: per l'OIV la Relazione non è valida\n" in fuori


def test_proponi_dice_l_impronta_di_cio_che_l_oiv_valida(progetto: Path) -> None:
    esito, fuori, errore = esegui("proponi", "relazione", "--anno", "2021", "--senza-pdf", "--radice", progetto)
    assert (esito, fuori.strip()) == (0, impronte(progetto, 2021)[Documento.RELAZIONE])
    assert apri_approvati(progetto, 2021).da_validare() in errore
    errore = esegui("proponi", "piano", "--anno", "2021", "--senza-pdf", "--radice", progetto)[2]
    assert "OIV" not in errore


def test_un_confronto_dice_che_cosa_e_cambiato_in_cio_che_l_oiv_attesta(progetto: Path) -> None:
    prima = esamina(progetto)[0].anni[2021]
    sostituisci(progetto / OIV, "grado: 97.5", "grado: 97.4")
    dopo = esamina(progetto)[0].anni[2021]
    (uno,) = confronta(prima, dopo, {2021: dopo}).cambiamenti
    assert (uno.campo.passi, uno.scritto_prima, uno.scritto_dopo) == (
        ("oiv", "attestazioni", "promozione", "grado"),
        "97,5",
        "97,4",
    )
