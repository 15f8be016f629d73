"""The same results counted: objectives by state, indicators by dimension. Counts, no averages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from macros.model import formato
from macros.model.valori import IN_PARTE, Andamento, Assenza, Dimensione, Periodo
from macros.publish.contesto.contesto import Contesto, periodo_da, senza_ciclo
from macros.publish.contesto.gruppi import della_camera
from macros.publish.disegni.stati import Quanti, barra_stati
from macros.publish.html.modelli import componi
from macros.publish.parole import voci
from macros.publish.parole.voci import Segno
from macros.publish.pezzi import semestre

if TYPE_CHECKING:
    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.piano import Smvp


@dataclass(frozen=True, slots=True)
class Conteggio:
    """How many are in a state."""

    segno: Segno
    numero: int

    @property
    def parola(self) -> str:
        """The state in the number that fits."""
        return voci.al_plurale(self.segno.parola, self.numero)


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaDimensione:
    """The indicators of one dimension by state."""

    nome: str
    totale: int
    conteggi: tuple[Conteggio, ...]
    barra: Markup


def stati_dichiarati(regole: Smvp) -> tuple[str, ...]:
    """Return the states that an objective may have, best first; «valutato in parte» where the year declares it."""
    in_parte = () if regole.stati_copertura_minima is None else (IN_PARTE,)
    return (*(str(b.esito) for b in reversed(regole.stati)), *in_parte)


def segni(regole: Smvp, stati: Iterable[str], parole: Counter[str]) -> tuple[Segno, ...]:
    """Return the states in their order, then the absences; «non previsto» only where it occurs."""
    assenze = [Assenza.NON_RILEVATO, Assenza.NON_VALUTABILE]
    if parole[voci.ASSENZE[Assenza.NON_PREVISTO][1]]:
        assenze.append(Assenza.NON_PREVISTO)
    return (*(voci.segno_stato(regole, s) for s in stati), *(voci.segno_assenza(a) for a in assenze))


def per_stato(ciclo: Ciclo, codici: Iterable[str] | None = None) -> tuple[Conteggio, ...]:
    """Return how many objectives are in each state or absence; None: all the chamber's."""
    regole, scelti = ciclo.anno.regole, della_camera(ciclo.anno) if codici is None else codici
    parole = Counter(parola_stato(ciclo, codice) for codice in scelti)
    return tuple(Conteggio(s, parole[s.parola]) for s in segni(regole, stati_dichiarati(regole), parole))


def in_una_frase(conteggi: tuple[Conteggio, ...]) -> tuple[str, str, str]:
    """Return («24 obiettivi su 29», «raggiunti», «4 parzialmente raggiunti, …»): the best state first."""
    totale = sum(c.numero for c in conteggi)
    migliore, altri = conteggi[0], conteggi[1:]
    dette = [f"{c.numero}{voci.FISSO}{c.parola}" for c in altri if c.numero]
    quanti = f"{migliore.numero} {formato.concorda(migliore.numero, 'obiettivo', 'obiettivi')} su {totale}"
    return quanti, migliore.parola, ", ".join(dette)


def per_andamento(ciclo: Ciclo) -> tuple[Conteggio, ...]:
    """Return how many of the chamber's objectives are in each state of the half-year, then why the others have none.

    A year without bands counts its own states.
    """
    regole = ciclo.anno.regole
    figure = (ciclo.obiettivi[codice] for codice in della_camera(ciclo.anno))
    parole = Counter(semestre.segno_obiettivo(ciclo, f).parola for f in figure)
    stati = [voci.segno_stato(regole, s) for s in stati_dichiarati(regole)]
    if regole.semestre is not None:
        senza_grado = [s for s in stati if s.parola == IN_PARTE]
        stati = [*(voci.segno_andamento(a) for a in Andamento), *senza_grado]
    assenze = [voci.segno_assenza(a) for a in voci.ASSENZE]
    return tuple(Conteggio(s, parole[s.parola]) for s in (*stati, *(a for a in assenze if parole[a.parola])))


def parola_stato(ciclo: Ciclo, codice: str) -> str:
    """Return the state of an objective, or why it has none, in words."""
    return voci.segno_obiettivo(ciclo, ciclo.obiettivi[codice]).parola


def per_intero(ciclo: Ciclo, valutati: Iterable[IndicatoreValutato]) -> str:
    """Say how many indicators reached the whole of what was expected, how many only the best state, how many not.

    Grades are compared exactly: 100 or more is the whole. Empty where none has a grade, or there is one state alone.
    """
    misurati = [v for v in valutati if v.misurato]
    migliore = ciclo.anno.regole.stati[-1]
    interi = sum(not v.scoperto for v in misurati)
    bene = sum(v.scoperto and v.stato == migliore.esito for v in misurati)
    if not misurati or len(ciclo.anno.regole.stati) < 2:
        return ""
    tutti = formato.quanti(len(misurati), "indicatore", "indicatori")
    detto = voci.al_plurale(str(migliore.esito), bene)
    sono = formato.concorda(bene, "è", "sono")
    altri = len(misurati) - interi - bene
    return (
        f"Su {tutti} con un grado {interi} {formato.concorda(interi, 'ha', 'hanno')} ottenuto per intero il risultato "
        f"atteso, {bene} {sono} {detto} (da {formato.valore(migliore.da)}) ma non per intero, {altri} non "
        f"{formato.concorda(altri, 'lo è', 'lo sono')}."
    )


def conteggio_stati(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return how many of the chamber's objectives are in each state; at 30 June also by the bands of the half-year.

    Example:
        {{ conteggio_stati() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, data))
    fasce = ciclo.anno.regole.semestre if data is Periodo.GIUGNO else None
    return componi(
        "conteggio.html",
        conteggi=per_stato(ciclo),
        fasce=semestre.fasce_in_parole(dati.anno, fasce) if fasce else "",
        andamenti=per_andamento(ciclo) if fasce else (),
        figure=semestre.figure(ciclo) if fasce else (),
        chiave="semestre-andamento",
    )


def risultati_per_dimensione(ctx: Contesto, periodo: str = "31-12", *, anno: int | None = None) -> str:
    """Return the chamber's indicators by dimension and state.

    Example:
        {{ risultati_per_dimensione() }}
    """
    dati, data = ctx.anno(anno), periodo_da(periodo)
    ciclo = ctx.vista.ciclo_per(dati, data)
    if ciclo is None:
        return componi("avviso.html", testo=senza_ciclo(ctx.vista, dati, data))
    righe = dimensioni(ciclo)
    return componi(
        "dimensioni.html",
        righe=righe,
        segni=[c.segno for c in righe[-1].conteggi],
        quando=f"{data.in_parole} {dati.anno}",
        chiave=f"dimensioni-{data}",
        interi=per_intero(ciclo, indicatori_della_camera(ciclo)),
    )


def dimensioni(ciclo: Ciclo) -> tuple[RigaDimensione, ...]:
    """Return a row for each dimension that has indicators, then the total."""
    tutte = _parole(ciclo, None)
    regole = ciclo.anno.regole
    colonne = segni(regole, (str(b.esito) for b in reversed(regole.stati)), tutte)
    prefisso = f"dimensione-{ciclo.anno.anno}-{ciclo.periodo}"
    righe = []
    for dimensione in Dimensione:
        parole = _parole(ciclo, dimensione)
        if parole.total():
            chiave = f"{prefisso}-{dimensione}"
            righe.append(_riga(colonne, voci.DIMENSIONI[dimensione].capitalize(), parole, chiave))
    righe.append(_riga(colonne, "Tutti gli indicatori", tutte, f"{prefisso}-tutte"))
    return tuple(righe)


def _riga(colonne: tuple[Segno, ...], nome: str, parole: Counter[str], chiave: str) -> RigaDimensione:
    conteggi = tuple(Conteggio(s, parole[s.parola]) for s in colonne)
    return RigaDimensione(
        nome=nome,
        totale=parole.total(),
        conteggi=conteggi,
        barra=barra_stati([Quanti(c.segno.classe, c.segno.parola, c.numero) for c in conteggi], chiave),
    )


def indicatori_della_camera(ciclo: Ciclo) -> tuple[IndicatoreValutato, ...]:
    """Return all the indicators but the agency's, in the order of the tree."""
    codici = set(della_camera(ciclo.anno))
    return tuple(v for v in ciclo.indicatori.values() if v.indicatore.obiettivo in codici)


def _parole(ciclo: Ciclo, dimensione: Dimensione | None) -> Counter[str]:
    """Count the chamber's indicators of a dimension by state; None: all of them."""
    return Counter(
        voci.segno_indicatore(ciclo, v).parola
        for v in indicatori_della_camera(ciclo)
        if dimensione is None or v.indicatore.dimensione is dimensione
    )
