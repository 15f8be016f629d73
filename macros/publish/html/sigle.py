"""Explains each abbreviation at its first use on a page, from the one table of `mkdocs.yml` (`extra.sigle`).

The words are put in `<abbr title>`. Where no pointer can ask for them, paper writes them out once a document
(`carta.pagine`) and the glossary lists them all. Nothing else of the page changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape

_MAI = "abbr|code|pre|style|script|title|desc|text"
"""Where an abbreviation is not prose, or is explained already; the last three hold the words of drawings."""
_PRIMA_ALTROVE = "a|h[1-6]|summary|caption|th|dt"
"""Where it is explained only when the page says it nowhere else: a long title makes a poor place."""


def spiega_sigle(html: str, sigle: Mapping[str, str]) -> str:
    r"""Return the page with each of its abbreviations explained once.

    >>> spiega_sigle("<h1>OIV</h1><p>L'OIV e <code>OIV</code>, OIV</p>", {"OIV": "organismo indipendente"})
    '<h1>OIV</h1><p>L\'<abbr title="organismo indipendente">OIV</abbr> e <code>OIV</code>, OIV</p>'
    >>> spiega_sigle("<h1>OIV</h1>", {"OIV": "organismo indipendente"})
    '<h1><abbr title="organismo indipendente">OIV</abbr></h1>'
    >>> spiega_sigle("<p>CC\nBY</p>", {"CC BY": "attribuzione"})
    '<p><abbr title="attribuzione">CC\nBY</abbr></p>'
    """
    if not sigle:
        return html
    scritte = {trovata.start(): trovata[0] for trovata in _parole(tuple(sigle)).finditer(html)}
    trovate = [(" ".join(scritta.split()), qui) for qui, scritta in scritte.items()]
    prime: dict[str, int] = {}
    for vietati in (f"{_MAI}|{_PRIMA_ALTROVE}", _MAI):
        mancano = [(sigla, qui) for sigla, qui in trovate if sigla not in prime]
        for sigla, qui in _fuori(html, mancano, vietati):
            prime.setdefault(sigla, qui)
    pezzi, da = [], 0
    for sigla, qui in sorted(prime.items(), key=lambda prima: prima[1]):
        pezzi += [html[da:qui], f'<abbr title="{escape(sigle[sigla])}">{scritte[qui]}</abbr>']
        da = qui + len(scritte[qui])
    return "".join([*pezzi, html[da:]])


def _fuori(html: str, trovate: Sequence[tuple[str, int]], vietati: str) -> Iterator[tuple[str, int]]:
    """Yield the abbreviations, each with its place, that are in none of those elements and in no tag."""
    chiusi = (trovato.span() for trovato in _elementi(vietati).finditer(html)) if trovate else iter(())
    inizio = fine = 0
    for sigla, qui in trovate:
        while fine <= qui:
            inizio, fine = next(chiusi, (len(html), len(html) + 1))
        if qui < inizio and html.rfind("<", 0, qui) <= html.rfind(">", 0, qui):
            yield sigla, qui


@cache
def _elementi(vietati: str) -> re.Pattern[str]:
    """Return what finds the elements that nothing is explained in, and comments."""
    return re.compile(rf"<(?P<marca>{vietati})\b[^>]*>.*?</(?P=marca)>|<!--.*?-->", re.DOTALL)


@cache
def _parole(sigle: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds abbreviations, the longest first; each way begins with a letter, and Python looks for those."""
    dette = [list(map(re.escape, s.split())) for s in sorted(sigle, key=len, reverse=True)]
    return re.compile(
        "|".join(
            rf"{prima}(?<![\w.&-]{prima})" + "".join(rf"\s+{a}" for a in altre) + r"(?![\w-])"
            for prima, *altre in dette
        )
    )
