"""Paths made of codes: how variations, messages and commands name a place in the data.

A place is a record (`dove`) and a path inside it (`campo`). The records: `smvp`, `albero`, `risorse`, `oiv`,
`obiettivo 2.2`, `indicatore 2.2.1.a`, `scheda 2.2.1`, `monitoraggio 2.2.1.a`, `consuntivo 2.2.1.a` (a row of a
survey file), `misura pratiche`, `fase 2.3.1.a f1`, `variazione 1`. In a path a point goes down to a key, square
brackets to the item of a list with that code (or to a key with points in it): `aree_strategiche[2].peso`.
Items without a code go by their place in the list, from 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from macros.model.archivio import ALBERO, OBIETTIVI, file_anno, file_del_record
from macros.model.file_anno import FileAnno
from macros.model.variazioni import Contenuto
from macros.reading.testo.lettura import Located

Passi = tuple[str, ...]

IDENTITA = ("codice", "indicatore", "stato", "livello", "di", "lettera", "area")
"""Keys that name an item of a list, the first that all its items have."""
INDICATORE = "indicatore"
"""The record that has no file of its own: it stands in that of its objective."""
_PASSO = re.compile(r"(?:^|\.)([^.\[\]]+)|\[([^\[\]]+)\]")
_SEMPLICE = re.compile(r"[\w-]+")


def passi(campo: str) -> Passi | None:
    """Return the steps of a path; None when it is not one.

    >>> passi("aree_strategiche[2].obiettivi[2.1].peso"), passi(""), passi("a..b")
    (('aree_strategiche', '2', 'obiettivi', '2.1', 'peso'), (), None)
    """
    trovati: list[str] = []
    fine = 0
    for passo in _PASSO.finditer(campo):
        if passo.start() != fine or (passo.start() == 0 and passo[0].startswith(".")):
            return None
        trovati.append(passo[1] or passo[2])
        fine = passo.end()
    return tuple(trovati) if fine == len(campo) else None


def campo(scelti: Sequence[str], in_elenco: Sequence[bool]) -> str:
    """Write steps as a path; `in_elenco`: which of them are items of a list.

    >>> campo(("fasi", "f1", "quota"), (False, True, False))
    'fasi[f1].quota'
    """
    testo = ""
    for passo, elemento in zip(scelti, in_elenco, strict=True):
        if elemento or not _SEMPLICE.fullmatch(passo):
            testo += f"[{passo}]"
        else:
            testo += f".{passo}" if testo else passo
    return testo


def nomi(elementi: Sequence[object]) -> tuple[tuple[str, ...], bool] | None:
    """Return the names of the items of a list of records, and whether they are codes of their own.

    None when it is a list of texts.

    >>> nomi([{"codice": "2.1"}, {"codice": "2.2"}]), nomi([{"da": "0"}, {"da": "1"}]), nomi(["a"])
    ((('2.1', '2.2'), True), (('1', '2'), False), None)
    """
    record = [e for e in elementi if isinstance(e, Mapping)]
    if len(record) != len(elementi) or not record:
        return None
    for chiave in IDENTITA:
        scelti = [r.get(chiave) for r in record]
        testi = tuple(s for s in scelti if isinstance(s, str) and s and not re.search(r"[\[\]]", s))
        if len(testi) == len(record) == len(set(testi)):
            return testi, True
    return tuple(str(n) for n in range(1, len(record) + 1)), False


def nomi_elementi(elementi: Sequence[Located]) -> tuple[str, ...]:
    """Return the names of the items of a YAML list; none when it is a list of texts."""
    nominati = nomi(
        [{k: n.valore for k, n in e.valore.items()} if isinstance(e.valore, dict) else "" for e in elementi]
    )
    return nominati[0] if nominati else ()


def figlio(nodo: Located, passo: str) -> Located | None:
    """Return the node one step below."""
    if isinstance(nodo.valore, dict):
        return nodo.valore.get(passo)
    if isinstance(nodo.valore, list):
        return dict(zip(nomi_elementi(nodo.valore), nodo.valore, strict=False)).get(passo)
    return None


def scendi(nodo: Located | None, scelti: Passi) -> Located | None:
    """Return the node at the end of some steps."""
    for passo in scelti:
        if nodo is None:
            return None
        nodo = figlio(nodo, passo)
    return nodo


def scritto(radice: Located | None, scelti: Passi, ultimi: int | None = None) -> str:
    """Write steps as a path, brackets where the data have a list; `ultimi`: only that many of the last ones."""
    elenchi, nodo = [], radice
    for passo in scelti:
        elenchi.append(nodo is not None and isinstance(nodo.valore, list))
        nodo = figlio(nodo, passo) if nodo is not None else None
    primo = 0 if ultimi is None else len(scelti) - ultimi
    return campo(scelti[primo:], elenchi[primo:])


def contenuto(nodo: Located | None) -> Contenuto:
    """Return what a node holds, as typed."""
    if nodo is None or nodo.valore is None:
        return None
    if isinstance(nodo.valore, dict):
        return {chiave: contenuto(sotto) for chiave, sotto in nodo.valore.items()}
    if isinstance(nodo.valore, list):
        return tuple(contenuto(sotto) for sotto in nodo.valore)
    return nodo.valore


def dove(cartella: str, file: str, scelti: Passi) -> tuple[str, Passi]:
    """Return the record that a file and some steps lead to, and the steps that remain.

    >>> dove("data/2021", "data/2021/obiettivi/2.2.yml", ("indicatori", "2.2.a", "peso"))
    ('indicatore 2.2.a', ('peso',))
    """
    nome = file.removeprefix(cartella + "/")
    tipo = file_anno(nome)
    codice, record = PurePosixPath(nome).stem, tipo.record if tipo else ""
    if tipo and tipo.chiave:
        return (f"{record} {scelti[0]}", scelti[1:]) if scelti else (record, ())
    if tipo is OBIETTIVI and len(scelti) > 2 and scelti[0] == "indicatori":
        return f"{INDICATORE} {scelti[1]}", scelti[2:]
    return (f"{record} {codice}" if tipo and tipo.molti and record else codice), scelti


def trova(alberi: Mapping[str, Located], cartella: str, record: str) -> tuple[str, Passi] | None:
    """Return the file of a record and the steps to it; None when there is no such record.

    An objective, a form or a row that is not there has its place all the same: it can be added or put back.
    """
    genere, _, codice = record.partition(" ")
    codice = codice.strip()
    tipo = OBIETTIVI if genere == INDICATORE else file_del_record(genere)
    if tipo is None or bool(codice) != bool(tipo.molti or tipo.chiave):
        return None
    if not tipo.molti:
        return f"{cartella}/{tipo.dove}", (codice,) if codice else ()
    if not tipo.chiave and genere != INDICATORE:
        return f"{cartella}/{tipo.nome(codice)}", ()
    cima = ("indicatori", codice) if genere == INDICATORE else (codice,)
    prefisso = f"{cartella}/{tipo.prefisso}"
    file = (f for f, nodo in alberi.items() if f.startswith(prefisso) and scendi(nodo, cima) is not None)
    trovato = next(file, None) or (_di_chi_risponde(alberi, cartella, tipo, codice) if tipo.chiave else None)
    return (trovato, cima) if trovato else None


def _di_chi_risponde(alberi: Mapping[str, Located], cartella: str, tipo: FileAnno, codice: str) -> str | None:
    """Return the survey file of the area that answers for an indicator: there its row goes, when it is nowhere."""
    indicatore = trova(alberi, cartella, f"{INDICATORE} {codice}")
    if indicatore is None:
        return None
    area = scendi(alberi[indicatore[0]], (*indicatore[1], "area_dirigenziale"))
    if area is None:
        area = scendi(alberi.get(f"{cartella}/{ALBERO.dove}"), ("azienda_speciale", "codice"))
    file = f"{cartella}/{tipo.nome(str(area.valore) if area else '')}"
    return file if file in alberi else None


def per_esteso(record: str, alberi: Mapping[str, Located], cartella: str) -> str:
    """Return a record with its kind before it, when only a code was typed: that of an indicator or an objective."""
    genere = record.partition(" ")[0]
    if genere == INDICATORE or file_del_record(genere):
        return record
    if trova(alberi, cartella, f"{INDICATORE} {record}"):
        return f"{INDICATORE} {record}"
    return f"{OBIETTIVI.record} {record}" if f"{cartella}/{OBIETTIVI.nome(record)}" in alberi else record
