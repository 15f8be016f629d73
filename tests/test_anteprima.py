"""The preview: what was built and nothing else, never waiting for the builder, whatever befalls it.

The builder here is made up: it writes pages, fails, hangs or dies as each test says.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, ClassVar

import pytest

from scripts.sito.passata import Passata, SmessaError
from scripts.vetrina import direzione as modulo
from scripts.vetrina.colloquio import LA_PRIMA, LE_ALTRE
from scripts.vetrina.costruttore import Costruttore
from scripts.vetrina.direzione import Direzione
from scripts.vetrina.fascia import QUANTI, fascia
from scripts.vetrina.guasti import Guasto
from scripts.vetrina.mostra import Mostra, Sito
from scripts.vetrina.occhio import DI_CHI_MOSTRA, Occhio
from scripts.vetrina.risposte import Risposta, Sportello
from scripts.vetrina.server import PorteError, Servente
from tests.progetto_copia import RADICE, ciclo, impronte, progetto_piccolo
from tests.test_tenute import CAMBIANO, progetto_che_cambia

PAGINA = "<!DOCTYPE html><html><head></head><body><h1>{}</h1></body></html>"
PROBLEMA = Guasto("«boh»", "data/2022/consuntivo/a.csv:3", "un numero", "scrivere il numero")
OSPITE = "127.0.0.1:8000"


def scrivi_sito(cartella: Path, testo: str = "Uno") -> Path:
    for nome in ("index.html", "2022/obiettivi/1.1.html", "2022/index.html"):
        (cartella / nome).parent.mkdir(parents=True, exist_ok=True)
        (cartella / nome).write_text(PAGINA.format(f"{testo} {nome}"), encoding="utf-8")
    (cartella / "404.html").write_text(PAGINA.format("Non c'è"), encoding="utf-8")
    (cartella / "a.css").write_text("a {}", encoding="utf-8")
    return cartella


@pytest.fixture
def mostra(tmp_path: Path) -> Mostra:
    return Mostra(Sito.di(scrivi_sito(tmp_path / "s"), "/"))


def chiedi(mostra: Mostra, indirizzo: str, metodo: str = "GET", ospite: str | None = OSPITE) -> Risposta:
    return Sportello(mostra, 8000).rispondi(metodo, indirizzo, ospite)


# ---- what is answered


def test_una_pagina_e_quella_costruita_con_la_sola_testa_in_piu(mostra: Mostra) -> None:
    risposta = chiedi(mostra, "/2022/obiettivi/1.1.html?x#y")
    assert risposta.stato == 200
    costruita = mostra.leggi("2022/obiettivi/1.1.html")
    assert costruita is not None
    prima, _, resto = risposta.corpo.partition(b'<link rel="stylesheet" href="/.anteprima/fascia.css">')
    assert prima + resto.partition(b"</script>\n")[2] == costruita
    assert risposta.intestazioni == {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(risposta.corpo)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    css = chiedi(mostra, "/a.css")
    assert (css.corpo, css.tipo) == (b"a {}", "text/css; charset=utf-8")


def test_esce_soltanto_cio_che_fu_costruito(mostra: Mostra, tmp_path: Path) -> None:
    assert mostra.sito
    (tmp_path / "segreto.html").write_text("di nessuno", encoding="utf-8")
    (mostra.sito.cartella / "fuori.html").symlink_to(tmp_path / "segreto.html")
    (mostra.sito.cartella / "dati").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(mostra.sito.cartella / "pipe.html")
    fuori = [
        *("/../segreto.html", "/%2e%2e/segreto.html", "/2022/..%2f..%2fsegreto.html", "/..%5csegreto.html"),
        *("/fuori.html", "/dati/segreto.html", "//etc/passwd", "/C:/x.html", "/%00.html", "/pipe.html", "/.git/HEAD"),
        *(f"/{'a' * 5000}.html", "/2022/obiettivi/", "/altro.html", "/.anteprima/altro.js", "/%ff.html"),
    ]
    for indirizzo in fuori:
        risposta = chiedi(mostra, indirizzo)
        assert risposta.stato == 404, indirizzo
        assert b"di nessuno" not in risposta.corpo
        assert "Non c'è".encode() in risposta.corpo, "the page of the site that says so"
    assert chiedi(mostra, "http://[x/").stato == 400


def test_si_risponde_soltanto_a_chi_legge_di_qui(mostra: Mostra) -> None:
    assert chiedi(mostra, "/", ospite="localhost:8000").stato == 200
    for ospite in ("altri.example:8000", "127.0.0.1:9", "127.0.0.1", None):
        assert chiedi(mostra, "/", ospite=ospite).stato == 421
    for metodo in ("POST", "PUT", "DELETE"):
        assert (r := chiedi(mostra, "/", metodo)).stato == 405
        assert r.altre == {"Allow": "GET, HEAD"}


def test_gli_indirizzi_di_una_sottocartella_sono_quelli_del_sito_pubblicato(mostra: Mostra) -> None:
    assert mostra.sito
    assert chiedi(mostra, "/2022").altre == {"Location": "/2022/"}
    mostra.scambia(Sito(mostra.sito.cartella, "/perf/"))
    for chiesto, altrove in (("/", "/perf/index.html"), ("/2022/index.html", "/perf/2022/index.html")):
        assert (r := chiedi(mostra, chiesto)).stato == 302
        assert r.altre == {"Location": altrove}
    assert chiedi(mostra, "/perf/2022").altre == {"Location": "/perf/2022/"}
    assert b"Uno 2022/index.html" in chiedi(mostra, "/perf/2022/").corpo
    assert chiedi(mostra, "/altro/2022/index.html").stato == 404


def test_un_pdf_si_fa_altrove_e_lo_si_dice(mostra: Mostra) -> None:
    risposta = chiedi(mostra, "/documenti/2022/piano.pdf")
    assert risposta.stato == 404
    assert "ciclo costruisci" in risposta.corpo.decode()


# ---- what is shown


def test_con_un_errore_resta_la_pagina_di_prima_sotto_la_fascia(mostra: Mostra) -> None:
    mostra.segnala((PROBLEMA,))
    corpo = chiedi(mostra, "/").corpo.decode()
    assert "Uno index.html" in corpo
    for parola in ("C’è un problema", PROBLEMA.luogo, PROBLEMA.trovato, PROBLEMA.atteso, PROBLEMA.rimedio):
        assert parola in corpo
    assert mostra.sito
    assert "anteprima" not in (mostra.sito.cartella / "index.html").read_text(encoding="utf-8")
    mostra.scambia(mostra.sito)
    assert "C’è un problema" not in chiedi(mostra, "/").corpo.decode()


def test_la_fascia_cita_i_primi_e_conta_gli_altri() -> None:
    molti = tuple(Guasto(f"<b>{n}</b>") for n in range(QUANTI + 3))
    testo = fascia(molti)
    assert f"Ci sono {QUANTI + 3} problemi" in testo
    assert testo.count("<li>") == QUANTI
    assert "Altri 3 li elenca" in testo
    assert "<b>" not in testo
    assert "Un altro lo elenca" in fascia(molti[: QUANTI + 1])
    assert "elenca" not in fascia(molti[:QUANTI])


def test_prima_che_ci_siano_pagine_una_pagina_lo_dice() -> None:
    mostra = Mostra()
    risposta = chiedi(mostra, "/2022/obiettivi/1.1.html")
    assert risposta.stato == 503
    assert mostra.guardata == "2022/obiettivi/1.1.html", "it will be made first"
    mostra.segnala((PROBLEMA,))
    assert PROBLEMA.rimedio in chiedi(mostra, "/").corpo.decode()


def test_una_pagina_anticipata_si_vede_prima_delle_altre(mostra: Mostra, tmp_path: Path) -> None:
    era, altra = mostra.segno("index.html"), mostra.segno("2022/index.html")
    mostra.anticipa("index.html", PAGINA.format("Nuova").encode())
    assert b"Nuova" in chiedi(mostra, "/").corpo
    assert mostra.segno("index.html") != era
    assert mostra.segno("2022/index.html") == altra, "who looks at another one is not disturbed"
    mostra.segnala((PROBLEMA,))
    assert b"Uno index.html" in chiedi(mostra, "/").corpo, "the last whole site"
    mostra.anticipa("index.html", b"<body>")
    assert mostra.guasti, "what is wrong with one page is not put right by another"
    mostra.segnala((PROBLEMA,), dei_dati=True)
    mostra.anticipa("index.html", b"<body>")
    assert not mostra.guasti, "the data are read again for every page"
    (scrivi_sito(tmp_path / "altro") / "a.css").write_text("b {}", encoding="utf-8")
    mostra.scambia(Sito.di(tmp_path / "altro", "/"))
    assert mostra.segno("2022/index.html") != altra, "a stylesheet changes how every page is shown"


def test_chi_aspetta_sa_della_pagina_nuova_e_solo_di_quella(mostra: Mostra) -> None:
    segno = mostra.segno("index.html")
    assert not mostra.attendi("index.html", segno, 0.01)
    assert mostra.attendi("index.html", "un altro", 1)
    threading.Timer(0.05, mostra.anticipa, ("index.html", b"<body>")).start()
    inizio = time.monotonic()
    assert mostra.attendi("index.html", segno, 5)
    assert time.monotonic() - inizio < 2
    threading.Timer(0.05, mostra.chiudi).start()
    assert not mostra.attendi("index.html", mostra.segno("index.html"), 5)
    assert time.monotonic() - inizio < 2


# ---- when is built


class Finto:
    """A builder made up: it notes what is asked, and answers what a test says."""

    tutti: ClassVar[list[Finto]] = []

    def __init__(self, risponde: Callable[[Any, Any], None]) -> None:
        self.risponde, self.chieste, self.smesse, self.chiuso = risponde, [], 0, False
        Finto.tutti.append(self)

    def chiedi(self, cartella: Path, pagina: str) -> None:
        self.chieste.append((cartella, pagina))

    def smetti(self) -> None:
        self.smesse += 1

    def chiudi(self) -> None:
        self.chiuso = True

    def dice(self, **detto: Any) -> None:
        self.risponde(self, detto)

    def fatto(self, testo: str) -> None:
        scrivi_sito(self.chieste[-1][0] / LE_ALTRE, testo)
        self.dice(base="/")


class Guarda:
    """Eyes made up: a test says what they see."""

    def __init__(self) -> None:
        self.visto, self.programma, self.chi_mostra = 1, 1, 1

    def dati(self) -> Any:
        return self.visto

    def del_programma(self) -> Any:
        return self.programma

    def di_chi_mostra(self) -> Any:
        return self.chi_mostra


class Banco:
    """The preview with a builder and eyes made up, one step at a time."""

    def __init__(self, cartella: Path) -> None:
        Finto.tutti, self.guarda, self.detti = [], Guarda(), []
        self.mostra = Mostra(guardata="index.html")
        self.direzione = Direzione(self.mostra, self.guarda, cartella, Finto, self.detti.append)
        self.passa()

    def passa(self, quanti: int = 2) -> None:
        for _ in range(quanti):
            self.direzione.passo()

    def salva(self) -> None:
        self.guarda.visto += 1
        self.passa(3)

    @property
    def lavora(self) -> Finto:
        return Finto.tutti[-1]

    def vede(self, pagina: str = "/") -> str:
        return chiedi(self.mostra, pagina).corpo.decode()


@pytest.fixture
def banco(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Banco:
    monkeypatch.setattr(modulo, "RITMO", 0.001)
    return Banco(tmp_path / "lavori")


def test_ogni_salvataggio_una_costruzione_e_le_vecchie_vanno_via(banco: Banco, tmp_path: Path) -> None:
    for testo in ("Uno", "Due", "Tre"):
        banco.lavora.fatto(testo)
        banco.passa()
        assert f"{testo} index.html" in banco.vede()
        assert len(list((tmp_path / "lavori").iterdir())) == 1
        banco.salva()
    assert len(banco.lavora.chieste) == 4
    assert len(Finto.tutti) == 1


def test_piu_salvataggi_vicini_sono_una_costruzione(banco: Banco) -> None:
    banco.lavora.fatto("Uno")
    banco.passa()
    for _ in range(5):
        banco.guarda.visto += 1
        banco.passa(1)
    assert len(banco.lavora.chieste) == 1, "somebody is still writing"
    banco.passa(2)
    assert len(banco.lavora.chieste) == 2


def test_un_salvataggio_durante_una_costruzione_ne_comincia_un_altra(banco: Banco) -> None:
    banco.salva()
    assert banco.lavora.smesse == 0, "the first pages are made to the end"
    banco.lavora.fatto("Uno")
    banco.passa()
    assert len(banco.lavora.chieste) == 2
    banco.salva()
    assert (banco.lavora.smesse, len(banco.lavora.chieste)) == (1, 2)
    banco.lavora.dice(smessa=True)
    banco.passa()
    assert len(banco.lavora.chieste) == 3
    banco.lavora.fatto("Tre")
    banco.passa()
    assert "Tre index.html" in banco.vede()


def test_la_pagina_che_si_guarda_e_chiesta_e_mostrata_prima(banco: Banco) -> None:
    assert [pagina for _, pagina in banco.lavora.chieste] == ["index.html"]
    banco.lavora.fatto("Uno")
    banco.passa()
    banco.vede("/2022/obiettivi/1.1.html")
    banco.salva()
    cartella, pagina = banco.lavora.chieste[-1]
    assert pagina == "2022/obiettivi/1.1.html"
    scrivi_sito(cartella / LA_PRIMA, "Due")
    banco.lavora.dice(prima=pagina)
    banco.passa()
    assert "Due 2022/obiettivi/1.1.html" in banco.vede("/2022/obiettivi/1.1.html")
    assert "Uno index.html" in banco.vede(), "the others when they are all there"


def test_comincia_anche_con_un_errore_e_si_riprende(banco: Banco) -> None:
    banco.lavora.dice(guasti=[{"trovato": "«boh»", "luogo": "data/a.csv:3"}], dei_dati=True)
    banco.passa()
    assert "data/a.csv:3" in banco.vede()
    assert banco.detti[-1] == "1 problema da correggere: data/a.csv:3."
    banco.salva()
    banco.lavora.fatto("Uno")
    banco.passa()
    assert "Uno index.html" in banco.vede()
    assert "data/a.csv:3" not in banco.vede()
    assert banco.detti[-1] == "Le pagine sono aggiornate."


def test_un_costruttore_che_muore_si_dice_e_il_salvataggio_dopo_ne_ha_un_altro(banco: Banco) -> None:
    banco.lavora.fatto("Uno")
    banco.passa()
    banco.salva()
    banco.lavora.risponde(banco.lavora, None)
    banco.passa()
    assert "si è interrotta da sola" in banco.vede()
    assert "Uno index.html" in banco.vede()
    assert len(Finto.tutti) == 1, "it would only die again"
    banco.salva()
    assert len(Finto.tutti) == 2
    Finto.tutti[0].dice(base="/")
    banco.lavora.fatto("Due")
    banco.passa(3)
    assert "Due index.html" in banco.vede(), "what a dead one says is not listened to"


def test_un_costruttore_che_non_risponde_finisce(banco: Banco, monkeypatch: pytest.MonkeyPatch) -> None:
    banco.lavora.fatto("Uno")
    banco.passa()
    banco.salva()
    monkeypatch.setattr(modulo, "PAZIENZA", 0.0)
    banco.salva()
    banco.passa(3)
    assert Finto.tutti[0].chiuso
    assert len(Finto.tutti) == 2


def test_un_programma_cambiato_ha_un_costruttore_nuovo_subito(banco: Banco) -> None:
    banco.lavora.fatto("Uno")
    banco.passa()
    banco.salva()
    banco.guarda.programma += 1
    banco.passa(3)
    assert Finto.tutti[0].chiuso, "with what it was building: half of it was of another program"
    assert len(Finto.tutti[1].chieste) == 1
    assert "Uno index.html" in banco.vede()


def test_un_anteprima_cambiata_dice_di_riaprirla(banco: Banco) -> None:
    banco.lavora.fatto("Uno")
    banco.passa()
    banco.guarda.programma += 1
    banco.guarda.chi_mostra += 1
    banco.passa(3)
    banco.lavora.fatto("Due")
    banco.passa()
    assert "Due index.html" in banco.vede()
    assert banco.detti[-1] == "È cambiata l'anteprima stessa: Ctrl+C, e riaprirla. Le pagine sono aggiornate."
    assert len(banco.detti[-1]) < 80, "on one line of a terminal"


def test_pagine_tolte_da_altri_si_rifanno_e_un_disco_pieno_si_dice(
    banco: Banco, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    banco.lavora.fatto("Uno")
    banco.passa()
    assert banco.mostra.sito
    banco.mostra.sito.cartella.rename(tmp_path / "via")
    banco.passa()
    assert len(banco.lavora.chieste) == 2
    banco.lavora.fatto("Due")
    banco.passa()
    assert "Due index.html" in banco.vede()

    def piena(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "lavori")

    with monkeypatch.context() as m:
        m.setattr(Path, "mkdir", piena)
        banco.salva()
    assert "il disco è pieno" in banco.vede()


# ---- what is seen of the files


def test_si_vede_ogni_cambiamento_e_non_cio_che_gli_editor_lasciano(tmp_path: Path) -> None:
    for nome in ("data/2021/a.csv", "content/index.md", "macros/x.py", "mkdocs.yml"):
        (tmp_path / nome).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / nome).write_text("uno", encoding="utf-8")
    occhio = Occhio(tmp_path, tmp_path, tmp_path)

    def dopo(cambia: Callable[[], object]) -> tuple[bool, bool]:
        prima = occhio.dati(), occhio.del_programma()
        cambia()
        return occhio.dati() != prima[0], occhio.del_programma() != prima[1]

    assert dopo(lambda: None) == (False, False)
    file = tmp_path / "data/2021/a.csv"
    assert dopo(lambda: file.write_text("due", encoding="utf-8")) == (True, False)
    assert dopo(lambda: file.rename(file.with_name("b.csv"))) == (True, False)
    assert dopo((tmp_path / "data/2022").mkdir) == (True, False)
    assert dopo(lambda: (tmp_path / "mkdocs.yml").write_text("due", encoding="utf-8")) == (False, True)
    assert dopo((tmp_path / "macros/x.py").unlink) == (False, True)
    nata = occhio.di_chi_mostra()
    (tmp_path / "scripts").mkdir()
    assert dopo(lambda: (tmp_path / "scripts/altro.py").write_text("x", encoding="utf-8")) == (False, True)
    assert occhio.di_chi_mostra() == nata
    assert dopo(lambda: (tmp_path / "scripts/anteprima.py").write_text("x", encoding="utf-8")) == (False, True)
    assert occhio.di_chi_mostra() != nata
    assert all((RADICE / nome).exists() for nome in DI_CHI_MOSTRA)
    for nome in (".~lock.a.csv#", "a.csv~", ".a.csv.swp", "4913", "a.tmp", "__pycache__"):
        assert dopo(lambda nome=nome: (file.parent / nome).write_text("x", encoding="utf-8")) == (False, False), nome


def test_chi_non_serve_piu_si_ferma_alla_pagina_dopo() -> None:
    Passata().prosegui()
    with pytest.raises(SmessaError):
        Passata(smessa=lambda: True).prosegui()
    assert Passata("a.html").vuole("a.html")
    assert not Passata("a.html").vuole("b.html")


# ---- the server


@contextmanager
def servito(mostra: Mostra, porta: int = 0) -> Iterator[Servente]:
    with Servente(mostra, porta) as servente:
        threading.Thread(target=servente.serve_forever, args=(0.01,), daemon=True).start()
        yield servente
        mostra.chiudi()
        servente.shutdown()


def chiesta(porta: int, indirizzo: str, metodo: str = "GET", secondi: float = 5) -> tuple[int, bytes]:
    collegato = HTTPConnection("127.0.0.1", porta, timeout=secondi)
    collegato.request(metodo, indirizzo)
    risposta = collegato.getresponse()
    return risposta.status, risposta.read()


def test_ascolta_soltanto_qui_e_risponde_mentre_altri_aspettano(mostra: Mostra) -> None:
    with servito(mostra) as servente:
        assert servente.server_address[0] == "127.0.0.1"
        segno = mostra.segno("index.html")
        attesa = f"/.anteprima/attesa?pagina=index.html&segno={segno}"
        chi_aspetta = [threading.Thread(target=chiesta, args=(servente.porta, attesa)) for _ in range(10)]
        for uno in chi_aspetta:
            uno.start()
        inizio = time.monotonic()
        assert chiesta(servente.porta, "/")[0] == 200
        assert chiesta(servente.porta, "/", "HEAD") == (200, b"")
        assert chiesta(servente.porta, "/", "POST")[0] == 405
        assert time.monotonic() - inizio < 1
        mostra.segnala((PROBLEMA,))
        for uno in chi_aspetta:
            uno.join(2)
            assert not uno.is_alive()


def test_una_porta_presa_lascia_il_posto_alla_dopo(mostra: Mostra, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        presa.listen()
        porta = presa.getsockname()[1]
        with Servente(mostra, porta) as servente:
            assert servente.porta > porta
        monkeypatch.setattr("scripts.vetrina.server.PORTE", 1)
        with pytest.raises(PorteError, match=f"nessuna porta libera da {porta}"):
            Servente(mostra, porta)


# ---- through the real command


class Vera:
    """`ciclo anteprima` on a project, from outside."""

    def __init__(self, radice: Path, cartella: Path) -> None:
        with socket.socket() as libera:
            libera.bind(("127.0.0.1", 0))
            self.porta = libera.getsockname()[1]
        self.temporanea = cartella
        cartella.mkdir()
        avvio = [sys.executable, "-c", "from scripts.ciclo import main; main()", "anteprima", "--senza-browser"]
        self.processo = subprocess.Popen(
            [*avvio, "--porta", str(self.porta), "--radice", str(radice)],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "TMPDIR": str(cartella), "PYTHONUTF8": "1", "PYTHONPATH": str(RADICE)},
            cwd=RADICE,
        )
        self.piu_lenta = 0.0

    def vede(self, pagina: str) -> str:
        """Return a page; how long the slowest took is kept."""
        inizio = time.monotonic()
        testo = chiesta(self.porta, f"/{pagina}")[1].decode()
        self.piu_lenta = max(self.piu_lenta, time.monotonic() - inizio)
        return testo

    def aspetta(self, pagina: str, vista: Callable[[str], bool], secondi: float = 90) -> str:
        """Ask for a page until it is as wanted."""
        scade = time.monotonic() + secondi
        testo = ""
        while time.monotonic() < scade:
            with contextlib.suppress(ConnectionRefusedError):
                if vista(testo := self.vede(pagina)):
                    return testo
            time.sleep(0.05)
        raise AssertionError(testo)

    def chiudi(self) -> tuple[float, str]:
        """End it as Ctrl-C does; return how long it took, and what it had said."""
        inizio = time.monotonic()
        self.processo.send_signal(signal.SIGINT)
        detto, _ = self.processo.communicate(timeout=20)
        return time.monotonic() - inizio, detto


@contextmanager
def vera(radice: Path, cartella: Path) -> Iterator[Vera]:
    mostra = Vera(radice, cartella)
    try:
        yield mostra
    finally:
        mostra.processo.kill()
        mostra.processo.communicate()


def nuda(pagina: str) -> str:
    """Return a served page as it was built."""
    return TESTA.sub("", pagina)


TESTA = re.compile(r'<link rel="stylesheet" href="/.anteprima/fascia.css">\n<script src="/.anteprima/attesa.js".*\n')


def con_fascia(testo: str) -> Callable[[str], bool]:
    return lambda pagina: "anteprima-fascia" in pagina and testo in pagina


def senza_fascia(pagina: str) -> bool:
    return "anteprima-fascia" not in pagina and "anteprima-prima" not in pagina


@pytest.mark.slow
@pytest.mark.xdist_group("costruisci")
def test_l_anteprima_vera_dal_primo_errore_alla_chiusura(tmp_path: Path) -> None:
    radice = progetto_piccolo(tmp_path / "p")
    file = radice / "data/2021/consuntivo/anagrafica.csv"
    giusto = file.read_text(encoding="utf-8")
    assert "2.1.1.a;5,8" in giusto
    pagina = "2021/obiettivi/2.1.1.html"
    file.write_text(giusto.replace("2.1.1.a;5,8", "2.1.1.a;boh"), encoding="utf-8")
    with vera(radice, tmp_path / "tmp") as anteprima:
        prima = anteprima.aspetta(pagina, con_fascia("anagrafica.csv:"))
        assert "anteprima-prima" in prima, "there is no good page yet"
        file.write_text(giusto, encoding="utf-8")
        assert "5,8" in anteprima.aspetta(pagina, senza_fascia)
        file.write_text(giusto.replace("2.1.1.a;5,8", "2.1.1.a;"), encoding="utf-8")
        file.write_text(giusto.replace("2.1.1.a;5,8", "2.1.1.a;5,97"), encoding="utf-8")
        servita = anteprima.aspetta(pagina, lambda testo: "5,97" in testo)
        esito = ciclo("costruisci", "--senza-pdf", "--da-capo", "--uscita", str(tmp_path / "s"), radice=radice)
        assert esito.returncode == 0, esito.stderr
        assert nuda(servita) == (tmp_path / "s" / pagina).read_text(encoding="utf-8")
        assert anteprima.piu_lenta < 1
        secondi, detto = anteprima.chiudi()
        assert anteprima.processo.returncode == 0
        assert secondi < 3, "one on a quiet machine"
        assert f"http://127.0.0.1:{anteprima.porta}/" in detto
        assert list(anteprima.temporanea.iterdir()) == []


def _mette(file: Path, testo: str) -> Callable[[], object]:
    return lambda: file.write_text(testo, encoding="utf-8")


@pytest.mark.prova
@pytest.mark.xdist_group("costruisci")
def test_ogni_guasto_si_vede_e_si_rimedia(tmp_path: Path) -> None:
    radice = progetto_piccolo(tmp_path / "p")
    (radice / "theme").unlink()
    shutil.copytree(RADICE / "theme", radice / "theme")
    capitolo, modello = radice / "content/2021/relazione/premessa.md", radice / "theme/main.html"
    giusto, bello = capitolo.read_text(encoding="utf-8"), modello.read_text(encoding="utf-8")
    impostazioni = (radice / "mkdocs.yml").read_text(encoding="utf-8")
    via = tmp_path / "via"
    guasti: dict[str, tuple[Callable[[], object], str, Callable[[], object]]] = {
        "un collegamento": (_mette(capitolo, f"{giusto}\n[x](manca.md)\n"), "manca.md", _mette(capitolo, giusto)),
        "una macro": (_mette(capitolo, f"{giusto}\n{{{{ gradi() }}}}\n"), "premessa.md:", _mette(capitolo, giusto)),
        "un argomento": (_mette(capitolo, giusto.replace("grado()", 'grado("9.9")')), "9.9", _mette(capitolo, giusto)),
        "un file che non si legge": (
            lambda: (capitolo.rename(via), capitolo.symlink_to(via)),
            "premessa.md",
            lambda: (capitolo.unlink(), via.rename(capitolo)),
        ),
        "un modello": (_mette(modello, bello + "{% if %}"), "main.html", _mette(modello, bello)),
        "un nome in un modello": (
            _mette(modello, bello.replace('<div class="corpo">', "{{ a.b.c }}")),
            "theme",
            _mette(modello, bello),
        ),
        "le impostazioni": (
            _mette(radice / "mkdocs.yml", "a: ["),
            "mkdocs.yml",
            _mette(radice / "mkdocs.yml", impostazioni),
        ),
        "un anno che manca": (
            lambda: (radice / "data/2021").rename(via),
            "2021",
            lambda: via.rename(radice / "data/2021"),
        ),
        "un progetto vuoto": (lambda: (radice / "data").rename(via), "data", lambda: via.rename(radice / "data")),
        "i capitoli": (lambda: (radice / "content").rename(via), "content", lambda: via.rename(radice / "content")),
    }
    with vera(radice, tmp_path / "tmp") as anteprima:
        buona = anteprima.aspetta("index.html", senza_fascia)
        for nome, (guasta, parola, rimedia) in guasti.items():
            guasta()
            pagina = anteprima.aspetta("index.html", con_fascia(parola))
            assert "La performance" in pagina, f"{nome}: the last good page stays"
            assert "difetto del programma" not in pagina, nome
            rimedia()
            assert nuda(anteprima.aspetta("index.html", senza_fascia)) == nuda(buona), nome
        assert anteprima.piu_lenta < 1


@pytest.mark.prova
@pytest.mark.xdist_group("costruisci")
def test_dopo_ogni_cambiamento_la_pagina_guardata_e_le_altre_sono_quelle_rifatte(tmp_path: Path) -> None:
    """In the process that goes on; a program that changes has, as in the preview, a new one."""
    radice = progetto_che_cambia(tmp_path / "p")
    pagine = ("2022/obiettivi/2.1.html", "index.html", "2022/relazione/risultati.html")
    detti: SimpleQueue[Any] = SimpleQueue()
    costruttore = Costruttore(radice, lambda _, detto: detti.put(detto))
    try:
        for numero, (nome, cambia) in enumerate({"com'è": lambda _: None, **CAMBIANO}.items()):
            occhio = Occhio(radice, radice, RADICE)
            prima = occhio.del_programma()
            cambia(radice)
            if occhio.del_programma() != prima:
                costruttore.chiudi()
                detti.get()
                costruttore = Costruttore(radice, lambda _, detto: detti.put(detto))
            cartella, pagina = tmp_path / str(numero), pagine[numero % len(pagine)]
            costruttore.chiedi(cartella, pagina)
            assert detti.get() == {"prima": pagina}, nome
            assert "base" in detti.get(), nome
            esito = ciclo("costruisci", "--senza-pdf", "--da-capo", radice=radice)
            assert esito.returncode == 0, esito.stderr
            rifatte = impronte(radice / "site")
            del rifatte["versione.json"]
            assert impronte(cartella / LE_ALTRE) == rifatte, nome
            assert impronte(cartella / LA_PRIMA) == {pagina: rifatte[pagina]}, nome
            shutil.rmtree(cartella)
    finally:
        costruttore.chiudi()
