"""The forms that the register takes fingerprints of: an act, a variation. Chapters are in `capitoli`.

Texts are texts here («1.10» is not «1.1», «007» is not «7»), in one Unicode spelling and with single spaces; order
of keys, quotes, comments and line ends are free. Version 1 of `model.registro.VERSIONE`.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from macros.reading.blocco.impronta import Canonica, canonica, in_json, sha256_di
from macros.reading.testo.files import leggi_byte
from macros.reading.testo.lettura import Lettura, Located
from macros.reading.testo.scalari import Rifiuto, legge_data, unica

AGGIUNTE_DOPO = frozenset({"atto", "atto_oiv", "atto_giunta", "esito"})
"""Keys of a variation that its acts, or its end, add: each row of the register says the act by itself."""


def forma_testi(nodo: Located) -> Canonica | None:
    """Return a node with its leaves as texts; None when it is empty."""
    return canonica(nodo, foglia=lambda testo, _: unica(testo))


def atto(lettura: Lettura, nodo: Located, cartella: Path) -> bytes:
    """Return the form of an act; its day in one spelling, its document by what it holds.

    `cartella`: where the act's document is.
    """
    forma = forma_testi(nodo)
    chiavi = dict(forma) if isinstance(forma, dict) else {}
    if isinstance(giorno := chiavi.get("data"), str):
        with contextlib.suppress(Rifiuto):  # told by the reading
            chiavi["data"] = legge_data(giorno).isoformat()
    if isinstance(nome := chiavi.get("file"), str) and "sha256" not in chiavi:
        grezzo = leggi_byte(lettura, cartella / nome)
        chiavi |= {"sha256": sha256_di(grezzo)} if grezzo is not None else {}
    return in_json(chiavi)


def variazione(nodo: Located, dopo: str | None) -> bytes:
    """Return the form of a variation or errata, and the impronta of what it changes, with it made.

    `dopo` is None where nothing is changed yet: a variation that the OIV validates.
    """
    record = forma_testi(nodo)
    proprie = {k: v for k, v in record.items() if k not in AGGIUNTE_DOPO} if isinstance(record, dict) else {}
    return in_json({"record": proprie, **({"dopo": dopo} if dopo is not None else {})})
