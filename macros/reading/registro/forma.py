"""The file of the register: rows in, rows out, and the chain that ties each to the one before."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from macros.model.anno import Anno
from macros.model.foglio import neutra
from macros.model.problems import Source
from macros.model.registro import COLONNE, VERSIONE, Irregolare, Irregolarita, Registro, RigaRegistro, Sigillo
from macros.reading.scrivi.modifica import ModificaImpossibileError
from macros.reading.testo.deposito import esiste
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.tabelle import leggi_csv, righe_di_testo

FILE = "data/registro.csv"
"""Path of the register from the project folder."""


def leggi_registro(lettura: Lettura) -> Registro:
    """Read the register; what cannot be read is a problem, and no row is then trusted."""
    file = lettura.radice / FILE
    if not esiste(file):
        return Registro()
    detti = len(lettura.problemi)
    righe = tuple(_riga(r.celle, r.source) for r in leggi_csv(lettura, file, COLONNE, COLONNE))
    return Registro(() if len(lettura.problemi) > detti else righe, presente=True)


def integro(lettura: Lettura) -> Registro:
    """Read the register to write after it.

    Raises: ModificaImpossibileError: it does not read, or a row of it was touched.
    """
    registro = leggi_registro(lettura)
    if lettura.problemi or spezzata(registro.righe) is not None:
        msg = f"{FILE} non si legge, o una sua riga è stata cambiata: prima ciclo verifica"
        raise ModificaImpossibileError(msg)
    return registro


def da_testo(testo: str) -> tuple[RigaRegistro, ...] | None:
    """Return the rows of the text of a register, as some other revision has it; None where it is not one.

    It is read as the file is, also where a spreadsheet saved it in its own way.
    """
    lettura = Lettura(Path())
    righe = tuple(_riga(r.celle, r.source) for r in righe_di_testo(lettura, FILE, testo, COLONNE, COLONNE))
    return None if lettura.problemi else righe


def _riga(celle: Mapping[str, str], source: Source) -> RigaRegistro:
    return RigaRegistro(source=source, **{nome: celle[nome] for nome in COLONNE})


def lega(prima: str, campi: Sequence[str]) -> str:
    """Return the link of a row: SHA-256 over the JSON list of the link before it and its fields.

    >>> lega("", ("1", "1"))[:8]
    'b5533105'
    """
    return hashlib.sha256(json.dumps([prima, *campi], ensure_ascii=False).encode()).hexdigest()


def spezzata(righe: Sequence[RigaRegistro]) -> int | None:
    """Return the place, from 0, of the first row that is not what was chained; None: the chain holds."""
    prima = ""
    for posto, riga in enumerate(righe):
        if riga.riga != str(posto + 1) or riga.catena != lega(prima, riga.campi):
            return posto
        prima = riga.catena
    return None


def in_coda(righe: Sequence[RigaRegistro], nuovi: Iterable[tuple[Sigillo, str]]) -> tuple[RigaRegistro, ...]:
    """Return the rows with some more after them, each with the reason for it («»: none is needed)."""
    tutte = list(righe)
    for sigillo, motivo in nuovi:
        riga = RigaRegistro(
            versione=str(VERSIONE),
            riga=str(len(tutte) + 1),
            anno=str(sigillo.anno),
            atto=sigillo.atto,
            sigilla=sigillo.sigilla,
            impronta=sigillo.impronta,
            impronta_testi=sigillo.impronta_testi,
            sha256_atto=sigillo.sha256_atto,
            motivo=" ".join(motivo.split()),
            catena="",
            source=Source(FILE, len(tutte) + 2),
        )
        tutte.append(replace(riga, catena=lega(tutte[-1].catena if tutte else "", riga.campi)))
    return tuple(tutte)


def in_byte(righe: Iterable[RigaRegistro]) -> bytes:
    """Return the file of some rows."""
    testo = io.StringIO(newline="")
    scrittore = csv.writer(testo, delimiter=";", lineterminator="\n")
    scrittore.writerow(COLONNE)
    scrittore.writerows([*map(neutra, r.campi), r.catena] for r in righe)
    return testo.getvalue().encode()


def irregolarita_registro(registro: Registro, anni: Iterable[Anno]) -> Iterator[Irregolarita]:
    """Yield what is wrong with the register by itself: it is not there, the first row that the chain refuses."""
    approvano = [a for anno in anni for a in anno.atti.values() if a.impronta is not None]
    if approvano and not registro.presente:
        primo = min(approvano, key=lambda a: (a.data, a.nome))
        yield Irregolarita(che=Irregolare.SENZA_REGISTRO, source=primo.dove("impronta"), atto=primo.nome)
    posto = spezzata(registro.righe)
    if posto is not None:
        riga = registro.righe[posto]
        yield Irregolarita(che=Irregolare.CATENA, source=riga.source, riga=str(posto + 1), atto=riga.atto)
        return
    for riga in registro.righe:
        if riga.versione not in {str(n) for n in range(1, VERSIONE + 1)}:
            yield Irregolarita(che=Irregolare.VERSIONE, source=riga.source, riga=riga.riga, dopo=riga.versione)


def irregolarita_anni(registro: Registro, anni: Sequence[int]) -> Iterator[Irregolarita]:
    """Yield the years that have rows and no folder, once each."""
    for anno in dict.fromkeys(r.anno for r in registro.righe):
        if anno not in map(str, anni):
            prima = next(r for r in registro.righe if r.anno == anno)
            yield Irregolarita(che=Irregolare.ANNO_TOLTO, source=prima.source, anno=anno, riga=prima.riga)
