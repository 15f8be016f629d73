"""`ciclo verifica`: the three forms of its answer, exit codes, usage; and that it needs wheels only."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from macros.model.catalogo import CATALOGO
from macros.model.problems import Problem, Source
from macros.model.tratti import Gravita
from scripts import comandi
from scripts.ciclo import main

RADICE = Path(__file__).resolve().parent.parent
MINI = RADICE / "tests" / "dati" / "mini"
PESANTI = ("jinja2", "mkdocs", "pandas", "weasyprint")
"""What `verifica` and `calcola` must not import."""


@pytest.fixture
def progetto(tmp_path):
    """The mini project, to be spoilt."""
    shutil.copytree(MINI, tmp_path / "p")
    return tmp_path / "p"


def cambia(progetto, file, cerca, metti):
    percorso = progetto / file
    testo = percorso.read_text(encoding="utf-8")
    assert testo.count(cerca) == 1
    percorso.write_text(testo.replace(cerca, metti), encoding="utf-8")


def un_errore(progetto):
    cambia(progetto, "data/2021/obiettivi/1.1.1.yml", "    peso: 30\n", "    peso: 20\n")


def un_vuoto(progetto):
    cambia(progetto, "data/2021/consuntivo/promozione.csv", "1.1.a;321;;;;\n", "")


def un_avviso(progetto):
    cambia(progetto, "data/2021/obiettivi/2.1.yml", 'codice: "2.1"\n', "codice: 2.1\n")


@pytest.fixture
def ciclo(capsys):
    """Run the command: exit code, standard output, standard error."""

    def esegui(*argomenti):
        with pytest.raises(SystemExit) as uscita:
            main([str(a) for a in argomenti])
        scritto = capsys.readouterr()
        return uscita.value.code, scritto.out, scritto.err

    return esegui


# --- the three forms ------------------------------------------------------------------------------


def test_senza_problemi_lo_standard_output_e_vuoto(ciclo, progetto):
    assert ciclo("verifica", "--radice", progetto) == (0, "", "Nessun problema.\n")


def test_il_testo_ha_una_riga_per_problema(ciclo, progetto):
    un_errore(progetto)
    un_vuoto(progetto)
    un_avviso(progetto)
    esito, uscita, errori = ciclo("verifica", "--radice", progetto)
    *righe, ultima = uscita.splitlines()
    assert esito == 1
    assert [
        re.match(r"(\S+):(\d+): ([A-Z-]+): (errore|da completare|avviso)\. Trovato: ", r).groups() for r in righe
    ] == [
        ("data/2021/obiettivi/1.1.1.yml", "12", "OBI-PESI-SOMMA", "errore"),
        ("data/2021/consuntivo/promozione.csv", "1", "COMPLETA-VALORE", "da completare"),
        ("data/2021/obiettivi/2.1.yml", "1", "YAML-CODICE-VIRGOLETTE", "avviso"),
    ]
    assert righe[0] == (
        "data/2021/obiettivi/1.1.1.yml:12: OBI-PESI-SOMMA: errore. "
        "Trovato: 90 come somma dei pesi fra gli indicatori di 1.1.1: 1.1.1.a=50, 1.1.1.b=20, 1.1.1.c=20. "
        "Atteso: 100. Rimedio: correggere i pesi del gruppo finché la loro "
        "somma è 100."
    )
    assert ultima == (
        "data/2021: Relazione sulla performance 2021, Area Promozione: attesi 8 dati, 4 testi; manca 1 dato; "
        "dati validati: non ancora, entro il 20 gennaio 2022"
    )
    assert errori == "1 errore, 1 da completare (promozione 1), 1 avviso.\n"


def test_un_testo_su_piu_righe_resta_su_una(ciclo, progetto):
    cambia(progetto, "data/2021/consuntivo/promozione.csv", "1.1.a;321;", '1.1.a;"trecento\nventuno \x1b[31m";')
    _, uscita, _ = ciclo("verifica", "--radice", progetto)
    assert len(uscita.splitlines()) == 1
    assert "\x1b" not in uscita


def test_il_json_ha_ogni_campo(ciclo, progetto):
    un_errore(progetto)
    un_vuoto(progetto)
    esito, uscita, _ = ciclo("verifica", "--radice", progetto, "--formato", "json")
    assert esito == 1
    assert json.loads(uscita) == [
        {
            "file": "data/2021/consuntivo/promozione.csv",
            "riga": 1,
            "chiave": "1.1.a",
            "codice": "COMPLETA-VALORE",
            "gravita": "da completare",
            "trovato": "nessun valore al 31-12 per 1.1.a (Imprese che ricevono un contributo; atteso 320 imprese)",
            "atteso": "un contenuto, perché un modulo lo stampa",
            "rimedio": "aggiungere la riga «1.1.a;VALORE;;;;», o scrivere l'assenza e il suo motivo",
            "area": "promozione",
            "documento": "relazione",
        },
        {
            "file": "data/2021/obiettivi/1.1.1.yml",
            "riga": 12,
            "chiave": "indicatori",
            "codice": "OBI-PESI-SOMMA",
            "gravita": "errore",
            "trovato": "90 come somma dei pesi fra gli indicatori di 1.1.1: 1.1.1.a=50, 1.1.1.b=20, 1.1.1.c=20",
            "atteso": "100",
            "rimedio": "correggere i pesi del gruppo finché la loro somma è 100",
            "area": None,
            "documento": None,
        },
    ]


def test_il_json_senza_problemi_e_un_elenco_vuoto(ciclo, progetto):
    esito, uscita, _ = ciclo("verifica", "--radice", progetto, "--formato", "json")
    assert (esito, json.loads(uscita)) == (0, [])


def test_le_annotazioni_stanno_sulle_righe_giuste(ciclo, progetto):
    un_errore(progetto)
    un_vuoto(progetto)
    un_avviso(progetto)
    _, uscita, _ = ciclo("verifica", "--radice", progetto, "--formato", "github")
    assert [riga.split("::")[1] for riga in uscita.splitlines()] == [
        "warning file=data/2021/consuntivo/promozione.csv,line=1,title=COMPLETA-VALORE",
        "error file=data/2021/obiettivi/1.1.1.yml,line=12,title=OBI-PESI-SOMMA",
        "notice file=data/2021/obiettivi/2.1.yml,line=1,title=YAML-CODICE-VIRGOLETTE",
    ]


def test_le_annotazioni_proteggono_i_segni_del_loro_formato():
    """Percent and line ends everywhere; colons and commas in file names and titles."""
    problema = Problem(Source("data/a,b:c%.yml", 3), "VALORE-NUMERO", "«97%»\r\nfine", "un numero, da solo", "97: solo")
    assert comandi.in_github(problema) == (
        "::error file=data/a%2Cb%3Ac%25.yml,line=3,title=VALORE-NUMERO::"
        "Trovato: «97%25»%0D%0Afine. Atteso: un numero, da solo. Rimedio: 97: solo."
    )


# --- exit codes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("guasto", "semplice", "completo"),
    [
        pytest.param(lambda _: None, 0, 0, id="nessun problema"),
        pytest.param(un_avviso, 0, 0, id="un avviso non cambia mai l'uscita"),
        pytest.param(un_vuoto, 0, 1, id="da completare conta solo con --completo"),
        pytest.param(un_errore, 1, 1, id="un errore blocca sempre"),
    ],
)
def test_codici_di_uscita(ciclo, progetto, guasto, semplice, completo):
    guasto(progetto)
    assert ciclo("verifica", "--radice", progetto)[0] == semplice
    assert ciclo("verifica", "--radice", progetto, "--completo")[0] == completo


def test_da_completare_si_conta_per_area(ciclo, progetto):
    for file in ("promozione", "azienda"):
        (progetto / f"data/2021/consuntivo/{file}.csv").unlink()
    esito, _, errori = ciclo("verifica", "--radice", progetto)
    assert esito == 0
    assert errori == "6 da completare (azienda 2, promozione 4).\n"


def test_un_documento_che_nessuno_ha_cominciato_sta_in_una_riga_per_area(ciclo, progetto):
    """Before its survey date what is missing is the whole document: counted, and in full where it is asked for."""
    for file in (*(progetto / "data/2021/consuntivo").iterdir(), *(progetto / "data/2021/schede").iterdir()):
        file.unlink()
    misure = progetto / "data/2021/misure.csv"
    righe = [r.split(";") for r in misure.read_text(encoding="utf-8").splitlines()]
    testo = [";".join([*r[:2], "" if n else r[2], *r[3:]]) for n, r in enumerate(righe)]
    misure.write_text("\n".join(testo) + "\n", encoding="utf-8")
    un_avviso(progetto)
    esito, uscita, errori = ciclo("verifica", "--radice", progetto)
    relazione = [r for r in uscita.splitlines() if "L'elenco: " in r]
    assert esito == 0
    per_intero = ciclo("verifica", "--radice", progetto, "--completo")
    assert (per_intero[0], per_intero[2]) == (1, errori)
    assert "L'elenco: " not in per_intero[1]
    scritte = json.loads(ciclo("verifica", "--radice", progetto, "--formato", "json")[1])
    aree = Counter(p["area"] for p in scritte if p["documento"] == "relazione")
    assert len(aree) > 2
    assert {r.rpartition(" L'elenco: ")[2] for r in relazione} == {
        f".venv/bin/ciclo verifica --anno 2021 --area {area} --completo" for area in aree
    }
    riassunti = [r for r in per_intero[1].splitlines() if r.startswith("data/2021: ")]
    assert set(riassunti) > {r.rpartition(". L'elenco: ")[0] for r in relazione}
    assert len(scritte) == len(per_intero[1].splitlines()) - len(riassunti)
    # The Monitoraggio has its values: what it lacks is listed one by one, and so is what is no missing item.
    assert {r for r in uscita.splitlines() if not r.startswith("data/2021: ")} == {
        r
        for r in per_intero[1].splitlines()
        if r not in riassunti and "31-12" not in r and "risultati per" not in r and "azioni intra" not in r
    }
    (progetto / "data/2021/consuntivo/azienda.csv").write_text(
        "indicatore;valore;assenza;causa;motivo;atto\nAS.1.a;60;;;;\n", encoding="utf-8"
    )
    assert "L'elenco: " not in ciclo("verifica", "--radice", progetto)[1]


@pytest.mark.parametrize(
    ("area", "esito", "codici", "altri"),
    [
        ("promozione", 1, ["OBI-PESI-SOMMA", "COMPLETA-VALORE"], "Di altri: 1 avviso."),
        ("anagrafica", 0, ["YAML-CODICE-VIRGOLETTE"], "Di altri: 1 errore, 1 da completare (promozione 1)."),
        ("azienda", 0, [], "Di altri: 1 errore, 1 da completare (promozione 1), 1 avviso."),
    ],
)
def test_di_un_area_solo_cio_che_puo_rimediare(ciclo, progetto, area, esito, codici, altri):
    """1.1.1 is of promozione, 2.1 of anagrafica; an exit code is of what the area can mend."""
    un_errore(progetto)
    un_vuoto(progetto)
    un_avviso(progetto)
    uscito, uscita, errori = ciclo("verifica", "--radice", progetto, "--area", area)
    assert (uscito, errori.splitlines()[-1]) == (esito, altri)
    assert re.findall(r": ([A-Z]+(?:-[A-Z]+)+): ", uscita) == codici


@pytest.mark.parametrize("anno", [1999, 2021])
def test_dove_nessun_anno_dice_le_aree_restano_gli_errori(ciclo, progetto, anno):
    """A year that is not there, a tree that cannot be read: «no problem» would be false."""
    (progetto / "data/2021/albero.yml").write_text("[", encoding="utf-8")
    esito, uscita, errori = ciclo("verifica", "--radice", progetto, "--anno", anno, "--area", "anagrafica")
    assert (esito, bool(uscita), "Nessun problema" in errori) == (1, True, False)


def test_un_area_che_non_c_e_si_dice(ciclo, progetto):
    esito, _, errori = ciclo("verifica", "--radice", progetto, "--area", "promo")
    assert esito == 2
    assert errori.splitlines()[0] == "ciclo: --area: «promo» non è un'area: forse si intendeva «promozione»"


def test_il_riassunto_accorda_i_numeri():
    def uno(codice):
        return Problem(Source("data/ente.yml"), codice, "", "", "")

    per_gravita = {g: next(c for c, voce in CATALOGO.items() if voce.gravita is g) for g in Gravita}
    problemi = [uno(per_gravita[Gravita.ERRORE])] * 2 + [uno(per_gravita[Gravita.AVVISO])] * 2
    assert comandi.riassunto(problemi) == "2 errori, 2 avvisi."


# --- options --------------------------------------------------------------------------------------


def test_anno_esamina_solo_quella_cartella(ciclo, progetto):
    un_errore(progetto)
    shutil.copytree(MINI / "data/2021", progetto / "data/2025")
    (progetto / "data/2025/albero.yml").write_text("triennio: [", encoding="utf-8")
    un_anno = ciclo("verifica", "--radice", progetto, "--anno", "2021")[1].splitlines()
    tutti = ciclo("verifica", "--radice", progetto)[1].splitlines()
    assert [riga.split(":")[0] for riga in un_anno] == ["data/2021/obiettivi/1.1.1.yml"]
    assert "data/2025/albero.yml" in {riga.split(":")[0] for riga in tutti}


def test_un_anno_che_non_c_e_si_dice(ciclo, progetto):
    esito, uscita, _ = ciclo("verifica", "--radice", progetto, "--anno", "2030")
    assert esito == 1
    assert uscita.startswith("data/2030:1: FILE-MANCANTE: errore. Trovato: nessuna cartella dell'anno.")


def test_la_radice_e_la_cartella_corrente(ciclo, progetto, monkeypatch):
    un_errore(progetto)
    monkeypatch.chdir(progetto)
    assert ciclo("verifica")[0] == 1


@pytest.mark.parametrize(
    ("argomenti", "detto"),
    [
        pytest.param(
            ["verifica", "--ano", "2021"],
            "ciclo: opzione sconosciuta «--ano»: forse si intendeva --anno",
            id="opzione",
        ),
        pytest.param(["verifica", "--anno", "duemila"], "ciclo: valore non ammesso per «--anno»", id="anno a parole"),
        pytest.param(
            ["verifica", "--formato", "xml"],
            "ciclo: valore non ammesso per «--formato»: scegliere fra testo, json, github",
            id="formato",
        ),
        pytest.param(
            ["verifica", "--radice", "/"],
            "ciclo: «/» non è la cartella di un progetto: non contiene «data»",
            id="radice",
        ),
        pytest.param(["verifica", "2021"], "ciclo: argomenti di troppo", id="argomento"),
        pytest.param(["verifca"], "ciclo: comando sconosciuto «verifca»", id="comando"),
        pytest.param(["calcola"], "ciclo: manca «--anno»", id="anno richiesto"),
        pytest.param(["calcola", "--anno"], "ciclo: all'opzione «--anno» manca il valore", id="senza valore"),
    ],
)
def test_l_uso_sbagliato_si_dice_in_italiano(ciclo, argomenti, detto):
    esito, uscita, errori = ciclo(*argomenti)
    assert (esito, uscita) == (2, "")
    assert errori.splitlines()[0].startswith(detto)
    assert "--aiuto" in errori.splitlines()[1]
    assert not re.search(r"\b(Error|Usage|Invalid|Missing|option)\b", errori)


# --- what it needs --------------------------------------------------------------------------------

BLOCCO = """
import sys

class Blocco:
    def find_spec(self, nome, percorso=None, bersaglio=None):
        if nome.partition(".")[0] in {pesanti}:
            raise ImportError("vietato: " + nome)

sys.meta_path.insert(0, Blocco())
from scripts.ciclo import main
main(sys.argv[1:])
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "argomenti",
    [["verifica"], ["calcola", "--anno", "2021", "--formato", "json"], ["confronta", str(MINI), str(MINI)]],
    ids=lambda a: a[0],
)
def test_non_servono_le_librerie_di_pagine_e_pdf(argomenti):
    """DESIGN 4: checking and computing need wheels only, and none of the heavy ones."""
    esito = subprocess.run(
        [sys.executable, "-c", BLOCCO.replace("{pesanti}", repr(set(PESANTI))), *argomenti, "--radice", str(MINI)],
        cwd=RADICE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert (esito.returncode, esito.stderr.replace("Nessun problema.\n", "")) == (0, "")


@pytest.mark.slow
def test_un_nome_di_file_non_utf8_non_fa_cadere_il_programma(progetto):
    with open(bytes(progetto / "data/2021/consuntivo") + b"/modalit\xe0.csv", "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(b"indicatore;valore\n")
    esito = subprocess.run(
        [sys.executable, "-c", "from scripts.ciclo import main; main()", "verifica", "--radice", str(progetto)],
        cwd=RADICE,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert esito.returncode == 1
    assert b"Traceback" not in esito.stderr
    assert b"RIL-FILE-IGNOTO" in esito.stdout


@pytest.mark.parametrize("comando", [(), ("verifica",), ("calcola",), ("spiega",), ("confronta",), ("costruisci",)])
def test_l_aiuto_e_in_italiano(comando, capsys):
    with pytest.raises(SystemExit):
        main([*comando, "--aiuto"])
    testo, errori = capsys.readouterr()
    assert testo.startswith("Uso: ciclo"), errori
    inglesi = ("Usage", "Options", "Commands", "OPTIONS", "ARGS", "required", "Show this", "default", "<=")
    assert [parola for parola in inglesi if parola in testo] == []
    assert "..." not in testo.partition("Comandi:")[2]  # what each command does, whole
