"""What must be true before a document is delivered: its acts, data without errors, a tree that git has whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from macros.checks.esame import esamina
from macros.model.atti import COPRE
from macros.model.comando import comando
from macros.model.formato import concorda
from macros.model.problems import errori
from macros.model.valori import TipoAtto
from macros.reading.git import comando as git
from scripts.comandi import riassunto, una_riga
from scripts.costruisci import MEMORIE, memoria_in_git, non_nostra

if TYPE_CHECKING:
    from macros.model.anno import Anno
    from macros.model.problems import Problem
    from macros.model.stampe import Stampa

MOSTRATI = 10
"""Errors, and files that git does not have, that a refusal names."""


def impedimenti(radice: Path, anno: int, stampa: Stampa, arrivo: Path) -> Iterator[str]:
    """Yield why a document cannot be delivered, each with its remedy; none: it can."""
    from macros.publish.pacco import MANIFESTO

    progetto, problemi = esamina(radice)
    letto = progetto.anni.get(anno)
    yield from _atti_che_mancano(letto, stampa) if letto else [f"non c'è la cartella data/{anno}"]
    yield from errori_detti(tuple(errori(problemi)))
    yield from non_registrato(radice, arrivo)
    if memoria := memoria_in_git(radice):
        yield memoria
    suo = f"{stampa.nome}-{anno}/{MANIFESTO}"  # a file to be read first is in folders of others too
    if rifiuto := non_nostra(arrivo, radice, suo, "questo pacco"):
        yield rifiuto


def _atti_che_mancano(anno: Anno, stampa: Stampa) -> Iterator[str]:
    """Say which acts a document still waits for."""
    documento = stampa.documento
    tipi = COPRE[documento] if stampa.atto is None else (*COPRE[documento], stampa.atto)
    for tipo in dict.fromkeys(tipi):
        if anno.ultimo_atto(tipo, documento) is None:
            con = comando("atto", anno=anno.anno, altro=f"--tipo {tipo} --documento {documento}")
            if tipo is COPRE[documento][-1]:
                con = comando("approva", documento, anno=anno.anno)
            yield f"il documento non è approvato: manca l'atto di tipo {tipo}. Si registra con «{con}»"
    if TipoAtto.VALIDAZIONE_OIV in tipi and anno.non_valida:
        yield "l'OIV ha detto la Relazione non valida: non si consegna"


def errori_detti(problemi: tuple[Problem, ...]) -> Iterator[str]:
    """Say what is wrong in the data: the first ones, and how many they are."""
    for problema in problemi[:MOSTRATI]:
        yield una_riga(problema)
    if problemi:
        tutti = comando("verifica")
        yield f"i controlli non passano: {riassunto(problemi)} «{tutti}» li elenca tutti, con il rimedio di ciascuno"


def non_registrato(radice: Path, arrivo: Path) -> Iterator[str]:
    """Say what git does not have: the package says from which commit it is, and that commit must be all of it."""
    if git.testo(radice, "rev-parse", "HEAD") is None:
        yield "il progetto non è in un deposito di git con almeno una registrazione: serve a dire da quale stato viene"
        return
    fuori = [f":(exclude){MEMORIE}"]
    if arrivo.is_relative_to(radice):
        fuori.append(f":(exclude,literal){arrivo.relative_to(radice).as_posix()}")
    detto = git.byte(radice, "status", "--porcelain", "--no-renames", "-z", "--untracked-files=all", "--", ".", *fuori)
    if detto is None:
        yield "git non dice se tutto è registrato"
        return
    cambiati = [voce[3:] for voce in detto.decode("utf-8", "replace").split("\0") if voce]
    if cambiati:
        altri = f" e altri {len(cambiati) - MOSTRATI}" if len(cambiati) > MOSTRATI else ""
        quali = ", ".join(cambiati[:MOSTRATI]) + altri
        quanti = concorda(len(cambiati), "un file non è registrato", f"{len(cambiati)} file non sono registrati")
        yield f"{quanti} in git: {quali}. Registrarli (git add, git commit), o rimetterli com'erano (git restore)"
