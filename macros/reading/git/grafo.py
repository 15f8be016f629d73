"""The commits and their parents, read once: what a merge brings to the line that it continues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from pathlib import Path

from macros.reading.git import comando as git


@dataclass(frozen=True, slots=True)
class Grafo:
    """The history of a branch, each commit before its parents."""

    ordine: Sequence[str]
    genitori: Mapping[str, Sequence[str]]
    posto: Mapping[str, int]
    """Commit → its place in the order."""

    @classmethod
    def di(cls, radice: Path) -> Grafo | None:
        """Read that of the current branch; None: it cannot be read whole."""
        detto = git.testo(radice, "rev-list", "--topo-order", "--parents", "HEAD")
        if detto is None:
            return None
        genitori = {riga.split()[0]: riga.split()[1:] for riga in detto.splitlines()}
        return cls(tuple(genitori), genitori, {commit: n for n, commit in enumerate(genitori)})

    def portati(self, da: Sequence[str], senza: str) -> list[str]:
        """Return the commits that some lead back to and another does not, each before its parents.

        Only those and their surroundings are walked, not the whole history.

        >>> commit = {"u": ["a2", "b1"], "a2": ["a1"], "b1": ["r"], "a1": ["r"], "r": []}
        >>> Grafo(tuple(commit), commit, {c: n for n, c in enumerate(commit)}).portati(["a2", "b1"], "a2")
        ['b1']
        """
        noti = {self.posto[c]: c == senza for c in (*da, senza)}
        coda = list(noti)
        heapify(coda)
        nuovi = []
        while not all(noti[n] for n in coda):
            n = heappop(coda)
            if not noti[n]:
                nuovi.append(self.ordine[n])
            for genitore in self.genitori[self.ordine[n]]:
                suo = self.posto[genitore]
                if suo not in noti:
                    heappush(coda, suo)
                noti[suo] = noti.get(suo, False) or noti[n]
        return nuovi
