"""The acts of a year as rows of a table: those of a document, or those an item must publish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.problems import Documento
from macros.model.valori import TipoAtto
from macros.publish import voci
from macros.publish.contesto import DOCUMENTI, Contesto, piu_vicino
from macros.publish.modelli import componi

if TYPE_CHECKING:
    from macros.model.anno import Atto

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


def righe_atti(atti: Iterable[Atto]) -> tuple[RigaAtto, ...]:
    """Return the rows of some acts, by date."""
    return tuple(
        RigaAtto(
            data=formato.data_lunga(a.data),
            giorno=a.data.isoformat(),
            titolo=voci.atto_breve(a),
            tipo=TIPI_ATTO[a.tipo],
            oggetto=a.oggetto,
            protocollo=a.protocollo or "",
            file=a.file or "",
        )
        for a in sorted(atti, key=lambda a: (a.data, a.nome))
    )


def elenco_atti(ctx: Contesto, documento: str | None = None, *, anno: int | None = None) -> str:
    """Return the acts of the year, of all documents or of one, by date.

    Example:
        {{ elenco_atti("relazione") }}
    """
    if documento is not None and documento not in (*DOCUMENTI, "smvp"):
        raise piu_vicino(documento, (*DOCUMENTI, "smvp"), "un documento")
    dati = ctx.anno(anno)
    scelti = [a for a in dati.atti.values() if documento is None or a.documento == documento]
    righe = righe_atti(scelti)
    chiave = f"atti-{documento}" if documento else "atti"
    nome = voci.NOMI_DOCUMENTI[Documento(documento)] if documento in DOCUMENTI else ""
    quali = f"Atti {dati.anno}: {nome}" if nome else f"Atti del {dati.anno}"
    return componi("atti.html", righe=righe, chiave=chiave, didascalia=quali)
