"""What a kind of page is: the entry of the registry of pages, and whom its pages are about.

Addresses start from the root of the site. Nothing is read, no macro is called.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from string import Template
from typing import TYPE_CHECKING, Protocol

from macros.model.citazioni import breve_documento, titolo_documento
from macros.model.piani import TIPI_PIANO
from macros.model.problems import Documento
from macros.model.sistemi import detto, sistemi
from macros.model.valori import Tipo, TipoAtto

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.file_anno import FileAnno
    from macros.model.oiv import Oiv

ANNO, CODICE = "$anno", "$codice"


class Mostrato(Protocol):
    """What a build may show, as far as a page's being there depends on it."""

    @property
    def pubblico(self) -> bool:
        """True when only what acts cover is shown."""

    @property
    def anni(self) -> tuple[int, ...]:
        """The years shown, ascending."""

    def visibile(self, anno: int, documento: Documento | str, /) -> bool:
        """True when a document of a year is shown."""

    def oiv(self, anno: int, /) -> Oiv | None:
        """Return what the OIV says of a year, as far as it is shown; None: nothing."""

    def ha(self, anno: int, tipo: FileAnno, /) -> bool:
        """True when a year has something of a kind of file, as far as it is shown."""

    def ha_figura(self, anno: int, /) -> bool:
        """True when the year-end figure of a year is there and is the one that is told first."""

    def ha_atto(self, anno: int, tipo: TipoAtto, /) -> bool:
        """True when a year has an act of a kind, as far as it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soggetto:
    """Of whom, or of what, a page is: an objective, a manager, a document; of the year, nothing."""

    codice: str = ""
    nome: str = ""
    """Its title, as typed in the data."""
    breve: str = ""
    """What it is called in links and by the search."""
    occhiello: str = ""


def dell_anno(_: Anno) -> Iterable[Soggetto]:
    """Of the year itself: one page."""
    return (Soggetto(),)


def degli_obiettivi(anno: Anno) -> Iterable[Soggetto]:
    """Of each objective."""
    for o in anno.obiettivi.values():
        occhiello = f"Obiettivo {o.tipo} {o.codice}"
        breve = "Obiettivo"
        if o.tipo is Tipo.AZIENDA_SPECIALE:
            occhiello, breve = f"Obiettivo {o.codice} dell’Azienda Speciale", "Obiettivo dell’Azienda Speciale"
        yield Soggetto(codice=o.codice, nome=o.titolo, breve=breve, occhiello=occhiello)


def dei_responsabili(anno: Anno) -> Iterable[Soggetto]:
    """Of each manager, and of the agency."""
    return (Soggetto(codice=a.codice, nome=a.titolo) for a in anno.letture.con_responsabile)


def dei_piani(anno: Anno) -> Iterable[Soggetto]:
    """Of each of the other plans."""
    altri = anno.altri_piani.piani if anno.altri_piani else ()
    return (Soggetto(codice=p.codice, nome=p.titolo, occhiello=TIPI_PIANO[p.tipo].capitalize()) for p in altri)


def dei_sistemi(anno: Anno) -> Iterable[Soggetto]:
    """Of each System that the year stands under."""
    for s in sistemi(anno):
        nome = detto(s.smvp)
        yield Soggetto(codice=str(s.numero), nome=nome, breve=f"{nome[:1].upper()}{nome[1:]}")


def del_documento(documento: Documento) -> Callable[[Anno], Iterable[Soggetto]]:
    """Of a document: one page."""
    return lambda anno: (
        Soggetto(codice=documento, nome=titolo_documento(anno, documento), breve=breve_documento(anno, documento)),
    )


def sempre(_: Mostrato, __: int) -> bool:
    """Every year."""
    return True


@dataclass(frozen=True, kw_only=True)
class TipoPagina:
    """A kind of page. In its texts `$anno`, `$prima` (the year before), `$codice`, `$nome`, `$breve` are filled."""

    percorso: str
    """From the content folder: with `$anno`, one each year; with `$codice`, one for each of `per`."""
    titolo: str = ""
    """In the browser, in the breadcrumb, in the search."""
    intestazione: str = ""
    """The heading on the page; empty: the title."""
    etichetta: str = ""
    """In the map of the site; empty: the title."""
    occhiello: str = ""
    """The line above the heading."""
    macro: str = ""
    """What writes it, in Markdown; empty: it is written by hand in `content/`."""
    di_riserva: bool = False
    """True: it gives way to a page of `content/` with the same path; else nobody can write that one."""
    per: Callable[[Anno], Iterable[Soggetto]] = dell_anno
    quando: Callable[[Mostrato, int], bool] = sempre
    """Whether a year has it."""
    documento: Documento | None = None
    """The document whose plan and acts it shows; None: that of its folder, or of none."""
    voce: str = ""
    """In the side navigation, where `$titolo` is the page's own; empty: it is not there by itself."""
    sotto: str = ""
    """Path of the page that it stands under in the side navigation; empty: at the top."""
    aperto: bool = False
    """True: the side navigation always shows what stands under it."""
    parte: str = ""
    """Of the first page of a folder: what the map calls the folder."""
    sezione: str = ""
    """What the search says it belongs to, and the year; empty: what its folder does."""
    solo_titoli: bool = False
    """True: it tells again what other pages say, so that the search keeps its title only."""

    @property
    def cartella(self) -> str:
        """Folder, below the year's."""
        return self.percorso.removeprefix(f"{ANNO}/").rpartition("/")[0]

    @property
    def generata(self) -> bool:
        """True when the build writes it, and nobody else can."""
        return bool(self.macro) and not self.di_riserva

    def file(self, anno: int = 0, codice: str = "") -> str:
        """Return the path of a page of this kind, from the content folder.

        >>> TipoPagina(percorso="$anno/confronto.md").file(2022)
        '2022/confronto.md'
        """
        return self.percorso.replace(ANNO, str(anno)).replace(CODICE, codice)

    def indirizzo(self, anno: int = 0, codice: str = "", ancora: str = "") -> str:
        """Return its address from the root of the site, down to a place in it.

        >>> TipoPagina(percorso="$anno/obiettivi/$codice.md").indirizzo(2021, "2.2", "calcolo-2.2")
        '2021/obiettivi/2.2.html#calcolo-2.2'
        """
        return f"{self.file(anno, codice).removesuffix('.md')}.html" + (f"#{ancora}" if ancora else "")

    def riempi(self, testo: str, anno: int, di: Soggetto, **altro: str) -> str:
        """Return one of its texts of a year, of whom it is about.

        >>> TipoPagina(percorso="a.md").riempi("Dal $prima al $anno", 2022, Soggetto())
        'Dal 2021 al 2022'
        """
        nomi = {"anno": anno, "prima": anno - 1, "codice": di.codice, "nome": di.nome, "breve": di.breve}
        return Template(testo).substitute(nomi | {"occhiello": di.occhiello} | altro)

    def chiamata(self, anno: int, di: Soggetto, **altro: str) -> str:
        """Return its Markdown of a year, where the code is an argument."""
        return self.riempi(self.macro, anno, Soggetto(codice=json.dumps(di.codice)), **altro)

    def soggetto(self, anno: Anno, codice: str) -> Soggetto | None:
        """Return whom the page with that code is about; None: a year has not that."""
        return next((s for s in self.per(anno) if s.codice == codice), None)

    @cached_property
    def forma(self) -> re.Pattern[str]:
        """What its addresses look like."""
        forma = re.escape(self.percorso.removesuffix(".md") + ".html")
        forma = forma.replace(re.escape(ANNO), r"(?P<anno>\d{4})").replace(re.escape(CODICE), "(?P<codice>[^/]+)")
        return re.compile(forma)
