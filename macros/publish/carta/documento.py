"""From the pages of a document to one HTML: cover, contents, chapters in the order content says.

`rilega` is the document whatever reads it; `stampabile` is its form for paper, `unico` makes the one for a browser.
Only gathers and links; nothing is computed, no figure is written here. A link leads inside when
its target is printed, else to the site, else it becomes plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from macros.model.citazioni import con_preposizione, sigla
from macros.model.luoghi import assoluto
from macros.model.stampe import STAMPE
from macros.publish.carta.fascicolo import PROPOSTA, Fascicolo
from macros.publish.carta.indici import Capitolo, apri, descrivi, intesta, leggi_capitolo
from macros.publish.carta.intestazione import intestazione
from macros.publish.carta.pagine import PaginaCarta, leggi_pagina, risolvi, scrivi_sigle
from macros.publish.carta.rimandi import non_due_volte
from macros.publish.carta.tavole import corica_tavole
from macros.publish.html.glifi import COLORI, DATO, DATO_2, LINEA
from macros.publish.html.modelli import componi as componi_frammento

INDICE = "indice"
_TITOLO_E_ANNO = re.compile(r"(.+) (\d{4}(?:–\d{4})?)")
IN_BREVE = 16
"""Digits of the impronta on the cover, as at the foot of the site; the file's properties have them all."""


@dataclass(frozen=True, slots=True)
class Rilegato:
    """A document with its chapters bound: links lead inside, ids are unique."""

    fascicolo: Fascicolo
    capitoli: Sequence[Capitolo]
    corpi: Sequence[tuple[str, str]]
    """Id → content, of each chapter."""
    davanti: Sequence[tuple[str, str]] = ()
    """The same, of the pages between cover and contents."""


def componi(fascicolo: Fascicolo, sito: Path) -> str:
    """Return the whole document as one HTML, ready for `stampa`. Raises: as `rilega`."""
    return stampabile(rilega(fascicolo, sito))


def rilega(fascicolo: Fascicolo, sito: Path) -> Rilegato:
    """Bind the chapters of a document.

    Raises:
        StampaError: a chapter is missing or cannot be printed accessibly.
    """
    pagine = non_due_volte([leggi_pagina(fascicolo, capitolo, sito) for capitolo in fascicolo.capitoli])
    prime = [leggi_pagina(fascicolo, pagina, sito) for pagina in fascicolo.davanti]
    dette: set[str] = set()
    for pagina in (*prime, *pagine):
        scrivi_sigle(pagina.corpo, dette)
    per_percorso = {p.percorso: p for p in (*prime, *pagine)}
    descrizioni = descrivi(fascicolo, sito)
    capitoli = [leggi_capitolo(p, n, descrizioni.get(p.percorso, "")) for n, p in enumerate(pagine, start=1)]
    fascia = {**copertina(fascicolo), **_fascia(fascicolo)}
    for prima in prime:
        _collega(fascicolo, prima, per_percorso)
        intesta(prima, fascia)
    corpi: list[tuple[str, str]] = []
    for pagina, capitolo in zip(pagine, capitoli, strict=True):
        _collega(fascicolo, pagina, per_percorso)
        corica_tavole(pagina.corpo)
        if fascicolo.una_pagina:
            intesta(pagina, fascia)
        else:
            apri(pagina, capitolo)
        corpi.append((pagina.slug, pagina.corpo.scrivi_contenuto()))
    return Rilegato(fascicolo, capitoli, corpi, [(p.slug, p.corpo.scrivi_contenuto()) for p in prime])


def stampabile(rilegato: Rilegato) -> str:
    """Return a document as `stampa` takes it."""
    fascicolo = rilegato.fascicolo
    solo = "capitolo solo"
    sezioni = [_sezione(solo if fascicolo.una_pagina else "capitolo", *c) for c in rilegato.corpi]
    davanti = (
        []
        if fascicolo.una_pagina
        else [
            componi_frammento("copertina.html", **copertina(fascicolo)),
            *(_sezione(solo, *c) for c in rilegato.davanti),
            componi_frammento("indice.html", capitoli=rilegato.capitoli, ancora=INDICE),
        ]
    )
    return "\n".join([_testa(fascicolo), "<body>", *davanti, *sezioni, "</body>\n</html>\n"])


def _sezione(classi: str, slug: str, corpo: str) -> str:
    return f'<section class="{classi}" id="{escape(slug)}">{corpo}</section>'


def _testa(fascicolo: Fascicolo) -> str:
    titolo = f"{fascicolo.titolo} – {fascicolo.ente}"
    return intestazione(titolo, fascicolo.data, fascicolo.ente, f"Impronta SHA-256 dei dati: {fascicolo.impronta}")


def _fascia(fascicolo: Fascicolo) -> Mapping[str, object]:
    """Return what the band of a document of one page says otherwise than a cover: its acts, whose impronta it is."""
    di_che = con_preposizione("di", sigla(STAMPE[fascicolo.documento].documento))
    return {"atti": fascicolo.atti, "stato": fascicolo.stato, "di_che": di_che}


def copertina(fascicolo: Fascicolo) -> Mapping[str, object]:
    """Return what the cover says."""
    trovato = _TITOLO_E_ANNO.fullmatch(fascicolo.titolo)
    titolo, anno = trovato.groups() if trovato else (fascicolo.titolo, "")
    piede = [fascicolo.titolo]
    if not fascicolo.atti:
        piede.append(fascicolo.stato)
    if fascicolo.avviso:
        piede.append("Valori dimostrativi")
    return {
        "titolo": titolo,
        "anno": anno,
        "piede": ". ".join(piede),
        "ente": fascicolo.ente,
        "risultato": fascicolo.risultato,
        "atti": fascicolo.atti or (("Approvazione", fascicolo.stato),),
        "impronta": _cifre(fascicolo),
        "allegati": len(fascicolo.allegati),
        "avviso": fascicolo.avviso,
        "didascalia": fascicolo.didascalia,
        "disegno": Markup(_su_inchiostro(fascicolo.disegno)),  # noqa: S704 - see Fascicolo.disegno
    }


def _cifre(fascicolo: Fascicolo) -> tuple[str, ...]:
    """Return the digits of the impronta on the cover: all of them, in pieces, where an act has still to quote them."""
    cifre = fascicolo.impronta
    quante = len(cifre) if fascicolo.stato == PROPOSTA else IN_BREVE
    return tuple(cifre[n : n + IN_BREVE] for n in range(0, quante, IN_BREVE))


def _su_inchiostro(svg: str) -> str:
    """Change the colours of a drawing made for white paper to those of the dark cover."""
    trame = dict.fromkeys(COLORI.values(), "#c9d8e8")
    for chiaro, scuro in {DATO: "#ffffff", DATO_2: "#a9c0d8", LINEA: "#ffffff", **trame}.items():
        svg = svg.replace(chiaro, scuro)
    return svg


def _collega(fascicolo: Fascicolo, pagina: PaginaCarta, pagine: Mapping[str, PaginaCarta]) -> None:
    for nodo in pagina.corpo.discendenti():
        if nodo.nome == "a" and "href" in nodo.attributi:
            arrivo = _arrivo(fascicolo, pagina, nodo.attributi["href"], pagine)
            if arrivo is None:
                nodo.nome = "span"
                del nodo.attributi["href"]
                nodo.attributi.pop("aria-label", None)  # it said where the link leads
            else:
                nodo.attributi["href"] = arrivo


def _arrivo(fascicolo: Fascicolo, pagina: PaginaCarta, indirizzo: str, pagine: Mapping[str, PaginaCarta]) -> str | None:
    """Return where a link leads on paper; None: nowhere, its text remains."""
    if schema := urlsplit(indirizzo).scheme:
        return indirizzo if schema in {"http", "https", "mailto"} else None
    percorso, frammento = risolvi(pagina.percorso, indirizzo)
    if percorso == fascicolo.indice and percorso not in pagine:
        return f"#{INDICE}"
    if (meta := pagine.get(percorso)) and (not frammento or frammento in meta.ancore):
        return f"#{quote(meta.ancora(frammento))}"
    coda = f"#{quote(frammento)}" if frammento else ""
    return assoluto(fascicolo.indirizzo_sito, quote(percorso) + coda) or None
