"""Documents show the plan of their own day: pages, covers, attachments, bytes; and sites of other revisions."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from jinja2 import Template
from pypdf import PdfReader

from macros.checks.esame import esamina
from macros.model.problems import Documento, errori
from macros.model.valori import Periodo
from macros.publish.carta.fascicolo import Fascicolo
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import dati_aperti
from macros.publish.documenti import fascicoli
from macros.publish.elenco_macro import MACRO
from macros.publish.iter.atti import elenco_atti
from macros.publish.pagine.obiettivo import RITIRATO, pagina_obiettivo
from macros.reading.progetto import impronte as impronte_dei_dati
from macros.reading.registro.accoda import Chiesto
from macros.vista.vista import carica_vista
from scripts.sito.avvisi import piano_di_prima
from tests.conftest import esegui
from tests.lettura_uscite import leggi_pagina
from tests.piano_variato import CAPITOLI, cambia_il_piano, progetto_con_capitoli, registra, togli_righe
from tests.progetto_copia import ciclo, copia_di, dimentica, file_stampati, impronte, registra_atti, sostituisci
from tests.strumenti import html, vera
from tests.strumenti.collegamenti import controlla
from tests.test_revisioni import git, salva


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """The small project, Piano and Monitoraggio approved, its plan changed by a variation of September."""
    return copia_di("cambiato-in-settembre", _cambiato, tmp_path / "p")


def _cambiato(radice: Path) -> None:
    cambia_il_piano(progetto_con_capitoli(radice, "piano", "monitoraggio"))
    registra(radice)


# --- the record of a change, pasted from the message -----------------------------------------------------------------


def test_le_righe_dei_messaggi_registrano_ogni_genere_di_cambio(progetto: Path) -> None:
    """Targets, weights, rules, the agency, an objective less and one more: no error is left, and June is locked."""
    assert errori(esamina(progetto)[1]) == ()


def test_cio_che_si_toglie_da_un_elenco_torna_al_suo_posto(tmp_path: Path) -> None:
    """Two indicators from the middle of a list, their weights given to the others: the pasted lines are enough."""
    progetto = progetto_con_capitoli(tmp_path / "p", "piano")
    file = progetto / "data/2021/obiettivi/2.1.1.yml"
    testo = file.read_text(encoding="utf-8")
    inizi = [testo.index(f'  - codice: "2.1.1.{lettera}"') for lettera in "abc"]
    file.write_text(testo[: inizi[0]] + testo[inizi[2] :].replace("peso: 25", "peso: 100"), encoding="utf-8")
    sostituisci(progetto / "data/2021/obiettivi/2.1.yml", '[{indicatore: "2.1.1.b", peso: 30}]', "[]")
    sostituisci(progetto / "data/2021/obiettivi/2.1.yml", "peso: {2021: 40,", "peso: {2021: 70,")
    for nome in ("consuntivo/anagrafica.csv", "evidenze.csv"):
        togli_righe(progetto / "data/2021", nome, "2.1.1.a", "2.1.1.b")
    registra(progetto)
    assert errori(esamina(progetto)[1]) == ()
    (variazione,) = esamina(progetto)[0].anni[2021].variazioni
    assert [(c.campo, c.posto) for c in variazione.cambi if c.posto] == [
        ("indicatori[2.1.1.a]", 1),
        ("indicatori[2.1.1.b]", 2),
    ]


def test_togliere_un_obiettivo_senza_dire_dei_pesi_e_un_errore(tmp_path: Path) -> None:
    progetto = progetto_con_capitoli(tmp_path / "p", "piano")
    sostituisci(progetto / "data/2021/albero.yml", '      - {codice: "1.1.1", peso: 40}\n', "")
    registra(progetto)
    (errore,) = errori(esamina(progetto)[1])
    assert errore.code == "OBI-PESI-SOMMA"
    assert "60" in errore.found


def test_cio_che_e_stato_tolto_resta_nel_suo_semestre(progetto: Path) -> None:
    anno = esamina(progetto)[0].anni[2021]
    vista = carica_vista(progetto)
    giugno, dicembre = (vista.ciclo(2021, p) for p in Periodo)
    assert giugno is not None
    assert dicembre is not None
    assert "1.1.1.c" not in anno.indicatori
    assert giugno.indicatori["1.1.1.c"].stampato == 100
    assert "1.1.1" not in dicembre
    assert "2.1.2" not in giugno
    assert [p.source.path for p in esamina(progetto)[1] if p.documento == "monitoraggio"] == []


@pytest.mark.slow
def test_il_monitoraggio_si_approva_con_il_piano_di_giugno_anche_dopo_una_variazione(tmp_path: Path) -> None:
    progetto = progetto_con_capitoli(tmp_path / "p", "piano")
    cambia_il_piano(progetto)
    registra(progetto)
    propria = impronte_dei_dati(progetto, 2021)[Documento.MONITORAGGIO]
    esito, fuori, errore = esegui(
        *("approva", "monitoraggio", "--anno", "2021", "--organo", "Giunta", "--atto", "delibera 70"),
        *("--data", "2021-07-29", "--impronta", propria, "--prova", "--radice", progetto),
    )
    assert (esito, errore) == (0, "")
    assert "ok  Ogni obiettivo coperto" in fuori


# --- which plan a page shows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pagina", "target", "obiettivi"),
    [
        ("2021/piano/obiettivi.html", 100, {"1.1.1"}),
        ("2021/monitoraggio/sintesi.html", 100, {"1.1.1"}),
        ("2021/relazione/risultati.html", 90, {"2.1.2"}),
        ("2021/obiettivi/2.1.1.html", 90, {"2.1.2"}),
        ("2021/obiettivi/1.1.1.html", 100, {"1.1.1"}),
        ("2021/albero/aree-strategiche.html", 90, {"2.1.2"}),
        ("index.html", 90, {"2.1.2"}),
    ],
)
def test_ogni_pagina_ha_il_piano_della_sua_data(progetto: Path, pagina: str, target: int, obiettivi: set[str]) -> None:
    anno = Contesto(vista=carica_vista(progetto), pagina=pagina).anno(2021)
    assert anno.indicatori["2.1.1.b"].target["31-12"] == target
    assert {"1.1.1", "2.1.2"} & set(anno.obiettivi) == obiettivi


def test_una_variazione_non_ancora_approvata_il_30_giugno_non_e_del_monitoraggio(progetto: Path) -> None:
    vista = carica_vista(progetto)
    assert {d: len(vista.anno_di(2021, d).variazioni) for d in Documento} == {
        Documento.PIANO: 0,
        Documento.PIAO: 1,  # none is approved: it would show today's
        Documento.MONITORAGGIO: 0,
        Documento.RELAZIONE: 1,
    }
    piano = vista.anno_di(2021, Documento.PIANO)
    assert [a.nome for a in piano.atti.values() if a.documento == "piano"] == [
        "2021-01-20-oiv-validazione-piano",
        "2021-01-28-giunta-piano",
    ]
    assert vista.anno_di(2021, Documento.RELAZIONE) is vista.anno(2021)


@pytest.mark.slow
def test_gli_allegati_hanno_il_piano_del_documento(progetto: Path) -> None:
    vista = carica_vista(progetto)

    def target(documento: Documento | None, periodo: str = "31-12") -> dict[str, str]:
        testo = dati_aperti(vista, 2021, documento)["indicatori.csv"].decode()
        return {r["codice"]: r["target_31_12"] for r in csv.DictReader(io.StringIO(testo)) if r["periodo"] == periodo}

    for documento in (Documento.PIANO, Documento.MONITORAGGIO):
        assert target(documento)["2.1.1.b"] == "100"
        assert "2.1.2.a" not in target(documento)
    for documento in (Documento.RELAZIONE, None):
        assert target(documento)["2.1.1.b"] == "90"
        assert "1.1.1.b" not in target(documento)
        assert target(documento, "30-06")["2.1.1.b"] == "100"  # the half-year stays under the plan of its day
        assert "1.1.1.b" in target(documento, "30-06")


def test_in_pubblico_una_proposta_non_c_e(progetto: Path) -> None:
    atto = progetto / "data/2021/atti/2021-07-29-giunta-monitoraggio.yml"
    (progetto / "data/2021/variazioni/2.yml").write_text(
        'motivo: Proposta\ncambi:\n  - {dove: indicatore AS.1.a, campo: target.31-12, da: "50", a: "40"}\n',
        encoding="utf-8",
    )
    assert len(carica_vista(progetto).anno(2021).variazioni) == 2
    pubblica = carica_vista(progetto, pubblico=True)
    assert [v.numero for v in pubblica.anno(2021).variazioni] == [1]
    assert atto.stem in pubblica.anno(2021).atti
    assert pubblica.anno_di(2021, Documento.MONITORAGGIO).rilevazioni[Periodo.DICEMBRE] == {}


def test_nessun_piano_approvato_eredita_riferimenti_storici(progetto: Path) -> None:
    """Neither that of a document nor today's: what is decided later of the year before would move them."""
    from tests.test_vista import anno_dopo
    from tests.test_vista import approva as approva_atti

    anno_dopo(progetto)
    approva_atti(progetto, 2021, "relazione")
    atti = progetto / "data/2022/atti"
    atti.mkdir()
    for tipo, numero, giorno in (
        ("validazione_oiv", 1, "2022-01-20"),
        ("approvazione_giunta", 2, "2022-01-28"),
        ("validazione_oiv", 3, "2022-09-01"),
        ("approvazione_giunta", 4, "2022-09-10"),
    ):
        (atti / f"a{numero}.yml").write_text(
            f"tipo: {tipo}\norgano: {tipo}\nnumero: {numero}\ndata: {giorno}\noggetto: O\ndocumento: piano\n",
            encoding="utf-8",
        )
    variazioni = progetto / "data/2022/variazioni"
    variazioni.mkdir()
    (variazioni / "1.yml").write_text(
        "motivo: M\natto_oiv: a3\natto_giunta: a4\n"
        'cambi:\n  - {dove: indicatore AS.1.a, campo: target.31-12, da: "50", a: "40"}\n',
        encoding="utf-8",
    )
    sostituisci(progetto / "data/2022/obiettivi/AS.1.yml", '"31-12": 50}', '"31-12": 40}')
    registra_atti(progetto)
    vista = carica_vista(progetto)
    oggi, allora = vista.anno(2022), vista.anno_di(2022, Documento.PIANO)
    assert (allora.indicatori["AS.1.a"].target["31-12"], oggi.indicatori["AS.1.a"].target["31-12"]) == (50, 40)
    assert allora.indicatori["AS.1.a"].storico is oggi.indicatori["AS.1.a"].storico is None


# --- the site and the bytes of old documents ------------------------------------------------------------------------


def da_stampare(radice: Path) -> dict[str, tuple[Fascicolo, list[str]]]:
    """What the printer is given of each document: the record of its cover and attachments, and its chapters."""
    vista = carica_vista(radice)

    def capitolo(nome: str) -> str:
        ctx = Contesto(vista=vista, pagina=f"2021/{nome.removesuffix('.md')}.html")
        return Template(CAPITOLI[nome]).render({m.nome: partial(m.funzione, ctx) for m in MACRO})

    return {
        f.documento: (f, [capitolo(nome) for nome in CAPITOLI if nome.startswith(f"{f.documento}/")])
        for f in fascicoli(vista, 2021)
    }


@pytest.mark.slow
def test_cio_che_un_documento_stampa_non_cambia_dopo_una_variazione(tmp_path: Path) -> None:
    """What the bytes are made of; that they are the same is of make prove."""
    progetto = progetto_con_capitoli(tmp_path / "p", "piano", "monitoraggio")
    prima = da_stampare(progetto)
    cambia_il_piano(progetto)
    registra(progetto)
    dopo = da_stampare(progetto)
    assert {d for d in dopo if dopo[d] != prima[d]} == {"relazione", "foglio", "validazione"}
    assert all(dopo[d][1] for d in ("piano", "monitoraggio", "relazione"))


def test_ogni_documento_dice_di_quale_giorno_e_il_suo_piano(progetto: Path) -> None:
    vista = carica_vista(progetto)
    assert {d: piano_di_prima(vista, 2021, d) for d in Documento} == {
        Documento.PIANO: "Queste pagine mostrano il Piano approvato il 28 gennaio 2021.",
        Documento.PIAO: "",
        Documento.MONITORAGGIO: "Queste pagine mostrano il Piano in vigore il 30 giugno 2021.",
        Documento.RELAZIONE: "",
    }
    for codice, tolto in (("1.1.1", True), ("2.1.2", False)):
        ctx = Contesto(vista=vista, pagina=f"2021/obiettivi/{codice}.html")
        assert (RITIRATO in unescape(pagina_obiettivo(ctx, codice))) is tolto


@pytest.mark.prova
def test_un_documento_rifatto_dopo_una_variazione_non_cambia_di_un_byte(tmp_path: Path) -> None:
    progetto = progetto_con_capitoli(tmp_path / "p", "piano", "monitoraggio")
    assert ciclo("costruisci", radice=progetto).returncode == 0
    sito = progetto / "site"
    prima = impronte(sito / "documenti/2021")
    assert "Piano alla sua data" not in leggi_pagina(sito / "2021/piano/obiettivi.html")
    cambia_il_piano(progetto)
    registra(progetto)
    esito = ciclo("costruisci", "--da-capo", radice=progetto)
    assert esito.returncode == 0, esito.stderr
    dopo = impronte(sito / "documenti/2021")
    cambiati = file_stampati(["relazione", "foglio", "validazione"], 2021)
    assert {n for n in dopo if dopo[n] != prima[n]} == {*cambiati, "SHA256SUMS"}

    assert controlla(sito) == []
    assert html.messaggi(sito) == []
    detto = leggi_pagina(sito / "2021/piano/obiettivi.html")
    assert "Queste pagine mostrano il Piano approvato il 28 gennaio 2021." in detto
    assert "il Piano in vigore il 30 giugno 2021" in leggi_pagina(sito / "2021/monitoraggio/sintesi.html")
    assert "Piano alla sua data" not in leggi_pagina(sito / "2021/relazione/risultati.html")
    assert "Piano alla sua data" not in leggi_pagina(sito / "2021/piano/iter.html")
    tolto = leggi_pagina(sito / "2021/obiettivi/1.1.1.html")
    assert "ha tolto questo obiettivo dal Piano" in tolto
    assert "1.1.1.c" in tolto
    assert "Sportello unico digitale" in leggi_pagina(sito / "2021/obiettivi/2.1.2.html")
    esito = ciclo("costruisci", "--pubblico", "--senza-pdf", radice=progetto)
    assert esito.returncode == 0, esito.stderr


# --- proponi and costruisci --versione -------------------------------------------------------------------------------


@pytest.mark.slow
def test_proponi_stampa_il_documento_senza_atto_e_con_l_impronta_intera(tmp_path: Path) -> None:
    progetto = progetto_con_capitoli(tmp_path / "p")
    pdf = tmp_path / "per la Giunta.pdf"
    esito = ciclo("proponi", "piano", "--anno", "2021", "--uscita", str(pdf), radice=progetto)
    assert esito.returncode == 0, esito.stderr
    impronta = esito.stdout.strip()
    assert len(impronta) == 64
    pagina = PdfReader(pdf).pages[0].extract_text()
    assert "Proposta per la deliberazione" in pagina
    assert impronta in "".join(pagina.split())
    assert "Giunta, delibera" not in pagina
    assert [str(esito) for esito in vera.valida([pdf]) if not esito.conforme] == []
    prima = impronte(progetto)
    solo = ciclo("proponi", "piano", "--anno", "2021", "--senza-pdf", radice=progetto)
    assert (solo.returncode, solo.stdout) == (0, f"{impronta}\n")
    assert impronte(progetto) == prima


def test_proponi_senza_capitoli_o_gia_approvato_dice_perche_non_c_e_il_pdf(tmp_path: Path) -> None:
    progetto = progetto_con_capitoli(tmp_path / "p", "piano")
    _, fuori, detto = esegui("proponi", "piano", "--anno", "2021", "--radice", progetto)
    assert len(fuori.strip()) == 64
    assert "Già approvato con Giunta, delibera 3" in detto
    shutil.rmtree(progetto / "content/2021/monitoraggio")
    esito, _, detto = esegui("proponi", "monitoraggio", "--anno", "2021", "--radice", progetto)
    assert esito == 0
    assert "Nessun PDF: il documento non ha capitoli in content/2021/monitoraggio" in detto


@pytest.fixture
def deposito(tmp_path: Path) -> Path:
    """The small project in git: the tag `piano`, then a target and a chapter changed, not committed."""
    progetto = progetto_con_capitoli(tmp_path / "p")
    git(progetto, "init", "-q", "-b", "main")
    salva(progetto, "Piano (#5)")
    git(progetto, "tag", "piano")
    sostituisci(progetto / "data/2021/obiettivi/2.1.1.yml", '"31-12": 100}', '"31-12": 90}')
    (progetto / "content/2021/piano/albero.md").write_text("# Un altro albero\n\nUn testo.\n", encoding="utf-8")
    return progetto


@pytest.mark.slow
def test_costruisci_versione_ha_dati_capitoli_e_storia_di_allora(deposito: Path) -> None:
    git(deposito, "commit", "-qam", "Altro target (#77)")
    prima = impronte(deposito)
    commit = git(deposito, "rev-parse", "piano")
    esito = ciclo("costruisci", "--versione", "piano", "--senza-pdf", radice=deposito)
    assert esito.returncode == 0, esito.stderr
    sito = deposito / f"site-{commit[:7]}"
    assert esito.stdout == f"{sito / 'index.html'}\n"
    assert json.loads((sito / "versione.json").read_text(encoding="utf-8"))["commit"] == commit
    assert "Un altro albero" not in leggi_pagina(sito / "2021/piano/albero.html")
    storia = leggi_pagina(sito / "2021/piano/iter.html")
    assert re.search(r"roposta[^<]* n\. 5\b", storia)
    assert "n. 77" not in storia, "the history of the repository stops at the revision"
    with (sito / "dati/2021/indicatori.csv").open(encoding="utf-8") as file:
        assert {r["codice"]: r["target_31_12"] for r in csv.DictReader(file)}["2.1.1.b"] == "100"
    assert not (deposito / "site").exists()
    shutil.rmtree(sito)
    dimentica(deposito)
    assert impronte(deposito) == prima, "the working tree is as it was"


@pytest.mark.parametrize(
    ("rev", "detto"),
    [
        ("manca", "nel deposito non c'è una revisione «manca». Rimedio:"),
        ("vecchia", "la revisione «vecchia» viene prima del formato dei dati"),
        ("senza-capitoli", "la revisione «senza-capitoli» non ha la cartella content"),
        ("piano..main", "«piano..main» non è una sola revisione"),
    ],
)
def test_costruisci_versione_dice_che_cosa_non_va_e_non_scrive(deposito: Path, rev: str, detto: str) -> None:
    git(deposito, "stash", "-q")
    git(deposito, "checkout", "-q", "--orphan", "altra")
    git(deposito, "rm", "-rq", "--cached", "content")
    git(deposito, "commit", "-qm", "solo dati")
    git(deposito, "tag", "senza-capitoli")
    git(deposito, "rm", "-rq", "--cached", "data")
    git(deposito, "commit", "-qm", "niente dati")
    git(deposito, "tag", "vecchia")
    prima = sorted(f.name for f in deposito.iterdir())
    esito, fuori, errore = esegui("costruisci", "--versione", rev, "--senza-pdf", "--radice", deposito)
    assert (esito, fuori) == (1, "")
    assert detto in errore
    assert sorted(f.name for f in deposito.iterdir()) == prima


@pytest.mark.slow
def test_senza_git_si_costruisce_e_solo_una_versione_si_rifiuta(tmp_path: Path) -> None:
    """An archive of the project, a shallow clone, a machine without git: build, check, propose and approve work."""
    progetto = progetto_con_capitoli(tmp_path / "p")
    esito = ciclo("costruisci", "--versione", "piano", "--senza-pdf", radice=progetto)
    assert esito.returncode == 1
    assert "non è in un deposito di git" in esito.stderr
    esito = ciclo("costruisci", "--senza-pdf", radice=progetto, PATH="")
    assert esito.returncode == 0, esito.stderr
    assert json.loads((progetto / "site/versione.json").read_text(encoding="utf-8"))["commit"] is None


@pytest.mark.slow
def test_un_clone_parziale_costruisce_verifica_e_approva(deposito: Path, tmp_path: Path) -> None:
    git(deposito, "commit", "-qam", "altro target")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{deposito}", "clone")
    clone = tmp_path / "clone"
    for collegato in ("theme", "scripts", "macros"):
        assert (clone / collegato).exists()
    assert esegui("verifica", "--radice", clone)[0] == 0
    propria = esegui("proponi", "piano", "--anno", "2021", "--senza-pdf", "--radice", clone)[1].strip()
    dati = ("--anno", "2021", "--organo", "Giunta", "--atto", "delibera 5", "--data", "28/01/2021")
    assert esegui("approva", "piano", *dati, "--impronta", propria, "--radice", clone)[0] == 0
    assert esegui("costruisci", "--senza-pdf", "--uscita", tmp_path / "sito", "--radice", clone)[0] == 0
    esito, _, errore = esegui("costruisci", "--versione", "piano", "--senza-pdf", "--radice", clone)
    assert esito == 1
    assert "Il clone è parziale e può non averla: rimedio: git fetch --unshallow --tags" in errore


# --- acts and errata -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_la_pagina_degli_atti_dice_tutto_cio_che_un_atto_porta(progetto: Path) -> None:
    atto = progetto / "data/2021/atti/2021-01-20-oiv-validazione-piano.yml"
    (atto.parent / "verbale.pdf").write_bytes(b"firmato")
    testo = atto.read_text(encoding="utf-8").partition("sha256:")[0]
    propria = hashlib.sha256(b"firmato").hexdigest()
    atto.write_text(
        f"{testo}riguarda: anagrafica\nprotocollo: '0001'\nfile: verbale.pdf\nsha256: {propria}\n"
        "albo: https://albo.example.org/1\n",
        encoding="utf-8",
    )
    registra_atti(progetto, Chiesto(motivi={atto.stem: "Mancava il verbale"}))
    assert errori(esamina(progetto)[1]) == ()
    tabella = elenco_atti(Contesto(vista=carica_vista(progetto), pagina="2021/index.html"))
    for detto in (
        "riguarda: Area Anagrafica",
        "protocollo 0001",
        f"file verbale.pdf, SHA-256 <code>{propria[:16]}</code>",
        '<a href="https://albo.example.org/1">',
        "impronta dei dati <code>",
    ):
        assert detto in tabella
    (atto.parent / "verbale.pdf").write_bytes(b"un altro")
    assert [p.code for p in errori(esamina(progetto)[1])] == ["ATTO-FILE-IMPRONTA"]


@pytest.mark.slow
def test_un_errata_sta_sulla_copertina_della_relazione(tmp_path: Path) -> None:
    progetto = progetto_con_capitoli(tmp_path / "p", "piano", "relazione")
    (progetto / "data/2021/atti/2022-02-17-oiv-relazione.yml").write_text(
        "tipo: validazione_oiv\norgano: OIV\nnumero: 8\ndata: 2022-02-17\noggetto: V\ndocumento: relazione\n",
        encoding="utf-8",
    )
    (progetto / "data/2021/atti/errata-1.yml").write_text(
        "tipo: errata\norgano: Segretario Generale\nnumero: 12\ndata: 2022-05-02\noggetto: E\ndocumento: relazione\n",
        encoding="utf-8",
    )
    registra_atti(progetto)

    def copertina() -> list[str]:
        atti = {f.documento: f.atti for f in fascicoli(carica_vista(progetto), 2021)}
        return [che for che, _ in atti["relazione"]]

    assert copertina() == ["Validazione", "Approvazione"]
    (progetto / "data/2021/errata").mkdir()
    (progetto / "data/2021/errata/1.yml").write_text(
        "motivo: Trascrizione\natto: errata-1\n"
        'cambi:\n  - {dove: consuntivo 2.1.b, campo: valore, da: "8,2", a: "8,3"}\n',
        encoding="utf-8",
    )
    sostituisci(progetto / "data/2021/consuntivo/anagrafica.csv", "2.1.b;8,2;", "2.1.b;8,3;")
    registra_atti(progetto)
    assert errori(esamina(progetto)[1]) == ()
    assert copertina() == ["Validazione", "Approvazione", "Errata corrige"]
