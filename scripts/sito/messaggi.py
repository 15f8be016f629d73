"""What MkDocs and its components say when pages cannot be built, in Italian and with a line.

A message that is not recognised is given as it is, without the stack of calls that may follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from macros.reading.testo.deposito import RifiutatoError, leggi

_TRACCIA = re.compile(r"\n?`{0,3}\n?Traceback \(most recent call last\):.*", re.DOTALL)
_LEGAME = re.compile(
    r"Doc file '(?P<file>.+?)' contains an? (?:\w+ )*?link(?: to)? '(?P<link>.+?)'(?P<resto>.*)", re.DOTALL
)
_INTESTA = re.compile(r"Error (?:reading|building) (?:page|template) '(.+?)':\s*")
_CONFIGURA = re.compile(r"Config value '(?P<chiave>.+?)': (?P<detto>.*)", re.DOTALL)


def in_italiano(detti: Iterable[str], contenuti: Path) -> list[str]:
    """Return each message once, in Italian.

    Args:
        detti: as MkDocs logged or raised them.
        contenuti: folder of the pages, to find the line.
    """
    return list(dict.fromkeys(riga for detto in detti for riga in _tradotto(detto, contenuti) if riga))


def _tradotto(detto: str, contenuti: Path) -> Iterator[str]:
    detto = _INTESTA.sub("", detto).strip()
    if trovato := _LEGAME.search(detto):
        yield _legame(trovato, contenuti)
    elif trovato := _CONFIGURA.search(detto):
        yield f"mkdocs.yml: la chiave «{trovato['chiave']}» non va: {trovato['detto']}"
    elif "parsing the configuration file" in detto:
        righe = re.findall(r"line (\d+)", detto)
        yield f"mkdocs.yml{':' + righe[-1] if righe else ''}: il file YAML non si legge. Rimedio: guardare quella riga."
    else:
        yield _TRACCIA.sub("", detto)


def _legame(trovato: re.Match[str], contenuti: Path) -> str:
    file, indirizzo, resto = trovato["file"], trovato["link"], trovato["resto"]
    if "absolute link" in trovato[0]:
        perche = "comincia con «/», e il sito può stare in una sottocartella"
    elif "anchor" in resto:
        perche = "porta a un punto che nella pagina non c’è"
    else:
        perche = "non porta a nessuna pagina"
    simile = re.search(r"Did you mean '(.+?)'\?", resto)
    rimedio = (
        f"forse si intendeva «{simile[1]}»"
        if simile
        else "correggere l’indirizzo, che parte dalla cartella della pagina"
    )
    luogo = f"content/{file}:{_riga_di(contenuti / file, indirizzo)}"
    return f"{luogo}: il collegamento «{indirizzo}» {perche}. Rimedio: {rimedio}."


def _testo(file: Path) -> str:
    try:
        return leggi(file.parent, file).decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, RifiutatoError, UnicodeDecodeError):
        return ""  # a generated page


def _riga_di(file: Path, indirizzo: str) -> int:
    """Return the line where an address is written, 1 when it is not found."""
    righe = _testo(file).split("\n")
    return next((n for n, riga in enumerate(righe, start=1) if indirizzo in riga), 1)
