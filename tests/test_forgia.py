"""What a forge runs: the base of a pull request, its comment, a release; and the workflows that call them."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from macros.model.luoghi import file_vita
from macros.publish.confronto.markdown import SEGNO
from scripts.forgia import affissione, commento, pubblica, rilascio
from scripts.forgia.affissione import MISTA, mista, proposta, ripulito
from scripts.forgia.base import BaseError, trova_base
from scripts.forgia.commento import componi
from scripts.forgia.ramo import fuori_dal_ramo
from scripts.forgia.rete import Forgia, ReteError
from scripts.forgia.somme import scrivi_somme
from tests.progetto_copia import progetto_piccolo, sostituisci

RADICE = Path(__file__).resolve().parents[1]
MINI = Path(__file__).parent / "dati" / "mini"
FLUSSI = sorted((RADICE / ".github" / "workflows").glob("*.yml"))
MANUALE = RADICE / "content" / "manuale" / "proposte-di-modifica.md"


# --- the base ---------------------------------------------------------------------------


@pytest.fixture
def git(tmp_path, monkeypatch):
    """Run git in a folder, as nobody in particular."""
    for nome in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{nome}_NAME", "Ufficio")
        monkeypatch.setenv(f"GIT_{nome}_EMAIL", "ufficio@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")

    def esegui(cartella, *argomenti):
        esito = subprocess.run(["git", "-C", str(cartella), *argomenti], capture_output=True, text=True, check=True)
        return esito.stdout.strip()

    return esegui


@pytest.fixture
def deposito(tmp_path, git):
    """A branch with a change, in a clone; the main branch has gone on."""
    origine, clone = tmp_path / "origine", tmp_path / "clone"
    shutil.copytree(MINI / "data", origine / "data")
    git(origine, "init", "-qb", "main")
    git(origine, "add", "-A")
    git(origine, "commit", "-qm", "Inizio")
    git(tmp_path, "clone", "-q", str(origine), str(clone))
    git(clone, "checkout", "-qb", "proposta")
    peso = clone / "data" / "2021" / "albero.yml"
    peso.write_text(peso.read_text(encoding="utf-8") + "# nota\n", encoding="utf-8")
    git(clone, "commit", "-qam", "Una nota")
    return clone


def avanza(git, clone):
    """The main branch goes on after the pull request was opened."""
    git(clone, "checkout", "-q", "main")
    git(clone, "commit", "-q", "--allow-empty", "-m", "Altro")
    git(clone, "update-ref", "refs/remotes/origin/main", "main")
    git(clone, "checkout", "-q", "proposta")


def test_la_base_e_il_ramo_d_arrivo(deposito, git):
    assert trova_base(deposito, {}) == "origin/main"
    assert trova_base(deposito, {"GITHUB_BASE_REF": "main"}) == "origin/main"


def test_se_il_ramo_d_arrivo_e_andato_avanti_la_base_e_l_antenato_comune(deposito, git):
    prima = git(deposito, "rev-parse", "--short=7", "main")
    avanza(git, deposito)
    assert trova_base(deposito, {}) == prima


def test_nel_commit_di_unione_che_la_forgia_prova_la_base_e_la_punta_del_ramo(deposito, git):
    avanza(git, deposito)
    git(deposito, "checkout", "-q", "--detach", "main")
    git(deposito, "merge", "-q", "--no-ff", "-m", "Merge a into b", "proposta")
    assert trova_base(deposito, {"GITHUB_BASE_REF": "main"}) == "origin/main"


def test_una_base_dichiarata_vale_piu_di_tutto(deposito):
    assert trova_base(deposito, {"CICLO_BASE": "piano-2021", "GITHUB_BASE_REF": "main"}) == "piano-2021"
    assert trova_base(deposito, {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "a" * 40}) == "a" * 40


def test_un_ramo_che_non_c_e_e_due_storie_estranee(deposito, git):
    with pytest.raises(BaseError, match="non c'è il ramo «altrove»"):
        trova_base(deposito, {"GITHUB_BASE_REF": "altrove"})
    git(deposito, "checkout", "-q", "--orphan", "sola")
    git(deposito, "commit", "-qm", "Da capo")
    with pytest.raises(BaseError, match="non hanno un commit in comune"):
        trova_base(deposito, {})


# --- the text ---------------------------------------------------------------------------


@pytest.mark.slow
def test_il_commento_e_il_confronto_con_il_segno_in_testa(deposito):
    testo = componi(deposito, {})
    assert testo.startswith(SEGNO)
    assert "origin/main" in testo
    assert "Nessun cambiamento" in testo
    assert testo.endswith(f"{commento.PIEDE}\n")


@pytest.mark.slow
def test_con_dati_sbagliati_il_commento_dice_gli_errori(deposito):
    albero = deposito / "data" / "2021" / "albero.yml"
    albero.write_text(albero.read_text(encoding="utf-8") + "``` chiave_mai_vista: 1\n", encoding="utf-8")
    testo = componi(deposito, {})
    assert testo.startswith(SEGNO)
    assert "errori nei dati di «cartella di lavoro»" in testo
    assert "data/2021/albero.yml:" in testo


def test_i_dati_non_chiudono_il_blocco_del_commento():
    testo = commento._senza_confronto("````\n# @qualcuno")
    assert re.findall(r"^`{3,}.*", testo, re.MULTILINE) == ["`````text", "````", "`````"]


@pytest.mark.slow
def test_una_base_senza_dati_da_confrontare(deposito, git):
    git(deposito, "checkout", "-q", "--orphan", "vuota")
    git(deposito, "rm", "-rqf", "--cached", ".")
    git(deposito, "commit", "-q", "--allow-empty", "-m", "Prima dei dati")
    testo = componi(deposito, {"CICLO_BASE": "vuota"})
    assert testo.startswith(SEGNO)
    assert "viene prima del formato dei dati" in testo
    assert "Traceback" not in testo


def test_senza_una_base_il_commento_dice_come_averla(deposito):
    assert "git fetch origin altrove" in componi(deposito, {"GITHUB_BASE_REF": "altrove"})


def test_mille_errori_stanno_in_un_commento():
    testo = commento._senza_confronto("\n".join(f"riga {n}: " + "x" * 100 for n in range(2000)))
    assert len(testo) < 65_536
    assert testo.count("```") == 2
    assert "\n…\n```" in testo


# --- a forge ----------------------------------------------------------------------------


class Finta(ThreadingHTTPServer):
    """A forge in memory: comments of one pull request, releases, and what was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Risponde)
        self.chieste, self.commenti, self.rilasci, self.allegati, self.cancellati = [], [], [], {}, []
        self.file, self.richieste = [], []
        self.rifiuta = 0
        """Status given to whoever writes; 0: none."""

    @property
    def indirizzo(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Risponde(BaseHTTPRequestHandler):
    def _fai(self):
        finta = self.server
        url, metodo = urlsplit(self.path), self.command
        corpo = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        finta.chieste.append((metodo, url.path, self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN")))
        if finta.rifiuta and metodo != "GET":
            return self._rispondi(finta.rifiuta, {"message": "no"})
        voce = int(url.path.rpartition("/")[2]) if url.path.rpartition("/")[2].isdigit() else 0
        domanda = {k: v[0] for k, v in parse_qs(url.query).items()}
        if url.path.startswith("/carica/"):
            finta.allegati[domanda["name"]] = corpo
            return self._rispondi(201, {})
        elenchi = {"releases": finta.rilasci, "files": finta.file, "pulls": finta.richieste}
        elenco = next((v for k, v in elenchi.items() if f"/{k}" in url.path), finta.commenti)
        if metodo == "GET":
            pagina, quanti = int(domanda["page"]), int(domanda["per_page"])
            return self._rispondi(200, elenco[(pagina - 1) * quanti : pagina * quanti])
        if metodo == "DELETE":
            finta.cancellati.append(voce)
            elenco[:] = [x for x in elenco if x["id"] != voce]
            return self._rispondi(204, None)
        if metodo == "POST":
            nuova = {"id": len(elenco) + 1, "user": {"type": "Bot"}, **json.loads(corpo)}
            if "/releases" in url.path:
                nuova |= {"upload_url": f"{finta.indirizzo}/carica/assets{{?name,label}}", "html_url": "https://r"}
            elenco.append(nuova)
            return self._rispondi(201, nuova)
        trovata = next(x for x in elenco if x["id"] == voce)
        trovata |= json.loads(corpo)
        return self._rispondi(200, trovata)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _fai  # noqa: N815 - what http.server calls

    def _rispondi(self, codice, contenuto):
        self.send_response(codice)
        self.end_headers()
        if contenuto is not None:
            self.wfile.write(json.dumps(contenuto).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def finta(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = Finta()
    filo = threading.Thread(target=partial(server.serve_forever, 0.01))
    filo.start()
    yield server
    server.shutdown()
    filo.join()
    server.server_close()


def github(finta):
    return {
        "GITHUB_API_URL": finta.indirizzo,
        "GITHUB_REPOSITORY": "camera/ciclo",
        "GITHUB_REF": "refs/pull/12/merge",
        "GITHUB_TOKEN": "segreto",
    }


def gitlab(finta):
    return {
        "CI_API_V4_URL": finta.indirizzo,
        "CI_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_IID": "12",
        "CICLO_TOKEN": "segreto",
    }


@pytest.mark.parametrize(
    ("ambiente", "percorso", "aggiorna", "credito"),
    [
        pytest.param(github, "/repos/camera/ciclo/issues/12/comments", "PATCH", "Bearer segreto", id="GitHub"),
        pytest.param(gitlab, "/projects/7/merge_requests/12/notes", "PUT", "segreto", id="GitLab"),
    ],
)
def test_un_commento_solo_riscritto_al_suo_posto(finta, ambiente, percorso, aggiorna, credito):
    dove = proposta(ambiente(finta))
    assert affissione.pubblica(dove, f"{SEGNO}\nuno\n") == "commento scritto"
    assert affissione.pubblica(dove, f"{SEGNO}\ndue\n") == "commento aggiornato"
    assert affissione.pubblica(dove, f"{SEGNO}\ndue\n") == "commento già aggiornato"
    assert [c["body"] for c in finta.commenti] == [f"{SEGNO}\n\ndue\n"]
    assert [(m, p) for m, p, _ in finta.chieste if m == "POST"] == [("POST", percorso)]
    assert [m for m, *_ in finta.chieste].count(aggiorna) == 1
    assert {c for *_, c in finta.chieste} == {credito}


def test_il_commento_si_trova_fra_molti_e_quello_di_una_persona_non_si_tocca(finta):
    persona = {"user": {"type": "User"}}
    finta.commenti = [{"id": n, "body": "altro", **persona} for n in range(1, 151)]
    finta.commenti.append({"id": 151, "body": f"{SEGNO} scritto a mano", **persona})
    finta.commenti.append({"id": 152, "body": f"{SEGNO}\nvecchio", "user": {"type": "Bot"}})
    assert affissione.pubblica(proposta(github(finta)), f"{SEGNO}\nnuovo") == "commento aggiornato"
    assert finta.commenti[151]["body"] == f"{SEGNO}\n\nnuovo\n"
    assert finta.commenti[150]["body"] == f"{SEGNO} scritto a mano"


@pytest.mark.parametrize(("codice", "uscita"), [(403, 0), (404, 0), (500, 1)])
def test_chi_non_puo_commentare_lo_dice(finta, tmp_path, capsys, codice, uscita):
    finta.rifiuta = codice
    (tmp_path / "c.md").write_text("testo", encoding="utf-8")
    assert affissione.main([str(tmp_path / "c.md")], github(finta)) == uscita
    assert "è nel riassunto e fra i file del lavoro" in capsys.readouterr().out
    assert not finta.commenti


@pytest.mark.slow
def test_il_confronto_si_scrive_in_un_file_e_nel_riassunto_senza_toccare_la_forgia(finta, deposito, monkeypatch):
    riassunto = deposito / "riassunto.md"
    for nome, valore in {**github(finta), "GITHUB_STEP_SUMMARY": str(riassunto), "CICLO_BASE": "main"}.items():
        monkeypatch.setenv(nome, valore)
    monkeypatch.chdir(deposito)
    assert commento.main(["."]) == 0
    assert (deposito / commento.FILE).read_text(encoding="utf-8").startswith(SEGNO)
    assert riassunto.read_text(encoding="utf-8") == (deposito / commento.FILE).read_text(encoding="utf-8")
    assert not finta.chieste


def test_per_affiggere_un_commento_basta_python(tmp_path):
    """The job that may write installs nothing."""
    comando = [sys.executable, "-S", "-m", "scripts.forgia.affissione", str(tmp_path / "manca.md")]
    esito = subprocess.run(comando, cwd=RADICE, env={}, capture_output=True, text=True, check=False)
    assert esito.returncode == 0, esito.stderr
    assert "non c'è una proposta da commentare" in esito.stdout


def esecuzione(finta, tmp_path, **altro):
    """The environment of the job that starts after another run; the event is the forge's own file."""
    di_chi = {"head_repository": {"owner": {"login": "ospite"}}, "head_branch": "valori", "head_sha": "c" * 40}
    evento = tmp_path / "evento.json"
    evento.write_text(json.dumps({"workflow_run": {"event": "pull_request", **di_chi, **altro}}), encoding="utf-8")
    finta.richieste = [
        {"number": 11, "head": {"sha": "d" * 40}},
        {"number": 12, "head": {"sha": "c" * 40}},
    ]
    return {**github(finta), "GITHUB_REF": "refs/heads/main", "GITHUB_EVENT_PATH": str(evento)}


def test_la_proposta_da_commentare_la_dice_la_forgia(finta, tmp_path):
    (tmp_path / "c.md").write_text("Commento per la proposta 99", encoding="utf-8")
    assert affissione.main([str(tmp_path / "c.md")], esecuzione(finta, tmp_path)) == 0
    assert [p for m, p, _ in finta.chieste if m == "POST"] == ["/repos/camera/ciclo/issues/12/comments"]


@pytest.mark.parametrize("altro", [{"event": "push"}, {"head_sha": "e" * 40}], ids=["una spinta", "già cambiata"])
def test_senza_la_sua_proposta_non_si_commenta(finta, tmp_path, altro):
    (tmp_path / "c.md").write_text("testo", encoding="utf-8")
    assert affissione.main([str(tmp_path / "c.md")], esecuzione(finta, tmp_path, **altro)) == 0
    assert not finta.commenti


def test_un_confronto_che_non_e_arrivato_si_dice(finta, tmp_path):
    altrove = tmp_path / "segreto.txt"
    altrove.write_text("segreto del lavoro", encoding="utf-8")
    (tmp_path / "c.md").symlink_to(altrove)
    for nome in ("c.md", "manca.md"):
        assert affissione.main([str(tmp_path / nome)], github(finta)) == 0
    assert [c["body"] for c in finta.commenti] == [f"{SEGNO}\n\n{affissione.VUOTO}\n"]


OSTILI = {
    "menzione": ("@tutti e @camera/giunta e m@il", "@", "@\u200b"),
    "menzione con un'entità": ("&#64;tutti &commat;tutti &#x40;tutti", "&#", "&amp;#"),
    "collegamento": ("[qui](https://male.example)", "[", "\\["),
    "collegamento a metà": ("\\\\[qui](https://male.example)", "[", "\\["),
    "figura": ("![x](https://male.example/x.png)", "![", "!\\["),
    "indirizzo": ("https://male.example www.male.example", "://", ":\u200b//"),
    "fra angoli": ("<https://male.example>", "<h", "&lt;h"),
    "marcatura": ("<img src=x onerror=y><a href='//male'>x</a>", "<", "&lt;"),
    "marcatura ammessa con altro": ("<details onclick=x><summary><sub >", "<d", "&lt;d"),
    "commento nascosto": ("<!-- ciclo-confronto --><!-- x -->", "<!", "&lt;!"),
    "rimando": ("chiude #12 e GH-12 e camera/ciclo#3", "#1", "#\u200b1"),
    "verso del testo": ("abc\u202edcba\u2066x\u200fy", "\u202e", "abcd"),
    "controllo": ("a\x1b[31mb\x00c\x85\u2028d", "\x1b", "a"),
}


@pytest.mark.parametrize(("testo", "mai", "invece"), OSTILI.values(), ids=OSTILI)
def test_il_testo_che_arriva_e_ostile(testo, mai, invece):
    pulito = ripulito(testo)
    assert invece in pulito
    assert mai not in pulito.replace(invece, "")
    assert not re.search(r"@\w|#\d|://|www\.|(?<!\\)\[|<(?!/?(?:details|summary|sub)>|br>)", pulito)
    assert all(c.isprintable() or c in "\n\u200b" for c in pulito)


@pytest.mark.slow
def test_un_testo_lungo_si_taglia_e_si_chiude():
    for testo in ("````\n" + "riga\n" * 40_000, "x" * 300_000, "@" * 200_000, "[" * 200_000):
        pulito = ripulito(testo)
        assert len(pulito) < 65_000
        assert pulito.count("````") in {0, 2}


@pytest.mark.slow
def test_il_confronto_vero_passa_com_e(deposito, git):
    """What the base's program writes loses nothing: only what could call or point is neutral already."""
    peso = deposito / "data" / "2021" / "albero.yml"
    peso.write_text(peso.read_text(encoding="utf-8").replace("titolo: ", "titolo: <b>@x</b> ", 1), encoding="utf-8")
    testo = componi(deposito, {})
    assert ripulito(testo) == testo.replace(SEGNO, "").strip()


def test_dati_e_programma_insieme_si_dicono_nella_prima_riga(finta, tmp_path):
    finta.file = [{"filename": "data/2021/albero.yml"}, {"filename": "x.md", "previous_filename": "macros/x.py"}]
    (tmp_path / "c.md").write_text(f"{SEGNO}\nTutto bene", encoding="utf-8")
    assert affissione.main([str(tmp_path / "c.md")], github(finta)) == 0
    assert finta.commenti[0]["body"] == f"{SEGNO}\n\n{MISTA}\n\nTutto bene\n"
    (tmp_path / "c.md").write_text(f"{SEGNO}\n<details>{MISTA}</details>Tutto bene", encoding="utf-8")
    assert affissione.main([str(tmp_path / "c.md")], github(finta)) == 0
    assert finta.commenti[0]["body"] == f"{SEGNO}\n\n{MISTA}\n\n<details></details>Tutto bene\n", "not where one wants"
    (tmp_path / "c.md").write_text(f"{SEGNO}\n{MISTA}\n\nTutto bene", encoding="utf-8")
    assert affissione.main([str(tmp_path / "c.md")], github(finta)) == 0
    assert finta.commenti[0]["body"] == f"{SEGNO}\n\n{MISTA}\n\nTutto bene\n", "once"
    finta.file = [{"filename": f"data/2021/obiettivi/{n}.yml"} for n in range(150)] + [{"filename": "Makefile"}]
    assert affissione.main([str(tmp_path / "c.md")], github(finta)) == 0
    assert finta.commenti[0]["body"].startswith(f"{SEGNO}\n\n{MISTA}"), "also on the second page of files"
    finta.file = finta.file[:150]
    (tmp_path / "c.md").write_text(f"{SEGNO}\nTutto bene", encoding="utf-8")
    assert affissione.main([str(tmp_path / "c.md")], github(finta)) == 0
    assert finta.commenti[0]["body"] == f"{SEGNO}\n\nTutto bene\n"


@pytest.mark.parametrize(
    ("nomi", "insieme"),
    [
        (["data/2021/albero.yml", "content/index.md", "CHANGELOG.md"], False),
        (["macros/x.py", "tests/test_x.py", "README.md"], False),
        *((["content/index.md", altro], True) for altro in (
            "macros/x.py", "theme/base.html", "scripts/x.py", "tests/x.py", "mkdocs.yml", "pyproject.toml",
            "requirements.lock", ".github/workflows/ci.yml", "Makefile", "sitecustomize.py", ".gitattributes",
        )),
    ],
)  # fmt: skip
def test_che_cosa_e_programma(nomi, insieme):
    assert mista(nomi) is insieme


@pytest.mark.slow
def test_anche_sul_proprio_computer_una_proposta_mista_si_dice(deposito, git):
    assert MISTA not in componi(deposito, {})
    (deposito / "macros").mkdir()
    (deposito / "macros" / "x.py").write_text("", encoding="utf-8")
    git(deposito, "add", "-A")
    assert componi(deposito, {}).startswith(f"{SEGNO}\n\n{MISTA}\n")


@pytest.mark.slow
def test_il_programma_della_proposta_non_si_esegue(deposito, tmp_path):
    """Checks and comment run the program that is here: that of the proposal, whatever it does, stays a file."""
    for nome in ("macros", "scripts"):
        (deposito / nome).mkdir()
        (deposito / nome / "__init__.py").write_text("raise SystemExit('eseguito')", encoding="utf-8")
    (deposito / "Makefile").write_text("$(error eseguito)\n", encoding="utf-8")
    (deposito / "sitecustomize.py").write_text("raise SystemExit('eseguito')", encoding="utf-8")
    for comando in (
        [sys.executable, "-m", "scripts.forgia.commento", str(deposito)],
        [sys.executable, "-c", "from scripts.ciclo import main; main()", "verifica", "--radice", str(deposito)],
    ):
        esito = subprocess.run(comando, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "eseguito" not in esito.stdout + esito.stderr
        assert esito.returncode == 0, esito.stdout + esito.stderr


def test_una_spinta_sul_ramo_principale_non_e_una_proposta(finta):
    assert proposta({**github(finta), "GITHUB_REF": "refs/heads/main"}) is None
    assert proposta({"GITHUB_REF": "refs/pull/12/merge"}) is None


def test_un_server_che_non_risponde_e_un_errore_detto(finta):
    with pytest.raises(ReteError, match="non risponde a GET"):
        Forgia("http://127.0.0.1:9").chiedi("GET", "/x")
    with pytest.raises(ReteError, match="non è un indirizzo della rete"):
        Forgia("file:///etc").chiedi("GET", "/passwd")


# --- the release ------------------------------------------------------------------------


@pytest.fixture
def sito(tmp_path):
    """A public build, as far as a release looks at it."""
    sito = tmp_path / "sito"
    for anno, documento in (("2021", "piano"), ("2021", "relazione"), ("2022", "piano")):
        file = sito / "documenti" / anno / f"{documento}-{anno}.pdf"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(f"%PDF {documento} {anno}".encode())
    (sito / "dati/2021/evidenze").mkdir(parents=True)
    for nome in ("obiettivi.csv", "dati.json", "evidenze/impianti.txt"):
        (sito / "dati" / "2021" / nome).write_text(nome, encoding="utf-8")
    (sito / file_vita("2021-1.1.a")).parent.mkdir()
    (sito / file_vita("2021-1.1.a")).write_text("anno\n", encoding="utf-8")
    scrivi_somme(sito / "documenti" / "2021")
    versione = {
        "commit": "c" * 40,
        "pubblico": True,
        "dimostrativo": True,
        "aggiornamento": "24/02/2022",
        "registro": {"righe": 41, "testa": "e" * 64},
        "impronte": {"piano-2021": "f" * 64},
        "file": {
            f.relative_to(sito).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
            for f in sorted(sito.rglob("*"))
            if f.is_file() and f.name != "SHA256SUMS"
        },
    }
    (sito / "versione.json").write_text(json.dumps(versione), encoding="utf-8")
    return sito


def test_un_rilascio_ha_pdf_dati_e_somme(sito, tmp_path):
    arrivo = tmp_path / "rilascio"
    rilascio.prepara(sito, arrivo, "piano-2022")
    nomi = {f.name for f in rilascio.file_da_allegare(arrivo)}
    pdf = {"piano-2021.pdf", "relazione-2021.pdf", "piano-2022.pdf"}
    assert nomi == pdf | {"dati-2021.zip", "dati-indicatori.zip", "versione.json", "SHA256SUMS"}
    testa, *righe = (arrivo / "SHA256SUMS").read_text().splitlines()
    assert testa == f"# testa del registro: {'e' * 64}"
    somme = dict(reversed(r.split("  ")) for r in righe)
    assert somme.keys() == nomi - {"SHA256SUMS"}
    assert somme["piano-2022.pdf"] == hashlib.sha256(b"%PDF piano 2022").hexdigest()
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=arrivo, check=True, capture_output=True)
    note = (arrivo / rilascio.NOTE).read_text(encoding="utf-8")
    assert "piano-2022" in note
    assert "**Valori dimostrativi.**" in note
    assert f"Testa del registro degli atti, con 41 righe: `{'e' * 64}`." in note
    assert f"| piano-2021.pdf | `{somme['piano-2021.pdf']}` | `{'f' * 64}` |" in note
    with zipfile.ZipFile(arrivo / "dati-2021.zip") as archivio:
        assert archivio.namelist() == ["2021/dati.json", "2021/evidenze/impianti.txt", "2021/obiettivi.csv"]


def test_due_rilasci_dello_stesso_sito_sono_uguali(sito, tmp_path):
    for nome in ("a", "b"):
        rilascio.prepara(sito, tmp_path / nome, "v1")
    assert (tmp_path / "a" / "SHA256SUMS").read_text() == (tmp_path / "b" / "SHA256SUMS").read_text()


def test_una_bozza_non_si_rilascia(sito, tmp_path, capsys):
    sostituisci(sito / "versione.json", '"pubblico": true', '"pubblico": false')
    assert rilascio.main([str(sito), str(tmp_path / "r")]) == 1
    assert "è una bozza" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


def cambia_elenco(sito, cambia):
    """Rewrite the list of what the build printed."""
    versione = json.loads((sito / "versione.json").read_text(encoding="utf-8"))
    cambia(versione["file"])
    (sito / "versione.json").write_text(json.dumps(versione), encoding="utf-8")


def test_un_rilascio_prende_solo_cio_che_la_costruzione_dice_di_avere_stampato(sito, tmp_path):
    (sito / "documenti/2022/relazione-2022.pdf").write_bytes(b"finto")
    (sito / "dati/2021/risultati-31-12.csv").write_bytes(b"finto")
    (sito / "dati/2022").mkdir()
    rilascio.prepara(sito, tmp_path / "r", "v1")
    nomi = {f.name for f in rilascio.file_da_allegare(tmp_path / "r")}
    pdf = {"piano-2021.pdf", "relazione-2021.pdf", "piano-2022.pdf"}
    assert nomi == pdf | {"dati-2021.zip", "dati-indicatori.zip", "versione.json", "SHA256SUMS"}
    assert "relazione-2022" not in (tmp_path / "r" / rilascio.NOTE).read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "r" / "dati-2021.zip") as archivio:
        assert archivio.namelist() == ["2021/dati.json", "2021/evidenze/impianti.txt", "2021/obiettivi.csv"]


@pytest.mark.parametrize(
    "nome", ["documenti/2021/piano-2021.pdf", "dati/2021/obiettivi.csv", "dati/2021/evidenze/impianti.txt"]
)
@pytest.mark.parametrize("come", ["cambiato", "tolto"])
def test_un_file_che_non_e_quello_stampato_ferma_il_rilascio(sito, tmp_path, capsys, nome, come):
    (sito / nome).write_bytes(b"altro") if come == "cambiato" else (sito / nome).unlink()
    assert rilascio.main([str(sito), str(tmp_path / "r")]) == 1
    assert f"«{nome}»" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    "nome",
    [
        *("../fuori.pdf", "documenti/2021/../../x.pdf", "/etc/passwd", "js/cerca.js", "dati/x"),
        *("documenti/2021/evidenze/x.pdf", "dati/2021/altro/x.csv"),
    ],
)
def test_un_elenco_con_posti_che_la_costruzione_non_usa_ferma_il_rilascio(sito, tmp_path, capsys, nome):
    cambia_elenco(sito, lambda file: file.update({nome: hashlib.sha256(b"").hexdigest()}))
    assert rilascio.main([str(sito), str(tmp_path / "r")]) == 1
    assert f"«{nome}»" in capsys.readouterr().err


def test_un_sito_senza_elenco_non_si_rilascia(sito, tmp_path, capsys):
    sostituisci(sito / "versione.json", '"file":', '"altro":')
    assert rilascio.main([str(sito), str(tmp_path / "r")]) == 1
    assert "Rimedio: make pubblico" in capsys.readouterr().err


@pytest.mark.slow
def test_la_costruzione_dice_ogni_documento_e_ogni_dato_che_ha_stampato(sito_intero):
    """With its checksum: neither more nor less than what a reader finds."""
    elenco = json.loads((sito_intero / "versione.json").read_text(encoding="utf-8"))["file"]
    trovati = {
        f.relative_to(sito_intero).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
        for cartella in ("documenti", "dati")
        for f in sorted((sito_intero / cartella).rglob("*"))
        if f.is_file() and f.name != "SHA256SUMS"
    }
    assert elenco == trovati
    assert list(elenco) == sorted(elenco)


def test_senza_documenti_approvati_non_c_e_un_rilascio(sito, tmp_path, capsys):
    cambia_elenco(sito, lambda file: [file.pop(nome) for nome in list(file) if nome.startswith("documenti/")])
    assert rilascio.main([str(sito), str(tmp_path / "r")]) == 1
    assert "nessun documento è coperto da atti" in capsys.readouterr().err


def test_una_cartella_che_non_e_un_sito(tmp_path, capsys):
    assert rilascio.main([str(tmp_path), str(tmp_path / "r")]) == 1
    assert "Rimedio: make pubblico" in capsys.readouterr().err


@pytest.fixture
def pronto(sito, tmp_path, deposito, git, monkeypatch):
    """A release prepared in a copy whose main branch bears the tag."""
    git(deposito, "tag", "piano-2022", "main")
    monkeypatch.chdir(deposito)
    rilascio.prepara(sito, tmp_path / "rilascio", "piano-2022")
    return tmp_path / "rilascio"


def test_si_pubblica_solo_cio_che_e_stato_preparato(finta, pronto, capsys):
    (pronto / "altro.pdf").write_bytes(b"finto")
    assert pubblica.main([str(pronto)], etichettato(finta)) == 0
    assert "altro.pdf" not in finta.allegati
    finta.rilasci.clear()
    (pronto / "piano-2021.pdf").write_bytes(b"finto")
    capsys.readouterr()
    assert pubblica.main([str(pronto)], etichettato(finta)) == 1
    assert "«piano-2021.pdf»" in capsys.readouterr().err
    assert finta.rilasci == []


def test_si_rilascia_soltanto_un_commit_del_ramo_principale(deposito, git):
    assert "non è sul ramo «main»" in fuori_dal_ramo(deposito), "the branch of a proposal"
    avanza(git, deposito)
    assert fuori_dal_ramo(deposito, "main") == ""
    assert fuori_dal_ramo(deposito, "main~1") == ""
    git(deposito, "tag", "-a", "-m", "x", "piano-2022", "main~1")
    assert fuori_dal_ramo(deposito, "refs/tags/piano-2022") == "", "an annotated tag too"
    git(deposito, "checkout", "-q", "main")
    git(deposito, "commit", "-q", "--allow-empty", "-m", "Mai spinto")
    assert "non è sul ramo" in fuori_dal_ramo(deposito), "the forge's main branch counts, not this copy's"


def test_senza_ramo_principale_o_senza_commit_non_si_rilascia(deposito, git):
    assert "non è un commit di questa copia" in fuori_dal_ramo(deposito, "refs/tags/manca")
    assert "non è un commit" in fuori_dal_ramo(deposito, "--help")
    for ramo in ("refs/remotes/origin/main", "refs/heads/main"):
        git(deposito, "update-ref", "-d", ramo)
    assert "non c'è il ramo «main»" in fuori_dal_ramo(deposito)
    git(deposito, "checkout", "-q", "--orphan", "main")
    git(deposito, "commit", "-qm", "Da capo")
    assert "non è sul ramo" in fuori_dal_ramo(deposito, "proposta")


def test_make_rilascio_si_ferma_prima_di_costruire(deposito):
    copia = (RADICE / "Makefile").read_text(encoding="utf-8")
    ricetta = re.search(r"^rilascio:.*\n((?:\t.*\n)+)", copia, re.MULTILINE)[1].splitlines()
    assert [r.split()[-1] for r in ricetta] == ["scripts.forgia.ramo", "pubblico", "build/rilascio"]
    comando = [sys.executable, "-m", "scripts.forgia.ramo"]
    esito = subprocess.run(comando, cwd=deposito, capture_output=True, text=True, check=False)
    assert esito.returncode == 1
    assert "non è sul ramo «main»" in esito.stderr


def test_un_etichetta_fuori_dal_ramo_non_si_pubblica(finta, pronto, deposito, git, capsys):
    git(deposito, "tag", "-f", "piano-2022", "proposta")
    assert pubblica.main([str(pronto)], etichettato(finta)) == 1
    assert "non è sul ramo «main»" in capsys.readouterr().err
    assert not finta.chieste


def etichettato(finta):
    return {**github(finta), "GITHUB_REF": "refs/tags/piano-2022"}


def test_il_rilascio_si_pubblica_quando_tutti_i_file_sono_su(finta, pronto, capsys):
    assert pubblica.main([str(pronto)], etichettato(finta)) == 0
    assert capsys.readouterr().out == "https://r\n"
    assert finta.allegati.keys() == {f.name for f in rilascio.file_da_allegare(pronto)}
    assert finta.allegati["SHA256SUMS"] == (pronto / "SHA256SUMS").read_bytes()
    scritto = finta.rilasci[0]
    assert (scritto["tag_name"], scritto["draft"]) == ("piano-2022", False)
    metodi = [(m, p.startswith("/carica/")) for m, p, _ in finta.chieste if m != "GET"]
    assert metodi == [("POST", False), *[("POST", True)] * len(finta.allegati), ("PATCH", False)]


def test_un_rilascio_pubblicato_non_si_cambia(finta, pronto, capsys):
    assert pubblica.main([str(pronto)], etichettato(finta)) == 0
    finta.chieste.clear()
    assert pubblica.main([str(pronto)], etichettato(finta)) == 1
    assert "è già pubblicato e non si cambia" in capsys.readouterr().err
    assert {m for m, *_ in finta.chieste} == {"GET"}


def test_una_bozza_rimasta_a_meta_si_rifa(finta, pronto):
    finta.rilasci.append({"id": 9, "tag_name": "piano-2022", "draft": True})
    assert pubblica.main([str(pronto)], etichettato(finta)) == 0
    assert finta.cancellati == [9]
    assert [r["draft"] for r in finta.rilasci] == [False]


def test_senza_una_forgia_il_rilascio_dice_che_cosa_manca(pronto, capsys):
    assert pubblica.main([str(pronto)], {}) == 1
    assert "manca GITHUB_API_URL" in capsys.readouterr().err


def test_un_rilascio_non_preparato_non_si_pubblica(finta, tmp_path, capsys):
    assert pubblica.main([str(tmp_path / "manca")], etichettato(finta)) == 1
    assert "Rimedio: make rilascio" in capsys.readouterr().err
    assert not finta.chieste


@pytest.mark.parametrize("riferimento", ["refs/heads/main", "refs/pull/12/merge", ""])
def test_un_ramo_non_si_rilascia(finta, pronto, capsys, riferimento):
    ambiente = {**github(finta), "GITHUB_REF": riferimento, "GITHUB_REF_NAME": "main"}
    assert pubblica.main([str(pronto)], ambiente) == 1
    assert "manca l'etichetta (CICLO_ETICHETTA)" in capsys.readouterr().err
    assert not finta.chieste
    assert pubblica.main([str(pronto)], {**ambiente, "CICLO_ETICHETTA": "piano-2022"}) == 0


def test_per_pubblicare_un_rilascio_basta_python(pronto):
    """The job that may write installs nothing."""
    comando = [sys.executable, "-S", "-m", "scripts.forgia.pubblica", str(pronto)]
    esito = subprocess.run(comando, cwd=RADICE, env={}, capture_output=True, text=True, check=False)
    assert esito.returncode == 1
    assert "manca GITHUB_API_URL" in esito.stderr


# --- the workflows ----------------------------------------------------------------------


def passi(flusso):
    for lavoro in yaml.safe_load(flusso.read_text(encoding="utf-8"))["jobs"].values():
        yield from ((lavoro, passo) for passo in lavoro["steps"])


def controlla_schema(schema, *file):
    comando = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", schema]
    esito = subprocess.run([*comando, *map(str, file)], capture_output=True, text=True, check=False)
    assert esito.returncode == 0, esito.stdout + esito.stderr


@pytest.mark.slow
def test_ogni_flusso_rispetta_lo_schema():
    assert len(FLUSSI) == 5
    controlla_schema("vendor.github-workflows", *FLUSSI)


@pytest.mark.slow
def test_lo_schema_rifiuta_un_flusso_sbagliato(tmp_path):
    file = tmp_path / "sbagliato.yml"
    file.write_text("on: push\njobs: {uno: {runs-on: x, passi: []}}\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="passi"):
        controlla_schema("vendor.github-workflows", file)


def test_il_manuale_nomina_i_controlli_come_la_forgia():
    detti = re.search(r"i controlli ((?:`[^`]+`[ ,e]*)+)", MANUALE.read_text(encoding="utf-8"))[1]
    lavori = {}
    for nome in ("ci", "proposta"):
        flusso = (RADICE / ".github" / "workflows" / f"{nome}.yml").read_text(encoding="utf-8")
        lavori |= yaml.safe_load(flusso)["jobs"]
    assert set(re.findall("`([^`]+)`", detti)) == {lavoro.get("name", codice) for codice, lavoro in lavori.items()}


@pytest.mark.parametrize("flusso", FLUSSI, ids=lambda f: f.stem)
def test_ogni_passo_di_un_flusso_e_un_comando_di_make_che_c_e(flusso):
    comandi = set(re.findall(r"^([a-z][a-z-]*):.*##", (RADICE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    chiamati = [passo["run"] for _, passo in passi(flusso) if "run" in passo]
    for chiamato in chiamati:
        trovato = re.fullmatch(r"make ([a-z-]+)(?: [A-Z]+=[a-z/.]+)? PYTHON=python3?", chiamato)
        assert trovato, chiamato
        assert trovato[1] in comandi


AZIONI = {
    "actions/checkout": "08eba0b27e820071cde6df949e0beb9ba4906955",
    "actions/upload-artifact": "ea165f8d65b6e75b540449e92b4886f43607fa02",
    "actions/upload-pages-artifact": "0252fc4ba7626f0298f0cf00902a25c6afc77fa8",
    "actions/deploy-pages": "d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e",
    "actions/setup-python": "v5",
    "actions/download-artifact": "v4",
}
"""Commits read in a copy of each action; a major version, with its reason on the line, where none could be read."""


@pytest.mark.parametrize("flusso", FLUSSI, ids=lambda f: f.stem)
def test_le_azioni_sono_fissate_e_i_permessi_i_minimi(flusso):
    testo = flusso.read_text(encoding="utf-8")
    letto = yaml.safe_load(testo)
    assert letto["permissions"] in ({}, {"contents": "read"})
    assert "concurrency" in letto
    assert "secrets." not in testo
    assert "pull_request_target" not in letto[True]  # YAML 1.1 reads «on» as true
    for azione, versione, perche in re.findall(r"uses: ([\w/-]+)@(\S+)(?: # (.*))?$", testo, re.MULTILINE):
        assert AZIONI[azione] == versione
        assert re.match(r"v\d+\.\d+\.\d+$" if len(versione) == 40 else r".*pinned to the major version", perche)
    for lavoro, passo in passi(flusso):
        assert lavoro["timeout-minutes"] <= 90
        assert "permissions" in lavoro or letto["permissions"] == {"contents": "read"}
        if passo.get("uses", "").startswith("actions/checkout@"):
            assert passo["with"]["persist-credentials"] is False


def scrive(lavoro):
    return {k for k, v in lavoro.get("permissions", {}).items() if v == "write"}


@pytest.mark.parametrize("flusso", FLUSSI, ids=lambda f: f.stem)
def test_chi_puo_scrivere_non_ha_e_non_esegue_niente_della_proposta(flusso):
    """Who holds a writing token checks out the main branch by name, sets nothing up, and runs one command."""
    letto = yaml.safe_load(flusso.read_text(encoding="utf-8"))
    for lavoro in letto["jobs"].values():
        if "pull_request" in letto[True]:
            assert not scrive(lavoro), "a proposal's workflow is the proposal's own"
            assert "GITHUB_TOKEN" not in str(lavoro)
            assert "github.token" not in str(lavoro)
        if not scrive(lavoro):
            continue
        for passo in lavoro["steps"]:
            if "checkout" in passo.get("uses", ""):
                assert passo["with"]["ref"] == "${{ github.event.repository.default_branch }}"
                assert not {"repository", "path", "submodules"} & set(passo["with"])
            assert "setup-" not in passo.get("uses", "")
            assert passo.get("run", "make pubblica-").startswith("make pubblica-")
            if "download-artifact" in passo.get("uses", ""):
                assert passo["with"]["path"].startswith("build/"), "over no file of the program"


def test_una_proposta_si_giudica_con_il_programma_della_base():
    letto = yaml.safe_load((RADICE / ".github" / "workflows" / "proposta.yml").read_text(encoding="utf-8"))
    for lavoro in letto["jobs"].values():
        base, sua = [p["with"] for p in lavoro["steps"] if "checkout" in p.get("uses", "")]
        assert base["ref"] == "${{ github.event.pull_request.base.sha }}"
        assert "path" not in base
        assert (sua["path"], sua["fetch-depth"]) == ("proposta", 0)
        assert "ref" not in sua
        comandi = [p["run"] for p in lavoro["steps"] if "run" in p]
        assert all("PROPOSTA=proposta" in c for c in comandi)
        assert not [p for p in lavoro["steps"] if "working-directory" in p]


def test_il_commento_parte_dal_ramo_principale_e_solo_dopo_una_proposta():
    letto = yaml.safe_load((RADICE / ".github" / "workflows" / "commento.yml").read_text(encoding="utf-8"))
    nome = yaml.safe_load((RADICE / ".github" / "workflows" / "proposta.yml").read_text(encoding="utf-8"))["name"]
    assert letto[True] == {"workflow_run": {"workflows": [nome], "types": ["completed"]}}
    assert "workflow_run.event == 'pull_request'" in letto["jobs"]["affiggi"]["if"]
    assert scrive(letto["jobs"]["affiggi"]) == {"pull-requests"}


@pytest.mark.parametrize("flusso", FLUSSI, ids=lambda f: f.stem)
def test_niente_si_tiene_da_una_costruzione_all_altra(flusso):
    """The public build starts from an empty memory: none is restored, and none that is in the record is taken."""
    testo = flusso.read_text(encoding="utf-8")
    assert "actions/cache" not in testo
    assert not re.search(r"^\s*cache", testo, re.MULTILINE)
    make = (RADICE / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^pubblico:.*\n\t@\S+ costruisci --pubblico --da-capo ", make, re.MULTILINE)


@pytest.mark.parametrize("flusso", [f for f in FLUSSI if f.stem in {"pubblica", "rilascio"}], ids=lambda f: f.stem)
def test_chi_costruisce_ha_tutta_la_storia(flusso):
    for lavoro in yaml.safe_load(flusso.read_text(encoding="utf-8"))["jobs"].values():
        for passo in lavoro["steps"]:
            if "checkout" in passo.get("uses", ""):
                assert passo["with"]["fetch-depth"] == 0


def test_si_pubblica_soltanto_cio_che_e_pubblico():
    make = (RADICE / "Makefile").read_text(encoding="utf-8")
    assert re.search(
        r"^pubblico:.*\n\t@\S+ costruisci --pubblico --da-capo --uscita build/pubblico$", make, re.MULTILINE
    )
    for nome, percorso in (("pubblica", "build/pubblico/"), ("rilascio", "build/rilascio/")):
        flusso = RADICE / ".github" / "workflows" / f"{nome}.yml"
        caricati = [p["with"]["path"] for _, p in passi(flusso) if "upload" in p.get("uses", "")]
        assert caricati == [percorso]
    lavori = yaml.safe_load((RADICE / ".github" / "workflows" / "pubblica.yml").read_text(encoding="utf-8"))["jobs"]
    assert lavori["costruisci"]["if"] == "github.ref == 'refs/heads/main'", "also when it is started by hand"
    assert lavori["pubblica"]["needs"] == "costruisci"


@pytest.mark.slow
def test_le_dieci_righe_per_un_altra_forgia_rispettano_lo_schema(tmp_path):
    dieci, altre = re.findall(r"```yaml\n(.*?)```", MANUALE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(dieci.splitlines()) <= 10
    file = tmp_path / ".gitlab-ci.yml"
    for blocco in (dieci, dieci + altre):
        file.write_text(blocco, encoding="utf-8")
        controlla_schema("vendor.gitlab-ci", file)
    comandi = set(re.findall(r"^([a-z][a-z-]*):.*##", (RADICE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    chiamati = {c for riga in re.findall(r"make (?:-k -C base )?([a-z -]+)", dieci + altre) for c in riga.split()}
    assert {"verifica-pr", "pubblica-commento", "pubblico"} <= chiamati <= comandi
    proposta = yaml.safe_load(dieci)["proposta"]["script"]
    assert proposta[0].startswith("git worktree add -f base $CI_MERGE_REQUEST_DIFF_BASE_SHA")
    assert "-C base " in proposta[1]
    assert "PROPOSTA=$CI_PROJECT_DIR" in proposta[1], "the base's program, the proposal's data"


@pytest.mark.slow
def test_l_anteprima_e_del_programma_di_qui(tmp_path):
    """Settings, theme, hooks and code of the proposal are never read: only its data and chapters are."""
    sua = progetto_piccolo(tmp_path / "p")
    (sua / "mkdocs.yml").write_text("site_name: Sua\nhooks: [scripts/hooks.py]\ntheme: {custom_dir: theme}\n")
    for nome in ("theme", "scripts", "macros"):
        (sua / nome).unlink()
        (sua / nome).mkdir()
        for file in ("__init__.py", "hooks.py", "main.html"):
            (sua / nome / file).write_text("raise SystemExit('eseguito')", encoding="utf-8")
    comando = [sys.executable, "-m", "scripts.forgia.anteprima", str(sua), str(tmp_path / "sito")]
    esito = subprocess.run(comando, cwd=RADICE, capture_output=True, text=True, check=False)
    assert esito.returncode == 0, esito.stderr
    assert "eseguito" not in esito.stdout + esito.stderr
    pagina = (tmp_path / "sito" / "2021" / "relazione" / "premessa.html").read_text(encoding="utf-8")
    assert "La Camera ha ottenuto" in pagina
    assert "eseguito" not in pagina
