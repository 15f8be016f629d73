"""The server: on this computer alone, one thread a request, nothing that waits for the builder."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from scripts.vetrina.risposte import Sportello

if TYPE_CHECKING:
    from scripts.vetrina.mostra import Mostra

QUI = "127.0.0.1"
PORTE = 50
"""Ports that are tried, from the one asked for."""


class PorteError(Exception):
    """No port is free; the message, in Italian, says which were tried."""


class _Richiesta(BaseHTTPRequestHandler):
    """One request; what it is answered is the counter's business."""

    server: Servente
    timeout = 30

    def _rispondi(self) -> None:
        risposta = self.server.sportello.rispondi(self.command, self.path, self.headers.get("Host"))
        with contextlib.suppress(ConnectionError, TimeoutError):  # who asked has gone
            self.send_response(risposta.stato)
            for nome, valore in risposta.intestazioni.items():
                self.send_header(nome, valore)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(risposta.corpo)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _rispondi  # noqa: N815 - its names

    def version_string(self) -> str:
        """Say nothing of what answers."""
        return "ciclo"

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


class Servente(ThreadingHTTPServer):
    """Listens on the first free port."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere it takes a port that others listen on
    request_queue_size = 64

    def __init__(self, mostra: Mostra, porta: int) -> None:
        """Listen. Raises: PorteError when no port is free."""
        for quale in range(porta, min(porta + PORTE, 65536)):
            try:
                super().__init__((QUI, quale), _Richiesta)
            except OSError as errore:
                if errore.errno not in {errno.EADDRINUSE, errno.EACCES}:
                    raise
            else:
                break
        else:
            msg = f"nessuna porta libera da {porta} a {porta + PORTE - 1}: sceglierne un'altra con --porta"
            raise PorteError(msg)
        self.porta = int(self.server_address[1])
        """The one that is listened on."""
        self.sportello = Sportello(mostra, self.porta)

    @property
    def indirizzo(self) -> str:
        """Where the pages are."""
        return f"http://{QUI}:{self.porta}"

    def server_bind(self) -> None:
        """Take the address, and ask nobody for this computer's name."""
        socket.socket.bind(self.socket, self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = QUI, self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """Say nothing of a connection that broke."""
