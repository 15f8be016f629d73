"""What the preview answers to a request: only what was built, as it was built but for the band and the script."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from mimetypes import MimeTypes
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, unquote, urlsplit

from macros.publish.html.modelli import componi
from scripts.vetrina.fascia import PROPRI, fascia, file_propri, vestita
from scripts.vetrina.mostra import NON_TROVATA, PAGINE, RADICE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scripts.vetrina.mostra import Mostra

ATTESA = PROPRI + "attesa"
"""Where a page asks whether it is to be asked for again."""
SECONDI = 20.0
"""Of one such question; then the page asks anew."""
METODI = ("GET", "HEAD")
LETTI = ("localhost", "127.0.0.1")
"""The names under which the preview is asked for: another one is of a page of others, that reads what is here."""
SEMPRE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Of every answer. The last: the search index is a script, and a page of others could load it, and read the draft."""
INDICE = "index.html"
CARTA = ".pdf"
NON_STAMPA = "Questo PDF non è fatto", "L’anteprima non stampa: i PDF si fanno con «ciclo costruisci»."
ANCORA_NIENTE = "Le pagine non ci sono ancora", "Compaiono qui appena si possono costruire."
SI_PREPARANO = "Le pagine si preparano", "La prima volta ci vuole qualche secondo in più; poi compaiono qui da sole."
"""Title and text of the pages that are of no site."""
TIPI = MimeTypes(filenames=())
for _tipo, _fine in (
    ("text/javascript", ".js"),
    ("text/csv", ".csv"),
    ("text/calendar", ".ics"),
    ("font/woff2", ".woff2"),
    ("application/json", ".map"),
):
    TIPI.add_type(_tipo, _fine)


@dataclass(frozen=True, slots=True)
class Risposta:
    """An answer, to be sent as it is."""

    stato: HTTPStatus
    corpo: bytes = b""
    tipo: str = "text/html; charset=utf-8"
    altre: Mapping[str, str] = field(default_factory=dict)
    """Headers of this answer alone."""

    @property
    def intestazioni(self) -> dict[str, str]:
        """All its headers."""
        return {"Content-Type": self.tipo, "Content-Length": str(len(self.corpo)), **SEMPRE, **self.altre}


@dataclass(frozen=True, slots=True)
class Sportello:
    """Answers requests from what the window shows."""

    mostra: Mostra
    porta: int
    propri: Mapping[str, bytes] = field(default_factory=file_propri)

    def rispondi(self, metodo: str, richiesta: str, ospite: str | None) -> Risposta:
        """Return the answer.

        Args:
            metodo: of the request.
            richiesta: its target, as sent.
            ospite: its header `Host`; None: it has none.
        """
        if metodo not in METODI:
            return Risposta(HTTPStatus.METHOD_NOT_ALLOWED, altre={"Allow": ", ".join(METODI)})
        if ospite not in {f"{nome}:{self.porta}" for nome in LETTI}:
            return Risposta(HTTPStatus.MISDIRECTED_REQUEST)
        try:
            chiesto = urlsplit(richiesta)
        except ValueError:
            return Risposta(HTTPStatus.BAD_REQUEST)
        if chiesto.path == ATTESA:
            return self._attesa(parse_qs(chiesto.query))
        if chiesto.path in self.propri:
            return Risposta(HTTPStatus.OK, self.propri[chiesto.path], _tipo_di(chiesto.path))
        return self._del_sito(chiesto.path)

    def _attesa(self, chiesto: Mapping[str, list[str]]) -> Risposta:
        pagina, segno = ("".join(chiesto.get(nome, ())) for nome in ("pagina", "segno"))
        cambiata = self.mostra.attendi(pagina, segno, SECONDI)
        return Risposta(HTTPStatus.OK if cambiata else HTTPStatus.NO_CONTENT, tipo="text/plain")

    def _del_sito(self, percorso: str) -> Risposta:
        base = self.mostra.sito.base if self.mostra.sito else RADICE
        nome = _nome(percorso.removeprefix(base if percorso.startswith(base) else RADICE))
        if nome is None:
            return self._pagina(NON_TROVATA, HTTPStatus.NOT_FOUND)
        if altrove := self._altrove(nome, base if percorso.startswith(base) else None):
            return Risposta(HTTPStatus.FOUND, altre={"Location": quote(base + altrove)})
        if nome.endswith(PAGINE):
            if self.mostra.sito is None or self.mostra.leggi(nome) is not None:
                self.mostra.guardata = nome
            return self._pagina(nome)
        if (corpo := self.mostra.leggi(nome)) is not None:
            return Risposta(HTTPStatus.OK, corpo, _tipo_di(nome))
        if nome.endswith(CARTA):
            return self._provvisoria(HTTPStatus.NOT_FOUND, nome, *NON_STAMPA)
        return self._pagina(NON_TROVATA, HTTPStatus.NOT_FOUND, di=nome)

    def _altrove(self, nome: str, sotto: str | None) -> str:
        """Return where what was asked for is, below the site's own address; empty: there, or nowhere.

        `sotto`: that address, where the question began with it.
        """
        if sotto is None:
            return nome if self.mostra.leggi(nome) is not None else ""
        return f"{nome}/" if self.mostra.leggi(f"{nome}/{INDICE}") is not None else ""

    def _pagina(self, nome: str, stato: HTTPStatus = HTTPStatus.OK, di: str = "") -> Risposta:
        """Answer with a page; with the one that says that there is none, where it was not built."""
        di = di or nome
        segno = self.mostra.segno(di)
        corpo = self.mostra.leggi(nome)
        if corpo is None and nome != NON_TROVATA:
            return self._pagina(NON_TROVATA, HTTPStatus.NOT_FOUND, di)
        if corpo is None:
            parole = ANCORA_NIENTE if self.mostra.guasti else SI_PREPARANO
            return self._provvisoria(HTTPStatus.SERVICE_UNAVAILABLE, di, *parole)
        return Risposta(stato, vestita(corpo, fascia(self.mostra.guasti), _testa(di, segno)))

    def _provvisoria(self, stato: HTTPStatus, di: str, titolo: str, testo: str) -> Risposta:
        """Answer with a page that is of no site."""
        segno = self.mostra.segno(di)
        pagina = componi("anteprima/prima.html", titolo=titolo, testo=testo)
        return Risposta(stato, vestita(pagina.encode(), fascia(self.mostra.guasti), _testa(di, segno)))


def _testa(pagina: str, segno: str) -> str:
    return componi("anteprima/testa.html", pagina=pagina, segno=segno)


def _nome(percorso: str) -> str | None:
    """Return the file that an address below the site's own asks for; None: none that could be there.

    >>> _nome(""), _nome("2021/"), _nome("2021/obiettivi/1.1.html"), _nome("%2e%2e/x")
    ('index.html', '2021/index.html', '2021/obiettivi/1.1.html', None)
    """
    *cartelle, ultimo = unquote(percorso).split("/")
    parti = [*cartelle, ultimo or INDICE]
    return None if any(map(_estranea, parti)) else "/".join(parti)


def _estranea(parte: str) -> bool:
    """True for a part of an address that no file of a site has."""
    return not parte or parte.startswith(".") or any(c in parte for c in "\\:\0")


def _tipo_di(nome: str) -> str:
    tipo = TIPI.guess_type(nome)[0] or "application/octet-stream"
    testo = tipo.startswith("text/") or tipo in {"application/json", "image/svg+xml", "application/xml"}
    return f"{tipo}; charset=utf-8" if testo else tipo
