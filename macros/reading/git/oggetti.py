"""What git keeps, or is about to keep: the files of the index, those that some commits bring, and their bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from macros.reading.git import comando as git

COLLEGATO = "160000"
"""Mode of a folder that is another repository: its files are not here."""
Oggetti = dict[str, frozenset[str]]
"""Object → every path that it has: the same bytes may be under more than one."""
INSIEME = 32 * 2**20
"""Bytes of files that are asked for at a time."""


class DepositoMuto(Exception):  # noqa: N818 - a refusal, not a bug
    """Git does not give what it was asked for: nothing can be said of what it keeps."""


def cima(radice: Path) -> Path | None:
    """Return the top folder of the work tree that a folder is in; None: it is in none, or there is no git."""
    detta = git.testo(radice, "rev-parse", "--show-toplevel")
    return Path(detta) if detta else None


def nell_indice(deposito: Path, indice: str | None) -> Oggetti | None:
    """Return the objects of the index, with their paths: all that is tracked, as the next commit has it.

    `indice`: the file of another index, as git names it to a hook; None: the repository's. None: git refuses.
    """
    detto = git.byte(deposito, "ls-files", "--stage", "-z", indice=indice)
    if detto is None:
        return None
    voci = (voce.partition("\t") for voce in detto.decode("utf-8", "surrogateescape").split("\0") if voce)
    return uniti((modo.split()[1], nome) for modo, _, nome in voci if not modo.startswith(COLLEGATO))


def portati(deposito: Path, *limiti: str) -> Oggetti | None:
    """Return the objects that commits bring, with the paths that they bring them to; None: git refuses.

    Those that were there by another path too. `limiti`: as `git rev-list` takes them.
    """
    commit = git.byte(deposito, "rev-list", *limiti, "--")
    detto = git.byte(deposito, "-c", "core.quotePath=false", "rev-list", "--objects", *limiti, "--")
    come = ("--stdin", "--root", "-r", "-m", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-commit-id")
    cambi = None if commit is None else git.byte(deposito, "diff-tree", *come, ingresso=commit)
    if detto is None or cambi is None:
        return None
    interi = (riga.partition(" ") for riga in detto.decode("utf-8", "surrogateescape").splitlines())
    pezzi = cambi.decode("utf-8", "surrogateescape").split("\0")
    voci = ((cambio.split(" "), nome) for cambio, nome in zip(pezzi[::2], pezzi[1::2], strict=False))
    return uniti(
        [
            *((oggetto, nome) for oggetto, _, nome in interi if nome),
            *((voce[3], nome) for voce, nome in voci if voce[1] != COLLEGATO and set(voce[3]) != {"0"}),
        ]
    )


def uniti(voci: Iterable[tuple[str, str]]) -> Oggetti:
    """Return objects with all the paths that are said of each."""
    nomi = defaultdict[str, set[str]](set)
    for oggetto, nome in voci:
        nomi[oggetto].add(nome)
    return {oggetto: frozenset(suoi) for oggetto, suoi in nomi.items()}


def contenuti(deposito: Path, oggetti: Iterable[str], massimo: int) -> Iterator[tuple[str, bytes | None]]:
    """Yield the bytes of the objects that are files, None of one larger than so many; of what is not here nothing.

    Raises: DepositoMuto.
    """
    detto = _chiesto(deposito, "--batch-check", oggetti)
    insieme: list[str] = []
    byte = 0
    for voce in (riga.split() for riga in detto.decode("ascii", "replace").splitlines()):
        if len(voce) != 3 or voce[1] != "blob":
            continue
        if int(voce[2]) > massimo:
            yield voce[0], None
            continue
        insieme.append(voce[0])
        byte += int(voce[2])
        if byte > INSIEME:
            yield from _letti(deposito, insieme)
            insieme, byte = [], 0
    yield from _letti(deposito, insieme)


def _letti(deposito: Path, oggetti: list[str]) -> Iterator[tuple[str, bytes]]:
    detto = _chiesto(deposito, "--batch", oggetti)
    inizio = 0
    while inizio < len(detto):
        fine = detto.index(b"\n", inizio)
        nome, _, byte = detto[inizio:fine].decode("ascii").split()
        yield nome, detto[fine + 1 : fine + 1 + int(byte)]
        inizio = fine + 2 + int(byte)


def _chiesto(deposito: Path, come: str, oggetti: Iterable[str]) -> bytes:
    """Return what git says of some objects. Raises: DepositoMuto."""
    nomi = "\n".join(oggetti).encode()
    detto = git.byte(deposito, "cat-file", come, ingresso=nomi) if nomi else b""
    if detto is None:
        raise DepositoMuto
    return detto
