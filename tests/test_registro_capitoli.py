"""Two chapters with one form are printed alike: what the site makes of pairs that differ in a sign or a space."""

from __future__ import annotations

import random
import re
import unicodedata
from html.parser import HTMLParser

import pytest

from macros.model.macro import A_BLOCCO, SEGNAPOSTO
from macros.reading.pagine.chiamate import Chiamata, pezzi
from macros.reading.pagine.markdown import Guardia, lettore
from macros.reading.registro.capitoli import brani

PAROLE = [
    *("uno", "Due", "3", "tre.", "4.", "**forte**", "*corsivo*", "`codice`", "``", "```", "~~~", "[nota](a.md)"),
    *(
        "![figura](a.png)",
        "[^1]",
        "[^1]: nota",
        "[rif]: b.md",
        "[rif]",
        "{: #punto }",
        "Termine",
        ": voce",
        "\\",
        "&amp;",
    ),
    *(
        "#",
        "##",
        ">",
        "-",
        "*",
        "+",
        "1.",
        "2.",
        "---",
        "===",
        "***",
        "|",
        "| a | b |",
        "a | b",
        "--- | ---",
        "perche\u0301",
    ),
    *("\u1fef", "\u00a0", "<b>", "<!-- x -->", "{{ grado('2') }}", "{{ recapito('pec') }}", "{{ elenco_atti() }}"),
    *("{# nota #}", "{% raw %}{{ x }}{% endraw %}", "_", "__", "http://a.it", "<a@b.it>"),
]
FRA = [
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "  ",
    "  \n",
    "\t",
    "\n    ",
    "\n  ",
    "\n\n    ",
    "\n\t",
    " \n",
    "\t\n",
    "\n \n",
    "",
]
ALTRE = ["\r", "\f", "\v", "\u00a0", "\u2003", "\n\u00a0\n", "\n\n\n"]


class Letta(HTMLParser):
    """What a browser makes of a page: elements, attributes, words with single spaces outside of code."""

    def __init__(self, pagina: str) -> None:
        super().__init__()
        self.viste: list[object] = []
        self.codice = 0
        self.feed(pagina)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.codice += tag == "pre"
        self.viste.append((tag, [(n, re.sub(r"\s+", " ", v or "", flags=re.ASCII)) for n, v in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.codice -= tag == "pre"
        self.viste.append(tag)

    def handle_data(self, data: str) -> None:
        detto = data if self.codice else re.sub(r"\s+", " ", data, flags=re.ASCII)
        if self.viste and isinstance(self.viste[-1], list) and not self.codice:
            detto = re.sub(r"\s+", " ", self.viste.pop()[0] + detto, flags=re.ASCII)
        self.viste.append([detto])

    def parole(self) -> list[object]:
        """Return all of it without the spaces at the edges of a block, which nobody sees."""
        fatte: list[object] = []
        for n, vista in enumerate(self.viste):
            if isinstance(vista, list):
                prima, dopo = self.viste[n - 1] if n else "p", self.viste[n + 1] if n + 1 < len(self.viste) else "p"
                detto = vista[0].lstrip(" ") if _blocco(prima) else vista[0]
                detto = detto.rstrip(" ") if _blocco(dopo) else detto
                fatte += [detto] if detto else []
            else:
                fatte.append(vista)
        return fatte


def _blocco(vista: object) -> bool:
    tag = vista[0] if isinstance(vista, tuple) else vista
    return tag in {"p", "li", "ul", "ol", "blockquote", "dd", "dl", "dt", "div", "td", "th", "tr", "table", "pre"} | {
        "tbody", "thead", *(f"h{n}" for n in range(1, 7)),
    }  # fmt: skip


def stampata(testo: str, in_linea: str) -> list[object]:
    """Return what the site prints of a chapter whose macros inside a sentence print that."""
    parti = []
    for n, pezzo in enumerate(pezzi(testo)):
        if isinstance(pezzo, Chiamata):
            parti.append(SEGNAPOSTO.format(numero=n) if pezzo.nome in A_BLOCCO else in_linea)
        else:
            assert isinstance(pezzo, str)
            parti.append(pezzo)
    html = re.sub(r'data-frammento="\d+"', "data-frammento", lettore(Guardia())("".join(parti)))
    return Letta(unicodedata.normalize("NFC", html)).parole()


def coppia(caso: random.Random) -> tuple[str, str]:
    """Return two chapters: the second has another sign between two words, or another word, or both."""
    parole = [caso.choice(PAROLE) for _ in range(caso.randint(1, 8))]
    fra = [caso.choice(FRA) for _ in parole]
    prima = "".join(p + f for p, f in zip(parole, fra, strict=True))
    for _ in range(caso.randint(1, 2)):
        n = caso.randrange(len(parole))
        if caso.random() < 0.85:
            fra[n] = caso.choice(FRA if caso.random() < 0.85 else ALTRE)
        else:
            parole[n] = caso.choice(PAROLE)
    return prima, "".join(p + f for p, f in zip(parole, fra, strict=True))


def _coppie_uguali(quante: int, seme: int) -> int:
    caso, uguali = random.Random(seme), 0  # noqa: S311 - a trial that can be had again
    for _ in range(quante):
        prima, dopo = coppia(caso)
        if prima != dopo and [t for _, t in brani(prima)] == [t for _, t in brani(dopo)]:
            uguali += 1
            for in_linea in ("7", "parola", "due parole", ""):
                assert stampata(prima, in_linea) == stampata(dopo, in_linea), (prima, dopo)
    return uguali


@pytest.mark.slow
def test_due_capitoli_con_la_stessa_forma_si_stampano_uguali() -> None:
    assert _coppie_uguali(1_000, 1) > 75


@pytest.mark.prova
def test_due_capitoli_con_la_stessa_forma_si_stampano_uguali_in_tante_prove() -> None:
    assert _coppie_uguali(100_000, 2) > 10_000
