"""Explains each abbreviation at its first use on a page, from the one table of `mkdocs.yml` (`extra.sigle`).

The words are put in `<abbr title>`; the stylesheets write them out where a pointer cannot ask for them
(paper, touch screens). Nothing else of the page changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    """
    mancano = {s for s in sigle if s in html}
    for vietati in (f"{_MAI}|{_PRIMA_ALTROVE}", _MAI):
        if mancano:
            html = _spiega(html, {s: sigle[s] for s in sigle if s in mancano}, mancano, vietati)
    return html


def _spiega(html: str, sigle: Mapping[str, str], mancano: set[str], vietati: str) -> str:
    """Explain the first use of each abbreviation outside some elements; those found leave `mancano`."""
    pezzi, da = [], 0
    for trovata in _cerca(vietati, tuple(sigle)).finditer(html):
        sigla = trovata["sigla"]
        if sigla is None or sigla not in mancano:
            continue
        mancano.discard(sigla)
        pezzi += [html[da : trovata.start()], f'<abbr title="{escape(sigle[sigla])}">{sigla}</abbr>']
        da = trovata.end()
        if not mancano:
            break
    return "".join([*pezzi, html[da:]])


@cache
def _cerca(vietati: str, sigle: tuple[str, ...]) -> re.Pattern[str]:
    """Return what steps over tags and forbidden elements and stops at abbreviations, the longest first."""
    parole = "|".join(re.escape(s) for s in sorted(sigle, key=len, reverse=True))
    return re.compile(
        rf"<(?P<marca>{vietati})\b[^>]*>.*?</(?P=marca)>|<!--.*?-->|<[^>]*>|(?<![\w.&-])(?P<sigla>{parole})(?![\w-])",
        re.DOTALL,
    )
