"""States of a year that stand in no folder: without some variations, with others, with the approved values back.

Each is read like any year, from nodes, and compares with none: the lock is told by `leggi_progetto`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from macros.model.anno import Anno
from macros.model.problems import Documento, Problem
from macros.model.variazioni import Cambio, Divario, Variazione
from macros.reading.blocco.annulla import Annullamento
from macros.reading.blocco.impronta import alberi_del_piano, alberi_rilevati
from macros.reading.progetto import anno_da
from macros.reading.testo.lettura import Lettura

SI_RIMETTONO = frozenset(
    {Divario.CAMBIATO, Divario.AGGIUNTO, Divario.TOLTO, Divario.NON_APPLICATA, Divario.NON_APPROVATA}
)
"""Differences of which both what stands there and what should stand there are known."""


def con_variazioni(
    lettura: Lettura, anno: int, *, senza: Sequence[Variazione] = (), con: Sequence[Variazione] = ()
) -> tuple[Anno, tuple[Problem, ...]]:
    """Return a year as its files say, some variations or corrections taken back and then others made.

    Those taken back are not among its variations any more. Beside it, the problems of reading it so.
    """
    letto, problemi = _riletto(lettura, anno, [*reversed(senza), *(_inversa(v) for v in con)])
    tolte = {v.nome for v in senza}
    variazioni, errata = (tuple(v for v in tutte if v.nome not in tolte) for tutte in (letto.variazioni, letto.errata))
    return replace(letto, variazioni=variazioni, errata=errata), problemi


def come_approvato(lettura: Lettura, anno: Anno) -> tuple[Anno, tuple[Problem, ...]]:
    """Return a year with its differences from what was approved taken back, and the problems of reading it so."""
    cambi = tuple(
        Cambio(
            dove=d.dove, campo=d.campo, da=d.approvato, a=d.presente, posto=None,
            source=d.source, luogo_da=d.source, luogo_a=d.source,
        )
        for d in anno.differenze
        if d.genere in SI_RIMETTONO
    )  # fmt: skip
    return _riletto(lettura, anno.anno, [_di(cambi, anno)])


def _riletto(lettura: Lettura, anno: int, tolte: Sequence[Variazione]) -> tuple[Anno, tuple[Problem, ...]]:
    cartella = lettura.radice / "data" / str(anno)
    alberi = alberi_del_piano(lettura, cartella) | alberi_rilevati(lettura, cartella, Documento.RELAZIONE)
    annullamento = Annullamento(alberi, lettura.nome(cartella), Documento.RELAZIONE)
    for variazione in tolte:
        annullamento.togli([variazione])
    return anno_da(lettura, anno, annullamento.alberi), tuple(lettura.problemi)


def _inversa(variazione: Variazione) -> Variazione:
    """Taking this one back is making the other."""
    cambi = (replace(c, da=c.a, a=c.da, luogo_da=c.luogo_a, luogo_a=c.luogo_da) for c in reversed(variazione.cambi))
    return replace(variazione, cambi=tuple(cambi))


def _di(cambi: tuple[Cambio, ...], anno: Anno) -> Variazione:
    """Return changes as one, which no file records."""
    smvp = anno.regole
    return Variazione(
        source=smvp.source, luoghi={}, numero=0, errata=False, motivo="", proposta_da=None, proposta_il=None,
        proposta_motivo=None, atto_oiv=None, atto_giunta=None, cambi=cambi,
    )  # fmt: skip
