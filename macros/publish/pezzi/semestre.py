"""How the half-year stands: in line, at risk, behind, by the bands that the year declares. Only words and counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.sintesi import andamento
from macros.model import formato
from macros.model.valori import Livello
from macros.publish.parole import voci

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, Sintesi
    from macros.model.impostazioni import FasceSemestre
    from macros.publish.parole.voci import Segno, Voto

SENZA_FASCE = "Il Sistema del {anno} non dichiara fasce per il semestre: valgono qui gli stati dell'anno."
GRUPPI = {
    Livello.AREA_STRATEGICA: "Aree strategiche",
    Livello.AREA_DIRIGENZIALE: "Aree dirigenziali",
    Livello.AZIENDA_SPECIALE: "Azienda Speciale",
    Livello.ENTE: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguraSemestre:
    """The chamber, an area or the agency at 30 June."""

    nome: str
    voto: Voto
    andamento: Segno | None
    """None: it has no grade, or the year declares no bands."""
    previste: tuple[str, ...]
    """Its grade at 31 December, for each forecast asked."""


def segno_di(ciclo: Ciclo, sintesi: Sintesi) -> Segno | None:
    """Return how a figure stands; None without a grade, or without bands."""
    come = andamento(sintesi.stampato, ciclo.anno.regole.semestre)
    return voci.segno_andamento(come) if come else None


def segno_obiettivo(ciclo: Ciclo, sintesi: Sintesi) -> Segno:
    """Return how an objective stands: by the bands, by the year's states where it declares none, or why it has none.

    One of which too little was measured is told by no band.
    """
    return (None if sintesi.in_parte else segno_di(ciclo, sintesi)) or voci.segno_obiettivo(ciclo, sintesi)


def figure(ciclo: Ciclo, *previsioni: Ciclo) -> tuple[tuple[str, tuple[FiguraSemestre, ...]], ...]:
    """Return the areas, group by group, and the chamber last; a group without a name is the chamber alone."""
    albero = ciclo.anno.letture
    nomi = {(livello, a.codice): a.titolo for livello, a in albero.gruppi()}
    return tuple(
        (
            detto,
            tuple(
                FiguraSemestre(
                    nome=_nome(livello, codice, nomi),
                    voto=voci.voto_sintesi(ciclo, sintesi),
                    andamento=segno_di(ciclo, sintesi),
                    previste=tuple(formato.stampato(p.figure[livello][codice].stampato) for p in previsioni),
                )
                for codice, sintesi in ciclo.figure[livello].items()
            ),
        )
        for livello, detto in GRUPPI.items()
        if ciclo.figure[livello]
    )


def _nome(livello: Livello, codice: str, nomi: dict[tuple[Livello, str], str]) -> str:
    if livello is Livello.ENTE:
        return "Camera"
    titolo = nomi[livello, codice]
    return f"{codice}. {titolo}" if livello is Livello.AREA_STRATEGICA else titolo


def fasce_in_parole(anno: int, fasce: FasceSemestre | None) -> str:
    """Say what the three states mean, or that the year declares none."""
    if fasce is None:
        return SENZA_FASCE.format(anno=anno)
    alto, basso = formato.valore(fasce.in_linea), formato.valore(fasce.a_rischio)
    return f"In linea da {alto} su 100, a rischio da {basso}, in ritardo sotto {basso}."
