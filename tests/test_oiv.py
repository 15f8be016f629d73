"""What the OIV attests: beside the computed figure everywhere, in none of them; on which data, and until when due."""

from __future__ import annotations

import csv
import io
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.attestazioni import attestate
from macros.engine.ciclo import calcola
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.publish.dati.aperti import dati_aperti, nomi_file
from macros.reading.progetto import apri_approvati, impronte
from macros.trail.confronto import confronta
from macros.vista.potatura import pota
from macros.vista.vista import carica_vista
from tests.conftest import esegui
from tests.progetto_copia import MINI, registra_atti, sostituisci
from tests.test_casi import approva

OIV = "data/2021/oiv.yml"
ATTO = (
    "tipo: validazione_oiv\norgano: Nucleo di valutazione\nnumero: verbale 2\ndata: 2022-02-17\n"
    "oggetto: Validazione della Relazione\ndocumento: relazione\n"
)
ERRATA = "tipo: errata\norgano: Segretario Generale\nnumero: 5\ndata: 2022-05-02\noggetto: E\ndocumento: relazione\n"
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
    (progetto / "data/2021/atti/errata.yml").write_text(ERRATA, encoding="utf-8")
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
    assert potato.rilevazioni[Periodo.DICEMBRE] == {}
    assert potato.oiv is not None
    assert potato.oiv.attestazioni == ()
    assert potato.oiv.validazione is not None
    assert potato.oiv.validazione.atto in potato.atti


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


# --- data and commands ----------------------------------------------------------------------------


def calcolato(radice: Path, *altro: str) -> dict:
    esito, fuori, _ = esegui("calcola", "--anno", "2021", "--formato", "json", "--radice", radice, *altro)
    assert esito == 0
    return json.loads(fuori)


def test_il_json_ha_ogni_figura_attestabile_nell_ordine_dell_albero(progetto: Path) -> None:
    voci = calcolato(progetto)["attestazioni"]
    assert [v["di"] for v in voci] == [
        *("ente", "anagrafica", "promozione", "azienda"),
        *("1.1", "1.1.1", "2.1", "2.1.1", "AS.1"),
    ]
    assert voci[0] == {
        "di": "ente",
        "calcolato": "99.34",
        "attestato": "100",
        "differenza": "0.66",
        "giudizio": "in linea",
        "atto": "oiv-relazione",
    }
    assert (voci[2]["attestato"], voci[2]["differenza"], voci[2]["giudizio"]) == ("97.5", "-2.02", None)
    assert set(voci[4]) == set(voci[0])
    assert [voci[4][c] for c in ("calcolato", "attestato", "differenza", "atto")] == ["100.00", None, None, None]
    assert "attestazioni" not in calcolato(progetto, "--periodo", "30-06")


def test_una_figura_senza_grado_non_e_fra_le_attestabili(progetto: Path) -> None:
    sostituisci(
        progetto / "data/2021/consuntivo/azienda.csv",
        "AS.1.a;61;;;;",
        "AS.1.a;;non_valutabile;;La fiera non si è tenuta;2021-10-12-oiv-esclusione-missione",
    )
    esclusione = progetto / "data/2021/atti/2021-10-12-oiv-esclusione-missione.yml"
    sostituisci(esclusione, "riguarda: AS.1.b", "riguarda: AS.1")
    sostituisci(progetto / OIV, "  - {di: azienda, grado: 100, atto: oiv-relazione}\n", "")
    assert not {"azienda", "AS.1"} & {v["di"] for v in calcolato(progetto)["attestazioni"]}


def test_calcola_dice_le_due_cifre_e_di_chi_sono(progetto: Path) -> None:
    fuori = esegui("calcola", "--anno", "2021", "--radice", progetto)[1]
    assert "\nAttestato dal Nucleo di valutazione, e non entra nel calcolo\n" in fuori
    righe = [" ".join(r.split()) for r in fuori.splitlines()]
    assert "ente 99,34 Performance Camera di Commercio" in righe
    assert "ente 100 calcolato 99,34 (+0,66, attestazione piena), verbale 2 del 17 febbraio 2022" in righe
    assert "promozione 97,5 calcolato 99,52 (−2,02), verbale 2 del 17 febbraio 2022" in righe
    assert "azienda 100 calcolato 100,00 (uguale al calcolato), verbale 2 del 17 febbraio 2022" in righe


@pytest.mark.slow
def test_spiega_dice_le_due_cifre_e_non_le_mescola(progetto: Path) -> None:
    prima = esegui("spiega", "promozione", "--anno", "2021", "--radice", MINI)[1]
    dopo = esegui("spiega", "promozione", "--anno", "2021", "--radice", progetto)[1]
    assert prima.endswith("\nGiudizio dell'OIV non ancora registrato.\n")
    passi = prima.rpartition("\nGiudizio")[0]
    assert dopo == passi + (
        "\nAttestato dal Nucleo di valutazione: 97,5 (−2,02), verbale 2 del 17 febbraio 2022. Non entra nel calcolo: "
        "il grado calcolato resta 99,52. Motivazione: La prova è finita in ritardo.\n"
    )
    for codice in ("1.1", "1.1.a", "2"):
        assert "OIV" not in esegui("spiega", codice, "--anno", "2021", "--radice", MINI)[1].splitlines()[-1]


def test_a_chi_non_fu_chiesto_lo_si_dice(tmp_path: Path) -> None:
    cartella = Path(shutil.copytree(MINI, tmp_path / "p"))
    assert (
        "\nGiudizio dell'OIV non ancora registrato.\n" in esegui("calcola", "--anno", "2021", "--radice", cartella)[1]
    )
    approva(cartella, "relazione")
    fuori = esegui("calcola", "--anno", "2021", "--radice", cartella)[1]
    assert fuori.endswith("\nGiudizio dell'OIV non richiesto quando fu approvata la Relazione.\n")


def tabella(radice: Path, **come: bool) -> list[dict[str, str]] | None:
    vista = carica_vista(radice, **come)
    dati = dati_aperti(vista, 2021)
    assert ("attestazioni.csv" in nomi_file(vista, 2021)) == ("attestazioni.csv" in dati)
    if "attestazioni.csv" not in dati:
        return None
    return list(csv.DictReader(io.StringIO(dati["attestazioni.csv"].decode())))


def test_i_dati_aperti_hanno_le_due_cifre(progetto: Path) -> None:
    righe = tabella(progetto)
    assert righe is not None
    assert [r["codice"] for r in righe] == [v["di"] for v in calcolato(progetto)["attestazioni"]]
    assert righe[0] == {
        "anno": "2021",
        "livello": "ente",
        "codice": "ente",
        "titolo": "Performance Camera di Commercio",
        "calcolato": "99.34",
        "corretto": "",
        "attestato": "100",
        "differenza": "0.66",
        "attestazione_piena": "si",
        "giudizio": "in linea",
        "motivazione": "Lo scostamento viene da un collaudo chiesto da altri",
        "organo": "Nucleo di valutazione",
        "atto": "oiv-relazione",
        "nota": "",
        "dimostrativo": "si",
    }
    assert [righe[4][c] for c in ("attestato", "attestazione_piena", "organo", "nota")] == ["", "", "", ""]
    (progetto / OIV).unlink()
    righe = tabella(progetto)
    assert righe is not None
    assert [r["nota"] for r in righe] == ["non ancora registrato"] * 4 + [""] * 5


def test_in_pubblico_non_c_e_niente_prima_che_la_relazione_sia_approvata(progetto: Path) -> None:
    for documento in ("piano", "monitoraggio"):
        approva(progetto, documento)
    assert tabella(progetto, pubblico=True) is None
    assert carica_vista(progetto, pubblico=True).anno(2021).oiv is None
    approva(progetto, "relazione")
    righe = tabella(progetto, pubblico=True)
    assert righe is not None
    assert righe[0]["attestato"] == "100"


@pytest.mark.slow
def test_dopo_un_errata_la_differenza_resta_sul_calcolato_approvato(progetto: Path) -> None:
    approva(progetto, "relazione")
    prima = calcolato(progetto)["attestazioni"]
    (progetto / "data/2021/errata").mkdir()
    (progetto / "data/2021/errata/1.yml").write_text(
        "motivo: Errore di trascrizione\natto: errata\n"
        "cambi: [{dove: consuntivo 2.1.1.a, campo: valore, da: '5,8', a: '5,4'}]\n",
        encoding="utf-8",
    )
    (progetto / "data/2021/atti/errata.yml").write_text(ERRATA, encoding="utf-8")
    sostituisci(progetto / "data/2021/consuntivo/anagrafica.csv", "2.1.1.a;5,8;", "2.1.1.a;5,4;")
    registra_atti(progetto)
    assert codici(progetto) == []
    dopo = calcolato(progetto)
    assert dopo["attestazioni"] == prima
    assert dopo["ente"]["grado"] != "99.34"
    righe = tabella(progetto)
    assert righe is not None
    assert (righe[0]["calcolato"], righe[0]["corretto"]) == ("99.34", dopo["ente"]["grado"])
    assert righe[2]["corretto"] == ""
    spiegato = esegui("spiega", "ente", "--anno", "2021", "--radice", progetto)[1]
    assert "100 (+0,66 su 99,34, il calcolato che fu approvato, attestazione piena)" in spiegato


def test_un_errata_corregge_il_grado_attestato(progetto: Path) -> None:
    approva(progetto, "relazione")
    (progetto / "data/2021/errata").mkdir()
    (progetto / "data/2021/errata/1.yml").write_text(
        "motivo: Errore di trascrizione\natto: errata\n"
        "cambi: [{dove: oiv, campo: 'attestazioni[promozione].grado', da: '97.5', a: '97.4'}]\n",
        encoding="utf-8",
    )
    (progetto / "data/2021/atti/errata.yml").write_text(ERRATA, encoding="utf-8")
    sostituisci(progetto / OIV, "grado: 97.5", "grado: 97.4")
    registra_atti(progetto)
    assert codici(progetto) == []
    assert calcolato(progetto)["attestazioni"][2]["attestato"] == "97.4"
    (progetto / "data/2021/errata/1.yml").unlink()
    assert "BLOCCO-CAMBIATO" in codici(progetto)
