"""What proves the results: the numbers by area, and the index document by document. Fonte: RECORDS 6."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.evidenze import ConteggioEvidenze, Provato, chieste, conta, misurati, per_area, provati
from macros.model import formato
from macros.model.citazioni import nome_oiv
from macros.model.evidenze import Accesso, di_indicatore
from macros.model.luoghi import file_evidenza
from macros.model.pagine import OBIETTIVO
from macros.model.pagine_oiv import EVIDENZE
from macros.model.valori import Periodo
from macros.publish.contesto.contesto import Contesto, senza_ciclo
from macros.publish.html.modelli import componi
from macros.publish.parole.attestato import da_chi

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.evidenze import Evidenza
    from macros.vista.vista import Vista

NON_REGISTRATE = "Nessuna evidenza è ancora registrata: mancano tutte."
NON_CHIESTE = "Le evidenze non erano richieste quando fu approvata la Relazione: nessuna è registrata."
MISURATI = "misurati"
"""Under which it is made once which indicators were measured."""
ACCESSI = {Accesso.PUBBLICO: "Pubblici", Accesso.A_RICHIESTA: "A richiesta", Accesso.RISERVATO: "Riservati"}
"""How documents are counted, by who may see them."""
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
    numeri = _numeri(ciclo.anno, _provati(ctx, ciclo.anno))
    return componi("evidenze_per_area.html", **numeri, indice=EVIDENZE.indirizzo(dati.anno))


def indice_evidenze(ctx: Contesto, *, anno: int | None = None) -> str:
    """Return the index of the evidence of a year, area by area, with what is missing.

    Example:
        {{ indice_evidenze() }}
    """
    dati = ctx.anno(anno)
    ciclo = ctx.vista.ciclo_per(dati, Periodo.DICEMBRE)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, Periodo.DICEMBRE))
    suo, prove = ciclo.anno, _provati(ctx, ciclo.anno)
    mancano = [
        (_riga(suo, p, None, prima=True), suo.nome_area(suo.area_che_risponde(p.indicatore)))
        for p in prove
        if p.manca and suo.evidenze
    ]
    return componi("indice_evidenze.html", **_numeri(suo, prove), mancano=mancano, organo=nome_oiv(suo))


def misurati_al(vista: Vista, anno: int, periodo: Periodo) -> tuple[str, ...]:
    """Return which indicators were measured at a date: who asks has read that, and no value."""
    ciclo = vista.ciclo(anno, periodo)
    return vista.distillato(anno, f"{MISURATI} {periodo}", lambda: misurati(ciclo) if ciclo else ())


def _provati(ctx: Contesto, anno: Anno) -> tuple[Provato, ...]:
    return provati(anno, misurati_al(ctx.vista, anno.anno, Periodo.DICEMBRE))


def _numeri(anno: Anno, prove: tuple[Provato, ...]) -> dict[str, object]:
    """Return what both print: the areas with their numbers, the whole, why there is nothing."""
    return {
        "anno": anno.anno,
        "da_chi": da_chi(anno),
        "accessi": ACCESSI,
        "aree": [
            AreaEvidenze(
                codice=area.codice,
                titolo=area.titolo,
                conto=conta(sue),
                righe=tuple(_riga(anno, p, e, prima=e is p.righe[0]) for p in sue for e in p.righe),
            )
            for area, sue in per_area(anno, prove)
        ],
        "totale": conta(prove),
        "senza": "" if anno.evidenze else NON_REGISTRATE if chieste(anno) else NON_CHIESTE,
    }


def _riga(anno: Anno, p: Provato, e: Evidenza | None, *, prima: bool) -> RigaEvidenza:
    """Return a document of an indicator as it is printed; None: that it has none."""
    i = p.indicatore
    dove = [] if e is None else [e.luogo or "", f"prot. {e.protocollo}" if e.protocollo else ""]
    if e and e.data:
        dove.append(formato.data_breve(e.data))
    if e and e.sha256:
        dove.append(f"impronta {e.sha256[:IN_BREVE]}…")
    return RigaEvidenza(
        codice=i.codice,
        titolo=i.titolo,
        indirizzo=OBIETTIVO.indirizzo(anno.anno, i.obiettivo),
        ancora=ancora_evidenza(i.codice) if prima else "",
        documento=(e.documento or "documento riservato") if e else "",
        dove=" · ".join(d for d in dove if d),
        custode=(e.custode or "") if e else "",
        accesso=str(e.accesso or "") if e else "",
        file=(e.file or "") if e else "",
        indirizzo_file=file_evidenza(anno.anno, e.file) if e and e.file else "",
        vista=e.vista if e else False,
    )


def ancora_evidenza(codice: str) -> str:
    """Return where the index speaks of an indicator."""
    return f"evidenza-{codice}"


def rinvii(anno: Anno, codici: list[str]) -> list[tuple[str, str]]:
    """Return code and address in the index of those indicators that have evidence; no figure is looked at."""
    con = di_indicatore(anno.evidenze)
    return [(c, EVIDENZE.indirizzo(anno.anno, ancora=ancora_evidenza(c))) for c in codici if c in con]
