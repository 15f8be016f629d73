"""Requests to a forge's API: JSON over HTTP, with the standard library alone."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

SECONDI = 60
PAGINA = 100
"""Items of a list asked for at once."""
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

    def tutte(self, percorso: str, domanda: Mapping[str, str] = MappingProxyType({})) -> Iterator[dict[str, Any]]:
        """Yield what a list of the forge holds, page after page."""
        visti: set[str] = set()
        for pagina in range(1, 1000):
            righe = self.chiedi("GET", f"{percorso}?{urlencode({**domanda, 'per_page': PAGINA, 'page': pagina})}")
            yield from righe
            nuovi = {json.dumps(r, sort_keys=True) for r in righe} - visti
            if len(righe) < PAGINA or not nuovi:  # a forge that knows no pages answers the same
                return
            visti |= nuovi

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


def di_github(ambiente: Mapping[str, str]) -> Forgia:
    """Return the forge of a job of GitHub, or of one that speaks like it."""
    return Forgia(ambiente["GITHUB_API_URL"].rstrip("/"), {"Authorization": f"Bearer {ambiente['GITHUB_TOKEN']}"})
