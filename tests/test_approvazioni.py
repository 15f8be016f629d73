"""Proposing, approving and varying a plan: commands, the plan at a date, what is written and what is not."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.ciclo import calcola
from macros.model.anno import Anno
from macros.model.problems import Documento, errori
from macros.model.valori import Periodo
from macros.reading.blocco.percorsi import passi
from macros.reading.progetto import anno_da, apri_approvati, impronte
from macros.reading.testo.lettura import Lettura
from tests.conftest import esegui
from tests.piano_variato import CAPITOLI
from tests.progetto_copia import RADICE, copia_di, registra_atti, sostituisci
from tests.progetto_copia import impronte as byte_di
from tests.test_casi import MINI, approva

PIANO = "data/2021/obiettivi/2.1.1.yml"
OIV = "tipo: validazione_oiv\norgano: OIV\nnumero: verbale 5\ndata: 2021-09-14\noggetto: V\ndocumento: piano\n"
GIUNTA = (
    "tipo: approvazione_giunta\norgano: Giunta\nnumero: delibera 90\ndata: 2021-09-23\noggetto: V\ndocumento: piano\n"
)
ATTI = ("--atto-oiv", "oiv-1", "--atto-giunta", "giunta-1")


pytestmark = pytest.mark.slow  # whole commands; the golden cases of the lock are in the quick run


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """The mini project with the chapters of its plan, not yet approved."""
    return _con_capitoli(tmp_path / "p")


def _con_capitoli(cartella: Path) -> Path:
    shutil.copytree(MINI, cartella)
    for nome, testo in CAPITOLI.items():
        if nome.startswith("piano/"):
            (cartella / "content/2021" / nome).parent.mkdir(parents=True, exist_ok=True)
            (cartella / "content/2021" / nome).write_text(testo + "\nCome si legge.\n", encoding="utf-8")
    return cartella


@pytest.fixture
def approvato(tmp_path: Path) -> Path:
    """The mini project with its plan approved, and the acts of a variation of September."""
    return copia_di("approvato-con-atti", _approvato, tmp_path / "p")


def _approvato(progetto: Path) -> None:
    _con_capitoli(progetto)
    approva(progetto, "piano")
    (progetto / "data/2021/atti/oiv-1.yml").write_text(OIV, encoding="utf-8")
    (progetto / "data/2021/atti/giunta-1.yml").write_text(GIUNTA, encoding="utf-8")
    registra_atti(progetto)


def varia(progetto: Path, *argomenti: str) -> tuple[int, str, str]:
    return esegui("varia", *argomenti, "--motivo", "Ritardo", "--anno", "2021", "--radice", progetto)


def anno_al(progetto: Path, giorno: dt.date) -> Anno:
    """Return 2021 with the plan of a day."""
    return anno_da(Lettura(progetto), 2021, apri_approvati(progetto, 2021).piano(giorno).alberi)


def codici(progetto: Path) -> list[str]:
    return [p.code for p in esamina(progetto)[1]]


# --- varia ---------------------------------------------------------------------------------------------------------


def test_varia_scrive_piano_e_variazione_insieme(approvato: Path) -> None:
    prima = (approvato / PIANO).read_text(encoding="utf-8")
    esito, detto, _ = varia(approvato, "2.1.1.b", "target.31-12", "90", *ATTI)
    assert (esito, detto) == (
        0,
        (
            f"variazione 1: indicatore 2.1.1.b: target.31-12: 100 → 90\n{PIANO}\ndata/2021/variazioni/1.yml\n"
            "data/registro.csv\nregistro, riga 7: 2021, oiv-1: validazione variazione 1\n"
            "registro, riga 8: 2021, giunta-1: variazione 1\n"
            "2021: 2.1.1.b, target al 31 dicembre: 100 % → 90 %. Effetto: Camera 0,00 punti (31 dicembre)\n"
        ),
    )
    assert (approvato / PIANO).read_text(encoding="utf-8") == prima.replace('"31-12": 100}', '"31-12": 90}')
    assert (approvato / "data/2021/variazioni/1.yml").read_text(encoding="utf-8") == (
        'motivo: "Ritardo"\natto_oiv: oiv-1\natto_giunta: giunta-1\ncambi:\n'
        '  - {dove: "indicatore 2.1.1.b", campo: "target.31-12", da: "100", a: "90"}\n'
    )
    assert codici(approvato) == []


def test_varia_senza_atti_dice_che_cosa_manca(approvato: Path) -> None:
    esito, _, detto = varia(approvato, "2.1.1.b", "target.31-12", "90")
    assert esito == 0
    assert "VAR-NON-APPROVATA" in detto
    assert codici(approvato) == ["VAR-NON-APPROVATA"]
    esito, _, detto = esegui("varia", "--numero", "1", *ATTI, "--anno", "2021", "--radice", approvato)
    assert (esito, detto) == (0, "")
    assert codici(approvato) == []


def test_una_proposta_non_tocca_il_piano(approvato: Path) -> None:
    prima = (approvato / PIANO).read_bytes()
    assert varia(approvato, "2.1.1.b", "target.31-12", "90", "--proposta")[0] == 0
    assert (approvato / PIANO).read_bytes() == prima
    assert codici(approvato) == ["COMPLETA-ESITO"]


def test_una_proposta_aperta_non_si_registra_due_volte(approvato: Path) -> None:
    assert varia(approvato, "2.1.1.b", "target.31-12", "90", "--proposta")[0] == 0
    prima = byte_di(approvato)
    for scritto in ("90", "90,0"):
        esito, _, detto = varia(approvato, "2.1.1.b", "target.31-12", scritto)
        coda = "i suoi atti si registrano con «.venv/bin/ciclo atto --anno 2021 --variazione 1»."
        assert esito == 1
        assert f"propone già indicatore 2.1.1.b: target.31-12 a «{scritto}»: {coda}" in detto
    assert byte_di(approvato) == prima
    assert varia(approvato, "2.1.1.b", "target.31-12", "95", "--proposta")[0] == 0  # another one may be proposed


def test_con_piu_anni_aperti_varia_chiede_quale(approvato: Path) -> None:
    chiesta = ("varia", "2.1.1.b", "target.31-12", "90", "--motivo", "Ritardo", "--radice", approvato, "--prova")
    assert esegui(*chiesta)[0] == 0
    shutil.copytree(MINI / "data/2021", approvato / "data/2022")
    assert esegui(*chiesta)[0::2] == (
        2,
        "ciclo: manca «--anno»: gli anni aperti sono 2021 e 2022\nPer l'uso: ciclo varia --aiuto\n",
    )


def test_varia_registra_cio_che_era_gia_stato_cambiato_a_mano(approvato: Path) -> None:
    sostituisci(approvato / PIANO, '"31-12": 100}', '"31-12": 90}')
    assert codici(approvato) == ["BLOCCO-CAMBIATO"]
    assert varia(approvato, "2.1.1.b", "target.31-12", "90", *ATTI)[0] == 0
    assert codici(approvato) == []


def test_due_pesi_nella_stessa_variazione(approvato: Path) -> None:
    esito, _, detto = varia(approvato, "2.1.1.a", "peso", "45")
    assert esito == 0
    assert "OBI-PESI-SOMMA" in detto
    assert varia(approvato, "2.1.1.b", "peso", "30", "--numero", "1", *ATTI)[0] == 0
    assert [f.name for f in (approvato / "data/2021/variazioni").iterdir()] == ["1.yml"]
    assert codici(approvato) == []


@pytest.mark.parametrize(
    "cambi",
    [
        [("albero", "aree_strategiche[1].peso", "55"), ("albero", "aree_strategiche[2].peso", "45")],
        [
            ("albero", "aree_dirigenziali[anagrafica].obiettivi[2.1].peso", "70"),
            ("albero", "aree_dirigenziali[anagrafica].obiettivi[2.1.1].peso", "30"),
        ],
        [("smvp", "grado.decrescente", "rapporto")],
        [("smvp", "stati[raggiunto].da", "85")],
        [("2.1.b", "soglie[2].grado", "60")],
        [("AS.1.a", "target.31-12", "50")],
        [("AS.1", "titolo", "Un altro titolo, più «chiaro»")],
    ],
    ids=lambda c: " ".join(c[0][:2]),
)
def test_varia_cambia_pesi_regole_e_azienda_speciale(approvato: Path, cambi) -> None:
    """More changes than one go into the same variation, with --numero."""
    for numero, cambio in enumerate(cambi):
        atti = ATTI if cambio is cambi[-1] else ()
        esito, fuori, detto = varia(approvato, *cambio, *(("--numero", "1") if numero else ()), *atti)
        assert esito == 0, detto
        assert f" → {cambio[2]}" in fuori
    assert [f.name for f in (approvato / "data/2021/variazioni").iterdir()] == ["1.yml"]
    assert codici(approvato) == []
    (variazione,) = esamina(approvato)[0].anni[2021].variazioni
    assert [(c.campo, c.a) for c in variazione.cambi] == [c[1:] for c in cambi]


@pytest.mark.parametrize(
    ("argomenti", "detto"),
    [
        (("2.1.1.z", "target.31-12", "90"), "nel Piano 2021 non c'è «2.1.1.z»"),
        (("2.1.1.b", "target.31-13", "90"), "non c'è un valore «target.31-13»"),
        (("2.1.1.b", "target.31-21", "90"), "forse si intendeva «target.31-12»"),
        (("2.1.1.b", "target", "90"), "è un elenco o un gruppo di chiavi: si cambia nel file: ciclo verifica dice"),
        (("2.1.1", "uffici", "Altro"), "è un elenco o un gruppo di chiavi"),
        (("2.1.1.b", "codice", "2.1.1.z"), "un codice non si varia"),
        (("2.1.1.a", "peso", "-5"), "OBI-PESO-FUORI"),
        (("2.1.1.b", "target.31-12", "90", "--atto-giunta", "a: 1\nb: 2"), "VAR-ATTO-IGNOTO"),
        (("2.1.1.b", "target.31-12", "100,0"), "«100» è già il valore approvato"),
        (("2.1.1.b", "target.31-12", "90%"), "VALORE-NUMERO"),
        (("2.1.1.b", "target.31-12", "0"), "IND-TARGET-AVANZAMENTO"),
        (("2.1.1.b", "target.31-12", "90", "--atto-giunta", "manca"), "VAR-ATTO-IGNOTO"),
    ],
)
def test_se_qualcosa_non_va_non_si_scrive_niente(approvato: Path, argomenti, detto: str) -> None:
    prima = byte_di(approvato)
    esito, fuori, errore = varia(approvato, *argomenti)
    assert (esito, fuori) == (1, "")
    assert detto in errore
    assert "Niente è stato scritto" in errore
    assert byte_di(approvato) == prima


@pytest.mark.parametrize("atti", [(), ATTI], ids=["senza atti", "con i suoi atti"])
def test_un_piano_non_approvato_si_cambia_a_mano(progetto: Path, atti) -> None:
    """The act that approves the variation is not the one that approves the plan."""
    (progetto / "data/2021/atti/oiv-1.yml").write_text(OIV, encoding="utf-8")
    (progetto / "data/2021/atti/giunta-1.yml").write_text(GIUNTA, encoding="utf-8")
    if not atti:
        (progetto / "data/2021/atti/giunta-1.yml").unlink()
    prima = byte_di(progetto)
    esito, _, errore = varia(progetto, "2.1.1.b", "target.31-12", "90", *atti)
    assert (esito, "non è ancora approvato" in errore) == (1, True)
    assert byte_di(progetto) == prima


@pytest.mark.parametrize("ordine", [("-9", *ATTI), (*ATTI, "-9")], ids=["prima", "dopo"])
def test_un_valore_sotto_lo_zero_non_e_un_opzione(approvato: Path, ordine) -> None:
    """Days of delay are negative, and the repair that verifica prints is typed as it stands."""
    esito, fuori, errore = varia(approvato, "2.1.a", "target.2021", *ordine)
    assert (esito, fuori.splitlines()[0]) == (0, "variazione 1: indicatore 2.1.a: target.2021: -8 → -9"), errore
    assert errori(esamina(approvato)[1]) == ()


def test_due_comandi_insieme_aspettano_il_loro_turno(approvato: Path) -> None:
    """Neither takes the number of the other's variation."""
    resto = ("--motivo", "Ritardo", "--anno", "2021", "--radice", str(approvato))
    comandi = [
        subprocess.Popen(
            [sys.executable, "-c", "from scripts.ciclo import main; main()", "varia", dove, campo, valore, *resto],
            cwd=RADICE,
            stdout=subprocess.DEVNULL,
        )
        for dove, campo, valore in (("2.1.1.b", "target.31-12", "90"), ("AS.1.a", "target.31-12", "50"))
    ]
    assert [c.wait() for c in comandi] == [0, 0]
    assert sorted(f.name for f in (approvato / "data/2021/variazioni").iterdir()) == ["1.yml", "2.yml"]
    assert codici(approvato) == ["VAR-NON-APPROVATA", "VAR-NON-APPROVATA"]
    tutte = ("--numero", "1", "--numero", "2", *ATTI, "--anno", "2021", "--radice", approvato)
    assert esegui("varia", *tutte)[0] == 0
    assert codici(approvato) == []


# --- the plan at a date --------------------------------------------------------------------------------------------


def test_il_piano_a_una_data(approvato: Path) -> None:
    varia(approvato, "2.1.1.b", "target.31-12", "90", *ATTI)
    allora, oggi = (anno_al(approvato, dt.date(2021, m, 30)) for m in (6, 9))
    prima = allora.indicatori["2.1.1.b"]
    assert (prima.target["31-12"], oggi.indicatori["2.1.1.b"].target["31-12"]) == (100, 90)
    assert prima.dove("target.31-12").path == PIANO
    letto = esamina(approvato)[0].anni[2021]
    assert calcola(letto, Periodo.GIUGNO).indicatori["2.1.1.b"].indicatore.target["31-12"] == 100
    assert calcola(letto, Periodo.DICEMBRE).indicatori["2.1.1.b"].target == 90


def test_un_obiettivo_tolto_c_era_alla_sua_data(approvato: Path) -> None:
    """What a variation takes away comes back with its weights: in the tree, in the lists, in the readings."""
    albero = approvato / "data/2021/albero.yml"
    sostituisci(
        albero,
        '      - {codice: "1.1", peso: 60}\n      - {codice: "1.1.1", peso: 40}\n',
        '      - {codice: "1.1", peso: 100}\n',
    )
    (approvato / "data/2021/variazioni").mkdir()
    (approvato / "data/2021/variazioni/1.yml").write_text(
        "motivo: m\natto_oiv: oiv-1\natto_giunta: giunta-1\n"
        'cambi:\n  - {dove: albero, campo: "aree_dirigenziali[promozione].obiettivi[1.1].peso", da: 60, a: 100}\n'
        'toglie:\n  - {dove: albero, campo: "aree_dirigenziali[promozione].obiettivi[1.1.1]", posto: 2, '
        'scheda: {codice: "1.1.1", peso: 40}}\n',
        encoding="utf-8",
    )
    registra_atti(approvato)
    assert errori(esamina(approvato)[1]) == ()
    voci = {
        mese: [
            (v.codice, v.peso) for v in anno_al(approvato, dt.date(2021, mese, 30)).responsabili_di("1.1")[0].obiettivi
        ]
        for mese in (6, 9)
    }
    assert voci == {6: [("1.1", 60), ("1.1.1", 40)], 9: [("1.1", 100)]}


def test_una_variazione_non_muove_l_impronta_dei_documenti_di_prima(approvato: Path) -> None:
    prima = impronte(approvato, 2021)
    varia(approvato, "2.1.1.b", "target.31-12", "90", *ATTI)
    dopo = impronte(approvato, 2021)
    assert dopo[Documento.PIANO] == prima[Documento.PIANO]
    assert dopo[Documento.MONITORAGGIO] == prima[Documento.MONITORAGGIO]
    assert dopo[Documento.RELAZIONE] != prima[Documento.RELAZIONE]


def test_i_codici_non_sono_numeri(progetto: Path) -> None:
    """Under 2.1 and 2.10 the weights cannot be swapped without a trace."""
    albero = progetto / "data/2021/albero.yml"
    testo = albero.read_text(encoding="utf-8").replace('{codice: "2.1.1", peso: 50}', '{codice: "2.10", peso: 50}')
    albero.write_text(testo, encoding="utf-8")
    una = impronte(progetto, 2021)[Documento.PIANO]
    albero.write_text(testo.replace('"2.10"', '"2.1"'), encoding="utf-8")
    assert impronte(progetto, 2021)[Documento.PIANO] != una


@pytest.mark.parametrize("sbagliato", ["a..b", ".a", "a[b", "a]b", "a[]", "a[b]c", "a."])
def test_un_percorso_scritto_male_non_e_un_percorso(sbagliato: str) -> None:
    assert passi(sbagliato) is None


# --- approva and verifica --impronta -------------------------------------------------------------------------------


def approva_con(progetto: Path, documento: str, *altro: str, impronta: str | None = None) -> tuple[int, str, str]:
    propria = impronta or impronte(progetto, 2021)[Documento(documento)]
    return esegui(
        "approva", documento, "--anno", "2021", "--organo", "Giunta", "--atto", "delibera 5",
        "--data", "28/01/2021", "--impronta", propria, "--radice", progetto, *altro,
    )  # fmt: skip


def test_approva_registra_atto_e_istantanea(progetto: Path) -> None:
    impronta = impronte(progetto, 2021)[Documento.PIANO]
    prima = byte_di(progetto)
    esito, fuori, errore = approva_con(progetto, "piano", "--prova")
    assert (esito, errore) == (0, "")
    assert "si scriverebbe data/2021/approvati/piano.json" in fuori
    assert byte_di(progetto) == prima
    assert approva_con(progetto, "piano")[0] == 0
    istantanea = (progetto / "data/2021/approvati/piano.json").read_bytes()
    assert hashlib.sha256(istantanea).hexdigest() == impronta
    assert json.loads(istantanea)["data/2021/obiettivi/2.1.1.yml"]["indicatori"][1]["target"]["31-12"] == "100"
    atto = (progetto / "data/2021/atti/2021-01-28-giunta-approvazione-piano.yml").read_text(encoding="utf-8")
    assert f'impronta: "{impronta}"' in atto
    assert codici(progetto) == []
    esito, fuori, _ = esegui("verifica", "--impronta", impronta, "--documento", "piano", "--radice", progetto)
    assert (esito, fuori) == (0, "piano 2021: i dati hanno questa impronta\n")


def test_una_prova_non_vuole_l_atto(progetto: Path) -> None:
    """It says what is right already, and what only the act will tell."""
    prova = ("approva", "piano", "--anno", "2021", "--radice", progetto)
    prima = byte_di(progetto)
    assert esegui(*prova)[0] == 2
    esito, fuori, errore = esegui(*prova, "--prova")
    assert esito == 0
    da_sapere = [r for r in fuori.splitlines() if not r.startswith("ok  ")]
    assert [r[4:9] for r in da_sapere] == ["Valid", "Date ", "Impro"]
    assert all(r.startswith("?   ") and "(serve --" in r for r in da_sapere)
    assert impronte(progetto, 2021)[Documento.PIANO] in fuori
    assert errore == "Per approvare manca l'atto: --organo, --atto, --data, --impronta.\n"
    assert byte_di(progetto) == prima
    sostituisci(progetto / VALIDAZIONE, "documento: piano", "documento: smvp")
    esito, fuori, _ = esegui(*prova, "--prova")
    assert (esito, "no  Validazione dell'OIV" in fuori) == (1, True)


def test_un_atto_non_e_di_domani(progetto: Path) -> None:
    fuori = approva_con(progetto, "piano", "--data", "2199-01-01")[1]
    assert "no  Date in ordine\n      --data: 01/01/2199 deve ancora venire\n" in fuori


def test_cio_che_e_cambiato_dopo_la_proposta_si_nomina(progetto: Path) -> None:
    """With the history of git the list names each value; without it, what to do."""
    citata = impronte(progetto, 2021)[Documento.PIANO]
    for comando in (("init", "-q"), ("add", "."), ("-c", "user.name=n", "-c", "user.email=e@e", "commit", "-qm", "p")):
        subprocess.run(["git", *comando], cwd=progetto, check=True)
    sostituisci(progetto / PIANO, '"31-12": 100}', '"31-12": 90}')
    esito, fuori, _ = approva_con(progetto, "piano", impronta=citata)
    assert esito == 1
    assert f"      {PIANO}:31: indicatore 2.1.1.b: target.31-12: era «100», ora è «90»\n" in fuori
    assert "ricontrollare le cifre" in approva_con(progetto, "piano", impronta="0" * 64)[1]


def test_un_atto_gia_registrato_riceve_l_impronta(progetto: Path) -> None:
    atto = progetto / "data/2021/atti/delibera.yml"
    testo = GIUNTA.replace("delibera 90", "delibera 5").replace("2021-09-23", "2021-01-28")
    atto.write_text(testo, encoding="utf-8")
    impronta = impronte(progetto, 2021)[Documento.PIANO]
    assert approva_con(progetto, "piano")[0] == 0
    assert atto.read_text(encoding="utf-8") == testo + f"impronta: {impronta}\n"
    assert codici(progetto) == []


VALIDAZIONE = "data/2021/atti/2021-01-20-oiv-validazione-piano.yml"
DUE_VOCI = '      - {codice: "2.1", peso: 50}\n      - {codice: "2.1.1", peso: 50}\n'


@pytest.mark.parametrize(
    ("file", "cerca", "metti", "riga", "mancanza"),
    [
        pytest.param(PIANO, "    peso: 40\n", "    peso: 41\n", "Pesi completi", "somma", id="pesi"),
        pytest.param(
            VALIDAZIONE, "documento: piano", "documento: smvp", "Validazione dell'OIV", "manca l'atto", id="mancante"
        ),
        pytest.param(
            VALIDAZIONE,
            "2021-01-20",
            "2021-01-29",
            "Validazione dell'OIV",
            f"{VALIDAZIONE}:4: la",
            id="validazione dopo",
        ),
        pytest.param(
            PIANO, "azioni: Due addetti in più nei mesi dei bilanci.\n", "", "Niente da", "azioni", id="vuoto"
        ),
        pytest.param(
            "data/2021/albero.yml",
            DUE_VOCI,
            '      - {codice: "2.1", peso: 100}\n',
            "Ogni obiettivo",
            "2.1.1",
            id="scoperto",
        ),
    ],
)
def test_finche_c_e_un_no_non_si_approva(progetto: Path, file, cerca, metti, riga: str, mancanza: str) -> None:
    sostituisci(progetto / file, cerca, metti)
    prima = byte_di(progetto)
    esito, fuori, errore = approva_con(progetto, "piano")
    assert esito == 1
    righe = fuori.splitlines()
    quale = next(n for n, r in enumerate(righe) if r.startswith(f"no  {riga}"))
    assert mancanza in righe[quale + 1]
    assert sum(r.startswith("no") for r in righe) == 1
    assert "Niente è stato scritto" in errore
    assert byte_di(progetto) == prima


def test_un_capitolo_vuoto_ferma_l_approvazione(progetto: Path) -> None:
    capitolo = progetto / "content/2021/piano/metodo.md"
    capitolo.write_text("---\ntitle: Metodo\n---\n\n# Metodo\n\n<!-- da scrivere -->\n", encoding="utf-8")
    assert "content/2021/piano/metodo.md:1: un capitolo senza testo" in approva_con(progetto, "piano")[1]
    capitolo.write_text("# Metodo\n\nCome si calcola.\n", encoding="utf-8")
    assert approva_con(progetto, "piano", "--prova")[0] == 0


def test_un_capitolo_che_l_indice_nomina_e_non_c_e_ferma_l_approvazione(progetto: Path) -> None:
    indice = progetto / "content/2021/piano/index.md"
    indice.write_text("---\ntitle: Piano\ncapitoli:\n  - metodo.md\n---\n\n# Piano\n\nTesto.\n", encoding="utf-8")
    fuori = approva_con(progetto, "piano", "--prova")[1]
    assert "content/2021/piano/index.md:4: il capitolo metodo.md non c'è" in fuori


def test_la_relazione_vuole_ogni_valore_o_la_sua_scusa(progetto: Path) -> None:
    approva(progetto, "piano")
    sostituisci(progetto / "data/2021/consuntivo/promozione.csv", "1.1.a;321;;;;\n", "")
    fuori = approva_con(progetto, "relazione")[1]
    assert "no  Ogni valore presente, o l'assenza con il suo motivo" in fuori
    assert "data/2021/consuntivo/promozione.csv:1: nessun valore al 31-12 per 1.1.a" in fuori
    assert "--data: 28/01/2021 non è dopo il 31/12/2021" in fuori


def test_un_altra_impronta_non_passa(progetto: Path) -> None:
    esito, fuori, _ = approva_con(progetto, "piano", impronta="0" * 64)
    assert esito == 1
    assert "no  Impronta dell'atto uguale a quella dei dati" in fuori
    assert esegui("verifica", "--impronta", "0" * 64, "--radice", progetto)[0] == 1
    assert approva_con(progetto, "piano", impronta="123")[0] == 2


# --- proponi -------------------------------------------------------------------------------------------------------


def test_proponi_scrive_i_riferimenti_storici_ereditati(progetto: Path) -> None:
    from tests.test_vista import anno_dopo
    from tests.test_vista import approva as approva_atti

    anno_dopo(progetto)
    approva_atti(progetto, 2021, "piano", "monitoraggio", "relazione")
    esito, fuori, detto = esegui("proponi", "piano", "--anno", "2022", "--senza-pdf", "--radice", progetto)
    assert esito == 0
    assert "data/2022/obiettivi/AS.1.yml: riferimenti storici scritti" in detto
    assert "    storico: 61\n" in (progetto / "data/2022/obiettivi/AS.1.yml").read_text(encoding="utf-8")
    assert fuori == impronte(progetto, 2022)[Documento.PIANO] + "\n"
    prima = byte_di(progetto)
    assert esegui("proponi", "piano", "--anno", "2022", "--senza-pdf", "--radice", progetto)[1] == fuori
    assert byte_di(progetto) == prima


def test_i_documenti_del_2021_sono_quelli_approvati() -> None:
    progetto, problemi = esamina(RADICE, 2021)
    assert [p for p in problemi if p.code.startswith(("BLOCCO", "VAR", "ATTO"))] == []
    for documento in (d for d in Documento if d is not Documento.PIAO):  # from 2022 on
        atto = progetto.anni[2021].approvazione(documento)
        istantanea = (RADICE / f"data/2021/approvati/{documento}.json").read_bytes()
        assert atto is not None
        assert hashlib.sha256(istantanea).hexdigest() == atto.impronta


# --- what would take the lock away, and a lost snapshot -----------------------------------------------------------


def test_un_atto_senza_impronta_non_toglie_il_blocco(approvato: Path) -> None:
    """Nor does taking the impronta, or the act, away."""
    sostituisci(approvato / PIANO, '"31-12": 100}', '"31-12": 90}')
    assert codici(approvato) == ["BLOCCO-CAMBIATO"]
    atto = approvato / "data/2021/atti/2021-01-28-giunta-piano.yml"
    intero = atto.read_text(encoding="utf-8")
    atto.write_text(intero.partition("impronta:")[0], encoding="utf-8")
    assert codici(approvato) == ["REGISTRO-ATTO-CAMBIATO"]
    for rimasto in ("2021-01-28-giunta-piano", "giunta-1"):
        (approvato / f"data/2021/atti/{rimasto}.yml").unlink()
    assert codici(approvato) == ["REGISTRO-ATTO-TOLTO", "REGISTRO-ATTO-TOLTO"]
    registro = approvato / "data/registro.csv"
    registro.unlink()
    assert codici(approvato) == ["BLOCCO-IMPRONTA"]


def test_un_istantanea_perduta_si_cerca_nella_storia(approvato: Path) -> None:
    """With git the old value is found; the snapshot itself is enough everywhere else."""

    def git(*argomenti: str) -> None:
        identita = ("-c", "user.name=Ufficio", "-c", "user.email=ufficio@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", "-C", str(approvato), *identita, *argomenti], check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "Piano approvato")
    shutil.rmtree(approvato / "data/2021/approvati")
    assert codici(approvato) == ["REGISTRO-SIGILLO"]
    assert esegui("registro", "--accoda", "--radice", approvato)[0] == 0
    assert codici(approvato) == []
    (approvato / "data/2021/approvati/piano.json").unlink()
    sostituisci(approvato / PIANO, '"31-12": 100}', '"31-12": 90}')
    git("commit", "-qam", "Un cambio")
    problema, _ = esamina(approvato)[1]
    assert codici(approvato) == ["BLOCCO-CAMBIATO", "REGISTRO-SIGILLO"]
    assert problema.expected.startswith("«100», come approvato")
    shutil.rmtree(approvato / ".git")
    assert codici(approvato) == ["BLOCCO-SENZA-ISTANTANEA"]


# --- the lock, tampered with ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("contenuto", [b"<<<<<<< HEAD", b"[1]", b"\xff\xfe", b'{"b": "1"}'])
def test_una_istantanea_che_non_si_legge_non_apre_il_blocco(approvato: Path, contenuto: bytes) -> None:
    """Also with the act brought into line: the lock stays, and no command falls."""
    (approvato / "data/2021/approvati/piano.json").write_bytes(contenuto)
    atto = approvato / "data/2021/atti/2021-01-28-giunta-piano.yml"
    righe = [r for r in atto.read_text(encoding="utf-8").splitlines() if not r.startswith("impronta:")]
    atto.write_text("\n".join([*righe, f"impronta: {hashlib.sha256(contenuto).hexdigest()}", ""]), encoding="utf-8")
    assert codici(approvato) == ["REGISTRO-ATTO-CAMBIATO"]
    (approvato / "data/registro.csv").unlink()
    registra_atti(approvato)  # and the register too
    assert codici(approvato) == ["BLOCCO-IMPRONTA"]
    sostituisci(approvato / PIANO, '"31-12": 100}', '"31-12": 90}')
    assert "BLOCCO-IMPRONTA" in codici(approvato)


def test_l_impronta_tolta_non_si_mette_in_un_atto_qualunque(approvato: Path) -> None:
    """With another act of the same kind the place is the snapshot, and nothing else is said of it."""
    atto = approvato / "data/2021/atti/2021-01-28-giunta-piano.yml"
    righe = [r for r in atto.read_text(encoding="utf-8").splitlines() if not r.startswith("impronta:")]
    atto.write_text("\n".join([*righe, ""]), encoding="utf-8")
    (problema,) = esamina(approvato)[1]
    assert problema.code == "REGISTRO-ATTO-CAMBIATO"
    (approvato / "data/registro.csv").unlink()
    (problema,) = esamina(approvato)[1]
    assert (problema.code, problema.source.path) == ("BLOCCO-IMPRONTA", "data/2021/approvati/piano.json")
    assert "2021-01-28-giunta-piano, giunta-1" in problema.fix


@pytest.mark.parametrize("guasto", ["<<<<<<< HEAD\n", "impronta: abc\n"], ids=["conflitto", "impronta"])
def test_un_atto_che_non_si_legge_si_dice_una_volta(approvato: Path, guasto: str) -> None:
    """The lock is not told beside it, whatever other act there is."""
    atto = approvato / "data/2021/atti/2021-01-28-giunta-piano.yml"
    righe = [r for r in atto.read_text(encoding="utf-8").splitlines() if not r.startswith("impronta:")]
    atto.write_text("\n".join([*righe, guasto]), encoding="utf-8")
    (problema,) = esamina(approvato)[1]
    assert problema.source.path == "data/2021/atti/2021-01-28-giunta-piano.yml"
