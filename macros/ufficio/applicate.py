"""The files of the data with the cells of some workbooks in them, and whose cells a problem of those files is.

Gives bytes and writes nothing. Only the cells that change are touched: order, comments and the other lines stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from macros.model.archivio import SCHEDE
from macros.model.file_anno import FileAnno
from macros.model.problems import Problem
from macros.reading.scrivi.modifica import BOM, ModificaImpossibileError
from macros.reading.scrivi.modifica_csv import con_celle, in_csv, numero_in_csv
from macros.reading.scrivi.modifica_rami import con_ramo
from macros.reading.testo.deposito import leggi
from macros.reading.testo.lettura import Lettura
from macros.reading.testo.tabelle import righe_di_testo, separatore
from macros.ufficio.confronto import ModificaUfficio
from macros.ufficio.modulo import GenereCasella
from macros.ufficio.rifiuti import Rifiutata


def file_modificati(
    radice: Path, modifiche: Sequence[ModificaUfficio]
) -> tuple[dict[Path, bytes], list[tuple[ModificaUfficio, Rifiutata]]]:
    """Return the files that some cells change, and the cells that cannot be put there by themselves."""
    file: dict[Path, bytes] = {}
    rifiutate = []
    per_riga: dict[tuple[str, tuple[str, ...]], list[ModificaUfficio]] = {}
    for m in modifiche:
        per_riga.setdefault((m.casella.luogo.file, m.casella.luogo.chiave), []).append(m)
    for (nome, _), sue in per_riga.items():
        dove = radice / nome
        prima = file.get(dove)
        if prima is None:
            prima = _di_ora(radice, dove)
        try:
            file[dove] = _con_riga(prima, sue) if nome.endswith(".csv") else _con_testi(prima, sue)
        except ModificaImpossibileError as no:
            rifiutate.append(
                (sue[0], rifiutata_qui(sue[0], f"«{sue[0].nuovo}»", f"un dato che si può scrivere in {nome}", str(no)))
            )
    return {dove: grezzo for dove, grezzo in file.items() if grezzo != _di_ora(radice, dove)}, rifiutate


def rifiutata_qui(m: ModificaUfficio, trovato: str, atteso: str, rimedio: str) -> Rifiutata:
    """Return what is wrong with a cell that was to go into the data."""
    return Rifiutata(m.foglio, m.cella, trovato, atteso, rimedio)


def _di_ora(radice: Path, file: Path) -> bytes:
    try:
        return leggi(radice, file)
    except FileNotFoundError:
        return b""


def _con_riga(grezzo: bytes, modifiche: Sequence[ModificaUfficio]) -> bytes:
    """Return a CSV with the cells of one row changed, or with the row added."""
    luogo = modifiche[0].casella.luogo
    nome = dict(zip(luogo.tipo.chiave, luogo.chiave, strict=True))
    if not grezzo.removeprefix(BOM.encode()).strip():
        grezzo = in_csv(luogo.tipo.colonne, [])
    testo = grezzo.decode("utf-8").removeprefix(BOM)
    nuove = {m.casella.luogo.campo: _numero(m, separatore(testo)) for m in modifiche}
    presenti = {chiave for _, chiave in _righe(luogo.file, testo, luogo.tipo)}
    return con_celle(grezzo, nome, nuove, nuova=luogo.chiave not in presenti)


def _numero(m: ModificaUfficio, divisore: str) -> str:
    """Return a value as its file writes it: a number has a point where commas divide the cells."""
    return numero_in_csv(m.nuovo, divisore) if m.casella.genere is GenereCasella.NUMERO else m.nuovo


def _righe(nome: str, testo: str, tipo: FileAnno) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the lines of a CSV where a row begins, with what names it."""
    for riga in righe_di_testo(Lettura(Path()), nome, testo, tipo.colonne, tipo.chiave):
        yield riga.source.line, tuple(riga.celle[c] for c in tipo.chiave)


def _con_testi(grezzo: bytes, modifiche: Sequence[ModificaUfficio]) -> bytes:
    for m in modifiche:
        grezzo = con_ramo(grezzo, (*m.casella.luogo.chiave, m.casella.luogo.campo), m.nuovo)
    return grezzo


def alle_celle(
    problemi: Iterable[Problem], file: Mapping[str, bytes], modifiche: Sequence[ModificaUfficio]
) -> tuple[list[tuple[ModificaUfficio, Rifiutata]], list[Problem]]:
    """Return the problems of the files so changed as refusals of the cells that they are of, and those of none.

    `file`: path from the project folder → what it would hold.
    """
    delle_celle, di_nessuna = [], []
    for p in problemi:
        sua = _cella_di(p, file.get(p.source.path), [m for m in modifiche if m.casella.luogo.file == p.source.path])
        if sua is None:
            di_nessuna.append(p)
        else:
            delle_celle.append((sua, rifiutata_qui(sua, p.found, p.expected, p.fix)))
    return delle_celle, di_nessuna


def _cella_di(p: Problem, grezzo: bytes | None, modifiche: Sequence[ModificaUfficio]) -> ModificaUfficio | None:
    """Return the cell that a problem is of: the one that it names, else the first of its row or of its text."""
    if grezzo is None or not modifiche:
        return None
    luogo = modifiche[0].casella.luogo
    if luogo.tipo is SCHEDE:
        chiavi = {(*m.casella.luogo.chiave, m.casella.luogo.campo): m for m in modifiche}
        detti = (m for passi, m in chiavi.items() if p.source.key.startswith(".".join(passi)))
        return next(detti, modifiche[0] if len(modifiche) == 1 else None)
    testo = grezzo.decode("utf-8").removeprefix(BOM)
    chiave = next((c for riga, c in _righe(p.source.path, testo, luogo.tipo) if riga == p.source.line), None)
    sue = [m for m in modifiche if m.casella.luogo.chiave == chiave]
    return next((m for m in sue if m.casella.luogo.campo == p.source.key), sue[0] if sue else None)
