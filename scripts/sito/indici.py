"""The trees of the side navigation: what each year and each section holds, in which order.

Only pages that exist are in them. The order of a document's chapters comes from the front
matter of its index page (`capitoli`), that of objectives and managers from the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.pagine import INDICE, INIZIO, OBIETTIVO, PAGINE, PRIMA_DI_CARTELLA
from macros.model.pagine_albero import ALBERI, ancora_area
from macros.model.problems import Documento
from macros.model.tipi_pagina import Soggetto, TipoPagina
from scripts.sito.rami import Ramo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo

CRUSCOTTO = Ramo(INIZIO.voce, INIZIO.indirizzo())


@dataclass(frozen=True, slots=True)
class Pagina:
    """A page of the site, as the frame needs it."""

    percorso: str
    """From the content folder (`2021/relazione/premessa.md`)."""
    url: str
    titolo: str
    capitoli: tuple[str, ...] = ()
    """Front matter of an index page: its chapters, in order."""


def capitoli(indice: Pagina, pagine: Mapping[str, Pagina]) -> tuple[Ramo, ...]:
    """The chapters of a document, numbered in the order that its index declares."""
    cartella = indice.percorso.rpartition("/")[0]
    percorsi = (f"{cartella}/{nome}" for nome in indice.capitoli)
    trovati = [pagine[p] for p in percorsi if p in pagine]
    return tuple(Ramo(f"{k}. {p.titolo}", p.url) for k, p in enumerate(trovati, 1))


def rami_anno(anno: Anno, pagine: Mapping[str, Pagina]) -> tuple[Ramo, ...]:
    """The side navigation of a year, in the order of the registry: only what exists, fold by fold."""

    def rami(sopra: str, tipi: Iterable[TipoPagina] = PAGINE) -> Iterator[Ramo]:
        scelti = (t for t in tipi if t.voce and t.sotto == sopra)
        return (ramo for tipo in scelti for di in tipo.per(anno) for ramo in del_tipo(tipo, di))

    def del_tipo(tipo: TipoPagina, di: Soggetto) -> Iterator[Ramo]:
        if p := pagine.get(tipo.file(anno.anno, di.codice)):
            suoi = capitoli(p, pagine) if tipo.cartella in set(Documento) else ()
            figli = _per_area(anno, p, pagine) if tipo is ALBERI["strategica"] else tuple(rami(tipo.percorso))
            titolo = tipo.riempi(tipo.voce, anno.anno, di, titolo=p.titolo)
            yield Ramo(titolo, p.url, (*suoi, *figli), aperto=tipo.aperto)

    pieghe = ((gruppo, tuple(rami("", tipi))) for gruppo, tipi in INDICE)
    return tuple(r for g, trovati in pieghe for r in ([Ramo(g, "", trovati)] if g and trovati else trovati))


def _per_area(anno: Anno, indice: Pagina, pagine: Mapping[str, Pagina]) -> tuple[Ramo, ...]:
    """The objectives area by area, where the tree has each; then the agency's, and those of no area."""
    albero, speciale = anno.letture, anno.letture.azienda_speciale
    aree = [(a.codice, f"Area strategica {a.codice}", [v.codice for v in a.obiettivi]) for a in albero.aree_strategiche]
    if speciale:
        aree.append((speciale.codice, f"Azienda Speciale {speciale.titolo}", [v.codice for v in speciale.obiettivi]))
    sotto = {codice for *_, codici in aree for codice in codici}
    if altri := [codice for codice in anno.obiettivi if codice not in sotto]:
        aree.append(("altri", "Altri obiettivi", altri))
    gruppi = []
    for area, titolo, codici in aree:
        trovati = ((anno.obiettivi[c], pagine.get(OBIETTIVO.file(anno.anno, c))) for c in codici)
        pubblicati = [(o, p.url) for o, p in trovati if p]
        gruppi.append(Ramo(titolo, f"{indice.url}#{ancora_area(area)}", _sotto(pubblicati)))
    return tuple(gruppi)


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
    """The pages of a folder: in the order of its index's `capitoli`, then by name; under a page those of its own."""
    prefisso = f"{nome}/"
    indice = pagine.get(PRIMA_DI_CARTELLA.file(codice=nome))
    dentro = {p.percorso: p for p in pagine.values() if p.percorso.startswith(prefisso) and p is not indice}

    def sotto(p: Pagina) -> list[Pagina]:
        return [dentro[f] for c in p.capitoli if (f := f"{prefisso}{c}") in dentro]

    di_altre = {f.percorso for p in dentro.values() for f in sotto(p)}
    prime = sotto(indice) if indice else []
    altre = sorted((p for p in dentro.values() if p not in prime), key=lambda p: p.percorso)
    testa = (Ramo(indice.titolo, indice.url),) if indice else ()
    return testa + tuple(
        Ramo(p.titolo, p.url, tuple(Ramo(f.titolo, f.url) for f in sotto(p)), aperto=True)
        for p in (*prime, *altre)
        if p.percorso not in di_altre
    )
