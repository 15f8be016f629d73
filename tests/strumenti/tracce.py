"""A closed world to run commands in, and the search for what they leave of the persons of a private folder.

`Mondo` is a project in a repository, a home, a temporary folder and, beside them, private folders. Names, points and
amounts of its persons hold signs that nothing else holds, in whatever spelling: the search looks for the signs in
every byte written anywhere but in the private folders, in what is packed in other files, in git's objects, in what
was said, and in the arguments and the environment of every process. A spy in each Python (`sitecustomize`) writes
down what is opened to be written, and which processes are started: also what is gone when the search begins.
"""

from __future__ import annotations

import base64
import contextlib
import gzip
import io
import json
import os
import random
import re
import shutil
import string
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.progetto_copia import RADICE, progetto_piccolo
from tests.strumenti.persone import IMPOSTAZIONI, persone
from tests.test_casi import approva

COMUNI = tuple(p for p in (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/run/user")) if p.is_dir())  # noqa: S108 - where things are left
"""Folders that every program may write in, whatever it was told."""
FINTI = re.compile(r"^/(?:proc|sys|dev/(?!shm))")
FLUSSO = re.compile(rb"stream\r?\n")
PARTI_MASSIME = 20_000
OGNI = 0.01
"""Seconds between two looks at the processes."""
SPIA = '''
"""Writes down what this Python opens to write, and what it starts."""
import json, os, sys
_dove = os.environ.get("SPIA")
if _dove:
    _chiave = os.open(_dove, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    _scrive = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    def _spia(evento, argomenti, _chiave=_chiave, _scrive=_scrive, os=os, json=json):
        if evento == "open":
            nome, modo, segni = argomenti
            if not isinstance(nome, (str, bytes)) or not (isinstance(segni, int) and segni & _scrive):
                return
            detto = [os.fsdecode(nome)]
        elif evento in ("os.mkdir", "os.rename", "os.link", "os.symlink", "shutil.copyfile", "shutil.move",
                        "tempfile.mkstemp", "tempfile.mkdtemp", "sqlite3.connect"):
            detto = [a if isinstance(a, str) else repr(a) for a in argomenti]
        elif evento in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.putenv",
                        "socket.connect", "socket.sendto", "socket.sendmsg"):
            detto = [repr(a) for a in argomenti]
        else:
            return
        os.write(_chiave, (json.dumps([evento, os.getcwd(), *detto]) + "\\\\n").encode())
    sys.addaudithook(_spia)
'''.replace("\\\\n", "\\n")
"""Goes before any module of the command, and into the processes that it makes."""


@dataclass(frozen=True, slots=True)
class Segni:
    """What the persons have that nothing else has."""

    parola: str
    """Part of every name; letters alone, so that no escape changes it."""

    def in_byte(self, grezzo: bytes) -> list[str]:
        """Return which signs stand in some bytes."""
        piccolo = grezzo.lower()
        trovati = []
        if any(parola in piccolo for parola in self.parole()) or any(b in grezzo for b in self.in_base64()):
            trovati.append("nome")
        if any(PUNTI.search(strette) for strette in _strette(piccolo)):
            trovati.append("punti")
        if any(IMPORTI.search(strette) for strette in _strette(piccolo)):
            trovati.append("importo")
        return trovati

    def parole(self) -> tuple[bytes, ...]:
        """Return how the word of the names may be written."""
        scritta = self.parola.encode()
        return (scritta, self.parola.encode("utf-16-le"), self.parola.encode("utf-16-be"), scritta.hex().encode())

    def in_base64(self) -> tuple[bytes, ...]:
        """Return the middle of the names in base 64, at each of the three places that they may begin in."""
        intere = (base64.b64encode(b"\0" * n + self.parola.capitalize().encode()) for n in range(3))
        minuscole = (base64.b64encode(b"\0" * n + self.parola.encode()) for n in range(3))
        return tuple(scritta.rstrip(b"=")[6:-2] for scritta in (*intere, *minuscole))


PUNTI = re.compile(rb"(?<!\d)[4-9]309118\d\d(?!\d)")
"""Of every line: its points, without point or comma."""
IMPORTI = re.compile(rb"(?<!\d)(?:73918462|62817351)(?:\d\d)?(?!\d)")
"""Of every person: what was set aside and paid, in euro or in cents."""
DIVISI = re.compile(rb"(?<=\d)(?:[.,' ]|\xc2\xa0|\xe2\x80[\xaf\x89]|&nbsp;|&#160;|%2c|%20|\\u00a0)+(?=\d)")
"""What stands between the figures of one number."""


def _strette(grezzo: bytes) -> Iterator[bytes]:
    """Yield some bytes with the figures of each number together; of UTF-16 too."""
    yield DIVISI.sub(b"", grezzo)
    if re.search(rb"\d\0[\d.,]\0", grezzo):
        yield DIVISI.sub(b"", grezzo.replace(b"\0", b""))


def svelati(grezzo: bytes, profondita: int = 3) -> Iterator[bytes]:
    """Yield some bytes, and whatever is packed in them."""
    yield grezzo
    apre = next((apre for segno, apre in APERTURE.items() if grezzo.startswith(segno)), None)
    if b"%PDF-" in grezzo[:1024]:
        apre = _nel_pdf
    if apre is None or not profondita:
        return
    try:
        dentro = list(apre(grezzo))
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError, zlib.error):
        return
    for parte in dentro:
        yield from svelati(parte, profondita - 1)


def _nello_zip(grezzo: bytes) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(grezzo)) as archivio:
        yield "\n".join(archivio.namelist()).encode()
        yield from map(archivio.read, archivio.namelist()[:PARTI_MASSIME])


def _nel_gzip(grezzo: bytes) -> Iterator[bytes]:
    yield gzip.decompress(grezzo)


def _nel_flusso(grezzo: bytes) -> Iterator[bytes]:
    yield zlib.decompressobj().decompress(grezzo)


def _nel_pdf(grezzo: bytes) -> Iterator[bytes]:
    yield testo_pdf(grezzo)
    for flusso in FLUSSO.finditer(grezzo):
        with contextlib.suppress(zlib.error):
            yield from _nel_flusso(grezzo[flusso.end() :])


APERTURE = {
    b"PK": _nello_zip,
    b"\x1f\x8b": _nel_gzip,
    **dict.fromkeys((b"x\x01", b"x\x5e", b"x\x9c", b"x\xda"), _nel_flusso),
}
"""How what is packed begins → what opens it."""


def testo_pdf(grezzo: bytes) -> bytes:
    """Return the text of a PDF; nothing of what poppler does not read."""
    comando = ["pdftotext", "-q", "-", "-"]
    return subprocess.run(comando, input=grezzo, capture_output=True, check=False).stdout


@dataclass(slots=True)
class Fatto:
    """A command that was run."""

    argomenti: tuple[str, ...]
    codice: int
    detto: bytes
    """All that it wrote on its two outputs."""
    processi: bytes
    """Arguments and environments of the processes seen while it ran."""
    spiato: list[list[str]]
    """What its Pythons opened to write or started, by the spy."""

    @property
    def scritti(self) -> set[str]:
        """The paths that its Pythons opened to write, whole; a bare name is in a folder held by descriptor or here."""
        nomi = {nome for evento, _, nome, *_ in self.spiato if evento in {"open", "os.mkdir"}}
        return {nome for nome in nomi if not FINTI.match(nome)}

    @property
    def collegati(self) -> list[list[str]]:
        """What it asked of the network."""
        return [voce for voce in self.spiato if voce[0].startswith("socket.")]


@dataclass(slots=True)
class Mondo:
    """A closed world below a folder; `with` looks after nothing: pytest removes it."""

    base: Path
    segni: Segni
    fatti: list[Fatto] = field(default_factory=list)
    inizio: float = field(default_factory=time.time)
    prima: frozenset[Path] = frozenset()

    @classmethod
    def nuovo(cls, base: Path) -> Mondo:
        """Make a world: a small project, all its documents approved, that declares how persons are evaluated."""
        sorte = random.SystemRandom()
        mondo = cls(base, Segni("".join(sorte.choices(string.ascii_lowercase, k=12))), prima=frozenset(_in_comune()))
        for cartella in ("casa", "tmp", "pyc"):
            (mondo.fuori / cartella).mkdir(parents=True)
        (base / "riservato").mkdir(mode=0o700)
        (base / "spia").mkdir()
        (base / "spia" / "sitecustomize.py").write_text(SPIA, encoding="utf-8")
        progetto_piccolo(mondo.progetto)
        smvp = mondo.progetto / "data" / "2021" / "smvp.yml"
        testo = smvp.read_text(encoding="utf-8")
        assert testo.count("valutazione_individuale:\n") == 1
        if "profili:" not in testo:
            con = testo.replace("valutazione_individuale:\n", f"valutazione_individuale:\n{IMPOSTAZIONI}")
            smvp.write_text(con, encoding="utf-8")
        for documento in ("piano", "monitoraggio", "relazione"):
            approva(mondo.progetto, documento)
        shutil.copy(RADICE / ".gitignore", mondo.progetto)
        for comando in (["init", "-q"], ["add", "."], ["commit", "-qm", "Inizio"]):
            mondo.git(*comando)
        return mondo

    @property
    def fuori(self) -> Path:
        """Where nothing of the persons may be."""
        return self.base / "mondo"

    @property
    def progetto(self) -> Path:
        """The project, a repository."""
        return self.fuori / "progetto"

    @property
    def ambiente(self) -> dict[str, str]:
        """The environment of a command."""
        tenute = {n: v for n, v in os.environ.items() if not n.startswith(("GIT_", "XDG_", "PYTEST_", "TMP", "TEMP"))}
        return tenute | {
            "HOME": str(self.fuori / "casa"),
            "TMPDIR": str(self.fuori / "tmp"),
            "PYTHONPYCACHEPREFIX": str(self.fuori / "pyc"),
            "PYTHONPATH": f"{self.base / 'spia'}{os.pathsep}{RADICE}",
            "PYTHONUTF8": "1",
            "SPIA": str(self.base / "spia" / "diario"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "CICLO_TRACCIA": "1",
        }

    def git(self, *argomenti: str) -> bytes:
        """Run git in the project."""
        identita = ("-c", "user.name=Ufficio", "-c", "user.email=ufficio@example.org", "-c", "init.defaultBranch=main")
        comando = ["git", *identita, *argomenti]
        return subprocess.run(comando, cwd=self.progetto, env=self.ambiente, check=True, capture_output=True).stdout

    def persone(self, quante: int) -> tuple[dict, ...]:
        """Return invented persons with the signs of this world."""
        schede = []
        for n, scheda in enumerate(persone(quante), 1):
            nome = f"{self.segni.parola.capitalize()}lo {self.segni.parola.capitalize()}-{n:03d}"
            testo = json.dumps(scheda, ensure_ascii=False).replace(scheda["nome"], nome)
            nuova = json.loads(testo)
            for lista in ("conoscenze", "attivita", "attitudini", "comportamenti", "differenziazione"):
                for m, riga in enumerate(nuova.get(lista, ())):
                    riga["punti"] = f"{4 + (n + m) % 6}.309118{n:02d}"
            nuova["premio"] = {"stanziato": f"73918462.{n:02d}", "distribuito": f"62817351.{n:02d}"}
            schede.append(nuova)
        return tuple(schede)

    def privata(self, nome: str) -> Path:
        """Return a new private folder."""
        cartella = self.base / "riservato" / nome
        cartella.mkdir(mode=0o700)
        return cartella

    def ciclo(self, *argomenti: object, avvio: str = "from scripts.ciclo import main; main()") -> Fatto:
        """Run the command as an office does, looking at the processes meanwhile."""
        comando = [sys.executable, "-c", avvio, *map(str, argomenti)]
        return self.lancia(comando)

    def lancia(self, comando: list[str]) -> Fatto:
        """Run a command of the world, and keep what it did."""
        diario = self.base / "spia" / "diario"
        diario.write_bytes(b"")
        processo = subprocess.Popen(
            comando,
            cwd=self.progetto,
            env=self.ambiente,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        visti: set[bytes] = set()
        finito = threading.Event()
        guardia = threading.Thread(target=_guarda_processi, args=(processo.pid, visti, finito))
        guardia.start()
        detto, _ = processo.communicate(timeout=900)
        finito.set()
        guardia.join()
        spiato = [json.loads(riga) for riga in diario.read_text(encoding="utf-8").splitlines()]
        fatto = Fatto(tuple(comando[3:]), processo.returncode, detto, b"\n".join(visti), spiato)
        self.fatti.append(fatto)
        return fatto

    def tracce(self, fatti: Iterable[Fatto] | None = None) -> dict[str, list[str]]:
        """Return where signs of the persons stand, outside the private folders: place → which signs."""
        trovate: dict[str, list[str]] = {}
        for dove, grezzo in self._ogni_byte(self.fatti if fatti is None else fatti):
            segni = {segno for parte in svelati(grezzo) for segno in self.segni.in_byte(parte)}
            if segni:
                trovate[dove] = sorted(segni)
        return trovate

    def _ogni_byte(self, fatti: Iterable[Fatto]) -> Iterator[tuple[str, bytes]]:
        for fatto in fatti:
            chi = " ".join(fatto.argomenti)
            yield f"detto da {chi}", fatto.detto
            yield f"processi di {chi}", fatto.processi
            yield f"avviati o scritti da {chi}", json.dumps(fatto.spiato, ensure_ascii=False).encode()
        for file in self._file():
            dove = str(file.relative_to(self.base)) if file.is_relative_to(self.base) else str(file)
            yield f"nome di {dove}", os.fsencode(dove)
            try:
                yield dove, os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes()
            except OSError:
                continue  # it is gone, or it is no file
        oggetti = self.git("cat-file", "--batch-all-objects", "--batch", "--unordered")
        yield "oggetti di git", oggetti

    def _file(self) -> Iterator[Path]:
        """Yield every file of the world, and the new ones of the folders that are common to all."""
        nuovi = [p for p in _in_comune() if p not in self.prima and not self.base.is_relative_to(p)]
        for radice in (self.fuori, *nuovi):
            if radice.is_file() or radice.is_symlink():
                yield radice
                continue
            for cartella, sotto, file in os.walk(radice):
                yield from (Path(cartella) / nome for nome in file)
                yield from (Path(cartella) / nome for nome in sotto if (Path(cartella) / nome).is_symlink())


def _in_comune() -> Iterator[Path]:
    """Yield what stands in the common folders, of this user."""
    for comune in COMUNI:
        for voce in comune.iterdir():
            try:
                mia = voce.lstat().st_uid == os.geteuid()
            except OSError:
                continue
            if mia:
                yield voce


def _guarda_processi(sessione: int, visti: set[bytes], finito: threading.Event) -> None:
    """Gather arguments and environments of the processes of a session until told to stop."""
    altrui: set[str] = set()
    while not finito.is_set():
        for pid in [n for n in os.listdir("/proc") if n.isdigit() and n not in altrui]:  # noqa: PTH208 - names alone
            try:
                campi = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
                if int(campi[3]) != sessione:
                    altrui.add(pid)
                    continue
                visti.add(Path(f"/proc/{pid}/comm").read_bytes())
                visti.add(Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" "))
                visti.add(Path(f"/proc/{pid}/environ").read_bytes().replace(b"\0", b"\n"))
            except (OSError, IndexError, ValueError):
                continue
        time.sleep(OGNI)
