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

from macros.publish.confronto.markdown import SEGNO
from scripts.forgia import commento, pubblica, rilascio
from scripts.forgia.base import BaseError, trova_base
from scripts.forgia.commento import componi, proposta
from scripts.forgia.rete import Forgia, ReteError
from scripts.forgia.somme import scrivi_somme
from tests.progetto_copia import sostituisci

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


def test_il_commento_e_il_confronto_con_il_segno_in_testa(deposito):
    testo = componi(deposito, {})
    assert testo.startswith(SEGNO)
    assert "origin/main" in testo
    assert "Nessun cambiamento" in testo
    assert testo.endswith(f"{commento.PIEDE}\n")


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
        elenco = finta.rilasci if "/releases" in url.path else finta.commenti
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
    assert commento.pubblica(dove, f"{SEGNO}\nuno\n") == "commento scritto"
    assert commento.pubblica(dove, f"{SEGNO}\ndue\n") == "commento aggiornato"
    assert commento.pubblica(dove, f"{SEGNO}\ndue\n") == "commento già aggiornato"
    assert [c["body"] for c in finta.commenti] == [f"{SEGNO}\ndue\n"]
    assert [(m, p) for m, p, _ in finta.chieste if m == "POST"] == [("POST", percorso)]
    assert [m for m, *_ in finta.chieste].count(aggiorna) == 1
    assert {c for *_, c in finta.chieste} == {credito}


def test_il_commento_si_trova_fra_molti_e_quello_di_una_persona_non_si_tocca(finta):
    persona = {"user": {"type": "User"}}
    finta.commenti = [{"id": n, "body": "altro", **persona} for n in range(1, 151)]
    finta.commenti.append({"id": 151, "body": f"{SEGNO} scritto a mano", **persona})
    finta.commenti.append({"id": 152, "body": f"{SEGNO}\nvecchio", "user": {"type": "Bot"}})
    assert commento.pubblica(proposta(github(finta)), f"{SEGNO}\nnuovo") == "commento aggiornato"
    assert finta.commenti[151]["body"] == f"{SEGNO}\nnuovo"
    assert finta.commenti[150]["body"] == f"{SEGNO} scritto a mano"


@pytest.mark.parametrize(("codice", "uscita"), [(403, 0), (404, 0), (500, 1)])
def test_chi_non_puo_commentare_scrive_nel_riassunto(finta, deposito, monkeypatch, capsys, codice, uscita):
    finta.rifiuta = codice
    riassunto = deposito / "riassunto.md"
    for nome, valore in {**github(finta), "GITHUB_STEP_SUMMARY": str(riassunto), "CICLO_BASE": "main"}.items():
        monkeypatch.setenv(nome, valore)
    monkeypatch.chdir(deposito)
    assert commento.main() == uscita
    assert riassunto.read_text(encoding="utf-8") == (deposito / commento.FILE).read_text(encoding="utf-8")
    assert "è nel riassunto del lavoro" in capsys.readouterr().out
    assert not finta.commenti


def test_fuori_da_una_forgia_il_commento_e_solo_un_file(deposito, monkeypatch):
    for nome in ("GITHUB_REF", "GITHUB_TOKEN", "CI_MERGE_REQUEST_IID", "CICLO_TOKEN", "GITHUB_BASE_REF"):
        monkeypatch.delenv(nome, raising=False)
    monkeypatch.chdir(deposito)
    assert commento.main() == 0
    assert (deposito / commento.FILE).read_text(encoding="utf-8").startswith(SEGNO)


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
    for nome in ("obiettivi.csv", "dati.json"):
        (sito / "dati" / "2021").mkdir(parents=True, exist_ok=True)
        (sito / "dati" / "2021" / nome).write_text(nome, encoding="utf-8")
    scrivi_somme(sito / "documenti" / "2021")
    versione = {
        "commit": "c" * 40,
        "pubblico": True,
        "dimostrativo": True,
        "aggiornamento": "24/02/2022",
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
    assert nomi == pdf | {"dati-2021.zip", "versione.json", "SHA256SUMS"}
    somme = dict(reversed(r.split("  ")) for r in (arrivo / "SHA256SUMS").read_text().splitlines())
    assert somme.keys() == nomi - {"SHA256SUMS"}
    assert somme["piano-2022.pdf"] == hashlib.sha256(b"%PDF piano 2022").hexdigest()
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=arrivo, check=True, capture_output=True)
    note = (arrivo / rilascio.NOTE).read_text(encoding="utf-8")
    assert "piano-2022" in note
    assert "**Valori dimostrativi.**" in note
    assert f"| piano-2021.pdf | `{somme['piano-2021.pdf']}` | `{'f' * 64}` |" in note
    with zipfile.ZipFile(arrivo / "dati-2021.zip") as archivio:
        assert archivio.namelist() == ["2021/dati.json", "2021/obiettivi.csv"]


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
    assert nomi == pdf | {"dati-2021.zip", "versione.json", "SHA256SUMS"}
    assert "relazione-2022" not in (tmp_path / "r" / rilascio.NOTE).read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "r" / "dati-2021.zip") as archivio:
        assert archivio.namelist() == ["2021/dati.json", "2021/obiettivi.csv"]


@pytest.mark.parametrize("nome", ["documenti/2021/piano-2021.pdf", "dati/2021/obiettivi.csv"])
@pytest.mark.parametrize("come", ["cambiato", "tolto"])
def test_un_file_che_non_e_quello_stampato_ferma_il_rilascio(sito, tmp_path, capsys, nome, come):
    (sito / nome).write_bytes(b"altro") if come == "cambiato" else (sito / nome).unlink()
    assert rilascio.main([str(sito), str(tmp_path / "r")]) == 1
    assert f"«{nome}»" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize("nome", ["../fuori.pdf", "documenti/2021/../../x.pdf", "/etc/passwd", "js/cerca.js", "dati/x"])
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
def pronto(sito, tmp_path):
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


def test_ogni_flusso_rispetta_lo_schema():
    assert len(FLUSSI) == 4
    controlla_schema("vendor.github-workflows", *FLUSSI)


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
        trovato = re.fullmatch(r"make ([a-z-]+) PYTHON=python3?", chiamato)
        assert trovato, chiamato
        assert trovato[1] in comandi


@pytest.mark.parametrize("flusso", FLUSSI, ids=lambda f: f.stem)
def test_le_azioni_sono_fissate_e_i_permessi_i_minimi(flusso):
    letto = yaml.safe_load(flusso.read_text(encoding="utf-8"))
    assert letto["permissions"] in ({}, {"contents": "read"})
    assert "concurrency" in letto
    testo = flusso.read_text(encoding="utf-8")
    assert "secrets." not in testo
    assert "pull_request_target" not in letto[True]  # YAML 1.1 reads «on» as true
    for lavoro, passo in passi(flusso):
        assert lavoro["timeout-minutes"] <= 90
        if "uses" in passo:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", passo["uses"])
        if passo.get("uses", "").startswith("actions/checkout@"):
            assert passo["with"]["persist-credentials"] is False
        scrive = {k for k, v in lavoro.get("permissions", {}).items() if v == "write"}
        if scrive & {"contents", "pages"}:
            assert "make site" not in str(lavoro)
            assert not [p for p in lavoro["steps"] if p.get("run", "").split()[1:2] in (["pubblico"], ["rilascio"])]


@pytest.mark.parametrize("flusso", [f for f in FLUSSI if f.stem in {"proposta", "pubblica", "rilascio"}])
def test_chi_costruisce_ha_tutta_la_storia(flusso):
    for lavoro in yaml.safe_load(flusso.read_text(encoding="utf-8"))["jobs"].values():
        if any("make" in p.get("run", "") and "pubblica-rilascio" not in p["run"] for p in lavoro["steps"]):
            assert lavoro["steps"][0]["with"]["fetch-depth"] == 0


def test_si_pubblica_soltanto_cio_che_e_pubblico():
    make = (RADICE / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^pubblico:.*\n\t@\S+ costruisci --pubblico --uscita build/pubblico$", make, re.MULTILINE)
    for nome, percorso in (("pubblica", "build/pubblico/"), ("rilascio", "build/rilascio/")):
        flusso = RADICE / ".github" / "workflows" / f"{nome}.yml"
        caricati = [p["with"]["path"] for _, p in passi(flusso) if "upload" in p.get("uses", "")]
        assert caricati == [percorso]
    lavori = yaml.safe_load((RADICE / ".github" / "workflows" / "pubblica.yml").read_text(encoding="utf-8"))["jobs"]
    assert lavori["costruisci"]["if"] == "github.ref == 'refs/heads/main'", "also when it is started by hand"
    assert lavori["pubblica"]["needs"] == "costruisci"


def test_le_dieci_righe_per_un_altra_forgia_rispettano_lo_schema(tmp_path):
    blocco = re.search(r"```yaml\n(.*?)```", MANUALE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocco[1].splitlines()) <= 10
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(blocco[1], encoding="utf-8")
    controlla_schema("vendor.gitlab-ci", file)
    comandi = set(re.findall(r"^([a-z][a-z-]*):.*##", (RADICE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    chiamati = {c for riga in re.findall(r"make (?:-k )?([a-z -]+)", blocco[1]) for c in riga.split()}
    assert chiamati
    assert chiamati <= comandi
