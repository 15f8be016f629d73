"""The archive copy: what was approved is kept as the PDF it was, sealed with its act, and published byte for byte."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
import yaml

from macros.engine.ciclo import calcola
from macros.model.archivio import ISTANTANEA
from macros.model.problems import Documento
from macros.model.registro import Irregolare
from macros.model.valori import Periodo
from macros.reading.blocco.impronta import sha256_di
from macros.reading.progetto import impronte, leggi_progetto
from macros.reading.registro.accoda import Chiesto
from macros.reading.scrivi.modifica import con_chiave
from macros.reading.testo.lettura import Lettura
from macros.vista.copie import copia_archivio
from macros.vista.vista import carica_vista
from tests.conftest import esegui
from tests.lettura_uscite import in_parole, leggi_pagina, leggi_pdf
from tests.progetto_copia import RADICE, ciclo, copia_di, progetto_piccolo, registra_atti, sostituisci
from tests.test_casi import approva

FINTA = b"%PDF-1.7\nUn PDF che nessun programma di oggi stamperebbe.\n"
ATTO = "data/2021/atti/2021-01-28-giunta-piano.yml"
COPIA = "data/2021/approvati/piano-2021.pdf"
NOME = Path(ATTO).stem


def _approvato(radice: Path) -> None:
    progetto_piccolo(radice)
    approva(radice, "piano")


def tenuta(radice: Path, grezzo: bytes = FINTA, motivo: str = "Aggiunta la copia") -> None:
    """Keep a PDF as the archive copy of the plan, with its row of the register."""
    (radice / COPIA).write_bytes(grezzo)
    atto = (radice / ATTO).read_bytes()
    (radice / ATTO).write_bytes(con_chiave(atto, (), "copia", sha256_di(grezzo)))
    registra_atti(radice, Chiesto(motivi={NOME: motivo}, rettificate={NOME: frozenset({"copia"})}))


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    """The small project with its plan approved before copies were kept."""
    return copia_di("senza-copia", _approvato, tmp_path / "p")


def irregolari(radice: Path) -> list[Irregolare]:
    return [i.che for i in leggi_progetto(Lettura(radice)).anni[2021].irregolarita]


def codici(radice: Path) -> list[str]:
    lettura = Lettura(radice)
    leggi_progetto(lettura)
    return sorted(p.code for p in lettura.problemi)


def test_a_un_documento_approvato_prima_la_copia_non_e_chiesta(progetto: Path) -> None:
    assert (codici(progetto), irregolari(progetto)) == ([], [])
    assert copia_archivio(carica_vista(progetto), 2021, Documento.PIANO) is None


def test_una_copia_si_aggiunge_con_una_riga_e_le_righe_di_prima_restano(progetto: Path) -> None:
    prima = (progetto / "data/registro.csv").read_bytes()
    tenuta(progetto)
    dopo = (progetto / "data/registro.csv").read_bytes()
    assert dopo.startswith(prima)
    assert len(dopo.splitlines()) == len(prima.splitlines()) + 1
    assert (codici(progetto), irregolari(progetto)) == ([], [])
    copia = copia_archivio(carica_vista(progetto), 2021, Documento.PIANO)
    assert (copia.sha256, copia.corretta, copia.nome) == (sha256_di(FINTA), False, "piano-2021.pdf")


def test_una_copia_registrata_non_si_cambia_neanche_con_una_rettifica(progetto: Path) -> None:
    tenuta(progetto)
    sostituisci(progetto / ATTO, sha256_di(FINTA), sha256_di(b"altra"))
    (progetto / COPIA).write_bytes(b"altra")
    assert irregolari(progetto) == [Irregolare.ATTO_CAMBIATO]
    registra_atti(progetto, Chiesto(motivi={NOME: "M"}, rettificate={NOME: frozenset({"copia"})}))
    assert irregolari(progetto) == [Irregolare.RETTIFICA]


def test_togliere_la_copia_e_la_sua_impronta_si_vede(progetto: Path) -> None:
    tenuta(progetto)
    (progetto / COPIA).unlink()
    assert codici(progetto) == ["COPIA-MANCANTE"]
    sostituisci(progetto / ATTO, f"copia: {sha256_di(FINTA)}\n", "")
    assert (codici(progetto), irregolari(progetto)) == ([], [Irregolare.ATTO_CAMBIATO])


def test_archivia_dice_perche_no(progetto: Path) -> None:
    def detto(*argomenti: str) -> str:
        codice, fuori, errore = esegui("archivia", *argomenti, "--anno", "2021", "--radice", progetto)
        assert (codice, fuori) == (1, "")
        assert "Niente è stato scritto." in errore
        return errore

    assert "«.venv/bin/ciclo approva relazione --anno 2021»" in detto("relazione")
    tenuta(progetto)
    assert "la copia d'archivio c'è già" in detto("piano")


def test_di_cio_che_fu_corretto_la_copia_e_un_altra_cosa(progetto: Path) -> None:
    """Chapters put right by an errata: the copy stays what it was, and is published beside."""
    tenuta(progetto)
    giorno = "tipo: errata\norgano: Giunta\nnumero: delibera 40\ndata: 2021-05-06\noggetto: Errata\ndocumento: piano\n"
    (progetto / "data/2021/atti/2021-05-06-giunta-errata.yml").write_text(giorno, encoding="utf-8")
    registra_atti(progetto, Chiesto(testi={"2021-05-06-giunta-errata": Documento.PIANO}))
    copia = copia_archivio(carica_vista(progetto), 2021, Documento.PIANO)
    assert (copia.corretta, copia.nome) == (True, "piano-2021-copia-approvata.pdf")


def _scritto(nome: str, forma: object) -> str:
    """A file of a snapshot, from its canonical form."""
    if nome.endswith(".yml"):
        return yaml.safe_dump(forma, allow_unicode=True, sort_keys=False)
    colonne = list(dict.fromkeys(c for riga in forma for c in riga))
    testo = io.StringIO(newline="")
    scrittore = csv.DictWriter(testo, colonne, delimiter=";", restval="", lineterminator="\n")
    scrittore.writeheader()
    scrittore.writerows(forma)
    return testo.getvalue()


def stampati(ciclo_) -> dict[str, object]:
    return {c: s.stampato for figure in ciclo_.figure.values() for c, s in figure.items()}


@pytest.mark.prova
def test_le_cifre_di_ogni_anno_chiuso_sono_quelle_della_sua_istantanea(tmp_path: Path) -> None:
    """Reckoned anew by today's program from the snapshot alone, as it was approved: the same, figure by figure."""
    vista = carica_vista(RADICE)
    chiusi = [n for n in vista.anni if vista.atto(n, Documento.RELAZIONE)]
    assert chiusi
    for anno in chiusi:
        radice = tmp_path / str(anno)
        approvata = json.loads((RADICE / f"data/{anno}" / ISTANTANEA[Documento.RELAZIONE].dove).read_text("utf-8"))
        for nome, forma in approvata.items():
            file = radice / nome
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_scritto(nome, forma), encoding="utf-8")
        shutil.copytree(RADICE / f"data/{anno}/atti", radice / f"data/{anno}/atti")
        shutil.copy(RADICE / "data/ente.yml", radice / "data")
        allora = leggi_progetto(Lettura(radice)).anni[anno].di(Documento.RELAZIONE)
        oggi = vista.ciclo(anno, Periodo.DICEMBRE)
        attesi = oggi.approvati or {c: s for c, s in stampati(oggi).items() if s is not None}
        rifatti = stampati(calcola(allora, Periodo.DICEMBRE))
        assert {c: rifatti[c] for c in attesi} == attesi
        assert len(attesi) > 20


@pytest.fixture(scope="module")
def fatti(tmp_path_factory) -> tuple[Path, Path]:
    """A small project with its plan approved in full, and one with the copy added later."""
    radice = progetto_piccolo(tmp_path_factory.mktemp("copia") / "p")
    altra = Path(shutil.copytree(radice, radice.parent / "altra", symlinks=True))
    come = (
        *("approva", "piano", "--anno", "2021", "--organo", "Giunta", "--atto", "delibera 5"),
        *("--data", "28/01/2021", "--impronta", impronte(radice, 2021)[Documento.PIANO]),
    )
    esiti = [ciclo(*come, radice=radice), ciclo(*come, "--senza-pdf", radice=altra)]
    esiti += [ciclo("archivia", "piano", "--anno", "2021", radice=altra)]
    assert [e.returncode for e in esiti] == [0, 0, 0], [e.stderr for e in esiti]
    return radice, altra


@pytest.mark.prova
@pytest.mark.xdist_group("copie")
class TestLaCopiaStampata:
    """What two commands kept."""

    def test_aggiunta_dopo_e_la_stessa_byte_per_byte(self, fatti):
        """What is printed from data with that impronta is one file, whenever it is printed."""
        radice, altra = fatti
        assert (radice / COPIA).read_bytes() == (altra / COPIA).read_bytes()
        assert [codici(r) for r in fatti] == [[], []]
        assert [irregolari(r) for r in fatti] == [[], []]

    def test_ha_in_copertina_l_atto_e_non_la_proposta(self, fatti):
        testo = in_parole(leggi_pdf(fatti[0] / COPIA))
        assert "Giunta, delibera 5 del 28 gennaio 2021" in testo
        assert "Proposta" not in testo


@pytest.mark.slow
def test_il_sito_pubblica_quel_file_qualunque_cosa_stampi_il_programma(progetto: Path) -> None:
    """A copy that today's program would never print goes out as it is, with its checksum, and the page says so."""
    tenuta(progetto)
    esito = ciclo("costruisci", "--pubblico", radice=progetto)
    assert esito.returncode == 0, esito.stderr
    sito = progetto / "site"
    assert (sito / "documenti/2021/piano-2021.pdf").read_bytes() == FINTA
    assert f"{sha256_di(FINTA)}  piano-2021.pdf" in (sito / "documenti/2021/SHA256SUMS").read_text("utf-8")
    versione = json.loads((sito / "versione.json").read_text("utf-8"))
    assert versione["file"]["documenti/2021/piano-2021.pdf"] == sha256_di(FINTA)
    detto = "È la copia d'archivio della versione che fu approvata: non cambia di un byte. SHA-256"
    assert f"{detto} {sha256_di(FINTA)}" in leggi_pagina(sito / "2021/piano/iter.html")
