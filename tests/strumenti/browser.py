"""A built site in the system's Chromium, served over HTTP from a sub-folder of localhost.

    with sito_nel_browser(cartella) as sito:
        with sito.apri("2021/", larghezza=320) as pagina:
            assert violazioni_axe(pagina) == []
            assert scorrimento_laterale(pagina) == []
        assert sito.estranee == []
        assert sito.errori == []

`pagina` is Playwright's own `Page` (sync API). Launching the browser costs about 1.5 s: open the
site in a fixture of the module or the session. Contexts may be nested, the browser is one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urljoin

from tests.strumenti import richiedi

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SOTTO = "camera/ciclo"
"""The sub-folder the site is served from: nothing may depend on being at the host's root."""

REGOLE_AXE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")

_OPZIONI_CHROMIUM = [
    "--no-sandbox",  # tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",  # containers have a small /dev/shm
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No request leaves the machine: it fails at once, and is recorded.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass(slots=True)
class Sito:
    """A served site and what its pages asked for."""

    indirizzo: str
    """With the sub-folder and a final slash: `http://127.0.0.1:41234/camera/ciclo/`."""
    dal_disco: str
    """The same folder as a double click opens it: `file:///…/`."""
    estranee: list[str] = field(default_factory=list)
    """Addresses asked of other hosts, of this one outside the sub-folder, of the disk outside the folder."""
    errori: list[str] = field(default_factory=list)
    """Answers of 400 and above, failed requests, script errors and console errors."""
    _browser: Browser | None = field(default=None, repr=False)

    @contextmanager
    def apri(
        self,
        percorso: str = "",
        *,
        larghezza: int = 1280,
        altezza: int = 900,
        javascript: bool = True,
        attesa: Literal["load", "networkidle"] | None = None,
        **contesto: Any,
    ) -> Iterator[Page]:
        """A page of the site in a fresh browser context, closed at the end.

        Args:
            percorso: relative to the site (`""` is the home, `2021/` a folder).
            larghezza: of the window, CSS pixels. A zoom of 200 % on a screen of 1280 is 640.
            altezza: of the window, CSS pixels.
            javascript: False loads the page as a browser without scripts does; axe needs True.
            attesa: until when to wait. By default a page with a script is waited for until what it
                fetches by itself is there, which costs half a second; any other until it is loaded.
            contesto: more of Playwright's `new_context`: `forced_colors="active"`,
                `color_scheme="dark"`, `reduced_motion="reduce"`, …
        """
        assert self._browser is not None
        finestra = self._browser.new_context(
            viewport={"width": larghezza, "height": altezza},
            java_script_enabled=javascript,
            locale="it-IT",
            **contesto,
        )
        try:
            pagina = finestra.new_page()
            pagina.on("request", lambda r: self._richiesta(r.url))
            pagina.on("response", lambda r: self._risposta(r.status, r.url))
            pagina.on("requestfailed", lambda r: self._fallita(str(r.failure), r.url))
            pagina.on("pageerror", lambda e: self.errori.append(f"{pagina.url}: {e}"))
            pagina.on("console", lambda m: self._console(m.type, m.text))
            pagina.goto(urljoin(self.indirizzo, percorso), wait_until=attesa or "load")
            if attesa is None and javascript and pagina.locator("script").count():
                pagina.wait_for_load_state("networkidle")
            yield pagina
        finally:
            finestra.close()

    def vai(self, pagina: Page, percorso: str) -> Page:
        """Go to another page in the same context: a long list of pages needs only one."""
        pagina.goto(urljoin(self.indirizzo, percorso), wait_until="load")
        return pagina

    def _richiesta(self, url: str) -> None:
        if not url.startswith((self.indirizzo, self.dal_disco, "data:", "blob:", "about:")):
            self.estranee.append(url)

    def _fallita(self, motivo: str, url: str) -> None:
        if motivo != "net::ERR_ABORTED":  # the page was left while its icon was on the way
            self.errori.append(f"{motivo}: {url}")

    def _console(self, tipo: str, testo: str) -> None:
        # A failed load is told by the response already, with its address.
        if tipo == "error" and not testo.startswith("Failed to load resource"):
            self.errori.append(testo)

    def _risposta(self, stato: int, url: str) -> None:
        if stato >= 400:
            self.errori.append(f"{stato}: {url}")


@contextmanager
def sito_nel_browser(cartella: Path, *, sotto: str = SOTTO) -> Iterator[Sito]:
    """Serve a folder on a free port of localhost, under `sotto`, with a browser ready.

    Raises:
        StrumentoMancanteError: no browser on this machine, in CI (elsewhere the test is skipped).
    """
    if not cartella.is_dir():
        raise FileNotFoundError(cartella)
    richiedi("browser")
    with servi(cartella, sotto=sotto) as indirizzo, _Chromium() as browser:
        yield Sito(indirizzo, f"{cartella.resolve().as_uri()}/", _browser=browser)


def violazioni_axe(pagina: Page, *, regole: tuple[str, ...] = REGOLE_AXE, sola: str = "", senza: str = "") -> list[str]:
    """The violations that axe-core finds, one rule a line: `id (impact): help: first places`.

    The library is put into a page once, so that the same page is cheap to examine again.

    Args:
        regole: tags of the rules to run.
        sola: run this rule alone (`color-contrast`: the one that another colour scheme can change).
        senza: do not run this one, of those of `regole`.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    if not pagina.evaluate("typeof axe === 'object'"):
        pagina.evaluate(AXE_SCRIPT)
    quali = {"type": "rule", "values": [sola]} if sola else {"type": "tag", "values": list(regole)}
    opzioni = {"runOnly": quali, "resultTypes": ["violations"], "rules": {senza: {"enabled": False}} if senza else {}}
    esito = pagina.evaluate("o => axe.run(document, o)", opzioni)
    return [
        f"{v['id']} ({v['impact']}): {v['help']}: "
        + ", ".join(" ".join(map(str, nodo["target"])) for nodo in v["nodes"][:5])
        for v in esito["violations"]
    ]


def scorrimento_laterale(pagina: Page) -> list[str]:
    """What makes the page scroll sideways at its width; empty where it does not.

    What is wider inside a box that scrolls by itself (a wide table in its region) is allowed.
    """
    trovati: list[str] = pagina.evaluate(_SCORRIMENTO)
    return trovati


_SCORRIMENTO = """() => {
  const radice = document.documentElement;
  const larghezza = radice.clientWidth;
  if (radice.scrollWidth <= larghezza) return [];
  const colpevoli = [];
  for (const e of document.body.querySelectorAll("*")) {
    const destra = e.getBoundingClientRect().right + window.scrollX;
    if (destra <= larghezza + 0.5) continue;
    let contenuto = false;
    for (let a = e.parentElement; a && a !== document.body; a = a.parentElement) {
      if (getComputedStyle(a).overflowX !== "visible") { contenuto = true; break; }
    }
    if (contenuto) continue;
    const nome = e.tagName.toLowerCase() + (e.id ? "#" + e.id : "")
      + [...e.classList].map(c => "." + c).join("");
    colpevoli.push(`${nome}: fino a ${Math.ceil(destra)} px su ${larghezza}`);
  }
  const tutto = `pagina: ${radice.scrollWidth} px su ${larghezza}`;
  return [tutto, ...colpevoli.slice(0, 10)];
}"""


@contextmanager
def servi(cartella: Path, *, sotto: str = SOTTO) -> Iterator[str]:
    """Serve a folder over HTTP under a sub-folder; yields its address, with a final slash."""
    prefisso = f"/{sotto.strip('/')}/" if sotto.strip("/") else "/"

    class Servizio(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(cartella))

        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(prefisso))

        def send_head(self) -> Any:
            if self.path.startswith(prefisso):
                return super().send_head()
            # A browser asks the host's root for its icon by itself; the rest is not ours.
            nessuno = HTTPStatus.NO_CONTENT if self.path == "/favicon.ico" else HTTPStatus.NOT_FOUND
            self.send_response(nessuno)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: Any) -> None:
            pass  # the browser drops connections when a page is closed

    with Server(("127.0.0.1", 0), Servizio) as server:
        filo = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        filo.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}{prefisso}"
        finally:
            server.shutdown()
            filo.join()


class _Chromium:
    """The process's one browser, launched by the first user and closed by the last.

    Playwright's sync API cannot be started twice in a thread.
    """

    _utenti = 0
    _pila = ExitStack()
    _browser: Browser | None = None

    def __enter__(self) -> Browser:
        tipo = type(self)
        if tipo._browser is None:
            from playwright.sync_api import sync_playwright

            with ExitStack() as pila:
                playwright = pila.enter_context(sync_playwright())
                browser = playwright.chromium.launch(executable_path=richiedi("browser"), args=_OPZIONI_CHROMIUM)
                pila.callback(browser.close)
                tipo._pila = pila.pop_all()
            tipo._browser = browser
        tipo._utenti += 1
        return tipo._browser

    def __exit__(self, *_: object) -> None:
        tipo = type(self)
        tipo._utenti -= 1
        if tipo._utenti == 0:
            tipo._browser = None
            tipo._pila.close()
