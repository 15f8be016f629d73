"""What the acts put on line of the OIV's, and when. Fonte: D.Lgs. 33/2013, art. 31; RECORDS 13."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from macros.model.anno import Anno
from macros.model.atti import Atto
from macros.model.problems import Documento
from macros.model.valori import TipoAtto

ANNI_IN_LINEA = 5


def pubblicati(anno: Anno) -> Iterator[tuple[Atto, dt.date]]:
    """Yield the OIV's acts that are on line with the day, in the order they got there.

    A `pubblicazione` names them (`pubblica`); that of the Relazione also puts on line the validation it has by then.
    The first day counts: what is published again changes nothing.
    """
    giorni: dict[str, dt.date] = {}
    for atto in sorted(anno.atti.values(), key=lambda a: (a.data, a.nome)):
        if atto.tipo is TipoAtto.PUBBLICAZIONE:
            for nome in (*atto.pubblica, *_con_la_relazione(anno, atto)):
                giorni.setdefault(nome, atto.data)
    noti = ((anno.atti[nome], giorno) for nome, giorno in giorni.items() if nome in anno.atti)
    yield from sorted(noti, key=lambda p: (p[1], p[0].data, p[0].nome))


def _con_la_relazione(anno: Anno, pubblicazione: Atto) -> Iterable[str]:
    """Return the name of the validation that is published with the Relazione."""
    if pubblicazione.documento != Documento.RELAZIONE:
        return ()
    sue = (a for a in anno.atti.values() if con_il_dossier(a) and a.data <= pubblicazione.data)
    ultima = max(sue, key=lambda a: (a.data, a.nome), default=None)
    return (ultima.nome,) if ultima else ()


def con_il_dossier(atto: Atto) -> bool:
    """True for a validation of the Relazione: whichever counts, the year's dossier is a document of this site."""
    return atto.tipo is TipoAtto.VALIDAZIONE_OIV and atto.documento == Documento.RELAZIONE


def ultimo_giorno(pubblicata: dt.date) -> dt.date:
    """Return the last day on line: five years from 1 January after publication. Fonte: D.Lgs. 33/2013, art. 8.

    >>> ultimo_giorno(dt.date(2022, 2, 28))
    datetime.date(2027, 12, 31)
    """
    return dt.date(pubblicata.year + ANNI_IN_LINEA, 12, 31)
