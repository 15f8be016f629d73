"""The fingerprint of what is approved: SHA-256 over a canonical form of the data files.

Canonical form (specified in the manual): each file as nested keys with text leaves;
empty values dropped, keys sorted, numbers and dates in one spelling, JSON without
spaces. Formatting, comments and the order of keys do not change it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from macros.model.formato import decimale
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.reading.files import Lettura, elenco
from macros.reading.misure import COLONNE_FASI, COLONNE_MISURE
from macros.reading.nodi import Located, leggi_yaml
from macros.reading.rilevazioni import CARTELLE, COLONNE
from macros.reading.scalari import Rifiuto, legge_data, legge_numero
from macros.reading.tabelle import leggi_csv

Canonica = str | list["Canonica"] | dict[str, "Canonica"]


def canonica(nodo: Located) -> Canonica | None:
    """Return the canonical form of a YAML node; None when it is empty."""
    if isinstance(nodo.valore, dict):
        figli = {chiave: canonica(figlio) for chiave, figlio in nodo.valore.items()}
        return {chiave: figlio for chiave, figlio in sorted(figli.items()) if figlio is not None} or None
    if isinstance(nodo.valore, list):
        return [forma for figlio in nodo.valore if (forma := canonica(figlio)) is not None] or None
    return None if nodo.valore is None else _foglia(nodo.valore)


def canonica_righe(righe: Iterable[Mapping[str, str]]) -> Canonica | None:
    """Return the canonical form of CSV rows: filled cells only, in the order of their content."""
    forme: list[Canonica] = [{c: _foglia(v) for c, v in sorted(riga.items()) if v} for riga in righe]
    return sorted((f for f in forme if f), key=lambda f: json.dumps(f, sort_keys=True)) or None


def _foglia(testo: str) -> str:
    """One spelling for numbers and dates; other texts with single spaces."""
    pulito = " ".join(testo.split())
    try:
        return decimale(legge_numero(pulito))
    except Rifiuto:
        pass
    try:
        return legge_data(pulito).isoformat()
    except Rifiuto:
        return pulito


def impronta(parti: Mapping[str, Canonica | None]) -> str:
    """Return the SHA-256, 64 hex digits, of named parts (file path → canonical form)."""
    piene = {nome: forma for nome, forma in sorted(parti.items()) if forma is not None}
    testo = json.dumps(piene, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(testo.encode("utf-8")).hexdigest()


def impronte_anno(radice: Path, anno: int) -> dict[Documento, str]:
    """Return the fingerprint of what the approval of each document covers, from the files as they are.

    Plan: rules, tree, objectives, resources. Monitoraggio: the plan, 30/6 values and texts.
    Relazione: the plan, all values and texts, the OIV's file, variations. Fonte: DESIGN 5.
    """
    lettura = Lettura(radice)
    cartella = radice / "data" / str(anno)
    piano = [cartella / nome for nome in ("smvp.yml", "albero.yml", "risorse.yml")]
    piano += elenco(cartella / "obiettivi", ".yml")
    forme = dict(_forme(lettura, piano))
    aggiunte = dict(_forme(lettura, [cartella / "oiv.yml", *elenco(cartella / "variazioni", ".yml")]))
    giugno, tutto = _rilevato(lettura, cartella, anno)
    return {
        Documento.PIANO: impronta(forme),
        Documento.MONITORAGGIO: impronta(forme | giugno),
        Documento.RELAZIONE: impronta(forme | aggiunte | tutto),
    }


def _forme(lettura: Lettura, file: Iterable[Path]) -> Iterator[tuple[str, Canonica | None]]:
    for f in file:
        if f.is_file() and (nodo := leggi_yaml(lettura, f)) is not None:
            yield lettura.nome(f), canonica(nodo)


def _rilevato(lettura: Lettura, cartella: Path, anno: int) -> tuple[dict[str, Canonica | None], ...]:
    """Values and texts, by file: of 30/6 alone, and all."""
    giugno: dict[str, Canonica | None] = {}
    tutto: dict[str, Canonica | None] = {}
    for periodo in Periodo:
        for f in elenco(cartella / CARTELLE[periodo], ".csv"):
            righe = leggi_csv(lettura, f, COLONNE[periodo], ("indicatore",))
            tutto[lettura.nome(f)] = canonica_righe(r.celle for r in righe)
            if periodo is Periodo.GIUGNO:
                giugno[lettura.nome(f)] = tutto[lettura.nome(f)]
    if (f := cartella / "misure.csv").is_file():
        celle = [r.celle for r in leggi_csv(lettura, f, COLONNE_MISURE, ("misura",))]
        tutto[lettura.nome(f)] = canonica_righe(celle)
        giugno[lettura.nome(f)] = canonica_righe({c: v for c, v in riga.items() if c != "al_31_12"} for riga in celle)
    if (f := cartella / "fasi.csv").is_file():
        celle = [r.celle for r in leggi_csv(lettura, f, COLONNE_FASI, ("indicatore", "fase"))]
        fine = Periodo.GIUGNO.data(anno)
        tutto[lettura.nome(f)] = canonica_righe(celle)
        giugno[lettura.nome(f)] = canonica_righe(riga for riga in celle if _entro(riga["raggiunta_il"], fine))
    for f in elenco(cartella / "schede", ".yml"):
        if (nodo := leggi_yaml(lettura, f)) is None or not isinstance(nodo.valore, dict):
            continue
        tutto[lettura.nome(f)] = canonica(nodo)
        if "monitoraggio" in nodo.valore:
            giugno[lettura.nome(f)] = canonica(nodo.valore["monitoraggio"])
    return giugno, tutto


def _entro(testo: str, giorno: dt.date) -> bool:
    try:
        return legge_data(testo) <= giorno
    except Rifiuto:
        return False
