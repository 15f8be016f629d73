"""Words decide nothing: with every message and every word of a change said otherwise, the same things come out."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from macros.checks.approvazione import condizioni
from macros.checks.esame import esamina
from macros.model.anno import Anno
from macros.model.problems import Documento, Problem
from macros.model.valori import Periodo
from macros.publish.confronto.gruppi import gruppi
from macros.publish.confronto.parole import Sezione
from macros.publish.iter.delibere import delibera
from macros.publish.pezzi.ritocchi import ritocchi
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.lettura import Lettura
from macros.trail import cambiamenti
from macros.trail.cambiamenti import Cambiamento, Campo
from macros.trail.confronto import Confronto, confronta
from macros.trail.passaggi import Cammino, del_piano, delle_correzioni
from macros.vista.vista import carica_vista
from tests.piano_variato import cambia_il_piano, progetto_con_capitoli, registra
from tests.progetto_copia import RADICE
from tests.test_casi import CASI, leggi_caso, prepara

MESSAGGI = ("found", "expected", "fix")
PAROLE = ("titolo", "scritto_prima", "scritto_dopo", "motivo", "atto", "nota")
"""The fields of a change that are words."""


def opaco(testo: str) -> str:
    """Return other words for a text: two are alike only where the texts were."""
    return f"parole {hashlib.sha256(testo.encode('utf-8', 'replace')).hexdigest()}"


def riscrivi(
    monkeypatch: pytest.MonkeyPatch, classe: type, campi: tuple[str, ...], altre: Callable[[str], str]
) -> None:
    """Make every record of a class say other words from its birth."""
    nomi, vero = [f.name for f in dataclasses.fields(classe)], classe.__init__

    def nasce(self: object, *valori: object, **altri: Any) -> None:
        dati = dict(zip(nomi, valori, strict=False)) | altri
        vero(self, **{nome: altre(v) if nome in campi and v is not None else v for nome, v in dati.items()})

    monkeypatch.setattr(classe, "__init__", nasce)


# --- problems ------------------------------------------------------------------------------------


@pytest.fixture
def messaggi_riscritti(monkeypatch: pytest.MonkeyPatch) -> None:
    riscrivi(monkeypatch, Problem, MESSAGGI, opaco)


def controlla(file: Path, radice: Path) -> None:
    """Compare the problems of a golden case, whose words are others, with those it expects."""
    caso = leggi_caso(file)
    prepara(caso, radice)
    problemi = esamina(radice)[1]
    assert [[p.source.path, p.source.line, p.code] for p in problemi] == caso["problemi"]
    assert all(getattr(p, nome).startswith("parole ") for p in problemi for nome in MESSAGGI)


CON_CONSEGUENZE = [f for f in CASI if f.stem.startswith(("completa", "foglio", "insieme", "pesi"))]


@pytest.mark.parametrize("file", CON_CONSEGUENZE, ids=lambda f: f.stem)
def test_un_messaggio_detto_altrimenti_non_cambia_i_problemi(file: Path, tmp_path: Path, messaggi_riscritti) -> None:
    controlla(file, tmp_path / "p")


ALTRI = [f for f in CASI if f not in CON_CONSEGUENZE]


@pytest.mark.slow
@pytest.mark.parametrize(
    "file",
    [pytest.param(f, id=f.stem, marks=() if n % 4 == 0 else pytest.mark.prova) for n, f in enumerate(ALTRI)],
)
def test_nessun_messaggio_decide(file: Path, tmp_path: Path, messaggi_riscritti) -> None:
    controlla(file, tmp_path / "p")


AZIONI = "azioni: Mappa dei passaggi, regolamento, collaudo della domanda.\n"
ATTESI = [("COMPLETA-CAMPO", ("azioni",)), ("COMPLETA-CAMPO", ("sintesi",)), ("YAML-CHIAVE-IGNOTA", ())]


def test_un_campo_rifiutato_spiega_il_suo_vuoto_comunque_sia_detto(tmp_path: Path, messaggi_riscritti) -> None:
    """Of three gaps, the one of the misspelt key is the same mistake: its key is a fact of the problem."""
    sbagliata = {"cerca": "descrizione: Un solo proc", "metti": "descrizoine: Un solo proc"}
    tolte = [{"cerca": riga, "metti": ""} for riga in (AZIONI, "sintesi: Un procedimento unico per i bandi.\n")]
    prepara({"modifica": {"data/2021/obiettivi/1.1.1.yml": [sbagliata, *tolte]}}, tmp_path / "p")
    problemi = esamina(tmp_path / "p")[1]
    assert sorted((p.code, p.campi) for p in problemi) == ATTESI


def test_le_condizioni_di_un_approvazione_non_leggono_messaggi(tmp_path: Path, monkeypatch) -> None:
    prepara({}, tmp_path / "p")
    (tmp_path / "p/data/2021/schede/2.1.yml").unlink()

    def mancanze() -> list[tuple[int, bool]]:
        progetto, problemi = esamina(tmp_path / "p")
        anno = progetto.anni[2021]
        oggi = anno.approvazione(Documento.PIANO)
        giorno = oggi.data if oggi else None
        return [
            (len(c.mancanze), bool(c.serve))
            for documento in Documento
            for c in condizioni(anno, problemi, documento, giorno, (), anno.regole.data)
        ]

    prima = mancanze()
    riscrivi(monkeypatch, Problem, MESSAGGI, opaco)
    assert mancanze() == prima
    assert any(quante for quante, _ in prima)


# --- changes -------------------------------------------------------------------------------------


@pytest.fixture
def parole_riscritte(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes each change speak in words of its own, that nothing else says."""
    numeri = count()

    def ora() -> None:
        riscrivi(monkeypatch, Cambiamento, PAROLE, lambda _: f"parole {next(numeri)}")
        monkeypatch.setattr(Campo, "__str__", lambda _: f"parole {next(numeri)}")
        for modulo in (cambiamenti, "macros.trail.piano", "macros.publish.confronto.righe"):
            dove = modulo if isinstance(modulo, str) else modulo.__name__
            monkeypatch.setattr(f"{dove}.dentro", lambda *_: f" parole {next(numeri)}")

    return ora


def fatti(c: Cambiamento) -> tuple[object, ...]:
    """Return all of a change but its words; of these only whether they are there."""
    dette = tuple(getattr(c, nome) is None for nome in PAROLE)
    return *(getattr(c, f.name) for f in dataclasses.fields(c) if f.name not in PAROLE), dette


def del_confronto(c: Confronto) -> Iterator[object]:
    """Yield the changes of a comparison, and which of them each table shows, in which order."""
    yield [fatti(x) for x in c.cambiamenti]
    yield {chiave: s.contributi for chiave, s in c.scomposizioni.items()}
    for g in gruppi(Sezione(c, "A", "B")):
        yield g.id, [(r.genere, r.campo, r.effetto, r.mossa, r.senza) for r in g.righe]


def del_cammino(cammino: Cammino) -> Iterator[object]:
    for p in cammino.passaggi:
        yield p.stato, p.variazione.chiave
        if p.confronto:
            yield from del_confronto(p.confronto)
    if cammino.tutto:
        yield from del_confronto(cammino.tutto)


def anni_di(radice: Path) -> dict[int, Anno]:
    return dict(leggi_progetto(Lettura(radice)).anni)


@pytest.mark.slow
def test_le_parole_di_un_cambiamento_non_decidono_fra_due_anni(parole_riscritte) -> None:
    anni = anni_di(RADICE)
    prima = list(del_confronto(confronta(anni[2021], anni[2022], anni)))
    parole_riscritte()
    assert list(del_confronto(confronta(anni[2021], anni[2022], anni))) == prima


@pytest.mark.slow
@pytest.mark.parametrize("quale", ["dimostrazione", "piano variato"])
def test_le_parole_di_un_cambiamento_non_decidono_fra_due_versioni(quale, tmp_path, parole_riscritte) -> None:
    """The variation behind each change is found by what it changes: each of its reasons stays where it was."""
    radice = RADICE
    if quale == "piano variato":
        radice = progetto_con_capitoli(tmp_path / "p", "piano")
        cambia_il_piano(radice)
        registra(radice)
    cammini = [
        (segui, anno) for anno in anni_di(radice).values() if anno.variazioni for segui in (del_piano, delle_correzioni)
    ]
    prima = [list(del_cammino(segui(Lettura(radice), anno))) for segui, anno in cammini]
    assert any(prima)
    parole_riscritte()
    assert [list(del_cammino(segui(Lettura(radice), anno))) for segui, anno in cammini] == prima


@pytest.mark.prova
def test_le_parole_di_un_cambiamento_non_decidono_nelle_pagine(parole_riscritte) -> None:
    """A weight is told with its group, a correction under its figure, whatever else is said of them."""

    def mostrati() -> list[object]:
        vista = carica_vista(RADICE)
        visti: list[object] = []
        for anno in map(vista.anno, vista.anni):
            for p in del_piano(Lettura(RADICE), anno).passaggi:
                d = delibera(anno, p)
                visti.append((d.chiave, d.senza_effetto, [r.indirizzo for r in d.cambi], d.effetti))
                visti += [r.che for r in d.cambi if r.che.startswith("peso ")]
            visti += [[(r.che, r.nome) for r in ritocchi(vista, anno, i, p)] for i in anno.indicatori for p in Periodo]
        return visti

    prima = mostrati()
    assert "peso per il dirigente (Area Amministrativa)" in prima
    parole_riscritte()
    assert mostrati() == prima
