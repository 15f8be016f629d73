"""The index of every PDF names the object that stands there: a library that signs, or mends, believes it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pydyf
import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from macros.publish.carta import stampa
from tests.esempio_carta import fascicolo, scrivi_sito
from tests.strumenti import richiedi
from tests.strumenti.indice_pdf import IN_FLUSSO, LIBERO, NEL_FILE, leggi_indice

# ---- the reader of the index finds what is wrong


def _scrivi(file: Path, togli: Callable[[pydyf.PDF, int], None] = lambda _pdf, _n: None) -> Path:
    """Write a PDF of six objects beside the library's own, the fourth taken away."""
    pdf = pydyf.PDF()
    for n in range(6):
        pdf.add_object(pydyf.Dictionary({"Testo": pydyf.String(f"{n} (non è 99 0 R)")}))
    togli(pdf, 6)
    with file.open("wb") as aperto:
        pdf.write(aperto, compress=True)
    return file


def _segnato_libero(pdf: pydyf.PDF, numero: int) -> None:
    pdf.objects[numero].free = "f"


def _al_posto_del_libero(pdf: pydyf.PDF, numero: int) -> None:
    pdf.objects[numero] = pdf.objects[0]


def test_un_oggetto_segnato_libero_sposta_quelli_che_seguono(tmp_path):
    """Of the library, as pinned: what made every index wrong."""
    guasti = leggi_indice(_scrivi(tmp_path / "a.pdf", _segnato_libero)).guasti
    assert [g for g in guasti if "not at place" in g] == [
        f"object {n}: not at place {n - 1} of stream 9" for n in (6, 7, 8)
    ]


def test_un_oggetto_sostituito_con_quello_libero_non_sposta_niente(tmp_path):
    indice = leggi_indice(_scrivi(tmp_path / "a.pdf", _al_posto_del_libero))
    assert indice.guasti == ()
    assert indice.quante() == {LIBERO: 2, NEL_FILE: 2, IN_FLUSSO: 7}


@pytest.mark.parametrize(
    ("guasta", "detto"),
    [
        pytest.param(lambda b: b.replace(b"\n9 0 obj", b"\n8 0 obj"), "object 9: at ", id="un altro oggetto"),
        pytest.param(lambda b: b.replace(b"/Size 11", b"/Size 12"), "not /Size 11", id="la misura"),
        pytest.param(lambda b: b.replace(b"/Root 2 0 R", b"/Root 77 0 R"), "object 77: referred to", id="un rimando"),
        pytest.param(lambda b: b + b"altro", "does not end", id="in coda"),
    ],
)
def test_ogni_guasto_si_trova(tmp_path, guasta, detto):
    file = _scrivi(tmp_path / "a.pdf")
    sano = file.read_bytes()
    assert leggi_indice(file).guasti == ()
    file.write_bytes(guasta(sano))
    assert file.read_bytes() != sano
    assert any(detto in g for g in leggi_indice(file).guasti), leggi_indice(file).guasti


# ---- our files

CARTA = [pytest.mark.slow, pytest.mark.xdist_group("carta")]


@pytest.fixture(scope="module", params=[pytest.param("esempio", marks=CARTA), pytest.param("veri", marks=CARTA)])
def pdf(request, tmp_path_factory) -> list[Path]:
    """The PDF of the example, and all those of the real data."""
    if request.param == "veri":
        return sorted(request.getfixturevalue("sito_intero").rglob("*.pdf"))
    cartella = tmp_path_factory.mktemp("indice")
    stampa(fascicolo(), scrivi_sito(cartella / "sito"), cartella / "esempio.pdf")
    return [cartella / "esempio.pdf"]


def test_ogni_voce_dell_indice_dice_il_vero(pdf):
    assert pdf
    for file in pdf:
        indice = leggi_indice(file)
        assert indice.guasti == (), file.name
        assert indice.quante()[LIBERO] > 100, "nothing was dropped: this test proves nothing"


def test_nessun_oggetto_e_vuoto(pdf):
    """What was dropped is not there, rather than there and empty."""
    for file in pdf:
        lettore = PdfReader(file, strict=True)
        vuoti = [n for n in lettore.xref_objStm if lettore.get_object(IndirectObject(n, 0, lettore)) == {}]
        assert vuoti == [], file.name


def test_un_lettore_severo_trova_titolo_e_ogni_oggetto(pdf):
    for file in pdf:
        lettore = PdfReader(file, strict=True)
        assert lettore.metadata.title, file.name
        for numero in (*lettore.xref_objStm, *lettore.xref[0]):
            assert lettore.get_object(IndirectObject(numero, 0, lettore)) is not None, (file.name, numero)


def test_mutool_lo_riscrive_senza_dire_niente(pdf, tmp_path):
    for file in pdf:
        comando = [richiedi("mutool"), "clean", str(file), str(tmp_path / "pulito.pdf")]
        esito = subprocess.run(comando, capture_output=True, encoding="utf-8", check=False)
        assert (esito.returncode, esito.stderr) == (0, ""), file.name
