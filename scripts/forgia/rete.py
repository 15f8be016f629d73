"""Requests to a forge's API: JSON over HTTP, with the standard library alone."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SECONDI = 60
RIFIUTI = frozenset({401, 403, 404})
"""Answers to who may not do it: a token of a fork only reads."""


class ReteError(Exception):
    """The forge refused or did not answer; the text is in Italian."""

    def __init__(self, testo: str, codice: int = 0) -> None:
        super().__init__(testo)
        self.codice = codice
        """HTTP status; 0: no answer."""


@dataclass(frozen=True, slots=True)
class Forgia:
    """Where to ask, and as whom."""

    indirizzo: str
    """Of the API, with no final slash."""
    intestazioni: Mapping[str, str] = field(default_factory=dict, repr=False)

    def chiedi(self, metodo: str, percorso: str, corpo: object = None, *, tipo: str = "application/json") -> Any:  # noqa: ANN401 - JSON of others
        """Return the answer to a request; None when it has no body.

        Args:
            metodo: GET, POST, PATCH, PUT or DELETE.
            percorso: from the address of the API, or a whole address.
            corpo: bytes as they are, else written as JSON; None: nothing is sent.
            tipo: media type of the body.

        Raises: ReteError.
        """
        url = percorso if percorso.startswith(("https://", "http://")) else f"{self.indirizzo}{percorso}"
        if not url.startswith(("https://", "http://")):
            msg = f"«{url}» non è un indirizzo della rete"
            raise ReteError(msg)
        dati = corpo if isinstance(corpo, bytes) or corpo is None else json.dumps(corpo).encode()
        intestazioni = {"Accept": "application/json", "User-Agent": "ciclo", **self.intestazioni}
        if dati is not None:
            intestazioni["Content-Type"] = tipo
        richiesta = urllib.request.Request(url, data=dati, method=metodo, headers=intestazioni)  # noqa: S310 - scheme checked above
        try:
            with urllib.request.urlopen(richiesta, timeout=SECONDI) as risposta:  # noqa: S310 - as above
                letto = risposta.read()
        except urllib.error.HTTPError as errore:
            msg = f"il server risponde {errore.code} a {metodo} {url}"
            raise ReteError(msg, errore.code) from None
        except OSError as errore:
            msg = f"il server non risponde a {metodo} {url}: {errore}"
            raise ReteError(msg) from None
        try:
            return json.loads(letto) if letto else None
        except ValueError:
            msg = f"il server non risponde in JSON a {metodo} {url}"
            raise ReteError(msg) from None
