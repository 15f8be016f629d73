"""A new year from the one before: what each file and each key says that it leaves, and nothing else different."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import is_dataclass
from typing import get_args, get_origin

import pytest
import yaml

from macros.checks.esame import esamina
from macros.model.archivio import ARCHIVIO
from macros.model.capitoli import CAPITOLI as CAPITOLI_DI_TIPO
from macros.model.nuovo_anno import NUOVO, NelNuovo, Resta
from macros.model.piano import Obiettivo
from macros.model.problems import errori
from macros.model.regole import REGOLE
from macros.model.scadenze import Calendario
from macros.model.tratti import Gravita
from macros.model.valori import Tipo
from macros.reading.anno.record import campi
from macros.reading.nuovo.anno import AnnoNuovo, Travaso
from macros.reading.nuovo.camera import progetto_nuovo
from macros.reading.nuovo.ossatura import ossatura, ossatura_documento
from macros.reading.scrivi import scrittura
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.scrivi.ritocchi import Ritocchi
from macros.reading.scrivi.scrittura import scrivi
from macros.reading.testo.lettura import Lettura
from scripts.comandi import nel_progetto
from scripts.nuova_camera import ESEMPI
from tests.conftest import esegui
from tests.progetto_copia import CAPITOLI, MINI, RADICE, ciclo, impronte, progetto_piccolo, sostituisci
from tests.test_archivio import QUESTIONARI

# ------------------------------------------------------------------------- what each file says


def senza_parola(archivio):
    """Return the kinds of file of which nobody has said what a new year has."""
    return [f.dove for f in archivio if f.nuovo_anno is None]


def test_ogni_genere_di_file_dice_che_cosa_ne_resta():
    assert senza_parola(ARCHIVIO) == []
    assert senza_parola((*ARCHIVIO, QUESTIONARI)) == ["questionari/*.yml"]
    for f in ARCHIVIO:
        in_tabella = f.nuovo_anno.resta in {Resta.RIGHE, Resta.TESTATA}
        assert not in_tabella or f.suffisso == ".csv", f.dove
        assert set(f.nuovo_anno.colonne) <= set(f.colonne), f.dove
        assert not (f.indispensabile and f.nuovo_anno.resta is not Resta.TUTTO), f.dove


def del_record(classe, visti):
    """Yield each field of a record, and of those below, with what it says of a new year."""
    if classe in visti:
        return
    visti.add(classe)
    for c in campi(classe):
        yield classe.__name__, c, c.extra.get(NUOVO)
        sotto = get_args(c.tipo)[0] if get_origin(c.tipo) is tuple else c.tipo
        if is_dataclass(sotto):
            yield from del_record(sotto, visti)


def test_cio_che_dipende_dall_anno_dice_che_cosa_ne_resta():
    """A day, or a value for each of some years, in a file that stays."""
    classi = {f.nuovo_anno.record or f.classe for f in ARCHIVIO if f.nuovo_anno.resta is Resta.TUTTO} - {None}
    assert {Obiettivo, Calendario} <= classi
    visti = set()
    tutti = [voce for classe in classi for voce in del_record(classe, visti)]
    assert {detto for _, _, detto in tutti} == {None, *NelNuovo}
    muti = [(classe, c.nome) for classe, c, detto in tutti if detto is None and _dell_anno(c)]
    assert muti == []


def _dell_anno(c):
    return not c.di_luogo and (c.tipo is dt.date or "Mapping[int" in str(c.tipo))


# ------------------------------------------------------------------------- one file


def passato(testo, classe=Obiettivo, finali=None, da=2022):
    """Return a YAML text as it is a year later, and what is left to decide."""
    anno = AnnoNuovo(RADICE, da, finali or {})
    ritocchi = Ritocchi("prova.yml", testo.encode())
    Travaso(anno, "prova.yml", ritocchi).gruppo(ritocchi.radice, classe, (), "")
    return ritocchi.fatti().decode(), [(d.che, d.di) for d in anno.decisioni]


DI_UN_INDICATORE = """\
codice: "2.2" # il codice
continua_da: nessuno
indicatori:
  # il primo
  - codice: "2.2.a"
    regola: {regola}
    {scritto} # perché
    titolo: Uno
"""


@pytest.mark.parametrize(
    ("scritto", "atteso", "da_decidere"),
    [
        ('storico: "82,5"', "", None),
        (
            'target: {"30-06": 86, 2022: 88, 2023: 90, 2024: 91}',
            'target: {"30-06": 86, 2023: 90, 2024: 91}',
            "target: 30-06 da rivedere; 2025 da scrivere",
        ),
        ("target: {2022: 88}", "target: {2023: 88}", "target: 2023 da rivedere (è quello del 2022)"),
        (
            "target: {2021: 3, 2022: 30/11/2022}",
            "target: {2023: 30/11/2023}",
            "target: 2023 da rivedere (è quello del 2022)",
        ),
        (
            'target: {"30-06": non_previsto, "31-12": 2022-10-31}',
            'target: {"30-06": non_previsto, "31-12": 2023-10-31}',
            "target: 30-06 e 31-12 da rivedere",
        ),
        ('target: {"31-12": {min: 18, max: 22}}', 'target: {"31-12": {min: 18, max: 22}}', "target: 31-12 da rivedere"),
        ("peso: {2022: 28, 2023: 25}", "peso: {2023: 25}", "peso: 2024 da scrivere"),
        ("peso: 40", "peso: 40", None),
        (
            "fasi: [{codice: f1, titolo: T, entro: 2022-02-28, quota: 100}]",
            "fasi: [{codice: f1, titolo: T, entro: 2023-02-28, quota: 100}]",
            "entro: da rivedere",
        ),
        ("dimensione: impatto", "dimensione: impatto", None),
    ],
)
@pytest.mark.parametrize("a_capo", ["\n", "\r\n"])
def test_ogni_chiave_di_un_indicatore_passa_da_sola(scritto, atteso, da_decidere, a_capo):
    prima = DI_UN_INDICATORE.replace("{regola}", "crescente")
    dopo, decisioni = passato(prima.replace("{scritto}", scritto).replace("\n", a_capo))
    prima = prima.replace("continua_da: nessuno", 'continua_da: "2.2"')
    prima = prima.replace('- codice: "2.2.a"', '- codice: "2.2.a"\n    continua_da: "2.2.a"')
    riga = "    {scritto} # perché\n"
    assert dopo == prima.replace(riga, f"    {atteso} # perché\n" if atteso else "").replace("\n", a_capo)
    assert [che for che, _ in decisioni] == ([da_decidere] if da_decidere else [])


def test_la_base_riparte_dal_valore_finale_se_c_e():
    prima = DI_UN_INDICATORE.replace("{regola}", "base").replace("{scritto}", "base: 3.41")
    assert "base: 2,97 # perché" in passato(prima, finali={"2.2.a": "2,97"})[0]
    dopo, decisioni = passato(prima)
    assert "base: 3.41 # perché" in dopo
    assert decisioni == [("base: da rivedere (il valore finale del 2022 non c'è ancora)", "2.2.a")]
    altra = prima.replace("regola: base", "regola: crescente")  # the key of another rule
    assert ("base: 3.41" in passato(altra)[0], passato(altra)[1]) == (True, [])


def test_delle_risorse_restano_gli_anni_che_vengono():
    prima = """\
codice: "2.2"
continua_da: "2.1"
risorse:
  - {conto: "1", tipo: costo, budget: 10, importi: {2022: 1, 2023: 2, 2024: 3}}
  - {budget: 10, tipo: costo, importi: {2022: 1}}
  - budget: 10
    importi:
      2022: 1
      2023: 2 # resta
    tipo: costo
"""
    dopo, decisioni = passato(prima)
    assert (
        dopo
        == """\
codice: "2.2"
continua_da: "2.2"
risorse:
  - {conto: "1", tipo: costo, importi: {2023: 2, 2024: 3}}
  - {tipo: costo}
  - importi:
      2023: 2 # resta
    tipo: costo
"""
    )
    assert decisioni == [
        ("budget: da scrivere (era del 2022)", "2.2"),
        ("budget: da scrivere (era del 2022)", "2.2"),
        ("importi: 2023 da scrivere", "2.2"),
        ("budget: da scrivere (era del 2022)", "2.2"),
    ]


@pytest.mark.parametrize(
    ("codice", "entro", "atteso", "da"),
    [
        ("relazione", "2023-02-28", "2024-02-29", 2022),  # the end of February, of a leap year
        ("relazione", "2024-02-29", "2025-02-28", 2023),
        ("nostra", "2024-02-29", "2025-02-28", 2023),
        ("relazione", "2023-02-20", "2024-02-20", 2022),  # the chamber's own day
        ("nostra", "31/01/2022", "31/01/2023", 2022),
    ],
)
def test_le_scadenze_si_spostano_di_un_anno(codice, entro, atteso, da):
    testo = f"scadenze:\n  - {{codice: {codice}, titolo: T, entro: {entro}, chi: C, atto: del-{entro[:2]}}}\n"
    attesa = f"scadenze:\n  - {{codice: {codice}, titolo: T, entro: {atteso}, chi: C}}\n"
    assert passato(testo, Calendario, da=da) == (attesa, [])


def test_un_ancora_non_si_riscrive():
    testo = 'codice: "2.2"\nrisorse:\n  - {tipo: costo, importi: &i {2022: 1, 2023: 2}}\n  - {importi: *i}\n'
    with pytest.raises(ModificaImpossibileError, match=r"prova\.yml non si può riscrivere da solo"):
        passato(testo)


@pytest.mark.parametrize(
    ("via", "prima", "dopo"),
    [
        ({"a"}, "{a: 1, b: 2, c: 3}", "{b: 2, c: 3}"),
        ({"b"}, "{a: 1, b: 2, c: 3}", "{a: 1, c: 3}"),
        ({"a", "b"}, "{a: 1, b: 2, c: 3}", "{c: 3}"),
        ({"b", "c"}, "{a: 1,  b: [2, 3], c: 3 }", "{a: 1 }"),
        ({"a", "c"}, "{a: 1, b: 2, c: 3}", "{b: 2}"),
        ({"a"}, "a: 1 # via\n# resta\nb: 2\n", "# resta\nb: 2\n"),
        ({"b"}, "a: 1\nb: >-\n  uno\n  due\nc: 3\n", "a: 1\nc: 3\n"),
        ({"b"}, "\ufeffa: 1\nb:\n  - x\n  - y # via", "\ufeffa: 1\n"),
    ],
)
def test_una_chiave_si_toglie_con_cio_che_e_suo(via, prima, dopo):
    ritocchi = Ritocchi("p.yml", prima.encode())
    ritocchi.togli(ritocchi.radice, (), via)
    assert ritocchi.fatti().decode() == dopo


# ------------------------------------------------------------------------- chapters


def test_di_una_pagina_restano_titoli_tabelle_e_capitoli():
    prima = """\
---
title: "Piano 2022–2024: le basi"
documento: piano
capitoli:
  - anno-2022.md
---

# Piano 2022–2024

Il 2022 comincia {{ grado() }}.

- [Primo](anno-2022.md): ciò che fu.
- [Secondo](b.md)
- Una voce.

```sh
# non un titolo
```

## Rispetto al 2021, e alla legge 150 del 2009

{{ confronto_anni(2021, 2022) }}
| a | b |
"""
    assert (
        ossatura(prima, 2022, 2023)
        == """\
---
title: "Piano 2023–2025: le basi"
documento: piano
capitoli:
  - anno-2022.md
---

# Piano 2023–2025

- [Primo](anno-2022.md)
- [Secondo](b.md)

## Rispetto al 2022, e alla legge 150 del 2009

{{ confronto_anni(2022, 2023) }}
"""
    )


# ------------------------------------------------------------------------- the commands


@pytest.fixture
def piccolo(tmp_path):
    """Il piccolo progetto, con i suoi capitoli."""
    return progetto_piccolo(tmp_path / "p")


@pytest.mark.slow
def test_un_anno_nuovo_del_piccolo_progetto(piccolo):
    prima = impronte(piccolo)
    esito, detto, _ = esegui("anno-nuovo", "2022", "--prova", "--radice", piccolo)
    assert (esito, impronte(piccolo)) == (0, prima)
    assert "Si scriverebbero 15 file in data/2022" in detto
    esito, detto, errato = esegui("anno-nuovo", "2022", "--radice", piccolo)
    assert (esito, errato) == (0, "")
    assert detto.splitlines()[-3:] == [
        f"Che cosa è cambiato: git diff --no-index {piccolo}/data/2021 {piccolo}/data/2022",
        f"Che cosa manca: .venv/bin/ciclo verifica --anno 2022 --completo --radice {piccolo}",
        f"Come viene: .venv/bin/ciclo costruisci --senza-pdf --radice {piccolo}",
    ]
    dopo = impronte(piccolo)
    assert {n: b for n, b in dopo.items() if n in prima} == prima
    _, ridetto, _ = esegui("anno-nuovo", "2022", "--prova", "--radice", piccolo)
    assert "c'è già, e non si tocca" in ridetto
    resta = ridetto.partition("decidere:")[2].strip()
    assert resta
    assert (resta in detto, impronte(piccolo)) == (True, dopo)
    nuovi = {n for n in dopo if n not in prima}
    assert {n.split("/")[1] for n in nuovi if not n.startswith(".vscode/")} == {"2022"}
    assert (piccolo / "data/2022/smvp.yml").read_bytes() == (piccolo / "data/2021/smvp.yml").read_bytes()
    assert (piccolo / "data/2022/fasi.csv").read_text("utf-8") == "indicatore;fase;raggiunta_il\n"
    assert not {"evidenze.csv", "schede", "atti"} & {f.name for f in (piccolo / "data/2022").iterdir()}
    assert not (piccolo / "content/2022/relazione").exists()
    progetto, problemi = esamina(piccolo)
    assert not errori(problemi)
    assert {p.code for p in problemi if p.source.path.startswith("data/2022")} <= {
        *("COMPLETA-CAMPO", "COMPLETA-VALORE", "COMPLETA-MISURA", "COMPLETA-TESTO"),
    }
    base = progetto.anni[2022].indicatori["2.1.a"]
    assert (str(base.numeri["base"]), base.storico, base.continua_da) == ("-8.5", None, ("2.1.a",))
    esito, detto, _ = esegui("apri", "relazione", "--anno", "2022", "--radice", piccolo)
    nuovi = [r for r in detto.splitlines() if r.startswith("content/2022/relazione/")]
    assert (esito, len(nuovi)) == (0, sum(n.startswith("2021/relazione/") for n in CAPITOLI) + 1)
    esito, _, detto = esegui("apri", "relazione", "--anno", "2022", "--radice", piccolo)
    assert (esito, "content/2022/relazione ha già i suoi capitoli" in detto) == (1, True)


def tolto(radice):
    shutil.rmtree(radice / "data/2021")


def test_un_comando_da_copiare_dice_il_progetto_solo_dove_non_e_qui(tmp_path, monkeypatch):
    assert nel_progetto(tmp_path, "verifica") == f".venv/bin/ciclo verifica --radice {tmp_path}"
    monkeypatch.chdir(tmp_path)
    assert nel_progetto(tmp_path, "verifica", anno=2022) == ".venv/bin/ciclo verifica --anno 2022"


@pytest.mark.parametrize(
    ("rompi", "anno", "perche"),
    [
        (lambda r: (r / "data/2022").mkdir(), 2022, "data/2022 c'è già"),
        (lambda r: (r / "content/2022").mkdir(parents=True), 2022, "content/2022 c'è già"),
        (lambda r: (r / "data/2022").symlink_to(r / "data/2021"), 2022, "data/2022 c'è già"),
        (lambda _: None, 2021, "data/2021 c'è già"),
        (lambda _: None, 2024, "si comincia da .venv/bin/ciclo anno-nuovo 2022 --radice "),
        (
            lambda r: sostituisci(r / "data/2021/albero.yml", "peso: 60\n", "peso: 61\n"),
            2022,
            "prima si corregge il 2021",
        ),
    ],
)
def test_un_anno_che_non_si_puo_cominciare(tmp_path, rompi, anno, perche):
    radice = shutil.copytree(MINI, tmp_path / "p")
    rompi(radice)
    prima = impronte(radice)
    esito, _, detto = esegui("anno-nuovo", str(anno), "--radice", radice)
    assert (esito, perche in detto, impronte(radice)) == (1, True, prima)


def test_se_il_disco_si_riempie_non_resta_un_anno_a_meta(tmp_path, monkeypatch):
    radice = shutil.copytree(MINI, tmp_path / "p")
    originale = scrittura.al_suo_posto

    def pieno(file, grezzo, pronto):
        if file.name == "misure.csv":
            raise OSError(28, "No space left on device")
        originale(file, grezzo, pronto)

    monkeypatch.setattr(scrittura, "al_suo_posto", pieno)
    nuovi = {radice / "data/2022" / n: b"x" for n in ("obiettivi/1.1.yml", "misure.csv")}
    with pytest.raises(OSError, match="No space"):
        scrivi(radice, nuovi)
    assert not (radice / "data/2022").exists()


@pytest.mark.parametrize("documento", CAPITOLI_DI_TIPO)
def test_i_capitoli_di_tipo_chiamano_solo_cio_che_c_e(documento, piccolo):
    """Where no year has any: each page reads, and every chapter of the index is there."""
    shutil.rmtree(piccolo / "content/2021")
    albero = esamina(piccolo)[0].anni[2021].albero
    pagine = ossatura_documento(Lettura(piccolo), documento, 2021, albero)
    for nome, testo in pagine.items():
        file = piccolo / "content" / nome
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(testo, encoding="utf-8")
    assert not errori(esamina(piccolo)[1])
    indice = pagine[f"2021/{documento}/index.md"]
    assert all(f"  - {n.rpartition('/')[2]}\n" in indice for n in pagine if not n.endswith("index.md"))


@pytest.mark.slow
@pytest.mark.parametrize("costruito", [False, pytest.param(True, marks=pytest.mark.prova)], ids=["verifica", "sito"])
def test_un_anno_nuovo_della_dimostrazione_si_verifica_e_si_costruisce(tmp_path, costruito):
    for nome in ("data", "content"):
        shutil.copytree(RADICE / nome, tmp_path / nome)
    for nome in ("theme", "scripts", "macros", "mkdocs.yml"):
        (tmp_path / nome).symlink_to(RADICE / nome)
    esito, detto, errato = esegui("anno-nuovo", "2023", "--radice", tmp_path)
    assert (esito, errato) == (0, "")
    assert "da completare" in detto
    avvisi = {p.code for p in esamina(tmp_path, 2023)[1] if p.gravita is Gravita.AVVISO}
    assert avvisi == {"PIAO-SENZA-RISPOSTA"}, "an open PIAO counts the questions that nobody has answered yet"
    for documento in ("monitoraggio", "relazione"):
        assert esegui("apri", documento, "--anno", "2023", "--radice", tmp_path)[0] == 0
    if not costruito:
        assert esegui("verifica", "--anno", "2023", "--radice", tmp_path)[0] == 0
        return
    esito = ciclo("costruisci", "--senza-pdf", "--uscita", str(tmp_path / "sito"), radice=tmp_path)
    assert esito.returncode == 0, esito.stderr
    assert (tmp_path / "sito/2023/piano/metodo.html").is_file()


# ------------------------------------------------------------------------- another chamber


def test_gli_esempi_di_una_nuova_camera_hanno_ogni_regola():
    """And nothing of the year, or of the day, of the program's own project."""
    file = progetto_nuovo(RADICE, ESEMPI, 2040, 'Camera di "Prova"')
    obiettivi = [yaml.safe_load(b) for n, b in file.items() if n.startswith("data/2040/obiettivi/")]
    assert {i["regola"] for o in obiettivi for i in o["indicatori"]} == set(REGOLE)
    assert {o["tipo"] for o in obiettivi} == set(Tipo)
    assert yaml.safe_load(file["data/ente.yml"])["nome"] == 'Camera di "Prova"'
    assert b"aggiornamento:" not in file["data/trasparenza.yml"]
    assert not [n for n in file if "/202" in n]
    assert not [n for n, b in file.items() if n.startswith("data/") and re.search(rb"@|\b20[012]\d-", b)]


@pytest.mark.slow
def test_una_camera_interrotta_si_finisce_con_lo_stesso_comando(tmp_path, monkeypatch):
    originale = scrittura.al_suo_posto

    def ucciso(file, grezzo, pronto):
        if file.name == "albero.yml":
            raise KeyboardInterrupt
        originale(file, grezzo, pronto)

    comando = ("nuova-camera", tmp_path / "c", "--anno", "2023", "--nome", "C")
    with monkeypatch.context() as m:
        m.setattr(scrittura, "al_suo_posto", ucciso)
        esegui(*comando)
    assert scrittura.interrotta(tmp_path / "c")
    esito, _, detto = esegui(*comando)
    assert (esito, "ora è completo" in detto, (tmp_path / "c/data/2023/albero.yml").is_file()) == (1, True, True)


@pytest.mark.parametrize("occupa", [lambda c: c.write_text("x"), lambda c: (c / "data/2021").mkdir(parents=True)])
def test_una_cartella_occupata_non_si_tocca(tmp_path, occupa):
    occupa(tmp_path / "c")
    prima = sorted(tmp_path.rglob("*"))
    esito, _, detto = esegui("nuova-camera", str(tmp_path / "c"), "--anno", "2023", "--nome", "C")
    assert (esito, "non è una cartella vuota" in detto, sorted(tmp_path.rglob("*"))) == (1, True, prima)


@pytest.mark.parametrize(
    ("dove", "anno", "nome", "perche"),
    [
        ("p/data/2022/foo", 2023, "C", "fra i dati di un altro progetto"),
        ("p/content/foo", 2023, "C", "fra i dati di un altro progetto"),
        ("c", 2023, " ", "in una riga sola"),
        ("c", 2023, "Camera\ndi Prova", "in una riga sola"),
        ("c", 9999, "C", "un anno dal 2000 al 2100"),
        ("c", 1000, "C", "un anno dal 2000 al 2100"),
    ],
)
def test_una_camera_rifiutata_non_scrive_niente(tmp_path, dove, anno, nome, perche):
    (tmp_path / "p/data/2021").mkdir(parents=True)
    prima = sorted(tmp_path.rglob("*"))
    esito, _, detto = esegui("nuova-camera", tmp_path / dove, "--anno", str(anno), "--nome", nome)
    assert (esito > 0, perche in detto, sorted(tmp_path.rglob("*"))) == (True, True, prima)


@pytest.mark.slow
def test_una_nuova_camera_si_costruisce_subito_e_l_anno_dopo_comincia(tmp_path):
    radice = tmp_path / "camera"
    esito, _, errato = esegui("nuova-camera", radice, "--anno", "2023", "--nome", "Camera di commercio di Prova")
    assert (esito, errato) == (0, "")
    esito = ciclo("costruisci", "--senza-pdf", radice=radice)
    assert esito.returncode == 0, esito.stderr
    assert "Camera di commercio di Prova" in (radice / "site/index.html").read_text(encoding="utf-8")
    esito, _, errato = esegui("anno-nuovo", "2024", "--radice", radice)
    assert (esito, errato) == (0, "")
    assert not errori(esamina(radice)[1])
