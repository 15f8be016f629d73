"""Which questions of the piano-tipo the data leave without an answer, and the key that gives it. Fonte: RECORDS 10."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.model.anno import Anno
from macros.model.archivio import ALBERO, INTEGRATO, OBIETTIVI
from macros.model.piano import Indicatore, Obiettivo
from macros.model.piao import DimensionePiao, ObiettivoPiao
from macros.model.regole import REGOLE
from macros.model.valori import NON_PREVISTO, Periodo, Tipo


@dataclass(frozen=True, slots=True, kw_only=True)
class SenzaRisposta:
    """A question that is not answered."""

    obiettivo: str
    lettera: str
    indicatori: tuple[str, ...]
    """Of one that is asked of each indicator: those of which it is not."""
    chiave: str
    """What to fill in."""
    file: str
    """Path from the project folder."""


def in_piu(anno: Anno, codice: str) -> ObiettivoPiao | None:
    """Return what `piao.yml` says of an objective; None: nothing."""
    return anno.piao.obiettivi.get(codice) if anno.piao else None


def di_pari_opportunita(anno: Anno) -> tuple[Obiettivo, ...]:
    """Return the objectives that are for equal opportunities."""
    detti = anno.piao.obiettivi if anno.piao else {}
    sue = {c for c, detto in detti.items() if detto.dimensione_piao is DimensionePiao.PARI_OPPORTUNITA}
    return tuple(o for c, o in anno.obiettivi.items() if c in sue)


def senza_risposta(anno: Anno) -> tuple[SenzaRisposta, ...]:
    """Return what is not answered, objective by objective; nothing of a year without PIAO."""
    return tuple(s for o in anno.obiettivi.values() for s in _dell_obiettivo(anno, o)) if anno.piao else ()


def si_parte_da(indicatore: Indicatore) -> bool:
    """True when it says from where it starts: a value of before, a base, milestones to reach, or that it is new."""
    detto = indicatore.storico or "base" in indicatore.numeri or e_nuovo(indicatore)
    return bool(detto or REGOLE[indicatore.regola].a_fasi)


def e_nuovo(indicatore: Indicatore) -> bool:
    """True when it is declared new: `continua_da: nessuno`."""
    return indicatore.continua_da == ()


def _dell_obiettivo(anno: Anno, o: Obiettivo) -> Iterator[SenzaRisposta]:
    detto, piano, integrato = in_piu(anno, o.codice), anno.file(OBIETTIVI, o.codice), anno.file(INTEGRATO)
    in_obiettivi = f"obiettivi[{o.codice}]"
    esterni = detto.contributori if detto else None
    sue = (
        ("a", o.descrizione, "descrizione", piano),
        ("b", anno.responsabili_di(o.codice), "aree_dirigenziali: obiettivi", anno.file(ALBERO)),
        ("c", detto and detto.destinatari, f"{in_obiettivi}.destinatari", integrato),
        ("d", o.aree_coinvolte or o.uffici or esterni, f"{in_obiettivi}.contributori", integrato),
        ("f", detto and detto.dimensione_piao, f"{in_obiettivi}.dimensione_piao", integrato),
    )
    degli_indicatori = (
        ("f", "dimensione", [i.codice for i in o.indicatori if i.dimensione is None]),
        ("g", "storico", [i.codice for i in o.indicatori if not si_parte_da(i)]),
        ("h", "target", [i.codice for i in o.indicatori if not _ha_traguardo(anno, i, o.tipo)]),
        ("i", "documentazione", [i.codice for i in o.indicatori if not i.documentazione]),
    )
    trovate = [
        SenzaRisposta(obiettivo=o.codice, lettera=lettera, indicatori=(), chiave=chiave, file=file)
        for lettera, risposta, chiave, file in sue
        if not risposta
    ]
    trovate += [
        SenzaRisposta(obiettivo=o.codice, lettera=lettera, indicatori=tuple(codici), chiave=chiave, file=piano)
        for lettera, chiave, codici in degli_indicatori
        if codici
    ]
    yield from sorted(trovate, key=lambda s: s.lettera)


def _ha_traguardo(anno: Anno, i: Indicatore, tipo: Tipo) -> bool:
    """True when it says what is expected at the end, or that nothing is; milestones say it by themselves."""
    if REGOLE[i.regola].al_posto_del_target:
        return True
    fine = [str(n) for n in anno.letture.triennio] if tipo is Tipo.STRATEGICO else [str(Periodo.DICEMBRE)]
    return all(i.target.get(quando) is NON_PREVISTO or i.target_di(quando) is not None for quando in fine)
