"""VALORE-INSOLITO: what is unlikely in a figure, and who has answered for it. The words are in `tests/casi`."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from macros.checks.esame import cicli_di, esamina
from macros.engine.commenti import commenti
from macros.engine.insoliti import Stranezza, sospetto
from tests.conftest import obiettivo, scrivi_progetto, scrivi_yml

INSOLITI = [
    # value, unit, what is known → why, what it may have been
    ("902", "%", ["88", "86.4"], Stranezza.CENTO, "90.2"),
    ("250", "%", ["85"], Stranezza.CENTO, None),
    ("48", "punti su 5", ["4.2"], Stranezza.SCALA, "4.8"),
    ("0.4", "punti da 1 a 6", ["4"], Stranezza.SCALA, "4"),
    ("-5", "imprese", ["5", "10"], Stranezza.NEGATIVO, "5"),
    ("-1", "%", [], Stranezza.NEGATIVO, None),
    ("-89", "giorni", ["-9", "-8.5"], Stranezza.OLTRE, "-8.9"),
    ("3210", "imprese", ["320", "310"], Stranezza.OLTRE, "321"),
    ("32", "imprese", ["320", "310"], Stranezza.SOTTO, "320"),
    ("321000", "imprese", ["320"], Stranezza.OLTRE, "321"),
    ("20", "incontri", ["2"], Stranezza.OLTRE, "2"),
    ("8.31", "%", ["88"], Stranezza.SOTTO, "83.1"),
    ("65", "%", ["20"], Stranezza.OLTRE, None),
    ("12", "imprese", ["40", "45"], Stranezza.SOTTO, None),
    ("61", "mesi", ["0", "12"], Stranezza.OLTRE, None),
]
AMMESSI = [
    ("110", "%", ["105"]),  # of a target over 100
    ("65", "%", ["20", "64"]),  # as the year before
    ("95", "%", ["100", "30"]),  # as was expected
    ("-8", "giorni", ["-9"]),
    ("-2", "giorni", ["-9"]),  # around zero a ratio says nothing
    ("3", "giorni", ["-9"]),
    ("5", "regolamenti", ["1"]),  # little numbers jump
    ("1", "giorni", ["10"]),
    ("1.8", "%", ["0.5"]),
    ("0", "reclami", ["40"]),  # a count from zero, «al massimo»
    ("40", "reclami", ["0"]),
    ("1000", "imprese", []),
    ("4.8", "punti su 5", ["4"]),
    ("7", "casi su 5", ["6"]),  # no scale
]


@pytest.mark.parametrize(("valore", "unita", "noti", "perche", "forse"), INSOLITI)
def test_insoliti(valore: str, unita: str, noti: list[str], perche: Stranezza, forse: str | None) -> None:
    detto = sospetto(Decimal(valore), unita, map(Decimal, noti))
    assert detto is not None
    assert (detto.perche, detto.forse) == (perche, None if forse is None else Fraction(forse))


@pytest.mark.parametrize(("valore", "unita", "noti"), AMMESSI)
def test_ammessi(valore: str, unita: str, noti: list[str]) -> None:
    assert sospetto(Decimal(valore), unita, map(Decimal, noti)) is None


def test_prima_di_fine_anno_un_conteggio_cresce_ancora() -> None:
    assert sospetto(Decimal(30), "imprese", [Decimal(320)], sotto=False) is None


def insoliti(radice: Path) -> list[str]:
    return [p.source.path for p in esamina(radice)[1] if p.code == "VALORE-INSOLITO"]


def test_cio_che_un_testo_confermato_commenta_non_si_chiede_finche_la_cifra_resta(tmp_path: Path) -> None:
    radice = scrivi_progetto(tmp_path, obiettivi=[obiettivo("1.1", {})], consuntivo={"1.1.a": 902})
    testi = {"consuntivo": {"indicatori": {"1.1.a": {"risultati": "Nove volte l'atteso."}}}}
    scrivi_yml(radice / "data/2021/schede/1.1.yml", testi)
    progetto, _ = esamina(radice)
    assert len(insoliti(radice)) == 1
    nome = "consuntivo 1.1.a risultati"
    impronta = commenti(cicli_di(progetto.anni[2021]))[nome].impronta
    conferme = f"testo;impronta;data;chi\n{nome};{impronta};2022-01-20;Ufficio\n"
    (radice / "data/2021/conferme.csv").write_text(conferme, encoding="utf-8")
    assert insoliti(radice) == []
    (file,) = (radice / "data/2021/consuntivo").iterdir()
    file.write_text(file.read_text(encoding="utf-8").replace("902", "904"), encoding="utf-8")
    assert len(insoliti(radice)) == 1
