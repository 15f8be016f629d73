"""The register in the history of git: each state is the beginning of the next, else what was written was rewritten.

Along the first parents. Of a merge, the new register goes on from one of the two lines and has every row of the
other: that is how rows written on two branches are put one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from macros.model.problems import Source
from macros.model.registro import Irregolare, Irregolarita, Registro, RigaRegistro
from macros.reading import git
from macros.reading.registro.forma import FILE, da_testo

Stato = tuple[str, tuple[str, ...], bool]
"""A commit that touched the register, its parents, and whether it took some line away."""


def continua(prima: Sequence[RigaRegistro], dopo: Sequence[RigaRegistro]) -> bool:
    """True when a register is the beginning of another; links hold all that came before them."""
    return len(prima) <= len(dopo) and [r.catena for r in prima] == [r.catena for r in dopo[: len(prima)]]


def contiene(tutte: Sequence[RigaRegistro], alcune: Sequence[RigaRegistro]) -> bool:
    """True when a register has every thing that another registers, whatever the order."""
    return {(r.chiave, r.sha256_atto) for r in alcune} <= {(r.chiave, r.sha256_atto) for r in tutte}


def irregolarita_storia(
    radice: Path, registro: Registro, *, dimostrativo: bool, base: str | None = None
) -> Iterator[Irregolarita]:
    """Yield the first place, from today backwards, where the register does not go on from what it was.

    Args:
        radice: the project folder; outside git nothing is compared.
        registro: as it is in the files.
        dimostrativo: a demonstration may begin anew: then that is only told.
        base: a revision that the register must go on from too: that of who receives a proposal.
    """
    if git.testo(radice, "rev-parse", "--is-inside-work-tree") != "true":
        if base is not None:
            yield Irregolarita(che=Irregolare.SENZA_STORIA, source=Source(FILE), nota=base)
        return
    if base is not None:
        if git.testo(radice, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}") is None:
            yield Irregolarita(che=Irregolare.SENZA_STORIA, source=Source(FILE), nota=base)
        elif not continua(_righe(radice, base), registro.righe):
            yield _rotta(base, _righe(radice, base), registro.righe, dimostrativo=False)
            return
    stati = _stati(radice)
    prime = _righe(radice, stati[0][0]) if stati else ()
    if not continua(prime, registro.righe):
        yield _rotta(stati[0][0][:7], prime, registro.righe, dimostrativo=dimostrativo)
        return
    for stato, altro in zip(stati, [*stati[1:], None], strict=False):
        if not stato[2]:
            continue  # nothing was taken away, and the chain holds: what came before is the beginning
        prima, dopo = _righe(radice, altro[0]) if altro else (), _righe(radice, stato[0])
        if not continua(prima, dopo) and not _unite(radice, stato, prima, dopo):
            yield _rotta(altro[0][:7] if altro else "", prima, dopo, dimostrativo=dimostrativo)
            return


def _stati(radice: Path) -> list[Stato]:
    """Return the commits that touched the register, the latest first, with one call of git."""
    opzioni = ("--first-parent", "-m", "--no-renames", "--no-ext-diff", "--no-textconv", "--numstat")
    detto = git.testo(
        radice, "-c", "log.showSignature=false", "log", *opzioni, "--format=%x00%H %P", "HEAD", "--", FILE
    )
    stati = []
    for pezzo in (detto or "").split("\0")[1:]:
        testa, _, conti = pezzo.partition("\n")
        commit, *genitori = testa.split()
        tolte = any(riga.split("\t")[1:2] != ["0"] for riga in conti.splitlines() if riga.strip())
        stati.append((commit, tuple(genitori), tolte))
    return stati


def _righe(radice: Path, revisione: str) -> tuple[RigaRegistro, ...]:
    return da_testo((git.byte(radice, "show", f"{revisione}:./{FILE}") or b"").decode("utf-8", "replace"))


def _unite(radice: Path, unione: Stato, prima: Sequence[RigaRegistro], dopo: Sequence[RigaRegistro]) -> bool:
    """True for a merge whose register goes on from the other line and has every row of this one."""
    altri = [_righe(radice, genitore) for genitore in unione[1][1:]]
    return any(altra and continua(altra, dopo) and contiene(dopo, prima) for altra in altri)


def _rotta(
    nome: str, prima: Sequence[RigaRegistro], dopo: Sequence[RigaRegistro], *, dimostrativo: bool
) -> Irregolarita:
    comuni = next((n for n, (a, b) in enumerate(zip(prima, dopo, strict=False)) if a.catena != b.catena), None)
    riga = (min(len(prima), len(dopo)) if comuni is None else comuni) + 1
    return Irregolarita(
        che=Irregolare.RIFATTO if dimostrativo else Irregolare.STORIA,
        source=Source(FILE, riga + 1 if riga <= len(dopo) else 1),
        riga=str(riga),
        nota=nome,
        prima=_breve(prima, riga),
        dopo=_breve(dopo, riga),
    )


def _breve(righe: Sequence[RigaRegistro], riga: int) -> str | None:
    return " ".join(filter(None, (righe[riga - 1].atto, righe[riga - 1].sigilla))) if riga <= len(righe) else None
