"""Figures over the years: a row for each thing, year and date, under one name as long as it goes on.

Identity is that of the comparison: `continua_da` from each year to the next, so that what was renumbered goes
on, and what was divided or joined begins anew. An indicator begins anew also when its rule or its unit changes.
Areas and managers go by their code. Figures stay exact: they are `Decimal` and `Fraction`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from macros.engine.result import Ciclo
from macros.model.anno import Anno
from macros.model.valori import Livello, Periodo
from macros.trail.ibridi import incomparabile
from macros.trail.identita import Identita, Legame, Sorte, identifica
from macros.trail.mondo import ENTE, Chiave

COLONNE = (
    "identita",
    "anno",
    "periodo",
    "livello",
    "codice",
    "titolo",
    "unita_misura",
    "valore",
    "grado",
    "grado_esatto",
    "copertura",
    "nota",
)
RigaQuadro = Mapping[str, object]
"""What each of `COLONNE` holds."""
INIZI = {Sorte.DIVISO: "diviso da", Sorte.UNITO: "unito da", Sorte.RICOMPOSTO: "ricomposto da"}


@dataclass(slots=True)
class Nomi:
    """The lasting name of everything in every year: the year and the code it had at the beginning (`2021/2.2.3`)."""

    di: dict[tuple[int, Chiave], str] = field(default_factory=dict)
    note: dict[tuple[int, Chiave], str] = field(default_factory=dict)
    """What happened that year: where it comes from, what it was called, why it cannot be compared."""


def nomina(anni: Mapping[int, Anno]) -> Nomi:
    """Name everything, from the first year to the last. A year that is missing breaks what `continua_da` ties."""
    nomi = Nomi()
    for n in sorted(anni):
        _aree(nomi, anni, n)
        for livello in (Livello.OBIETTIVO, Livello.INDICATORE):
            continua(nomi, anni.get(n - 1), anni[n], livello)
    return nomi


def _aree(nomi: Nomi, anni: Mapping[int, Anno], n: int) -> None:
    """Areas and managers go by code, the agency is one, and so is the chamber."""
    nomi.di[n, ENTE] = str(Livello.ENTE)
    for livello, area in anni[n].letture.gruppi():
        unica = livello is Livello.AZIENDA_SPECIALE
        nomi.di[n, (livello, area.codice)] = str(livello) if unica else f"{livello}/{area.codice}"


def continua(nomi: Nomi, prima: Anno | None, anno: Anno, livello: Livello) -> None:
    """Name the objectives, or the indicators, of a year: they go on as `continua_da` says. A name given stays.

    Args:
        nomi: holds those of the year before.
        prima: that year; None: it is not there, and everything begins.
        anno: the year.
        livello: which of the two.
    """
    n, codici = anno.anno, anno.obiettivi if livello is Livello.OBIETTIVO else anno.indicatori
    identita = dict(identifica(prima, anno, {}).livelli())[livello] if prima else Identita(())
    legami = {codice: legame for legame in identita.legami for codice in legame.dopo}
    for codice in codici:
        chiave, legame = (livello, codice), legami.get(codice)
        if (n, chiave) in nomi.di:
            continue
        nota = _rottura(legame, prima, anno, chiave) if legame and prima else ""
        if legame and legame.sorte in {Sorte.CONTINUATO, Sorte.RINUMERATO} and not nota:
            nomi.di[n, chiave] = nomi.di[n - 1, (livello, legame.prima[0])]
            if legame.sorte is Sorte.RINUMERATO:
                nomi.note[n, chiave] = f"fino al {n - 1} era {legame.prima[0]}"
        else:
            nomi.di[n, chiave] = f"{n}/{codice}"
            if nota:
                nomi.note[n, chiave] = nota


def _rottura(legame: Legame, prima: Anno, anno: Anno, chiave: Chiave) -> str:
    """Say why a series begins anew; empty: it goes on, or it is new."""
    if legame.sorte in INIZI:
        return f"{INIZI[legame.sorte]} {', '.join(legame.prima)} del {prima.anno}"
    if chiave[0] == Livello.OBIETTIVO or not legame.prima:
        return ""
    perche = incomparabile(prima.indicatori[legame.prima[0]], anno.indicatori[chiave[1]])
    return f"non confrontabile con il {prima.anno}: {perche}" if perche else ""


def quadro(cicli: Mapping[tuple[int, Periodo], Ciclo], anni: Mapping[int, Anno]) -> tuple[RigaQuadro, ...]:
    """Return the rows of every computed year, in order of year, date and print. `anni`: those without results too."""
    nomi = nomina(anni)
    righe = (riga for chiave in sorted(cicli) for riga in _righe(nomi, cicli[chiave]))
    return tuple(dict(zip(COLONNE, riga, strict=True)) for riga in righe)


def _righe(nomi: Nomi, ciclo: Ciclo) -> Iterator[tuple[object, ...]]:
    anno = ciclo.anno
    titoli: dict[Chiave, str] = {(livello, a.codice): a.titolo for livello, a in anno.letture.gruppi()}
    titoli |= {(Livello.OBIETTIVO, c): o.titolo for c, o in anno.obiettivi.items()}
    for livello, sue in ciclo.figure.items():
        for codice, s in sue.items():
            titolo = titoli.get((livello, codice), "Camera di Commercio")
            yield _riga(nomi, ciclo, (livello, codice), (titolo, "", None), (s.stampato, s.esatto, s.copertura))
    for codice, v in ciclo.indicatori.items():
        descritto = v.indicatore.titolo, v.indicatore.unita_misura, v.valore
        yield _riga(nomi, ciclo, (Livello.INDICATORE, codice), descritto, (v.stampato, v.esatto, None))


def _riga(
    nomi: Nomi, ciclo: Ciclo, chiave: Chiave, descritto: tuple[object, ...], gradi: tuple[object, ...]
) -> tuple[object, ...]:
    n = ciclo.anno.anno
    livello, codice = chiave
    testa = nomi.di[n, chiave], n, str(ciclo.periodo), livello, codice
    return (*testa, *descritto, *gradi, nomi.note.get((n, chiave), ""))
