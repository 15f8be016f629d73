"""Builders that several tests share: a valid indicator, and a writer of small project folders.

`indicatore(regola="base", base=20, …)` gives a record; `scrivi_progetto(cartella, …)` turns
compact dictionaries into the files of a project. A test names only what it is about.
"""

from __future__ import annotations

import copy
import csv
import datetime as dt
import gc
import io
from contextlib import redirect_stderr, redirect_stdout
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tests.una_volta import esamina  # isort: split

from macros.engine.ciclo import calcola
from macros.model.archivio import RILEVAZIONI
from macros.model.impostazioni import Banda
from macros.model.piano import BandaGiorni, Fase, Indicatore, Penalita
from macros.model.problems import Source, errori
from macros.model.valori import Intervallo, Periodo
from macros.vista.vista import carica_vista
from tests.gruppi import pytest_collection_modifyitems
from tests.siti import con_ciclo, con_meno_carta, con_mkdocs, costruito

__all__ = ["pytest_collection_modifyitems"]

gc.set_threshold(20_000, 10, 10)  # tests pile objects up: the collector found little, for a twelfth of the time

RADICE = Path(__file__).resolve().parent.parent
GIUGNO, DICEMBRE = Periodo.GIUGNO, Periodo.DICEMBRE
QUI = Source("data/2021/obiettivi/1.1.yml", 1)


def decimale(x):
    """Write 82.5 or «82,5» in a test, read a Decimal; anything else passes unchanged."""
    if isinstance(x, bool) or not isinstance(x, int | str):
        return x
    try:
        return Decimal(str(x).replace(",", "."))
    except ArithmeticError:
        return x


def soglie(*coppie):
    """(start, grade) pairs as bands."""
    return tuple(Banda(decimale(da), None, decimale(grado), QUI) for da, grado in coppie)


def perdita(*, al_giorno=None, per_unita=None, fasce=()):
    """The loss outside the target."""
    return Penalita(
        decimale(al_giorno),
        decimale(per_unita),
        tuple(BandaGiorni(dal, decimale(grado), QUI) for dal, grado in fasce),
        QUI,
    )


def fasi(*terne):
    """(code, due day, share) as milestones."""
    return tuple(Fase(c, f"Fase {c}", dt.date.fromisoformat(d), decimale(q), QUI) for c, d, q in terne)


def intervallo(basso, alto):
    return Intervallo(decimale(basso), decimale(alto))


def indicatore(**changes):
    """A valid record; `target` is that of 31/12 unless it is a mapping by date."""
    target = changes.pop("target", 100)
    regola = changes.pop("regola", "crescente")
    per_data = target if isinstance(target, dict) else {"31-12": target}
    per_data = {k: decimale(v) for k, v in per_data.items() if v is not None}
    if regola == "fasi":
        per_data = {}
    campi = {
        "source": QUI,
        "luoghi": {},
        "codice": "1.1.a",
        "obiettivo": "1.1",
        "titolo": "Pratiche evase in tempo",
        "descrizione": None,
        "dimensione": None,
        "regola": regola,
        "unita_misura": "%",
        "formula": None,
        "storico": None,
        "target": per_data,
        "atteso": {Periodo(k): v for k, v in per_data.items()},
        "numeri": {k: decimale(changes.pop(k)) for k in ("base",) if k in changes},
        "soglie": (),
        "fasi": (),
        "penalita": None,
        "tetto_dichiarato": "tetto" in changes,
        "tetto": None,
        "peso": Decimal(100),
        "pesi": {},
        "area_dirigenziale": "sola",
        "documentazione": None,
        "fonte_tipo": None,
        "continua_da": None,
    }
    return Indicatore(**{**campi, **{k: decimale(v) for k, v in changes.items()}})


def pytest_collection_finish():
    """What was imported and collected stays until the end: the collector does not go through it again."""
    gc.freeze()


# ------------------------------------------------------------------------- project folders

SMVP = {
    "sistema": {"titolo": "Sistema di prova", "delibera": 1, "data": dt.date(2021, 7, 29)},
    "grado": {"decrescente": "lineare", "tetto_indicatore": 100, "tetto_obiettivo": 100},
    "non_rilevati": "rinormalizza",
    "arrotondamento": {"predefinito": {"decimali": 2, "modo": "commerciale", "riporto": "esatto"}},
    "stati": [
        {"da": 0, "stato": "non raggiunto"},
        {"da": 70, "stato": "parzialmente raggiunto"},
        {"da": 90, "stato": "raggiunto"},
    ],
}
ENTE = {
    "formato": 1,
    "nome": "Camera di commercio di Prova",
    "nome_breve": "Camera di Prova",
    "codice_ipa": "cciaa_xx",
    "dimostrativo": True,
}
COLONNE = {tipo.cartella: list(tipo.colonne) for tipo in RILEVAZIONI.values()}
ESCLUSIONE = {
    "tipo": "esclusione",
    "organo": "OIV",
    "numero": 1,
    "data": dt.date(2021, 10, 1),
    "oggetto": "Esclusione di indicatori",
}


class Scrittore(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes decimals as a person would, and repeats nothing by reference."""

    def ignore_aliases(self, data):
        return True


def scrivi_decimale(dumper, x):
    """«41.977» is refused (ten or ten thousand?), so three decimals are written with the comma."""
    testo = f"{x:f}"
    if len(testo.partition(".")[2]) == 3:
        return dumper.represent_scalar("tag:yaml.org,2002:str", testo.replace(".", ","))
    return dumper.represent_scalar("tag:yaml.org,2002:float", testo)


Scrittore.add_representer(Decimal, scrivi_decimale)


def scrivi_yml(path, contenuto):
    path.parent.mkdir(parents=True, exist_ok=True)
    testo = yaml.dump(contenuto, Dumper=Scrittore, sort_keys=False, allow_unicode=True, width=200)
    path.write_text(testo, encoding="utf-8")


def scrivi_csv(path, colonne, righe, separatore=";"):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as f:
        scrittore = csv.writer(f, delimiter=separatore, lineterminator="\n")
        scrittore.writerow(colonne)
        scrittore.writerows([riga.get(c, "") for c in colonne] for riga in righe)


def unisci(sotto, sopra):
    """Merge nested settings; the second wins."""
    fuso = copy.deepcopy(sotto)
    for k, v in sopra.items():
        fuso[k] = unisci(fuso[k], v) if isinstance(v, dict) and isinstance(fuso.get(k), dict) else v
    return fuso


def obiettivo(codice, *indicatori, tipo=None, **altro):
    """An objective as a dictionary: kind and parent follow from the shape of its code."""
    parti = codice.split(".")
    tipo = tipo or ("azienda_speciale" if parti[0] == "AS" else "strategico" if len(parti) == 2 else "operativo")
    sopra = {"obiettivo_strategico": ".".join(parti[:2])} if tipo == "operativo" else {}
    return {
        "codice": codice,
        "tipo": tipo,
        "titolo": f"Obiettivo {codice}",
        **sopra,
        "indicatori": [voce(codice, tipo, n, i) for n, i in enumerate(indicatori)],
        **altro,
    }


def voce(codice, tipo, n, scritto):
    """An indicator as a dictionary. `target` alone holds for every date and year; so does `peso`."""
    nome = scritto.get("codice", f"{codice}.{'abcdefghijklm'[n]}")
    mio = {
        "codice": nome,
        "titolo": f"Indicatore {nome}",
        "regola": "crescente",
        "unita_misura": "%",
        **scritto,
    }
    if tipo != "azienda_speciale":
        mio.setdefault("area_dirigenziale", "sola")
    else:
        mio.pop("area_dirigenziale", None)
    anni = [2021, 2022, 2023]
    if mio["regola"] == "fasi":
        mio.pop("target", None)
    else:
        target = mio.get("target", 100)
        per_data = isinstance(target, dict) and not set(target) & {"min", "max"}
        if not per_data:
            chiavi = anni if tipo == "strategico" else ["31-12"]
            target = {"30-06": target, **dict.fromkeys(chiavi, target)}
            if mio["regola"] == "entro_data":
                target = {k: v if k != "30-06" else "non_previsto" for k, v in target.items()}
                target = {k: v.replace(year=k) if isinstance(k, int) else v for k, v in target.items()}
        mio["target"] = target
    if tipo == "strategico" and "peso" in mio and not isinstance(mio["peso"], dict):
        mio["peso"] = dict.fromkeys(anni, mio["peso"])
    return mio


def scrivi_progetto(
    cartella,
    *,
    obiettivi=None,
    aree=None,
    responsabili=None,
    azienda=None,
    smvp=None,
    consuntivo=None,
    monitoraggio=None,
    misure=None,
    raggiunte=None,
    atti=None,
    separatore=";",
):
    """Write a project folder for 2021 and return it.

    Args:
        obiettivi: what `obiettivo(…)` returns; by default one with one indicator.
        aree: code → (weight, {objective: weight}); by default one area with all of them.
        responsabili: code → {objective: weight}; by default one manager, `sola`, with all.
        azienda: {objective: weight}, the agency's; by default those of that kind, equal.
        consuntivo, monitoraggio: indicator → value, or dictionary of columns; None leaves no row.
        misure: name → (at 30/6, at 31/12).
        raggiunte: (indicator, milestone) → day.
    """
    obiettivi = obiettivi or [obiettivo("1.1", {})]
    anno = cartella / "data" / "2021"
    scrivi_yml(cartella / "data" / "ente.yml", ENTE)
    scrivi_yml(anno / "smvp.yml", unisci(SMVP, smvp or {}))
    camera = [o["codice"] for o in obiettivi if o["tipo"] != "azienda_speciale"]
    speciali = [o["codice"] for o in obiettivi if o["tipo"] == "azienda_speciale"]
    aree = aree if aree is not None else {"1": (None, dict.fromkeys(camera))}
    responsabili = responsabili if responsabili is not None else {"sola": dict.fromkeys(camera)}
    azienda = azienda if azienda is not None else dict.fromkeys(speciali)

    def elenco(pesi):
        return [{"codice": c} | ({} if p is None else {"peso": p}) for c, p in pesi.items()]

    albero = {
        "triennio": [2021, 2022, 2023],
        "aree_strategiche": [
            {"codice": c, "titolo": f"Area {c}"}
            | ({} if peso is None else {"peso": peso})
            | {"obiettivi": elenco(pesi)}
            for c, (peso, pesi) in aree.items()
        ],
        "aree_dirigenziali": [
            {"codice": c, "titolo": f"Area {c}", "responsabile": f"Dirigente {c}", "obiettivi": elenco(p)}
            for c, p in responsabili.items()
        ],
    }
    if azienda:
        albero["azienda_speciale"] = {
            "codice": "speciale",
            "titolo": "Speciale",
            "responsabile": "Direttore",
            "obiettivi": elenco(azienda),
        }
    scrivi_yml(anno / "albero.yml", albero)
    for o in obiettivi:
        scrivi_yml(anno / "obiettivi" / f"{o['codice']}.yml", o)
    dove = {i["codice"]: i.get("area_dirigenziale", "speciale") for o in obiettivi for i in o["indicatori"]}
    for nome, righe in (("monitoraggio", monitoraggio), ("consuntivo", consuntivo)):
        for area in dict.fromkeys(dove.values()):
            mie = [
                {"indicatore": c} | (riga if isinstance(riga, dict) else {"valore": riga})
                for c, riga in (righe or {}).items()
                if riga is not None and dove.get(c) == area
            ]
            if mie:
                scrivi_csv(anno / nome / f"{area}.csv", COLONNE[nome], mie, separatore)
    if misure is not None:
        scrivi_csv(
            anno / "misure.csv",
            ["misura", "al_30_06", "al_31_12", "fonte"],
            [{"misura": m, "al_30_06": g, "al_31_12": d} for m, (g, d) in misure.items()],
            separatore,
        )
    if raggiunte is not None:
        scrivi_csv(
            anno / "fasi.csv",
            ["indicatore", "fase", "raggiunta_il"],
            [{"indicatore": i, "fase": f, "raggiunta_il": g} for (i, f), g in raggiunte.items()],
            separatore,
        )
    for nome, atto in (atti or {}).items():
        scrivi_yml(anno / "atti" / f"{nome}.yml", ESCLUSIONE | atto)
    return cartella


def ciclo_di(radice, periodo=DICEMBRE, anno=2021):
    """Examine a project that must have no error, and compute it."""
    letto, problemi = esamina(radice, anno)
    assert [str(p) for p in errori(problemi)] == []
    return calcola(letto.anni[anno], periodo)


@pytest.fixture
def progetto(tmp_path):
    """Writer of a project folder in this test's own directory."""

    def scrivi(**parti):
        return scrivi_progetto(tmp_path, **parti)

    return scrivi


@pytest.fixture
def ciclo(progetto):
    """Writer and computer in one: project parts → `Ciclo` at 31/12, or at the date given."""

    def calcolato(periodo=DICEMBRE, **parti):
        return ciclo_di(progetto(**parti), periodo)

    return calcolato


@pytest.fixture(scope="session")
def comune(tmp_path_factory, worker_id):
    """A folder of this run, the same for all its workers."""
    mia = tmp_path_factory.getbasetemp()
    return mia if worker_id == "master" else mia.parent


@pytest.fixture(scope="session")
def vista():
    """The real data, read once by each worker. To be read only."""
    return carica_vista(RADICE)


@pytest.fixture(scope="session")
def solo_pagine(comune):
    """The pages of the real data, as `mkdocs build --strict` alone makes them. To be read only."""
    return costruito(comune, "solo-pagine", con_mkdocs)


@pytest.fixture(scope="session")
def sito_intero(comune, pytestconfig):
    """The real data as `ciclo costruisci` publishes them, PDFs and open data too. To be read only.

    Where the deep tests do not run, without the longest PDFs that they alone read.
    """
    return costruito(
        comune, "sito-intero", con_meno_carta if "not prova" in pytestconfig.option.markexpr else con_ciclo
    )


def esegui(*argomenti):
    """Run `ciclo` in this process: (exit code, standard output, standard error)."""
    from scripts.ciclo import main

    fuori, dentro = io.StringIO(), io.StringIO()
    with redirect_stdout(fuori), redirect_stderr(dentro):
        try:
            main([str(a) for a in argomenti])
        except SystemExit as fine:
            return int(fine.code or 0), fuori.getvalue(), dentro.getvalue()
    pytest.fail("main returned without an exit code")
