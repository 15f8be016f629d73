"""Searching the real site, as whoever looks for something does: what is typed, what is found first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page

from macros.model.luoghi import RICERCA
from macros.vista.vista import carica_vista
from scripts.sito.indici import Pagina
from scripts.sito.ricerca import ANNI_INTERI, Indice, sezioni
from tests.lettura_uscite import voci_ricerca
from tests.progetto_copia import RADICE
from tests.strumenti.browser import Sito, sito_nel_browser, violazioni_axe

TETTO = 800_000
"""Bytes of the index: a phone has to load it."""
gruppo = pytest.mark.xdist_group("accesso")


@pytest.fixture(scope="module")
def navigato(solo_pagine: Path):
    with sito_nel_browser(solo_pagine) as aperto:
        yield aperto


# ---- the index


def test_cifre_grafici_e_calcoli_restano_fuori_le_sezioni_hanno_il_loro_posto() -> None:
    html = (
        '<h1 id="t">Titolo</h1><p>Inizio <em>breve</em>.</p><table><tr><td>96,22</td></tr></table>'
        '<h2 id="s">Sezione</h2><p>Testo</p><details><summary>Calcolo</summary></details><svg><text>1</text></svg>'
        '<pre><code class="language-yaml">chiave: 1</code></pre>'
        '<ul class="scostamenti"><li>Ripetuto</li></ul>'
        '<table class="dati per-riga"><tr><th scope="row">CODICE</th><td>Letto là</td></tr></table>'
        '<section class="scheda x"><h3 id="o"><span>2.2</span> Obiettivo</h3><p>Ripetuto</p></section>'
    )
    assert list(sezioni(html, cifre=False)) == [
        ("", "", "Inizio breve."),
        ("#s", "Sezione", "Testo"),
        ("#o", "2.2 Obiettivo", ""),
    ]
    assert next(sezioni(html, cifre=True))[2] == "Inizio breve. 96,22"
    assert list(sezioni(html, cifre=True))[1][2] == "Testo Ripetuto CODICE"


@pytest.mark.slow
def test_degli_anni_lontani_si_cercano_titoli_e_indicatori_non_i_testi() -> None:
    vista = carica_vista(RADICE)
    dopo = {2021 + n: vista.progetto.anni[2021] for n in range(1, ANNI_INTERI + 1)}
    vista.progetto.anni.update(dopo)  # type: ignore[attr-defined]  # a dictionary, of this test alone
    indice = Indice(vista)
    pagina = Pagina("2021/obiettivi/2.2.md", "2021/obiettivi/2.2.html", "2.2 Digitalizzazione")
    voci = indice.di(pagina, '<h1 id="t">D</h1><p>Testo</p><h2 id="s">Sezione</h2><p>Altro</p>')
    assert [v["title"] for v in voci][:2] == ["2.2 Digitalizzazione", "Sezione"]
    assert {v["codice"] for v in voci if "codice" in v} == {"2.2", "2.2.a", "2.2.b", "2.2.c"}
    assert all("text" not in v for v in voci)


@pytest.mark.slow
@gruppo
def test_l_indice_e_leggero_e_ogni_obiettivo_e_ogni_indicatore_vi_sono(solo_pagine: Path) -> None:
    assert (solo_pagine / RICERCA).stat().st_size < TETTO
    voci = voci_ricerca(solo_pagine)
    trovati = [(v["location"][:4], v["codice"]) for v in voci if "codice" in v]
    anni = carica_vista(RADICE).progetto.anni
    attesi = [(str(n), codice) for n, anno in anni.items() for codice in (*anno.obiettivi, *anno.indicatori)]
    assert sorted(trovati) == sorted(attesi)
    for voce in voci:
        pagina, _, ancora = voce["location"].partition("#")
        assert not ancora or f'id="{ancora}"' in (solo_pagine / pagina).read_text(encoding="utf-8"), voce["location"]


# ---- in the browser


@pytest.fixture(scope="module")
def cerca(navigato: Sito) -> Iterator[Callable[..., tuple[str, list[str]]]]:
    """What is announced, and the name of each result; one question after another on the same page, as people do.

    `da`: from where the site is opened, if not its address.
    """
    aperte: dict[str, Page] = {}
    with ExitStack() as pila:

        def cerca(domanda: str, da: str = "") -> tuple[str, list[str]]:
            if da not in aperte:
                aperte[da] = pila.enter_context(navigato.apri(f"{da}cerca.html"))
            p = aperte[da]
            p.fill("#cerca-parole", domanda)
            p.keyboard.press("Enter")
            return p.locator("#cerca-esito").inner_text(), p.locator("#cerca-trovati li > a").all_inner_texts()

        yield cerca


@pytest.mark.slow
@gruppo
@pytest.mark.parametrize(
    ("domanda", "primo"),
    [
        pytest.param("2.2.1.a", "Indicatore 2022 · 2.2.1.a Nuove adesioni", id="codice di un indicatore"),
        pytest.param("2.2", "Obiettivo 2022 · 2.2 Digitalizzazione", id="codice di un obiettivo"),
        pytest.param("as.1", "Obiettivo dell’Azienda Speciale 2022 · AS.1 Realizza", id="azienda speciale"),
        pytest.param("incontri azienda", "Indicatore 2022 · 2.2.2.a Incontri formativi", id="parole di un indicatore"),
        pytest.param("INCONTRO FORMATIVO", "Indicatore 2022 · 2.2.2.a Incontri formativi", id="maiuscole e singolare"),
        pytest.param("pratica telematica", "Indicatore 2022 · 2.2.a Pratiche telematiche", id="pratica e pratiche"),
        pytest.param("attivita hub vaccinale", "Obiettivo dell’Azienda Speciale 2021 · AS.2 Real", id="accenti"),
        pytest.param(
            "relazione strategici area 2",
            "Relazione 2021 · Risultati degli obiettivi strategici: area 2",
            id="capitolo",
        ),
        pytest.param("OBI-PESI-SOMMA", "Manuale · Messaggi e codici", id="codice di un messaggio"),
    ],
)
def test_si_trova_per_primo_cio_che_si_cercava(cerca, domanda: str, primo: str) -> None:
    detto, nomi = cerca(domanda)
    assert nomi[0].startswith(primo)
    assert "risultat" in detto
    assert domanda in detto
    assert len(nomi) == len(set(nomi))


@pytest.mark.slow
@gruppo
@pytest.mark.parametrize("domanda", ["2.2.1.a", "pratica telematica", "incontri zzzz"])
def test_con_un_doppio_clic_si_trova_lo_stesso_e_nello_stesso_ordine(navigato: Sito, cerca, domanda: str) -> None:
    assert cerca(domanda, da=navigato.dal_disco) == cerca(domanda)
    assert navigato.estranee == []
    assert navigato.errori == []


@pytest.mark.slow
@gruppo
@pytest.mark.parametrize(
    ("domanda", "primo", "anche"),
    [
        pytest.param(
            "2.2.1.a", "Indicatore 2022 · 2.2.1.a", [("nel 2021", "2021/obiettivi/2.2.1.html")], id="due anni"
        ),
        pytest.param("2.2.5", "Obiettivo 2022 · 2.2.5", [("nel 2021 (2.2.3)", "2021/obiettivi/2.2.3.html")], id="dopo"),
        pytest.param(
            "2.2.3", "Obiettivo 2021 · 2.2.3", [("nel 2022 (2.2.5)", "2022/obiettivi/2.2.5.html")], id="prima"
        ),
        pytest.param("1.2.2", "Obiettivo 2021 · 1.2.2", [], id="concluso"),
    ],
)
def test_una_cosa_e_trovata_una_volta_con_i_suoi_anni(
    navigato: Sito, domanda: str, primo: str, anche: list[tuple[str, str]]
) -> None:
    with navigato.apri(f"cerca.html?q={domanda}") as p:
        uno = p.locator("#cerca-trovati li").first
        assert uno.locator("> a").inner_text().startswith(primo)
        altri = [(a.inner_text(), str(a.get_attribute("href"))) for a in uno.locator(".anche a").all()]
        assert [(detto, dove.partition("#")[0].removeprefix("./")) for detto, dove in altri] == anche
        assert violazioni_axe(p) == []


@pytest.mark.slow
@gruppo
def test_le_parole_intere_vengono_prima_di_quelle_che_cominciano_cosi(navigato: Sito) -> None:
    with navigato.apri("cerca.html?q=azione") as p:
        trovati = p.locator("#cerca-trovati li").all()
        intere = [
            bool({m.lower() for m in t.locator("mark").all_inner_texts()} & {"azione", "azioni"}) for t in trovati
        ]
    assert intere == sorted(intere, reverse=True)
    assert True in intere


@pytest.mark.slow
@gruppo
def test_senza_risultati_c_e_un_consiglio_e_con_una_parte_lo_si_dice(navigato: Sito, cerca) -> None:
    assert cerca("zzzz") == ("Nessun risultato per «zzzz».", [])
    detto, nomi = cerca("incontri zzzz")
    assert detto.startswith("Nessuna pagina ha tutte le parole")
    assert nomi
    with navigato.apri("cerca.html?q=zzzz") as p:
        assert p.locator("#cerca-consigli").is_visible()
        p.fill("#cerca-parole", "incontri")
        p.locator("#cerca-trovati li").first.wait_for()
        assert not p.locator("#cerca-consigli").is_visible()


@pytest.mark.slow
@gruppo
def test_con_la_tastiera_dal_campo_al_primo_risultato_e_alla_sua_pagina(navigato: Sito) -> None:
    with navigato.apri("cerca.html") as p:
        assert p.locator("#cerca-esito").get_attribute("role") == "status"
        p.focus("#cerca-parole")
        p.keyboard.type("pratiche telematiche")
        p.locator("#cerca-trovati li").first.wait_for()  # while typing, with no other key
        assert p.url.endswith("?q=pratiche%20telematiche")
        assert p.locator("#cerca-trovati li").first.locator("mark").first.inner_text() == "Pratiche"
        assert violazioni_axe(p) == []
        p.keyboard.press("Tab")
        assert p.evaluate("document.activeElement.textContent") == "Cerca"
        p.keyboard.press("Tab")
        p.keyboard.press("Enter")
        p.wait_for_url("**/2022/obiettivi/2.2.html#calcolo-2.2.a-30-06")
        assert p.locator("[id='calcolo-2.2.a-30-06']").is_visible()
        p.go_back(wait_until="networkidle")
        assert p.locator("#cerca-trovati li").count() > 1
    assert navigato.estranee == []


@pytest.mark.slow
@gruppo
def test_cio_che_e_scritto_nella_domanda_resta_testo(navigato: Sito, cerca) -> None:
    detto, _ = cerca("<img src=x onerror=alert(1)> incontri")
    assert "<img" in detto
    assert navigato.errori == []
