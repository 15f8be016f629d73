"""The recipes for web servers, tried on the real ones: what they say of a file, in a sub-folder of loopback."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from macros.checks.deposito import FIGURE
from macros.model.luoghi import CALENDARIO, CATALOGO, MAPPA_COLLEGAMENTI, RICERCA, SOMME
from macros.publish.pacchetto.insieme import nomi_aperti
from macros.reading.anno.evidenze import GENERI
from macros.vista.vista import carica_vista
from scripts.configura import ALTRI, GIORNO, MESE, SERVER, TESTI, configurazione
from scripts.sito.risorse import installati
from tests.conftest import esegui
from tests.manuale import MANUALE, blocchi
from tests.progetto_copia import MINI, RADICE, copia_di
from tests.strumenti import richiedi
from tests.strumenti.browser import sito_nel_browser

SOTTO = "/performance"


def test_dice_la_stessa_cosa_a_tutti_i_server_e_niente_resta_da_riempire() -> None:
    for server in SERVER:
        for radice in ("", SOTTO):
            scritto = configurazione(server, "esempio.it", radice, "/srv/ciclo", 80)
            assert all(
                parola in scritto for parola in ("nosniff", "Referrer-Policy", GIORNO, MESE, "frame-ancestors *")
            )
            assert all(tipo in scritto for tipo in (TESTI | ALTRI).values())
            assert not any(f"${nome}" in scritto for nome in ("radice", "csp", "tipi", "cartella", "testi", "breve"))


@pytest.mark.slow
def test_ogni_genere_di_file_che_il_sito_puo_avere_e_fra_i_tipi_e_nessun_altro() -> None:
    """What nobody names is served as unknown bytes, and with nosniff a browser does not guess."""
    del_tema = {f.name for f in (RADICE / "theme").rglob("*") if f.is_file()}
    scritti = {CALENDARIO, CATALOGO, MAPPA_COLLEGAMENTI, RICERCA, *nomi_aperti(carica_vista(MINI), 2021)}
    generi = {Path(nome).suffix.removeprefix(".") for nome in del_tema | scritti | {*installati()}}
    degli_uffici = {*GENERI, *(figura.removeprefix(".") for figura in FIGURE)}
    assert generi | degli_uffici == (TESTI | ALTRI).keys()


@pytest.mark.slow
def test_di_un_sito_intero_nessun_file_resta_senza_tipo(sito_intero: Path) -> None:
    """Whatever a build comes to write: this list is of kinds, and the build does not know it."""
    scritti = {f.suffix.removeprefix(".") for f in sito_intero.rglob("*") if f.is_file() and f.name != SOMME}
    assert scritti - (TESTI | ALTRI).keys() == set()


def test_una_cartella_che_andrebbe_fra_virgolette_si_rifiuta() -> None:
    codice, _, errore = esegui("configura", "nginx", "--cartella", '/srv/a"; b')
    assert codice == 2
    assert "si scrive intera" in errore


@pytest.mark.parametrize(
    "sotto",
    ["/a;return/", "/$uri/", "/a{b}/", "/a.*(b/", "/%0a;x/", "/../etc/", "//altrove/", "/è/", "/x?y=1", "/x#y", "/.x"],
)
def test_un_indirizzo_che_il_server_leggerebbe_come_una_regola_si_rifiuta(tmp_path: Path, sotto: str) -> None:
    """The address is written by an office, the configuration is executed by a server."""
    ente = copia_di("mini", lambda cartella: shutil.copytree(MINI, cartella), tmp_path / "p") / "data/ente.yml"
    ente.write_text(f'{ente.read_text("utf-8")}indirizzo_sito: "https://esempio.it{sotto}"\n', encoding="utf-8")
    for server in SERVER:
        codice, fuori, errore = esegui("configura", server, "--radice", tmp_path / "p")
        assert (codice, fuori) == (1, ""), sotto
        assert "Correggerlo" in errore


def test_un_nome_con_accenti_e_scritto_come_un_server_se_lo_sente_chiedere(tmp_path: Path) -> None:
    ente = copia_di("mini", lambda cartella: shutil.copytree(MINI, cartella), tmp_path / "p") / "data/ente.yml"
    ente.write_text(f'{ente.read_text("utf-8")}indirizzo_sito: "https://città.it/a-b.c/"\n', encoding="utf-8")
    codice, fuori, _ = esegui("configura", "nginx", "--radice", tmp_path / "p")
    assert (codice, "server_name xn--citt-3na.it;" in fuori, "location /a-b.c/ {" in fuori) == (0, True, True)


def test_i_comandi_della_pagina_pubblicare_funzionano_copiati(tmp_path: Path) -> None:
    """Ours are run; of those for another machine the grammar is read, and the exchange of two versions is done here."""
    comandi = [c for b in blocchi(MANUALE / "pubblicare.md") for c in b.comandi]
    nostri = [c.partition(" > ")[0].split() for c in comandi if "/ciclo configura" in c]
    assert {parole[2] for parole in nostri} == set(SERVER)
    for parole in nostri:
        codice, scritto, _ = esegui(*parole[1:])
        assert codice == 0
        assert "nosniff" in scritto
    for comando in comandi:
        assert subprocess.run(["bash", "-n"], input=comando, text=True, check=False).returncode == 0, comando
    scambio = next(c for c in comandi if "mv -T" in c)
    for versione in ("1", "2"):
        (tmp_path / versione).mkdir()
        comando = re.sub(r'ssh \S+ "(.*)"', r"\1", scambio).replace("/srv/ciclo", str(tmp_path))
        subprocess.run(["bash", "-c", f"versione={versione}; {comando}"], check=True)
        assert (tmp_path / "sito").readlink() == Path(versione)


@pytest.fixture(scope="module")
def sito(tmp_path_factory: pytest.TempPathFactory, solo_pagine: Path) -> Path:
    """The pages, with one file of each kind that `ciclo costruisci` adds."""
    cartella = tmp_path_factory.mktemp("server") / "sito"
    shutil.copytree(solo_pagine, cartella)
    di_macchine = (CALENDARIO, CATALOGO, MAPPA_COLLEGAMENTI)
    for nome in ("documenti/2021/relazione-2021.pdf", "dati/2021/obiettivi.csv", *di_macchine):
        (cartella / nome).parent.mkdir(parents=True, exist_ok=True)
        (cartella / nome).write_bytes(b"abc\n" * 999)
    for nome in ("documenti/2021/relazione-2021.html", "frammenti/06-02.html"):
        (cartella / nome).parent.mkdir(parents=True, exist_ok=True)
        (cartella / nome).write_text("<style>p { color: red; }</style><p>à</p>", encoding="utf-8")
    for file in cartella.rglob("*"):
        os.utime(file, (1_600_000_000, 1_600_000_000))  # of a file of this second Apache does not trust the time
    return cartella


def _porta() -> int:
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        return int(presa.getsockname()[1])


@contextmanager
def _nginx(sito: Path, lavoro: Path) -> Iterator[int]:
    porta = _porta()
    (lavoro / "sito.conf").write_text(configurazione("nginx", "localhost", SOTTO, str(sito), porta), encoding="utf-8")
    temporanee = "".join(f"{n}_temp_path {lavoro}/{n};\n" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (lavoro / "nginx.conf").write_text(
        f"user root; daemon off; pid {lavoro}/pid; error_log stderr;\nevents {{}}\n"
        f"http {{ access_log off;\n{temporanee}include {lavoro}/sito.conf; }}\n",
        encoding="utf-8",
    )
    yield from _acceso([richiedi("nginx"), "-p", str(lavoro), "-c", str(lavoro / "nginx.conf")], porta)


@contextmanager
def _apache(sito: Path, lavoro: Path) -> Iterator[int]:
    yield from _con_apache(lavoro, configurazione("apache", "localhost", SOTTO, str(sito), 80))


@contextmanager
def _htaccess(sito: Path, lavoro: Path) -> Iterator[int]:
    file = sito / ".htaccess"
    file.write_text(configurazione("htaccess", "localhost", SOTTO, str(sito), 80), encoding="utf-8")
    dove = f'Alias "{SOTTO}" "{sito}"\n<Directory "{sito}">\nRequire all granted\nAllowOverride FileInfo Indexes\n'
    try:
        yield from _con_apache(lavoro, f"{dove}</Directory>\n")
    finally:
        file.unlink()


def _con_apache(lavoro: Path, righe: str) -> Iterator[int]:
    porta, moduli = _porta(), Path("/usr/lib/apache2/modules")
    quali = ("mpm_event", "authz_core", "alias", "deflate", "dir", "filter", "headers", "mime")
    carica = "".join(f"LoadModule {m}_module {moduli}/mod_{m}.so\n" for m in quali)
    (lavoro / "apache.conf").write_text(
        f"{carica}ServerName localhost\nListen 127.0.0.1:{porta}\nPidFile {lavoro}/pid\nErrorLog /dev/stderr\n"
        f"DefaultRuntimeDir {lavoro}\nTypesConfig /dev/null\n{righe}",
        encoding="utf-8",
    )
    comando = [richiedi("apache2"), "-d", str(lavoro), "-f", str(lavoro / "apache.conf"), "-DFOREGROUND"]
    yield from _acceso(comando, porta)


def _acceso(comando: list[str], porta: int) -> Iterator[int]:
    processo = subprocess.Popen(comando, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            with socket.socket() as presa:
                if presa.connect_ex(("127.0.0.1", porta)) == 0:
                    break
            if processo.poll() is not None:
                pytest.fail(str(processo.communicate()[1]))
            time.sleep(0.05)
        yield porta
    finally:
        processo.terminate()
        processo.communicate()


def chiedi(porta: int, percorso: str, **intestazioni: str) -> tuple[int, dict[str, str]]:
    connessione = http.client.HTTPConnection("127.0.0.1", porta, timeout=20)
    connessione.request("GET", percorso, headers={k.replace("_", "-"): v for k, v in intestazioni.items()})
    risposta = connessione.getresponse()
    risposta.read()
    connessione.close()
    return risposta.status, {k.lower(): v for k, v in risposta.getheaders()}


DEI_FILE = {
    "index.html": ("text/html; charset=utf-8", "no-cache"),
    "": ("text/html; charset=utf-8", "no-cache"),
    "css/screen.css": ("text/css; charset=utf-8", "no-cache"),
    RICERCA: ("text/javascript; charset=utf-8", "no-cache"),
    "dati/2021/obiettivi.csv": ("text/csv; charset=utf-8", "no-cache"),
    CALENDARIO: ("text/calendar; charset=utf-8", "no-cache"),
    MAPPA_COLLEGAMENTI: ("application/json; charset=utf-8", "no-cache"),
    CATALOGO: ("application/ld+json; charset=utf-8", "no-cache"),
    "img/marchio.svg": ("image/svg+xml; charset=utf-8", "no-cache"),
    "documenti/2021/relazione-2021.pdf": ("application/pdf", GIORNO),
    "documenti/2021/relazione-2021.html": ("text/html; charset=utf-8", GIORNO),
    "assets/bootstrap-italia/fonts/Lora/lora-v20-latin-ext_latin-700.woff2": ("font/woff2", MESE),
}


@pytest.mark.slow
@pytest.mark.xdist_group("accesso")
@pytest.mark.parametrize("acceso", [_nginx, _apache, _htaccess], ids=["nginx", "Apache", "htaccess"])
def test_tipi_copie_compressione_e_sicurezza_in_una_sottocartella(acceso, sito: Path, tmp_path: Path) -> None:
    with acceso(sito, tmp_path) as porta:
        for nome, (tipo, durata) in DEI_FILE.items():
            stato, dette = chiedi(porta, f"{SOTTO}/{nome}", Accept_Encoding="gzip")
            assert (stato, dette["content-type"], dette["cache-control"]) == (200, tipo, durata), nome
            assert dette["x-content-type-options"] == "nosniff", nome
            assert dette["referrer-policy"] == "strict-origin-when-cross-origin", nome
            assert ("content-security-policy" in dette) is tipo.startswith("text/html"), nome
            if nome in {"index.html", RICERCA, "dati/2021/obiettivi.csv"}:
                assert dette["content-encoding"] == "gzip", nome
            if nome:
                segno = dette["etag"]
                assert chiedi(porta, f"{SOTTO}/{nome}", Accept_Encoding="gzip", If_None_Match=segno)[0] == 304, nome
        _, del_frammento = chiedi(porta, f"{SOTTO}/frammenti/06-02.html")
        assert del_frammento["x-robots-tag"] == "noindex"
        assert "frame-ancestors *" in del_frammento["content-security-policy"]
        assert chiedi(porta, SOTTO)[0] == 301
        stato, dette = chiedi(porta, f"{SOTTO}/manca/qui.html")
        assert (stato, dette["x-content-type-options"]) == (404, "nosniff")
        if acceso is _nginx:  # a browser holds the pages to the policy: search, styles, a document alone
            with sito_nel_browser(sito) as navigato:
                for nome in ("cerca.html?q=2.2", "2021/obiettivi/2.2.html", "documenti/2021/relazione-2021.html"):
                    with navigato.apri(f"http://127.0.0.1:{porta}{SOTTO}/{nome}") as pagina:
                        if nome.startswith("cerca"):
                            pagina.locator("#cerca-trovati li").first.wait_for()
                assert navigato.errori == []
