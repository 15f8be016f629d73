"""The pages that no one writes: objectives, managers, their lists, and the «not yet» pages.

Pure: from the view of the build to path → Markdown. A generated page holds a few macro calls;
text from data is written as entities, so that neither Markdown nor Jinja reads it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import luoghi
from macros.model.problems import Documento
from macros.model.valori import Tipo
from macros.publish.parole.voci import titolo_documento

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo
    from macros.vista.vista import Vista

_FIGURE = ("manuale/pagine.md", "manuale/immagini/")
"""Pictures of pages: no act can be asked whether the figures in them are public."""
_PERCORSO = re.compile(rf"(?P<anno>\d{{4}})/(?:(?P<documento>{'|'.join(Documento)})/)?")
ITER = "Iter e versioni"
_ATTESE = {
    Documento.PIANO: "quando la Giunta lo avrà approvato",
    Documento.MONITORAGGIO: "dopo la comunicazione alla Giunta",
    Documento.RELAZIONE: "dopo la validazione dell’OIV e l’approvazione della Giunta",
}


_ANNO = "## Documenti\n\n{{ documenti_anno() }}\n\n## Che cosa resta da fare\n\n{{ prossimi_passi() }}"
_SENZA_CAPITOLI = (
    "I capitoli di questo documento non sono ancora scritti. "
    "Ciò che si prevede e ciò che si è ottenuto è nella [pagina di ogni obiettivo](../obiettivi/index.md)."
)


@dataclass(frozen=True, slots=True)
class PaginaGenerata:
    """A generated page."""

    percorso: str
    """Path from the content folder, with `.md`."""
    titolo: str
    """As typed in the data."""
    markdown: str
    di_riserva: bool = False
    """True: it gives way to a page of `content/` with the same path."""


def letterale(testo: str) -> str:
    """Return text that Markdown, HTML and Jinja show as it is.

    >>> letterale("È <b> {{ 1 }}")
    'È &#60;b&#62; &#123;&#123; 1 &#125;&#125;'
    """
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in testo)


def occhiello(obiettivo: Obiettivo) -> str:
    """Return the line above an objective's title."""
    if obiettivo.tipo is Tipo.AZIENDA_SPECIALE:
        return f"Obiettivo {obiettivo.codice} dell’Azienda Speciale"
    return f"Obiettivo {obiettivo.tipo} {obiettivo.codice}"


def aree(anno: Anno) -> Iterator[tuple[str, str, tuple[Obiettivo, ...]]]:
    """Yield (anchor, title, objectives) of each strategic area, of the agency, of what is left."""
    viste: set[str] = set()

    def scelti(codici: Iterable[str]) -> tuple[Obiettivo, ...]:
        trovati = tuple(anno.obiettivi[c] for c in codici)
        viste.update(o.codice for o in trovati)
        return trovati

    albero = anno.letture
    for area in albero.aree_strategiche:
        titolo = f"Area strategica {area.codice}. {area.titolo}"
        yield f"area-{area.codice}", titolo, scelti(v.codice for v in area.obiettivi)
    if albero.azienda_speciale:
        speciale = albero.azienda_speciale
        titolo = f"Azienda Speciale {speciale.titolo}"
        yield speciale.codice, titolo, scelti(v.codice for v in speciale.obiettivi)
    if altri := tuple(o for o in anno.obiettivi.values() if o.codice not in viste):
        yield "altri", "Altri obiettivi", altri


def generate(vista: Vista) -> Iterator[PaginaGenerata]:
    """Yield the generated pages of every visible year."""
    for n in vista.anni:
        anno = vista.anno(n)
        viste = (*(vista.anno_di(n, d) for d in Documento), anno)  # with what a variation has taken away since
        for obiettivo in {o.codice: o for v in viste for o in v.obiettivi.values()}.values():
            yield _pagina_obiettivo(n, obiettivo)
        for area in {a.codice: a for v in viste for a in v.letture.con_responsabile}.values():
            corpo = f"{{{{ pagina_responsabile({json.dumps(area.codice)}) }}}}"
            testo = _testo(f"Responsabile {area.codice}", area.titolo, corpo, "Chi risponde degli obiettivi")
            yield PaginaGenerata(f"{n}/{luoghi.RESPONSABILI}/{area.codice}.md", area.titolo, testo)
        yield _elenco_obiettivi(n, anno)
        yield _elenco_responsabili(n)
        yield _variazioni(n)
        if n - 1 in vista.anni:
            titolo = f"Dal {n - 1} al {n}: che cosa è cambiato"
            testo = _testo(f"Confronto con il {n - 1}", titolo, "{{ confronto_anni() }}")
            yield PaginaGenerata(f"{n}/{luoghi.CONFRONTO}", titolo, testo)
        yield from _iter(vista, n)
        yield from _di_riserva(vista, n)


def _di_riserva(vista: Vista, n: int) -> Iterator[PaginaGenerata]:
    """Yield the pages that others link to, for a year whose chapters are not written: used only where none exists."""
    pagine = {
        f"{n}/index.md": (f"Anno {n}", _ANNO),
        f"{n}/albero/aree-strategiche.md": (
            f"Albero {n} per aree strategiche",
            '{{ albero_performance("strategica") }}',
        ),
        f"{n}/albero/aree-dirigenziali.md": (
            f"Albero {n} per aree dirigenziali",
            '{{ albero_performance("dirigenziale") }}',
        ),
    }
    pagine |= {
        f"{n}/{documento}/index.md": (titolo_documento(vista.anno(n), documento), _SENZA_CAPITOLI)
        for documento in Documento
    }
    for percorso, (titolo, corpo) in pagine.items():
        testo = nascosta(vista, percorso) or _testo(titolo, titolo, corpo)
        yield PaginaGenerata(percorso, titolo, testo, di_riserva=True)


def _pagina_obiettivo(n: int, obiettivo: Obiettivo) -> PaginaGenerata:
    corpo = f"{{{{ pagina_obiettivo({json.dumps(obiettivo.codice)}) }}}}"
    testo = _testo(f"Obiettivo {obiettivo.codice}", obiettivo.titolo, corpo, occhiello(obiettivo))
    titolo = f"{obiettivo.codice} {obiettivo.titolo}"
    return PaginaGenerata(f"{n}/{luoghi.OBIETTIVI}/{obiettivo.codice}.md", titolo, testo)


def _elenco_obiettivi(n: int, anno: Anno) -> PaginaGenerata:
    gruppi = [
        f"## {letterale(titolo)} {{: #{ancora} }}\n\n"
        + _elenco((f"{o.codice}.html", f"{o.codice} {o.titolo}", "") for o in obiettivi)
        for ancora, titolo, obiettivi in aree(anno)
    ]
    titolo = f"Obiettivi {n}"
    return PaginaGenerata(f"{n}/{luoghi.OBIETTIVI}/index.md", titolo, _testo(titolo, titolo, "\n".join(gruppi)))


def _elenco_responsabili(n: int) -> PaginaGenerata:
    titolo = f"Chi risponde degli obiettivi {n}"
    return PaginaGenerata(
        f"{n}/{luoghi.RESPONSABILI}/index.md", titolo, _testo(titolo, titolo, "{{ elenco_responsabili() }}")
    )


def _variazioni(n: int) -> PaginaGenerata:
    titolo = f"Variazioni del Piano {n}: dal Piano approvato a oggi"
    testo = _testo("Variazioni del Piano", titolo, "{{ variazioni_piano() }}", f"Ciclo {n}")
    return PaginaGenerata(f"{n}/{luoghi.VARIAZIONI}", "Variazioni del Piano", testo)


def _iter(vista: Vista, n: int) -> Iterator[PaginaGenerata]:
    """Yield «Iter e versioni» of each document that may be shown; it is no chapter, so no PDF has it."""
    for documento in (d for d in Documento if vista.visibile(n, d)):
        sopra = titolo_documento(vista.anno(n), documento)
        titolo = f"{ITER}, {sopra}"
        corpo = f"{{{{ iter_e_versioni({json.dumps(documento)}) }}}}"
        yield PaginaGenerata(f"{n}/{documento}/{luoghi.ITER}", titolo, _testo(titolo, ITER, corpo, sopra))


def _elenco(righe: Iterable[tuple[str, str, str]]) -> str:
    """Return a list of links: address, text, what is said below. HTML: Markdown gives no class."""
    voci = [
        f'<li><a href="{href}">{letterale(testo)}</a>'
        + (f'<span class="copertura">{letterale(sotto)}</span>' if sotto else "")
        + "</li>\n"
        for href, testo, sotto in righe
    ]
    return f'<ul class="elenco">\n{"".join(voci)}</ul>\n'


def _testo(etichetta: str, titolo: str, corpo: str, sopra: str = "") -> str:
    """Return a page: front matter, the line above the title, the title, the body."""
    testata = f'<p class="occhiello">{letterale(sopra)}</p>\n\n' if sopra else ""
    return (
        f"---\ntitle: {json.dumps(etichetta, ensure_ascii=False)}\n---\n\n{testata}# {letterale(titolo)}\n\n{corpo}\n"
    )


def nascosta(vista: Vista, percorso: str) -> str | None:
    """Return the page that stands in for one that may not be shown; None: it may be shown.

    Args:
        vista: what this build may show.
        percorso: path of a page of the content folder.
    """
    if vista.pubblico and percorso.startswith(_FIGURE):
        return _testo(
            "Le pagine in figura", "Le pagine in figura", "Le figure mostrano valori: stanno solo nella bozza."
        )
    trovato = _PERCORSO.match(percorso)
    if not trovato:
        return None
    anno = int(trovato["anno"])
    if anno not in vista.anni:
        testo = "I documenti di quest’anno non sono ancora approvati. Saranno pubblicati qui."
        return _testo(f"Anno {anno}", f"Anno {anno}", testo)
    if trovato["documento"] is None or vista.visibile(anno, trovato["documento"]):
        return None
    documento = Documento(trovato["documento"])
    titolo = titolo_documento(vista.anno(anno), documento)
    testo = f"Questo documento non è ancora approvato: sarà pubblicato qui {_ATTESE[documento]}."
    return _testo(titolo, titolo, testo)
