"""The real site as people reach it: with a keyboard, a screen reader, large text, other colours.

As many pages as hold every kind of element in `make test`, all of them in `make prove`. What a browser cannot
tell is in the manual, page «Accessibilità»: the checks that a person does, with their date.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from tests.strumenti.browser import Sito, scorrimento_laterale, sito_nel_browser, violazioni_axe
from tests.strumenti.misure import (
    SPAZIATURA,
    albero,
    apri_tutto,
    cammino,
    carattere,
    imponi,
    lettura,
    movimento,
    nodo_accessibile,
    perdite_di_testo,
    sessione,
)

pytestmark = pytest.mark.slow
LARGA, TELEFONO, STRETTA = 1280, 375, 320
Schema = Literal["light", "dark"]
CONTRASTO = "color-contrast"
LUNGA = 4000
"""Elements past which a page, and what is on it alone, is examined in `make prove` only."""
PARTI = 4
"""The pages are examined in so many tests, so that more than one processor can work."""
A_PARTI = pytest.mark.parametrize(
    "parte", [pytest.param(n, marks=pytest.mark.xdist_group(f"accesso-{n}")) for n in range(PARTI)]
)
NEL_PROFONDO = pytest.mark.prova
CON_TASTIERA = (
    ("index.html", LARGA),
    pytest.param("index.html", TELEFONO, marks=NEL_PROFONDO),
    pytest.param("2021/index.html", LARGA, marks=NEL_PROFONDO),
    ("2021/obiettivi/2.2.html", LARGA),
    pytest.param("2021/relazione/valutazione.html", TELEFONO, marks=NEL_PROFONDO),
    pytest.param("2021/albero/aree-strategiche.html", LARGA, marks=NEL_PROFONDO),
    ("cerca.html?q=pratiche", LARGA),
)
_RAGGIUNGIBILI = """() => [...document.querySelectorAll("*")].flatMap((e, n) =>
  e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true })
    && e.matches("a[href], button, input, select, textarea, summary, [tabindex]") ? [n] : [])"""
"""Positions, in document order, of what the Tab key should reach."""


@pytest.fixture(scope="module")
def navigato(solo_pagine: Path):
    with sito_nel_browser(solo_pagine) as aperto:
        yield aperto
        assert aperto.estranee == []
        # The PDFs are not built here; the page that is not found is asked for by its own address.
        assert aperto.errori == []


class _Specie(HTMLParser):
    """Counts the kinds of element of a page: each tag with its classes."""

    def __init__(self) -> None:
        super().__init__()
        self.contate: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classi = next((valore or "" for nome, valore in attrs if nome == "class"), "")
        self.contate[".".join([tag, *sorted(classi.split())])] += 1


@pytest.fixture(scope="module")
def specie(solo_pagine: Path) -> dict[str, Counter[str]]:
    """Page → how many elements of each kind it holds."""
    trovate = {}
    for file in sorted(solo_pagine.rglob("*.html")):
        lettore = _Specie()
        lettore.feed(file.read_text(encoding="utf-8"))
        trovate[file.relative_to(solo_pagine).as_posix()] = lettore.contate
    return trovate


def pagine_con_tutto(specie: dict[str, Counter[str]]) -> list[str]:
    """Few and short pages that together hold every kind of element of theirs, none of them in vain."""
    mancano, scelte = set().union(*specie.values()), []
    while mancano:
        scelte.append(max(specie, key=lambda p: (len(specie[p].keys() & mancano) / (specie[p].total() + 200), p)))
        mancano -= specie[scelte[-1]].keys()
    for pagina in scelte[:]:
        altre = set().union(*(specie[p] for p in scelte if p != pagina))
        if specie[pagina].keys() <= altre:
            scelte.remove(pagina)
    return scelte


def difetti(
    navigato: Sito, pagine: list[str], *, schemi: dict[int, tuple[Schema, ...]], contrasti: bool = True
) -> list[str]:
    """What is wrong on those pages, in the conditions in which a reader may meet them.

    `schemi`: the colours with which each width is examined.
    `contrasti`: most of the time that it takes.
    """
    trovati: list[str] = []

    def nota(pagina: str, dove: str, quali: list[str]) -> None:
        trovati.extend(f"{pagina}, {dove}: {d}" for d in quali)

    with navigato.apri(attesa="load") as p:
        for pagina in pagine:
            navigato.vai(p, pagina)
            for larghezza, (primo, *altri) in schemi.items():
                p.set_viewport_size({"width": larghezza, "height": 900})
                p.emulate_media(color_scheme=primo)
                nota(pagina, f"axe a {larghezza} px, {primo}", violazioni_axe(p, senza="" if contrasti else CONTRASTO))
                for altro in altri:
                    p.emulate_media(color_scheme=altro)
                    nota(pagina, f"axe a {larghezza} px, {altro}", violazioni_axe(p, sola=CONTRASTO))
            p.emulate_media(color_scheme="light")
            apri_tutto(p)
            for dove, larghezza, px, stile in (  # of one width together: a window that changes size costs most
                ("caratteri al 200 %", LARGA, 32, ""),
                ("testo spaziato", LARGA, 16, SPAZIATURA),
                ("zoom 200 %", LARGA // 2, 16, ""),
                ("zoom 400 %", STRETTA, 16, ""),
                ("testo spaziato sul telefono", STRETTA, 16, SPAZIATURA),
            ):
                p.set_viewport_size({"width": larghezza, "height": 900})
                carattere(p, px)
                imponi(p, stile)
                nota(pagina, dove, scorrimento_laterale(p) + perdite_di_testo(p))
            carattere(p, 16)
    return trovati


# ---- every page


@A_PARTI
def test_accessibile_ogni_specie_di_elemento(specie: dict[str, Counter[str]], navigato: Sito, parte: int) -> None:
    brevi = {p: sue for p, sue in specie.items() if sue.total() <= LUNGA}
    assert len(specie) - len(brevi) < 3
    scelte = pagine_con_tutto(brevi)
    assert set().union(*(specie[p] for p in scelte)) == set().union(*brevi.values())
    assert len(scelte) > PARTI
    mie, al_buio = scelte[parte::PARTI], scelte[parte :: PARTI * 3]
    # Contrasts, and the dark, on one page in three: the pairs of colours are measured in test_aspetto_pagine.
    di_giorno = [p for p in mie if p not in al_buio]
    assert difetti(navigato, di_giorno, schemi={LARGA: ("light",)}, contrasti=False) == []
    assert difetti(navigato, al_buio, schemi={LARGA: ("light",), TELEFONO: ("dark",)}) == []


@pytest.mark.prova
@A_PARTI
def test_accessibile_su_ogni_pagina(specie: dict[str, Counter[str]], navigato: Sito, parte: int) -> None:
    assert len(specie) > 100
    entrambi = ("light", "dark")
    assert difetti(navigato, sorted(specie)[parte::PARTI], schemi={LARGA: entrambi, TELEFONO: entrambi}) == []


@pytest.mark.xdist_group("accesso")
def test_le_misure_vedono_cio_che_cercano(navigato: Sito) -> None:
    """A page spoilt on purpose: each detector finds its defect, so that silence means something."""
    rotti = {
        "main h1 { height: 8px; overflow: hidden }": perdite_di_testo,
        "main h1 { margin-bottom: -3rem !important }": perdite_di_testo,
        "main { width: 2000px }": scorrimento_laterale,
        "a { transition: color 1s !important }": movimento,
    }
    with navigato.apri("2021/index.html") as p:
        for stile, misura in rotti.items():
            assert misura(p) == [] or misura is movimento
            imponi(p, stile)
            assert misura(p), stile
            imponi(p, "")
        imponi(p, "a:focus:not(#mai) { outline: 0 !important }")
        assert any("fuoco non visibile" in d for f in cammino(p) for d in f.difetti)


@pytest.mark.xdist_group("accesso")
def test_chi_non_vuole_movimento_non_ne_vede(navigato: Sito) -> None:
    with navigato.apri(attesa="load", reduced_motion="reduce") as p:
        for pagina in ("index.html", "2021/obiettivi/2.2.html", "cerca.html?q=pratiche"):
            assert movimento(navigato.vai(p, pagina)) == [], pagina


@pytest.mark.xdist_group("accesso")
@pytest.mark.parametrize("larghezza", [360, 1280])
def test_ci_si_abbona_al_calendario_da_una_sottocartella(navigato: Sito, larghezza: int) -> None:
    """A phone and a computer ask the program of the calendar; without scripts the link leads to the file."""
    del_file = navigato.indirizzo + "dati/scadenze.ics"
    with navigato.apri("2021/scadenze.html", larghezza=larghezza) as p:
        legame = p.get_by_role("link", name="Abbonarsi al calendario")
        assert legame.evaluate("a => a.href") == del_file.replace("http:", "webcal:")
        assert p.get_by_role("link", name="file del calendario").evaluate("a => a.href") == del_file
    with navigato.apri("2021/scadenze.html", larghezza=larghezza, javascript=False) as p:
        assert p.get_by_role("link", name="Abbonarsi al calendario").evaluate("a => a.href") == del_file


@pytest.mark.xdist_group("accesso")
def test_solo_la_ricerca_e_le_scadenze_hanno_uno_script_e_senza_c_e_la_mappa(solo_pagine: Path, navigato: Sito) -> None:
    con_script = {p.name for p in solo_pagine.rglob("*.html") if "<script" in p.read_text(encoding="utf-8")}
    assert con_script == {"cerca.html", "scadenze.html"}
    with navigato.apri("cerca.html", javascript=False, attesa="load") as p:
        assert not p.locator("form.cerca").is_visible()
        p.locator("main a", has_text="mappa del sito").click()
        assert p.locator("h1").inner_text() == "Mappa del sito"


@pytest.mark.xdist_group("accesso")
@pytest.mark.parametrize("pagina", ["index.html", "2021/obiettivi/2.2.html", "cerca.html?q=pratiche"])
def test_con_i_colori_imposti_il_fuoco_si_vede_e_gli_stati_hanno_la_parola(navigato: Sito, pagina: str) -> None:
    with navigato.apri(pagina, forced_colors="active") as p:
        for _ in range(5):
            p.keyboard.press("Tab")
            assert p.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        # The browser replaces colours but leaves pictures as they are: no sign may say a thing alone.
        muti = "l => l.filter(e => !e.textContent.trim()).length"
        assert p.locator(".stato").evaluate_all(muti) == 0


# ---- keyboard


@pytest.mark.xdist_group("accesso")
@pytest.mark.parametrize(("pagina", "larghezza"), CON_TASTIERA)
def test_con_la_sola_tastiera_tutto_si_raggiunge_in_ordine_e_si_vede(
    navigato: Sito, pagina: str, larghezza: int
) -> None:
    # A page that glides to the focus is measured when it has arrived: without motion, at once.
    with navigato.apri(pagina, larghezza=larghezza, reduced_motion="reduce") as p:
        attesi = p.evaluate(_RAGGIUNGIBILI)
        fermate = list(cammino(p))
    assert fermate[0].nome == "Vai al contenuto"
    assert [f.posto for f in fermate] == attesi
    assert [f"{f.elemento}: {d}" for f in fermate for d in f.difetti] == []


@pytest.mark.xdist_group("accesso")
@pytest.mark.parametrize("pagina", ["2021/obiettivi/2.2.html", "2021/relazione/valutazione.html", "cerca.html"])
def test_sul_telefono_le_parti_si_incontrano_come_si_vedono(navigato: Sito, pagina: str) -> None:
    with navigato.apri(pagina, larghezza=TELEFONO) as p:
        parti = p.locator("body > header, .briciole, .indice-anno, main, body > footer")
        cime = parti.evaluate_all("l => l.map(e => e.getBoundingClientRect().top)")
    assert len(cime) >= 3
    assert cime == sorted(cime)


@pytest.mark.xdist_group("accesso")
def test_una_pagina_breve_arriva_in_fondo_alla_finestra(navigato: Sito) -> None:
    with navigato.apri("cerca.html", larghezza=LARGA) as p:
        p.set_viewport_size({"width": LARGA, "height": 3000})
        assert p.locator("body > footer").evaluate("e => e.getBoundingClientRect().bottom") == 3000


@pytest.mark.xdist_group("accesso")
def test_il_primo_collegamento_salta_al_contenuto(navigato: Sito) -> None:
    with navigato.apri("2021/obiettivi/2.2.html", larghezza=LARGA) as p:
        p.keyboard.press("Tab")
        p.keyboard.press("Enter")
        p.keyboard.press("Tab")
        assert p.evaluate("document.getElementById('contenuto').contains(document.activeElement)")


@pytest.mark.xdist_group("accesso")
def test_il_menu_del_telefono_si_apre_e_si_chiude_con_invio(navigato: Sito) -> None:
    with navigato.apri("2021/obiettivi/2.2.html", larghezza=TELEFONO) as p:
        assert not p.locator("#menu").is_visible()
        p.locator(".apri-menu").focus()
        p.keyboard.press("Enter")
        assert p.locator("#menu").is_visible()
        p.keyboard.press("Tab")
        assert p.evaluate("document.activeElement.textContent") == "Chiudi il menu"
        p.keyboard.press("Tab")
        assert p.evaluate("document.activeElement.textContent") == "Cruscotto"
        p.keyboard.press("Shift+Tab")
        p.keyboard.press("Enter")
        assert not p.locator("#menu").is_visible()
        p.keyboard.press("Tab")
        assert p.evaluate("document.getElementById('contenuto').contains(document.activeElement)")


@pytest.mark.xdist_group("accesso")
def test_ogni_calcolo_si_apre_con_invio_e_con_il_suo_collegamento(navigato: Sito) -> None:
    with navigato.apri("2021/obiettivi/2.2.html") as p:
        dettagli = p.locator("main details")
        quanti = dettagli.count()
        assert quanti > p.locator("main details.calcolo").count() > 4
        for aperto, ordine in ((True, range(quanti)), (False, reversed(range(quanti)))):  # from outside in, and back
            for k in ordine:
                dettagli.nth(k).locator("summary").first.focus()
                p.keyboard.press("Enter")
                assert (dettagli.nth(k).get_attribute("open") is not None) is aperto, k
        qui = "l => l.filter(a => a.hash && a.pathname === location.pathname).map(a => a.hash)"
        ancore = p.locator("main a.perche").evaluate_all(qui)
        assert ancore
        for ancora in dict.fromkeys(ancore):
            p.locator(f"main a.perche[href$='{ancora}']").first.focus()
            p.keyboard.press("Enter")
            assert p.locator(f"[id='{ancora[1:]}']").is_visible(), ancora


@pytest.mark.xdist_group("accesso")
def test_una_tabella_larga_scorre_con_le_frecce_e_dice_che_cosa_e(navigato: Sito) -> None:
    with navigato.apri("index.html", larghezza=STRETTA) as p:
        imponi(p, "main table { min-width: 60rem }")  # today's tables fit by becoming cards
        apri_tutto(p)
        quante = p.locator(".riquadro-tabella").count()
        assert quante
        cdp = sessione(p)
        for n in range(quante):
            p.locator(".riquadro-tabella").nth(n).focus()
            regione = nodo_accessibile(cdp, "document.activeElement")
            assert regione["role"] == "region"
            assert regione["name"]
            p.keyboard.press("ArrowRight")
            p.wait_for_function("document.activeElement.scrollLeft > 0", timeout=2000)


# ---- what a screen reader is told


@pytest.mark.xdist_group("accesso")
@pytest.mark.parametrize("larghezza", [LARGA, TELEFONO])
@pytest.mark.parametrize("pagina", ["index.html", "2021/obiettivi/2.2.html", "2021/relazione/valutazione.html"])
def test_le_tabelle_restano_tabelle_con_le_loro_intestazioni(navigato: Sito, pagina: str, larghezza: int) -> None:
    """On a phone rows become cards: what is drawn changes, what is told does not."""
    with navigato.apri(pagina, larghezza=larghezza) as p:
        apri_tutto(p)
        letto = albero(p)
        colonne = p.locator("main table").evaluate_all("t => t.map(x => x.querySelectorAll('thead th').length)")
    inizi = [k for k, (_, ruolo, _, _) in enumerate(letto) if ruolo == "table"]
    assert len(inizi) == len(colonne) > 0
    for quante, (da, a) in zip(colonne, pairwise([*inizi, len(letto)]), strict=True):
        livello, _, nome, _ = letto[da]
        dentro = [r for r in letto[da + 1 : a] if r[0] > livello]
        assert nome, "una tabella senza nome"
        assert sum(ruolo == "columnheader" for _, ruolo, _, _ in dentro) >= quante > 1, nome
        assert any(ruolo == "rowheader" for _, ruolo, _, _ in dentro), nome


@pytest.mark.xdist_group("accesso")
@pytest.mark.parametrize("pagina", ["index.html", "2021/obiettivi/2.2.html"])
def test_i_grafici_sono_immagini_con_nome_e_descrizione(navigato: Sito, pagina: str) -> None:
    with navigato.apri(pagina) as p:
        immagini = [(nome, descrizione) for _, ruolo, nome, descrizione in albero(p) if ruolo == "image"]
    assert immagini
    for nome, descrizione in immagini:
        assert nome
        assert re.search(r"\d", descrizione), f"{nome}: la descrizione non dice le cifre"
        assert descrizione not in nome, f"{nome}: la descrizione si ascolta due volte"


@pytest.mark.xdist_group("accesso")
def test_le_cifre_si_ascoltano_con_la_loro_parola(navigato: Sito) -> None:
    with navigato.apri("index.html") as p:
        home, collegamenti = lettura(p), [nome for _, ruolo, nome, _ in albero(p) if ruolo == "link"]
    assert re.search(r"\d+,\d\d su 100, calcolato 97 attestato", home), home[:1500]
    assert re.search(r"Al 30 giugno 2022 la Camera è a \d+,\d\d", home)
    assert re.search(r"\d+ raggiunt[oi] \d+ parzialmente raggiunt[oi] \d+ non raggiunt[oi]", home)
    assert any(re.fullmatch(r"\d+,\d\d: come è calcolato il grado della Camera", n) for n in collegamenti)
    nudi = [n for n in collegamenti if re.fullmatch(r"[\d,.% ]+", n) and not re.fullmatch(r"20\d\d", n)]
    assert nudi == [], "un collegamento che è solo una cifra non dice dove porta"
    with navigato.apri("2021/obiettivi/2.2.html") as p:
        obiettivo = lettura(p)
    assert re.search(r"Grado al 31 dicembre 2021 \d+,\d\d (parzialmente |non )?raggiunto", obiettivo)
    assert re.search(r"Peso dell'obiettivo dirigenziale nell'area strategica 2 \d+ su 100", obiettivo)
    with navigato.apri("2021/relazione/valutazione.html") as p:
        righe = [nome for _, ruolo, nome, _ in albero(p) if ruolo == "rowheader"]
    assert any(r.startswith("2.2 Digitalizzazione") for r in righe)
    assert any(r.startswith("Totale Area strategica 2") for r in righe)
