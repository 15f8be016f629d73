"""A small chamber whose areas fill in forms, and what an office does to a workbook. Shared by the tests of forms."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import load_workbook

from macros.model.valori import Periodo
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.ufficio.applicate import file_modificati
from macros.ufficio.celle import CellaLetta, FoglioLetto, GenereCella
from macros.ufficio.compilabile import DA_COMPILARE, modulo_in_xlsx
from macros.ufficio.consegne import Consegna, confronta_consegna, consegna
from macros.ufficio.costruzione import moduli
from macros.ufficio.riconosciuti import identita_letta
from tests.conftest import obiettivo, scrivi_progetto

DICEMBRE = Periodo.DICEMBRE
FASI = [
    {"codice": "f1", "titolo": "Primo passo", "entro": dt.date(2021, 5, 31), "quota": 40},
    {"codice": "f2", "titolo": "Secondo passo", "entro": dt.date(2021, 11, 30), "quota": 60},
]
OBIETTIVI = [
    obiettivo(
        "1.1",
        {"titolo": "Pratiche evase", "target": 90},
        {"titolo": "Giorni di attesa", "regola": "decrescente", "unita_misura": "giorni", "target": 12},
    ),
    obiettivo(
        "1.1.1",
        {"titolo": "Quota di pratiche", "formula": "entro / tutte * 100"},
        {"titolo": "Avviso pubblicato", "regola": "entro_data", "unita_misura": "data", "target": dt.date(2021, 10, 1),
         "penalita": {"punti_al_giorno": 2}},
        {"titolo": "Carta dei servizi", "regola": "si_no", "unita_misura": "sì o no", "target": "si"},
        {"titolo": "Nuovo sportello", "regola": "fasi", "fasi": FASI},
        aree_coinvolte=["altra"],
    ),
    obiettivo("1.1.2", {"titolo": "Firme", "unita_misura": "firme", "target": 40, "area_dirigenziale": "altra"}),
]  # fmt: skip
MISURE = "misura;al_30_06;al_31_12;fonte\nentro;10;;Registro\ntutte;20;;Registro\n"
SCHEDA = """\
# Testi dell'obiettivo
consuntivo:
  indicatori:
    "1.1.a": # il primo
      risultati: >-
        Un testo
        che c'è già.
"""
EVIDENZE = (
    "indicatore;documento;luogo;protocollo;data;custode;accesso;file;sha256\n"
    "1.1.a;Registro;;0012;;Ufficio;riservato;;\n"
)


def camera(cartella: Path) -> Path:
    """Write the small chamber: two areas, an indicator of each kind, some data already there."""
    radice = scrivi_progetto(
        cartella,
        obiettivi=OBIETTIVI,
        responsabili={"sola": {"1.1": None, "1.1.1": None}, "altra": {"1.1.2": None}},
        consuntivo={"1.1.b": {"valore": "11,5"}, "1.1.2.a": 38},
        monitoraggio={"1.1.a": 44},
        raggiunte={("1.1.1.d", "f1"): "2021-05-20"},
    )
    anno = radice / "data" / "2021"
    (anno / "misure.csv").write_text(MISURE, encoding="utf-8")
    (anno / "evidenze.csv").write_text(EVIDENZE, encoding="utf-8")
    (anno / "schede").mkdir()
    (anno / "schede" / "1.1.yml").write_text(SCHEDA, encoding="utf-8")
    return radice


def moduli_di(radice: Path, periodo: Periodo = DICEMBRE):
    """The forms that the data give, by area."""
    lettura = Lettura(radice)
    progetto = leggi_progetto(lettura)
    return moduli(lettura, progetto.ente, progetto.anni[2021], None, periodo)


def modulo(radice: Path, area: str = "sola", periodo: Periodo = DICEMBRE) -> bytes:
    """The workbook of an area."""
    return modulo_in_xlsx(moduli_di(radice, periodo)[area])


def posto(pagina, chiave: str, titolo: str):
    """The cell of a row (its names, divided by «|») and a column; of a new row, in the first empty one."""
    titoli = {str(c.value).removesuffix(DA_COMPILARE): c.column for c in pagina[1]}
    nomi = chiave.split("|")
    righe = range(2, pagina.max_row + 2)
    uguale = (r for r in righe if [pagina.cell(r, n).value for n in range(1, len(nomi) + 1)] == nomi)
    riga = next(uguale, None) or next(r for r in righe if pagina.cell(r, 1).value is None)
    for n, nome in enumerate(nomi, 1):
        pagina.cell(riga, n).value = nome
    return pagina.cell(riga, titoli[titolo])


def compilato(grezzo: bytes, *scritti: tuple[str, str, str, object], fai=None) -> bytes:
    """A workbook with some cells filled in: sheet, row, title, content. `fai`: what else is done to it."""
    libro = load_workbook(BytesIO(grezzo))
    for foglio, chiave, titolo, contenuto in scritti:
        cella = posto(libro[foglio], chiave, titolo)
        cella.value = contenuto[0] if isinstance(contenuto, tuple) else contenuto
        if isinstance(contenuto, tuple):
            cella.number_format = contenuto[1]
        if str(contenuto).startswith("#"):
            cella.data_type = "e"
    if fai:
        fai(libro)
    fuori = BytesIO()
    libro.save(fuori)
    return fuori.getvalue()


def letta(radice: Path, grezzo: bytes, periodo: Periodo = DICEMBRE) -> Consegna:
    """What a workbook changes and what of it is refused, without writing."""
    c = consegna("modulo.xlsx", grezzo)
    confronta_consegna(c, moduli_di(radice, periodo))
    return c


Fogli = dict[str, dict[tuple[int, int], CellaLetta]]
"""A workbook as read, to be changed by a test without opening a spreadsheet."""


def di_testo(testo: str) -> CellaLetta:
    """A cell with a text."""
    return CellaLetta(GenereCella.TESTO, testo)


def scrivi_cella(fogli: Fogli, foglio: str, chiave: str, titolo: str, contenuto: str | CellaLetta | None) -> None:
    """Put something in the cell of a row and a column that are there; None empties it."""
    celle = fogli[foglio]
    nomi = [di_testo(nome) for nome in chiave.split("|")]
    riga = next(r for r, _ in celle if [celle.get((r, n)) for n in range(1, len(nomi) + 1)] == nomi)
    colonna = next(n for (r, n), c in celle.items() if r == 1 and c.testo.removesuffix(DA_COMPILARE) == titolo)
    celle.pop((riga, colonna), None)
    if contenuto:
        celle[riga, colonna] = (
            contenuto if isinstance(contenuto, CellaLetta) else CellaLetta(GenereCella.TESTO, contenuto)
        )


def scrivi_riga(fogli: Fogli, foglio: str, *testi: str | CellaLetta | None) -> None:
    """Add a row after the others."""
    riga = max(r for r, _ in fogli[foglio]) + 1
    for colonna, testo in enumerate(testi, 1):
        if testo:
            fogli[foglio][riga, colonna] = (
                testo if isinstance(testo, CellaLetta) else CellaLetta(GenereCella.TESTO, testo)
            )


def consegnata(radice: Path, fogli: Fogli) -> Consegna:
    """What some sheets change, as if they had come back."""
    c = Consegna("modulo.xlsx", b"", tuple(FoglioLetto(nome, celle) for nome, celle in fogli.items()))
    letta_identita = identita_letta(c.fogli)
    if isinstance(letta_identita, str):
        c.rifiuta(letta_identita, "", "")
    else:
        c.base = letta_identita
        confronta_consegna(c, moduli_di(radice))
    return c


def cambiati(radice: Path, c: Consegna) -> dict[str, str]:
    """The files that what came back changes, by path below the year; nothing of it is refused."""
    file, impossibili = file_modificati(radice, c.modifiche)
    assert (c.rifiutate, impossibili) == ([], [])
    return {f.relative_to(radice / "data" / "2021").as_posix(): g.decode() for f, g in file.items()}


def importata(radice: Path, grezzo: bytes, periodo: Periodo = DICEMBRE) -> dict[str, str]:
    """The files that a workbook changes, by path below the year."""
    return cambiati(radice, letta(radice, grezzo, periodo))


def con_bozza(radice: Path, contenuti: dict[str, str]) -> None:
    """Write files of the year."""
    for nome, testo in contenuti.items():
        file = radice / "data" / "2021" / nome
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(testo, encoding="utf-8")


SPAZI = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(fogli: dict[str, list[str]], testa: str = "", *, compressi: bool = False) -> bytes:
    """An ODS workbook: sheet → the XML of its rows."""
    tabelle = "".join(f'<table:table table:name="{escape(n)}">{"".join(r)}</table:table>' for n, r in fogli.items())
    corpo = f"<office:body><office:spreadsheet>{tabelle}</office:spreadsheet></office:body>"
    fuori = BytesIO()
    with ZipFile(fuori, "w", ZIP_DEFLATED if compressi else ZIP_STORED) as pacco:
        pacco.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pacco.writestr("content.xml", f"{testa}<office:document-content {SPAZI}>{corpo}</office:document-content>")
    return fuori.getvalue()
