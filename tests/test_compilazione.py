"""Who still has to fill in: asked, validated, missing, area by area; every gap is the checks', and none is lost."""

from __future__ import annotations

import shutil
from html import unescape
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.engine.compilazione import DaCompilare, da_compilare, da_rileggere
from macros.engine.misura import rilevato_qualcosa
from macros.model.problems import Documento, Problem
from macros.model.tratti import CheManca, Gravita
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto
from macros.publish.pagine.compilazione import chi_deve_compilare
from macros.publish.pagine.tappe import mancano
from macros.vista.vista import carica_vista
from scripts.sito.pagine import generate
from tests.conftest import RADICE
from tests.progetto_copia import MINI, ciclo, sostituisci
from tests.test_scadenze import SCADENZE, atto
from tests.test_vista import approva

RELAZIONE, MONITORAGGIO, PIANO = Documento.RELAZIONE, Documento.MONITORAGGIO, Documento.PIANO
VALORI, TESTI, EVIDENZE = CheManca.VALORI, CheManca.TESTI, CheManca.EVIDENZE


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "p"))


def di(radice: Path, documento: Documento, anno: int = 2021) -> dict[str, DaCompilare]:
    """Return what a document asks, by area."""
    letto, problemi = esamina(radice, anno)
    dell_anno = letto.anni[anno]
    con_finale = rilevato_qualcosa(dell_anno, Periodo.DICEMBRE)
    finale = calcola(dell_anno, Periodo.DICEMBRE) if con_finale else None
    return {d.area: d for d in da_compilare(dell_anno, documento, problemi, finale)}


def da_completare(radice: Path, anno: int) -> set[Problem]:
    return {p for p in esamina(radice, anno)[1] if p.gravita is Gravita.DA_COMPLETARE}


def pagina(radice: Path) -> str:
    return unescape(chi_deve_compilare(Contesto(vista=carica_vista(radice), pagina="2021/compilazione.html")))


def senza_qualcosa(radice: Path) -> None:
    """Take away a value, a text, an evidence, a datum of a formula, a field of the plan."""
    dati = radice / "data/2021"
    sostituisci(dati / "consuntivo/anagrafica.csv", "2.1.b;8,2", "2.1.b;")
    sostituisci(dati / "misure.csv", "pratiche_lente;300;620", "pratiche_lente;300;")
    (dati / "schede/1.1.yml").unlink()
    righe = (dati / "evidenze.csv").read_text(encoding="utf-8").splitlines()
    tenute = "\n".join(r for r in righe if not r.startswith("1.1.1.c;"))
    (dati / "evidenze.csv").write_text(tenute + "\n", encoding="utf-8")


def test_dove_non_manca_niente_si_dice_che_cosa_e_atteso(progetto: Path) -> None:
    """Counted by hand on the files of the small project: of promozione two formulas, of two measures each."""
    relazione = di(progetto, RELAZIONE)
    assert {area: d.mancano for area, d in relazione.items()} == dict.fromkeys(relazione, ())
    assert {a: (d.attesi[VALORI], d.attesi[TESTI]) for a, d in relazione.items()} == {
        "anagrafica": (5, 4),
        "promozione": (8, 4),
        "azienda": (2, 2),
    }
    assert {a: d.attesi[EVIDENZE] for a, d in relazione.items()} == {"anagrafica": 5, "promozione": 6, "azienda": 1}
    piano = di(progetto, PIANO)
    assert {a: dict(d.attesi) for a, d in piano.items()} == {
        "anagrafica": {TESTI: 2},
        "promozione": {TESTI: 2},
        "azienda": {TESTI: 1},
    }


def test_cio_che_manca_e_di_chi_ne_risponde(progetto: Path) -> None:
    senza_qualcosa(progetto)
    relazione = di(progetto, RELAZIONE)
    assert {a: (d.quanti(VALORI), d.quanti(TESTI), d.quanti(EVIDENZE)) for a, d in relazione.items()} == {
        "anagrafica": (1, 0, 0),
        "promozione": (1, 2, 1),
        "azienda": (0, 0, 0),
    }
    assert di(progetto, MONITORAGGIO)["promozione"].quanti(TESTI) == 1


@pytest.mark.slow
@pytest.mark.parametrize("anno", [2021, pytest.param(2022, marks=pytest.mark.prova)])
def test_nella_dimostrazione_ogni_lacuna_e_dei_controlli_e_nessuna_si_perde(anno: int) -> None:
    trovate = [p for documento in Documento for d in di(RADICE, documento, anno).values() for p in d.mancano]
    assert len(trovate) == len(set(trovate))
    assert set(trovate) == da_completare(RADICE, anno)


def test_ogni_lacuna_di_un_progetto_incompleto_sta_in_un_posto_solo(progetto: Path) -> None:
    senza_qualcosa(progetto)
    atto(progetto, "oiv", "validazione_oiv", "2022-02-17", "relazione")  # attestations are due from then on
    trovate = [p for documento in Documento for d in di(progetto, documento).values() for p in d.mancano]
    assert len(trovate) == len(set(trovate))
    assert set(trovate) == da_completare(progetto, 2021) != set()
    oiv = di(progetto, RELAZIONE)["oiv"]
    assert (oiv.attesi, oiv.quanti(CheManca.ATTESTAZIONI)) == ({CheManca.ATTESTAZIONI: 4}, 4)


def test_i_dati_arrivano_con_l_atto_dell_area_in_tempo_o_dopo(progetto: Path) -> None:
    (progetto / "data/2021/scadenze.yml").write_text(SCADENZE, encoding="utf-8")
    atto(progetto, "v1", "validazione_dati", "2022-01-17", "relazione", "anagrafica")
    atto(progetto, "v2", "validazione_dati", "2022-01-25", "relazione", "promozione")
    atto(progetto, "v3", "validazione_dati", "2022-02-01", "relazione", "anagrafica")  # again, after a correction
    relazione = di(progetto, RELAZIONE)
    assert {a: d.giorni for a, d in relazione.items()} == {"anagrafica": -3, "promozione": 5, "azienda": None}
    assert {d.ricevuto for d in di(progetto, MONITORAGGIO).values()} == {None}
    testo = pagina(progetto)
    assert "il 25 gennaio 2022, 5\N{NO-BREAK SPACE}giorni dopo il termine" in testo
    assert "non ancora, entro il 20 gennaio 2022" in testo
    assert "ciclo atto --anno 2021 --tipo validazione_dati --documento relazione --riguarda azienda" in testo


def test_ogni_lacuna_ha_la_sua_pagina_il_suo_file_e_il_rimedio(progetto: Path) -> None:
    senza_qualcosa(progetto)
    testo = pagina(progetto)
    for p in da_completare(progetto, 2021):
        assert p.found[1:] in testo
        assert str(p.source) in testo
        assert p.fix[1:] in testo
    assert 'href="2021/obiettivi/2.1.html">obiettivo 2.1<' in testo
    assert 'href="2021/obiettivi/1.1.html">obiettivo 1.1<' in testo
    assert 'href="2021/obiettivi/2.1.1.html">obiettivo 2.1.1<' in testo
    assert 'href="2021/evidenze.html#evidenze-mancanti"' in testo


def test_un_valore_non_rilevato_con_la_ragione_non_manca(progetto: Path) -> None:
    """Home and list read one function: what an office answered is not missing, what it left empty is."""
    file = progetto / "data/2021/consuntivo/anagrafica.csv"
    sostituisci(file, "2.1.b;8,2;;;;", "2.1.b;;non_rilevato;;Il sistema era fermo.;")
    sostituisci(progetto / "data/2021/misure.csv", "pratiche_lente;300;620", "pratiche_lente;300;")
    assert "niente; 1\N{NO-BREAK SPACE}non rilevato, con la ragione" in pagina(progetto)
    assert {a: d.spiegati for a, d in di(progetto, RELAZIONE).items()} == {
        "anagrafica": 1,
        "promozione": 0,
        "azienda": 0,
    }
    vista = carica_vista(progetto)
    detti = {m.testo: [codice for codice, _ in m.voci] for m in mancano(vista, vista.anno(2021)) if m.voci}
    assert detti["Non rilevato al 31 dicembre, con la ragione: "] == ["2.1.b"]
    assert all("2.1.b" not in codici for testo, codici in detti.items() if testo.startswith("Manca"))
    assert [t for t in detti if t.startswith("Manca")]


def test_una_variazione_aperta_non_e_di_un_documento_e_dice_che_atto_aspetta(progetto: Path) -> None:
    approva(progetto, 2021, "piano")
    (progetto / "data/2021/variazioni").mkdir()
    (progetto / "data/2021/variazioni/1.yml").write_text(
        "motivo: Una\ncambi:\n  - {dove: indicatore 2.1.1.b, campo: target.31-12, da: 100, a: 90}\n", encoding="utf-8"
    )
    prima, _, dopo = pagina(progetto).partition('<h2 id="variazioni-aperte">Variazioni aperte</h2>')
    assert "variazione 1" not in prima
    assert "Di nessuna area" not in prima
    detto = "La variazione 1 è ancora «proposta»: mancano la validazione dell'OIV e l'approvazione della Giunta."
    assert detto in dopo


def test_di_cio_che_nessuno_ha_cominciato_si_dice_quanto_e(progetto: Path) -> None:
    for file in (*progetto.glob("data/2021/consuntivo/*.csv"), *progetto.glob("data/2021/schede/*.yml")):
        file.unlink()
    misure = progetto / "data/2021/misure.csv"
    testa, *righe = misure.read_text(encoding="utf-8").splitlines()
    colonna = testa.split(";").index("al_31_12")
    vuote = [";".join("" if n == colonna else c for n, c in enumerate(r.split(";"))) for r in righe]
    misure.write_text("\n".join([testa, *vuote]) + "\n", encoding="utf-8")
    testo = pagina(progetto).split('id="compila-relazione"')[1]
    assert "Nessuno ha ancora cominciato" in testo
    assert "<code>.venv/bin/ciclo modulo tutte --anno 2021 --periodo 31-12</code>" in testo
    assert "nessun valore al 31-12" not in testo
    assert di(progetto, RELAZIONE)["azienda"].quanti(VALORI) == 2


def test_un_testo_confermato_e_poi_cambiato_e_da_rileggere(progetto: Path) -> None:
    assert ciclo("conferma", "2.1.b", "--anno", "2021", "--chi", "Ufficio", radice=progetto).returncode == 0
    assert "Testi da rileggere" not in pagina(progetto)
    sostituisci(progetto / "data/2021/consuntivo/anagrafica.csv", "2.1.b;8,2", "2.1.b;8,1")
    assert {p.code for p in da_rileggere(esamina(progetto, 2021)[1])} == {"TESTO-DA-RILEGGERE"}
    assert "ciclo conferma 2.1.b --anno 2021" in pagina(progetto)


def test_la_pagina_sta_solo_nella_bozza(progetto: Path) -> None:
    approva(progetto, 2021, "piano", "monitoraggio", "relazione")
    bozza, pubblica = ({p.percorso for p in generate(carica_vista(progetto, pubblico=p))} for p in (False, True))
    assert "2021/compilazione.md" in bozza
    assert "2021/scadenze.md" in bozza & pubblica
    assert bozza - pubblica == {"2021/compilazione.md"}


@pytest.mark.slow
def test_il_comando_dice_le_stesse_lacune_con_il_rimedio(progetto: Path) -> None:
    senza_qualcosa(progetto)
    esito = ciclo("scadenze", "--mancanze", "--anno", "2021", radice=progetto)
    assert esito.returncode == 0, esito.stderr
    for p in da_completare(progetto, 2021):
        assert f"{p.source}: {p.found}. Rimedio: {p.fix}" in esito.stdout
    una = ciclo("scadenze", "--mancanze", "--chi", "conservatore", "--al", "2022-01-25", radice=progetto).stdout
    assert "Area Anagrafica: attesi" in una
    assert "Area Promozione" not in una
    assert "dati validati: non ancora, entro il 20 gennaio 2022, scaduto da 5 giorni" in una


def test_il_comando_di_un_area_che_ha_scritto_tutto_e_quello_che_lo_dice(progetto: Path) -> None:
    (uno, due) = ciclo("scadenze", "--mancanze", "--chi", "azienda", radice=progetto).stdout.splitlines()[-2:]
    assert uno.startswith("Relazione sulla performance 2021, Azienda di Prova: attesi 2 dati")
    comando = ".venv/bin/ciclo atto --anno 2021 --tipo validazione_dati --documento relazione --riguarda azienda"
    assert due == f"  Rimedio: {comando}"
