"""Segnaposto, testo protetto, disegni: ciò che sta fra le macro e la pagina."""

from __future__ import annotations

from fractions import Fraction
from html import unescape
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import PluginError

from macros.publish.html.frammenti import DEPOSITO, controlla_markdown, da_qui, risolvi
from macros.publish.html.glifi import COLORI, glifo, percentuale
from macros.publish.html.modelli import componi
from macros.publish.html.sigle import spiega_sigle
from macros.publish.pagine.in_linea import protetto

ESTENSIONI = ["attr_list", "def_list", "sane_lists", "toc", "footnotes", "tables"]
OSTILE = "*a* <b> {{ 1 }} _x_ | `"


class Lettore(HTMLParser):
    """Il testo di un frammento di HTML, per marca."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pezzi: list[tuple[str, str]] = []
        self.aperte: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.aperte.append(tag)

    def handle_endtag(self, tag):
        if tag in self.aperte:
            while self.aperte.pop() != tag:
                pass

    def handle_data(self, data):
        self.pezzi.append((self.aperte[-1] if self.aperte else "", data))


def letto(html: str, *, dentro: str = "") -> str:
    lettore = Lettore()
    lettore.feed(html)
    return "".join(pezzo for marca, pezzo in lettore.pezzi if not dentro or marca == dentro)


def pagina(sorgente: str) -> str:
    return markdown.markdown(sorgente, extensions=ESTENSIONI)


@pytest.fixture(autouse=True)
def deposito():
    DEPOSITO.svuota()
    yield DEPOSITO
    DEPOSITO.svuota()


# --- segnaposto -----------------------------------------------------------------------------


def test_un_blocco_da_solo_su_una_riga_diventa_il_suo_html(deposito):
    posto = deposito.metti("metodo()", "<table><tr><td>x</td></tr></table>")
    sorgente = f"# Titolo\n\nPrima.\n\n{posto}\n\nDopo."
    controlla_markdown(sorgente, "2021/metodo.md")
    html = risolvi(pagina(sorgente), "2021/metodo.html")
    assert "<p>Prima.</p>\n<table><tr><td>x</td></tr></table>\n\n<p>Dopo.</p>" in html
    assert "data-frammento" not in html


@pytest.mark.parametrize(
    "sorgente",
    [
        pytest.param("## Scheda {posto}", id="titolo con il cancelletto"),
        pytest.param("# {posto}", id="titolo fatto della sola macro"),
        pytest.param("Scheda {posto}\n-----", id="titolo sottolineato"),
        pytest.param("{posto}\n===", id="macro sottolineata"),
    ],
)
def test_un_blocco_in_un_titolo_ferma_la_costruzione(deposito, sorgente):
    posto = deposito.metti('scheda_consuntivo("2.2")', "<table></table>")
    with pytest.raises(PluginError) as errore:
        controlla_markdown(sorgente.format(posto=posto), "2021/relazione/x.md")
    assert str(errore.value) == (
        '2021/relazione/x.md: la macro di blocco «scheda_consuntivo("2.2")» è dentro un titolo. '
        "Rimedio: metterla da sola su una riga sotto il titolo, e nel titolo usare una macro in linea, "
        "per esempio {{ titolo(...) }}."
    )


@pytest.mark.parametrize(
    "sorgente",
    [
        pytest.param("Si veda {posto} qui.", id="dentro una frase"),
        pytest.param("- {posto}", id="in un elenco"),
        pytest.param("    {posto}", id="rientrata come codice"),
        pytest.param("a | {posto}\n--- | ---", id="in una tabella"),
    ],
)
def test_un_blocco_in_mezzo_al_testo_ferma_la_costruzione(deposito, sorgente):
    posto = deposito.metti("metodo()", "<table></table>")
    with pytest.raises(PluginError, match="in mezzo ad altro testo o rientrata"):
        controlla_markdown(sorgente.format(posto=posto), "x.md")


@pytest.mark.parametrize(
    ("html", "dove"),
    [
        ("<h2 id='a'>A {posto}</h2>", "dentro un titolo"),
        ("<p>A {posto}</p>", "dentro un paragrafo"),
        ("<pre>&lt;div data-frammento=&quot;1&quot;&gt;</pre>", "è rimasto un segnaposto"),
        ('<div data-frammento="7"></div>', "è rimasto un segnaposto"),
    ],
)
def test_nessun_segnaposto_sopravvive_nella_pagina(deposito, html, dove):
    posto = deposito.metti("metodo()", "<table></table>")
    with pytest.raises(PluginError, match=dove):
        risolvi(html.format(posto=posto), "x.html")


def test_gli_errori_di_una_pagina_escono_tutti_insieme_e_una_volta_sola(deposito):
    deposito.errori += ['macro «grado("9")»: primo', 'macro «stato("8")»: secondo']
    with pytest.raises(PluginError) as errore:
        controlla_markdown("Testo.", "2021/x.md")
    assert str(errore.value).splitlines() == [
        '2021/x.md: macro «grado("9")»: primo.',
        '2021/x.md: macro «stato("8")»: secondo.',
    ]
    controlla_markdown("Testo.", "2021/altra.md")


# --- testo dei dati -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("modello", "marca"),
    [
        pytest.param("# {t}", "h1", id="titolo"),
        pytest.param("{t}", "p", id="inizio di un paragrafo"),
        pytest.param("Si veda {t} qui", "p", id="dentro un paragrafo"),
        pytest.param("a | b\n--- | ---\n{t} | 1", "td", id="tabella"),
        pytest.param("- {t}", "li", id="elenco"),
    ],
)
@pytest.mark.parametrize("titolo", [OSTILE, "1. Primo", "# no", "&amp; [a](b) ![c](d)", "x {: #y }", "a\n\nb"])
def test_un_titolo_esce_come_e_scritto(modello, marca, titolo):
    html = pagina(modello.format(t=protetto(titolo)))
    assert " ".join(titolo.split()) in " ".join(letto(html, dentro=marca).split())
    assert "<b>" not in html
    assert "<em>" not in html


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"))))
def test_qualunque_testo_torna_uguale_dopo_markdown(scritto):
    html = pagina(f"Titolo {protetto(scritto)} fine")
    assert letto(html) == f"Titolo {scritto} fine"


def test_un_blocco_scrive_il_testo_dei_dati_senza_leggerlo():
    html = componi("avviso.html", testo=OSTILE)
    assert "<b>" not in html
    assert unescape(letto(html)).strip() == OSTILE


# --- indirizzi ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("da", "verso", "indirizzo"),
    [
        ("index.html", "2021/obiettivi/2.2.html#calcolo-2.2", "2021/obiettivi/2.2.html#calcolo-2.2"),
        ("2021/index.html", "#atti", "#atti"),
        ("2021/index.html", "https://www.bs.camcom.it/albo", "https://www.bs.camcom.it/albo"),
        ("2021/index.html", "mailto:protocollo@camcom.it", "mailto:protocollo@camcom.it"),
        ("2021/relazione/x.html", "2021/obiettivi/2.2.html", "../../2021/obiettivi/2.2.html"),
        ("2021/obiettivi/2.2.html", "2021/obiettivi/2.2.html#calcolo-2.2", "#calcolo-2.2"),
        ("2021/index.html", "dati.html", "../dati.html"),
    ],
)
def test_gli_indirizzi_sono_relativi_alla_pagina(da, verso, indirizzo):
    assert da_qui(f'<a href="{verso}">', da) == f'<a href="{indirizzo}">'


# --- disegni --------------------------------------------------------------------------------


def test_le_forme_degli_stati_sono_diverse_anche_senza_colore():
    forme = {glifo(classe, scuro=True) for classe in COLORI}
    assert len(forme) == len(COLORI)


@pytest.mark.parametrize("classe", COLORI)
def test_una_forma_non_si_legge_ad_alta_voce(classe):
    assert 'aria-hidden="true"' in glifo(classe)
    assert "style=" not in glifo(classe)


@pytest.mark.parametrize(
    ("valore", "lunghezza"),
    [
        (Fraction(200, 3), "66.66%"),
        (Fraction(50), "50%"),
        (Fraction(1, 2), "0.5%"),
        (Fraction(120), "100%"),
        (Fraction(-1), "0%"),
    ],
)
def test_una_lunghezza_sta_fra_zero_e_cento(valore, lunghezza):
    assert percentuale(valore) == lunghezza


# --- sigle ----------------------------------------------------------------------------------

SIGLE = {"OIV": 'organismo "indipendente" & terzo', "n.d.": "non disponibile", "PA": "pubblica amministrazione"}
OIV = '<abbr title="organismo &quot;indipendente&quot; &amp; terzo">OIV</abbr>'


@pytest.mark.parametrize(
    ("html", "atteso"),
    [
        pytest.param("<p>OIV e OIV</p>", f"<p>{OIV} e OIV</p>", id="una volta sola"),
        pytest.param(
            "<h1>OIV</h1><p>l'OIV</p>", f"<h1>OIV</h1><p>l'{OIV}</p>", id="nel testo, se c'è, e non nel titolo"
        ),
        pytest.param('<a href="x">OIV</a>', f'<a href="x">{OIV}</a>', id="nel collegamento, se non c'è altro"),
        pytest.param(
            '<p title="OIV"><code>OIV</code>', '<p title="OIV"><code>OIV</code>', id="mai in attributi e codice"
        ),
        pytest.param(
            "<svg><title>OIV</title><svg><text>OIV</text></svg><text>OIV</text></svg>",
            "<svg><title>OIV</title><svg><text>OIV</text></svg><text>OIV</text></svg>",
            id="mai in un disegno, nemmeno dopo un disegno dentro l'altro",
        ),
        pytest.param("<p>PAGE PA-1 OIVX</p>", "<p>PAGE PA-1 OIVX</p>", id="mai dentro una parola"),
        pytest.param(
            "<td>n.d.</td>", '<td><abbr title="non disponibile">n.d.</abbr></td>', id="con i punti che ha la sigla"
        ),
        pytest.param(f"<p>{OIV}</p>", f"<p>{OIV}</p>", id="quella già spiegata resta com'è"),
    ],
)
def test_ogni_sigla_e_spiegata_al_primo_uso(html, atteso):
    assert spiega_sigle(html, SIGLE) == atteso
    assert spiega_sigle(html, {}) == html
