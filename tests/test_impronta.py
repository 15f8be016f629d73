"""The fingerprint follows the manual's recipe; writing a figure another way does not change it."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml

from macros.model.archivio import BILANCIO, EVIDENZE
from macros.model.problems import Documento
from macros.reading.blocco.impronta import NUMERI
from macros.reading.progetto import impronte
from tests.progetto_copia import RADICE, copia_progetto, sostituisci


@pytest.fixture
def progetto(tmp_path: Path) -> Path:
    return copia_progetto(tmp_path / "progetto")


MANUALE = (RADICE / "content/manuale/approvazioni.md").read_text(encoding="utf-8")
CON_NUMERI = set(re.findall(r"`([^`]+)`", re.findall(r"e queste: (.*?)\. Altrove", MANUALE)[0]))
VUOTI = (None, {}, [])


def _forma(nodo, chiave=""):
    """The recipe of the manual, on what PyYAML's base loader reads: text and nothing else."""
    if isinstance(nodo, dict):
        figli = {k: _forma(v, k) for k, v in nodo.items()}
        return {k: v for k, v in figli.items() if v not in VUOTI}
    if isinstance(nodo, list):
        return [f for v in nodo if (f := _forma(v, chiave)) not in (None, []) and (f != {} or isinstance(v, dict))]
    return _testo(nodo, chiave)


def _testo(nodo, chiave):
    brani = [" ".join(brano.split()) for brano in re.split(r"\n\s*\n", nodo)]
    testo = "\n\n".join(b for b in brani if b)
    if testo in {"", "null", "~"}:
        return "" if chiave == "tetto" else None
    if chiave not in CON_NUMERI and not re.match(r"\d\d", chiave):
        return testo
    if re.fullmatch(r"-?\d+([.,]\d+)?", testo):
        intera, _, decimali = testo.replace(",", ".").partition(".")
        decimali = decimali.rstrip("0")
        return f"{int(intera)}.{decimali}" if decimali else str(int(intera))
    if data := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", testo):
        return f"{data[3]}-{int(data[2]):02}-{int(data[1]):02}"
    return testo


def _yaml(file: Path):
    return _forma(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))  # noqa: S506 - texts only


def _righe(file: Path, tiene=lambda riga: True, via=()):
    with file.open(encoding="utf-8-sig", newline="") as aperto:
        righe = [r for r in csv.DictReader(aperto, delimiter=";") if tiene(r)]
    forme = [{k: _forma(v, k) for k, v in r.items() if v and k not in via} for r in righe]
    return sorted(forme, key=lambda f: json.dumps(f, sort_keys=True))


def _somma(parti: dict) -> str:
    piene = {k: v for k, v in parti.items() if v not in VUOTI}
    testo = json.dumps(piene, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(testo.encode()).hexdigest()


def _come_prima(obiettivo: dict, variazione: dict) -> dict:
    """Take back by hand a variation that changes the values of one objective and all its indicators."""
    for cambio in variazione["cambi"]:
        *passi, ultimo = re.findall(r"[^.\[\]]+", cambio["campo"])
        nodo = obiettivo
        for passo in passi:
            nodo = nodo[int(passo) - 1] if isinstance(nodo, list) else nodo[passo]
        nodo[ultimo] = cambio["da"]
    return obiettivo | {"indicatori": [tolto["scheda"] for tolto in variazione["toglie"]]}


def test_il_manuale_dice_quali_chiavi_contengono_numeri() -> None:
    assert CON_NUMERI == NUMERI


@pytest.mark.slow
def test_si_rifa_con_la_ricetta_del_manuale() -> None:
    cartella = RADICE / "data" / "2021"

    def nome(file: Path) -> str:
        return file.relative_to(RADICE).as_posix()

    def del_piano() -> dict:
        return {
            nome(f): _yaml(f)
            for f in [
                *(cartella / dove for dove in ("smvp.yml", "albero.yml", "risorse.yml", "piani.yml")),
                *cartella.glob("obiettivi/*.yml"),
            ]
        }

    piano, oggi = del_piano(), del_piano()
    (variato,) = (i for i in piano["data/2021/obiettivi/3.2.1.yml"]["indicatori"] if i["codice"] == "3.2.1.b")
    assert variato["target"]["31-12"] == "380"
    variato["target"]["31-12"] = "440"  # the approved variations that came after June: taken away
    regole = piano["data/2021/smvp.yml"]
    regole["sistema"] |= {"delibera": "126", "data": "2019-12-19"}
    regole["valutazione_individuale"] = {"fasce": regole["valutazione_individuale"]["fasce"]}
    di_giugno = dict(piano)
    azienda = nome(cartella / "obiettivi/AS.2.yml")
    piano[azienda] = _come_prima(_yaml(cartella / "obiettivi/AS.2.yml"), _yaml(cartella / "variazioni/1.yml"))
    assert impronte(RADICE, 2021)[Documento.PIANO] == _somma(piano)

    giugno = di_giugno | {nome(f): _righe(f) for f in cartella.glob("monitoraggio/*.csv")}
    giugno |= {nome(f): _yaml(f).get("monitoraggio") for f in cartella.glob("schede/*.yml")}
    giugno[nome(cartella / "misure.csv")] = _righe(cartella / "misure.csv", via=("al_31_12",))
    giugno[nome(cartella / "fasi.csv")] = _righe(
        cartella / "fasi.csv", lambda r: r["raggiunta_il"] and _forma(r["raggiunta_il"]) <= "2021-06-30"
    )
    assert impronte(RADICE, 2021)[Documento.MONITORAGGIO] == _somma(giugno)

    tabelle = (f for f in cartella.rglob("*.csv") if f.parent.name != EVIDENZE.allegati and f.name != BILANCIO.dove)
    finale = oggi | {nome(f): _righe(f) for f in tabelle}
    finale |= {nome(f): _yaml(f) for f in [*cartella.glob("schede/*.yml"), *cartella.glob("variazioni/*.yml")]}
    finale[nome(cartella / "oiv.yml")] = _yaml(cartella / "oiv.yml")
    assert impronte(RADICE, 2021)[Documento.RELAZIONE] == _somma(finale)


def test_scrivere_diversamente_non_la_cambia(progetto: Path) -> None:
    prima = impronte(progetto, 2021)
    smvp = progetto / "data" / "2021" / "smvp.yml"
    sostituisci(smvp, "  data: 2021-07-29\n", "  data: '29/07/2021' # la stessa data\n")
    sostituisci(smvp, "ente: {decimali: 2}", "ente:\n    decimali: 2.0")
    consuntivo = progetto / "data" / "2021" / "consuntivo" / "anagrafica.csv"
    righe = consuntivo.read_text(encoding="utf-8").splitlines()
    consuntivo.write_bytes(("\ufeff" + "\r\n".join([righe[0], *reversed(righe[1:])]) + "\r\n").encode())
    assert impronte(progetto, 2021) == prima


def test_ogni_documento_ha_la_sua(progetto: Path) -> None:
    prima = impronte(progetto, 2021)
    consuntivo = progetto / "data" / "2021" / "consuntivo" / "anagrafica.csv"
    consuntivo.write_text(consuntivo.read_text(encoding="utf-8").replace("\n2.1.b;", "\n2.1.b;9", 1), encoding="utf-8")
    dopo = impronte(progetto, 2021)
    assert dopo[Documento.PIANO] == prima[Documento.PIANO]
    assert dopo[Documento.MONITORAGGIO] == prima[Documento.MONITORAGGIO]
    assert dopo[Documento.RELAZIONE] != prima[Documento.RELAZIONE]
