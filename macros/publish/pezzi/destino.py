"""What became of the targets proposed at 30 June, and which variations changed an objective: for the pages of today.

The Monitoraggio speaks at its own date and never says it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model.pagine import VARIAZIONI
from macros.model.problems import Documento
from macros.model.valori import Periodo
from macros.model.variazioni import StatoVariazione
from macros.publish.iter.esiti import esito_in_parole
from macros.publish.parole import cifre, voci
from macros.trail.motivi import posti_di

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.piano import Obiettivo
    from macros.model.variazioni import Variazione
    from macros.publish.parole.cifre import Cifra
    from macros.vista.vista import Vista

ATTESO = (("target", str(Periodo.DICEMBRE)), ("fasi",))
"""Where the plan says what is expected at 31 December."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destino:
    """How far a proposal of June has come."""

    frase: str
    nome: str
    """Of the variation that takes it up («variazione 1»); empty: there is none."""
    indirizzo: str
    atteso: Cifra | None
    """What is expected at 31 December since then; None: not approved, no single figure, or no longer there."""


def destino(vista: Vista, anno: Anno, codice: str) -> Destino:
    """Return what became of the target proposed for an indicator.

    Args:
        vista: what this build may show.
        anno: the year as it stands today, without what this build may not show.
        codice: of the indicator.
    """
    sue = [v for v in anno.variazioni if v.proposta_da == Documento.MONITORAGGIO and _tocca(anno, v, codice, ATTESO)]
    ripresa = sue[-1] if sue else None
    approvata = ripresa is not None and anno.stato(ripresa) is StatoVariazione.APPROVATA
    i = anno.indicatori.get(codice)
    vale = approvata and not (i and i.fasi)
    return Destino(
        frase=_frase(anno, ripresa, finito=vista.atto(anno.anno, Documento.RELAZIONE) is not None),
        nome=f"variazione {ripresa.numero}" if ripresa else "",
        indirizzo=VARIAZIONI.indirizzo(anno.anno, ancora=ripresa.chiave) if ripresa else "",
        atteso=cifre.atteso(i, i.atteso.get(Periodo.DICEMBRE)) if i and vale else None,
    )


def approvate_di(anno: Anno, obiettivo: Obiettivo) -> tuple[int, ...]:
    """Return the numbers of the approved variations that changed an objective, its weights or its indicators."""
    codici = [obiettivo.codice, *(i.codice for i in obiettivo.indicatori)]
    return tuple(
        v.numero
        for v in anno.variazioni
        if anno.stato(v) is StatoVariazione.APPROVATA and any(_tocca(anno, v, codice) for codice in codici)
    )


def _tocca(anno: Anno, variazione: Variazione, codice: str, campi: tuple[tuple[str, ...], ...] = ()) -> bool:
    """True when a variation changes the thing of that code; with `campi`, one of those fields of it."""
    posti = [p for c in variazione.cambi for p in posti_di(c, anno, anno) if p.codice == codice]
    return any(not campi or any(p.passi[: len(c)] == c for c in campi) for p in posti)


def _frase(anno: Anno, variazione: Variazione | None, *, finito: bool) -> str:
    stato = anno.stato(variazione) if variazione else StatoVariazione.PROPOSTA
    oiv, giunta = (
        anno.atti.get(nome or "")
        for nome in (variazione and variazione.atto_oiv, variazione and variazione.atto_giunta)
    )
    if stato is StatoVariazione.APPROVATA and giunta:
        return f"Approvata: {voci.atto_in_parole(giunta)}."
    if variazione is not None and variazione.esito is not None:
        return f"{esito_in_parole(anno, variazione)}: il risultato atteso è rimasto quello di prima."
    if finito:
        return "Proposta non approvata entro l'anno: il risultato atteso è rimasto quello del Piano."
    if stato is StatoVariazione.VALIDATA and oiv:
        return (
            f"Validata ({voci.atto_in_parole(oiv)}), non ancora approvata: il risultato atteso resta quello del Piano."
        )
    return "Non ancora validata dall'OIV né approvata dalla Giunta: il risultato atteso resta quello del Piano."
