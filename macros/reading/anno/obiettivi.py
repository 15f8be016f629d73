"""Reads an objective file: its forms' fields, its linked indicators, its resources."""

from __future__ import annotations

from pathlib import Path

from macros.model.piano import Obiettivo
from macros.model.regole import REGOLE
from macros.model.valori import Tipo
from macros.reading.anno.indicatori import leggi_indicatore
from macros.reading.anno.record import leggi_record
from macros.reading.testo.chiavi import Mappa
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.nodi import leggi_yaml, una_volta


def leggi_obiettivo(lettura: Lettura, file: Path, anno: int, triennio: tuple[int, ...]) -> Obiettivo | None:
    """Read one objective; None when code, kind or title is missing."""
    nodo = leggi_yaml(lettura, file)
    if nodo is None:
        return None
    come = "obiettivo", anno, triennio, tuple(REGOLE)
    return una_volta(lettura, nodo, come, lambda: _obiettivo(lettura, nodo, anno, triennio))


def _obiettivo(lettura: Lettura, nodo: Located, anno: int, triennio: tuple[int, ...]) -> Obiettivo | None:
    m = Mappa(lettura, nodo, "un obiettivo")
    if not m.valida:
        return None
    codice, tipo = m.codice("codice", richiesta=True), m.scelta("tipo", Tipo, richiesta=True)
    titolo = m.testo("titolo", richiesta=True)
    superiore = m.codice("obiettivo_strategico", richiesta=tipo is Tipo.OPERATIVO)
    if tipo in {Tipo.STRATEGICO, Tipo.AZIENDA_SPECIALE} and superiore is not None:
        lettura.segnala(
            m.luogo("obiettivo_strategico"),
            "OBI-RIFERIMENTO",
            f"obiettivo_strategico «{superiore}» su un obiettivo {tipo}",
            "la chiave vuota (null): solo un obiettivo operativo ne ha uno sopra di sé",
            "scrivere obiettivo_strategico: null, o correggere «tipo»",
        )
        return None  # of which kind it is decides how targets and weights are read
    return leggi_record(
        m,
        Obiettivo,
        source=m.luogo("codice"),
        codice=codice,
        tipo=tipo,
        titolo=titolo,
        obiettivo_strategico=superiore if tipo is Tipo.OPERATIVO else None,
        indicatori=lambda: tuple(
            i
            for gruppo in m.gruppi("indicatori", "un indicatore")
            if codice and tipo and (i := leggi_indicatore(gruppo, codice, tipo, anno, triennio)) is not None
        ),
    )
