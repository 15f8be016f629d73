"""What proves the results: the numbers by area, and the index document by document. Fonte: RECORDS 6."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.evidenze import ConteggioEvidenze, Provato, chieste, conta, per_area, provati
from macros.model import formato
from macros.model.evidenze import Accesso
from macros.model.luoghi import file_evidenza
from macros.model.pagine import EVIDENZE, OBIETTIVO
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.html.modelli import componi
from macros.publish.parole.attestato import da_chi

if TYPE_CHECKING:
    from macros.engine.result import Ciclo
    from macros.model.evidenze import Evidenza

NON_REGISTRATE = "Nessuna evidenza è ancora registrata: mancano tutte."
NON_CHIESTE = "Le evidenze non erano richieste quando fu approvata la Relazione: nessuna è registrata."
IN_BREVE = 12
"""Digits of a fingerprint that a page prints; the table has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaEvidenza:
    """A document that proves an indicator, or that there is none."""

    codice: str
    titolo: str
    indirizzo: str
    """Page of its objective."""
    ancora: str
    """Of the first row of an indicator; else empty."""
    documento: str
    """Empty: no document."""
    dove: str
    """Where it is, number, day, fingerprint."""
    custode: str
    accesso: str
    file: str
    """Name of the published file; empty when it is not published here."""
    indirizzo_file: str
    vista: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEvidenze:
    """The evidence of the indicators that an area answers for."""

    codice: str
    titolo: str
    conto: ConteggioEvidenze
    righe: tuple[RigaEvidenza, ...]


def evidenze_per_area(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return how much evidence each area has: indicators, documents by access, seen by the OIV, missing.

    Example:
        {{ evidenze_per_area() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE))
    return componi("evidenze_per_area.html", **_numeri(ciclo), indice=EVIDENZE.indirizzo(dati.anno))


def indice_evidenze(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the index of the evidence of a year, area by area, with what is missing.

    Example:
        {{ indice_evidenze() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE))
    mancano = [(_riga(ciclo, p, None, prima=True), ciclo.anno.nome_area(_area(ciclo, p))) for p in _senza(ciclo)]
    return componi(
        "indice_evidenze.html",
        **_numeri(ciclo),
        mancano=mancano if ciclo.anno.evidenze else [],
    )


def _numeri(ciclo: Ciclo) -> dict[str, object]:
    """Return what both print: the areas with their numbers, the whole, why there is nothing."""
    return {
        "anno": ciclo.anno.anno,
        "da_chi": da_chi(ciclo.anno),
        "accessi": tuple(Accesso),
        "aree": [
            AreaEvidenze(
                codice=area.codice,
                titolo=area.titolo,
                conto=conta(prove),
                righe=tuple(_riga(ciclo, p, e, prima=e is p.righe[0]) for p in prove for e in p.righe),
            )
            for area, prove in per_area(ciclo)
        ],
        "totale": conta(provati(ciclo)),
        "senza": "" if ciclo.anno.evidenze else NON_REGISTRATE if chieste(ciclo) else NON_CHIESTE,
    }


def _senza(ciclo: Ciclo) -> list[Provato]:
    return [p for p in provati(ciclo) if p.manca]


def _area(ciclo: Ciclo, p: Provato) -> str:
    return ciclo.anno.area_che_risponde(p.valutato.indicatore)


def _riga(ciclo: Ciclo, p: Provato, e: Evidenza | None, *, prima: bool) -> RigaEvidenza:
    """Return a document of an indicator as it is printed; None: that it has none."""
    i, anno = p.valutato.indicatore, ciclo.anno.anno
    dove = [] if e is None else [e.luogo or "", f"prot. {e.protocollo}" if e.protocollo else ""]
    if e and e.data:
        dove.append(formato.data_breve(e.data))
    if e and e.sha256:
        dove.append(f"impronta {e.sha256[:IN_BREVE]}…")
    return RigaEvidenza(
        codice=i.codice,
        titolo=i.titolo,
        indirizzo=OBIETTIVO.indirizzo(anno, i.obiettivo),
        ancora=ancora_evidenza(i.codice) if prima else "",
        documento=(e.documento or "documento riservato") if e else "",
        dove=" · ".join(d for d in dove if d),
        custode=(e.custode or "") if e else "",
        accesso=str(e.accesso or "") if e else "",
        file=(e.file or "") if e else "",
        indirizzo_file=file_evidenza(anno, e.file) if e and e.file else "",
        vista=e in p.viste,
    )


def ancora_evidenza(codice: str) -> str:
    """Return where the index speaks of an indicator."""
    return f"evidenza-{codice}"


def rinvii(ciclo: Ciclo, codici: list[str]) -> list[tuple[str, str]]:
    """Return code and address in the index of those indicators that have evidence."""
    con = [p.valutato.indicatore.codice for p in provati(ciclo) if p.righe]
    return [(c, EVIDENZE.indirizzo(ciclo.anno.anno, ancora=ancora_evidenza(c))) for c in con if c in codici]
