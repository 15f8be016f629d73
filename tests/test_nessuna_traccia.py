"""Nothing of the persons of a private folder stays anywhere else: whatever the command, however it ends."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.strumenti.persone import scrivi_yml
from tests.strumenti.tracce import Mondo

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
    """What a private command opened to write outside its folders; Python's own memory of our code is not of persons."""
    ammessi = (str(mondo.base / "riservato"), str(mondo.fuori / "pyc"), ".ciclo-pronto-")
    return sorted(nome for nome in fatto.scritti if not nome.startswith(ammessi))


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
@pytest.mark.parametrize("perdita", PERDITE)
def test_una_perdita_si_vede_dove_e(perse, perdita):
    """The search can fail: a deliberate leak of each kind makes it, and where there is none it is silent."""
    buone, tutte = perse
    assert buone == []
    assert [colpa for colpa in tutte if re.search(PERDITE[perdita][1], colpa)]
