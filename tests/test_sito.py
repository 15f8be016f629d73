"""The whole job on the real data: site, open data and PDFs of one build, read as their users do."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from macros.model.formato import peso_file
from macros.model.luoghi import RICERCA
from macros.model.problems import Documento
from macros.model.unita import unita_concorde
from macros.vista.vista import Vista
from tests.lettura_uscite import leggi_pagina, leggi_pdf, leggi_righe, parole, senza_pesi, senza_trattini
from tests.progetto_copia import RADICE, ciclo, impronte, stampati
from tests.siti import DI_MENO
from tests.strumenti import html, richiedi, vera
from tests.strumenti.browser import Sito, scorrimento_laterale, sito_nel_browser, violazioni_axe
from tests.strumenti.collegamenti import controlla

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("sito")]

ANNO = 2021
BREVE = 200_000
"""Bytes of a document that a browser lays out in no time."""


@pytest.fixture(scope="module")
def sito(sito_intero: Path) -> Path:
    return sito_intero


@pytest.fixture(scope="module")
def navigato(sito: Path):
    with sito_nel_browser(sito) as aperto:
        yield aperto


@pytest.fixture(scope="module")
def calcolato() -> dict[str, dict]:
    return {
        p: json.loads(ciclo("calcola", "--anno", str(ANNO), "--periodo", p, "--formato", "json").stdout)
        for p in ("30-06", "31-12")
    }


def italiano(grado: str) -> str:
    return grado.replace(".", ",")


def test_l_html_e_valido(sito: Path) -> None:
    assert html.messaggi(sito) == []


def test_i_collegamenti_arrivano(sito: Path) -> None:
    stampati = {f.name for f in (sito / "documenti").rglob("*")}
    di_meno = [n for n in (*DI_MENO, *(f"{n[:-3]}html" for n in DI_MENO)) if n not in stampati]
    assert [riga for riga in controlla(sito) if not riga.endswith(tuple(di_meno))] == []


def test_niente_resta_da_sostituire(sito: Path) -> None:
    segni = ("data-frammento", "Traceback", "Undefined", "[Macro")
    for file in [*sito.rglob("*.html"), sito / RICERCA]:
        testo = file.read_text(encoding="utf-8")
        trovati = [segno for segno in segni if segno in testo]
        assert not trovati, f"{file.relative_to(sito)}: {trovati}"
        if "manuale" not in file.parts and file.suffix == ".html":
            assert "{{" not in testo, file


def test_si_legge_senza_javascript(navigato: Sito) -> None:
    with navigato.apri("2021/obiettivi/2.2.html", javascript=False, attesa="load") as pagina:
        assert pagina.locator("h1").count() == 1
        pagina.locator("a[href*='#calcolo-2.2.a']").first.click()
        assert pagina.locator("[id='calcolo-2.2.a']").count() == 1


@pytest.fixture(scope="module")
def titoli(sito: Path) -> dict[str, str]:
    """Code → title, of objectives and indicators."""
    trovati = {}
    for nome in ("obiettivi.csv", "indicatori.csv"):
        testo = (sito / "dati" / str(ANNO) / nome).read_text(encoding="utf-8")
        trovati |= {r["codice"]: parole(r["titolo"]) for r in csv.DictReader(io.StringIO(testo))}
    assert len(trovati) == 136
    return trovati


def _con_grado(righe: list[str], inizio: str, grado: str) -> bool:
    """True when a row that begins with a code or title prints exactly that grade."""
    return any(riga.startswith(inizio) and re.search(rf"(?<![\d,]){grado}(?![\d,])", riga) for riga in righe)


@pytest.mark.parametrize("periodo", ["31-12", "30-06"])
def test_ogni_titolo_e_ogni_grado_sono_nella_loro_riga(
    sito: Path, calcolato: dict[str, dict], titoli: dict[str, str], periodo: str
) -> None:
    dati = calcolato[periodo]
    pagine = {o["codice"]: sito / str(ANNO) / "obiettivi" / f"{o['codice']}.html" for o in dati["obiettivi"]}
    righe = {codice: leggi_righe(pagina) for codice, pagina in pagine.items()}
    for i in dati["indicatori"]:
        atteso = italiano(i["grado"]) if i["grado"] else i["assenza"].replace("_", " ")
        assert _con_grado(righe[i["obiettivo"]], f"{i['codice']} {titoli[i['codice']]}", atteso), i["codice"]
    recap = sito / str(ANNO) / ("relazione/valutazione.html" if periodo == "31-12" else "monitoraggio/sintesi.html")
    riepilogo = leggi_righe(recap)
    for o in dati["obiettivi"]:
        assert titoli[o["codice"]] in leggi_pagina(pagine[o["codice"]])
        assert _con_grado(righe[o["codice"]], "Grado dell'obiettivo", italiano(o["grado"])), o["codice"]
        assert _con_grado(riepilogo, f"{o['codice']} {titoli[o['codice']]}", italiano(o["grado"])), o["codice"]
    for area in dati["aree_strategiche"]:
        assert _con_grado(riepilogo, f"Totale Area strategica {area['codice']}", italiano(area["grado"]))
    totali = [riga for riga in riepilogo if riga.startswith("Totale")]
    for area in [*dati["aree_dirigenziali"], dati["azienda_speciale"]]:
        assert _con_grado(totali, "Totale", italiano(area["grado"])), area["codice"]
    assert _con_grado(riepilogo, "Performance Camera di Commercio", italiano(dati["ente"]["grado"]))
    if periodo == "31-12":
        assert italiano(dati["ente"]["grado"]) in leggi_pagina(sito / "index.html")


@pytest.mark.parametrize(
    ("documento", "periodo"),
    [
        pytest.param("relazione", "31-12", id="Relazione"),
        pytest.param("monitoraggio", "30-06", id="Monitoraggio", marks=pytest.mark.prova),
    ],
)
def test_ogni_titolo_e_ogni_grado_sono_nel_pdf(
    sito: Path, calcolato: dict[str, dict], titoli: dict[str, str], documento: str, periodo: str
) -> None:
    testo = leggi_pdf(sito / "documenti" / str(ANNO) / f"{documento}-{ANNO}.pdf")
    dati = calcolato[periodo]

    def stampato(inizio: str, grado: str) -> bool:
        """Beginning of a row, then its grade before the row of another code."""
        altro_codice = r"(?! (?:AS|\d)\.\d[\d.]*(?:\.[a-z])? [A-Z])"
        return bool(
            re.search(rf"{re.escape(senza_trattini(inizio))}(?:{altro_codice}.){{0,400}}? {grado}(?![\d,])", testo)
        )

    righe = [(f"{o['codice'].removeprefix('AS.')} {titoli[o['codice']]}", o) for o in dati["obiettivi"]]
    if documento == "relazione":
        righe += [(f"{i['codice']} {titoli[i['codice']]}", i) for i in dati["indicatori"]]
    righe += [(f"Totale Area strategica {a['codice']}", a) for a in dati["aree_strategiche"]]
    righe.append(("Performance Camera di Commercio", dati["ente"]))
    assert not [inizio for inizio, voce in righe if voce["grado"] and not stampato(inizio, italiano(voce["grado"]))]
    responsabili = [*dati["aree_dirigenziali"], dati["azienda_speciale"]]
    assert not [a["codice"] for a in responsabili if f"100 {italiano(a['grado'])}" not in testo]


@pytest.mark.prova
def test_il_piano_ha_ogni_titolo(sito: Path, vista: Vista) -> None:
    """Those of its day: what a variation brought in later is in the plan of today."""
    testo = leggi_pdf(sito / "documenti" / str(ANNO) / f"piano-{ANNO}.pdf")
    piano = vista.anno(ANNO).di(Documento.PIANO)
    assert not [i.codice for i in piano.indicatori.values() if senza_trattini(parole(i.titolo)) not in testo]


def test_i_pdf_sono_da_archivio_e_accessibili(sito: Path) -> None:
    pdf = sorted((sito / "documenti" / str(ANNO)).glob("*.pdf"))
    assert {p.name for p in pdf} | DI_MENO >= {f"{nome}-{ANNO}.pdf" for nome in stampati(RADICE, ANNO)}
    # Of a Relazione the sample of test_carta has every kind of thing; the dossier is in test_validazione.
    scelti = [p for p in pdf if p.name.startswith(("comunicazione", "foglio"))]
    assert [str(esito) for esito in vera.valida(scelti) if not esito.conforme] == []


@pytest.mark.prova
def test_tutti_i_pdf_sono_da_archivio_e_accessibili(sito: Path) -> None:
    pdf = sorted(sito.rglob("*.pdf"))
    del_2021 = [p.name for p in pdf if p.parent.name == str(ANNO)]
    assert del_2021 == sorted(f"{nome}-{ANNO}.pdf" for nome in stampati(RADICE, ANNO))
    assert [str(esito) for esito in vera.valida(pdf) if not esito.conforme] == []


def test_i_caratteri_sono_solo_i_nostri(sito: Path) -> None:
    for pdf in sito.rglob("*.pdf"):
        esito = subprocess.run([richiedi("pdffonts"), str(pdf)], capture_output=True, text=True, check=True)
        nomi = {riga.split()[0].partition("+")[2] for riga in esito.stdout.splitlines()[2:]}
        assert nomi
        assert all(n.startswith(("Titillium", "Lora", "Roboto-Mono", "RobotoMono")) for n in nomi), nomi


def test_i_dati_aperti_sono_quelli_di_calcola(sito: Path, calcolato: dict[str, dict]) -> None:
    cartella = sito / "dati" / str(ANNO)
    assert json.loads((cartella / "risultati.json").read_text(encoding="utf-8")) == calcolato["31-12"]
    for periodo, dati in calcolato.items():
        righe = list(csv.DictReader(io.StringIO((cartella / f"risultati-{periodo}.csv").read_text(encoding="utf-8"))))
        assert {r["codice"]: r["grado"] for r in righe if r["livello"] == "indicatore"} == {
            i["codice"]: i["grado"] or "" for i in dati["indicatori"]
        }
        assert {r["dimostrativo"] for r in righe} == {"si"}


def test_la_costruzione_dice_che_cosa_sta_facendo(sito: Path) -> None:
    assert "Relazione sulla performance 2021" in sito.with_suffix(".txt").read_text(encoding="utf-8")


def test_mkdocs_da_solo_da_lo_stesso_html(sito: Path, solo_pagine: Path) -> None:
    """But for the sizes of the documents, which it does not make."""
    solo, tutto = impronte(solo_pagine), impronte(sito)
    diverse = [nome for nome in solo if tutto.get(nome) != solo[nome]]
    for nome in diverse:
        scritta, intera = ((s / nome).read_text(encoding="utf-8") for s in (solo_pagine, sito))
        assert senza_pesi(intera) == senza_pesi(scritta), nome
    assert "2021/relazione/index.html" in diverse
    oltre = tutto.keys() - solo.keys()
    assert all(nome.startswith(("at_map.json", "dati/", "documenti/", "frammenti/", "versione.json")) for nome in oltre)


def test_ogni_documento_e_anche_un_solo_file_che_non_chiede_niente(sito: Path, navigato: Sito) -> None:
    """Read by a double click: on a phone, in the dark, on paper; the longest are looked at in `make prove`."""
    documenti = sorted((sito / "documenti").rglob("*.html"))
    for file in documenti:
        scritto = file.read_text(encoding="utf-8")
        assert "<script" not in scritto, file
        assert not re.search(r'\ssrc="(?!data:)|url\((?!#|[\'"]#)|@import|<link(?! rel="canonical")', scritto), file
        assert file.with_suffix(".pdf").is_file()
    come_si_guardano(sito, navigato, [f for f in documenti if f.stat().st_size < BREVE], ("comunicazione", "campione"))


@pytest.mark.prova
def test_ogni_documento_in_un_solo_file_si_guarda(sito: Path, navigato: Sito) -> None:
    documenti = sorted((sito / "documenti").rglob("*.html"))
    come_si_guardano(sito, navigato, documenti, ("comunicazione", "relazione"))


def come_si_guardano(sito: Path, navigato: Sito, documenti: list[Path], nomi: tuple[str, str]) -> None:
    """Examine documents on a phone; two of a year in forced colours and in the dark, too."""
    assert len(documenti) > 2
    for file in documenti:
        with navigato.apri(navigato.dal_disco + file.relative_to(sito).as_posix(), larghezza=320) as pagina:
            assert scorrimento_laterale(pagina) == []
    for nome, vista in zip(nomi, ({"forced_colors": "active"}, {"color_scheme": "dark"}), strict=True):
        indirizzo = f"{navigato.dal_disco}documenti/{ANNO}/{nome}-{ANNO}.html"
        with navigato.apri(indirizzo, **vista) as pagina:
            assert violazioni_axe(pagina) == []
            pagina.emulate_media(media="print")
            assert pagina.locator(".torna").count() == 0 or not pagina.locator(".torna").is_visible()
    assert navigato.estranee == []
    assert navigato.errori == []


def test_nelle_pagine_di_un_documento_c_e_tutto_in_un_file_con_pagine_e_peso(sito: Path) -> None:
    """On its first page before all else, on the others at the end."""
    for nome in ("relazione/index", "relazione/premessa", "comunicazione"):
        pagina = (sito / f"{ANNO}/{nome}.html").read_text(encoding="utf-8")
        documento = nome.partition("/")[0]
        su = "../" * nome.count("/") + "../"
        for tipo in ("pdf", "html"):
            file = f"documenti/{ANNO}/{documento}-{ANNO}.{tipo}"
            quante = f"{len(PdfReader(sito / file).pages)}\N{NO-BREAK SPACE}pagin[ae], " if tipo == "pdf" else ""
            detto = quante + re.escape(peso_file((sito / file).stat().st_size))
            trovato = re.search(rf'<a href="{su}{file}">{documento}-{ANNO}.{tipo}</a> \({detto}\)', pagina)
            assert trovato, nome
            assert (trovato.start() < pagina.index("<h1")) == (nome != "relazione/premessa")


@pytest.mark.prova
def test_due_costruzioni_hanno_gli_stessi_byte(sito: Path, tmp_path: Path) -> None:
    altrove = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    esito = ciclo("costruisci", "--da-capo", "--uscita", str(tmp_path / "altro"), **altrove)
    assert esito.returncode == 0, esito.stderr
    assert impronte(tmp_path / "altro") == impronte(sito)


SIGLA = re.compile(r"(?<![\w.&-])(?:[A-Z]{2,6}|[A-Z][a-z]?[A-Z]+)(?![\w-])")
NON_SIGLE = {"AS", "LED", "RI", "VENTI", "AA", "MB"}
"""Capitals that stand for nothing: codes of objectives, a lamp, a project, a level of conformity, a size."""
DEL_MODULO = RADICE / "theme/frammenti/tabelle/individuale.html"
"""Where the manual quotes the System's form, whose headings are in capitals."""


def test_ogni_sigla_e_spiegata_nella_pagina_che_la_usa(sito):
    for pagina in sorted(sito.rglob("*.html")):
        corpo = re.search(r"<main\b.*?</main>", pagina.read_text(encoding="utf-8"), re.DOTALL)
        if corpo is None or "documenti" in pagina.parts:  # there each chapter explains its own
            continue
        spiegate = re.findall(r'<abbr title="[^"]+">([^<]+)</abbr>', corpo[0])
        assert len(spiegate) == len(set(spiegate)), f"{pagina}: una volta sola"
        testo = re.sub(r"<(code|pre|svg|script|style)\b.*?</\1>", " ", corpo[0], flags=re.DOTALL)
        usate = set(SIGLA.findall(re.sub(r"<[^>]+>", "\n", testo)))
        if pagina == sito / "manuale/moduli.html":
            usate -= set(SIGLA.findall(DEL_MODULO.read_text(encoding="utf-8")))
        assert usate - NON_SIGLE <= set(" ".join(spiegate).split()), pagina  # «CC BY» is two words
    assert "organismo indipendente di valutazione" in (sito / "2021/index.html").read_text(encoding="utf-8")


def test_dopo_uno_nessuna_unita_di_misura_e_al_plurale(sito):
    unita = set()
    for file in (RADICE / "data" / str(ANNO) / "obiettivi").glob("*.yml"):
        unita |= set(re.findall(r"(?m)^ +unita_misura: (.+)$", file.read_text(encoding="utf-8")))
    plurali = {u for u in unita if unita_concorde(1, u) != u}
    assert {"schede", "soggetti", "giorni"} <= plurali
    sbagliata = re.compile(rf"(?<![\d.,])1(?:,0+)? (?:{'|'.join(map(re.escape, sorted(plurali)))})\b")
    for pagina in sorted(sito.rglob("*.html")):
        testo = parole(re.sub(r"<[^>]+>", "", pagina.read_text(encoding="utf-8")))
        assert sbagliata.search(testo) is None, (pagina, sbagliata.search(testo))
