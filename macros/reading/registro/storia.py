"""The register in the history of git: what it was must be the beginning of what it is, else it was rewritten.

The line of first parents is walked, whole. Each register on it is the beginning of today's. Of a merge, the new one
goes on from one of the lines, and has every row of the others: that is how rows written on two branches are put one
after the other; the walk goes on along the line that it continues. What did not read, or had a broken chain, was red
then, and says nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.model.problems import Source
from macros.model.registro import Irregolare, Irregolarita, Registro, RigaRegistro
from macros.reading import git
from macros.reading.chiavi import Mappa
from macros.reading.files import Lettura
from macros.reading.nodi import nodi_di_testo
from macros.reading.registro.forma import FILE, da_testo, spezzata

Righe = Sequence[RigaRegistro]
Uguali = Callable[[RigaRegistro, RigaRegistro], bool]
"""Tells whether two rows of one thing, with other fingerprints, seal the same."""
ENTE = "data/ente.yml"


def continua(prima: Righe, dopo: Righe) -> bool:
    """True when a register is the beginning of another; links hold all that came before them."""
    return len(prima) <= len(dopo) and [r.catena for r in prima] == [r.catena for r in dopo[: len(prima)]]


def contiene(tutte: Righe, alcune: Righe, uguali: Uguali) -> bool:
    """True when a register has every row of another, whatever their order."""
    per_chiave = {(r.chiave, r.motivo): r for r in tutte}
    for r in alcune:
        altra = per_chiave.get((r.chiave, r.motivo))
        if altra is None or (altra.impronta_testi, altra.sha256_atto) != (r.impronta_testi, r.sha256_atto):
            return False
        if altra.impronta != r.impronta and not uguali(altra, r):
            return False
    return True


@dataclass(slots=True)
class Storia:
    """The registers that the history has, each read once."""

    radice: Path
    uguali: Uguali
    _blob: dict[str, str] = field(default_factory=dict)
    _lette: dict[str, Righe] = field(default_factory=dict)

    def linea(self, da: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the commits along the first parents, the latest first, each with its parents."""
        detto = git.testo(self.radice, "-c", "log.showSignature=false", "log", "--first-parent", "--format=%H %P", da)
        righe = [riga.split() for riga in (detto or "").splitlines()]
        commit = [(parti[0], tuple(parti[1:])) for parti in righe if parti]
        self._cerca(c for nome, genitori in commit for c in (nome, *genitori))
        return commit

    def righe(self, commit: str) -> Righe:
        """Return the register of a commit; none where it had none, or one that was red."""
        if commit not in self._blob:
            self._cerca([commit])
        blob = self._blob[commit]
        if blob not in self._lette:
            grezzo = git.byte(self.radice, "cat-file", "blob", blob) if blob else None
            lette = da_testo((grezzo or b"").decode("utf-8", "replace"))
            self._lette[blob] = lette if spezzata(lette) is None else ()
        return self._lette[blob]

    def _cerca(self, commit: Iterable[str]) -> None:
        """Find which file each commit has at the place of the register, with one call of git."""
        nuovi = [c for c in dict.fromkeys(commit) if c not in self._blob]
        chiesti = "".join(f"{c}:./{FILE}\n" for c in nuovi).encode()
        detto = (git.byte(self.radice, "cat-file", "--batch-check", ingresso=chiesti) or b"").decode().splitlines()
        for c, riga in zip(nuovi, [*detto, *[""] * (len(nuovi) - len(detto))], strict=True):
            parti = riga.split()
            self._blob[c] = parti[0] if len(parti) > 1 and parti[1] == "blob" else ""

    def dimostrativo(self, commit: str) -> bool:
        """True when a commit was of a demonstration, read as the files are."""
        grezzo = git.byte(self.radice, "show", f"{commit}:./{ENTE}") or b""
        nodi = nodi_di_testo(ENTE, grezzo.decode("utf-8-sig", "replace"))
        return nodi is not None and Mappa(Lettura(self.radice), nodi, ENTE).booleano("dimostrativo")


def registrato_davvero(radice: Path) -> bool:
    """True when some commit of the line has the register of a body that is no demonstration."""
    storia = Storia(radice, lambda _a, _b: False)
    return any(storia.righe(c) and not storia.dimostrativo(c) for c, _ in storia.linea("HEAD"))


def irregolarita_storia(radice: Path, registro: Registro, uguali: Uguali, base: str | None) -> Iterator[Irregolarita]:
    """Yield where the register does not go on from what it was, and what of it this copy cannot tell.

    Args:
        radice: the project folder; outside git nothing is compared.
        registro: as it is in the files.
        uguali: tells whether two rows seal the same.
        base: a revision that the register must go on from too: that of who receives a proposal.
    """
    storia = Storia(radice, uguali)
    if git.testo(radice, "rev-parse", "--is-inside-work-tree") != "true":
        if base is not None:
            yield Irregolarita(che=Irregolare.SENZA_STORIA, source=Source(FILE), nota=base)
        elif (radice / ".git").exists() and registro.presente:
            yield Irregolarita(che=Irregolare.PARZIALE, source=Source(FILE))
        return
    if base is not None:
        if git.testo(radice, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}") is None:
            yield Irregolarita(che=Irregolare.SENZA_STORIA, source=Source(FILE), nota=base)
        elif not continua(storia.righe(base), registro.righe):
            yield _rotta(base, storia.righe(base), registro.righe, Irregolare.STORIA)
            return
    if registro.presente and git.testo(radice, "rev-parse", "--is-shallow-repository") == "true":
        yield Irregolarita(che=Irregolare.PARZIALE, source=Source(FILE), nota="parziale")
    yield from _lungo_la_linea(storia, registro.righe)


def _lungo_la_linea(storia: Storia, oggi: Righe) -> Iterator[Irregolarita]:
    """Walk back from today, and yield the first place where the register does not go on.

    A demonstration may begin anew: that is said once, and the walk goes on to what was registered in earnest.
    """
    da: str | None = "HEAD"
    spezzati: set[int] = set()
    rifatta: Irregolarita | None = None
    while da is not None:
        linea, da = storia.linea(da), None
        for commit, genitori in linea:
            prima = storia.righe(commit)
            spezzati.add(len(prima))
            continuata = next((g for g in genitori if continua(storia.righe(g), prima)), None)
            rotte = [] if continua(prima, oggi) else [commit]
            rotte += _perse(storia, prima, genitori, continuata) if len(genitori) > 1 else []
            davvero = next((c for c in rotte if not storia.dimostrativo(c)), None)
            if davvero is not None:
                yield _rotta(davvero[:7], storia.righe(davvero), oggi, Irregolare.STORIA)
                return
            if rotte and rifatta is None:
                rifatta = _rotta(rotte[0][:7], storia.righe(rotte[0]), oggi, Irregolare.RIFATTO)
            if continuata is not None and continuata != genitori[0]:
                da = continuata
                break
    yield from _allungati(oggi, spezzati) if rifatta is None else [rifatta]


def _perse(storia: Storia, prima: Righe, genitori: Sequence[str], continuata: str | None) -> list[str]:
    """Return the commits whose rows a merge does not have."""
    perse = [g for g in genitori if not contiene(prima, storia.righe(g), storia.uguali)]
    return perse or ([] if continuata is not None else [genitori[0]])


def _allungati(oggi: Righe, lunghezze: set[int]) -> Iterator[Irregolarita]:
    """Yield acts that sealed one thing in a commit, and another in a later one."""
    for prima, dopo in itertools.pairwise(oggi):
        if prima.atto == dopo.atto and prima.sigilla and dopo.sigilla and int(prima.riga) in lunghezze:
            yield Irregolarita(
                che=Irregolare.NON_SIGILLATA, source=dopo.source, anno=dopo.anno, atto=dopo.atto, sigilla=dopo.sigilla,
                riga=dopo.riga, prima=prima.riga, nota=prima.sigilla,
            )  # fmt: skip


def _rotta(nome: str, prima: Righe, dopo: Righe, che: Irregolare) -> Irregolarita:
    comuni = next((n for n, (a, b) in enumerate(zip(prima, dopo, strict=False)) if a.catena != b.catena), None)
    riga = (min(len(prima), len(dopo)) if comuni is None else comuni) + 1
    return Irregolarita(
        che=che,
        source=Source(FILE, riga + 1 if riga <= len(dopo) else 1),
        riga=str(riga),
        nota=nome,
        prima=_breve(prima, riga),
        dopo=_breve(dopo, riga),
    )


def _breve(righe: Righe, riga: int) -> str | None:
    return " ".join(filter(None, (righe[riga - 1].atto, righe[riga - 1].sigilla))) if riga <= len(righe) else None
