"""An office's whole year, played with the manual alone: the blocks of «L'anno dell'ufficio», one after the other.

Between two blocks somebody does what the page says in words: writes the Piano, fills a workbook in, signs nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from macros.ufficio.compilabile import DA_COMPILARE
from tests.conftest import scrivi_yml
from tests.manuale import MANUALE, Terminale, blocchi
from tests.progetto_copia import RADICE, progetto_piccolo, spostato_di
from tests.test_revisioni import git

PAGINA = MANUALE / "anno-ufficio.md"
ANNO = "data/2023"
ULTIMO_ANNO = re.compile(r"(target|peso|importi): \{([^}]*\b2024: ([^,}]+))\}")
"""What an objective says of each year of the triennium, without the one that it gains."""
IGNORATI = (RADICE / ".gitignore").read_text(encoding="utf-8") + "/macros\n/scripts\n/theme\n"
"""What the project's git ignores, and the program beside it, which here is links."""
ATTESTATI = ("ente", "anagrafica", "promozione", "azienda")

pytestmark = pytest.mark.prova


@pytest.fixture(scope="module")
def ufficio(tmp_path_factory: pytest.TempPathFactory) -> Terminale:
    """The year, played to its end: where a command fails, all tests of this file do."""
    radice = spostato_di(progetto_piccolo(tmp_path_factory.mktemp("ufficio") / "camera"), 1)
    (radice / ".gitignore").write_text(IGNORATI, encoding="utf-8")
    git(radice, "init", "-q", "-b", "main")
    terminale = Terminale(radice)
    mani = list(MANI)
    for comando in (c for b in blocchi(PAGINA) for c in b.comandi):
        if mani and mani[0][0] in comando:
            mani.pop(0)[1](terminale)
        terminale.scrivi(comando)
    assert not mani
    return terminale


def scrivi_il_piano(t: Terminale) -> None:
    """The year that the triennium gains, the budget, the words of the chapters."""
    for file in (t.cartella / ANNO / "obiettivi").iterdir():
        testo = file.read_text(encoding="utf-8")
        testo = ULTIMO_ANNO.sub(r"\1: {\2, 2025: \3}", testo)
        testo = re.sub(r"(tipo: (?:costo|ricavo)), importi: \{", r"\1, budget: 1000, importi: {", testo)
        testo = re.sub(r"(tipo: (?:costo|ricavo))\}", r"\1, budget: 1000, importi: {2023: 1000}}", testo)
        file.write_text(testo, encoding="utf-8")
    scrivi_i_capitoli(t, "piano")


def scrivi_i_capitoli(t: Terminale, documento: str) -> None:
    """A sentence under each title that has nothing below."""
    for file in (t.cartella / "content" / "2023" / documento).glob("*.md"):
        testa, *parti = re.split(r"^(?=#)", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        scritte = [p if len(p.strip().splitlines()) > 1 else f"{p.strip()}\n\nNel 2023 la Camera.\n\n" for p in parti]
        file.write_text(testa + "".join(scritte), encoding="utf-8")


def compila(t: Terminale, periodo: str, *, sbaglia: bool) -> None:
    """Fill in every form of a date as its area would; `sbaglia`: one number is written as a day."""
    for file in sorted((t.cartella / "moduli").glob(f"modulo-2023-{periodo}-*.xlsx")):
        libro = load_workbook(file)
        for foglio, scrivi in FOGLI.items():
            pagina = libro[foglio]
            titoli = {str(c.value).removesuffix(DA_COMPILARE): c.column for c in pagina[1]}
            for riga in range(2, pagina.max_row + 1):
                scritto = {titolo: pagina.cell(riga, n).value for titolo, n in titoli.items()}
                for titolo, valore in scrivi(scritto).items():
                    if titolo in titoli and scritto[titolo] is None:
                        pagina.cell(riga, titoli[titolo]).value = valore
        if sbaglia and "promozione" in file.name:
            next(c for c in libro["Valori"]["F"] if c.value == "150").value = "12/05/2023"
        _evidenze(libro["Evidenze"], [r[0].value for r in libro["Valori"].iter_rows(min_row=2)], periodo)
        libro.save(file)


def _valori(riga: dict[str, object]) -> dict[str, object]:
    """What was expected; of an indicator less, with its reasons."""
    atteso = str(riga["Risultato atteso"])
    perche = {"Causa": "esogena", "Motivo": "Il bando è partito a maggio"}
    if atteso == "a fasi" and "Valore al 31/12" in riga:
        return perche
    if atteso in {"non previsto", "a fasi"} or riga["Codice"] in CON_FORMULA:
        return {}
    numero = re.search(r"[−\d][\d.,]*", atteso)
    giorno = re.fullmatch(r"(\d+)°? (\w+) (\d{4})", atteso)
    valore = "si" if numero is None else numero[0].replace("−", "-").replace(".", "")
    valore = f"{giorno[1]}/{MESI.index(giorno[2]) + 1:02}/{giorno[3]}" if giorno else valore
    dato = {"Valore al 30/06": valore, "Valore al 31/12": valore}
    if riga["Codice"] == "1.1.a":
        dato |= {"Valore al 31/12": "300", "Intervento": "Un secondo bando", **perche}
    return dato


def _misure(riga: dict[str, object]) -> dict[str, object]:
    numero = {"giorni_pagamento": "21000", "contributi_pagati": "300", "pratiche_totali": "1000"}
    valore = numero.get(str(riga["Misura"]), "100")
    return {"Valore al 30/06": valore, "Valore al 31/12": valore, "Fonte": "Gestionale"}


MESI = ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"]
MESI += ["luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"]
PROVA = ("Estrazione", "Archivio", "0001", "10/01/2024", "Ufficio", "riservato")
CON_FORMULA = ("1.1.b", "2.1.1.c")
FOGLI: dict[str, Callable[[dict[str, object]], dict[str, object]]] = {
    "Valori": _valori,
    "Misure": _misure,
    "Fasi": lambda riga: {"Raggiunta il": riga["Da raggiungere entro"] if riga["Fase"] == "f1" else "no"},
    "Testi": lambda riga: {"Testo": f"{riga['Titolo']}: come previsto."},
}
"""What an office writes in a row of each sheet, by the title of the column."""


def _evidenze(pagina, codici, periodo) -> None:
    for riga, codice in enumerate(codici, 2):
        if periodo == "31-12":
            for n, valore in enumerate((codice, *PROVA), 1):
                pagina.cell(riga, n).value = valore


def giugno(t: Terminale) -> None:
    """The forms come back; one has an error, which comes back corrected."""
    compila(t, "30-06", sbaglia=True)
    t.scrivi(".venv/bin/ciclo importa moduli/modulo-2023-30-06-*.xlsx", esito=1)
    tornato = t.cartella / "moduli" / "modulo-2023-30-06-promozione-da-correggere.xlsx"
    libro = load_workbook(tornato)
    sbagliate = [c for c in libro["Valori"]["F"] if c.value == "12/05/2023"]
    assert len(sbagliate) == 1
    sbagliate[0].value = "150"
    libro.save(tornato)


def dicembre(t: Terminale) -> None:
    compila(t, "31-12", sbaglia=False)


def validano(t: Terminale, documento: str, giorno: str) -> None:
    """The other areas record that their data are those, as the page shows for one."""
    for n, area in enumerate(("anagrafica", "azienda"), 30):
        t.scrivi(
            f'.venv/bin/ciclo atto --anno 2023 --tipo validazione_dati --organo "Chi ne risponde" --atto "nota {n}" '
            f'--data {giorno} --oggetto "Dati" --documento {documento} --riguarda {area}'
        )


def attesta(t: Terminale) -> None:
    """What the OIV attests, with the impronta of the data that it saw, which `proponi` told."""
    atto = "2024-02-15-oiv-validazione-della-relazione-2023"
    attestati = [{"di": di, "grado": 100, "motivazione": "Cause esterne", "atto": atto} for di in ATTESTATI]
    attestati[0]["giudizio"] = "in linea"
    validazione = {"esito": "valida", "impronta": t.parole["CIFRE"], "atto": atto}
    scrivi_yml(t.cartella / ANNO / "oiv.yml", {"attestazioni": attestati, "validazione": validazione})


MANI: tuple[tuple[str, Callable[[Terminale], None]], ...] = (
    ("verifica --anno 2023 --area", scrivi_il_piano),
    ("importa moduli/modulo-2023-30-06", giugno),
    ("apri monitoraggio", lambda t: validano(t, "monitoraggio", "11/07/2023")),
    ("proponi monitoraggio", lambda t: scrivi_i_capitoli(t, "monitoraggio")),
    ("importa moduli/modulo-2023-31-12", dicembre),
    ("apri relazione", lambda t: validano(t, "relazione", "18/01/2024")),
    ("proponi relazione --anno 2023 --senza-pdf", lambda t: scrivi_i_capitoli(t, "relazione")),
    ("proponi relazione --anno 2023", attesta),
)
"""What somebody does before a command, by what the command says, in their order."""


def test_l_anno_finisce_senza_niente_da_dire(ufficio: Terminale) -> None:
    assert ufficio.scrivi(".venv/bin/ciclo verifica --anno 2023 --completo").strip() == "Nessun problema."


def test_le_scadenze_di_cui_la_pagina_da_il_comando_sono_fatte(ufficio: Terminale) -> None:
    dette = ufficio.scrivi(".venv/bin/ciclo scadenze --anno 2023 --al 30/06/2024")
    fatte = {riga.strip()[11:].split(" (")[0] for riga in dette.splitlines() if "): fatta il " in riga}
    assert fatte == {
        "Approvazione del Piano",
        "Pubblicazione del Piano",
        "Conferma o aggiornamento del Sistema",
        "Certificazione dei valori delle risorse",
        "Raccolta dei dati finali e schede di rendicontazione",
        "Validazione della Relazione",
        "Approvazione della Relazione",
        "Pubblicazione della Relazione",
        "Relazione dell'OIV sul funzionamento del Sistema",
        "Trasmissione della Relazione a Unioncamere",
    }


def test_il_pacco_consegnato_e_quello_della_copia_approvata(ufficio: Terminale) -> None:
    """What the delivery of June holds is the archive copy, byte for byte, though an errata came in between."""
    pacco = ufficio.cartella / "build/consegna-relazione-2023/relazione-2023"
    copia = ufficio.cartella / ANNO / "approvati/relazione-2023.pdf"
    assert (pacco / "relazione-2023.pdf").read_bytes() == copia.read_bytes()
    assert (pacco / "lettera.pdf").is_file()


def test_il_valore_corretto_e_quello_pubblicato(ufficio: Terminale) -> None:
    """After the errata: the row of the open data, and the PDF of each document that was approved."""
    pubblico = ufficio.cartella / "build" / "pubblico"
    with (pubblico / "dati/2023/risultati-31-12.csv").open(encoding="utf-8", newline="") as aperto:
        riga = next(r for r in csv.DictReader(aperto) if r["codice"] == "1.1.a" and r["periodo"] == "31-12")
    assert (riga["valore"], riga["target"]) == ("304", "320")
    stampati = {file.name for file in (pubblico / "documenti/2023").glob("*.pdf")}
    assert stampati >= {"piano-2023.pdf", "monitoraggio-2023.pdf", "relazione-2023.pdf"}
