"""The life of an indicator: an address that lasts, one figure everywhere, forecasts judged, nothing that is hidden."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.engine.previsione import Riuscita, previsione
from macros.engine.result import IndicatoreValutato
from macros.model.formato import digitato, valore
from macros.model.luoghi import file_vita
from macros.model.pagine import OBIETTIVO, VITA
from macros.model.piano import Indicatore
from macros.model.problems import Documento
from macros.model.riconosciute import riconosci
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.tabelle import VITA as TABELLA
from macros.publish.disegni.serie import asse_di
from macros.publish.disegni.tela import Disegno
from macros.publish.disegni.vita import DESTRA, LARGA, LETTERA, RIGA, AnnoDisegnato, AttoDisegnato, vita
from macros.publish.html.frammenti import MacroError
from macros.publish.pagine.vita import vita_indicatore
from macros.publish.pezzi.riga_vita import file_vite
from macros.vista.vista import Vista, carica_vista
from macros.vista.vite import anni_di_vita, nomi, vicine, vite
from macros.vista.vite import indicatore as della_vita
from scripts.sito.pagine import generate
from tests.conftest import indicatore, intervallo
from tests.lettura_uscite import in_parole, voci_ricerca
from tests.progetto_copia import MINI
from tests.test_grafici import GRADO, con, disegni
from tests.test_vista import approva

PROVE = "2.1.1.a"
"""An indicator of the small project that has a target, a forecast and both values."""


@pytest.fixture(scope="module")
def mini() -> Vista:
    return carica_vista(MINI)


def con_anni(base: Vista, *rinominati: dict[str, str], **cambi: object) -> Vista:
    """The small project with more years, each with its indicators renamed, and continuing those of the year before.

    `cambi`: what every indicator of the last year is given.
    """
    anni = {2021: base.anno(2021)}
    for n, nomi_nuovi in enumerate(rinominati, 2022):
        prima, ultimo = anni[n - 1], n == 2021 + len(rinominati)
        obiettivi = {
            codice: replace(o, indicatori=tuple(_dopo(i, nomi_nuovi, cambi if ultimo else {}) for i in o.indicatori))
            for codice, o in prima.obiettivi.items()
        }
        anni[n] = replace(
            prima, anno=n, obiettivi=obiettivi, rilevazioni={}, atti={}, variazioni=(), errata=(), piani={}
        )
    return replace(base, progetto=replace(base.progetto, anni=anni), ascolto=type(base.ascolto)(), anni_di={})


def _dopo(i: Indicatore, nomi_nuovi: dict[str, str], cambi: dict[str, object]) -> Indicatore:
    return replace(i, codice=nomi_nuovi.get(i.codice, i.codice), **({"continua_da": (i.codice,)} | cambi))


def pagina(vista: Vista, nome: str) -> str:
    return vita_indicatore(Contesto(vista=vista, pagina=VITA.indirizzo(codice=nome)), nome)


# --- the name --------------------------------------------------------------------------------------


def test_il_nome_non_cambia_quando_comincia_un_anno_o_cambia_il_numero(mini: Vista) -> None:
    """The first year and the first code, for ever: what a build has named, every later one names."""
    uno, due, tre = con_anni(mini), con_anni(mini, {PROVE: "9.9.z"}), con_anni(mini, {PROVE: "9.9.z"}, {"9.9.z": PROVE})
    assert list(vite(uno)) == list(vite(due)) == list(vite(tre))
    assert {n: v.codice for n, v in vite(tre)[f"2021-{PROVE}"].items()} == {2021: PROVE, 2022: "9.9.z", 2023: PROVE}
    assert nomi(tre, 2022)["9.9.z"].nome == f"2021-{PROVE}"
    assert VITA.indirizzo(codice=f"2021-{PROVE}") == f"indicatori/2021-{PROVE}.html"
    assert riconosci(VITA.indirizzo(codice=f"2021-{PROVE}")) == (VITA, 0, f"2021-{PROVE}")


@pytest.mark.parametrize(
    "cambi",
    [
        pytest.param({"unita_misura": "altro"}, id="un'altra unità"),
        pytest.param({"continua_da": ()}, id="nessuno"),
        pytest.param({"continua_da": (PROVE,)}, id="diviso: molti continuano uno solo"),
    ],
)
def test_chi_ricomincia_ha_una_pagina_nuova_e_la_vecchia_resta(mini: Vista, cambi: dict[str, object]) -> None:
    vista = con_anni(mini, {}, **cambi)
    tutte = vite(vista)
    assert {f"2021-{PROVE}", f"2022-{PROVE}"} <= tutte.keys()
    prima, dopo = (vicine(vista, tutte[f"{n}-{PROVE}"]) for n in (2022, 2021))
    continua = bool(cambi.get("continua_da", True))
    assert (f"2021-{PROVE}" in prima[0], f"2022-{PROVE}" in dopo[1]) == (continua, continua)


def test_cio_che_una_variazione_ha_tolto_tiene_la_sua_pagina(mini: Vista) -> None:
    anno = mini.anno(2021)
    obiettivo = anno.obiettivi["2.1.1"]
    senza = replace(anno, obiettivi=anno.obiettivi | {"2.1.1": replace(obiettivo, indicatori=obiettivo.indicatori[1:])})
    vista = replace(
        mini,
        progetto=replace(mini.progetto, anni={2021: senza}),
        anni_di={(2021, Documento.PIANO): anno},
        ascolto=type(mini.ascolto)(),
    )
    (suo,) = anni_di_vita(vista, vite(vista)[f"2021-{PROVE}"])
    assert (suo.tolto, suo.nel_piano) == (True, True)
    assert VITA.file(codice=f"2021-{PROVE}") in {p.percorso for p in generate(vista)}
    assert "Una variazione l&#39;ha tolto dal Piano 2021." in pagina(vista, f"2021-{PROVE}")


# --- the forecasts ---------------------------------------------------------------------------------

GIORNO = dt.date(2021, 6, 30)
SI = {"regola": "si_no", "target": True}
DA_18_A_22 = {"regola": "intervallo", "target": intervallo(18, 22)}


@pytest.mark.parametrize(
    ("suo", "stima", "valore_finale", "differenza", "riuscita"),
    [
        pytest.param({}, Decimal(90), Decimal(95), 5, Riuscita.MEGLIO, id="di più, dove di più è meglio"),
        pytest.param({}, Decimal(90), Fraction(170, 2), -5, Riuscita.PEGGIO, id="di meno, dove di più è meglio"),
        pytest.param({"regola": "decrescente"}, Decimal(9), Decimal(8), -1, Riuscita.MEGLIO, id="al massimo"),
        pytest.param({}, Decimal("90.0"), Decimal(90), 0, Riuscita.ESATTA, id="la stessa, scritta in un altro modo"),
        pytest.param({"regola": "entro_data"}, GIORNO, dt.date(2021, 7, 3), 3, Riuscita.PEGGIO, id="giorni dopo"),
        pytest.param({"regola": "entro_data"}, GIORNO, False, None, Riuscita.PEGGIO, id="mai fatto"),
        pytest.param(SI, False, True, None, Riuscita.MEGLIO, id="sì, contro ogni attesa"),
        pytest.param(SI, True, True, None, Riuscita.ESATTA, id="sì, come previsto"),
        pytest.param(DA_18_A_22, Decimal(25), Decimal(23), -2, Riuscita.MEGLIO, id="meno lontano dall'intervallo"),
        pytest.param(DA_18_A_22, Decimal(19), Decimal(21), 2, Riuscita.DIVERSA, id="sempre dentro l'intervallo"),
        pytest.param({}, Decimal(90), None, None, None, id="senza valore non si giudica"),
        pytest.param({}, None, Decimal(90), None, None, id="senza stima non c'è"),
    ],
)
def test_una_previsione_si_giudica_dal_lato_dell_indicatore(
    mini: Vista, suo: dict[str, object], stima: object, valore_finale: object, differenza: int | None, riuscita: object
) -> None:
    v = mini.ciclo(2021, Periodo.GIUGNO).indicatori[PROVE]
    i = indicatore(**suo)
    giugno = replace(v, indicatore=i, rilevazione=replace(v.rilevazione, stima=stima))
    finale = replace(
        v,
        indicatore=i,
        target=i.atteso.get(Periodo.DICEMBRE),
        valore=valore_finale,
        assenza=None if valore_finale is not None else "non_rilevato",
    )
    p = previsione(giugno, finale)
    assert (p is None) == (stima is None)
    if p:
        assert (p.stima, p.differenza, p.riuscita) == (stima, differenza, riuscita)


def test_senza_il_monitoraggio_non_c_e_previsione(mini: Vista) -> None:
    assert previsione(None, mini.ciclo(2021, Periodo.DICEMBRE).indicatori[PROVE]) is None


# --- one figure, everywhere ------------------------------------------------------------------------


def valutati(vista: Vista, anno: int, codice: str) -> list[IndicatoreValutato | None]:
    cicli = (vista.ciclo(anno, p) for p in Periodo)
    return [c.indicatori.get(codice) if c else None for c in cicli]


def detti(vista: Vista) -> int:
    """Hold pages and tables of every life against the results; return how many values were looked for."""
    righe_csv = {nome: list(csv.DictReader(io.StringIO(testo))) for nome, testo in file_vite(vista).items()}
    cercati = 0
    for nome, sua in vite(vista).items():
        html, righe = pagina(vista, nome), righe_csv[file_vita(nome)]
        detta = in_parole(html)
        assert [(int(r["anno"]), r["codice"]) for r in righe] == [(n, v.codice) for n, v in sua.items()]
        assert [*righe[0]] == [*TABELLA.colonne]
        for r in righe:
            giugno, finale = valutati(vista, int(r["anno"]), r["codice"])
            for colonna, v in (("giugno", giugno), ("dicembre", finale)):
                assert (r[colonna] == "") == (v is None or v.valore is None), (nome, colonna)
                if v is not None and v.assenza is None and not isinstance(v.valore, bool):
                    assert valore(v.valore) in detta, (nome, colonna)
                    cercati += 1
            if finale and finale.stampato is not None:
                assert r["grado"] == f"{finale.stampato:f}"
                assert f"calcolo-{r['codice']}" in html
        assert all(f"era {v.codice}," in detta for v in sua.values() if v.codice != righe[-1]["codice"])
    return cercati


def test_pagina_e_riga_dicono_i_valori_del_calcolo(mini: Vista) -> None:
    assert detti(mini) > 10


@pytest.mark.slow
def test_lo_stesso_dei_dati_veri_con_i_loro_cambi_di_numero(vista: Vista) -> None:
    assert any(len({n.codice for n in sua.values()}) > 1 for sua in vite(vista).values())
    assert detti(vista) > 100


def test_la_riga_ha_le_differenze_fra_dicembre_e_giugno(mini: Vista) -> None:
    (r,) = csv.DictReader(io.StringIO(file_vite(mini)[file_vita(f"2021-{PROVE}")]))
    assert digitato(Decimal(r["dicembre"]) - Decimal(r["previsto"])) == digitato(Decimal(r["differenza"]))


def test_un_nome_sconosciuto_dice_il_piu_vicino(mini: Vista) -> None:
    with pytest.raises(MacroError, match=f"Forse si voleva «2021-{PROVE}»"):
        pagina(mini, f"2021-{PROVE}x")


# --- the drawing -----------------------------------------------------------------------------------

valori_ = st.one_of(st.none(), st.fractions(min_value=-50, max_value=2000, max_denominator=4))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(valori_, valori_, valori_, valori_), min_size=1, max_size=5))
def test_le_etichette_non_si_coprono_e_i_segni_stanno_al_loro_valore(anni: list[tuple[Fraction | None, ...]]) -> None:
    disegnati = [
        AnnoDisegnato(
            anno=2021 + n,
            promesso=(a,) if a is not None else (),
            promesso_scritto="",
            atteso=(a,) if a is not None else (),
            atteso_scritto=valore(a) if a is not None else "",
            giugno=g,
            giugno_scritto=valore(g) if g is not None else "",
            stima=s,
            finale=f,
            finale_scritto=valore(f) if f is not None else "",
        )
        for n, (a, g, s, f) in enumerate(anni)
    ]
    tutti = [v for quattro in anni for v in quattro if v is not None]
    if not tutti:
        return
    ordinate = asse_di(tutti)
    nome = Disegno(chiave="vita", titolo="Prova", descrizione="Prova")
    svg = str(vita(nome, disegnati, [], ordinate, [str(t) for t in ordinate.tacche]))
    (disegno,) = disegni(svg, 'role="img"')
    valori = [f for *_, f in anni if f is not None]
    alti = [int(c.get("cy")) for c in con(disegno, "valore")]
    posti = sorted(zip(valori, alti, strict=True))
    assert [y for _, y in posti] == sorted(alti, reverse=True)
    scritte = [
        (Fraction(e.get("x")[:-1]), int(e.get("y")), len("".join(e.itertext()).strip()))
        for e in con(disegno, "etichetta")
    ]
    inizio = Fraction(con(disegno, "confine")[0].get("x1")[:-1])
    for n, (x, y, lettere) in enumerate(scritte):
        assert x - Fraction(lettere * LETTERA * 50, LARGA) >= inizio - GRADO
        for altra_x, altra_y, altre in scritte[n + 1 :]:
            lontane = abs(x - altra_x) * LARGA / 100 + 1 >= Fraction(lettere + altre, 2) * LETTERA
            assert lontane or abs(y - altra_y) >= RIGA


def test_ogni_atto_sta_al_suo_giorno_e_chi_lo_ha_cambiato_ha_la_sigla() -> None:
    anno = AnnoDisegnato(anno=2021, promesso=(), promesso_scritto="", atteso=(Fraction(1),), atteso_scritto="1")
    atti = [AttoDisegnato(dt.date(2021, 1, 1)), AttoDisegnato(dt.date(2021, 7, 2), "variazione 3")]
    ordinate = asse_di([Fraction(1)])
    svg = vita(
        Disegno(chiave="vita", titolo="P", descrizione="P"), [anno], atti, ordinate, ["0"] * len(ordinate.tacche)
    )
    (disegno,) = disegni(str(svg), 'role="img"')
    primo, secondo = (Fraction(t.get("x1")[:-1]) for t in con(disegno, "atto"))
    assert abs(secondo - (primo + DESTRA) / 2) < GRADO, "half of the year has gone by"
    assert {t.get("x1") for t in con(disegno, "confine")} == {con(disegno, "atto")[0].get("x1")}
    assert [t.text for t in con(disegno, "sigla")] == ["V3"]


# --- what may be shown -----------------------------------------------------------------------------


def test_in_pubblico_si_ferma_a_cio_che_gli_atti_coprono(tmp_path: Path) -> None:
    progetto = tmp_path / "progetto"
    shutil.copytree(MINI, progetto)
    for atto in (progetto / "data/2021/atti").glob("*.yml"):
        if "documento:" in atto.read_text(encoding="utf-8"):
            atto.unlink()
    approva(progetto, 2021, "piano")
    bozza, pubblica = carica_vista(progetto), carica_vista(progetto, pubblico=True)
    (riga,) = csv.DictReader(io.StringIO(file_vite(pubblica)[file_vita(f"2021-{PROVE}")]))
    assert {c: riga[c] for c in ("giugno", "previsto", "dicembre", "grado", "motivo")} == dict.fromkeys(
        ("giugno", "previsto", "dicembre", "grado", "motivo"), ""
    )
    assert riga["promesso"]
    tutto, mostrato = pagina(bozza, f"2021-{PROVE}"), pagina(pubblica, f"2021-{PROVE}")
    assert "vita-previsioni" in tutto
    assert "vita-previsioni" not in mostrato
    assert mostrato.count(">non ancora<") == 2
    assert "In bozza, non ancora coperto da atti: Monitoraggio 2021, Relazione 2021." in tutto
    assert "In bozza" not in mostrato


# --- the site --------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.xdist_group("grafici")
def test_pagine_schede_calcoli_ricerca_e_mappa_portano_a_ogni_vita(solo_pagine: Path, vista: Vista) -> None:
    tutte = {VITA.indirizzo(codice=nome) for nome in vite(vista)}
    assert {p.relative_to(solo_pagine).as_posix() for p in (solo_pagine / "indicatori").glob("*.html")} == tutte
    portano: dict[str, set[str]] = {}
    for p in solo_pagine.rglob("*.html"):
        html = p.read_text(encoding="utf-8")
        portano[p.relative_to(solo_pagine).as_posix()] = {
            f"indicatori/{nome}" for nome in re.findall(r'href="(?:\.\./)*indicatori/([^"#]+)"', html)
        }
    assert set().union(*portano.values()) <= tutte
    for parte in ("/obiettivi/", "/relazione/", "/monitoraggio/", "/piano/"):
        assert any(v for p, v in portano.items() if parte in p), parte
    ritirati = {VITA.indirizzo(codice=n) for n, sua in vite(vista).items() if anni_di_vita(vista, sua)[-1].tolto}
    assert tutte - ritirati <= set().union(*(v for p, v in portano.items() if "/obiettivi/" in p))
    assert portano["mappa.html"] == tutte
    trovate = {v["location"]: v["dove"] for v in voci_ricerca(solo_pagine) if v["location"] in tutte}
    assert trovate == dict.fromkeys(tutte, VITA.sezione)


@pytest.mark.slow
@pytest.mark.xdist_group("grafici")
def test_da_una_vita_ogni_anno_porta_al_suo_obiettivo_di_allora(solo_pagine: Path, vista: Vista) -> None:
    for nome, sua in vite(vista).items():
        html = (solo_pagine / VITA.indirizzo(codice=nome)).read_text(encoding="utf-8")
        portano = dict(re.findall(r'<a href="(?:\.\./)*([^"]+)"[^>]*>(\d{4})</a>', html.partition("<main")[0]))
        for n in vista.anni:
            suo = f"{n}/index.html"
            if n in sua:
                suo = OBIETTIVO.indirizzo(n, della_vita(vista, n, sua[n].codice).obiettivo)
            assert portano[suo] == str(n), nome
