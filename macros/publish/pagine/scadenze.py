"""What is due in a year: each deadline, who answers for it, which act did it; what comes next. Never from the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.scadenze import ScadenzaValutata, prossime, secondo_gli_atti, ultimo_registrato
from macros.model import formato
from macros.model.luoghi import CALENDARIO
from macros.model.pagine import SCADENZE
from macros.model.problems import Documento
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi
from macros.publish.parole import voci
from macros.publish.parole.tempi import detta, in_breve
from macros.publish.pezzi.calendario import ancora_scadenza

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.scadenze import Scadenza
    from macros.vista.vista import Vista

QUANTE = 3
"""Of those that come next, how many a panel names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaScadenza:
    """A deadline as it is printed."""

    ancora: str
    titolo: str
    fonte: str
    entro: str
    entro_il: str
    """With its article."""
    giorno: str
    """ISO, for `<time>`."""
    chi: str
    fatta: bool
    passata: bool
    stato: str
    atto: str
    """Body and number; empty: none did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PannelloScadenze:
    """How the deadlines of a year stand, in few words."""

    in_breve: str
    prossime: tuple[RigaScadenza, ...]
    altre: int
    """Still to be done, beyond those named."""
    pagina: str


def scadenze_anno(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the deadlines of a year with their state, and how to subscribe to them.

    Example:
        {{ scadenze_anno() }}
    """
    dati = ctx.anno(anno)
    tutte = come_stanno(ctx.vista, dati)
    return componi(
        "scadenze.html",
        anno=dati.anno,
        in_breve=in_breve(tutte, ultimo_registrato(dati)),
        righe=tuple(riga(dati, v) for v in tutte),
        proprie=dati.scadenze is not None,
        calendario=CALENDARIO,
    )


def come_stanno(vista: Vista, anno: Anno) -> tuple[ScadenzaValutata, ...]:
    """Return the deadlines of a year as its acts tell them: done, to be done, or with their day gone.

    That a day is gone is told in public only where every act that could have done it would be shown.
    """
    mostrati = {d.value for d in Documento if vista.visibile(anno.anno, d)}

    def si_sa(s: Scadenza) -> bool:
        return not vista.pubblico or (s.atto is None and (s.adempie is None or s.adempie.documento in mostrati))

    return secondo_gli_atti(anno, si_sa)


def pannello(vista: Vista, anno: Anno) -> PannelloScadenze:
    """Return how the deadlines of a year stand, and the first of those that are still to be done."""
    tutte = come_stanno(vista, anno)
    da_fare = prossime(tutte)
    return PannelloScadenze(
        in_breve=in_breve(tutte, ultimo_registrato(anno)),
        prossime=tuple(riga(anno, v) for v in da_fare[:QUANTE]),
        altre=max(len(da_fare) - QUANTE, 0),
        pagina=SCADENZE.indirizzo(anno.anno),
    )


def riga(anno: Anno, v: ScadenzaValutata) -> RigaScadenza:
    """Return a deadline as it is printed."""
    s = v.scadenza
    return RigaScadenza(
        ancora=ancora_scadenza(s.codice),
        titolo=s.titolo,
        fonte=s.fonte or "",
        entro=formato.data_lunga(s.entro),
        entro_il=formato.con_articolo("il", s.entro),
        giorno=s.entro.isoformat(),
        chi=s.chi,
        fatta=v.atto is not None,
        passata=v.passata,
        stato=detta(anno, v),
        atto=voci.atto_breve(v.atto) if v.atto else "",
    )
