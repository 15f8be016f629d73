"""«Come è calcolato»: the explanation of a figure as a numbered receipt. Steps come from the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.spiega import ENTE, codici, spiega
from macros.model.formato import stampato
from macros.model.pagine import VITA
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto, ancora_calcolo, periodo_da, piu_vicino, senza_ciclo
from macros.publish.html.modelli import componi
from macros.publish.parole.attestato import attestato, frase
from macros.publish.parole.cifre import in_una_riga
from macros.vista.vite import nomi

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.anno import Anno
    from macros.vista.vista import Vista


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaScontrino:
    """A row of the receipt, with rounded figures that add up."""

    titolo: str
    testo: str
    esito: str
    totale: bool
    """True: what the rows above add up to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassoEsatto:
    """A step with every figure exact, so that it can be reckoned again."""

    titolo: str
    testo: str
    luoghi: tuple[str, ...]
    """`file:line`, each once."""
    esito: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scontrino:
    """The explanation of one figure."""

    ancora: str
    codice: str
    """As shown; empty for the chamber."""
    titolo: str
    esito: str
    """The figure explained."""
    frase: str
    """The same in a line, for who reads no further; empty: the rows say it."""
    righe: tuple[RigaScontrino, ...]
    passi: tuple[PassoEsatto, ...]
    nota: str
    attestato: str
    """What the OIV attests, which is no step of the reckoning; may be empty."""
    vita: str
    """Page of the life of an indicator; empty for any other figure."""


def come_calcolato(ctx: Contesto, codice: str, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return how a figure came about: rule, inputs with file and line, weights up to the total.

    Example:
        {{ come_calcolato("2.2.a") }}
    """
    dati = ctx.anno(anno)
    data = periodo_da(periodo)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return componi("calcolo.html", scontrini=(), senza=senza_ciclo(ctx.vista, dati, data))
    return componi("calcolo.html", scontrini=(scontrino(ctx.vista, ciclo, codice),), senza="")


def scontrino(vista: Vista, ciclo: Ciclo, codice: str) -> Scontrino:
    """Return the explanation of an indicator, an objective, an area, a manager or the chamber."""
    if codice not in ciclo:
        raise piu_vicino(codice, codici(ciclo), f"un codice del {ciclo.anno.anno}")
    spiegazione = spiega(ciclo, codice)
    vita = nomi(vista, ciclo.anno.anno).get(codice)
    return Scontrino(
        ancora=ancora_calcolo(codice, ciclo.periodo),
        codice="" if codice == ENTE or ciclo.anno.area_dirigenziale(codice) else codice,
        titolo=spiegazione.titolo,
        esito=stampato((ciclo.indicatori.get(codice) or ciclo.sintesi(codice)).stampato),
        frase=in_una_riga(ciclo.indicatori[codice]) if codice in ciclo.indicatori else "",
        righe=tuple(
            RigaScontrino(
                titolo=p.titolo,
                testo=p.in_breve or p.testo,
                esito=p.porta or p.esito,
                totale=p.totale,
            )
            for p in spiegazione.passi
        ),
        passi=tuple(
            PassoEsatto(
                titolo=p.titolo,
                testo=p.testo,
                luoghi=tuple(dict.fromkeys(str(luogo) for luogo in p.luoghi)),
                esito=p.esito,
            )
            for p in spiegazione.passi
            if p.testo
        ),
        nota=spiegazione.nota,
        attestato=frase(ciclo, codice) if attestato(ciclo, codice) else "",
        vita=VITA.indirizzo(codice=vita.nome) if vita else "",
    )


def spiegazioni(vista: Vista, anno: Anno, scelti: list[str]) -> list[tuple[str, tuple[Scontrino, ...]]]:
    """Return the explanations of some figures, at each date whose plan had them: (title, receipts)."""
    gruppi = []
    for periodo in (Periodo.DICEMBRE, Periodo.GIUGNO):
        ciclo = vista.ciclo(anno.anno, periodo)
        if ciclo is not None and (presenti := [c for c in scelti if c in ciclo]):
            titolo = f"Al {periodo.in_parole} {anno.anno}"
            gruppi.append((titolo, tuple(scontrino(vista, ciclo, c) for c in presenti)))
    return gruppi
