"""Editing a data file changes the asked value and not one other byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.reading.scrivi import scrittura
from macros.reading.scrivi.modifica import ModificaImpossibileError, con_chiave, con_valore
from macros.reading.scrivi.scrittura import scrivi

TESTO = """# Però: «già» \N{ROCKET}
codice: "2.2"
titolo: Perché no # un commento
vuoto:
descrizione: >-
  Due righe
  di testo.
indicatori:
  - codice: "2.2.a" # il primo
    target: {"30-06": 40, 2021: 85,  2022: '88'}
    peso: 60
  # fra i due
  - codice: "2.2.b"
    peso: {2021: 40}
ultimo: [a, b]
"""


@pytest.mark.parametrize(
    ("passi", "valore", "prima", "dopo"),
    [
        (("indicatori", "2.2.a", "target", "2021"), "83", "2021: 85", "2021: 83"),
        (("indicatori", "2.2.a", "target", "2022"), "82,5", "'88'", "'82,5'"),
        (("indicatori", "2.2.a", "target", "30-06"), "82,5", '"30-06": 40', '"30-06": "82,5"'),
        (("indicatori", "2.2.b", "peso", "2021"), "45", "{2021: 40}", "{2021: 45}"),
        (("codice",), "2.3", '"2.2"\n', '"2.3"\n'),
        (("titolo",), "L'altro: «più» \N{ROCKET}", "Perché no #", '"L\'altro: «più» \N{ROCKET}" #'),
        (("titolo",), "no # commento", "Perché no #", '"no # commento" #'),
        (("vuoto",), "pieno", "vuoto:\n", "vuoto: pieno\n"),
        (("descrizione",), "Una sola.", "Due righe\n  di testo.\n", "Una sola.\n"),
    ],
)
@pytest.mark.parametrize("a_capo", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_cambia_solo_il_valore_chiesto(passi, valore, prima, dopo, a_capo, bom) -> None:
    grezzo = (bom + TESTO.replace("\n", a_capo)).encode()
    assert TESTO.count(prima) == 1
    atteso = (bom + TESTO.replace(prima, dopo).replace("\n", a_capo)).encode()
    assert con_valore(grezzo, passi, valore) == atteso


@pytest.mark.parametrize(
    ("passi", "chiave", "dopo", "prima", "atteso"),
    [
        ((), "impronta", "", "ultimo: [a, b]\n", "ultimo: [a, b]\nimpronta: abc\n"),
        (("indicatori", "2.2.a"), "storico", "codice", "# il primo\n", "# il primo\n    storico: abc\n"),
        (("indicatori", "2.2.a"), "storico", "", "    peso: 60\n", "    peso: 60\n    storico: abc\n"),
        (("indicatori", "2.2.b", "peso"), "2022", "", "{2021: 40}", '{2021: 40, "2022": abc}'),
        ((), "sintesi", "descrizione", "  di testo.\n", "  di testo.\nsintesi: abc\n"),
    ],
)
@pytest.mark.parametrize("a_capo", ["\n", "\r\n"])
def test_aggiunge_una_chiave_e_nient_altro(passi, chiave, dopo, prima, atteso, a_capo) -> None:
    grezzo = TESTO.replace("\n", a_capo).encode()
    assert TESTO.count(prima) == 1
    assert (
        con_chiave(grezzo, passi, chiave, "abc", dopo=dopo)
        == TESTO.replace(prima, atteso).replace("\n", a_capo).encode()
    )


def test_senza_a_capo_in_fondo() -> None:
    assert con_chiave(b"a: 1", (), "b", "2") == b"a: 1\nb: 2"
    assert con_valore(b"a: 1", ("a",), "2") == b"a: 2"


@pytest.mark.parametrize(
    ("testo", "passi", "detto"),
    [
        ("a: 1\n", ("b",), "«b» non c'è"),
        ("a: [1, 2]\n", ("a",), "si modifica a mano"),
        ("a: &x 1\nb: *x\n", ("b",), "si modifica a mano"),
        ("", ("a",), "«a» non c'è"),
    ],
)
def test_cio_che_toccherebbe_altro_si_rifiuta(testo: str, passi, detto: str) -> None:
    with pytest.raises(ModificaImpossibileError, match=detto):
        con_valore(testo.encode(), passi, "2")


def test_scrive_tutto_o_niente(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    vecchio, nuovo = tmp_path / "data" / "a.yml", tmp_path / "data" / "nuova" / "b.yml"
    vecchio.write_bytes(b"a: 1\n")
    originale = Path.replace

    def guasto(self: Path, destinazione: Path) -> Path:
        if destinazione == nuovo:
            raise OSError(28, "No space left on device")
        return originale(self, destinazione)

    with monkeypatch.context() as m:
        m.setattr(scrittura.Path, "replace", guasto)
        with pytest.raises(OSError, match="No space"):
            scrivi(tmp_path, {vecchio: b"a: 2\n", nuovo: b"b: 1\n"})
    assert vecchio.read_bytes() == b"a: 1\n"
    assert [f.name for f in tmp_path.rglob("*") if f.is_file()] == ["a.yml"]
    scrivi(tmp_path, {vecchio: b"a: 2\n", nuovo: b"b: 1\n"})
    assert (vecchio.read_bytes(), nuovo.read_bytes()) == (b"a: 2\n", b"b: 1\n")
    assert len([f for f in tmp_path.rglob("*") if f.is_file()]) == 2
