"""Nothing of the persons of a private folder stays anywhere else: whatever the command, however it ends."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import stat
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import click
import openpyxl
import pytest
import yaml

from macros.reading.scrivi.scrittura import PRONTO
from macros.riservato.riconosci import GenereScheda, scheda_in
from scripts.ciclo import gruppo
from scripts.riservati import ComandoRiservato
from tests.conftest import esegui
from tests.progetto_copia import impronte
from tests.strumenti.persone import persone, scrivi_foglio, scrivi_yml
from tests.strumenti.tracce import Fatto, Mondo, svelati
from tests.uccisioni import INIZIO

PERDE = """\

import base64, gzip, os, subprocess, sys, tempfile, time, zipfile
from pathlib import Path
import click
from macros.riservato.cartella import CartellaRiservata
from macros.riservato.schede import schede_lette
from scripts.ciclo import gruppo, main
from scripts.riservati import ComandoRiservato

@click.command("prova-riservata", cls=ComandoRiservato)
@click.option("--riservati", type=Path)
@click.argument("come")
def prova(riservati, come):
    with CartellaRiservata.aperta(riservati, Path.cwd(), scrivere=False) as cartella:
        scheda = schede_lette(cartella).schede[0]
        grezzo = cartella.leggi("scheda-001.yml")
    nome, importo, punti = scheda.nome, scheda.premio.stanziato, scheda.comportamenti[0].punti
    click.echo("letto")
    PERDITA

gruppo.add_command(prova)
main(["prova-riservata", *sys.argv[1:]])
"""
PERDITE = {
    "file temporaneo": ("Path(tempfile.mkstemp(prefix='uno')[1]).write_text(nome)", r"^mondo/tmp/uno\S*: nome"),
    "file temporaneo, poi tolto": ("tempfile.NamedTemporaryFile(prefix='due').write(grezzo)", r"^scritto \S+/tmp/due"),
    "cartella di tutti": (
        "Path(tempfile.mkdtemp(dir='/var/tmp', prefix='tre'), 'x').write_text(nome)",
        "^/var/tmp/tre",
    ),
    "messaggio": ("click.echo(f'manca {nome}', err=True)", "^detto da .* messaggio: nome"),
    "importo all'italiana": ("click.echo(f'{importo:,}'.translate({44: 46, 46: 44}))", "^detto da .*italiana: importo"),
    "importo in centesimi": ("click.echo(int(importo * 100))", "^detto da .* centesimi: importo"),
    "punti": ("click.echo(str(punti).replace('.', ','))", "^detto da .* punti: punti"),
    "nome per il web": ("from urllib.parse import quote; click.echo(quote(nome))", "^detto da .* web: nome"),
    "memoria del progetto": (
        "p = Path('.cache/x'); p.parent.mkdir(exist_ok=True); p.write_bytes(gzip.compress(grezzo))",
        "^mondo/progetto/.cache/x: importo, nome, punti",
    ),
    "memoria dell'utente": (
        "p = Path.home() / '.cache'; p.mkdir(exist_ok=True); (p / 'x').write_text(nome, 'utf-16')",
        "^mondo/casa/.cache/x: nome",
    ),
    "archivio": (
        "z = zipfile.ZipFile('data/x.zip', 'w', zipfile.ZIP_DEFLATED); z.writestr('x', grezzo); z.close()",
        "^mondo/progetto/data/x.zip: importo, nome, punti",
    ),
    "nome di un file": ("Path('data', nome).touch()", "^nome di mondo/progetto/data/.*: nome"),
    "collegamento": ("Path('data/legato').symlink_to(nome)", "^mondo/progetto/data/legato: nome"),
    "base 64": ("Path('data/b').write_bytes(base64.b64encode(b'x' + grezzo))", "^mondo/progetto/data/b: nome"),
    "argomenti di un processo": (
        "subprocess.run([sys.executable, '-c', 'import time; time.sleep(0.5)', nome])",
        "^processi di .*: .*nome",
    ),
    "ambiente di un processo": (
        "subprocess.run(['sleep', '0.5'], env={**os.environ, 'PREMIO': str(importo)})",
        "^processi di .*: .*importo",
    ),
    "processo brevissimo": ("subprocess.run(['true', str(punti)])", "^avviati o scritti da .*: .*punti"),
    "oggetto di git": (
        "subprocess.run(['git', 'hash-object', '-w', '--stdin'], input=grezzo)",
        "^oggetti di git: importo, nome, punti",
    ),
    "rete": (
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(grezzo, ('127.0.0.1', 9))",
        "^rete socket.sendto",
    ),
}
"""A deliberate leak, and how the search tells of it: each is found in its own place."""


def colpe(mondo, fatti):
    """All that private commands did wrong, one a line: signs left, files written elsewhere, talk with the network."""
    tracce = [f"{dove}: {', '.join(segni)}" for dove, segni in mondo.tracce(fatti).items()]
    scritti = [f"scritto {nome}" for fatto in fatti for nome in altrove(mondo, fatto)]
    return tracce + scritti + [f"rete {voce[0]}" for fatto in fatti for voce in fatto.collegati]


def altrove(mondo, fatto):
    """What a private command opened to write outside its folders; Python's own memory of our code is not of persons.

    The folder that is made to write in is named alone, in one held open; `premi.yml`, of nobody, goes to the data.
    """
    ammessi = (str(mondo.base / "riservato"), str(mondo.fuori / "pyc"), ".ciclo-pronto-", "uscita-")
    premi = {str(mondo.progetto / "data" / nome) for nome in (PRONTO, "2021")}
    return sorted(nome for nome in fatto.scritti - premi if not nome.startswith(ammessi))


@pytest.fixture(scope="module")
def perse(tmp_path_factory):
    """What was found after a command without leaks, and after one for each leak, in one world."""
    mondo = Mondo.nuovo(tmp_path_factory.mktemp("perdite"))
    schede = scrivi_yml(mondo.privata("schede"), mondo.persone(3))

    def lancia(come, codice):
        fatto = mondo.ciclo("--riservati", schede, come, avvio=PERDE.replace("PERDITA", codice))
        assert (fatto.codice, b"letto" in fatto.detto) == (0, True), fatto.detto
        return fatto

    buone = colpe(mondo, [lancia("niente", "pass")])
    dette = {come: codice for come, (codice, dove) in PERDITE.items() if dove.startswith("^detto da")}
    insieme = "\n    ".join(codice for come, (codice, _) in PERDITE.items() if come not in dette)
    tutte = colpe(mondo, [lancia(come, codice) for come, codice in [*dette.items(), ("le altre", insieme)]])
    for lasciata in Path("/var/tmp").glob("ciclo-perdita-*"):  # noqa: S108 - a leak of ours
        shutil.rmtree(lasciata)
    return buone, tutte


@pytest.mark.slow
@pytest.mark.xdist_group("nessuna-traccia-perdite")
@pytest.mark.parametrize("perdita", PERDITE)
def test_una_perdita_si_vede_dove_e(perse, perdita):
    """The search can fail: a deliberate leak of each kind makes it, and where there is none it is silent."""
    buone, tutte = perse
    assert buone == []
    assert [colpa for colpa in tutte if re.search(PERDITE[perdita][1], colpa)]


# ------------------------------------------------------------------------------ folders that are not as they should be
PRIVATI = {nome for nome, comando in gruppo.tutti().items() if isinstance(comando, ComandoRiservato)}
LEGGONO = sorted(n for n in PRIVATI if any(p.name == "riservati" for p in gruppo.tutti()[n].params))
"""The commands that read a private folder."""


VALORI = {"anno": "2021", "nome": "Camera di Prova", "chi": "Ufficio", "seme": "verbale 1", "a": "HEAD"}
"""What a parameter is given by its name."""
USCITA, DATO = "<uscita>", "<dato>"
"""In the place of a new folder that is private, and of a new file that is not."""


def chiesti(mondo, comando, schede, numero):
    """The arguments that a command cannot do without, for each choice that it leaves: a new one enters by itself."""
    scelte = [[]]
    for parametro in comando.params:
        if parametro.name == "radice" or not parametro.required:
            continue
        opzione = [parametro.opts[0]] if isinstance(parametro, click.Option) else []
        dati = [VALORI.get(parametro.name, "1")]
        if isinstance(parametro.type, click.Choice):
            dati = list(map(str, parametro.type.choices))
        elif isinstance(parametro.type, click.Path):
            dati = {"riservati": [str(schede)], "uscita": [USCITA]}.get(parametro.name, [DATO])
        scelte = [[*prima, *opzione, dato] for prima in scelte for dato in dati]
    for n, argomenti in enumerate(scelte):
        nuove = {USCITA: mondo.base / "riservato" / f"uscita-{numero}-{n}", DATO: mondo.fuori / f"dato-{numero}-{n}"}
        yield [str(nuove.get(a, a)) for a in argomenti]


FERMATA = """
import signal
from scripts.ciclo import main
signal.signal(signal.SIGALRM, signal.default_int_handler)
signal.alarm(20)
main()
"""
"""The preview, which ends only when it is told to: what it makes in some seconds, and leaves."""
PERSONA = next(dict(p) for p in persone(9) if p["profilo"] == "personale")


def guasti_del_testo(scheda):
    """A sheet that is broken in every way that its text can be; each holds the name."""
    nome, testo = scheda["nome"], yaml.safe_dump(scheda, allow_unicode=True, sort_keys=False)
    riga = f"nome: {nome}\n"
    assert riga in testo
    peso = [{**v, "peso": 55} for v in scheda["conoscenze"]]
    return {
        "latin-1": testo.replace("nome: ", "nome: à ").encode("latin-1"),
        "UTF-16": testo.encode("utf-16"),
        "segno di controllo": testo.replace(riga, f"nome: \x07{nome}\n").encode(),
        "segno scritto": testo.replace(riga, f'nome: "\\x07{nome}"\n').encode(),
        "zero": testo.encode() + b"\0",
        "parentesi aperta": testo.encode() + f"note: [{nome}\n".encode(),
        "tabulazione": f"\tnome: {nome}\n".encode(),
        "due punti": testo.replace(riga, f"nome: {nome}: x\n").encode(),
        "due documenti": f"{testo}---\n{testo}".encode(),
        "oggetto di Python": testo.replace(riga, f"nome: !!python/object/apply:os.system ['echo {nome}']\n").encode(),
        "ancora ignota": testo.replace(riga, f"nome: *{nome.split()[0]}\n").encode(),
        "ancora in sé": f"nome: &a\n  {nome}: *a\n".encode(),
        "troppo profonda": testo.encode() + b"note: " + b"[" * 200 + nome.encode() + b"]" * 200,
        "ancore moltiplicate": f"a: &a [{nome}]\n".encode()
        + b"".join(b"%c: &%c [%b]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in range(98, 106)),
        "conflitto": f"<<<<<<< {nome}\n{testo}=======\n{testo}>>>>>>> {nome}\n".encode(),
        "chiave ignota": testo.encode() + f"{nome}: 1\n".encode(),
        "chiave doppia": testo.encode() + riga.encode(),
        "un elenco": f"- {nome}\n".encode(),
        "un testo": nome.encode(),
        "niente": b"",
        **{
            f"{chiave} sbagliato": yaml.safe_dump(scheda | {chiave: valore}, allow_unicode=True).encode()
            for chiave, valore in {
                "profilo": nome,
                "area": [{"area": nome, "quota": nome}],
                "obiettivi": [{"codice": nome, "peso": 100}],
                "conoscenze": peso,
                "attivita": nome,
                "attitudini": [{"richiesta": nome, "massimo": 1, "punti": scheda["premio"]["stanziato"], "peso": 40}],
                "premio": {"stanziato": nome, "distribuito": "73.918.462"},
                "conciliazione": {"riesame": {"chiesto": nome, "esito": nome}},
                "nome": [nome],
            }.items()
        },
    }


def in_zip(**parti):
    grezzo = io.BytesIO()
    with zipfile.ZipFile(grezzo, "w") as archivio:
        for nome, contenuto in parti.items():
            archivio.writestr(nome.replace("__", "/").replace("_", "."), contenuto)
    return grezzo.getvalue()


def fogli_guasti(buono, nome):
    """A workbook that is broken in several ways."""
    yield "troncato", buono[: len(buono) // 2]
    yield "altro", f"<html>{nome}</html>".encode()
    yield "cifrato", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + nome.encode("utf-16-le")
    yield "zip di altro", in_zip(xl__workbook_xml=f"<{nome.split()[0]}>")

    def cambiato(cambia):
        libro = openpyxl.load_workbook(io.BytesIO(buono))
        cambia(libro)
        grezzo = io.BytesIO()
        libro.save(grezzo)
        return grezzo.getvalue()

    yield "foglio ignoto", cambiato(lambda f: f.create_sheet(nome))
    yield "colonna ignota", cambiato(lambda f: f["schede"].cell(1, 30, nome))
    yield "numero", cambiato(lambda f: f["schede"].cell(2, 1, nome))
    yield "formula", cambiato(lambda f: f["schede"].cell(2, 3, f'="{nome}"'))
    yield "punti", cambiato(lambda f: f["conoscenze"].cell(2, 4, nome))
    yield "errore", cambiato(lambda f: setattr(f["conoscenze"].cell(2, 4, "#DIV/0!"), "data_type", "e"))


@pytest.fixture(scope="module")
def guasti(tmp_path_factory):
    """A world where private commands met every broken folder: what they did, folder by folder, and what was found."""
    mondo = Mondo.nuovo(tmp_path_factory.mktemp("guasti"))
    persona = next(p for p in mondo.persone(9) if p["profilo"] == "personale")
    nome = persona["nome"]
    testi = mondo.privata("testi")
    for n, grezzo in enumerate(guasti_del_testo(persona).values(), 1):
        (testi / f"scheda-{n:03d}.yml").write_bytes(grezzo)
    speciali = scrivi_yml(mondo.privata("speciali"), [persona])
    (speciali / "scheda-002.yml").symlink_to(speciali / "scheda-001.yml")
    (speciali / "scheda-003.yml").hardlink_to(speciali / "scheda-001.yml")
    (speciali / "scheda-004.yml").mkdir()
    os.mkfifo(speciali / "scheda-005.yml")
    (speciali / f"{nome}.yml").write_text(nome, encoding="utf-8")
    (speciali / f"{nome}.pdf").write_text(nome, encoding="utf-8")
    buono = (scrivi_foglio(mondo.privata("buono"), [persona]) / "schede.xlsx").read_bytes()
    for come, grezzo in fogli_guasti(buono, nome):
        (mondo.privata(come) / f"{nome}.xlsx").write_bytes(grezzo)
    scrivi_foglio(mondo.base / "riservato" / "troncato", [persona], "altre.xlsx")
    fatti = {}
    for cartella in sorted((mondo.base / "riservato").iterdir()):
        leggono = LEGGONO if cartella.name in {"testi", "speciali"} else ["schede-individuali"]  # one reader for all
        for comando in leggono if cartella.name != "buono" else ():
            argomenti = list(chiesti(mondo, gruppo.tutti()[comando], cartella, cartella.name.replace(" ", "-")))[-1]
            fatti[comando, cartella.name] = mondo.ciclo(comando, *argomenti, "--radice", mondo.progetto)
    return mondo, fatti, colpe(mondo, fatti.values())


@pytest.mark.prova
@pytest.mark.xdist_group("nessuna-traccia-guasti")
class TestCartelleGuaste:
    """Whatever is wrong in a private folder is told without a value of it, and leaves nothing."""

    def test_niente_ne_resta(self, guasti):
        assert guasti[2] == []

    def test_ogni_guasto_ferma_il_comando_e_si_dice_di_quale_scheda(self, guasti):
        _, fatti, _ = guasti
        assert LEGGONO
        for (comando, cartella), fatto in fatti.items():
            detto = fatto.detto.decode()
            assert fatto.codice == 1, (comando, cartella, detto)
            assert "si è fermato" not in detto, f"{comando}, {cartella}: a defect of the program, not of the sheets"
            assert "Traceback" not in detto
        for comando in LEGGONO:
            detto = fatti[comando, "testi"].detto.decode()
            quanti = len(guasti_del_testo(PERSONA))
            assert not [n for n in range(1, quanti + 1) if f"scheda {n:03d}" not in detto], detto
            speciali = fatti[comando, "speciali"].detto.decode()
            assert not [n for n in (1, 2, 3, 4, 5) if f"scheda {n:03d}" not in speciali], speciali

    def test_niente_si_stampa_se_qualcosa_non_va(self, guasti):
        assert not list((guasti[0].base / "riservato").rglob("uscita-*"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("evento", "numero"),
    [
        ("open", 3),
        pytest.param("os.rename", 1, marks=pytest.mark.prova),
        pytest.param("os.rename", 3, marks=pytest.mark.prova),
    ],
)
def test_un_comando_ucciso_non_lascia_niente_altrove(tmp_path, evento, numero):
    mondo = Mondo.nuovo(tmp_path)
    schede = scrivi_yml(mondo.privata("schede"), mondo.persone(3))
    uscita = mondo.base / "riservato" / "stampe"
    comando = ["schede-individuali", "--riservati", str(schede), "--uscita", str(uscita), "--momento", "assegnazione"]
    ucciso = [sys.executable, "-c", INIZIO, evento, str(numero), *comando, "--anno", "2021"]
    fatto = mondo.lancia(ucciso)
    assert fatto.codice == -signal.SIGKILL, fatto.detto
    assert mondo.tracce() == {}
    assert all(stat.S_IMODE(f.stat().st_mode) == 0o600 for f in uscita.rglob("*") if f.is_file())


RIFIUTATE = {
    "nel deposito": ("progetto/riservati", 0o700, "sta nel progetto"),
    "nel sito": ("progetto/site/riservati", 0o700, "sta nel progetto"),
    "in un altro deposito": ("altro/riservati", 0o700, "sta dentro un deposito"),
    "in un sito costruito": ("pubblicato/riservati", 0o700, "sta in un sito costruito"),
    "da un collegamento": ("collegata", 0o700, "si raggiunge attraverso un collegamento"),
    "sotto un collegamento": ("collegata/dentro", 0o700, "si raggiunge attraverso un collegamento"),
    "aperta ad altri": ("aperta", 0o755, "chmod 700"),
}


@pytest.mark.slow
@pytest.mark.parametrize("quale", RIFIUTATE)
def test_una_cartella_che_non_va_si_rifiuta_e_non_si_tocca(rifiuti, quale):
    """Whether the sheets are there, or should go there."""
    fuori, schede, progetto = rifiuti
    dove, permessi, detto = RIFIUTATE[quale]
    cartella = fuori / dove
    cartella.mkdir(parents=True, exist_ok=True)
    cartella.chmod(permessi)
    comando = ("schede-individuali", "--anno", "2021", "--momento", "assegnazione", "--radice", progetto)
    for opzioni in (
        ("--riservati", cartella, "--uscita", fuori / "stampe"),
        ("--riservati", schede, "--uscita", cartella),
    ):
        codice, scritto, errore = esegui(*comando, *opzioni)
        assert codice == 1, errore
        assert scritto == ""
        assert detto in errore
        assert str(fuori) not in errore
    assert not [f for f in cartella.iterdir() if f.name != "dentro"]


@pytest.fixture(scope="module")
def rifiuti(tmp_path_factory):
    """A project, folders where nobody may keep sheets, and sheets."""
    fuori = tmp_path_factory.mktemp("rifiuti")
    mondo = Mondo.nuovo(fuori / "m")
    mondo.progetto.rename(fuori / "progetto")
    (fuori / "altro" / ".git").mkdir(parents=True)
    (fuori / "pubblicato").mkdir()
    (fuori / "pubblicato" / "versione.json").write_text("{}", encoding="utf-8")
    (fuori / "vera" / "dentro").mkdir(parents=True, mode=0o700)
    (fuori / "collegata").symlink_to(fuori / "vera", target_is_directory=True)
    return fuori, scrivi_yml(mondo.privata("schede"), mondo.persone(2)), fuori / "progetto"


# ------------------------------------------------------------------------------------------ every command

QUANTE = 30
ATTO = ("--organo", "Segretario Generale", "--atto", "determinazione 12", "--data", "02/05/2022")
ALTRI = {
    "approva": [["piano", "--anno", "2021", "--prova"]],
    "atto": [[*ATTO, "--anno", "2021", "--tipo", "ordine_servizio", "--oggetto", "Prova"]],
    "errata": [["consuntivo 2.1.1.a", "valore", "98", "--anno", "2021", "--motivo", "Prova", *ATTO]],
    "calcola": [["--anno", "2021", "--formato", "json"]],
    "spiega": [["ente", "--anno", "2021"]],
    "confronta": [["HEAD", "--tutto"]],
    "registro": [["--mostra"]],
    "conferma": [["2.1.1.a", "--anno", "2021", "--chi", "Ufficio"]],
    "proponi": [["relazione", "--anno", "2021"]],
    "varia": [["2.1.1.b", "target.31-12", "99", "--motivo", "Prova", "--anno", "2021", "--proposta"]],
    "modulo": [["tutte", "--anno", "2021", "--periodo", "31-12"]],
    "importa": [["moduli/modulo-2021-31-12-anagrafica.xlsx", "--prova"]],
    "importa-misure": [["estratto.csv", "--mappa", "mappa.yml", "--anno", "2021", "--periodo", "31-12"]],
    "anno-nuovo": [["2022"]],
    "apri": [["relazione", "--anno", "2022"]],
    "controlla-riservati": [["--storia"], ["--aggancia"], ["--sgancia"], ["--proponi"]],
}
"""What else a command is asked, beside what it cannot do without."""
FERMI = {
    "approva": "no  Documento non ancora approvato",
    "varia": "così i dati avrebbero errori",
    "importa-misure": "così i dati avrebbero errori",
}
"""Commands that read everything and then refuse, and why: sheets are of a year whose documents are all approved."""


@pytest.fixture(scope="module")
def mondo(tmp_path_factory):
    """A world where everything was run; what is in it is searched once."""
    return Mondo.nuovo(tmp_path_factory.mktemp("mondo"))


@dataclass
class Giro:
    """What was run, by command, and what was found of it."""

    mondo: Mondo
    fatti: dict[str, list[Fatto]] = field(default_factory=dict)
    colpe: list[str] = field(default_factory=list)
    siti: list[dict[str, str]] = field(default_factory=list)

    def fa(self, nome, *argomenti):
        radice = (
            ["--radice", str(self.mondo.progetto)]
            if any(p.name == "radice" for p in gruppo.tutti()[nome].params)
            else []
        )
        fatto = self.mondo.ciclo(nome, *argomenti, *radice)
        self.fatti.setdefault(nome, []).append(fatto)
        return fatto

    def chiesto(self, nome, schede):
        for argomenti in chiesti(self.mondo, gruppo.tutti()[nome], schede, len(self.mondo.fatti)):
            self.fa(nome, *argomenti)

    def sito(self, nome):
        self.fa("costruisci", "--da-capo", "--uscita", self.mondo.fuori / nome)
        self.siti.append(impronte(self.mondo.fuori / nome))


def girato(mondo):
    """Every command, beside a private folder of thirty persons: the site before, all of them, the site after."""
    giro = Giro(mondo)
    (mondo.progetto / "estratto.csv").write_text("Stato\nEvasa\n", encoding="utf-8")
    (mondo.progetto / "mappa.yml").write_text("fonte: Gestionale\nmisure: [{misura: m, calcolo: conta}]\n", "utf-8")
    schede = scrivi_yml(mondo.privata("schede"), mondo.persone(QUANTE))
    scrivi_foglio(mondo.privata("foglio"), mondo.persone(3))
    giro.sito("prima")
    for cartella in ("schede", "foglio"):
        for nome in LEGGONO:
            giro.chiesto(nome, schede.with_name(cartella))
    mondo.git("clean", "-fdq", "data")  # premi.yml, which is of nobody, would be in the site
    giro.sito("dopo")
    for nome in gruppo.tutti():
        if nome == "anteprima":
            fermata = (sys.executable, "-c", FERMATA, nome, "--senza-browser", "--radice", str(mondo.progetto))
            giro.fatti[nome] = [mondo.lancia([*fermata])]
        elif nome not in LEGGONO:
            giro.chiesto(nome, schede)
        for argomenti in ALTRI.get(nome, ()):
            giro.fa(nome, *argomenti)
    giro.fa("costruisci", "--pubblico", "--uscita", mondo.fuori / "pubblico")
    mondo.git("add", ".")
    mondo.git("commit", "-qm", "Tutto")
    giro.fa("consegna", "piano", "--anno", "2021", "--uscita", mondo.fuori / "consegna")
    rilascio = ("-m", "scripts.forgia.rilascio", str(mondo.fuori / "pubblico"), str(mondo.fuori / "rilascio"))
    giro.fatti["rilascio"] = [mondo.lancia([sys.executable, *rilascio])]
    giro.colpe = colpe(mondo, [f for nome in LEGGONO for f in giro.fatti[nome]])
    giro.colpe += [f"{dove}: {', '.join(segni)}" for dove, segni in mondo.tracce().items()]
    return giro


@pytest.fixture(scope="module")
def giro(mondo):
    return girato(mondo)


tutto = [pytest.mark.prova, pytest.mark.xdist_group("nessuna-traccia")]


class TestOgniComando:
    """What the whole round must have left: nothing."""

    pytestmark = tutto

    def test_ogni_comando_fa_qualcosa(self, giro):
        """A round of commands that all refuse proves nothing."""
        assert set(giro.fatti) >= set(gruppo.tutti()) | {"rilascio"}
        fermi = {
            nome: fatti[-1].detto.decode() for nome, fatti in giro.fatti.items() if 0 not in {f.codice for f in fatti}
        }
        assert fermi.keys() == FERMI.keys(), fermi  # the arguments that they cannot do without are in VALORI or ALTRI
        for nome, perche in FERMI.items():
            (detto,) = {f.detto.decode() for f in giro.fatti[nome] if f.codice == 1}
            assert perche in detto

    def test_le_schede_sono_state_stampate_davvero(self, giro):
        """What is searched elsewhere is here: the search knows it when it sees it."""
        stampe = sorted((giro.mondo.base / "riservato").glob("uscita-*/*.pdf"))
        assert len(stampe) >= QUANTE * 2
        schede = [s for s in stampe if s.name.startswith("scheda-")]
        segni = {segno for parte in svelati(schede[0].read_bytes()) for segno in giro.mondo.segni.in_byte(parte)}
        assert "nome" in segni
        assert all(scheda_in(s.name, s.read_bytes()) is GenereScheda.STAMPATA for s in schede[:3])
        for file in (giro.mondo.base / "riservato").rglob("*"):
            assert stat.S_IMODE(file.stat().st_mode) == (0o700 if file.is_dir() else 0o600), file

    def test_di_nessuno_resta_niente_altrove(self, giro):
        assert giro.colpe == []

    def test_il_sito_e_lo_stesso_con_e_senza_le_schede(self, giro):
        prima, dopo = giro.siti
        diversi = {nome for nome in prima.keys() | dopo.keys() if prima.get(nome) != dopo.get(nome)}
        assert not diversi
