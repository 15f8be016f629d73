"""Many edits of one YAML text at once: values, keys taken away, added, renamed; every other character as typed.

What the new text must read as is kept beside the edits: a text that reads as anything else is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import yaml

from macros.reading.scrivi.modifica import (
    DOPPIE,
    Foglie,
    ModificaImpossibileError,
    fine_di,
    foglie,
    scritture,
    testo_di,
)
from macros.reading.testo.nodi import albero

Dove = tuple[str | int, ...]
"""Keys and places that lead to a node."""


class Ritocchi:
    """The edits of a text, made all together by `fatti`."""

    def __init__(self, nome: str, grezzo: bytes) -> None:
        self.nome = nome
        """Of the file, for messages."""
        self._bom, self._testo = testo_di(grezzo)
        lette = foglie(self._testo)
        if lette is None:
            raise self._impossibile()
        self._attese: Foglie = lette
        self._tagli: list[tuple[int, int, str]] = []
        self.radice = albero(self._testo)

    def valore(self, nodo: yaml.Node, dove: Dove, valore: str, *, codice: bool = False) -> None:
        """Put a value in the place of a node, in its own quotes; of a list or a group, in the place of all of it.

        `codice`: always between quotes, as a code is.
        """
        stile = nodo.style if isinstance(nodo, yaml.ScalarNode) else None
        stile = stile or (DOPPIE if codice or not isinstance(nodo, yaml.ScalarNode) else None)
        inizio, fine = nodo.start_mark.index, nodo.end_mark.index
        vecchio = self._testo[inizio:fine]
        fine -= len(vecchio) - len(vecchio.rstrip())
        prima = " " if not vecchio and self._testo[inizio - 1 : inizio] == ":" else ""
        self._tagli.append((inizio, fine, prima + scritture(valore, stile)[0]))
        self._togli_attese(dove)
        self._attese[dove] = valore

    def chiave(self, gruppo: yaml.MappingNode, dove: Dove, vecchia: str, nuova: str) -> None:
        """Give a key another name."""
        nodo = next(k for k, _ in gruppo.value if k.value == vecchia)
        self._tagli.append((nodo.start_mark.index, nodo.end_mark.index, scritture(nuova, nodo.style)[0]))
        sotto = {k: v for k, v in self._attese.items() if k[: len(dove) + 1] == (*dove, vecchia)}
        self._togli_attese((*dove, vecchia))
        self._attese |= {(*dove, nuova, *k[len(dove) + 1 :]): v for k, v in sotto.items()}

    def aggiungi(self, gruppo: yaml.MappingNode, dove: Dove, dopo: str, chiave: str, valore: str) -> None:
        """Add a key after another one; its value is quoted."""
        sopra, sotto = next((k, v) for k, v in gruppo.value if k.value == dopo)
        scritta = f"{chiave}: {scritture(valore, DOPPIE)[0]}"
        if gruppo.flow_style:
            posto, scritta = sotto.end_mark.index, f", {scritta}"
        else:
            posto = fine_di(self._testo, sotto)
            scritta = self._a_capo + " " * sopra.start_mark.column + scritta
        self._tagli.append((posto, posto, scritta))
        self._attese[*dove, chiave] = valore

    def togli(self, gruppo: yaml.MappingNode, dove: Dove, chiavi: Collection[str]) -> None:
        """Take keys away from a group that keeps some other."""
        for chiave in chiavi:
            self._togli_attese((*dove, chiave))
        via = [k.value in chiavi for k, _ in gruppo.value]
        tagli = self._in_riga if gruppo.flow_style else self._a_righe
        self._tagli += tagli(gruppo.value, via)

    def fatti(self) -> bytes:
        """Return the text with its edits. Raises: ModificaImpossibileError: it would not read as it must."""
        testo = self._testo
        for inizio, fine, nuovo in sorted(self._tagli, reverse=True):
            testo = testo[:inizio] + nuovo + testo[fine:]
        if self._tagli and foglie(testo) != self._attese:
            raise self._impossibile()
        return (self._bom + testo).encode("utf-8")

    @property
    def _a_capo(self) -> str:
        return "\r\n" if "\r\n" in self._testo else "\n"

    def _togli_attese(self, dove: Dove) -> None:
        for chiave in [k for k in self._attese if k[: len(dove)] == dove]:
            del self._attese[chiave]

    @staticmethod
    def _in_riga(coppie: Sequence[tuple[yaml.Node, yaml.Node]], via: Sequence[bool]) -> list[tuple[int, int, str]]:
        """Return the cuts of a group between braces: each key goes with one comma."""
        primo = via.index(False)
        tagli = [(coppie[0][0].start_mark.index, coppie[primo][0].start_mark.index, "")] if primo else []
        fini = [valore.end_mark.index for _, valore in coppie]
        return tagli + [(fini[n - 1], fini[n], "") for n in range(primo + 1, len(coppie)) if via[n]]

    def _a_righe(
        self, coppie: Sequence[tuple[yaml.Node, yaml.Node]], via: Sequence[bool]
    ) -> list[tuple[int, int, str]]:
        """Return the cuts of a group on lines: each key goes with its own, the first of an item leaves the dash."""
        tagli = []
        for n, (chiave, valore) in enumerate(coppie):
            if not via[n]:
                continue
            inizio = self._testo.rfind("\n", 0, chiave.start_mark.index) + 1
            if self._testo[inizio : chiave.start_mark.index].strip():  # the dash of an item
                resta = next(k for m, (k, _) in enumerate(coppie) if not via[m])
                tagli.append((chiave.start_mark.index, resta.start_mark.index, ""))
                continue
            if tagli and tagli[-1][1] > inizio:  # gone already, between the dash and what stays
                continue
            fine = self._testo.find("\n", fine_di(self._testo, valore))
            tagli.append((inizio, len(self._testo) if fine < 0 else fine + 1, ""))
        return tagli

    def _impossibile(self) -> ModificaImpossibileError:
        return ModificaImpossibileError(
            f"{self.nome} non si può riscrivere da solo (un'ancora YAML ripete un valore, o il file non si legge): "
            "scrivere i valori per esteso, e ripetere il comando"
        )


def coppie(gruppo: yaml.Node) -> Mapping[str, tuple[yaml.Node, yaml.Node]]:
    """Return the keys of a group with their nodes; of what is no group, none."""
    return {k.value: (k, v) for k, v in gruppo.value} if isinstance(gruppo, yaml.MappingNode) else {}
