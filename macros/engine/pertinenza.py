"""Whose a problem is: the objective it is about, the areas that can mend it. By places and records, never by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from macros.engine.formula import misure_di
from macros.model.anno import Anno
from macros.model.archivio import MISURE, RILEVAZIONI, file_anno
from macros.model.piano import Indicatore
from macros.model.problems import Problem, Source
from macros.model.tratti import Gravita


def obiettivo_di(anno: Anno, p: Problem) -> str:
    """Return the code of the objective that a problem is about; empty: of none, or of one that is no longer there."""
    if (codice := _del_file(p)) in anno.obiettivi:
        return codice
    indicatore = next(_indicatori(anno, p), None)
    return indicatore.obiettivo if indicatore else ""


def aree_di(anno: Anno, p: Problem) -> frozenset[str]:
    """Return the areas that a problem is of: it names one, is in its file, or is about what it answers for.

    Empty: it is of the year's rules, of an act, of a row that nobody can be told to have written.
    """
    if p.area:
        return frozenset({p.area})
    if file_anno(p.source.path) in RILEVAZIONI.values():
        return frozenset({_del_file(p)})
    del_file = _del_file(p)
    aree = {a.codice for a in anno.responsabili_di(del_file)}
    suoi = anno.obiettivi[del_file].indicatori if del_file in anno.obiettivi else tuple(_indicatori(anno, p))
    return frozenset((aree | {anno.area_che_risponde(i) for i in suoi}) - {""})


def conti_per_area(anno: Anno, problemi: Iterable[Problem]) -> dict[str, Counter[Gravita]]:
    """Count the problems of a year by area and gravity, in the order of the areas; «»: of none in particular.

    What is of two areas counts in both.
    """
    conti: dict[str, Counter[Gravita]] = {}
    for p in problemi:
        for area in aree_di(anno, p) or ("",):
            conti.setdefault(area, Counter())[p.gravita] += 1
    aree = [a.codice for a in anno.albero.con_responsabile] if anno.albero else []
    return {area: conti[area] for area in (*aree, *sorted(conti.keys() - {*aree, ""}), "") if area in conti}


def _del_file(p: Problem) -> str:
    """Return the code that names the file of a problem; empty: none does."""
    tipo = file_anno(p.source.path)
    return p.source.path.rpartition("/")[2].removesuffix(tipo.suffisso) if tipo is not None and tipo.molti else ""


def _indicatori(anno: Anno, p: Problem) -> Iterator[Indicatore]:
    """Yield the indicators of the row where a problem is; of a measure, those that it makes."""
    for codice in (*_della_riga(anno, p.source), p.source.key):
        if codice in anno.indicatori:
            yield anno.indicatori[codice]
    if file_anno(p.source.path) is MISURE:
        scritte = {m.nome for m in (anno.misure or {}).values() if _qui(m.source, p.source)}
        misure = scritte or {p.source.key.partition(" ")[0]}
        yield from (i for i in anno.indicatori.values() if misure & set(misure_di(i.formula)))


def _della_riga(anno: Anno, luogo: Source) -> Iterator[str]:
    """Yield the code of the indicator whose survey, milestone or evidence stands on a line."""
    yield from (r.indicatore for suoi in anno.rilevazioni.values() for r in suoi.values() if _qui(r.source, luogo))
    yield from (indicatore for (indicatore, _), fase in anno.luoghi_fasi.items() if _qui(fase, luogo))
    yield from (e.indicatore for e in anno.evidenze.values() if _qui(e.source, luogo))


def _qui(scritto: Source, luogo: Source) -> bool:
    return (scritto.path, scritto.line) == (luogo.path, luogo.line)
