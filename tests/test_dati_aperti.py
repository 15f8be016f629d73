"""The open data, read by a program that takes nothing of ours: what they declare of themselves is true."""

from __future__ import annotations

from pathlib import Path

import yaml

from macros.publish.dati.tabelle import TABELLE

PUBBLICATE = Path(__file__).parent / "dati" / "colonne-pubblicate.yml"


def test_le_colonne_gia_pubblicate_restano_al_loro_posto_e_le_nuove_vengono_dopo():
    """Who reads a table by position, or by name, goes on reading it: a name here is never changed nor moved."""
    pubblicate = yaml.safe_load(PUBBLICATE.read_text(encoding="utf-8"))
    oggi = {t.file: list(t.colonne) for t in TABELLE}
    assert {file: oggi.get(file, [])[: len(colonne)] for file, colonne in pubblicate.items()} == pubblicate
    assert oggi == pubblicate, "added at the end: write them in colonne-pubblicate.yml too"


def test_ogni_colonna_e_descritta_e_ogni_chiave_e_una_sua_colonna():
    file = {t.file: t for t in TABELLE}
    for t in TABELLE:
        assert t.titolo, t.file
        assert t.riga, t.file
        assert [n for n, c in t.colonne.items() if not c.significato.strip()] == [], t.file
        assert set(t.chiave) <= set(t.colonne), t.file
        for rimando in t.rimandi:
            assert set(rimando.colonne) <= set(t.colonne), t.file
            assert set(rimando.di_la) <= set(file[rimando.tabella].colonne), t.file
