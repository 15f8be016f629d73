"""Reads a record from what its class says: each key is named once, by the field, with its type in the annotation.

A field whose annotation allows no None is a required key, a list or a mapping never is; the keys of a mapping are
codes. `metadata` of a field says more: `dal_file`, the name of the file is its value; `chiave`, its key, where that is
not its name; `dentro`, the group of keys that it stands in; `parole`, the words allowed; `come`, one of the ways of
`modi`; `detto`, what one of its items is called; `chiesto`, whether it is missed (`scritto`: where it was not even
written); `se_manca`, what the record then has there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache, cached_property, partial
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from macros.model.file_anno import FileAnno
from macros.reading.anno.modi import COME, MODI
from macros.reading.testo.celle import Celle
from macros.reading.testo.chiavi import UNA_PAROLA, Mappa, leggi
from macros.reading.testo.files import file_di
from macros.reading.testo.lettura import Lettura, Located, RigaCsv
from macros.reading.testo.nodi import leggi_yaml, una_volta
from macros.reading.testo.scalari import fra_parole
from macros.reading.testo.tabelle import leggi_csv, nome_riga

R = TypeVar("R")
Valori = dict[str, Any]


LUOGHI: Mapping[str, Callable[[Mappa], object]] = {"source": lambda m: m.source, "luoghi": Mappa.luoghi}
"""Field that says where a record was written → what it holds."""
LUOGO = "luogo_"
"""Before the name of a key: the field that says where that one was written."""


@dataclass(frozen=True)
class ChiaveRecord:
    """A field of a record: a key, or where it was written."""

    nome: str
    tipo: Any
    richiesto: bool
    extra: Mapping[str, Any]

    @cached_property
    def di_luogo(self) -> bool:
        """True when it only says where the record, or a key of it, was written."""
        return self.nome in LUOGHI or self.nome.startswith(LUOGO)

    @property
    def chiave(self) -> str:
        """The key that it is written under."""
        return str(self.extra.get("chiave", self.nome))

    @cached_property
    def composto(self) -> bool:
        """True for a record, a list, or what is named by its key."""
        return self.per_codice or get_origin(self.tipo) is tuple or is_dataclass(self.tipo)

    @cached_property
    def per_codice(self) -> bool:
        """True for a mapping whose keys are data: codes, each with a record or a text."""
        return get_origin(self.tipo) is Mapping

    @cached_property
    def parole(self) -> Iterable[str] | None:
        """The words allowed; None: others are too."""
        return self.extra.get("parole") or (self.tipo if isinstance(self.tipo, type(StrEnum)) else None)

    @property
    def chiesta(self) -> bool | str:
        """True when its absence is reported; `scritto`: only where it was not even written."""
        chiesto: bool | str = self.extra.get("chiesto", self.richiesto and not self.composto)
        return chiesto

    def leggi(self, m: Mappa) -> object:
        """Return what a mapping has for it; None: absent, empty or refused (reported)."""
        if self.di_luogo:
            return LUOGHI[self.nome](m) if self.nome in LUOGHI else m.luogo(self.nome.removeprefix(LUOGO))
        nome, come = self.chiave, self.extra.get("come", self.tipo)
        chiesto = self.chiesta
        if gruppo := self.extra.get("dentro"):
            sotto = m.sotto(gruppo, richiesta=bool(chiesto))
            if sotto is None:
                return None
            m = sotto
        richiesta = not m.scritta(nome) if chiesto == "scritto" else bool(chiesto)
        if self.parole is not None:
            return m.scelta(nome, self.parole, richiesta=richiesta)
        if modo := MODI.get(come):
            return modo(m, nome, richiesta)
        if self.composto:
            return self._composto(m, richiesta=richiesta)
        legge = COME.get(come)
        return m.letto(nome, legge, richiesta=richiesta) if legge else m.testo(nome, richiesta=richiesta)

    def cella(self, celle: Celle) -> object:
        """Return what a row of a CSV has for it; None: empty, or refused (reported)."""
        if self.parole is not None:
            return celle.leggi(self.chiave, fra_parole(self.parole, UNA_PAROLA))
        legge = COME.get(self.extra.get("come", self.tipo))
        return celle.leggi(self.chiave, legge) if legge else celle.testo(self.chiave)

    def _composto(self, m: Mappa, *, richiesta: bool) -> object:
        """Return the record, or the list of records or of texts, that stands under it."""
        if self.per_codice:
            return self._per_codice(m, richiesta=richiesta)
        if get_origin(self.tipo) is not tuple:
            gruppo = m.mappa(self.chiave, richiesta=richiesta)
            return leggi_record(gruppo, self.tipo) if gruppo else None
        detto = self.extra.get("detto")
        di = get_args(self.tipo)[0]
        if isinstance(di, type(StrEnum)):
            lette = (leggi(m.lettura, nodo, fra_parole(di, UNA_PAROLA)) for nodo in m.elementi(self.chiave))
            return tuple(parola for parola in lette if parola is not None)
        return leggi_elenco(m, self.chiave, di, detto, richiesta=richiesta) if detto else m.testi(self.chiave)

    def _per_codice(self, m: Mappa, *, richiesta: bool) -> dict[str, Any]:
        """Return what stands under each code of a mapping, without what was refused (reported)."""
        gruppo, di = m.mappa(self.chiave, richiesta=richiesta), get_args(self.tipo)[1]
        letti: dict[str, Any] = {}
        for codice, nodo in gruppo.libere() if gruppo else ():
            if di is str:
                letti[codice] = leggi(m.lettura, nodo, str) if nodo.valore is not None else None
            else:
                letti[codice] = leggi_record(Mappa(m.lettura, nodo, f"{self.extra['detto']} «{codice}»"), di)
        return {codice: letto for codice, letto in letti.items() if letto}


@cache
def campi(classe: Any) -> tuple[ChiaveRecord, ...]:  # noqa: ANN401 - any class with fields
    """Return the fields of a record, in their order."""
    tipi = get_type_hints(classe)
    trovati = []
    for f in fields(classe):
        tipo = tipi[f.name]
        ammessi = get_args(tipo) if get_origin(tipo) in {Union, UnionType} else (tipo,)
        proprio = next(t for t in ammessi if t is not NoneType)
        trovati.append(ChiaveRecord(f.name, proprio, NoneType not in ammessi, f.metadata))
    return tuple(trovati)


def valori(m: Mappa, classe: Callable[..., R], **suoi: object) -> Valori:
    """Return what a mapping holds for each field of a record, and report the keys that no field has.

    `suoi`: fields that the caller has read, or how it reads them in their turn.
    """
    letti = {}
    for c in campi(classe):
        letto = suoi[c.nome] if c.nome in suoi else c.leggi(m)
        letti[c.nome] = letto() if callable(letto) else letto
    m.chiudi()
    return letti


def fatto(classe: Callable[..., R], letti: Valori) -> R | None:
    """Return the record of some values; None when a required one is missing (reported)."""
    for campo in campi(classe):
        if letti[campo.nome] is None and campo.richiesto:
            if "se_manca" not in campo.extra:
                return None
            letti[campo.nome] = campo.extra["se_manca"]
    return classe(**letti)


def leggi_record(m: Mappa, classe: Callable[..., R], **suoi: object) -> R | None:
    """Return the record that a mapping holds; None when a required key is missing (reported)."""
    return fatto(classe, valori(m, classe, **suoi))


def leggi_elenco(
    m: Mappa, chiave: str, classe: Callable[..., R], detto: str, *, richiesta: bool = False
) -> tuple[R, ...]:
    """Return the records of a list, without those that have not what is required (reported)."""
    letti = (leggi_record(gruppo, classe) for gruppo in m.gruppi(chiave, detto, richiesta=richiesta))
    return tuple(r for r in letti if r is not None)


def dal_file(classe: Callable[..., object], file: Path) -> Valori:
    """Return the fields of a record that are the name of its file."""
    return {c.nome: file.stem for c in campi(classe) if "dal_file" in c.extra}


def leggi_tipo(lettura: Lettura, cartella: Path, tipo: FileAnno) -> object:
    """Return the records of a kind of file, by the name of their file; of one that stands alone, its record or None.

    Of a CSV its rows, by what names them. A file that a variation took away is there where its day is read.
    """
    solo = cartella / tipo.dove
    rimesso = not tipo.molti and lettura.nodi.get(lettura.nome(solo)) is not None
    file = file_di(cartella, tipo) or ((solo,) if tipo.indispensabile or rimesso else ())
    if tipo.chiave:
        return leggi_righe(lettura, file, tipo)
    letti = {}
    for uno in file:
        nodo = leggi_yaml(lettura, uno)
        record = None
        if nodo is not None:
            record = una_volta(lettura, nodo, (tipo.dove, uno), partial(_dal_nodo, lettura, nodo, tipo, uno))
        if record is None:
            lettura.perduti.add(uno.stem)
        else:
            letti[uno.stem] = record
    return letti if tipo.molti else next(iter(letti.values()), None)


def _dal_nodo(lettura: Lettura, nodo: Located, tipo: FileAnno, file: Path) -> Any:  # noqa: ANN401 - any record
    assert tipo.classe is not None  # noqa: S101 - who asks takes those that have one
    return leggi_record(Mappa(lettura, nodo, tipo.detto), tipo.classe, **dal_file(tipo.classe, file))


def leggi_righe(lettura: Lettura, file: Sequence[Path], tipo: FileAnno) -> dict[str, Any]:
    """Return the records of the rows of CSV files, by what names them; of two with the same name, the first."""
    righe = [leggi_csv(lettura, uno, tipo.colonne, tipo.chiave) for uno in file]
    if len(righe) != 1:
        return _delle_righe(lettura, [r for sue in righe for r in sue], tipo)
    return una_volta(lettura, righe[0], tipo.dove, lambda: _delle_righe(lettura, righe[0], tipo))


def _delle_righe(lettura: Lettura, righe: Iterable[RigaCsv], tipo: FileAnno) -> dict[str, Any]:
    assert tipo.classe is not None  # noqa: S101 - who asks takes those that have one
    lette: dict[str, Any] = {}
    for riga in righe:
        nome, record = nome_riga(riga, tipo.chiave), _riga(Celle(lettura, riga), tipo.classe)
        if record is None:
            lettura.perduti.add(nome)
        elif lette.setdefault(nome, record) is not record:
            lettura.segnala(
                riga.source,
                "RIGA-DOPPIA",
                f"«{nome}» per la seconda volta (la prima è alla riga {lette[nome].source.line})",
                f"una riga sola per {', '.join(tipo.chiave)}",
                "tenere una delle due righe, o sommarle",
            )
    return lette


def _riga(celle: Celle, classe: Callable[..., R]) -> R | None:
    """Return the record of a row; None when a cell that it needs is empty or refused (reported)."""
    luoghi = {"source": celle.riga.source, "luoghi": {c: celle.luogo(c) for c in celle.riga.celle}}
    letti = {c.nome: luoghi[c.nome] if c.di_luogo else c.cella(celle) for c in campi(classe)}
    for campo in campi(classe):
        if campo.richiesto and letti[campo.nome] is None and celle.testo(campo.nome) is None:
            celle.lettura.segnala(
                celle.luogo(campo.nome),
                "RIGA-VUOTA",
                f"«{campo.nome}» vuoto",
                "in ogni riga " + ", ".join(c.nome for c in campi(classe) if c.richiesto and not c.di_luogo),
                "scriverlo" + (": " + ", ".join(campo.parole) if campo.parole else ", o togliere la riga"),
            )
    return fatto(classe, letti)
