"""The map of the site: every page, section by section, documents in the order of their chapters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.model.pagine import DI_SEMPRE, SEZIONI
from macros.model.riconosciute import parti, riconosci
from macros.publish.contesto.contesto import Contesto, Sorgente
from macros.publish.html.modelli import componi
from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True)
class SezioneMappa:
    """A list of pages under a title."""

    titolo: str
    pagine: tuple[tuple[str, str], ...]
    """(address, title)."""


def mappa_sito(ctx: Contesto) -> str:
    """Return every page of the site, in the order of its sections.

    Example:
        {{ mappa_sito() }}
    """
    cartelle: dict[str, list[Sorgente]] = {}
    for sorgente in ctx.sorgenti():
        cartelle.setdefault(sorgente.indirizzo.rpartition("/")[0], []).append(sorgente)
    rami = [
        SezioneMappa(_nome(cartella), tuple(_voce(ctx.vista, s) for s in _ordinate(ctx.vista, cartelle[cartella])))
        for cartella in sorted(cartelle, key=_posto)
    ]
    return componi("mappa.html", rami=rami)


def _posto(cartella: str) -> tuple[int, int, int, str]:
    """Order the folders: the site's own pages, the years from the last, the other sections."""
    prima, _, parte = cartella.partition("/")
    if not cartella:
        return (0, 0, 0, "")
    if prima.isdigit():
        note = list(parti())
        return (1, -int(prima), note.index(parte) if parte in note else len(note), parte)
    return (2, 0, list(SEZIONI).index(prima) if prima in SEZIONI else len(SEZIONI), cartella)


def _nome(cartella: str) -> str:
    prima, _, parte = cartella.partition("/")
    if not cartella:
        return "Pagine generali"
    if prima.isdigit():
        return f"Anno {prima}" if not parte else f"{prima}, {parti().get(parte, parte)}"
    di_sempre = {t.cartella: t.parte for t in DI_SEMPRE}
    return (SEZIONI | di_sempre).get(prima, prima.capitalize())


def _ordinate(vista: Vista, pagine: Sequence[Sorgente]) -> Iterable[Sorgente]:
    """Return the index first, then the chapters it lists, then the objectives in the order of the tree."""
    indice = next((p for p in pagine if p.indirizzo.endswith("index.html")), None)
    capitoli = [c.removesuffix(".md") for c in indice.capitoli] if indice else []
    prima = pagine[0].indirizzo.partition("/")[0]
    codici: list[str] = []
    if prima.isdigit() and int(prima) in vista.anni:
        anno = vista.anno(int(prima))
        codici = [*anno.obiettivi, *(a.codice for a in anno.letture.con_responsabile)]

    def chiave(sorgente: Sorgente) -> tuple[int, int, str]:
        nome = sorgente.indirizzo.rpartition("/")[2].removesuffix(".html")
        for gruppo, elenco in ((0, ["index"]), (1, capitoli), (2, codici)):
            if nome in elenco:
                return (gruppo, elenco.index(nome), nome)
        return (3, 0, nome)

    return sorted(pagine, key=chiave)


def _voce(vista: Vista, sorgente: Sorgente) -> tuple[str, str]:
    """Return address and title; an objective and a manager by their title in the data."""
    tipo, numero, codice = riconosci(sorgente.indirizzo) or (None, 0, "")
    if tipo and codice and numero in vista.anni:
        di = tipo.soggetto(vista.anno(numero), codice)
        if di:
            return sorgente.indirizzo, tipo.riempi(tipo.titolo, numero, di)
    return sorgente.indirizzo, sorgente.titolo
