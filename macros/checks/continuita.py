"""Identity over the years: every objective and indicator says what it continues of the year before."""

from __future__ import annotations

from collections.abc import Iterator

from macros.model.anno import Anno, Progetto
from macros.model.piano import Indicatore, Obiettivo
from macros.model.problems import Documento, Problem
from macros.reading.progetto import leggi_progetto
from macros.reading.testo.files import cartelle_anno
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.scalari import vicina


def check_continuita(lettura: Lettura, progetto: Progetto) -> Iterator[Problem]:
    """CONTINUA-MANCANTE, CONTINUA-IGNOTO: `continua_da` is written, and leads to something.

    Required only where the folder of the year before exists, and not of a plan that was approved before it was
    there: nothing can be written in it any more. Fonte: DESIGN 3.
    """
    for anno, prima in con_quello_prima(lettura, progetto):
        yield from _anno(anno, prima)


def con_quello_prima(lettura: Lettura, progetto: Progetto) -> Iterator[tuple[Anno, Anno]]:
    """Yield each year with the one before, where that has a folder; it is read, where only one year was asked for."""
    cartelle = cartelle_anno(lettura.radice)
    for numero, anno in progetto.anni.items():
        if numero - 1 in cartelle:
            prima = progetto.anni.get(numero - 1)
            yield anno, prima or leggi_progetto(lettura.altra(), numero - 1).anni[numero - 1]


def _anno(anno: Anno, prima: Anno) -> Iterator[Problem]:
    approvato = anno.approvazione(Documento.PIANO) is not None
    for o in anno.obiettivi.values():
        yield from _record(o, f"l'obiettivo {o.codice}", tuple(prima.obiettivi), prima, approvato=approvato)
        for i in o.indicatori:
            yield from _record(i, f"l'indicatore {i.codice}", tuple(prima.indicatori), prima, approvato=approvato)


def _record(
    r: Obiettivo | Indicatore, nome: str, noti: tuple[str, ...], prima: Anno, *, approvato: bool
) -> Iterator[Problem]:
    anno, luogo = prima.anno, r.dove("continua_da")
    if r.continua_da is None and not approvato:
        yield Problem(
            luogo,
            "CONTINUA-MANCANTE",
            f"{nome} senza «continua_da»",
            f"il codice che continua del {anno}, o nessuno",
            f"aggiungere continua_da: con il codice del {anno}, oppure continua_da: nessuno",
        )
    for codice in r.continua_da or ():
        if codice not in noti and codice not in prima.perduti:
            yield Problem(
                luogo,
                "CONTINUA-IGNOTO",
                f"continua_da «{codice}» per {nome}",
                f"un codice del {anno}, o nessuno",
                vicina(codice, noti),
            )
