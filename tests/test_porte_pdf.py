"""What is published as a PDF: its index names the object that stands there, and no memory of PDFs stands behind it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pydyf
import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from macros.publish.carta.fascicolo import Allegato
from macros.publish.carta.memoria import CARTELLA, sha256
from macros.publish.carta.stampa import stampa
from tests.esempio_carta import fascicolo, scrivi_sito
from tests.progetto_copia import ciclo, dimentica, impronte, progetto_piccolo, stampati
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

GIORNO = dt.date(2022, 2, 24)
CARTA = [pytest.mark.slow, pytest.mark.xdist_group("carta")]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("esempio", marks=CARTA),
        pytest.param("2022", marks=CARTA),
        pytest.param("2021", marks=[*CARTA, pytest.mark.prova]),
    ],
)
def pdf(request, tmp_path_factory) -> list[Path]:
    """The PDF of the example, and those of each year of the real data."""
    if request.param != "esempio":
        return sorted((request.getfixturevalue("sito_intero") / "documenti" / request.param).rglob("*.pdf"))
    cartella = tmp_path_factory.mktemp("indice")
    allegati = [Allegato(nome=f"{n}.csv", descrizione=n, contenuto=b"1", data=GIORNO) for n in ("obiettivi", "aree")]
    esempio = fascicolo(allegati=tuple(allegati))
    stampa(esempio, scrivi_sito(cartella / "sito"), cartella / "esempio.pdf")
    return [cartella / "esempio.pdf"]


@pytest.fixture(scope="module")
def letti(pdf: list[Path]) -> dict[str, PdfReader]:
    """The same by name, as a severe reader has them: what one test has read the next one does not read again."""
    return {file.name: PdfReader(file, strict=True) for file in pdf}


def test_ogni_voce_dell_indice_dice_il_vero(pdf):
    assert pdf
    for file in pdf:
        indice = leggi_indice(file)
        assert indice.guasti == (), file.name
        assert indice.quante()[LIBERO] > 100, "nothing was dropped: this test proves nothing"


def test_nessun_oggetto_e_vuoto(letti):
    """What was dropped is not there, rather than there and empty."""
    for nome, lettore in letti.items():
        vuoti = [n for n in lettore.xref_objStm if lettore.get_object(IndirectObject(n, 0, lettore)) == {}]
        assert vuoti == [], nome


def test_un_lettore_severo_trova_titolo_e_ogni_oggetto(letti):
    for nome, lettore in letti.items():
        assert lettore.metadata.title, nome
        for numero in (*lettore.xref_objStm, *lettore.xref[0]):
            assert lettore.get_object(IndirectObject(numero, 0, lettore)) is not None, (nome, numero)


def test_gli_elenchi_di_nomi_sono_in_ordine(letti):
    """A reader that looks for a name, of an attachment or of a place, halves the list: out of order it finds none."""
    for di, lettore in letti.items():
        radice = lettore.trailer["/Root"]
        elenchi = [radice["/Names"][n] for n in ("/Dests", "/EmbeddedFiles")]
        if not di.startswith("foglio"):  # one sheet has no table, whose headings are what the others name
            elenchi.append(radice["/StructTreeRoot"]["/IDTree"])
        for elenco in elenchi:
            nomi = [nome.original_bytes for nome in elenco["/Names"][0::2]]
            assert len(nomi) > 1
            assert nomi == sorted(set(nomi)), di
        numeri = radice["/StructTreeRoot"]["/ParentTree"]["/Nums"][0::2]
        assert numeri == sorted(set(numeri)), di


def test_mutool_lo_riscrive_senza_dire_niente(pdf, tmp_path):
    for file in pdf:
        comando = [richiedi("mutool"), "clean", str(file), str(tmp_path / "pulito.pdf")]
        esito = subprocess.run(comando, capture_output=True, encoding="utf-8", check=False)
        assert (esito.returncode, esito.stderr) == (0, ""), file.name


# ---- the memory of PDFs is no input of what is published


def _avvelena(memoria: Path) -> int:
    """Append to every PDF of the memory, and seal each entry again as the program does; return how many."""
    voci = [v for v in memoria.rglob("*") if v.is_file()]
    for voce in voci:
        resto = voce.read_bytes().partition(b"\n")[2] + b"%veleno\n"
        voce.write_bytes(sha256(voce.name.encode() + b"\n" + resto).hexdigest().encode() + b"\n" + resto)
    return len(voci)


@pytest.mark.slow
def test_una_costruzione_pubblica_non_prende_niente_dalla_memoria(tmp_path):
    progetto = progetto_piccolo(tmp_path / "progetto")
    (progetto / "data" / "2021" / "atti" / "2021-01-28-giunta-piano.yml").write_text(
        "tipo: approvazione_giunta\norgano: Giunta\nnumero: 5\ndata: 2021-01-28\noggetto: Piano\ndocumento: piano\n",
        encoding="utf-8",
    )
    assert ciclo("costruisci", "--pubblico", radice=progetto).returncode == 0
    prima = impronte(progetto / "site")
    assert "documenti/2021/piano-2021.pdf" in prima
    assert not (progetto / CARTELLA).exists(), "a public build has no memory"
    assert ciclo("costruisci", radice=progetto).returncode == 0
    assert _avvelena(progetto / CARTELLA) == len(stampati(progetto, 2021))
    dimentica(progetto)
    bozza = ciclo("costruisci", radice=progetto)
    assert bozza.stderr.count("invariato") == len(stampati(progetto, 2021)), (
        "the entries are not taken: this test proves nothing"
    )
    assert b"%veleno" in (progetto / "site" / "documenti" / "2021" / "piano-2021.pdf").read_bytes()

    esito = ciclo("costruisci", "--pubblico", radice=progetto)
    assert esito.returncode == 0, esito.stderr
    assert "invariato" not in esito.stderr
    assert json.loads((progetto / "site" / "versione.json").read_text(encoding="utf-8"))["pubblico"] is True
    assert impronte(progetto / "site") == prima


@pytest.mark.slow
@pytest.mark.parametrize("pubblico", [(), ("--pubblico",)], ids=["bozza", "pubblica"])
def test_una_memoria_nel_deposito_di_git_e_rifiutata(tmp_path, pubblico):
    progetto = progetto_piccolo(tmp_path / "progetto")
    voce = progetto / CARTELLA / "relazione-2021" / ("0" * 64)
    voce.parent.mkdir(parents=True)
    voce.write_bytes(b"un PDF di altri")
    for comando in (["init", "-q"], ["add", "--force", ".cache"]):
        subprocess.run(["git", "-C", str(progetto), *comando], check=True)
    esito = ciclo("costruisci", "--senza-pdf", *pubblico, radice=progetto)
    assert (esito.returncode, esito.stdout) == (1, "")
    assert ".cache/ciclo/pdf/relazione-2021/000" in esito.stderr
    assert "Rimedio: git rm -r --cached .cache" in esito.stderr
    assert not (progetto / "site").exists()


@pytest.mark.slow
def test_una_memoria_soltanto_sul_disco_non_si_rifiuta(tmp_path):
    progetto = progetto_piccolo(tmp_path / "progetto")
    shutil.copy(progetto / "mkdocs.yml", progetto / ".cache-altra")
    (progetto / ".cache").mkdir()
    (progetto / ".cache" / "voce").write_bytes(b"")
    for comando in (["init", "-q"], ["add", "--force", ".cache-altra"]):
        subprocess.run(["git", "-C", str(progetto), *comando], check=True)
    esito = ciclo("costruisci", "--senza-pdf", radice=progetto)
    assert esito.returncode == 0, esito.stderr
