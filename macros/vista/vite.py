"""The life of each indicator: the name that lasts through years and numbers, and what is shown of it year by year.

The name is that of the historic series (`macros/trail/serie.py`): the first year that is shown, and the code it had
then. A year more, or another number, never changes it: a year names only what begins in it. What was divided or
joined, and what is measured in another way, begins anew; both pages stand, and each names the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macros.engine.previsione import PrevisioneDiGiugno, previsione
from macros.model.problems import Documento
from macros.model.regole import REGOLE
from macros.model.valori import Livello, Periodo
from macros.trail.serie import Nomi, continua

if TYPE_CHECKING:
    from fractions import Fraction

    from macros.engine.result import Ciclo, IndicatoreValutato
    from macros.model.anno import Anno
    from macros.model.piano import Indicatore
    from macros.model.valori import Atteso
    from macros.vista.vista import Vista

NOME = "vite"
"""Under which the names of a year are made once."""


@dataclass(frozen=True, slots=True)
class NomeVita:
    """What an indicator of a year is called for good."""

    codice: str
    """In that year."""
    nome: str
    """First year and first code, as in addresses: `2021-2.2.a`."""
    nota: str
    """What happened that year: the number it had, where it comes from; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnoDiVita:
    """A year of an indicator, as far as it is shown."""

    anno: Anno
    """With the last of its plans that has it."""
    indicatore: Indicatore
    nota: str
    promesso: Atteso | Fraction | None
    """For 31 December, in the Piano as approved; None: nothing, or it was not in it."""
    nel_piano: bool
    """True when the Piano as approved has it."""
    atteso: Atteso | Fraction | None
    """For 31 December, today."""
    tolto: bool
    """True when a variation took it away."""
    cicli: Mapping[Periodo, Ciclo]
    """The results that have it."""
    previsione: PrevisioneDiGiugno | None

    def al(self, periodo: Periodo) -> IndicatoreValutato | None:
        """Return it at a date; None: that is not shown, or its plan did not have it."""
        ciclo = self.cicli.get(periodo)
        return ciclo.indicatori[self.indicatore.codice] if ciclo else None


def nomi(vista: Vista, anno: int) -> Mapping[str, NomeVita]:
    """Return the names of all indicators that a year has in any of its plans, by code.

    Who asks depends on them alone, and not on the years that they follow from.
    """
    return vista.una_volta((NOME, anno), lambda: {n.codice: n for n in nomi_in(vista, anno)})


def nomi_in(vista: Vista, anno: int) -> tuple[NomeVita, ...]:
    """Return the same, in the order of the plans: that of today first."""
    return vista.distillato(anno, NOME, lambda: tuple(_nomi(vista, anno)))


def _nomi(vista: Vista, anno: int) -> Iterator[NomeVita]:
    prima = vista.anno(anno - 1) if anno - 1 in vista.anni else None
    livello = Livello.INDICATORE
    dati = Nomi({(anno - 1, (livello, n.codice)): n.nome for n in nomi_in(vista, anno - 1)} if prima else {})
    for piano in _piani(vista, anno):
        continua(dati, prima, piano, livello)
    for (suo, (_, codice)), nome in dati.di.items():
        if suo == anno:
            yield NomeVita(codice, nome.replace("/", "-"), dati.note.get((anno, (livello, codice)), ""))


def _piani(vista: Vista, anno: int) -> tuple[Anno, ...]:
    """Return the plans of a year that a build shows, that of today first."""
    return (vista.anno(anno), *(vista.anno_di(anno, d) for d in reversed(Documento)))


def vite(vista: Vista) -> Mapping[str, Mapping[int, NomeVita]]:
    """Return every life: its name → its years, ascending."""
    return vista.una_volta(NOME, lambda: _vite(vista))


def _vite(vista: Vista) -> Mapping[str, Mapping[int, NomeVita]]:
    tutte: dict[str, dict[int, NomeVita]] = {}
    for anno in vista.anni:
        for n in nomi_in(vista, anno):
            tutte.setdefault(n.nome, {}).setdefault(anno, n)
    return tutte


def indicatore(vista: Vista, anno: int, codice: str) -> Indicatore:
    """Return an indicator of a year, as the last of its plans that has it says."""
    return vista.anno_con(anno, codice).indicatori[codice]


def titolo(vista: Vista, vita: Mapping[int, NomeVita]) -> tuple[str, str]:
    """Return the latest code of a life, and its title."""
    anno = max(vita)
    codice = vita[anno].codice
    return codice, indicatore(vista, anno, codice).titolo


def vicine(vista: Vista, vita: Mapping[int, NomeVita]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the lives that one continues without being them, and of those that continue it."""
    primo, ultimo = min(vita), max(vita)
    da = indicatore(vista, primo, vita[primo].codice).continua_da or ()
    dopo = vista.anno(ultimo + 1).indicatori.values() if ultimo + 1 in vista.anni else ()
    eredi = [i.codice for i in dopo if vita[ultimo].codice in (i.continua_da or ())]
    return _nomi_di(vista, primo - 1, da), _nomi_di(vista, ultimo + 1, eredi)


def _nomi_di(vista: Vista, anno: int, codici: Iterable[str]) -> tuple[str, ...]:
    suoi = nomi(vista, anno) if anno in vista.anni else {}
    return tuple(suoi[c].nome for c in codici if c in suoi)


def anni_di_vita(vista: Vista, vita: Mapping[int, NomeVita]) -> tuple[AnnoDiVita, ...]:
    """Return the years of a life, ascending."""
    return tuple(_anno_di_vita(vista, anno, n) for anno, n in vita.items())


def _anno_di_vita(vista: Vista, anno: int, n: NomeVita) -> AnnoDiVita:
    piano = vista.anno_di(anno, Documento.PIANO).indicatori.get(n.codice)
    suo = vista.anno_con(anno, n.codice)
    cicli = {p: c for p in Periodo if (c := vista.ciclo(anno, p)) is not None and n.codice in c.indicatori}
    al = {p: c.indicatori[n.codice] for p, c in cicli.items()}
    return AnnoDiVita(
        anno=suo,
        indicatore=suo.indicatori[n.codice],
        nota=n.nota,
        promesso=_a_dicembre(piano, anno) if piano else None,
        nel_piano=piano is not None,
        atteso=_a_dicembre(suo.indicatori[n.codice], anno),
        tolto=n.codice not in vista.anno(anno).indicatori,
        cicli=cicli,
        previsione=previsione(al.get(Periodo.GIUGNO), al.get(Periodo.DICEMBRE)),
    )


def _a_dicembre(indicatore: Indicatore, anno: int) -> Atteso | Fraction | None:
    return REGOLE[indicatore.regola].atteso(indicatore, Periodo.DICEMBRE, anno)
