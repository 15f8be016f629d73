"""The tools find what they are there to find: each is shown one fault of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter

from tests import strumenti
from tests.strumenti import StrumentoMancanteError, collegamenti, html, richiedi
from tests.strumenti.browser import (
    Sito,
    scorrimento_laterale,
    sito_nel_browser,
    violazioni_axe,
)
from tests.strumenti.vera import valida


def pagina(corpo: str, testa: str = "") -> str:
    return (
        '<!doctype html>\n<html lang="it">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Pagina di prova</title>{testa}</head>\n<body>{corpo}</body>\n</html>\n"
    )


def scrivi(cartella: Path, **file: str) -> Path:
    """Write pages by name; `__` is a slash, and the suffix is .html unless given with `_css`."""
    for nome, testo in file.items():
        base = nome.replace("__", "/")
        percorso = cartella / (f"{base.removesuffix('_css')}.css" if base.endswith("_css") else f"{base}.html")
        percorso.parent.mkdir(parents=True, exist_ok=True)
        percorso.write_text(testo, encoding="utf-8")
    return cartella


# ---- richiedi -------------------------------------------------------------------------------


@pytest.fixture
def senza_strumento(monkeypatch: pytest.MonkeyPatch) -> None:
    inesistente = strumenti._Strumento(("programma-che-non-esiste", "/non/esiste.jar"), "pacchetto")
    monkeypatch.setitem(strumenti._STRUMENTI, "prova", inesistente)


@pytest.mark.usefixtures("senza_strumento")
def test_strumento_mancante_in_ci_fa_fallire(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(StrumentoMancanteError, match=r"manca «prova».*pacchetto"):
        richiedi("prova")


@pytest.mark.usefixtures("senza_strumento")
def test_strumento_mancante_altrove_fa_saltare(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="manca «prova»"):
        richiedi("prova")


def test_strumento_presente():
    assert Path(richiedi("java")).is_file()


# ---- collegamenti ---------------------------------------------------------------------------

BUONA = pagina(
    '<h1 id="capo">Uno</h1><a href="b/">b</a> <a href="b/index.html#due">due</a>'
    '<a href="#capo">su</a> <a href="https://example.org/x">fuori</a>'
    '<a href="mailto:ufficio@example.org">posta</a>'
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">',
    '<link rel="stylesheet" href="stile.css"><link rel="canonical" href="https://example.org/">',
)


def test_collegamenti_di_un_sito_buono(tmp_path):
    altra = pagina('<h1 id="due">Due</h1><a href="../">torna</a> <a href="../index.html">torna</a>')
    foglio = "/* url(http://example.org/no.png) */ a { fill: url(#sfumatura) }"
    assert collegamenti.controlla(scrivi(tmp_path, index=BUONA, b__index=altra, stile_css=foglio)) == []


@pytest.mark.parametrize(
    ("corpo", "problema"),
    [
        pytest.param('<a href="manca/">x</a>', "4: file mancante (a href): manca/", id="file mancante"),
        pytest.param('<img src="a.png" alt="">', "4: file mancante (img src): a.png", id="immagine mancante"),
        pytest.param(
            '<a href="../fuori.html">x</a>',
            "4: file mancante (a href): ../fuori.html",
            id="fuori dalla cartella",
        ),
        pytest.param('<a href="#manca">x</a>', "4: punto mancante (a href): #manca", id="punto mancante"),
        pytest.param(
            '<a href="altra.html#qui">x</a>',
            "4: punto mancante (a href): altra.html#qui",
            id="punto mancante in un'altra pagina",
        ),
        pytest.param('<p id="a">x</p><p id="a">y</p>', " id ripetuto 2 volte: a", id="id ripetuto"),
        pytest.param(
            '<a href="/dati/">x</a>',
            "4: percorso assoluto (a href): /dati/",
            id="percorso assoluto",
        ),
        pytest.param(
            '<script src="https://cdn.example.org/a.js"></script>',
            "4: richiesta a un altro sito (script src): https://cdn.example.org/a.js",
            id="script di un altro sito",
        ),
        pytest.param(
            '<img src="//cdn.example.org/a.png" alt="">',
            "4: richiesta a un altro sito (img src): //cdn.example.org/a.png",
            id="altro sito senza schema",
        ),
        pytest.param(
            '<p style="background: url(http://example.org/a.png)">x</p>',
            "4: richiesta a un altro sito (p style): http://example.org/a.png",
            id="altro sito in uno stile",
        ),
        pytest.param(
            '<link rel="stylesheet" href="https://fonts.example.org/x.css">',
            "4: richiesta a un altro sito (link rel=stylesheet): https://fonts.example.org/x.css",
            id="foglio di stile di un altro sito",
        ),
        pytest.param(
            '<a href="sotto">x</a>',
            "4: cartella senza barra finale (a href): sotto",
            id="cartella senza barra",
        ),
        pytest.param(
            '<a href="javascript:void(0)">x</a>',
            "4: collegamento che è uno script (a href): javascript:void(0)",
            id="collegamento javascript",
        ),
    ],
)
def test_collegamenti_guasti(tmp_path, corpo, problema):
    altra = pagina("<h1>Altra</h1>")
    sito = scrivi(tmp_path, index=pagina(corpo), altra=altra, sotto__index=altra)
    assert collegamenti.controlla(sito) == [f"index.html:{problema}"]


def test_collegamenti_di_un_foglio_di_stile(tmp_path):
    foglio = '@import "https://example.org/b.css";\na { background: url("img/manca.png") }\n'
    assert collegamenti.controlla(scrivi(tmp_path, index=pagina(""), css__stile_css=foglio)) == [
        "css/stile.css:1: richiesta a un altro sito (url()): https://example.org/b.css",
        "css/stile.css:2: file mancante (url()): img/manca.png",
    ]


def test_collegamenti_della_pagina_di_errore(tmp_path):
    rotta = pagina('<a href="/ciclo/">home</a>')
    sito = scrivi(tmp_path, **{"index": pagina(""), "404": rotta})
    assert collegamenti.controlla(sito) == []
    assert len(collegamenti.controlla(sito, pagine_di_errore=())) == 1


def test_collegamenti_di_una_cartella_vuota(tmp_path):
    with pytest.raises(ValueError, match="no HTML"):
        collegamenti.controlla(tmp_path)


# ---- html -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_html_e_css(tmp_path):
    sito = scrivi(
        tmp_path,
        index=pagina("<h1>Uno</h1>"),
        rotta__index=pagina("<h1>Due</h1>\n<p><div>x</div></p>\n<section><p>x</p></section>"),
        stile_css="a { colore: red }",
        print_css="@page { bookmark-level: 1 }",
    )
    trovati = html.messaggi(sito)
    assert [t.partition(": ")[2][:40] for t in trovati] == [
        "error: No “p” element in scope but a “p”",
        "warning: Section lacks heading. Consider",
        "error: CSS: “colore”: Property “colore” ",
    ]
    assert [t.partition(": ")[0] for t in trovati] == [
        "rotta/index.html:4",
        "rotta/index.html:5",
        "stile.css:1",
    ]
    senza = html.messaggi(sito, css=False, escludi=["rotta/**"])
    assert senza == []
    ignorati = html.messaggi(sito, ignora=["Section lacks heading", "“p” element", "colore"])
    assert ignorati == []


# ---- vera -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_vera_boccia_pdf_senza_struttura_e_file_che_non_sono_pdf(tmp_path):
    nudo, testo = tmp_path / "nudo con spazio è.pdf", tmp_path / "testo.pdf"
    foglio = PdfWriter()
    foglio.add_blank_page(595, 842)
    foglio.write(nudo)
    testo.write_text("questo non è un PDF", encoding="utf-8")
    esiti = valida([nudo, testo])
    assert [(e.file, e.profilo, e.conforme) for e in esiti] == [
        (nudo, "3a", False),
        (nudo, "ua1", False),
        (testo, "3a", False),
        (testo, "ua1", False),
    ]
    assert any(r.startswith("6.6.2.1-1 ×1: The Catalog dictionary") for r in esiti[0].regole)
    assert any(r.startswith("7.1-11 ×1: ") for r in esiti[1].regole)
    assert esiti[2].regole[0].startswith("illeggibile: ")
    assert str(esiti[1]).startswith("nudo con spazio è.pdf: ua1: NON conforme\n  ")


@pytest.mark.slow
def test_vera_promuove_un_pdf_fatto_bene(tmp_path):
    from weasyprint import HTML

    buono = tmp_path / "buono.pdf"
    HTML(string=pagina("<h1>Uno</h1>")).write_pdf(buono, pdf_variant="pdf/ua-1")
    (esito,) = valida([buono], profili=["ua1"])
    assert esito.conforme, str(esito)


def test_vera_senza_file_non_avvia_java():
    assert valida([]) == []


# ---- browser --------------------------------------------------------------------------------


def corpo(testo: str) -> str:
    return pagina(f"<main><h1>Uno</h1>{testo}</main>")


@pytest.fixture(scope="module")
def sito(tmp_path_factory) -> Sito:
    largo = '<div id="tabella" style="width: 900px">x</div>'
    cartella = scrivi(
        tmp_path_factory.mktemp("sito"),
        index=corpo('<a href="largo/">largo</a>'),
        axe=corpo('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'),
        largo__index=corpo(largo),
        riquadro=corpo(f'<div style="overflow-x: auto">{largo}</div>'),
        fuori=corpo('<img alt="" src="https://example.org/a.png">'),
        radice=corpo('<img alt="" src="/a.png">'),
        script=corpo('<script>document.title = "Cambiato"</script>'),
    )
    with sito_nel_browser(cartella) as aperto:
        yield aperto


@pytest.fixture
def pulito(sito) -> Sito:
    sito.estranee.clear()
    sito.errori.clear()
    return sito


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
class TestBrowser:
    def test_pagina_buona(self, pulito):
        with pulito.apri() as p:
            assert violazioni_axe(p) == []
            p.get_by_role("link", name="largo").click()
            assert p.url == pulito.indirizzo + "largo/"
        assert (pulito.estranee, pulito.errori) == ([], [])

    def test_axe_trova_immagine_senza_testo(self, pulito):
        with pulito.apri("axe.html") as p:
            (violazione,) = violazioni_axe(p)
        assert violazione.startswith("image-alt (critical): ")
        assert violazione.endswith(": img")

    def test_scorrimento_laterale(self, pulito):
        with pulito.apri("largo/", larghezza=320) as p:
            assert scorrimento_laterale(p)[1].startswith("div#tabella: fino a 9")
        with pulito.apri("largo/", larghezza=1280) as p:
            assert scorrimento_laterale(p) == []
        with pulito.apri("riquadro.html", larghezza=320) as p:
            assert scorrimento_laterale(p) == []

    def test_richiesta_a_un_altro_sito(self, pulito):
        with pulito.apri("fuori.html"):
            pass
        assert pulito.estranee == ["https://example.org/a.png"]
        assert any("https://example.org/a.png" in e for e in pulito.errori)

    def test_richiesta_alla_radice(self, pulito):
        with pulito.apri("radice.html"):
            pass
        assert [e.rpartition("/")[2] for e in pulito.estranee] == ["a.png"]
        assert any(e.startswith("404: ") for e in pulito.errori)

    def test_senza_javascript(self, pulito):
        with pulito.apri("script.html") as p:
            assert p.title() == "Cambiato"
        with pulito.apri("script.html", javascript=False, larghezza=320) as p:
            assert p.title() == "Pagina di prova"
            assert scorrimento_laterale(p) == []

    def test_due_siti_insieme(self, pulito, tmp_path):
        cartella = scrivi(tmp_path, index=pagina("<h1>Altro</h1>"))
        with sito_nel_browser(cartella) as altro, altro.apri() as p:
            assert p.inner_text("h1") == "Altro"
        with pulito.apri() as p:
            assert p.inner_text("h1") == "Uno"
