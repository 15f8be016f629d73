"""Each item of Amministrazione trasparente as a piece of HTML for a page of another site: to paste, include or frame.

Made from the finished page of the item, so that both say the same. A piece has whole addresses and no style, id or
script. Its links never bear the label of an item: in the section where it goes each label has an address already.
Fonte: RECORDS 13.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from macros.model.luoghi import INDICE_DA_INCLUDERE, assoluto, file_da_includere
from macros.publish.carta.nodi import Nodo, leggi, pota
from macros.publish.carta.pagine import contenuto, risolvi
from macros.publish.html.modelli import componi, stili
from macros.publish.iter.anac import indirizzo_voce

if TYPE_CHECKING:
    from macros.vista.vista import Vista

TENUTI = frozenset({"href", "scope", "colspan", "rowspan", "datetime", "title", "aria-label", "lang"})
"""The attributes that mean something anywhere; the others are for our styles, or name ids."""
SOLO_NOSTRI = frozenset({"colgroup", "svg", "figure", "script", "style", "template"})
"""What needs our styles: a drawing is always beside the table of its figures."""
A_CAPO = frozenset({"copertura", "descrizione"})
"""Classes of what our styles put on a line of its own."""
_SEZIONE = "Sezione"
"""The line that leads to the section on our site."""


def da_includere(vista: Vista, leggi_pagina: Callable[[str], str | None]) -> dict[str, str]:
    """Return the files, by place in the site: for each item a piece and a page for a frame; the page that lists them.

    None without an address of the site: the links could not be whole.

    Args:
        vista: what is built.
        leggi_pagina: address of a page → the finished page; None: there is none.
    """
    trasparenza, sito = vista.trasparenza, vista.ente.indirizzo_sito
    if trasparenza is None or not sito:
        return {}
    etichette = frozenset(v.titolo for v in trasparenza.voci)
    file: dict[str, str] = {}
    voci = []
    for voce in trasparenza.obblighi:
        pagina = indirizzo_voce(voce.codice)
        scritta = leggi_pagina(pagina)
        if scritta is None:
            continue
        pezzo, riquadro = (file_da_includere(voce.codice, in_riquadro=r) for r in (False, True))
        file[pezzo] = frammento(sito, pagina, scritta, etichette)
        file[riquadro] = componi(
            "riquadro_voce.html",
            titolo=voce.titolo,
            ente=vista.ente,
            pagina=assoluto(sito, pagina),
            stili=stili("riquadro.css"),
            pezzo=Markup(file[pezzo]),  # noqa: S704 - ours
        )
        voci.append((voce, pagina, pezzo, assoluto(sito, pezzo), assoluto(sito, riquadro)))
    di_esempio = vista.ente.indirizzo_aperto is None
    sotto = urlsplit(sito).path.rstrip("/")
    file[INDICE_DA_INCLUDERE] = componi(
        "indice_da_includere.html", ente=vista.ente, voci=voci, sotto=sotto, di_esempio=di_esempio
    )
    return file


def frammento(sito: str, pagina: str, scritta: str, etichette: frozenset[str]) -> str:
    """Return the content of a finished page as a piece for another: from its second level of headings on."""
    corpo = leggi(contenuto(scritta, pagina))
    pota(corpo, lambda n: n.nome in SOLO_NOSTRI or n.nome == "h1")
    _senza_sezione(corpo)
    _spoglia(sito, pagina, corpo, etichette)
    righe = (riga.rstrip() for riga in corpo.scrivi_contenuto().splitlines())
    return "\n".join(riga for riga in righe if riga) + "\n"


def _senza_sezione(nodo: Nodo) -> None:
    for elenco in (n for n in nodo.discendenti() if n.nome == "dl"):
        via = False
        tenuti: list[Nodo | str] = []
        for figlio in elenco.figli:
            if isinstance(figlio, Nodo) and figlio.nome == "dt":
                via = figlio.testo() == _SEZIONE
            if not via:
                tenuti.append(figlio)
        elenco.figli = tenuti


def _spoglia(sito: str, pagina: str, nodo: Nodo, etichette: frozenset[str]) -> None:
    """Leave what means something anywhere; open the boxes of tables and what only styles tell apart."""
    figli: list[Nodo | str] = []
    for figlio in nodo.figli:
        if isinstance(figlio, str):
            figli.append(figlio)
            continue
        _spoglia(sito, pagina, figlio, etichette)
        if figlio.classi & A_CAPO:
            figli.append(Nodo("br"))
        if figlio.nome in {"div", "span", "section", "details", "summary"} or (
            figlio.nome == "a" and ("href" not in figlio.attributi or figlio.testo() in etichette)
        ):
            figli += figlio.figli
            continue
        if "href" in figlio.attributi:
            figlio.attributi["href"] = _intero(sito, pagina, figlio.attributi["href"])
        figlio.attributi = {k: v for k, v in figlio.attributi.items() if k in TENUTI}
        figli.append(figlio)
    nodo.figli = figli


def _intero(sito: str, pagina: str, indirizzo: str) -> str:
    if urlsplit(indirizzo).scheme:
        return indirizzo
    percorso, ancora = risolvi(pagina, indirizzo)
    return assoluto(sito, quote(percorso)) + (f"#{quote(ancora)}" if ancora else "")
