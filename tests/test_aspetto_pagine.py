"""The look of the built pages in a browser: light and dark, forced colours, text at 200 %, paper."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.strumenti import richiedi
from tests.strumenti.browser import Sito, scorrimento_laterale, sito_nel_browser
from tests.test_aspetto import CHIARI, RADICE, SCURI, TESTI, mappa_dei_disegni

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("aspetto")]

PAGINE = (
    "index.html",
    "2021/index.html",
    "2021/piano/risorse.html",
    "2021/albero/aree-strategiche.html",
    "2021/obiettivi/2.2.html",
    "2021/responsabili/anagrafica.html",
    "2021/monitoraggio/anagrafica.html",
    "2021/relazione/scostamenti.html",
    "2021/relazione/valutazione.html",
    "trasparenza/index.html",
    "trasparenza/06-03.html",
    "manuale/formato.html",
    "manuale/messaggi.html",
    "accessibilita.html",
    "dati.html",
    "mappa.html",
    "cerca.html",
    "404.html",
)

# Colour of every visible text and of the ground under it, once a pair.
COPPIE = """() => {
  const trovate = new Map();
  const fondo = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (c !== "rgba(0, 0, 0, 0)") return c;
    }
    return "nessuno";
  };
  const testi = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = testi.nextNode());) {
    const e = n.parentElement;
    if (!n.data.trim() || !e.getClientRects().length || e.closest("script, title, desc")) continue;
    const s = getComputedStyle(e);
    const colore = e instanceof SVGElement ? s.fill : s.color;
    trovate.set(`${colore} | ${fondo(e)}`, e.tagName + "." + (e.getAttribute("class") || ""));
  }
  return [...trovate];
}"""

# Boxes whose words are cut, or that scroll sideways.
TAGLIATI = """() => [...document.querySelectorAll("body *")].filter(e => {
  const s = getComputedStyle(e);
  return e.getClientRects().length && s.overflowX !== "visible" && s.clipPath === "none"
    && !(e instanceof SVGElement) && e.tagName !== "INPUT" && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.tagName + "." + e.className)"""


@pytest.fixture(scope="module")
def cartella(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cartella = tmp_path_factory.mktemp("pagine") / "site"
    esito = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(cartella)],
        cwd=RADICE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert esito.returncode == 0, esito.stderr
    return cartella


@pytest.fixture(scope="module")
def sito(cartella: Path):
    with sito_nel_browser(cartella) as aperto:
        yield aperto


def _rgb(colore: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colore[i : i + 2], 16) for i in (1, 3, 5)))


def test_nessuno_stile_e_nessun_colore_fuori_dai_gettoni(cartella: Path) -> None:
    mappa = mappa_dei_disegni()
    del_marchio = {("fill", CHIARI["dato-su-notte"])}
    for pagina in cartella.rglob("*.html"):
        testo = pagina.read_text(encoding="utf-8")
        assert not re.search(r"<[^>]+\sstyle=|<style\b", testo), pagina.name
        scritti = set(re.findall(r'\b(fill|stroke)="(#[^"]+)"', testo))
        assert scritti <= set(mappa) | del_marchio, pagina.name


@pytest.mark.parametrize("pagina", PAGINE)
@pytest.mark.parametrize(("modo", "colori"), [("light", CHIARI), ("dark", SCURI)], ids=["chiaro", "scuro"])
def test_le_coppie_delle_pagine_sono_quelle_misurate(
    sito: Sito, pagina: str, modo: str, colori: dict[str, str]
) -> None:
    ammesse = {f"{_rgb(colori[t])} | {_rgb(colori[f])}" for t, fondi in TESTI.items() for f in fondi}
    with sito.apri(pagina, attesa="load", color_scheme=modo) as aperta:
        trovate = aperta.evaluate(COPPIE)
    assert len(trovate) > 5
    assert {coppia: dove for coppia, dove in trovate if coppia not in ammesse} == {}


@pytest.mark.parametrize("pagina", PAGINE)
def test_niente_scorre_di_lato_a_320_pixel(sito: Sito, pagina: str) -> None:
    with sito.apri(pagina, larghezza=320, attesa="load") as aperta:
        assert scorrimento_laterale(aperta) == []
        assert aperta.evaluate(TAGLIATI) == []


@pytest.fixture(scope="module")
def a_testo_doppio(sito: Sito):
    """The same browser as set by who reads with a text of 32 pixels."""
    with sito.apri(attesa="load") as pagina:
        tipo = pagina.context.browser.browser_type
    aperto = tipo.launch(
        executable_path=richiedi("browser"), args=["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    )
    yield aperto
    aperto.close()


@pytest.mark.parametrize(
    "pagina", [p for p in PAGINE if not p.startswith(("manuale", "2021/monitoraggio", "404", "dati"))]
)
def test_a_testo_doppio_niente_si_perde(sito: Sito, a_testo_doppio: Browser, pagina: str) -> None:
    for larghezza in (375, 1280):
        finestra = a_testo_doppio.new_page(viewport={"width": larghezza, "height": 900})
        finestra.goto(sito.indirizzo + pagina)
        assert finestra.evaluate("getComputedStyle(document.body).fontSize") == "32px"
        assert scorrimento_laterale(finestra) == [], larghezza
        if larghezza > 640:  # narrower than 320 pixels of before, a table may scroll in its own box
            assert finestra.evaluate(TAGLIATI) == [], larghezza
        finestra.close()


def test_colori_imposti_il_segno_della_pagina_corrente_e_il_fuoco_restano(sito: Sito) -> None:
    with sito.apri("2021/obiettivi/2.2.html", attesa="load", forced_colors="active") as pagina:
        corrente = pagina.locator(".indice-anno a[aria-current=page]")
        stile = "(e, parte) => { const s = getComputedStyle(e, parte); return [s.borderLeftStyle, s.borderLeftWidth]; }"
        assert corrente.evaluate(stile, "::before") == ["solid", "3px"]
        assert int(corrente.evaluate("e => getComputedStyle(e).fontWeight")) >= 600
        corrente.focus()
        pagina.keyboard.press("Shift+Tab")
        pagina.keyboard.press("Tab")
        contorno = corrente.evaluate("e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth]; }")
        assert contorno == ["solid", "3px"]
        pieno, carta = pagina.evaluate(
            """() => [getComputedStyle(document.querySelector('figure svg rect[fill="#1f4e80"]')).fill,
                      getComputedStyle(document.body).backgroundColor]"""
        )
        assert pieno != carta


def test_chi_non_vuole_movimento_non_ne_vede(sito: Sito) -> None:
    with sito.apri("cerca.html", attesa="load", reduced_motion="reduce") as pagina:
        mossi = """() => [...document.querySelectorAll("*")].filter(e => {
          const s = getComputedStyle(e);
          return s.scrollBehavior === "smooth" || s.animationName !== "none"
            || !/^0s(, 0s)*$/.test(s.transitionDuration);
        }).map(e => e.tagName)"""
        assert pagina.evaluate(mossi) == []


@pytest.mark.parametrize("pagina", ["index.html", "2021/obiettivi/2.2.html", "2021/relazione/valutazione.html"])
def test_la_stampa_del_browser_porta_la_pagina_senza_la_cornice(sito: Sito, pagina: str) -> None:
    with sito.apri(pagina, larghezza=718, attesa="load", color_scheme="dark") as aperta:
        aperta.emulate_media(media="print", color_scheme="dark")
        assert aperta.locator("nav:visible").count() == 0
        assert aperta.locator("main :text('2021'):visible").count() > 0
        nascosti = aperta.locator("main p, main td, main th, main dd").evaluate_all(
            """tutti => tutti.filter(e => !e.getClientRects().length && e.textContent.trim()
                 && !e.closest("details:not([open]), .solo-schermo")).map(e => e.textContent.slice(0, 60))"""
        )
        assert nascosti == []
        assert aperta.evaluate("getComputedStyle(document.body).backgroundColor") == _rgb(CHIARI["carta"])
        assert scorrimento_laterale(aperta) == []
        assert aperta.pdf(format="A4").startswith(b"%PDF")
