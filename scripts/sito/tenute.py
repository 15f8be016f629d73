"""Pages kept from one draft to the next: what was made of a page, and all that was read while it was made.

A page is taken again only while its source and every part that it read are the same, and who builds is the same
program.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from macros.model.valori import Periodo
from macros.publish.dati.risultati import Json
from macros.publish.env import sorgenti_di
from macros.publish.iter import variati
from macros.publish.pagine import evidenze
from macros.publish.pezzi import ritocchi
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.deposito import RifiutatoError
from macros.reading.testo.lettura import Aperti
from macros.reading.testo.puliti import Puliti
from macros.vista import vite
from macros.vista.ascolto import Letto
from macros.vista.freschezza import Freschezza, Ricordo, scritto
from macros.vista.vista import Vista, carica_vista
from scripts.sito.ricordi import PULITI, ricorda, ricorda_testi, ricordato, ricordato_testo

if TYPE_CHECKING:
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

T = TypeVar("T")
NOME = "pagine"
"""Under which they are remembered."""
PARTI = ("digesti", "fatti", "valori", "pagine")
"""What is remembered: what was read, what was made of it, some of that itself, the pages."""
REGISTRO = "registro.csv"
DISTILLATI: Mapping[str, Callable[..., object]] = {
    ritocchi.NOME: ritocchi.decisioni,
    evidenze.MISURATI: evidenze.misurati_al,
    vite.NOME: vite.nomi_in,
    variati.NOME: variati.variati,
}
"""What is made of a year so that who reads it depends on that alone: by name, of a year and, where one says it, a date.
"""
RILETTI: Mapping[str, Callable[[Any], object]] = {variati.NOME: variati.riletti}
"""Of these, what costs so much that it is kept itself: a page made anew may need it of years that are the same."""
Tenuta = dict[str, Json]
"""What was made of a page, or of a group of files."""


@dataclass(slots=True)
class Tenute:
    """What is kept of one build for the next."""

    radice: Path
    chi: str
    """Digest of who builds, and of what all pages depend on."""
    freschezza: Freschezza
    prima: Mapping[str, Tenuta]
    dopo: dict[str, Tenuta] = field(default_factory=dict)
    testi: list[str] = field(default_factory=list)
    """Contents of the pages that are made anew."""

    def prendi(self, nome: str, sorgente: str, *, fresca: bool = True) -> Tenuta | None:
        """Return what was made of a source under a name; None: it has to be made.

        `fresca`: False for a page of which the title alone is wanted: what was read for it may have changed since.
        """
        voce = self.prima.get(nome)
        if voce is None or voce["sorgente"] != sha256_di(sorgente.encode()):
            return None
        if not fresca:
            return {**voce, "html": ""}
        if not all(map(self.freschezza.uguale, cast("list[str]", voce["letti"]))):
            return None
        testo = ricordato_testo(self.radice, str(voce["testo"])) if "testo" in voce else ""
        if testo is None:
            return None
        self.dopo[nome] = voce
        return {**voce, "html": testo}

    def tieni_pagina(self, page: Page, sorgente: str, letti: Iterable[Letto], html: str) -> None:
        """Keep a page that is finished."""
        self.testi.append(html)
        impronta = sha256_di(html.encode("utf-8", "surrogatepass"))
        self.tieni(page.file.src_uri, sorgente, letti, {"testo": impronta, **di_pagina(page)})

    def tieni(self, nome: str, sorgente: str, letti: Iterable[Letto], fatto: Tenuta) -> None:
        """Keep what was made of a source."""
        detti: list[Json] = [*sorted(map(scritto, letti))]
        self.dopo[nome] = {"sorgente": sha256_di(sorgente.encode()), "letti": detti, **fatto}

    def una_volta(self, vista: Vista, nome: str, sorgente: str, fai: Callable[[], T]) -> T:
        """Return what was made of a source under a name, or make it; it is of what JSON holds."""
        if (voce := self.prendi(nome, sorgente)) is None:
            with vista.ascolto.ascolta() as letti:
                voce = {"fatto": cast("Json", fai())}
            self.tieni(nome, sorgente, letti, voce)
        return cast("T", voce["fatto"])

    def salva(self) -> None:
        """Keep it for the next build."""
        letti = (parte for voce in self.dopo.values() for parte in cast("list[str]", voce["letti"]))
        ricordo = self.freschezza.ricordo(letti)
        ricorda_testi(self.radice, self.testi, {str(voce.get("testo")) for voce in self.dopo.values()})
        ricorda(self.radice, NOME, self.chi, cast("Json", dict(zip(PARTI, (*ricordo, self.dopo), strict=True))))


def carica_bozza(radice: Path, chi: str, aperti: Aperti | None = None) -> Vista:
    """Return the view of a draft, without looking again through texts in which nothing was found.

    Args:
        radice: the project folder, where the memory is.
        chi: who builds, as `chi_costruisce`.
        aperti: what was opened of the project so far.

    Raises: DataError as `carica_vista`.
    """
    aperti = aperti or Aperti()
    ricordati = cast("dict[str, Any]", ricordato(radice, PULITI, chi) or {"puliti": [], "valori": {}})
    puliti = aperti.puliti = Puliti(frozenset(ricordati["puliti"]), valori_prima=ricordati["valori"])
    vista = carica_vista(radice, aperti=aperti).in_ascolto()
    ricorda(radice, PULITI, chi, {"puliti": [*sorted(puliti.ora)], "valori": cast("Json", puliti.valori_ora)})
    return vista


def apri_tenute(vista: Vista, chi: str, files: Files) -> Tenute | None:
    """Return what is kept of the pages of a draft; None when what all of them depend on cannot be read.

    Args:
        vista: what is built; the memory is in its project folder.
        chi: who builds, as `chi_costruisce`.
        files: all the files of the site: a link may lead to any of them.
    """
    pagine = cache(lambda: sorgenti_di(files))
    comuni = [f for f in vista.aperti.censisci(vista.radice, "data").file if f.parent.name == "data"]
    comune = [chi, *sorted(file.src_uri for file in files)]
    try:
        comune += [sha256_di(vista.aperti.leggi(vista.radice, f)) for f in comuni if f.name != REGISTRO]
    except (OSError, RifiutatoError):
        return None
    di_chi = sha256_di(json.dumps(comune).encode())
    prima = cast("dict[str, dict[str, Any]]", ricordato(vista.radice, NOME, di_chi) or {nome: {} for nome in PARTI})
    digesti, fatti, valori, tenute = (prima[nome] for nome in PARTI)

    def rifai(letto: Letto) -> object:
        nome, _, quando = letto.quale.partition(" ")
        return DISTILLATI[nome](vista, letto.anno, *([Periodo(quando)] if quando else []))

    freschezza = Freschezza(vista, pagine, rifai, RILETTI, Ricordo(digesti, fatti, valori))
    vista.ascolto.di_prima = freschezza.di_prima
    return Tenute(vista.radice, di_chi, freschezza, tenute)


def di_pagina(page: Page) -> Tenuta:
    """Return what is kept of a page that is finished, beside its content."""
    verso = {file.src_uri: dict(ancore) for file, ancore in (page.links_to_anchors or {}).items()}
    return {
        "titolo": str(page.title),
        "ancore": [*sorted(page.present_anchor_ids or ())],
        "verso": cast("Tenuta", verso),
    }


def in_pagina(voce: Tenuta, page: Page, files: Files) -> str:
    """Give a page what is kept of it; return its content."""
    page.title = str(voce["titolo"])
    page.present_anchor_ids = set(map(str, cast("list[str]", voce["ancore"])))
    verso = cast("dict[str, dict[str, str]]", voce["verso"])
    page.links_to_anchors = {f: ancore for nome, ancore in verso.items() if (f := files.get_file_from_path(nome))}
    return str(voce["html"])
