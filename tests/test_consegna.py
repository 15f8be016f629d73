"""`ciclo consegna`: what leaves the office with an approved document is whole, public, and always the same."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from macros.model.comando import PROGRAMMA
from macros.model.ente import Destinatario
from macros.model.problems import Source
from macros.publish.lettera import leggimi, lettera
from macros.publish.pacco import LEGGIMI, manca, pacco_di, trasmissione
from macros.reading.blocco.impronta import sha256_di
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.vista.vista import carica_vista
from scripts.consegna import CONSEGNABILI, diversi, scrivi_pacco
from scripts.consegna import consegna as comando
from tests.conftest import esegui
from tests.progetto_copia import RADICE, ciclo, copia_di, registra_atti, sostituisci
from tests.progetto_copia import impronte as byte_di
from tests.test_copie import FINTA, _approvato, tenuta
from tests.test_revisioni import git, salva

VERBALE = b"%PDF-1.7\nIl verbale della validazione.\n"
SEGRETO = b"%PDF-1.7\nUn atto di una Relazione che nessuno ha ancora approvato.\n"
OIV = "data/2021/atti/2021-01-20-oiv-validazione-piano.yml"


def _consegnabile(radice: Path) -> None:
    """The plan approved, with its archive copy and a minute; the Relazione still to come, with an act of its own."""
    _approvato(radice)
    atti = radice / "data/2021/atti"
    (atti / "verbale-1.pdf").write_bytes(VERBALE)
    testo = (radice / OIV).read_text(encoding="utf-8")
    righe = [r for r in testo.splitlines() if not r.startswith(("file:", "sha256:"))]
    (radice / OIV).write_text("\n".join([*righe, "file: verbale-1.pdf", f"sha256: {sha256_di(VERBALE)}", ""]), "utf-8")
    (atti / "segreto.pdf").write_bytes(SEGRETO)
    (atti / "2022-01-17-dati.yml").write_text(
        "tipo: validazione_dati\norgano: Dirigente\nnumero: nota 9\ndata: 2022-01-17\noggetto: Dati finali\n"
        f"documento: relazione\nfile: segreto.pdf\nsha256: {sha256_di(SEGRETO)}\n",
        encoding="utf-8",
    )
    (radice / "data/registro.csv").unlink()
    registra_atti(radice)
    tenuta(radice)
    (radice / ".gitignore").write_text("/site/\n/.cache/\n/macros\n/scripts\n/theme\n/build/\n", encoding="utf-8")
    git(radice, "init", "-q", "-b", "main")
    salva(radice, "Il Piano 2021")


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return copia_di("consegnabile", _consegnabile, tmp_path / "p")


def consegna(radice: Path, *argomenti: str) -> tuple[int, str, str]:
    return esegui("consegna", *argomenti, "--anno", "2021", "--radice", radice)


def test_rifiuta_con_tutti_i_motivi_insieme_e_il_rimedio_di_ciascuno(progetto: Path) -> None:
    sostituisci(progetto / "data/2021/obiettivi/2.1.1.yml", "peso: 40", "peso: 41")
    (progetto / "build/altro").mkdir(parents=True)
    for nome in ("appunti.txt", "LEGGIMI.txt"):
        (progetto / "build/altro" / nome).write_text("Miei", encoding="utf-8")
    prima = byte_di(progetto)
    codice, fuori, errore = consegna(progetto, "relazione", "--sostituisci", "--uscita", str(progetto / "build/altro"))
    motivi = [riga.removeprefix("no  ") for riga in errore.splitlines() if riga.startswith("no  ")]
    assert (codice, fuori) == (1, "")
    attesi = (
        "manca l'atto di tipo validazione_oiv. Si registra con «.venv/bin/ciclo atto --anno 2021 --tipo validazione_",
        "manca l'atto di tipo approvazione_giunta. Si registra con «.venv/bin/ciclo approva relazione --anno 2021»",
        "BLOCCO-CAMBIATO",
        "i controlli non passano:",
        "un file non è registrato in git: data/2021/obiettivi/2.1.1.yml. Registrarli (git add, git commit)",
        "contiene altro e non questo pacco",
    )
    for atteso in attesi:
        assert [m for m in motivi if atteso in m], (atteso, motivi)
    assert "Niente è stato scritto." in errore
    assert byte_di(progetto) == prima


def test_senza_git_non_si_sa_da_quale_stato_viene(tmp_path: Path) -> None:
    radice = copia_di("senza-copia", _approvato, tmp_path / "p")
    codice, _, errore = consegna(radice, "piano")
    assert codice == 1
    assert "non è in un deposito di git" in errore


def test_cio_che_manca_si_dice_e_non_si_inventa(progetto: Path) -> None:
    pacco = pacco_di(carica_vista(progetto, pubblico=True), 2021, "piano")
    assert [m.split(" (")[0] for m in manca(pacco)[:2]] == ["la PEC della Camera", "a chi si consegna"]
    testo = lettera(pacco, ["piano-2021.pdf"]).in_testo()
    assert testo.count("[da completare: ") == 3
    assert manca(pacco)[0] in leggimi(pacco)
    a = Destinatario(source=Source("x"), luoghi={}, nome="Unioncamere", documento="piano", ufficio=None, pec="u@x.it")
    ente = replace(pacco.ente, pec="p@x.it", destinatari=(a, replace(a, documento="relazione", nome="Altri")))
    completo = replace(pacco, ente=ente)
    assert [m for m in manca(completo) if "chi firma" not in m] == []
    assert "Unioncamere, PEC: u@x.it" in lettera(completo, []).in_testo()
    assert "Altri" not in lettera(completo, []).in_testo()
    assert 'a Unioncamere"' in trasmissione(completo)


def test_un_pacco_che_c_e_gia_si_confronta_file_per_file(tmp_path: Path) -> None:
    tutto = {LEGGIMI: b"1", "piano-2021/a": b"2"}
    assert diversi(tmp_path, tutto) is None
    scrivi_pacco(tmp_path, tutto)
    assert diversi(tmp_path, tutto) == []
    assert diversi(tmp_path, {**tutto, "piano-2021/a": b"3", "pec.txt": b""}) == ["pec.txt", "piano-2021/a"]
    (tmp_path / "piano-2021/b").symlink_to("a")
    assert diversi(tmp_path, tutto) == ["piano-2021/b"]


def test_ogni_documento_che_si_consegna_e_nel_manuale_e_nell_aiuto() -> None:
    testo = (RADICE / "content/manuale/consegnare.md").read_text(encoding="utf-8")
    (detti,) = re.findall("DOCUMENTO è (.*)", comando.help or "")
    assert [d for d in CONSEGNABILI if f"`{d}`" not in testo] == []
    assert set(re.findall(r"\w\w+", detti)) == set(CONSEGNABILI)


@pytest.mark.slow
def test_il_pacco_e_intero_pubblico_e_sempre_lo_stesso(progetto: Path, tmp_path: Path) -> None:
    """Once with the command line, then all that is promised of it."""
    arrivo = tmp_path / "pacco"
    fatto = ciclo("consegna", "piano", "--anno", "2021", "--uscita", str(arrivo), radice=progetto)
    assert fatto.returncode == 0, fatto.stderr
    dentro = arrivo / "piano-2021"
    file = {f.relative_to(dentro).as_posix(): f.read_bytes() for f in sorted(dentro.rglob("*")) if f.is_file()}

    # what it holds: the archive copy, the minute whose act is public, letter, lists
    assert file["piano-2021.pdf"] == FINTA
    assert file["atti/verbale-1.pdf"] == VERBALE
    assert {n.partition("/")[0] for n in file} == {
        *("piano-2021.pdf", "atti", "dati", "lettera.pdf", "INDICE.txt", "manifesto.json", "SHA256SUMS")
    }

    # the manifest says every file but itself and the sums; the sums every file but themselves; the archive is the same
    manifesto = json.loads(file["manifesto.json"])
    somme = {n: hashlib.sha256(g).hexdigest() for n, g in file.items()}
    soli = {"manifesto.json", "SHA256SUMS"}
    assert {n: v["sha256"] for n, v in manifesto["file"].items()} == {n: s for n, s in somme.items() if n not in soli}
    assert {n: v["byte"] for n, v in manifesto["file"].items()} == {n: len(file[n]) for n in manifesto["file"]}
    testa = leggi_progetto(Lettura(progetto)).registro.testa
    righe = file["SHA256SUMS"].decode().splitlines()
    assert righe[0] == f"# testa del registro: {testa}"
    assert dict(reversed(r.split("  ")) for r in righe[1:]) == {n: s for n, s in somme.items() if n != "SHA256SUMS"}
    assert manifesto["registro"]["testa"] == testa
    assert manifesto["dati"]["commit"] == git(progetto, "rev-parse", "HEAD").strip()
    (del_programma,) = re.findall('^version = "(.*)"$', (RADICE / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert manifesto["programma"] == {"nome": "ciclo", "versione": del_programma}
    assert f"Programma: ciclo {del_programma}\n" in file["INDICE.txt"].decode()
    assert manifesto["documento"]["impronta"] == manifesto["documento"]["impronta_approvata"]
    with zipfile.ZipFile(arrivo / "piano-2021.zip") as compresso:
        assert {n.removeprefix("piano-2021/"): compresso.read(n) for n in compresso.namelist()} == file
        assert {v.date_time for v in compresso.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    # nothing of what no act covers
    tutto = b"\n".join((arrivo / n).read_bytes() for n in byte_di(arrivo))
    assert SEGRETO not in tutto
    assert b"segreto" not in tutto
    assert b"nota 9" not in tutto
    assert not [n for n in file if "31-12" in n or n.endswith("risultati.json")]


@pytest.mark.prova
def test_un_pacco_diverso_resta_finche_non_si_dice_e_la_trasmissione_si_registra(
    progetto: Path, tmp_path: Path
) -> None:
    """What takes its place has the bytes of the first; the command of LEGGIMI is whole."""
    arrivo = tmp_path / "pacco"
    dentro = arrivo / "piano-2021"
    assert consegna(progetto, "piano", "--uscita", str(arrivo))[0] == 0
    primo = byte_di(arrivo)
    assert "Il pacco c'è già, ed è questo" in consegna(progetto, "piano", "--uscita", str(arrivo))[2]
    (dentro / "lettera.pdf").write_bytes(b"un'altra")
    (dentro / "appunti.txt").write_bytes(b"miei")
    diverso = byte_di(arrivo)
    codice, _, errore = consegna(progetto, "piano", "--uscita", str(arrivo))
    assert (codice, byte_di(arrivo)) == (1, diverso)
    assert "c'è già un pacco diverso (piano-2021/appunti.txt, piano-2021/lettera.pdf)" in errore
    assert consegna(progetto, "piano", "--uscita", str(arrivo), "--sostituisci")[0] == 0
    assert byte_di(arrivo) == primo
    (riga,) = (r for r in (arrivo / "LEGGIMI.txt").read_text("utf-8").splitlines() if r.startswith(PROGRAMMA))
    _, *argomenti = shlex.split(riga)
    noti = ("--organo", "Segretario Generale", "--atto", "nota 3", "--data", "01/02/2021", "--protocollo", "0001")
    codice, fuori, errore = esegui(*argomenti, *noti, "--radice", progetto)
    assert codice == 0, errore
    assert "trasmissione-del-piano" in fuori
