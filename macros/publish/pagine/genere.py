"""The gender report of a year: women and men among organs and staff, table by table, and where their share falls."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from macros.engine.genere import ContoGenere, conto, totale
from macros.model import formato
from macros.model.genere import CON_MEDIA, PASSO_MEDIA, TAVOLE, QuantitaGenere, TavolaGenere, per_tavola
from macros.publish.contesto.contesto import Contesto
from macros.publish.disegni.quote import ParteInBarra, quote
from macros.publish.disegni.tela import Disegno
from macros.publish.html.modelli import componi
from macros.publish.parole.voci import FISSO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from macros.model.genere import RigaGenere

SENZA_GENERE = "I numeri del bilancio di genere non sono ancora scritti."
COLONNE = {
    None: ("Insieme", "Quota di donne"),
    QuantitaGenere.ORE: ("Ore a testa, donne", "Ore a testa, uomini", "Differenza"),
    QuantitaGenere.MEDIA: ("Media, donne", "Media, uomini", "Divario"),
}
"""What stands after women and men."""
NOTE = {
    QuantitaGenere.MEDIA: f"Euro lordi l'anno, arrotondati a {PASSO_MEDIA}: una media si dice dove è di almeno "
    f"{CON_MEDIA} donne o uomini. Il divario è di quanto la media delle donne dista da quella degli uomini.",
    QuantitaGenere.ORE: "Chi ha partecipato, con le ore di tutti; la differenza è fra una donna e un uomo.",
}
IN_FIGURA = (TavolaGenere.ORGANI, TavolaGenere.INQUADRAMENTO)
"""The tables drawn together: from who decides to who carries out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TavolaStampata:
    """A table of the report as printed."""

    chiave: str
    titolo: str
    nota: str
    colonne: tuple[str, ...]
    righe: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """What is counted, then cells: figure, and what stands under it."""
    somma: tuple[tuple[str, str], ...]
    """The cells of the sum; none: the table has no sum."""
    fonti: str


def bilancio_genere(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return women and men among organs and staff, with shares, hours and mean pay; a figure of their share by level.

    Example:
        {{ bilancio_genere() }}
    """
    dati = ctx.anno(anno)
    if not dati.genere:
        return componi("avviso.html", testo=SENZA_GENERE)
    tavole = dict(per_tavola(dati.genere))
    in_figura = [r for t in IN_FIGURA for r in tavole.get(t, ()) if r.persone]
    return componi(
        "bilancio_genere.html",
        anno=dati.anno,
        tavole=[_stampata(t, righe) for t, righe in tavole.items()],
        disegno=_figura(dati.anno, in_figura) if in_figura else None,
    )


def _stampata(tavola: TavolaGenere, righe: Sequence[RigaGenere]) -> TavolaStampata:
    forma = TAVOLE[tavola]
    somma = totale(forma, righe)
    return TavolaStampata(
        chiave=f"genere-{tavola.replace('_', '-')}",
        titolo=forma.titolo,
        nota=NOTE[forma.quantita] if forma.quantita else "",
        colonne=COLONNE[forma.quantita],
        righe=tuple((r.voce, _celle(conto(r))) for r in righe),
        somma=_celle(somma) if somma else (),
        fonti="; ".join(dict.fromkeys(r.fonte for r in righe if r.fonte)),
    )


def _celle(c: ContoGenere) -> tuple[tuple[str, str], ...]:
    donne, uomini = formato.numero(c.donne, 0), formato.numero(c.uomini, 0)
    if c.quantita is None:
        quota = formato.per_cento(c.quota_donne) if c.quota_donne is not None else formato.ASSENTE
        return (donne, ""), (uomini, ""), (formato.numero(c.persone, 0), ""), (quota, "")
    donna, uomo = c.a_persona
    if c.quantita is QuantitaGenere.ORE:
        ore = [formato.valore(q, "ore") if q is not None else "" for q in (c.quantita_donne, c.quantita_uomini)]
        differenza = formato.ASSENTE if c.differenza is None else formato.segno(c.differenza, 2)
        testa = (formato.numero(donna), ""), (formato.numero(uomo), ""), (differenza, "")
        return (donne, ore[0]), (uomini, ore[1]), *testa
    divario = formato.ASSENTE if c.differenza is None else f"{formato.segno(c.differenza, 2)}{FISSO}%"
    return (donne, ""), (uomini, ""), (formato.numero(donna, 0), ""), (formato.numero(uomo, 0), ""), (divario, "")


def _figura(anno: int, righe: Sequence[RigaGenere]) -> Markup:
    """Draw the share of women in each row: each bar lies in the outline of all the persons of the row."""
    barre = []
    for n, r in enumerate(righe, start=1):
        quota = conto(r).quota_donne or Fraction(0)
        barre.append(ParteInBarra(chiave=f"g{n}", titolo=r.voce, parte=quota, scritto=formato.per_cento(quota)))
    disegno = Disegno(
        chiave=f"genere-{anno}-d",
        titolo=f"Quota di donne fra organi e personale, {anno}",
        descrizione="; ".join(
            f"{r.voce}: {r.donne} su {r.persone}, {b.scritto}" for r, b in zip(righe, barre, strict=True)
        )
        + ".",
    )
    return quote(disegno, barre)
