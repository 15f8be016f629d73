"""One mistake, one problem: drops what only repeats, elsewhere or in other words, a problem already told.

A refused weight makes its group incomplete, a refused value leaves a gap, an objective that cannot be
read is «unknown» wherever it is named. Nothing is lost: once the first is mended, the rest is checked again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from macros.model.catalogo import Gravita
from macros.model.problems import Problem, Source
from macros.model.regole import chiavi as chiavi_di_regole
from macros.reading.files import ILLEGGIBILI

RIFIUTI = ("CSV-", "FOGLIO-", "VALORE-", "YAML-", "IND-TARGET-FASI")
"""Problems that leave out what was written."""
RIGHE_PERSE = frozenset(
    {
        "CSV-COLONNE",
        "FASI-IGNOTA",
        "FOGLIO-ERRORE",
        "MIS-NOME",
        "RIL-CODICE-DATA",
        "RIL-CODICE-VUOTO",
        "RIL-INDICATORE-IGNOTO",
        "SCHEDA-INDICATORE-IGNOTO",
        "YAML-CHIAVE-IGNOTA",
    }
)
"""Each of these can explain one gap elsewhere in its file."""
SOGGETTI = {
    "AREA-SENZA-OBIETTIVI": ("obiettivi", "codice", "peso"),
    "BANDE-CONFINI": ("da", "a", "grado", "stato", "livello"),
    "CONTINUA-MANCANTE": ("continua_da",),
    "IND-AREA-MANCANTE": ("area_dirigenziale",),
    "IND-FASI-QUOTE": ("quota", "entro", "codice"),
    "IND-PENALITA": ("penalita",),
    "IND-TARGET-GIUGNO": ("target",),
    "IND-TARGET-MANCANTE": ("target",),
    "OBI-PESI-PARZIALI": ("peso",),
    "OBI-PESI-SOMMA": ("peso",),
    "OBI-PESO-FUORI": ("peso",),
    "SMVP-STATI": ("da", "stato"),
}
"""The keys that a problem is about: only something refused or misspelt in one of these explains it."""
SENZA_DI_LORO = ("codice", "titolo", "regola", "unita_misura", "indicatore")
"""Keys without which an item is left out of its group."""
DEL_GRUPPO = frozenset(
    {
        "AREA-SENZA-OBIETTIVI",
        "BANDE-CONFINI",
        "IND-FASI-QUOTE",
        "OBI-PESI-PARZIALI",
        "OBI-PESI-SOMMA",
        "OBI-PESO-FUORI",
        "SMVP-STATI",
    }
)
"""Problems of a whole list: explained by what was refused in one of its items."""
ELENCHI = (*RIFIUTI, "OBI-IGNOTO", "OBI-ELENCO-DOPPIO", "OBI-TIPO-GRUPPO", "AREA-CODICE-DOPPIO")
"""Errors of albero.yml that leave an objective out of a list."""
BLOCCHI = frozenset({"BLOCCO-CAMBIATO", "VAR-NON-APPLICATA", "VAR-NON-APPROVATA"})
"""A value that is not the approved one: whatever else is wrong with it is the same mistake."""
REGISTRATI = frozenset({"REGISTRO-ATTO-CAMBIATO", "REGISTRO-ATTO-TOLTO", "REGISTRO-DOPPIO"})
"""An act that is not the registered one: that its document then has no impronta, or another, is the same mistake."""
DI_REGISTRATI = frozenset({"ATTO-SENZA-IMPRONTA", "BLOCCO-IMPRONTA", "BLOCCO-SENZA-ISTANTANEA"})
DATE = frozenset({"ATTO-DATA-ORDINE", "VAR-DATA"})
"""Acts out of order: their rows are too."""
CARTELLE_PERSE = frozenset({"FILE-LETTURA", "FILE-SPECIALE"})
DEL_DEPOSITO = frozenset({*CARTELLE_PERSE, "FILE-GRANDE", "FILE-NOME"})
"""Problems of what stands in the project, whatever is written there."""
LETTURE = frozenset({"OBI-UNA-LETTURA", "OBI-NESSUNA-LETTURA"})


def senza_conseguenze(problemi: Iterable[Problem]) -> set[Problem]:
    """Return the problems without those that another one explains."""
    tutti = _senza_registrati(_senza_bloccati(_senza_perduti(set(problemi))))
    gravi = [p for p in tutti if p.gravita is Gravita.ERRORE]
    per_riga = {(p.source.path, p.source.line) for p in gravi}
    fogli = {(p.source.path, p.source.line) for p in gravi if p.code == "FOGLIO-ERRORE"}
    situati = {(p.source.path, p.source.line) for p in gravi if p.code == "FOGLIO-ERRORE" and p.source.key}
    illeggibili = {p.source.path for p in gravi if p.code in ILLEGGIBILI}
    bloccati = {
        p.source.path.rsplit("/", 2)[0]
        for p in gravi
        if p.code in {"ATTO-IMPRONTA", "BLOCCO-IMPRONTA"} or (p.code in ILLEGGIBILI and "/atti/" in p.source.path)
    }
    senza_obiettivi = {p.source for p in gravi if p.code == "AREA-SENZA-OBIETTIVI"}
    alberi = {p.source.path for p in gravi if p.source.path.endswith("/albero.yml") and p.code.startswith(ELENCHI)}
    rifiuti: dict[str, list[str]] = {}
    for p in gravi:
        if p.code.startswith(RIFIUTI):
            rifiuti.setdefault(p.source.path, []).append(p.source.key)

    def ripete(p: Problem) -> bool:
        luogo = (p.source.path, p.source.line)
        if (p.code == "OBI-PESI-SOMMA" and p.source in senza_obiettivi) or (
            p.code == "ATTO-SENZA-IMPRONTA" and p.source.path.rsplit("/", 2)[0] in bloccati
        ):
            return True
        if p.code == "FOGLIO-ERRORE":
            return luogo in situati and not p.source.key
        if luogo in fogli and p.code.startswith(("VALORE-", "YAML-CHIAVE-MANCANTE")):
            return True
        if p.gravita is Gravita.ERRORE:
            return _del_rifiuto(p, rifiuti.get(p.source.path, []))
        if p.code in LETTURE:
            return f"{p.source.path.split('/obiettivi/')[0]}/albero.yml" in alberi
        return luogo in per_riga or p.source.path in illeggibili or _del_rifiuto(p, rifiuti.get(p.source.path, []))

    return _senza_spiegati({p for p in tutti if not ripete(p)})


def _senza_perduti(problemi: set[Problem]) -> set[Problem]:
    """Of a year that lost a folder keep only what stands in the project: the rest was not read, or not whole."""
    perse = [p.source.path for p in problemi if p.code in CARTELLE_PERSE and "." not in p.source.path]
    sotto = tuple(map(_sotto, perse))
    return {
        p
        for p in problemi
        if p.code in DEL_DEPOSITO
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
    rifiutati = {p.source.path for p in problemi if p.gravita is Gravita.ERRORE and p.code.startswith(RIFIUTI)}
    tenuti = {p for p in problemi if p.code not in BLOCCHI or p.source.path not in rifiutati}
    blocchi = [p.source for p in tenuti if p.code in BLOCCHI - {"VAR-NON-APPROVATA"}]
    righe = {(b.path, b.line) for b in blocchi}

    def ripete(p: Problem) -> bool:
        if p.code in BLOCCHI or p.code.startswith("VAR-") or p.gravita is not Gravita.ERRORE:
            return False
        gruppo = p.code in DEL_GRUPPO and any(_nel_gruppo(b, p.source) for b in blocchi)
        return gruppo or (p.source.path, p.source.line) in righe

    return {p for p in tenuti if not ripete(p)} if blocchi else tenuti


def _senza_registrati(problemi: set[Problem]) -> set[Problem]:
    """Drop what follows from an act that is not the registered one, or from dates that are out of order."""
    anni = {p.source.path.rsplit("/", 2)[0] for p in problemi if p.code in REGISTRATI}
    date = any(p.code in DATE for p in problemi)
    rifiutati = {p.source.path for p in problemi if p.code.startswith((*RIFIUTI, "ATTO-IMPRONTA", "ATTO-FILE"))}
    return {
        p
        for p in problemi
        if not (p.code in DI_REGISTRATI and p.source.path.rsplit("/", 2)[0] in anni)
        and not (date and p.code == "REGISTRO-ORDINE")
        and not (p.code == "REGISTRO-ATTO-CAMBIATO" and p.source.path in rifiutati)
    }


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
    soggetti = chiavi_di_regole() if p.code == "IND-CHIAVE-MANCANTE" else SOGGETTI.get(p.code, ())
    if p.code == "COMPLETA-CAMPO":
        soggetti = tuple(re.findall(r"«(\w+)»", p.found))
    return bool(soggetti) and any(_spiega(p, soggetti, chiave) for chiave in chiavi)


def _spiega(p: Problem, soggetti: tuple[str, ...], chiave: str) -> bool:
    dove = record(chiave)
    resto = chiave[len(dove) :].lstrip(".").partition(".")[0].partition("[")[0]
    if p.code not in DEL_GRUPPO:
        proprio = record(p.source.key)
        sotto = chiave[len(proprio) :].lstrip(".").partition(".")[0].partition("[")[0]
        return chiave.startswith(proprio) and (chiave == proprio != "" or _simile(sotto, soggetti))
    gruppo = p.source.key.rpartition("[")[0] if p.code in {"BANDE-CONFINI", "SMVP-STATI"} else p.source.key
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
    perse = Counter(p.source.path for p in problemi if p.code in RIGHE_PERSE)
    buchi = Counter(p.source.path for p in problemi if p.gravita is Gravita.DA_COMPLETARE)
    spiegati = {file for file, quanti in perse.items() if quanti >= buchi[file]}
    misure = {
        p.source.path.rpartition("/")[0]
        for p in problemi
        if p.code in RIGHE_PERSE and p.source.path.endswith("/misure.csv")
    }
    return {
        p
        for p in problemi
        if not (p.gravita is Gravita.DA_COMPLETARE and p.source.path in spiegati)
        and not (p.code == "FORMULA-MISURA" and p.source.path.split("/obiettivi/")[0] in misure)
    }
