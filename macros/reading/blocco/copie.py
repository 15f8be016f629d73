"""The archive copies of a year against its acts: each is there, is the one that was kept, and is of a document.

The act that approves a document has the SHA-256 of its copy (`copia`), and the register has that of the act: so a
copy cannot change in silence. An act without one is of before copies were kept: nothing is asked of it.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from macros.model.archivio import COPIE
from macros.model.atti import Atto
from macros.model.comando import comando
from macros.model.luoghi import nome_pdf
from macros.model.problems import Documento, Source
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.files import file_di, leggi_byte


def file_copia(cartella: Path, anno: int, documento: Documento) -> Path:
    """Return the file of the archive copy of a document. `cartella`: the year's."""
    return cartella / COPIE.cartella / nome_pdf(anno, documento)


def segnala_copie(approvati: Approvati) -> None:
    """COPIA-MANCANTE, COPIA-CAMBIATA, COPIA-ESTRANEA."""
    tenute: dict[Path, Atto] = {}
    for documento in Documento:
        atto = approvati.atto(documento)
        if atto is not None and atto.copia is not None:
            tenute[file_copia(approvati.cartella, approvati.anno, documento)] = atto
    for file, atto in tenute.items():
        _confronta(approvati, file, atto)
    _estranee(approvati, tenute, [a.nome for a in tenute.values()])


def _confronta(approvati: Approvati, file: Path, atto: Atto) -> None:
    """COPIA-MANCANTE, COPIA-CAMBIATA: one copy."""
    lettura = approvati.lettura
    nome, detti = lettura.nome(file), len(lettura.problemi)
    grezzo = leggi_byte(lettura, file)
    sua, attesa = sha256_di(grezzo) if grezzo is not None else "", atto.copia or ""
    if sua == attesa or len(lettura.problemi) > detti:  # what is refused is told
        return
    lettura.segnala(
        Source(nome) if sua else atto.dove("copia"),
        "COPIA-CAMBIATA" if sua else "COPIA-MANCANTE",
        f"un PDF con impronta {sua[:12]}…, e nell'atto {attesa[:12]}…" if sua else f"{nome} non c'è, o non si apre",
        "il PDF di ciò che fu approvato, byte per byte: l'impronta è nell'atto",
        f"rimetterlo com'era quando fu registrato: git restore {nome}",
    )


def _estranee(approvati: Approvati, file: Container[Path], atti: Container[str]) -> None:
    """COPIA-ESTRANEA: a PDF of which no approval has the fingerprint, a fingerprint in an act that approves nothing."""
    lettura = approvati.lettura
    di_chi = {nome_pdf(approvati.anno, d): d for d in Documento}
    for altro in file_di(approvati.cartella, COPIE):
        if altro not in file:
            suo = di_chi.get(altro.name)
            lettura.segnala(
                Source(lettura.nome(altro)),
                "COPIA-ESTRANEA",
                f"«{altro.name}», un PDF di cui nessun atto che approva un documento ha l'impronta",
                "solo le copie d'archivio che gli atti nominano",
                "toglierlo" + (f"; la copia la fa «{comando('archivia', suo, anno=approvati.anno)}»" if suo else ""),
            )
    for atto in approvati.atti.values():
        if atto.copia is not None and atto.nome not in atti:
            lettura.segnala(
                atto.dove("copia"),
                "COPIA-ESTRANEA",
                f"l'impronta di una copia d'archivio in un atto ({atto.tipo}) che non approva un documento",
                "«copia» soltanto nell'atto che approva un documento, scritta da ciclo approva",
                "togliere «copia»",
            )
