"""The doors of a private folder, and what a private command says when something is wrong: never what it read."""

from __future__ import annotations

import errno
import logging
import os
import signal
import stat
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import click
import pytest

from macros.reading.scrivi.scrittura import ScritturaError
from macros.riservato.avvisi import AvvisoRiservato, Motivo, riassunto_riservato
from macros.riservato.cartella import CartellaRiservata
from macros.riservato.fatti import CartellaRifiutata, FattoCartella, FattoFile, FileRifiutato
from scripts.ciclo import gruppo, main
from scripts.riservati import ComandoRiservato
from tests.conftest import esegui

RADICE = Path(__file__).resolve().parents[1]
NOME = "Zorgaulo Prova-017"
PRIVATI = [c for c in gruppo.tutti().values() if isinstance(c, ComandoRiservato)]


@pytest.fixture
def progetto(tmp_path):
    (tmp_path / "progetto" / "data").mkdir(parents=True)
    (tmp_path / "progetto" / "data" / "ente.yml").write_text("formato: 1\n", encoding="utf-8")
    return tmp_path / "progetto"


@pytest.fixture
def privata(tmp_path):
    (tmp_path / "privata").mkdir(mode=0o700)
    return tmp_path / "privata"


def rifiutata(percorso, progetto, *, scrivere=False, oltre=None):
    """The fact for which a folder is refused, whether to read or to write; None: it is opened."""
    try:
        with CartellaRiservata.aperta(percorso, progetto, scrivere=scrivere, oltre=oltre):
            return None
    except CartellaRifiutata as perche:
        return perche.fatto


def rifiutato(azione, *argomenti):
    with pytest.raises(FileRifiutato) as perche:
        azione(*argomenti)
    return perche.value.fatto


# ------------------------------------------------------------------------------------------ where it lies


def test_una_cartella_vera_e_di_uno_solo_si_apre(progetto, privata):
    assert rifiutata(privata, progetto) is None
    assert rifiutata(privata, progetto, scrivere=True) is None


def test_quella_in_cui_si_scrive_si_crea_e_quella_in_cui_si_legge_no(progetto, tmp_path):
    assert rifiutata(tmp_path / "nuova", progetto) is FattoCartella.MANCA
    assert rifiutata(tmp_path / "nuova", progetto, scrivere=True) is None
    assert stat.S_IMODE((tmp_path / "nuova").stat().st_mode) == 0o700
    assert rifiutata(tmp_path / "una" / "nell altra", progetto, scrivere=True) is FattoCartella.MANCA
    assert not (tmp_path / "una").exists()


@pytest.mark.parametrize("maschera", [0o000, 0o022, 0o077, 0o777])
def test_nasce_chiusa_qualunque_sia_la_maschera(progetto, tmp_path, maschera):
    prima = os.umask(maschera)
    try:
        with CartellaRiservata.aperta(tmp_path / "nuova", progetto, scrivere=True) as cartella:
            cartella.scrivi("scheda-001.pdf", b"x")
        assert os.umask(maschera) == maschera
    finally:
        os.umask(prima)
    assert stat.S_IMODE((tmp_path / "nuova").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "nuova" / "scheda-001.pdf").stat().st_mode) == 0o600


@pytest.mark.parametrize("scrivere", [False, True])
@pytest.mark.parametrize("permessi", [0o750, 0o705, 0o770, 0o755, 0o710, 0o701, 0o1777])
def test_una_cartella_aperta_ad_altri_si_rifiuta(progetto, privata, permessi, scrivere):
    privata.chmod(permessi)
    assert rifiutata(privata, progetto, scrivere=scrivere) is FattoCartella.PERMESSI
    assert "chmod 700" in FattoCartella.PERMESSI.value
    assert stat.S_IMODE(privata.stat().st_mode) == permessi, "the office closes it, and knows that it was open"


def test_una_cartella_di_un_altro_utente_si_rifiuta(progetto, privata, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: privata.stat().st_uid + 1)
    assert rifiutata(privata, progetto) is FattoCartella.PROPRIETARIO


@pytest.mark.parametrize("scrivere", [False, True])
@pytest.mark.parametrize(
    "segno", [".git/", ".git", ".hg/", ".svn/", ".jj/"], ids=["cartella", "file", "mercurial", "subversion", "jj"]
)
@pytest.mark.parametrize("quanto_sopra", [0, 1, 2])
def test_dentro_un_deposito_si_rifiuta(progetto, tmp_path, segno, quanto_sopra, scrivere):
    dove = tmp_path / "a" / "b" / "c"
    dove.mkdir(mode=0o700, parents=True)
    deposito = [dove, *dove.parents][quanto_sopra]
    (deposito / segno).mkdir() if segno.endswith("/") else (deposito / segno).write_text("gitdir: x", encoding="utf-8")
    assert rifiutata(dove, progetto, scrivere=scrivere) is FattoCartella.DEPOSITO
    if not quanto_sopra:
        assert rifiutata(dove / "nuova", progetto, scrivere=True) is FattoCartella.DEPOSITO
        assert not (dove / "nuova").exists()


def test_dentro_un_deposito_nudo_si_rifiuta(progetto, tmp_path):
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "nudo.git"], check=True)
    (tmp_path / "nudo.git" / "riservati").mkdir(mode=0o700)
    assert rifiutata(tmp_path / "nudo.git" / "riservati", progetto) is FattoCartella.DEPOSITO


def test_un_albero_di_lavoro_detto_dall_ambiente_e_un_deposito(progetto, privata, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert rifiutata(privata, progetto) is FattoCartella.DEPOSITO


def test_nel_progetto_o_sopra_di_lui_si_rifiuta(progetto, tmp_path):
    for nome in (".", "data", "site", "nuova"):
        (progetto / nome).mkdir(mode=0o700, exist_ok=True)
        (progetto / nome).chmod(0o700)
        assert rifiutata(progetto / nome, progetto) is FattoCartella.PROGETTO, nome
        assert rifiutata(progetto / nome / "nuova", progetto, scrivere=True) is FattoCartella.PROGETTO
    tmp_path.chmod(0o700)
    assert rifiutata(tmp_path, progetto) is FattoCartella.PROGETTO, "it holds the project"
    (tmp_path / "altro").mkdir()
    assert rifiutata(progetto / "nuova", tmp_path / "altro") is FattoCartella.PROGETTO, "it is a project all the same"


def test_in_un_sito_costruito_si_rifiuta(progetto, tmp_path):
    (tmp_path / "sito" / "documenti").mkdir(parents=True, mode=0o700)
    (tmp_path / "sito" / "versione.json").write_text("{}", encoding="utf-8")
    assert rifiutata(tmp_path / "sito" / "documenti", progetto) is FattoCartella.SITO


def test_un_collegamento_si_rifiuta_in_ogni_punto_del_percorso(progetto, privata, tmp_path):
    (privata / "dentro").mkdir(mode=0o700)
    (tmp_path / "collegata").symlink_to(privata, target_is_directory=True)
    for percorso in ("collegata", "collegata/dentro", "collegata/../privata", "privata/../collegata/dentro"):
        assert rifiutata(tmp_path / percorso, progetto) is FattoCartella.COLLEGAMENTO, percorso
        assert rifiutata(tmp_path / percorso, progetto, scrivere=True) is FattoCartella.COLLEGAMENTO, percorso
    (tmp_path / "rotto").symlink_to(tmp_path / "niente")
    assert rifiutata(tmp_path / "rotto", progetto, scrivere=True) is FattoCartella.COLLEGAMENTO
    assert rifiutata(tmp_path / "privata" / ".." / "privata", progetto) is None
    assert rifiutata(tmp_path / "niente" / ".." / "privata", progetto) is FattoCartella.MANCA


def test_un_percorso_relativo_parte_da_qui(progetto, privata, monkeypatch):
    monkeypatch.chdir(privata.parent)
    assert rifiutata(Path("privata"), progetto) is None
    monkeypatch.chdir(progetto)
    assert rifiutata(Path("../privata"), progetto) is None
    assert rifiutata(Path(), progetto) is FattoCartella.PROGETTO


def test_cio_che_non_e_una_cartella_si_rifiuta(progetto, privata, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    for nome in ("file", "pipe"):
        assert rifiutata(tmp_path / nome, progetto) is FattoCartella.NON_CARTELLA
    assert rifiutata(Path("/dev/null"), progetto) is FattoCartella.NON_CARTELLA
    assert rifiutata(tmp_path / "x\0y", progetto) is FattoCartella.CHIUSA
    assert rifiutata(tmp_path / ("x" * 300), progetto) is FattoCartella.CHIUSA


def test_le_due_cartelle_non_sono_la_stessa(progetto, privata):
    with CartellaRiservata.aperta(privata, progetto, scrivere=False) as schede:
        assert rifiutata(privata, progetto, scrivere=True, oltre=schede) is FattoCartella.STESSA
        assert rifiutata(privata / "stampate", progetto, scrivere=True, oltre=schede) is None


def test_uno_solo_scrive_e_chi_legge_legge_insieme(progetto, privata):
    with CartellaRiservata.aperta(privata, progetto, scrivere=False):
        assert rifiutata(privata, progetto) is None
        assert rifiutata(privata, progetto, scrivere=True) is FattoCartella.OCCUPATA
    with CartellaRiservata.aperta(privata, progetto, scrivere=True):
        assert rifiutata(privata, progetto) is FattoCartella.OCCUPATA
    assert rifiutata(privata, progetto, scrivere=True) is None


def test_dove_il_disco_non_ha_serrature_si_lavora_lo_stesso(progetto, privata, monkeypatch):
    import fcntl

    def senza(*_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", senza)
    (privata / ".ciclo-pronto-x").write_bytes(b"x")
    assert rifiutata(privata, progetto, scrivere=True) is None
    assert (privata / ".ciclo-pronto-x").exists(), "who knows whether somebody is writing it"


def test_chi_rifiuta_lascia_ogni_descrittore(progetto, privata, tmp_path):
    aperti = len(list(Path("/proc/self/fd").iterdir()))
    privata.chmod(0o755)
    for percorso in (privata, progetto, tmp_path / "niente" / "x", privata / "x\0"):
        for scrivere in (False, True):
            assert rifiutata(percorso, progetto, scrivere=scrivere)
    assert len(list(Path("/proc/self/fd").iterdir())) == aperti


# --------------------------------------------------------------------------------------------- its files


def test_si_leggono_i_file_veri_e_nient_altro(progetto, privata, tmp_path):
    (privata / "scheda-001.yml").write_bytes(b"profilo: personale\n")
    (tmp_path / "fuori.yml").write_bytes(b"x")
    (privata / "scheda-002.yml").symlink_to(tmp_path / "fuori.yml")
    (privata / "scheda-003.yml").hardlink_to(tmp_path / "fuori.yml")
    (privata / "scheda-004.yml").mkdir()
    os.mkfifo(privata / "scheda-005.yml")
    with (privata / "scheda-006.yml").open("wb") as grande:
        grande.truncate(16 * 2**20 + 1)
    (privata / ".nascosto").write_bytes(b"x")
    (privata / "~$scheda.xlsx").write_bytes(b"x")
    with CartellaRiservata.aperta(privata, progetto, scrivere=True) as cartella:
        assert cartella.nomi() == tuple(f"scheda-00{n}.yml" for n in range(1, 7))
        assert cartella.leggi("scheda-001.yml") == b"profilo: personale\n"
        attesi = {
            "scheda-002.yml": FattoFile.COLLEGAMENTO,
            "scheda-003.yml": FattoFile.PIU_NOMI,
            "scheda-004.yml": FattoFile.SPECIALE,
            "scheda-005.yml": FattoFile.SPECIALE,
            "scheda-006.yml": FattoFile.GRANDE,
            "scheda-007.yml": FattoFile.MANCA,
            "../fuori.yml": FattoFile.NOME,
            "..": FattoFile.NOME,
            str(tmp_path / "fuori.yml"): FattoFile.NOME,
            "x\0y": FattoFile.NOME,
            "": FattoFile.NOME,
        }
        assert {nome: rifiutato(cartella.leggi, nome) for nome in attesi} == attesi
        for nome in attesi.keys() - {"scheda-007.yml"}:
            assert rifiutato(cartella.scrivi, nome, b"x") is attesi[nome]
    assert (tmp_path / "fuori.yml").read_bytes() == b"x"


def test_chi_scambia_il_file_dopo_lo_sguardo_non_lo_fa_leggere(progetto, privata, tmp_path, monkeypatch):
    (privata / "scheda-001.yml").write_bytes(b"x")
    (tmp_path / "fuori.yml").write_bytes(b"segreto")
    apri = os.open

    def scambiato(nome, *argomenti, **altro):
        if nome == "scheda-001.yml":
            (privata / nome).unlink()
            (privata / nome).symlink_to(tmp_path / "fuori.yml")
        return apri(nome, *argomenti, **altro)

    with CartellaRiservata.aperta(privata, progetto, scrivere=False) as cartella:
        monkeypatch.setattr(os, "open", scambiato)
        assert rifiutato(cartella.leggi, "scheda-001.yml") is FattoFile.CHIUSO
    (privata / "scheda-001.yml").unlink()
    (privata / "scheda-001.yml").write_bytes(b"x")

    def altro_file(nome, *argomenti, **altro):
        if nome == "scheda-001.yml":
            (tmp_path / "fuori.yml").replace(privata / nome)
        return apri(nome, *argomenti, **altro)

    monkeypatch.setattr(os, "open", apri)
    with CartellaRiservata.aperta(privata, progetto, scrivere=False) as cartella:
        monkeypatch.setattr(os, "open", altro_file)
        assert rifiutato(cartella.leggi, "scheda-001.yml") is FattoFile.CAMBIA


def test_chi_scambia_una_cartella_con_un_collegamento_non_la_fa_aprire(progetto, privata, tmp_path, monkeypatch):
    (tmp_path / "altra" / "riservati").mkdir(parents=True, mode=0o700)
    (privata / "riservati").mkdir(mode=0o700)
    apri = os.open

    def scambiata(nome, *argomenti, **altro):
        if nome == "privata":
            privata.rename(tmp_path / "vera")
            privata.symlink_to(tmp_path / "altra", target_is_directory=True)
        return apri(nome, *argomenti, **altro)

    monkeypatch.setattr(os, "open", scambiata)
    assert rifiutata(privata / "riservati", progetto) is FattoCartella.CHIUSA


def test_cio_che_si_sposta_dopo_l_apertura_non_cambia_dove_si_scrive(progetto, privata, tmp_path):
    with CartellaRiservata.aperta(privata, progetto, scrivere=True) as cartella:
        privata.rename(tmp_path / "spostata")
        (progetto / "site").mkdir()
        privata.symlink_to(progetto / "site", target_is_directory=True)
        cartella.scrivi("scheda-001.pdf", b"x")
    assert (tmp_path / "spostata" / "scheda-001.pdf").read_bytes() == b"x"
    assert not list((progetto / "site").iterdir())


def test_chi_apre_per_leggere_non_scrive(progetto, privata):
    with CartellaRiservata.aperta(privata, progetto, scrivere=False) as cartella:
        assert rifiutato(cartella.scrivi, "x", b"x") is FattoFile.CHIUSO
        assert rifiutato(cartella.togli, "x") is FattoFile.CHIUSO
    assert not list(privata.iterdir())


def test_si_scrive_tutto_o_niente(progetto, privata, monkeypatch):
    with CartellaRiservata.aperta(privata, progetto, scrivere=True) as cartella:
        cartella.scrivi("scheda-001.pdf", b"prima")
        cartella.scrivi("scheda-001.pdf", b"dopo")
        assert (privata / "scheda-001.pdf").read_bytes() == b"dopo"

        def pieno(*_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "fsync", pieno)
        assert rifiutato(cartella.scrivi, "scheda-001.pdf", b"mai") is FattoFile.DISCO
        assert [f.name for f in privata.iterdir()] == ["scheda-001.pdf"]
        assert (privata / "scheda-001.pdf").read_bytes() == b"dopo"
        cartella.togli("scheda-001.pdf")
        cartella.togli("scheda-001.pdf")
        assert not list(privata.iterdir())


UCCISO = """
import os, signal, sys
from pathlib import Path
from macros.riservato.cartella import CartellaRiservata
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
os.umask(0)
CartellaRiservata.aperta(Path(sys.argv[1]), Path(sys.argv[2]), scrivere=True).scrivi("scheda-001.pdf", b"meta")
"""


def test_ucciso_a_meta_lascia_una_meta_solo_li_e_di_uno_solo(progetto, privata):
    prima = {f for f in privata.parent.rglob("*") if not f.is_relative_to(privata)}
    ambiente = os.environ | {"PYTHONPATH": str(RADICE), "TMPDIR": str(privata.parent)}
    comando = [sys.executable, "-c", UCCISO, str(privata), str(progetto)]
    assert subprocess.run(comando, env=ambiente, check=False).returncode == -signal.SIGKILL
    (avanzo,) = privata.iterdir()
    assert avanzo.name.startswith(".ciclo-pronto-")
    assert (avanzo.read_bytes(), stat.S_IMODE(avanzo.stat().st_mode)) == (b"meta", 0o600)
    assert {f for f in privata.parent.rglob("*") if not f.is_relative_to(privata)} == prima
    with CartellaRiservata.aperta(privata, progetto, scrivere=True) as cartella:
        assert cartella.nomi() == ()
    assert not list(privata.iterdir()), "the next command removes it"


# ------------------------------------------------------------------------------------- what is said of them


@pytest.mark.parametrize(
    ("chiave", "detta"),
    [
        ("obiettivi[1].peso", "obiettivi[1].peso"),
        ("premio.stanziato", "premio.stanziato"),
        (NOME, ""),
        (f"premio.{NOME}.stanziato", "premio"),
        (f"obiettivi[{NOME}]", ""),
        ("obiettivi[0]\n", ""),
        ("conoscenze[0].2100", "conoscenze[0]"),
        ("nome" * 50, ""),
    ],
)
def test_di_una_chiave_si_dicono_solo_le_parole_del_formato(chiave, detta):
    avviso = AvvisoRiservato(17, 3, chiave, Motivo.CHIAVE_IGNOTA)
    assert avviso.chiave == detta
    assert NOME not in repr(avviso)


def test_di_cio_che_non_va_si_dice_dove_e_non_che_cosa():
    avvisi = [AvvisoRiservato(17, 9, "premio.stanziato", Motivo.NUMERO), AvvisoRiservato(17, None, "", FattoFile.MANCA)]
    assert str(avvisi[0]) == "scheda 017, riga 9, premio.stanziato: serve un numero in cifre"
    assert str(avvisi[1]) == "scheda 017: non c'è"
    assert riassunto_riservato(avvisi) == "2\xa0problemi in 1\xa0scheda."


# --------------------------------------------------------------------------------- whatever stops the command


def comando_di_prova(azione):
    """A private command that does that, among those of `ciclo`."""

    @click.command("prova-riservata", cls=ComandoRiservato)
    @click.option("--scelta", type=click.Choice(["sì", "no"]))
    @click.option("--anno", type=int)
    @click.option("--riservati", required=True)
    def prova(**_):
        return azione()

    return prova


@pytest.fixture
def lancia(monkeypatch, capfd):
    """Run a private command that does something; return its exit code and all that anybody wrote."""

    def lanciato(azione, *argomenti):
        monkeypatch.setitem(gruppo.commands, "prova-riservata", comando_di_prova(azione))
        monkeypatch.setenv("CICLO_TRACCIA", "1")
        codice, fuori, dentro = esegui("prova-riservata", *argomenti)
        scritti = capfd.readouterr()
        return codice, fuori + dentro + scritti.out + scritti.err

    return lanciato


def solleva(eccezione):
    def azione():
        raise eccezione

    return azione


def in_un_filo():
    filo = threading.Thread(target=solleva(ValueError(NOME)))
    filo.start()
    filo.join()


class Distrutto:
    def __del__(self):
        raise ValueError(NOME)


DIARIO = logging.getLogger("prova-riservata")
DIARIO.addHandler(logging.StreamHandler())


def gridato():
    os.write(1, NOME.encode())
    os.write(2, NOME.encode())
    subprocess.run(["sh", "-c", f"echo {NOME}; echo {NOME} >&2"], check=True)


def con_le_catene():
    try:
        {}[NOME]
    except KeyError as prima:
        raise RuntimeError(NOME) from prima


@pytest.mark.parametrize(
    "azione",
    [
        solleva(ValueError(NOME)),
        solleva(OSError(errno.EACCES, NOME, f"/{NOME}.yml")),
        solleva(UnicodeDecodeError("utf-8", NOME.encode(), 0, 1, NOME)),
        solleva(RecursionError(NOME)),
        solleva(MemoryError(NOME)),
        solleva(click.UsageError(NOME)),
        solleva(click.BadParameter(NOME)),
        solleva(click.ClickException(NOME)),
        solleva(click.FileError(NOME, NOME)),
        solleva(ExceptionGroup(NOME, [ValueError(NOME)])),
        con_le_catene,
    ],
    ids=lambda a: a.__qualname__,
)
def test_di_un_eccezione_non_si_dice_niente_che_sia_suo(lancia, azione):
    codice, detto = lancia(azione, "--riservati", f"/{NOME}")
    assert codice in {1, 2}
    assert detto.startswith("ciclo: ")
    assert NOME not in detto
    assert "Traceback" not in detto


@pytest.mark.parametrize(
    "azione",
    [
        gridato,
        in_un_filo,
        lambda: Distrutto() and None,
        lambda: warnings.warn(NOME, stacklevel=1),
        lambda: logging.getLogger("x").error(NOME),
        lambda: logging.getLogger("weasyprint").critical(NOME),
        lambda: DIARIO.critical(NOME),
        lambda: logging.getLogger("x").critical("%d", NOME),
    ],
    ids=["descrittori", "filo", "distruttore", "avviso", "diario", "weasyprint", "diario scritto", "diario rotto"],
)
def test_nessun_altro_parla(lancia, azione):
    codice, detto = lancia(azione, "--riservati", "x")
    assert (codice, detto) == (0, "")


@pytest.mark.parametrize(
    "argomenti",
    [
        [f"--{NOME}"],
        ["--riservati"],
        ["--scelta", NOME, "--riservati", "x"],
        ["--anno", NOME, "--riservati", "x"],
        ["--riservati", "x", NOME],
        ["--scelta", "sì"],
    ],
)
def test_un_comando_scritto_male_non_si_ripete(lancia, argomenti):
    codice, detto = lancia(lambda: 0, *argomenti)
    assert codice == 2
    assert NOME not in detto
    assert "Per l'uso: ciclo prova-riservata --aiuto" in detto


def test_un_rifiuto_che_parla_del_progetto_si_dice_come_sempre(lancia):
    codice, detto = lancia(solleva(ScritturaError("un altro comando scrive")), "--riservati", f"/{NOME}")
    assert (codice, detto) == (1, "ciclo: un altro comando scrive. Niente è stato scritto.\n")


@pytest.mark.parametrize("scrivere", [False, True])
def test_di_una_cartella_rifiutata_si_dice_quale_e_che_fare(lancia, progetto, tmp_path, scrivere):
    (tmp_path / NOME).mkdir(mode=0o755)
    codice, detto = lancia(
        lambda: CartellaRiservata.aperta(tmp_path / NOME, progetto, scrivere=scrivere), "--riservati", f"/{NOME}"
    )
    quale = "la cartella in cui scrivere" if scrivere else "la cartella riservata"
    assert (codice, detto) == (1, f"ciclo: {quale} {FattoCartella.PERMESSI.value}.\n")


def test_dopo_tutto_e_come_prima(lancia):
    import resource

    prima = sys.excepthook, sys.unraisablehook, threading.excepthook, logging.StreamHandler.emit
    nucleo = resource.getrlimit(resource.RLIMIT_CORE)
    durante = []
    lancia(lambda: durante.append((sys.excepthook, resource.getrlimit(resource.RLIMIT_CORE)[0])), "--riservati", "x")
    assert durante[0][0] is not prima[0]
    assert durante[0][1] == 0
    assert (sys.excepthook, sys.unraisablehook, threading.excepthook, logging.StreamHandler.emit) == prima
    assert resource.getrlimit(resource.RLIMIT_CORE) == nucleo


SEGNALATO = """
import os, signal, sys, click
from scripts.ciclo import gruppo, main
from scripts.riservati import ComandoRiservato

@click.command("prova-riservata", cls=ComandoRiservato)
def prova():
    nome = "Zorgaulo Prova-017"
    click.echo("comincia")
    os.kill(os.getpid(), getattr(signal, sys.argv[1]))
    signal.pause()

gruppo.add_command(prova)
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background is born deaf to it,
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and what outlives its terminal to this
main(["prova-riservata"])
"""


@pytest.mark.slow
@pytest.mark.parametrize("segnale", ["SIGINT", "SIGTERM", "SIGHUP", "SIGSEGV", "SIGABRT"])
def test_un_segnale_non_fa_dire_niente(segnale, tmp_path):
    ambiente = os.environ | {"PYTHONPATH": str(RADICE), "PYTHONFAULTHANDLER": "1", "PYTHONDEVMODE": "1"}
    comando = [sys.executable, "-c", SEGNALATO, segnale]
    fatto = subprocess.run(comando, env=ambiente, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert fatto.returncode
    assert fatto.stdout == "comincia\n", "what the command says is heard"
    assert fatto.stderr.strip() in {"", "ciclo: interrotto."}
    assert not list(tmp_path.iterdir()), "no image of the memory"


@pytest.mark.slow
def test_chi_ascolta_se_ne_va():
    ambiente = os.environ | {"PYTHONPATH": str(RADICE)}
    leggi, scrivi = os.pipe()
    os.close(leggi)
    comando = [sys.executable, "-c", SEGNALATO.replace("signal.pause()", "click.echo(nome * 9999)"), "SIGCONT"]
    fatto = subprocess.run(comando, env=ambiente, stdout=scrivi, stderr=subprocess.PIPE, text=True, check=False)
    os.close(scrivi)
    assert fatto.returncode
    assert fatto.stderr == ""


def test_ogni_comando_che_legge_schede_tace():
    """A new command that imports what reads them, and would speak freely, makes this red."""
    zitti = {c.callback.__module__ for c in PRIVATI}
    parlano = {c.callback.__module__ for c in gruppo.tutti().values()} - zitti
    for modulo in parlano:
        testo = (RADICE / f"{modulo.replace('.', '/')}.py").read_text(encoding="utf-8")
        assert "macros.riservato" not in testo, modulo
    assert "scripts.controlla_riservati" in zitti
    assert main
