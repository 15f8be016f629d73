"""Reads a record from what its class says: each key is named once, by the field, with its type in the annotation.

A field whose annotation allows no None is a required key. `metadata` of a field says more: `dal_file`, the name of
the file is its value; `parole`, the words allowed; `come`, one of the ways of reading below.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from macros.model.archivio import FileAnno
from macros.model.piano import Record
from macros.reading.testo.chiavi import Mappa
from macros.reading.testo.files import file_di
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.nodi import leggi_yaml
from macros.reading.testo.scalari import (
    Rifiuto,
    legge_booleano,
    legge_data,
    legge_indirizzo,
    legge_intero,
    legge_numero,
)

R = TypeVar("R", bound=Record)
Valori = dict[str, Any]


def _impronta(testo: str) -> str:
    if re.fullmatch(r"[0-9a-fA-F]{64}", testo):
        return testo.lower()
    raise Rifiuto("ATTO-IMPRONTA", testo, "64 cifre esadecimali (SHA-256)", "ricopiare l'impronta per intero")


def _nome_file(testo: str) -> str:
    if re.search(r"[/\\\x00]", testo) or testo.startswith("."):
        raise Rifiuto("ATTO-FILE", testo, "il nome di un file della cartella atti", "scrivere il nome senza cartelle")
    return testo


COME: Mapping[object, Callable[[str], object]] = {
    Decimal: legge_numero,
    int: legge_intero,
    dt.date: legge_data,
    bool: legge_booleano,
    "impronta": _impronta,
    "indirizzo": legge_indirizzo,
    "nome_file": _nome_file,
}
"""Type of a field, or the way its metadata name → how its value is read."""


@dataclass(frozen=True, slots=True)
class ChiaveRecord:
    """A key of a record."""

    nome: str
    tipo: Any
    richiesto: bool
    extra: Mapping[str, Any]

    def leggi(self, m: Mappa) -> object:
        """Ask a mapping for this key; None: absent, empty or refused (reported)."""
        parole = self.extra.get("parole") or (self.tipo if isinstance(self.tipo, type(StrEnum)) else None)
        if parole is not None:
            return m.scelta(self.nome, parole, richiesta=self.richiesto)
        if get_origin(self.tipo) is tuple:
            return m.testi(self.nome)
        if come := COME.get(self.extra.get("come", self.tipo)):
            return m.letto(self.nome, come, richiesta=self.richiesto)
        return m.testo(self.nome, richiesta=self.richiesto)


def _campi(classe: type[Any]) -> tuple[ChiaveRecord, ...]:
    """Return the keys of a record, in the order of its fields."""
    tipi = get_type_hints(classe)
    chiavi = [
        f for f in fields(classe) if f.init and f.name not in {"source", "luoghi"} and "dal_file" not in f.metadata
    ]
    trovati = []
    for f in chiavi:
        tipo = tipi[f.name]
        ammessi = get_args(tipo) if get_origin(tipo) in {Union, UnionType} else (tipo,)
        proprio = next(t for t in ammessi if t is not NoneType)
        trovati.append(ChiaveRecord(f.name, proprio, NoneType not in ammessi, f.metadata))
    return tuple(trovati)


campi: Callable[[type[Any]], tuple[ChiaveRecord, ...]] = cache(_campi)  # type: ignore[assignment]  # mypy: a class is no Hashable


def valori(m: Mappa, classe: type[Record]) -> Valori:
    """Return what a mapping holds for each key of a record, and report those that no field has."""
    letti = {campo.nome: campo.leggi(m) for campo in campi(classe)}
    m.chiudi()
    return letti


def fatto(m: Mappa, file: Path, classe: type[R], letti: Valori) -> R | None:
    """Return the record of some values; None when a required one is missing (reported)."""
    if any(campo.richiesto and letti[campo.nome] is None for campo in campi(classe)):
        return None
    dal_file = {f.name: file.stem for f in fields(classe) if "dal_file" in f.metadata}
    return classe(source=m.source, luoghi=m.luoghi(), **dal_file, **letti)


def leggi_tipo(lettura: Lettura, cartella: Path, tipo: FileAnno) -> object:
    """Return the records of a kind of file, by the name of their file; of one that stands alone, its record or None."""
    assert tipo.classe is not None  # noqa: S101 - who asks takes those that have one
    file = file_di(cartella, tipo) or ((cartella / tipo.dove,) if tipo.indispensabile else ())
    letti = {}
    for uno in file:
        nodo = leggi_yaml(lettura, uno)
        m = Mappa(lettura, nodo, tipo.detto) if nodo is not None else None
        record = fatto(m, uno, tipo.classe, valori(m, tipo.classe)) if m is not None else None
        if record is None:
            lettura.perduti.add(uno.stem)
        else:
            letti[uno.stem] = record
    return letti if tipo.molti else next(iter(letti.values()), None)
