"""The tables of an individual sheet, already written: results, conduct, the three analyses, what makes the total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from macros.engine.individuale import Addendo, ComponenteValutata, SchedaValutata
from macros.model.formato import ASSENTE, leggibile, numero
from macros.model.impostazioni import Componente
from macros.model.individuale import FATTORI, Momento, RigaPunti, SezioneScheda
from macros.publish.parole.cifre import atteso
from macros.publish.parole.individuale import COMPONENTI, FIGURE
from macros.riservato.annata import Annata

VUOTO = "–"
MODULO: Mapping[SezioneScheda, tuple[str, str, str]] = MappingProxyType(
    {
        SezioneScheda.CONOSCENZE: ("Analisi conoscenze e competenze", "Conoscenze richieste", "Competenze dimostrate"),
        SezioneScheda.ATTIVITA: ("Analisi attività e capacità", "Attività da svolgere", "Capacità dimostrate"),
        SezioneScheda.ATTITUDINI: (
            "Analisi attitudini e soft skills",
            "Soft skills richieste",
            "Comportamenti attuati",
        ),
    }
)
"""The words of the form: heading, what is asked, what was shown. Fonte: SMVP, appendix «Scheda di valutazione»."""
MASSIMO, PUNTI, PESO, TOTALE_RIGA, TOTALE = "Punteggio max", "Punti", "Peso", "Tot.", "TOTALE"
GRADO = "Grado al 31/12"


@dataclass(frozen=True, slots=True)
class ColonnaScheda:
    """A column."""

    nome: str
    numero: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RigaScheda:
    """A row: its first cell is its heading."""

    celle: tuple[str, ...]
    codice: str = ""
    sotto: tuple[str, ...] = ()
    """Lines in small under the heading."""
    prosa: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TavolaScheda:
    """A table."""

    colonne: tuple[ColonnaScheda, ...]
    righe: tuple[RigaScheda, ...]
    titolo: str = ""
    """Empty: the heading above says it."""
    totale: tuple[str, tuple[str, ...]] | None = None
    """Its last row: what it is, and the last cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParteScheda:
    """A part of the sheet, under its heading."""

    titolo: str
    tabelle: tuple[TavolaScheda, ...]
    sotto: str = ""


def stampata(valore: Decimal | Fraction | None) -> str:
    """Write a figure with two decimals; «n.d.» when it is not known."""
    return ASSENTE if valore is None else numero(valore, 2)


def _colonne(*nomi: str, testi: int = 1) -> tuple[ColonnaScheda, ...]:
    return tuple(ColonnaScheda(nome, n >= testi) for n, nome in enumerate(nomi))


def parti(valutata: SchedaValutata, di: Annata, momento: Momento) -> tuple[ParteScheda, ...]:
    """Return the parts of a sheet, in the order of the components; those that it has nothing for are left out."""
    finale = momento is Momento.VALUTAZIONE
    trovate: list[ParteScheda] = []
    for c in valutata.componenti:
        match c.componente:
            case Componente.ENTE | Componente.AREA:
                continue  # together, in the first part
            case Componente.OBIETTIVI:
                tavola = _pesata(c, "Obiettivi", _obiettivi(c, di, finale=finale), finale=finale)
            case Componente.ULTERIORI:
                tavola = _pesata(
                    c, "Indicatore", _ulteriori(c, valutata, finale=finale), finale=finale, valore="Valore"
                )
            case Componente.COMPETENZE:
                trovate.append(_competenze(c, valutata, finale=finale))
                continue
            case _:
                tavola = _fattori(c, valutata, finale=finale)
        trovate.append(ParteScheda(titolo=COMPONENTI[c.componente], tabelle=(tavola,)))
    return (*_risultati(valutata, di, finale=finale), *trovate)


def _risultati(valutata: SchedaValutata, di: Annata, *, finale: bool) -> Iterator[ParteScheda]:
    """Yield the part on chamber and area; nothing where neither has a share."""
    righe: list[RigaScheda] = []
    for c in valutata.componenti:
        if c.componente is Componente.ENTE:
            righe += [_riga("Camera di Commercio", a, finale=finale) for a in c.addendi]
        elif c.componente is Componente.AREA:
            righe += [_riga(di.ciclo.anno.nome_area(a.nome), a, finale=finale) for a in c.addendi]
    if righe and (finale or len(valutata.scheda.aree) > 1):  # in January one area is among the first fields
        colonne = _colonne("Ambito", "Parte", *([GRADO] if finale else []))
        figura = f"Per la Camera e per le aree vale il grado {FIGURE[di.regole.figura]}."
        tavola = TavolaScheda(colonne=colonne, righe=tuple(righe))
        yield ParteScheda(titolo="Performance organizzativa", tabelle=(tavola,), sotto=figura if finale else "")


def _riga(nome: str, a: Addendo, *, finale: bool) -> RigaScheda:
    return RigaScheda(celle=(nome, leggibile(a.peso), *([stampata(a.valore)] if finale else [])))


def _pesata(
    c: ComponenteValutata, che: str, righe: Iterable[RigaScheda], *, finale: bool, valore: str = GRADO
) -> TavolaScheda:
    """Return a table of weighted grades."""
    nomi = (che, PESO, valore, TOTALE_RIGA) if finale else (che, PESO)
    totale = (TOTALE, (stampata(c.esatto),)) if finale else None
    return TavolaScheda(colonne=_colonne(*nomi), righe=tuple(righe), totale=totale)


def _obiettivi(c: ComponenteValutata, di: Annata, *, finale: bool) -> Iterator[RigaScheda]:
    """Yield the objectives; in January with what is expected of their indicators."""
    for a in c.addendi:
        obiettivo = di.ciclo.anno.obiettivi[a.nome]
        valutati = [di.ciclo.indicatori[i] for i, _ in obiettivo.membri]
        attesi = tuple(f"{v.indicatore.titolo}: {atteso(v.indicatore, v.target).piana}" for v in valutati)
        cifre = (stampata(a.valore), stampata(a.totale)) if finale else ()
        yield RigaScheda(
            celle=(obiettivo.titolo, leggibile(a.peso), *cifre),
            codice=obiettivo.numero,
            sotto=() if finale else attesi,
        )


def _ulteriori(c: ComponenteValutata, valutata: SchedaValutata, *, finale: bool) -> Iterator[RigaScheda]:
    for a, u in zip(c.addendi, valutata.scheda.ulteriori, strict=True):
        cifre = (stampata(a.valore), stampata(a.totale)) if finale else ()
        yield RigaScheda(celle=(a.nome, leggibile(a.peso), *cifre), sotto=(f"Fonte: {u.fonte}",) if u.fonte else ())


def _fattori(c: ComponenteValutata, valutata: SchedaValutata, *, finale: bool) -> TavolaScheda:
    """Return a table of factors, those of a Posizione Organizzativa with what each asks. Fonte: SMVP 4.2.2."""
    chiede = {nome.casefold(): testo for nome, testo in FATTORI.items()}
    righe = tuple(
        RigaScheda(
            celle=(a.nome, *_cifre(riga, a, finale=finale)),
            sotto=(chiede[chiave],) if (chiave := a.nome.casefold().replace("’", "'")) in chiede else (),
        )
        for a, riga in zip(c.addendi, valutata.scheda.righe(c.componente), strict=True)
    )
    nomi = ("Fattore", MASSIMO, PUNTI, PESO, TOTALE_RIGA) if finale else ("Fattore", MASSIMO, PESO)
    totale = (TOTALE, (stampata(c.esatto),)) if finale else None
    return TavolaScheda(colonne=_colonne(*nomi), righe=righe, totale=totale)


def _cifre(riga: RigaPunti, a: Addendo, *, finale: bool) -> tuple[str, ...]:
    if not finale:
        return leggibile(riga.massimo), leggibile(riga.peso)
    punti = VUOTO if riga.punti is None else leggibile(riga.punti)
    return leggibile(riga.massimo), punti, leggibile(riga.peso), stampata(a.totale)


def _competenze(c: ComponenteValutata, valutata: SchedaValutata, *, finale: bool) -> ParteScheda:
    """Return the three analyses of the form, the last with the total of them all."""
    tavole, fatte = [], 0
    sezioni = [s for s in SezioneScheda if valutata.scheda.sezione(s)]
    for sezione in sezioni:
        righe = valutata.scheda.sezione(sezione)
        addendi = c.addendi[fatte : fatte + len(righe)]
        fatte += len(righe)
        titolo, chiesto, mostrato = MODULO[sezione]
        nomi = (chiesto, mostrato, MASSIMO, PUNTI, PESO, TOTALE_RIGA) if finale else (chiesto, MASSIMO, PESO)
        tavole.append(
            TavolaScheda(
                titolo=titolo,
                colonne=_colonne(*nomi, testi=2 if finale else 1),
                righe=tuple(
                    RigaScheda(
                        celle=(
                            r.richiesta,
                            *((r.dimostrata or VUOTO,) if finale else ()),
                            *_cifre(r, a, finale=finale),
                        ),
                        prosa=True,
                    )
                    for r, a in zip(righe, addendi, strict=True)
                ),
                totale=(TOTALE, (stampata(c.esatto),)) if finale and sezione is sezioni[-1] else None,
            )
        )
    return ParteScheda(titolo=COMPONENTI[c.componente], tabelle=tuple(tavole))


def componenti(valutata: SchedaValutata, momento: Momento) -> TavolaScheda:
    """Return the table that makes the final figure out of its components, or says how it will be made."""
    finale = momento is Momento.VALUTAZIONE
    righe = tuple(
        RigaScheda(
            celle=(
                COMPONENTI[c.componente],
                *((stampata(c.esatto),) if finale else ()),
                leggibile(c.quota),
                *((stampata(c.contributo),) if finale else ()),
            )
        )
        for c in valutata.componenti
    )
    nomi = ("Componente", "Risultato", "Quota", "Punti") if finale else ("Componente", "Quota")
    totale = ("VALUTAZIONE FINALE", (stampata(valutata.stampata),)) if finale else None
    return TavolaScheda(
        titolo="Da che cosa viene la valutazione finale." if finale else "Quanto conta ogni componente.",
        colonne=_colonne(*nomi),
        righe=righe,
        totale=totale,
    )
