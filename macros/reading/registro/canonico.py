"""The forms that the register takes fingerprints of: an act, a variation, the chapters of a document.

Texts are texts here («1.10» is not «1.1», «007» is not «7»), in one Unicode spelling and with single spaces; order
of keys, quotes, comments and line ends are free. Version 1 of `model.registro.VERSIONE`.
"""

from __future__ import annotations

import contextlib
import hashlib
import html
import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

import yaml

from macros.reading.blocco.impronta import Canonica
from macros.reading.testo.files import NASCOSTI, leggi_byte, leggi_testo
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.scalari import Rifiuto, legge_data

if TYPE_CHECKING:
    from macros.reading.pagine.chiamate import Chiamata

ATTI_CITATI = frozenset({"atto", "atto_oiv", "atto_giunta"})
"""Keys of a variation that its approval adds: each row of the register says the act by itself."""
RINOMINATE: Mapping[str, str] = MappingProxyType({})
"""Macro's name today → its name in the chapters that were sealed: what the program renames unseals nothing."""
CHIAMATA = "\x02"
"""Around a call of a macro: no text of ours holds it."""
_TESTATA = re.compile(r"\A---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PROPRIA = re.compile(r"\s{4,}|\s*(?:[#>|=~`*+:\-!\[{_]|\d+[.)]\s)|.*\|")
"""How a line begins that is not the going on of the one above."""
_PEZZI = re.compile(r"""[^\s()<>\[\]"'?#]+""")
"""What may be the name of a picture."""
_SOLA = re.compile(
    r"\s*(?:[#|`~{]|=+ *\Z|(?:- *)+\Z|(?:\* *){3,}\Z|(?:_ *){3,}\Z|\[[^^\]]+\]:)|.*(?:\||  \Z)", re.DOTALL
)
"""A line that nothing goes on from: headings and what underlines them, rules, tables, fences, addresses by name."""
_RECINTO = re.compile(r" {0,3}(?:```+|~~~+)")
_BIANCHI = " \t\r\f\v"
"""What Markdown takes for space; a no-break space is a letter to it."""


def in_byte(forma: Canonica | None) -> bytes:
    """Return the bytes that a fingerprint is of."""
    return json.dumps(forma, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(grezzo: bytes) -> str:
    """Return the fingerprint of some bytes, 64 hex digits."""
    return hashlib.sha256(grezzo).hexdigest()


def testo_unico(testo: str) -> str:
    r"""Return a text in its one spelling.

    >>> testo_unico("Perche\u0301  no\n")
    'Perché no'
    """
    return " ".join(unicodedata.normalize("NFC", testo).split())


def forma_testi(nodo: Located) -> Canonica | None:
    """Return a node with its leaves as texts; empty ones dropped, None when nothing is left."""
    if isinstance(nodo.valore, dict):
        figli = {testo_unico(nome): forma_testi(figlio) for nome, figlio in nodo.valore.items()}
        return {nome: forma for nome, forma in sorted(figli.items()) if forma is not None} or None
    if isinstance(nodo.valore, list):
        return [forma for figlio in nodo.valore if (forma := forma_testi(figlio)) is not None] or None
    return (testo_unico(nodo.valore) or None) if nodo.valore else None


def atto(lettura: Lettura, nodo: Located, cartella: Path) -> bytes:
    """Return the form of an act; its day in one spelling, its document by what it holds.

    `cartella`: where the act's document is.
    """
    forma = forma_testi(nodo)
    chiavi = dict(forma) if isinstance(forma, dict) else {}
    if isinstance(giorno := chiavi.get("data"), str):
        with contextlib.suppress(Rifiuto):  # told by the reading
            chiavi["data"] = legge_data(giorno).isoformat()
    if isinstance(nome := chiavi.get("file"), str) and "sha256" not in chiavi:
        grezzo = leggi_byte(lettura, cartella / nome)
        chiavi |= {"sha256": sha256(grezzo)} if grezzo is not None else {}
    return in_byte(chiavi)


def variazione(nodo: Located, dopo: str | None) -> bytes:
    """Return the form of a variation or errata, and the impronta of what it changes, with it made.

    `dopo` is None where nothing is changed yet: a variation that the OIV validates.
    """
    record = forma_testi(nodo)
    proprie = {k: v for k, v in record.items() if k not in ATTI_CITATI} if isinstance(record, dict) else {}
    return in_byte({"record": proprie, **({"dopo": dopo} if dopo is not None else {})})


def capitoli(lettura: Lettura, cartella: Path) -> bytes | None:
    """Return the form of the chapters of a document; None when it has none.

    `cartella`: `content/<anno>/<documento>`. Problems of the files are of who reads them to publish.
    """
    from macros.reading.pagine.chiamate import pezzi

    muta = lettura.altra()  # what does not open is told by the checks
    sotto = lettura.sotto(cartella.relative_to(lettura.radice).as_posix()).file
    file = [f for f in sotto if f.suffix == ".md" and not f.name.startswith(NASCOSTI)]
    if not file:
        return None
    forme: dict[str, Canonica] = {}
    immagini: dict[str, Canonica] = {}
    figure = [f for f in lettura.sotto("content").file if f.suffix != ".md"]
    nominate: set[Path] = set()
    detto = ""
    for uno in file:
        testo = leggi_testo(muta, uno) or ""
        testata, prosa = divisa(testo)
        forme[lettura.nome(uno)] = {"testata": testata, "testo": [t for _, t in paragrafi(prosa)]}
        scritta = "".join(p for p in pezzi(prosa) if isinstance(p, str))  # what is between braces may divide a name
        letta = unquote(html.unescape(f"{prosa}\n{scritta}".replace("\\", "")))
        detto += letta
        if any(figura.name in letta for figura in figure):
            nominate |= {Path(os.path.normpath(uno.parent / pezzo)) for pezzo in _PEZZI.findall(letta)}
    for figura in figure:
        propria = cartella in figura.parents and figura.name in detto  # however it is called there
        if propria or figura in nominate:
            immagini[lettura.nome(figura)] = sha256(leggi_byte(muta, figura) or b"")
    return in_byte({"capitoli": forme, "immagini": immagini})


def divisa(testo: str) -> tuple[Canonica, str]:
    """Return the form of a page's front matter, and the rest of it; lines are kept where they were."""
    trovata = _TESTATA.match(testo)
    if trovata is None:
        return "", testo
    try:
        letta = yaml.load(trovata[1], Loader=yaml.BaseLoader)  # noqa: S506 - texts and nothing else
        forma: Canonica = testo_unico(json.dumps(letta, ensure_ascii=False, sort_keys=True))
    except (yaml.YAMLError, RecursionError, ValueError):  # told by who publishes it
        forma = testo_unico(trovata[1])
    return forma, "\n" * trovata[0].count("\n") + testo[trovata.end() :]


def paragrafi(testo: str) -> Iterator[tuple[int, str]]:
    r"""Yield the paragraphs of a chapter, each with its line: words, and every call of a macro in one spelling.

    >>> list(paragrafi("Il grado\nè {{ grado( '2' ) }}.\n\n- uno\n- due {# nota #}\n"))
    [(1, 'Il grado è \x02grado("2")\x02.'), (4, '- uno\n- due')]
    """
    righe: list[str] = []
    inizio, recinto = 0, ""
    for numero, riga in enumerate([*_scritto(unicodedata.normalize("NFC", testo)).split("\n"), ""], start=1):
        segno = _RECINTO.match(riga)
        if recinto:  # code is printed as it stands
            righe.append(riga)
            recinto = "" if riga.rstrip(_BIANCHI) == recinto else recinto
        elif not riga.strip(_BIANCHI):
            if righe:
                yield inizio, "\n".join(righe)
            righe = []
        elif righe and not _PROPRIA.match(riga) and not _SOLA.match(righe[-1]):
            righe[-1] += " " + _unita(riga)
        else:
            inizio = inizio if righe else numero
            rientro = len(larga := riga.expandtabs(4)) - len(larga.lstrip(_BIANCHI))
            righe.append(" " * rientro + _unita(riga))
            recinto = segno[0] if segno else ""
        if righe and not recinto and riga.endswith("  "):  # a line break that is printed
            righe[-1] += "  "
    if recinto:
        yield inizio, "\n".join(righe)


def _unita(riga: str) -> str:
    return re.sub(f"[{_BIANCHI}]+", " ", riga.strip(_BIANCHI))


def _scritto(testo: str) -> str:
    """Return a page with its calls in one spelling; what a page may not hold is told by the checks, and stays."""
    from macros.reading.pagine.chiamate import Rifiutato, pezzi

    parti = list(pezzi(testo))
    if any(isinstance(p, Rifiutato) for p in parti):
        return testo
    return "".join(p if isinstance(p, str) else chiamata(p) for p in parti if not isinstance(p, Rifiutato))


def chiamata(scritta: Chiamata) -> str:
    """Return a call of a macro in one spelling: its first name, its arguments, the named ones by name."""
    posizionali = [json.dumps(v, ensure_ascii=False) for v in scritta.posizionali]
    nominati = sorted(f"{k}={json.dumps(v, ensure_ascii=False)}" for k, v in scritta.nominati.items())
    nome = RINOMINATE.get(scritta.nome, scritta.nome)
    return f"{CHIAMATA}{nome}({', '.join([*posizionali, *nominati])}){CHIAMATA}"
