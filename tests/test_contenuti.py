"""The chapters of `content/`: nothing twice, nothing typed that is computed, nothing forgotten."""

from __future__ import annotations

import csv
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import is_dataclass
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
import yaml

from macros.checks.esame import esamina
from macros.model.archivio import ARCHIVIO
from macros.model.atti import Atto
from macros.model.ente import Ente
from macros.model.formato import MESI
from macros.model.piano import Albero, Fase, Indicatore, Obiettivo, Penalita
from macros.model.regole import REGOLE
from macros.model.regole import chiavi as chiavi_di_regole
from macros.model.scadenze import CONSUETE, Consueta
from macros.model.schede import Scheda
from macros.model.trasparenza import Trasparenza
from macros.model.tratti import Gravita
from macros.model.valori import Assenza, Dimensione, NonRilevati, TipoAtto
from macros.publish.elenco_macro import MACRO
from macros.reading.anno.record import campi
from scripts.immagini import FATTE, USCITA
from tests.conftest import esegui
from tests.lettura_uscite import tabelle_dei_moduli
from tests.manuale import blocchi, scrivi_esempio
from tests.progetto_copia import RADICE

CONTENUTI = RADICE / "content"
DATI = RADICE / "data"
LETTURA = RADICE / "macros" / "reading"

PAGINE = sorted(CONTENUTI.rglob("*.md"))
INDICI = [p for p in PAGINE if p.name == "index.md" and "capitoli:" in p.read_text(encoding="utf-8")]
DOCUMENTI = [p for p in INDICI if "\ndocumento:" in p.read_text(encoding="utf-8")]
IN_LINEA = {macro.nome for macro in MACRO if not macro.blocco}
TESTATE = {"titolo", "oggetto", "responsabile", "bilancio", "progetto", "formula"}
"""Keys of the data whose texts may well recur."""
LUNGO = 60
"""Characters over which a paragraph must be the only one of its kind."""

GREZZO = re.compile(r"{%\s*raw\s*%}.*?{%\s*endraw\s*%}", re.DOTALL)
CODICE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
CHIAMATA = re.compile(r"{{\s*([a-z_]+)\s*\((.*?)\)\s*}}")
TITOLO = re.compile(r"^(#{1,6}) +(.+?)\s*$", re.MULTILINE)
TABELLA = re.compile(r"</?(?:t[a-z]+|col|div).*")
STACCO = re.compile(r"\n\s*\n|\n(?=[-*] |\d+\. |:   )")
CHIAVE_LETTA = re.compile(
    r"\.(?:testo|codice|numero|intero|scelta|letto|mappa|elementi|gruppi|testi|codici|nodo_di)"
    r'\(\s*"([a-z][a-z0-9_]*)"'
)
FIGURA = re.compile(r"\]\((?:content/manuale/)?immagini/([^)]+)\)")
BANDE_LETTE = re.compile(r'leggi_bande\(\w+, "([a-z_]+)", "([a-z_]+)"')


def nome(file: Path) -> str:
    return file.relative_to(RADICE).as_posix()


def divisa(file: Path) -> tuple[dict[str, object], str]:
    """Front matter and body of a page."""
    _, testata, corpo = file.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(testata), corpo


def senza_codice(corpo: str) -> str:
    return CODICE.sub("", GREZZO.sub("", corpo))


def chiamate(corpo: str) -> Iterator[tuple[str, str]]:
    for trovata in CHIAMATA.finditer(GREZZO.sub("", corpo)):
        yield trovata[1], re.sub(r"\s+", "", trovata[2])


def collegati(corpo: str) -> list[str]:
    """Pages of the same folder that a page links to, in order."""
    return re.findall(r"\]\(([\w.-]+\.md)\)", corpo)


# --- Pages ---------------------------------------------------------------------------------------


def test_ogni_pagina_ha_un_titolo_solo_uguale_a_quello_dichiarato():
    for pagina in PAGINE:
        testata, corpo = divisa(pagina)
        livelli = [(len(segni), testo) for segni, testo in TITOLO.findall(senza_codice(corpo))]
        assert livelli[0] == (1, testata["title"]), nome(pagina)
        assert [testo for livello, testo in livelli if livello == 1] == [testata["title"]], nome(pagina)


def test_nessun_livello_di_titolo_saltato_e_nessun_titolo_ripetuto():
    for pagina in PAGINE:
        titoli = TITOLO.findall(senza_codice(divisa(pagina)[1]))
        livelli = [len(segni) for segni, _ in titoli]
        assert all(dopo <= prima + 1 for prima, dopo in pairwise(livelli)), nome(pagina)
        assert len({testo for _, testo in titoli}) == len(titoli), nome(pagina)


def test_le_macro_sono_conosciute_e_quelle_a_blocco_stanno_da_sole():
    note = {macro.nome for macro in MACRO}
    for pagina in PAGINE:
        corpo = GREZZO.sub("", divisa(pagina)[1])
        usate = [macro for macro, _ in chiamate(corpo)]
        assert corpo.count("{{") == len(usate), f"{nome(pagina)}: parentesi graffe che non sono una macro"
        assert set(usate) <= note, nome(pagina)
        righe = ["", *corpo.split("\n"), ""]
        for sopra, riga, sotto in zip(righe, righe[1:], righe[2:], strict=False):
            if any(macro not in IN_LINEA for macro, _ in chiamate(riga)):
                assert CHIAMATA.fullmatch(riga), f"{nome(pagina)}: macro a blocco in mezzo ad altro: {riga}"
                assert (sopra, sotto) == ("", ""), f"{nome(pagina)}: senza righe vuote intorno: {riga}"


def test_nessun_risultato_scritto_a_mano():
    for pagina in (p for p in PAGINE if p.relative_to(CONTENUTI).parts[0].isdigit()):
        prosa = CHIAMATA.sub("", divisa(pagina)[1])
        assert not re.findall(r"\d+,\d+", prosa.replace("25,5", "")), nome(pagina)
        contati = re.findall(r"\b\d+ (?:obiettivi|indicatori) (?:su|raggiunti|non|parzialmente)", prosa)
        assert not contati, nome(pagina)


# --- Documents -----------------------------------------------------------------------------------


@pytest.mark.parametrize("indice", INDICI, ids=nome)
def test_i_capitoli_elencati_sono_tutti_e_soli_i_file_della_cartella(indice):
    testata, corpo = divisa(indice)
    capitoli = testata["capitoli"]
    sotto = [c for nome in capitoli for c in divisa(indice.parent / nome)[0].get("capitoli", ())]
    assert sorted([*capitoli, *sotto]) == sorted(p.name for p in indice.parent.glob("*.md") if p != indice)
    if not sotto:  # an index of sections lists what is in them with a macro
        assert collegati(corpo) == capitoli, "l'elenco nella pagina segue l'ordine dichiarato"


def test_i_documenti_dell_anno_ci_sono_tutti():
    """Of 2022, still open, the Relazione has no chapter yet."""
    assert [(p.parents[1].name, divisa(p)[0]["documento"]) for p in DOCUMENTI] == [
        *(("2021", documento) for documento in ("monitoraggio", "piano", "relazione")),
        *(("2022", documento) for documento in ("monitoraggio", "piano")),
    ]


@pytest.mark.parametrize("indice", DOCUMENTI, ids=nome)
def test_la_stessa_tabella_compare_una_volta_sola_in_un_documento(indice):
    capitoli = [indice, *(indice.parent / str(c) for c in divisa(indice)[0]["capitoli"])]
    tutte = [c for p in capitoli for c in chiamate(divisa(p)[1]) if c[0] not in IN_LINEA]
    assert len(tutte) == len(set(tutte))


# --- Nothing twice -------------------------------------------------------------------------------


def paragrafi() -> Iterator[tuple[str, str]]:
    """Every paragraph of chapters, and every text of data, with the place it is in."""
    for file in PAGINE:
        corpo = TABELLA.sub("", CHIAMATA.sub("", senza_codice(divisa(file)[1])))
        for pezzo in STACCO.split(corpo):
            yield nome(file), pezzo.lstrip("-:*0123456789. ")
    for file in sorted(DATI.rglob("*.yml")):
        dati = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - plain texts
        if file.parent.name == "variazioni":  # what a variation brings in is in the plan too, word for word
            dati = {chiave: v for chiave, v in dati.items() if chiave not in {"cambi", "aggiunge", "toglie"}}
        for testo in _testi(dati):
            yield nome(file), testo
    for file in sorted(DATI.rglob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as aperto:
            for riga in csv.DictReader(aperto, delimiter=";"):
                yield nome(file), riga.get("motivo") or ""


def _testi(dato: object) -> Iterator[str]:
    """Every text of a data file, titles and the like left out."""
    if isinstance(dato, dict):
        for chiave, valore in dato.items():
            if chiave not in TESTATE:
                yield from _testi(valore)
    elif isinstance(dato, list):
        for valore in dato:
            yield from _testi(valore)
    else:
        yield str(dato)


@pytest.mark.slow
def test_nessun_paragrafo_compare_due_volte():
    """Only the data of two years may agree: what an indicator counts is said alike as long as it is the same."""
    visti: defaultdict[str, list[str]] = defaultdict(list)
    for dove, testo in paragrafi():
        piano = " ".join(testo.split())
        if len(piano) > LUNGO:
            visti[piano.casefold()].append(dove)
    assert {testo: dove for testo, dove in visti.items() if len(dove) > 1 and not _di_anni_diversi(dove)} == {}


def _di_anni_diversi(luoghi: list[str]) -> bool:
    """True when they are all data, each of another year."""
    return all(d.startswith("data/2") for d in luoghi) and len({d.split("/")[1] for d in luoghi}) == len(luoghi)


# --- The manual knows the format -----------------------------------------------------------------


def parole_del_manuale(pagina: str) -> set[str]:
    testo = (CONTENUTI / "manuale" / pagina).read_text(encoding="utf-8")
    return set(re.findall(r"[a-z][a-z0-9_]*", testo))


def dei_record(*classi: type) -> Iterator[str]:
    """Yield the keys of some records, and of those that they are made of."""
    for campo in (c for classe in classi for c in campi(classe) if not c.di_luogo):
        yield campo.nome
        composti = (t for t in (campo.tipo, *get_args(campo.tipo)) if is_dataclass(t) and t is not Indicatore)
        yield from dei_record(*composti)


def test_ogni_chiave_che_il_programma_legge_e_nel_formato_dei_dati():
    sorgenti = "\n".join(p.read_text(encoding="utf-8") for p in sorted(LETTURA.rglob("*.py")))
    chiavi = set(CHIAVE_LETTA.findall(sorgenti))
    chiavi |= {parola for coppia in BANDE_LETTE.findall(sorgenti) for parola in coppia}
    chiavi |= {*chiavi_di_regole(), *(colonna for tipo in ARCHIVIO for colonna in tipo.colonne)}
    chiavi |= set(dei_record(Ente, Trasparenza, Atto, Scheda, Albero, Obiettivo, Fase, Penalita))
    chiavi |= set(dei_record(*(t.classe for t in ARCHIVIO if t.classe)))
    for parole in (Dimensione, NonRilevati, TipoAtto):
        chiavi |= {str(p) for p in parole}
    assert len(chiavi) > 90, "il riconoscimento delle chiavi non funziona più"
    assert chiavi - parole_del_manuale("formato.md") - set(REGOLE) == set()


def test_ogni_regola_e_ogni_assenza_ha_il_suo_posto_nel_manuale():
    testo = (CONTENUTI / "manuale" / "regole.md").read_text(encoding="utf-8")
    titoli = {titolo for segni, titolo in TITOLO.findall(testo) if segni == "###"}
    assert titoli == set(REGOLE)
    assert all(f"`{assenza}`" in testo for assenza in Assenza)
    for pezzo in testo.split("\n## ")[1].split("\n### ")[1:]:
        assert "Esempio" in pezzo or "Con target" in pezzo, pezzo.split("\n")[0]


class Tabelle(HTMLParser):
    """Cells of each row, and the text of each key."""

    def __init__(self) -> None:
        super().__init__()
        self.righe: list[list[str]] = []
        self.chiavi: list[str] = []
        self._codice = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.righe.append([])
        elif tag in {"td", "th"}:
            self.righe[-1].append("")
        self._codice = tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._codice = self._codice and tag != "code"

    def handle_data(self, data: str) -> None:
        if self.righe and self.righe[-1]:
            self.righe[-1][-1] += data
        if self._codice:
            self.chiavi.append(data)


def test_le_tabelle_dei_moduli_sono_regolari_e_nominano_chiavi_del_formato():
    tabelle = Tabelle()
    tabelle.feed("".join(tabelle_dei_moduli()))
    assert tabelle.righe
    assert {len(riga) for riga in tabelle.righe} == {4}
    assert all(cella.strip() for riga in tabelle.righe for cella in riga)
    parole = parole_del_manuale("formato.md") | parole_del_manuale("schede-individuali.md")
    ignote = {
        parola
        for chiave in tabelle.chiavi
        if not chiave.endswith((".yml", ".csv")) and not chiave.startswith('"')
        for parola in chiave.split(".")
        if parola not in parole
    }
    assert ignote == set()


SCADENZE_DETTE = {
    "il {} Sistema, Piano e pubblicazione del Piano.": ("sistema", "piano", "piano-pubblicazione"),
    "si approva e si pubblica entro lo stesso giorno; nel 2023, entro il {}.": ("piao", "piao-pubblicazione"),
    "**Chi decide**: l'OIV certifica i valori delle [risorse premiali](risorse.md). **Entro**: il {}.": (
        "risorse-certificazione",
    ),
    "Il {} scade la dichiarazione di accessibilità del sito.": ("accessibilita",),
    "al 31 dicembre. **Entro**: il {}.": ("relazione-dati",),
    "il {} la stesura;": ("relazione-stesura",),
    "la {} validazione e approvazione.": ("relazione-validazione", "relazione"),
    "il {} la relazione dell'OIV e il bilancio;": ("sistema-relazione-oiv", "bilancio"),
    "il {} pubblicazione, invio a Unioncamere, premi.": ("relazione-pubblicazione", "relazione-unioncamere", "premi"),
}
"""How *L'anno dell'ufficio* tells the day of each deadline of every year."""


def test_l_anno_dell_ufficio_dice_ogni_scadenza_di_ogni_anno_con_il_suo_giorno_e_nessun_altra() -> None:
    detto = " ".join(senza_codice(divisa(CONTENUTI / "manuale" / "anno-ufficio.md")[1]).split())
    consuete = {c.codice: c for c in CONSUETE}
    assert sorted(codice for codici in SCADENZE_DETTE.values() for codice in codici) == sorted(consuete)
    for frase, codici in SCADENZE_DETTE.items():
        (giorno,) = {_giorno(consuete[codice]) for codice in codici}
        assert frase.format(giorno) in detto
        detto = detto.replace(frase.format(giorno), "")
    assert re.findall(rf"\b(?:[Ii]l|[Ee]ntro|fine di) (?:\d+ )?(?:{'|'.join(MESI)})\b", detto) == []
    assert len({(consuete[c].mese, consuete[c].giorno) for c in ("piano", "piao")}) == 1, "«lo stesso giorno»"


def _giorno(scadenza: Consueta) -> str:
    entro = scadenza.entro(2023)
    return f"{entro.day} {MESI[entro.month - 1]}" if scadenza.giorno else f"fine di {MESI[entro.month - 1]}"


def test_ogni_figura_del_manuale_e_fatta_e_mostrata() -> None:
    """What `make immagini` makes, what the folder has and what pages and README show are the same pictures."""
    mostrate = {n for p in (*PAGINE, RADICE / "README.md") for n in FIGURA.findall(p.read_text(encoding="utf-8"))}
    assert mostrate == FATTE == {file.name for file in (RADICE / USCITA).iterdir()}


@pytest.mark.slow
def test_l_esempio_del_manuale_con_un_segno_di_troppo_ha_il_messaggio_vero(tmp_path):
    pagina = CONTENUTI / "manuale/cambiare-un-dato.md"
    (messaggio,) = (riga for blocco in blocchi(pagina) for riga in blocco.risposta)
    shutil.copytree(DATI, tmp_path / "data")
    scrivi_esempio(tmp_path, pagina.read_text(encoding="utf-8"), segno="%")
    assert messaggio in esegui("verifica", "--anno", "2022", "--radice", tmp_path)[1].splitlines()


@pytest.mark.slow
def test_la_dimostrazione_si_potrebbe_certificare() -> None:
    """No warning anywhere, and in the closed year nothing to complete: what `verifica --completo --anno 2021` says."""
    problemi = esamina(RADICE)[1]
    assert {p.gravita for p in problemi} <= {Gravita.DA_COMPLETARE}
    assert not [p for p in problemi if not p.source.path.startswith("data/2022/")]
