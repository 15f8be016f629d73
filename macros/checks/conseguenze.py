"""One mistake, one problem: drops what only repeats, elsewhere or in other words, a problem already told.

A refused weight makes its group incomplete, a refused value leaves a gap, an objective that cannot be
read is «unknown» wherever it is named. Nothing is lost: once the first is mended, the rest is checked again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from macros.model.gravita import Gravita
from macros.model.problems import Problem, Source
from macros.model.tratti import Ambito, Tratto

SENZA_DI_LORO = ("codice", "titolo", "regola", "unita_misura", "indicatore")
"""Keys without which an item is left out of its group."""


def senza_conseguenze(problemi: Iterable[Problem]) -> set[Problem]:
    """Return the problems without those that another one explains."""
    tutti = _senza_inutili(_senza_bloccati(_senza_perduti(set(problemi))))
    gravi = [p for p in tutti if p.gravita is Gravita.ERRORE]
    per_riga = {(p.source.path, p.source.line) for p in gravi}
    fogli = {(p.source.path, p.source.line) for p in gravi if p.code == "FOGLIO-ERRORE"}
    situati = {(p.source.path, p.source.line) for p in gravi if p.code == "FOGLIO-ERRORE" and p.source.key}
    illeggibili = {p.source.path for p in gravi if p.ha(Tratto.NON_LETTO)}
    senza_atti = {_entro(Ambito.ANNO, p.source) for p in gravi if p.ha(Tratto.NON_LETTO) and "/atti/" in p.source.path}
    elenchi = Tratto.RIFIUTA | Tratto.FUORI_ELENCO
    alberi = {p.source.path for p in gravi if p.source.path.endswith("/albero.yml") and p.ha(elenchi)}
    rifiuti: dict[str, list[str]] = {}
    for p in gravi:
        if p.ha(Tratto.RIFIUTA):
            rifiuti.setdefault(p.source.path, []).append(p.source.key)

    def ripete(p: Problem) -> bool:
        luogo = (p.source.path, p.source.line)
        if p.code == "ATTO-SENZA-IMPRONTA" and _entro(Ambito.ANNO, p.source) in senza_atti:
            return True
        if p.code == "FOGLIO-ERRORE":
            return luogo in situati and not p.source.key
        if luogo in fogli and p.ha(Tratto.DEL_VALORE):
            return True
        if p.gravita is Gravita.ERRORE:
            return _del_rifiuto(p, rifiuti.get(p.source.path, []))
        if p.ha(Tratto.LETTURA):
            return f"{p.source.path.split('/obiettivi/')[0]}/albero.yml" in alberi
        return luogo in per_riga or p.source.path in illeggibili or _del_rifiuto(p, rifiuti.get(p.source.path, []))

    return _senza_spiegati({p for p in tutti if not ripete(p)})


def _senza_perduti(problemi: set[Problem]) -> set[Problem]:
    """Of a year that lost a folder keep only what stands in the project: the rest was not read, or not whole."""
    perse = [p.source.path for p in problemi if p.ha(Tratto.CARTELLA) and "." not in p.source.path]
    sotto = tuple(map(_sotto, perse))
    return {
        p
        for p in problemi
        if p.ha(Tratto.DEPOSITO)
        or not (
            f"{p.source.path}/".startswith(sotto)
            or (p.code == "FILE-MANCANTE" and any(c.startswith(f"{p.source.path}/") for c in perse))
        )
    }


def _sotto(cartella: str) -> str:
    """Return the beginning of the paths of which a lost folder explains the problems: its year's.

    >>> _sotto("data"), _sotto("data/2021/obiettivi"), _sotto("content/2021/piano")
    ('data/', 'data/2021/', 'content/2021/piano/')
    """
    prima, *resto = cartella.split("/")
    return f"{prima}/{resto[0]}/" if prima == "data" and len(resto) > 1 else f"{cartella}/"


def record(chiave: str) -> str:
    """Return the key path of the list item a key belongs to, «» at the top of the file.

    >>> record("indicatori[0].target.30-06"), record("titolo")
    ('indicatori[0]', '')
    """
    return chiave.rpartition("]")[0] + "]" if "]" in chiave else ""


def _senza_bloccati(problemi: set[Problem]) -> set[Problem]:
    """Of a value that is not the approved one keep that alone; where it could not be read, keep only why.

    A variation on its way is told beside its own mistakes: it must be a good plan too.
    """
    rifiutati = {p.source.path for p in problemi if p.gravita is Gravita.ERRORE and p.ha(Tratto.RIFIUTA)}
    tenuti = {p for p in problemi if not p.ha(Tratto.NON_APPROVATO) or p.source.path not in rifiutati}
    blocchi = [p.source for p in tenuti if p.ha(Tratto.ASSORBE)]
    righe = {(b.path, b.line) for b in blocchi}

    def ripete(p: Problem) -> bool:
        if p.ha(Tratto.DEL_BLOCCO) or p.gravita is not Gravita.ERRORE:
            return False
        gruppo = p.ha(Tratto.DEL_GRUPPO) and any(_nel_gruppo(b, p.source) for b in blocchi)
        return gruppo or (p.source.path, p.source.line) in righe

    return {p for p in tenuti if not ripete(p)} if blocchi else tenuti


def _senza_inutili(problemi: set[Problem]) -> set[Problem]:
    """Drop what the row of another one's code says to be the same mistake, where it says it."""
    inutili = {
        (ambito, _entro(ambito, p.source), codice)
        for p in problemi
        for ambito, codici in p.senso.spiega.items()
        for codice in codici
    }
    inutili |= {(Ambito.FILE, p.source.path, "REGISTRO-ATTO-CAMBIATO") for p in problemi if p.ha(Tratto.RIFIUTA)}
    return {p for p in problemi if not any((a, _entro(a, p.source), p.code) in inutili for a in Ambito)}


def _entro(ambito: Ambito, luogo: Source) -> object:
    """Return what two places have in common within those bounds."""
    match ambito:
        case Ambito.PUNTO:
            return luogo
        case Ambito.FILE:
            return luogo.path
        case Ambito.ANNO:
            return luogo.path.rsplit("/", 2)[0]
        case Ambito.PROGETTO:
            return None


def _nel_gruppo(cambiato: Source, gruppo: Source) -> bool:
    """True for what stands in a list, or is the list."""
    elenchi = (gruppo.key, "collegati") if gruppo.key == "indicatori" else (gruppo.key,)
    return cambiato.path == gruppo.path and any(
        cambiato.key == elenco or cambiato.key.startswith(elenco + "[") for elenco in elenchi
    )


def _del_rifiuto(p: Problem, chiavi: Iterable[str]) -> bool:
    """True when something refused or misspelt, of what the problem is about, explains it."""
    if p.code == "OBI-SENZA-INDICATORI":
        return any(chiave.startswith("indicatori") for chiave in chiavi)
    soggetti = p.campi or p.senso.soggetti
    return bool(soggetti) and any(_spiega(p, soggetti, chiave) for chiave in chiavi)


def _spiega(p: Problem, soggetti: tuple[str, ...], chiave: str) -> bool:
    dove = record(chiave)
    resto = chiave[len(dove) :].lstrip(".").partition(".")[0].partition("[")[0]
    if not p.ha(Tratto.DEL_GRUPPO):
        proprio = record(p.source.key)
        sotto = chiave[len(proprio) :].lstrip(".").partition(".")[0].partition("[")[0]
        return chiave.startswith(proprio) and (chiave == proprio != "" or _simile(sotto, soggetti))
    gruppo = p.source.key.rpartition("[")[0] if p.ha(Tratto.DELL_ELEMENTO) else p.source.key
    if chiave == gruppo:
        return True
    elenchi = (gruppo, "collegati") if gruppo == "indicatori" else (gruppo,)
    if not any(re.fullmatch(rf"{re.escape(elenco)}\[\d+\]", dove) for elenco in elenchi):
        return False
    return not resto or resto in SENZA_DI_LORO or _simile(resto, soggetti)


def _simile(scritta: str, parole: tuple[str, ...]) -> bool:
    """True for one of the words, also misspelt."""
    return bool(get_close_matches(scritta, parole, n=1, cutoff=0.7))


def _senza_spiegati(problemi: set[Problem]) -> set[Problem]:
    """Drop the gaps of a file when it lost at least as many rows or keys: they are the same things."""
    perse = Counter(p.source.path for p in problemi if p.ha(Tratto.PERDE_RIGHE))
    buchi = Counter(p.source.path for p in problemi if p.gravita is Gravita.DA_COMPLETARE)
    spiegati = {file for file, quanti in perse.items() if quanti >= buchi[file]}
    misure = {
        p.source.path.rpartition("/")[0]
        for p in problemi
        if p.ha(Tratto.PERDE_RIGHE) and p.source.path.endswith("/misure.csv")
    }
    return {
        p
        for p in problemi
        if not (p.gravita is Gravita.DA_COMPLETARE and p.source.path in spiegati)
        and not (p.code == "FORMULA-MISURA" and p.source.path.split("/obiettivi/")[0] in misure)
    }
