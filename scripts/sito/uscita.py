"""The folder that a build fills: made beside its place, put there whole, readable by whoever serves it.

All that a build needs is in one working folder, `.site.nuova-XXXXXXXX`: the new site, and the old one from the
moment it gives way until the new one is in its place. A build killed in that moment leaves no site: the next one
brings the old back before it does anything else.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from macros.reading.git.provvisorie import abbandonate, tenuta

CARTELLE, FILE = 0o755, 0o644
"""Permissions of what is built, whatever those of who builds."""
_NUOVA, _PRIMA, _VIA = "nuova", "prima", "via"
"""In a working folder: the site that is made, the one that was there, and what is being removed."""


class Uscita:
    """The place of a site, from the start of a build to its end."""

    def __init__(self, arrivo: Path) -> None:
        """Bring back the site that a killed build had moved away, if it is not there, and remove what such builds left.

        Raises: OSError.
        """
        self.arrivo = arrivo
        mancava = not arrivo.exists()
        for lavoro in abbandonate(arrivo.parent, self._prefisso):
            self._smonta(lavoro)
        self._prima = _quale(arrivo)
        self.ritrovata = mancava and self._prima is not None
        """Whether the old site was brought back."""

    @contextmanager
    def nuova(self) -> Iterator[Path]:
        """Give an empty folder; put it in place at the end, or remove it on any failure.

        Raises: OSError.
        """
        self._crea_sopra()
        with tenuta(self.arrivo.parent, self._prefisso) as lavoro:
            try:
                nuova = lavoro / _NUOVA
                nuova.mkdir()
                yield nuova
                _apri_a_tutti(nuova)
                if self.arrivo.exists():
                    self.arrivo.rename(lavoro / _PRIMA)
                nuova.rename(self.arrivo)
            finally:
                self._smonta(lavoro)

    def come_sta(self) -> str:
        """Say what has become of the site that was there, after a build that failed."""
        nome, adesso = self.arrivo.name, _quale(self.arrivo)
        if adesso is None:
            return f"{nome} non c'è" if self._prima is None else f"{nome} non c'è più: rifarla con ciclo costruisci"
        return (
            f"{nome} è rimasta com'era" if adesso == self._prima else f"{nome} è di un'altra costruzione, finita prima"
        )

    @property
    def _prefisso(self) -> str:
        return f".{self.arrivo.name}.nuova-"

    def _crea_sopra(self) -> None:
        nuove = [c for c in (self.arrivo.parent, *self.arrivo.parent.parents) if not c.exists()]
        self.arrivo.parent.mkdir(parents=True, exist_ok=True)
        for cartella in nuove:
            cartella.chmod(CARTELLE)

    def _smonta(self, lavoro: Path) -> None:
        """Remove a working folder, but for the old site when there is no other."""
        prima = lavoro / _PRIMA
        if prima.exists():
            # Half removed it must never be taken for a site: it changes name first.
            prima.rename(lavoro / _VIA if self.arrivo.exists() else self.arrivo)
        shutil.rmtree(lavoro, ignore_errors=True)


def _quale(cartella: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another of the same name; None: it is not there."""
    try:
        stato = cartella.stat()
    except FileNotFoundError:
        return None
    return stato.st_dev, stato.st_ino


def _apri_a_tutti(cartella: Path) -> None:
    for dove, _, file in os.walk(cartella):
        Path(dove).chmod(CARTELLE)
        for nome in file:
            Path(dove, nome).chmod(FILE)
