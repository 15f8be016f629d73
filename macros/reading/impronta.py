"""The fingerprint of what is approved: SHA-256 over a canonical form of the data files.

Canonical form (specified in the manual): each file as nested keys with text leaves;
empty values dropped, keys sorted, numbers and dates in one spelling, JSON without
spaces. Formatting, comments and the order of keys do not change it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
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


def impronta_documento(radice: Path, anno: int, documento: Documento) -> str:
    """Return the fingerprint of what the approval of a document covers, from the files as they are.

    Plan: rules, tree, objectives, resources. Monitoraggio: the plan, 30/6 values and texts.
    Relazione: the plan, all values and texts, the OIV's file, variations. Fonte: DESIGN 5.
    """
    lettura = Lettura(radice)
    cartella = radice / "data" / str(anno)
    parti: dict[str, Canonica | None] = {}
    file = [cartella / nome for nome in ("smvp.yml", "albero.yml", "risorse.yml")]
    file += elenco(cartella / "obiettivi", ".yml")
    if documento is Documento.RELAZIONE:
        file += [cartella / "oiv.yml", *elenco(cartella / "variazioni", ".yml")]
    for f in file:
        if f.is_file() and (nodo := leggi_yaml(lettura, f)) is not None:
            parti[lettura.nome(f)] = canonica(nodo)
    if documento is not Documento.PIANO:
        tutto = documento is Documento.RELAZIONE
        parti |= dict(_rilevato(lettura, cartella, anno, tutto=tutto))
    return impronta(parti)


def _rilevato(lettura: Lettura, cartella: Path, anno: int, *, tutto: bool) -> Iterable[tuple[str, Canonica | None]]:
    """Values and texts: of 30/6 alone, or all."""
    for periodo in Periodo if tutto else (Periodo.GIUGNO,):
        for f in elenco(cartella / CARTELLE[periodo], ".csv"):
            righe = leggi_csv(lettura, f, COLONNE[periodo], ("indicatore",))
            yield lettura.nome(f), canonica_righe(r.celle for r in righe)
    if (f := cartella / "misure.csv").is_file():
        righe = leggi_csv(lettura, f, COLONNE_MISURE, ("misura",))
        via = () if tutto else ("al_31_12",)
        yield lettura.nome(f), canonica_righe({c: v for c, v in r.celle.items() if c not in via} for r in righe)
    if (f := cartella / "fasi.csv").is_file():
        righe = leggi_csv(lettura, f, COLONNE_FASI, ("indicatore", "fase"))
        fine = Periodo.GIUGNO.data(anno)
        yield lettura.nome(f), canonica_righe(r.celle for r in righe if tutto or _entro(r.celle["raggiunta_il"], fine))
    for f in elenco(cartella / "schede", ".yml"):
        if (nodo := leggi_yaml(lettura, f)) is None or not isinstance(nodo.valore, dict):
            continue
        if tutto:
            yield lettura.nome(f), canonica(nodo)
        elif "monitoraggio" in nodo.valore:
            yield lettura.nome(f), canonica(nodo.valore["monitoraggio"])


def _entro(testo: str, giorno: dt.date) -> bool:
    try:
        return legge_data(testo) <= giorno
    except Rifiuto:
        return False
