"""What a spreadsheet program saved is read cell by cell: none of what is not a datum is taken for an empty cell."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.scrivi.modifica_rami import con_ramo
from macros.reading.testo.deposito import MEBIBYTE
from macros.ufficio import libro
from macros.ufficio.celle import CellaLetta, GenereCella
from macros.ufficio.letture import PercheRifiutata, letta
from macros.ufficio.libro import LibroError, LibroGrandeError
from macros.ufficio.modulo import Casella, GenereCasella
from macros.ufficio.ods import fogli_ods
from macros.ufficio.riconosciuti import nudo
from macros.ufficio.xlsx import fogli_xlsx
from tests.ufficio import ods

G = GenereCella


def cella(tipo, altro="", dentro="", formula=""):
    """A cell as LibreOffice writes it: kind, value, paragraphs."""
    attributi = [f'table:formula="{formula}"'] if formula else []
    attributi += [f'office:value-type="{tipo}"'] if tipo else []
    return f"<table:table-cell {' '.join([*attributi, altro])}>{dentro}</table:table-cell>"


def p(*paragrafi):
    return "".join(f"<text:p>{testo}</text:p>" for testo in paragrafi)


def riga(*celle, volte=""):
    ripetuta = f' table:number-rows-repeated="{volte}"' if volte else ""
    return f"<table:table-row{ripetuta}>{''.join(celle)}</table:table-row>"


NOTA = f"<office:annotation>{p('nota')}</office:annotation>"
COMPOSTO = 'a<text:s text:c="2"/>b<text:span>c</text:span>d<text:tab/><text:line-break/>e'
ERRORE = 'office:string-value="" calcext:value-type="error"'


@pytest.mark.parametrize(
    ("scritta", "attesa"),
    [
        (cella(""), None),
        (cella("string", "", p(" ")), None),
        (cella("string", "", p("a", "", "b")), (G.TESTO, "a\n\nb")),
        (cella("string", "", p(COMPOSTO)), (G.TESTO, "a  bcd\t\ne")),
        (cella("string", "", NOTA + p("x")), (G.TESTO, "x")),
        (cella("float", 'office:value="0.30000000000000004"', p("0,3")), (G.NUMERO, "0.3")),
        (cella("currency", 'office:value="1234"', p("€ 1.234")), (G.NUMERO, "1234")),
        (cella("percentage", 'office:value="0.902"', p("90,2%")), (G.PERCENTO, "90.2")),
        (cella("date", 'office:date-value="2021-05-12"', p("12/05/21")), (G.GIORNO, "2021-05-12")),
        (cella("date", 'office:date-value="2021-05-12T00:00:00"', p("12/05/21")), (G.GIORNO, "2021-05-12")),
        (cella("date", 'office:date-value="2021-05-12T08:30:00"', p("x")), (G.ALTRO, "2021-05-12T08:30:00")),
        (cella("time", 'office:time-value="PT08H30M00S"', p("08:30")), (G.ALTRO, "08:30")),
        (cella("boolean", 'office:boolean-value="true"', p("VERO")), (G.SI_NO, "si")),
        (cella("string", ERRORE, p("#DIV/0!"), formula="of:=1/0"), (G.ERRORE, "#DIV/0!")),
        (cella("", formula="of:=[.A1]"), (G.SENZA_VALORE, "")),
        (cella("float", formula="of:=[.A1]"), (G.SENZA_VALORE, "")),
        (cella("float", 'office:value="2"', p("2"), formula="of:=1+1"), (G.NUMERO, "2")),
    ],
)
def test_ogni_genere_di_cella_di_un_ods(scritta, attesa):
    (foglio,) = fogli_ods(ods({"F": [riga(scritta)]}))
    assert foglio.celle == ({(1, 1): CellaLetta(*attesa)} if attesa else {})


def ripetuta(volte):
    return f'table:number-columns-repeated="{volte}"'


def test_righe_e_celle_ripetute_di_un_ods():
    piena = cella("string", ripetuta(2), p("x"))
    righe = [
        riga(cella(""), volte=2),
        f"<table:table-header-rows>{riga(cella('', ripetuta(3)), piena)}</table:table-header-rows>",
        riga("<table:covered-table-cell/>", cella("string", "", p("x")), volte=2),
        riga(cella(""), volte=1_048_000),
    ]
    (foglio,) = fogli_ods(ods({"F": righe}))
    assert sorted(foglio.celle) == [(3, 4), (3, 5), (4, 2), (5, 2)]


@pytest.mark.parametrize(
    ("scritta", "testa", "errore"),
    [
        (riga(cella("string", "", p("x")), volte=999_999), "", LibroGrandeError),
        (riga(cella("string", ripetuta(999), p("x")), volte=9_999), "", LibroGrandeError),
        (riga(volte=-1), "", LibroError),
        (riga(volte="9" * 99), "", LibroError),
        (riga(cella("float", 'office:value="NaN"')), "", LibroError),
        (riga(cella("float", 'office:value="1e999999"')), "", LibroError),
        ("<table:table-row>", "", LibroError),
        ("&a;", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', LibroError),
    ],
)
def test_un_ods_ostile_e_rifiutato(scritta, testa, errore):
    with pytest.raises(errore):
        fogli_ods(ods({"F": [scritta]}, testa))


@pytest.mark.parametrize("dove", range(0, 150, 17))
def test_un_ods_rovinato_e_rifiutato(dove):
    """Whatever byte of its content is another one: it does not unpack, or is not what was packed."""
    grezzo = bytearray(ods({"F": [riga(cella("string", "", p("x")), volte=5)]}, compressi=True))
    inizio = grezzo.index(b"content.xml") + len(b"content.xml")
    grezzo[inizio + dove] ^= 0x55
    with pytest.raises(LibroError):
        fogli_ods(bytes(grezzo))


def test_un_foglio_che_si_gonfia_e_rifiutato(monkeypatch):
    monkeypatch.setattr(libro, "DISTESO", MEBIBYTE)
    fuori = BytesIO()
    with ZipFile(fuori, "w", ZIP_DEFLATED) as pacco:
        pacco.writestr("content.xml", b" " * (MEBIBYTE + 1))
    for legge in (fogli_ods, fogli_xlsx):
        with pytest.raises(LibroGrandeError):
            legge(fuori.getvalue())


def test_ogni_genere_di_cella_di_un_xlsx():
    quaderno = Workbook()
    valori = [1, 0.1 + 0.2, dt.date(2021, 5, 12), dt.time(8, 30), True, "=1/0", "#DIV/0!", "testo", "  ", 0.902, -5]
    for n, valore in enumerate(valori, 1):
        quaderno.active.cell(n, 1).value = valore
    quaderno.active["A7"].data_type = "e"
    quaderno.active["A10"].number_format = "0.0%"
    quaderno.active["A11"].number_format = '#,##0.00\\ "€"'
    quaderno.active.cell(3, 16_000).number_format = "0"  # a whole row that a program formats
    fuori = BytesIO()
    quaderno.save(fuori)
    (foglio,) = fogli_xlsx(fuori.getvalue())
    assert {riga: (c.genere, c.testo) for (riga, _), c in foglio.celle.items()} == {
        1: (G.NUMERO, "1"),
        2: (G.NUMERO, "0.3"),
        3: (G.GIORNO, "2021-05-12"),
        4: (G.ALTRO, "08:30:00"),
        5: (G.SI_NO, "si"),
        6: (G.SENZA_VALORE, ""),
        7: (G.ERRORE, "#DIV/0!"),
        8: (G.TESTO, "testo"),
        10: (G.PERCENTO, "90.2"),
        11: (G.NUMERO, "-5"),
    }


@pytest.mark.parametrize(
    ("genere", "cella", "atteso"),
    [
        (GenereCasella.NUMERO, (G.TESTO, " 12,5 "), "12,5"),
        (GenereCasella.NUMERO, (G.NUMERO, "1.234"), "1,234"),
        (GenereCasella.NUMERO, (G.TESTO, "1.234,5"), None),
        (GenereCasella.NUMERO, (G.TESTO, "90,2%"), None),
        (GenereCasella.NUMERO, (G.TESTO, "dodici"), None),
        (GenereCasella.NUMERO, (G.SI_NO, "si"), None),
        (GenereCasella.GIORNO, (G.TESTO, "1/6/2021"), "2021-06-01"),
        (GenereCasella.GIORNO, (G.TESTO, "30.06.2021"), None),
        (GenereCasella.GIORNO, (G.TESTO, "no"), None),
        (GenereCasella.GIORNO_O_NO, (G.TESTO, "NO"), "no"),
        (GenereCasella.GIORNO_O_NO, (G.SI_NO, "si"), None),
        (GenereCasella.GIORNO_O_NO, (G.SI_NO, "no"), "no"),
        (GenereCasella.SI_NO, (G.SI_NO, "si"), "si"),
        (GenereCasella.SI_NO, (G.TESTO, "Sì"), "si"),
        (GenereCasella.SCELTA, (G.TESTO, "Non Rilevato"), "non_rilevato"),
        (GenereCasella.SCELTA, (G.TESTO, "altro"), None),
        (GenereCasella.TESTO, (G.NUMERO, "842"), "842"),
        (GenereCasella.TESTO, (G.PERCENTO, "50"), "50%"),
        (GenereCasella.TESTO, (G.GIORNO, "2021-05-12"), None),
        (GenereCasella.TESTO, (G.TESTO, "a\n\nb  c"), "a\n\nb c"),
        (GenereCasella.TESTO, (G.TESTO, "#RIF!"), None),
        (GenereCasella.TESTO, (G.ERRORE, ""), None),
    ],
)  # fmt: skip
def test_cio_che_e_scritto_diventa_un_dato_o_dice_perche_no(genere, cella, atteso):
    casella = Casella(luogo=None, genere=genere, testo="", parole=("non_rilevato", "non_valutabile"))
    scritto = letta(casella, CellaLetta(*cella))
    assert scritto == atteso if atteso else isinstance(scritto, PercheRifiutata)


@pytest.mark.parametrize(
    "titolo", ["Valore al 31/12 *", "valore", "VALORE al 31 dicembre 2022", "Valore  alla data del 31/12"]
)
def test_un_titolo_si_riconosce_comunque_sia_scritto(titolo):
    assert nudo(titolo)[0] == "valore"
    assert nudo(titolo)[1] in {"", "31-12"}


RAMO = ("consuntivo", "indicatori", "2.2.a", "risultati")
NUOVO = 'consuntivo:\n  indicatori:\n    "2.2.a":\n      risultati: Fatto.\n'


@pytest.mark.parametrize(
    ("prima", "dopo"),
    [
        ("", NUOVO),
        ("# Testi\n", "# Testi\n" + NUOVO),
        ("a: 1", "a: 1\n" + NUOVO),
        ("\ufeffa: 1\n", "\ufeffa: 1\n" + NUOVO),
        ("a: 1\r\n", "a: 1\r\n" + NUOVO.replace("\n", "\r\n")),
        ("consuntivo: # c\na: 1\n", NUOVO.replace(":\n", ": # c\n", 1) + "a: 1\n"),
        ("consuntivo: null\n", NUOVO),
        ("consuntivo: {}\n", 'consuntivo: {indicatori: {"2.2.a": {risultati: Fatto.}}}\n'),
        ("consuntivo: {b: c}\n", 'consuntivo: {b: c, indicatori: {"2.2.a": {risultati: Fatto.}}}\n'),
        (NUOVO.replace("Fatto.", "No. # c"), NUOVO.replace("Fatto.", "Fatto. # c")),
        ("consuntivo:\n  azioni:\n# fine\n", NUOVO.replace("consuntivo:\n", "consuntivo:\n  azioni:\n") + "# fine\n"),
    ],
)
def test_un_testo_si_aggiunge_con_le_chiavi_che_mancano(prima, dopo):
    assert con_ramo(prima.encode(), RAMO, "Fatto.").decode() == dopo


@pytest.mark.parametrize(
    "prima", ["consuntivo: testo\n", "consuntivo: [1]\n", "consuntivo:\n  indicatori: &a x\nb: *a\n"]
)
def test_dove_c_e_altro_non_si_aggiunge(prima):
    with pytest.raises(ModificaImpossibileError):
        con_ramo(prima.encode(), RAMO, "Fatto.")
