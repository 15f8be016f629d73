"""What a reader finds in an output: the words of a page and of a PDF."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

from macros.model.luoghi import RICERCA
from macros.publish.html.modelli import componi
from scripts.sito.ricerca import COLONNE, IN_TESTA
from tests.progetto_copia import RADICE
from tests.strumenti import richiedi


class _Testo(HTMLParser):
    """The words of a page, as read: scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.pezzi: list[str] = []
        self._muto = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._muto += tag in {"script", "style"}
        self._spazio(tag)

    def handle_endtag(self, tag: str) -> None:
        self._muto -= tag in {"script", "style"}
        self._spazio(tag)

    def _spazio(self, tag: str) -> None:
        if tag != "abbr":  # the words on its two sides are one with it: «(OIV)»
            self.pezzi.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._muto:
            self.pezzi.append(data)


def voci_ricerca(sito: Path) -> list[dict[str, str]]:
    """The entries of the search index of a site."""
    scritto = (sito / RICERCA).read_text(encoding="utf-8")
    voci, pagina, suo = [], "", ""
    for luogo, *altro in json.loads(scritto.removeprefix(IN_TESTA).removesuffix(";\n")):
        voce = dict(zip(COLONNE[1:], altro, strict=False))
        if luogo.startswith("#"):
            voce |= {"location": pagina + luogo, "dove": voce.get("dove") or suo}
        else:
            pagina, suo = luogo.partition("#")[0], voce.get("dove", "")
            voce["location"] = luogo
        voci.append({k: v for k, v in voce.items() if v})
    return voci


def parole(testo: str) -> str:
    """One space between words; no-break spaces, soft hyphens and typographic apostrophes made plain."""
    return " ".join(testo.replace("\u00ad", "").replace("’", "'").split())


def in_parole(pezzo: str) -> str:
    """The words of a piece of HTML."""
    lettore = _Testo()
    lettore.feed(pezzo)
    return parole("".join(lettore.pezzi))


def leggi_pagina(file: Path) -> str:
    return in_parole(file.read_text(encoding="utf-8"))


def senza_trattini(testo: str) -> str:
    """Words with an inner hyphen as one: at the end of a printed line the two kinds cannot be told apart."""
    return re.sub(r"(?<=[a-zàèéìòù])-(?=[a-zàèéìòù])", "", testo)


def leggi_pdf(file: Path) -> str:
    """The words of a PDF, those divided at the end of a line put together, without inner hyphens."""
    esito = subprocess.run([richiedi("pdftotext"), "-raw", str(file), "-"], capture_output=True, text=True, check=True)
    return senza_trattini(parole(re.sub(r"-\n(?=[a-zàèéìòù])", "", esito.stdout)))


def leggi_righe(file: Path) -> list[str]:
    """The rows of a page's tables, in words; one that goes on under the other is one."""
    riga = r'<tr\b.*?</tr>(?:\s*<tr class="seguito">.*?</tr>)?'
    return [in_parole(trovata) for trovata in re.findall(riga, file.read_text(encoding="utf-8"), re.DOTALL)]


def tabelle_dei_moduli() -> list[str]:
    """The tables of the page «Moduli del Sistema», in order, as its macros print them."""
    pagina = (RADICE / "content" / "manuale" / "moduli.md").read_text(encoding="utf-8")
    return [componi(f"tabelle/{nome}.html") for nome in re.findall(r'{{ tabella\("(.+?)"\) }}', pagina)]


SEGNO_PESO = re.compile(r"<!--peso [^ ]+-->")
_PAGINE = r"(?:[\d.]+\N{NO-BREAK SPACE}pagin[ae], )?"
PESO = re.compile(rf"(/\w+-\d{{4}}\.(?:pdf|html|png)\">[\w.-]+</a>) \({_PAGINE}[\d,.]+\N{{NO-BREAK SPACE}}[kM]B\)")


def senza_pesi(pagina: str) -> str:
    """A page without the pages and the sizes of whole documents, which only a build that makes them knows."""
    return SEGNO_PESO.sub("", PESO.sub(r"\1", pagina))
