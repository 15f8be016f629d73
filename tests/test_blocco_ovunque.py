"""Any single edit of a locked year is an error that names it, and the lines that the message proposes make it right.

Every value of the plan, every cell, row and text of what was surveyed, a sample in the quick tests.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from macros.checks.esame import esamina
from macros.model.archivio import EVIDENZE
from macros.model.problems import Problem, errori
from macros.reading.blocco.impronta import alberi_del_piano
from macros.reading.blocco.percorsi import Passi, nomi_elementi
from macros.reading.scrivi.modifica import con_valore
from macros.reading.testo.lettura import Lettura, Located
from tests.progetto_copia import registra_atti
from tests.test_casi import MINI, approva

pytestmark = pytest.mark.slow

OIV = "tipo: validazione_oiv\norgano: OIV\nnumero: verbale 5\ndata: 2021-09-14\noggetto: V\ndocumento: piano\n"
GIUNTA = (
    "tipo: approvazione_giunta\norgano: Giunta\nnumero: delibera 90\ndata: 2021-09-23\noggetto: V\ndocumento: piano\n"
)
ERRATA = "tipo: errata\norgano: Giunta\nnumero: delibera 20\ndata: 2022-03-10\noggetto: C\ndocumento: relazione\n"
CITATI = {"variazioni": {"atto_oiv": "oiv-1", "atto_giunta": "giunta-1"}, "errata": {"atto": "errata-1"}}
PASSO = 29
"""One edit in so many, in the quick tests."""


def foglie(nodo: Located, sopra: Passi = ()) -> Iterator[tuple[Passi, str]]:
    if isinstance(nodo.valore, dict):
        for chiave, sotto in nodo.valore.items():
            yield from foglie(sotto, (*sopra, chiave))
    elif isinstance(nodo.valore, list):
        for nome, sotto in zip(nomi_elementi(nodo.valore), nodo.valore, strict=False):
            yield from foglie(sotto, (*sopra, nome))
    elif nodo.valore:
        yield sopra, nodo.valore


def altro(valore: str) -> str:
    """Return a value of the same kind."""
    if re.fullmatch(r"-?\d+([.,]\d+)?", valore):
        return str(float(valore.replace(",", ".")) + 1).removesuffix(".0")
    if re.match(r"\d{4}-", valore):
        return valore[:-1] + ("2" if valore[-1] != "2" else "3")
    return f"{valore} è: altro #1"


def del_piano() -> list[tuple[str, bytes]]:
    """Return each edit of one value of the plan: file and what it holds after it."""
    alberi = alberi_del_piano(Lettura(MINI), MINI / "data/2021")
    return [
        (nome, con_valore((MINI / nome).read_bytes(), passi, altro(valore)))
        for nome, albero in alberi.items()
        for passi, valore in foglie(albero)
        if valore not in {"si", "no"}
    ]


def del_rilevato() -> list[tuple[str, bytes]]:
    """Return each edit of a cell, each row taken away and each edit of a text."""
    cambi = []
    for file in sorted((MINI / "data/2021").rglob("*.csv")):
        if file.parent.name == EVIDENZE.allegati:  # sealed by the fingerprint in its row: `test_evidenze`
            continue
        righe = file.read_text(encoding="utf-8").splitlines()
        for n, riga in enumerate(righe[1:], start=1):
            celle = riga.split(";")
            nuove = [
                ";".join([*celle[:j], altro(c) if c else "7", *celle[j + 1 :]])
                for j, c in enumerate(celle)
                if '"' not in riga
            ]
            for nuova in (*nuove, None):
                testo = [*righe[:n], *([] if nuova is None else [nuova]), *righe[n + 1 :]]
                cambi.append((file.relative_to(MINI).as_posix(), ("\n".join(testo) + "\n").encode()))
    for file in sorted((MINI / "data/2021/schede").glob("*.yml")):
        righe = file.read_text(encoding="utf-8").splitlines()
        for n, riga in enumerate(righe):
            if ": " in riga:
                testo = [*righe[:n], riga + " x", *righe[n + 1 :]]
                cambi.append((file.relative_to(MINI).as_posix(), ("\n".join(testo) + "\n").encode()))
    return cambi


def progetto_bloccato(radice: Path, *documenti: str) -> Path:
    shutil.copytree(MINI, radice)
    for documento in documenti:
        approva(radice, documento)
    for nome, testo in (("oiv-1", OIV), ("giunta-1", GIUNTA), ("errata-1", ERRATA)):
        (radice / f"data/2021/atti/{nome}.yml").write_text(testo, encoding="utf-8")
    registra_atti(radice)
    assert errori(esamina(radice)[1]) == ()
    return radice


def proposte(trovati: tuple[Problem, ...], cartella: str) -> dict[str, object]:
    """Return the record that the messages propose."""
    record: dict = {"motivo": "m", **CITATI[cartella]}
    for problema in trovati:
        righe = re.search(rf"/{cartella}/1\.yml (.*)$", problema.fix)
        assert righe, problema
        for chiave, voci in yaml.safe_load(righe[1]).items():
            record[chiave] = [*record.get(chiave, []), *voci]
    return record


def prova(radice: Path, cambi: list[tuple[str, bytes]], cartella: str) -> None:
    spiegati = 0
    for nome, dopo in cambi:
        file = radice / nome
        prima = file.read_bytes()
        file.write_bytes(dopo)
        trovati = errori(esamina(radice)[1])
        assert nome in {p.source.path for p in trovati}, (nome, dopo.decode(), trovati)
        bloccati = tuple(p for p in trovati if p.code == "BLOCCO-CAMBIATO")
        if bloccati:  # else the value itself does not read, which is told instead
            record = radice / f"data/2021/{cartella}/1.yml"
            record.parent.mkdir(exist_ok=True)
            record.write_text(yaml.safe_dump(proposte(bloccati, cartella), allow_unicode=True), encoding="utf-8")
            restano = [p for p in errori(esamina(radice)[1]) if p.code.startswith(("BLOCCO-", "VAR-"))]
            assert restano == [], (nome, dopo.decode())
            shutil.rmtree(record.parent)
            spiegati += 1
        file.write_bytes(prima)
    assert spiegati > len(cambi) // 2


def test_ogni_valore_del_piano(tmp_path: Path) -> None:
    prova(progetto_bloccato(tmp_path / "p", "piano"), del_piano()[::PASSO], "variazioni")


def test_ogni_valore_rilevato(tmp_path: Path) -> None:
    """Also a row that is gone, of a file that two documents cover in part."""
    prova(progetto_bloccato(tmp_path / "p", "piano", "monitoraggio", "relazione"), del_rilevato()[::PASSO], "errata")


@pytest.mark.prova
def test_proprio_ogni_valore(tmp_path: Path) -> None:
    prova(progetto_bloccato(tmp_path / "p", "piano"), del_piano(), "variazioni")
    interi = ("piano", "monitoraggio", "relazione")
    prova(progetto_bloccato(tmp_path / "r", *interi), del_rilevato(), "errata")


def test_un_tetto_tolto_si_registra_come_dice_il_messaggio(tmp_path: Path) -> None:
    radice = progetto_bloccato(tmp_path / "p", "piano")
    file = radice / "data/2021/obiettivi/2.1.1.yml"
    testo = file.read_text(encoding="utf-8").replace('codice: "2.1.1.b"\n', 'codice: "2.1.1.b"\n    tetto:\n')
    prova(radice, [("data/2021/obiettivi/2.1.1.yml", testo.encode())], "variazioni")
