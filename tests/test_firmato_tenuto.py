"""The document that comes back signed is kept with its act, published beside the one that is read, and names nobody."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import click
import pytest

from macros.checks.esame import esamina
from macros.model.formato import peso_file
from macros.model.problems import DataError, Documento, errori
from macros.publish.contesto.contesto import Contesto
from macros.publish.iter.versioni import iter_e_versioni
from macros.publish.pacco import manifesto, pacco_di
from macros.publish.pagine.esposti import esposti
from macros.publish.pagine.tappe import documenti_anno
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.testo.lettura import Aperti
from macros.vista.copie import copia_archivio
from macros.vista.vista import carica_vista
from scripts.consegna import consegna
from scripts.sito.costruzione import CostruzioneError, _scrivi_tenuti
from tests import firmati as f
from tests.progetto_copia import ciclo, copia_di, progetto_piccolo, registra_atti
from tests.test_casi import approva

NOI = f.nostro()
APPROVATI = Path("data/2021/approvati")
ATTO = Path("data/2021/atti/2021-01-28-giunta-piano.yml")
IN_PDF = APPROVATI / "firmati" / "piano-2021-firmato.pdf"
IN_BUSTA = APPROVATI / "firmati" / "piano-2021.pdf.p7m"


def _approvato(cartella: Path) -> None:
    """Write the small project with its Piano approved, and a small PDF as the archive copy."""
    progetto_piccolo(cartella)
    approva(cartella, "piano")
    (cartella / "data" / "registro.csv").unlink()
    atto = cartella / ATTO
    testo = atto.read_text(encoding="utf-8")
    atto.write_text(f"{testo}copia: {hashlib.sha256(NOI).hexdigest()}\n", encoding="utf-8")
    (cartella / APPROVATI / "piano-2021.pdf").write_bytes(NOI)
    registra_atti(cartella)


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return copia_di("firmato", _approvato, tmp_path / "progetto")


def _tieni(progetto: Path, byte: bytes, nome: str = "tornato.pdf") -> int:
    tornato = progetto.parent / nome
    tornato.write_bytes(byte)
    return _consegna(progetto, "piano", tornato)


def _consegna(progetto: Path, documento: str, tornato: Path, *altro: str) -> int:
    argomenti = [documento, "--anno", "2021", "--firmato", str(tornato), "--radice", str(progetto), *altro]
    return consegna.main(argomenti, standalone_mode=False)


def _stato(progetto: Path) -> dict[str, bytes]:
    return {str(p.relative_to(progetto)): p.read_bytes() for p in sorted((progetto / "data").rglob("*")) if p.is_file()}


def test_cio_che_torna_firmato_si_tiene_con_il_suo_atto_e_una_riga_del_registro(progetto, capsys):
    firmato = f.firmato()
    assert _tieni(progetto, firmato) == 0
    assert (progetto / IN_PDF).read_bytes() == firmato
    assert f"firmato: {hashlib.sha256(firmato).hexdigest()}\n" in (progetto / ATTO).read_text(encoding="utf-8")
    detto = capsys.readouterr().out
    assert "quello approvato, byte per byte" in detto
    assert "resta PDF/A-3a e PDF/UA-1" in detto
    assert "Non è verificata la validità dei certificati" in detto
    assert "registro, riga" in detto
    assert not list(errori(esamina(progetto, 2021)[1]))


def test_il_nome_di_chi_firma_si_vede_soltanto_sul_terminale(progetto, capsys):
    assert _tieni(progetto, f.firmato()) == 0
    detto = capsys.readouterr()
    assert f.NOME in detto.out
    assert "NVNFRM" not in detto.out + detto.err, "the code of a person is said to nobody"
    scritti = {nome for nome, byte in _stato(progetto).items() if f.NOME.encode() in byte or b"NVNFRM" in byte}
    assert scritti <= {str(IN_PDF)}
    for html in _pagine(progetto):
        assert f.NOME not in html


@pytest.mark.slow
def test_chi_firma_dopo_gli_altri_lo_rimanda_e_il_registro_lo_dice(progetto, capsys):
    una = f.firmato()
    assert _tieni(progetto, una) == 0
    prima = _stato(progetto)
    assert _tieni(progetto, una) == 0
    assert "È già registrato" in capsys.readouterr().out
    assert _stato(progetto) == prima
    assert _tieni(progetto, f.seconda_firma(una)) == 0
    assert not list(errori(esamina(progetto, 2021)[1]))
    righe = (progetto / "data" / "registro.csv").read_text(encoding="utf-8").splitlines()
    assert sum("tornato firmato" in riga for riga in righe) == 2
    assert _tieni(progetto, f.busta(NOI)) == 1, "another kind of file would stand beside the first"


@pytest.mark.parametrize(
    ("byte", "detto"),
    [
        pytest.param(f.busta(NOI.replace(b"92,40", b"98,40")), "è un altro documento", id="un altro"),
        pytest.param(f.firmato()[:-9], "non si legge senza ambiguità", id="troncato"),
        pytest.param(f.busta(NOI, separata=True), "un file separato dal documento", id="separata"),
        pytest.param(b"x" * (17 * 2**20), "serve un file di al più 16 MiB", id="enorme"),
    ],
)
def test_di_cio_che_non_e_dimostrabile_non_si_scrive_niente(progetto, capsys, byte, detto):
    prima = _stato(progetto)
    assert _tieni(progetto, byte) == 1
    errore = capsys.readouterr().err
    assert detto in errore
    assert "Niente è stato scritto" in errore
    assert _stato(progetto) == prima


def test_un_file_al_posto_della_cartella_si_dice_con_il_suo_nome(progetto):
    (progetto / IN_PDF.parent).write_bytes(b"")
    with pytest.raises(ModificaImpossibileError, match=r"^«data/2021/approvati/firmati» è un file"):
        _tieni(progetto, f.firmato())


def test_senza_copia_d_archivio_non_c_e_con_che_cosa_confrontare(progetto, capsys):
    tornato = progetto.parent / "tornato.p7m"
    tornato.write_bytes(f.busta(NOI))
    assert _consegna(progetto, "relazione", tornato) == 1
    assert "ciclo approva relazione --anno 2021" in capsys.readouterr().err
    (progetto / APPROVATI / "piano-2021.pdf").unlink()
    assert _consegna(progetto, "piano", tornato) == 1
    assert "git restore data/2021/approvati/piano-2021.pdf" in capsys.readouterr().err


def test_un_comando_scritto_male_si_ferma_prima(progetto):
    with pytest.raises(click.UsageError, match="senza --firmato"):
        _consegna(progetto, "piano", progetto / "mkdocs.yml", "--sostituisci")
    with pytest.raises(click.UsageError, match="copia d'archivio: piano, "):
        _consegna(progetto, "comunicazione", progetto / "mkdocs.yml")
    with pytest.raises(FileNotFoundError):
        _consegna(progetto, "piano", progetto / "non-c-e.pdf")


def _pagine(progetto: Path) -> list[str]:
    """Return the pages that list the document, as a public build has them."""
    ctx = Contesto(vista=carica_vista(progetto, pubblico=True), pagina="2021/piano/iter.html")
    in_linea = (detto for riga in esposti(ctx, [Documento.PIANO]) for formato in riga.formati for detto in formato)
    return [iter_e_versioni(ctx, "piano"), documenti_anno(ctx, anno=2021), " ".join(in_linea)]


@pytest.mark.parametrize(
    ("byte", "nome", "detto"),
    [
        pytest.param(f.busta(NOI), IN_BUSTA.name, "busta p7m", id="p7m"),
        pytest.param(
            f.firmato(campo=f.campo(rettangolo="50 50 200 100", altro="/F 4")),
            IN_PDF.name,
            "la firma si vede (pagina 1, 53 × 18 mm), e il PDF firmato non è più PDF/A-3a né PDF/UA-1",
            id="PDF",
        ),
    ],
)
@pytest.mark.slow
def test_ogni_pagina_che_elenca_il_documento_dice_che_c_e_quello_firmato(progetto, byte, nome, detto):
    assert all(nome not in html for html in _pagine(progetto))
    assert _tieni(progetto, byte) == 0
    iter_, documenti, in_linea = pagine = _pagine(progetto)
    assert all(f"documenti/2021/{nome}" in html for html in pagine)
    assert all(testo in iter_ for testo in (detto, hashlib.sha256(byte).hexdigest()))
    breve = f"firmato ({'PDF' if nome.endswith('.pdf') else 'p7m'}, {peso_file(len(byte))})"
    assert all(breve in html for html in (documenti, in_linea))
    pacco = pacco_di(carica_vista(progetto, pubblico=True), 2021, "piano")
    assert detto in pacco.pdf[nome]
    scritto = manifesto(pacco, {}, "", "")["documento"]["firmato"]
    assert (scritto["file"], scritto["firme"]) == (nome, 1)
    assert scritto["profili_conservati"] is (nome == IN_BUSTA.name)
    assert scritto["certificati_verificati"] is False
    assert f.NOME not in str(scritto)


def _a_mano(progetto: Path, byte: bytes) -> None:
    """Keep a file as if it had come back signed, without the command that examines it."""
    (progetto / IN_BUSTA).parent.mkdir()
    (progetto / IN_BUSTA).write_bytes(byte)
    with (progetto / ATTO).open("a", encoding="utf-8") as atto:
        atto.write(f"firmato: {hashlib.sha256(byte).hexdigest()}\n")
    (progetto / "data" / "registro.csv").unlink()
    registra_atti(progetto)


@pytest.mark.slow
def test_un_file_messo_a_mano_che_non_contiene_la_copia_e_un_errore_che_si_rimedia_col_comando(progetto, capsys):
    _a_mano(progetto, f.busta(NOI.replace(b"92,40", b"98,40")))
    (errore,) = errori(esamina(progetto, 2021)[1])
    assert (errore.source.path, errore.code) == (IN_BUSTA.as_posix(), "FIRMATO-NON-DIMOSTRATO")
    with pytest.raises(DataError, match="FIRMATO-NON-DIMOSTRATO"):
        carica_vista(progetto)
    assert _consegna(progetto, "piano", progetto / IN_BUSTA) == 1
    assert "è un altro documento" in capsys.readouterr().err
    assert _tieni(progetto, f.busta(NOI)) == 0
    assert not list(errori(esamina(progetto, 2021)[1]))


def test_un_file_che_cambia_mentre_si_costruisce_ferma_la_costruzione(progetto):
    assert _tieni(progetto, f.busta(NOI)) == 0
    vista = carica_vista(progetto, pubblico=True)
    copia = copia_archivio(vista, 2021, Documento.PIANO)
    (progetto / IN_BUSTA).write_bytes(f.busta(NOI.replace(b"92,40", b"98,40")))
    adesso = replace(vista, aperti=Aperti())
    with pytest.raises(CostruzioneError, match="non è più ciò che fu registrato"):
        list(_scrivi_tenuti(adesso, copia, progetto / "site", print))


@pytest.mark.slow
def test_la_costruzione_pubblica_il_file_firmato_com_e_con_la_sua_somma(progetto):
    firmato = f.firmato()
    assert _tieni(progetto, firmato) == 0
    assert ciclo("costruisci", "--pubblico", radice=progetto).returncode == 0
    documenti = progetto / "site" / "documenti" / "2021"
    assert (documenti / IN_PDF.name).read_bytes() == firmato
    assert (documenti / "piano-2021.pdf").read_bytes() == NOI
    somma = f"{hashlib.sha256(firmato).hexdigest()}  {IN_PDF.name}"
    assert somma in (documenti / "SHA256SUMS").read_text(encoding="utf-8")
    assert IN_PDF.name in (progetto / "site" / "versione.json").read_text(encoding="utf-8")
