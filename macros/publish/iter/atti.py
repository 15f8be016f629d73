"""The acts of a year as rows of a table: those of a document, or those an item must publish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.citazioni import NOMI_DOCUMENTI
from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.model.variazioni import SISTEMA
from macros.publish.contesto.contesto import DOCUMENTI, Contesto, piu_vicino
from macros.publish.html.modelli import componi
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.atti import Atto

IN_BREVE = 16
"""Digits of a SHA-256 that a list shows, as at the foot of the site."""
TIPI_ATTO = {
    TipoAtto.PARERE_OIV: "parere dell'OIV",
    TipoAtto.CONFERMA_SMVP: "conferma del Sistema",
    TipoAtto.ORDINE_SERVIZIO: "ordine di servizio",
    TipoAtto.VALIDAZIONE_DATI: "validazione dei dati",
    TipoAtto.VALIDAZIONE_OIV: "validazione dell'OIV",
    TipoAtto.CERTIFICAZIONE_VALORI: "certificazione dei valori",
    TipoAtto.APPROVAZIONE_GIUNTA: "approvazione della Giunta",
    TipoAtto.COMUNICAZIONE_GIUNTA: "comunicazione alla Giunta",
    TipoAtto.PUBBLICAZIONE: "pubblicazione",
    TipoAtto.TRASMISSIONE: "trasmissione",
    TipoAtto.ESCLUSIONE: "esclusione dalla media",
    TipoAtto.RELAZIONE_SISTEMA: "relazione sul Sistema",
    TipoAtto.ERRATA: "errata corrige",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaAtto:
    """An act in a list."""

    data: str
    giorno: str
    """ISO, for `<time>`."""
    titolo: str
    """Body, number."""
    tipo: str
    oggetto: str
    protocollo: str
    file: str
    impronta_file: str
    """First digits of the SHA-256 that the act gives of its document; empty: it gives none."""
    riguarda: str
    albo: str
    """Address on the albo; empty: none."""
    impronta: str
    """First digits of the impronta of the data that it approves; empty: it approves none, or quotes none."""
    documento: str = ""
    """The document that it is on, where the list is of several."""
    decide: tuple[str, ...] = ()
    """What it decided."""
    in_linea: str = ""
    """Since when it is on line, where the list tells."""


def righe_atti(atti: Iterable[Atto], anno: Anno | None = None) -> tuple[RigaAtto, ...]:
    """Return the rows of some acts, by date; `anno`: the year whose codes they name."""
    return tuple(
        RigaAtto(
            data=formato.data_lunga(a.data),
            giorno=a.data.isoformat(),
            titolo=voci.atto_breve(a),
            tipo=TIPI_ATTO[a.tipo],
            oggetto=a.oggetto,
            protocollo=a.protocollo or "",
            file=a.file or "",
            impronta_file=(a.sha256 or "")[:IN_BREVE] if a.file else "",
            riguarda=_riguarda(a, anno),
            albo=a.albo or "",
            impronta=(a.impronta or "")[:IN_BREVE],
        )
        for a in sorted(atti, key=lambda a: (a.data, a.nome))
    )


def _riguarda(atto: Atto, anno: Anno | None) -> str:
    """Say what an act is about, with the words of the plan where its code is in it."""
    codice = atto.riguarda or ""
    if anno is not None and (area := anno.area_dirigenziale(codice)):
        return area.titolo
    if anno is not None and codice in anno.obiettivi:
        return f"obiettivo {codice}"
    return f"indicatore {codice}" if anno is not None and codice in anno.indicatori else codice


def elenco_atti(ctx: Contesto, documento: str | None = None, *, anno: int | None = None) -> str:
    """Return the acts of the year, of all documents or of one, by date; outside a document they are folded.

    Example:
        {{ elenco_atti("relazione") }}
    """
    if documento is not None and documento not in (*DOCUMENTI, SISTEMA):
        raise piu_vicino(documento, (*DOCUMENTI, SISTEMA), "un documento")
    dati = ctx.anno(anno)
    scelti = [a for a in dati.atti.values() if documento is None or a.documento == documento]
    righe = righe_atti(scelti, dati)
    chiave = f"atti-{documento}" if documento else "atti"
    nome = NOMI_DOCUMENTI[Documento(documento)] if documento in DOCUMENTI else ""
    quali = f"Atti {dati.anno}: {nome}" if nome else f"Atti del {dati.anno}"
    return componi("atti.html", righe=righe, chiave=chiave, didascalia=quali, piegati=ctx.documento is None)
