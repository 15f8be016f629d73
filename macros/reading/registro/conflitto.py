"""Which register one's own rows go after: the one in the file or, of a conflict of git, that of the other side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from macros.model.problems import Documento
from macros.model.registro import Registro, RigaRegistro, nome_testi
from macros.reading.git import comando as git
from macros.reading.registro.accoda import Chiesto
from macros.reading.registro.forma import FILE, da_testo, integro, spezzata
from macros.reading.registro.portate import Proprie
from macros.reading.registro.unione import Righe, chiave, comuni
from macros.reading.testo.lettura import Lettura

PRINCIPALI = frozenset({"main", "master", "trunk"})
"""Branches that receive proposals."""


class ConflittoError(Exception):
    """The two sides cannot be put one after the other; the message is Italian."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The rows that stay as they are, and what is known of the acts to be registered after them."""

    registro: Registro
    chiesto: Chiesto
    in_conflitto: bool


def da_accodare(radice: Path) -> Base:
    """Return what one's own rows go after.

    Raises: ConflittoError, ModificaImpossibileError.
    """
    if not git.testo(radice, "ls-files", "--unmerged", "--", FILE):
        return Base(registro=integro(Lettura(radice)), chiesto=Chiesto(), in_conflitto=False)
    loro, nostre = ("2", "3") if _prima_la_propria(radice) else ("3", "2")
    righe, proprie = _lato(radice, loro, "che arriva dall'altro ramo"), _lato(radice, nostre, "con le righe proprie")
    if spezzata(righe) is not None:
        msg = f"la versione di {FILE} che arriva dall'altro ramo ha una riga cambiata a mano: non si può accodare"
        raise ConflittoError(msg)
    registro = Registro(righe, presente=True)
    antenato = _scritte(radice, "1") or ()
    chiesto = _nostre(righe, proprie, antenato, unione=_unione(radice))
    return Base(registro=registro, chiesto=chiesto, in_conflitto=True)


def _scritte(radice: Path, lato: str) -> tuple[RigaRegistro, ...] | None:
    grezzo = git.byte(radice, "show", f":{lato}:./{FILE}")
    return None if grezzo is None else da_testo(grezzo.decode("utf-8", "replace"))


def _lato(radice: Path, lato: str, quale: str) -> tuple[RigaRegistro, ...]:
    """Return the rows of one side. Raises: ConflittoError: it does not read; after no rows, all would be new."""
    righe = _scritte(radice, lato)
    if righe is None:
        msg = (
            f"la versione di {FILE} {quale} non c'è o non si legge: guardarla con git show :{lato}:./{FILE}, "
            "lasciare l'unione (git merge --abort, o git rebase --abort) e prima rimetterla a posto nel suo ramo"
        )
        raise ConflittoError(msg)
    return righe


def _prima_la_propria(radice: Path) -> bool:
    """True when side 2 is that of who receives: in a rebase or a cherry-pick, and on the main branch."""
    if not _unione(radice):
        return True
    principale = git.testo(radice, "rev-parse", "--abbrev-ref", "--quiet", "origin/HEAD") or ""
    scelto = git.testo(radice, "config", "init.defaultBranch")
    ramo = git.testo(radice, "symbolic-ref", "--short", "--quiet", "HEAD")  # None: on no branch
    return ramo is not None and ramo in PRINCIPALI | {principale.removeprefix("origin/"), scelto}


def _unione(radice: Path) -> bool:
    """True while a merge is to be concluded."""
    return git.testo(radice, "rev-parse", "--verify", "--quiet", "MERGE_HEAD") is not None


def _nostre(base: Righe, righe: Righe, antenato: Righe, *, unione: bool) -> Chiesto:
    """Return our rows, those that the other side does not have, and what only the register says of their acts."""
    note = Counter(chiave(r) for r in base[comuni(base, righe) :])
    posti: list[int] = []
    for n in range(max(comuni(base, righe), comuni(antenato, righe)), len(righe)):
        if note[chiave(righe[n])] > 0:
            note[chiave(righe[n])] -= 1
        else:
            posti.append(n)
    nuove = [righe[n] for n in posti]
    testi: Mapping[str, Documento] = {r.atto: d for r in nuove for d in Documento if r.sigilla == nome_testi(d)}
    return Chiesto(testi=testi, proprie=Proprie(righe=righe, posti=posti, unione=unione))
