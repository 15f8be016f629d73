"""The OIV's report on how the System worked: what it is, its act, whether in time, since when and where it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.model import formato
from macros.model.pagine import SCADENZE
from macros.model.pubblicati import pubblicati, ultimo_giorno
from macros.model.valori import TipoAtto
from macros.publish.contesto.contesto import Contesto
from macros.publish.html.modelli import componi
from macros.publish.pagine.scadenze import come_stanno
from macros.publish.parole import voci
from macros.publish.parole.tempi import detta
from macros.publish.pezzi.calendario import ancora_scadenza

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.atti import Atto

ATTO = TipoAtto.RELAZIONE_SISTEMA
SENZA_RELAZIONE = "La relazione dell'OIV sul funzionamento del Sistema non è ancora registrata."


@dataclass(frozen=True, slots=True, kw_only=True)
class RelazioneDetta:
    """A report as it is told."""

    atto: str
    oggetto: str
    protocollo: str
    in_linea: str
    """From which day to which; empty: no act put it on line."""
    albo: str
    """Where the signed one is read; empty: nowhere yet."""


def relazione_sistema(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return what the OIV's report on the System of a year is: act, deadline, days on line, where it is read.

    Example:
        {{ relazione_sistema() }}
    """
    dati = ctx.anno(anno)
    atti = atti_relazione(dati)
    dovuta = next((v for v in come_stanno(ctx.vista, dati) if (a := v.scadenza.adempie) and a.tipo is ATTO), None)
    return componi(
        "relazione_sistema.html",
        anno=dati.anno,
        relazioni=[_detta(dati, a) for a in atti],
        senza="" if atti else SENZA_RELAZIONE,
        termine=formato.data_lunga(dovuta.scadenza.entro) if dovuta else "",
        stato=detta(dati, dovuta) if dovuta else "",
        scadenze=SCADENZE.indirizzo(dati.anno, ancora=ancora_scadenza(dovuta.scadenza.codice)) if dovuta else "",
    )


def atti_relazione(anno: Anno) -> list[Atto]:
    """Return the acts that are the OIV's report on the System of a year, by date."""
    suoi = (a for a in anno.atti.values() if a.tipo is ATTO)
    return sorted(suoi, key=lambda a: (a.data, a.nome))


def _detta(anno: Anno, atto: Atto) -> RelazioneDetta:
    giorno = next((g for a, g in pubblicati(anno) if a is atto), None)
    fino = f" {formato.con_articolo('al', ultimo_giorno(giorno))}" if giorno else ""
    return RelazioneDetta(
        atto=voci.atto_in_parole(atto),
        oggetto=atto.oggetto,
        protocollo=atto.protocollo or "",
        in_linea=f"{formato.con_articolo('dal', giorno)}{fino}" if giorno else "",
        albo=atto.albo or "",
    )
