"""The form of the chapters of a document: front matter, words, calls of macros, images.

Words are sealed by paragraphs, so that lines may be broken elsewhere, where the paragraphs say all that is
printed: written anew from them alone, the chapter must read the same to the site's own reader. Where it does not,
its lines are sealed as they stand. Two chapters with one form are therefore printed alike.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import unquote

import yaml

from macros.model.macro import A_BLOCCO, SEGNAPOSTO
from macros.reading.blocco.impronta import Canonica, in_json, sha256_di
from macros.reading.pagine.pagine import TESTATA
from macros.reading.testo.files import NASCOSTI, leggi_byte, leggi_testo
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import unica

if TYPE_CHECKING:
    from collections.abc import Callable

    from macros.reading.pagine.chiamate import Chiamata

Brano = tuple[int, str]
"""Line of the chapter, from 1; text."""
RINOMINATE: Mapping[str, str] = MappingProxyType({})
"""Macro's name today → its name in the chapters that were sealed: what the program renames unseals nothing."""
CHIAMATA = "\x02"
"""Around a call of a macro: no text of ours holds it."""
PROPRIO = "x"
"""In the place of a call: a word of its own, the same for the same call."""
VALORI = (PROPRIO, "0", "")
"""What a call inside a sentence may print: a word, a figure that may begin a list, nothing."""
_PROPRIA = re.compile(r"\s*(?:[#>|*+-]|\d+[.)]\s|.*\|)")
"""How a line begins that is not the going on of the one above."""
_BIANCHI = " \t\r\f\v"
"""What Markdown takes for space; a no-break space is a letter to it."""
_CHIAMATA = re.compile(rf"{CHIAMATA}(\w+)[^{CHIAMATA}]*{CHIAMATA}")
_A_BLOCCO = A_BLOCCO | {prima for oggi, prima in RINOMINATE.items() if oggi in A_BLOCCO}
_MARGINI = re.compile(r" ?(</?(?:blockquote|d[dlt]|div|h\d|li|ol|p|pre|t[dhr]|table|tbody|thead|ul)\b[^>]*>) ?")
"""A tag with the spaces around it that no browser shows."""
_ELENCHI = re.compile(r"elenco_atti\((?:documento=)?(?:'(\w+)')?")
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_TABULATA = re.compile(rf"^(?=[^\n]*\t)[^\n]*{CHIAMATA}", re.MULTILINE)
"""A line with a tab and a call: how wide the tab is depends on what the call prints."""


def forma(lettura: Lettura, cartella: Path) -> bytes | None:
    """Return the form of the chapters of a document; None when it has none.

    `cartella`: `content/<anno>/<documento>`. Problems of the files are of who reads them to publish.
    """
    muta = lettura.altra()  # what does not open is told by the checks
    sotto = lettura.sotto(cartella.relative_to(lettura.radice).as_posix()).file
    file = [f for f in sotto if f.suffix == ".md" and not _nascosto(f, cartella)]
    if not file:
        return None
    forme: dict[str, Canonica] = {}
    nominate: set[Path] = set()
    for uno in file:
        testata, brani_suoi, indirizzi = _capitolo(leggi_testo(muta, uno) or "")
        forme[lettura.nome(uno)] = {"testata": testata, "testo": list(brani_suoi)}
        nominate |= {Path(os.path.normpath(uno.parent / nome)) for nome in indirizzi}
    immagini: dict[str, Canonica] = {}
    for figura in lettura.sotto("content").file:
        propria = cartella in figura.parents and not _nascosto(figura, cartella)
        if figura.suffix != ".md" and (propria or figura in nominate):
            immagini[lettura.nome(figura)] = sha256_di(leggi_byte(muta, figura) or b"")
    return in_json({"capitoli": forme, "immagini": immagini})


@lru_cache(maxsize=1024)  # more than the chapters of a few years: each is asked for by every act and every version
def _capitolo(testo: str) -> tuple[Canonica, tuple[str, ...], frozenset[str]]:
    """Return the front matter of a chapter, what it is sealed by, and the addresses that it leads to."""
    testata, prosa = divisa(testo)
    sopra, corpo = _corpo(prosa)
    return testata, tuple(t for _, t in _brani(sopra, corpo)), frozenset(_indirizzi(corpo))


def _nascosto(file: Path, cartella: Path) -> bool:
    """True for what the site leaves out."""
    return any(parte.startswith(NASCOSTI) for parte in file.relative_to(cartella).parts)


class _Indirizzi(HTMLParser):
    """Where a chapter leads, by its elements: the same words may stand in a text."""

    def __init__(self) -> None:
        super().__init__()
        self.nomi: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        scritti = (valore or "" for nome, valore in attrs if nome in {"src", "href"})
        self.nomi |= {unquote(re.split("[?#]", scritto)[0]) for scritto in scritti}


def _indirizzi(testo: str) -> set[str]:
    """Return the addresses that a chapter leads to, from its folder."""
    lettore = _Indirizzi()
    lettore.feed((_letto(testo, PROPRIO) or "") if "[" in testo else "")
    lettore.close()
    return lettore.nomi


def divisa(testo: str) -> tuple[Canonica, str]:
    """Return the form of a page's front matter, and the rest of it; lines are kept where they were."""
    trovata = TESTATA.match(testo)
    if trovata is None:
        return "", testo
    try:
        letta = yaml.load(trovata[1], Loader=yaml.BaseLoader)  # noqa: S506 - texts and nothing else
        detta: Canonica = json.dumps(_in_una_grafia(letta), ensure_ascii=False, sort_keys=True)
    except (yaml.YAMLError, RecursionError, ValueError):  # told by who publishes it
        detta = unica(trovata[1])
    return detta, "\n" * trovata[0].count("\n") + testo[trovata.end() :]


def atti_elencati(sigillato: Mapping[str, Canonica] | None) -> set[str]:
    """Return the documents whose acts the chapters of a form list; «»: those of all."""
    return set(_ELENCHI.findall(json.dumps(sigillato, ensure_ascii=False).replace('\\"', "'")))


def _in_una_grafia(letta: object) -> object:
    if isinstance(letta, dict):
        return {nome: _in_una_grafia(valore) for nome, valore in letta.items()}
    if isinstance(letta, list):
        return [_in_una_grafia(valore) for valore in letta]
    return unica(str(letta)) if letta is not None else None


def brani(prosa: str) -> tuple[Brano, ...]:
    r"""Return what a chapter is sealed by, each piece with its line: its paragraphs, or its lines with their end.

    >>> brani("Il grado\nè {{ grado( '2' ) }}.\n\n- uno\n- due {# nota #}\n")
    ((1, 'Il grado è \x02grado("2")\x02.'), (4, '- uno\n- due'))
    >>> brani("Una riga\nTitolo\n---\n")
    ((1, 'Una riga\n'), (2, 'Titolo\n'), (3, '---\n'))
    """
    return _brani(*_corpo(prosa))


def _brani(sopra: int, testo: str) -> tuple[Brano, ...]:
    unita = tuple((n + sopra, paragrafo) for n, paragrafo in paragrafi(testo))
    if _dicono_tutto(testo, unita):
        return unita
    return tuple((n, f"{riga}\n") for n, riga in enumerate(testo.rstrip("\n").split("\n"), start=sopra + 1))


def _corpo(prosa: str) -> tuple[int, str]:
    """Return a chapter as it is read, and how many empty lines the site takes away above it before that."""
    corpo = prosa.lstrip("\n")
    return len(prosa) - len(corpo), scritta(corpo)


def per_righe(sigillato: Sequence[str]) -> bool:
    """True for the form of a chapter whose paragraphs do not say all that is printed."""
    return any(t.endswith("\n") for t in sigillato)


def stesso(uno: Sequence[str], altro: Sequence[str]) -> bool:
    """True when two forms of a chapter read the same, though its paragraphs are divided elsewhere."""
    testi = [("" if per_righe(forma) else "\n\n").join(forma) for forma in (uno, altro)]
    letti = [[_letto(testo, valore) for valore in VALORI] for testo in testi]
    return None not in letti[0] and letti[0] == letti[1]


def di_piu(testo: str) -> int:
    """Return which paragraph, from 0, is the first that does not say all that a chapter prints there."""
    righe, unita = testo.split("\n"), paragrafi(testo)
    fini = [inizio - 1 for inizio, _ in unita[1:]]
    fino = (n for n, fine in enumerate(fini) if not _dicono_tutto("\n".join(righe[:fine]), unita[: n + 1]))
    return next(fino, len(fini))


def scritta(prosa: str) -> str:
    """Return a page with its calls in one spelling; what a page may not hold is told by the checks, and stays."""
    from macros.reading.pagine.chiamate import Rifiutato, pezzi

    parti = list(pezzi(prosa))
    if any(isinstance(p, Rifiutato) for p in parti):
        return prosa
    return "".join(p if isinstance(p, str) else chiamata(p) for p in parti if not isinstance(p, Rifiutato))


def chiamata(letta: Chiamata) -> str:
    """Return a call of a macro in one spelling: its first name, its arguments, the named ones by name."""
    posizionali = [json.dumps(v, ensure_ascii=False) for v in letta.posizionali]
    nominati = sorted(f"{k}={json.dumps(v, ensure_ascii=False)}" for k, v in letta.nominati.items())
    nome = RINOMINATE.get(letta.nome, letta.nome)
    return f"{CHIAMATA}{nome}({', '.join([*posizionali, *nominati])}){CHIAMATA}"


def paragrafi(testo: str) -> tuple[Brano, ...]:
    r"""Return the paragraphs of a chapter whose calls have one spelling, each with its line.

    >>> paragrafi("Uno\ndue.\n\n- tre\n- quattro\n")
    ((1, 'Uno due.'), (4, '- tre\n- quattro'))
    """
    return tuple(_paragrafi(unicodedata.normalize("NFC", testo)))


def _paragrafi(testo: str) -> Iterator[Brano]:
    righe: list[str] = []
    inizio = 0
    for numero, riga in enumerate([*testo.split("\n"), ""], start=1):
        if not riga.strip(_BIANCHI):
            if righe:
                yield inizio, "\n".join(righe)
            righe = []
        elif righe and not _PROPRIA.match(riga):
            righe[-1] += " " + _unita(riga)
        else:
            inizio = inizio if righe else numero
            rientro = len(larga := riga.expandtabs(4)) - len(larga.lstrip(_BIANCHI))
            righe.append(" " * rientro + _unita(riga))


def _unita(riga: str) -> str:
    return re.sub(f"[{_BIANCHI}]+", " ", riga.strip(_BIANCHI))


def _dicono_tutto(testo: str, unita: Sequence[Brano]) -> bool:
    """True when a chapter written anew from its paragraphs reads as it does."""
    nuovo = "\n\n".join(t for _, t in unita)
    if testo.strip("\n") == nuovo:
        return True
    prove = VALORI if CHIAMATA in testo else VALORI[:1]
    return all((letto := _letto(testo, valore)) is not None and letto == _letto(nuovo, valore) for valore in prove)


@lru_cache(maxsize=1024)
def _letto(testo: str, valore: str) -> str | None:
    """Return the HTML of a chapter, white space as a browser sees it; None when it is too much of a page.

    `valore`: what its calls inside a sentence print.
    """
    from macros.reading.pagine.markdown import eccesso

    def stampata(trovata: re.Match[str]) -> str:
        numero = int(sha256_di(trovata[0].encode())[:8], 16)  # of this call and of no other
        if trovata[1] in _A_BLOCCO:
            return SEGNAPOSTO.format(numero=numero)
        return f"{PROPRIO}{numero}" if valore == PROPRIO else valore

    pieno = _CHIAMATA.sub(stampata, testo)
    if eccesso(pieno) is not None or _TABULATA.search(testo):
        return None
    try:
        fatto = _lettore()(pieno)
    except RecursionError:
        return None
    parti = enumerate(_PRE.split(unicodedata.normalize("NFC", fatto)))
    return "".join(p if n % 2 else _MARGINI.sub(r"\1", re.sub(r"[ \t\r\n\f\v]+", " ", p)) for n, p in parti)


@cache
def _lettore() -> Callable[[str], str]:
    """Return what makes a page of Markdown, as the site does; what may not stand there is told by the checks."""
    from macros.reading.pagine.markdown import Guardia, lettore

    guardia = Guardia()
    converti = lettore(guardia)

    def leggi(testo: str) -> str:
        try:
            return converti(testo)
        finally:
            guardia.esito.raccolti()

    return leggi
