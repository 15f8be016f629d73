"""The whole examination of a project: read, check, scan; all problems of all files at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from macros.checks import (
    atti,
    atti_citati,
    blocco,
    budget,
    campione,
    coerenza,
    completezza,
    conferme,
    contesto,
    continuita,
    copiato,
    dati,
    doppioni,
    esclusioni,
    evidenze,
    fasce,
    fondi,
    genere,
    individuale,
    insoliti,
    oiv,
    pagine,
    pesi,
    piani,
    piao,
    premi,
    registro,
    regole,
    riferimenti,
    scadenze,
    struttura,
    target,
    trasparenza,
)
from macros.checks.conseguenze import senza_conseguenze
from macros.checks.deposito import check_deposito
from macros.checks.persone import check_persone
from macros.checks.prosa import check_prosa
from macros.checks.testi import check_testi
from macros.engine.ciclo import Cicli, calcola
from macros.model.anno import Anno, Progetto
from macros.model.problems import Problem, Source
from macros.model.tratti import Gravita, Tratto
from macros.reading.blocco.impronta import sha256_di
from macros.reading.progetto import leggi_progetto
from macros.reading.scrivi.scrittura import ATTESA, interrotta
from macros.reading.testo.chiavi import VUOTA
from macros.reading.testo.deposito import RifiutatoError
from macros.reading.testo.lettura import Aperti, Lettura

Check = Callable[[Anno], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    *struttura.CHECKS,
    *riferimenti.CHECKS,
    *pesi.CHECKS,
    *target.CHECKS,
    *regole.CHECKS,
    *fasce.CHECKS,
    *individuale.CHECKS,
    *dati.CHECKS,
    *atti.CHECKS,
    *atti_citati.CHECKS,
    *esclusioni.CHECKS,
    *blocco.CHECKS,
    *registro.CHECKS,
    *completezza.CHECKS,
    *oiv.CHECKS,
    *campione.CHECKS,
    *evidenze.CHECKS,
    *scadenze.CHECKS,
    *fondi.CHECKS,
    *premi.CHECKS,
    *piani.CHECKS,
    *piao.CHECKS,
    *budget.CHECKS,
    *contesto.CHECKS,
    *genere.CHECKS,
)
SENZA_ERRORI: tuple[Check, ...] = (
    *atti.SENZA_ERRORI,
    *coerenza.SENZA_ERRORI,
    piani.check_regole_piani,
    piao.check_risposte,
    budget.check_riscontri,
)
"""Those that run only where nothing is an error."""
SUI_RISULTATI: tuple[Callable[[Anno, Cicli], Iterator[Problem]], ...] = (
    *completezza.SUI_RISULTATI,
    conferme.check_conferme,
    oiv.check_attestate,
    coerenza.check_dati_validati,
    campione.check_estratti,
    evidenze.check_complete,
    insoliti.check_insoliti,
)
"""Those of them that look at what is computed too."""


def esamina(
    radice: Path,
    anno: int | None = None,
    base: str | None = None,
    aperti: Aperti | None = None,
    calcolati: dict[int, Cicli] | None = None,
) -> tuple[Progetto, tuple[Problem, ...]]:
    """Read and check a project, or one year of it.

    Every problem comes once, by place; not those that only repeat another. `base`: a revision of git that the register
    must go on from, beside its own history. `aperti`: what was opened so far, and is opened from now on. `calcolati`:
    where the results that the checks ask for are left, by year, for who shows them.
    """
    lettura = Lettura(radice, aperti=aperti or Aperti())
    progetto = leggi_progetto(lettura, anno)
    if interrotta(radice):
        return progetto, (_interrotta(),)
    problemi = set(lettura.problemi)
    problemi.update(check_deposito(lettura.altra(), anno))
    problemi.update(check_testi(lettura.altra(), anno))
    problemi.update(check_persone(lettura.altra(), progetto.ente, anno))
    problemi.update(check_prosa(lettura.altra(), progetto, anno))
    problemi.update(pagine.check_pagine(lettura.altra(), anno))
    problemi.update(continuita.check_continuita(lettura.altra(), progetto))
    problemi.update(copiato.check_copiati(lettura.altra(), progetto))
    problemi.update(trasparenza.check_trasparenza(progetto))
    problemi.update(piao.check_capitoli(lettura.altra(), progetto))
    problemi.update(registro.check_catena(radice, progetto, base))
    problemi.update(premi.check_registrati(radice, progetto, base))
    doppi = doppioni.anni_doppioni(progetto)
    problemi.update(doppioni.check_doppioni(progetto, doppi))
    for numero, dell_anno in progetto.anni.items():
        if numero in doppi or (dell_anno.smvp is None and dell_anno.albero is None and not dell_anno.obiettivi):
            continue
        problemi.update(_trovati(lettura, dell_anno, CHECKS))
    if not any(p.gravita is Gravita.ERRORE for p in problemi):
        for numero, dell_anno in progetto.anni.items():
            problemi.update(_trovati(lettura, dell_anno, SENZA_ERRORI))
            cicli = cicli_di(dell_anno)
            problemi.update(_trovati(lettura, dell_anno, SUI_RISULTATI, cicli))
            if calcolati is not None:
                calcolati[numero] = cicli
        problemi.update(copiato.check_fermi(progetto))
    return progetto, tuple(sorted(_in_chiaro(p) for p in senza_conseguenze(problemi)))


def cicli_di(anno: Anno) -> Cicli:
    """Return the results of a year, for all who need them: each is computed when it is first asked for, once."""
    return cache(partial(calcola, anno))


def _trovati(
    lettura: Lettura, anno: Anno, checks: Iterable[Callable[..., Iterator[Problem]]], *altro: Cicli
) -> Iterator[Problem]:
    """Yield what is wrong with a year; who had nothing to say of one that is as it was is not asked again.

    `altro`: what the checks want beside the year, and follows from it.
    """
    letto: str | None = None
    if lettura.aperti.puliti.prima is not None:
        with suppress(OSError, RifiutatoError):
            di_lui = lettura.aperti.impronte(lettura.radice, anno.cartella), repr(anno.irregolarita)
            letto = sha256_di(json.dumps(di_lui).encode())  # once for all who look
    for check in checks:
        di = "anno", check.__module__, check.__name__, letto
        trovati = check(anno, *altro)
        yield from trovati if letto is None else lettura.aperti.puliti.guarda(trovati, *di)


def _interrotta() -> Problem:
    """SCRITTURA-INTERROTTA: nothing else is trusted until what a killed command began is finished."""
    return Problem(
        Source(f"data/{ATTESA}"),
        "SCRITTURA-INTERROTTA",
        "un comando interrotto mentre scriveva",
        "ogni scrittura finita",
        "ripetere lo stesso comando: finisce ciò che aveva cominciato",
    )


def calcolabile(anno: Anno, di_lettura: Iterable[Problem]) -> bool:
    """True for a state of a year, read by itself, that has no error: only such a one may be computed.

    What was reported of things that only another plan of the year has does not count.
    """
    trovati = (*di_lettura, *(p for check in CHECKS for p in check(anno)))
    return not any(p.gravita is Gravita.ERRORE and not p.ha(Tratto.ESTRANEO) for p in trovati)


def _in_chiaro(p: Problem) -> Problem:
    """Drop the mark that reading keeps in the place of an empty key, and bytes that are no letters."""
    if "\N{REPLACEMENT CHARACTER}" in p.source.path:
        p = replace(p, **{n: getattr(p, n).encode("utf-8", "replace").decode() for n in ("found", "expected", "fix")})
    return replace(p, source=Source(p.source.path, p.source.line)) if p.source.key == VUOTA else p
