"""How each way of reading a value is said in JSON Schema (draft 7): an editor lets pass what our reader takes.

The editor types a scalar by YAML 1.2, the reader takes it as text: a number is a number or a text that is one. What
only the text shows (`10.000` unquoted, which an editor sees as ten) the reader alone can refuse.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

Schema = dict[str, Any]

VUOTO = "null"
_NUMERO = r"(?![+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+\s*$)[+-]?[0-9]{1,30}([.,][0-9]{1,30})?"
_INTERO = r"\+?[0-9]{1,30}([.,]0{1,30})?"
_GIORNO = r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})"

TESTO: Schema = {"type": ["string", "number", "boolean"]}
"""A text: whatever stands on the line."""
CODICE: Schema = {"type": ["string"], "pattern": r"\S"}
"""Between quotes where it looks like a number, as the reader asks."""
NUMERO: Schema = {"type": ["number", "string"], "pattern": rf"^\s*{_NUMERO}\s*$"}
INTERO: Schema = {"type": ["integer", "string"], "minimum": 0, "pattern": rf"^\s*{_INTERO}\s*$"}
ANNO: Schema = {"type": ["integer", "string"], "minimum": 1000, "maximum": 2999, "pattern": r"^\s*[12][0-9]{3}\s*$"}
DATA: Schema = {"type": ["string"], "pattern": rf"^\s*{_GIORNO}\s*$"}
SI_NO: Schema = {"type": ["string"], "pattern": r"^\s*([Ss][IiÌì]|[Nn][Oo])\s*$"}
TESTI: Schema = {"type": ["array"], "items": {"type": [*TESTO["type"], VUOTO]}}
IN_ANNI = "^[12][0-9]{3}$"
"""Of a key that is a year."""

TIPI: Mapping[object, Schema] = {
    str: TESTO,
    Decimal: NUMERO,
    int: INTERO,
    dt.date: DATA,
    bool: {"type": ["boolean", "string"], "pattern": r"^\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\s*$"},
    "euro": {"type": ["number", "string"], "pattern": rf"^\s*(?!.*[.,][0-9]{{3}}){_NUMERO}\s*$"},
    "impronta": {"type": ["string"], "pattern": r"^\s*[0-9a-fA-F]{64}\s*$"},
    "indirizzo": {"type": ["string"], "pattern": r"^\s*(https?://.*)?\s*$"},
    "nome_file": {"type": ["string", "number"], "pattern": r"^\s*(?!\.)[^/\\]*$"},
    "codice_fiscale": {"type": ["string", "integer"], "pattern": r"^\s*[0-9]{11}\s*$"},
    "codice": CODICE,
    "codici": {"type": ["string", "array"], "items": {"type": [*TESTO["type"], VUOTO]}},
    "per_anno": {
        "type": ["object"],
        "patternProperties": {IN_ANNI: {**NUMERO, "type": [*NUMERO["type"], VUOTO]}},
        "additionalProperties": False,
    },
    "liste": {"type": ["array"], "items": {"type": [*TESTO["type"], "array", VUOTO], "items": TESTI["items"]}},
}
"""Type of a field, or the way its metadata name (`modi`) → what may be written there."""


def fra(parole: Iterable[str]) -> Schema:
    """Return one of some words."""
    return {"type": ["string"], "enum": [str(p) for p in parole]}


def anche_vuoto(schema: Schema) -> Schema:
    """Return what may be left empty too."""
    con = {**schema, "type": [*schema["type"], VUOTO]}
    return con | {"enum": [*schema["enum"], None]} if "enum" in schema else con


def non_vuoto(schema: Schema) -> Schema:
    """Return what must hold something: a text that is not blank."""
    scritto = {"pattern", "enum"} & schema.keys() or "string" not in schema["type"]
    return schema if scritto else {**schema, "pattern": r"\S"}
