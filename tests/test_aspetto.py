"""The look of the site: one palette in three places, contrast of every pair, sizes and spaces from the scale.

The pages in a browser (dark, forced colours, text at 200 %, paper) are in test_aspetto_pagine.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.publish.html import glifi

RADICE = Path(__file__).resolve().parent.parent
TEMA = RADICE / "theme"
FOGLI = {nome: (TEMA / "css" / f"{nome}.css").read_text(encoding="utf-8") for nome in ("gettoni", "screen", "print")}
ESADECIMALE = re.compile(r"#[0-9a-fA-F]{3,8}\b")
COMMENTI = re.compile(r"/\*.*?\*/", re.DOTALL)


def senza_commenti(css: str) -> str:
    return COMMENTI.sub("", css)


def _blocco(inizio: str) -> dict[str, str]:
    """Custom properties of the first `:root` block after a text of gettoni.css."""
    css = FOGLI["gettoni"]
    corpo = css[css.index(":root {", css.index(inizio)) :].partition("}")[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", corpo))


CHIARI = _blocco("/* 1. Colori chiari")
SCURI = _blocco("@media screen and (prefers-color-scheme: dark)")
IMPOSTI = _blocco("@media (forced-colors: active)")

FOGLIO = ("carta", "carta-2", "carta-3")
STATI = ("raggiunto", "parziale", "mancato", "non-rilevato", "non-valutabile")

TESTI: dict[str, tuple[str, ...]] = {
    "inchiostro": FOGLIO,
    "testo": FOGLIO,
    "testo-2": FOGLIO,
    "collegamento": FOGLIO,
    "collegamento-sopra": FOGLIO,
    "dato": FOGLIO,
    **dict.fromkeys(STATI, ("carta", "carta-2")),
    "avviso-testo": ("avviso-carta",),
    "su-notte": ("notte",),
    "su-notte-2": ("notte",),
    "carta": ("inchiostro",),
}
"""Text → the grounds it stands on. A test in the browser finds no other pair."""

SEGNI: dict[str, tuple[str, ...]] = {
    "dato": FOGLIO,
    "dato-2": FOGLIO,
    "linea-forte": FOGLIO,
    "inchiostro": FOGLIO,
    **dict.fromkeys(STATI, FOGLIO),
    "dato-su-notte": ("notte",),
    "avviso-testo": ("avviso-carta",),
}
"""Graphics, borders of controls, focus rings → the grounds they must be told from."""

SENZA_SIGNIFICATO = {
    "linea": "rows are told apart by space and position too",
    "avviso-linea": "edge of a notice that has its own ground",
    "notte-linea": "rule of the footer, between two paragraphs",
}

SOLO_STAMPA = {
    "#e3e8ed": "a hairline on paper",
    "#f0f4f8": "a tint on paper",
    "#ffe3a1": "the notice on the cover",
}


def luminanza(colore: str) -> float:
    canali = [int(colore[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineari = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canali]
    return 0.2126 * lineari[0] + 0.7152 * lineari[1] + 0.0722 * lineari[2]


def contrasto(uno: str, altro: str) -> float:
    """WCAG 2.1, 1 to 21."""
    scuro, chiaro = sorted((luminanza(uno), luminanza(altro)))
    return (chiaro + 0.05) / (scuro + 0.05)


def dichiarazioni(css: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (selector, declarations) of every rule, those inside `@media` too."""
    for selettore, corpo in re.findall(r"([^{};]+)\{([^{}]*)\}", senza_commenti(css)):
        coppie = (d.partition(":") for d in corpo.split(";") if ":" in d)
        yield selettore.strip(), {nome.strip(): valore.strip() for nome, _, valore in coppie}


def nome_gettone(valore: str) -> str:
    trovato = re.fullmatch(r"var\(--([\w-]+)\)", valore)
    return trovato[1] if trovato else ""


def test_il_contrasto_e_quello_della_norma() -> None:
    assert contrasto("#000000", "#ffffff") == pytest.approx(21)
    assert contrasto("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colori", [CHIARI, SCURI], ids=["chiaro", "scuro"])
@pytest.mark.parametrize(("coppie", "minimo"), [(TESTI, 4.5), (SEGNI, 3)], ids=["testi", "segni"])
def test_ogni_coppia_ha_contrasto(colori: dict[str, str], coppie: dict[str, tuple[str, ...]], minimo: float) -> None:
    misure = {(s, f): contrasto(colori[s], colori[f]) for s, fondi in coppie.items() for f in fondi}
    assert {coppia: round(m, 2) for coppia, m in misure.items() if m < minimo} == {}


def test_ogni_colore_ha_una_coppia_e_vale_in_ogni_modo() -> None:
    usati = {*TESTI, *SEGNI, *(f for fondi in (*TESTI.values(), *SEGNI.values()) for f in fondi)}
    assert set(CHIARI) == usati | set(SENZA_SIGNIFICATO)
    assert not usati & set(SENZA_SIGNIFICATO)
    assert set(SCURI) == set(CHIARI) == set(IMPOSTI)
    assert not [v for v in (*CHIARI.values(), *SCURI.values()) if not re.fullmatch(r"#[0-9a-f]{6}", v)]
    assert set(IMPOSTI.values()) <= {"Canvas", "CanvasText", "LinkText", "Highlight"}


@pytest.mark.parametrize("colori", [CHIARI, SCURI], ids=["chiaro", "scuro"])
def test_la_seconda_serie_e_la_piu_chiara_come_dicono_le_didascalie(colori: dict[str, str]) -> None:
    assert luminanza(colori["dato-2"]) > luminanza(colori["dato"])
    assert contrasto(colori["dato"], colori["dato-2"]) > 1.9


def test_le_regole_usano_solo_le_coppie_misurate() -> None:
    fondi_dei_testi = {f for fondi in TESTI.values() for f in fondi}
    for selettore, regola in dichiarazioni(FOGLI["screen"]):
        testo, fondo = nome_gettone(regola.get("color", "")), nome_gettone(regola.get("background", ""))
        assert not testo or testo in TESTI, selettore
        assert not fondo or fondo in fondi_dei_testi | set(SEGNI), selettore
        assert not (testo and fondo) or fondo in TESTI[testo], selettore


def test_i_colori_si_scrivono_soltanto_nei_gettoni() -> None:
    assert ESADECIMALE.findall(senza_commenti(FOGLI["screen"])) == []
    assert not re.search(r"\b(?:rgba?|hsla?|oklch|color-mix)\(", FOGLI["screen"] + FOGLI["gettoni"])
    nomi = r":[^;{}]*\b(?:white|black|gr[ae]y|red|green|blue|orange|yellow)\b"
    assert not re.search(nomi, senza_commenti(FOGLI["screen"]))
    resto = re.sub(r'\[(?:fill|stroke)="#[0-9a-f]{6}"\]|--[\w-]+:[^;]+;', "", senza_commenti(FOGLI["gettoni"]))
    assert ESADECIMALE.findall(resto) == []


def test_carta_e_disegni_hanno_gli_stessi_colori() -> None:
    assert {
        "ra": CHIARI["raggiunto"],
        "pa": CHIARI["parziale"],
        "no": CHIARI["mancato"],
        "nr": CHIARI["non-rilevato"],
        "nv": CHIARI["non-valutabile"],
        "ip": CHIARI["non-rilevato"],
        "sa": CHIARI["parziale"],
        "np": CHIARI["non-rilevato"],
    } == glifi.COLORI
    nomi = {
        "dato2": "dato-2",
        "fondo": "carta-3",
        "bianco": "carta",
        "testo2": "testo-2",
        "linea": "linea-forte",
        "filetto": "linea",
        "meglio": "raggiunto",
        "peggio": "mancato",
    }
    assert {nome: CHIARI[nomi.get(nome, nome)] for nome in glifi.TAVOLOZZA} == dict(glifi.TAVOLOZZA)
    stampati = {c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:]) for c in ESADECIMALE.findall(FOGLI["print"])}
    assert stampati - set(CHIARI.values()) <= set(SOLO_STAMPA)


def _sorgenti_dei_disegni() -> Iterator[Path]:
    yield from (RADICE / "macros/publish").rglob("*.py")
    yield from (TEMA / "frammenti").rglob("*.html")
    yield from (TEMA / "parti").rglob("*.html")


def mappa_dei_disegni() -> dict[tuple[str, str], str]:
    """(attribute, colour written in the drawing) → token that the screen puts in its place."""
    regole = re.findall(
        r'^svg \[(fill|stroke)="(#[0-9a-f]{6})"\] \{ \1: var\(--([\w-]+)\); \}$', FOGLI["gettoni"], re.MULTILINE
    )
    return {(attributo, colore): gettone for attributo, colore, gettone in regole}


def test_ogni_colore_dei_disegni_cambia_con_i_gettoni() -> None:
    mappa = mappa_dei_disegni()
    assert all(CHIARI[gettone] == colore for (_, colore), gettone in mappa.items())
    assert {c for a, c in mappa if a == "fill"} == {c for a, c in mappa if a == "stroke"}
    su_notte = {CHIARI["dato-su-notte"], CHIARI["su-notte-2"]}  # the mark, the cover of the documents
    for file in _sorgenti_dei_disegni():
        scritti = set(ESADECIMALE.findall(file.read_text(encoding="utf-8")))
        ignoti = {c for c in scritti if re.fullmatch(r"#[0-9a-f]{6}", c) and ("fill", c) not in mappa} - su_notte
        assert not ignoti, f"{file.relative_to(RADICE)}: {ignoti}"


def test_corpi_e_spazi_vengono_dalla_scala() -> None:
    misura = r"(?:var\(--(?:s\d|sezione|canale|margine)\)|0|auto|inherit|-?1px|[\d.]+em)"
    spazio = re.compile(rf"{misura}(?: {misura}){{0,3}}")
    for selettore, regola in dichiarazioni(FOGLI["screen"]):
        for nome, valore in regola.items():
            if nome == "font-size":
                assert valore in {"inherit", "1em"} or valore.startswith("var(--corpo-") or selettore == "html"
            elif re.match(r"(?:margin|padding|gap|row-gap|column-gap)(?:-|$)", nome) and selettore != "@page":
                assert spazio.fullmatch(valore), f"{selettore} {nome}: {valore}"


def test_ogni_gettone_esiste_e_serve() -> None:
    scritti = set(re.findall(r"^\s*--([\w-]+):", FOGLI["gettoni"], re.MULTILINE))
    usati = set(re.findall(r"var\(--([\w-]+)\)", FOGLI["screen"] + FOGLI["gettoni"]))
    assert scritti == usati


def test_nessuno_stile_scritto_nelle_pagine() -> None:
    cartelle = {"theme": "*.html", "content": "*.md", "macros": "*.py", "scripts": "*.py"}
    for cartella, nomi in cartelle.items():
        for file in (RADICE / cartella).rglob(nomi):
            testo = file.read_text(encoding="utf-8")
            assert not re.search(r"""\sstyle\s*=\s*["'{]|<style\b(?!>\n\{\{ stili \}\})""", testo), file.relative_to(
                RADICE
            )
