"""An individual sheet computed: lines, components, final figure, band. All exact, rounded once at the end.

Pure: a sheet that was checked and a computed year go in. Fonte: SMVP 4.2, appendix «Scheda di valutazione».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from macros.engine.attestazioni import attestata
from macros.engine.formula import calcola_formula
from macros.engine.result import Ciclo
from macros.engine.sintesi import stato
from macros.model.formato import arrotonda
from macros.model.impostazioni import Banda, Componente, FiguraScheda, Profilo, Quote
from macros.model.individuale import RigaPunti, SchedaIndividuale
from macros.model.piano import Smvp
from macros.model.valori import Livello

DECIMALI = 2
"""Of a final figure, half up. Fonte: RECORDS 9."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegoleIndividuali:
    """What the year declares of the sheets, complete."""

    fasce: tuple[Banda, ...]
    formula: str
    figura: FiguraScheda
    profili: dict[Profilo, Quote]


def regole_individuali(smvp: Smvp) -> RegoleIndividuali | None:
    """Return what a year declares of the sheets; None where a key is missing."""
    formula, figura, profili = smvp.formula_individuale, smvp.figura_individuale, smvp.profili_individuali
    if not (smvp.fasce_individuali and formula and figura and profili):
        return None
    return RegoleIndividuali(fasce=smvp.fasce_individuali, formula=formula, figura=figura, profili=dict(profili))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendo:
    """One addend of a component."""

    nome: str
    """Of an area or an objective its code, else what stands in the sheet."""
    peso: Decimal
    valore: Fraction | None
    """Percentage points, exact. None: a line with points has none of its own, or the figure is not known."""
    totale: Fraction | None
    """Points that it gives to its component, exact. None: not known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponenteValutata:
    """A component of a sheet, which has a share in its profile."""

    componente: Componente
    quota: Decimal
    addendi: tuple[Addendo, ...]

    @property
    def esatto(self) -> Fraction | None:
        """The sum of its addends, 0–100. None: one is not known."""
        totali = [a.totale for a in self.addendi if a.totale is not None]
        return sum(totali, Fraction(0)) if totali and len(totali) == len(self.addendi) else None

    @property
    def contributo(self) -> Fraction | None:
        """Points that it gives to the final figure."""
        return None if self.esatto is None else Fraction(self.quota) * self.esatto / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedaValutata:
    """A sheet with its components and its final figure."""

    scheda: SchedaIndividuale
    componenti: tuple[ComponenteValutata, ...]
    finale: Fraction | None
    """Exact, percentage points. None: a component is not known."""
    stampata: Decimal | None
    """Half up, two decimals."""
    fascia: str | None
    """Of the printed figure; None: no figure, or it lies below the first band."""


def valutata(scheda: SchedaIndividuale, regole: RegoleIndividuali, ciclo: Ciclo) -> SchedaValutata:
    """Return a sheet computed at 31 December.

    Raises:
        KeyError: it names an area or an objective that the year does not have, or a profile without shares.
        ZeroDivisionError: the formula divides by zero on one of its lines.
    Fonte: RECORDS 9.
    """
    quote = regole.profili[scheda.profilo]
    componenti = tuple(
        ComponenteValutata(componente=c, quota=quota, addendi=tuple(_addendi(scheda, c, regole, ciclo)))
        for c in Componente
        if (quota := quote.get(c, Decimal(0))) > 0
    )
    contributi = [c.contributo for c in componenti if c.contributo is not None]
    finale = sum(contributi, Fraction(0)) if contributi and len(contributi) == len(componenti) else None
    stampata = None if finale is None else arrotonda(finale, DECIMALI)
    return SchedaValutata(
        scheda=scheda,
        componenti=componenti,
        finale=finale,
        stampata=stampata,
        fascia=stato(stampata, regole.fasce),
    )


def _addendi(
    scheda: SchedaIndividuale, componente: Componente, regole: RegoleIndividuali, ciclo: Ciclo
) -> Iterable[Addendo]:
    match componente:
        case Componente.ENTE:
            return [_pesato(Livello.ENTE, Decimal(100), figura(ciclo, regole.figura, Livello.ENTE))]
        case Componente.AREA:
            return [_pesato(a.area, a.quota, figura(ciclo, regole.figura, a.area)) for a in scheda.aree]
        case Componente.OBIETTIVI:
            return [_pesato(o.codice, o.peso, ciclo.obiettivi[o.codice].riportato) for o in scheda.obiettivi]
        case Componente.ULTERIORI:
            valori = ((u, None if u.valore is None else Fraction(u.valore)) for u in scheda.ulteriori)
            return [_pesato(u.titolo, u.peso, valore) for u, valore in valori]
    return [
        Addendo(nome=_nome(riga), peso=riga.peso, valore=None, totale=totale(riga, regole.formula))
        for riga in scheda.righe(componente)
    ]


def _pesato(nome: str, peso: Decimal, valore: Fraction | None) -> Addendo:
    dato = None if valore is None else Fraction(peso) * valore / 100
    return Addendo(nome=nome, peso=peso, valore=valore, totale=dato)


def _nome(riga: RigaPunti) -> str:
    return getattr(riga, "fattore", "") or getattr(riga, "richiesta", "")


def totale(riga: RigaPunti, formula: str) -> Fraction | None:
    """Return the total of a line by the declared formula, exact; None without points.

    Raises: FormulaNonValida, KeyError, ZeroDivisionError.

    Fonte: SMVP, appendix («Tot.»); the formula is a setting of the year.
    """
    if riga.punti is None:
        return None
    return calcola_formula(formula, {"punti": riga.punti, "massimo": riga.massimo, "peso": riga.peso})


def figura(ciclo: Ciclo, quale: FiguraScheda, codice: str) -> Fraction | None:
    """Return the figure of the chamber, of a managerial area or of the agency that enters the sheets, exact.

    None: nothing counted, or nothing is attested. Raises: KeyError when there is no such figure.
    """
    if quale is FiguraScheda.CALCOLATA:
        return ciclo.sintesi(codice).esatto
    detta = attestata(ciclo, codice)
    grado = detta.attestato if detta else None
    return None if grado is None else Fraction(grado)


def area_prevalente(quote: Quote) -> bool:
    """True when the area has a greater share than any other component. Fonte: D.Lgs. 150/2009, art. 9, c. 1, a)."""
    altre = [quota for componente, quota in quote.items() if componente is not Componente.AREA]
    return quote.get(Componente.AREA, Decimal(0)) > max(altre, default=Decimal(0))
