"""No text of ours is run by a spreadsheet that opens our tables, and it reads back as it was; numbers stay numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.model.foglio import com_era, neutra
from macros.publish.dati.aperti import dati_aperti
from macros.publish.dati.risultati import in_csv
from macros.reading.scrivi.modifica_csv import con_cella
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import unica
from macros.reading.testo.tabelle import leggi_csv
from macros.vista.vista import carica_vista
from tests.progetto_copia import RADICE, ciclo, copia_progetto, sostituisci

PERICOLOSI = (
    "=cmd|'/c calc'!A0",
    "+39 030 12345",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20A1",
    "=",
    "-",
    "testo;=1+1",
    "testo\n=1+1",
    "testo; @A1",
    'testo";=1+1',
)
INNOCUI = ("-1", "-1.25", "-1,25", "1.1", "Pratiche; ritardi", "a=b", "'ndrangheta", "2021-01-28", "", "\u22125")
PARTENZE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.mark.parametrize("testo", PERICOLOSI)
def test_un_testo_che_sembra_una_formula_e_neutralizzato(testo):
    for separatore in ",;":
        scritto = in_csv(["a", "b"], [{"a": "x", "b": testo}])
        celle = [c for riga in csv.reader(io.StringIO(scritto, newline=""), delimiter=separatore) for c in riga]
        assert not [c for c in celle if c.lstrip(" \u00a0").startswith(PARTENZE)], (separatore, celle)


@pytest.mark.parametrize("testo", INNOCUI)
def test_numeri_e_testi_innocui_restano_come_sono(testo):
    assert neutra(testo) == testo


@pytest.mark.parametrize("quanti", [500, pytest.param(2_000, marks=pytest.mark.prova)])
@pytest.mark.slow
def test_ogni_testo_si_rilegge_come_era(quanti):
    @given(st.text(alphabet=" ;\t\r\n'=-+@1,.a\"\uff1d\u00a0", max_size=10))
    @settings(max_examples=quanti)
    def si_rilegge(testo):
        assert com_era(neutra(testo)) == testo

    si_rilegge()


@pytest.mark.parametrize("testo", [t for t in PERICOLOSI + INNOCUI if t == t.strip() and "\r" not in t])
def test_il_nostro_lettore_rida_il_testo(tmp_path, testo):
    file = tmp_path / "prova.csv"
    file.write_text(in_csv(["a", "b"], [{"a": "x", "b": testo}]), encoding="utf-8")
    lettura = Lettura(tmp_path)
    assert [r.celle["b"] for r in leggi_csv(lettura, file, ("a", "b"), ("a",))] == [unica(testo)]
    assert lettura.problemi == []


@pytest.mark.parametrize("valore", [t for t in PERICOLOSI + INNOCUI if t == t.strip() and "\r" not in t])
@pytest.mark.parametrize("prima", ["vecchio", '"vecchio"', "'=1+1", ""])
def test_una_cella_corretta_in_un_file_di_dati_non_e_una_formula(tmp_path, valore, prima):
    file = tmp_path / "prova.csv"
    file.write_bytes(con_cella(f"a;b\n'=x;{prima}\ny;z\n".encode(), {"a": "=x"}, "b", valore))
    celle = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"), newline=""), delimiter=";"))
    assert celle == [["a", "b"], ["'=x", neutra(valore)], ["y", "z"]]
    letti = [r.celle["b"] for r in leggi_csv(Lettura(tmp_path), file, ("a", "b"), ("a",))]
    assert letti == [unica(valore), "z"]


@pytest.mark.slow
def test_nessuna_tabella_pubblicata_ha_una_formula(tmp_path):
    """A formula in the title of an objective of the real data: in the open data, in the comparison, in the series."""
    progetto = copia_progetto(tmp_path / "p")
    sostituisci(progetto / "data/2021/obiettivi/1.2.yml", *_titolo(progetto))
    vista = carica_vista(progetto)
    tabelle = [grezzo.decode() for nome, grezzo in dati_aperti(vista, 2021).items() if nome.endswith(".csv")]
    tabelle.append(ciclo("calcola", "--anno", "2021", "--formato", "csv", radice=progetto).stdout)
    assert sum("'=cmd|" in t for t in tabelle) >= 3
    for tabella in tabelle:
        for riga in csv.reader(io.StringIO(tabella)):
            assert not [c for c in riga if c.startswith(PARTENZE) and not c[1:2].isdigit()]


def _titolo(progetto: Path) -> tuple[str, str]:
    righe = (progetto / "data/2021/obiettivi/1.2.yml").read_text(encoding="utf-8").splitlines()
    riga = next(r for r in righe if r.startswith("titolo:"))
    return riga, "titolo: \"=cmd|'/c calc'!A0\""


def test_le_celle_si_scrivono_in_un_posto_solo():
    moduli = [*(RADICE / "macros").rglob("*.py"), *(RADICE / "scripts").rglob("*.py")]
    scrivono = [m for m in moduli if "csv.writer" in (t := m.read_text(encoding="utf-8")) or "csv.DictWriter" in t]
    posti = sorted(m.relative_to(RADICE).as_posix() for m in scrivono)
    assert posti == [
        "macros/publish/dati/risultati.py",
        "macros/reading/registro/forma.py",
    ]  # the register, as it is read


def test_il_dizionario_dei_dati_aperti_lo_dice():
    assert "apostrofo" in (RADICE / "content/dati.md").read_text(encoding="utf-8")
