"""A build killed at any moment leaves the old site or the new one, whole, and nothing around after the next."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from macros.reading.git.provvisorie import PREFISSO, abbandonate, provvisoria, tenuta, togli_abbandonate
from tests.progetto_copia import RADICE, ciclo, dimentica, impronte, progetto_piccolo, sostituisci, stampati
from tests.uccisioni import TUTTI, cambiamenti, ciclo_ucciso

GRUPPO = pytest.mark.xdist_group("costruisci")
SENZA_PDF = ("--senza-pdf",)


# ---- working folders


@pytest.fixture
def di_un_vivo(tmp_path: Path) -> Iterator[Path]:
    """A folder held by another process, made long ago."""
    codice = (
        "import sys; from pathlib import Path; from macros.reading.git.provvisorie import PREFISSO, tenuta\n"
        "with tenuta(Path(sys.argv[1]), PREFISSO) as c: print(c, flush=True); sys.stdin.read()"
    )
    comando = [sys.executable, "-c", codice, str(tmp_path)]
    with subprocess.Popen(comando, cwd=RADICE, stdin=-1, stdout=-1, encoding="utf-8") as processo:
        assert processo.stdout is not None
        cartella = Path(processo.stdout.readline().strip())
        os.utime(cartella, (0, 0))
        yield cartella
        processo.kill()


def test_la_cartella_di_un_processo_vivo_non_si_tocca(di_un_vivo: Path) -> None:
    togli_abbandonate(di_un_vivo.parent)
    assert di_un_vivo.is_dir()
    with provvisoria(di_un_vivo.parent) as mia:
        assert sorted(di_un_vivo.parent.iterdir()) == sorted([mia, di_un_vivo])
    assert list(di_un_vivo.parent.iterdir()) == [di_un_vivo]


def test_la_cartella_di_un_processo_ucciso_va_via_subito(tmp_path: Path) -> None:
    codice = (
        "import os, signal, sys; from pathlib import Path; from macros.reading.git.provvisorie import provvisoria\n"
        "with provvisoria(Path(sys.argv[1])) as c: (c / 'a').touch(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", codice, str(tmp_path)], cwd=RADICE, check=False)
    (lasciata,) = tmp_path.iterdir()
    assert list(abbandonate(tmp_path, PREFISSO)) == [lasciata]
    togli_abbandonate(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_cio_che_non_e_nostro_resta(tmp_path: Path) -> None:
    """Names that only begin like ours, files, links to folders of others: whatever stands in a shared folder."""
    altrui = tmp_path / "altrui"
    dove = tmp_path / "comune"
    for cartella in (altrui, dove, dove / f"{PREFISSO}di-un-utente", dove / "ciclo-prova"):
        cartella.mkdir()
    (altrui / "prezioso").touch()
    (dove / f"{PREFISSO}collegat").symlink_to(altrui)
    (dove / f"{PREFISSO}unfile00").touch()
    prima = sorted(dove.rglob("*"))
    togli_abbandonate(dove)
    assert sorted(dove.rglob("*")) == prima
    assert (altrui / "prezioso").exists()


def test_dove_non_si_puo_tenere_una_cartella_si_lavora_lo_stesso(tmp_path: Path, monkeypatch) -> None:
    def rifiuta(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("fcntl.flock", rifiuta)
    with provvisoria(tmp_path) as mia:
        togli_abbandonate(tmp_path)
        assert mia.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_chi_perde_la_cartella_appena_fatta_ne_fa_un_altra(tmp_path: Path, monkeypatch) -> None:
    """Between making and holding it, another process may have taken it for abandoned."""
    import fcntl

    vera, prese = fcntl.flock, []

    def ruba(chiave: int, come: int) -> None:
        if not prese:
            prese.append(chiave)
            (cartella,) = tmp_path.iterdir()
            cartella.rmdir()
        vera(chiave, come)

    monkeypatch.setattr("fcntl.flock", ruba)
    with tenuta(tmp_path, PREFISSO) as mia:
        assert prese
        assert mia.is_dir()


def test_fuori_dalla_lettura_nessuno_fa_cartelle_per_conto_suo() -> None:
    """What another way makes, a kill leaves for ever."""
    moduli = [*(RADICE / "macros").rglob("*.py"), *(RADICE / "scripts").rglob("*.py")]
    usano = {m for m in moduli if "tempfile" in m.read_text(encoding="utf-8")}
    assert RADICE / "macros/reading/git/provvisorie.py" in usano
    assert {m.relative_to(RADICE).parts[:2] for m in usano} == {("macros", "reading")}


# ---- permissions


@pytest.fixture
def piccolo(tmp_path: Path) -> Path:
    return progetto_piccolo(tmp_path / "progetto")


@pytest.mark.slow
@GRUPPO
@pytest.mark.parametrize("maschera", [0o077, pytest.param(0o000, marks=pytest.mark.prova)], ids=["077", "000"])
def test_chi_serve_il_sito_lo_puo_leggere_e_nessuno_scrivere(piccolo: Path, maschera: int) -> None:
    os.chmod(piccolo / "content" / "index.md", 0o600)  # noqa: PTH101 - beside the mask, for the same reader
    (piccolo / "data/2021/atti/2021-01-28-giunta-piano.yml").write_text(
        "tipo: approvazione_giunta\norgano: Giunta\nnumero: 5\ndata: 2021-01-28\noggetto: Piano\ndocumento: piano\n",
        encoding="utf-8",
    )
    codice = "from scripts.ciclo import main; main()"
    comando = [sys.executable, "-c", codice, "costruisci", "--pubblico", "--radice", str(piccolo), "--uscita"]
    sito = piccolo / "build" / "pubblico"
    subprocess.run([*comando, str(sito)], cwd=RADICE, umask=maschera, capture_output=True, check=True)
    aperti = [piccolo / "build", sito, *sito.rglob("*")]
    assert any(f.suffix == ".pdf" for f in aperti)
    assert {stat.S_IMODE(f.stat().st_mode) for f in aperti if f.is_dir()} == {0o755}
    assert {stat.S_IMODE(f.stat().st_mode) for f in aperti if f.is_file()} == {0o644}


# ---- killed builds


class Banco:
    """The small project with two states of a page, and the site of each."""

    def __init__(self, piccolo: Path, temporanea: Path, *scelte: str) -> None:
        self.radice, self.sito = piccolo, piccolo / "site"
        temporanea.mkdir()
        self._ambiente = {"TMPDIR": str(temporanea)}
        self._temporanea = temporanea
        self._argomenti = ("costruisci", *scelte, "--radice", str(piccolo))
        self.attesi = []
        for stato in (0, 1):
            self.passa_a(stato)
            assert self.costruisci().returncode == 0
            self.attesi.append(impronte(self.sito))
        assert self.attesi[0] != self.attesi[1]

    def passa_a(self, stato: int) -> None:
        """Change a page."""
        pagina = self.radice / "content" / "dati.md"
        pagina.write_text(f"# Dati aperti\n\nStato {stato}.\n\n{{{{ file_da_scaricare() }}}}\n", encoding="utf-8")

    def costruisci(self) -> subprocess.CompletedProcess[str]:
        """Build to the end."""
        return ciclo(*self._argomenti[:-2], radice=self.radice, **self._ambiente)

    def uccidi(self, evento: str, numero: int) -> None:
        """Build, and die before a change of the disk."""
        dimentica(self.radice)
        esito = ciclo_ucciso(evento, numero, *self._argomenti, **self._ambiente)
        assert esito.returncode == -signal.SIGKILL, esito.stderr

    def cambiamenti(self) -> dict[str, int]:
        """How many times a build changes something on the disk, by kind."""
        dimentica(self.radice)
        return cambiamenti(*self._argomenti, **self._ambiente)

    def costruisci_male(self) -> str:
        """Build with wrong data; return what is said."""
        albero = self.radice / "data" / "2021" / "albero.yml"
        buono = albero.read_bytes()
        sostituisci(albero, '{codice: "1.1", peso: 70}', '{codice: "1.1", peso: 60}')
        esito = self.costruisci()
        albero.write_bytes(buono)
        assert esito.returncode == 1
        return esito.stderr

    def intorno(self) -> list[str]:
        """What lies around that nobody wants."""
        visibili = {"content", "data", "macros", "mkdocs.yml", "scripts", "theme", "site", ".cache"}
        return sorted(
            str(p)
            for p in [
                *(p for p in self.radice.iterdir() if p.name not in visibili),
                *self._temporanea.iterdir(),
                *(p for c in (".cache", "site") for p in (self.radice / c).rglob(".*")),
            ]
        )


@pytest.fixture
def banco(piccolo: Path, tmp_path: Path) -> Callable[..., Banco]:
    return lambda *scelte: Banco(piccolo, tmp_path / "temporanea", *scelte)


def _uccidi_ovunque(banco: Banco, momenti: list[tuple[str, int]]) -> None:
    """Kill a build at each moment, and look at what stands there, and after the next."""
    for n, (evento, numero) in enumerate(momenti):
        banco.passa_a(n % 2)  # the other of what is there
        banco.uccidi(evento, numero)
        if not banco.sito.exists():
            assert "site mancava per una costruzione interrotta" in banco.costruisci_male(), (evento, numero)
        assert impronte(banco.sito) in banco.attesi, (evento, numero)
        esito = banco.costruisci()
        assert esito.returncode == 0, esito.stderr
        assert impronte(banco.sito) == banco.attesi[n % 2], (evento, numero)
        assert banco.intorno() == [], (evento, numero)


SCAMBIO = [("os.rename", n) for n in (3, 4, 5)]
"""Before the old site gives way, before the new one takes its place, before the old one is removed.

The first two put in their place what the build remembers of texts and of pages.
"""


@pytest.mark.prova
@GRUPPO
def test_uccisa_in_pochi_momenti(banco: Callable[..., Banco]) -> None:
    altri = [("os.rename", 2), ("open", 40), ("os.remove", 20)]
    _uccidi_ovunque(banco(*SENZA_PDF), [*SCAMBIO, *altri])


@pytest.mark.prova
@GRUPPO
@pytest.mark.parametrize("scelte", [SENZA_PDF, ("--da-capo",)], ids=["senza PDF", "con i PDF"])
def test_uccisa_in_cento_momenti(banco: Callable[..., Banco], scelte: tuple[str, ...]) -> None:
    mio = banco(*scelte)
    per_genere = mio.cambiamenti()
    quanti = 85 if scelte == SENZA_PDF else 15
    passo = per_genere[TUTTI] / quanti
    ovunque = [(TUTTI, round(1 + n * passo)) for n in range(quanti)]
    _uccidi_ovunque(mio, [*(("os.rename", n) for n in range(1, per_genere["os.rename"] + 1)), *ovunque])


@pytest.mark.slow
@GRUPPO
def test_si_dice_il_vero_di_un_sito_che_la_costruzione_non_ha_cambiato(banco: Callable[..., Banco]) -> None:
    mio = banco(*SENZA_PDF)
    assert "Niente è stato costruito; site è rimasta com'era." in mio.costruisci_male()
    mio.uccidi(*SCAMBIO[1])
    assert not mio.sito.exists()
    detto = mio.costruisci_male()
    assert "site mancava per una costruzione interrotta: è tornata com'era prima." in detto
    assert "Niente è stato costruito; site è rimasta com'era." in detto
    assert impronte(mio.sito) in mio.attesi
    mio.sito.rename(mio.radice / "altrove")
    assert "Niente è stato costruito; site non c'è." in mio.costruisci_male()
    assert not mio.sito.exists()


@pytest.mark.prova
@GRUPPO
def test_due_costruzioni_insieme_non_si_disturbano(banco: Callable[..., Banco]) -> None:
    mio = banco(*SENZA_PDF)
    lenta = subprocess.Popen(
        [sys.executable, "-c", "from scripts.ciclo import main; main()", "costruisci", "--radice", str(mio.radice)],
        cwd=RADICE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    _aspetta(lambda: any(mio.radice.glob(".site.nuova-*/nuova/index.html")))
    (sua,) = mio.radice.glob(".site.nuova-*")
    os.utime(sua, (0, 0))
    esito = mio.costruisci()
    assert esito.returncode == 0, esito.stderr
    assert sua.is_dir(), "the other build had ended: this test proves nothing"
    assert lenta.communicate()[1].count(" pagine\n") == len(stampati(mio.radice, 2021))
    assert lenta.returncode == 0
    assert (mio.sito / "documenti" / "2021" / "piano-2021.pdf").is_file()
    assert mio.intorno() == []


def _aspetta(fatto: Callable[[], bool]) -> None:
    limite = time.monotonic() + 60
    while not fatto():
        assert time.monotonic() < limite
        time.sleep(0.02)


@pytest.mark.prova
@GRUPPO
def test_chi_stampa_non_sopravvive_a_chi_costruisce(banco: Callable[..., Banco]) -> None:
    """Killed alone, the build left its printers at work: they wrote again in a folder that had been removed."""
    mio = banco(*SENZA_PDF)
    processo = subprocess.Popen(
        [sys.executable, "-c", "from scripts.ciclo import main; main()", "costruisci", "--radice", str(mio.radice)],
        cwd=RADICE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONUTF8": "1", "TMPDIR": str(mio.radice.parent / "temporanea")},
    )
    figli = Path(f"/proc/{processo.pid}/task/{processo.pid}/children")
    temporanea = mio.radice.parent / "temporanea"
    _aspetta(lambda: any(temporanea.glob(f"{PREFISSO}*")))  # a printer is at work
    stampatori = [Path("/proc") / numero for numero in figli.read_text().split()]
    assert stampatori
    processo.kill()
    processo.wait()
    limite = time.monotonic() + 5
    while any(s.is_dir() for s in stampatori) and time.monotonic() < limite:
        time.sleep(0.05)
    assert [s.name for s in stampatori if s.is_dir()] == []
    assert mio.costruisci().returncode == 0
    assert mio.intorno() == []
