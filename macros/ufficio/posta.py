"""What comes in and goes out: workbooks anywhere on the disk, read whole, written whole or not at all."""

from __future__ import annotations

import secrets
from pathlib import Path

from macros.reading.scrivi.scrittura import al_suo_posto
from macros.reading.testo.deposito import leggi


def ricevuto(file: Path) -> bytes:
    """Return what a file holds. Raises: RifiutatoError: it is not a regular file, or is too large; OSError."""
    return leggi(file.parent, file)


def diverso(file: Path, grezzo: bytes) -> bool:
    """True where something is there that is not these bytes."""
    return file.exists() and not (file.is_file() and file.read_bytes() == grezzo)


def spedisci(file: Path, grezzo: bytes) -> None:
    """Write a file whole, in the place of what there was; its folder is made. Raises: OSError, with nothing written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    al_suo_posto(file, grezzo, file.with_name(f".{file.stem[:40]}-{secrets.token_hex(4)}"))
