"""Only regular files of the project are read or published, with plain names, outside the places of the build.

Every command is run as an office runs it, with a limit of time: a pipe or an endless device must not hold it.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from macros.checks.deposito import FIGURE, PAGINE, riservato
from macros.checks.esame import esamina
from macros.reading.scrivi.scrittura import ScritturaError, interrotta, scrivi
from macros.reading.testo import deposito
from macros.reading.testo.deposito import RifiutatoError, censisci, leggi
from macros.reading.testo.files import cartelle_anno
from scripts.comandi import del_sistema
from scripts.sito.pagine import generate
from tests.progetto_copia import RADICE, ciclo, progetto_piccolo
from tests.test_casi import approva
from tests.test_ingressi_sbagliati import APPROVA

pytestmark = pytest.mark.slow

SEGRETO = "parola segreta che sta fuori"
LIMITE = 120
"""Seconds: far more than any of these commands takes."""


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """The small project; beside it a file that nobody may read."""
    (tmp_path / "fuori.yml").write_text(f"{SEGRETO}: x\n", encoding="utf-8")
    return progetto_piccolo(tmp_path / "p")


def comandi(progetto: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """Run every command that opens files of the project."""
    argomenti = {
        "verifica": ("verifica",),
        "un anno": ("verifica", "--anno", "2021"),
        "impronta": ("verifica", "--impronta", "0" * 64),
        "calcola": ("calcola", "--anno", "2021"),
        "costruisci": ("costruisci", "--senza-pdf", "--uscita", str(progetto.parent / "sito")),
        "proponi": ("proponi", "piano", "--anno", "2021", "--senza-pdf"),
        "approva": (*APPROVA, "0" * 64, "--anno", "2021"),
        "varia": ("varia", "2.1.1.b", "target.31-12", "90", "--motivo", "M", "--anno", "2021"),
        "confronta": ("confronta", str(RADICE / "tests/dati/mini"), str(progetto)),
    }
    esiti = {nome: ciclo(*a, radice=progetto, secondi=LIMITE) for nome, a in argomenti.items()}
    esiti["mkdocs"] = mkdocs(progetto)
    return esiti


def mkdocs(progetto: Path) -> subprocess.CompletedProcess[str]:
    comando = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(progetto.parent / "mk")]
    return subprocess.run(
        comando, cwd=progetto, capture_output=True, text=True, encoding="utf-8", check=False, timeout=LIMITE
    )


def in_pipe(posto: Path) -> None:
    os.mkfifo(posto)


def in_socket(posto: Path) -> None:
    """A socket has a short name: it is made from its own folder."""
    qui = Path.cwd()
    os.chdir(posto.parent)
    try:
        with socket.socket(socket.AF_UNIX) as s:
            s.bind(posto.name)
    finally:
        os.chdir(qui)


def collegato(arrivo: str | Path):
    return lambda posto: posto.symlink_to(arrivo)


def enorme(posto: Path) -> None:
    """17 MiB that take no room."""
    with posto.open("wb") as aperto:
        aperto.truncate(17 * 2**20)


COSE = {
    "fuori": (collegato("../../../fuori.yml"), "FILE-SPECIALE"),
    "di_sistema": (collegato("/etc/passwd"), "FILE-SPECIALE"),
    "senza_fine": (collegato("/dev/zero"), "FILE-SPECIALE"),
    "nel_nulla": (collegato("non/c-e"), "FILE-SPECIALE"),
    "nel_progetto": (collegato("albero.yml"), "FILE-SPECIALE"),
    "pipe": (in_pipe, "FILE-SPECIALE"),
    "socket": (in_socket, "FILE-SPECIALE"),
    "enorme": (enorme, "FILE-GRANDE"),
}
POSTI = (
    "data/ente.yml",
    "data/2021/albero.yml",
    "data/2021/misure.csv",
    "data/2021/obiettivi/9.9.yml",
    "data/2021/atti/allegato.pdf",
    "data/2021/approvati/piano.json",
    "data/2021/.nascosto",
    "content/2021/piano/strategici.md",
    "content/manuale/figura.png",
)


@pytest.mark.parametrize("posto", POSTI)
@pytest.mark.parametrize("cosa", COSE)
def test_cio_che_non_e_un_file_del_progetto_e_un_errore_che_lo_nomina(progetto, cosa, posto):
    metti, codice = COSE[cosa]
    file = progetto / posto
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    metti(file)
    problemi = esamina(progetto)[1]
    assert [(p.source.path, p.code) for p in problemi if p.code.startswith("FILE-")] == [(posto, codice)]
    assert SEGRETO not in "".join(map(str, problemi))


@pytest.mark.parametrize(
    ("cosa", "posto"),
    [
        ("pipe", "data/2021/albero.yml"),
        ("senza_fine", "content/2021/relazione/premessa.md"),
        ("fuori", "data/2021/obiettivi/2.1.yml"),
        pytest.param("pipe", "content/2021/piano/index.md", marks=pytest.mark.prova),
        pytest.param("senza_fine", "data/2021/smvp.yml", marks=pytest.mark.prova),
        pytest.param("fuori", "content/2021/piano/strategici.md", marks=pytest.mark.prova),
    ],
)
def test_nessun_comando_si_ferma_o_cita_cio_che_sta_fuori(progetto, cosa, posto):
    (progetto / posto).unlink(missing_ok=True)
    COSE[cosa][0](progetto / posto)
    for nome, esito in comandi(progetto).items():
        detto = esito.stdout + esito.stderr
        assert SEGRETO not in detto, nome
        assert "difetto del programma" not in detto, nome
        assert "Traceback" not in detto, nome
        assert esito.returncode != 0, nome
        if nome != "impronta":
            assert posto in detto, nome
    assert not (progetto.parent / "sito").exists()


@pytest.mark.parametrize("posto", ["data", "data/2021", "data/2021/obiettivi", "content", "content/2021/piano"])
def test_una_cartella_che_e_un_collegamento_si_segnala_una_volta_sola(progetto, posto):
    vera = progetto.parent / "vera"
    (progetto / posto).rename(vera)
    (progetto / posto).symlink_to(vera, target_is_directory=True)
    assert [(p.source.path, p.code) for p in esamina(progetto)[1]] == [(posto, "FILE-SPECIALE")]
    assert censisci(progetto, posto).file == ()
    for argomenti in (("approva", "piano", "--prova", "--anno", "2021"), ("varia", "a", "b", "c", "--motivo", "m")):
        esito = ciclo(*argomenti, radice=progetto, secondi=LIMITE)
        assert "difetto del programma" not in esito.stderr
        assert esito.returncode != 0 or "data" not in posto


@pytest.mark.parametrize("nome", ["nuovo.yml", "nuova/nuovo.yml"])
def test_in_una_cartella_che_e_un_collegamento_non_si_scrive(progetto, nome):
    """A new file too: it is not yet there to be looked at."""
    fuori = progetto.parent / "fuori"
    fuori.mkdir()
    (progetto / "data/2021/collegata").symlink_to(fuori, target_is_directory=True)
    altro = progetto / "data/2021/misure.csv"
    prima = altro.read_bytes()
    with pytest.raises(ScritturaError, match=r"data/2021/collegata è un collegamento"):
        scrivi(progetto, {altro: b"x", progetto / "data/2021/collegata" / nome: b"x"})
    assert (list(fuori.iterdir()), altro.read_bytes(), interrotta(progetto)) == ([], prima, False)


def test_il_comando_che_scriverebbe_fuori_lo_dice(progetto):
    (progetto / "data/2021/consuntivo/azienda.csv").unlink()  # it names an act
    shutil.rmtree(progetto / "data/2021/atti")
    vuota = progetto.parent / "vuota"
    vuota.mkdir()
    (progetto / "data/2021/atti").symlink_to(vuota, target_is_directory=True)
    esito = ciclo(
        "atto", "--tipo", "ordine_servizio", "--atto", "ordine 3", "--oggetto", "Uffici", "--organo", "Segretario",
        "--data", "02/05/2022", "--anno", "2021", radice=progetto, secondi=LIMITE,
    )  # fmt: skip
    assert (esito.returncode, list(vuota.iterdir())) == (1, [])
    assert "data/2021/atti è un collegamento" in esito.stderr, esito.stderr
    assert "difetto" not in esito.stderr


def test_la_cartella_del_progetto_si_raggiunge_anche_con_un_collegamento(progetto):
    altra = progetto.parent / "altra"
    altra.symlink_to(progetto, target_is_directory=True)
    assert esamina(altra)[1] == ()


def test_un_giro_di_collegamenti_non_si_segue(progetto):
    (progetto / "data/2021/giro").symlink_to("..", target_is_directory=True)
    (progetto / "content/giro").symlink_to("..", target_is_directory=True)
    trovati = [(p.source.path, p.code) for p in esamina(progetto)[1] if p.code.startswith("FILE-")]
    assert trovati == [("content/giro", "FILE-SPECIALE"), ("data/2021/giro", "FILE-SPECIALE")]


def test_un_file_scambiato_con_una_pipe_dopo_lo_sguardo_non_ferma_la_lettura(progetto, monkeypatch):
    file, vera = progetto / "data/ente.yml", os.open

    def scambia(percorso, *resto, **altri):
        if Path(percorso) == file:
            file.unlink()
            os.mkfifo(file)
        return vera(percorso, *resto, **altri)

    monkeypatch.setattr(deposito.os, "open", scambia)
    with pytest.raises(RifiutatoError, match="un file che cambia mentre si legge"):
        leggi(progetto, file)


@pytest.mark.parametrize("percorso", ["../fuori.yml", "data/../../fuori.yml", "/etc/passwd"])
def test_fuori_del_progetto_non_si_apre(progetto, percorso):
    with pytest.raises(RifiutatoError):
        leggi(progetto, progetto / percorso)


def test_una_cartella_che_non_si_lascia_leggere_e_un_errore(progetto, monkeypatch):
    vero = Path.iterdir

    def chiusa(self):
        if self.name == "obiettivi":
            raise PermissionError(self)
        return vero(self)

    monkeypatch.setattr(Path, "iterdir", chiusa)
    problemi = esamina(progetto)[1]
    assert [(p.source.path, p.code) for p in problemi] == [("data/2021/obiettivi", "FILE-LETTURA")]


def test_solo_deposito_apre_i_file_del_progetto():
    """The modules that open a file by themselves, and which: none is of the project."""
    ammessi = {
        "macros/publish/pagine/elenchi.py",  # names of the theme's tables
        "macros/publish/carta/caratteri.py",  # faces of an installed package
        "macros/publish/carta/indici.py",  # pages of the site
        "macros/publish/carta/memoria.py",  # the cache; the program
        "macros/publish/carta/pagine.py",  # pages of the site
        "macros/publish/carta/stampa.py",  # style sheets of the program, the PDF it made
        "macros/reading/testo/deposito.py",
        "macros/reading/git/iter_git.py",  # of git
        "macros/reading/git/provvisorie.py",  # folders of its own
        "macros/reading/blocco/recupero.py",  # an archive in memory
        "macros/reading/scrivi/scrittura.py",  # what it puts in its place
        "macros/reading/pagine/scritti.py",  # an archive in memory
        "macros/reading/nuovo/camera.py",  # the examples of the program
        "macros/ufficio/posta.py",  # workbooks, anywhere on the disk
        "macros/riservato/cammino.py",  # a private folder, out of the project
        "macros/riservato/cartella.py",  # what is in it
        "macros/riservato/riconosci.py",  # an archive in memory
        "macros/riservato/silenzio.py",  # the device that swallows what a library says
        "macros/publish/html/modelli.py",  # style sheets of the program
        "scripts/configura.py",  # models of the program
        "scripts/consegna.py",  # a package that is there already
        "scripts/vetrina/costruttore.py",  # a process, no file
        "scripts/vetrina/direzione.py",  # the page that was just made
        "scripts/vetrina/fascia.py",  # the program's own script and style
        "scripts/vetrina/mostra.py",  # names and pages of the site
        "scripts/vetrina/operaio.py",  # its own line, no file
        "scripts/agganci.py",  # the hooks, in git's own folder
        "scripts/nuova_camera.py",  # whether the new folder is empty
        "scripts/schede_individuali.py",  # the empty workbook, which is new
        "scripts/forgia/affissione.py",  # what the forge gives
        "scripts/forgia/commento.py",  # what the forge asks to write
        "scripts/forgia/pubblica.py",  # a release
        "scripts/forgia/rilascio.py",  # a release
        "scripts/forgia/somme.py",  # a release
        "scripts/sito/immutato.py",  # the program, and what a build wrote
        "scripts/sito/ricordi.py",  # the cache
        "scripts/immagini.py",  # pictures of the manual, site
    }
    aprono = ("open(", ".read_text(", ".read_bytes(", "copytree(", "copyfile(", "shutil.copy(", "rglob(", ".glob(")
    moduli = [*(RADICE / "macros").rglob("*.py"), *(RADICE / "scripts").rglob("*.py")]
    trovati = {
        m.relative_to(RADICE).as_posix()
        for m in moduli
        if any(parola in m.read_text(encoding="utf-8").replace("urlopen(", "") for parola in aprono)
    }
    di_sito = {"macros/publish/carta/stamperia.py", "scripts/costruisci.py", "scripts/sito/costruzione.py"}
    di_sito |= {"scripts/sito/dati.py", "scripts/sito/interi.py"}
    assert trovati - ammessi - di_sito == set()


# --- names ---


@pytest.mark.parametrize(
    ("nome", "piano"),
    [
        ("data/2021/variazioni/1٣.yml", "«13.yml»"),
        ("data/2021/obiettivi/\uff11.yml", "«1.yml»"),
        ("data/2021/schede/perche\u0301.yml", "«perche.yml»"),
        ("data/2021/schede/perché.yml", "«perche.yml»"),
        ("data/2021/schede/-rf.yml", "«rf.yml»"),
        ("data/2021/schede/a\nb.yml", "«a-b.yml»"),
        ("data/2021/schede/2.1.yml ", "«2.1.yml»"),
        ("data/\uff12\uff10\uff12\uff12/albero.yml", "«2022»"),
        ("content/2021/piano/Premessa.md", "«premessa.md»"),
        ("content/2021/piano/due parole.md", "«due-parole.md»"),
        ("content/2021/Relazione/premessa.md", "«relazione»"),
    ],
)
def test_un_nome_che_altrove_si_legge_diverso_e_un_errore_con_il_nome_giusto(progetto, nome, piano):
    file = progetto / nome
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Testo\n", encoding="utf-8")
    detti = [p for p in esamina(progetto)[1] if p.code == "FILE-NOME"]
    assert [p.fix for p in detti] == [f"rinominare in {piano}"]
    assert "\n" not in str(detti[0])


def test_un_nome_non_utf8_e_un_errore(progetto):
    Path(os.fsdecode(os.fsencode(progetto / "data/2021/schede") + b"/perch\xe9.yml")).write_text("", encoding="utf-8")
    assert ["data/2021/schede/perch\ufffd.yml", "FILE-NOME"] in [[p.source.path, p.code] for p in esamina(progetto)[1]]


def test_due_nomi_uguali_salvo_maiuscole_sono_un_errore(progetto):
    for nome in ("Nota.txt", "nota.txt"):
        (progetto / "data/2021" / nome).write_text("x", encoding="utf-8")
    assert [p.source.path for p in esamina(progetto)[1] if p.code == "FILE-NOME"] == ["data/2021/nota.txt"]


@pytest.mark.parametrize("nome", ["1٣", "007", "+1", "1_0", "\uff11", "1 ", "-1"])
def test_un_numero_e_di_cifre_semplici(progetto, nome):
    cartella = progetto / "data/2021/variazioni"
    cartella.mkdir(exist_ok=True)
    (cartella / f"{nome}.yml").write_text("motivo: M\n", encoding="utf-8")
    progetto_letto, problemi = esamina(progetto)
    assert progetto_letto.anni[2021].variazioni == ()
    assert "VAR-NOME" in {p.code for p in problemi}


@pytest.mark.parametrize("scritto", ["\u202e", "\\u202E"], ids=["il carattere", "la sua sequenza"])
def test_un_testo_che_si_leggerebbe_al_contrario_e_un_errore(progetto, scritto):
    """A name, or a figure in a text, would be read otherwise than it is written, signed and sealed."""
    ente = progetto / "data/ente.yml"
    ente.write_text(f'{ente.read_text("utf-8")}pec: "pec{scritto}02@esempio.it"\n', encoding="utf-8")
    assert [p.code for p in esamina(progetto)[1] if "U+202E" in p.found] == (
        ["YAML-SINTASSI"] if len(scritto) > 1 else ["FILE-CODIFICA"]
    )


def test_una_cartella_data_con_la_maiuscola_e_un_errore(progetto):
    """On some computers it is the same folder; elsewhere nobody would read it."""
    for nome in ("Data", "CONTENT"):
        (progetto / nome / "2022").mkdir(parents=True)
    detti = [(p.source.path, p.code, p.fix) for p in esamina(progetto)[1]]
    assert detti == [
        ("CONTENT", "FILE-NOME", "rinominare in «content»"),
        ("Data", "FILE-NOME", "rinominare in «data»"),
    ]


def test_di_un_codice_con_accenti_si_propone_uno_senza(progetto):
    file = progetto / "data/2021/obiettivi/2.1.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('codice: "2.1"', 'codice: "2.1\u00e9"', 1), encoding="utf-8"
    )
    detti = [p for p in esamina(progetto)[1] if p.code == "CODICE-CARATTERI"]
    assert [p.fix for p in detti] == ['scrivere "2.1e" fra virgolette diritte']


def test_una_cartella_piu_profonda_di_quanto_il_sistema_apre_e_un_errore(progetto):
    qui = Path.cwd()
    os.chdir(progetto / "data/2021")
    try:
        for _ in range(17):  # the whole path is longer than the system takes
            Path("x" * 250).mkdir()
            os.chdir("x" * 250)
    finally:
        os.chdir(qui)
    assert [p.code for p in esamina(progetto)[1]] == ["FILE-LETTURA"]
    shutil.rmtree(progetto)


def test_un_collegamento_nella_storia_di_git_non_si_segue(progetto, monkeypatch):
    """Of a commit only regular files are taken out: a link in it would be refused by the archive, or followed."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git = ("git", "-C", str(progetto), "-c", "user.name=Ufficio", "-c", "user.email=ufficio@example.org")
    approva(progetto, "piano")
    albero, vero = progetto / "data/2021/albero.yml", (progetto / "data/2021/albero.yml").read_bytes()
    (progetto / "data/2021/fuori.yml").symlink_to("/etc/passwd")
    for comando in (("init", "-q"), ("add", "data"), ("commit", "-qm", "Con un collegamento")):
        subprocess.run([*git, *comando], check=True, capture_output=True)
    (progetto / "data/2021/fuori.yml").unlink()
    (progetto / "data/2021/approvati/piano.json").unlink()
    albero.write_bytes(vero.replace(b"peso: 60", b"peso: 50", 1).replace(b"peso: 40", b"peso: 50", 1))
    problemi = esamina(progetto)[1]
    assert vero != albero.read_bytes()
    assert "BLOCCO-CAMBIATO" in {p.code for p in problemi}


def test_un_anno_e_di_cifre_semplici(progetto):
    (progetto / "data/\uff12\uff10\uff12\uff12").mkdir()
    assert cartelle_anno(progetto) == (2021,)


# --- reserved places ---

PIANTATI = (
    "documenti/2022/relazione-2022.pdf",
    "dati/2022/risultati-31-12.csv",
    "js/cerca.js",
    "css/screen.css",
    "img/marchio.svg",
    "assets/bootstrap-italia/css/bootstrap-italia.min.css",
    "search/indice.js",
    "versione.json",
    "sitemap.xml",
    "sitemap.xml.gz",
    "404.html",
    "cerca.html",
    "documenti/2021/x.md",
    "dati/index.md",
    "Documenti/2021/x.md",
    "documenti/figura.png",
    "cerca.md",
    "404.md",
    "parti/testata.md",
    "2021/obiettivi/2.1.md",
    "2021/obiettivi/altro.md",
    "2021/responsabili/index.md",
    "2021/confronto.md",
    "2021/variazioni.md",
    "2021/relazione/iter.md",
    "2021/README.md",
    "README.MD",
    "2021/documenti/relazione-2021.pdf",
    "2021/piano/pagina.html",
    "2021/piano/disegno.svg",
)


@pytest.mark.parametrize("nome", PIANTATI)
def test_cio_che_scrive_la_costruzione_non_si_pianta(progetto, nome):
    file = progetto / "content" / nome
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Finto\n", encoding="utf-8")
    problemi = esamina(progetto)[1]
    assert problemi
    assert {p.code for p in problemi} <= {"PAGINA-RISERVATA", "PAGINA-TIPO", "FILE-NOME"}
    assert all(p.source.path.startswith("content/") for p in problemi)


@pytest.mark.parametrize("nome", ["documenti/2022/relazione-2022.pdf", "2021/obiettivi/2.1.md", "img/x.png"])
def test_nessuna_costruzione_pubblica_cio_che_e_piantato(progetto, nome):
    file = progetto / "content" / nome
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Finto\n", encoding="utf-8")
    uscita = progetto.parent / "sito"
    for argomenti in (("--senza-pdf",), ("--senza-pdf", "--pubblico")):
        esito = ciclo("costruisci", *argomenti, "--uscita", str(uscita), radice=progetto)
        assert (esito.returncode, f"content/{nome}:1" in esito.stderr) == (1, True)
    assert not uscita.exists()
    esito = mkdocs(progetto)
    assert esito.returncode != 0
    assert f"content/{nome}:1" in esito.stderr


def test_un_collegamento_nel_tema_non_si_pubblica(progetto):
    (progetto / "theme").unlink()
    shutil.copytree(RADICE / "theme", progetto / "theme")
    (progetto / "theme/img/segreto.svg").symlink_to(progetto.parent / "fuori.yml")
    for esito in (ciclo("costruisci", "--senza-pdf", radice=progetto), mkdocs(progetto)):
        assert esito.returncode != 0
        assert "theme/img/segreto.svg:1: FILE-SPECIALE" in esito.stderr
        assert "Traceback" not in esito.stderr


def test_i_posti_riservati_sono_quelli_che_la_costruzione_scrive(sito_intero, vista):
    """Nothing of a real site could have been planted as a page or a picture, save what chapters may replace."""
    generate_ = list(generate(vista))
    libere = {p.percorso for p in generate_ if p.di_riserva}
    assert [p.percorso for p in generate_ if not p.di_riserva and not riservato(tuple(p.percorso.split("/")))] == []
    for file in (f for f in sito_intero.rglob("*") if f.is_file()):
        nome = file.relative_to(sito_intero).as_posix()
        pagina = f"{nome.removesuffix('.html')}.md" if nome.endswith(".html") else nome
        if (RADICE / "content" / pagina).exists() or pagina in libere:
            continue
        assert riservato(tuple(pagina.split("/"))) or Path(pagina).suffix not in (*PAGINE, *FIGURE), nome
    cartelle = {c.name for c in sito_intero.iterdir() if c.is_dir() and not (RADICE / "content" / c.name).exists()}
    assert {"assets", "css", "dati", "documenti", "img", "js", "search"} <= cartelle
    assert [c for c in sorted(cartelle) if not riservato((c, "x.md"))] == []


def test_una_cartella_al_posto_di_un_file_si_dice(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError) as rifiuto:
        leggi(tmp_path.parent, tmp_path)
    assert del_sistema(rifiuto.value) == f"«{tmp_path}»: è una cartella, e serve un file"
