"""When two registers are put together: which row of one is the same as a row of the other, and what is lost.

A row that went after others is the same when its act is the same and it does the same: a variation makes the same
changes, to another plan; a correction of chapters changes the same chapters, of others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.model.registro import RigaRegistro
from macros.reading.blocco.impronta import Canonica
from macros.reading.registro.sigilli import custodita
from macros.reading.testo.lettura import Lettura

Righe = Sequence[RigaRegistro]
Uguali = Callable[[RigaRegistro, RigaRegistro], bool]
"""Tells whether two rows of one thing, with other fingerprints, seal the same."""
Capitoli = dict[tuple[str, str], Canonica]
"""Kind and path of a chapter or an image → what it is."""
TESTI = "testi "


def continua(prima: Righe, dopo: Righe) -> bool:
    """True when a register is the beginning of another; links hold all that came before them."""
    return comuni(prima, dopo) == len(prima)


def comuni(una: Righe, altra: Righe) -> int:
    """Return how many rows two registers have in common, from the first."""
    return next(
        (n for n, (a, b) in enumerate(zip(una, altra, strict=False)) if a.catena != b.catena), min(len(una), len(altra))
    )


def chiave(r: RigaRegistro) -> tuple[str, ...]:
    """Return what never changes of a row, wherever it goes."""
    return *r.chiave, r.motivo, r.sha256_atto


def riportati(prima: Capitoli, dopo: Capitoli, altri: Capitoli) -> Capitoli | None:
    """Return some chapters with the changes that were made to others; None: one was changed on both sides."""
    fatti: Capitoli = {}
    for nome in {*prima, *dopo, *altri}:
        era, nuovo, altro = prima.get(nome), dopo.get(nome), altri.get(nome)
        if era not in (nuovo, altro) and nuovo != altro:
            return None
        quale = altro if nuovo == era else nuovo
        if quale is not None:
            fatti[nome] = quale
    return fatti


@dataclass(frozen=True, slots=True)
class Unione:
    """Compares rows of two registers with the copies of what they seal."""

    radice: Path
    uguali: Uguali
    nuovi: dict[str, Capitoli] = field(default_factory=dict)
    """Fingerprint → chapters that are not kept yet."""

    def persa(self, tutte: Righe, alcune: Righe, da: int) -> int | None:
        """Return the place of the first of some rows, from one on, that others do not have in that order."""
        posti = iter(range(da, len(tutte)))
        for n in range(da, len(alcune)):
            if not any(self._stessa(tutte, i, alcune, n) for i in posti):
                return n
        return None

    def _stessa(self, tutte: Righe, i: int, alcune: Righe, n: int) -> bool:
        a, r = tutte[i], alcune[n]
        if chiave(a) != chiave(r) or (a.impronta != r.impronta and not self.uguali(a, r)):
            return False
        if r.sigilla.startswith(TESTI):
            attesi = self.corretti(alcune, n, tutte[:i])
            return a.impronta_testi == r.impronta_testi if attesi is None else self.capitoli(a) == attesi
        return a.impronta_testi == r.impronta_testi

    def corretti(self, sue: Righe, n: int, prima: Righe) -> Capitoli | None:
        """Return the chapters that a correction comes to after other rows; None: it stays as it is.

        They are none at all where they were changed on both sides.
        """
        ultima, altra = (_ultima(righe, sue[n]) for righe in (sue[:n], prima))
        if ultima is None or altra is None or ultima.impronta_testi == altra.impronta_testi:
            return None
        era, dopo, altri = (self.capitoli(r) for r in (ultima, sue[n], altra))
        if era is None or dopo is None or altri is None:
            return None
        return riportati(era, dopo, altri) or {}

    def capitoli(self, r: RigaRegistro) -> Capitoli | None:
        """Return the chapters that a row seals; None where they are not kept."""
        if r.impronta_testi in self.nuovi:
            return self.nuovi[r.impronta_testi]
        forma = custodita(Lettura(self.radice), self.radice / "data" / r.anno, r.impronta_testi)
        return None if forma is None else in_capitoli(forma)


def in_capitoli(forma: dict[str, Canonica]) -> Capitoli:
    """Return the form of the chapters of a document, one by one."""
    return {(che, nome): cosa for che, cose in forma.items() if isinstance(cose, dict) for nome, cosa in cose.items()}


def _ultima(righe: Righe, di: RigaRegistro) -> RigaRegistro | None:
    """Return the last row that seals the chapters that a correction is of."""
    documento = di.sigilla.removeprefix(TESTI)
    sue = [r for r in righe if r.anno == di.anno and r.sigilla in {documento, di.sigilla} and r.impronta_testi]
    return sue[-1] if sue else None
