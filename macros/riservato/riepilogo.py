"""The summary for the Segretario Generale, who harmonises the evaluations: numbers of sheets, never a name.

Fonte: SMVP 4.3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from macros.engine.armonizzazione import LONTANO, GruppoValutato, armonizzazione
from macros.engine.individuale import SchedaValutata
from macros.model.formato import numero, segno
from macros.publish.html.modelli import componi
from macros.publish.parole.individuale import PROFILI
from macros.riservato.carta import TITOLO, Edizione, bozza

NOME = "riepilogo.pdf"


@dataclass(frozen=True, slots=True)
class RigaRiepilogo:
    """The sheets of one who evaluates, or all those of a profile, already written."""

    chi: str
    cifre: tuple[str, ...]
    """How many, mean, lowest, highest, distance."""
    livelli: tuple[str, ...]
    """How many in each band."""
    lontana: bool

    @classmethod
    def di(cls, gruppo: GruppoValutato, fasce: Iterable[str]) -> RigaRiepilogo:
        """Return the row of a group."""
        cifre = (numero(gruppo.media), numero(gruppo.minima), numero(gruppo.massima))
        return cls(
            gruppo.valutatore or "Tutti",
            (str(gruppo.quante), *cifre, _distanza(gruppo.distanza) if gruppo.valutatore else "–"),
            tuple(str(gruppo.fasce.get(f, 0)) for f in fasce),
            abs(gruppo.distanza) > LONTANO,
        )


def corpo_del_riepilogo(valutate: Iterable[SchedaValutata], di: Edizione) -> str:
    """Return the body of the summary as HTML."""
    viste = armonizzazione(valutate)
    fasce = [str(b.esito) for b in di.di.regole.fasce]
    anno = di.di.ciclo.anno.anno
    return componi(
        "riservato/riepilogo.html",
        ente=di.ente.nome,
        titolo="Riepilogo delle valutazioni",
        momento=f"Per l'armonizzazione con il Segretario Generale · {anno}",
        piede=f"{TITOLO} {anno}, riepilogo. Documento riservato",
        bozza=bozza(di),
        fasce=fasce,
        lontano=LONTANO,
        profili=[
            (PROFILI[p.profilo], [RigaRiepilogo.di(g, fasce) for g in (*p.valutatori, p.tutti)]) for p in viste.profili
        ],
        lontane=[
            (s.numero, PROFILI[s.profilo], s.valutatore, numero(s.stampata), s.fascia, _distanza(s.distanza))
            for s in viste.schede
            if s.lontana
        ],
        schede=[(s.numero, PROFILI[s.profilo], s.valutatore, numero(s.stampata), s.fascia) for s in viste.schede],
        senza=", ".join(viste.senza),
    )


def _distanza(punti: Fraction) -> str:
    return segno(punti, 2)
