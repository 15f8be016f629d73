"""How the individual sheets are said: profiles, components, the formula of a line, the shares."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from macros.engine.formula import in_parole
from macros.model.formato import leggibile
from macros.model.impostazioni import Componente, FiguraScheda, Profilo, Quote
from macros.model.piano import Smvp

PROFILI: Mapping[Profilo, str] = MappingProxyType(
    {
        Profilo.DIRIGENTE: "Segretario Generale e dirigenti",
        Profilo.POSIZIONE_ORGANIZZATIVA: "Posizioni Organizzative",
        Profilo.PERSONALE: "Personale non dirigente",
    }
)
"""Whom a sheet evaluates. Fonte: SMVP 4.2.1–4.2.3."""
COMPONENTI: Mapping[Componente, str] = MappingProxyType(
    {
        Componente.ENTE: "Performance della Camera",
        Componente.AREA: "Ambito di diretta responsabilità",
        Componente.OBIETTIVI: "Obiettivi assegnati",
        Componente.COMPORTAMENTI: "Comportamenti",
        Componente.COMPETENZE: "Conoscenze, attività, attitudini",
        Componente.DIFFERENZIAZIONE: "Differenziazione dei giudizi",
        Componente.ULTERIORI: "Ulteriori indicatori",
    }
)
"""What a final evaluation is made of. Fonte: SMVP 4, 4.2.1–4.2.3."""
FIGURE: Mapping[FiguraScheda, str] = MappingProxyType(
    {FiguraScheda.ATTESTATA: "attestato dall'OIV", FiguraScheda.CALCOLATA: "calcolato"}
)

VALUTA = (
    (None, "Il Segretario Generale è valutato dal Presidente."),
    (Profilo.DIRIGENTE, "I dirigenti sono valutati dal Segretario Generale."),
    (
        Profilo.POSIZIONE_ORGANIZZATIVA,
        "Le Posizioni Organizzative sono valutate dal Segretario Generale, con l'ausilio dei dirigenti.",
    ),
    (
        Profilo.PERSONALE,
        (
            "Il restante personale è valutato dai dirigenti, con l'ausilio dei responsabili delle unità organizzative "
            "di competenza, previa armonizzazione delle valutazioni con il Segretario Generale."
        ),
    ),
)
"""Who evaluates whom. Fonte: SMVP 4.3."""


def come_si_valuta(smvp: Smvp, *, organizzativa: bool = True) -> str:
    """Say how a sheet is reckoned; «» where the year does not declare it.

    `organizzativa`: False for a profile in which neither chamber nor area has a share.
    """
    formula, figura = smvp.formula_individuale, smvp.figura_individuale
    riga = f"Il totale di una riga è {in_parole(formula)}." if formula else ""
    grado = f"Per la Camera e per le aree vale il grado {FIGURE[figura]}." if figura and organizzativa else ""
    finale = "La valutazione finale è la somma delle componenti per la loro quota, esatta, stampata con due decimali."
    return " ".join(filter(None, (riga, grado, finale))) if riga or grado else ""


def quote_in_tabella(profili: Mapping[Profilo, Quote]) -> tuple[tuple[str, ...], list[tuple[str, tuple[str, ...]]]]:
    """Return the profiles, and each component with its share in each of them («» where it has none)."""
    tutte = list(profili.values())
    usate = [c for c in Componente if any(quote.get(c) for quote in tutte)]
    righe = [(COMPONENTI[c], tuple(leggibile(quote[c]) if quote.get(c) else "" for quote in tutte)) for c in usate]
    return tuple(PROFILI[p] for p in profili), righe
