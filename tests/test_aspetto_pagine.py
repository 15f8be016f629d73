"""The look of the built pages in a browser: light and dark, forced colours, paper.

Zoom, large text and keys are in `test_accessibilita`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.strumenti.browser import Sito, scorrimento_laterale, sito_nel_browser
from tests.test_aspetto import CHIARI, SCURI, TESTI, mappa_dei_disegni

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


@pytest.fixture(scope="module")
def sito(solo_pagine: Path):
    with sito_nel_browser(solo_pagine) as aperto:
        yield aperto


def _rgb(colore: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colore[i : i + 2], 16) for i in (1, 3, 5)))


def test_nessuno_stile_e_nessun_colore_fuori_dai_gettoni(solo_pagine: Path) -> None:
    mappa = mappa_dei_disegni()
    del_marchio = {("fill", CHIARI["dato-su-notte"])}
    for pagina in solo_pagine.rglob("*.html"):
        testo = pagina.read_text(encoding="utf-8")
        assert not re.search(r"<[^>]+\sstyle=|<style\b", testo), pagina.name
        scritti = set(re.findall(r'\b(fill|stroke)="(#[^"]+)"', testo))
        assert scritti <= set(mappa) | del_marchio, pagina.name


@pytest.mark.parametrize(("modo", "colori"), [("light", CHIARI), ("dark", SCURI)], ids=["chiaro", "scuro"])
def test_le_coppie_delle_pagine_sono_quelle_misurate(sito: Sito, modo: str, colori: dict[str, str]) -> None:
    ammesse = {f"{_rgb(colori[t])} | {_rgb(colori[f])}" for t, fondi in TESTI.items() for f in fondi}
    altre = {}
    with sito.apri(attesa="load", color_scheme=modo) as aperta:
        for pagina in PAGINE:
            trovate = sito.vai(aperta, pagina).evaluate(COPPIE)
            assert len(trovate) > 5, pagina
            altre |= {(pagina, coppia): dove for coppia, dove in trovate if coppia not in ammesse}
    assert altre == {}


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


@pytest.mark.parametrize(
    "pagina",
    [
        pytest.param("index.html", marks=pytest.mark.prova),
        "2021/obiettivi/2.2.html",
        pytest.param("2021/relazione/valutazione.html", marks=pytest.mark.prova),
    ],
)
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
