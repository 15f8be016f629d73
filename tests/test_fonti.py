"""The kind of source of a figure: read, published, sealed only where it is written; of a formula the least trusted."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest

from macros.checks.esame import esamina
from macros.engine.fonti import fonte_tipo
from macros.model.problems import Documento
from macros.publish.dati.aperti import dati_aperti
from macros.reading.progetto import impronte
from macros.vista.vista import carica_vista
from tests.progetto_copia import MINI, sostituisci
from tests.test_validazione import dossier

MISURE = """misura;al_30_06;al_31_12;fonte;fonte_tipo
contributi_pagati;160;330;Gestionale dei bandi;{contributi}
giorni_pagamento;14000;29040;Libro mandati;{giorni}
pratiche_lente;300;620;Gestionale del registro;
pratiche_totali;2000;4100;Gestionale del registro;{pratiche}
"""


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MINI, tmp_path / "p"))


def misure(radice: Path, contributi: str = "", giorni: str = "", pratiche: str = "") -> None:
    testo = MISURE.format(contributi=contributi, giorni=giorni, pratiche=pratiche)
    (radice / "data/2021/misure.csv").write_text(testo, encoding="utf-8")


def tipi(radice: Path) -> dict[str, str]:
    anno = esamina(radice)[0].anni[2021]
    return {i.codice: str(tipo) for i in anno.indicatori.values() if (tipo := fonte_tipo(anno, i))}


def test_una_formula_ha_la_fonte_meno_sicura_delle_sue_misure(progetto: Path) -> None:
    """1.1.b is giorni_pagamento / contributi_pagati; 2.1.1.c mixes one that is declared and one that is not."""
    assert tipi(progetto) == {}
    misure(progetto, contributi="sistema", giorni="esterna", pratiche="esterna")
    assert tipi(progetto) == {"1.1.b": "sistema"}
    misure(progetto, contributi="sistema", giorni="interna")
    assert tipi(progetto) == {"1.1.b": "interna"}
    for codice in ("1.1.b", "2.1.1.a"):
        file = progetto / f"data/2021/obiettivi/{codice.rpartition('.')[0]}.yml"
        sostituisci(file, f'  - codice: "{codice}"\n', f'  - codice: "{codice}"\n    fonte_tipo: esterna\n')
    assert tipi(progetto) == {"1.1.b": "esterna", "2.1.1.a": "esterna"}, "what the indicator says holds"


def test_una_colonna_vuota_non_lascia_traccia_e_una_piena_si(progetto: Path) -> None:
    prima = impronte(progetto, 2021)
    misure(progetto)
    assert impronte(progetto, 2021) == prima
    misure(progetto, giorni="esterna")
    dopo = impronte(progetto, 2021)
    assert [d for d in Documento if prima[d] != dopo[d]] == [Documento.MONITORAGGIO, Documento.RELAZIONE]


def test_sta_fra_i_dati_aperti_e_nel_dossier(progetto: Path) -> None:
    """By hand: 12 measured; 1.1.b is of a system, 2.1.1.a external, the other ten say nothing."""
    misure(progetto, contributi="sistema", giorni="esterna")
    file = progetto / "data/2021/obiettivi/2.1.1.yml"
    sostituisci(file, '  - codice: "2.1.1.a"\n', '  - codice: "2.1.1.a"\n    fonte_tipo: esterna\n')
    dati = dati_aperti(carica_vista(progetto), 2021)
    indicatori = {r["codice"]: r["fonte_tipo"] for r in csv.DictReader(io.StringIO(dati["indicatori.csv"].decode()))}
    assert {c: t for c, t in indicatori.items() if t} == {"2.1.1.a": "esterna"}
    righe = csv.DictReader(io.StringIO(dati["misure.csv"].decode()))
    assert {(r["misura"], r["fonte_tipo"]) for r in righe} == {
        ("contributi_pagati", "sistema"),
        ("giorni_pagamento", "esterna"),
        ("pratiche_lente", ""),
        ("pratiche_totali", ""),
    }
    detto = "Fonte degli indicatori misurati: esterna 1, di un sistema 1, non dichiarata 10."
    assert detto in dossier(progetto)
