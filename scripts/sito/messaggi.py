"""What MkDocs and its components say when pages cannot be built, in Italian and with a line.

A message that is not recognised is given as it is, without the stack of calls that may follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.utils.meta import get_data

from macros.reading.deposito import RifiutatoError, leggi

_TRACCIA = re.compile(r"\n?`{0,3}\n?Traceback \(most recent call last\):.*", re.DOTALL)
_LEGAME = re.compile(
    r"Doc file '(?P<file>.+?)' contains an? (?:\w+ )*?link(?: to)? '(?P<link>.+?)'(?P<resto>.*)", re.DOTALL
)
_INTESTA = re.compile(r"Error (?:reading|building) (?:page|template) '(.+?)':\s*")
_MACRO = re.compile(r"_File_: `(?P<file>[^`]+)`")
_SINTASSI = re.compile(
    r"_Line (?P<riga>\d+) in Markdown file:_ \*\*(?P<detto>.+?)\*\*\n```markdown\n(?P<testo>.*)\n```", re.DOTALL
)
_ERRORE = re.compile(r"^_(?P<tipo>(?!File)\w+)_: (?P<detto>.*)$", re.MULTILINE)
_NOSTRO = re.compile(r'File "[^"]*/((?:macros|scripts)/[^"]+)", line (\d+)')
_MODELLO = re.compile(r'File "<template>", line (\d+)')
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
    elif trovato := _MACRO.search(detto):
        yield _macro(detto, trovato["file"], contenuti)
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


def _macro(detto: str, file: str, contenuti: Path) -> str:
    if trovato := _SINTASSI.search(detto):
        luogo = f"content/{file}:{int(trovato['riga']) + _sopra(contenuti / file)}"
        return (
            f"{luogo}: fra {{{{ }}}} o {{% %}} qualcosa non si capisce o non è chiuso, "
            f"in «{trovato['testo'].strip()[:80]}». "
            "Rimedio: controllare parentesi, virgolette e graffe della riga."
        )
    if nostro := _NOSTRO.findall(detto):
        errore = _ERRORE.search(detto)
        return f"content/{file}: un difetto del programma, in {':'.join(nostro[-1])} ({errore[0] if errore else ''})."
    righe, errore = _MODELLO.findall(detto), _ERRORE.search(detto)
    luogo = f"content/{file}" + (f":{int(righe[-1]) + _sopra(contenuti / file)}" if righe else "")
    motivo = errore["detto"] if errore else ""
    if ignota := re.search(r"'(\w+)' is undefined", motivo):
        return (
            f"{luogo}: non c’è una macro di nome «{ignota[1]}». "
            "Rimedio: copiarne una dalla pagina «Macro» del manuale, che le elenca tutte."
        )
    return f"{luogo}: fra {{{{ }}}} o {{% %}} qualcosa non si calcola ({motivo}). Rimedio: scrivere la sola macro."


def _testo(file: Path) -> str:
    try:
        return leggi(file.parent, file).decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, RifiutatoError, UnicodeDecodeError):
        return ""  # a generated page


def _sopra(file: Path) -> int:
    """Return how many lines of a page its front matter takes: macros count from below it."""
    testo = _testo(file)
    return testo.count("\n") - get_data(testo)[0].count("\n")


def _riga_di(file: Path, indirizzo: str) -> int:
    """Return the line where an address is written, 1 when it is not found."""
    righe = _testo(file).split("\n")
    return next((n for n, riga in enumerate(righe, start=1) if indirizzo in riga), 1)
