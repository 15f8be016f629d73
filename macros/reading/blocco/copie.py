"""What is kept of the approved documents of a year against its acts: all there, as it was kept, and of a document.

The act that approves a document has the SHA-256 of its archive copy (`copia`) and of what came back signed
(`firmato`), and the register has that of the act: so neither can change in silence. An act without them is of before
copies were kept, or of what nobody signed: nothing is asked of it. An act written by hand may have the SHA-256 of any
file: what came back signed is examined beside the copy too.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from macros.model.archivio import COPIE, FIRMATI
from macros.model.atti import Atto
from macros.model.comando import comando
from macros.model.file_anno import FileAnno
from macros.model.luoghi import nome_firmato, nome_pdf
from macros.model.problems import Documento, Source
from macros.reading.blocco.blocco import Approvati
from macros.reading.blocco.impronta import sha256_di
from macros.reading.testo.deposito import esiste
from macros.reading.testo.files import file_di, leggi_byte


@dataclass(frozen=True, slots=True, kw_only=True)
class GenereTenuto:
    """What may be kept of an approved document, and its words in messages."""

    chiave: str
    """Of the act: it has the SHA-256."""
    manca: str
    cambiata: str
    estranea: str
    """Codes of its problems."""
    tipi: tuple[FileAnno, ...]
    cosa: str
    atteso: str
    fa: tuple[str, str]
    """The command that keeps one: its name, and what comes after the year."""


COPIA = GenereTenuto(
    chiave="copia",
    manca="COPIA-MANCANTE",
    cambiata="COPIA-CAMBIATA",
    estranea="COPIA-ESTRANEA",
    tipi=(COPIE,),
    cosa="copia d'archivio",
    atteso="il PDF di ciò che fu approvato, byte per byte: l'impronta è nell'atto",
    fa=("archivia", ""),
)
FIRMATO = GenereTenuto(
    chiave="firmato",
    manca="FIRMATO-MANCANTE",
    cambiata="FIRMATO-CAMBIATO",
    estranea="FIRMATO-ESTRANEO",
    tipi=FIRMATI,
    cosa="copia firmata",
    atteso="il documento com'è tornato firmato, byte per byte: l'impronta è nell'atto",
    fa=("consegna", "--firmato FILE"),
)


def file_copia(cartella: Path, anno: int, documento: Documento) -> Path:
    """Return the file of the archive copy of a document. `cartella`: the year's."""
    return cartella / COPIE.cartella / nome_pdf(anno, documento)


def file_firmato(cartella: Path, anno: int, documento: Documento, suffisso: str) -> Path:
    """Return the file of a document that came back signed, by how it ends. `cartella`: the year's."""
    return cartella / FIRMATI[0].cartella / nome_firmato(anno, documento, suffisso)


def trova_firmato(cartella: Path, anno: int, documento: Documento) -> Path:
    """Return the file of a document that came back signed: the one that there is, else where it would be as a PDF."""
    posti = _posti_firmati(cartella, anno, documento)
    return next(filter(esiste, posti), posti[0])


def segnala_copie(approvati: Approvati) -> None:
    """COPIA-MANCANTE, COPIA-CAMBIATA, COPIA-ESTRANEA; FIRMATO-MANCANTE, -CAMBIATO, -ESTRANEO, -NON-DIMOSTRATO."""
    atti = [(d, atto) for d in Documento if (atto := approvati.atto(d)) is not None and atto.copia is not None]
    cartella, anno = approvati.cartella, approvati.anno
    copie = _segnala(approvati, COPIA, {file_copia(cartella, anno, d): atto for d, atto in atti})
    posti = {trova_firmato(cartella, anno, d): atto for d, atto in atti if atto.firmato}
    firmati = _segnala(approvati, FIRMATO, posti)
    for documento, atto in atti:
        if atto.nome in copie and atto.nome in firmati:
            _dimostra(approvati, documento, copie[atto.nome], firmati[atto.nome])


def _segnala(approvati: Approvati, genere: GenereTenuto, tenuti: dict[Path, Atto]) -> dict[str, bytes]:
    """Tell what is wrong with what is kept; return what is as it was, by the name of its act."""
    letti = {atto.nome: _confronta(approvati, genere, file, atto) for file, atto in tenuti.items()}
    _estranei(approvati, genere, tenuti, letti)
    return {nome: grezzo for nome, grezzo in letti.items() if grezzo is not None}


def _confronta(approvati: Approvati, genere: GenereTenuto, file: Path, atto: Atto) -> bytes | None:
    """Return what a file holds; tell one that is not there, or is not the one that was kept: None."""
    lettura = approvati.lettura
    nome, detti = lettura.nome(file), len(lettura.problemi)
    grezzo = leggi_byte(lettura, file)
    sua, attesa = sha256_di(grezzo) if grezzo is not None else "", getattr(atto, genere.chiave)
    if sua == attesa:
        return grezzo
    if len(lettura.problemi) > detti:  # what is refused is told
        return None
    lettura.segnala(
        Source(nome) if sua else atto.dove(genere.chiave),
        genere.cambiata if sua else genere.manca,
        f"un file con impronta {sua[:12]}…, e nell'atto {attesa[:12]}…" if sua else f"{nome} non c'è, o non si apre",
        genere.atteso,
        f"rimetterlo com'era quando fu registrato: git restore {nome}",
    )
    return None


def _dimostra(approvati: Approvati, documento: Documento, nostro: bytes, tornato: bytes) -> None:
    """Tell a file that nobody can say to be the archive copy, signed. Why, says the command that keeps it."""
    from macros.firma.esito import NonDimostrabile
    from macros.firma.firmato import esamina_firmato

    if not isinstance(esamina_firmato(nostro, tornato), NonDimostrabile):
        return
    lettura, anno, (comando_, _) = approvati.lettura, approvati.anno, FIRMATO.fa
    nome = lettura.nome(trova_firmato(approvati.cartella, anno, documento))
    lettura.segnala(
        Source(nome),
        "FIRMATO-NON-DIMOSTRATO",
        "un file che non dimostra di essere la copia d'archivio firmata",
        "la copia d'archivio, byte per byte, con le sue firme",
        f"il perché lo dice «{comando(comando_, documento, anno=anno, altro=f'--firmato {nome}')}»; "
        "con il file giusto lo stesso comando lo mette al suo posto",
    )


def _estranei(approvati: Approvati, genere: GenereTenuto, file: Container[Path], atti: Container[str]) -> None:
    """Tell a file of which no approval has the fingerprint, and a fingerprint in an act that approves nothing."""
    lettura, anno = approvati.lettura, approvati.anno
    comando_, altro = genere.fa
    suoi = {
        posto.name: d
        for d in Documento
        for posto in (file_copia(approvati.cartella, anno, d), *_posti_firmati(approvati.cartella, anno, d))
    }
    for trovato in (f for tipo in genere.tipi for f in file_di(approvati.cartella, tipo)):
        if trovato not in file:
            suo = suoi.get(trovato.name)
            fa = f"; la {genere.cosa} la tiene «{comando(comando_, suo, anno=anno, altro=altro)}»" if suo else ""
            lettura.segnala(
                Source(lettura.nome(trovato)),
                genere.estranea,
                f"«{trovato.name}», un file di cui nessun atto che approva un documento ha l'impronta",
                f"solo ciò che gli atti nominano, con la chiave «{genere.chiave}»",
                f"toglierlo{fa}",
            )
    for atto in approvati.atti.values():
        if getattr(atto, genere.chiave) is not None and atto.nome not in atti:
            lettura.segnala(
                atto.dove(genere.chiave),
                genere.estranea,
                f"l'impronta di una {genere.cosa} in un atto ({atto.tipo}) che non ne ha",
                f"«{genere.chiave}» soltanto nell'atto che approva un documento, scritta da ciclo {comando_}",
                f"togliere «{genere.chiave}»",
            )


def _posti_firmati(cartella: Path, anno: int, documento: Documento) -> tuple[Path, ...]:
    return tuple(file_firmato(cartella, anno, documento, tipo.suffisso) for tipo in FIRMATI)
