"""Reads one indicator: its rule with the keys that rule needs, its targets and weights.

Targets are typed by the rule. What the rule says of the numbers (ranges, bands,
shares) is checked later; here only shape and type.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from macros.model.piano import COMPOSTE, Indicatore
from macros.model.regola import Regola
from macros.model.regole import REGOLE, chiavi
from macros.model.valori import (
    NON_PREVISTO,
    Atteso,
    Intervallo,
    NonPrevisto,
    Periodo,
    Tipo,
)
from macros.reading.anno.record import leggi_record
from macros.reading.anno.regole import leggi_bande
from macros.reading.testo.chiavi import Mappa, genere, leggi
from macros.reading.testo.lettura import Located
from macros.reading.testo.scalari import legge_data, legge_numero, legge_si_no

Target = dict[str, Atteso | NonPrevisto]
LETTORI: Mapping[type, Callable[[str], Decimal | dt.date | bool]] = {
    Decimal: legge_numero,
    dt.date: legge_data,
    bool: legge_si_no,
}
"""How what a rule types is read."""


def leggi_indicatore(m: Mappa, obiettivo: str, tipo: Tipo, anno: int, triennio: tuple[int, ...]) -> Indicatore | None:
    """Read one indicator; None when code, title, rule or unit is missing."""
    codice, titolo = m.codice("codice", richiesta=True), m.testo("titolo", richiesta=True)
    nome, unita = m.scelta("regola", REGOLE, richiesta=True), m.testo("unita_misura", richiesta=True)
    m.nome = f"l'indicatore {codice}" if codice else m.nome
    regola = REGOLE[nome] if nome else None
    storico = m.letto("storico", _storico) if regola and regola.numerica else m.testo("storico")
    strategico = tipo is Tipo.STRATEGICO
    date = (str(Periodo.GIUGNO), *(map(str, triennio) if strategico else (str(Periodo.DICEMBRE),)))
    target = _target(m, regola, date)
    peso, pesi = _pesi_per_anno(m, anno, triennio) if strategico else (m.numero("peso"), {})
    in_vigore = {Periodo.GIUGNO: str(Periodo.GIUGNO), Periodo.DICEMBRE: str(anno) if strategico else date[-1]}
    return leggi_record(
        m,
        Indicatore,
        source=m.luogo("codice"),
        codice=codice,
        obiettivo=obiettivo,
        titolo=titolo,
        regola=nome,
        unita_misura=unita,
        storico=storico,
        target=target,
        atteso={p: target[d] for p, d in in_vigore.items() if target.get(d, NON_PREVISTO) is not NON_PREVISTO},
        numeri={k: n for k in chiavi() if k not in COMPOSTE and (n := m.numero(k)) is not None},
        soglie=leggi_bande(m, "soglie", "grado"),
        tetto_dichiarato=m.scritta("tetto"),
        peso=peso,
        pesi=pesi,
    )


def _storico(testo: str) -> str:
    """The historic reference of a number: as typed, but never one that reads two ways (free text passes).

    >>> _storico("82,5"), _storico("n.d.")
    ('82,5', 'n.d.')
    """
    if re.match(r"[-+]?\d|€", testo):
        legge_numero(testo)
    return testo


def _target(m: Mappa, regola: Regola | None, chiavi: tuple[str, ...]) -> Target:
    gruppo = m.mappa("target")
    target: Target = {}
    if gruppo is None or regola is None:
        return target
    if regola.a_fasi:
        m.lettura.segnala(
            m.luogo("target"),
            "IND-TARGET-FASI",
            "un «target» su un indicatore a fasi",
            "solo l'elenco «fasi»: l'atteso è la quota delle fasi dovute alla data",
            "togliere «target», o cambiare «regola»",
        )
        return target
    for chiave, nodo in gruppo.fra(chiavi, "il target", "un target per"):
        if nodo.valore == NON_PREVISTO and chiave == Periodo.GIUGNO:
            target[chiave] = NON_PREVISTO
        elif nodo.valore == NON_PREVISTO:
            m.lettura.segnala(
                nodo.source,
                "IND-TARGET-MANCANTE",
                f"«non_previsto» per {chiave}",
                "un risultato atteso",
                "scrivere il target: «non_previsto» vale solo al 30-06",
            )
            target[chiave] = NON_PREVISTO
        else:
            due = regola.target is Intervallo
            valore = _intervallo(m, nodo) if due else leggi(m.lettura, nodo, LETTORI[regola.target])
            if valore is not None:
                target[chiave] = valore
            elif nodo.valore is not None:
                target[chiave] = NON_PREVISTO  # refused and reported: do not report it missing too
    return target


def _intervallo(m: Mappa, nodo: Located) -> Intervallo | None:
    if nodo.valore is None:
        return None
    if not isinstance(nodo.valore, dict):
        m.lettura.segnala(
            nodo.source,
            "VALORE-TIPO",
            f"{genere(nodo)} come target",
            "un intervallo {min: …, max: …}",
            "scrivere i due estremi, per esempio {min: 18, max: 22}",
        )
        return None
    return leggi_record(Mappa(m.lettura, nodo, "un intervallo"), Intervallo)


def _pesi_per_anno(m: Mappa, anno: int, triennio: tuple[int, ...]) -> tuple[Decimal | None, dict[int, Decimal]]:
    pesi: dict[int, Decimal] = {}
    nodo_peso = m.nodo_di("peso")
    if nodo_peso is not None and isinstance(nodo_peso.valore, str):
        m.lettura.segnala(
            nodo_peso.source,
            "VALORE-TIPO",
            f"«{nodo_peso.valore}» come peso di un indicatore strategico",
            "un peso per ogni anno del triennio",
            f"scrivere peso: {{{', '.join(f'{a}: …' for a in triennio)}}}",
        )
        return None, pesi
    gruppo = m.mappa("peso")
    if gruppo is not None:
        ammessi = [str(a) for a in triennio]
        for chiave, nodo in gruppo.fra(ammessi, "il peso dell'anno", "un anno del triennio:"):
            peso = leggi(m.lettura, nodo, legge_numero)
            if peso is not None:
                pesi[int(chiave)] = peso
    return pesi.get(anno), pesi
