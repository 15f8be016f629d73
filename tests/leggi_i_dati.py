"""Reads the open data of a year by their own description, and says where they are not what they declare.

It imports nothing of the program, so that whoever reads the data can check them without trusting us:

    python3 tests/leggi_i_dati.py site/dati/2021

Exit 0: everything is as declared; 1: something is not, each on a line; 2: the folder cannot be read.
Fonte: Data Package 2.0, Table Schema 2.0, ECMA-376, and nothing else.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

NUMERO = re.compile(r"-?\d+(\.\d+)?")
FOGLI = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LEGATO = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ZERO = dt.date(1899, 12, 30)
Righe = list[dict[str, str]]


def problemi(cartella: Path) -> list[str]:
    """Return what is not as declared: of each file, each cell, each key, the workbook, the checksums."""
    detto = json.loads((cartella / "datapackage.json").read_text(encoding="utf-8"))
    risorse = {r["name"]: r for r in detto["resources"]}
    tabelle = {nome: leggi(cartella / r["path"]) for nome, r in risorse.items() if r.get("type") == "table"}
    trovati = []
    for nome, r in risorse.items():
        grezzo = (cartella / r["path"]).read_bytes()
        if (len(grezzo), f"sha256:{hashlib.sha256(grezzo).hexdigest()}") != (r["bytes"], r["hash"]):
            trovati.append(f"{nome}: bytes or hash")
        if nome in tabelle:
            detti = (*_delle_celle(r["schema"], tabelle[nome]), *_delle_chiavi(r["schema"], nome, tabelle))
            trovati += [f"{nome}: {che}" for che in detti]
    return [*trovati, *_del_libro(cartella, tabelle), *_delle_somme(cartella)]


def leggi(file: Path) -> Righe:
    """Return the rows of a table."""
    with file.open(encoding="utf-8", newline="") as aperto:
        return list(csv.DictReader(aperto))


def _delle_celle(schema: dict[str, Any], righe: Righe) -> Iterator[str]:
    """Compare every cell with its field."""
    campi = {c["name"]: c for c in schema["fields"]}
    if righe and list(righe[0]) != list(campi):
        yield f"columns {list(righe[0])}"
        return
    for c, campo in campi.items():
        if not campo["description"].strip():
            yield f"{c} is not described"
        vincoli = campo.get("constraints", {})
        for n, riga in enumerate(righe, 2):
            vuota = riga[c] in schema["missingValues"]
            if vuota and vincoli.get("required"):
                yield f"line {n}, {c} is empty"
            elif not vuota and not (_e(campo, riga[c]) and riga[c] in vincoli.get("enum", [riga[c]])):
                yield f"line {n}, {c}: {riga[c]!r} is not {campo['type']}"


def _delle_chiavi(schema: dict[str, Any], nome: str, tabelle: dict[str, Righe]) -> Iterator[str]:
    """Look for a key that is there twice, and for one that is nowhere."""
    for chiave in [*([schema["primaryKey"]] if "primaryKey" in schema else []), *schema.get("uniqueKeys", [])]:
        viste = [v for _, v in _valori(tabelle[nome], chiave)]
        if len(set(viste)) < len(viste):
            yield f"key {chiave} is not unique"
    for rimando in schema.get("foreignKeys", []):
        dove = rimando["reference"]
        altre = {v for _, v in _valori(tabelle[dove.get("resource", nome)], dove["fields"])}
        yield from (
            f"line {n}, {v} is not in {dove}" for n, v in _valori(tabelle[nome], rimando["fields"]) if v not in altre
        )


def _valori(righe: Righe, colonne: list[str]) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    """Yield line and values of some columns, where none of them is empty."""
    for n, r in enumerate(righe, 2):
        if all(v := tuple(r.get(c) for c in colonne)):
            yield n, v


def _e(campo: dict[str, Any], cella: str) -> bool:
    match campo["type"]:
        case "number":
            return NUMERO.fullmatch(cella) is not None
        case "integer":
            return cella.lstrip("-").isdecimal()
        case "date":
            return dt.date.fromisoformat(cella).isoformat() == cella
        case "boolean":
            return cella in campo["trueValues"] + campo["falseValues"]
    return True


def _del_libro(cartella: Path, tabelle: dict[str, Righe]) -> Iterator[str]:
    """Compare the workbook with the tables, cell by cell, and its dictionary with the description."""
    (file,) = cartella.glob("*.xlsx")
    fogli = dict(fogli_di(file.read_bytes()))
    if list(fogli) != ["Dizionario", *tabelle]:
        yield f"sheets {list(fogli)}"
        return
    descritte = {(r[0], r[2]) for r in fogli["Dizionario"] if len(r) > 2}
    for nome, righe in tabelle.items():
        testata, *altre = fogli[nome]
        if len(altre) != len(righe):
            yield f"{nome}: {len(altre)} rows in the workbook"
            continue
        for n, (riga, celle) in enumerate(zip(righe, altre, strict=True), 2):
            for (colonna, scritta), cella in zip(riga.items(), celle, strict=True):
                if not _uguali(scritta, cella):
                    yield f"{nome}, line {n}, {colonna}: {scritta!r} is {cella!r} in the workbook"
        yield from (f"{nome}.{c} is not in the dictionary" for c in testata if (nome, c) not in descritte)


def _uguali(scritta: str, cella: str | float | dt.date) -> bool:
    if isinstance(cella, float):
        return NUMERO.fullmatch(scritta) is not None and float(scritta) == cella
    return scritta == (cella.isoformat() if isinstance(cella, dt.date) else cella)


def fogli_di(grezzo: bytes) -> Iterator[tuple[str, list[list[str | float | dt.date]]]]:
    """Yield name and rows of each sheet of a workbook; an empty cell is the empty text."""
    with zipfile.ZipFile(BytesIO(grezzo)) as pacco:
        stili = [x.get("numFmtId") for x in _xml(pacco, "styles.xml").find(f"{FOGLI}cellXfs") or ()]
        legami = {x.get("Id"): x.get("Target") for x in _xml(pacco, "_rels/workbook.xml.rels")}
        for foglio in _xml(pacco, "workbook.xml").iter(f"{FOGLI}sheet"):
            dentro = _xml(pacco, str(legami[foglio.get(LEGATO)]))
            righe: list[list[str | float | dt.date]] = []
            for riga in dentro.iter(f"{FOGLI}row"):
                celle = {re.sub(r"\d", "", c.get("r") or ""): _cella(c, stili) for c in riga}
                larga = len(righe[0]) if righe and foglio.get("name") != "Dizionario" else len(celle)
                righe.append([celle.get(_lettera(n), "") for n in range(larga)])
            yield str(foglio.get("name")), righe


def _xml(pacco: zipfile.ZipFile, nome: str) -> ET.Element:
    return ET.fromstring(pacco.read(f"xl/{nome}"))  # noqa: S314 - a workbook of ours, and only the standard library


def _lettera(n: int) -> str:
    return (chr(64 + n // 26) if n >= 26 else "") + chr(65 + n % 26)


def _cella(c: ET.Element, stili: list[str | None]) -> str | float | dt.date:
    if c.get("t") == "inlineStr":
        return "".join(c.itertext())
    valore = c.findtext(f"{FOGLI}v") or ""
    if stili[int(c.get("s") or 0)] == "14":
        return ZERO + dt.timedelta(int(valore))
    return float(valore)


def _delle_somme(cartella: Path) -> Iterator[str]:
    """Compare every file of the folder with its checksum."""
    righe = (r.split("  ") for r in (cartella / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    scritte = {nome: impronta for impronta, nome in righe}
    vere = {
        f.relative_to(cartella).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in cartella.rglob("*")
        if f.is_file() and f.name != "SHA256SUMS"
    }
    yield from (f"{nome}: checksum" for nome, _ in sorted(scritte.items() ^ vere.items()))


def main(argomenti: list[str]) -> int:
    """Read a folder (first argument)."""
    try:
        trovati = problemi(Path(argomenti[0]))
    except (OSError, ValueError, KeyError, IndexError) as errore:
        print(f"{type(errore).__name__}: {errore}", file=sys.stderr)
        return 2
    print("\n".join(trovati) or "everything is as declared")
    return 1 if trovati else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
