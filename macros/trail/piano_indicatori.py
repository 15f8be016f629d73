"""Compares the rule and the targets of one indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from macros.model.piano import COMPOSTE, Indicatore
from macros.model.problems import Source
from macros.model.regole import REGOLE, chiavi
from macros.model.valori import Periodo
from macros.trail.cambiamenti import Cambiamento, Campo, Genere, Senza, ToccaIndicatore, Tocco
from macros.trail.campi import generi
from macros.trail.ibridi import Lati, Perche, fasi, sposta
from macros.trail.mondo import Chiave, Mondo
from macros.trail.scritti import diversi, scritto_di
from macros.trail.voci import altri_diversi, per_nome, se_diverso, voce

Due = tuple[Indicatore, Indicatore]
A_PARTE = frozenset({"regola", "numeri", *COMPOSTE, "tetto", "tetto_dichiarato"})
"""Keys of the rule that are compared in their own way."""


def regola(mondo: Mondo, chiave: Chiave, due: Due, perche: Perche | None) -> Iterator[Cambiamento]:
    """Yield the keys of the rule. Where it measures another thing, its whole movement goes to the first."""
    a, b = due
    campi = (campo for campo, genere in generi(b).items() if genere is Genere.REGOLA and campo not in A_PARTE)
    voci: list[tuple[str, object, object]] = [
        ("regola", a.regola.replace("_", " "), b.regola.replace("_", " ")),
        *((campo, getattr(a, campo, None), getattr(b, campo)) for campo in campi),
        *((chiave, a.chiave(chiave), b.chiave(chiave)) for chiave in chiavi() if chiave != "fasi"),
        ("tetto", _tetto(a), _tetto(b)),
    ]
    if fasi(a) == fasi(b):
        yield from se_diverso(mondo, Genere.TESTO, chiave, due, Campo(("fasi",)), (_titoli(a), _titoli(b)))
        yield from altri_diversi(mondo, chiave, (per_nome(a.fasi), per_nome(b.fasi)), "fasi")
    else:
        voci.append(("fasi", *_fasi_diverse(a, b)))
    cambiate = [(campo, x, y) for campo, x, y in voci if diversi(x, y)]
    for numero, (campo, x, y) in enumerate(cambiate):
        tocco: Tocco | None = ToccaIndicatore(Lati(), ("tetto", "tetto_dichiarato") if campo == "tetto" else (campo,))
        if perche:
            tocco = None if numero else ToccaIndicatore(Lati(regola=True, target=True, valore=True))
        senza = Senza.INSIEME if tocco is None else None
        yield from se_diverso(mondo, Genere.REGOLA, chiave, due, Campo((campo,)), (x, y), tocco, senza)


def target(
    mondo: Mondo, chiave: Chiave, due: Due, perche: Perche | None, periodo: Periodo | None
) -> Iterator[Cambiamento]:
    """Yield the targets in force at both dates, then what the plans say of other years."""
    (a, b), anni = due, (mondo.prima.anno, mondo.dopo.anno)
    for data in Periodo:
        x, y = a.atteso.get(data), b.atteso.get(data)
        if (sposta(x, anni[1] - anni[0]) if isinstance(x, dt.date) else x) == y:
            continue
        ora = data is periodo
        yield voce(
            mondo,
            Genere.TARGET,
            chiave,
            Campo(("target",), data),
            (x, y),
            (_atteso(a, x), _atteso(b, y)),
            (_dove(a, data, anni[0]), _dove(b, data, anni[1])),
            nota=_previsto(due, anni, data),
            tocco=ToccaIndicatore(Lati(target=True)) if ora and not perche else None,
            senza=Senza.ALTRA_DATA if periodo and not ora else Senza.INSIEME if perche else None,
            non_confrontabile=perche,
        )
    for anno in _anni(due, mondo):
        x, y = a.target_di(anno), b.target_di(anno)
        if x != y:
            yield voce(
                mondo,
                Genere.TARGET,
                chiave,
                Campo(("target",), int(anno)),
                (x, y),
                (scritto_di(a, x), scritto_di(b, y)),
                (a.dove(f"target.{anno}"), b.dove(f"target.{anno}")),
                senza=Senza.ALTRO_ANNO,
                non_confrontabile=perche,
            )


def _previsto(due: Due, anni: tuple[int, int], data: Periodo) -> str | None:
    """Say what the plan of the year before said of the final target; it says nothing of that of 30 June."""
    a, b = due
    atteso, previsto = b.atteso.get(Periodo.DICEMBRE), a.target_di(str(anni[1]))
    if anni[0] == anni[1] or atteso is None or previsto is None:
        return None
    if data is Periodo.GIUGNO:
        return f"il target di fine anno era già previsto dal Piano {anni[0]}" if atteso == previsto else None
    if atteso == previsto:
        return f"già previsto dal Piano {anni[0]}"
    return f"il Piano {anni[0]} prevedeva {scritto_di(a, previsto)}"


def _anni(due: Due, mondo: Mondo) -> list[str]:
    """Years that both plans speak of; of two versions of one plan all but its own, which is in force."""
    di_a, di_b = ({chiave for chiave in i.target if chiave.isdigit()} for i in due)
    if mondo.prima.anno == mondo.dopo.anno:
        return sorted((di_a | di_b) - {str(mondo.dopo.anno)})
    return sorted(di_a & di_b)


def _dove(i: Indicatore, data: Periodo, anno: int) -> Source:
    return i.dove(f"target.{anno}" if data is Periodo.DICEMBRE and str(anno) in i.target else f"target.{data}")


def _atteso(i: Indicatore, atteso: object) -> str:
    if atteso is None:
        return REGOLE[i.regola].al_posto_del_target or "non previsto"
    return scritto_di(i, atteso)


def _tetto(i: Indicatore) -> object:
    """What it declares of its own cap."""
    if not i.tetto_dichiarato:
        return "quello dell'anno"
    return "nessuno" if i.tetto is None else i.tetto


def _fasi_diverse(a: Indicatore, b: Indicatore) -> tuple[object, object]:
    """Return the milestones that are not the same a year later; all of them when one side has no other."""
    comuni = [fase for fase in fasi(a) if fase in fasi(b)]
    sole = tuple(
        tuple(f for f in i.fasi if (f.codice, f.entro.month, f.entro.day, f.quota) not in comuni) for i in (a, b)
    )
    return (sole[0], sole[1]) if all(sole) else (a.fasi, b.fasi)


def _titoli(i: Indicatore) -> tuple[str, ...]:
    return tuple(f.titolo for f in i.fasi)
