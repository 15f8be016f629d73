"""The ways in which a key of a record is read, by its type or by the one that its metadata name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from macros.reading.testo.chiavi import Mappa, leggi
from macros.reading.testo.lettura import Located
from macros.reading.testo.scalari import (
    Rifiuto,
    legge_anno,
    legge_booleano,
    legge_data,
    legge_euro,
    legge_indirizzo,
    legge_intero,
    legge_numero,
)


def legge_impronta(testo: str) -> str:
    """Return a SHA-256 in small letters."""
    if re.fullmatch(r"[0-9a-fA-F]{64}", testo):
        return testo.lower()
    raise Rifiuto("ATTO-IMPRONTA", testo, "64 cifre esadecimali (SHA-256)", "ricopiare l'impronta per intero")


def _nome_file(testo: str) -> str:
    if re.search(r"[/\\\x00]", testo) or testo.startswith("."):
        raise Rifiuto("ATTO-FILE", testo, "il nome di un file della cartella atti", "scrivere il nome senza cartelle")
    return testo


def _per_anno(m: Mappa, chiave: str) -> dict[int, Decimal]:
    importi: dict[int, Decimal] = {}
    if (gruppo := m.mappa(chiave)) is None:
        return importi
    for scritto, nodo in gruppo.libere():
        anno = leggi(m.lettura, Located(scritto, gruppo.luogo(scritto)), legge_anno)
        importo = leggi(m.lettura, nodo, legge_numero)
        if anno is not None and importo is not None:
            importi[anno] = importo
    return importi


def _liste(m: Mappa, chiave: str) -> tuple[tuple[str, ...], ...]:
    """Return the texts of each list of a list."""
    liste = []
    for elemento in m.elementi(chiave):
        testi = elemento.valore if isinstance(elemento.valore, list) else [elemento]
        letti = (leggi(m.lettura, testo, str) for testo in testi)
        liste.append(tuple(testo for testo in letti if testo))
    return tuple(liste)


def _codice_fiscale(testo: str) -> str:
    """Return the tax code of a body: eleven digits, the last of which controls the others."""
    if re.fullmatch(r"[0-9]{11}", testo) and _controllo(testo[:-1]) == int(testo[-1]):
        return testo
    raise Rifiuto(
        "ENTE-CODICE-FISCALE",
        testo,
        "le 11 cifre del codice fiscale di un ente, l'ultima di controllo",
        "ricopiarlo fra virgolette, con gli zeri davanti",
    )


def _controllo(cifre: str) -> int:
    """Return the digit that controls ten others: those in even places count double, less 9 where they pass it.

    >>> _controllo("0000000001")
    8
    """
    doppie = (2 * int(c) - 9 * (c > "4") for c in cifre[1::2])
    return -(sum(map(int, cifre[::2])) + sum(doppie)) % 10


COME: Mapping[object, Callable[[str], object]] = {
    Decimal: legge_numero,
    int: legge_intero,
    dt.date: legge_data,
    bool: legge_booleano,
    "euro": legge_euro,
    "impronta": legge_impronta,
    "indirizzo": legge_indirizzo,
    "nome_file": _nome_file,
    "codice_fiscale": _codice_fiscale,
}
"""Type of a field, or the way its metadata name → how its value is read."""
MODI: Mapping[object, Callable[[Mappa, str, bool], object]] = {
    "codice": lambda m, nome, richiesta: m.codice(nome, richiesta=richiesta),
    "codici": lambda m, nome, _: m.codici(nome),
    "per_anno": lambda m, nome, _: _per_anno(m, nome),
    "liste": lambda m, nome, _: _liste(m, nome),
}
"""The way its metadata name → how its key is read, where it is not one value."""
