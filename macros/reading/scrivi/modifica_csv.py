"""Edits of CSV files: the span of one cell is replaced, every other character stays as typed."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from macros.model.foglio import neutra
from macros.reading.scrivi.modifica import BOM, DOPPIE, ModificaImpossibileError
from macros.reading.testo.scalari import MIGLIAIA
from macros.reading.testo.tabelle import cella_letta, separatore

Cella = tuple[int, int]
"""Where a cell begins and ends in the text, its quotes included."""


def con_cella(grezzo: bytes, riga: Mapping[str, str], colonna: str, valore: str) -> bytes:
    """Return a CSV with one cell changed.

    `riga`: the columns that name the row, and what they hold. `valore`: «» empties the cell.

    Raises: ModificaImpossibileError: there is not one such row, or the column is not there.
    """
    testo = grezzo.decode("utf-8").removeprefix(BOM)
    bom = BOM if grezzo.startswith(BOM.encode()) else ""
    divisore = separatore(testo)
    righe = [r for r in _righe(testo, divisore) if any(testo[a:b].strip() for a, b in r)]
    titoli = [_letta(testo, c) for c in righe[0]] if righe else []
    if any(t not in titoli for t in (*riga, colonna)):
        msg = f"nella prima riga non c'è la colonna «{colonna}»: si aggiunge a mano"
        raise ModificaImpossibileError(msg)
    sue = [
        r
        for r in righe[1:]
        if all(len(r) > titoli.index(c) and _letta(testo, r[titoli.index(c)]) == v for c, v in riga.items())
    ]
    if len(sue) != 1:
        quale = " ".join(riga.values())
        msg = f"non c'è una riga sola per «{quale}»: si corregge a mano"
        raise ModificaImpossibileError(msg)
    posto = titoli.index(colonna)
    inizio, fine = sue[0][posto] if len(sue[0]) > posto else (sue[0][-1][1],) * 2
    vuote = divisore * max(0, posto - len(sue[0]) + 1)
    nuovo = testo[:inizio] + vuote + _scritta(valore, divisore, testo[inizio:fine]) + testo[fine:]
    _controlla(testo, nuovo, divisore, valore)
    return (bom + nuovo).encode()


def con_colonna(grezzo: bytes, colonna: str) -> bytes:
    r"""Return a CSV with a column, after the others, where it does not have it; its cells are empty.

    >>> con_colonna(b"a;b\n1;2\n", "c"), con_colonna(b"a;b\n1;2\n", "b")
    (b'a;b;c\n1;2\n', b'a;b\n1;2\n')
    """
    testo = grezzo.decode("utf-8").removeprefix(BOM)
    bom = BOM if grezzo.startswith(BOM.encode()) else ""
    divisore = separatore(testo)
    prima = next((r for r in _righe(testo, divisore) if any(testo[a:b].strip() for a, b in r)), [])
    if not prima or colonna in {_letta(testo, c) for c in prima}:
        return grezzo
    fine = prima[-1][1]
    return (bom + testo[:fine] + divisore + colonna + testo[fine:]).encode()


def con_riga(grezzo: bytes, celle: Mapping[str, str]) -> bytes:
    r"""Return a CSV with a row after the others, in the columns that it has.

    Raises: ModificaImpossibileError: a column is not there.

    >>> con_riga(b"b;a;c\r\n1;2;3", {"a": "x", "b": "="})
    b"b;a;c\r\n1;2;3\r\n'=;x;\r\n"
    """
    testo = grezzo.decode("utf-8").removeprefix(BOM)
    bom = BOM if grezzo.startswith(BOM.encode()) else ""
    divisore = separatore(testo)
    righe = [r for r in _righe(testo, divisore) if any(testo[a:b].strip() for a, b in r)]
    titoli = [_letta(testo, c) for c in righe[0]] if righe else []
    for colonna in celle:
        if colonna not in titoli:
            msg = f"nella prima riga non c'è la colonna «{colonna}»: si aggiunge a mano"
            raise ModificaImpossibileError(msg)
    a_capo = "\r\n" if "\r\n" in testo else "\n"
    fine = righe[-1][-1][1]
    riga = divisore.join(_scritta(celle.get(t, ""), divisore, "") for t in titoli)
    nuovo = testo[:fine] + a_capo + riga + (testo[fine:] or a_capo)
    prime, ultime = (list(csv.reader(io.StringIO(t, newline=""), delimiter=divisore)) for t in (testo, nuovo))
    piene = [r for r in ultime if any(r)]
    if piene[:-1] != [r for r in prime if any(r)] or piene[-1] != [neutra(celle.get(t, "")) for t in titoli]:
        msg = "la riga non si può aggiungere da sola: si scrive a mano"
        raise ModificaImpossibileError(msg)
    return (bom + nuovo).encode()


def con_celle(grezzo: bytes, riga: Mapping[str, str], celle: Mapping[str, str], *, nuova: bool) -> bytes:
    """Return a CSV with some cells of a row, in columns that it may not have yet; `nuova`: the row is added.

    Raises: ModificaImpossibileError.
    """
    for colonna in celle:
        grezzo = con_colonna(grezzo, colonna)
    if nuova:
        return con_riga(grezzo, {**riga, **celle})
    for colonna, valore in celle.items():
        grezzo = con_cella(grezzo, riga, colonna, valore)
    return grezzo


def numero_in_csv(testo: str, divisore: str) -> str:
    """Return a number as a file writes it: with a point where commas divide the cells, never as thousands look.

    >>> numero_in_csv("82,5", ";"), numero_in_csv("82,5", ","), numero_in_csv("1,250", ",")
    ('82,5', '82.5', '1.2500')
    """
    if divisore != ",":
        return testo
    testo = testo.replace(",", ".")
    return f"{testo}0" if MIGLIAIA.fullmatch(testo) else testo


def in_csv(colonne: Sequence[str], righe: Iterable[Sequence[str]]) -> bytes:
    r"""Return the CSV of some rows, as a spreadsheet in Italian writes it.

    >>> in_csv(("testo", "chi"), [("motivo 2.2.a", "Ufficio A; B")])
    b'testo;chi\nmotivo 2.2.a;"Ufficio A; B"\n'
    """
    return "".join(";".join(_scritta(c, ";", "") for c in riga) + "\n" for riga in (colonne, *righe)).encode()


def ridotto(grezzo: bytes, colonne: Sequence[str], tenute: Collection[str]) -> bytes:
    r"""Return a CSV with the cells of some columns alone; of none: its first row, with the columns that it has not.

    >>> ridotto(b"misura;al_30_06;fonte\npratiche;12;Registro\n", ("misura", "al_30_06", "fonte"), ("misura", "fonte"))
    b'misura;al_30_06;fonte\npratiche;;Registro\n'
    >>> ridotto(b"indicatore,valore\n2.2.a,12\n", ("indicatore", "valore", "atto"), ())
    b'indicatore,valore,atto\n'
    """
    testo = grezzo.decode("utf-8").removeprefix(BOM)
    divisore = separatore(testo)
    righe = [r for r in _righe(testo, divisore) if any(testo[a:b].strip() for a, b in r)]
    titoli = [_letta(testo, c) for c in righe[0]] if righe else []
    nuove = [c for c in colonne if c not in titoli]
    scritte = [[*(testo[a:b] for a, b in righe[0]), *nuove] if righe else nuove]
    for riga in righe[1:] if tenute else ():
        celle = [testo[a:b] if t in tenute else "" for t, (a, b) in zip(titoli, riga, strict=False)]
        scritte.append([*celle, *[""] * (len(scritte[0]) - len(celle))])
    a_capo = "\r\n" if "\r\n" in testo else "\n"
    bom = BOM if grezzo.startswith(BOM.encode()) else ""
    return (bom + "".join(divisore.join(r) + a_capo for r in scritte)).encode()


def _righe(testo: str, divisore: str) -> Iterator[list[Cella]]:
    """Yield the rows of a text as the spans of their cells."""
    riga: list[Cella] = []
    inizio, fra_virgolette = 0, False
    for posto, carattere in enumerate(testo):
        if carattere == DOPPIE:
            fra_virgolette = not fra_virgolette
        elif not fra_virgolette and carattere in {divisore, "\n"}:
            fine = posto - 1 if carattere == "\n" and testo[posto - 1 : posto] == "\r" else posto
            riga.append((inizio, fine))
            inizio = posto + 1
            if carattere == "\n":
                yield riga
                riga = []
    if inizio < len(testo):
        yield [*riga, (inizio, len(testo))]


def _letta(testo: str, cella: Cella) -> str:
    scritta = testo[cella[0] : cella[1]].strip()
    if len(scritta) > 1 and scritta[0] == scritta[-1] == DOPPIE:
        scritta = scritta[1:-1].replace(DOPPIE * 2, DOPPIE)
    return cella_letta(scritta)


def _scritta(valore: str, divisore: str, prima: str) -> str:
    valore = neutra(valore)
    virgolette = prima.strip()[:1] == DOPPIE or any(c in valore for c in (divisore, DOPPIE, "\n", "\r"))
    return DOPPIE + valore.replace(DOPPIE, DOPPIE * 2) + DOPPIE if virgolette else valore


def _controlla(prima: str, dopo: str, divisore: str, valore: str) -> None:
    """Refuse a text that reads different in more than one cell, or whose cell does not hold what was asked."""
    vecchie, nuove = (
        [r for r in csv.reader(io.StringIO(t, newline=""), delimiter=divisore) if any(r)] for t in (prima, dopo)
    )
    lunghezza = max(len(r) for r in nuove)
    diverse = [
        b
        for una, altra in zip(vecchie, nuove, strict=False)
        for a, b in zip(*(r + [""] * (lunghezza - len(r)) for r in (una, altra)), strict=True)
        if a != b
    ]
    if len(vecchie) != len(nuove) or diverse not in ([neutra(valore)], []):
        msg = "la cella non si può cambiare da sola: si corregge a mano"
        raise ModificaImpossibileError(msg)
