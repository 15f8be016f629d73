"""Looks in the history of git for data with a given fingerprint. Only when a snapshot was lost: nothing needs git."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Mapping
from pathlib import Path

from macros.model.problems import Documento
from macros.reading.blocco.impronta import Canonica, impronta
from macros.reading.git import comando as git
from macros.reading.git.provvisorie import provvisoria

STATI_MASSIMI = 200
"""Commits of the year's folder that are looked at, the latest first."""


def dalla_storia(
    radice: Path,
    cartella: str,
    cercata: str,
    parti_in: Callable[[Path, Documento], Mapping[str, Canonica]],
    documento: Documento,
) -> dict[str, Canonica] | None:
    """Return the parts of a document as they were when they had that fingerprint; None when no commit has it.

    `cartella` is the year's folder from the project folder; `parti_in` gives the document's parts in a copy of it.
    """
    elenco = git.byte(radice, "log", "--first-parent", f"-n{STATI_MASSIMI}", "--format=%H", "--", cartella)
    for stato in (elenco or b"").decode("ascii", "replace").split():
        archivio = git.byte(radice, "archive", "--format=tar", stato, "--", cartella)
        if archivio is None:
            continue
        with provvisoria() as copia:
            with tarfile.open(fileobj=io.BytesIO(archivio)) as tar:
                tar.extractall(copia, [voce for voce in tar if voce.isreg()], filter="data")
            parti = dict(parti_in(copia, documento))
        if impronta(parti) == cercata:
            return parti
    return None
