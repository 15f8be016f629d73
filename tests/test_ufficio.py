"""Forms go out with what the data hold, come back filled in by whatever program, and only what was typed changes."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from macros.model.foglio import neutra
from macros.model.valori import Periodo
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.ufficio.celle import CellaLetta, GenereCella
from macros.ufficio.compilabile import SEGNO_MODULO, modulo_in_xlsx
from macros.ufficio.consegne import confronta_consegna, consegna, rifiuta_discordi
from macros.ufficio.costruzione import moduli
from macros.ufficio.impaginato import modulo_impaginato
from macros.ufficio.rimandati import dove_rimandarlo
from macros.ufficio.ritorno import DA_CORREGGERE, da_correggere
from macros.ufficio.xlsx import fogli_xlsx
from tests.conftest import esegui
from tests.progetto_copia import RADICE, copia_progetto, impronte
from tests.strumenti import richiedi
from tests.ufficio import (
    DICEMBRE,
    SCHEDA,
    cambiati,
    camera,
    compilato,
    con_bozza,
    consegnata,
    di_testo,
    importata,
    letta,
    moduli_di,
    modulo,
    posto,
    scrivi_cella,
    scrivi_riga,
)

CINQUE = (None,) * 5
FOGLI = Path(__file__).parent / "dati" / "fogli"


@pytest.fixture(scope="module")
def radice(tmp_path_factory):
    """The small chamber. To be read only."""
    return camera(tmp_path_factory.mktemp("ufficio"))


@pytest.fixture(scope="module")
def vuoto(radice):
    """The form of its area, as it goes out."""
    return modulo(radice)


@pytest.fixture(scope="module")
def letti(vuoto):
    """Its sheets, as read."""
    return {f.nome: f.celle for f in fogli_xlsx(vuoto)}


@pytest.fixture
def fogli(letti):
    """Its sheets, for a test to write in."""
    return {nome: dict(celle) for nome, celle in letti.items()}


# ------------------------------------------------------------------------------------------- what goes out


def test_lo_stesso_ingresso_da_gli_stessi_byte(radice, vuoto):
    assert modulo(radice) == vuoto
    assert modulo(radice, periodo=Periodo.GIUGNO) != vuoto


def test_ogni_cella_da_compilare_e_di_testo_e_il_resto_e_protetto(vuoto):
    libro = load_workbook(BytesIO(vuoto))
    assert libro.sheetnames == ["Istruzioni", "Valori", "Misure", "Fasi", "Testi", "Evidenze", "ciclo"]
    assert libro["ciclo"].sheet_state == "veryHidden"
    for pagina in libro.worksheets:
        assert pagina.protection.sheet
        assert pagina.protection.password is None
        assert not pagina.merged_cells.ranges
        titoli = {c.column: str(c.value) for c in pagina[1]}
        aperte = [c for riga in pagina.iter_rows() for c in riga if not c.protection.locked]
        assert {c.number_format for c in aperte} <= {"@"}
        assert all(titoli[c.column].endswith(" *") or pagina.title == "Evidenze" for c in aperte)
    assert posto(libro["Valori"], "1.1.1.a", "Valore al 31/12").value == "si compila nel foglio Misure"
    assert posto(libro["Valori"], "1.1.1.a", "Valore al 31/12").protection.locked
    assert not posto(libro["Misure"], "entro", "Valore al 31/12").protection.locked
    scelte = {str(v.sqref): v.formula1 for v in libro["Valori"].data_validations.dataValidation}
    assert '"esogena,endogena,mista"' in scelte.values()
    assert libro["Evidenze"].data_validations.dataValidation[0].formula1 == "Valori!$A$2:$A$7"


def test_la_copertina_dice_che_cos_e_entro_quando_e_a_chi(radice, vuoto):
    (radice / "data/2021/scadenze.yml").write_text(
        "scadenze:\n  - codice: dati\n    titolo: Dati\n    entro: 2022-01-20\n    chi: Aree\n"
        "    adempie: {tipo: validazione_dati, documento: relazione}\n",
        encoding="utf-8",
    )
    testi = [r[0] for r in load_workbook(BytesIO(modulo(radice)))["Istruzioni"].iter_rows(values_only=True)]
    (radice / "data/2021/scadenze.yml").unlink()
    assert testi[:3] == [
        "Area sola: dati al 31 dicembre 2021",
        "Camera di commercio di Prova",
        "Ne risponde: Dirigente sola",
    ]
    assert "Entro quando: 20 gennaio 2022." in testi
    assert "A chi rimandarlo: a chi lo ha mandato." in testi


def test_un_testo_che_sembra_una_formula_resta_un_testo(tmp_path):
    r = camera(tmp_path)
    con_bozza(r, {"consuntivo/sola.csv": "indicatore;valore;assenza;causa;motivo;atto\n1.1.a;95;;;'=1+1;\n"})
    cella = posto(load_workbook(BytesIO(modulo(r)))["Valori"], "1.1.a", "Motivo")
    assert (cella.value, cella.data_type) == ("=1+1", "s")
    assert importata(r, modulo(r)) == {}


# ------------------------------------------------------------------------------------------- what comes back


def test_un_modulo_non_toccato_non_cambia_un_byte(radice, vuoto):
    assert importata(radice, vuoto) == {}
    assert importata(radice, modulo(radice, periodo=Periodo.GIUGNO), Periodo.GIUGNO) == {}


COMPILATI = (
    ("Valori", "1.1.a", "Valore al 31/12", "92,5 %"),
    ("Valori", "1.1.b", "Valore al 31/12", None),
    ("Valori", "1.1.b", "Causa", "Endogena"),
    ("Valori", "1.1.1.b", "Valore al 31/12", dt.date(2021, 9, 28)),
    ("Valori", "1.1.1.c", "Valore al 31/12", "Sì"),
    ("Misure", "entro", "Valore al 31/12", 30),
    ("Misure", "tutte", "Valore al 31/12", 40.5),
    ("Misure", "tutte", "Tipo di fonte", "sistema"),
    ("Fasi", "1.1.1.d|f2", "Raggiunta il", "29/11/2021"),
    ("Testi", "1.1|Azioni dell'anno", "Testo", "Due paragrafi.\n\nIl secondo."),
    ("Testi", "1.1.a|Risultati", "Testo", "Un testo nuovo, " + "lungo " * 20 + "in fondo."),
    ("Testi", "1.1.1.a|Criticità e opportunità", "Testo", "Nessuna: # va bene."),
    ("Evidenze", "1.1.a|Registro", "Protocollo", "0013"),
    ("Evidenze", "1.1.b|Verbale; finale", "Chi lo custodisce", "Ufficio"),
    ("Evidenze", "1.1.b|Verbale; finale", "Accesso", "A richiesta"),
)
IMPORTATI = {
    "consuntivo/sola.csv": (
        "indicatore;valore;assenza;causa;motivo;atto\n1.1.b;11,5;;endogena;;\n1.1.a;92,5;;;;\n"
        "1.1.1.b;2021-09-28;;;;\n1.1.1.c;si;;;;\n1.1.1.d;;;;;\n"
    ),
    "misure.csv": ("misura;al_30_06;al_31_12;fonte;fonte_tipo\nentro;10;30;Registro\ntutte;20;40,5;Registro;sistema\n"),
    "fasi.csv": "indicatore;fase;raggiunta_il\n1.1.1.d;f1;2021-05-20\n1.1.1.d;f2;2021-11-29\n",
    "schede/1.1.yml": """\
# Testi dell'obiettivo
consuntivo:
  indicatori:
    "1.1.a": # il primo
      risultati: >-
        Un testo nuovo, lungo lungo lungo lungo lungo lungo lungo lungo lungo lungo lungo lungo lungo lungo lungo
        lungo lungo lungo lungo lungo in fondo.
  azioni:
    sola: >-
      Due paragrafi.


      Il secondo.
""",
    "schede/1.1.1.yml": """\
consuntivo:
  indicatori:
    "1.1.1.a":
      criticita_opportunita: "Nessuna: # va bene."
""",
    "evidenze.csv": (
        "indicatore;documento;luogo;protocollo;data;custode;accesso;file;sha256\n"
        '1.1.a;Registro;;0013;;Ufficio;riservato;;\n1.1.b;"Verbale; finale";;;;Ufficio;a richiesta;;\n'
    ),
}
"""What the cells of `COMPILATI` make of the data: an empty cell changes nothing, what is not touched stays as typed."""


def spostato(libro):
    """What an office does to a workbook: sheets renamed and added, columns moved and added, rows above, titles."""
    libro["Valori"].title = "I nostri valori"
    libro.create_sheet("Appunti", 0)["A1"] = "Codice"
    pagina = libro["I nostri valori"]
    pagina.move_range(f"F1:J{pagina.max_row}", cols=2)
    pagina["F1"], pagina["G1"] = "Nota nostra", "Valore al 30/06"
    pagina["G2"] = "999"
    pagina["H1"] = "VALORE AL 31 DICEMBRE 2021"
    libro["Misure"].insert_rows(1, 2)
    libro["Misure"]["A1"] = "Le nostre misure"
    libro["Fasi"].insert_cols(1)
    libro.move_sheet("Testi", -3)


@pytest.mark.parametrize("fai", [None, spostato])
def test_cio_che_e_compilato_entra_nei_dati_e_il_resto_resta_com_era(radice, vuoto, fai):
    assert importata(radice, compilato(vuoto, *COMPILATI, fai=fai)) == IMPORTATI


@pytest.mark.parametrize(
    ("scritti", "misurato"),
    [
        ([("Fasi", "1.1.1.d|f2", "29/11/2021")], True),
        ([("Fasi", "1.1.1.d|f2", "no")], True),
        ([("Fasi", "1.1.1.d|f2", "NO"), ("Fasi", "1.1.1.d|f1", "")], False),
        ([("Valori", "1.1.a", "92,5")], False),
        ([], False),
    ],
)
def test_un_indicatore_a_fasi_e_misurato_quando_si_dice_di_ogni_fase_dovuta(radice, letti, scritti, misurato):
    """The form already shows f1; both are due by 31 December, and nothing shows a «no»."""
    fogli = {nome: dict(celle) for nome, celle in letti.items()}
    for foglio, chiave, contenuto in scritti:
        titolo = "Raggiunta il" if foglio == "Fasi" else "Valore al 31/12"
        scrivi_cella(fogli, foglio, chiave, titolo, di_testo(contenuto) if contenuto else None)
    c = consegnata(radice, fogli)
    assert [r.trovato for r in c.rifiutate] == []
    assert ["1.1.1.d Nuovo sportello, Valore al 31/12: vuoto → dalle fasi" in map(str, c.modifiche)] == [misurato]
    assert [m for m in c.modifiche if "f2" in m.voce and m.nuovo == "no"] == []


@pytest.mark.parametrize("file", ["compilato.ods", "compilato.xlsx"])
def test_si_legge_cio_che_salva_libreoffice(radice, file):
    """The form with `COMPILATI` and `spostato`, saved by LibreOffice 7.4 (`salvati_da_libreoffice`)."""
    assert importata(radice, (FOGLI / file).read_bytes()) == IMPORTATI


def salvati_da_libreoffice(cartelle: dict[str, bytes], dove: Path) -> Iterator[tuple[str, Path]]:
    """Save workbooks with LibreOffice, each as ODS and as XLSX; their names, and the files."""
    (dove / "da").mkdir()
    da = [dove / "da" / f"{nome}.xlsx" for nome in cartelle]
    for file in da:
        file.write_bytes(cartelle[file.stem])
    comando = [richiedi("soffice"), f"-env:UserInstallation={(dove / 'profilo').as_uri()}", "--headless"]
    for come in ("ods", "xlsx"):
        altro = ["--convert-to", come, "--outdir", dove, *da]
        subprocess.run([*comando, *altro], check=True, capture_output=True, timeout=240)
        yield from ((nome, dove / f"{nome}.{come}") for nome in cartelle)


@pytest.mark.slow
def test_il_giro_per_libreoffice(radice, vuoto, tmp_path):
    attesi = {"compilato": IMPORTATI, "vuoto": {}}
    cartelle = {"compilato": compilato(vuoto, *COMPILATI, fai=spostato), "vuoto": vuoto}
    for nome, file in salvati_da_libreoffice(cartelle, tmp_path):
        assert importata(radice, file.read_bytes()) == attesi[nome], file.name


def test_due_moduli_scrivono_ognuno_le_sue_righe(radice, fogli):
    """Rows of one file that stand in the same place of two workbooks are two rows."""
    altri = {f.nome: dict(f.celle) for f in fogli_xlsx(modulo(radice, "altra"))}
    scrivi_riga(fogli, "Evidenze", "1.1.b", "Verbale", *CINQUE[:3], "Ufficio A", "riservato")
    altri["Evidenze"] |= {(3, n): c for (r, n), c in fogli["Evidenze"].items() if r == 3}
    altri["Evidenze"][3, 1], altri["Evidenze"][3, 6] = di_testo("1.1.2.a"), di_testo("Ufficio B")
    uno, altro = consegnata(radice, fogli), consegnata(radice, altri)
    uno.modifiche += altro.modifiche
    righe = cambiati(radice, uno)["evidenze.csv"].splitlines()[2:]
    assert righe == ["1.1.b;Verbale;;;;Ufficio A;riservato;;", "1.1.2.a;Verbale;;;;Ufficio B;riservato;;"]


def test_due_moduli_che_dicono_cose_diverse_si_fermano(radice, fogli):
    altri = {nome: dict(celle) for nome, celle in fogli.items()}
    for suoi, valore in ((fogli, "1"), (altri, "2")):
        scrivi_cella(suoi, "Misure", "entro", "Valore al 31/12", valore)
    consegne = [consegnata(radice, fogli), consegnata(radice, altri)]
    rifiuta_discordi(consegne)
    assert [c.rifiutate[0].trovato for c in consegne] == [
        "«1», e in modulo.xlsx «2»",
        "«2», e in modulo.xlsx «1»",
    ]


def test_dove_le_virgole_dividono_le_celle_i_decimali_hanno_il_punto(tmp_path):
    r = camera(tmp_path)
    con_bozza(r, {"misure.csv": "misura,al_30_06,al_31_12\nentro,10,\ntutte,20,\n"})
    scritti = [("Misure", "entro", "Valore al 31/12", "1,125"), ("Misure", "tutte", "Valore al 31/12", "2,5")]
    dopo = importata(r, compilato(modulo(r), *scritti))["misure.csv"]
    assert dopo == "misura,al_30_06,al_31_12\nentro,10,1.1250\ntutte,20,2.5\n"


@pytest.mark.slow
def test_il_modulo_nuovo_tiene_l_aspetto_che_l_ufficio_ha_dato_al_vecchio(tmp_path, vuoto):
    """Sheets, columns, notes of the office stay; rows say what the data say now: asked no more, new, filled in."""
    r = camera(tmp_path)
    vecchio = compilato(vuoto, ("Valori", "1.1.a", "Valore al 31/12", "77"), fai=spostato)
    obiettivo = r / "data/2021/obiettivi/1.1.yml"
    obiettivo.write_text(obiettivo.read_text(encoding="utf-8").replace("1.1.b", "1.1.e"), encoding="utf-8")
    con_bozza(r, {"consuntivo/sola.csv": "indicatore;valore;assenza;causa;motivo;atto\n1.1.a;95;;;;\n"})
    nuovo = modulo_impaginato(moduli_di(r)["sola"], consegna("vecchio.xlsx", vecchio))
    libro = load_workbook(BytesIO(nuovo))
    assert libro.sheetnames == [
        "Appunti",
        "Istruzioni",
        "Testi",
        "I nostri valori",
        "Misure",
        "Fasi",
        "Evidenze",
        "ciclo",
    ]
    valori = libro["I nostri valori"]
    assert [valori.cell(1, n).value for n in (6, 7, 8)] == [
        "Nota nostra",
        "Valore al 30/06",
        "VALORE AL 31 DICEMBRE 2021",
    ]
    assert [valori.cell(2, n).value for n in (1, 7, 8)] == ["1.1.a", "999", "95"]
    assert {valori.cell(3, n).value for n in range(1, 13)} == {None}
    assert [valori.cell(8, n).value for n in (1, 2, 4)] == ["1.1.e", "Giorni di attesa", "12"]
    assert [valori.cell(8, n).protection.locked for n in (4, 8)] == [True, False]
    assert libro["Misure"]["A1"].value == "Le nostre misure"
    assert importata(r, nuovo) == {}
    assert importata(r, compilato(nuovo, fai=lambda f: setattr(f["I nostri valori"]["H8"], "value", "9"))) == {
        "consuntivo/sola.csv": "indicatore;valore;assenza;causa;motivo;atto\n1.1.a;95;;;;\n1.1.e;9;;;;\n"
    }
    altrui = modulo_impaginato(moduli_di(r)["altra"], consegna("vecchio.xlsx", vecchio))
    assert "il modulo di «cciaa_xx sola 31-12»" in altrui[0].trovato
    di_ods = modulo_impaginato(moduli_di(r)["sola"], consegna("x", (FOGLI / "compilato.ods").read_bytes()))
    assert di_ods[0].trovato == "un ODS"


# ------------------------------------------------------------------------------------------- what is refused

SBAGLIATI = (
    ("Valori", "1.1.a", "Valore al 31/12", dt.date(2021, 5, 12)),
    ("Valori", "1.1.a", "Causa", "colpa"),
    ("Valori", "1.1.b", "Valore al 31/12", (0.902, "0.00%")),
    ("Valori", "1.1.b", "Motivo", "=A1"),
    ("Valori", "1.1.b", "Risultato atteso", "15"),
    ("Valori", "1.1.1.b", "Valore al 31/12", "44285"),
    ("Valori", "1.1.1.c", "Valore al 31/12", "forse"),
    ("Valori", "9.9.z", "Valore al 31/12", "1"),
    ("Valori", "1.1.2.a", "Valore al 31/12", "39"),
    ("Misure", "entro", "Valore al 31/12", "#DIV/0!"),
    ("Misure", "tutte", "Valore al 31/12", "1.234"),
    ("Misure", "tutte", "Fonte", True),
    ("Fasi", "1.1.1.d|f1", "Da raggiungere entro", "30/06/2021"),
    ("Fasi", "1.1.1.d|f2", "Raggiunta il", "10/28/2021"),
    ("Evidenze", "1.1.b|Verbale", "Data", dt.time(8, 30)),
    ("Evidenze", "1.1.2.a|Altro", "Accesso", "riservato"),
)
RIFIUTATI = [
    ("Valori", "F2", "la data 12/05/2021"),
    ("Valori", "H2", "«colpa»"),
    ("Valori", "D3", "«Risultato atteso» cambiato: «15»"),
    ("Valori", "F3", "la percentuale 90,2 %"),
    ("Valori", "I3", "una formula senza risultato"),
    ("Valori", "F5", "«44285»"),
    ("Valori", "F6", "«forse»"),
    ("Valori", "A8", "«9.9.z», che nei dati non c'è"),
    ("Valori", "A9", "«1.1.2.a», una riga di Area altra"),
    ("Misure", "D2", "«#DIV/0!», un errore del foglio di calcolo"),
    ("Misure", "D3", "«1.234», che si può leggere in due modi"),
    ("Fasi", "D2", "«Da raggiungere entro» cambiato: «30/06/2021»"),
    ("Fasi", "F3", "«10/28/2021»"),
    ("Evidenze", "E3", "«08:30:00», che per il foglio di calcolo è un'ora"),
    ("Evidenze", "A4", "«1.1.2.a Altro», una riga di Area altra"),
]


@pytest.fixture(scope="module")
def sbagliato(vuoto):
    """A workbook with one mistake of each kind."""
    return compilato(vuoto, *SBAGLIATI)


def test_ogni_errore_ha_il_suo_foglio_e_la_sua_cella_tutti_insieme(radice, sbagliato):
    c = letta(radice, sbagliato)
    assert [(r.foglio, r.indirizzo) for r in c.rifiutate] == [(f, cella) for f, cella, _ in RIFIUTATI]
    for r, (_, _, trovato) in zip(c.rifiutate, RIFIUTATI, strict=True):
        assert trovato in r.trovato
        assert r.rimedio


@pytest.mark.slow
def test_il_modulo_torna_con_gli_errori_accanto_alle_celle(radice, sbagliato):
    c = letta(radice, sbagliato)
    tornato = da_correggere(c.grezzo, c.fogli, c.rifiutate)
    libro = load_workbook(BytesIO(tornato))
    assert [libro[DA_CORREGGERE].cell(n, 2).value for n in (2, 3, 4)] == ["E3", "A4", "D2"]
    valori = libro["Valori"]
    assert (valori["K1"].value, valori["K4"].value) == (DA_CORREGGERE, None)
    assert valori["K2"].value.startswith("F2. Trovato: la data 12/05/2021")
    assert "\nH2. Trovato: «colpa»" in valori["K2"].value
    assert not valori["F2"].protection.locked
    di_nuovo = letta(radice, tornato)
    assert [str(r) for r in di_nuovo.rifiutate] == [str(r) for r in c.rifiutate]
    corretto = da_correggere(tornato, di_nuovo.fogli, di_nuovo.rifiutate[-1:])
    assert load_workbook(BytesIO(corretto))["Valori"]["K2"].value is None


def test_un_ods_torna_come_xlsx_con_le_sue_celle(radice):
    c = consegna("m.ods", (FOGLI / "compilato.ods").read_bytes())
    tornato = da_correggere(c.grezzo, c.fogli, [])
    assert importata(radice, tornato) == IMPORTATI
    assert load_workbook(BytesIO(tornato))["ciclo"].sheet_state == "hidden"


def nascosto(nome, valore):
    """What is done to the hidden sheet."""

    def fai(fogli):
        riga = next(r for (r, n), c in fogli["ciclo"].items() if n == 1 and c.testo == nome)
        fogli["ciclo"][riga, 2] = di_testo(valore)

    return fai


def senza(foglio, titolo):
    """What is done to a sheet that loses a title."""

    def fai(fogli):
        posti = [posto for posto, c in fogli[foglio].items() if c.testo == titolo]
        fogli[foglio][posti[0]] = di_testo("Altro")

    return fai


def due_uguali(fogli):
    fogli["Le fasi"], fogli["Altre fasi"] = fogli["Fasi"], fogli.pop("Fasi")


GIORNO = CellaLetta(GenereCella.GIORNO, "2021-01-01")


@pytest.mark.parametrize(
    ("fai", "detto"),
    [
        (lambda f: f.pop("ciclo"), "manca il foglio nascosto"),
        (nascosto(SEGNO_MODULO, "0"), "un'altra versione del programma"),
        (nascosto("dati", "{}"), "non è com'era"),
        (nascosto("impronta", "0"), "non è com'era"),
        (senza("Valori", "Valore al 31/12 *"), "nessuna colonna «Valore al 31/12»"),
        (senza("Valori", "Codice"), "nessun foglio con i titoli di «Valori»"),
        (lambda f: f.pop("Testi"), "nessun foglio con i titoli di «Testi»"),
        (due_uguali, "due fogli per Fasi"),
        (lambda f: f["Valori"].update({(1, 12): di_testo("Valore")}), "due colonne «Valore"),
        (lambda f: scrivi_riga(f, "Valori", "1.1.b", *CINQUE[1:], "3"), "«1.1.b» due volte"),
        (
            lambda f: scrivi_riga(f, "Valori", GIORNO, *CINQUE[1:], "3"),
            "un codice che il foglio di calcolo ha cambiato",
        ),
        (lambda f: scrivi_riga(f, "Valori", *CINQUE, "3"), "una riga senza «Codice»"),
        (lambda f: scrivi_riga(f, "Evidenze", "1.1.b", "Solo"), "una riga nuova senza altro"),
    ],
)
def test_un_modulo_che_non_e_piu_il_modulo(radice, fogli, fai, detto):
    fai(fogli)
    rifiutate = consegnata(radice, fogli).rifiutate
    assert [r for r in rifiutate if detto in r.trovato], [str(r) for r in rifiutate]


@pytest.mark.parametrize("grezzo", [b"", b"PK", b"indicatore;valore\n"])
def test_cio_che_non_e_un_foglio_di_calcolo(grezzo):
    (rifiutata,) = consegna("x", grezzo).rifiutate
    assert "non si apre" in rifiutata.trovato


def test_un_risultato_atteso_cambiato_nel_modulo_si_rifiuta_anche_se_la_riga_e_vuota(radice, fogli):
    scrivi_cella(fogli, "Valori", "1.1.a", "Risultato atteso", "70")
    (rifiutata,) = consegnata(radice, fogli).rifiutate
    assert (rifiutata.indirizzo, rifiutata.trovato) == ("D2", "«Risultato atteso» cambiato: «70»")


def test_di_un_altro_ente(radice, vuoto):
    altrui = {a: replace(m, ente=replace(m.ente, codice_ipa="cciaa_yy")) for a, m in moduli_di(radice).items()}
    c = consegna("x", vuoto)
    confronta_consegna(c, altrui)
    assert "un modulo dell'ente «cciaa_xx»" in str(c.rifiutate[0])


# ------------------------------------------------------------------------------------------- both have changed


@pytest.mark.parametrize(
    ("scritto", "nei_dati", "esito"),
    [
        ("11,5", "10", {}),  # only the data changed
        ("9", "11,5", "9"),  # only the form did
        ("10", "10", {}),  # both, to the same
        ("9", "10", "conflitto"),
        (None, "10", {}),
    ],
)
def test_chi_e_cambiato_da_quando_il_modulo_e_uscito(tmp_path, fogli, scritto, nei_dati, esito):
    scrivi_cella(fogli, "Valori", "1.1.b", "Valore al 31/12", scritto)
    righe = "indicatore;valore;assenza;causa;motivo;atto\n1.1.b;{};;;;\n"
    r = camera(tmp_path)
    con_bozza(r, {"consuntivo/sola.csv": righe.format(nei_dati)})
    c = consegnata(r, fogli)
    if esito == "conflitto":
        (rifiutata,) = c.rifiutate
        assert (rifiutata.indirizzo, rifiutata.trovato) == ("F3", "«9», e intanto nei dati «10»")
    else:
        assert cambiati(r, c) == ({"consuntivo/sola.csv": righe.format(esito)} if esito else {})


def test_un_risultato_atteso_cambiato_nel_piano_ferma_le_righe_compilate(tmp_path, fogli):
    scrivi_cella(fogli, "Valori", "1.1.b", "Valore al 31/12", "9")
    r = camera(tmp_path)
    file = r / "data/2021/obiettivi/1.1.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(": 12", ": 13").replace(": 90", ": 91"), encoding="utf-8")
    (rifiutata,) = consegnata(r, fogli).rifiutate
    assert (rifiutata.indirizzo, rifiutata.trovato) == ("D3", "un modulo fatto quando «Risultato atteso» era «12»")


# ------------------------------------------------------------------------------------------- as if typed by hand

NUMERI = st.decimals(min_value=0, max_value=1999, places=2)
GIORNI = st.dates(dt.date(2021, 1, 1), dt.date(2021, 12, 31))
PAROLE = st.text(alphabet="abcèÀ «».,;:'\"=+@#-0123\n", max_size=40).map(lambda t: "\n\n".join(t.split("\n")))
TESTI = PAROLE.map(lambda t: t.strip() or "x")


def _come_numero(n):
    """The ways in which a spreadsheet brings a number."""
    testo = f"{n:f}"
    return st.sampled_from([di_testo(testo.replace(".", ",")), CellaLetta(GenereCella.NUMERO, f"{n.normalize():f}")])


def _come_giorno(g):
    testi = [di_testo(t) for t in (g.isoformat(), f"{g:%d/%m/%Y}")]
    return st.sampled_from([*testi, CellaLetta(GenereCella.GIORNO, g.isoformat())])


@pytest.fixture(scope="module")
def due(tmp_path_factory):
    """Two chambers: one where forms are imported, one where the same is written by hand."""
    return tuple(camera(tmp_path_factory.mktemp(nome)) for nome in ("importato", "mano"))


@given(st.data())
@settings(max_examples=15, deadline=None)
@pytest.mark.slow
def test_un_dato_importato_e_uguale_a_uno_scritto_a_mano(radice, letti, due, data):
    """Whatever is typed, the records are those of a project where the same was written in the files."""
    numero, misura, giorno, raggiunta = (data.draw(s) for s in (NUMERI, NUMERI, GIORNI, GIORNI))
    causa, motivo, testo = (data.draw(s) for s in (st.sampled_from(["", "esogena", "mista"]), TESTI, TESTI))
    fogli = {nome: dict(celle) for nome, celle in letti.items()}
    for foglio, chiave, titolo, contenuto in (
        ("Valori", "1.1.a", "Valore al 31/12", data.draw(_come_numero(numero))),
        ("Valori", "1.1.a", "Causa", causa),
        ("Valori", "1.1.a", "Motivo", motivo),
        ("Valori", "1.1.1.b", "Valore al 31/12", data.draw(_come_giorno(giorno))),
        ("Misure", "tutte", "Valore al 31/12", data.draw(_come_numero(misura))),
        ("Fasi", "1.1.1.d|f2", "Raggiunta il", data.draw(_come_giorno(raggiunta))),
        ("Testi", "1.1.b|Risultati", "Testo", testo),
    ):
        scrivi_cella(fogli, foglio, chiave, titolo, contenuto)
    virgolette = neutra(motivo).replace('"', '""')
    a_mano = {
        "consuntivo/sola.csv": (
            "indicatore;valore;assenza;causa;motivo;atto\n1.1.b;11,5;;;;\n"
            f'1.1.a;{numero};;{causa};"{virgolette}";\n1.1.1.b;{giorno};;;;\n1.1.1.d;;;;;\n'
        ),
        "misure.csv": f"misura;al_30_06;al_31_12;fonte\nentro;10;;Registro\ntutte;20;{misura};Registro\n",
        "fasi.csv": f"indicatore;fase;raggiunta_il\n1.1.1.d;f1;2021-05-20\n1.1.1.d;f2;{raggiunta}\n",
        "schede/1.1.yml": SCHEDA + f'    "1.1.b": {{risultati: {json.dumps(testo)}}}\n',
    }
    for cartella, contenuti in zip(due, (cambiati(radice, consegnata(radice, fogli)), a_mano), strict=True):
        con_bozza(cartella, contenuti)
    uno, altro = (_detti(leggi_progetto(Lettura(r)).anni[2021]) for r in due)
    assert uno == altro


def _detti(anno):
    """What a year reports, without the places where it was written."""
    righe = {
        c: {n: getattr(r, n) for n in r.__slots__ if n not in {"source", "luoghi"}}
        for c, r in anno.rilevazioni[Periodo.DICEMBRE].items()
    }
    misure = {n: (m.valori, m.fonte, m.fonte_tipo) for n, m in anno.misure.items()}
    return righe, misure, anno.fasi


# ------------------------------------------------------------------------------------------- the commands


def comando(nome, *argomenti, radice):
    return esegui(nome, *argomenti, "--radice", radice)


@pytest.mark.slow
def test_i_comandi_dal_modulo_ai_dati(tmp_path):
    r = camera(tmp_path / "p")
    codice, detto, _ = comando("modulo", "tutte", "--anno", 2021, "--periodo", "31-12", "--uscita", tmp_path, radice=r)
    assert (codice, detto.splitlines()) == (
        0,
        [str(tmp_path / f"modulo-2021-31-12-{a}.xlsx") for a in ("sola", "altra")],
    )
    file = tmp_path / "modulo-2021-31-12-sola.xlsx"
    file.write_bytes(compilato(file.read_bytes(), *COMPILATI))
    prima = impronte(r)
    codice, _, errore = comando("modulo", "sola", "--anno", 2021, "--periodo", "31-12", "--uscita", tmp_path, radice=r)
    assert (codice, "forse è compilato" in errore) == (1, True)
    codice, detto, _ = comando("importa", file, "--prova", radice=r)
    assert codice == 0
    assert "  1.1.a Pratiche evase, Valore al 31/12: vuoto → 92,5 %\n" in detto
    assert "si scriverebbe data/2021/misure.csv\n" in detto
    assert impronte(r) == prima
    codice, detto, errore = comando("importa", file, radice=r)
    assert codice == 0, errore
    assert {n: (r / "data/2021" / n).read_text(encoding="utf-8") for n in IMPORTATI} == IMPORTATI
    assert "COMPLETA-" in detto
    assert "da completare" in errore
    assert comando("importa", file, radice=r)[1].endswith("Nei dati non cambia niente.\n")


@pytest.mark.slow
def test_o_tutto_o_niente_e_il_modulo_torna_indietro(tmp_path, sbagliato, vuoto):
    r = camera(tmp_path / "p")
    buono, cattivo = tmp_path / "buono.xlsx", tmp_path / "cattivo.xlsx"
    buono.write_bytes(compilato(vuoto, ("Valori", "1.1.a", "Valore al 31/12", "91"), ("Valori", "1.1.a", "Atto", "x")))
    cattivo.write_bytes(sbagliato)
    prima = impronte(r)
    codice, _, errore = comando("importa", buono, cattivo, radice=r)
    assert (codice, impronte(r)) == (1, prima)
    assert f"{buono}: foglio «Valori», cella F2: Trovato: l'atto «x»" in errore
    assert f"{cattivo}: foglio «Valori», cella F2: Trovato: la data 12/05/2021" in errore
    assert sorted(f.name for f in tmp_path.glob("*-da-correggere.xlsx")) == [
        "buono-da-correggere.xlsx", "cattivo-da-correggere.xlsx",
    ]  # fmt: skip
    assert comando("importa", tmp_path / "cattivo-da-correggere.xlsx", radice=r)[0] == 1
    assert len(list(tmp_path.glob("*.xlsx"))) == 4


@pytest.mark.slow
def test_un_valore_approvato_si_corregge_con_un_errata(tmp_path):
    """On the demonstration, whose half-year is approved: the refusal is the command that corrects it."""
    for nome in ("data", "content"):
        shutil.copytree(RADICE / nome, tmp_path / nome)
    argomenti = ("anagrafica", "--anno", 2022, "--uscita", tmp_path / "m", "--periodo")
    assert comando("modulo", *argomenti, "31-12", radice=tmp_path)[0] == 0
    file = tmp_path / "m" / "modulo-2022-31-12-anagrafica.xlsx"
    file.write_bytes(compilato(file.read_bytes(), ("Fasi", "2.3.1.a|f1", "Raggiunta il", "10/02/2022")))
    codice, _, errore = comando("importa", file, radice=tmp_path)
    assert codice == 1
    assert '«.venv/bin/ciclo errata "fase 2.3.1.a f1" raggiunta_il 2022-02-10 --anno 2022»' in errore


@pytest.mark.slow
def test_nessun_modulo_della_dimostrazione_cambia_niente(tmp_path):
    """Every area, out and back: where all is locked, where nothing is, and with a half-year to fill in."""
    aperta = copia_progetto(tmp_path / "aperta")
    for radice, anno, periodo in ((RADICE, 2021, DICEMBRE), (aperta, 2021, DICEMBRE), (RADICE, 2022, Periodo.GIUGNO)):
        lettura = Lettura(radice)
        progetto = leggi_progetto(lettura)
        tutti = moduli(lettura, progetto.ente, progetto.anni[anno], progetto.anni.get(anno - 1), periodo)
        assert len(tutti) == 4
        for uno in tutti.values():
            c = consegna(uno.nome, modulo_in_xlsx(uno))
            confronta_consegna(c, tutti)
            assert (c.modifiche, c.rifiutate) == ([], []), uno.nome


def test_un_dato_scritto_dove_si_chiede_un_altro_foglio_non_si_perde_in_silenzio(radice, fogli):
    scrivi_cella(fogli, "Valori", "1.1.1.d", "Valore al 31/12", di_testo("83,5"))
    c = consegnata(radice, fogli)
    assert [r.trovato for r in c.rifiutate] == ["«83,5»"]
    assert "Fasi" in c.rifiutate[0].atteso


def test_il_modulo_da_correggere_non_copre_quello_che_l_ufficio_ha_corretto(tmp_path):
    (tmp_path / "m-da-correggere.xlsx").write_bytes(b"corretto a mano")
    assert dove_rimandarlo(tmp_path / "m.xlsx", b"nuovo") == tmp_path / "m-da-correggere-2.xlsx"
    (tmp_path / "m-da-correggere-2.xlsx").write_bytes(b"nuovo")
    assert dove_rimandarlo(tmp_path / "m-da-correggere.xlsx", b"nuovo") == tmp_path / "m-da-correggere-2.xlsx"
    assert dove_rimandarlo(tmp_path / "m-da-correggere-2.xlsx", b"altro") == tmp_path / "m-da-correggere-3.xlsx"
