"""The doors of a private folder: the only module that opens what is in one, or writes there.

A private folder lies outside every repository, every project and every site, is reached by no link and is of its
owner alone (0700). It is held open by its descriptor: what happens to its path after the look changes nothing. Who
reads and who writes hold it by a lock, so that two commands do not write in it at once, and what a killed one left,
which never had another place than the folder itself, is removed by the next.

A refusal never says a path, a name or what the system answered: only which of the facts below it is.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from macros.reading.testo.deposito import BYTE_MASSIMI, SENZA_SEGUIRE
from macros.riservato.cammino import check_propria, presa, raggiunta
from macros.riservato.fatti import CartellaRifiutata, FattoCartella, FattoFile, FileRifiutato

FILE = 0o600
PRONTO = ".ciclo-pronto-"
"""Begins the name of a file on its way to its own; only in a private folder, with its rights."""


@dataclass(slots=True)
class CartellaRiservata:
    """A private folder, held open. `with` lets it go."""

    chiave: int
    """Its descriptor; -1 when it was let go."""
    da_scrivere: bool

    @classmethod
    def aperta(
        cls, percorso: Path, progetto: Path, *, scrivere: bool, oltre: CartellaRiservata | None = None
    ) -> CartellaRiservata:
        """Open a private folder; to write, one that is not there is made, in a folder that is.

        `progetto`: the folder of the project, which it must lie outside of. `oltre`: one that it must not be: where
        the program writes there is nothing that the office alone has. Raises: CartellaRifiutata.
        """
        try:
            return cls._aperta(percorso, progetto, scrivere, oltre)
        except CartellaRifiutata as rifiutata:
            rifiutata.da_scrivere = scrivere
            raise

    @classmethod
    def _aperta(cls, percorso: Path, progetto: Path, scrivere: bool, oltre: CartellaRiservata | None) -> Self:  # noqa: FBT001 - only `aperta` calls it
        if sys.platform == "win32":
            raise CartellaRifiutata(FattoCartella.SISTEMA)
        try:
            chiave = raggiunta(percorso, progetto, crea=scrivere)
        except (OSError, ValueError):  # a path may hold what no name of a file does
            raise CartellaRifiutata(FattoCartella.CHIUSA) from None
        try:
            check_propria(chiave, progetto, None if oltre is None else oltre.chiave)
            sola = presa(chiave, scrivere=scrivere) and scrivere
        except BaseException as errore:
            os.close(chiave)
            if isinstance(errore, OSError):
                raise CartellaRifiutata(FattoCartella.CHIUSA) from None
            raise
        aperta = cls(chiave, scrivere)
        if sola:
            aperta._togli_avanzi()
        return aperta

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.chiudi()

    def chiudi(self) -> None:
        """Let the folder go. It is not used any more."""
        if self.chiave >= 0:
            os.close(self.chiave)
            self.chiave = -1

    def nomi(self) -> tuple[str, ...]:
        """Return the names of all that stands in the folder, sorted; hidden ones are left out.

        What is no regular file has a name too: `leggi` says what it is. Raises: CartellaRifiutata.
        """
        try:
            return tuple(sorted(nome for nome in os.listdir(self.chiave) if not nome.startswith((".", "~"))))  # noqa: PTH208 - of a descriptor
        except OSError:
            raise CartellaRifiutata(FattoCartella.CHIUSA) from None

    def e_cartella(self, nome: str) -> bool:
        """True for a folder in it, that of the prints say: what is in there is not read."""
        try:
            return stat.S_ISDIR(os.stat(nome, dir_fd=self.chiave, follow_symlinks=False).st_mode)
        except OSError:
            return False

    def leggi(self, nome: str) -> bytes:
        """Return what a regular file of the folder holds. Raises: FileRifiutato."""
        try:
            visto = self._guarda(nome)
            with os.fdopen(os.open(nome, SENZA_SEGUIRE, dir_fd=self.chiave), "rb") as aperto:
                trovato = os.fstat(aperto.fileno())
                if not os.path.samestat(visto, trovato):
                    raise FileRifiutato(FattoFile.CAMBIA)
                grezzo = aperto.read(BYTE_MASSIMI + 1)
        except FileNotFoundError:
            raise FileRifiutato(FattoFile.MANCA) from None
        except OSError:
            raise FileRifiutato(FattoFile.CHIUSO) from None
        if len(grezzo) > BYTE_MASSIMI:
            raise FileRifiutato(FattoFile.GRANDE)
        return grezzo

    def scrivi(self, nome: str, grezzo: bytes) -> None:
        """Write a file whole, or leave what there was. Only its owner may read it, before it is finished too.

        Raises: FileRifiutato.
        """
        if not self.da_scrivere:
            raise FileRifiutato(FattoFile.CHIUSO)
        pronto = PRONTO + secrets.token_hex(8)
        try:
            with contextlib.suppress(FileNotFoundError):
                self._guarda(nome)
            crea = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            with os.fdopen(os.open(pronto, crea, FILE, dir_fd=self.chiave), "wb") as aperto:
                os.fchmod(aperto.fileno(), FILE)  # whatever the umask takes away
                aperto.write(grezzo)
                aperto.flush()
                os.fsync(aperto.fileno())
            os.replace(pronto, nome, src_dir_fd=self.chiave, dst_dir_fd=self.chiave)
        except OSError:
            raise FileRifiutato(FattoFile.DISCO) from None
        finally:
            with contextlib.suppress(OSError):
                os.unlink(pronto, dir_fd=self.chiave)

    def togli(self, nome: str) -> None:
        """Remove a file; nothing when there is none. Raises: FileRifiutato."""
        if not self.da_scrivere:
            raise FileRifiutato(FattoFile.CHIUSO)
        try:
            self._guarda(nome)
            os.unlink(nome, dir_fd=self.chiave)
        except FileNotFoundError:
            return
        except OSError:
            raise FileRifiutato(FattoFile.CHIUSO) from None

    def _guarda(self, nome: str) -> os.stat_result:
        """Return what the system says of a regular file with one name. Raises: FileRifiutato, OSError."""
        if nome in {"", ".", ".."} or "/" in nome or "\0" in nome:
            raise FileRifiutato(FattoFile.NOME)
        visto = os.stat(nome, dir_fd=self.chiave, follow_symlinks=False)
        if stat.S_ISLNK(visto.st_mode):
            raise FileRifiutato(FattoFile.COLLEGAMENTO)
        if not stat.S_ISREG(visto.st_mode):
            raise FileRifiutato(FattoFile.SPECIALE)
        if visto.st_nlink > 1:
            raise FileRifiutato(FattoFile.PIU_NOMI)
        if visto.st_size > BYTE_MASSIMI:
            raise FileRifiutato(FattoFile.GRANDE)
        return visto

    def _togli_avanzi(self) -> None:
        """Remove what a killed command was writing: nobody else writes here meanwhile."""
        with contextlib.suppress(OSError):
            for nome in os.listdir(self.chiave):  # noqa: PTH208 - of a descriptor
                if nome.startswith(PRONTO):
                    os.unlink(nome, dir_fd=self.chiave)
