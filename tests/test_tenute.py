"""Pages kept from one draft to the next: whatever a page may depend on makes it anew, and nothing is ever stale.

After each change the build that keeps is, byte for byte, the one from nothing.
"""

from __future__ import annotations

import ast
import copy
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.valori import Livello, Periodo
from macros.publish.iter import variati
from macros.vista.ascolto import DI_VOCI, Ascolto, Letto, ParteLetta, Sentita
from macros.vista.freschezza import Freschezza, Ricordo, scritto
from macros.vista.vista import Vista, carica_vista
from scripts.sito.ricordi import ricorda, ricorda_testi, ricordato, ricordato_testo
from scripts.sito.tenute import DISTILLATI, RILETTI
from tests.progetto_copia import MINI, RADICE, aggiungi_anni, ciclo, impronte, progetto_piccolo
from tests.test_revisioni import git, salva
from tests.test_vista import approva

FUORI = {"progetto", "cicli", "anni_di", "problemi", "impronte", "storia", "aperti"}
"""Fields of a view that nobody hears being read: pages ask its methods."""


# ---- what is heard


def test_chi_prende_cio_che_altri_hanno_fatto_ha_letto_le_stesse_cose() -> None:
    ascolto, anni = Ascolto(), Letto(ParteLetta.ANNI)
    prima, dopo = Letto(ParteLetta.ANNO, 2021), Letto(ParteLetta.ANNO, 2022)

    def fai() -> str:
        ascolto.segna(prima, dopo)
        return "fatto"

    for _ in range(2):
        with ascolto.ascolta() as letti:
            ascolto.segna(anni)
            with ascolto.ascolta() as dentro:
                assert ascolto.una_volta("x", fai) == "fatto"
        assert (dentro, letti) == ({prima, dopo}, {prima, dopo, anni})
    with ascolto.ascolta() as letti:
        ascolto.una_volta("x", fai, 2021)
    assert letti == {prima}
    with ascolto.ascolta() as letti:
        assert ascolto.distillato(2021, "y", fai) == "fatto"
    assert letti == {Letto(ParteLetta.FATTO, 2021, "y")}


def test_di_una_mappa_si_sente_la_chiave_chiesta_o_tutto() -> None:
    ascolto, tutta = Ascolto(), Letto(ParteLetta.VOCI, 2021, "x")
    mappa = Sentita(ascolto, tutta, {"a": 1, "b": 2})

    def sentiti(di: Callable[[], object]) -> set[str]:
        with ascolto.ascolta() as letti:
            di()
        return {letto.quale for letto in letti}

    assert sentiti(lambda: mappa["a"]) == sentiti(lambda: "a" in mappa) == sentiti(lambda: mappa.get("a")) == {"x/a"}
    assert sentiti(lambda: mappa.get("c")) == {"x/c"}, "that it is not there was read too"
    intere = (
        list,
        len,
        bool,
        dict,
        lambda m: {**m},
        lambda m: m == {},
        lambda m: next(iter(m)),
        lambda m: list(m.keys()),
    )
    for di in (*intere, lambda m: list(m.values()), lambda m: list(m.items())):
        assert "x" in sentiti(lambda di=di: di(mappa))


@pytest.fixture(scope="module")
def vista() -> Vista:
    return carica_vista(MINI).in_ascolto()


@pytest.mark.slow
def test_in_ascolto_tutto_e_come_prima(vista: Vista) -> None:
    nuda = carica_vista(MINI)
    for n, anno in nuda.progetto.anni.items():
        assert all(getattr(anno, f.name) == getattr(vista.progetto.anni[n], f.name) for f in fields(Anno))
    for chiave, ciclo_ in nuda.cicli.items():
        sentito = vista.cicli[chiave]
        assert sentito.anno is vista.progetto.anni[chiave[0]]
        assert all(getattr(ciclo_, f.name) == getattr(sentito, f.name) for f in fields(Ciclo) if f.name != "anno")


def test_ogni_mappa_di_cifre_e_sentita(vista: Vista) -> None:
    """No mapping of a result, or of what was surveyed, is handed out as it is."""
    anni = (*vista.progetto.anni.values(), *vista.anni_di.values(), *(c.anno for c in vista.cicli.values()))
    mappe = [getattr(a, nome) for a in anni for nome in DI_VOCI]
    mappe += [m for c in vista.cicli.values() for f in fields(Ciclo) if isinstance(m := getattr(c, f.name), Mapping)]
    foglie = [foglia for m in mappe for foglia in ([m] if isinstance(m, Sentita) else m.values())]
    assert len(foglie) > 10
    assert {type(foglia) for foglia in foglie} == {Sentita}


def _uguali(prima: Vista, dopo: Vista, parti: Iterable[Letto]) -> dict[Letto, bool]:
    """Return which parts are the same in another view, told from themselves alone."""
    parti = list(parti)
    digesti = Freschezza(prima, tuple, repr, {}, Ricordo({}, {}, {})).ricordo(map(scritto, parti)).digesti
    poi = Freschezza(dopo, tuple, repr, {}, Ricordo({scritto(p): digesti[scritto(p)] for p in parti}, {}, {}))
    return {p: poi.uguale(scritto(p)) for p in parti}


def _altro(record: Anno | Ciclo, campo: str) -> Any:
    """Return a copy in which a field holds something else."""
    copia = copy.copy(record)
    object.__setattr__(copia, campo, ("altro",))
    return copia


def test_di_un_anno_ogni_campo_e_nel_digesto_o_sentito(vista: Vista) -> None:
    intero, chiave = Letto(ParteLetta.ANNO, 2021), (2021, Periodo.DICEMBRE)
    altre = {"a date": replace(vista, cicli={k: c for k, c in vista.cicli.items() if k != chiave})}
    for campo in (f.name for f in fields(Anno) if f.init and f.name not in DI_VOCI):
        anni = {2021: _altro(vista.progetto.anni[2021], campo)}
        altre[campo] = replace(vista, progetto=replace(vista.progetto, anni=anni))
    for campo in {f.name for f in fields(Ciclo)} - {"anno", "periodo", "figure", "indicatori", "approvati"}:
        altre[campo] = replace(vista, cicli={**vista.cicli, chiave: _altro(vista.cicli[chiave], campo)})
    assert _uguali(vista, vista, [intero])[intero]
    assert [campo for campo, altra in altre.items() if _uguali(vista, altra, [intero])[intero]] == []


def test_un_valore_di_dicembre_cambia_le_sole_voci_che_ne_vengono(vista: Vista, tmp_path: Path) -> None:
    shutil.copytree(MINI, tmp_path / "p")
    _riscrive("data/2021/consuntivo/anagrafica.csv", "2.1.1.a;5,8", "2.1.1.a;5,9")(tmp_path / "p")
    poi = carica_vista(tmp_path / "p").in_ascolto()
    chiavi = [
        letto._replace(quale=f"{letto.quale}/{chiave}") for letto, di in vista.ascolto.voci.items() for chiave in di
    ]
    cambiate = {letto.quale for letto, uguale in _uguali(vista, poi, chiavi).items() if not uguale}
    figure = ((Livello.OBIETTIVO, "2.1.1"), (Livello.AREA_STRATEGICA, "2"), (Livello.AREA_DIRIGENZIALE, "anagrafica"))
    assert cambiate == {
        *("rilevazioni 31-12/2.1.1.a", "indicatori 31-12/2.1.1.a", "figure 31-12 ente/ente"),
        *(f"figure 31-12 {livello}/{codice}" for livello, codice in figure),
    }
    parti = [Letto(parte, 2021) for parte in (ParteLetta.FILE, ParteLetta.ANNO, ParteLetta.OBIETTIVI, ParteLetta.ATTI)]
    parti += [Letto(ParteLetta.IMPRONTA, 2021, nome) for nome in ("piano", "monitoraggio", "relazione")]
    diverse = {(letto.parte, letto.quale) for letto, uguale in _uguali(vista, poi, parti).items() if not uguale}
    assert diverse == {(ParteLetta.FILE, ""), (ParteLetta.IMPRONTA, "relazione")}


@pytest.mark.parametrize("cartella", ["macros/publish", "scripts/sito"])
@pytest.mark.slow
def test_una_pagina_legge_la_vista_solo_dove_si_sente(cartella: str) -> None:
    di_passaggio = {"scripts/sito/costruzione.py", "scripts/sito/tenute.py"}  # they make no page
    trovati = []
    for modulo in sorted((RADICE / cartella).rglob("*.py")):
        nome = modulo.relative_to(RADICE).as_posix()
        for nodo in ast.walk(ast.parse(modulo.read_text(encoding="utf-8"))):
            if isinstance(nodo, ast.Attribute) and nodo.attr in FUORI and nome not in di_passaggio:
                di = ast.unparse(nodo.value)
                if di.rpartition(".")[2] == "vista":
                    trovati.append(f"{nome}:{nodo.lineno}: {di}.{nodo.attr}")
    assert trovati == []


def test_cio_che_si_legge_distillato_si_sa_rifare() -> None:
    """And what is kept by a cache of its own is heard by who asks first only: there is no other than the comparison."""
    distillano, ricordano = set(), set()
    for modulo in (
        m for cartella in ("engine", "trail", "publish", "vista") for m in (RADICE / "macros" / cartella).rglob("*.py")
    ):
        nome, testo = modulo.relative_to(RADICE).with_suffix("").as_posix().replace("/", "."), modulo.read_text("utf-8")
        if re.search(r"vista\.distillato\(", testo):
            distillano.add(nome)
        if re.search(r"[ =]cache\((?!lambda: sorgenti_di|storia or)", testo):
            ricordano.add(nome)
    assert distillano == {fai.__module__ for fai in DISTILLATI.values()}
    assert ricordano == {"macros.trail.confronto"}


@pytest.mark.slow
def test_cio_che_si_tiene_di_un_anno_e_cio_che_se_ne_farebbe_finche_i_suoi_file_sono_gli_stessi(monkeypatch) -> None:
    """What acts changed, of two years: read back whole from JSON; made again of a year of which a file is another."""
    nuda = carica_vista(RADICE)
    prima, dopo = nuda.in_ascolto(), nuda.in_ascolto()
    assert set(RILETTI) <= set(DISTILLATI)
    anni = sorted(prima.progetto.anni)
    fatti = {n: variati.variati(prima, n) for n in anni}
    assert all(fatti.values())
    parti = [scritto(Letto(ParteLetta.FATTO, n, variati.NOME)) for n in anni]
    scritto_via = json.dumps(_freschezza(prima, Ricordo({}, {}, {})).ricordo(parti), sort_keys=True)
    ricordo = Ricordo(*json.loads(scritto_via))
    assert set(ricordo.valori) == set(parti)
    digesti = {**ricordo.digesti, scritto(Letto(ParteLetta.FILE, anni[-1])): "d'altri"}
    freschezza = _freschezza(dopo, ricordo._replace(digesti=digesti))
    dopo.ascolto.di_prima = freschezza.di_prima
    fai, rifatti = variati._variati, []
    monkeypatch.setattr(variati, "_variati", lambda vista, n: [rifatti.append(n), *fai(vista, n)][1:])
    assert {n: variati.variati(dopo, n) for n in anni} == fatti
    assert rifatti == anni[-1:]
    assert repr(variati.variati(dopo, anni[0])) == repr(fatti[anni[0]])
    assert json.dumps(_freschezza(dopo, ricordo).ricordo(parti), sort_keys=True) == scritto_via


def _freschezza(vista: Vista, ricordo: Ricordo) -> Freschezza:
    return Freschezza(vista, tuple, lambda letto: DISTILLATI[letto.quale](vista, letto.anno), RILETTI, ricordo)


def test_un_ricordo_guasto_o_di_altri_non_e_un_ricordo(tmp_path: Path) -> None:
    ricorda(tmp_path, "x", "noi", {"a": 1})
    assert ricordato(tmp_path, "x", "noi") == {"a": 1}
    assert ricordato(tmp_path, "x", "altri") is None
    file = tmp_path / ".cache/ciclo/x.json"
    intero = file.read_bytes()
    for guasto in (b"", intero[:-1], intero + b" ", b"\xff" + intero, intero.replace(b"1", b"2")):
        file.write_bytes(guasto)
        assert ricordato(tmp_path, "x", "noi") is None
    file.unlink()
    file.mkdir()
    assert ricordato(tmp_path, "x", "noi") is None
    ricorda(tmp_path, "x", "noi", {})  # nothing depends on its being kept


def test_un_testo_ricordato_e_quello_o_non_c_e(tmp_path: Path) -> None:
    testi = tmp_path / ".cache/ciclo/testi"
    ricorda_testi(tmp_path, ["uno", "due \ud800"], set())
    uno, due = (sha256(t.encode("utf-8", "surrogatepass")).hexdigest() for t in ("uno", "due \ud800"))
    assert (ricordato_testo(tmp_path, uno), ricordato_testo(tmp_path, due)) == (None, None), "only what is kept stays"
    ricorda_testi(tmp_path, ["uno", "due \ud800"], {uno, due})
    assert (ricordato_testo(tmp_path, uno), ricordato_testo(tmp_path, due)) == ("uno", "due \ud800")
    ricorda_testi(tmp_path, ["tre"], {due})
    assert [f.name for f in testi.iterdir()] == [due]
    (testi / due).write_bytes(b"altro")
    assert ricordato_testo(tmp_path, due) is None
    (testi / due).unlink()
    (testi / due).mkdir()
    ricorda_testi(tmp_path, ["due \ud800"], {due})  # nothing depends on its being kept
    assert ricordato_testo(tmp_path, due) is None


# ---- what is made


@pytest.fixture(scope="module")
def progetto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return progetto_che_cambia(tmp_path_factory.mktemp("tenute") / "p")


def progetto_che_cambia(cartella: Path) -> Path:
    """Write two years, with a program of their own beside them and a history."""
    radice = _due_anni(cartella)
    for nome in ("theme", "scripts", "macros"):
        (radice / nome).unlink()
        shutil.copytree(RADICE / nome, radice / nome, ignore=shutil.ignore_patterns("__pycache__"))
    _aggiunge("content/trasparenza/index.md", "# Trasparenza\n\n{{ elenco_obblighi() }}\n")(radice)
    (radice / ".gitignore").write_text(".cache/\nsite/\n", encoding="utf-8")
    git(radice, "init", "-q", "-b", "main")
    salva(radice, "Primo")
    return radice


def _due_anni(radice: Path) -> Path:
    progetto_piccolo(radice)
    speciale = radice / "data/2021/obiettivi/AS.1.yml"
    speciale.write_text(
        re.sub(r"codice: (AS\S+)", r'codice: "\1"', speciale.read_text(encoding="utf-8")), encoding="utf-8"
    )
    aggiungi_anni(radice, 2)
    approva(radice, 2021, "piano", "monitoraggio", "relazione")  # so that 2022 inherits of its results
    _riscrive("data/2022/obiettivi/1.1.yml", '    storico: "310"\n', "")(radice)
    _varia(radice)
    return radice


def _varia(progetto: Path) -> None:
    """Let a variation, approved in October 2021, be told under a value of that December."""
    for atto in (progetto / "data/2021/atti").glob("2021-*-piano.yml"):
        atto.write_text(re.sub(r"data: 2022-02-01", "data: 2021-02-01", atto.read_text("utf-8")), encoding="utf-8")
    for nome, tipo in (("oiv", "validazione_oiv"), ("giunta", "approvazione_giunta")):
        _aggiunge(
            f"data/2021/atti/2021-10-19-{nome}-variazione.yml",
            f"tipo: {tipo}\norgano: {nome}\nnumero: n. 9\ndata: 2021-10-19\noggetto: Variazione\ndocumento: piano\n",
        )(progetto)
    _aggiunge(
        "data/2021/variazioni/1.yml",
        "proposta: {da: Conservatore, data: 2021-10-06, motivo: Meno addetti}\nmotivo: Meno addetti\n"
        "atto_oiv: 2021-10-19-oiv-variazione\natto_giunta: 2021-10-19-giunta-variazione\n"
        "cambi:\n  - {dove: indicatore 2.1.1.b, campo: target.31-12, da: 110, a: 100}\n",
    )(progetto)


def _costruisci(progetto: Path, *argomenti: str) -> dict[str, str]:
    esito = ciclo("costruisci", "--senza-pdf", *argomenti, radice=progetto)
    assert esito.returncode == 0, esito.stderr
    return impronte(progetto / "site")


def _riscrive(nome: str, prima: str, dopo: str) -> Callable[[Path], None]:
    def fai(progetto: Path) -> None:
        file = progetto / nome
        testo = file.read_text(encoding="utf-8")
        assert prima in testo, nome
        file.write_text(testo.replace(prima, dopo, 1), encoding="utf-8")

    return fai


def _aggiunge(nome: str, testo: str) -> Callable[[Path], None]:
    def fai(progetto: Path) -> None:
        file = progetto / nome
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text((file.read_text(encoding="utf-8") if file.exists() else "") + testo, encoding="utf-8")

    return fai


def _atto(nome: str, **campi: str) -> Callable[[Path], None]:
    righe = "".join(f"{chiave}: {valore}\n" for chiave, valore in campi.items())
    return _aggiunge(f"data/2022/atti/{nome}.yml", righe)


def _salva(progetto: Path) -> None:
    salva(progetto, "Un altro stato")


CAMBIANO: dict[str, Callable[[Path], None]] = {
    "un valore dell'ultimo anno": _riscrive("data/2022/consuntivo/anagrafica.csv", "-8,5", "-8,4"),
    "un valore del primo anno": _riscrive("data/2021/consuntivo/anagrafica.csv", "-8,5", "-8,3"),
    "il valore che l'anno dopo eredita": _riscrive("data/2021/consuntivo/promozione.csv", "1.1.a;321", "1.1.a;322"),
    "il motivo di un valore": _riscrive("data/2022/consuntivo/promozione.csv", "con le imprese", "con molte imprese"),
    "un valore che manca": _riscrive("data/2022/consuntivo/promozione.csv", "1.1.1.c;2022-05-28", "1.1.1.c;"),
    "una riga che manca": _riscrive("data/2022/consuntivo/anagrafica.csv", "2.1.b;8,2;;;;\n", ""),
    "una stima": _riscrive("data/2022/monitoraggio/azienda.csv", "AS.1.a;25;;60", "AS.1.a;25;;61"),
    "una nuova previsione": _riscrive("data/2022/monitoraggio/anagrafica.csv", "da 3 a 6", "da 3 a 7"),
    "una variazione": _riscrive("data/2021/variazioni/1.yml", "da: 110", "da: 120"),
    "l'atto di una variazione": _riscrive("data/2021/atti/2021-10-19-giunta-variazione.yml", "n. 9", "n. 10"),
    "un valore di giugno": _riscrive("data/2022/monitoraggio/anagrafica.csv", "2.1.a;-4;", "2.1.a;-5;"),
    "il titolo di un obiettivo": _riscrive("data/2022/obiettivi/1.1.yml", "alle imprese", "a chi produce"),
    "il titolo di un obiettivo di prima": _riscrive("data/2021/obiettivi/1.1.yml", "del territorio", "della provincia"),
    "un indicatore che non continua": _riscrive(
        "data/2022/obiettivi/1.1.yml", 'continua_da: "1.1.a"', "continua_da: nessuno"
    ),
    "una fase": _riscrive("data/2022/fasi.csv", "2022-03-30", "2022-04-20"),
    "il testo di dicembre di una scheda": _riscrive("data/2022/schede/2.1.yml", "Nessuna per 2.1.a", "Poche per 2.1.a"),
    "una scheda": _riscrive("data/2022/schede/1.1.yml", "procede come previsto", "procede bene"),
    "una misura": _riscrive("data/2022/misure.csv", ";330;", ";332;"),
    "l'albero": _riscrive("data/2022/albero.yml", "titolo: Sviluppo", "titolo: Nuovo sviluppo"),
    "le regole": _riscrive("data/2022/smvp.yml", "{da: 70, stato: parz", "{da: 60, stato: parz"),
    "un atto": _atto(
        "2022-01-20-oiv-validazione",
        tipo="validazione_oiv",
        organo="OIV",
        documento="piano",
        numero="verbale 3",
        data="2022-01-20",
        oggetto="Validazione del Piano",
    ),
    "l'ente": _riscrive("data/ente.yml", "nome_breve: Camera", "nome_breve: La Camera"),
    "la trasparenza": _riscrive("data/trasparenza.yml", "titolo: Piano", "titolo: Il Piano"),
    "un capitolo": _aggiunge("content/2022/piano/strategici.md", "\nUna riga in più.\n"),
    "il titolo di un capitolo": _riscrive(
        "content/2022/relazione/premessa.md", "# La premessa", "---\ntitle: Premesse\n---\n\n# La premessa"
    ),
    "un capitolo nuovo": _aggiunge("content/2022/piano/nuovo.md", "# Nuovo\n\nTesto.\n"),
    "un capitolo nell'elenco": _riscrive("content/2022/piano/index.md", "capitoli:\n", "capitoli:\n  - nuovo.md\n"),
    "una figura": lambda progetto: (progetto / "content/2022/piano/figura.png").write_bytes(b"x") and None,
    "la storia": _salva,
    "le impostazioni": _riscrive("mkdocs.yml", "site_name: Ciclo", "site_name: Il ciclo"),
    "una sigla": _riscrive("mkdocs.yml", "organismo indipendente", "Organismo indipendente"),
    "un modello del tema": _riscrive("theme/main.html", '<div class="corpo">', '<div class="corpo" data-x>'),
    "un frammento del tema": _riscrive("theme/frammenti/cruscotto.html", "<", "<!-- x --><"),
    "un modulo": _aggiunge("macros/vista/vista.py", "# x\n"),
    "il lock": _aggiunge("requirements.lock", "# x\n"),
}
"""Each input that a page can depend on → how it changes."""


@pytest.mark.prova
@pytest.mark.xdist_group("costruisci")
def test_dopo_ogni_cambiamento_le_pagine_tenute_sono_quelle_rifatte(progetto: Path) -> None:
    prima = _costruisci(progetto)
    invisibili = []
    for nome, cambia in CAMBIANO.items():
        cambia(progetto)
        tenute = _costruisci(progetto)
        assert tenute == _costruisci(progetto, "--da-capo"), nome
        if tenute == prima:
            invisibili.append(nome)
        prima = tenute
    assert invisibili == ["le impostazioni", "un frammento del tema", "un modulo", "il lock"], "the code is not its own"


# ---- how much is made


DETTE = """
import sys
from scripts.ciclo import main
from scripts.sito.tenute import Tenute
tieni = Tenute.tieni
def detta(self, nome, *altro):
    print("rifatta", nome)
    tieni(self, nome, *altro)
Tenute.tieni = detta
main()
"""
"""The command, saying what of a draft is made anew."""


def _rifatte(progetto: Path) -> set[str]:
    argomenti = ("costruisci", "--senza-pdf", "--radice", str(progetto))
    esito = subprocess.run(
        [sys.executable, "-c", DETTE, *argomenti], capture_output=True, encoding="utf-8", check=True, cwd=RADICE
    )
    return set(re.findall(r"(?m)^rifatta (.*)$", esito.stdout))


@pytest.mark.slow
@pytest.mark.xdist_group("costruisci")
def test_un_valore_di_dicembre_non_rifa_le_pagine_di_giugno(tmp_path: Path) -> None:
    progetto = _due_anni(tmp_path / "p")
    assert {"2021/monitoraggio/anagrafica.md", "2022/piano/strategici.md", "ricerca index.html"} < _rifatte(progetto)
    _riscrive("data/2022/consuntivo/anagrafica.csv", "-8,5", "-8,6")(progetto)
    pagine = (
        "compilazione",
        "confronto",
        "dati",
        "foglio",
        "index",
        "obiettivi/2.1",
        "relazione/iter",
        "relazione/risultati",
        "validazione",
        "variazioni",
    )
    cercate = ("confronto", "dati", "foglio", "obiettivi/2.1", "relazione/iter")
    assert _rifatte(progetto) == {
        *("index.md", "dati 2022", "vite"),
        *("indicatori/2021-2.1.a.md", "ricerca indicatori/2021-2.1.a.html"),
        *(f"2022/{nome}.md" for nome in pagine),
        *(f"ricerca 2022/{nome}.html" for nome in cercate),
    }
