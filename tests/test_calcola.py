"""`calcola`: the shape of DESIGN 4 exactly, the CSV, the text, and what goes where when it cannot."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from macros.model.valori import Periodo
from tests import oracolo
from tests.conftest import DICEMBRE, GIUGNO, RADICE, ciclo_di, esegui, obiettivo, scrivi_progetto
from tests.generatore import genera

pytestmark = pytest.mark.xdist_group("calcola")  # one worker makes once what they share

CHIAVI = {
    "tutto": [
        "anno",
        "periodo",
        "dimostrativo",
        "ente",
        "aree_strategiche",
        "aree_dirigenziali",
        "azienda_speciale",
        "obiettivi",
        "indicatori",
        "attestazioni",
        "risorse",
    ],
    "ente": ["grado", "grado_esatto", "copertura", "mancano"],
    "area": ["codice", "peso", "grado", "grado_esatto", "copertura", "mancano"],
    "obiettivo": ["codice", "tipo", "grado", "grado_esatto", "copertura", "stato"],
    "indicatore": [
        "codice",
        "obiettivo",
        "regola",
        "unita_misura",
        "target",
        "valore",
        "scostamento",
        "scostamento_percentuale",
        "peso",
        "grado",
        "grado_esatto",
        "stato",
        "assenza",
    ],
}


@cache
def _della_dimostrazione(*altro):
    return esegui("calcola", "--anno", 2021, "--radice", RADICE, *altro)


def calcola(radice, *altro):
    if radice == RADICE:  # nobody changes it: asked once
        return _della_dimostrazione(*altro)
    return esegui("calcola", "--anno", 2021, "--radice", radice, *altro)


def in_json(radice, *altro):
    esito, fuori, errori = calcola(radice, "--formato", "json", *altro)
    assert (esito, errori) == (0, "")
    return json.loads(fuori)


def voce(elenco, codice):
    return next(v for v in elenco if v["codice"] == codice)


# ----------------------------------------------------- the JSON an oracle would have written


def tagliato(x):
    """At most 20 decimals, cut, no trailing zeros."""
    if x is None:
        return None
    segno, x = ("-" if x < 0 else ""), abs(x)
    intera, resto = divmod(x.numerator, x.denominator)
    cifre = ""
    while resto and len(cifre) < 20:
        cifra, resto = divmod(resto * 10, x.denominator)
        cifre += str(cifra)
    testo = f"{intera}.{cifre.rstrip('0')}".rstrip(".")
    return testo if testo == "0" else segno + testo


def stampato(x, decimali):
    return None if x is None else f"{Decimal(x.numerator) / Decimal(x.denominator):.{decimali}f}"


def dato(x):
    match x:
        case dict():
            return {k: tagliato(v) for k, v in x.items()}
        case dt.date():
            return x.isoformat()
        case Fraction() | int():
            return tagliato(Fraction(x))
    return x


def json_atteso(radice, periodo, ordine):
    """DESIGN 4 from the oracle's figures: lists as mappings by code. `ordine`: that of the plan, for equal losses."""
    anno = oracolo.Anno(radice, 2021, periodo)
    tutto = anno.tutto()

    def grado(s, livello):
        return {
            "grado": stampato(s.stampato, anno.livello(livello)[0]),
            "grado_esatto": tagliato(s.grado),
            "copertura": stampato(oracolo.arrotonda(s.copertura, 2, "commerciale"), 2),
        }

    def mancano(s, livello):
        if s.mancano is None:
            return None
        punti, tetti, arrotondati = s.mancano
        decimali = max(2, anno.livello(livello)[0])

        def passo(x):
            return oracolo.arrotonda(x, decimali, "commerciale")

        persi = sorted((c for c, p in punti.items() if p), key=lambda c: (-punti[c], ordine.index(c)))
        stampa = 100 - s.stampato - sum(map(passo, [*punti.values(), tetti, arrotondati]))
        return {
            "totale": tagliato(100 - s.grado),
            "indicatori": [
                {"codice": c, "punti": stampato(passo(punti[c]), decimali), "punti_esatti": tagliato(punti[c])}
                for c in persi
            ],
            "tetti": tagliato(tetti or None),
            "arrotondamenti": tagliato(arrotondati or None),
            "stampa": stampato(stampa or None, decimali),
        }

    def area(s, livello):
        codice_e_peso = {"codice": s.codice, "peso": tagliato(s.peso)}
        return {**codice_e_peso, **grado(s, livello), "mancano": mancano(s, livello)}

    def indicatore(i):
        return {
            "codice": i.codice,
            "obiettivo": i.obiettivo,
            "regola": i.regola,
            "unita_misura": i.unita_misura,
            "target": dato(i.target),
            "valore": dato(i.valore),
            "scostamento": tagliato(i.scostamento),
            "scostamento_percentuale": stampato(i.scostamento_percentuale, 2),
            "peso": tagliato(i.peso),
            "grado": stampato(i.stampato, anno.livello("indicatore")[0]),
            "grado_esatto": tagliato(i.grado),
            "stato": i.stato,
            "assenza": i.assenza,
        }

    azienda = tutto.azienda_speciale
    return {
        "ente": {**grado(tutto.ente, "ente"), "mancano": mancano(tutto.ente, "ente")},
        "aree_strategiche": [area(a, "area_strategica") for a in tutto.aree_strategiche],
        "aree_dirigenziali": [area(a, "area_dirigenziale") for a in tutto.aree_dirigenziali],
        "azienda_speciale": area(azienda, "azienda_speciale") if azienda else None,
        "obiettivi": {
            c: {"codice": c, "tipo": o.tipo, **grado(o, "obiettivo"), "stato": o.stato}
            for c, o in tutto.obiettivi.items()
        },
        "indicatori": {c: indicatore(i) for c, i in tutto.indicatori.items()},
    }


def confronta(radice, periodo):
    try:
        oracolo.calcola(radice, 2021, periodo)
    except oracolo.Bloccato:
        return
    avuto = in_json(radice, "--periodo", periodo)
    atteso = json_atteso(radice, periodo, [i["codice"] for i in avuto["indicatori"]])
    for nome in ("obiettivi", "indicatori"):
        righe = {v["codice"]: v for v in avuto[nome]}
        assert len(righe) == len(avuto[nome])
        avuto[nome] = righe
    for i in avuto["indicatori"].values():
        parole = i.pop("scostamento_testo", None)
        senza_numero = i["grado"] is not None and i["scostamento"] is None
        assert (parole is not None) == senza_numero, i
    for nome, valore in atteso.items():
        assert avuto[nome] == valore


@pytest.mark.slow
@pytest.mark.parametrize("periodo", ["30-06", "31-12"])
def test_il_json_del_2021_e_quello_dell_oracolo(periodo):
    confronta(RADICE, periodo)


@pytest.mark.parametrize("seme", [0, 2, 5, 14, 16, 18])
def test_il_json_di_un_progetto_generato_e_quello_dell_oracolo(tmp_path, seme):
    radice = genera(tmp_path, seme)
    for periodo in ("30-06", "31-12"):
        confronta(radice, periodo)


# -------------------------------------------------------------------------------- the shape


@pytest.mark.slow
def test_le_chiavi_sono_quelle_e_in_quell_ordine():
    tutto = in_json(RADICE)
    assert list(tutto) == CHIAVI["tutto"]
    assert list(tutto["ente"]) == CHIAVI["ente"]
    for area in (*tutto["aree_strategiche"], *tutto["aree_dirigenziali"], tutto["azienda_speciale"]):
        assert list(area) == CHIAVI["area"]
    assert {tuple(o) for o in tutto["obiettivi"]} == {tuple(CHIAVI["obiettivo"])}
    for i in tutto["indicatori"]:
        assert [k for k in i if k != "scostamento_testo"] == CHIAVI["indicatore"]


def test_anno_e_un_numero_dimostrativo_un_booleano_il_resto_testo_o_null():
    tutto = in_json(RADICE)
    assert (tutto["anno"], tutto["periodo"], tutto["dimostrativo"]) == (2021, "31-12", True)

    def foglie(x):
        if isinstance(x, dict | list):
            for y in x.values() if isinstance(x, dict) else x:
                yield from foglie(y)
        else:
            yield x

    resto = {k: v for k, v in tutto.items() if k not in {"anno", "dimostrativo"}}
    assert {type(x) for x in foglie(resto)} <= {str, type(None)}


def test_senza_periodo_e_il_31_dicembre():
    assert in_json(RADICE) == in_json(RADICE, "--periodo", "31-12")
    assert in_json(RADICE, "--periodo", "30-06")["periodo"] == "30-06"


def test_i_gradi_esatti_non_superano_venti_decimali_e_non_hanno_zeri_finali():
    for i in [*(t := in_json(RADICE))["indicatori"], *t["obiettivi"], *t["aree_strategiche"], t["ente"]]:
        if i["grado_esatto"] is not None:
            assert re.fullmatch(r"\d+(\.\d{0,19}[1-9])?", i["grado_esatto"])


def test_elenca_tutto_anche_cio_che_non_sta_in_nessuna_lettura(tmp_path):
    radice = scrivi_progetto(
        tmp_path,
        obiettivi=[obiettivo("1.1", {}), obiettivo("1.2", {}), obiettivo("AS.1", {})],
        aree={"1": (100, {"1.1": 100})},
        responsabili={"sola": {"1.1": 100}},
        consuntivo={"1.1.a": 80, "1.2.a": 70, "AS.1.a": 60},
    )
    tutto = in_json(radice)
    assert [o["codice"] for o in tutto["obiettivi"]] == ["1.1", "AS.1", "1.2"]  # as in the tree, then the rest
    assert [i["grado"] for i in tutto["indicatori"]] == ["80.00", "60.00", "70.00"]
    assert tutto["azienda_speciale"]["grado"] == "60.00"


def test_senza_azienda_speciale_e_null_e_senza_pesi_il_peso_e_null(tmp_path):
    tutto = in_json(scrivi_progetto(tmp_path, consuntivo={"1.1.a": 80}))
    assert tutto["azienda_speciale"] is None
    assert tutto["aree_strategiche"][0]["peso"] is None
    assert tutto["indicatori"][0]["peso"] is None


@pytest.mark.parametrize(
    ("giugno", "coda"),
    [
        ({}, "."),
        ({"1.1.a": 50}, "; quelli del 30 giugno: «.venv/bin/ciclo calcola --anno 2021 --periodo 30-06»."),
    ],
)
def test_di_un_anno_non_rilevato_il_testo_e_una_frase(tmp_path, giugno, coda):
    radice = scrivi_progetto(tmp_path, monitoraggio=giugno)
    detto = f"2021: al 31 dicembre non è ancora rilevato niente, e non ci sono gradi{coda}\n"
    assert esegui("calcola", "--anno", "2021", "--radice", radice)[:2] == (0, detto)


def test_senza_dati_ogni_grado_e_null_e_la_copertura_zero(tmp_path):
    tutto = in_json(scrivi_progetto(tmp_path))
    assert tutto["ente"] == {"grado": None, "grado_esatto": None, "copertura": "0.00", "mancano": None}
    i = tutto["indicatori"][0]
    assert (i["valore"], i["grado"], i["stato"], i["assenza"]) == (None, None, None, "non_rilevato")
    assert "scostamento_testo" not in i


@pytest.mark.parametrize(
    ("altro", "valore", "atteso"),
    [
        pytest.param(
            {"target": Decimal("85.50")},
            "82,500",
            {"target": "85.5", "valore": "82.5", "scostamento": "-3", "scostamento_percentuale": "-3.51"},
            id="numeri: punto decimale, senza zeri finali",
        ),
        pytest.param(
            {"regola": "si_no", "target": "si"},
            "no",
            {"target": "si", "valore": "no", "scostamento": None, "scostamento_testo": "non realizzato"},
            id="si_no: «si» e «no», lo scostamento a parole",
        ),
        pytest.param(
            {"regola": "entro_data", "target": dt.date(2021, 11, 30), "penalita": {"punti_al_giorno": 1}},
            "10/12/2021",
            {"target": "2021-11-30", "valore": "2021-12-10", "scostamento": "10", "scostamento_percentuale": None},
            id="date: ISO, giorni di ritardo",
        ),
        pytest.param(
            {"regola": "entro_data", "target": dt.date(2021, 11, 30), "penalita": {"punti_al_giorno": 1}},
            "no",
            {"valore": "no", "scostamento": None, "scostamento_testo": "non realizzato alla data della rilevazione"},
            id="entro_data mai realizzato: «no»",
        ),
        pytest.param(
            {
                "regola": "intervallo",
                "target": {"min": 18, "max": Decimal("22.50")},
                "penalita": {"punti_per_unita": 10},
            },
            "24",
            {
                "target": {"min": "18", "max": "22.5"},
                "scostamento": "1.5",
                "scostamento_percentuale": None,
                "grado": "85.00",
            },
            id="intervallo: i due estremi",
        ),
        pytest.param(
            {
                "regola": "fasi",
                "fasi": [{"codice": "f1", "titolo": "Unica", "entro": dt.date(2021, 5, 1), "quota": 100}],
            },
            "",
            {
                "target": "100",
                "valore": "0",
                "scostamento": None,
                "scostamento_testo": "manca la fase f1",
                "grado": "0.00",
            },
            id="fasi: quote, scostamento a parole",
        ),
    ],
)
def test_target_valore_e_scostamento_di_ogni_genere(tmp_path, altro, valore, atteso):
    radice = scrivi_progetto(tmp_path, obiettivi=[obiettivo("1.1", altro)], consuntivo={"1.1.a": valore})
    i = in_json(radice)["indicatori"][0]
    assert {k: i.get(k) for k in atteso} == atteso


def test_dove_non_si_attende_niente_il_valore_si_vede_e_non_si_giudica(tmp_path):
    o = obiettivo("1.1", {"target": {2021: 10, 2022: 10, 2023: 10}})
    i = in_json(scrivi_progetto(tmp_path, obiettivi=[o], monitoraggio={"1.1.a": 5}), "--periodo", "30-06")[
        "indicatori"
    ][0]
    assert (i["target"], i["valore"], i["scostamento"], i["grado"]) == (None, "5", None, None)
    assert i["assenza"] == "non_previsto"


def test_il_grado_si_stampa_coi_decimali_del_suo_livello(tmp_path):
    smvp = {"arrotondamento": {"ente": {"decimali": 0}, "indicatore": {"decimali": 3}}}
    o = obiettivo("1.1", {"target": 60})
    tutto = in_json(scrivi_progetto(tmp_path, obiettivi=[o], consuntivo={"1.1.a": 56}, smvp=smvp))
    assert (tutto["ente"]["grado"], tutto["indicatori"][0]["grado"]) == ("93", "93.333")
    assert tutto["ente"]["grado_esatto"] == "93." + "3" * 20


# ---------------------------------------------------------------------------- CSV and text


@pytest.mark.slow
def test_il_csv_ha_una_riga_per_ogni_cifra_del_json():
    esito, fuori, errori = calcola(RADICE, "--formato", "csv")
    assert (esito, errori) == (0, "")
    righe = list(csv.DictReader(io.StringIO(fuori)))
    tutto = in_json(RADICE)
    attesi = [("ente", "ente")]
    attesi += [("area_strategica", a["codice"]) for a in tutto["aree_strategiche"]]
    attesi += [("area_dirigenziale", a["codice"]) for a in tutto["aree_dirigenziali"]]
    attesi += [("azienda_speciale", tutto["azienda_speciale"]["codice"])]
    attesi += [("obiettivo", o["codice"]) for o in tutto["obiettivi"]]
    attesi += [("indicatore", i["codice"]) for i in tutto["indicatori"]]
    assert [(r["livello"], r["codice"]) for r in righe] == attesi
    for r in righe:
        if r["livello"] == "indicatore":
            i = voce(tutto["indicatori"], r["codice"])
            assert (r["grado"], r["grado_esatto"]) == (i["grado"] or "", i["grado_esatto"] or "")
        assert (r["anno"], r["periodo"], r["dimostrativo"]) == ("2021", "31-12", "si")
        assert r["titolo"]


def test_il_csv_finisce_con_una_sola_riga_a_capo():
    _, fuori, _ = calcola(RADICE, "--formato", "csv")
    assert fuori.endswith("\n")
    assert not fuori.endswith("\n\n")


@pytest.mark.slow
@pytest.mark.parametrize("periodo", list(Periodo))
def test_il_testo_ha_ogni_codice_col_suo_grado(periodo):
    c = ciclo_di(RADICE, periodo)
    esito, fuori, errori = calcola(RADICE, "--periodo", str(periodo))
    assert (esito, errori) == (0, "")
    calcolati = fuori.partition("\nAttestat")[0]
    scritti = {m[1]: m[2] for m in re.finditer(r"^ *(\S+) +([\d,]+|n\.d\.)  ", calcolati, re.MULTILINE)}
    gruppi = {**c.obiettivi, **c.aree_strategiche, **c.aree_dirigenziali, "ente": c.ente, **c.indicatori}
    gruppi[c.azienda_speciale.codice] = c.azienda_speciale
    assert set(scritti) == set(gruppi)
    for codice, figura in gruppi.items():
        assert scritti[codice] == ("n.d." if figura.stampato is None else str(figura.stampato).replace(".", ","))


def test_il_testo_dice_copertura_assenze_e_obiettivi_di_una_sola_lettura(tmp_path):
    radice = scrivi_progetto(
        tmp_path,
        obiettivi=[obiettivo("1.1", {"peso": 60}, {"peso": 40}), obiettivo("1.2", {})],
        aree={"1": (100, {"1.1": 100})},
        consuntivo={"1.1.a": 80},
    )
    _, fuori, _ = calcola(radice)
    assert fuori.splitlines() == [
        "Camera di Prova, 2021 al 31 dicembre, valori dimostrativi",
        "",
        "ente                 80,00  Performance Camera di Commercio (copertura 60,00)",
        "",
        "1                    80,00  Area strategica: Area 1 (copertura 60,00)",
        "  1.1                80,00  Obiettivo 1.1 [parzialmente raggiunto] (copertura 60,00)",
        "    1.1.a            80,00  Indicatore 1.1.a [parzialmente raggiunto]",
        "    1.1.b             n.d.  Indicatore 1.1.b [non rilevato]",
        "",
        "Obiettivi fuori dalle aree strategiche",
        "  1.2                 n.d.  Obiettivo 1.2 (copertura 0,00)",
        "    1.2.a             n.d.  Indicatore 1.2.a [non rilevato]",
        "",
        "Per chi ne risponde",
        "sola                 80,00  Dirigente sola (copertura 30,00)",
        "",
        "Obiettivi in una sola delle due letture:",
        "  1.2 Obiettivo 1.2",
        "",
        "Giudizio dell'OIV non ancora registrato.",
    ]


# -------------------------------------------------------------------- refusals, exit codes


@pytest.mark.parametrize("formato", ["testo", "json", "csv"])
def test_blocca_esce_con_1_nomina_ognuno_e_non_scrive_cifre(tmp_path, formato):
    radice = scrivi_progetto(
        tmp_path,
        obiettivi=[obiettivo("1.1", {}, {}, {}), obiettivo("AS.1", {})],
        consuntivo={"1.1.a": 80, "1.1.c": {"assenza": "non_rilevato"}},
        smvp={"non_rilevati": "blocca"},
    )
    esito, fuori, errori = calcola(radice, "--formato", formato)
    assert (esito, fuori) == (1, "")
    assert [r for r in errori.splitlines() if "1.1.a" in r] == []
    for codice in ("1.1.b", "1.1.c", "AS.1.a"):
        assert len([r for r in errori.splitlines() if codice in r]) == 1
    assert calcola(radice, "--formato", formato, "--periodo", "30-06")[0] == 0
    assert esegui("spiega", "ente", "--anno", 2021, "--radice", radice)[:2] == (1, "")


def test_blocca_senza_mancanze_calcola(tmp_path):
    radice = scrivi_progetto(
        tmp_path,
        consuntivo={"1.1.a": {"assenza": "non_valutabile", "atto": "esclusione"}},
        atti={"esclusione": {}},
        smvp={"non_rilevati": "blocca"},
    )
    assert in_json(radice)["indicatori"][0]["assenza"] == "non_valutabile"


@pytest.mark.parametrize("comando", [["calcola"], ["calcola", "--formato", "json"], ["spiega", "ente"]])
def test_con_un_errore_nei_dati_esce_con_1_e_l_errore_va_a_parte(tmp_path, comando):
    radice = scrivi_progetto(tmp_path, consuntivo={"1.1.a": "97%"})
    esito, fuori, errori = esegui(*comando, "--anno", 2021, "--radice", radice)
    assert (esito, fuori) == (1, "")
    assert errori.startswith("data/2021/consuntivo/sola.csv:2: VALORE-NUMERO: ")
    assert errori.splitlines()[-1] == "1 errore."


def test_cio_che_e_da_completare_non_ferma_e_non_si_stampa(tmp_path):
    esito, fuori, errori = calcola(scrivi_progetto(tmp_path), "--formato", "json")
    assert (esito, errori) == (0, "")
    assert json.loads(fuori)["ente"]["grado"] is None


@pytest.mark.parametrize(
    "argomenti",
    [
        pytest.param(["calcola", "--anno", "2021", "--periodo", "30/06"], id="periodo scritto in un altro modo"),
        pytest.param(["calcola", "--anno", "duemila"], id="anno che non è un numero"),
        pytest.param(["calcola"], id="senza anno"),
        pytest.param(["calcola", "--anno", "2021", "--formato", "xml"], id="formato che non c'è"),
        pytest.param(["spiega", "--anno", "2021"], id="spiega senza codice"),
    ],
)
def test_un_comando_scritto_male_esce_con_2_in_italiano(argomenti):
    esito, fuori, errori = esegui(*argomenti, "--radice", RADICE)
    assert (esito, fuori) == (2, "")
    assert errori.startswith("ciclo: ")


def test_un_anno_che_non_c_e_esce_con_1(tmp_path):
    esito, fuori, errori = esegui("calcola", "--anno", 1999, "--radice", scrivi_progetto(tmp_path))
    assert (esito, fuori) == (1, "")
    assert "1999" in errori


def test_le_due_date_sono_quelle_del_modello():
    assert (str(GIUGNO), str(DICEMBRE)) == ("30-06", "31-12")
