"""The search index: what each page is about, said once.

Pure: from finished HTML to entries; `theme/js/cerca.js` reads them. Figures stay out: tables, charts and calculations
repeat what an indicator's entry names. The forms inside chapters and the list of the gaps repeat the pages of their
objectives. Nothing is read from the data but titles, which the view has already pruned.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from macros.model.pagine import INIZIO, OBIETTIVO, SEZIONI
from macros.model.riconosciute import riconosci, sezione
from macros.model.valori import Periodo
from macros.publish.contesto.continuita import gli_stessi

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from macros.vista.vista import Vista
    from scripts.sito.indici import Pagina

ANNI_INTERI = 2
"""Of the latest years the text is searched; of the others titles, headings, codes and indicators."""
COLONNE = ("location", "title", "dove", "text", "codice", "oggetto")
"""What an entry has; from `text` on they may be empty. `oggetto`: what its code is in all years, if another."""
IN_TESTA = "window.cicloIndice="
"""What stands before the entries, which are JSON."""
_CODICE = re.compile(r"<(svg|style|script|nav|details|figure)\b.*?</\1>", re.DOTALL)
_ESEMPIO = re.compile(r'<pre><code class="language-(?!sh")[^"]*">.*?</pre>', re.DOTALL)
"""An example to copy: the words around it say what it is. One looks for a command by its name."""
_CIFRE = re.compile(r'<table\b.*?</table>|<dl class="fatti".*?</dl>|<ul class="scostamenti">.*?</ul>', re.DOTALL)
_PER_RIGA = re.compile(r"<table\b[^>]*\bper-riga\b.*?</table>", re.DOTALL)
"""A table in which one looks for the name of a row: what the row says is read there."""
_CELLA = re.compile(r"<td\b.*?</td>", re.DOTALL)
_SCHEDA = re.compile(r'<section class="scheda\b[^>]*>\s*(<h([1-6])\b.*?</h\2>).*?</section>', re.DOTALL)
_TITOLO = re.compile(r'<h[2-4]\b[^>]*\bid="([^"]+)"[^>]*>(.*?)</h[2-4]>', re.DOTALL)
_CON_CODICE = re.compile(r"\S*\d\S* ")
_H1 = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_IN_LINEA = re.compile(r"</?(?:a|abbr|code|em|i|sub|sup)\b[^>]*>")
_TAG = re.compile(r"<!--.*?-->|<[^>]+>", re.DOTALL)
_STACCATO = re.compile(r" (?=[.,;:)»])")


@dataclass(slots=True)
class Indice:
    """The entries of a build, in the order of its pages."""

    vista: Vista
    voci: list[dict[str, str]] = field(default_factory=list)

    def di(self, pagina: Pagina, html: str) -> list[dict[str, str]]:
        """Return the entries of a page, of its sections and, for an objective, of its indicators."""
        return [{k: v for k, v in voce.items() if v} for voce in self._voci(pagina, html)]

    def _voci(self, pagina: Pagina, html: str) -> Iterator[dict[str, str]]:
        numero = _anno(self.vista, pagina.url)
        intera = numero is None or numero in self.vista.anni[-ANNI_INTERI:]
        dove = etichetta(self.vista, pagina.url)
        codice = _codice(pagina.url) if numero else ""
        trovata = riconosci(pagina.url)
        elenco = trovata is not None and trovata[0].solo_titoli
        (_, _, lede), *parti = sezioni(html, cifre=numero is None and pagina.url != INIZIO.indirizzo())
        obiettivo = self.vista.obiettivi(numero).get(codice) if numero else None
        lede = (obiettivo.sintesi or obiettivo.descrizione or "") if obiettivo else lede
        yield _voce(pagina.url, pagina.titolo, dove, lede if intera and not elenco else "", codice)
        for ancora, titolo, corpo in () if elenco else parti:
            # A heading of figures alone is no place to land on, unless it names an objective.
            if corpo or _CON_CODICE.match(titolo):
                yield _voce(pagina.url + ancora, titolo, dove, corpo if intera else "")
        for i in obiettivo.indicatori if obiettivo else ():
            ancore = (f"calcolo-{i.codice}", f"calcolo-{i.codice}-{Periodo.GIUGNO}", f"ob-{i.obiettivo}-ind")
            ancora = next((f"#{a}" for a in ancore if f'id="{a}"' in html), "")
            descrizione = (intera and i.descrizione) or ""
            yield _voce(pagina.url + ancora, f"{i.codice} {i.titolo}", f"Indicatore {numero}", descrizione, i.codice)

    def scritto(self) -> str:
        """Return the index as a script that `cerca.js` loads, always with the same bytes for the same pages."""
        righe = list(_righe(self._con_oggetto()))
        return IN_TESTA + json.dumps(righe, ensure_ascii=False, separators=(",", ":")) + ";\n"

    def _con_oggetto(self) -> Iterator[dict[str, str]]:
        """Yield the entries, saying of each code what it is in all years. Of all the years at once: no page has it."""
        anni = self.vista.anni
        stessi = gli_stessi({n: self.vista.obiettivi(n) for n in anni})
        stessi |= gli_stessi({n: self.vista.anno(n).indicatori for n in anni})
        for voce in self.voci:
            codice, numero = voce.get("codice", ""), _anno(self.vista, voce["location"])
            nome = stessi.get((numero, codice), codice) if numero else codice
            yield voce if nome == codice else voce | {"oggetto": nome}


def _righe(voci: Iterable[Mapping[str, str]]) -> Iterator[list[str]]:
    """Yield the entries as rows of `COLONNE`, without what is empty at their end.

    One that begins with `#` is of the page written above, and of its document where it names no other.

    >>> list(_righe({"location": luogo, "title": "T", "dove": "Piano 2021"} for luogo in ("a.html", "a.html#x")))
    [['a.html', 'T', 'Piano 2021'], ['#x', 'T']]
    """
    pagina = suo = ""
    for voce in voci:
        luogo, titolo, dove, *altro = (voce.get(colonna, "") for colonna in COLONNE)
        prima, segno, ancora = luogo.partition("#")
        if segno and prima == pagina and (dove or not suo):
            luogo, dove = segno + ancora, "" if dove == suo else dove
        else:
            pagina, suo = prima, dove
        riga = [luogo, titolo, dove, *altro]
        while not riga[-1]:
            riga.pop()
        yield riga


def _voce(luogo: str, titolo: str, dove: str, testo: str = "", codice: str = "") -> dict[str, str]:
    return {"location": luogo, "title": titolo, "dove": dove, "text": testo, "codice": codice}


def sezioni(html: str, *, cifre: bool) -> Iterator[tuple[str, str, str]]:
    """Yield (anchor, heading, text) of a page's beginning and of each section that can be linked.

    Args:
        html: content of the page, finished.
        cifre: False leaves out tables: on the pages of a year they hold figures.
    """
    html = _SCHEDA.sub(r"\1", _ESEMPIO.sub(" ", _CODICE.sub(" ", html)))
    html = _PER_RIGA.sub(lambda tabella: _CELLA.sub(" ", tabella[0]), html)
    if not cifre:
        html = _CIFRE.sub(" ", html)
    inizio, *resto = _TITOLO.split(_H1.sub(" ", html))
    yield "", "", testo(inizio)
    for ancora, titolo, corpo in zip(resto[::3], resto[1::3], resto[2::3], strict=True):
        yield f"#{ancora}", testo(titolo), testo(corpo)


def testo(html: str) -> str:
    """Return the words of a piece of HTML, on one line.

    >>> testo('<p>La <a href="x">Giunta</a>.</p><p>A &lt; B</p>')
    'La Giunta. A < B'
    """
    piano = unescape(_TAG.sub(" ", _IN_LINEA.sub("", html)))
    return _STACCATO.sub("", " ".join(piano.split()))


def etichetta(vista: Vista, url: str) -> str:
    """Return the year and the document that a page belongs to: «Relazione 2021»; empty: none."""
    numero = _anno(vista, url)
    if numero is None:
        trovata = riconosci(url)
        return SEZIONI.get(url.partition("/")[0], trovata[0].sezione if trovata else "")
    return sezione(vista.anno(numero), url)


def _anno(vista: Vista, url: str) -> int | None:
    prima = url.partition("/")[0]
    return int(prima) if prima.isdigit() and int(prima) in vista.anni else None


def _codice(url: str) -> str:
    """Code of the objective whose page this is; empty: another page."""
    trovata = riconosci(url)
    return trovata[2] if trovata and trovata[0] is OBIETTIVO else ""
