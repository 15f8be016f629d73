"""Reads the texts of the forms (`schede/`) and the acts (`atti/`)."""

from __future__ import annotations

from pathlib import Path

from macros.model.archivio import ATTI
from macros.model.atti import Atto
from macros.model.schede import Scheda, TestoIndicatore
from macros.reading.anno.record import dal_file, fatto, leggi_record, valori
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo import deposito
from macros.reading.testo.chiavi import Mappa, leggi
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.nodi import leggi_yaml, una_volta


def leggi_scheda(lettura: Lettura, file: Path) -> Scheda | None:
    """Read the texts of one objective; the file's name is its code."""
    nodo = leggi_yaml(lettura, file)
    if nodo is None:
        return None
    return una_volta(lettura, nodo, "scheda", lambda: _scheda(lettura, nodo, file.stem))


def _scheda(lettura: Lettura, nodo: Located, nome: str) -> Scheda:
    m = Mappa(lettura, nodo, "una scheda")
    monitoraggio = m.mappa("monitoraggio")
    giugno = _testi(monitoraggio, "indicatori") if monitoraggio else {}
    consuntivo = m.mappa("consuntivo")
    azioni = _testi(consuntivo, "azioni") if consuntivo else {}
    finali: dict[str, TestoIndicatore] = {}
    gruppo = consuntivo.mappa("indicatori") if consuntivo else None
    if gruppo:
        for codice, figlio in gruppo.libere():
            if figlio.valore is None:
                continue
            if testo := leggi_record(Mappa(lettura, figlio, f"i testi di {codice}"), TestoIndicatore):
                finali[codice] = testo
    for aperta in (monitoraggio, consuntivo, m):
        if aperta:
            aperta.chiudi()
    return Scheda(
        source=m.source, luoghi=m.luoghi(), codice=nome, monitoraggio=giugno, azioni=azioni, consuntivo=finali
    )


def _testi(m: Mappa, chiave: str) -> dict[str, str]:
    gruppo = m.mappa(chiave)
    if gruppo is None:
        return {}
    letti = {codice: leggi(gruppo.lettura, nodo, str) for codice, nodo in gruppo.libere()}
    return {codice: testo for codice, testo in letti.items() if testo}


def _verifica_file(m: Mappa, cartella: Path, nome: str | None, sha256: str | None) -> None:
    """Report a document that is not beside its act, or is not the one whose fingerprint the act has."""
    if nome is None:
        return
    try:
        grezzo = deposito.leggi(m.lettura.radice, cartella / nome)
    except deposito.RifiutatoError as rifiutato:
        m.lettura.problemi.append(rifiutato.problema)
    except OSError:
        m.lettura.segnala(
            m.luogo("file"),
            "ATTO-FILE",
            f"il documento «{nome}», che nella cartella atti non c'è",
            "il documento accanto al suo atto",
            "copiarlo nella cartella atti, o togliere «file»",
        )
    else:
        if sha256 is not None and (sua := sha256_di(grezzo)) != sha256:
            m.lettura.segnala(
                m.luogo("sha256"),
                "ATTO-FILE-IMPRONTA",
                f"«{nome}» con impronta {sua[:12]}…, e nell'atto {sha256[:12]}…",
                "la stessa impronta SHA-256",
                f"rimettere il documento originale, o scrivere sha256: {sua}",
            )


def leggi_atto(lettura: Lettura, file: Path) -> Atto | None:
    """Read one act; None when a required key is missing."""
    nodo = leggi_yaml(lettura, file)
    if nodo is None:
        return None
    m = Mappa(lettura, nodo, ATTI.detto)
    letti = valori(m, Atto, **dal_file(Atto, file))
    _verifica_file(m, file.parent, letti["file"], letti["sha256"])
    return fatto(Atto, letti)
