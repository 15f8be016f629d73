"""Who may write data and chapters, and means to change what was approved without its being seen.

Each was silent in a trial of the register; and the honest mistakes that ended in a wall.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.checks.personali import telefoni
from macros.model.registro import RigaRegistro, Sigillo
from macros.model.tratti import Gravita
from macros.reading.anno.regole import leggi_ente
from macros.reading.blocco.impronta import in_json, sha256_di
from macros.reading.progetto import apri_approvati
from macros.reading.registro import capitoli
from macros.reading.registro.forma import in_byte, in_coda, lega, leggi_registro
from macros.reading.testo.lettura import Lettura
from tests import test_registro as prova
from tests.conftest import esegui
from tests.progetto_copia import RADICE, registra_atti, sostituisci
from tests.progetto_copia import impronte as byte_di
from tests.test_casi import approva
from tests.test_registro import ATTI, DUE, PIANO, REGISTRO, VARIAZIONE, codici, comando
from tests.test_revisioni import git, salva

pytestmark = pytest.mark.slow  # whole examinations; the golden cases of the register are in the quick run

progetto, variato = prova.progetto, prova.variato


def vero(radice: Path) -> Path:
    """Make a project one of a real body, under git."""
    sostituisci(radice / "data/ente.yml", "dimostrativo: true", "dimostrativo: false")
    git(radice, "init", "-q", "-b", "main")
    salva(radice, "Approvato")
    return radice


def risigilla(radice: Path) -> None:
    """Change an approved variation and the plan, and make the register anew over them."""
    sostituisci(radice / PIANO, '"31-12": 90}', '"31-12": 80}')
    sostituisci(radice / VARIAZIONE, 'a: "90"', 'a: "80"')
    (radice / REGISTRO).unlink()
    shutil.rmtree(radice / "data/2021/approvati/sigilli")
    registra_atti(radice)


def errori(radice: Path) -> set[str]:
    return set(codici(radice))


# ---- the history


@pytest.mark.parametrize("altrove", ["sotto", "da sotto", "per gradi"])
def test_il_progetto_spostato_e_riscritto(variato: Path, altrove: str) -> None:
    """Another folder of the repository is no other history."""
    deposito, prima, dopo = variato.parent / "deposito", ".", "ente"
    if altrove == "da sotto":
        prima, dopo = "ente", "."
    shutil.copytree(variato, deposito / prima, symlinks=True)
    sostituisci(deposito / prima / "data/ente.yml", "dimostrativo: true", "dimostrativo: false")
    git(deposito, "init", "-q", "-b", "main")
    salva(deposito, "Approvato")
    nomi = [p.name for p in (deposito / prima).iterdir() if p.name != ".git"]
    (deposito / dopo).mkdir(exist_ok=True)
    for nome in nomi:
        shutil.move(deposito / prima / nome, deposito / dopo / nome)
    assert errori(deposito / dopo) == set(), "moved, and not changed"
    if altrove == "per gradi":
        registro = (deposito / dopo / REGISTRO).rename(deposito / "da-parte.csv")
        salva(deposito, "Senza registro")
        registro.rename(deposito / dopo / REGISTRO)
    risigilla(deposito / dopo)
    salva(deposito, "Spostato e riscritto")
    assert "REGISTRO-STORIA" in errori(deposito / dopo)


def test_un_unione_che_riscrive_cio_che_era_sigillato(variato: Path) -> None:
    """The same acts and rows, other fingerprints: brought in by a merge that keeps «ours»."""
    vero(variato)
    git(variato, "checkout", "-q", "-b", "altro")
    risigilla(variato)
    salva(variato, "Un altro target")
    git(variato, "checkout", "-q", "main")
    (variato / "nota.txt").write_text("x", encoding="utf-8")
    salva(variato, "Intanto")
    git(variato, "checkout", "-q", "altro")
    git(variato, "merge", "-q", "-s", "ours", "--no-edit", "main")
    assert errori(variato) == {"REGISTRO-STORIA"}
    git(variato, "checkout", "-q", "main")
    git(variato, "merge", "-q", "--no-ff", "--no-edit", "altro")
    assert errori(variato) == {"REGISTRO-STORIA"}


def test_un_ramo_che_prende_il_posto_del_principale(variato: Path) -> None:
    """What the main branch approved is lost in a merge whose register is its first parent's, then fast-forwarded."""
    righe = (variato / REGISTRO).read_text(encoding="utf-8").splitlines(keepends=True)
    intero = {f: f.read_bytes() for f in (variato / "data").rglob("*") if f.is_file()}
    shutil.rmtree(variato / "data/2021/variazioni")
    for nome in ("2021-09-14-oiv-validazione", "2021-09-23-giunta-variazione"):
        (variato / ATTI / f"{nome}.yml").unlink()
    sostituisci(variato / PIANO, '"31-12": 90}', '"31-12": 100}')
    sostituisci(variato / "data/2021/obiettivi/AS.1.yml", '"31-12": 50}', '"31-12": 60}')
    (variato / REGISTRO).write_text("".join(righe[:-2]), encoding="utf-8")
    vero(variato)
    assert errori(variato) == set()
    git(variato, "checkout", "-q", "-b", "altro")
    (variato / "nota.txt").write_text("x", encoding="utf-8")
    salva(variato, "Altro")
    git(variato, "checkout", "-q", "main")
    for file, grezzo in intero.items():
        if file.name != "ente.yml":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(grezzo)
    salva(variato, "La variazione approvata")
    assert errori(variato) == set()
    git(variato, "checkout", "-q", "altro")
    git(variato, "merge", "-q", "-s", "ours", "--no-edit", "main")
    git(variato, "branch", "-f", "main", "altro")
    git(variato, "checkout", "-q", "main")
    assert errori(variato) == {"REGISTRO-STORIA"}


def test_un_ente_vero_non_diventa_dimostrativo_per_rifare_il_registro(variato: Path) -> None:
    vero(variato)
    sostituisci(variato / "data/ente.yml", "dimostrativo: false", "dimostrativo: true")
    esito, _, detto = esegui("registro", "--inizia", "--radice", variato)
    assert (esito, "non si comincia da capo" in detto) == (1, True)
    risigilla(variato)
    salva(variato, "Ora è una dimostrazione")
    assert errori(variato) == {"REGISTRO-STORIA"}


def test_un_foglio_che_risalva_il_registro_non_lo_rompe_per_sempre(variato: Path) -> None:
    """Commas, blank lines, empty columns: it reads the same, before the commit and after; put back, it is green."""
    vero(variato)
    testo = (variato / REGISTRO).read_text(encoding="utf-8")
    (variato / REGISTRO).write_text("\ufeff" + testo.replace(";", ",").replace("\n", "\n\n"), encoding="utf-8")
    assert errori(variato) == set()
    salva(variato, "Salvato dal foglio")
    assert errori(variato) == set()
    for rotto in ("", testo.replace("2021-09-23", "2021-09-22"), testo.replace(";", " ; ")):
        (variato / REGISTRO).write_text(rotto, encoding="utf-8")
        salva(variato, "Rotto")
        (variato / REGISTRO).write_text(testo, encoding="utf-8")
        assert errori(variato) == set()
    salva(variato, "Rimesso")
    assert errori(variato) == set()


def test_una_copia_senza_tutta_la_storia_lo_dice(variato: Path, tmp_path: Path) -> None:
    vero(variato)
    (variato / "nota.txt").write_text("x", encoding="utf-8")
    salva(variato, "Altro")
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{variato}", "clone")
    (avviso,) = esamina(tmp_path / "clone")[1]
    assert avviso.code == "REGISTRO-PARZIALE"
    assert avviso.found == "una parte della storia di git: se il registro è stato riscritto prima, qui non si vede"
    assert avviso.expected == "la storia intera"
    assert avviso.fix == "git fetch --unshallow, e nella forgia fetch-depth: 0"
    shutil.rmtree(tmp_path / "clone/.git")
    (tmp_path / "clone/.git").write_text("gitdir: /manca\n", encoding="utf-8")
    (avviso,) = esamina(tmp_path / "clone")[1]
    assert (avviso.code, "git status" in avviso.fix) == ("REGISTRO-PARZIALE", True)


def test_chi_riceve_si_riconosce_anche_con_un_altro_nome(variato: Path) -> None:
    """`--accoda` on the branch that the repository calls its main one keeps its rows first."""
    prova._due_rami(variato)
    git(variato, "branch", "-m", "main", "produzione")
    git(variato, "config", "init.defaultBranch", "produzione")
    git(variato, "checkout", "-q", "produzione")
    with pytest.raises(Exception, match="merge"):
        git(variato, "merge", "-q", "ufficio")
    assert esegui("registro", "--accoda", "--radice", variato)[0] == 0
    git(variato, "add", "-A")
    git(variato, "commit", "-q", "--no-edit")
    assert codici(variato, "HEAD^1") == []


def test_chi_non_e_su_un_ramo_non_e_chi_riceve(variato: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")  # where nobody says what the main branch is called
    prova._due_rami(variato)
    git(variato, "checkout", "-q", "--detach", "ufficio")
    with pytest.raises(Exception, match="merge"):
        git(variato, "merge", "-q", "main")
    assert esegui("registro", "--accoda", "--radice", variato)[0] == 0
    assert [r for r in prova._registro(variato) if "segretario" in r] == [
        "2021-03-04-segretario-generale-sportelli",
        "2021-03-03-segretario-generale-uffici",
    ]


@pytest.mark.parametrize(
    ("ramo", "quale"), [("main", "che arriva dall'altro ramo"), ("ufficio", "con le righe proprie")]
)
@pytest.mark.parametrize("come", ["guasto", "tolto"])
def test_un_lato_che_non_si_legge_non_fa_rifare_il_registro(variato: Path, ramo: str, quale: str, come: str) -> None:
    prova._due_rami(variato)
    git(variato, "checkout", "-q", ramo)
    if come == "tolto":
        (variato / REGISTRO).unlink()
    else:
        sostituisci(variato / REGISTRO, "versione;", "altro;")
    salva(variato, "Guasto")
    git(variato, "checkout", "-q", "ufficio")
    with pytest.raises(Exception, match="merge"):
        git(variato, "merge", "-q", "main")
    prima = byte_di(variato)
    esito, _, detto = esegui("registro", "--accoda", "--radice", variato)
    assert (esito, f"{quale} non c'è o non si legge" in detto) == (1, True), detto
    assert byte_di(variato) == prima


# ---- rows and acts


def test_una_rettifica_non_sigilla_niente(variato: Path) -> None:
    """With a reason, and its chain in order, a row would have let old acts approve a new variation."""
    prova._altra_variazione(variato)
    for s in prova.sigilli(apri_approvati(variato, 2021)):
        if s.sigilla.endswith("variazione 2"):
            for sha, grezzo in s.contenuti.items():
                (variato / f"data/2021/approvati/sigilli/{sha}.json").write_bytes(grezzo)
            prova._accoda_a_mano(
                variato, atto=s.atto, sigilla=s.sigilla, impronta=s.impronta, sha256_atto=s.sha256_atto, motivo="Altro"
            )
    assert "REGISTRO-RETTIFICA" in errori(variato)


def test_l_ultimo_atto_non_si_allunga(progetto: Path) -> None:
    """Neither by a command nor by a row put right after it in another commit."""
    approva(progetto, "monitoraggio")
    approva(progetto, "relazione")
    comando(
        progetto, "errata", "consuntivo 1.1.a", "valore", "304", "--motivo", "m", "--anno", "2021", "--organo", "S",
        "--atto", "d 1", "--data", "02/05/2022",
    )  # fmt: skip
    vero(progetto)
    ultima = leggi_registro(Lettura(progetto)).righe[-1]
    (progetto / "data/2021/errata/2.yml").write_text(
        f'motivo: m\natto: {ultima.atto}\ncambi:\n  - {{dove: consuntivo 2.1.b, campo: valore, da: "8,2", a: "9,2"}}\n',
        encoding="utf-8",
    )
    sostituisci(progetto / "data/2021/consuntivo/anagrafica.csv", "2.1.b;8,2;", "2.1.b;9,2;")
    prima = byte_di(progetto)
    esito, _, detto = esegui("registro", "--accoda", "--radice", progetto)
    assert (esito, f"l'atto «{ultima.atto}» ha già sigillato «errata 1»" in detto) == (1, True)
    assert byte_di(progetto) == prima
    (suo,) = (s for s in prova.sigilli(apri_approvati(progetto, 2021)) if s.sigilla == "errata 2")
    for sha, grezzo in suo.contenuti.items():
        (progetto / f"data/2021/approvati/sigilli/{sha}.json").write_bytes(grezzo)
    prova._accoda_a_mano(progetto, sigilla="errata 2", impronta=suo.impronta)
    assert "REGISTRO-ALTRO-ATTO" in errori(progetto)


def test_nessun_comando_rifa_un_registro_che_c_era(variato: Path) -> None:
    sostituisci(variato / PIANO, '"31-12": 90}', '"31-12": 80}')
    sostituisci(variato / VARIAZIONE, 'a: "90"', 'a: "80"')
    (variato / REGISTRO).unlink()
    shutil.rmtree(variato / "data/2021/approvati/sigilli")
    prima = byte_di(variato)
    trasmissione = (
        "atto", "--tipo", "trasmissione", "--organo", "SG", "--atto", "n 1", "--data", "03/03/2021", "--oggetto", "T",
        "--anno", "2021",
    )  # fmt: skip
    for argomenti in (trasmissione, ("registro", "--accoda")):
        esito, _, detto = esegui(*argomenti, "--radice", variato)
        assert (esito, "ciclo registro --inizia" in detto) == (1, True)
        assert byte_di(variato) == prima


def test_una_rettifica_non_porta_con_se_altri_cambiamenti(variato: Path) -> None:
    nome = "2021-09-23-giunta-variazione"
    rettifica = ("atto", "--rettifica", nome, "--anno", "2021", "--motivo", "Numero", "--radice", variato)
    sostituisci(variato / DUE, '"Giunta"', '"Consiglio"')
    esito, _, detto = esegui(*rettifica, "--atto", "delibera 91")
    assert (esito, "è cambiata anche la chiave «organo»" in detto) == (1, True)
    sostituisci(variato / DUE, '"Consiglio"', '"Giunta"')
    assert esegui(*rettifica, "--atto", "delibera 91")[0] == 0
    esito, _, detto = esegui(*rettifica, "--atto", "delibera 91")
    assert (esito, "dice già così" in detto) == (1, True)
    assert (
        esegui("atto", "--rettifica", nome, "--anno", "2021", "--motivo", "  ", "--atto", "d", "--radice", variato)[0]
        == 2
    )


def test_di_un_esclusione_non_si_rettifica_che_cosa_esclude(variato: Path) -> None:
    esito, _, detto = esegui(
        "atto", "--rettifica", "2021-10-12-oiv-esclusione-missione", "--riguarda", "2.1.b", "--motivo", "m",
        "--anno", "2021", "--radice", variato,
    )  # fmt: skip
    assert (esito, "«riguarda» non si rettifica" in detto) == (1, True)


def test_il_documento_di_un_atto_si_sostituisce_con_la_sua_impronta(variato: Path) -> None:
    cartella = variato / ATTI
    for nome in ("uno.pdf", "due.pdf"):
        (cartella / nome).write_bytes(nome.encode())
    comando(
        variato, "atto", "--tipo", "ordine_servizio", "--organo", "SG", "--atto", "o 1", "--data", "03/03/2021",
        "--oggetto", "Uffici", "--file", "uno.pdf", "--anno", "2021",
    )  # fmt: skip
    comando(
        variato, "atto", "--rettifica", "2021-03-03-sg-uffici", "--file", "due.pdf", "--motivo", "Era la bozza",
        "--anno", "2021",
    )  # fmt: skip
    assert errori(variato) == set()
    (cartella / "due.pdf").write_bytes(b"altro")
    assert "ATTO-FILE-IMPRONTA" in errori(variato)
    comando(
        variato, "atto", "--rettifica", "2021-03-03-sg-uffici", "--file", "due.pdf", "--motivo", "Firmato", "--anno",
        "2021",
    )  # fmt: skip
    assert errori(variato) == set()


def test_un_errata_puo_portare_un_valore_sotto_lo_zero(progetto: Path) -> None:
    for documento in ("monitoraggio", "relazione"):
        approva(progetto, documento)
    comando(
        progetto, "errata", "consuntivo 2.1.a", "valore", "-9,5", "--motivo", "m", "--anno", "2021", "--organo", "S",
        "--atto", "d 1", "--data", "02/05/2022",
    )  # fmt: skip
    assert errori(progetto) == set()
    assert "2.1.a;-9,5" in (progetto / "data/2021/consuntivo/anagrafica.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("valore", [("--data", "-3"), ("--data=-3",)])
def test_un_numero_sotto_lo_zero_dopo_un_opzione_si_cita_com_e(progetto: Path, valore: tuple[str, ...]) -> None:
    esito, _, detto = esegui("errata", "consuntivo 2.1.a", "valore", "-9", *valore, "--radice", progetto)
    assert (esito, "«-3»" in detto, "\0" in detto) == (2, True, False)


def test_con_la_variazione_non_si_sigilla_altro(variato: Path) -> None:
    """The plan after her must be what was approved and nothing more: not a proposal that stands in the files."""
    for nome, tipo, giorno in (("oiv-9", "validazione_oiv", 1), ("giunta-9", "approvazione_giunta", 2)):
        (variato / f"{ATTI}/{nome}.yml").write_text(
            f"tipo: {tipo}\norgano: {nome}\nnumero: n 9\ndata: 2021-10-0{giorno}\noggetto: O\ndocumento: piano\n",
            encoding="utf-8",
        )
    comando(variato, "registro", "--accoda")
    con_atti = ("--atto-oiv", "oiv-9", "--atto-giunta", "giunta-9", "--anno", "2021", "--radice", variato)
    comando(variato, "varia", "2.1.a", "target.2021", "-9", "--motivo", "m", "--anno", "2021")
    esito, _, detto = esegui("varia", "AS.1", "titolo", "Un altro titolo", "--motivo", "m", *con_atti)
    assert (esito, "c'è altro che nessun atto approva" in detto, "2.1.a: target.2021" in detto) == (1, True, True)
    assert esegui("varia", "--numero", "2", *con_atti)[0] == 0
    assert errori(variato) == set()


def test_con_l_errata_non_si_sigilla_un_valore_cambiato_a_mano(progetto: Path) -> None:
    for documento in ("monitoraggio", "relazione"):
        approva(progetto, documento)
    sostituisci(progetto / "data/2021/consuntivo/anagrafica.csv", "2.1.b;8,2;", "2.1.b;9,2;")
    esito, _, detto = esegui(
        "errata", "consuntivo 1.1.a", "valore", "304", "--motivo", "m", "--anno", "2021", "--organo", "S",
        "--atto", "d 1", "--data", "02/05/2022", "--radice", progetto,
    )  # fmt: skip
    assert (esito, "consuntivo 2.1.b: valore" in detto) == (1, True)


def test_un_impronta_non_e_un_telefono() -> None:
    assert list(telefoni("riga;f3539569820f3539569820f3539569820f3539569820aabb;x")) == []
    assert [t.dato for t in telefoni("il numero x3335551234")] == ["3335551234"]


# ---- chapters


@pytest.mark.parametrize(
    "testo",
    [
        "![x][s]\n\n[s]: sede.png\n",
        "![sede]\n\n[sede]: sede.png\n",
        "![La [sede] nuova](sede.png)\n",
        "![x]( sede.png)\n",
        "![x](se&#100;e.png)\n",
        "![x](sede\\.png)\n",
        "![x](s%65de.png)\n",
    ],
)
def test_un_immagine_e_sigillata_comunque_sia_chiamata(progetto: Path, testo: str) -> None:
    capitoli = progetto / "content/2021/piano"
    (capitoli / "albero.md").write_text(f"# Albero\n\n{testo}", encoding="utf-8")
    (capitoli / "sede.png").write_bytes(b"una")
    (progetto / REGISTRO).unlink()
    registra_atti(progetto)
    assert "REGISTRO-TESTI" not in errori(progetto)
    (capitoli / "sede.png").write_bytes(b"altra")
    assert "REGISTRO-TESTI" in errori(progetto)


@pytest.mark.parametrize(
    ("prima", "dopo"),
    [
        ("Voce | Valore\n--- | ---\nUna | 1\nDue | 2\n", "Voce | Valore\n--- | ---\nUna | 1 Due | 2\n"),
        ("Una riga  \ne un'altra\n", "Una riga\ne un'altra\n"),
        ("Sopra\n___\nSotto\n", "Sopra ___ Sotto\n"),
        ("- uno\n- due\n", "- uno - due\n"),
        ("Titolo\n===\n", "Titolo ===\n"),
        ("Termine\n: Definizione\n", "Termine : Definizione\n"),
    ],
)
def test_cio_che_cambia_l_aspetto_di_un_capitolo_cambia_il_sigillo(prima: str, dopo: str) -> None:
    assert capitoli.brani(prima) != capitoli.brani(dopo)


# ---- odd files


@pytest.mark.parametrize("contenuto", [b"", b"[1]", b'"x"', b"\xff", b"[" * 100_000, b"1e999", b"{"])
def test_un_sigillo_che_non_e_un_sigillo_non_ferma_il_controllo(variato: Path, contenuto: bytes) -> None:
    """Its name is the fingerprint of what it holds, and the row has it: what it holds is no act."""
    sha = sha256_di(contenuto)
    (variato / f"data/2021/approvati/sigilli/{sha}.json").write_bytes(contenuto)
    riga = leggi_registro(Lettura(variato)).righe[-1]
    prova._accoda_a_mano(variato, atto=riga.atto, sigilla="", impronta="", sha256_atto=sha)
    trovati = [p for p in esamina(variato)[1] if p.gravita is Gravita.ERRORE]
    assert {p.code for p in trovati} & {"REGISTRO-SIGILLO", "REGISTRO-ATTO-CAMBIATO"}


@pytest.mark.parametrize(
    "sigilla", ["pippo", "a b c", "errata", "variazione 1 2", "variazione 01", "validazione piano"]
)
def test_una_riga_che_sigilla_altro_e_detta(variato: Path, sigilla: str) -> None:
    prova._accoda_a_mano(variato, sigilla=sigilla)
    assert "REGISTRO-FORMA" in errori(variato)


@pytest.mark.parametrize(
    "scritto",
    [
        '[{"file": "data/a\\u0000", "prima": "", "dopo": "YQ=="}]',
        '[{"file": "data/a", "prima": [], "dopo": "YQ=="}]',
        "[" * 100_000,
        '[{"file": "/etc/passwd", "prima": "", "dopo": "YQ=="}]',
    ],
)
def test_una_scrittura_in_attesa_guasta_e_un_messaggio(variato: Path, scritto: str) -> None:
    (variato / "data/.scrittura").write_text(scritto, encoding="utf-8")
    esito, _, detto = esegui("registro", "--accoda", "--radice", variato)
    assert (esito, "Niente è stato scritto" in detto, "difetto" in detto) == (1, True, False)


def test_un_accento_scritto_in_due_modi_e_lo_stesso_testo(progetto: Path) -> None:
    file = progetto / "data/2021/obiettivi/2.1.yml"
    testo = file.read_text(encoding="utf-8")
    assert "à" in testo or "è" in testo or "ò" in testo
    file.write_text(testo.replace("à", "a\u0300").replace("è", "e\u0300").replace("ò", "o\u0300"), encoding="utf-8")
    assert errori(progetto) == set()


def test_anche_un_immagine_di_un_altra_cartella_e_sigillata_e_se_manca_si_dice(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(prova.MINI, tmp_path / "p"))
    capitoli, immagini = radice / "content/2021/piano", radice / "content/immagini"
    capitoli.mkdir(parents=True)
    immagini.mkdir()
    (capitoli / "albero.md").write_text("# Albero\n\n![x](../../immagini/sede.png)\n", encoding="utf-8")
    (immagini / "sede.png").write_bytes(b"una")
    approva(radice, "piano")
    assert errori(radice) == set()
    (immagini / "sede.png").write_bytes(b"altra")
    assert errori(radice) == {"REGISTRO-TESTI"}
    (immagini / "sede.png").unlink()
    (detto,) = [p for p in esamina(radice)[1] if p.code == "REGISTRO-TESTI"]
    assert (detto.found, detto.source.path) == ("un'immagine che non c'è più", "content/immagini/sede.png")


def test_con_un_registro_che_non_si_legge_si_parla_di_lui_e_non_degli_atti(progetto: Path) -> None:
    sostituisci(progetto / REGISTRO, "sigilla", "sigila")
    assert "REGISTRO-ATTO-NUOVO" not in errori(progetto)
    assert errori(progetto) - {"REGISTRO-MANCANTE"}


def test_una_variazione_cambiata_senza_sigillo_non_si_dice_tolta(variato: Path) -> None:
    sostituisci(variato / VARIAZIONE, "Ritardo", "Altro motivo")
    for sigillo in (variato / "data/2021/approvati/sigilli").iterdir():
        sigillo.unlink()
    detti = [p.found for p in esamina(variato)[1] if p.code == "REGISTRO-CAMBIATO"]
    assert detti == ["«variazione 1», cambiata, e nessun sigillo che dica dove"]


def test_di_un_esclusione_non_si_rettifica_di_che_cosa_parla(progetto: Path) -> None:
    esclusione = progetto / "data/2021/atti/esclusione.yml"
    esclusione.write_text(
        "tipo: esclusione\norgano: OIV\nnumero: verbale 9\ndata: 2021-10-04\noggetto: Esclusione\nriguarda: 2.1.1.b\n",
        encoding="utf-8",
    )
    registra_atti(progetto)
    sostituisci(esclusione, "2.1.1.b", "2.1.1.a")
    (detto,) = [p for p in esamina(progetto)[1] if p.code == "REGISTRO-ATTO-CAMBIATO"]
    assert "--rettifica" not in detto.fix


# ---- what a second trial found


def _proposta_validata(radice: Path) -> None:
    comando(
        radice, "varia", "2.1.1.b", "target.31-12", "90", "--motivo", "Ritardo", "--anno", "2021", "--proposta"
    )  # fmt: skip
    comando(radice, *prova.OIV, "--atto", "verbale 5", "--oggetto", "V", "--variazione", "1", "--anno", "2021")


def test_la_validazione_di_una_variazione_approvata_non_si_scambia(variato: Path) -> None:
    comando(
        variato, "atto", "--tipo", "validazione_oiv", "--organo", "OIV", "--data", "15/09/2021", "--atto", "verbale 6",
        "--oggetto", "Altra", "--documento", "piano", "--anno", "2021",
    )  # fmt: skip
    assert errori(variato) == set()
    validazione = next(p.stem for p in (variato / ATTI).glob("2021-09-14-*.yml"))
    sostituisci(variato / VARIAZIONE, validazione, "2021-09-15-oiv-altra")
    assert errori(variato) == {"REGISTRO-CAMBIATO"}


def test_si_approva_cio_che_l_oiv_ha_validato_e_niente_altro(progetto: Path) -> None:
    _proposta_validata(progetto)
    sostituisci(progetto / VARIAZIONE, 'a: "90"', 'a: "10"')
    giunta = (*prova.DELIBERA, "--atto", "delibera 90", "--oggetto", "V", "--variazione", "1", "--anno", "2021")
    esito, _, detto = esegui(*giunta, "--radice", progetto)
    assert (esito, "«validazione variazione 1» non è più come fu registrata" in detto) == (1, True)
    sostituisci(progetto / VARIAZIONE, 'a: "10"', 'a: "90"')
    comando(progetto, *giunta)
    assert errori(progetto) == set()


def test_righe_incatenate_a_mano_che_approvano_altro_da_cio_che_fu_validato(progetto: Path) -> None:
    """The record was changed between the two acts, and rows written without the commands."""
    _proposta_validata(progetto)
    sostituisci(progetto / VARIAZIONE, 'a: "90"', 'a: "10"')
    sostituisci(progetto / PIANO, '"31-12": 100}', '"31-12": 10}')
    sostituisci(progetto / VARIAZIONE, "atto_oiv:", "atto_giunta: giunta\natto_oiv:")
    (progetto / ATTI / "giunta.yml").write_text(
        "tipo: approvazione_giunta\norgano: Giunta\nnumero: delibera 90\ndata: 2021-09-23\noggetto: V\n"
        "documento: piano\n",
        encoding="utf-8",
    )
    registra_atti(progetto)
    assert errori(progetto) == {"REGISTRO-CAMBIATO"}


def test_una_variazione_validata_si_rinumera_e_si_approva(progetto: Path) -> None:
    _proposta_validata(progetto)
    (progetto / VARIAZIONE).rename(progetto / "data/2021/variazioni/3.yml")
    assert errori(progetto) == set()
    comando(progetto, *prova.DELIBERA, "--atto", "delibera 90", "--oggetto", "V", "--variazione", "3", "--anno", "2021")
    assert errori(progetto) == set()


def test_un_errata_di_giugno_non_ferma_la_relazione(progetto: Path) -> None:
    approva(progetto, "monitoraggio")
    comando(
        progetto, "errata", "monitoraggio 1.1.a", "valore", "100", "--motivo", "m", "--anno", "2021", "--organo", "S",
        "--atto", "d 1", "--data", "02/09/2021",
    )  # fmt: skip
    approva(progetto, "relazione")
    assert errori(progetto) == set()
    sostituisci(progetto / "data/2021/monitoraggio/promozione.csv", "1.1.a;100", "1.1.a;101")
    assert errori(progetto)


def test_i_testi_si_correggono_con_il_loro_atto_e_non_dopo(progetto: Path) -> None:
    comando(
        progetto, "errata", "--testi", "piano", "--anno", "2021", "--motivo", "Refuso", "--data", "03/03/2021",
        "--organo", "S", "--atto", "d 2",
    )  # fmt: skip
    *prime, ultima = leggi_registro(Lettura(progetto)).righe
    nuda = [(replace(_sigillo(ultima), sigilla="", impronta_testi=""), ""), (_sigillo(ultima), "")]
    (progetto / REGISTRO).write_bytes(in_byte(in_coda(prime, nuda)))
    assert errori(progetto) == {"REGISTRO-ALTRO-ATTO"}


def _sigillo(riga: RigaRegistro) -> Sigillo:
    return Sigillo(
        anno=int(riga.anno), atto=riga.atto, sigilla=riga.sigilla, impronta=riga.impronta,
        impronta_testi=riga.impronta_testi, sha256_atto=riga.sha256_atto, source=riga.source,
    )  # fmt: skip


def test_il_rientro_di_una_voce_e_sigillato() -> None:
    prima, dopo = (capitoli.brani(f"- A\n{rientro}- B\n") for rientro in ("\t", " "))
    assert prima != dopo
    assert prima == capitoli.brani("- A\n    - B\n")


def test_l_immagine_di_un_altro_documento_non_e_del_piano(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(prova.MINI, tmp_path / "p"))
    capitoli, altrove = radice / "content/2021/piano", radice / "content/2022/piano"
    capitoli.mkdir(parents=True)
    altrove.mkdir(parents=True)
    (capitoli / "albero.md").write_text("# Albero\n\n![x](sede.png) e la mappa.png\n", encoding="utf-8")
    for bozza in (capitoli / "sede.png", altrove / "sede.png", altrove / "a.png"):
        bozza.write_bytes(b"una")
    approva(radice, "piano")
    for bozza in altrove.iterdir():
        bozza.write_bytes(b"altra")
    assert errori(radice) == set()
    (capitoli / "sede.png").write_bytes(b"altra")
    assert errori(radice) == {"REGISTRO-TESTI"}


def test_una_copia_di_capitoli_fatta_a_mano_non_e_un_difetto_del_programma(progetto: Path) -> None:
    forma = in_json({"capitoli": {"content/2021/piano/albero.md": {}}})
    sha = sha256_di(forma)
    (progetto / "data/2021/approvati/sigilli" / f"{sha}.json").write_bytes(forma)
    righe = leggi_registro(Lettura(progetto)).righe
    sigilli = [(replace(_sigillo(r), impronta_testi=sha if r.sigilla == "piano" else ""), "") for r in righe]
    (progetto / REGISTRO).write_bytes(in_byte(in_coda((), sigilli)))
    assert "REGISTRO-TESTI" in errori(progetto)


# ---- the history, again: what a body did in earnest, and what merges lose or put in another order


def test_un_ente_vero_non_passa_per_dimostrativo_con_i_comandi(variato: Path) -> None:
    """True for two commits, the register begun anew in the second, then false again."""
    vero(variato)
    ente = variato / "data/ente.yml"
    sostituisci(ente, "dimostrativo: false", "dimostrativo: true")
    salva(variato, "Per prova")
    for esiste in (True, False):
        if not esiste:
            (variato / REGISTRO).unlink()
        esito, _, detto = esegui("registro", "--inizia", "--radice", variato)
        assert (esito, "non si comincia da capo" in detto) == (1, True)
    git(variato, "checkout", "-q", "--", REGISTRO)
    risigilla(variato)
    salva(variato, "Rifatto")
    sostituisci(ente, "dimostrativo: true", "dimostrativo: false")
    salva(variato, "Di nuovo vero")
    assert errori(variato) == {"REGISTRO-STORIA"}


def test_chi_adotta_il_programma_comincia_il_suo_registro(variato: Path) -> None:
    """The register of the demonstration, remade there at will, is none of the body's."""
    git(variato, "init", "-q", "-b", "main")
    salva(variato, "Dimostrazione")
    comando(variato, "registro", "--inizia")
    assert {p.code for p in esamina(variato)[1] if p.code.startswith("REGISTRO")} == {"REGISTRO-RIFATTO"}
    salva(variato, "Rifatta")
    sostituisci(variato / "data/ente.yml", "dimostrativo: true", "dimostrativo: false")
    (variato / REGISTRO).unlink()
    comando(variato, "registro", "--inizia")
    salva(variato, "Nostro")
    assert not [p for p in esamina(variato)[1] if p.code.startswith("REGISTRO")]
    (variato / "nota.txt").write_text("x", encoding="utf-8")
    salva(variato, "E poi")
    assert errori(variato) == set()


@pytest.mark.parametrize("scritto", ["True", "TRUE", "'true'", '"True"  # per prova', "si", "false", "False"])
def test_un_ente_e_dimostrativo_nella_storia_come_nei_file(variato: Path, scritto: str) -> None:
    sostituisci(variato / "data/ente.yml", "dimostrativo: true", f"dimostrativo: {scritto}")
    git(variato, "init", "-q", "-b", "main")
    salva(variato, "Approvato")
    ente = leggi_ente(Lettura(variato))
    letto = ente is not None and ente.dimostrativo
    risigilla(variato)
    detti = {p.code for p in esamina(variato)[1]} & {"REGISTRO-STORIA", "REGISTRO-RIFATTO"}
    assert detti == {"REGISTRO-RIFATTO" if letto else "REGISTRO-STORIA"}


def test_un_commit_sostituito_non_nasconde_la_storia(variato: Path) -> None:
    vero(variato)
    risigilla(variato)
    salva(variato, "Riscritto")
    git(variato, "replace", "--graft", "HEAD")
    assert errori(variato) == {"REGISTRO-STORIA"}


ERRATA = ("errata", "--testi", "piano", "--anno", "2021", "--motivo", "Refuso", "--organo", "SG")
ALBERO = "content/2021/piano/albero.md"


def ordine(radice: Path, numero: int, oggetto: str, giorno: int = 0) -> None:
    """Record an act, and commit it."""
    comando(
        radice, "atto", "--tipo", "ordine_servizio", "--organo", "SG", "--anno", "2021", "--atto", f"ordine {numero}",
        "--data", f"0{giorno or numero}/03/2021", "--oggetto", oggetto,
    )  # fmt: skip
    salva(radice, oggetto)


def corretto(radice: Path, numero: int, file: str, prima: str, dopo: str) -> None:
    """Correct a chapter of the approved plan, record it, and commit it."""
    sostituisci(radice / file, prima, dopo)
    comando(radice, *ERRATA, "--atto", f"d {numero}", "--data", f"0{numero}/03/2021")
    salva(radice, f"Corretto {numero}")


def rettificato(radice: Path, nome: str, *argomenti: str, motivo: str = "Refuso") -> None:
    """Put an act right, and commit it."""
    comando(radice, "atto", "--rettifica", nome, "--anno", "2021", "--motivo", motivo, *argomenti)
    salva(radice, "Rettifica")


def variata(radice: Path) -> None:
    """Approve a variation, and commit it."""
    prova._varia(radice, "2.1.1.b", "target.31-12", "90")
    for chi, atto in ((prova.OIV, "verbale 5"), (prova.DELIBERA, "delibera 90")):
        comando(radice, *chi, "--atto", atto, "--oggetto", "V", "--variazione", "1", "--anno", "2021")
    salva(radice, "La variazione")


def ramo(radice: Path, nome: str, *da: str) -> None:
    """Begin a branch with a commit of its own."""
    git(radice, "checkout", "-q", "-b", nome, *da)
    (radice / f"{nome}.txt").write_text("x", encoding="utf-8")
    salva(radice, nome)


def test_due_rettifiche_con_lo_stesso_motivo_non_fermano_le_unioni(variato: Path) -> None:
    vero(variato)
    for numero in ("91", "92"):
        rettificato(variato, "2021-09-23-giunta-variazione", "--atto", f"delibera {numero}")
    ramo(variato, "altro")
    git(variato, "checkout", "-q", "main")
    git(variato, "merge", "-q", "--no-ff", "--no-edit", "altro")
    assert errori(variato) == set()


def test_un_unione_non_mette_in_altro_ordine_le_righe_di_un_ramo(progetto: Path) -> None:
    """Of two corrections of one chapter the first would hold again."""
    vero(progetto)
    git(progetto, "branch", "vecchio")
    corretto(progetto, 2, ALBERO, "conta.", "pesa.")
    corretto(progetto, 3, ALBERO, "pesa.", "vale.")
    git(progetto, "checkout", "-q", "vecchio")
    (progetto / "nota.txt").write_text("x", encoding="utf-8")
    salva(progetto, "Altro")
    git(progetto, "merge", "-q", "--no-ff", "--no-commit", "main")
    *prime, a, b = leggi_registro(Lettura(progetto)).righe
    (progetto / REGISTRO).write_bytes(in_byte(rilegate([*prime, b, a])))
    sostituisci(progetto / ALBERO, "vale.", "pesa.")
    salva(progetto, "Unione")
    (storia,) = (p for p in esamina(progetto)[1] if p.gravita is Gravita.ERRORE)
    assert (storia.code, " testi piano»" in storia.found) == ("REGISTRO-STORIA", True)
    assert "git reset --keep HEAD~1" in storia.fix


def rilegate(righe: list[RigaRegistro]) -> list[RigaRegistro]:
    """Number and chain some rows anew."""
    fatte: list[RigaRegistro] = []
    for n, r in enumerate(righe, 1):
        nuova = replace(r, riga=str(n))
        fatte.append(replace(nuova, catena=lega(fatte[-1].catena if fatte else "", nuova.campi)))
    return fatte


def test_un_unione_non_perde_cio_che_un_suo_commit_aveva_tolto(progetto: Path) -> None:
    """A child of the main branch cuts the register; an older branch merges it, and takes the place of the main one."""
    vero(progetto)
    base = git(progetto, "rev-parse", "HEAD")
    variata(progetto)
    assert errori(progetto) == set()
    git(progetto, "checkout", "-q", "-b", "taglio")
    git(progetto, "rm", "-q", "-r", "data")
    git(progetto, "checkout", base, "--", "data")
    salva(progetto, "Tolta")
    ramo(progetto, "vecchio", base)
    git(progetto, "merge", "-q", "--no-ff", "--no-edit", "taglio")
    assert errori(progetto) == {"REGISTRO-STORIA"}
    git(progetto, "checkout", "-q", "main")
    git(progetto, "merge", "-q", "--ff-only", "vecchio")
    assert errori(progetto) == {"REGISTRO-STORIA"}


def test_di_una_riga_riscritta_si_dice_quale_campo(variato: Path) -> None:
    vero(variato)
    *prime, ultima = leggi_registro(Lettura(variato)).righe
    (variato / REGISTRO).write_bytes(in_byte(rilegate([*prime, replace(ultima, impronta=prime[-1].impronta)])))
    (storia,) = (p for p in esamina(variato)[1] if p.code == "REGISTRO-STORIA")
    assert "con un altro valore in «impronta»" in storia.found
    assert f"git restore --source={git(variato, 'rev-parse', '--short=7', 'HEAD')} data/registro.csv" in storia.fix


def unito(radice: Path, come: str = "merge") -> None:
    """Bring the main branch into the one at hand, with its conflict settled by the command, and commit."""
    with pytest.raises(Exception, match=come):
        git(radice, come, "-q", "main")
    comando(radice, "registro", "--accoda")
    git(radice, "add", "-A")
    git(radice, "-c", "core.editor=true", come, "--continue")


def due_rami(radice: Path, mie: Callable[[Path], object], loro: Callable[[Path], object] | None = None) -> None:
    """Do something on a branch, and something else on the main one; the branch is at hand at the end."""
    vero(radice)
    shutil.copy(RADICE / ".gitattributes", radice)
    salva(radice, "Attributi")
    git(radice, "checkout", "-q", "-b", "ufficio")
    mie(radice)
    git(radice, "checkout", "-q", "main")
    (loro or (lambda r: ordine(r, 9, "Sportelli")))(radice)
    git(radice, "checkout", "-q", "ufficio")


def _ordine_e_rettifica(radice: Path) -> None:
    ordine(radice, 8, "Uffici")
    rettificato(radice, "2021-03-08-sg-uffici", "--atto", "ordine 18")


def _variata_e_rettificata(radice: Path) -> None:
    variata(radice)
    rettificato(radice, "2021-09-23-giunta-v", "--atto", "delibera 91")


def _due_capitoli(radice: Path) -> None:
    corretto(radice, 2, ALBERO, "conta.", "pesa.")
    corretto(radice, 3, "content/2021/piano/atti.md", "conta.", "vale.")


@pytest.mark.parametrize("mie", [_ordine_e_rettifica, _variata_e_rettificata, _due_capitoli])
def test_in_un_unione_le_proprie_righe_vanno_dopo_come_sono(progetto: Path, mie: Callable[[Path], object]) -> None:
    comuni = len(leggi_registro(Lettura(progetto)).righe)
    due_rami(progetto, mie)
    proprie = [r.campi[2:] for r in leggi_registro(Lettura(progetto)).righe][comuni:]
    unito(progetto)
    assert [r.campi[2:] for r in leggi_registro(Lettura(progetto)).righe][-len(proprie) :] == proprie
    assert (codici(progetto), codici(progetto, "main")) == ([], [])


def test_due_uffici_correggono_due_capitoli(progetto: Path) -> None:
    """Of one document; the later row seals both, and a second merge is green too."""
    due_rami(
        progetto,
        _due_capitoli,
        lambda r: corretto(r, 4, "content/2021/piano/obiettivi.md", "conta.", "serve."),
    )
    unito(progetto)
    assert (codici(progetto), codici(progetto, "main")) == ([], [])
    git(progetto, "checkout", "-q", "main")
    git(progetto, "merge", "-q", "--no-ff", "--no-edit", "ufficio")
    assert codici(progetto) == []


def test_lo_stesso_capitolo_corretto_sui_due_rami_si_rifa(progetto: Path) -> None:
    """Different paragraphs: git puts them together, and no row says what they come to; a rebase does."""
    sostituisci(progetto / ALBERO, "# Albero", "# Albero\n\nIn alto.")
    (progetto / REGISTRO).unlink()
    registra_atti(progetto)
    due_rami(
        progetto,
        lambda r: corretto(r, 2, ALBERO, "conta.", "pesa."),
        lambda r: corretto(r, 4, ALBERO, "In alto.", "In cima."),
    )
    with pytest.raises(Exception, match="merge"):
        git(progetto, "merge", "-q", "main")
    esito, _, detto = esegui("registro", "--accoda", "--radice", progetto)
    assert (esito, "corretto anche sull'altro ramo: git merge --abort" in detto) == (1, True)
    git(progetto, "merge", "--abort")
    unito(progetto, "rebase")
    assert (codici(progetto), codici(progetto, "main")) == ([], [])


def test_lo_stesso_atto_rettificato_sui_due_rami(variato: Path) -> None:
    nome = "2021-09-23-giunta-variazione"
    sostituisci(variato / DUE, "oggetto:", "protocollo: '1'\n# fra le due\n# fra le due\n# fra le due\noggetto:")
    (variato / REGISTRO).unlink()
    registra_atti(variato)
    due_rami(
        variato,
        lambda r: rettificato(r, nome, "--atto", "delibera 91", motivo="Numero"),
        lambda r: rettificato(r, nome, "--protocollo", "77", motivo="Protocollo"),
    )
    unito(variato)
    assert [r.motivo for r in leggi_registro(Lettura(variato)).righe][-3:] == ["Protocollo", "Numero", "Numero"]
    assert (codici(variato), codici(variato, "main")) == ([], [])


def test_in_un_unione_un_atto_non_cambia_nome(progetto: Path) -> None:
    """Two offices gave the same; the command says so before the commit, and the way that it names is green."""
    due_rami(
        progetto,
        lambda r: ordine(r, 8, "Uffici"),
        lambda r: ordine(r, 80, "Uffici", 8),
    )
    mio = git(progetto, "show", f"HEAD:{ATTI}/{ATTO}.yml") + "\n"
    loro = git(progetto, "show", f"main:{ATTI}/{ATTO}.yml") + "\n"

    def rinominato() -> None:
        (progetto / ATTI / f"{ATTO}.yml").write_text(loro, encoding="utf-8")
        (progetto / ATTI / f"{ATTO}-2.yml").write_text(mio, encoding="utf-8")

    with pytest.raises(Exception, match="merge"):
        git(progetto, "merge", "-q", "main")
    rinominato()
    prima = byte_di(progetto)
    esito, _, detto = esegui("registro", "--accoda", "--radice", progetto)
    assert (esito, f"«{ATTO}», che il proprio ramo" in detto, "git rebase" in detto) == (1, True, True)
    assert byte_di(progetto) == prima
    git(progetto, "reset", "-q", "--hard")
    git(progetto, "clean", "-fdq")
    with pytest.raises(Exception, match="rebase"):
        git(progetto, "rebase", "-q", "main")
    rinominato()
    comando(progetto, "registro", "--accoda")
    git(progetto, "add", "-A")
    git(progetto, "-c", "core.editor=true", "rebase", "--continue")
    assert (codici(progetto), codici(progetto, "main")) == ([], [])


ATTO = "2021-03-08-sg-uffici"
