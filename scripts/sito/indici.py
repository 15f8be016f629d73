"""The trees of the side navigation: what each year and each section holds, in which order.

Only pages that exist are in them. The order of a document's chapters comes from the front
matter of its index page (`capitoli`), that of objectives and managers from the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.problems import Documento
from macros.publish.parole.voci import NOMI_DOCUMENTI, triennio
from scripts.sito.pagine import ITER, aree
from scripts.sito.rami import Ramo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo

INIZIO = Ramo("Cruscotto", "index.html")
SEZIONI = ("trasparenza", "manuale")
"""Folders outside the years that have a side navigation of their own."""


@dataclass(frozen=True, slots=True)
class Pagina:
    """A page of the site, as the frame needs it."""

    percorso: str
    """From the content folder (`2021/relazione/premessa.md`)."""
    url: str
    titolo: str
    capitoli: tuple[str, ...] = ()
    """Front matter of an index page: its chapters, in order."""


def nomi_documenti(anno: Anno) -> dict[Documento, str]:
    """Return what the documents of a year are called in links."""
    return {
        Documento.PIANO: f"Piano {triennio(anno)}",
        Documento.MONITORAGGIO: NOMI_DOCUMENTI[Documento.MONITORAGGIO],
        Documento.RELAZIONE: f"Relazione {anno.anno}",
    }


def capitoli(indice: Pagina, pagine: Mapping[str, Pagina]) -> tuple[Ramo, ...]:
    """The chapters of a document, numbered in the order that its index declares."""
    cartella = indice.percorso.rpartition("/")[0]
    percorsi = (f"{cartella}/{nome}" for nome in indice.capitoli)
    trovati = [pagine[p] for p in percorsi if p in pagine]
    return tuple(Ramo(f"{k}. {p.titolo}", p.url) for k, p in enumerate(trovati, 1))


def rami_anno(anno: Anno, pagine: Mapping[str, Pagina]) -> tuple[Ramo, ...]:
    """The side navigation of a year: only what exists."""
    n = anno.anno
    nomi = nomi_documenti(anno)

    def pagina(percorso: str, titolo: str, figli: tuple[Ramo, ...] = ()) -> list[Ramo]:
        p = pagine.get(f"{n}/{percorso}")
        return [Ramo(titolo, p.url, figli)] if p else []

    def documento(nome: Documento) -> list[Ramo]:
        p = pagine.get(f"{n}/{nome}/index.md")
        figli = (*capitoli(p, pagine), *pagina(f"{nome}/iter.md", ITER)) if p else ()
        return [Ramo(nomi[nome], p.url, figli)] if p else []

    letture = (
        *pagina("albero/aree-strategiche.md", "Per aree strategiche"),
        *pagina("albero/aree-dirigenziali.md", "Per aree dirigenziali"),
    )
    albero = [Ramo("Albero della performance", letture[0].url, letture, aperto=True)] if letture else []
    responsabili = tuple(
        ramo for area in anno.letture.con_responsabile for ramo in pagina(f"responsabili/{area.codice}.md", area.titolo)
    )
    return (
        *([INIZIO] if "index.md" in pagine else []),
        *documento(Documento.PIANO),
        *albero,
        *_ramo_obiettivi(anno, pagine),
        *pagina("responsabili/index.md", "Responsabili", responsabili),
        *documento(Documento.MONITORAGGIO),
        *documento(Documento.RELAZIONE),
        *pagina("variazioni.md", "Variazioni del Piano"),
        *pagina("confronto.md", f"Confronto con il {n - 1}"),
        *pagina("correzioni.md", "Correzioni al testo approvato"),
        *([Ramo(testa.titolo, testa.url)] if (testa := pagine.get(f"{n}/index.md")) else []),
    )


def _ramo_obiettivi(anno: Anno, pagine: Mapping[str, Pagina]) -> list[Ramo]:
    indice = pagine.get(f"{anno.anno}/obiettivi/index.md")
    if indice is None:
        return []
    gruppi = []
    for ancora, titolo, obiettivi in aree(anno):
        pubblicati = [(o, p.url) for o in obiettivi if (p := pagine.get(f"{anno.anno}/obiettivi/{o.codice}.md"))]
        breve = titolo.partition(".")[0]
        gruppi.append(Ramo(breve, f"{indice.url}#{ancora}", _sotto(pubblicati)))
    return [Ramo("Obiettivi", indice.url, tuple(gruppi), aperto=True)]


def _sotto(obiettivi: list[tuple[Obiettivo, str]]) -> tuple[Ramo, ...]:
    """Objectives with their addresses: each operational one under its strategic, where that is in the list."""
    presenti = {o.codice for o, _ in obiettivi}

    def rami(padre: str | None) -> tuple[Ramo, ...]:
        return tuple(
            Ramo(f"{o.codice} {o.titolo}", url, rami(o.codice), breve=f"Obiettivo {o.codice}")
            for o, url in obiettivi
            if (o.obiettivo_strategico if o.obiettivo_strategico in presenti else None) == padre
        )

    return rami(None)


def rami_cartella(nome: str, pagine: Mapping[str, Pagina]) -> tuple[Ramo, ...]:
    """The pages of a folder: in the order of its index's `capitoli`, then by name."""
    prefisso = f"{nome}/"
    indice = pagine.get(f"{nome}/index.md")
    ordine = {f"{prefisso}{c}": k for k, c in enumerate(indice.capitoli if indice else ())}
    dentro = [p for p in pagine.values() if p.percorso.startswith(prefisso) and p is not indice]
    dentro.sort(key=lambda p: (ordine.get(p.percorso, len(ordine)), p.percorso))
    testa = (Ramo(indice.titolo, indice.url),) if indice else ()
    return testa + tuple(Ramo(p.titolo, p.url) for p in dentro)
