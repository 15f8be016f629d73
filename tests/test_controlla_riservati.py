"""No sheet of a person gets into a repository, or out of one: by any name, in any form, in any commit."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
import yaml

from macros.reading.git import comando as comando_git
from macros.riservato.modello import modello
from macros.riservato.riconosci import scheda_in
from tests.conftest import esegui
from tests.strumenti.persone import persone, scrivi_foglio

RADICE = Path(__file__).resolve().parents[1]
SCHEDE = [dict(s) for s in persone(3)]
NOME = SCHEDE[2]["nome"]
YAML = yaml.safe_dump(SCHEDE[2], allow_unicode=True, sort_keys=False)
TAVOLA = "numero;profilo;nome;ufficio\n001;personale;{nome};Ragioneria\n"
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table>'
    "{righe}</table:table></office:spreadsheet></office:body></office:document-content>"
)


def zippato(**parti):
    grezzo = io.BytesIO()
    with zipfile.ZipFile(grezzo, "w", zipfile.ZIP_DEFLATED) as archivio:
        for nome, contenuto in parti.items():
            archivio.writestr(nome.replace("__", "/").replace("_", "."), contenuto)
    return grezzo.getvalue()


def in_tar(**parti):
    grezzo = io.BytesIO()
    with tarfile.open(fileobj=grezzo, mode="w") as archivio:
        for nome, contenuto in parti.items():
            voce = tarfile.TarInfo(nome.replace("_", "."))
            voce.size = len(contenuto)
            archivio.addfile(voce, io.BytesIO(contenuto))
    return grezzo.getvalue()


def ods(*righe):
    celle = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    scritte = ("<table:table-row>" + "".join(map(celle.format, riga)) + "</table:table-row>" for riga in righe)
    return zippato(content_xml=ODS.format(righe="".join(scritte)))


def foglio(cartella, schede):
    return (scrivi_foglio(cartella, schede) / "schede.xlsx").read_bytes()


def pdf(*oggetti):
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, o) for n, o in enumerate(oggetti, 1))


def flusso(tipo, grezzo):
    stretto = zlib.compress(grezzo)
    return b"<< /Type /%b /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (tipo, len(stretto), stretto)


XMP = b'<x:xmpmeta><dc:title><rdf:Alt><rdf:li xml:lang="it">Scheda di valutazione</rdf:li></rdf:Alt></dc:title>'
IN_UTF16 = "\ufeffScheda di valutazione".encode("utf-16-be")
INFO = b"<< /Producer (x) /Title %b >>"
COMPILATE = {
    "yaml": ("a/scheda-003.yml", YAML.encode()),
    "yaml dal nome innocuo": ("note.txt", YAML.encode()),
    "yaml senza estensione": ("copia", YAML.encode()),
    "yaml in UTF-16": ("scheda.yml", YAML.encode("utf-16")),
    "yaml in UTF-16 senza segno": ("scheda.yml", YAML.encode("utf-16-le")),
    "yaml in latin-1": ("scheda.yml", YAML.encode("latin-1")),
    "yaml che non si legge": ("scheda.yml", (YAML + "\n  x: [\n").encode()),
    "yaml con due documenti": ("tutte.yml", yaml.safe_dump_all(SCHEDE, allow_unicode=True).encode()),
    "elenco di schede": ("tutte.yml", yaml.safe_dump({"schede": SCHEDE}, allow_unicode=True).encode()),
    "solo i punti": ("s.yml", b"profilo: personale\nnome:\nconoscenze: [{richiesta: x, punti: 8}]\n"),
    "json": ("schede.json", json.dumps(SCHEDE).encode()),
    "json a righe": ("schede.jsonl", "\n".join(map(json.dumps, SCHEDE)).encode()),
    "csv": ("schede.csv", TAVOLA.format(nome=NOME).encode()),
    "csv con le virgole": ("schede.csv", TAVOLA.replace(";", ",").format(nome=NOME).encode()),
    "csv con le tabulazioni": ("schede.tsv", TAVOLA.replace(";", "\t").format(nome=NOME).encode()),
    "csv con un titolo sopra": ("schede.csv", b"\xef\xbb\xbfAnno 2021;;\n;;\nprofilo;punti\npersonale;8\n"),
    "ods": ("schede.ods", ods(["profilo", "nome"], ["personale", NOME])),
    "zip di schede": ("schede.zip", zippato(scheda_yml=YAML, leggimi_txt="x")),
    "zip di zip": ("schede.zip", zippato(altro_zip=zippato(scheda_yml=YAML))),
    "gz": ("scheda.yml.gz", gzip.compress(YAML.encode())),
    "tar": ("schede.tar", in_tar(scheda_yml=YAML.encode())),
    "tar.gz di csv": ("schede.tgz", gzip.compress(in_tar(s_csv=TAVOLA.format(nome=NOME).encode()))),
    "yaml chiamato come una pagina": ("scheda.md", YAML.encode()),
    "zip chiamato come un programma": ("s.py", zippato(scheda_md=YAML)),
    "yaml con un byte nullo": ("s.yml", YAML.encode() + b"\0"),
    "tar senza fine": ("s.tar", b"s.yml".ljust(257, b"\0") + b"ustar\x0000".ljust(255, b"\0") + YAML.encode()),
}
STAMPATE = {
    "titolo nelle informazioni": pdf(INFO % b"(Scheda di valutazione)"),
    "titolo con l'anno": pdf(INFO % b"(Scheda di  valutazione 2021)"),
    "titolo in ottale": pdf(INFO % b"(Scheda di \\166alutazione)"),
    "titolo in UTF-16": pdf(INFO % (b"(" + IN_UTF16 + b")")),
    "titolo in esadecimale": pdf(INFO % (b"<" + IN_UTF16.hex().encode() + b">")),
    "titolo in un flusso di oggetti": pdf(flusso(b"ObjStm", b"1 0 " + INFO % b"(Scheda di valutazione)")),
    "titolo nei metadati": pdf(b"<< /Type /Metadata >>\nstream\n" + XMP + b"\nendstream"),
    "titolo nei metadati compressi": pdf(flusso(b"Metadata", XMP)),
    "firmata": b"0\x82\x05\x00\x06\x09" + pdf(INFO % b"(Scheda di valutazione)") + b"\x00",
}
INNOCUE = {
    "modello vuoto": ("scheda.yml", b"profilo: personale\nnome: \nconoscenze: [{richiesta: x, punti: }]\n"),
    "modello con i puntini": ("scheda.yml", "profilo: personale\nnome: …\nconoscenze: [{punti: '...'}]\n".encode()),
    "esempio del manuale": ("cartella.md", f"---\ntitle: X\n---\n\n# X\n\n```yaml\n{YAML}```\n".encode()),
    "modello di foglio": ("schede.xlsx", modello()),
    "un PDF in una prova": ("test_x.py", b"X = b" + repr(STAMPATE["titolo nelle informazioni"]).encode()),
    "prova del programma": ("test_x.py", f'"""{YAML}"""'.encode()),
    "i profili del Sistema": (
        "smvp.yml",
        b"nome: X\nvalutazione_individuale: {profili: {personale: {ente: 20}}}\n",
    ),
    "un nome accanto, di altro": ("p.yml", b"- {profilo: dirigente, quota: 20}\n- {nome: Camera di Prova}\n"),
    "csv di sole intestazioni": ("s.csv", b"numero;profilo;nome;conoscenze.punti\n001;personale;;\n"),
    "ods di sole intestazioni": ("s.ods", ods(["profilo", "nome", "punti"], ["personale", "", ""])),
    "un testo che ne parla": ("testo.txt", b"Il profilo del nome: i punti si danno a gennaio.\n"),
    "pdf con un segnalibro": ("p.pdf", pdf(b"<< /Parent 1 0 R /Title (Scheda di valutazione) >>", INFO % b"(Piano)")),
    "tar di un testo che ne parla": ("s.tar", in_tar(x_txt=b"Il profilo del nome: i punti si danno a gennaio.\n")),
    "zip rotto": ("x.zip", b"PK\x03\x04profilo nome"),
    "pdf rotto": ("x.pdf", b"%PDF-1.7 /Title (" + b"Scheda di valutazione"),
    "gz rotto": ("x.gz", b"\x1f\x8bprofilo"),
}


@pytest.mark.parametrize("caso", COMPILATE)
def test_una_scheda_compilata_si_riconosce_in_ogni_forma(caso):
    assert scheda_in(*COMPILATE[caso])


@pytest.mark.parametrize("caso", STAMPATE)
def test_una_scheda_stampata_si_riconosce_dal_titolo(caso):
    assert scheda_in("x.pdf.p7m", STAMPATE[caso])
    assert scheda_in("x.md", STAMPATE[caso]) or caso == "firmata"


def test_un_foglio_di_calcolo_si_riconosce_se_e_compilato(tmp_path):
    assert scheda_in("s.xlsx", foglio(tmp_path, SCHEDE))
    vuote = [
        dict.fromkeys(s, "") | {"profilo": "personale", "premio": {}, "conoscenze": [{"punti": ""}]} for s in SCHEDE
    ]
    assert not scheda_in("s.xlsx", foglio(tmp_path, vuote))


@pytest.mark.parametrize("caso", INNOCUE)
def test_cio_che_non_e_di_nessuno_passa(caso):
    assert scheda_in(*INNOCUE[caso]) is None


# ------------------------------------------------------------------------------------- a repository


@pytest.fixture
def git(tmp_path, monkeypatch):
    """A repository with a project in one of its folders; git as a function."""
    for nome in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(nome)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("CI", raising=False)
    deposito = tmp_path / "deposito"
    (deposito / "progetto" / "data").mkdir(parents=True)

    def chiama(*argomenti, dove=deposito, riesce=True):
        identita = ("-c", "user.name=Ufficio", "-c", "user.email=ufficio@example.org", "-c", "init.defaultBranch=main")
        fatto = subprocess.run(["git", *identita, *argomenti], cwd=dove, capture_output=True, text=True, check=False)
        assert not riesce or fatto.returncode == 0, fatto.stderr
        return fatto

    chiama.deposito = deposito
    chiama("init", "-q")
    scrive(deposito, "progetto/data/ente.yml", b"formato: 1\n")
    chiama("add", ".")
    chiama("commit", "-qm", "Inizio")
    return chiama


def scrive(deposito, nome, grezzo):
    (deposito / nome).parent.mkdir(parents=True, exist_ok=True)
    (deposito / nome).write_bytes(grezzo)


def controlla(git, *argomenti):
    return esegui("controlla-riservati", "--radice", git.deposito / "progetto", *argomenti)


def test_niente_da_dire_dove_non_c_e_niente(git, tmp_path):
    assert controlla(git) == (0, "", "Nessuna scheda di persone fra 1\xa0file.\n")
    codice, _, detto = esegui("controlla-riservati", "--radice", tmp_path)
    assert (codice, "non è in un deposito" in detto) == (0, True)


@pytest.mark.slow
def test_il_progetto_stesso_non_ha_schede():
    """No example of a manual, no test, nothing of the demonstration is taken for a sheet; also a false alarm fails."""
    assert esegui("controlla-riservati", "--radice", RADICE)[0] == 0


@pytest.mark.parametrize("nome", ["progetto/data/2021/scheda-007.yml", "fuori di là/Zorgaulo Prova.yml", "àè\n.csv"])
def test_una_scheda_tracciata_si_rifiuta_e_non_si_nomina(git, nome):
    scrive(git.deposito, nome, YAML.encode())
    assert controlla(git)[0] == 0, "it is not tracked"
    git("add", ".")
    codice, fuori, detto = controlla(git)
    assert (codice, fuori) == (1, "")
    assert "una scheda individuale con un nome o dei punti" in detto
    assert ("scheda 007" in detto) == ("007" in nome)
    assert not [parola for parola in (NOME, "Zorgaulo", "fuori di là", "2021/", "àè") if parola in detto]
    oggetto = git("hash-object", nome).stdout[:12]
    assert f"git ls-files --stage | grep {oggetto}" in detto


def test_un_file_tolto_e_ancora_nella_storia(git):
    scrive(git.deposito, "s.pdf", STAMPATE["titolo nei metadati"])
    git("add", ".")
    git("commit", "-qm", "Sbaglio")
    git("rm", "-q", "s.pdf")
    git("commit", "-qm", "Rimedio")
    assert controlla(git)[0] == 0
    assert controlla(git, "--base", "HEAD")[0] == 0
    for opzioni in (["--storia"], ["--base", "HEAD~2"], ["--base", "HEAD~1"]):
        codice, _, detto = controlla(git, *opzioni)
        assert codice == (0 if opzioni[-1] == "HEAD~1" else 1), opzioni
    codice, _, detto = controlla(git, "--storia")
    assert "git log --all --name-only --find-object=" in detto


@pytest.mark.parametrize(("prima", "dopo"), [("a.md", "b.yml"), ("c.yml", "d.md")])
def test_gli_stessi_byte_con_un_altro_nome_si_giudicano_con_tutti_e_due(git, prima, dopo):
    """As prose they are an example of nobody, as `.yml` a sheet, whichever git names first."""
    testo = f"Un esempio.\n\n```yaml\n{YAML}```\n".encode()
    for nome, esito in ((prima, int(prima == "c.yml")), (dopo, 1)):
        scrive(git.deposito, nome, testo)
        git("add", ".")
        assert controlla(git)[0] == esito
        git("commit", "-qm", nome)
    git("rm", "-qf", prima, dopo)
    git("commit", "-qm", "Via")
    assert controlla(git)[0] == 0
    assert controlla(git, "--storia")[0] == 1
    assert controlla(git, "--base", "HEAD~2")[0] == int(dopo == "b.yml"), "what is there by another name comes anew"


def test_si_dice_quanti_file_non_si_guardano(git, monkeypatch):
    """Nothing is silent: old workbooks, encrypted ones, and those that are too large."""
    monkeypatch.setattr("scripts.controlla_riservati.BYTE_MASSIMI", 2**20)
    cifrato = bytearray(zippato(scheda_yml=YAML))
    cifrato[cifrato.index(b"PK\1\2") + 8] |= 1
    chiusi = {
        "s.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "c.zip": bytes(cifrato),
        "g.csv": b"x" * 2**20 + b"y",
    }
    for nome, grezzo in chiusi.items():
        scrive(git.deposito, nome, grezzo)
    git("add", ".")
    codice, _, detto = controlla(git)
    assert codice == 0
    assert "3\xa0file non sono stati guardati (più di 1 MiB, cifrati, o di Office prima del 2007" in detto
    assert all(git("hash-object", nome).stdout[:12] in detto for nome in chiusi)
    assert "Nessuna scheda di persone fra 1\xa0file." in detto
    assert not any(nome in detto for nome in chiusi)


def test_una_revisione_che_non_c_e_non_e_un_si(git):
    for base in ("Zorgaulo", "--all", "0" * 40):
        codice, _, detto = controlla(git, f"--base={base}")
        assert codice == 1
        assert "non è stato controllato niente" in detto
        assert base not in detto


@pytest.mark.parametrize("come", ["--batch-check", "--batch"])
def test_se_git_non_da_i_file_non_e_un_si(git, monkeypatch, come):
    """Git that stops midway, or takes too long, has shown nothing: a sheet may be among what it did not give."""
    scrive(git.deposito, "progetto/scheda-001.yml", YAML.encode())
    git("add", "-A")
    vero = comando_git.byte
    monkeypatch.setattr(comando_git, "byte", lambda *a, **k: None if come in a else vero(*a, **k))
    codice, _, detto = controlla(git)
    assert codice == 1
    assert "non è stato controllato niente" in detto


# --------------------------------------------------------------------------------------- what git calls


@pytest.fixture
def agganciato(git, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(RADICE))
    codice, _, detto = controlla(git, "--aggancia")
    assert (codice, detto.count("git ora controlla")) == (0, 2)
    return git


@pytest.mark.slow
def test_un_commit_con_una_scheda_si_ferma(agganciato):
    git = agganciato
    scrive(git.deposito, "cartella/s.csv", COMPILATE["csv"][1])
    git("add", ".")
    fermato = git("commit", "-m", "Sbaglio", riesce=False)
    assert fermato.returncode
    assert NOME not in fermato.stdout + fermato.stderr
    git("reset", "-q")
    scrive(git.deposito, "buono.txt", b"x")
    git("add", "buono.txt")
    git("commit", "-qm", "Buono")
    scrive(git.deposito, "buono.txt", YAML.encode())
    assert git("commit", "-m", "In parte", "buono.txt", riesce=False).returncode, "it has an index of its own"
    assert git("commit", "-am", "Tutto", riesce=False).returncode


@pytest.mark.slow
def test_una_spinta_con_una_scheda_si_ferma(agganciato, tmp_path):
    git, altrove = agganciato, tmp_path / "altrove.git"
    git("init", "-q", "--bare", str(altrove))
    git("remote", "add", "origin", str(altrove))
    git("push", "-q", "origin", "HEAD:main")
    scrive(git.deposito, "s.yml", YAML.encode())
    git("add", ".")
    git("commit", "-qm", "Sbaglio", "--no-verify")
    git("rm", "-q", "s.yml")
    git("commit", "-qm", "Rimedio")
    for dove, che in (("origin", "HEAD:main"), ("origin", "HEAD:nuovo"), (str(altrove), "HEAD:nuovo")):
        fermato = git("push", dove, che, riesce=False)
        assert fermato.returncode, che
        assert "find-object" in fermato.stderr
        assert NOME not in fermato.stdout + fermato.stderr
    git("tag", "-m", "Etichetta", "v1")
    assert git("push", "origin", "v1", riesce=False).returncode
    git("push", "-q", "origin", "HEAD~2:refs/heads/altro")
    git("push", "-q", "origin", ":altro")


def test_cio_che_e_di_altri_resta_com_e(git):
    aggancio = git.deposito / ".git/hooks/pre-commit"
    aggancio.parent.mkdir(exist_ok=True)
    aggancio.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    codice, _, detto = controlla(git, "--aggancia")
    assert codice == 1
    assert "il deposito ha già un suo pre-commit, che resta com'è" in detto
    assert aggancio.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"
    assert (git.deposito / ".git/hooks/pre-push").exists()
    assert controlla(git, "--sgancia")[0] == 0
    assert aggancio.exists()
    assert not (git.deposito / ".git/hooks/pre-push").exists()
    git("config", "core.hooksPath", "altri")
    codice, _, detto = controlla(git, "--aggancia")
    assert (codice, "core.hooksPath" in detto, (git.deposito / "altri").exists()) == (1, True, False)
    git("config", "core.hooksPath", "")
    codice, _, detto = controlla(git, "--aggancia")
    assert (codice, "core.hooksPath" in detto) == (1, True), "git calls nothing"


def test_un_aggancio_che_e_un_collegamento_resta_com_e(git, tmp_path):
    (tmp_path / "di altri").write_text("x", encoding="utf-8")
    aggancio = git.deposito / ".git/hooks/pre-push"
    aggancio.parent.mkdir(exist_ok=True)
    aggancio.symlink_to(tmp_path / "di altri")
    assert controlla(git, "--aggancia")[0] == 1
    assert (tmp_path / "di altri").read_text(encoding="utf-8") == "x"


def test_si_chiede_una_volta_sola(git, monkeypatch):
    """Nobody to ask: one sentence. Asked, the answer is kept for that repository; agreed, there is nothing to ask."""
    proposto = (0, "", "Per non registrare mai per sbaglio la scheda di una persona: make hook\n")
    assert controlla(git, "--proponi") == proposto
    monkeypatch.setattr("scripts.agganci.interroga", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    assert controlla(git, "--proponi")[0] == 0
    monkeypatch.setattr("click.confirm", lambda *_, **__: pytest.fail("asked twice"))
    assert controlla(git, "--proponi") == (0, "", "")
    (git.deposito / ".git/ciclo-agganci-rifiutati").unlink()
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)
    assert "git ora controlla" in controlla(git, "--proponi")[2]
    monkeypatch.setattr("scripts.agganci.interroga", lambda: False)
    assert controlla(git, "--proponi") == (0, "", "")


def test_i_passi_lo_chiamano():
    make = (RADICE / "Makefile").read_text(encoding="utf-8")
    for comando, chiamata in (
        ("hook", "ciclo controlla-riservati --aggancia"),
        ("riservati", "ciclo controlla-riservati --storia"),
        ("check", "ciclo controlla-riservati\n"),
        ("verifica-pr", "ciclo controlla-riservati --radice '$(PROPOSTA)' --base \"$$base\" && "),
        ("$(PRONTO)", "ciclo controlla-riservati --proponi"),
    ):
        ricetta = make.split(f"\n{comando}:")[1].split("\n\n")[0]
        assert chiamata in ricetta, comando
    assert "make riservati PYTHON=python" in (RADICE / ".github/workflows/ci.yml").read_text(encoding="utf-8")
