"""A document is printed again when, and only when, something that its bytes depend on has changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from macros.publish.carta import memoria, stamperia
from macros.publish.carta.fascicolo import Allegato
from macros.publish.carta.memoria import TENUTI, Memoria, Stampato, chiave
from macros.reading.git.provvisorie import PREFISSO, tenuta
from tests.esempio_carta import fascicolo, scrivi_pagina

PDF = b"%PDF-1.7\n\nnot really\n"
FOGLI = ("@font-face {}", "p { margin: 0 }")


@pytest.fixture
def sito(tmp_path: Path) -> Path:
    scrivi_pagina(tmp_path / "sito", "unica", '<h1>Uno</h1><p><img src="figura.svg" alt="Due cerchi"></p>')
    _figura(tmp_path / "sito").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    return tmp_path / "sito"


def _figura(sito: Path) -> Path:
    return sito / "2021" / "relazione" / "figura.svg"


@pytest.fixture
def impaginati(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the documents that were laid out: in this process, without WeasyPrint."""
    titoli: list[str] = []

    def impagina(fascicolo, html, sito, *_):
        titoli.append(fascicolo.titolo)
        figura = "ciclo:sito/2021/relazione/figura.svg"
        assert figura in html
        return Stampato(len(titoli), PDF, {figura: memoria.sha256(_figura(sito).read_bytes()).hexdigest()})

    class Subito:
        """Runs at once what it is given."""

        def __init__(self, **_):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def submit(self, funzione, *argomenti):
            fatto = stamperia.Future()
            fatto.set_result(funzione(*argomenti))
            return fatto

    monkeypatch.setattr(stamperia, "impagina", impagina)
    monkeypatch.setattr(stamperia, "ProcessPoolExecutor", Subito)
    return titoli


def _costruisci(sito: Path, tmp_path: Path, *, da_capo: bool = False, **diversi: object) -> list[str]:
    """Print the document as a build does; return what was said."""
    righe: list[str] = []
    mia = Memoria(tmp_path / "memoria", da_capo)
    uno = fascicolo(capitoli=("unica.md",), **diversi)
    stamperia.stampa_tutti([uno], sito, tmp_path / "documenti", righe.append, mia)
    file = tmp_path / "documenti" / "2021" / "relazione-2021.pdf"
    assert file.read_bytes() == PDF
    file.unlink()
    return righe


def _tenuti(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "memoria").rglob("*-2021/*"))


def test_cio_che_non_cambia_si_riprende(sito, tmp_path, impaginati):
    _costruisci(sito, tmp_path)
    assert _costruisci(sito, tmp_path) == ["Relazione sulla performance 2021: invariato, 1 pagine"]
    assert len(impaginati) == 1


def test_chi_aspetta_i_documenti_tiene_i_suoi_caratteri(sito, tmp_path, impaginati):
    """A browser that finds no fonts falls: only the processes of the pool do without the machine's."""
    prima = dict(os.environ)
    _costruisci(sito, tmp_path)
    assert dict(os.environ) == prima


def test_da_capo_rifa_e_ricorda(sito, tmp_path, impaginati):
    _costruisci(sito, tmp_path)
    _costruisci(sito, tmp_path, da_capo=True)
    assert len(impaginati) == 2
    assert _costruisci(sito, tmp_path) == ["Relazione sulla performance 2021: invariato, 2 pagine"]


def test_una_figura_che_cambia_si_vede(sito, tmp_path, impaginati):
    """Its address in the document stays the same."""
    _costruisci(sito, tmp_path)
    _figura(sito).write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>')
    _costruisci(sito, tmp_path)
    _figura(sito).write_bytes(b"")
    _costruisci(sito, tmp_path)
    assert len(impaginati) == 3


def test_un_foglio_che_cambia_durante_la_stampa_si_vede(sito, tmp_path, impaginati, monkeypatch):
    vera = stamperia.impagina

    def impagina(*argomenti):
        monkeypatch.setattr(stamperia, "fogli_di_stile", lambda: FOGLI)
        return vera(*argomenti)

    monkeypatch.setattr(stamperia, "impagina", impagina)
    _costruisci(sito, tmp_path)
    _costruisci(sito, tmp_path)
    assert len(impaginati) == 2


def test_una_figura_che_non_c_e_piu_non_si_indovina(sito, tmp_path, impaginati):
    _costruisci(sito, tmp_path)
    _figura(sito).unlink()
    with pytest.raises(FileNotFoundError):
        _costruisci(sito, tmp_path)
    assert len(impaginati) == 1  # the one HTML file asks for it before the PDF does


ALLEGATO = Allegato(nome="a.csv", descrizione="Dati", contenuto=b"1", data=dt.date(2022, 2, 24))
DIVERSI = {
    "il titolo": {"titolo": "Relazione 2021"},
    "gli atti": {"atti": ()},
    "l'impronta": {"impronta": "f" * 64},
    "la data": {"data": dt.date(2022, 2, 25)},
    "un allegato in meno": {"allegati": ()},
    "il contenuto di un allegato": {"allegati": (dataclasses.replace(ALLEGATO, contenuto=b"2"),)},
    "il nome di un allegato": {"allegati": (dataclasses.replace(ALLEGATO, nome="b.csv"),)},
    "la descrizione di un allegato": {"allegati": (dataclasses.replace(ALLEGATO, descrizione="Altro"),)},
    "la data di un allegato": {"allegati": (dataclasses.replace(ALLEGATO, data=dt.date(2022, 2, 25)),)},
}


@pytest.mark.parametrize("diverso", DIVERSI.values(), ids=DIVERSI)
def test_cio_che_il_documento_dice_di_se_fa_ristampare(sito, tmp_path, impaginati, diverso):
    _costruisci(sito, tmp_path, allegati=(ALLEGATO,))
    _costruisci(sito, tmp_path, **({"allegati": (ALLEGATO,)} | diverso))
    assert len(impaginati) == 2


@pytest.mark.parametrize(
    "cambia",
    [
        lambda m: m.setattr(memoria, "version", lambda nome: "70.1" if nome == "weasyprint" else "1"),
        lambda m: m.setattr(memoria, "version", lambda nome: "0.14" if nome == "pydyf" else "1"),
        lambda m: m.setattr(memoria, "_versione_c", lambda funzione, _: "9" if "pango" in funzione else "1"),
        lambda m: m.setattr(memoria, "_versione_c", lambda funzione, _: "9" if "hb_" in funzione else "1"),
        lambda m: m.setattr(memoria.caratteri, "FACCE", memoria.caratteri.FACCE[1:]),
    ],
    ids=["WeasyPrint", "pydyf", "Pango", "HarfBuzz", "i caratteri"],
)
def test_ogni_versione_e_nella_chiave(monkeypatch, cambia):
    def con(cambiamento):
        with monkeypatch.context() as m:
            m.setattr(memoria, "version", lambda _: "1")
            m.setattr(memoria, "_versione_c", lambda *_: "1")
            cambiamento(m)
            memoria.programma.cache_clear()
            return chiave(fascicolo(), "<p>", FOGLI)

    prima = con(lambda _: None)
    assert con(lambda _: None) == prima
    assert con(cambia) != prima
    memoria.programma.cache_clear()


@pytest.mark.slow
def test_ogni_modulo_da_cui_i_byte_dipendono_e_nella_chiave():
    """All that printing imports, wherever it lies: code that moves to a new folder must not leave old PDFs behind."""
    codice = (
        "import sys, macros.publish.carta.stampa, macros.publish.carta.stamperia, macros.publish.carta.finisher\n"
        "print(*sorted(m.__file__ for n, m in sys.modules.items() if n.partition('.')[0] in {'macros', 'scripts'}))"
    )
    esito = subprocess.run([sys.executable, "-c", codice], capture_output=True, encoding="utf-8", check=True)
    moduli = [Path(m) for m in esito.stdout.split()]
    assert {"finisher.py", "struttura.py", "modelli.py"} < {m.name for m in moduli}
    for modulo in moduli:
        impronta = memoria.sha256(modulo.read_bytes()).hexdigest()
        assert f"{modulo.relative_to(memoria.MACROS).as_posix()} {impronta}" in memoria.programma()


def test_una_cartella_nuova_del_programma_e_nella_chiave(tmp_path, monkeypatch):
    def programma():
        memoria.programma.cache_clear()
        return memoria.programma()

    monkeypatch.setattr(memoria, "MACROS", tmp_path)
    (tmp_path / "publish" / "carta" / "nuova").mkdir(parents=True)
    prima = programma()
    modulo = tmp_path / "publish" / "carta" / "nuova" / "tratti.py"
    modulo.write_text("SPESSORE = 1\n", encoding="utf-8")
    con_il_modulo = programma()
    modulo.write_text("SPESSORE = 2\n", encoding="utf-8")
    assert len({prima, con_il_modulo, programma()}) == 3
    memoria.programma.cache_clear()


def test_le_versioni_delle_librerie_si_sanno():
    versioni = [memoria._versione_c(funzione, nomi) for funzione, nomi in memoria._LIBRERIE]
    assert all(v.count(".") == 2 for v in versioni), versioni
    assert memoria._versione_c("nessuna", ("libnessuna.so",)) == ""


def test_il_foglio_di_stile_e_nella_chiave():
    chiavi = {chiave(fascicolo(), "<p>", fogli) for fogli in (FOGLI, FOGLI[::-1], (*FOGLI, ""), ("".join(FOGLI),))}
    assert len(chiavi) == 4


@pytest.mark.parametrize(
    "guasta",
    [
        lambda b: b[:-1],
        lambda b: b[:40],
        lambda b: b"",
        lambda b: b[:-3] + b"X" + b[-2:],
        lambda b: b.replace(b'"pagine": 1', b'"pagine": 9'),
        lambda b: b"\xff" + b,
        lambda b: b"\n" + b,
    ],
    ids=["manca un byte", "metà", "vuoto", "un byte diverso", "pagine diverse", "non ASCII", "riga vuota"],
)
def test_una_voce_guasta_si_rifa(sito, tmp_path, impaginati, guasta):
    _costruisci(sito, tmp_path)
    [voce] = _tenuti(tmp_path)
    intera = voce.read_bytes()
    voce.write_bytes(guasta(intera))
    assert voce.read_bytes() != intera
    _costruisci(sito, tmp_path)
    assert len(impaginati) == 2
    assert _costruisci(sito, tmp_path) == ["Relazione sulla performance 2021: invariato, 2 pagine"]


def test_la_voce_di_un_altra_chiave_non_si_prende(sito, tmp_path, impaginati):
    """Whole and true, but put where another printing is looked for."""
    _costruisci(sito, tmp_path)
    [voce] = _tenuti(tmp_path)
    grezza = voce.read_bytes()
    _costruisci(sito, tmp_path, titolo="Altro titolo 2021")
    [altra] = [v for v in _tenuti(tmp_path) if v != voce]
    altra.write_bytes(grezza)
    _costruisci(sito, tmp_path, titolo="Altro titolo 2021")
    assert len(impaginati) == 3


def test_senza_dove_scrivere_si_stampa_lo_stesso(sito, tmp_path, impaginati):
    (tmp_path / "memoria").write_text("a file where the folder should be", encoding="utf-8")
    _costruisci(sito, tmp_path)
    _costruisci(sito, tmp_path)
    assert len(impaginati) == 2


def test_restano_le_ultime_usate(sito, tmp_path, impaginati):
    titoli = [f"Relazione {n} del 2021" for n in range(TENUTI + 2)]
    for titolo in titoli[:TENUTI]:
        _costruisci(sito, tmp_path, titolo=titolo)
    for eta, voce in enumerate(_tenuti(tmp_path)):
        os.utime(voce, (time.time() - 100 - eta,) * 2)
    _costruisci(sito, tmp_path, titolo=titoli[0])  # used again: it must not go
    for titolo in titoli[TENUTI:]:
        _costruisci(sito, tmp_path, titolo=titolo)
    assert len(_tenuti(tmp_path)) == TENUTI
    fatti = len(impaginati)
    for titolo in (titoli[0], *titoli[TENUTI:]):
        _costruisci(sito, tmp_path, titolo=titolo)
    assert len(impaginati) == fatti == TENUTI + 2


def test_cio_che_una_costruzione_uccisa_ha_lasciato_va_via(sito, tmp_path, impaginati):
    _costruisci(sito, tmp_path)
    [voce] = _tenuti(tmp_path)
    lasciata = voce.parent / f"{PREFISSO}12345678"
    with tenuta(voce.parent, PREFISSO) as viva:
        for cartella in (lasciata, viva):
            cartella.mkdir(exist_ok=True)
            (cartella / voce.name).write_bytes(voce.read_bytes()[:30])
        Memoria(tmp_path / "memoria").sgombra()
        assert not lasciata.exists()
        assert viva.exists(), "another build is writing it"
        _costruisci(sito, tmp_path, titolo="Altro titolo 2021")
        assert viva.exists()
    _costruisci(sito, tmp_path)
    assert len(impaginati) == 2
