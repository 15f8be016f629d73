"""Calculated beside attested: the table of the year, and the OIV's figure in a sentence. Fonte: SMVP 3, 3.2.1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.attestazioni import attestate, mancante
from macros.engine.spiega import ENTE
from macros.model.pagine import OBIETTIVO, PRIMA_DELL_ANNO, RESPONSABILE
from macros.model.valori import Livello, Periodo
from macros.publish.contesto.contesto import Contesto, piu_vicino, senza_ciclo
from macros.publish.html.modelli import componi
from macros.publish.pagine.in_linea import protetto
from macros.publish.parole import attestato as parole
from macros.publish.parole import voci
from macros.publish.parole.attestato import da_chi, di_chi, senza_giudizio

if TYPE_CHECKING:
    from macros.engine.attestazioni import Attestata
    from macros.engine.result import Ciclo


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaAttestata:
    """A figure and what the OIV attests of it."""

    titolo: str
    indirizzo: str
    voto: voci.Voto
    manca: str
    """Why there is nothing attested; empty where there is."""


def attestazioni(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return what is computed beside what the OIV attests: the chamber, managers, agency, attested objectives.

    Example:
        {{ attestazioni() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE))
    righe = [_riga(ciclo, f) for f in attestate(ciclo).values() if f.dovuta or f.attestazione]
    return componi(
        "attestazioni.html",
        quando=f"{ciclo.periodo.in_parole} {dati.anno}",
        senza=senza_giudizio(ciclo),
        da_chi=da_chi(dati),
        di_chi=di_chi(dati),
        righe=righe,
    )


def _riga(ciclo: Ciclo, figura: Attestata) -> RigaAttestata:
    anno, codice = ciclo.anno, figura.codice
    if figura.livello is Livello.ENTE:
        titolo, indirizzo = "Camera di Commercio", PRIMA_DELL_ANNO.indirizzo(anno.anno)
    elif figura.livello is Livello.OBIETTIVO:
        titolo, indirizzo = f"{codice} {anno.obiettivi[codice].titolo}", OBIETTIVO.indirizzo(anno.anno, codice)
    else:
        titolo, indirizzo = anno.nome_area(codice), RESPONSABILE.indirizzo(anno.anno, codice)
    voto = voci.voto_sintesi(ciclo, ciclo.sintesi(codice))
    return RigaAttestata(titolo=titolo, indirizzo=indirizzo, voto=voto, manca="" if voto.attestato else mancante(anno))


def attestato(ctx: Contesto, codice: str = ENTE, *, anno: int | None = None) -> str:
    """Return what the OIV attests of a figure, with whom and which act; else that its judgement is not there.

    Example:
        {{ attestato() }}
    """
    dati = ctx.anno(anno)
    codici = [ENTE, *(a.codice for a in dati.letture.con_responsabile), *dati.obiettivi]
    if codice not in codici:
        raise piu_vicino(codice, codici, f"ente, un'area dirigenziale o un obiettivo del {dati.anno}")
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    detto = parole.attestato(ciclo, codice) if ciclo else None
    if detto is not None:
        return protetto(detto.intero)
    if codice in dati.obiettivi:
        return protetto(f"nessun grado attestato {da_chi(dati)}")
    return protetto(parole.giudizio_mancante(dati))
