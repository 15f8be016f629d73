"""The charts say what the tables say: labels and geometry are read back from the drawings and compared."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.engine.mancano import mancano
from macros.model.formato import stampato
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.disegni.corsie import Corsia, traguardo
from macros.publish.disegni.distanze import Distanza, distanze
from macros.publish.disegni.gradi import Grado, gradi
from macros.publish.disegni.gradini import ALTO, CIMA, Gradino, gradini
from macros.publish.disegni.mosaico import Piede, Tessera, mosaico
from macros.publish.disegni.salti import Salto, salti, scala_dei_salti
from macros.publish.disegni.serie import Punto, asse, serie
from macros.publish.disegni.stati import Quanti, barra_stati, stati
from macros.publish.disegni.tela import LUNGO, Disegno, corto, nomi
from macros.publish.figure.misure import anno_prima, corsie, negli_anni, storico, verso
from macros.publish.html.glifi import COLORI
from macros.publish.pagine.grafici import grafico_stati
from macros.publish.pagine.obiettivo import pagina_obiettivo
from macros.publish.parole.esito import PAROLE, esito
from macros.publish.pezzi.due_rilevazioni import due_date
from macros.publish.schede.consuntivo import NELLA_SCHEDA
from tests.lettura_uscite import in_parole

ANNO = 2021
NOME = Disegno(chiave="d", titolo="T <b>", descrizione="D & d")
GRADO = Fraction(5, 100)
"""Points: a cell has two decimals, an abscissa is cut at a hundredth of a per cent."""


# --- reading a drawing ---------------------------------------------------------------------------


def disegni(html: str, attributo: str) -> list[ET.Element]:
    """Every outer SVG whose opening tag holds `attributo`."""
    trovati = []
    for inizio in re.finditer(rf"<svg\b[^>]*{attributo}", html):
        aperti = 0
        for marca in re.finditer(r"<(/?)svg\b", html[inizio.start() :]):
            aperti += -1 if marca[1] else 1
            if not aperti:
                trovati.append(ET.fromstring(html[inizio.start() : inizio.start() + marca.end()] + ">"))  # noqa: S314 - our own drawing
                break
    return trovati


def con(nodo: ET.Element, classe: str) -> list[ET.Element]:
    return [n for n in nodo.iter() if classe in n.get("class", "").split()]


def detto_da(nodo: ET.Element, classe: str) -> str:
    return "".join(con(nodo, classe)[0].itertext())


def quanto(nodo: ET.Element, attributo: str) -> Fraction:
    return Fraction(nodo.get(attributo).rstrip("%"))


def gruppi(disegno: ET.Element) -> dict[str, ET.Element]:
    """Rows of a chart by what closes their id."""
    chiave = disegno[0].get("id").removesuffix("-t")
    return {n.get("id").removeprefix(f"{chiave}-"): n for n in disegno.iter("g") if n.get("id")}


def cifra(scritta: str) -> Fraction:
    """«−1.234,5 %» → −1234.5."""
    trovata = re.search(r"[−+]?\d[\d.]*(?:,\d+)?", scritta)
    return Fraction(trovata[0].replace(".", "").replace(",", ".").replace("−", "-").lstrip("+"))


def tabella(html: str, chiave: str) -> dict[str, dict[str, str]]:
    """Rows of a table, by code (or heading): heading of the column → cell."""
    dentro = html[html.index(f'<caption id="{chiave}"') :].partition("</table>")[0]
    righe = {}
    for riga in re.findall(r"<tr\b.*?</tr>", dentro, re.DOTALL):
        codice = re.search(r'<th scope="row"[^>]*><span class="cod">([^<]*)</span>', riga)
        testa = re.search(r'<th scope="row".*?</th>', riga, re.DOTALL)
        if righe and 'class="seguito"' in riga:
            ultima = list(righe.values())[-1]
            ultima["seguito"] = riga
        if testa:
            celle = re.findall(r"<td\b([^>]*)>(.*?)</td>", riga, re.DOTALL)
            nomi_celle = [re.search(r'data-voce="([^"]*)"', a) for a, _ in celle]
            righe[codice[1] if codice else in_parole(testa[0])] = {
                (n[1] if n else str(posto)): in_parole(c)
                for posto, (n, (_, c)) in enumerate(zip(nomi_celle, celle, strict=True))
            } | {"riga": riga}
    return righe


# --- the real year: drawings against tables ------------------------------------------------------


@pytest.fixture(scope="module")
def pagine(solo_pagine: Path) -> dict[str, str]:
    return {p.relative_to(solo_pagine).as_posix(): p.read_text("utf-8") for p in sorted(solo_pagine.rglob("*.html"))}


def con_chiave(pagine: dict[str, str], prefisso: str) -> list[tuple[str, str, ET.Element]]:
    """Every chart of a kind: page, key, drawing."""
    trovati = []
    for html in pagine.values():
        trovati += [
            (html, d[0].get("id").removesuffix("-t"), d) for d in disegni(html, f'aria-labelledby="{prefisso}-')
        ]
    assert trovati, prefisso
    return trovati


costruite = [pytest.mark.slow, pytest.mark.xdist_group("grafici")]


def lento(funzione):
    for marchio in costruite:
        funzione = marchio(funzione)
    return funzione


@lento
def test_ogni_disegno_ha_prima_il_titolo_poi_la_descrizione_e_id_unici(pagine):
    visti = 0
    for nome, html in pagine.items():
        for disegno in disegni(html, 'role="img"'):
            visti += 1
            assert [disegno[0].tag, disegno[1].tag] == ["title", "desc"], nome
            assert all(len(n.text) > 10 for n in disegno[:2]), nome
            detti = [disegno.get("aria-labelledby"), disegno.get("aria-describedby")]
            assert detti == [n.get("id") for n in disegno[:2]]
            assert "viewBox" not in disegno.attrib
        tutti = re.findall(r'\bid="([^"]+)"', html)
        assert len(tutti) == len(set(tutti)), nome
    assert visti > 60


@lento
def test_i_gradi_disegnati_sono_quelli_della_tabella(pagine):
    for html, chiave, disegno in con_chiave(pagine, "gradi"):
        area = chiave.removeprefix("gradi-")
        in_pagina = f'<caption id="resp-{area}"' in html
        righe = tabella(html, f"resp-{area}" if in_pagina else f"{chiave}-tab")
        righe.pop(next((r for r in righe if r.startswith("Totale")), ""), None)
        disegnate = gruppi(disegno)
        assert len(disegnate) == len(righe)
        for nodo, celle in zip(disegnate.values(), righe.values(), strict=True):
            scritto = detto_da(nodo, "lettura")
            ultima = [v for n, v in celle.items() if n.startswith("Grado")][-1]
            assert ultima.startswith(scritto)
            cento = quanto(con(nodo, "traguardo")[0], "x1")
            assert cento == 80
            if con(nodo, "vuoto"):
                assert scritto == "n.d."
                continue
            pieno = quanto(con(nodo, "pieno")[0], "width")
            assert abs(pieno / cento * 100 - cifra(scritto)) < GRADO
            manca = con(nodo, "manca")
            assert bool(manca) == (pieno < cento)
            if manca:
                assert abs(quanto(manca[0], "x") + quanto(manca[0], "width") - cento) < GRADO
            assert quanto(con(nodo, "soglia")[0], "x1") == 72


def test_i_segni_degli_stati_sono_quanti_dice_la_tabella(vista):
    html, chiave = grafico_stati(Contesto(vista=vista, pagina="2021/relazione/risultati.html")), f"stati-{ANNO}-31-12"
    disegno = disegni(html, f'aria-labelledby="{chiave}')[0]
    contati = {n: c["Obiettivi"] for n, c in tabella(html, f"{chiave}-tab").items() if c["Obiettivi"] != "0"}
    disegnati = [(detto_da(g, "lettura"), len(con(g, "segno"))) for g in gruppi(disegno).values()]
    assert [n for _, n in disegnati] == [int(n) for n in contati.values()]
    assert [int(t.split()[0]) for t, _ in disegnati] == [n for _, n in disegnati]


@lento
def test_le_barre_per_dimensione_sono_larghe_quanto_i_conteggi(pagine):
    visti = 0
    for nome in ("index.html", "2021/relazione/risultati.html"):
        html = pagine[nome]
        chiave = re.search(r'<caption id="([^"]*dimensioni-[^"]*)"', html)[1]
        for celle in tabella(html, chiave).values():
            disegno = disegni(celle["riga"], 'class="barra"')[0]
            numeri = [int(v) for n, v in celle.items() if n not in {"riga", "Indicatori"}]
            larghe = [quanto(r, "width") for r in disegno.iter("rect") if "y" in r.attrib and r.get("y") == "1"]
            attese = [Fraction(n * 100, sum(numeri)) for n in numeri if n]
            assert int(celle["Indicatori"]) == sum(numeri)
            assert all(abs(a - b) < GRADO for a, b in zip(larghe, attese, strict=True))
            visti += 1
    assert visti > 10


def sulla_scala(disegno: ET.Element, x: Fraction) -> Fraction:
    """The grade that a place of a chart of dots stands for, by its first tick and its last."""
    tacche = [n for n in disegno if n.get("class") in {"traguardo", "tacca"}]
    cifre = [cifra(n.text) for n in disegno if n.tag == "text"]
    (x1, v1), (x2, v2) = ((quanto(tacche[n], "x1"), cifre[n]) for n in (0, -1))
    return v1 + (x - x1) / (x2 - x1) * (v2 - v1)


@lento
def test_giugno_e_dicembre_disegnati_sono_quelli_della_tabella(pagine):
    for html, chiave, disegno in con_chiave(pagine, "semestre"):
        righe, disegnate = tabella(html, f"{chiave}-tab"), gruppi(disegno)
        assert len(righe) == len(disegnate)
        for nodo, celle in zip(disegnate.values(), righe.values(), strict=True):
            scritti = list(con(nodo, "lettura")[0].itertext())
            colonne = ("Grado al 30/6", "Grado al 31/12")
            for classe, colonna, scritto in zip(("giugno", "finale"), colonne, scritti, strict=True):
                assert celle[colonna].startswith(scritto)
                punti = con(nodo, classe)
                assert bool(punti) == (scritto != "n.d.")
                if punti:
                    assert abs(sulla_scala(disegno, quanto(punti[0], "cx")) - cifra(scritto)) < GRADO


@lento
def test_le_distanze_disegnate_sono_quelle_della_tabella_in_ordine_e_dal_lato_giusto(pagine, vista):
    ciclo = vista.ciclo(ANNO, Periodo.DICEMBRE)
    for html, chiave, disegno in con_chiave(pagine, "distanze"):
        righe, misure = tabella(html, f"{chiave}-tab"), []
        for codice, nodo in gruppi(disegno).items():
            scritto = detto_da(nodo, "lettura")
            assert abs(cifra(scritto)) == abs(cifra(righe[codice]["Scostamento"]))
            assert scritto.endswith("peggio" if con(nodo, "peggio") else "meglio")
            peggio = bool(con(nodo, "peggio"))
            assert peggio == (ciclo.indicatori[codice].esatto < 100)
            tratto, zero = con(nodo, "peggio" if peggio else "meglio")[0], quanto(con(nodo, "zero")[0], "x1")
            vicino = quanto(tratto, "x") + (quanto(tratto, "width") if peggio else 0)
            assert abs(vicino - zero) < GRADO
            misure.append((-1 if peggio else 1, abs(cifra(scritto)), quanto(tratto, "width")))
        assert misure == sorted(misure, key=lambda m: m[0] * m[1])
        scala = max(m[2] / m[1] for m in misure)
        assert all(abs(larga - valore * scala) < GRADO for _, valore, larga in misure)
        assert righe.keys() == gruppi(disegno).keys()


@lento
def test_le_serie_disegnate_sono_quelle_della_tabella(pagine):
    for html, chiave, disegno in con_chiave(pagine, "serie"):
        codice = chiave.removeprefix("serie-")
        righe = _negli_anni(html, codice)
        cifre = [n.text for n in disegno if n.tag == "text"]
        linee = [(int(Fraction(r.get("y1"))), t) for r, t in zip(con(disegno, "tacca"), cifre, strict=True)]
        (y1, v1), (y2, v2) = [(y, cifra(t)) for y, t in (linee[0], linee[-1])]
        assert list(gruppi(disegno)) == list(righe)
        for anno, nodo in gruppi(disegno).items():
            valore, target = righe[anno]["0"], righe[anno]["1"]
            for classe, segno, scritto in (("lettura", "valore", valore), ("atteso", "target", target)):
                disegnati = con(nodo, segno)
                if classe == "atteso" and target == valore:
                    assert not con(nodo, classe)  # one figure, on dot and dash: it would be printed twice
                elif con(nodo, classe):
                    assert detto_da(nodo, classe) == scritto
                else:
                    assert scritto in {"non ancora", "n.d."}
                if len(disegnati) == 1:
                    y = int(disegnati[0].get("cy") or disegnati[0].get("y"))
                    atteso = y1 + (cifra(scritto) - v1) / (v2 - v1) * (y2 - y1)
                    assert abs(y - atteso) <= Fraction(3, 2), (codice, anno, classe)


def _negli_anni(html: str, codice: str) -> dict[str, dict[str, str]]:
    """The cells of a series: year → value and target; the chamber's is a row, and has no target."""
    if codice != "camera":
        return tabella(html, f"ob-{codice.rpartition('.')[0]}-anni-{codice}")
    camera = next(iter(tabella(html, "serie-gradi").values()))
    return {anno: {"0": cella, "1": "n.d."} for anno, cella in camera.items() if re.fullmatch(r"\d{4}", anno)}


@lento
def test_il_mosaico_dell_obiettivo_e_largo_quanto_i_pesi_e_pieno_quanto_i_gradi(pagine):
    for html, chiave, disegno in con_chiave(pagine, "composizione"):
        forma = chiave.removeprefix("composizione-")  # ob-2.2 on the objective's page, cons-2.2 on its final form
        righe: dict[str, dict[str, str]] = {}
        for tavola in ("indicatori", "collegati") if forma.startswith("ob-") else ("ind", "coll"):
            if f'<caption id="{forma}-{tavola}"' in html:
                righe |= tabella(html, f"{forma}-{tavola}")
        colonne = gruppi(disegno)
        larghezze = {c: quanto(next(g.iter("rect")), "width") for c, g in colonne.items()}
        pesi = {c: cifra(righe[c]["Peso"]) for c in colonne}
        intera = sum(int(r.get("height")) for r in next(iter(colonne.values())).iter("rect"))
        pieni = [int(n.get("height")) for g in colonne.values() for n in con(g, "pieno")]
        alta = 72 if forma.startswith("ob-") else NELLA_SCHEDA
        assert intera == (20 if pieni == [intera] * len(colonne) else alta)
        for codice, nodo in colonne.items():
            quota = larghezze[codice] / sum(larghezze.values())
            assert abs(quota - pesi[codice] / sum(pesi.values())) < Fraction(1, 1000)
            grado = next(v for n, v in righe[codice].items() if n.startswith("Grado"))
            if con(nodo, "vuoto"):
                assert grado.startswith("n.d.")
            else:
                piene = con(nodo, "pieno")
                alta = int(piene[0].get("height")) if piene else 0
                assert abs(Fraction(alta, intera) * 100 - cifra(grado)) <= Fraction(100, intera)


@lento
def test_le_barre_degli_indicatori_stanno_al_target_come_i_valori_nelle_celle(pagine):
    visti = 0
    for nome, html in pagine.items():
        if "/obiettivi/" not in nome or nome.endswith("index.html"):
            continue
        for chiave in re.findall(r'<caption id="(ob-[^"]+-(?:indicatori|collegati))"', html):
            for celle in tabella(html, chiave).values():
                for disegno in disegni(celle["riga"], 'class="barra corsie"'):
                    sotto = celle["seguito"]
                    giugno = [
                        "".join(in_parole(s) for s in re.findall(rf'<span class="{c}">(.*?)</span>(?:,|\.)', sotto))
                        for c in ("atteso", "stato-al")
                    ]
                    finale = [celle.get(f"{che} al 31/12", "") for che in ("Atteso", "Valore")]
                    if finale == ["", ""]:  # a year still open: the columns are those of June
                        giugno = [celle[f"{che} al 30/6"] for che in ("Atteso", "Valore")]
                        assert con(disegno, "finale") == []
                    visti += sum(_stanno(c, *giugno) for c in con(disegno, "giugno"))
                    visti += sum(_stanno(c, *finale) for c in con(disegno, "finale"))
    assert visti > 100


def _stanno(corsia: ET.Element, atteso: str, valore: str) -> bool:
    """One lane of a bar against the cells of its row; False where a mark alone is drawn, or the scale passes zero."""
    pieni, tacche = con(corsia, "pieno"), con(corsia, "atteso")
    if not pieni or not tacche or quanto(pieni[0], "x") != 0:
        return False
    termini = re.findall(r"\d[\d.]*(?:,\d+)?", atteso)
    assert len(termini) >= len(tacche)  # a unit may hold a number too: «punti su 5»
    for tacca, termine in zip(tacche, termini, strict=False):
        v, t = cifra(valore), cifra(termine)
        assert abs(quanto(pieni[0], "width") / quanto(tacca, "x") * t - v) <= Fraction(1, 100) + Fraction(
            2, 1000
        ) * max(v, t)
    return True


@lento
def test_sotto_il_mosaico_ogni_area_ha_peso_e_grado_della_sua_scheda(pagine):
    html = pagine["index.html"]
    disegno = disegni(html, f'aria-labelledby="mosaico-{ANNO}')[0]
    gradi_scritti = [n.text for n in con(disegno, "piede-grado")]
    schede = re.findall(r'<section class="area-scheda">.*?aria-label="([\d,]+):.*?peso (\d+)', html, re.DOTALL)
    assert gradi_scritti == [grado for grado, _ in schede]
    assert [f"Area {n + 1} peso {p}" for n, (_, p) in enumerate(schede)] == [
        "".join(n.itertext()) for n in disegno.iter("text") if "".join(n.itertext()).startswith("Area ")
    ]
    prime = {c.partition("-")[0]: next(g.iter("rect")).get("x") for c, g in reversed(gruppi(disegno).items())}
    assert [n.get("x") for n in con(disegno, "piede-grado")] == [prime[c] for c in sorted(prime)]


@lento
@pytest.mark.parametrize(
    ("pagina", "codice"), [("index.html", "ente"), ("2021/responsabili/anagrafica.html", "anagrafica")]
)
def test_la_scala_dei_punti_dice_cio_che_dice_la_sua_tabella_e_la_tabella_somma(pagine, vista, pagina, codice):
    ciclo = vista.ciclo(ANNO, Periodo.DICEMBRE)
    chiave = f"punti-{ANNO}-31-12-{codice}"
    disegno = disegni(pagine[pagina], f'aria-labelledby="{chiave}')[0]
    *righe, totale = tabella(pagine[pagina], f"{chiave}-tab").items()
    persi = [cifra(celle["Punti persi"]) for _, celle in righe]
    assert sum(persi) == cifra(totale[1]["Punti persi"]) == 100 - Fraction(ciclo.sintesi(codice).stampato)
    scritti = mancano(ciclo, ciclo.sintesi(codice)).perdite
    assert [nome for nome, _ in righe][: len(scritti)] == [p.codice for p in scritti]
    assert len(con(disegno, "gradino")) == len(scritti)
    descrizione = disegno[1].text
    assert all(
        f"{p.codice} {ciclo.anno.indicatori[p.codice].titolo}: {stampato(p.stampati)}" in descrizione for p in scritti
    )
    cause = re.search(r'<ul class="chiave" aria-label="Cause">(.*?)</ul>', pagine[pagina], re.DOTALL)
    quanti = re.findall(r"[\d,]+\spunti,\s(\d+)\sindicator", cause[1])
    assert sum(map(int, quanti)) == sum(p.punti > 0 for p in scritti)


@lento
def test_il_mosaico_della_camera_ha_ogni_obiettivo_al_suo_posto(pagine, vista):
    ciclo = vista.ciclo(ANNO, Periodo.DICEMBRE)
    disegno = disegni(pagine["index.html"], f'aria-labelledby="mosaico-{ANNO}')[0]
    colonne = gruppi(disegno)
    pesi = {
        f"{area.codice}-{p.codice}": area.peso * p.peso / sum(q.peso for q in ciclo.aree_strategiche[area.codice].parti)
        for area in ciclo.ente.parti
        for p in ciclo.aree_strategiche[area.codice].parti
    }
    assert list(colonne) == list(pesi)
    larghezze = {c: quanto(next(g.iter("rect")), "width") for c, g in colonne.items()}
    for codice, nodo in colonne.items():
        assert abs(larghezze[codice] / sum(larghezze.values()) - pesi[codice] / sum(pesi.values())) < Fraction(1, 1000)
        alta = int(con(nodo, "pieno")[0].get("height"))
        obiettivo = codice.partition("-")[2]
        assert abs(Fraction(alta, 2) - ciclo.obiettivi[obiettivo].esatto) <= 1
        (porta,) = nodo.iter("a")
        assert porta.get("href") == f"{ANNO}/obiettivi/{obiettivo}.html"
        assert porta[0].text.startswith(f"{obiettivo} {ciclo.anno.obiettivi[obiettivo].titolo}: ")
    scritti = ["".join(n.itertext()).strip() for n in con(disegno, "numero")]
    assert {"2.2.2", "2.3.1"} <= set(scritti) <= {c for c, s in ciclo.obiettivi.items() if s.esatto < 100}


# --- generated cases ------------------------------------------------------------------------------

punti_percentuali = st.integers(0, 10**5).map(lambda n: Fraction(n, 1000))
gradi_strani = st.one_of(
    st.none(), st.sampled_from([Fraction(0), Fraction(100), Fraction(250), Fraction(1, 10**9)]), punti_percentuali
)
valori = st.tuples(st.integers(-(10**7), 10**7), st.sampled_from([1, 3, 1000])).map(lambda c: Fraction(*c))


senza_fretta = settings(deadline=None, max_examples=60)
"""The first drawing of a kind compiles its template: time says nothing here."""


def letto(svg: str) -> ET.Element:
    return ET.fromstring(str(svg))  # noqa: S314 - our own drawing


def dentro(disegno: ET.Element) -> None:
    """Nothing is drawn outside the width, no width is negative."""
    for nodo in disegno.iter():
        x, larga = (nodo.get(a, "0").endswith("%") and quanto(nodo, a) for a in ("x", "width"))
        assert 0 <= x <= 100
        assert 0 <= larga <= 100
        if nodo.tag == "rect":
            assert x + larga <= 100 + GRADO
            assert all(Fraction(nodo.get(a)) >= 0 for a in ("height",) if a in nodo.attrib)


def riga_grado(n: int, grado: Fraction | None) -> Grado:
    classe = "nv" if grado is None else "ra"
    return Grado(
        codice=f"{n}", chiave=f"{n}", titolo="T" * n, grado=grado, scritto="", classe=classe, forte=bool(n % 2)
    )


@senza_fretta
@given(st.lists(gradi_strani, min_size=1, max_size=6))
def test_i_gradi_stanno_in_proporzione_anche_oltre_cento(elenco):
    disegno = letto(gradi(NOME, [riga_grado(n, g) for n, g in enumerate(elenco)], Fraction(90), "90"))
    dentro(disegno)
    for grado, nodo in zip(elenco, gruppi(disegno).values(), strict=True):
        assert bool(con(nodo, "vuoto")) == (grado is None)
        cento = quanto(con(nodo, "traguardo")[0], "x1")
        if grado is not None:
            assert abs(quanto(con(nodo, "pieno")[0], "width") - grado * cento / 100) <= Fraction(2, 100)
            assert bool(con(nodo, "manca")) == (grado < 100)


@senza_fretta
@given(st.lists(valori.filter(bool), min_size=1, max_size=9))
@pytest.mark.slow
def test_ogni_gradino_comincia_dove_finisce_quello_prima_ed_e_alto_quanto_i_punti(punti):
    passi = [Gradino(codice=f"{n}", titolo="T" * n, classe="mista", punti=p, scritti="1") for n, p in enumerate(punti)]
    disegno = letto(gradini(NOME, passi, "9"))
    dentro(disegno)
    livelli = list(accumulate(punti, Fraction.__sub__, initial=Fraction(100)))
    scala = ALTO / (max(livelli) - min(livelli))
    assert len(con(disegno, "gradino")) == len(punti)
    for rect, (prima, dopo), p in zip(con(disegno, "gradino"), pairwise(livelli), punti, strict=True):
        y, alto = (Fraction(rect.get(a)) for a in ("y", "height"))
        assert abs(y - CIMA - (max(livelli) - max(prima, dopo)) * scala) <= Fraction(1, 2)
        assert abs(alto - abs(p) * scala) <= 1
        assert (rect.get("fill") == "none") == (p < 0)
    assert abs(Fraction(con(disegno, "arrivo")[0].get("y")) - 5 - CIMA - (max(livelli) - livelli[-1]) * scala) <= 1


@senza_fretta
@given(
    st.lists(st.tuples(st.booleans(), st.none() | valori, st.lists(valori, max_size=2)), min_size=1, max_size=2),
    st.none() | valori,
)
def test_le_barre_di_un_indicatore_tengono_zero_anche_con_valori_negativi(dati, prima):
    lanes = [Corsia(finale=f, valore=v, atteso=tuple(a)) for f, v, a in dati]
    disegno = letto(traguardo(lanes, prima))
    dentro(disegno)
    tutti = [v for v in [prima, *(c.valore for c in lanes), *(a for c in lanes for a in c.atteso)] if v is not None]
    assert bool(con(disegno, "zero")) == any(v < 0 for v in tutti)
    assert sum(len(con(c, "atteso")) for c in disegno) == sum(len(c.atteso) for c in lanes)
    assert len(con(disegno, "pieno")) == sum(c.valore is not None for c in lanes)
    per_valore = (
        sorted(
            (v, quanto(n, "x"))
            for c, g in zip(lanes, con(disegno, "giugno") + con(disegno, "finale"), strict=True)
            for v, n in zip(c.atteso, con(g, "atteso"), strict=True)
        )
        if len(lanes) == 1
        else []
    )
    assert [x for _, x in per_valore] == sorted(x for _, x in per_valore)


@senza_fretta
@given(st.lists(st.tuples(gradi_strani, gradi_strani), min_size=1, max_size=5))
def test_due_date_sono_due_punti_uniti_sulla_scala_dichiarata(coppie):
    righe = [
        Salto(codice="", chiave=str(n), titolo="A", prima=a, dopo=b, scritti=("", ""), forte=True)
        for n, (a, b) in enumerate(coppie)
    ]
    disegno, scala = letto(salti(NOME, righe)), scala_dei_salti(righe)
    dentro(disegno)
    assert scala.da % 10 == 0
    assert len(con(disegno, "traguardo")) == 1
    for (a, b), nodo in zip(coppie, gruppi(disegno).values(), strict=True):
        assert bool(con(nodo, "salto")) == (a is not None and b is not None)
        for grado, classe in ((a, "giugno"), (b, "finale")):
            assert len(con(nodo, classe)) == (grado is not None)
            if grado is not None:
                assert scala.da <= grado <= scala.a
                assert abs(sulla_scala(disegno, quanto(con(nodo, classe)[0], "cx")) - grado) < Fraction(1, 2)


@senza_fretta
@given(st.lists(valori.filter(bool), min_size=1, max_size=8))
def test_meglio_e_peggio_stanno_ai_due_lati_dello_zero(elenco):
    righe = [Distanza(codice=str(n), titolo="A", meglio=v, scritto="") for n, v in enumerate(elenco)]
    disegno = letto(distanze(NOME, righe))
    dentro(disegno)
    for v, nodo in zip(elenco, gruppi(disegno).values(), strict=True):
        tratto, zero = con(nodo, "meglio" if v > 0 else "peggio")[0], quanto(con(nodo, "zero")[0], "x1")
        lontano = quanto(tratto, "x") + (quanto(tratto, "width") if v > 0 else 0)
        assert lontano >= zero if v > 0 else lontano <= zero


@senza_fretta
@given(st.lists(st.tuples(punti_percentuali, gradi_strani), min_size=1, max_size=9))
def test_il_mosaico_lascia_fuori_solo_i_pesi_zero(parti):
    tessere = [
        Tessera(codice=str(n), sopra="s", sotto="1", peso=p, grado=g, classe="no", principale=True, gruppo=str(n % 2))
        for n, (p, g) in enumerate(parti)
    ]
    disegno = letto(mosaico(NOME, tessere, 72))
    dentro(disegno)
    assert list(gruppi(disegno)) == [t.codice for t in tessere if t.peso > 0]
    for nodo in gruppi(disegno).values():
        assert sum(int(r.get("height")) for r in nodo.iter("rect")) == 72


@senza_fretta
@given(st.lists(st.integers(1, 100), min_size=1, max_size=9))
def test_sotto_un_gruppo_stretto_non_si_scrive(pesi):
    tessere = [
        Tessera(
            codice=f"{n}", sopra="", sotto="", peso=Fraction(p), grado=None, classe="nr", principale=True, gruppo=f"{n}"
        )
        for n, p in enumerate(pesi)
    ]
    piedi = {t.gruppo: Piede(nome=t.gruppo, peso="peso", grado=f"g{t.gruppo}") for t in tessere}
    disegno = letto(mosaico(NOME, tessere, 72, piedi))
    dentro(disegno)
    larghi = [f"g{n}" for n, p in enumerate(pesi) if p * 100 >= sum(pesi) * 12]
    assert [n.text for n in con(disegno, "piede-grado")] == larghi


@pytest.mark.parametrize("tacca", ["5", "85", "1.300", "−1.300,5"])
def test_la_cifra_di_una_linea_sta_sulla_sua_linea_e_non_tocca_il_primo_anno(tacca):
    punti = [Punto(anno=2020, valore=Fraction(80), scritto="80,0"), Punto(anno=2021, valore=Fraction(60), scritto="v")]
    ordinate = asse(punti)
    disegno = letto(serie(NOME, punti, ordinate, [tacca] * len(ordinate.tacche)))
    dentro(disegno)
    linee = con(disegno, "tacca")
    cifre = [n for n in disegno if n.tag == "text"]
    assert len(linee) == len(cifre) == len(ordinate.tacche)
    for linea, scritta in zip(linee, cifre, strict=True):
        assert abs(Fraction(linea.get("y1")) - int(scritta.get("y")) + 5) < 1
        assert Fraction(linea.get("x1")) >= 8 * len(tacca)
    primo = quanto(con(disegno, "valore")[0], "cx")
    assert primo * 256 / 100 - 17 > 8 * len(tacca)  # on the narrowest drawing


@pytest.mark.parametrize(
    ("valori", "target"),
    [
        ((107, None, None, None), ("da 75 a 105", "da 70 a 100", "da 65 a 95", "da 65 a 95")),
        ((458_907, None, None), ("430.000", "465.000", "475.000")),
        ((50, 51, 52), ("", "", "")),
    ],
)
def test_le_scritte_di_due_anni_vicini_non_si_coprono_neanche_strette(valori, target):
    """Wide labels of neighbouring years stand a line apart where a phone, or spaced letters, would join them."""
    numeri = [Fraction(t.split()[-1].replace(".", "")) if t else None for t in target]
    punti = [
        Punto(
            anno=2020 + n,
            valore=None if v is None else Fraction(v),
            scritto="" if v is None else f"{v:,} imprese".replace(",", "."),
            target=() if x is None else (x,),
            target_scritto=t,
        )
        for n, (v, t, x) in enumerate(zip(valori, target, numeri, strict=True))
    ]
    ordinate = asse(punti)
    disegno = letto(serie(NOME, punti, ordinate, ["x"] * len(ordinate.tacche)))
    scritte = [
        (figlio.get("x"), int(figlio.get("y")))
        for figlio in disegno.iter()
        if any("lettura" in (t.get("class") or "") or "atteso" in (t.get("class") or "") for t in figlio)
        and figlio.get("overflow")
    ]
    assert len(scritte) == sum(v is not None for v in valori) + sum(bool(t) for t in target)
    per_anno = [[y for x, y in scritte if x == dove] for dove in dict.fromkeys(x for x, _ in scritte)]
    for uno, altro in pairwise(per_anno):
        assert all(abs(a - b) >= 14 for a in uno for b in altro)


@senza_fretta
@given(st.lists(st.tuples(st.none() | valori, st.lists(valori, max_size=2)), min_size=1, max_size=6))
def test_una_serie_tiene_ogni_valore_fra_la_prima_e_l_ultima_linea(anni):
    punti = [
        Punto(anno=2000 + n, valore=v, scritto="v", target=tuple(t), target_scritto="t" if t else "")
        for n, (v, t) in enumerate(anni)
    ]
    tutti = [p.valore for p in punti if p.valore is not None] + [t for p in punti for t in p.target]
    if not tutti:
        return
    ordinate = asse(punti)
    assert ordinate.da <= min(tutti) <= max(tutti) <= ordinate.a
    assert 2 <= len(ordinate.tacche) <= 6
    disegno = letto(serie(NOME, punti, ordinate, ["x"] * len(ordinate.tacche)))
    dentro(disegno)
    assert len(con(disegno, "valore")) == sum(p.valore is not None for p in punti)
    assert all(34 <= int(n.get("cy")) <= 140 for n in con(disegno, "valore"))


@senza_fretta
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(COLORI)), st.integers(0, 40)), min_size=1, max_size=6, unique_by=lambda p: p[0]
    )
)
def test_un_segno_per_ciascuno_e_una_parte_per_stato(parti):
    quanti = [Quanti(classe, f"{n} x", n) for classe, n in parti]
    disegno = letto(stati(NOME, quanti))
    assert {c: len(con(g, "segno")) for c, g in gruppi(disegno).items()} == {c: n for c, n in parti if n}
    cifre = letto(barra_stati(quanti, "b"))
    dentro(cifre)
    assert [c for c, n in parti if n] == [r.get("class") for r in cifre.iter("rect") if r.get("y") == "1"]


def test_i_testi_dei_dati_sono_protetti_e_gli_stati_non_si_distinguono_dal_colore():
    disegno = str(gradi(NOME, [riga_grado(1, Fraction(50))], None, ""))
    assert '<title id="d-t">T &lt;b&gt;</title>' in disegno
    assert "D &amp; d" in disegno
    grigio = str(barra_stati([Quanti(c, "", 1) for c in ("ra", "pa", "no", "ip", "nr", "nv")], "b"))
    for colore in COLORI.values():
        grigio = grigio.replace(colore, "#777777")
    parti = [re.sub(r' (x|class)="[^"]*"', "", r) for r in re.findall(r'<rect [^>]*y="1"[^>]*>', grigio)]
    assert len(set(parti)) == 6


@senza_fretta
@given(st.text(min_size=1, max_size=300))
def test_un_titolo_accorciato_comincia_come_l_intero_e_sta_nella_riga(titolo):
    breve = corto(titolo, LUNGO)
    assert len(breve) <= LUNGO
    assert breve == titolo or titolo.startswith(breve.removesuffix("…"))
    assert nomi(titolo)[0][1] == breve


# --- what is drawn, and the sentence above it ------------------------------------------------------


@pytest.mark.parametrize(
    ("codice", "periodo", "frase"),
    [
        ("2.2", "31-12", "Cinque indicatori su sei sono raggiunti, due al valore atteso pieno."),
        ("2.1.2", "31-12", "Tre indicatori su quattro sono raggiunti."),
        ("2.3.1", "31-12", "Un indicatore su tre è raggiunto."),
        ("3.2.2", "30-06", "L'unico indicatore previsto a questa data è raggiunto."),
        ("1.1.2", "30-06", "Due indicatori su tre sono raggiunti, nessuno al valore atteso pieno."),
        ("1.2.2", "31-12", "Tutti e tre gli indicatori sono raggiunti al valore atteso pieno."),
        ("2.2.3", "31-12", "Due indicatori su tre sono raggiunti; uno è senza grado."),
        ("2.2", "30-06", "Al 30 giugno 2021 l'obiettivo risulta parzialmente raggiunto rispetto a quanto atteso"),
    ],
)
def test_la_frase_in_testa_dice_come_e_andata(vista, codice, periodo, frase):
    assert frase in esito(vista.ciclo(ANNO, Periodo(periodo)), codice).frase


@pytest.mark.parametrize(("codice", "indirizzo"), [("2.2.2", ""), ("2.2", "obiettivi/2.2.2.html")])
def test_il_piu_lontano_porta_alla_sua_pagina_se_e_un_altra(vista, codice, indirizzo):
    lontano = esito(vista.ciclo(ANNO, Periodo.DICEMBRE), codice).lontano
    assert (lontano.codice, lontano.titolo, lontano.grado) == ("2.2.2.a", "Incontri formativi in azienda", "62,50")
    assert lontano.indirizzo.endswith(indirizzo)
    assert bool(lontano.indirizzo) == bool(indirizzo)


def test_nessuno_e_lontano_dove_tutti_sono_al_target(vista):
    assert esito(vista.ciclo(ANNO, Periodo.DICEMBRE), "1.2.2").lontano is None


FRASE_STATI = re.compile(
    r"(\w+(?: e \w+)?)(?: gli)? indicator[ei](?: su (\w+)| previsto a questa data)? (?:è|sono) raggiunt"
)


@lento
def test_la_frase_in_testa_conta_gli_stati_della_tabella(pagine):
    visti = 0
    for nome, html in pagine.items():
        codice = Path(nome).stem
        if "/obiettivi/" not in nome or f'<caption id="ob-{codice}-indicatori"' not in html:
            continue
        righe = tabella(html, f"ob-{codice}-indicatori")
        if f'<caption id="ob-{codice}-collegati"' in html:
            righe |= tabella(html, f"ob-{codice}-collegati")
        stati = [in_parole(c["Grado"]).partition(" ")[2] for n, c in righe.items() if not n.startswith("Grado")]
        detto = FRASE_STATI.search(html)
        if detto and len(stati) > 1:
            visti += 1
            quanti = detto[1].lower().removeprefix("tutti e ")
            numero = 1 if quanti in {"un", "unico"} else PAROLE.index(quanti)
            assert numero == stati.count("raggiunto"), nome
            assert not detto[2] or PAROLE.index(detto[2]) == len([s for s in stati if s != "non previsto"]), nome
    assert visti > 20


@pytest.mark.parametrize(
    ("codice", "anni", "scritti", "target"),
    [
        ("2.2.a", [2020, 2021, 2022, 2023], ["82,5", "83,14", "", ""], ["", "85", "88", "90"]),
        ("2.2.1.a", [2020, 2021], ["5.420", "6.186"], ["", "6.500"]),
        ("1.1.2.b", [], [], []),  # fasi
        ("2.2.1.d", [], [], []),  # si_no
        ("2.4.1.c", [], [], []),  # entro_data
    ],
)
def test_una_serie_va_dallo_storico_ai_target(vista, codice, anni, scritti, target):
    dati = vista.anno(ANNO)
    punti = negli_anni(vista, dati, dati.indicatori[codice])
    assert [p.anno for p in punti] == anni
    assert [p.scritto for p in punti] == scritti
    assert [p.target_scritto for p in punti] == target


def test_una_serie_risale_gli_anni_che_un_indicatore_continua(vista):
    """Two years of the same record: the value of the year before is its result, not the typed reference."""
    dati = vista.anno(ANNO)
    nuovo = replace(dati.indicatori["2.2.c"], codice="2.2.z", continua_da=("2.2.a",), storico="1")
    dopo = replace(dati, anno=ANNO + 1)
    due = replace(vista, progetto=replace(vista.progetto, anni={ANNO: dati, ANNO + 1: dopo}))
    punti = negli_anni(due, dopo, nuovo)
    assert [(p.anno, p.scritto) for p in punti][:3] == [(2020, "82,5"), (2021, "83,14"), (2022, "")]


def test_l_anno_prima_e_alla_stessa_data_oppure_non_c_e(vista):
    """A half-year figure never stands beside a final one: at 30 June the disc is what was surveyed a year before."""
    prima, anno = vista.anno(2021), vista.anno(2022)
    giugno = {v.indicatore.codice: v for v in vista.ciclo(2021, Periodo.GIUGNO).indicatori.values()}
    visti = diversi = 0
    for indicatore in anno.indicatori.values():
        detto = anno_prima(vista, anno, indicatore, Periodo.GIUGNO)
        continuati = [c for c in indicatore.continua_da or () if c in giugno]
        if detto is None:
            continue
        assert detto == giugno[continuati[0]].valore, indicatore.codice
        assert prima.indicatori[continuati[0]].unita_misura == indicatore.unita_misura
        visti, diversi = visti + 1, diversi + (detto != storico(indicatore))
    assert visti > 10
    assert diversi > 5, "the two dates of 2021 tell different things, so this can fail"
    senza = replace(vista, progetto=replace(vista.progetto, anni={2022: anno}))
    assert {anno_prima(senza, anno, i, Periodo.GIUGNO) for i in anno.indicatori.values()} == {None}


@pytest.mark.parametrize(("anno", "periodo"), [(2021, Periodo.DICEMBRE), (2022, Periodo.GIUGNO)])
def test_la_barra_di_un_indicatore_segna_l_anno_prima_della_sua_ultima_data(vista, anno, periodo):
    """On the page of the objective: the bar is drawn again by hand, with the value of that date."""
    dati, viste = vista.anno(anno), 0
    for obiettivo in dati.obiettivi.values():
        date = due_date(vista, dati, obiettivo, "")
        assert date.con_anno_prima == any(r.anno_prima for r in (*date.proprie, *date.collegate))
        for riga in date.proprie:
            indicatore = dati.indicatori[riga.base.codice]
            valutati = [
                vista.ciclo(anno, p).indicatori[indicatore.codice] if vista.ciclo(anno, p) else None for p in Periodo
            ]
            if lanes := corsie(valutati, Periodo):
                atteso = anno_prima(vista, dati, indicatore, periodo)
                assert riga.barra == traguardo(lanes, atteso), indicatore.codice
                assert riga.anno_prima == (atteso is not None)
                viste += riga.anno_prima
    assert viste > 10


def test_la_chiave_dice_a_quale_data_e_solo_dove_si_vede(vista):
    pagina = Contesto(vista=vista, pagina="2022/obiettivi/2.2.html")
    assert "l&#39;anno prima, alla stessa data" in pagina_obiettivo(pagina, "2.2")
    sola = replace(vista, progetto=replace(vista.progetto, anni={2022: vista.anno(2022)}))
    assert "anno prima, alla" not in pagina_obiettivo(Contesto(vista=sola, pagina="2022/obiettivi/2.2.html"), "2.2")


@pytest.mark.parametrize(
    ("codice", "atteso"), [("2.2.a", 1), ("2.2.b", -1), ("2.3.a", -1), ("3.1.c", -1), ("2.4.1.b", 1), ("2.4.b", 0)]
)
def test_il_verso_dice_da_che_parte_e_il_meglio(vista, codice, atteso):
    assert verso(vista.ciclo(ANNO, Periodo.DICEMBRE).indicatori[codice]) == atteso
