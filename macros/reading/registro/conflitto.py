"""Which register one's own rows go after: the one in the file or, of a conflict of git, that of the other side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.model.problems import Documento
from macros.model.registro import Registro, RigaRegistro, nome_testi
from macros.reading import git
from macros.reading.files import Lettura
from macros.reading.registro.accoda import Chiesto
from macros.reading.registro.forma import FILE, da_testo, integro, spezzata

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
    return Base(registro=registro, chiesto=_nostre(righe, proprie), in_conflitto=True)


def _lato(radice: Path, lato: str, quale: str) -> tuple[RigaRegistro, ...]:
    """Return the rows of one side. Raises: ConflittoError: it does not read; after no rows, all would be new."""
    grezzo = git.byte(radice, "show", f":{lato}:./{FILE}")
    righe = None if grezzo is None else da_testo(grezzo.decode("utf-8", "replace"))
    if righe is None:
        msg = (
            f"la versione di {FILE} {quale} non c'è o non si legge: guardarla con git show :{lato}:./{FILE}, "
            "lasciare l'unione (git merge --abort, o git rebase --abort) e prima rimetterla a posto nel suo ramo"
        )
        raise ConflittoError(msg)
    return righe


def _prima_la_propria(radice: Path) -> bool:
    """True when side 2 is that of who receives: in a rebase or a cherry-pick, and on the main branch."""
    if git.testo(radice, "rev-parse", "--verify", "--quiet", "MERGE_HEAD") is None:
        return True
    principale = git.testo(radice, "rev-parse", "--abbrev-ref", "--quiet", "origin/HEAD") or ""
    scelto = git.testo(radice, "config", "init.defaultBranch")
    ramo = git.testo(radice, "symbolic-ref", "--short", "--quiet", "HEAD")  # None: on no branch
    return ramo is not None and ramo in PRINCIPALI | {principale.removeprefix("origin/"), scelto}


def _nostre(base: Sequence[RigaRegistro], righe: Sequence[RigaRegistro]) -> Chiesto:
    """Return what only the register says of our rows: the acts put right, those that correct chapters."""
    note = {(r.chiave, r.sha256_atto) for r in base}
    nuove = [r for r in righe if (r.chiave, r.sha256_atto) not in note]
    testi: Mapping[str, Documento] = {r.atto: d for r in nuove for d in Documento if r.sigilla == nome_testi(d)}
    gia = {r.atto for r in base}
    con_impronta = frozenset(r.atto for r in nuove if r.atto in gia and not r.motivo)
    return Chiesto(motivi={r.atto: r.motivo for r in nuove if r.motivo}, testi=testi, con_impronta=con_impronta)
