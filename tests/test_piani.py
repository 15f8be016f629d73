"""Other plans, budget and accounts: read, sealed, varied, compared, shown as far as they may be, summed to the cent.

What is wrong with a row or a tie has its cases in `tests/casi/piani_*.yml`, `budget_*.yml`, `riga_*.yml`.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.budget import CONSUNTIVO, PREVENTIVE, di_area, di_obiettivo, riscontri, somma, somme, totale
from macros.engine.legami import VIOLA, che_servono, scoperte, slegati, voci_servite
from macros.model.anno import Anno
from macros.model.pagine import ALTRI_PIANI, ALTRO_PIANO, BILANCIO, BUDGET
from macros.model.piani import RegolaPiani
from macros.model.problems import Documento
from macros.model.valori import FonteTipo, TipoRisorsa
from macros.publish.contesto.contesto import Contesto
from macros.publish.dati.aperti import dati_aperti, nomi_file
from macros.publish.html.frammenti import MacroError
from macros.publish.iter.variazioni import variazioni_piano
from macros.publish.pagine.budget import SENZA_BILANCIO, SENZA_BUDGET, bilancio, budget
from macros.publish.pagine.obiettivo import pagina_obiettivo
from macros.publish.pagine.piani import SENZA_PIANI, altri_piani, indice_piani, pagina_piano
from macros.reading.progetto import impronte
from macros.trail.confronto import confronta
from macros.trail.voci import RIGHE
from macros.vista.potatura import pota
from macros.vista.vista import Vista, carica_vista
from scripts.sito.pagine import generate
from tests.progetto_copia import MINI, registra_atti, sostituisci
from tests.test_casi import approva
from tests.test_motivi import ERRATA, GIUNTA, MOTIVATO, OIV, OIV_RELAZIONE

CARTELLA = "data/2021"
FILE = {
    "piani.yml": """piani:
  - codice: rpp
    titolo: Relazione previsionale e programmatica 2021
    tipo: rpp
    atto: delibera del Consiglio 12 del 29 ottobre 2020
    copre: ogni voce
    voci:
      - {codice: r1, titolo: Contributi alle imprese, obiettivi: ["1.1", "1.1.1"]}
      - {codice: r2, titolo: Servizi veloci, indicatori: [2.1.1.a]}
  - codice: ptpct
    titolo: Prevenzione della corruzione
    tipo: ptpct
    voci: [{codice: m1, titolo: Rotazione}, {codice: m2, titolo: Fiere, obiettivi: [AS.1], indicatori: [2.1.1.b]}]
""",
    "budget.csv": """conto;linea;obiettivo;area_dirigenziale;tipo;previsto;assestato;preconsuntivo
330000;1;1.1;promozione;costo;90000;92000;91999,99
325050;;2.1.1;anagrafica;costo;900;900;
311000;;;anagrafica;ricavo;120000;120000;118750,5
Ricavi da servizi;;AS.1;azienda;ricavo;500;500;480,25
""",
    "bilancio.csv": """conto;linea;obiettivo;area_dirigenziale;tipo;consuntivo
330000;1;1.1;promozione;costo;91990,1
327000;;;promozione;costo;12,5
311000;;;anagrafica;ricavo;118700
Ricavi da servizi;;AS.1;azienda;ricavo;480,25
""",
}
"""The accounts as decided, one of them without its preconsuntivo; closed, one is missing and one was never planned."""
VARIAZIONE = """motivo: Il Consiglio ha deciso la programmazione a luglio
atto_oiv: oiv-1
atto_giunta: giunta-1
"""


def scrivi(radice: Path, *nomi: str) -> Path:
    for nome in nomi or FILE:
        (radice / CARTELLA / nome).write_text(FILE[nome], encoding="utf-8")
    return radice


def varia(radice: Path, cambi: str) -> Path:
    """Record a variation with its acts of September."""
    (radice / CARTELLA / "variazioni").mkdir(exist_ok=True)
    (radice / CARTELLA / "variazioni/1.yml").write_text(VARIAZIONE + cambi, encoding="utf-8")
    (radice / CARTELLA / "atti/oiv-1.yml").write_text(OIV, encoding="utf-8")
    (radice / CARTELLA / "atti/giunta-1.yml").write_text(GIUNTA, encoding="utf-8")
    registra_atti(radice)
    return radice


def approvata(radice: Path) -> Path:
    """Record all that the Relazione needs to be public."""
    for documento in ("piano", "monitoraggio"):
        approva(radice, documento)
    (radice / CARTELLA / "atti/oiv-relazione.yml").write_text(OIV_RELAZIONE, encoding="utf-8")
    approva(radice, "relazione")
    return radice


def letto(radice: Path) -> Anno:
    return esamina(radice)[0].anni[2021]


def codici(radice: Path) -> list[str]:
    return [p.code for p in esamina(radice)[1]]


def contesto(vista: Vista, pagina: str = "2021/index.html") -> Contesto:
    return Contesto(vista=vista, pagina=pagina)


def righe(html: str, titolo: str) -> list[list[str]]:
    """Return the cells of the table of a fragment with that caption, each as it reads."""
    tavole = re.findall(r"<table.*?</table>", html, re.DOTALL)
    tavola = next(t for t in tavole if f"<strong>{titolo}</strong>" in t)
    trovate = re.findall(r"<tr[^>]*>(.*?)</tr>", tavola.split("</thead>")[1], re.DOTALL)
    return [[_nudo(c) for c in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", riga, re.DOTALL)] for riga in trovate]


def _nudo(html: str) -> str:
    return " ".join(unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", html, flags=re.DOTALL)).split())


def tabella(dati: dict[str, bytes], nome: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(dati[nome].decode())))


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return scrivi(Path(shutil.copytree(MINI, tmp_path / "p")))


@pytest.fixture(scope="module")
def vista(tmp_path_factory: pytest.TempPathFactory) -> Vista:
    return carica_vista(scrivi(Path(shutil.copytree(MINI, tmp_path_factory.mktemp("piani") / "p"))))


# --- read, sealed, varied -------------------------------------------------------------------------


def test_si_leggono_dalle_annotazioni_con_il_loro_posto(progetto: Path) -> None:
    anno = letto(progetto)
    assert anno.altri_piani is not None
    rpp, ptpct = anno.altri_piani.piani
    assert (rpp.copre, ptpct.copre, ptpct.atto) == ("ogni voce", "facoltativa", None)
    assert str(rpp.voci[1].dove("indicatori")) == f"{CARTELLA}/piani.yml:9"
    conto = anno.budget["330000 1 1.1 promozione costo"]
    assert (conto.previsto, conto.preconsuntivo) == (Decimal(90000), Decimal("91999.99"))
    assert str(conto.dove("assestato")) == f"{CARTELLA}/budget.csv:2"
    assert anno.budget["325050 2.1.1 anagrafica costo"].linea is None, "an empty cell is no part of the name"
    assert anno.bilancio["327000 promozione costo"].consuntivo == Decimal("12.5")


def test_ognuno_ha_il_suo_sigillo(progetto: Path) -> None:
    """The plans are sealed by every document, the budget by the Relazione, the closed accounts by none."""
    prima = impronte(progetto, 2021)
    sostituisci(progetto / CARTELLA / "bilancio.csv", "91990,1", "91990,2")
    assert impronte(progetto, 2021) == prima
    sostituisci(progetto / CARTELLA / "budget.csv", "91999,99", "91999,98")
    dopo = impronte(progetto, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [Documento.RELAZIONE]
    sostituisci(progetto / CARTELLA / "piani.yml", "Servizi veloci", "Servizi rapidi")
    assert all(dopo[d] != nuova for d, nuova in impronte(progetto, 2021).items())


def test_dove_mancano_o_sono_vuoti_non_lasciano_traccia(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    senza = impronte(radice, 2021)
    (radice / CARTELLA / "budget.csv").write_text("conto;linea;obiettivo;area_dirigenziale;tipo\n", encoding="utf-8")
    assert impronte(radice, 2021) == senza


def test_un_importo_scritto_altrimenti_non_cambia_l_impronta(progetto: Path) -> None:
    prima = impronte(progetto, 2021)
    sostituisci(progetto / CARTELLA / "budget.csv", ";90000;", ";90000,00;")
    sostituisci(progetto / CARTELLA / "budget.csv", "118750,5", "118750,50")
    assert impronte(progetto, 2021) == prima


def test_in_un_piano_approvato_i_collegamenti_entrano_con_una_variazione(tmp_path: Path) -> None:
    radice = Path(shutil.copytree(MINI, tmp_path / "p"))
    approva(radice, "piano")
    scrivi(radice, "piani.yml")
    assert codici(radice) == ["BLOCCO-CAMBIATO"]
    dentro = "".join(f"      {riga}\n" for riga in FILE["piani.yml"].splitlines())
    varia(radice, f"aggiunge:\n  - dove: piani\n    scheda:\n{dentro}")
    assert codici(radice) == []
    anno = letto(radice)
    assert anno.altri_piani is not None
    assert [anno.di(d).altri_piani is None for d in Documento] == [True, False, True, False], "of September"
    html = _nudo(variazioni_piano(contesto(carica_vista(radice), "2021/variazioni.html")))
    assert "rpp Relazione previsionale e programmatica 2021 altro, voci non c'era 2 voci" in html


def test_una_voce_approvata_cambia_con_una_variazione_e_il_confronto_ne_dice_il_motivo(progetto: Path) -> None:
    approva(progetto, "piano")
    prima = letto(progetto)
    sostituisci(progetto / CARTELLA / "piani.yml", "Servizi veloci", "Servizi rapidi")
    assert "BLOCCO-CAMBIATO" in codici(progetto)
    varia(
        progetto,
        'cambi:\n  - {dove: piani, campo: "piani[rpp].voci[r2].titolo", da: Servizi veloci, a: Servizi rapidi}\n',
    )
    assert codici(progetto) == ["BUDGET-RISORSE"]
    dopo = letto(progetto)
    (uno,) = confronta(prima, dopo, {2021: dopo}).cambiamenti
    assert (uno.titolo, uno.campo.passi) == ("Relazione previsionale e programmatica 2021", ("voci", "r2", "titolo"))
    assert (uno.scritto_prima, uno.scritto_dopo, uno.atto) == ("Servizi veloci", "Servizi rapidi", MOTIVATO)
    assert dopo.di(Documento.PIANO).altri_piani == prima.altri_piani


@pytest.mark.slow
def test_un_conto_approvato_si_corregge_con_un_errata(progetto: Path) -> None:
    approvata(progetto)
    prima = letto(progetto)
    sostituisci(progetto / CARTELLA / "budget.csv", ";900;900;", ";900;950;")
    assert "BLOCCO-CAMBIATO" in codici(progetto)
    (progetto / CARTELLA / "errata").mkdir()
    (progetto / CARTELLA / "errata/1.yml").write_text(
        "motivo: Un aggiornamento dimenticato\natto: errata\n"
        "cambi:\n  - {dove: budget 325050 2.1.1 anagrafica costo, campo: assestato, da: 900, a: 950}\n",
        encoding="utf-8",
    )
    (progetto / CARTELLA / "atti/errata.yml").write_text(ERRATA, encoding="utf-8")
    registra_atti(progetto)
    assert codici(progetto) == ["BUDGET-RISORSE"]
    dopo = letto(progetto)
    (uno,) = confronta(prima, dopo, {2021: dopo}).cambiamenti
    assert (uno.titolo, uno.campo.passi) == ("Conto del budget", ("assestato",))
    assert (uno.scritto_prima, uno.scritto_dopo) == ("900", "950")
    assert uno.motivo == "errata 1: Un aggiornamento dimenticato"
    altro = replace(dopo, anno=2022)
    fra_anni = confronta(prima, altro, {2021: prima, 2022: altro}).cambiamenti
    assert [c.livello for c in fra_anni if c.livello in RIGHE] == [], "another year has other amounts altogether"


def test_in_pubblico_i_piani_vengono_con_il_piano_e_i_conti_con_la_relazione(progetto: Path) -> None:
    approva(progetto, "piano")
    potato = pota(esamina(progetto)[0]).anni[2021]
    assert potato.altri_piani == letto(progetto).altri_piani
    assert (potato.budget, potato.bilancio) == ({}, {})
    pubblica = carica_vista(progetto, pubblico=True)
    pagine = {p.percorso for p in generate(pubblica)}
    assert {ALTRI_PIANI.file(2021), ALTRO_PIANO.file(2021, "rpp")} <= pagine
    assert not {BUDGET.file(2021), BILANCIO.file(2021)} & pagine
    assert {"piani.csv", "budget.csv", "bilancio.csv"} & set(nomi_file(pubblica, 2021)) == {"piani.csv"}
    assert "n.d." not in pagina_piano(contesto(pubblica), "rpp")
    assert "Grado" not in pagina_piano(contesto(pubblica), "rpp")


def test_in_pubblico_con_la_relazione_ci_sono_tutti(progetto: Path) -> None:
    pubblica = carica_vista(approvata(progetto), pubblico=True)
    anno = pubblica.anno(2021)
    assert (len(anno.budget), len(anno.bilancio)) == (4, 4)
    assert {BUDGET.file(2021), BILANCIO.file(2021)} <= {p.percorso for p in generate(pubblica)}


# --- ties -----------------------------------------------------------------------------------------


def test_serve_una_voce_chi_vi_e_nominato_o_ha_un_suo_indicatore(vista: Vista) -> None:
    anno = vista.anno(2021)
    assert anno.altri_piani is not None
    rpp, ptpct = anno.altri_piani.piani
    assert [che_servono(anno, v) for v in (*rpp.voci, *ptpct.voci)] == [
        ("1.1", "1.1.1"),
        ("2.1.1",),
        (),
        ("2.1.1", "AS.1"),
    ]
    assert ([v.codice for v in scoperte(anno, rpp)], [v.codice for v in scoperte(anno, ptpct)]) == ([], ["m1"])
    assert [(p.codice, v.codice) for p, v in voci_servite(anno, "2.1.1")] == [("rpp", "r2"), ("ptpct", "m2")]
    assert slegati(anno) == ("2.1",)


def test_ogni_regola_dice_chi_non_la_rispetta(vista: Vista) -> None:
    anno = vista.anno(2021)
    assert VIOLA[RegolaPiani.OGNI_OBIETTIVO_STRATEGICO_SERVE](anno) == ("2.1",)
    assert VIOLA[RegolaPiani.OGNI_AREA_HA_INDICATORI](anno) == ()
    assert VIOLA[RegolaPiani.OGNI_INDICATORE_HA_FONTE](anno) == tuple(anno.indicatori)
    assert set(VIOLA) == set(RegolaPiani)


def test_la_fonte_di_un_indicatore_puo_essere_quella_delle_sue_misure(vista: Vista) -> None:
    anno = vista.anno(2021)
    misure = {nome: replace(m, fonte_tipo=FonteTipo.SISTEMA) for nome, m in (anno.misure or {}).items()}
    senza = VIOLA[RegolaPiani.OGNI_INDICATORE_HA_FONTE](replace(anno, misure=misure))
    assert set(anno.indicatori) - set(senza) == {"1.1.b", "2.1.1.c"}


def test_la_pagina_di_un_piano_ha_ogni_voce_con_gradi_e_stati(vista: Vista) -> None:
    html = pagina_piano(contesto(vista), "rpp")
    assert righe(html, "Relazione previsionale e programmatica 2021.") == [
        ["r1 Contributi alle imprese"],
        ["1.1 Contributi alle imprese del territorio", "100,00 raggiunto", "100,00 raggiunto"],
        ["1.1.1 Riordino del procedimento dei bandi", "100,00 raggiunto", "98,80 raggiunto"],
        ["r2 Servizi veloci"],
        ["2.1.1.a Giorni medi di lavorazione indicatore dell'obiettivo 2.1.1", "100,00 raggiunto", "92,00 raggiunto"],
    ]
    assert "2 su 2" in html
    assert "Voci che niente serve" not in html
    libera = pagina_piano(contesto(vista), "ptpct")
    assert "Voci che niente serve" in libera
    assert ["Nessun obiettivo la serve.", "", ""] in righe(libera, "Prevenzione della corruzione.")
    with pytest.raises(MacroError, match=r"«rp» non è il codice di un piano del 2021\. Forse si voleva «rpp»"):
        pagina_piano(contesto(vista), "rp")


def test_il_capitolo_del_piano_non_ha_risultati(vista: Vista) -> None:
    html = altri_piani(contesto(vista, "2021/piano/piani.html"))
    assert "Servizi veloci" in html
    assert "raggiunto" not in html
    assert "Non servono nessun piano gli obiettivi" in html


def test_l_elenco_dice_quante_voci_sono_servite_e_chi_non_serve_niente(vista: Vista) -> None:
    html = indice_piani(contesto(vista))
    assert "1 su 2" in html.replace("\N{NO-BREAK SPACE}", " ")
    assert "Qualità dei servizi anagrafici" in html.split("Obiettivi che non servono nessun piano")[1]


def test_l_elenco_dice_che_cosa_l_anno_dichiara_e_non_e_ancora_vero(progetto: Path) -> None:
    with (progetto / CARTELLA / "piani.yml").open("a", encoding="utf-8") as file:
        file.write("regole: [ogni_area_ha_indicatori, ogni_obiettivo_strategico_serve]\n")
    html = _nudo(indice_piani(contesto(carica_vista(progetto))))
    assert "risponde di almeno un indicatore: sì." in html
    assert "serve almeno una voce di un piano: non ancora; manca 2.1 ." in html


def test_la_pagina_di_un_obiettivo_dice_quali_piani_serve(vista: Vista) -> None:
    html = pagina_obiettivo(contesto(vista, "2021/obiettivi/2.1.1.html"), "2.1.1")
    assert '<a href="2021/piani/rpp.html#voce-r2">Servizi veloci</a>' in html
    assert '<a href="2021/piani/ptpct.html#voce-m2">Fiere</a>' in html
    assert 'id="voce-r2"' in pagina_piano(contesto(vista), "rpp")
    assert "<dt>Serve</dt>" not in pagina_obiettivo(contesto(vista, "2021/obiettivi/2.1.html"), "2.1")


def test_senza_file_i_capitoli_lo_dicono_e_le_pagine_non_ci_sono(tmp_path: Path) -> None:
    senza = carica_vista(Path(shutil.copytree(MINI, tmp_path / "p")))
    detti = [_nudo(macro(contesto(senza))) for macro in (altri_piani, indice_piani, budget, bilancio)]
    assert detti == [SENZA_PIANI, SENZA_PIANI, SENZA_BUDGET, SENZA_BILANCIO]
    tipi = (ALTRI_PIANI, BUDGET, BILANCIO)
    assert not {t.file(2021) for t in tipi} & {p.percorso for p in generate(senza)}
    assert not {"piani.csv", "budget.csv", "bilancio.csv"} & set(dati_aperti(senza, 2021))


# --- money ----------------------------------------------------------------------------------------


def test_una_somma_e_esatta_e_con_un_buco_non_si_dice(vista: Vista) -> None:
    anno = vista.anno(2021)
    assert totale([Decimal("0.1")] * 3) == Decimal("0.3")
    assert totale([Decimal(1), None]) is None
    assert totale([]) == 0
    costi = somme(anno, TipoRisorsa.COSTO, di_obiettivo)
    assert costi == {
        "1.1": (Decimal(90000), Decimal(92000), Decimal("91999.99")),
        "2.1.1": (Decimal(900), Decimal(900), None),
    }
    assert somma(costi.values()) == (Decimal(90900), Decimal(92900), None)
    per_area = somme(anno, TipoRisorsa.RICAVO, di_area)
    assert somma(per_area.values()) == (Decimal(120500), Decimal(120500), Decimal("119230.75"))


def test_i_conti_chiusi_contano_anche_cio_che_non_era_previsto(vista: Vista) -> None:
    anno, colonne = vista.anno(2021), (*PREVENTIVE[1:], CONSUNTIVO)
    costi = somme(anno, TipoRisorsa.COSTO, di_area, colonne)
    assert costi["promozione"] == (Decimal(92000), Decimal("91999.99"), Decimal("92002.6"))
    assert costi["anagrafica"] == (Decimal(900), None, None), "an account that has not closed is not zero"
    senza_budget = somme(replace(anno, budget={}), TipoRisorsa.COSTO, di_area, colonne)
    assert senza_budget == {"promozione": (None, None, Decimal("92002.6"))}


def test_il_previsto_si_confronta_con_il_piano_approvato_e_non_con_le_variazioni(progetto: Path) -> None:
    trovati = {(r.obiettivo, str(r.tipo)): (r.previsto, r.risorse) for r in riscontri(letto(progetto))}
    assert trovati == {
        ("1.1", "costo"): (Decimal(90000), Decimal(90000)),
        ("2.1.1", "costo"): (Decimal(900), Decimal(1000)),
        ("AS.1", "ricavo"): (Decimal(500), Decimal(500)),
    }
    approva(progetto, "piano")
    sostituisci(progetto / CARTELLA / "obiettivi/2.1.1.yml", "budget: 1000,", "budget: 900,")
    varia(progetto, 'cambi:\n  - {dove: obiettivo 2.1.1, campo: "risorse[1].budget", da: 1000, a: 900}\n')
    assert codici(progetto) == ["BUDGET-RISORSE"]


def test_cio_che_uno_strategico_ripete_conta_nell_operativo_soltanto(progetto: Path) -> None:
    """The same account, line, point, project and side; another one, or an objective of its own, is not a repetition."""
    ripetuta = '{conto: "325050", tipo: costo, importi: {2021: 1000, 2022: 1000, 2023: 1000}}'
    sostituisci(progetto / CARTELLA / "obiettivi/2.1.yml", "risorse: []", f"risorse: [{ripetuta}]")
    assert [r.obiettivo for r in riscontri(letto(progetto)) if r.differenza] == ["2.1.1"]
    altra = ripetuta.replace("325050", "325051")
    sostituisci(progetto / CARTELLA / "obiettivi/2.1.yml", f"risorse: [{ripetuta}]", f"risorse: [{altra}]")
    assert [r.obiettivo for r in riscontri(letto(progetto)) if r.differenza] == ["2.1", "2.1.1"]


def test_la_pagina_del_budget_ha_le_somme_per_obiettivo_e_per_area(vista: Vista) -> None:
    html = budget(contesto(vista))
    assert righe(html, "Costi per obiettivo.") == [
        ["1.1 Contributi alle imprese del territorio", "90.000,00", "92.000,00", "91.999,99", "−0,01"],
        ["2.1.1 Rapidità delle pratiche del registro", "900,00", "900,00", "n.d.", "n.d."],
        ["Totale", "90.900,00", "92.900,00", "n.d.", "n.d."],
    ]
    assert righe(html, "Ricavi per area.")[-1] == ["Totale", "120.500,00", "120.500,00", "119.230,75", "−1.269,25"]
    assert righe(html, "Dove budget e Piano approvato dicono altro.") == [["2.1.1 , costo", "1.000", "900", "−100"]]
    assert "non si può dire" in html


def test_la_pagina_del_bilancio_ha_i_conti_chiusi(vista: Vista) -> None:
    html = bilancio(contesto(vista))
    assert righe(html, "Costi per obiettivo.")[0] == [
        *("1.1 Contributi alle imprese del territorio", "92.000,00", "91.999,99", "91.990,10", "−9,90")
    ]
    assert ["Senza obiettivo", "0,00", "0,00", "12,50", "+12,50"] in righe(html, "Costi per obiettivo.")
    assert "Dove budget e Piano" not in html


# --- open data ------------------------------------------------------------------------------------


def test_i_dati_aperti_hanno_una_riga_per_legame_e_una_per_conto(vista: Vista) -> None:
    dati = dati_aperti(vista, 2021)
    assert set(dati) == set(nomi_file(vista, 2021))
    legami = [(r["piano"], r["voce"], r["obiettivo"], r["indicatore"]) for r in tabella(dati, "piani.csv")]
    di_dicembre = [
        ("rpp", "r1", "1.1", ""),
        ("rpp", "r1", "1.1.1", ""),
        ("rpp", "r2", "2.1.1", "2.1.1.a"),
        ("ptpct", "m1", "", ""),
        ("ptpct", "m2", "AS.1", ""),
        ("ptpct", "m2", "2.1.1", "2.1.1.b"),
    ]
    assert legami == di_dicembre * 2
    conti = tabella(dati, "budget.csv")
    assert (conti[0]["previsto"], conti[0]["preconsuntivo"], conti[1]["preconsuntivo"]) == ("90000", "91999.99", "")
    assert [r["consuntivo"] for r in tabella(dati, "bilancio.csv")] == ["91990.1", "12.5", "118700", "480.25"]


def test_un_documento_porta_solo_cio_che_il_suo_sigillo_copre(vista: Vista) -> None:
    cercati = {"piani.csv", "budget.csv", "bilancio.csv"}
    assert [cercati & set(dati_aperti(vista, 2021, d)) for d in Documento] == [
        {"piani.csv"},
        {"piani.csv"},
        {"piani.csv"},
        {"piani.csv", "budget.csv"},
    ]
